"""All ways to place one unit below the nodes that are open, each with its price.

>>> entry = Frame(0, "entry", "9A901", leads=True)
>>> [(cost, placement.target) for cost, _, placement in options((entry,), 1, Unit("item", "a", text="round"))]
[(0.0, 0)]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from attrs import evolve

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

Option = tuple[float, tuple[Frame, ...], Placement]


DEEPEST = 24
"""How many of the innermost open nodes are tried: three times what any list has; else a hostile file takes long."""


def options(frames: tuple[Frame, ...], index: int, unit: Unit, most: float = inf) -> Iterable[Option]:
    """Price, the nodes open afterwards, and the placement, for each place that is open and costs no more than `most`.

    What is dearer is not worth making: the frames of an option cost more than its price.
    """
    if not frames:
        yield 0.0, frames, Placement("text", -1)
        return
    if unit.kind == "text":
        yield _more_text(frames, unit)
        return
    if unit.kind == "footnote":
        yield 0.0, frames, Placement("open", frames[-1].unit)
        return
    if not unit.is_sure:
        is_due = any(_is_due(f, unit) for f in frames)
        cost, changed, placement = _more_text(frames, unit)
        yield cost + (FINISHED if unit.starts_new else EXPECTED if is_due else 0.0), changed, placement
        late = UNFINISHED if not unit.starts_new and not is_due else 0.0
    else:
        late = 0.0
    if unit.kind == "note":
        for at in _tried(frames):
            yield _note(frames, at, index, unit, late)
        return
    for kind in label_types(unit.label):
        number = ordinal(unit.label, kind) if kind != "dash" else 0
        for at in _tried(frames):
            option = _item(frames, at, index, unit, kind, number, most - late)
            if option is not None:
                yield option[0] + late, option[1], option[2]


def _tried(frames: tuple[Frame, ...]) -> Iterable[int]:
    """The places in question: section and entry, and the innermost ones."""
    return (at for at in range(len(frames)) if at < 2 or at >= len(frames) - DEEPEST)


def _is_due(frame: Frame, unit: Unit) -> bool:
    """Whether the next label of a list stands in its column: running text stands to the right of it."""
    if unit.kind != "item" or unit.indent is None or frame.child_indent is None or unit.page != frame.child_page:
        return False
    if frame.child_type not in label_types(unit.label) or abs(unit.indent - frame.child_indent) > 1:
        return False
    return ordinal(unit.label, frame.child_type) == frame.last + 1


# -- text


def _more_text(frames: tuple[Frame, ...], unit: Unit) -> Option:
    at = len(frames) - 1
    if (
        unit.depth is not None
        and frames[at].depth is not None
        and not (frames[at].is_note and _beside(frames[at], unit))
    ):
        while at > 0 and not _encloses(frames[at], unit) and frames[at].kind not in ("entry", "definition"):
            at -= 1
    frame = frames[at]
    changed = evolve(frame, leads=unit.leads or (frame.leads and unit.connects))
    kept = [*frames[:at], changed, *frames[at + 1 :]] if unit.connects else [*frames[:at], changed]
    if unit.connects and at > 0 and frame.label:
        kept[at - 1] = evolve(kept[at - 1], closing=1)
    return 0.0, tuple(kept), Placement("text", frame.unit)


def _encloses(frame: Frame, unit: Unit) -> bool:
    return frame.depth is not None and unit.depth is not None and frame.depth < unit.depth


def _beside(frame: Frame, unit: Unit) -> bool:
    """A paragraph that follows the heading of a note, neither outside nor inside it."""
    return frame.depth is not None and unit.depth is not None and unit.depth >= frame.depth


# -- items


def _item(
    frames: tuple[Frame, ...], at: int, index: int, unit: Unit, kind: str, number: int, most: float
) -> Option | None:
    """An item below frame `at`; None where it costs more than `most`."""
    frame = frames[at]
    cost = _leaving(frames, at)
    doubt = ""
    if kind == "dash":
        cost += _dash(frame, unit)
        number = frame.last + 1 if frame.child_type == "dash" else 1
    elif frame.child_type == kind:
        cost += _continues(frames, at, unit, number)
        if number in frame.used:
            doubt = f"expected {unit.label!r} once, found it again"
        elif not unit.is_ordered:
            pass
        elif number < frame.last:
            doubt = f"expected a label after the {_nth(frame.last)}, found {unit.label!r}"
        elif number > frame.last + 1:
            doubt = f"expected the {_nth(frame.last + 1)} label, found {unit.label!r}"
    else:
        cost += _begins(frames, at, unit, kind, number)
        if frame.child_type:
            doubt = f"expected one list here, found {unit.label!r} of another"
        elif kind == frame.label_type and kind != "dash":
            doubt = f"expected letters and numbers by turns, found {unit.label!r} below {frame.label!r}"
    if unit.number and unit.number != frame.label:
        cost += 2.0
    if unit.is_italic and not frame.is_note and not frame.is_italic and frame.child_type != kind:
        cost += ITALIC
    if unit.is_italic and not frame.is_note and frame.child_type == kind and not frame.child_italic:
        cost += ITALIC
    if frame.is_italic and frame.is_note and not unit.is_italic:
        cost += UPRIGHT
    if any(f.kind == "note" and _encloses(f, unit) for f in frames[at + 1 :]):
        cost += DEPTH
    if at == 0 and frame.kind == "section" and any(f.kind == "entry" for f in frames):
        cost += OUTSIDE
    label = unit.label if kind != "dash" else str(number)
    code = f"{frame.code}.{label}" if frame.code else ""
    if code in unit.cited and kind != "dash" and (cost > CITED or _is_next(frames, at, kind, number, unit)):
        # It outweighs a sign against a place; it is no reason of its own, or codes would draw in what is a note's.
        cost -= CITED
    if cost > most:
        return None
    changed = evolve(
        frame,
        child_type=kind,
        last=number,
        used=(frame.used if frame.child_type == kind else frozenset()) | {number},
        child_depth=unit.depth,
        child_indent=unit.indent,
        child_page=unit.page,
        child_italic=unit.is_italic,
        is_noted=False,
        closing=1 if unit.connects else frame.closing if unit.is_unused else 2 if frame.closing else 0,
    )
    opened = Frame(
        index,
        "item",
        code,
        label,
        kind,
        unit.depth,
        unit.indent,
        unit.page,
        unit.leads,
        is_note=frame.is_note or frame.kind in ("front", "definition"),
        is_italic=unit.is_italic,
    )
    return cost, (*frames[:at], changed, opened), Placement("open", frame.unit, doubt=doubt)


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


def _continues(frames: tuple[Frame, ...], at: int, unit: Unit, number: int) -> float:
    frame = frames[at]
    cost = COMPLETE if frame.closing == 2 else 0.0
    if number in frame.used:
        cost += AGAIN
    elif not unit.is_ordered:
        cost += 0.0
    elif number < frame.last:
        cost += BACKWARD
    elif number > frame.last + 1:
        cost += GAP + min(0.1 * (number - frame.last), 1.5)
        waiting = any(f.child_type == frame.child_type and f.last + 1 == number for f in frames[:at])
        cost += OUTER_IS_NEXT if waiting else 0.0
    if frame.is_noted and not frame.is_note and unit.depth is None and unit.indent is None:
        cost += AFTER_NOTES
    if unit.depth is not None and frame.child_depth is not None and unit.depth != frame.child_depth:
        cost += DEPTH
    if _columns_differ(unit, frame.child_indent, frame.child_page):
        cost += INDENT
    return cost


def _begins(frames: tuple[Frame, ...], at: int, unit: Unit, kind: str, number: int) -> float:
    frame = frames[at]
    cost = OTHER_LIST if frame.child_type else 0.0
    if number != 1 and unit.is_ordered:
        cost += FIRST_IS_NOT_FIRST
        expected = any(f.child_type == kind and f.last + 1 == number for f in frames[:at])
        cost += OUTER_EXPECTS if expected else 0.0
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


def _leaving(frames: tuple[Frame, ...], at: int) -> float:
    """The price of closing all frames above this one."""
    cost = LEVEL * (len(frames) - 1 - at)
    for frame in frames[at + 1 :]:
        if frame.leads and not frame.child_type:
            cost += UNUSED_LEAD_IN if frame.kind != "note" else 1.0
        if frame.closing == 1:
            cost += INCOMPLETE
    return cost


def _columns_differ(unit: Unit, indent: float | None, page: int) -> bool:
    return unit.indent is not None and indent is not None and unit.page == page and abs(unit.indent - indent) > COLUMN


# -- notes


def _note(frames: tuple[Frame, ...], at: int, index: int, unit: Unit, late: float) -> Option:
    """A note below frame `at`, at a price."""
    frame = frames[at]
    cost = late + 0.5 * _leaving(frames, at)
    if frame.kind == "note" or frame.kind == "heading":
        # A note speaks of a provision or of an item of a note; one right inside another is rare.
        cost += 1.5
    known = dict(frame.notes)
    if unit.number.isdecimal():
        expected = known.get(unit.label, 0) + 1
        cost += 0.0 if int(unit.number) == expected else WRONG_NUMBER
        if int(unit.number) > 1 and int(unit.number) == expected:
            cost -= 0.5
    entry = next((f.code for f in frames if f.kind == "entry"), "")
    if entry and unit.names.startswith(entry) and frame.code != unit.names:
        cost += NAMED_DEEPER if _stands_deeper(frames, unit.names) else NAMED
    if entry and frame.kind == "section":
        cost += OUTSIDE
    cost += _note_depth(frames, at, unit) + _note_column(frames, at, unit)
    number = int(unit.number) if unit.number.isdecimal() else known.get(unit.label, 0)
    known[unit.label] = number
    changed = evolve(frame, notes=tuple(sorted(known.items())), is_noted=True)
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
    return cost, (*frames[:at], changed, opened), Placement("open", frame.unit)


def _note_depth(frames: tuple[Frame, ...], at: int, unit: Unit) -> float:
    if unit.depth is None:
        return 0.0
    inner = [i for i, f in enumerate(frames) if f.depth is not None and f.depth < unit.depth and f.kind != "note"]
    tops = [i for i, f in enumerate(frames) if f.kind in ("entry", "section", "front", "definition")]
    home = max([*inner, *tops], default=0)
    return 0.0 if at == home else 1.2 + 0.1 * abs(at - home)


def _note_column(frames: tuple[Frame, ...], at: int, unit: Unit) -> float:
    if unit.indent is None:
        return 0.0
    near = [
        i
        for i, f in enumerate(frames)
        if f.kind != "note" and (f.indent is None or f.page != unit.page or f.indent + 1 < unit.indent)
    ]
    home = max(near, default=0)
    same_page = frames[home].page == unit.page
    return 0.0 if at == home else (1.2 if same_page or at > home else 0.3) + 0.1 * abs(at - home)
