"""A whole table through the lists: read, classified, written beside the output, renamed; the outcome is summed up.

An interrupted run leaves a journal beside the output, a line of JSON a row. Its first line names what was asked
(checksum of the input, editions, options); a run that resumes must ask the same. A last line that was cut is not
counted.

Rows made ready to be written, in this process or several, in order and with a bounded number in flight.

What a row costs (reading it for goods, finding candidates, laying it out, its line of the journal, counting it) is paid
where it is classified. What is sent back is text and the counts of a part, so that the process that writes has little
to do.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import json
import multiprocessing
import os
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO, TypeVar

from attrs import Factory, asdict, define, field, frozen

from controllist.errors import MisuseError, SourceError, reason_of
from controllist.index import Index
from controllist.registers.classifying import Classified, Classifier, Plan, from_plain
from controllist.registers.outputs import Layout, Piece, open_sink
from controllist.registers.sources import Form, Table, xlsx_package
from controllist.registers.tables import Row, is_formula, reader_of
from controllist.version import __version__
from controllist.writing import locked

MOST_DOUBTS = 20
MOST_ENTRIES = 10
CHUNK = 128  # rows
_AHEAD = 3  # chunks waiting for each process


@define
class Summary:
    """Counts of rows; holds no row but the first doubtful ones, with what was wrong with them.

    `formulas` are original cells that a spreadsheet would calculate, `hints` rows whose best candidate explains little
    of the description, `own` how the rows' own classifications compare.
    """

    verdicts: Counter[str] = Factory(Counter)
    first: Counter[tuple[str, str]] = Factory(Counter)
    own: Counter[str] = Factory(Counter)
    hints: int = 0
    formulas: int = 0
    doubts: list[tuple[int, str]] = Factory(list)

    @property
    def rows(self) -> int:
        return self.verdicts.total()

    @property
    def entries(self) -> list[tuple[str, str, int]]:
        """The most frequent first candidates: list, entry, rows."""
        most = sorted(self.first.items(), key=lambda item: (-item[1], item[0]))[:MOST_ENTRIES]
        return [(name, entry, rows) for (name, entry), rows in most]

    def count(self, row: Row, found: Classified) -> None:
        """One row more."""
        self.verdicts[found.verdict] += 1
        self.hints += found.faint
        self.formulas += sum(map(is_formula, row.cells))
        if found.own:
            self.own[found.own] += 1
        if found.candidates:
            first = found.candidates[0]
            self.first[first.list, first.code.partition("#")[0].partition(".")[0]] += 1
        if found.verdict == "doubtful" and len(self.doubts) < MOST_DOUBTS:
            self.doubts.append((found.line, found.problem))

    def add(self, other: Summary) -> None:
        """The rows of another summary more; they come behind those counted here."""
        self.verdicts.update(other.verdicts)
        self.first.update(other.first)
        self.own.update(other.own)
        self.hints += other.hints
        self.formulas += other.formulas
        self.doubts += other.doubts[: MOST_DOUBTS - len(self.doubts)]


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
    """Some rows, ready: how many are new, what is to be written, their lines of the journal, their counts."""

    rows: int
    piece: Piece
    journal: str
    summary: Summary


class Workshop:
    """A task with its index open; called with rows it gives them classified and ready to be written."""

    def __init__(self, task: Task, classifier: Classifier | None = None) -> None:
        self.task = task
        self._classifier = classifier or Classifier(task.plan)
        self._read = reader_of(task.layout.heading, task.columns)

    def __call__(self, rows: Sequence[Row]) -> Part:
        found = [(row, self._classifier.classify(self._read(row))) for row in rows]
        lines = (json.dumps(asdict(one), ensure_ascii=False) + "\n" for _, one in found)
        return self.ready(found, len(found), "".join(lines) if self.task.kept else "")

    def ready(self, found: list[tuple[Row, Classified]], rows: int = 0, journal: str = "") -> Part:
        """Rows made ready with what was found for them, `rows` of them now."""
        summary = Summary()
        for row, one in found:
            summary.count(row, one)
        return Part(rows, self.task.layout.laid(found), journal, summary)


def parts(rows: Iterable[Row], jobs: int, workshop: Workshop) -> Generator[Part]:
    """The rows in parts, in the order given; `jobs` processes, or this one where it is 1."""
    return in_processes(workshop, rows, jobs, CHUNK, partial(Workshop, workshop.task))


Item = TypeVar("Item")
Result = TypeVar("Result")
_worker: Callable[[Any], Any] | None = None
"""What the processes work with: a forked one has it without its being sent, or opened again."""


def in_processes(
    worker: Callable[[Sequence[Item]], Result],
    items: Iterable[Item],
    jobs: int,
    size: int,
    make: Callable[[], Callable[[Sequence[Item]], Result]] | None = None,
) -> Generator[Result]:
    """What the worker gives for the items, so many at a time, in their order; in this process where `jobs` is 1.

    A bounded number of them is in flight. Where processes cannot be forked, each makes its worker by `make`.
    """
    global _worker
    source = iter(items)
    chunks = iter(lambda: list(islice(source, size)), [])
    forks = "fork" in multiprocessing.get_all_start_methods()
    if jobs < 2 or not (forks or make):
        yield from map(worker, chunks)
        return
    if forks:
        _worker = worker
        # The collector writes beside each value it looks at, and a page that is written to is shared no longer.
        gc.freeze()
    context = multiprocessing.get_context("fork" if forks else "spawn")
    waiting: deque[Future[Result]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(None if forks else make,))
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and (chunk := next(chunks, None)):
                waiting.append(pool.submit(_work, chunk))
            if not waiting:
                return
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        if forks:
            gc.unfreeze()
        _worker = None


def _begin(make: Callable[[], Callable[[Any], Any]] | None) -> None:
    global _worker
    # A process that is killed cannot end its helpers: they end when it is gone.
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if make is not None:
        _worker = make()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(chunk: Sequence[Any]) -> Any:
    assert _worker is not None
    return _worker(chunk)


class Progress:
    """Call `add` with rows that are done; `about` is how many there may be, `quiet` says nothing at all."""

    def __init__(
        self, out: TextIO, about: int, quiet: bool = False, done: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._out = out
        self._about = about
        self._quiet = quiet
        self._done = self._known = done
        self._clock = clock
        self._live = out.isatty()
        self._every = 0.5 if self._live else 15.0
        self._began = self._last = clock()
        self._shown = 0

    def add(self, rows: int) -> None:
        """So many rows more."""
        self._done += rows
        if self._quiet:
            return
        now = self._clock()
        if now - self._last >= self._every:
            self._last = now
            self._show(self.line(now))

    def line(self, now: float) -> str:
        """The line for a moment: `1,600 of about 4,000 rows, 400 rows/s, 0:00:06 left`."""
        passed = max(now - self._began, 1e-6)
        rate = (self._done - self._known) / passed
        words = f"{self._done:,} of about {max(self._about, self._done):,} rows, {rate:,.0f} rows/s"
        left = max(0, self._about - self._done)
        return f"{words}, {_clock_time(left / rate)} left" if rate else words

    def _show(self, line: str) -> None:
        if self._live:
            self._out.write("\r" + line.ljust(self._shown))
            self._shown = len(line)
        else:
            self._out.write(line + "\n")
        self._out.flush()

    def close(self) -> None:
        """Wipe the line."""
        if self._live and self._shown and not self._quiet:
            self._out.write("\r" + " " * self._shown + "\r")
            self._out.flush()


def _clock_time(seconds: float) -> str:
    """Hours, minutes, seconds.

    >>> _clock_time(3725.4)
    '1:02:05'
    """
    whole = int(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


FORMAT = "controllist-batch/1"
_BROKEN = "surrogatepass"  # bytes of the input that are no text come back as they were


class Journal:
    """The rows found so far, for a run that resumes; `begin` or `resume` opens it."""

    def __init__(self, path: Path, out: TextIO, known: int = 0) -> None:
        self.path = path
        self.known = known
        """How many rows an earlier run had found."""
        self._out = out

    @classmethod
    def begin(cls, path: Path, asked: Mapping[str, Any]) -> Journal:
        """A new journal; one that is there is forgotten."""
        try:
            out = path.open("w", encoding="utf-8", errors=_BROKEN, newline="\n")
        except OSError as error:
            raise SourceError(
                "expected a place to write to, found {place}: {reason}", place=path, reason=reason_of(error)
            ) from None
        out.write(json.dumps({"format": FORMAT, **asked}, ensure_ascii=False, sort_keys=True) + "\n")
        out.flush()
        return cls(path, out)

    @classmethod
    def resume(cls, path: Path, asked: Mapping[str, Any]) -> Journal:
        """Go on with a journal; raises `MisuseError` where there is none, or it was for another question."""
        if not path.is_file():
            raise MisuseError("expected an interrupted run to resume, found no {file}", file=path.name)
        known, end, head = 0, 0, ""
        with path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n") or not _is_json(line):
                    break
                if not head:
                    head = line.decode("utf-8")
                else:
                    known += 1
                end += len(line)
        was = json.loads(head or "{}")
        asked = {"format": FORMAT, **asked}
        differing = [k for k in asked if not isinstance(was, dict) or was.get(k) != asked[k]]
        if differing:
            raise MisuseError(
                "expected to resume the run that was interrupted, found another {differing}; "
                "without --resume it begins anew",
                differing=", ".join(differing),
            )
        with path.open("r+b") as file:
            file.truncate(end)
        return cls(path, path.open("a", encoding="utf-8", errors=_BROKEN, newline="\n"), known)

    def rows(self) -> Iterator[Classified]:
        """What the earlier run had found."""
        if not self.known:
            return
        with self.path.open(encoding="utf-8", errors=_BROKEN, newline="\n") as lines:
            next(lines)
            for _, line in zip(range(self.known), lines, strict=False):
                yield from_plain(json.loads(line))

    def write(self, lines: str) -> None:
        """Keep the lines of more rows; a process that is killed loses none of them."""
        self._out.write(lines)
        self._out.flush()

    def close(self) -> None:
        self._out.close()


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


@frozen
class Request:
    """One batch: the table, what answers, where it goes. `out` None is standard output."""

    table: Table
    plan: Plan
    columns: Mapping[str, str] = field(factory=dict)
    out: Path | None = None
    form: Form = "csv"
    jobs: int = 1
    safe: bool = False
    resume: bool = False
    quiet: bool = False
    about: tuple[tuple[str, str], ...] = ()


def run_batch(request: Request, classifier: Classifier) -> Summary:
    """Carry a batch out; an output file appears when it is whole, and a journal stands beside it until then.

    Raises `HeldError` where another run writes the same output, and `SourceError` where it cannot be written.
    """
    if request.out is None:
        return _carried_out(request, classifier)
    with locked(journal_path(request.out)):
        return _carried_out(request, classifier)


def _carried_out(request: Request, classifier: Classifier) -> Summary:
    if request.form == "xlsx":
        xlsx_package("xlsxwriter")  # before a journal is begun that nothing could come of
    layout = Layout.of(request.form, request.table, safe=request.safe)
    workshop = Workshop(Task(request.plan, layout, request.columns, request.out is not None), classifier)
    summary = Summary()
    with (
        _journal(request, classifier.index) as journal,
        contextlib.closing(request.table.rows()) as rows,
        contextlib.closing(Progress(sys.stderr, request.table.about, request.quiet, journal.known)) as progress,
        _output(request) as out,
        # Also after an interruption: an unfinished sheet holds files of its own.
        contextlib.closing(open_sink(layout, request.table, out, about=request.about)) as sink,
        contextlib.closing(parts(rows, request.jobs, workshop)) as others,
    ):
        for part in chain(_known(rows, journal, workshop), others):
            sink.write(part.piece)
            summary.add(part.summary)
            journal.write(part.journal)
            progress.add(part.rows)
    return summary


def _known(rows: Iterator[Row], journal: Journal, workshop: Workshop) -> Iterator[Part]:
    """The rows an earlier run had found, in parts."""
    pairs = zip(islice(rows, journal.known), journal.rows(), strict=True)
    while some := list(islice(pairs, CHUNK)):
        yield workshop.ready(some)


@contextlib.contextmanager
def _journal(request: Request, index: Index) -> Iterator[Journal]:
    """The journal of a batch, which is removed when the output is whole; one that goes nowhere for standard output."""
    if request.out is None:
        with Path(os.devnull).open("w", encoding="utf-8", errors=_BROKEN) as nowhere:
            yield Journal(Path(os.devnull), nowhere)
        return
    path = journal_path(request.out)
    asked = {
        "input": request.table.checksum,
        "columns": dict(request.columns),
        "editions": checksum(index),
        "vocabulary": [hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in request.plan.lexicons],
        "top": request.plan.top,
        "language": request.plan.language,
        "version": __version__,
    }
    journal = Journal.resume(path, asked) if request.resume else Journal.begin(path, asked)
    with contextlib.closing(journal):
        yield journal
    path.unlink(missing_ok=True)


def journal_path(out: Path) -> Path:
    """Where the journal of an output stands until that is whole."""
    return out.with_name(f"{out.name}.unfinished")


def checksum(index: Index) -> str:
    """The checksum of everything the editions of an index say."""
    basis = hashlib.sha256()
    for segment in index.segments:
        basis.update(f"{segment.list}@{segment.edition} {segment.wording}\n".encode())
        for code, text in zip(segment.codes, segment.texts, strict=True):
            basis.update(f"{code}\t{text}\n".encode())
    return basis.hexdigest()


@contextlib.contextmanager
def _output(request: Request) -> Iterator[TextIO | Path]:
    """The stream to write to, or for xlsx the path; a file takes its name when all went well."""
    if request.out is None:
        stream = io.TextIOWrapper(sys.stdout.buffer, "utf-8", "surrogateescape", newline="", write_through=False)
        try:
            yield stream
            stream.flush()
        finally:
            stream.detach()
        return
    beside = request.out.with_name(f".{request.out.name}.part")
    try:
        if request.form == "xlsx":
            yield beside
        else:
            with _text_file(beside, request) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
        beside.replace(request.out)
    except OSError as error:
        raise SourceError(
            "expected a place to write to, found {place}: {reason}", place=request.out, reason=reason_of(error)
        ) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _text_file(path: Path, request: Request) -> TextIO:
    """UTF-8, as the input was; with a mark where the input had one or was in another encoding."""
    dialect = request.table.dialect
    if request.form != "csv" or request.table.form != "csv":
        marked = request.form == "csv"
    else:
        marked = dialect.mark or dialect.encoding != "utf-8"
    errors = "surrogateescape" if dialect.encoding == "utf-8" else "backslashreplace"
    return path.open("w", encoding="utf-8-sig" if marked else "utf-8", errors=errors, newline="")
