"""What items have in common whose tags are written alike, worked out once for all of them.

>>> from controllist.readers._page import read_page
>>> row, cell = read_page(b"<tr><td/><td><p>a.</p></td></tr>").root, read_page(b"<td/>").root
>>> tag = Tag("td", cell.look, None, is_closed=False, parts=False, may_be_power=False, is_plain=True)
>>> frame = frame_of([read_page(b"<table/>").root, row, cell], tag, lambda item: ())
>>> frame.cells, frame.label.tag
(3, 'p')
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, field

from controllist.readers._elements import Item, ItemTags, PageElement, Tag, is_blank, walk


@define(eq=False)
class Frame(ItemTags):
    """What such items have in common."""

    cell: Tag = field(kw_only=True)
    """That of the cell with the text."""


def frame_of(opened: Sequence[PageElement], cell: Tag, unfold: Callable[[Item], Sequence[PageElement]]) -> Frame | None:
    """The frame of an item whose open elements are these, the last of them the cell for its text."""
    if [e.tag for e in opened] not in (["table", "tbody", "tr", "td"], ["table", "tr", "td"]):
        return None
    table, cells = opened[0], opened[-2].children
    if len(cells) not in (1, 2) or any(e.children for e in (*opened[:-2], *cells[:-1])):
        return None
    below = list(walk(cells[-1]))
    if [e.tag for e in (*cells, *below[1:])] != ["td"] * len(cells) + ["p"] + ["span"] * (len(below) - 2):
        return None
    parts = [*opened, *cells[:-1], *below]
    if any(e.look.role not in ("text", "italic") for e in parts):
        return None
    if not all(is_blank(e.tail) for e in parts) or not all(is_blank(e.text) for e in parts[:-1]):
        # Something stands beside the label, or the label beside its last span.
        return None
    look = below[-1].look
    may_be_power = not look.is_told and not look.is_block
    looks = [e.look for e in parts]
    place = cells[-1].place - table.place
    table = PageElement("table", table.look, table.text, "", table.place, table.attributes, (), True, True)
    return Frame(table, place, look, may_be_power, len(cells) + 1, looks, unfold, cell=cell)
