"""Tables of Formex: a row is one block, unless it is an item set as a row, with its label in the first cell.

>>> from controllist.readers._formex_walk import Walk
>>> from controllist.readers._xml import parse_xml
>>> walk = Walk("vats.xml", {"TBL": read_table})
>>> walk.element(parse_xml(b'''<TBL><CORPUS><ROW><CELL>Vat</CELL><CELL>5 l</CELL></ROW>
... <ROW><CELL>a.</CELL><CELL>Lids.</CELL></ROW></CORPUS></TBL>'''), 0)
>>> [(block.label, block.text, block.style) for block in walk.blocks]
[('', 'Vat 5 l', 'table'), ('a.', 'Lids.', 'table')]
"""

from __future__ import annotations

from controllist.normalize import blanks
from controllist.readers._formex_elements import holds_parts, is_code, is_label
from controllist.readers._formex_headings import IN_TABLE
from controllist.readers._formex_walk import Walk
from controllist.readers._xml import Element


def read_table(walk: Walk, element: Element, depth: int, level: int) -> None:
    """The rows of a table and of its parts, and what stands over and under them."""
    for child in walk.parts(element):
        if child.tag in ("CORPUS", "BLK"):
            read_table(walk, child, depth, level)
        elif child.tag == "ROW":
            _row(walk, child, depth, level)
        else:
            walk.element(child, depth, IN_TABLE)


def _row(walk: Walk, row: Element, depth: int, level: int) -> None:
    """A row is one block; where its first cell is the label of an item it is that item, with what is below it."""
    cells = [c for c in row if c.tag == "CELL" and _shows(c)]
    if not cells:
        return
    first = blanks("".join(cells[0].itertext()))
    is_body = len(cells) > 1 and row.get("TYPE") not in ("HEADER", "ALIAS")
    is_item = is_body and is_label(first)
    if (is_item or (is_body and is_code(first))) and any(holds_parts(c) for c in cells[1:]):
        at = len(walk.blocks)
        for cell in cells[1:]:
            walk.children(cell, depth + 1, level)
        walk.label_first(at, row, first, depth)
        return
    runs = [walk.run_of(c) for c in cells]
    walk.put(
        row,
        blanks(" ".join(run.text() for run in (runs[1:] if is_item else runs))),
        runs[0].text() if is_item else "",
        depth,
        "italic" if is_item and runs[-1].is_italic() else "table",
        mark=" ".join(run.provenance() for run in runs if run.provenance()),
    )
    walk.flush()


def _shows(cell: Element) -> bool:
    """Whether a cell has text or a picture."""
    return bool(blanks("".join(cell.itertext()))) or cell.find(".//INCL.ELEMENT") is not None
