"""The elements of a page as plain values, made in one pass over what lxml has read.

Whether an element holds blocks or a table is asked at every level of a deeply nested page; here each element learns it
from its children, once.

>>> made = read_page(b'<td class="oj-label wide"><span> two  <b>words</b></span> here</td>', "cell.html").root
>>> plain(made), made.look.classes, made.children[0].tag, made.holds_blocks
('two words here', ('label', 'wide'), 'span', False)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, frozen

from controllist.limits import limits
from controllist.normalize import blanks
from controllist.reading._looks import Look
from controllist.reading._xml import Element, comments, is_too_deep, local, parse_html

_PARTING = frozenset(("p", "div", "table", "li", "h1", "h2", "h3"))
"""Elements that part the text around them into paragraphs, wherever they stand."""


@define(eq=False)
class PageElement:
    """An element: its tag in lower case without a namespace (empty for comments and the like), its text as in lxml.

    `attributes` are those besides class and style, which the look has. `line` is 0 where it is not known. `has_table`
    and `has_image` count the element itself, `holds_blocks` only what lies inside it.
    """

    tag: str
    look: Look
    text: str
    tail: str
    children: Sequence[PageElement]
    holds_blocks: bool
    has_table: bool
    has_image: bool
    line: int
    attributes: Mapping[str, str] | None
    is_raised: bool = False
    """Learned from the page, where classes say nothing: `learn_raised`."""

    def get(self, name: str) -> str:
        """An attribute besides class and style, empty where it is missing."""
        return self.attributes.get(name, "") if self.attributes and self.tag else ""


@frozen(eq=False)
class Page:
    """A page; `short` are its elements of a few characters within a line, each with the text right before it."""

    root: PageElement
    short: Sequence[tuple[PageElement, str]]
    looks: Sequence[Look]
    """Each look once."""
    comments: Sequence[str]


def read_page(data: bytes, name: str = "") -> Page:
    """The page of XHTML, or of HTML as browsers read it where it is no well-formed XML.

    Raises `SourceError` for what cannot be read, declares entities or is nested too deeply.
    """
    return parse_html(data, name, build)


def build(root: Element, name: str = "") -> Page:
    """The page below an lxml element; raises `SourceError` where it is nested too deeply."""
    builder = _Builder(name)
    made = builder.element(root, root.tag, limits().depth)
    return Page(made, builder.short, list(dict.fromkeys(builder.looks.values())), list(comments(root)))


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.short: list[tuple[PageElement, str]] = []
        self.looks: dict[tuple[object, str, str], Look] = {}
        """By tag as lxml has it, class and style; a page has some dozens."""
        self.columns: set[object] = set()
        """How the tag `col` is written."""

    def look(self, source: Element, key: tuple[object, str, str]) -> Look:
        tag = local(source)
        if tag == "col":
            self.columns.add(source.tag)
        # One tag may be written in two ways, with a namespace and without.
        found = self.looks.setdefault((tag, *key[1:]), Look(tag, *key[1:]))
        self.looks[key] = found
        return found

    def element(self, source: Element, written: object, left: int) -> PageElement:
        """The element `source`, whose tag as lxml has it is `written`."""
        if not left:
            raise is_too_deep(self.name)
        attributes: dict[str, str] | None = None
        named = source.items()
        if not named:
            key = (written, "", "")
        elif len(named) == 1 and named[0][0] == "class":
            key = (written, named[0][1], "")
        else:
            attributes = dict(named)
            key = (written, attributes.pop("class", ""), attributes.pop("style", ""))
        look = self.looks.get(key) or self.look(source, key)
        look.times += 1
        tag = look.tag
        text = (source.text or "") if tag else ""
        holds_blocks, has_table, has_image = False, tag == "table", tag == "img"
        children: list[PageElement] = []
        for child in source:
            told = child.tag
            if told in self.columns and not len(child) and _is_blank(child.text) and _is_blank(child.tail):
                # It tells a width and nothing else; half of the elements of a page can be of this kind.
                if children:
                    children[-1].tail += child.tail or ""
                else:
                    text += child.tail or ""
                continue
            made = self.element(child, told, left - 1)
            if made.holds_blocks or made.tag in _PARTING:
                holds_blocks = True
                has_table = has_table or made.has_table
            elif made.text and len(made.text) <= _LONGEST_POWER and not made.children and not made.look.is_block:
                self.short.append((made, children[-1].tail if children else text))
            has_image = has_image or made.has_image
            children.append(made)
        tail, line = source.tail or "", source.sourceline or 0
        return PageElement(
            tag, look, text, tail, children or (), holds_blocks, has_table, has_image, line, attributes or None
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


def learn_raised(page: Page) -> None:
    """Mark what is raised in a page whose classes tell nothing: looks that stand behind a ten or a unit.

    What has one look means one thing: a class that holds digits right behind tens is that of all exponents.

    >>> line = b"<p>10<b class='c1'>6</b> m, 10<b class='c1'>3</b> s, CO<b class='c2'>2</b>, 2<b class='c1'>n</b></p>"
    >>> page = read_page(line)
    >>> learn_raised(page)
    >>> [part.is_raised for part in page.root.children]
    [True, True, False, True]
    """
    alike: dict[Look, list[PageElement]] = {}
    powers: dict[Look, int] = {}
    for part, before in page.short:
        if part.look.is_told:
            continue
        alike.setdefault(part.look, []).append(part)
        if before and _POWER.fullmatch(part.text) and _TAKES_POWER.search(before):
            powers[part.look] = powers.get(part.look, 0) + 1
    for look, many in powers.items():
        if many >= _FEWEST * len(alike[look]):
            for part in alike[look]:
                part.is_raised = True


def raw(element: PageElement) -> str:
    """The text of an element and of all below it, as it stands."""
    if not element.children:
        return element.text
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

    >>> opening(read_page(b"<div> <p>a. <b>Pumps</b></p><p>more</p></div>").root, 7)
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
    if element.text and not element.text.isspace():
        return True
    return any(has_text(child) or not _is_blank(child.tail) for child in element.children)


def has_content(element: PageElement) -> bool:
    """Whether an element shows anything: text or a picture."""
    return element.has_image or has_text(element)
