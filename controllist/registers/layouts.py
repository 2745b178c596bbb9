"""How rows are written in a form: the original cells, and beside them what was found; without a file.

The original cells stay as they are; with `safe` those a spreadsheet would calculate get an apostrophe. What this
program adds never begins a formula. A `Layout` can be sent to another process, which then gives back what has only to
be written.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from attrs import frozen

from controllist.addresses import linked, linking, site_linked
from controllist.registers.added import added_cells, added_columns, added_names
from controllist.registers.cells import harmless
from controllist.registers.classifying import Classified, to_plain
from controllist.registers.sources import ABSENT, Form, Row, Table

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
        told = to_plain(found)
        told["candidates"] = [{**c, **linked(c["list"], c["edition"], c["code"])} for c in told["candidates"]]
        added = f"{json.dumps(key)}: {json.dumps(told, ensure_ascii=False)}"
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
