"""The columns of a table by their names, and cells that a spreadsheet would take for a formula.

Column names are known in English, Dutch, German and French, or given by the user. A text that begins with = + - or @
(or with a tab or line end, behind which some programs look) is calculated when a csv file is opened in a spreadsheet;
a plain number such as -5 is not.

>>> find_columns(["Artikelnummer", "Omschrijving", "prijs"])
{'article': 'Artikelnummer', 'description': 'Omschrijving'}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from controllist.errors import MisuseError
from controllist.messages import Message

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


def find_columns(heading: Iterable[str], told: Mapping[str, str] | None = None) -> dict[str, str]:
    """The columns by meaning; `told` names some (`{"description": "Long text"}`).

    Raises `MisuseError` where a column that is told, or any for descriptions and classifications, is missing.
    """
    by_name: dict[str, str] = {}
    for name in heading:
        by_name.setdefault(plain_name(name), name)
    chosen: dict[str, str] = {}
    for meaning, names in NAMES.items():
        wanted = (told or {}).get(meaning)
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


def heading_at(rows: Sequence[Sequence[object]], told: Mapping[str, str] | None = None) -> int:
    """Which of the first rows is the heading: the first with a column that is told or known, else the first filled.

    >>> heading_at([["Stock on 1 May"], [], ["Article", "Description"], ["1", "Pump"]])
    2
    """
    wanted = {plain_name(n) for n in (told or {}).values()} or {n for names in NAMES.values() for n in names}
    for at, row in enumerate(rows[:FARTHEST_HEADING]):
        if wanted & {plain_name(c) for c in row}:
            return at
    return next((at for at, row in enumerate(rows) if any(str(c).strip() for c in row)), 0)
