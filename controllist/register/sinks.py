"""Tables written a row at a time: the original cells, and beside them what was found.

The original cells stay as they are; with `safe` those a spreadsheet would calculate get an apostrophe. What this
program adds never begins a formula, and in xlsx every text is written as a text.
"""

from __future__ import annotations

import csv
import importlib
import json
import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol, TextIO

from controllist.addresses import is_linking, linked
from controllist.errors import MisuseError, SourceError
from controllist.register.added import added_cells, added_columns, added_names
from controllist.register.cells import harmless, is_formula
from controllist.register.classifying import Classified, to_plain
from controllist.register.sources import ABSENT, Form, Row, Table

_MOST_ROWS = 1_048_576  # of a sheet of xlsx
_LONGEST_CELL = 32_767


class Sink(Protocol):
    """Where rows go."""

    def write(self, row: Row, found: Classified) -> None:
        """Write one row."""

    def close(self) -> None:
        """Write what is left."""


def open_sink(
    form: Form, table: Table, out: TextIO | Path, *, safe: bool = False, about: Sequence[tuple[str, str]] = ()
) -> Sink:
    """The sink for a form; `out` is a stream for csv and jsonl, a path for xlsx.

    `about` are lines for a second sheet of an xlsx file: editions and cautions.
    """
    if form == "xlsx":
        if not isinstance(out, Path):
            raise MisuseError("expected a file to write xlsx to (-o OUT.xlsx), found none")
        return _XlsxSink(table, out, safe, about)
    assert not isinstance(out, Path)
    return _CsvSink(table, out, safe) if form == "csv" else _JsonlSink(table, out, safe)


class _Lines:
    """Puts the line end of the input in place of the one of `csv`, which quotes cells for its own signs only."""

    def __init__(self, out: TextIO, end: str) -> None:
        self._out = out
        self._end = end

    def write(self, line: str) -> int:
        return self._out.write(line.removesuffix("\r\n") + self._end)


class _CsvSink:
    def __init__(self, table: Table, out: TextIO, safe: bool) -> None:
        same = table.form == "csv"
        self._width = len(table.heading)
        self._safe = safe
        end = table.dialect.line_end if same else "\r\n"
        self._writer = csv.writer(_Lines(out, end), delimiter=table.dialect.separator if same else ",")
        for row in table.above:
            self._writer.writerow([self._text(c) for c in row])
        self._linked = is_linking()
        self._writer.writerow([*map(self._text, table.heading), *added_names(table.heading, linked=self._linked)])

    def write(self, row: Row, found: Classified) -> None:
        cells = [self._text(c) for c in row.cells]
        if row.raw and not cells:
            cells = [self._text(row.raw)]
        inside, beyond = cells[: self._width], cells[self._width :]
        inside += [""] * (self._width - len(inside))
        # Cells without a column name come behind ours, so that ours stand under their own names.
        self._writer.writerow([*inside, *added_cells(found, linked=self._linked), *beyond])

    def _text(self, cell: Any) -> str:
        text = as_text(cell)
        return harmless(text) if self._safe else text

    def close(self) -> None:
        """Nothing is left."""


class _JsonlSink:
    def __init__(self, table: Table, out: TextIO, safe: bool) -> None:
        self._table = table
        self._out = out
        self._safe = safe
        taken = set(table.heading)
        self._key = next(
            k for n in range(1, 1000) if (k := "controllist" if n == 1 else f"controllist_{n}") not in taken
        )

    def write(self, row: Row, found: Classified) -> None:
        told = to_plain(found)
        told["candidates"] = [{**c, **linked(c["list"], c["edition"], c["code"])} for c in told["candidates"]]
        added = f"{json.dumps(self._key)}: {json.dumps(told, ensure_ascii=False)}"
        if row.raw and row.cells and not self._safe:
            # The very text of the original: numbers keep their digits.
            body = row.raw[: row.raw.rindex("}")].rstrip()
            self._out.write(f"{body}{'' if body.endswith('{') else ', '}{added}}}\n")
            return
        if row.raw and not row.cells:
            original: dict[str, Any] = {"line": row.line, "text": row.raw}
        else:
            heading = [h or f"column {n}" for n, h in enumerate(self._table.heading, 1)]
            heading += [f"column {n}" for n in range(len(heading) + 1, len(row.cells) + 1)]
            original = {h: _json_cell(c) for h, c in zip(heading, row.cells, strict=False) if c is not ABSENT}
        if self._safe:
            original = {k: harmless(v) if isinstance(v, str) else v for k, v in original.items()}
        body = json.dumps(original, ensure_ascii=False)
        self._out.write(f"{body[:-1]}{', ' if original else ''}{added}}}\n")

    def close(self) -> None:
        """Nothing is left."""


_LONG = frozenset({"heading", "evidence", "missing", "further", "problem", "caution", "link"})
_WIDE, _NARROW = 40, 14  # characters


class _XlsxSink:
    def __init__(self, table: Table, out: Path, safe: bool, about: Sequence[tuple[str, str]]) -> None:
        writer = xlsx_package()
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
        self._safe = safe
        self._width = len(table.heading)
        self._at = 0
        for above in table.above:
            self._line(above)
        self._linked = is_linking()
        for number, column in enumerate(added_columns(linked=self._linked), self._width):
            self._sheet.set_column(number, number, _WIDE if column in _LONG else _NARROW)
        self._sheet.freeze_panes(self._at + 1, 0)
        self._line([*table.heading, *added_names(table.heading, linked=self._linked)], self._bold)
        self._about = about

    def write(self, row: Row, found: Classified) -> None:
        if self._at >= _MOST_ROWS:
            raise MisuseError(f"expected at most {_MOST_ROWS} rows for a sheet of xlsx, found more; write csv instead")
        cells = list(row.cells) if row.cells or not row.raw else [row.raw]
        inside, beyond = cells[: self._width], cells[self._width :]
        inside += [""] * (self._width - len(inside))
        self._line([*inside, *added_cells(found, linked=self._linked), *beyond])

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
            raise SourceError(f"expected a place to write to, found {error}") from None


def _writable(cell: datetime | date | time | timedelta) -> bool:
    """Whether a sheet can hold this moment: it counts days from 1900."""
    if isinstance(cell, timedelta):
        return cell >= timedelta(0)
    return isinstance(cell, time) or cell.year >= 1900


def xlsx_package() -> Any:
    """The optional package that writes xlsx; raises `MisuseError` where it is not installed."""
    try:
        importlib.import_module("xlsxwriter.exceptions")
        return importlib.import_module("xlsxwriter")
    except ImportError:
        raise MisuseError("expected the package XlsxWriter for xlsx files; pip install 'controllist[xlsx]'") from None


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
