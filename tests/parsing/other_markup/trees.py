"""What the mutators share: elements by name and text, the items, notes and entries of a file in any form.

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
CODE = re.compile(r"(?:\d[A-E]\d{3}|ML ?\d{1,2})\b")
_OWN = "{http://www.w3.org/1999/xhtml}"


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def names_of(element: Element) -> str:
    """The classes of an element and its Formex type."""
    return f"{element.get('class') or ''} {element.get('TYPE') or ''}" if isinstance(element.tag, str) else ""


def all_of(root: Element, *names: str) -> list[Element]:
    return [e for e in root.iter() if local(e) in names]


def make(like: Element, name: str, *content: Element, text: str | None = None, **attributes: str) -> Element:
    """An element in the namespace of another; `class_` is its class."""
    prefix = f"{_OWN}" if like.tag.startswith(_OWN) else ""
    made = etree.Element(prefix + name, {key.rstrip("_"): value for key, value in attributes.items()})
    made.text = text
    made.extend(content)
    return made


def replace(old: Element, *new: Element) -> None:
    """Put elements in the place of another."""
    for element in new:
        old.addprevious(element)
    new[-1].tail, old.tail = old.tail, None
    old.getparent().remove(old)


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


# -- items


def items(root: Element) -> list[Element]:
    """The element of each item: a table of one row, a grid, an ITEM."""
    found = []
    for element in root.iter():
        name = local(element)
        if name == "table":
            cells = cells_of(element)
            if len(cells) == 2 and LABEL.fullmatch(text_of(cells[0])):
                found.append(element)
        elif name == "ITEM" or (name == "div" and "grid-list" in names_of(element).split()):
            found.append(element)
    return found


def tables(root: Element) -> list[Element]:
    """The items that are tables."""
    return [item for item in items(root) if local(item) == "table"]


def cells_of(table: Element) -> list[Element]:
    return [c for row in all_of(table, "tr")[:1] for c in row if local(c) == "td"]


def parts_of(element: Element) -> tuple[Element, Element] | None:
    """The label and the content of an item or note that is a table or grid."""
    if local(element) == "table":
        label, content = cells_of(element)
        return label, content
    return (element[0], element[1]) if local(element) == "div" and len(element) > 1 else None


def first_of(content: Element) -> Element | None:
    """The paragraph or span that a content begins with."""
    is_first = len(content) and not (content.text or "").strip() and local(content[0]) in ("p", "span")
    return content[0] if is_first else None


def each_item(change: Callable[[Element, Element, Element], Element], *kinds: str) -> Mutator:
    """A mutator that puts what is made of an item, its label and its content in its place, the innermost first."""

    def mutate(root: Element) -> None:
        for item in reversed(items(root)):
            if local(item) in kinds and (parts := parts_of(item)) is not None:
                replace(item, change(item, *parts))

    return mutate


def inside(item: Element) -> Element:
    """Where the text and the children of an item stand."""
    if local(item) == "table":
        return cells_of(item)[1]
    if local(item) == "ITEM":
        return item[0] if len(item) and item[0].tag == "NP" else item
    return item[1]


def label_of(item: Element) -> Element | None:
    """The element whose text is the label of an item."""
    holder = cells_of(item)[0] if local(item) == "table" else item[0]
    holder = holder[0] if holder.tag == "NP" else holder
    return next((e for e in holder.iter() if LABEL.fullmatch((e.text or "").strip())), None)


def is_note_item(item: Element) -> bool:
    """Whether an item stands in a note: the item or what is around it is in italics, or a note encloses it."""
    text = next((text_of(c) for c in inside(item) if local(c) in ("p", "TXT")), "")
    italic = " ".join(text_of(e) for e in inside(item).iter() if "italic" in names_of(e).lower())
    return text[:30] in italic


# -- notes and entries


def notes(root: Element) -> Iterator[Element]:
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
            yield element


def has_note_number(element: Element) -> bool:
    number = element.find("NO.P") if element.tag == "NP" else None
    return number is not None and bool(NOTE.fullmatch(text_of(number)))


def entries(root: Element) -> list[Element]:
    """The element that begins each entry of a page: its table, or the division with its bare paragraph."""
    found = []
    for element in root.iter():
        if local(element) == "table":
            cells = cells_of(element)
            texts = [text_of(c) for c in cells]
            if len(cells) == 3 and not texts[0] and CODE.fullmatch(texts[1]) and "oj-table" not in names_of(element):
                found.append(element)
        elif local(element) == "div" and "margin-left" in (element.get("style") or "") and len(element) == 1:
            is_note = (element[0].text or "").startswith("N.B.")
            if CODE.match(text_of(element)) and not is_note:
                found.append(element)
    return found


def is_boundary(element: Element) -> bool:
    """Whether an element begins an entry or a group."""
    return (
        bool(re.search(r"grseq|gr-seq|doc-ti|title-annex|ti-tbl", names_of(element)))
        or (local(element) in ("table", "div") and element in entries(element.getparent()))
        or local(element) == "hr"
    )
