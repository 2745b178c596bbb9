"""Rows made ready to be written, in this process or several, in order and with a bounded number in flight.

What a row costs (reading it for goods, finding candidates, laying it out, its line of the journal) is paid where it is
found. What comes back is text, and the counts of a part, so that the process that writes has next to nothing to do.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any

from attrs import field, frozen

from controllist.registers.classifying import Classified, Classifier, Plan
from controllist.registers.journal import journal_line
from controllist.registers.layouts import Layout, Piece
from controllist.registers.sources import Row
from controllist.registers.tables import reader_of
from controllist.registers.tally import Tally

CHUNK = 128  # rows
_AHEAD = 3  # chunks waiting for each process


@frozen
class Task:
    """What a process must know to work on rows: what answers, how rows are read, how they are written."""

    plan: Plan
    layout: Layout
    columns: Mapping[str, str] = field(factory=dict)
    kept: bool = True
    """Whether a journal is kept."""


@frozen
class Part:
    """Some rows, ready: how many, what is to be written, their lines of the journal, their counts."""

    rows: int
    piece: Piece
    journal: str
    tally: Tally


class Workshop:
    """A task with its index open."""

    def __init__(self, task: Task, classifier: Classifier | None = None) -> None:
        self.task = task
        self._classifier = classifier or Classifier(task.plan)
        self._read = reader_of(task.layout.heading, task.columns)

    def part(self, rows: list[Row]) -> Part:
        """Rows classified and made ready."""
        found = [(row, self._classifier.classify(self._read(row))) for row in rows]
        return self.ready(found, "".join(journal_line(one) for _, one in found) if self.task.kept else "")

    def ready(self, found: list[tuple[Row, Classified]], journal: str = "") -> Part:
        """Rows made ready with what was found for them."""
        tally = Tally()
        for row, one in found:
            tally.count(row, one)
        return Part(len(found), self.task.layout.laid(found), journal, tally)


_workshop: Workshop | None = None


def parts(rows: Iterable[Row], jobs: int, workshop: Workshop) -> Generator[Part]:
    """The rows in parts, in the order given; `jobs` processes, or this one where it is 1."""
    source = iter(rows)
    chunks = iter(lambda: list(islice(source, CHUNK)), [])
    if jobs < 2:
        yield from map(workshop.part, chunks)
        return
    global _workshop
    # A forked process has the index without its being sent or opened again.
    forks = "fork" in multiprocessing.get_all_start_methods()
    if forks:
        _workshop = workshop
        # The collector writes beside each value it looks at, and a page that is written to is shared no longer.
        gc.freeze()
    context = multiprocessing.get_context("fork" if forks else "spawn")
    waiting: deque[Future[Part]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(workshop.task,))
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and (chunk := next(chunks, None)):
                waiting.append(pool.submit(_part, [(r.line, r.cells, r.doubts, r.raw) for r in chunk]))
            if not waiting:
                return
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        if forks:
            gc.unfreeze()
        _workshop = None


def _begin(task: Task) -> None:
    global _workshop
    watch_parent()
    if _workshop is None:
        _workshop = Workshop(task)


def watch_parent() -> None:
    """End this process when the one that began it is gone: one that is killed cannot tell its helpers."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _part(rows: list[tuple[int, tuple[Any, ...], tuple[str, ...], str]]) -> Part:
    assert _workshop is not None
    return _workshop.part([Row(*row) for row in rows])
