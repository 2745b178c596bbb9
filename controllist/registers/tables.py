"""Rows of a register as goods: the columns by their names, the facts among them, cells that look like a formula.

A row has an article number, a description, the classification its owner gave it, and facts. Columns are known by their
names in English, Dutch, German and French, or given by the user; facts are columns named `fact:PROPERTY`, or one column
of settings (`overlay=1.6 nm; wavelength=193 nm`). All other columns are left out.

A text that begins with = + - or @ (or with a tab or line end, behind which some programs look) is calculated when a csv
file is opened in a spreadsheet; a plain number such as -5 is not.

>>> find_columns(["Artikelnummer", "Omschrijving", "prijs"])
{'article': 'Artikelnummer', 'description': 'Omschrijving'}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from controllist.errors import MisuseError
from controllist.messages import Message

_SETTING = re.compile(r"(?:\A|;)([^=;]++)=([^;]++)")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*(?:[eE][-+]?\d+)?%?")
_SIGNS = "=+-@＝＋－＠"
_UNSEEN = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*")
"""Blanks and signs without a shape, behind which some programs look for the first one that counts."""


def is_formula(cell: Any) -> bool:
    """Whether a spreadsheet may calculate this cell when it reads it from csv.

    >>> [is_formula(c) for c in ("=1+1", " @SUM(1)", "-5", "+31 6 123", "\\t=1", "pump", -5)]
    [True, True, False, True, True, False, False]
    """
    if not isinstance(cell, str) or not cell:
        return False
    unseen = _UNSEEN.match(cell)
    bare = cell[unseen.end() if unseen else 0 :].rstrip()
    return bare[:1] != "" and bare[0] in _SIGNS and not _NUMBER.fullmatch(bare)


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it.

    >>> harmless("=cmd|' /C calc'!A0"), harmless("pump")
    ("'=cmd|' /C calc'!A0", 'pump')
    """
    return f"'{text}" if is_formula(text) else text


NAMES: dict[str, tuple[str, ...]] = {
    "article": (
        "article", "article number", "article no", "item number", "part number", "material", "material number", "sku",
        "id", "artikel", "artikelnummer", "artikelnr", "artikelcode", "art nr", "productnummer", "productcode",
        "materiaalnummer", "materialnummer", "materialnr", "sachnummer", "teilenummer", "artikel nr",
        "numéro d'article", "référence", "référence article", "code article",
    ),
    "description": (
        "description", "item description", "product", "product description", "goods", "name", "omschrijving",
        "beschrijving", "productomschrijving", "artikelomschrijving", "materiaalomschrijving", "goederenomschrijving",
        "benaming", "naam", "bezeichnung", "beschreibung", "warenbezeichnung", "artikelbezeichnung",
        "materialbezeichnung", "materialkurztext", "produktbezeichnung", "désignation",
        "désignation article", "libellé",
    ),
    "classification": (
        "classification", "own classification", "export control classification", "export classification",
        "export control number", "export control code", "control number", "control code", "control list number",
        "list number", "dual-use code", "dual-use number", "eccn", "code",
        "classificatie", "eigen classificatie", "exportclassificatie", "indeling", "eigen indeling", "lijstnummer",
        "exportcontrolecode", "exportcontrolenummer", "controlenummer", "dual-use nummer",
        "klassifizierung", "eigene klassifizierung", "exportkontrollnummer", "güterlistennummer", "listennummer",
        "ausfuhrlistennummer", "ausfuhrlistenposition", "al-nummer", "dual-use-nummer",
        "classement", "classification export", "numéro de classement", "code double usage",
    ),
    "facts": ("facts", "parameters", "properties", "feiten", "eigenschappen", "fakten", "merkmale", "faits"),
}  # fmt: skip
"""What the columns may be called, the usual name first."""

FACT_COLUMN = "fact:"
"""A column whose name begins so holds one fact: `fact:wavelength`."""

FARTHEST_HEADING = 20
"""Among so many rows the heading is looked for: exports of business software put a title above it."""


def plain_name(name: object) -> str:
    """A column's name as it is compared: small letters, blanks for underscores, stops and colons.

    >>> plain_name(" Artikel_Nr.:")
    'artikel nr'
    """
    return re.sub(r"[\s_.:]+", " ", str(name)).strip().casefold()


def find_columns(heading: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The columns by meaning; `given` names some (`{"description": "Long text"}`).

    Raises `MisuseError` where a column that is given, or any for descriptions and classifications, is missing.
    """
    by_name: dict[str, str] = {}
    for name in heading:
        by_name.setdefault(plain_name(name), name)
    chosen: dict[str, str] = {}
    for meaning, names in NAMES.items():
        wanted = (given or {}).get(meaning)
        if wanted is not None:
            if plain_name(wanted) not in by_name:
                raise MisuseError(
                    "expected a column {expected!r}, found {found}",
                    expected=wanted,
                    found=", ".join(map(repr, by_name.values())),
                )
            chosen[meaning] = by_name[plain_name(wanted)]
        else:
            match = next((by_name[n] for n in names if n in by_name), None)
            if match is not None:
                chosen[meaning] = match
    if "description" not in chosen and "classification" not in chosen:
        raise MisuseError(
            "expected a column for the description or the classification, found {found}",
            found=", ".join(map(repr, by_name.values())) or Message("none"),
        )
    return chosen


def heading_at(rows: Sequence[Sequence[object]], given: Mapping[str, str] | None = None) -> int:
    """Which of the first rows is the heading: the first with a column that is given or known, else the first filled.

    >>> heading_at([["Stock on 1 May"], [], ["Article", "Description"], ["1", "Pump"]])
    2
    """
    wanted = {plain_name(n) for n in (given or {}).values()} or {n for names in NAMES.values() for n in names}
    for at, row in enumerate(rows[:FARTHEST_HEADING]):
        if wanted & {plain_name(c) for c in row}:
            return at
    return next((at for at, row in enumerate(rows) if any(str(c).strip() for c in row)), 0)


@frozen
class Row:
    """One row: `line` counts as a spreadsheet does, `cells` are the source's own values, `raw` a line of JSON."""

    line: int
    cells: tuple[Any, ...]
    doubts: tuple[str, ...] = ()
    raw: str = ""


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
        settings = cell("facts")
        if isinstance(settings, dict):
            facts += [(str(k), cell_text(v)) for k, v in settings.items()]
        else:
            facts += [(n.strip(), v.strip()) for n, v in _SETTING.findall(cell_text(settings))]
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
