"""A whole table through the lists: read, classified, written beside, renamed; what was found is summed up."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sys
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TextIO

from attrs import field, frozen

from controllist import __version__
from controllist.errors import SourceError
from controllist.index import Index
from controllist.register.cells import is_formula
from controllist.register.classifying import Classified, Classifier, Plan
from controllist.register.journal import Journal
from controllist.register.parallel import classified
from controllist.register.progress import Progress
from controllist.register.sinks import open_sink
from controllist.register.sources import Form, Row, Table
from controllist.register.tables import Goods, reader_of
from controllist.writing import locked

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
    read = reader_of(request.table.heading, request.columns)
    journal = _journal(request, classifier.index)
    known = journal.known if journal else 0
    progress = Progress(sys.stderr, request.table.about, quiet=request.quiet, done=known)
    tally = _Tally()
    rows = request.table.rows()
    found = _found(request, ((row, read(row)) for row in rows), journal, classifier)
    try:
        with _output(request) as out:
            sink = open_sink(request.form, request.table, out, safe=request.safe, about=request.about)
            try:
                for number, (row, one) in enumerate(found):
                    sink.write(row, one)
                    tally.count(row, one)
                    if number >= known:
                        if journal:
                            journal.write(one)
                        progress.row()
            finally:
                # Also after an interruption: an unfinished sheet holds files of its own.
                sink.close()
    except BaseException:
        if journal:
            journal.close()
        raise
    finally:
        # What was broken off lets go of the file before it is closed.
        found.close()
        rows.close()
        progress.end()
    if journal:
        journal.finish()
    return tally.summary()


def _found(
    request: Request, rows: Iterator[tuple[Row, Goods]], journal: Journal | None, classifier: Classifier
) -> Generator[tuple[Row, Classified]]:
    """The rows an earlier run had found, then the others."""
    if journal:
        for (row, _), one in zip(islice(rows, journal.known), journal.rows(), strict=True):
            yield row, one
    yield from classified(rows, request.plan, request.jobs, classifier)


def _journal(request: Request, index: Index) -> Journal | None:
    if request.out is None:
        return None
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
    return Journal.resume(path, asked) if request.resume else Journal.begin(path, asked)


def journal_path(out: Path) -> Path:
    """Where the journal of an output stands until that is whole."""
    return out.with_name(f"{out.name}.unfinished")


def checksum(index: Index) -> str:
    """The checksum of everything the editions of an index say."""
    told = hashlib.sha256()
    for segment in index.segments:
        told.update(f"{segment.list}@{segment.edition} {segment.wording}\n".encode())
        for code, text in zip(segment.codes, segment.texts, strict=True):
            told.update(f"{code}\t{text}\n".encode())
    return told.hexdigest()


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
        raise SourceError(f"expected a place to write to, found {request.out}: {error.strerror or error}") from None
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


class _Tally:
    """Counts rows as they pass; holds no row but the first doubtful ones."""

    def __init__(self) -> None:
        self._verdicts: Counter[str] = Counter()
        self._entries: Counter[tuple[str, str]] = Counter()
        self._own: Counter[str] = Counter()
        self._hints = self._formulas = 0
        self._doubts: list[tuple[int, str]] = []

    def count(self, row: Row, found: Classified) -> None:
        self._verdicts[found.verdict] += 1
        self._hints += found.faint
        self._formulas += sum(map(is_formula, row.cells))
        if found.own:
            self._own[found.own] += 1
        if found.candidates:
            first = found.candidates[0]
            self._entries[first.list, _entry(first.code)] += 1
        if found.verdict == "doubtful" and len(self._doubts) < MOST_DOUBTS:
            self._doubts.append((found.line, found.problem))

    def summary(self) -> Summary:
        most = sorted(self._entries.items(), key=lambda item: (-item[1], item[0]))[:MOST_ENTRIES]
        return Summary(
            sum(self._verdicts.values()),
            self._verdicts["candidates"],
            self._verdicts["none"],
            self._verdicts["doubtful"],
            self._hints,
            self._formulas,
            tuple((name, entry, rows) for (name, entry), rows in most),
            tuple(sorted(self._own.items())),
            tuple(self._doubts),
        )


def _entry(code: str) -> str:
    return code.partition("#")[0].partition(".")[0]
