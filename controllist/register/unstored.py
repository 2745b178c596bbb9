"""Which cells of an xlsx sheet hold a formula and no value: written by a program that calculates nothing.

The reader of sheets gives values alone. Here the marks of the sheet are looked through, a piece at a time and without
a parser: nothing is expanded, and a sheet in an unusual form gives no places.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import normpath

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"(?<![\w:])([\w:]++)\s*+=\s*+(?:\"([^\"<>]*)\"|'([^'<>]*)')")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>[^<]")
_END = re.compile(rb"</(?:\w+:)?c\s*>")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_PIECE = 1 << 20
_LONGEST_CELL = 1 << 20


def formulas_without_value(data: bytes, sheet: str) -> frozenset[tuple[int, int]]:
    """The rows and columns, from 1, of such cells in the sheet of this name; none where the file does not tell.

    A formula whose stored value is an empty text is none of them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            part = _part(packed, sheet)
            return frozenset(_places(packed, part)) if part else frozenset()
    except (zipfile.BadZipFile, LookupError, OSError, RuntimeError, ValueError, NotImplementedError):
        return frozenset()


def _part(packed: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet, empty where the book does not tell."""
    identity = ""
    for found in _SHEET.finditer(packed.read("xl/workbook.xml")):
        told = _attributes(found[1])
        if told.get("name") == sheet:
            identity = next((v for k, v in told.items() if k.endswith(":id")), "")
    for found in _RELATION.finditer(packed.read("xl/_rels/workbook.xml.rels")):
        told = _attributes(found[1])
        if identity and told.get("Id") == identity:
            target = told.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
    return ""


def _attributes(text: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text)
    return {k.decode(): html.unescape((a or b).decode("utf-8", "replace")) for k, a, b in found}


def _places(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int]]:
    with packed.open(part) as file:
        rest = b""
        while piece := file.read(_PIECE):
            *whole, rest = _END.split(rest + piece)
            rest = rest[-_LONGEST_CELL:]
            for text in whole:
                if _FORMULA.search(text) and (place := _unstored(text)):
                    yield place


def _unstored(text: bytes) -> tuple[int, int] | None:
    """The place of the cell a text ends with, where it is a formula without a value."""
    openings = list(_CELL.finditer(text))
    if not openings or openings[-1][1].endswith(b"/"):
        return None
    opening = openings[-1]
    inside, told = text[opening.end() :], _attributes(opening[1])
    if not _FORMULA.search(inside) or _VALUE.search(inside) or told.get("t") == "str":
        return None
    place = _PLACE.fullmatch(told.get("r", ""))
    if place is None:
        return None
    column = 0
    for letter in place[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(place[2]), column
