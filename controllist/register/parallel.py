"""Many rows in several processes, in order and with a bounded number in flight, so that memory stays flat."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from controllist.register.classifying import Classified, Classifier, Plan
from controllist.register.sources import Row
from controllist.register.tables import Goods

CHUNK = 64
_AHEAD = 4  # chunks waiting for each process

_classifier: Classifier | None = None


def classified(
    rows: Iterable[tuple[Row, Goods]], plan: Plan, jobs: int, classifier: Classifier | None = None
) -> Iterator[tuple[Row, Classified]]:
    """Each row with what was found for it, in the order given; `jobs` processes, or this one where it is 1."""
    if jobs < 2:
        own = classifier or Classifier(plan)
        for row, goods in rows:
            yield row, own.classify(goods)
        return
    global _classifier
    source = iter(rows)
    # A forked process has the index without its being sent or opened again.
    forks = "fork" in multiprocessing.get_all_start_methods()
    _classifier = (classifier or Classifier(plan)) if forks else None
    context = multiprocessing.get_context("fork" if forks else "spawn")
    waiting: deque[tuple[list[Row], Future[list[Classified]]]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(plan,))
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and (chunk := list(islice(source, CHUNK))):
                waiting.append(([r for r, _ in chunk], pool.submit(_classify, [g for _, g in chunk])))
            if not waiting:
                return
            taken, future = waiting.popleft()
            yield from zip(taken, future.result(), strict=True)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _classifier = None


def _begin(plan: Plan) -> None:
    global _classifier
    watch_parent()
    if _classifier is None:
        _classifier = Classifier(plan)


def watch_parent() -> None:
    """End this process when the one that began it is gone: one that is killed cannot tell its helpers."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _classify(goods: list[Goods]) -> list[Classified]:
    assert _classifier is not None
    return [_classifier.classify(g) for g in goods]
