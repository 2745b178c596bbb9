"""The elements of a page as plain values, made in one pass over what lxml has read.

Whether an element holds blocks or a table is asked at every level of a deeply nested page; here each element learns it
from its children, once.

>>> from controllist.reading._xml import parse_xml
>>> made = build(parse_xml(b'<td class="oj-label wide"><span> two  <b>words</b></span> here</td>'))
>>> plain(made), made.classes, made.children[0].tag, made.holds_blocks
('two words here', ('label', 'wide'), 'span', False)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from attrs import define

from controllist.limits import limits
from controllist.normalize import blanks
from controllist.reading._xml import Element, is_too_deep, local

BLOCK_TAGS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_PARTING = frozenset(("p", "div", "table", "li", "h1", "h2", "h3"))
"""Elements that part the text around them into paragraphs, wherever they stand."""


@define(eq=False)
class PageElement:
    """An element: its tag in lower case without a namespace (empty for comments and the like), its text as in lxml.

    `classes` come without the `oj-` that newer conversions put before them. `has_table` and `has_image` count the
    element itself, `holds_blocks` only what lies inside it.
    """

    tag: str
    classes: tuple[str, ...]
    text: str | None
    tail: str | None
    children: Sequence[PageElement]
    holds_blocks: bool
    has_table: bool
    has_image: bool
    source: Element
    is_raised: bool = False
    """Learned from the page, where classes say nothing: `learn_raised`."""

    def get(self, name: str) -> str:
        """An attribute, empty where it is missing."""
        return self.source.get(name) or "" if self.tag else ""


@lru_cache(maxsize=1_000)
def _classes(written: str) -> tuple[str, ...]:
    return tuple(name.removeprefix("oj-") for name in written.lower().split())


def build(root: Element, name: str = "") -> PageElement:
    """The page below an lxml element; raises `SourceError` where it is nested too deeply."""
    return _build(root, root.tag, limits().depth, name, {})


def _build(source: Element, written: object, left: int, name: str, tags: dict[object, str]) -> PageElement:
    """The element `source`, whose tag as lxml has it is `written`."""
    if not left:
        raise is_too_deep(name)
    tag = tags.get(written)
    if tag is None:
        tag = tags[written] = local(source)
    holds_blocks, has_table, has_image = False, tag == "table", tag == "img"
    text = source.text if tag else None
    children: list[PageElement] = []
    for child in source:
        told = child.tag
        if tags.get(told) == "col" and not len(child) and _is_blank(child.text) and _is_blank(child.tail):
            # It tells a width and nothing else; half of the elements of a page can be of this kind.
            if children:
                children[-1].tail = (children[-1].tail or "") + (child.tail or "")
            else:
                text = (text or "") + (child.tail or "")
            continue
        made = _build(child, told, left - 1, name, tags)
        children.append(made)
        if made.holds_blocks or made.tag in _PARTING:
            holds_blocks = True
            has_table = has_table or made.has_table
        has_image = has_image or made.has_image
    classes = source.get("class") if tag else None
    return PageElement(
        tag,
        _classes(classes) if classes else (),
        text,
        source.tail,
        children or (),
        holds_blocks,
        has_table,
        has_image,
        source,
    )


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def walk(element: PageElement) -> Iterator[PageElement]:
    """The element and all below it, in the order of the page."""
    waiting = [element]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.children))


_LONGEST_POWER = 5
_FEWEST = 0.2
"""The share of a look that must stand behind a ten or a unit: others are words, variables and units of other kinds."""
_POWER = re.compile(r"[-–−+]?\d{1,2}")
_TAKES_POWER = re.compile(r"(?:(?<![\w.,])10|[x×]\s?10|(?<![^\W\d_])[kcmnµμd]?m)\Z")


def learn_raised(page: PageElement, is_known: Callable[[PageElement], bool]) -> None:
    """Mark what is raised in a page whose classes tell nothing: looks that stand behind a ten or a unit.

    What has one look means one thing: a class that holds digits right behind tens is that of all exponents.
    `is_known` tells the elements whose meaning is told.

    >>> from controllist.reading._xml import parse_xml
    >>> line = b"<p>10<b class='c1'>6</b> m, 10<b class='c1'>3</b> s, CO<b class='c2'>2</b>, 2<b class='c1'>n</b></p>"
    >>> made = build(parse_xml(line))
    >>> learn_raised(made, lambda element: False)
    >>> [part.is_raised for part in made.children]
    [True, True, False, True]
    """
    looks: dict[tuple[str, str, str], tuple[list[PageElement], list[PageElement]]] = {}
    for around in walk(page):
        before = around.text
        for part in around.children:
            text = part.text
            if text and len(text) <= _LONGEST_POWER and not part.children and part.tag not in BLOCK_TAGS:
                alike, behind = looks.setdefault((part.tag, part.get("class"), part.get("style")), ([], []))
                alike.append(part)
                if before and _POWER.fullmatch(text) and _TAKES_POWER.search(before):
                    behind.append(part)
            before = part.tail
    for alike, behind in looks.values():
        if behind and len(behind) >= _FEWEST * len(alike) and not is_known(alike[0]):
            for part in alike:
                part.is_raised = True


def raw(element: PageElement) -> str:
    """The text of an element and of all below it, as it stands."""
    if not element.children:
        return element.text or ""
    pieces: list[str] = []
    _gather(element, pieces)
    return "".join(pieces)


def _gather(element: PageElement, pieces: list[str]) -> None:
    if element.text:
        pieces.append(element.text)
    for child in element.children:
        _gather(child, pieces)
        if child.tail:
            pieces.append(child.tail)


def plain(element: PageElement) -> str:
    """The bare text of an element, with one blank for any run of blanks."""
    return blanks(raw(element))


def opening(element: PageElement, most: int = 24) -> str:
    """How the text of an element begins: some characters of it, without the blanks before.

    >>> from controllist.reading._xml import parse_xml
    >>> opening(build(parse_xml(b"<div> <p>a. <b>Pumps</b></p><p>more</p></div>")), 7)
    'a. Pump'
    """
    begun = ""
    for piece in _texts(element):
        begun = (begun + piece).lstrip()
        if len(begun) >= most:
            break
    return begun[:most]


def _texts(element: PageElement) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element.children:
        yield from _texts(child)
        if child.tail:
            yield child.tail


def has_text(element: PageElement) -> bool:
    """Whether anything in an element is more than a blank."""
    if not _is_blank(element.text):
        return True
    return any(has_text(child) or not _is_blank(child.tail) for child in element.children)


def has_content(element: PageElement) -> bool:
    """Whether an element shows anything: text or a picture."""
    return element.has_image or has_text(element)
