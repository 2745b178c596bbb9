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

from attrs import evolve, frozen

from controllist.parsing.evidence import Frame, Placement, Unit
from controllist.parsing.placing import Option, options

__all__ = ["Placement", "Unit", "place"]

BEAM = 8
"""How many runs are followed at once: ambiguities that last longer than three labels have not been seen."""

MARGIN = 8.0
"""What a run may cost more than the cheapest and still be followed."""


@frozen
class _Run:
    cost: float
    frames: tuple[Frame, ...]
    trail: tuple[object, ...] | None
    """Placements as a linked list, newest first: (placement, rest)."""


def place(units: Sequence[Unit]) -> list[Placement]:
    """One placement for each unit: the cheapest reading of the whole sequence."""
    runs = [_Run(0.0, (), None)]
    for index, unit in enumerate(units):
        runs = _step(runs, index, unit)
    best = min(runs, key=lambda r: r.cost)
    found: list[Placement] = []
    trail = best.trail
    while trail is not None:
        placement, trail = trail  # type: ignore[assignment]
        found.append(placement)  # type: ignore[arg-type]
    return found[::-1]


def _step(runs: list[_Run], index: int, unit: Unit) -> list[_Run]:
    if unit.kind in ("entry", "section", "front", "heading", "definition"):
        best = min(runs, key=lambda r: r.cost)
        return [_open_top(best, index, unit)]
    found: dict[tuple[tuple[int, str, int, int], ...], tuple[float, float, _Run, Option]] = {}
    lowest = inf
    for run in runs:
        for option in options(run.frames, index, unit, lowest + MARGIN - run.cost):
            total = run.cost + option[0]
            lowest = min(lowest, total)
            if total > lowest + MARGIN:
                continue
            key = tuple([(f.unit, f.child_type, f.last, f.closing) for f in option[1]])
            known = found.get(key)
            if known is None or total < known[0]:
                found[key] = (total, option[0], run, option)
    kept = sorted(found.values(), key=lambda r: r[0])[:BEAM]
    return [
        _Run(total, frames, (evolve(placement, cost=cost), run.trail))
        for total, cost, run, (_, frames, placement) in kept
        if total <= lowest + MARGIN
    ]


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
