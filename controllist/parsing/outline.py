"""The run of labels: where each item and note belongs, told by the sequence, with nesting and indentation as evidence.

Levels alternate between letters and numbers, labels run a, b, c … with gaps that the law keeps, and lists restart
inside notes. Markup nests wrongly at times and print shifts between pages, so neither decides alone: every way to
place a label has a price, made of what speaks against it, and the cheapest run of an entry wins. Several runs are
followed at once, since the labels that come later often tell what an earlier one was.

>>> run = place([Unit("entry", text="Pumps:", code="2B001"), Unit("item", "a", text="having all of the following:"),
...     Unit("item", "1", text="steel; and"), Unit("item", "2", text="pressure"), Unit("item", "b", text="valves")])
>>> [(p.action, p.target) for p in run]
[('open', -1), ('open', 0), ('open', 1), ('open', 1), ('open', 0)]
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from controllist.limits import check_time
from controllist.parsing.evidence import Frame, Frames, Key, Opened, Option, Placed, Placement, Unit
from controllist.parsing.placing import options, taken

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
