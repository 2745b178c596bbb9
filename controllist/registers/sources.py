"""Tables read a row at a time: csv, JSON lines, xlsx. Nothing here holds more of a text file than one row.

`open_table` gives a `Table`; its `rows()` can be walked more than once. A row that cannot be read has a doubt that says
why, and the rest follows. Encoding, byte order mark, separator and line end of a text table are read from the file:

>>> survey(io.BytesIO("Artikel;Größe\\r\\n1;2\\r\\n".encode("cp1252"))).dialect
Dialect(encoding='cp1252', mark=False, separator=';', line_end='\\r\\n', announced=False)
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import hashlib
import io
import json
import re
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal

from attrs import field, frozen

from controllist.errors import SourceError, reason_of
from controllist.messages import Message
from controllist.registers.columns import FARTHEST_HEADING, heading_at
from controllist.registers.sheets import open_sheet

SEPARATORS = ";\t|,"
_CHUNK = 1 << 20
_HEAD = 1 << 16
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_QUOTED = re.compile(r'"(?:[^"]|"")*"?')
_ANNOUNCED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # a first line by which spreadsheets tell the separator


@frozen
class Dialect:
    """How a text table is written; `mark` that it begins with a byte order mark, `announced` with a `sep=;` line."""

    encoding: str = "utf-8"
    mark: bool = False
    separator: str = ","
    line_end: str = "\r\n"
    announced: bool = False


@frozen
class Survey:
    """What one pass over a file tells: its dialect, how many line ends it has, its SHA-256."""

    dialect: Dialect
    lines: int
    checksum: str


def survey(file: BinaryIO) -> Survey:
    """Read a file once, a piece at a time, and put it back to its beginning.

    Text is UTF-8 unless more bytes break that encoding than keep it: then it is Windows-1252. A single broken byte
    in a file of UTF-8 stays one bad row. Raises `SourceError` for a file that is no text.
    """
    checksum = hashlib.sha256()
    head = b""
    lines = kept = broken = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    while chunk := file.read(_CHUNK):
        checksum.update(chunk)
        lines += chunk.count(b"\n")
        if len(head) < _HEAD:
            head += chunk[: _HEAD - len(head)]
        if not chunk.isascii() or decoder.getstate()[0]:
            text = decoder.decode(chunk)
            escaped = sum("\udc80" <= c <= "\udcff" for c in text)
            broken += escaped
            kept += sum(c > "\x7f" for c in text) - escaped
    file.seek(0)
    mark, encoding = next(((m, e) for m, e in _MARKS if head.startswith(m)), (b"", ""))
    encoding = encoding or ("utf-8" if broken <= kept else "cp1252")
    if not encoding.startswith("utf-16") and b"\0" in head[:4096]:
        raise SourceError("expected text, found something else")
    return Survey(
        _dialect(head[len(mark) :].decode(encoding, "replace"), encoding, bool(mark)), lines, checksum.hexdigest()
    )


def _dialect(head: str, encoding: str, mark: bool) -> Dialect:
    announced = _ANNOUNCED.match(head)
    ends = re.search(r"\r\n|\n|\r", head)
    if announced:
        separator = announced[1]
    else:
        # What stands in most of the first lines parts the cells; among equals, what stands there most often. Decimal
        # commas stand in no heading, and a title above it holds no separator.
        bare = [line for line in _QUOTED.sub("", head).splitlines()[:20] if line.strip()]
        counts = {s: [line.count(s) for line in bare] for s in SEPARATORS}
        separator = max(SEPARATORS, key=lambda s: (sum(n > 0 for n in counts[s]), max(counts[s], default=0)))
        if not any(counts[separator]):
            separator = ","
    return Dialect(encoding, mark, separator, ends[0] if ends else "\r\n", announced is not None)


def text_of(file: BinaryIO, dialect: Dialect) -> io.TextIOWrapper:
    """The file as text from behind its mark; bytes that are no text come through as they are (`surrogateescape`)."""
    file.seek(0)
    if dialect.mark:
        file.seek(3 if dialect.encoding == "utf-8" else 2)
    errors = "surrogateescape" if not dialect.encoding.startswith("utf-16") else "replace"
    return io.TextIOWrapper(file, dialect.encoding, errors, newline="")


Form = Literal["csv", "jsonl", "xlsx"]
LONGEST_LINE = 4_000_000  # characters of one line of a text table
MOST_LINES = 200  # lines of one row: a quotation mark that nobody closes would swallow the file
MOST_KEYS = 1_000
SUFFIXES: dict[str, Form] = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip


@frozen
class Row:
    """One row: `line` counts as a spreadsheet does, `cells` are the source's own values, `raw` a line of JSON."""

    line: int
    cells: tuple[Any, ...]
    doubts: tuple[str, ...] = ()
    raw: str = ""


class Absent:
    """The cell of a JSON object that does not have the key."""

    def __str__(self) -> str:
        return ""

    def __reduce__(self) -> str:
        # The one there is, in another process too.
        return "ABSENT"


ABSENT = Absent()


@frozen
class Table:
    """A table that can be walked, more than once but not twice at a time; to be closed, or used with `with`.

    `above` are the rows before the heading, `about` how many rows there may be.
    """

    form: Form
    heading: tuple[str, ...]
    checksum: str
    about: int
    rows: Callable[[], Generator[Row]] = field(eq=False, repr=False)
    close: Callable[[], None] = field(eq=False, repr=False)
    dialect: Dialect = Dialect()
    above: tuple[tuple[Any, ...], ...] = ()
    remarks: tuple[str, ...] = ()

    def __enter__(self) -> Table:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_table(
    path: Path | None, form: Form | None = None, columns: Mapping[str, str] | None = None, sheet: str | None = None
) -> Table:
    """The table in a file, or on standard input where `path` is None; `form` where its name does not tell.

    `columns` and the names known help to find the heading below a title; `sheet` names one of an xlsx file. Raises
    `SourceError` where the file cannot be read.
    """
    file = _spooled() if path is None else _opened(path)
    try:
        return table_of(file, "standard input" if path is None else path.name, form, columns, sheet)
    except BaseException:
        file.close()
        raise


def table_of(
    file: BinaryIO,
    name: str,
    form: Form | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Table:
    """The table in an open file; see `open_table`."""
    if form is None:
        beginning = file.read(64)
        file.seek(0)
        form = SUFFIXES.get(Path(name).suffix.casefold(), "csv")
        if beginning[:4] == b"PK\x03\x04":
            form = "xlsx"
        elif beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:2] in (b'{"', b"{ "):
            form = "jsonl"
    if form == "xlsx":
        return _open_xlsx(file, name, columns, sheet)
    return _open_csv(file, name, columns) if form == "csv" else _open_jsonl(file)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceError("expected a table, found {place}: {reason}", place=path, reason=reason_of(error)) from None


def _spooled() -> BinaryIO:
    """Standard input in a file of its own: encoding and separator are known only when all of it has been seen."""
    # Closed, and with it removed, when the table is no longer held.
    kept = tempfile.TemporaryFile()  # noqa: SIM115
    shutil.copyfileobj(sys.stdin.buffer, kept)
    kept.seek(0)
    return kept


# csv


def _open_csv(file: BinaryIO, name: str, columns: Mapping[str, str] | None) -> Table:
    seen = survey(file)
    dialect = seen.dialect

    def records() -> Generator[Row]:
        text = text_of(file, dialect)
        try:
            if dialect.announced:
                text.readline()
            yield from csv_rows(iter(lambda: text.readline(LONGEST_LINE), ""), dialect.separator)
        finally:
            text.detach()

    with contextlib.closing(records()) as beginning:
        first = list(islice(beginning, FARTHEST_HEADING + 1))
    if not any(str(c).strip() for row in first for c in row.cells):
        raise SourceError("expected a table with a row of column names, found {file} empty", file=name)
    at = heading_at([r.cells for r in first], columns)
    heading = tuple(str(c).strip() for c in first[at].cells)

    def rows() -> Generator[Row]:
        for number, row in enumerate(records()):
            if number > at and any(c.strip() for c in row.cells):
                yield checked(row, len(heading))

    above = tuple(r.cells for r in first[:at])
    return Table("csv", heading, seen.checksum, max(0, seen.lines - at), rows, file.close, dialect, above)


def csv_rows(lines: Iterable[str], separator: str) -> Iterator[Row]:
    """The records of csv lines; where a quotation mark is not closed, its line stands alone, with a doubt.

    >>> [r.cells for r in csv_rows(['a;"b', 'c";d', 'e;"f'], ";")]
    [('a', 'b\\nc', 'd'), ('e', '"f')]
    """
    source = iter(lines)
    waiting: deque[str] = deque()
    number = 0

    def following() -> str | None:
        return waiting.popleft() if waiting else next(source, None)

    while (line := following()) is not None:
        number += 1
        taken = [line]
        if '"' in line and _unclosed(line, separator):
            closed = False
            while len(taken) < MOST_LINES and (more := following()) is not None:
                taken.append(more)
                if '"' in more and not _unclosed(_joined(taken), separator, strict=True):
                    closed = True
                    break
            if not closed:
                waiting.extendleft(reversed(taken[1:]))
                cells = tuple(line.rstrip("\r\n").split(separator))
                yield Row(number, cells, (Message("a quotation mark is not closed"),))
                continue
        try:
            cells = tuple(next(csv.reader([_joined(taken)], delimiter=separator), ()))
        except csv.Error as error:
            cells = tuple(line.rstrip("\r\n").split(separator))
            yield Row(number, cells, (str(error),))
            continue
        yield Row(number, cells)


def _joined(lines: list[str]) -> str:
    return "".join(one if one.endswith(("\n", "\r")) else one + "\n" for one in lines)


def _unclosed(text: str, separator: str, *, strict: bool = False) -> bool:
    """Whether a quoted cell is still open at the end of a text.

    `strict` takes a mark for a closing one only before a separator or a line end: over several lines, a mark inside
    words is more likely the opening one of another row.
    """
    at = 0
    while at < len(text):
        if text[at] == '"':
            at += 1
            while True:
                at = text.find('"', at)
                if at < 0:
                    return True
                if text[at + 1 : at + 2] != '"':
                    break
                at += 2
            if strict and text[at + 1 : at + 2] not in ("", separator, "\r", "\n"):
                return True
        at = text.find(separator, at)
        if at < 0:
            return False
        at += 1
    return False


def checked(row: Row, width: int) -> Row:
    """The row of texts with what is wrong with it: cells under no name, bytes that are no text, null characters."""
    doubts = list(row.doubts)
    if len(row.cells) > width and any(str(c).strip() for c in row.cells[width:]):
        doubts.append(Message("{cells} cells under {columns} column names", cells=len(row.cells), columns=width))
    if any("\udc80" <= c <= "\udcff" for cell in row.cells if not cell.isascii() for c in cell):
        doubts.append("bytes that are no text")
    if any("\0" in cell for cell in row.cells):
        doubts.append("a null character")
    return Row(row.line, row.cells, tuple(doubts), row.raw)


# JSON lines


def _open_jsonl(file: BinaryIO) -> Table:
    seen = survey(file)

    def objects() -> Iterator[tuple[int, str, dict[str, Any] | None]]:
        text = text_of(file, seen.dialect)
        try:
            for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE), ""), 1):
                bare = line.strip()
                if bare:
                    yield number, bare, _object(bare)
        finally:
            text.detach()

    keys: dict[str, None] = {}
    for _, _, found in objects():
        if found is not None and len(keys) < MOST_KEYS:
            keys.update(dict.fromkeys(found))
    if not keys:
        raise SourceError("expected lines of JSON objects, found none")

    def rows() -> Generator[Row]:
        for number, raw, found in objects():
            if found is None:
                yield Row(number, (), (Message("no JSON object"),), raw)
            else:
                yield Row(number, tuple(found.get(k, ABSENT) for k in keys), (), raw)

    return Table("jsonl", tuple(keys), seen.checksum, seen.lines, rows, file.close, seen.dialect)


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


# xlsx


def _open_xlsx(file: BinaryIO, name: str, columns: Mapping[str, str] | None, wanted: str | None) -> Table:
    data = file.read()
    file.close()
    sheet = open_sheet(data, name, wanted)
    first = list(islice(sheet.rows(), FARTHEST_HEADING + 1))
    if not any(str(c).strip() for row in first for c in row):
        raise SourceError("expected a sheet with a row of column names, found {sheet!r} empty", sheet=sheet.name)
    at = heading_at(first, columns)
    heading = tuple(str(c).strip() for c in first[at])

    def rows() -> Generator[Row]:
        for number, cells in enumerate(islice(sheet.rows(), at + 1, None), at + 2):
            if any(str(c).strip() for c in cells):
                yield Row(number, cells)

    others = ", ".join(map(repr, sheet.others))
    remarks = (
        (Message("only the sheet {sheet!r} is read, not {others}", sheet=sheet.name, others=others),) if others else ()
    )
    checksum = hashlib.sha256(data).hexdigest()
    about = sheet.height - at - 1
    return Table("xlsx", heading, checksum, about, rows, file.close, Dialect(), tuple(first[:at]), remarks)
