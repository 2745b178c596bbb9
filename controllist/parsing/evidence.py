"""What the outline weighs: units with their evidence, placements, and the nodes that are open meanwhile."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from attrs import frozen

from controllist.parsing.prices import INCOMPLETE, LEVEL, LONE, UNUSED_IN_NOTE, UNUSED_LEAD_IN

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
