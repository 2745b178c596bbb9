"""A whole table through the lists: read, classified, written beside, renamed; what was found is summed up."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TextIO

from attrs import field, frozen

from controllist.errors import SourceError, reason_of
from controllist.index import Index
from controllist.registers.classifying import Classifier, Plan
from controllist.registers.journal import Journal
from controllist.registers.layouts import Layout
from controllist.registers.parallel import CHUNK, Part, Task, Workshop, parts
from controllist.registers.progress import Progress
from controllist.registers.sinks import open_sink, xlsx_package
from controllist.registers.sources import Form, Row, Table
from controllist.registers.tally import Summary, Tally
from controllist.version import __version__
from controllist.writing import locked


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
        xlsx_package()  # before a journal is begun that nothing could come of
    layout = Layout.of(request.form, request.table, safe=request.safe)
    workshop = Workshop(Task(request.plan, layout, request.columns, request.out is not None), classifier)
    journal = _journal(request, classifier.index)
    progress = Progress(sys.stderr, request.table.about, quiet=request.quiet, done=journal.known if journal else 0)
    tally = Tally()
    rows = request.table.rows()
    try:
        with _output(request) as out:
            sink = open_sink(layout, request.table, out, about=request.about)
            try:
                if journal:
                    for part in _known(rows, journal, workshop):
                        sink.write(part.piece)
                        tally.add(part.tally)
                with contextlib.closing(parts(rows, request.jobs, workshop)) as found:
                    for part in found:
                        sink.write(part.piece)
                        tally.add(part.tally)
                        if journal:
                            journal.write(part.journal)
                        progress.add(part.rows)
            finally:
                # Also after an interruption: an unfinished sheet holds files of its own.
                sink.close()
    except BaseException:
        if journal:
            journal.close()
        raise
    finally:
        # What was broken off lets go of the file before it is closed.
        rows.close()
        progress.end()
    if journal:
        journal.finish()
    return tally.summary()


def _known(rows: Iterator[Row], journal: Journal, workshop: Workshop) -> Iterator[Part]:
    """The rows an earlier run had found, in parts."""
    pairs = zip(islice(rows, journal.known), journal.rows(), strict=True)
    while some := list(islice(pairs, CHUNK)):
        yield workshop.ready(some)


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
