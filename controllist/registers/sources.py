"""Tables read a row at a time: csv, JSON lines, xlsx. Nothing here holds more of a text file than one row.

`open_table` gives a `Table`; its `rows()` can be walked more than once. A row that cannot be read has a doubt that says
why, and the rest follows. Encoding, byte order mark, separator and line end of a text table are read from the file:

>>> survey(io.BytesIO("Artikel;Größe\\r\\n1;2\\r\\n".encode("cp1252"))).dialect
Dialect(encoding='cp1252', mark=False, separator=';', line_end='\\r\\n', announced=False)

Of an xlsx file the package calamine gives values, formulas by the value stored with them. It holds a whole sheet, 32
bytes for each place between its first and its last filled cell, so that one cell far away costs as much as a full
sheet: the places are counted before it is asked. Rows become Python's values only when they are asked for.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import hashlib
import importlib
import io
import json
import re
import shutil
import sys
import tempfile
import zipfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal

from attrs import field, frozen

from controllist.errors import MisuseError, SourceError, reason_of
from controllist.messages import Message
from controllist.registers.tables import FARTHEST_HEADING, Goods, Row, heading_at, reader_of

BIGGEST_SHEET = 2_000_000_000  # bytes an xlsx file may unfold to
MOST_CELLS = 25_000_000  # places of a sheet up to its last filled cell: 800 MB while it is read

_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>/]*>""")
_PIECE, _LONGEST_TAG = 1 << 20, 400


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


def read_register(path: Path, columns: Mapping[str, str] | None = None) -> tuple[Goods, ...]:
    """The rows of a register; `columns` tells columns by name (`{"description": "Omschrijving"}`).

    Raises `SourceError` where the file cannot be read, `MisuseError` where a column that is told, or any for
    descriptions and classifications, is missing.
    """
    with open_table(path, columns=columns) as table:
        return tuple(goods_in(table, columns))


def goods_in(table: Table, columns: Mapping[str, str] | None = None) -> Iterator[Goods]:
    """The goods of a table, row by row."""
    return map(reader_of(table.heading, columns), table.rows())


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
    calamine = xlsx_package("python_calamine")
    with _unpacked(data, name) as packed:
        unfolded = sum(part.file_size for part in packed.infolist())
    if unfolded > BIGGEST_SHEET:
        number = BIGGEST_SHEET // 10**6
        raise SourceError(
            "expected an xlsx file of at most {number} MB unfolded, found {file}", number=number, file=name
        )
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
        if wanted is not None and wanted not in names:
            found = ", ".join(map(repr, names))
            raise MisuseError("expected a sheet {expected!r}, found {found}", expected=wanted, found=found)
        chosen = wanted if wanted is not None else names[0]
        _check_cells(data, name, names.index(chosen))
        sheet = book.get_sheet_by_name(chosen)
    except (calamine.CalamineError, IndexError, OSError) as error:
        raise SourceError("expected an xlsx file, found {file}: {reason}", file=name, reason=str(error)) from None
    # Empty columns at the left are left out of rows, and counted here.
    before = ("",) * (sheet.start[1] if sheet.start else 0)
    height = sheet.end[0] + 1 if sheet.end else 0

    def all_rows() -> Iterator[tuple[Any, ...]]:
        return ((*before, *cells) for cells in sheet.iter_rows())

    first = list(islice(all_rows(), FARTHEST_HEADING + 1))
    if not any(str(c).strip() for row in first for c in row):
        raise SourceError("expected a sheet with a row of column names, found {sheet!r} empty", sheet=chosen)
    at = heading_at(first, columns)
    heading = tuple(str(c).strip() for c in first[at])

    def rows() -> Generator[Row]:
        for number, cells in enumerate(islice(all_rows(), at + 1, None), at + 2):
            if any(str(c).strip() for c in cells):
                yield Row(number, cells)

    others = ", ".join(repr(other) for other in names if other != chosen)
    only = Message("only the sheet {sheet!r} is read, not {others}", sheet=chosen, others=others)
    checksum = hashlib.sha256(data).hexdigest()
    remarks = (only,) if others else ()
    return Table("xlsx", heading, checksum, height - at - 1, rows, file.close, Dialect(), tuple(first[:at]), remarks)


def xlsx_package(module: str) -> Any:
    """An optional package for xlsx; raises `MisuseError` where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        package = {"python_calamine": "python-calamine", "xlsxwriter": "XlsxWriter"}[module]
        command = "pip install 'controllist[xlsx]'"
        raise MisuseError(
            "expected the package {package} for xlsx files; {command}", package=package, command=command
        ) from None


@contextlib.contextmanager
def _unpacked(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The package that an xlsx file is; raises `SourceError` where it is none, or cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield packed
    except (zipfile.BadZipFile, LookupError, OSError, RuntimeError, ValueError) as error:
        raise SourceError("expected an xlsx file, found {file}: {reason}", file=name, reason=str(error)) from None


def _check_cells(data: bytes, name: str, number: int) -> None:
    """Refuse a sheet whose last filled cell is so far away that holding what lies between would take all memory."""
    with _unpacked(data, name) as packed:
        for part in _parts(packed, number):
            with packed.open(part) as file:
                rows, columns, filled = _extent(file)
            if max(rows * columns, filled) > MOST_CELLS:
                raise SourceError(
                    "expected a sheet of at most {number:,} cells up to its last filled one, found {rows:,} rows "
                    "of {columns:,} in {file}; clear what stands far off the table, or save as csv",
                    number=MOST_CELLS, rows=rows, columns=columns, file=name,
                )  # fmt: skip


def _parts(packed: zipfile.ZipFile, number: int) -> list[str]:
    """The part of the file that holds the sheet of this number; all sheets where that is not plain."""
    sheets = [n for n in packed.namelist() if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", n, re.I)]
    try:
        book = packed.read("xl/workbook.xml")
        links = packed.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return sheets
    ids = re.findall(rb"""<(?:\w+:)?sheet\s[^>]*?\b\w+:id=["']([^"']+)["']""", book)
    for link in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", links):
        pair = dict(re.findall(rb"""\b(Id|Target)=["']([^"']+)["']""", link))
        if number < len(ids) and pair.get(b"Id") == ids[number]:
            target = "xl/" + pair.get(b"Target", b"").decode("utf-8", "replace").removeprefix("/xl/")
            return [target] if target in sheets else sheets
    return sheets


def _extent(file: IO[bytes]) -> tuple[int, int, int]:
    """Up to which row and column a sheet is filled, and how many cells are."""
    rows = columns = filled = 0
    rest = b""
    while piece := file.read(_PIECE):
        text = rest + piece
        found = _FILLED.findall(text)
        if found:
            filled += len(found)
            rows = max(rows, *(int(row) for _, row in found))
            columns = max(columns, *(_column(letters) for letters in {letters for letters, _ in found}))
        # A tag that the end cuts begins the next piece; one that was counted is not counted again.
        last = text.rfind(b"<", max(0, len(text) - _LONGEST_TAG))
        rest = text[last:] if last >= 0 and b">" not in text[last:] else b""
    return rows, columns, filled


def _column(letters: bytes) -> int:
    """The number of a column.

    >>> _column(b"A"), _column(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
