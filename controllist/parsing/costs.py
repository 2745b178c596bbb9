"""What speaks against a place, in points, and the evidence that is weighed: units and the nodes that are open.

One sign against a place costs one to three, and no sign is worth all others. The figures were set by the rules of the
texts, not by single rows of them; what each stands for is beside it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from attrs import frozen

GAP = 1.2  # labels are left out: the law does it, but seldom
GAP_STEP, GAP_STEPS = 0.1, 1.5  # for each label that is left out; all of them together
FIRST_IS_NOT_FIRST = 2.2  # a list begins with c or 4 (3B501.a.4)
BACKWARD = 3.0  # a label that is lower than the last one
AGAIN = 5.5  # a label that this list has already
OUTER_EXPECTS = 2.5  # a list begins late just where an outer list expects this very label: the label-repair rule
OUTER_IS_NEXT = 1.0  # labels are left out just where an outer list expects this very label
SAME_TYPE = 3.0  # letters below a letter
ROMAN = 0.8  # a list of roman numbers begins
OTHER_LIST = 6.0  # a second list of another type below one node
OTHER_LABEL = 2.0  # an item prints a label above its own that is not the one above it
NO_LEAD_IN = 1.0  # a list below a text that announces none
OF_SECTION = 0.5  # a list right below a section or a heading of front matter
UNUSED_LEAD_IN = 2.0  # a text announces a list and none came
UNUSED_IN_NOTE = 1.0  # the same of a note
COMPLETE = 2.2  # "or" was said before the last item, and that item has come
INCOMPLETE = 0.6  # "or" was said and the last item has not come
LONE = 1.0  # a text announces a list and one item came, in a form that tells no levels
DEPTH = 1.8  # the markup nests it elsewhere
DEPTH_NEAR = 0.5  # the markup puts it beside its parent, as the bare lists of consolidated texts do
INDENT = 1.6  # print puts it in another column
UNFINISHED = 4.0  # the text before has not ended, so this is rather its next line
FINISHED = 5.0  # the text before has ended, so this is rather something new
NEXT_NUMBER = 0.5  # Note 2 where Note 1 has been: taken off
WRONG_NUMBER = 2.0  # Note 3 where Note 2 has not been
NOTE_IN_NOTE = 1.5  # a note speaks of a provision or of an item of a note; one right inside another is rare
NAMED_DEEPER = 1.5  # a note names E.d where E.b.4.d is open: the items were nested too deep (ML7 of the Directive)
CITED = 0.8  # another text names the code this place would give: the other half of the label-repair rule
CITED_LEAST = 0.6  # what such a place costs at the least where markup tells of levels: no less than a small sign
NAMED = 0.9  # a note names the code of another place
ELSEWHERE, ELSEWHERE_STEP = 1.2, 0.1  # a note is not where nesting or columns have it; for each level between
OTHER_PAGE = 0.3  # a note stands further out than the columns of a page before have it
ITALIC = 0.4  # italics speak for a note
UPRIGHT = 2.6  # upright letters below an italic note speak for an item of the provision
OUTSIDE = 6.0  # an item or note of a section while one of its entries is open
AFTER_NOTES = 0.5  # a list goes on behind the notes of its provision, in a form that tells no levels
EXPECTED = 3.0  # print goes on as text just where the next label of a list is due, in its column
LEVEL = 0.03  # for each level that closes: of two places alike the nearer one; half of it for a note
COLUMN = 2.5
"""Characters by which print may miss a column."""

EXACT = 1e-9
"""Below the smallest price, above what adding prices loses."""


def cited_price(cost: float, is_nested: bool) -> float:
    """What a place costs that is dearer than `CITED`, if another text names the code it gives.

    Where markup tells of levels, no place becomes cheaper by that than one with a small sign against it.

    >>> [round(cited_price(cost, is_nested=True), 2) for cost in (1.0, 2.0)], round(cited_price(1.0, False), 2)
    ([0.6, 1.2], 0.2)
    """
    return max(cost - CITED, CITED_LEAST) if is_nested else cost - CITED


UnitKind = Literal["entry", "section", "front", "heading", "definition", "note", "item", "dash", "text", "footnote"]
Action = Literal["open", "text"]


@frozen
class Unit:
    """One paragraph with its marker, as evidence for its place.

    `label` is the item's label or the name of the note, `number` of a note its number, of an item a label printed
    before its own. `names` is the code that a note names in its first words. `starts_new` is False where the text
    before it has not ended (print). `leads` tells that its text ends so that a list must follow, `connects` that it
    ends in "and" or "or".
    """

    kind: UnitKind
    label: str = ""
    number: str = ""
    text: str = ""
    code: str = ""
    names: str = ""
    depth: int | None = None
    indent: float | None = None
    page: int = 0
    is_italic: bool = False
    is_sure: bool = True
    starts_new: bool = True
    is_unused: bool = False
    leads: bool = False
    connects: bool = False
    is_ordered: bool = True
    """False for a list whose labels follow another list's and so need not run a, b, c."""
    cited: frozenset[str] = frozenset()
    """The codes of its entry with its label that the list names: of two places open to it, a cited one is likelier."""
    is_inside: bool = False
    """For a definition: whether it stands within the note that was opened last."""
    group: str = ""
    """For an entry or section: the code above it, where the list has sections."""


class Placement(NamedTuple):
    """`open`: a node of its own below the node of unit `target` (-1: at the top); `text`: more text of that node.

    `doubt` tells in words what is odd about it, empty where nothing is.
    """

    action: Action
    target: int
    cost: float = 0.0
    doubt: str = ""


@frozen
class Opened:
    """A node while it is open, as it was when it was opened."""

    unit: int
    kind: UnitKind
    code: str
    label: str = ""
    label_type: str = ""
    depth: int | None = None
    indent: float | None = None
    page: int = 0
    is_note: bool = False
    is_italic: bool = False


@frozen
class Items:
    """The list below an open node, as far as it has come: its type, its last label, where that stood.

    `used` has a bit for each label that has been. `closing` is 1 where the last item ended in a connector, so that one
    more follows, and 2 where that one has come. `first_depth` is that of its first item, as the last may be misplaced.
    """

    type: str = ""
    last: int = 0
    used: int = 0
    depth: int | None = None
    indent: float | None = None
    page: int = 0
    is_italic: bool = False
    closing: int = 0
    first_depth: int | None = None


NO_ITEMS = Items()

Notes = tuple[tuple[str, int], ...]
"""The last number of each kind of note."""

Key = tuple[int, str, int, int]


class Frame:
    """An open node with what stands below it so far; never changed once made.

    `is_noted` says that a note follows the last item. `leaving` is what it costs to leave the node unfinished. Two runs
    that have the same `key` in all open nodes differ in their price alone.
    """

    __slots__ = ("is_noted", "items", "key", "leads", "leaving", "node", "notes")

    def __init__(
        self, node: Opened, leads: bool, items: Items = NO_ITEMS, notes: Notes = (), is_noted: bool = False
    ) -> None:
        self.node = node
        self.leads = leads
        self.items = items
        self.notes = notes
        self.is_noted = is_noted
        self.key: Key = (node.unit, items.type, items.last, items.closing)
        if items.type:
            self.leaving = INCOMPLETE if items.closing == 1 else 0.0
            if leads and items.last == 1 and items.depth is None and items.indent is None:
                self.leaving += LONE
        else:
            self.leaving = 0.0 if not leads else UNUSED_LEAD_IN if node.kind != "note" else UNUSED_IN_NOTE


Frames = tuple[Frame, ...]
"""All open nodes, the outermost first."""

DEEPEST = 24
"""How many of the innermost open nodes are tried: three times what any list has; else a hostile file takes long."""


Option = tuple[float, int, str, int]
"""A place for a unit: what it costs, below which of the open nodes, as what, and which place in a list that is.

As what: `text`, `footnote`, `note`, or the kind of list that the label belongs to. A bare tuple, as some thousands are
made for each one that is taken.
"""

Placed = tuple[Action, int, float, str]
"""What becomes a `Placement` if the run it belongs to wins."""


def leaving_prices(frames: Frames) -> list[float]:
    """For each of the open nodes the price of closing all within it."""
    levels = prices = _levels(len(frames))
    for at, frame in enumerate(frames):
        if frame.leaving:
            prices = levels.copy() if prices is levels else prices
            for below in range(at):
                prices[below] += frame.leaving
    return prices


@lru_cache(maxsize=100)
def _levels(many: int) -> list[float]:
    """The prices where each of so many nodes costs its level alone; not to be changed."""
    return [LEVEL * above for above in range(many - 1, -1, -1)]
