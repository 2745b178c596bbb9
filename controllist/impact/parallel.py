"""Many articles at once: the same judgement in several processes, in the order of the register."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from controllist.impact.judging import Impact
from controllist.impact.results import Touched
from controllist.registers.parallel import watch_parent
from controllist.registers.tables import Goods

SMALL = 2_000  # rows below which further processes cost more than they bring
_CHUNK = 250

_shared: Impact | None = None


def judged(impact: Impact, goods: Sequence[Goods], jobs: int) -> Iterator[Touched]:
    """Each article's judgement, in the order given."""
    if jobs < 2 or len(goods) < SMALL or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(impact.judge, goods)
        return
    global _shared
    _shared = impact  # a forked process has it without its being sent
    chunks = [goods[at : at + _CHUNK] for at in range(0, len(goods), _CHUNK)]
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), initializer=watch_parent) as pool:
            for chunk in pool.map(_judge_chunk, chunks):
                yield from chunk
    finally:
        _shared = None


def _judge_chunk(goods: Sequence[Goods]) -> list[Touched]:
    assert _shared is not None
    return [_shared.judge(g) for g in goods]
