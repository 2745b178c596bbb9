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
from math import inf
from typing import NamedTuple

from controllist.limits import check_time
from controllist.parsing.evidence import Frame, Placement, Unit
from controllist.parsing.placing import Option, most_taken_off, options, taken

__all__ = ["Placement", "Unit", "place"]

_TOPS = frozenset(("entry", "section", "front", "heading", "definition"))
"""What has its place from its code: there all runs end in one."""

BEAM = 8
"""How many runs are followed at once: ambiguities that last longer than three labels have not been seen."""

MARGIN = 8.0
"""What a run may cost more than the cheapest and still be followed."""


class _Run(NamedTuple):
    cost: float
    frames: tuple[Frame, ...]
    trail: tuple[object, ...] | None
    """Placements as a linked list, newest first: (placement, rest)."""


_EXACT = 1e-9
"""Below the smallest price, above what adding prices loses."""


def place(units: Sequence[Unit]) -> list[Placement]:
    """One placement for each unit: the cheapest reading of the whole sequence."""
    run = _Run(0.0, (), None)
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
    trail = run.trail
    while trail is not None:
        placement, trail = trail  # type: ignore[assignment]
        found.append(placement)  # type: ignore[arg-type]
    return found[::-1]


def _cheapest(run: _Run, units: Sequence[Unit], first: int, end: int) -> _Run:
    """The cheapest reading of the units from `first` to `end`.

    First the cheapest place is taken each time. A run that has cost more than the whole of that one, less what may
    still be taken off its price, has lost; so several runs are followed only where labels are in doubt.
    """
    path, others = _straight(run, units, first, end)
    taken_off, bounds, doubtful = 0.0, [0.0] * (end - first), [end - first] * (end - first + 1)
    for at in range(end - first - 1, -1, -1):
        bounds[at] = path[-1].cost + taken_off + _EXACT
        doubtful[at] = at if others[at] <= bounds[at] else doubtful[at + 1]
        taken_off += most_taken_off(units[first + at])
    at = doubtful[0]
    runs = [path[at]]
    while at < end - first:
        if at % 64 == 0:
            check_time()
        runs = _step(runs, first + at, units[first + at], bounds[at])
        at += 1
        if len(runs) == 1 and doubtful[at] > at and _is_alike(runs[0], path[at]):
            # All others have lost, and nothing is in doubt from here to there.
            runs, at = [_further(runs[0], path, at, doubtful[at])], doubtful[at]
    if not runs:
        # The straight run itself was left behind, at a place where it cost more than eight others.
        runs = [run]
        for index in range(first, end):
            runs = _step(runs, index, units[index], inf)
    return min(runs, key=lambda r: r.cost)


def _is_alike(run: _Run, other: _Run) -> bool:
    """Whether two runs have cost the same and have the same nodes open."""
    return run is other or (abs(run.cost - other.cost) < _EXACT and run.frames == other.frames)


def _further(run: _Run, path: Sequence[_Run], at: int, end: int) -> _Run:
    """A run that goes on as the straight one does from one step to another."""
    trail = run.trail
    for step in path[at + 1 : end + 1]:
        assert step.trail is not None
        trail = (step.trail[0], trail)
    return _Run(run.cost + path[end].cost - path[at].cost, path[end].frames, trail)


def _straight(run: _Run, units: Sequence[Unit], first: int, end: int) -> tuple[list[_Run], list[float]]:
    """The run that takes the cheapest place each time, step by step, and what the next cheapest would have cost."""
    path, others = [run], []
    for index in range(first, end):
        if index % 64 == 0:
            check_time()
        best, *rest = options(run.frames, units[index])
        second = inf
        for option in rest:
            if option.cost < best.cost:
                best, second = option, best.cost
            elif option.cost < second:
                second = option.cost
        others.append(run.cost + second)
        run = _then(run, index, units[index], best)
        path.append(run)
    return path, others


def _then(run: _Run, index: int, unit: Unit, option: Option) -> _Run:
    frames, placement = taken(run.frames, index, unit, option)
    return _Run(run.cost + option.cost, frames, (placement, run.trail))


def _step(runs: list[_Run], index: int, unit: Unit, most: float) -> list[_Run]:
    """The runs after one more unit, the cheapest first, without those that cost more than `most`."""
    found: dict[tuple[_Key, ...], _Run] = {}
    for run in runs:
        outer = tuple(map(_key, run.frames))
        for option in options(run.frames, unit, most - run.cost):
            total = run.cost + option.cost
            if total > most:
                continue
            most = min(most, total + MARGIN)
            then = _then(run, index, unit, option)
            # Of many open nodes only the innermost two are new, but for text.
            new = max(0, len(then.frames) - 2) if option.kind != "text" else 0
            key = outer[:new] + tuple(map(_key, then.frames[new:]))
            known = found.get(key)
            if known is None or total < known.cost:
                # At its own turn: of two at one price the earlier wins, whichever dearer ones were tried before.
                found.pop(key, None)
                found[key] = then
    kept = sorted(found.values(), key=lambda r: r.cost)[:BEAM]
    return [r for r in kept if r.cost <= most]


_Key = tuple[int, str, int, int]


def _key(frame: Frame) -> _Key:
    """What two runs must have alike in an open node to be told apart by their price alone."""
    return frame.unit, frame.child_type, frame.last, frame.closing


def _open_top(run: _Run, index: int, unit: Unit) -> _Run:
    """Sections, entries, front matter and definitions have their place from their codes."""
    frames = run.frames
    if unit.is_inside and frames:
        target = frames[-1].unit
    elif unit.kind in ("section", "front"):
        target, frames = -1, ()
    elif unit.kind == "heading":
        frames = tuple(f for f in frames[:1] if f.kind in ("section", "front"))
        target = frames[-1].unit if frames else -1
    elif unit.kind == "definition":
        frames = tuple(f for f in frames[:1] if f.kind == "front")
        target = frames[-1].unit if frames else -1
    else:
        frames = tuple(f for f in frames[:1] if f.kind == "section")
        target = frames[-1].unit if frames else -1
    frame = Frame(
        index,
        unit.kind,
        unit.code,
        depth=-1 if unit.kind in ("section", "front", "heading", "definition") else unit.depth,
        indent=unit.indent,
        page=unit.page,
        # A heading announces what stands below it.
        leads=unit.leads or unit.kind in ("heading", "front"),
        is_note=unit.kind == "heading",
    )
    return _Run(run.cost, (*frames, frame), (Placement("open", target), run.trail))
