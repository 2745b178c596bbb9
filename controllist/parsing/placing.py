"""All ways to place one unit below the nodes that are open, each with its price.

>>> entry, item = (Frame(0, "entry", "9A901", leads=True),), Unit("item", "a", text="round")
>>> [(option.cost, option.at) for option in options(entry, item)]
[(0.0, 0)]
>>> frames, placement = taken(entry, 1, item, next(iter(options(entry, item))))
>>> [frame.code for frame in frames], placement.target
(['9A901', '9A901.a'], 0)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from controllist.parsing.evidence import Frame, Placement, Unit
from controllist.parsing.labels import label_types, ordinal
from controllist.parsing.prices import (
    AFTER_NOTES,
    AGAIN,
    BACKWARD,
    CITED,
    COLUMN,
    COMPLETE,
    DEPTH,
    DEPTH_NEAR,
    EXPECTED,
    FINISHED,
    FIRST_IS_NOT_FIRST,
    GAP,
    INCOMPLETE,
    INDENT,
    ITALIC,
    LEVEL,
    NAMED,
    NAMED_DEEPER,
    NEXT_NUMBER,
    NO_LEAD_IN,
    OTHER_LIST,
    OUTER_EXPECTS,
    OUTER_IS_NEXT,
    OUTSIDE,
    SAME_TYPE,
    UNFINISHED,
    UNUSED_LEAD_IN,
    UPRIGHT,
    WRONG_NUMBER,
)

DEEPEST = 24
"""How many of the innermost open nodes are tried: three times what any list has; else a hostile file takes long."""


class Option(NamedTuple):
    """A place for a unit: what it costs, below which of the open nodes, and as what in which list there."""

    cost: float
    at: int
    kind: str
    """`text`, `footnote`, `note`, or the kind of list that the label belongs to."""
    number: int = 0


def options(frames: tuple[Frame, ...], unit: Unit, most: float = inf) -> Iterator[Option]:
    """Each place that is open to a unit and costs no more than `most`."""
    last = len(frames) - 1
    if not frames or unit.kind == "text" or unit.kind == "footnote":
        yield Option(0.0, last, "footnote" if frames and unit.kind == "footnote" else "text")
        return
    late = 0.0
    if not unit.is_sure:
        is_due = any(_is_due(f, unit) for f in frames)
        yield Option(FINISHED if unit.starts_new else EXPECTED if is_due else 0.0, last, "text")
        late = UNFINISHED if not unit.starts_new and not is_due else 0.0
    if unit.kind == "note":
        yield from _note_options(frames, unit, late)
        return
    leaving, tried = _leaving_prices(frames), _tried(frames)
    covered = _covered_by_note(frames, unit)
    for kind in label_types(unit.label):
        number = ordinal(unit.label, kind) if kind != "dash" else 0
        label = _Label(kind, number, _waiting(frames, kind, number))
        for at in tried:
            cost = _item_price(frames, at, unit, label, leaving[at] + (DEPTH if at < covered else 0.0))
            if cost <= most - late:
                yield Option(cost + late, at, kind, number)


def taken(frames: tuple[Frame, ...], index: int, unit: Unit, option: Option) -> tuple[tuple[Frame, ...], Placement]:
    """The nodes that are open once an option is taken, and the placement it is."""
    if option.kind == "text":
        return _more_text(frames, unit, option.cost)
    if option.kind == "footnote":
        return frames, Placement("open", frames[-1].unit, option.cost)
    if option.kind == "note":
        return _note(frames, index, unit, option)
    return _item(frames, index, unit, option)


def most_taken_off(unit: Unit) -> float:
    """How far below nothing the price of any place for a unit can lie."""
    if unit.kind == "note":
        return NEXT_NUMBER if unit.number.isdecimal() and int(unit.number) > 1 else 0.0
    # In forms that tell of levels a code that is named only makes dear places cheaper, never free ones.
    return CITED if unit.kind == "item" and unit.depth is None and unit.indent is None and unit.cited else 0.0


def _tried(frames: tuple[Frame, ...]) -> Sequence[int]:
    """The places in question: section and entry, and the innermost ones."""
    many = len(frames)
    return range(many) if many <= DEEPEST + 2 else (0, 1, *range(many - DEEPEST, many))


def _is_due(frame: Frame, unit: Unit) -> bool:
    """Whether the next label of a list stands in its column: running text stands to the right of it."""
    if unit.kind != "item" or unit.indent is None or frame.child_indent is None or unit.page != frame.child_page:
        return False
    if frame.child_type not in label_types(unit.label) or abs(unit.indent - frame.child_indent) > 1:
        return False
    return ordinal(unit.label, frame.child_type) == frame.last + 1


# -- text


def _more_text(frames: tuple[Frame, ...], unit: Unit, cost: float) -> tuple[tuple[Frame, ...], Placement]:
    if not frames:
        return frames, Placement("text", -1, cost)
    at = len(frames) - 1
    if (
        unit.depth is not None
        and frames[at].depth is not None
        and not (frames[at].is_note and _beside(frames[at], unit))
    ):
        while at > 0 and not _encloses(frames[at], unit) and frames[at].kind not in ("entry", "definition"):
            at -= 1
    frame = frames[at]
    changed = frame._replace(leads=unit.leads or (frame.leads and unit.connects))
    kept = [*frames[:at], changed, *frames[at + 1 :]] if unit.connects else [*frames[:at], changed]
    if unit.connects and at > 0 and frame.label:
        kept[at - 1] = kept[at - 1]._replace(closing=1)
    return tuple(kept), Placement("text", frame.unit, cost)


def _encloses(frame: Frame, unit: Unit) -> bool:
    return frame.depth is not None and unit.depth is not None and frame.depth < unit.depth


def _beside(frame: Frame, unit: Unit) -> bool:
    """A paragraph that follows the heading of a note, neither outside nor inside it."""
    return frame.depth is not None and unit.depth is not None and unit.depth >= frame.depth


# -- items


class _Label(NamedTuple):
    """A label as one of the lists it may belong to; `waiting` is the outermost frame whose list has it next."""

    kind: str
    number: int
    waiting: int


def _waiting(frames: Sequence[Frame], kind: str, number: int) -> int:
    for at, frame in enumerate(frames):
        if frame.child_type == kind and frame.last + 1 == number:
            return at
    return len(frames)


def _covered_by_note(frames: Sequence[Frame], unit: Unit) -> int:
    """The innermost note that the nesting puts a unit into, -1 without one."""
    if unit.depth is not None:
        for at in range(len(frames) - 1, -1, -1):
            depth = frames[at].depth
            if frames[at].kind == "note" and depth is not None and depth < unit.depth:
                return at
    return -1


def _item_price(frames: tuple[Frame, ...], at: int, unit: Unit, label: _Label, leaving: float) -> float:
    """What an item below frame `at` costs, `leaving` among it."""
    frame = frames[at]
    kind = label.kind
    is_next_child = frame.child_type == kind
    cost = leaving
    if kind == "dash":
        cost += _dash(frame, unit)
    elif is_next_child:
        cost += _continues(frame, at, unit, label)
    else:
        cost += _begins(frames, at, unit, label)
    if unit.number and unit.number != frame.label:
        cost += 2.0
    if unit.is_italic and not frame.is_note:
        if not is_next_child and not frame.is_italic:
            cost += ITALIC
        if is_next_child and not frame.child_italic:
            cost += ITALIC
    if frame.is_italic and frame.is_note and not unit.is_italic:
        cost += UPRIGHT
    if at == 0 and frame.kind == "section" and any(f.kind == "entry" for f in frames):
        cost += OUTSIDE
    if (
        unit.cited
        and kind != "dash"
        and frame.code
        and f"{frame.code}.{unit.label}" in unit.cited
        and (cost > CITED or _is_next(frames, at, kind, label.number, unit))
    ):
        # It outweighs a sign against a place; it is no reason of its own, or codes would draw in what is a note's.
        cost -= CITED
    return cost


def _item(frames: tuple[Frame, ...], index: int, unit: Unit, option: Option) -> tuple[tuple[Frame, ...], Placement]:
    """An item below one of the frames."""
    cost, at, kind, number = option
    frame = frames[at]
    is_next_child = frame.child_type == kind
    if kind == "dash":
        number = frame.last + 1 if is_next_child else 1
    label = unit.label if kind != "dash" else str(number)
    changed = Frame(
        frame.unit,
        frame.kind,
        frame.code,
        frame.label,
        frame.label_type,
        frame.depth,
        frame.indent,
        frame.page,
        frame.leads,
        child_type=kind,
        last=number,
        used=(frame.used if is_next_child else frozenset()) | {number},
        child_depth=unit.depth,
        child_indent=unit.indent,
        child_page=unit.page,
        child_italic=unit.is_italic,
        closing=1 if unit.connects else frame.closing if unit.is_unused else 2 if frame.closing else 0,
        notes=frame.notes,
        is_note=frame.is_note,
        is_italic=frame.is_italic,
    )
    opened = Frame(
        index,
        "item",
        f"{frame.code}.{label}" if frame.code else "",
        label,
        kind,
        unit.depth,
        unit.indent,
        unit.page,
        unit.leads,
        is_note=frame.is_note or frame.kind in ("front", "definition"),
        is_italic=unit.is_italic,
    )
    doubt = _item_doubt(frame, unit, kind, number)
    return (*frames[:at], changed, opened), Placement("open", frame.unit, cost, doubt)


def _item_doubt(frame: Frame, unit: Unit, kind: str, number: int) -> str:
    """What is odd about an item below a frame, in words."""
    if kind == "dash":
        return ""
    if frame.child_type == kind:
        if number in frame.used:
            return f"expected {unit.label!r} once, found it again"
        if unit.is_ordered and number < frame.last:
            return f"expected a label after the {_nth(frame.last)}, found {unit.label!r}"
        if unit.is_ordered and number > frame.last + 1:
            return f"expected the {_nth(frame.last + 1)} label, found {unit.label!r}"
        return ""
    if frame.child_type:
        return f"expected one list here, found {unit.label!r} of another"
    if kind == frame.label_type:
        return f"expected letters and numbers by turns, found {unit.label!r} below {frame.label!r}"
    return ""


def _stands_deeper(frames: Sequence[Frame], names: str) -> bool:
    """Whether no open provision has the code a note names, but one further in the same entry has its last label."""
    entry, _, _ = names.partition(".")
    label = names.rpartition(".")[2]
    return "." in names and any(f.label == label and f.code.startswith(f"{entry}.") and f.code != names for f in frames)


def _is_next(frames: Sequence[Frame], at: int, kind: str, number: int, unit: Unit) -> bool:
    """Whether a label is the next one of this place, the form tells nothing of levels, and no note waits for it."""
    if unit.depth is not None or unit.indent is not None:
        return False
    last = frames[at].last if frames[at].child_type == kind else 0
    waiting = any(f.is_note and f.child_type == kind and f.last + 1 == number for f in frames[at + 1 :])
    return number == last + 1 and not waiting


def _nth(number: int) -> str:
    """A place in words: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _continues(frame: Frame, at: int, unit: Unit, label: _Label) -> float:
    number = label.number
    cost = COMPLETE if frame.closing == 2 else 0.0
    if number in frame.used:
        cost += AGAIN
    elif not unit.is_ordered:
        cost += 0.0
    elif number < frame.last:
        cost += BACKWARD
    elif number > frame.last + 1:
        cost += GAP + min(0.1 * (number - frame.last), 1.5)
        cost += OUTER_IS_NEXT if label.waiting < at else 0.0
    if frame.is_noted and not frame.is_note and unit.depth is None and unit.indent is None:
        cost += AFTER_NOTES
    if unit.depth is not None and frame.child_depth is not None and unit.depth != frame.child_depth:
        cost += DEPTH
    if _columns_differ(unit, frame.child_indent, frame.child_page):
        cost += INDENT
    return cost


def _begins(frames: tuple[Frame, ...], at: int, unit: Unit, label: _Label) -> float:
    frame, kind = frames[at], label.kind
    cost = OTHER_LIST if frame.child_type else 0.0
    if label.number != 1 and unit.is_ordered:
        cost += FIRST_IS_NOT_FIRST
        cost += OUTER_EXPECTS if label.waiting < at else 0.0
    if kind == frame.label_type:
        cost += SAME_TYPE
    if kind == "roman":
        letter = label_types(unit.label)[0] == "letter" and ordinal(unit.label, "letter")
        # i, v and x are letters first: where a list of letters waits for this one, no roman list begins.
        waiting = any(f.child_type == "letter" and f.last + 1 == letter for f in frames[:at])
        cost += 0.8 + (OUTER_EXPECTS if waiting else 0.0)
    if not frame.leads:
        cost += NO_LEAD_IN
    if frame.kind in ("section", "front"):
        cost += 0.5
    if unit.depth is not None and frame.depth is not None and unit.depth <= frame.depth:
        is_flat = frame.kind == "entry" or frame.is_note
        cost += DEPTH_NEAR if unit.depth == frame.depth and is_flat else DEPTH
    if unit.depth is not None and frame.depth is not None and frame.kind in ("entry", "item"):
        cost += DEPTH if unit.depth > frame.depth + 1 else 0.0
    if (
        unit.indent is not None
        and frame.indent is not None
        and unit.page == frame.page
        and unit.indent < frame.indent + (-1 if frame.is_note else 1)
    ):
        cost += INDENT
    return cost


def _dash(frame: Frame, unit: Unit) -> float:
    if frame.child_type == "dash":
        return DEPTH if unit.depth != frame.child_depth else 0.0
    cost = OTHER_LIST if frame.child_type else 0.0
    cost += 0.0 if frame.leads else NO_LEAD_IN
    if unit.depth is not None and frame.depth is not None and unit.depth <= frame.depth:
        cost += DEPTH_NEAR if unit.depth == frame.depth and (frame.kind == "entry" or frame.is_note) else DEPTH
    return cost


def _leaving_prices(frames: tuple[Frame, ...]) -> list[float]:
    """The price of closing all frames above each of those that are tried."""
    prices = [LEVEL * above for above in range(len(frames) - 1, -1, -1)]
    tried = _tried(frames)
    for at, frame in enumerate(frames):
        if frame.leads and not frame.child_type:
            unused = UNUSED_LEAD_IN if frame.kind != "note" else 1.0
            for below in tried:
                if below < at:
                    prices[below] += unused
        if frame.closing == 1:
            for below in tried:
                if below < at:
                    prices[below] += INCOMPLETE
    return prices


def _columns_differ(unit: Unit, indent: float | None, page: int) -> bool:
    return unit.indent is not None and indent is not None and unit.page == page and abs(unit.indent - indent) > COLUMN


# -- notes


def _note_options(frames: tuple[Frame, ...], unit: Unit, late: float) -> Iterator[Option]:
    """Each place that is open to a note."""
    leaving = _leaving_prices(frames)
    number = int(unit.number) if unit.number.isdecimal() else 0
    entry = next((f.code for f in frames if f.kind == "entry"), "")
    names = unit.names if entry and unit.names.startswith(entry) else ""
    elsewhere = NAMED_DEEPER if names and _stands_deeper(frames, names) else NAMED
    homes = _note_depth(frames, unit), _note_column(frames, unit)
    for at in _tried(frames):
        frame = frames[at]
        cost = late + 0.5 * leaving[at]
        if frame.kind == "note" or frame.kind == "heading":
            # A note speaks of a provision or of an item of a note; one right inside another is rare.
            cost += 1.5
        if unit.number.isdecimal():
            expected = dict(frame.notes).get(unit.label, 0) + 1
            cost += 0.0 if number == expected else WRONG_NUMBER
            if number > 1 and number == expected:
                cost -= NEXT_NUMBER
        if names and frame.code != names:
            cost += elsewhere
        if entry and frame.kind == "section":
            cost += OUTSIDE
        cost += _off(at, homes[0], 1.2) + (
            _off(at, homes[1], 1.2 if at > homes[1] or frames[homes[1]].page == unit.page else 0.3)
        )
        yield Option(cost, at, "note")


def _note(frames: tuple[Frame, ...], index: int, unit: Unit, option: Option) -> tuple[tuple[Frame, ...], Placement]:
    """A note below one of the frames."""
    frame = frames[option.at]
    known = dict(frame.notes)
    known[unit.label] = int(unit.number) if unit.number.isdecimal() else known.get(unit.label, 0)
    changed = frame._replace(notes=tuple(sorted(known.items())), is_noted=True)
    opened = Frame(
        index,
        "note",
        "",
        depth=unit.depth,
        indent=unit.indent,
        page=unit.page,
        leads=unit.leads or not unit.text,
        is_note=True,
        is_italic=unit.is_italic,
    )
    return (*frames[: option.at], changed, opened), Placement("open", frame.unit, option.cost)


def _off(at: int, home: int, price: float) -> float:
    """What a place costs that is not where the form would have a note; -1 where it tells nothing."""
    return 0.0 if home < 0 or at == home else price + 0.1 * abs(at - home)


def _note_depth(frames: tuple[Frame, ...], unit: Unit) -> int:
    """The innermost frame that the nesting puts a note below, -1 where the form has none."""
    if unit.depth is None:
        return -1
    home = 0
    for at, frame in enumerate(frames):
        is_around = frame.depth is not None and frame.depth < unit.depth and frame.kind != "note"
        if is_around or frame.kind in ("entry", "section", "front", "definition"):
            home = at
    return home


def _note_column(frames: tuple[Frame, ...], unit: Unit) -> int:
    """The innermost frame that the columns of print put a note below, -1 where the form has none."""
    if unit.indent is None:
        return -1
    near = [
        at
        for at, f in enumerate(frames)
        if f.kind != "note" and (f.indent is None or f.page != unit.page or f.indent + 1 < unit.indent)
    ]
    return max(near, default=0)
