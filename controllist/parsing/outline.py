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
from operator import itemgetter

from attrs import define

from controllist.limits import check_time
from controllist.parsing.evidence import Frame, Frames, Key, Opened, Option, Placed, Placement, Unit
from controllist.parsing.floors import floor, taken_off
from controllist.parsing.placing import evident, options, taken
from controllist.parsing.prices import EXACT

__all__ = ["Placement", "Unit", "place"]

_TOPS = frozenset(("entry", "section", "front", "heading", "definition"))
"""What has its place from its code: there all runs end in one."""

BEAM = 8
"""How many runs are followed at once: ambiguities that last longer than three labels have not been seen."""

MARGIN = 8.0
"""What a run may cost more than the cheapest and still be followed."""


NEAR = 0.9
"""What places cost more than the cheapest that is looked for first; most entries need no others."""


_Trail = tuple[Placed, "_Trail | None"]
"""Placements as a linked list, the newest first."""

_Run = tuple[float, Frames, "_Trail | None"]
"""What a reading has cost so far, the nodes that are open in it, and its placements."""

_cost = itemgetter(0)
"""The cost of an option or of a run."""


@define
class _Step:
    """One step of the straight run: the run before it, places that were open, the one taken and where that led."""

    run: _Run
    options: list[Option]
    rest: float
    """What places that are not among them cost at the least."""
    other: float
    """What any place but the one taken costs at the least."""
    best: Option
    then: tuple[Frames, Placed]


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
    """The cheapest reading of the units from `first` to `end`.

    First the cheapest place is taken each time. A run that has cost more than the whole of that one, less what the
    units to come cost in any run, has lost; so several runs are followed only where labels are in doubt.
    """
    steps, straight, elsewhere = _straight(run, units, first, end)
    if elsewhere > straight[0] + taken_off(units[first:end]) + 2 * EXACT:
        return straight
    doubtful, bounds = _doubtful(steps, straight, units, first)
    at = doubtful[0]
    if at == len(steps):
        return straight
    runs = [steps[at].run]
    while at < len(steps):
        if at % 64 == 0:
            check_time()
        runs = _step(runs, first + at, units[first + at], bounds[at], steps[at])
        at += 1
        if len(runs) == 1 and doubtful[at] > at and _is_alike(runs[0], steps[at].run):
            # All others have lost, and nothing is in doubt from here to there.
            there = steps[doubtful[at]].run if doubtful[at] < len(steps) else straight
            runs, at = [_further(runs[0], steps, at, doubtful[at], there)], doubtful[at]
    if not runs:
        # The straight run itself was left behind, at a place where it cost more than eight others.
        runs = [run]
        for index in range(first, end):
            runs = _step(runs, index, units[index])
    return min(runs, key=_cost)


def _straight(run: _Run, units: Sequence[Unit], first: int, end: int) -> tuple[list[_Step], _Run, float]:
    """The run that takes the cheapest place each time, step by step, where it ends, and what leaves it at the least."""
    steps: list[_Step] = []
    elsewhere = inf
    for index in range(first, end):
        if index % 64 == 0:
            check_time()
        unit = units[index]
        cost, frames, trail = run
        told = evident(frames, unit)
        if told is not None:
            best, rest = told
            found, other = [best], rest
        else:
            found, rest = options(frames, unit, near=NEAR)
            best = min(found, key=_cost)
            other = rest
            for option in found:
                if option[0] < other and option is not best:
                    other = option[0]
        if cost + other < elsewhere:
            elsewhere = cost + other
        then = taken(frames, index, unit, best)
        steps.append(_Step(run, found, rest, other, best, then))
        run = (cost + best[0], then[0], (then[1], trail))
    return steps, run, elsewhere


def _doubtful(steps: list[_Step], straight: _Run, units: Sequence[Unit], first: int) -> tuple[list[int], list[float]]:
    """For each step the next one where another place may turn out cheaper, and what a run may have cost after it.

    Where places that are not near the cheapest may be among these, the step gets them.
    """
    doubtful, bounds = [len(steps)] * (len(steps) + 1), [0.0] * len(steps)
    left = 0.0
    """What the units behind a step cost at the least."""
    for at in range(len(steps) - 1, -1, -1):
        step, unit = steps[at], units[first + at]
        cost, frames, _ = step.run
        bound = bounds[at] = straight[0] - left + EXACT
        doubtful[at] = doubtful[at + 1]
        if step.other <= bound - cost + EXACT:
            if step.rest <= bound - cost + EXACT:
                step.options, step.rest = options(frames, unit, bound - cost, MARGIN)
            for option in step.options:
                if cost + option[0] <= bound and option != step.best:
                    doubtful[at] = at
                    break
        if at:
            left += floor(units[first + at - 1], unit)
    return doubtful, bounds


def _is_alike(run: _Run, other: _Run) -> bool:
    """Whether two runs have cost the same and have the same nodes open."""
    return run[1] is other[1] and abs(run[0] - other[0]) < EXACT


def _further(run: _Run, steps: Sequence[_Step], at: int, end: int, there: _Run) -> _Run:
    """A run that goes on as the straight one does from one step to another."""
    cost, _, trail = run
    for step in steps[at:end]:
        trail = (step.then[1], trail)
    return (cost + there[0] - steps[at].run[0], there[1], trail)


def _step(runs: list[_Run], index: int, unit: Unit, most: float = inf, straight: _Step | None = None) -> list[_Run]:
    """The runs after one more unit, the cheapest first, without those that cost more than `most` or lie far behind.

    What the straight run has worked out at this step is taken from there.
    """
    found: list[tuple[float, int, _Run, Option]] = []
    known = straight.run[1] if straight is not None else None
    for run in runs:
        cost, frames, _ = run
        if straight is not None and frames is known:
            places = straight.options
        else:
            told = evident(frames, unit)
            if told is not None and told[1] > most - cost + EXACT:
                places = [told[0]]
            else:
                places, _ = options(frames, unit, most - cost, MARGIN)
        for option in places:
            total = cost + option[0]
            if total <= most:
                # Of two at one price the one found first.
                found.append((total, len(found), run, option))
                if total + MARGIN < most:
                    most = total + MARGIN
    found.sort()
    kept: dict[tuple[Key, ...], _Run] = {}
    for total, _, run, option in found:
        if len(kept) == BEAM or total > most:
            break
        _, frames, trail = run
        if straight is not None and frames is known and option == straight.best:
            frames, placed = straight.then
        else:
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
