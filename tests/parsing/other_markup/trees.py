"""What the mutators share: elements by name and text, the items and notes of a file in any form.

>>> from lxml import etree
>>> text_of(etree.fromstring("<p> two  <b>words</b></p>"))
'two words'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

Element = Any
Mutator = Callable[[Element], None]

LABEL = re.compile(r"(?:[a-z]{1,2}|\d{1,2})\.")
NOTE = re.compile(r"(?:Notes?|Technical [Nn]otes?|N\.B\.)[ .:\d]*")
_OWN = "{http://www.w3.org/1999/xhtml}"


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def all_of(root: Element, *names: str) -> list[Element]:
    return [e for e in root.iter() if local(e) in names]


def make(like: Element, name: str, **attributes: str) -> Element:
    prefix = f"{_OWN}" if like.tag.startswith(_OWN) else ""
    return etree.Element(prefix + name, attributes)


def unwrap(element: Element) -> None:
    """Take an element away and leave what it holds."""
    parent = element.getparent()
    at = parent.index(element)
    pieces = [element.text, *element, element.tail]
    element.tail = None
    parent.remove(element)
    previous = parent[at - 1] if at else None
    for piece in pieces:
        if isinstance(piece, str):
            if previous is None:
                parent.text = (parent.text or "") + piece
            else:
                previous.tail = (previous.tail or "") + piece
        elif piece is not None:
            parent.insert(at, piece)
            at, previous = at + 1, piece


def items(root: Element) -> list[Element]:
    """The element of each item: a table of one row, a grid, an ITEM."""
    found = []
    for element in root.iter():
        name = local(element)
        if name == "table":
            cells = cells_of(element)
            if len(cells) == 2 and LABEL.fullmatch(text_of(cells[0])):
                found.append(element)
        elif name == "ITEM" or (name == "div" and "grid-list" in (element.get("class") or "").split()):
            found.append(element)
    return found


def cells_of(table: Element) -> list[Element]:
    return [c for row in all_of(table, "tr")[:1] for c in row if local(c) == "td"]


def inside(item: Element) -> Element:
    """Where the text and the children of an item stand."""
    if local(item) == "table":
        return cells_of(item)[1]
    if local(item) == "ITEM":
        return item[0] if len(item) and item[0].tag == "NP" else item
    return item[1]


def is_note_item(item: Element) -> bool:
    """Whether an item stands in a note: the item or what is around it is in italics, or a note encloses it."""
    text = next((text_of(c) for c in inside(item) if local(c) in ("p", "TXT")), "")
    italic = " ".join(
        text_of(e) for e in inside(item).iter() if "italic" in f"{e.get('class')} {e.get('TYPE')}".lower()
    )
    return text[:30] in italic


def notes(root: Element) -> Iterator[list[Element]]:
    for element in root.iter():
        name = local(element)
        first = element[0] if len(element) else None
        if name == "table":
            is_note = len(cells_of(element)) == 2 and bool(NOTE.fullmatch(text_of(cells_of(element)[0])))
        elif name == "div":
            is_note = first is not None and first.get("class") == "no-parag"
        else:
            is_alone = name == "P" and len(element) == 1
            is_note = is_alone and (element[0].tag == "GR.ANNOTATION" or has_note_number(element[0]))
        if is_note:
            yield [element]


def has_note_number(element: Element) -> bool:
    return (
        element.tag == "NP" and element.find("NO.P") is not None and bool(NOTE.fullmatch(text_of(element.find("NO.P"))))
    )


CODE = re.compile(r"(?:\d[A-E]\d{3}|ML ?\d{1,2})\b")


def entries(root: Element) -> list[Element]:
    """The element that begins each entry of a page: its table, or the division with its bare paragraph."""
    found = []
    for element in root.iter():
        if local(element) == "table":
            cells = cells_of(element)
            texts = [text_of(c) for c in cells]
            if len(cells) == 3 and not texts[0] and CODE.fullmatch(texts[1]) and "oj-table" not in _class(element):
                found.append(element)
        elif local(element) == "div" and "margin-left" in (element.get("style") or "") and len(element) == 1:
            is_note = (element[0].text or "").startswith("N.B.")
            if CODE.match(text_of(element)) and not is_note:
                found.append(element)
    return found


def is_boundary(element: Element) -> bool:
    """Whether an element begins an entry or a group."""
    return (
        bool(re.search(r"grseq|gr-seq|doc-ti|title-annex|ti-tbl", _class(element)))
        or (element in entries(element.getparent()) if local(element) in ("table", "div") else False)
        or local(element) == "hr"
    )


def _class(element: Element) -> str:
    return element.get("class") or "" if isinstance(element.tag, str) else ""
