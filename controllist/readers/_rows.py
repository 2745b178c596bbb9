"""Rows of a table on a page: what their cells show tells an item with its label from data and from layout.

>>> from controllist.readers._page import read_page
>>> table = read_page(b"<table><tr><td/><td><p>a.</p></td><td>Vats</td></tr></table>").root
>>> [is_label(cell) for cell in without_empty(list(rows_of(table)[0].children))]
[True, True]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from controllist.normalize import blanks
from controllist.readers._elements import PageElement, has_content, plain
from controllist.readers._heads import is_page_head
from controllist.readers._looks import Look

ITEM_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?", re.IGNORECASE)
_LONGEST_LABEL = 30


def rows_of(table: PageElement) -> list[PageElement]:
    found = []
    for child in table.children:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("tbody", "thead", "tfoot"):
            found.extend(r for r in child.children if r.tag == "tr")
    return found


def holds_data(look: Look) -> bool:
    """Whether the classes of a table say that it holds data."""
    return any(c == "table" or c.startswith(("borderoj", "tbl")) for c in look.classes)


def shows_several(cells: Sequence[PageElement]) -> bool:
    """Whether more than one cell of a row shows anything."""
    return sum(map(has_content, cells)) > 1


def _shown_first(cells: Sequence[PageElement]) -> int:
    """The column of the first cell that shows anything."""
    return next((n for n, c in enumerate(cells) if has_content(c)), 0)


def label_columns(rows: Sequence[Sequence[PageElement]]) -> tuple[int, ...]:
    """The columns in which a table of several rows has labels of items."""
    if len(rows) < 2:
        return ()
    found = set()
    for cells in rows:
        at = _shown_first(cells)
        if len(cells) > at + 1 and is_label(cells[at]) and ITEM_LABEL.fullmatch(plain(cells[at])):
            found.add(at)
    return tuple(sorted(found))


def level(cells: Sequence[PageElement], columns: Sequence[int]) -> int:
    """How many levels a row lies below the outermost items of its table."""
    at = _shown_first(cells) if columns else 0
    return sum(c < at for c in columns)


def without_empty(cells: list[PageElement]) -> list[PageElement]:
    """A label and its text, where these are all that a row shows; else the row without the empty cells before it."""
    shown = [c for c in cells if has_content(c)]
    if len(shown) == 2 and is_label(shown[0]):
        return shown
    while len(cells) > 2 and not has_content(cells[0]):
        cells = cells[1:]
    return cells


def is_data_item(cells: Sequence[PageElement]) -> bool:
    """Whether a row holds an item whose text is spread over several cells."""
    return len(cells) > 2 and not any(c.has_table for c in cells) and has_content(cells[0])


def is_head_row(cells: Sequence[PageElement]) -> bool:
    if not 2 < len(cells) < 6 or any(c.has_table for c in cells):
        return False
    return is_page_head(" ".join(plain(c) for c in cells if has_content(c)))


def is_label(cell: PageElement) -> bool:
    """Whether a cell holds one short label and nothing else."""
    return not cell.has_table and 0 < len(plain(cell)) <= _LONGEST_LABEL


def is_leaf(element: PageElement) -> bool:
    return element.tag in ("p", "span") and not element.holds_blocks


def holds_one_block(element: PageElement) -> bool:
    """Whether an element with one child is nothing but what that holds."""
    child = element.children[0]
    is_alone = not blanks(element.text) and not blanks(child.tail) and element.look.role == "text"
    return is_alone and child.look.is_block
