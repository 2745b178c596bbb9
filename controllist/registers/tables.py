"""Registers: whose goods. Rows of a csv, xlsx or jsonl file as values; the file itself is never written.

A row has an article number, a description, the classification its owner gave it, and facts. Columns are found by
their names in English, Dutch, German or French, or are told. Facts are columns named `fact:PROPERTY`, or one column of
settings (`overlay=1.6 nm; wavelength=193 nm`). Everything else is passed over.

>>> rows = read_csv(b"Article;Description;Classification\\r\\n4711;EUV pellicle;3B001.l\\r\\n")
>>> [(r.line, r.article, r.description, r.classification) for r in rows]
[(2, '4711', 'EUV pellicle', '3B001.l')]
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from controllist.registers.columns import FACT_COLUMN, NAMES, find_columns
from controllist.registers.sources import Form, Row, Table, open_table, table_of

__all__ = ["NAMES", "Goods", "goods_in", "read_csv", "read_jsonl", "read_register", "read_xlsx", "reader_of"]

_SETTING = re.compile(r"(?:\A|;)([^=;]++)=([^;]++)")


@frozen
class Goods:
    """One row of a register; `line` counts from 1 with the heading, as a spreadsheet shows it."""

    line: int
    article: str = ""
    description: str = ""
    classification: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = field(default=())
    """What could not be read of the row."""


def read_register(path: Path, columns: Mapping[str, str] | None = None) -> tuple[Goods, ...]:
    """The rows of a register; `columns` tells columns by name (`{"description": "Omschrijving"}`).

    Raises `SourceError` where the file cannot be read, `MisuseError` where a column that is told, or any for
    descriptions and classifications, is missing.
    """
    with open_table(path, columns=columns) as table:
        return tuple(goods_in(table, columns))


def read_csv(data: bytes, columns: Mapping[str, str] | None = None) -> tuple[Goods, ...]:
    """The rows of a csv file: UTF-8 with or without a mark, UTF-16, Windows-1252; comma, semicolon, tab or bar."""
    return _read(data, "csv", columns)


def read_xlsx(data: bytes, columns: Mapping[str, str] | None = None) -> tuple[Goods, ...]:
    """The rows of the first sheet of an xlsx file; formulas give the value stored with them."""
    return _read(data, "xlsx", columns)


def read_jsonl(data: bytes, columns: Mapping[str, str] | None = None) -> tuple[Goods, ...]:
    """The objects of a jsonl file; `facts` may be an object. A line that is none gives a row with a doubt."""
    return _read(data, "jsonl", columns)


def _read(data: bytes, form: Form, columns: Mapping[str, str] | None) -> tuple[Goods, ...]:
    return tuple(goods_in(table_of(io.BytesIO(data), f"a file of {form}", form, columns), columns))


def goods_in(table: Table, columns: Mapping[str, str] | None = None) -> Iterator[Goods]:
    """The goods of a table, row by row."""
    return map(reader_of(table.heading, columns), table.rows())


def reader_of(heading: Sequence[str], columns: Mapping[str, str] | None = None) -> Callable[[Row], Goods]:
    """The function that reads goods from a row under this heading; raises `MisuseError` where a column is missing."""
    chosen = find_columns(heading, columns)
    at = {meaning: heading.index(name) for meaning, name in chosen.items()}
    cut = len(FACT_COLUMN)
    named = [(i, h[cut:].strip()) for i, h in enumerate(heading) if h.casefold().startswith(FACT_COLUMN)]

    def read(row: Row) -> Goods:
        def cell(meaning: str) -> Any:
            place = at.get(meaning)
            return row.cells[place] if place is not None and place < len(row.cells) else ""

        facts = [(name, cell_text(row.cells[i]).strip()) for i, name in named if i < len(row.cells)]
        told = cell("facts")
        if isinstance(told, dict):
            facts += [(str(k), cell_text(v)) for k, v in told.items()]
        else:
            facts += [(n.strip(), v.strip()) for n, v in _SETTING.findall(cell_text(told))]
        text = {m: " ".join(cell_text(cell(m)).split()) for m in ("article", "description", "classification")}
        return Goods(row.line, **text, facts=tuple((n, v) for n, v in facts if n and v), doubts=row.doubts)

    return read


def cell_text(value: Any) -> str:
    """A cell as text: whole numbers without the point a spreadsheet gives them, nothing for an empty one.

    Of a list or an object, as JSON lines may hold, the texts and numbers in it.

    >>> cell_text(4711.0), cell_text(None), cell_text(2.5)
    ('4711', '', '2.5')
    >>> cell_text({"nl": "klep", "en": ["valve", 2]})
    'klep; valve; 2'
    """
    if isinstance(value, dict | list):
        return "; ".join(part for part in map(cell_text, _leaves(value)) if part)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _leaves(value: Any) -> Iterator[Any]:
    """What a list or an object holds at its ends, in order, however deep it nests."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)
        else:
            yield one
