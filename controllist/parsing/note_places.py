"""Places for a note: where the markup nests it, where its column is, what its first words name.

>>> from controllist.parsing.evidence import Frame, Opened, Unit
>>> entry, item = Frame(Opened(0, "entry", "9A901"), leads=False), Frame(Opened(1, "item", "9A901.a", "a"), leads=False)
>>> options = note_options((entry, item), Unit("note", "note", names="9A901"), 0)
>>> options
[(0.015, 0, 'note', 0), (0.9, 1, 'note', 0)]
"""

from __future__ import annotations

from collections.abc import Callable

from controllist.parsing.evidence import (
    DEEPEST,
    Frame,
    Frames,
    Notes,
    Opened,
    Option,
    Placed,
    Unit,
    leaving_prices,
)
from controllist.parsing.prices import (
    ELSEWHERE,
    ELSEWHERE_STEP,
    NAMED,
    NAMED_DEEPER,
    NEXT_NUMBER,
    NOTE_IN_NOTE,
    OTHER_PAGE,
    OUTSIDE,
    WRONG_NUMBER,
)

_WHOLE = frozenset(("entry", "section", "front", "definition"))
"""What no nesting closes."""


def note_options(frames: Frames, unit: Unit, late: float) -> list[Option]:
    """Each place that is open to a note; `late` is what it costs that text may go on here instead."""
    found: list[Option] = []
    left = leaving_prices(frames)
    nested, column = _nested(frames, unit), _column(frames, unit)
    is_deep = len(frames) > DEEPEST + 2
    price = _prices(frames, unit)
    for at, frame in enumerate(frames):
        if is_deep and 2 <= at < len(frames) - DEEPEST:
            continue
        cost = price(frame, late + 0.5 * left[at])
        off = 0.0
        if 0 <= nested != at:
            off = ELSEWHERE + ELSEWHERE_STEP * abs(at - nested)
        if 0 <= column != at:
            is_beyond = at > column or frames[column].node.page == unit.page
            off += (ELSEWHERE if is_beyond else OTHER_PAGE) + ELSEWHERE_STEP * abs(at - column)
        found.append((cost + off, at, "note", 0))
    return found


def _prices(frames: Frames, unit: Unit) -> Callable[[Frame, float], float]:
    """What tells the price of a note on one of the open nodes, but for where it stands, added to another price."""
    number = int(unit.number) if unit.number.isdecimal() else -1
    entry = next((f.node.code for f in frames if f.node.kind == "entry"), "")
    names = unit.names if entry and unit.names.startswith(entry) else ""
    elsewhere = NAMED_DEEPER if names and _stands_deeper(frames, names) else NAMED

    def price(frame: Frame, cost: float) -> float:
        node = frame.node
        if node.kind == "note" or node.kind == "heading":
            cost += NOTE_IN_NOTE
        if number >= 0:
            if number != _last(frame, unit) + 1:
                cost += WRONG_NUMBER
            elif number > 1:
                cost -= NEXT_NUMBER
        if names and node.code != names:
            cost += elsewhere
        if entry and node.kind == "section":
            cost += OUTSIDE
        return cost

    return price


def _last(frame: Frame, unit: Unit) -> int:
    """The number of the last note of this kind on a node, 0 without one."""
    return dict(frame.notes).get(unit.label, 0) if frame.notes else 0


def open_note(frames: Frames, index: int, unit: Unit, option: Option) -> tuple[Frames, Placed]:
    """The open nodes with a note below one of them, and its placement."""
    cost, at, _, _ = option
    frame = frames[at]
    number = int(unit.number) if unit.number.isdecimal() else _last(frame, unit)
    notes: Notes = ((unit.label, number),)
    if frame.notes:
        notes = tuple(sorted({**dict(frame.notes), unit.label: number}.items()))
    changed = Frame(frame.node, frame.leads, frame.items, notes, is_noted=True)
    opened = Opened(
        index,
        "note",
        "",
        depth=unit.depth,
        indent=unit.indent,
        page=unit.page,
        is_note=True,
        is_italic=unit.is_italic,
    )
    leads = unit.leads or not unit.text
    return (
        (*frames[:at], changed, Frame(opened, leads)),
        ("open", frame.node.unit, cost, ""),
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
