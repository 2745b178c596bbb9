"""The elements of a page as plain values, and what is asked of them.

Whether an element holds blocks or a table is asked at every level of a deeply nested page; here each element knows it,
learned from its children once.

>>> vats = PageElement("b", Look("b", "", ""), "Vats", " of tin", 1, None)
>>> page = PageElement("p", Look("p", "", ""), " New ", "", 1, None, [vats])
>>> plain(page), opening(page, 7), has_content(page), [element.tag for element in walk(page)]
('New Vats of tin', 'New Vat', True, ['p', 'b'])
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

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

    `attributes` are those besides class and style, which the look has. `place` is where it stands in the page, for
    `Page.line`. `has_table` and `has_image` count the element itself, `holds_blocks` only what lies inside it.
    """

    tag: str
    look: Look
    text: str
    tail: str
    place: int
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


@define(eq=False)
class Tag:
    """What all tags say that are written alike."""

    name: str
    look: Look
    attributes: Mapping[str, str] | None
    is_closed: bool
    parts: bool
    """Whether it parts the text around it into paragraphs."""
    may_be_power: bool
    """Whether what it holds may be one, as far as its look goes."""
    is_plain: bool
    """Whether an element of it that holds nothing but text says no more than that."""


@define(eq=False)
class ItemTags:
    """What items have in common whose tags are written alike."""

    table: PageElement
    """Their table, without what it holds; its place counts from the first sign of the item."""
    label_place: int
    """Of the cell of the label, from that of the table."""
    label: Look
    """Of the element next to the text of the label."""
    may_be_power: bool
    """Whether that may be one, as far as its look goes."""
    cells: int
    """Two, or three with an empty one before the label."""
    looks: Sequence[Look]
    """Of all elements but those of the text."""
    unfold: Callable[[Item], Sequence[PageElement]]
    """What the table of such an item holds."""
    times: int = 0
    """How many items have these tags."""


class Item(PageElement):
    """A table whose one row is an item: a label in a cell, its text in the cell behind.

    Such tables are most of the elements of a list; what such a table holds is made when it is asked for, and what it
    does not say itself the table of its tags says.

    >>> look = Look("table", "", "")
    >>> table = PageElement("table", look, "", "", 0, None, (), True, True)
    >>> tags = ItemTags(table, 0, look, False, 2, [look], lambda item: [item.shown])
    >>> item = Item(look, "", 1, tags, "a.", PageElement("td", Look("td", "", ""), "Vats", "", 1, None))
    >>> item.tag, item.label, item.has_table, plain(item)
    ('table', 'a.', True, 'Vats')
    """

    __slots__ = ("_unfolded", "closing", "held", "label", "paragraph", "tags", "words", "words_place")

    tag = "table"
    holds_blocks = True
    has_table = True

    def __init__(
        self,
        look: Look,
        tail: str,
        place: int,
        tags: ItemTags,
        label: str,
        held: PageElement | None,
        paragraph: Tag | None = None,
        words: str = "",
        words_place: int = 0,
    ) -> None:
        self.look = look
        self.tail = tail
        self.place = place
        self.has_image = False
        self.tags = tags
        self.label = label
        """The text of the label as it stands."""
        self.held = held
        """The cell with its text; or the one paragraph in it, where there is nothing else and it is made."""
        self.paragraph = paragraph
        """The tag of that paragraph, where that holds nothing but words."""
        self.words = words
        self.words_place = words_place
        self.closing = 0
        """Where the tags that close its cell begin in the source; 0 where one paragraph is all that the cell holds."""
        self._unfolded: Sequence[PageElement] | None = None

    @property
    def shown(self) -> PageElement:
        """What it holds beside its label: the cell with its text, or the one paragraph in it."""
        if self.held is None:
            tag = self.paragraph
            assert tag is not None
            self.held = PageElement("p", tag.look, self.words, "", self.words_place, tag.attributes)
        return self.held

    @property
    def text(self) -> str:  # type: ignore[override]  # nobody writes to these three
        return self.tags.table.text

    @property
    def attributes(self) -> Mapping[str, str] | None:  # type: ignore[override]
        return self.tags.table.attributes

    @property
    def children(self) -> Sequence[PageElement]:  # type: ignore[override]
        if self._unfolded is None:
            self._unfolded = self.tags.unfold(self)
        return self._unfolded


@frozen(eq=False)
class Page:
    """A page; `powers` are the parts of lines that may be a power, with the text right before them."""

    root: PageElement
    powers: Sequence[tuple[Look, str, str]]
    """Look, text, text before."""
    looks: Sequence[Look]
    """Each look once."""
    comments: Sequence[str]
    line: Callable[[int], int]
    """The line of an element from its place, 0 where it is not known."""


class Lines:
    """The lines of a text, which are asked for in order, or nearly so.

    >>> lines = Lines("one\\ntwo\\nthree")
    >>> lines.at(2), lines.at(9), lines.at(4)
    (1, 3, 2)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._place, self._line = 0, 1

    def at(self, place: int) -> int:
        """The line of a place."""
        if place >= self._place:
            self._line += self._text.count("\n", self._place, place)
        else:
            self._line -= self._text.count("\n", place, self._place)
        self._place = place
        return self._line


class TaggedLines:
    """Lines that are told for each element and comment; `begin` is where the first of them begins.

    >>> lines = TaggedLines("<p>one <b>two</b> <i>three</i></p>", 0, [7, 8, 9])
    >>> lines.at(3), lines.at(21), lines.at(10)
    (7, 9, 8)
    """

    def __init__(self, text: str, begin: int, lines: Sequence[int]) -> None:
        self._text, self._lines = text, lines
        self._place, self._number = begin, -1

    def at(self, place: int) -> int:
        """The line of what stands at a place."""
        if place >= self._place:
            self._number += self._opened(self._place, place)
        else:
            self._number -= self._opened(place, self._place)
        self._place = place
        return self._lines[self._number]

    def _opened(self, begin: int, end: int) -> int:
        return self._text.count("<", begin, end) - self._text.count("</", begin, end)


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
