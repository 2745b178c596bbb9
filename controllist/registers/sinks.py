"""Files that rows are written to, as they were laid out: text as it comes, xlsx with every text written as a text."""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol, TextIO

from controllist.errors import MisuseError, SourceError
from controllist.registers.cells import harmless, is_formula
from controllist.registers.layouts import Layout, Piece, as_text
from controllist.registers.sources import Table

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


def xlsx_package() -> Any:
    """The optional package that writes xlsx; raises `MisuseError` where it is not installed."""
    try:
        importlib.import_module("xlsxwriter.exceptions")
        return importlib.import_module("xlsxwriter")
    except ImportError:
        raise MisuseError(
            "expected the package {package} for xlsx files; {command}",
            package="XlsxWriter",
            command="pip install 'controllist[xlsx]'",
        ) from None
