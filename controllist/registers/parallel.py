"""Rows made ready to be written, in this process or several, in order and with a bounded number in flight.

What a row costs (reading it for goods, finding candidates, laying it out, its line of the journal, counting it) is paid
where it is classified. What is sent back is text and the counts of a part, so that the process that writes has little
to do.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any

from attrs import Factory, define, field, frozen

from controllist.registers.classifying import Classified, Classifier, Plan, to_plain
from controllist.registers.columns import is_formula
from controllist.registers.outputs import Layout, Piece
from controllist.registers.sources import Row
from controllist.registers.tables import reader_of

MOST_DOUBTS = 20
MOST_ENTRIES = 10


@frozen
class Summary:
    """What became of the rows; `doubts` are the first rows that could not be matched, `formulas` original cells
    that a spreadsheet would calculate, `hints` rows whose best candidate explains little of the description.
    """

    rows: int = 0
    candidates: int = 0
    none: int = 0
    doubtful: int = 0
    hints: int = 0
    formulas: int = 0
    entries: tuple[tuple[str, str, int], ...] = ()
    """The most frequent first candidates: list, entry, rows."""
    own: tuple[tuple[str, int], ...] = ()
    doubts: tuple[tuple[int, str], ...] = ()


@define
class Tally:
    """Counts of rows; holds no row but the first doubtful ones."""

    verdicts: Counter[str] = Factory(Counter)
    entries: Counter[tuple[str, str]] = Factory(Counter)
    own: Counter[str] = Factory(Counter)
    hints: int = 0
    formulas: int = 0
    doubts: list[tuple[int, str]] = Factory(list)

    def count(self, row: Row, found: Classified) -> None:
        """One row more."""
        self.verdicts[found.verdict] += 1
        self.hints += found.faint
        self.formulas += sum(map(is_formula, row.cells))
        if found.own:
            self.own[found.own] += 1
        if found.candidates:
            first = found.candidates[0]
            self.entries[first.list, _entry(first.code)] += 1
        if found.verdict == "doubtful" and len(self.doubts) < MOST_DOUBTS:
            self.doubts.append((found.line, found.problem))

    def add(self, other: Tally) -> None:
        """The rows of another tally more; they come behind those counted here."""
        self.verdicts.update(other.verdicts)
        self.entries.update(other.entries)
        self.own.update(other.own)
        self.hints += other.hints
        self.formulas += other.formulas
        self.doubts += other.doubts[: MOST_DOUBTS - len(self.doubts)]

    def summary(self) -> Summary:
        """What the counts say."""
        most = sorted(self.entries.items(), key=lambda item: (-item[1], item[0]))[:MOST_ENTRIES]
        return Summary(
            sum(self.verdicts.values()),
            self.verdicts["candidates"],
            self.verdicts["none"],
            self.verdicts["doubtful"],
            self.hints,
            self.formulas,
            tuple((name, entry, rows) for (name, entry), rows in most),
            tuple(sorted(self.own.items())),
            tuple(self.doubts),
        )


def _entry(code: str) -> str:
    return code.partition("#")[0].partition(".")[0]


CHUNK = 128  # rows
_AHEAD = 3  # chunks waiting for each process


def journal_line(found: Classified) -> str:
    """The line of the journal for a row."""
    return json.dumps(to_plain(found), ensure_ascii=False) + "\n"


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
