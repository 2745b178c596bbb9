"""The place of each item and note, from the sequence of labels, with nesting and indentation as evidence.

Levels alternate between letters and numbers, labels run a, b, c … with gaps that the law keeps, and lists restart
inside notes. Markup nests wrongly at times and print shifts between pages, so neither decides alone: every way to
place a label has a cost, made of what speaks against it (`costs`), and the cheapest reading of an entry wins. Several
readings are followed at once, since the labels behind one often show what it was.

>>> run = place([Unit("entry", text="Pumps:", code="2B001"), Unit("item", "a", text="having all of the following:"),
...     Unit("item", "1", text="steel; and"), Unit("item", "2", text="pressure"), Unit("item", "b", text="valves")])
>>> [(p.action, p.target) for p in run]
[('open', -1), ('open', 0), ('open', 1), ('open', 1), ('open', 0)]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attrs import evolve

from controllist.limits import check_time
from controllist.parsing.costs import BEAM, EXPECTED, FINISHED, LONGEST_CONNECTOR, MARGIN, TURN, UNFINISHED
from controllist.parsing.markers import readings
from controllist.parsing.places import (
    Frame,
    Frames,
    Opened,
    Option,
    Placement,
    item_options,
    note_options,
    open_item,
    open_note,
)
from controllist.parsing.units import Unit

__all__ = ["Placement", "Unit", "place"]

_TOPS = frozenset(("entry", "section", "front", "heading", "definition"))
"""What has its place from its code: there all readings end in one."""

_Trail = tuple[Placement, "_Trail | None"]
"""Placements as a linked list, the newest first."""


class _Reading(NamedTuple):
    """What a reading has cost so far, the nodes that are open in it, and its placements."""

    cost: float
    frames: Frames
    trail: _Trail | None


def place(units: Sequence[Unit]) -> list[Placement]:
    """One placement for each unit: the cheapest reading of the whole sequence."""
    followed = [_Reading(0.0, (), None)]
    for index, unit in enumerate(units):
        if unit.kind in _TOPS:
            check_time()
            followed = [_open_top(followed[0], index, unit)]
        else:
            if index % TURN == 0:
                check_time()
            followed = _step(followed, index, unit)
    found: list[Placement] = []
    trail = followed[0].trail
    while trail is not None:
        placement, trail = trail
        found.append(placement)
    return found[::-1]


def _step(followed: Sequence[_Reading], index: int, unit: Unit) -> list[_Reading]:
    """The readings after one more unit, the cheapest first, without those that cost far more."""
    found: list[tuple[float, int, _Reading, Option]] = []
    for reading in followed:
        for option in options(reading.frames, unit):
            # Of two at one cost the first one wins.
            found.append((reading.cost + option.cost, len(found), reading, option))
    found.sort()
    kept: dict[tuple[tuple[int, str, int, int], ...], _Reading] = {}
    for total, _, reading, option in found:
        if len(kept) == BEAM or total > found[0][0] + MARGIN:
            break
        frames, placement = taken(reading.frames, index, unit, option)
        # Of two readings that can only differ in cost from here on the cheaper one is enough.
        key = tuple([frame.key for frame in frames])
        if key not in kept:
            kept[key] = _Reading(total, frames, (placement, reading.trail))
    return list(kept.values())


def _open_top(reading: _Reading, index: int, unit: Unit) -> _Reading:
    """Sections, entries, front matter and definitions have their place from their codes."""
    frames = reading.frames
    if not unit.is_inside:
        outer = {"section": (), "front": (), "heading": ("section", "front"), "definition": ("front",)}
        around = outer.get(unit.kind, ("section",))
        frames = tuple(f for f in frames[:1] if f.node.kind in around)
    target = frames[-1].node.unit if frames else -1
    depth = unit.depth if unit.kind == "entry" else -1
    is_note = unit.kind == "heading"
    opened = Opened(index, unit.kind, unit.code, "", "", depth, unit.indent, unit.page, is_note)
    # A heading announces what stands below it.
    frame = Frame(opened, unit.leads or unit.kind in ("heading", "front"))
    return _Reading(reading.cost, (*frames, frame), (Placement("open", target), reading.trail))


def options(frames: Frames, unit: Unit) -> list[Option]:
    """Each place that is open to a unit, the outermost first."""
    innermost = len(frames) - 1
    if not frames or unit.kind == "text":
        return [Option(0.0, innermost, "text")]
    if unit.kind == "footnote":
        return [Option(0.0, innermost, "footnote")]
    places = note_options if unit.kind == "note" else item_options
    if unit.is_sure:
        return places(frames, unit, 0.0)
    is_due = any(_is_due(f, unit) for f in frames)
    text = Option(FINISHED if unit.starts_new else EXPECTED if is_due else 0.0, innermost, "text")
    return [text, *places(frames, unit, UNFINISHED if not unit.starts_new and not is_due else 0.0)]


def taken(frames: Frames, index: int, unit: Unit, option: Option) -> tuple[Frames, Placement]:
    """The nodes that are open once an option is taken, and the placement it is."""
    if option.kind == "text":
        return _more_text(frames, unit, option.cost)
    if option.kind == "footnote":
        return frames, Placement("open", frames[-1].node.unit, option.cost)
    if option.kind == "note":
        return open_note(frames, index, unit, option)
    return open_item(frames, index, unit, option)


def _is_due(frame: Frame, unit: Unit) -> bool:
    """Whether the next label of a list stands in its column: running text stands to the right of it."""
    items = frame.items
    if unit.kind != "item" or unit.indent is None or items.indent is None or unit.page != items.page:
        return False
    return abs(unit.indent - items.indent) <= 1 and (items.type, items.last + 1) in readings(unit.label)


def _more_text(frames: Frames, unit: Unit, cost: float) -> tuple[Frames, Placement]:
    if not frames:
        return frames, Placement("text", -1, cost)
    at = len(frames) - 1
    node = frames[at].node
    if unit.depth is not None and node.depth is not None and not (node.is_note and unit.depth >= node.depth):
        # A paragraph at the depth of the heading of a note belongs to it, neither outside nor inside it.
        while at > 0 and not _holds(frames[at], unit) and frames[at].node.kind not in ("entry", "definition"):
            at -= 1
    frame = frames[at]
    kept = [*frames[:at], evolve(frame, leads=unit.leads or (frame.leads and unit.connects))]
    if unit.connects:
        kept += frames[at + 1 :]
    if at > 0 and frame.node.kind == "item" and (unit.connects or kept[at - 1].items.closing == 1):
        # The connective stands apart, or "tin or" was half of a text.
        items = evolve(kept[at - 1].items, closing=1 if unit.connects else 0)
        kept[at - 1] = evolve(kept[at - 1], items=items)
    return tuple(kept), Placement("text", frame.node.unit, cost)


def _holds(frame: Frame, unit: Unit) -> bool:
    """Whether a text lies inside a node; an "or" may stand between two items, and belongs to the first."""
    depth = frame.node.depth
    if depth is None or unit.depth is None:
        return False
    is_between = unit.connects and len(unit.text) <= LONGEST_CONNECTOR and frame.node.kind == "item"
    return depth < unit.depth or (is_between and depth == unit.depth)
