"""Places for an item or a note among the open nodes, each with its cost.

An item goes on with the list of a node or begins one; for a note count where the markup nests it, where its column is,
and what its first words name.

>>> from controllist.parsing.units import Unit
>>> entry, item = Frame(Opened(0, "entry", "9A901"), leads=False), Frame(Opened(1, "item", "9A901.a", "a"), leads=False)
>>> note_options((entry, item), Unit("note", "note", names="9A901"), 0)
[Option(cost=0.015, at=0, kind='note', number=0), Option(cost=0.9, at=1, kind='note', number=0)]
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from attrs import define, field

from controllist.parsing.costs import (
    AFTER_NOTES,
    AGAIN,
    BACKWARD,
    CITED,
    CITED_LEAST,
    COLUMN,
    COMPLETE,
    DEEPEST,
    DEPTH,
    DEPTH_NEAR,
    ELSEWHERE,
    ELSEWHERE_STEP,
    FIRST_IS_NOT_FIRST,
    GAP,
    GAP_STEP,
    GAP_STEPS,
    INCOMPLETE,
    INDENT,
    ITALIC,
    LEVEL,
    LONE,
    NAMED,
    NAMED_DEEPER,
    NEXT_NUMBER,
    NO_LEAD_IN,
    NOTE_IN_NOTE,
    OF_SECTION,
    OTHER_LABEL,
    OTHER_LIST,
    OTHER_PAGE,
    OUTER_EXPECTS,
    OUTER_IS_NEXT,
    OUTSIDE,
    ROMAN,
    SAME_TYPE,
    UNUSED_IN_NOTE,
    UNUSED_LEAD_IN,
    UPRIGHT,
    WRONG_NUMBER,
)
from controllist.parsing.markers import readings
from controllist.parsing.units import Unit, UnitKind

# Some ten thousand nodes are opened for one long list. None is ever changed, but they are not frozen, which would make
# Annex I take 40 ms more of 650.

Action = Literal["open", "text"]


class Placement(NamedTuple):
    """`open`: a node of its own below the node of unit `target` (-1: at the top); `text`: more text of that node.

    `doubt` says what is odd about it, empty where nothing is.
    """

    action: Action
    target: int
    cost: float = 0.0
    doubt: str = ""


@define(eq=False)
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


@define(eq=False)
class Items:
    """The list below an open node, as far as it is read: its type, its last label, where that stood.

    `used` has a bit for each label so far. `closing` is 1 where the last item ended in a connector, so that one
    more follows, and 2 where that one is there. `first_depth` is that of its first item, as the last may be misplaced.
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


@define(eq=False)
class Frame:
    """An open node with what stands below it so far; `is_noted` where a note follows the last item.

    `leaving` is what it costs to leave it unfinished. Two readings with the same `key` in all open nodes differ in cost
    alone.
    """

    node: Opened
    leads: bool
    items: Items = NO_ITEMS
    notes: Notes = ()
    is_noted: bool = False
    leaving: float = field(init=False)
    key: tuple[int, str, int, int] = field(init=False)

    @leaving.default
    def _leaving(self) -> float:
        items = self.items
        if items.type:
            is_lone = self.leads and items.last == 1 and items.depth is None and items.indent is None
            return (INCOMPLETE if items.closing == 1 else 0.0) + (LONE if is_lone else 0.0)
        if not self.leads:
            return 0.0
        return UNUSED_IN_NOTE if self.node.kind == "note" else UNUSED_LEAD_IN

    @key.default
    def _key(self) -> tuple[int, str, int, int]:
        return self.node.unit, self.items.type, self.items.last, self.items.closing


Frames = tuple[Frame, ...]
"""All open nodes, the outermost first."""


class Option(NamedTuple):
    """A place for a unit: what it costs, below which of the open nodes, as what, and which place in a list that is.

    As what: `text`, `footnote`, `note`, or the kind of list that the label belongs to.
    """

    cost: float
    at: int
    kind: str
    number: int = 0


def leaving_costs(frames: Frames) -> list[float]:
    """For each of the open nodes the cost of closing all within it."""
    costs = [0.0] * len(frames)
    for at in range(len(frames) - 1, 0, -1):
        costs[at - 1] = costs[at] + LEVEL + frames[at].leaving
    return costs


def places_in_question(many: int) -> list[int]:
    """The places in question among so many open nodes, from the outside in: section and entry in any case."""
    return [at for at in range(many) if at < 2 or at >= many - DEEPEST]


# -- items


def item_options(frames: Frames, unit: Unit, late: float) -> list[Option]:
    """Each place that is open to an item; `late` is what it costs that text may go on here instead."""
    found: list[Option] = []
    left = leaving_costs(frames)
    covering = _covering(frames, unit)
    for kind, number in readings(unit.label):
        awaiting = _awaiting(frames, kind, number)
        for at in places_in_question(len(frames)):
            leaving = left[at] + DEPTH if at < covering else left[at]
            cost = _item_cost(frames, at, unit, kind, number, leaving, awaiting < at)
            found.append(Option(late + cost, at, kind, number))
    return found


def _covering(frames: Frames, unit: Unit) -> int:
    """The innermost open note into which the nesting puts a unit, 0 without one: what is around it is no place."""
    depth, inner = unit.depth, frames[-1].node
    # Where the innermost node is an item of a provision, nothing around it is a note.
    if depth is not None and (inner.is_note or inner.kind != "item"):
        for at in range(len(frames) - 1, 0, -1):
            node = frames[at].node
            if node.kind == "note" and node.depth is not None and node.depth < depth:
                return at
    return 0


def open_item(frames: Frames, index: int, unit: Unit, option: Option) -> tuple[Frames, Placement]:
    """The open nodes with an item below one of them, and its placement."""
    cost, at, kind, number = option
    frame = frames[at]
    node, items = frame.node, frame.items
    label, depth, indent, page, is_italic = unit.label, unit.depth, unit.indent, unit.page, unit.is_italic
    if items.type == kind:
        last, before, first = items.last, items.used, items.first_depth
    else:
        last, before, first = 0, 0, depth
    if kind == "dash":
        number, used, doubt = last + 1, 0, ""
        label = str(number)
    else:
        used = before | 1 << number
        is_next = number == last + 1 and not before >> number and (before or not items.type)
        doubt = "" if is_next and kind != node.label_type else _doubt(frame, unit, kind, number)
    # One more item than "or" had promised: it said something else.
    closing = 1 if unit.connects else items.closing if unit.is_unused else 2 if items.closing == 1 else 0
    changed = Items(kind, number, used, depth, indent, page, is_italic, closing, first)
    is_note = node.is_note or node.kind in _NOTED
    code = f"{node.code}.{label}" if node.code else ""
    opened = Opened(index, "item", code, label, kind, depth, indent, page, is_note, is_italic)
    return (
        (*frames[:at], Frame(node, frame.leads, changed, frame.notes), Frame(opened, unit.leads)),
        Placement("open", node.unit, cost, doubt),
    )


_NOTED = frozenset(("front", "definition"))
"""What has items that are notes, and is none."""


def _doubt(frame: Frame, unit: Unit, kind: str, number: int) -> str:
    """What is odd about an item below a node, in words."""
    items = frame.items
    if kind == "dash":
        return ""
    if items.type == kind:
        if items.used >> number & 1:
            return f"expected {unit.label!r} once, found it again"
        if unit.is_ordered and number < items.last:
            return f"expected a label after the {_nth(items.last)}, found {unit.label!r}"
        if unit.is_ordered and number > items.last + 1:
            return f"expected the {_nth(items.last + 1)} label, found {unit.label!r}"
        return ""
    if items.type:
        return f"expected one list here, found {unit.label!r} of another"
    if kind == frame.node.label_type:
        return f"expected letters and numbers by turns, found {unit.label!r} below {frame.node.label!r}"
    return ""


def _nth(number: int) -> str:
    """A place in words: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _awaiting(frames: Frames, kind: str, number: int) -> int:
    """The outermost node whose list has a label next, a number beyond all without one."""
    for at, frame in enumerate(frames):
        if frame.items.last + 1 == number and frame.items.type == kind:
            return at
    return len(frames)


def _item_cost(frames: Frames, at: int, unit: Unit, kind: str, number: int, leaving: float, is_awaited: bool) -> float:
    """What an item below a node costs, `leaving` among it; `is_awaited` where the list of an outer node has it next."""
    frame = frames[at]
    node, is_next = frame.node, frame.items.type == kind
    cost = leaving
    if kind == "dash":
        cost += _dash(frames, at, unit)
    elif is_next:
        cost += _continues(frame, unit, number, is_awaited)
    else:
        cost += _begins(frames, at, unit, kind, number, is_awaited)
    if unit.number and unit.number != node.label:
        cost += OTHER_LABEL
    if unit.is_italic:
        if not node.is_note and not (frame.items.is_italic if is_next else node.is_italic):
            cost += ITALIC
    elif node.is_italic and node.is_note:
        cost += UPRIGHT
    if at == 0 and node.kind == "section" and any(f.node.kind == "entry" for f in frames):
        cost += OUTSIDE
    is_dear = cost > CITED or (unit.depth is None and unit.indent is None)
    if is_dear and unit.cited and kind != "dash" and _is_cited(frames, at, unit, kind, number, cost):
        # It outweighs a sign against a place; it is no reason of its own, or codes would draw in what is a note's.
        cost = max(cost - CITED, CITED_LEAST) if unit.depth is not None else cost - CITED
    return cost


def _continues(frame: Frame, unit: Unit, number: int, is_awaited: bool) -> float:
    """What it costs to go on with the list of a node."""
    items = frame.items
    cost = COMPLETE if items.closing == 2 else 0.0
    if items.used >> number & 1:
        cost += AGAIN
    elif unit.is_ordered and number < items.last:
        cost += BACKWARD
    elif unit.is_ordered and number > items.last + 1:
        cost += GAP + min(GAP_STEP * (number - items.last), GAP_STEPS)
        cost += OUTER_IS_NEXT if is_awaited else 0.0
    if unit.depth is not None:
        if items.depth is not None and unit.depth != items.depth and unit.depth != items.first_depth:
            cost += DEPTH
    elif unit.indent is None and frame.is_noted and not frame.node.is_note:
        cost += AFTER_NOTES
    if unit.indent is not None and items.indent is not None:
        cost += INDENT if unit.page == items.page and abs(unit.indent - items.indent) > COLUMN else 0.0
    return cost


def _begins(frames: Frames, at: int, unit: Unit, kind: str, number: int, is_awaited: bool) -> float:
    """What it costs to begin a list below a node."""
    frame = frames[at]
    node = frame.node
    cost = OTHER_LIST if frame.items.type else 0.0
    if number != 1 and unit.is_ordered:
        cost += FIRST_IS_NOT_FIRST
        cost += OUTER_EXPECTS if is_awaited else 0.0
    if kind == node.label_type:
        cost += SAME_TYPE
    if kind == "roman":
        # i, v and x are letters first: where a list of letters waits for this one, no roman list begins.
        is_letter = any(_awaiting(frames, *reading) < at for reading in readings(unit.label) if reading[0] == "letter")
        cost += ROMAN + (OUTER_EXPECTS if is_letter else 0.0)
    if not frame.leads:
        cost += NO_LEAD_IN
    if node.kind in ("section", "front"):
        cost += OF_SECTION
    if unit.depth is not None and node.depth is not None:
        if unit.depth <= node.depth:
            cost += _not_inside(frames, at, unit.depth)
        elif unit.depth > node.depth + 1 and node.kind in ("entry", "item"):
            cost += DEPTH
    if unit.indent is not None and node.indent is not None and unit.page == node.page:
        cost += INDENT if unit.indent < node.indent + (-1 if node.is_note else 1) else 0.0
    return cost


def _not_inside(frames: Frames, at: int, depth: int) -> float:
    """What it costs that the markup nests an item no deeper than what it is to stand in.

    Where an entry has its items beside it, those of a note on the entry may stand there as well.
    """
    node = frames[at].node
    is_flat = depth == node.depth and (node.kind == "entry" or node.is_note)
    around = frames[at - 1].node if at and node.kind == "note" else node
    return DEPTH_NEAR if is_flat or (around.kind == "entry" and depth == around.depth) else DEPTH


def _dash(frames: Frames, at: int, unit: Unit) -> float:
    frame = frames[at]
    items, node = frame.items, frame.node
    if items.type == "dash":
        return DEPTH if unit.depth != items.depth else 0.0
    cost = OTHER_LIST if items.type else 0.0
    cost += 0.0 if frame.leads else NO_LEAD_IN
    if unit.depth is not None and node.depth is not None and unit.depth <= node.depth:
        cost += _not_inside(frames, at, unit.depth)
    return cost


def _is_cited(frames: Frames, at: int, unit: Unit, kind: str, number: int, cost: float) -> bool:
    """Whether another text names the code this place would give, and that counts here."""
    code = frames[at].node.code
    if not code or f"{code}.{unit.label}" not in unit.cited:
        return False
    return cost > CITED or _is_next(frames, at, kind, number, unit)


def _is_next(frames: Frames, at: int, kind: str, number: int, unit: Unit) -> bool:
    """Whether a label is the next one of this place, the form tells nothing of levels, and no note waits for it."""
    if unit.depth is not None or unit.indent is not None:
        return False
    items = frames[at].items
    last = items.last if items.type == kind else 0
    within = frames[at + 1 :]
    is_of_note = any(f.node.is_note and f.items.type == kind and f.items.last + 1 == number for f in within)
    return number == last + 1 and not is_of_note


# -- notes


_WHOLE = frozenset(("entry", "section", "front", "definition"))
"""What no nesting closes."""


def note_options(frames: Frames, unit: Unit, late: float) -> list[Option]:
    """Each place that is open to a note; `late` is what it costs that text may go on here instead."""
    found: list[Option] = []
    left = leaving_costs(frames)
    nested, column = _nested(frames, unit), _column(frames, unit)
    entry = next((f.node.code for f in frames if f.node.kind == "entry"), "")
    names = unit.names if entry and unit.names.startswith(entry) else ""
    elsewhere = NAMED_DEEPER if names and _stands_deeper(frames, names) else NAMED
    for at in places_in_question(len(frames)):
        node = frames[at].node
        cost = late + 0.5 * left[at] + _number_cost(frames[at], unit)
        if node.kind in ("note", "heading"):
            cost += NOTE_IN_NOTE
        if names and node.code != names:
            cost += elsewhere
        if entry and node.kind == "section":
            cost += OUTSIDE
        if 0 <= nested != at:
            cost += ELSEWHERE + ELSEWHERE_STEP * abs(at - nested)
        if 0 <= column != at:
            is_beyond = at > column or frames[column].node.page == unit.page
            cost += (ELSEWHERE if is_beyond else OTHER_PAGE) + ELSEWHERE_STEP * abs(at - column)
        found.append(Option(cost, at, "note"))
    return found


def _number_cost(frame: Frame, unit: Unit) -> float:
    """What the number of a note costs on a node, or takes off."""
    if not unit.number.isdecimal():
        return 0.0
    if int(unit.number) != _last(frame, unit) + 1:
        return WRONG_NUMBER
    return -NEXT_NUMBER if int(unit.number) > 1 else 0.0


def _last(frame: Frame, unit: Unit) -> int:
    """The number of the last note of this kind on a node, 0 without one."""
    return dict(frame.notes).get(unit.label, 0)


def open_note(frames: Frames, index: int, unit: Unit, option: Option) -> tuple[Frames, Placement]:
    """The open nodes with a note below one of them, and its placement."""
    cost, at, _, _ = option
    frame = frames[at]
    number = int(unit.number) if unit.number.isdecimal() else _last(frame, unit)
    notes: Notes = tuple(sorted({**dict(frame.notes), unit.label: number}.items()))
    changed = Frame(frame.node, frame.leads, frame.items, notes, is_noted=True)
    place = (unit.depth, unit.indent, unit.page)
    opened = Opened(index, "note", "", "", "", *place, is_note=True, is_italic=unit.is_italic)
    leads = unit.leads or not unit.text
    return (
        (*frames[:at], changed, Frame(opened, leads)),
        Placement("open", frame.node.unit, cost),
    )


def _stands_deeper(frames: Frames, names: str) -> bool:
    """Whether no open provision has the code a note names, but one further in the same entry has its last label."""
    entry, dot, _ = names.partition(".")
    label = names.rpartition(".")[2]
    nodes = (f.node for f in frames)
    return bool(dot) and any(n.label == label and n.code.startswith(f"{entry}.") and n.code != names for n in nodes)


def _nested(frames: Frames, unit: Unit) -> int:
    """The innermost node but a note that the nesting puts a note below, -1 where the form has none."""
    depth = unit.depth
    if depth is None:
        return -1
    for at in range(len(frames) - 1, 0, -1):
        node = frames[at].node
        if node.kind in _WHOLE or (node.kind != "note" and node.depth is not None and node.depth < depth):
            return at
    return 0


def _column(frames: Frames, unit: Unit) -> int:
    """The innermost node but a note that the columns of print put a note below, -1 where the form has none."""
    indent = unit.indent
    if indent is None:
        return -1
    for at in range(len(frames) - 1, 0, -1):
        node = frames[at].node
        if node.kind != "note" and (node.indent is None or node.page != unit.page or node.indent + 1 < indent):
            return at
    return 0
