"""Boxes of a page, `div` and the like: which of them are one item, and where its label stands.

>>> from controllist.readers._page import read_page
>>> boxes = read_page(b"<body><div><p>a. Vats</p><p>of tin</p></div><div><p>Vats</p><p>of tin</p></div></body>").root
>>> [is_item_box(box) for box in boxes.children]
[True, False]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from controllist.normalize import blanks
from controllist.readers._elements import PageElement, opening, plain
from controllist.readers._rows import ITEM_LABEL, is_label, is_leaf

_WRITTEN = re.compile(r"\(?(?P<label>[a-z]{1,2}|\d{1,3})[.)]\s+\S")
"""An item's label that stands in its text."""
_LEFT = re.compile(r"margin-left\s*:\s*(\d+(?:\.\d+)?)")
HANGING = re.compile(r"text-indent\s*:\s*-(\d+(?:\.\d+)?)")


def label_and_content(element: PageElement) -> list[PageElement] | None:
    """The parts of an element made of a label and its text side by side, None for any other element."""
    if element.tag not in ("div", "li") or blanks(element.text or ""):
        return None
    parts = [c for c in element.children if c.look.role != "skipped"]
    if len(parts) < 2 or any(blanks(c.tail or "") for c in parts) or not is_label(parts[0]):
        return None
    names = {n for e in (element, parts[0]) for n in e.look.classes}
    is_known = any("grid" in n or n in ("no-parag", "enumeration-spacing") or n.endswith("column-1") for n in names)
    # Whatever their classes: an item's label alone, and its text beside it, not in a paragraph below.
    is_alike = parts[0].tag in ("div", "span", "b", "strong") and parts[1].tag != "p"
    return parts if is_known or (is_alike and ITEM_LABEL.fullmatch(plain(parts[0]))) else None


def is_item_box(element: PageElement) -> bool:
    """Whether an element is one item: a paragraph that begins with its label, and no neighbour of that item."""
    parts = [c for c in element.children if c.tag]
    if len(parts) < 2 or not is_leaf(parts[0]) or not all(c.look.is_block for c in parts):
        return False
    if blanks(element.text or "") or any(blanks(c.tail or "") for c in parts):
        return False
    if HANGING.search(element.look.style) and any("word-spacing" in c.look.style for c in parts[0].children):
        return True
    label = _WRITTEN.match(opening(parts[0]))
    return label is not None and not _holds_next(parts[1:], label)


def opens_item(element: PageElement) -> bool:
    """Whether the text an element begins with is an item, and what else it holds no neighbour of that item."""
    if not element.holds_blocks:
        return False
    first = next((c for c in element.children if c.tag), None)
    is_inline = first is not None and not first.look.is_block and not first.holds_blocks
    label = _WRITTEN.match(opening(element)) if is_inline or blanks(element.text or "") else None
    return label is not None and not _holds_next([c for c in element.children if c.look.is_block], label)


def _holds_next(parts: Sequence[PageElement], label: re.Match[str]) -> bool:
    """Whether the next label of a list stands among these, so that the one before begins no item that holds them."""
    others = (_WRITTEN.match(opening(c)) for c in parts)
    alike = (o["label"] for o in others if o is not None and o["label"].isdecimal() == label["label"].isdecimal())
    # The list of a note in the item may be of its kind, but then it begins anew.
    return next(alike, "") == _following(label["label"])


def _following(label: str) -> str:
    return str(int(label) + 1) if label.isdecimal() else label[:-1] + chr(ord(label[-1]) + 1)


def margin_depth(element: PageElement, margins: list[float]) -> int:
    """How many labelled paragraphs around this one are told by smaller margins alone, as older texts do."""
    style = element.look.style
    found = _LEFT.search(style) if style else None
    if found is None:
        if element.tag != "p":
            margins.clear()
        return len(margins)
    hanging = HANGING.search(style)
    # Where the label stands: the text hangs to the right of it.
    left = float(found[1]) - (float(hanging[1]) if hanging else 0.0)
    while margins and margins[-1] >= left:
        margins.pop()
    margins.append(left)
    return len(margins) - 1
