"""Registers: whose goods. Rows of a csv, xlsx or jsonl file as values; the file itself is never written.

A row has an article number, a description, the classification its owner gave it, and facts. Columns are found by
their names in English, Dutch, German or French, or are told. Facts are columns named `fact:PROPERTY`, or one column of
settings (`overlay=1.6 nm; wavelength=193 nm`). Everything else is passed over.

>>> rows = read_csv(b"Article;Description;Classification\\r\\n4711;EUV pellicle;3B001.l\\r\\n")
>>> [(r.line, r.article, r.description, r.classification) for r in rows]
[(2, '4711', 'EUV pellicle', '3B001.l')]
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from controllist.errors import MisuseError, SourceError

NAMES: dict[str, tuple[str, ...]] = {
    "article": (
        "article", "article number", "article no", "item number", "part number", "material", "material number", "sku",
        "id", "artikel", "artikelnummer", "artikelnr", "materialnummer", "sachnummer", "numéro d'article", "référence",
    ),
    "description": (
        "description", "item description", "product", "product description", "goods", "name", "omschrijving",
        "beschrijving", "productomschrijving", "bezeichnung", "beschreibung", "warenbezeichnung", "désignation",
        "libellé",
    ),
    "classification": (
        "classification", "own classification", "control number", "control code", "list number", "eccn", "code",
        "classificatie", "indeling", "lijstnummer", "exportcontrolecode", "klassifizierung", "ausfuhrlistennummer",
        "al-nummer", "classement",
    ),
    "facts": ("facts", "parameters", "properties", "feiten", "eigenschappen", "fakten", "merkmale", "faits"),
}  # fmt: skip
"""What the columns may be called, the usual name first."""

_SETTING = re.compile(r"\s*([^=;]+?)\s*=\s*([^;]+?)\s*(?:;|$)")
_SEPARATORS = ";\t|,"
BIGGEST = 500_000_000
"""Bytes of a register that are still read."""


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
    try:
        if path.stat().st_size > BIGGEST:
            raise SourceError(f"expected a register of at most {BIGGEST // 1_000_000} MB, found {path.name}")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"expected a register, found {path}: {error.strerror or error}") from None
    suffix = path.suffix.casefold()
    if suffix in (".jsonl", ".ndjson"):
        return read_jsonl(data, columns)
    if suffix == ".xlsx" or data[:4] == b"PK\x03\x04":
        return read_xlsx(data, columns)
    return read_csv(data, columns)


def read_csv(data: bytes, columns: Mapping[str, str] | None = None) -> tuple[Goods, ...]:
    """The rows of a csv file: UTF-8 with or without a mark, else Windows-1252; comma, semicolon, tab or bar."""
    text = _text(data)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise SourceError(f"expected a csv file, found {error}") from None
    return _rows(rows, columns)


def read_xlsx(data: bytes, columns: Mapping[str, str] | None = None) -> tuple[Goods, ...]:
    """The rows of the first sheet of an xlsx file; formulas give the value stored with them."""
    try:
        calamine = importlib.import_module("python_calamine")  # an optional extra
    except ImportError:
        raise MisuseError("expected the package python-calamine for xlsx files; pip install python-calamine") from None
    try:
        sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = [[_cell(c) for c in row] for row in sheet.to_python(skip_empty_area=False)]
    except (calamine.CalamineError, IndexError) as error:
        raise SourceError(f"expected an xlsx file, found {error}") from None
    return _rows(rows, columns)


def read_jsonl(data: bytes, columns: Mapping[str, str] | None = None) -> tuple[Goods, ...]:
    """The objects of a jsonl file; `facts` may be an object. A line that is none gives a row with a doubt."""
    found: list[Goods] = []
    chosen: dict[str, str] | None = None
    for number, line in enumerate(_text(data).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            found.append(Goods(number, doubts=("no JSON object",)))
            continue
        if chosen is None:
            chosen = _columns([str(k) for k in row], columns)
        found.append(_goods(number, {str(k): v for k, v in row.items()}, chosen))
    return tuple(found)


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise SourceError("expected a text file of rows, found something else")


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _rows(rows: Sequence[Sequence[str]], columns: Mapping[str, str] | None) -> tuple[Goods, ...]:
    if not rows:
        raise SourceError("expected a register with a row of column names, found an empty one")
    heading = [str(c).strip() for c in rows[0]]
    chosen = _columns(heading, columns)
    found = []
    for number, row in enumerate(rows[1:], 2):
        if any(str(c).strip() for c in row):
            found.append(_goods(number, dict(zip(heading, row, strict=False)), chosen))
    return tuple(found)


def _columns(heading: Iterable[str], told: Mapping[str, str] | None) -> dict[str, str]:
    """Which column holds what."""
    by_name = {" ".join(re.split(r"[\s_]+", h.strip())).casefold(): h for h in heading}
    chosen: dict[str, str] = {}
    for meaning, names in NAMES.items():
        wanted = (told or {}).get(meaning)
        if wanted is not None:
            if wanted.strip().casefold() not in by_name:
                raise MisuseError(f"expected a column {wanted!r}, found {', '.join(map(repr, by_name.values()))}")
            chosen[meaning] = by_name[wanted.strip().casefold()]
        else:
            match = next((by_name[n] for n in names if n in by_name), None)
            if match is not None:
                chosen[meaning] = match
    if "description" not in chosen and "classification" not in chosen:
        raise MisuseError(
            "expected a column for the description or the classification, found "
            + (", ".join(map(repr, by_name.values())) or "none")
        )
    return chosen


def _goods(number: int, row: Mapping[str, Any], chosen: Mapping[str, str]) -> Goods:
    facts = [(k[5:].strip(), _cell(v).strip()) for k, v in row.items() if k.casefold().startswith("fact:")]
    told = row.get(chosen.get("facts", ""), "")
    if isinstance(told, dict):
        facts += [(str(k), _cell(v)) for k, v in told.items()]
    else:
        facts += _SETTING.findall(_cell(told))

    def text(meaning: str) -> str:
        return " ".join(_cell(row.get(chosen.get(meaning, ""), "")).split())

    given = tuple((name, value) for name, value in facts if name and value)
    return Goods(number, text("article"), text("description"), text("classification"), given)
