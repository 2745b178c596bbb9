"""How rows are written: the original cells, beside them the columns of what was found, as csv, JSON lines or xlsx.

The original cells stay as they are; with `safe` those a spreadsheet would calculate get an apostrophe. What this
program adds never begins a formula. A `Layout` has no file and can be sent to another process; a `Sink` is the file.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol, TextIO

from attrs import asdict, frozen

from controllist.addresses import link, linked, linking, site_linked
from controllist.errors import MisuseError, SourceError
from controllist.registers.classifying import Classified
from controllist.registers.sources import ABSENT, Form, Table, xlsx_package
from controllist.registers.tables import Row, harmless, is_formula, plain_name

COLUMNS = (
    "verdict", "code", "list", "edition", "score", "heading", "evidence", "assessment", "missing", "basis", "further",
    "own", "problem", "caution",
)  # fmt: skip
LINK = "link"
"""A column more, where answers link to a site: the page of the first candidate."""
PREFIX = "controllist_"
NUMBERS = frozenset({"score"})
"""The columns that hold a number, or nothing; the others hold text."""


def added_columns(*, linked: bool = False) -> tuple[str, ...]:
    """Our columns; with the link, where answers link to a site."""
    return (*COLUMNS, LINK) if linked else COLUMNS


def added_names(heading: Sequence[str], *, linked: bool = False) -> tuple[str, ...]:
    """The names of our columns, told apart from the table's own where those are there already.

    >>> added_names(["controllist_code"])[1]
    'controllist_code_2'
    """
    taken = {plain_name(h) for h in heading}
    nth = 1
    columns = added_columns(linked=linked)
    while any(plain_name(_name(c, nth)) in taken for c in columns):
        nth += 1
    return tuple(_name(c, nth) for c in columns)


def _name(column: str, nth: int) -> str:
    return f"{PREFIX}{column}" if nth == 1 else f"{PREFIX}{column}_{nth}"


def added_cells(found: Classified, *, linked: bool = False) -> tuple[str | float, ...]:
    """What our columns hold for a row, in the order of `added_columns`."""
    first = found.candidates[0] if found.candidates else None
    further = "; ".join(f"{c.list}:{c.code}" for c in found.candidates[1:])
    verdict = "candidates (hint)" if found.faint else found.verdict
    cells: tuple[str | float, ...] = (
        verdict,
        first.code if first else "",
        first.list if first else "",
        first.edition if first else "",
        first.score if first else "",
        first.heading if first else "",
        first.evidence if first else "",
        first.assessment if first else "",
        "; ".join(first.missing) if first else "",
        first.basis if first else "",
        further,
        found.own,
        found.problem,
        "; ".join(found.cautions),
        *((link(first.list, first.edition, first.code) if first else "",) if linked else ()),
    )
    return tuple(harmless(c) if isinstance(c, str) else c for c in cells)


Piece = str | list[list[Any]]
"""Rows ready to be written: text for csv and jsonl, cells for xlsx."""


@frozen
class Layout:
    """How the rows of one table are written; `end` is the line end of csv, `site` what answers link to, or empty."""

    form: Form
    heading: tuple[str, ...]
    separator: str = ","
    end: str = "\r\n"
    safe: bool = False
    site: str = ""

    @classmethod
    def of(cls, form: Form, table: Table, *, safe: bool = False) -> Layout:
        """The layout for a table in a form; csv made of csv keeps its separator and line end."""
        if form == table.form == "csv":
            return cls(form, table.heading, table.dialect.separator, table.dialect.line_end, safe, site_linked())
        return cls(form, table.heading, safe=safe, site=site_linked())

    @property
    def added(self) -> tuple[str, ...]:
        """Our columns."""
        return added_columns(linked=bool(self.site))

    @property
    def names(self) -> list[str]:
        """The heading: the table's own columns, then ours."""
        return [*self.heading, *added_names(self.heading, linked=bool(self.site))]

    def laid(self, rows: Iterable[tuple[Row, Classified]]) -> Piece:
        """Rows with what was found for them, ready to be written."""
        with linking(self.site):
            if self.form == "jsonl":
                key = self._key()
                return "".join(self._line(row, found, key) for row, found in rows)
            cells = [self._cells(row, found) for row, found in rows]
            return cells if self.form == "xlsx" else self._csv(cells)

    def head(self, above: Iterable[Sequence[Any]]) -> str:
        """What stands before the rows of csv: the rows above the heading, and the heading."""
        added = self.names[len(self.heading) :]
        return self._csv([*(map(self._text, row) for row in above), [*map(self._text, self.heading), *added]])

    def _csv(self, rows: Iterable[Iterable[Any]]) -> str:
        lines = _Lines(self.end)
        csv.writer(lines, delimiter=self.separator).writerows(rows)
        return "".join(lines.written)

    def _text(self, cell: Any) -> str:
        text = as_text(cell)
        return harmless(text) if self.safe else text

    def _cells(self, row: Row, found: Classified) -> list[Any]:
        cells = list(row.cells) if row.cells or not row.raw else [row.raw]
        if self.form == "csv":
            cells = list(map(self._text, cells))
        width = len(self.heading)
        inside, beyond = cells[:width], cells[width:]
        inside += [""] * (width - len(inside))
        # Cells without a column name come behind ours, so that ours stand under their own names.
        return [*inside, *added_cells(found, linked=bool(self.site)), *beyond]

    def _key(self) -> str:
        taken = set(self.heading)
        return next(k for n in range(1, 1000) if (k := "controllist" if n == 1 else f"controllist_{n}") not in taken)

    def _line(self, row: Row, found: Classified, key: str) -> str:
        document = asdict(found)
        candidates = document["candidates"]
        document["candidates"] = [{**c, **linked(c["list"], c["edition"], c["code"])} for c in candidates]
        added = f"{json.dumps(key)}: {json.dumps(document, ensure_ascii=False)}"
        if row.raw and row.cells and not self.safe:
            # The very text of the original: numbers keep their digits.
            body = row.raw[: row.raw.rindex("}")].rstrip()
            return f"{body}{'' if body.endswith('{') else ', '}{added}}}\n"
        if row.raw and not row.cells:
            original: dict[str, Any] = {"line": row.line, "text": row.raw}
        else:
            heading = [h or f"column {n}" for n, h in enumerate(self.heading, 1)]
            heading += [f"column {n}" for n in range(len(heading) + 1, len(row.cells) + 1)]
            original = {h: _json_cell(c) for h, c in zip(heading, row.cells, strict=False) if c is not ABSENT}
        if self.safe:
            original = {k: harmless(v) if isinstance(v, str) else v for k, v in original.items()}
        body = json.dumps(original, ensure_ascii=False)
        return f"{body[:-1]}{', ' if original else ''}{added}}}\n"


class _Lines:
    """Puts the line end of the input in place of the one of `csv`, which quotes cells for its own signs only."""

    def __init__(self, end: str) -> None:
        self.written: list[str] = []
        self._end = end

    def write(self, line: str) -> None:
        self.written.append(line.removesuffix("\r\n") + self._end)


def as_text(cell: Any) -> str:
    """A cell of any table as text: dates as ISO writes them, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if cell is None or cell is ABSENT:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, dict | list):
        return json.dumps(cell, ensure_ascii=False)
    return str(cell)


def _json_cell(cell: Any) -> Any:
    plain = isinstance(cell, str | int | float | dict | list) or cell is None
    return cell if plain and not (isinstance(cell, float) and not math.isfinite(cell)) else as_text(cell)


_MOST_ROWS = 1_048_576  # of a sheet of xlsx
_LONGEST_CELL = 32_767


class Sink(Protocol):
    """Where rows go."""

    def write(self, piece: Piece) -> None:
        """Write rows, laid out for this form."""

    def close(self) -> None:
        """Write what is left."""


def open_sink(layout: Layout, table: Table, out: TextIO | Path, *, about: Sequence[tuple[str, str]] = ()) -> Sink:
    """The sink for a layout, with what stands above the heading written, and the heading.

    `out` is a stream for csv and jsonl, a path for xlsx; `about` are lines for a second sheet of an xlsx file: editions
    and cautions.
    """
    if layout.form == "xlsx":
        if not isinstance(out, Path):
            raise MisuseError("expected a file to write xlsx to (-o OUT.xlsx), found none")
        return _XlsxSink(layout, table, out, about)
    assert not isinstance(out, Path)
    if layout.form == "csv":
        out.write(layout.head(table.above))
    return _TextSink(out)


class _TextSink:
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, piece: Piece) -> None:
        assert isinstance(piece, str)
        self._out.write(piece)

    def close(self) -> None:
        """Nothing is left."""


_LONG = frozenset({"heading", "evidence", "missing", "further", "problem", "caution", "link"})
_WIDE, _NARROW = 40, 14  # characters


class _XlsxSink:
    def __init__(self, layout: Layout, table: Table, out: Path, about: Sequence[tuple[str, str]]) -> None:
        writer = xlsx_package("xlsxwriter")
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self._error: type[Exception] = writer.exceptions.XlsxWriterException
        self._book = writer.Workbook(str(out), options)
        # A fixed day: the same input gives the same bytes.
        self._book.set_properties({"created": datetime(2000, 1, 1), "author": "controllist"})
        self._bold = self._book.add_format({"bold": True})
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._time = self._book.add_format({"num_format": "[hh]:mm:ss"})
        self._sheet = self._book.add_worksheet("goods")
        self._safe = layout.safe
        self._at = 0
        for above in table.above:
            self._line(above)
        for number, column in enumerate(layout.added, len(table.heading)):
            self._sheet.set_column(number, number, _WIDE if column in _LONG else _NARROW)
        self._sheet.freeze_panes(self._at + 1, 0)
        self._line(layout.names, self._bold)
        self._about = about

    def write(self, piece: Piece) -> None:
        assert isinstance(piece, list)
        for cells in piece:
            if self._at >= _MOST_ROWS:
                raise MisuseError(
                    "expected at most {number} rows for a sheet of xlsx, found more; write csv instead",
                    number=_MOST_ROWS,
                )
            self._line(cells)

    def _line(self, cells: Sequence[Any], form: Any = None) -> None:
        for column, cell in enumerate(cells):
            self._cell(self._at, column, cell, form)
        self._at += 1

    def _cell(self, row: int, column: int, cell: Any, form: Any) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(row, column, cell)
        elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < 1e15:
            self._sheet.write_number(row, column, cell)
        elif isinstance(cell, datetime | date | time | timedelta) and _writable(cell):
            self._sheet.write_datetime(row, column, cell, self._day_format(cell))
        else:
            text = as_text(cell)
            if not text:
                return
            if self._safe:
                text = harmless(text)
            text = text.encode("utf-8", "replace").decode("utf-8")[:_LONGEST_CELL]
            # With the quotation prefix it stays a text when someone edits the cell.
            self._sheet.write_string(row, column, text, self._quoted if is_formula(text) else form)

    def _day_format(self, cell: datetime | date | time | timedelta) -> Any:
        if isinstance(cell, datetime):
            return self._moment if (cell.hour, cell.minute, cell.second) != (0, 0, 0) else self._day
        return self._day if isinstance(cell, date) else self._time

    def close(self) -> None:
        if self._about:
            sheet = self._book.add_worksheet("about")
            for row, (what, words) in enumerate(self._about):
                sheet.write_string(row, 0, what)
                sheet.write_string(row, 1, words)
        try:
            self._book.close()
        except (self._error, OSError) as error:
            raise SourceError("expected a place to write to, found {reason}", reason=str(error)) from None


def _writable(cell: datetime | date | time | timedelta) -> bool:
    """Whether a sheet can hold this moment: it counts days from 1900."""
    if isinstance(cell, timedelta):
        return cell >= timedelta(0)
    return isinstance(cell, time) or cell.year >= 1900
