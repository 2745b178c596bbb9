"""What the outline weighs: units with their evidence, placements, and the nodes that are open meanwhile.

Placements and frames are named tuples: several are made for each unit, and a tuple is made five times as fast as a
frozen class.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from attrs import frozen

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
    """The codes of this entry that the list names: where two places are open to a label, a cited one is likelier."""
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


class Frame(NamedTuple):
    """A node that is open: what may still come below it."""

    unit: int
    kind: UnitKind
    code: str
    label: str = ""
    label_type: str = ""
    depth: int | None = None
    indent: float | None = None
    page: int = 0
    leads: bool = False
    child_type: str = ""
    last: int = 0
    used: frozenset[int] = frozenset()
    child_depth: int | None = None
    child_indent: float | None = None
    child_page: int = 0
    child_italic: bool = False
    closing: int = 0
    """1: the last child ended in a connector, so one more follows; 2: that one has come."""
    notes: tuple[tuple[str, int], ...] = ()
    is_noted: bool = False
    """Whether a note came behind the last child."""
    is_note: bool = False
    is_italic: bool = False
