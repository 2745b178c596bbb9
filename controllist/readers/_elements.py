"""The elements of a page as plain values, and what is asked of them.

Whether an element holds blocks or a table is asked at every level of a deeply nested page; here each element knows it,
learned from its children once.

>>> vats = PageElement("b", Look("b", "", ""), "Vats", " of tin", 1, None)
>>> page = PageElement("p", Look("p", "", ""), " New ", "", 1, None, [vats])
>>> plain(page), opening(page, 7), has_content(page), [element.tag for element in walk(page)]
('New Vats of tin', 'New Vat', True, ['p', 'b'])
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, frozen

from controllist.normalize import blanks
from controllist.readers._looks import Look

PARTING = frozenset(("p", "div", "table", "li", "h1", "h2", "h3"))
"""Elements that part the text around them into paragraphs, wherever they stand."""


LONGEST_POWER = 5
"""Characters of what may be a power: a part of a line that is longer is none."""


@define(eq=False)
class PageElement:
    """An element: its tag in lower case without a namespace (empty for comments and the like), its text as in lxml.

    `attributes` are those besides class and style, which the look has. `line` is its line in the file, 0 where it is
    not known. `has_table` and `has_image` count the element itself, `holds_blocks` only what lies inside it.
    """

    tag: str
    look: Look
    text: str
    tail: str
    line: int
    attributes: Mapping[str, str] | None
    children: Sequence[PageElement] = ()
    holds_blocks: bool = False
    has_table: bool = False
    has_image: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it is a few characters within a line."""
        text = self.text
        return bool(text) and len(text) <= LONGEST_POWER and not self.children and not self.look.is_block

    @property
    def is_raised(self) -> bool:
        """Whether it is raised as the page shows, where classes say nothing: `learn_raised`."""
        return self.look.is_power and self.is_short

    def get(self, name: str) -> str:
        """An attribute besides class and style, empty where it is missing."""
        return self.attributes.get(name, "") if self.attributes and self.tag else ""


@frozen(eq=False)
class Page:
    """A page; `powers` are the parts of lines that may be a power, with the text right before them."""

    root: PageElement
    powers: Sequence[tuple[Look, str, str]]
    """Look, text, text before."""
    looks: Sequence[Look]
    """Each look once."""
    comments: Sequence[str]


def is_blank(text: str | None) -> bool:
    """Whether a text is missing or shows nothing."""
    return not text or text.isspace()


def walk(element: PageElement) -> Iterator[PageElement]:
    """The element and all below it, in the order of the page."""
    waiting = [element]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.children))


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

    >>> from controllist.readers._page import read_page
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


def first_sign(element: PageElement) -> str:
    """The first character of an element that is no blank; empty where that is not its own or its first children's.

    >>> from controllist.readers._page import read_page
    >>> [first_sign(read_page(page).root) for page in (b"<p> <b>\\n<i>Vats</i></b></p>", b"<p><br/>Vats</p>")]
    ['V', '']
    """
    while True:
        text = element.text.lstrip()
        if text:
            return text[0]
        if not element.children:
            return ""
        element = element.children[0]


def has_text(element: PageElement) -> bool:
    """Whether anything in an element is more than a blank."""
    if element.text and not element.text.isspace():
        return True
    return any(has_text(child) or not is_blank(child.tail) for child in element.children)


def has_content(element: PageElement) -> bool:
    """Whether an element shows anything: text or a picture."""
    return element.has_image or has_text(element)
