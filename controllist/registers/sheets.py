"""Sheets of xlsx files, a row at a time: values as calamine reads them, formulas by the value stored with them.

The package holds a whole sheet, 32 bytes for each place between its first and its last filled cell, so that one cell
far away costs as much as a full sheet: the places are counted before it is asked. Rows become Python's values only when
they are asked for.
"""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from attrs import field, frozen

from controllist.errors import MisuseError, SourceError

BIGGEST_SHEET = 2_000_000_000  # bytes an xlsx file may unfold to
MOST_CELLS = 25_000_000  # places of a sheet up to its last filled cell: 800 MB while it is read

_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>/]*>""")
_PIECE, _LONGEST_TAG = 1 << 20, 400


@frozen
class Sheet:
    """A sheet: its name, the other ones of its file, how many rows it has, and the rows, each as wide as the sheet."""

    name: str
    others: tuple[str, ...]
    height: int
    rows: Callable[[], Iterator[tuple[Any, ...]]] = field(eq=False, repr=False)


def open_sheet(data: bytes, name: str, wanted: str | None = None) -> Sheet:
    """The sheet that is wanted, else the first, of an xlsx file called `name` in errors.

    Raises `SourceError` where the file cannot be read or is too big, `MisuseError` for a sheet it does not have.
    """
    calamine = calamine_package()
    _check_unfolded(data, name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
        if wanted is not None and wanted not in names:
            raise MisuseError(
                "expected a sheet {expected!r}, found {found}", expected=wanted, found=", ".join(map(repr, names))
            )
        chosen = wanted if wanted is not None else names[0]
        _check_cells(data, name, names.index(chosen))
        sheet = book.get_sheet_by_name(chosen)
    except (calamine.CalamineError, IndexError, OSError) as error:
        raise SourceError("expected an xlsx file, found {file}: {reason}", file=name, reason=str(error)) from None
    # Empty columns at the left are left out of rows, and counted here.
    before = ("",) * (sheet.start[1] if sheet.start else 0)
    height = sheet.end[0] + 1 if sheet.end else 0

    def rows() -> Iterator[tuple[Any, ...]]:
        return ((*before, *cells) for cells in sheet.iter_rows())

    return Sheet(chosen, tuple(n for n in names if n != chosen), height, rows)


def calamine_package() -> Any:
    """The optional package that reads xlsx; raises `MisuseError` where it is not installed."""
    try:
        return importlib.import_module("python_calamine")
    except ImportError:
        raise MisuseError(
            "expected the package {package} for xlsx files; {command}",
            package="python-calamine",
            command="pip install 'controllist[xlsx]'",
        ) from None


def _check_unfolded(data: bytes, name: str) -> None:
    """Refuse an xlsx file that would unfold to more than a machine can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unfolded = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, LookupError, OSError, RuntimeError, ValueError) as error:
        raise SourceError("expected an xlsx file, found {file}: {reason}", file=name, reason=str(error)) from None
    if unfolded > BIGGEST_SHEET:
        raise SourceError(
            "expected an xlsx file of at most {number} MB unfolded, found {file}",
            number=BIGGEST_SHEET // 10**6,
            file=name,
        )


def _check_cells(data: bytes, name: str, number: int) -> None:
    """Refuse a sheet whose last filled cell is so far away that holding what lies between would take all memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for part in _parts(packed, number):
                with packed.open(part) as file:
                    rows, columns, filled = _extent(file)
                if max(rows * columns, filled) > MOST_CELLS:
                    raise SourceError(
                        "expected a sheet of at most {number:,} cells up to its last filled one, found {rows:,} rows "
                        "of {columns:,} in {file}; clear what stands far off the table, or save as csv",
                        number=MOST_CELLS,
                        rows=rows,
                        columns=columns,
                        file=name,
                    )
    except (zipfile.BadZipFile, LookupError, OSError, RuntimeError, ValueError) as error:
        raise SourceError("expected an xlsx file, found {file}: {reason}", file=name, reason=str(error)) from None


def _parts(packed: zipfile.ZipFile, number: int) -> list[str]:
    """The part of the file that holds the sheet of this number; all sheets where the file does not plainly tell."""
    sheets = [n for n in packed.namelist() if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", n, re.I)]
    try:
        book = packed.read("xl/workbook.xml")
        links = packed.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return sheets
    ids = re.findall(rb"""<(?:\w+:)?sheet\s[^>]*?\b\w+:id=["']([^"']+)["']""", book)
    targets: dict[bytes, str] = {}
    for link in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", links):
        told = dict(re.findall(rb"""\b(Id|Target)=["']([^"']+)["']""", link))
        if len(told) == 2:
            targets[told[b"Id"]] = "xl/" + told[b"Target"].decode("utf-8", "replace").removeprefix("/xl/")
    target = targets.get(ids[number], "") if number < len(ids) else ""
    return [target] if target in sheets else sheets


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
