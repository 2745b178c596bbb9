"""Lists of Formex: items that number themselves, that write their label into their text, or that have a dash alone.

>>> from controllist.readers._formex_walk import Walk
>>> from controllist.readers._xml import parse_xml
>>> walk = Walk("vats.xml", {"LIST": read_list})
>>> walk.element(parse_xml(b'''<LIST><ITEM><P>a. Vats:</P><P>round ones;</P></ITEM>
... <ITEM><P>Lids.</P></ITEM></LIST>'''), 0)
>>> [(block.label, block.text, block.depth) for block in walk.blocks]
[('a.', 'Vats:', 0), ('', 'round ones;', 1), ('—', 'Lids.', 0)]
"""

from __future__ import annotations

import re

from attrs import evolve

from controllist.normalize import blanks
from controllist.readers._formex_elements import NUMBERED, is_plain
from controllist.readers._formex_walk import Walk
from controllist.readers._xml import Element

_WRITTEN = re.compile(r"([—–•-]|\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?)\s+(?=\S)")
"""A label that an item writes into its text."""
_BEGINS_WITH_LABEL = re.compile(r"[—–•-]|\(?(?:[a-z]{1,2}|\d{1,3})[.)]")


def read_list(walk: Walk, element: Element, depth: int, level: int) -> None:
    """The items of a list, as deep as the list."""
    for item in walk.parts(element):
        if item.tag != "ITEM":
            walk.element(item, depth, level)
        elif any(c.tag in NUMBERED for c in item) or _has_label(item):
            _item(walk, item, depth, level)
        else:
            # The dash is the type of the list and not written; the parser wants to see where an item begins.
            at = len(walk.blocks)
            walk.children(item, depth, level)
            walk.label_first(at, item, "—", depth)


def _item(walk: Walk, item: Element, depth: int, level: int) -> None:
    """An item; behind a label written into its first paragraph, the rest is one deeper, as in numbered ones."""
    parts = [c for c in item if isinstance(c.tag, str)]
    loose = blanks((item.text or "") + "".join(c.tail or "" for c in item))
    if loose or not parts or parts[0].tag != "P" or not is_plain(parts[0]):
        walk.children(item, depth, level)
        return
    at = len(walk.blocks)
    walk.element(parts[0], depth, level)
    written = walk.blocks[at] if len(walk.blocks) > at else None
    label = _WRITTEN.match(written.text) if written is not None and not written.label else None
    if written is not None and label is not None:
        walk.blocks[at] = evolve(written, label=label[1], text=written.text[label.end() :])
    for part in walk.parts(item):
        if part is not parts[0]:
            walk.element(part, depth + 1, level)


def _has_label(item: Element) -> bool:
    """Whether an item without a number of its own writes a label or a dash into its text."""
    return bool(_BEGINS_WITH_LABEL.match(blanks("".join(item.itertext()))[:8]))
