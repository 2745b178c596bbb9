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
from operator import itemgetter

from attrs import evolve

from controllist.limits import check_time
from controllist.parsing.costs import (
    EXPECTED,
    FINISHED,
    UNFINISHED,
    Frame,
    Frames,
    Key,
    Opened,
    Option,
    Placed,
    Placement,
    Unit,
)
from controllist.parsing.markers import label_types, ordinal
from controllist.parsing.places import item_options, note_options, open_item, open_note

__all__ = ["Frame", "Opened", "Unit", "options", "taken"]

_LONGEST_CONNECTOR = 12


def options(frames: Frames, unit: Unit) -> list[Option]:
    """Each place that is open to a unit, the outermost first."""
    kind = unit.kind
    if not frames or kind == "text" or kind == "footnote":
        return [(0.0, len(frames) - 1, "footnote" if frames and kind == "footnote" else "text", 0)]
    places = note_options if kind == "note" else item_options
    if unit.is_sure:
        return places(frames, unit, 0.0)
    is_due = any(_is_due(f, unit) for f in frames)
    cost = FINISHED if unit.starts_new else EXPECTED if is_due else 0.0
    text: Option = (cost, len(frames) - 1, "text", 0)
    return [text, *places(frames, unit, UNFINISHED if not unit.starts_new and not is_due else 0.0)]


def taken(frames: Frames, index: int, unit: Unit, option: Option) -> tuple[Frames, Placed]:
    """The nodes that are open once an option is taken, and the placement it is."""
    cost, _, kind, _ = option
    if kind == "text":
        return _more_text(frames, unit, cost)
    if kind == "footnote":
        return frames, ("open", frames[-1].node.unit, cost, "")
    if kind == "note":
        return open_note(frames, index, unit, option)
    return open_item(frames, index, unit, option)


def _is_due(frame: Frame, unit: Unit) -> bool:
    """Whether the next label of a list stands in its column: running text stands to the right of it."""
    items = frame.items
    if unit.kind != "item" or unit.indent is None or items.indent is None or unit.page != items.page:
        return False
    if items.type not in label_types(unit.label) or abs(unit.indent - items.indent) > 1:
        return False
    return ordinal(unit.label, items.type) == items.last + 1


def _more_text(frames: Frames, unit: Unit, cost: float) -> tuple[Frames, Placed]:
    if not frames:
        return frames, ("text", -1, cost, "")
    at = len(frames) - 1
    node = frames[at].node
    if unit.depth is not None and node.depth is not None and not (node.is_note and unit.depth >= node.depth):
        # A paragraph at the depth of the heading of a note belongs to it, neither outside nor inside it.
        while at > 0 and not _holds(frames[at], unit) and frames[at].node.kind not in ("entry", "definition"):
            at -= 1
    frame = frames[at]
    leads = unit.leads or (frame.leads and unit.connects)
    kept = [*frames[:at], Frame(frame.node, leads, frame.items, frame.notes, frame.is_noted)]
    if unit.connects:
        kept += frames[at + 1 :]
    if at > 0 and frame.node.kind == "item" and (unit.connects or kept[at - 1].items.closing == 1):
        # The connective stands apart, or "tin or" was half of a text.
        kept[at - 1] = _closing(kept[at - 1], 1 if unit.connects else 0)
    return tuple(kept), ("text", frame.node.unit, cost, "")


def _holds(frame: Frame, unit: Unit) -> bool:
    """Whether a text lies inside a node; an "or" may stand between two items, and belongs to the first."""
    depth = frame.node.depth
    if depth is None or unit.depth is None:
        return False
    is_between = unit.connects and len(unit.text) <= _LONGEST_CONNECTOR and frame.node.kind == "item"
    return depth < unit.depth or (is_between and depth == unit.depth)


def _closing(frame: Frame, closing: int) -> Frame:
    """A node whose last item, it turns out, ends in a connector, or does not."""
    return Frame(frame.node, frame.leads, evolve(frame.items, closing=closing), frame.notes, frame.is_noted)


__all__ = ["Placement", "Unit", "place"]

_TOPS = frozenset(("entry", "section", "front", "heading", "definition"))
"""What has its place from its code: there all runs end in one."""

BEAM = 8
"""How many runs are followed at once: ambiguities that last longer than three labels have not been seen."""

MARGIN = 8.0
"""What a run may cost more than the cheapest and still be followed."""


_Trail = tuple[Placed, "_Trail | None"]
"""Placements as a linked list, the newest first."""

_Run = tuple[float, Frames, "_Trail | None"]
"""What a reading has cost so far, the nodes that are open in it, and its placements."""

_cost = itemgetter(0)
"""The cost of an option or of a run."""


def place(units: Sequence[Unit]) -> list[Placement]:
    """One placement for each unit: the cheapest reading of the whole sequence."""
    run: _Run = (0.0, (), None)
    at = 0
    while at < len(units):
        if units[at].kind in _TOPS:
            check_time()
            run = _open_top(run, at, units[at])
            at += 1
            continue
        end = next((i for i in range(at, len(units)) if units[i].kind in _TOPS), len(units))
        run = _cheapest(run, units, at, end)
        at = end
    found: list[Placement] = []
    trail = run[2]
    while trail is not None:
        placed, trail = trail
        found.append(Placement(*placed))
    return found[::-1]


def _cheapest(run: _Run, units: Sequence[Unit], first: int, end: int) -> _Run:
    """The cheapest reading of the units from `first` to `end`."""
    runs = [run]
    for index in range(first, end):
        if index % 64 == 0:
            check_time()
        runs = _step(runs, index, units[index])
    return min(runs, key=_cost)


def _step(runs: list[_Run], index: int, unit: Unit) -> list[_Run]:
    """The runs after one more unit, the cheapest first, without those that cost far more."""
    found: list[tuple[float, int, _Run, Option]] = []
    for run in runs:
        for option in options(run[1], unit):
            # Of two at one price the first one wins.
            found.append((run[0] + option[0], len(found), run, option))
    found.sort()
    kept: dict[tuple[Key, ...], _Run] = {}
    for total, _, run, option in found:
        if len(kept) == BEAM or total > found[0][0] + MARGIN:
            break
        _, frames, trail = run
        frames, placed = taken(frames, index, unit, option)
        # Of two runs that can only differ in price from here on the cheaper one is enough.
        key = tuple([frame.key for frame in frames])
        if key not in kept:
            kept[key] = (total, frames, (placed, trail))
    return list(kept.values())


def _open_top(run: _Run, index: int, unit: Unit) -> _Run:
    """Sections, entries, front matter and definitions have their place from their codes."""
    cost, frames, trail = run
    if unit.is_inside and frames:
        target = frames[-1].node.unit
    elif unit.kind in ("section", "front"):
        target, frames = -1, ()
    elif unit.kind == "heading":
        frames = tuple(f for f in frames[:1] if f.node.kind in ("section", "front"))
        target = frames[-1].node.unit if frames else -1
    elif unit.kind == "definition":
        frames = tuple(f for f in frames[:1] if f.node.kind == "front")
        target = frames[-1].node.unit if frames else -1
    else:
        frames = tuple(f for f in frames[:1] if f.node.kind == "section")
        target = frames[-1].node.unit if frames else -1
    opened = Opened(
        index,
        unit.kind,
        unit.code,
        depth=-1 if unit.kind in ("section", "front", "heading", "definition") else unit.depth,
        indent=unit.indent,
        page=unit.page,
        is_note=unit.kind == "heading",
    )
    # A heading announces what stands below it.
    frame = Frame(opened, unit.leads or unit.kind in ("heading", "front"))
    return (cost, (*frames, frame), (("open", target, 0.0, ""), trail))
