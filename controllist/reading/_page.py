"""The elements of a page as plain values, made while lxml reads, with no tree of lxml's own between.

A page has some fifty thousand elements, half of which tell widths or hold nothing but others; a tree of them would be
made, asked and thrown away. Each element learns from its children, once, whether it holds blocks or a table.

>>> made = read_page(b'<td class="oj-label wide"><span> two  <b>words</b></span> here</td>', "cell.html").root
>>> plain(made), made.look.classes, made.children[0].tag, made.holds_blocks
('two words here', ('label', 'wide'), 'span', False)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from controllist.limits import limits
from controllist.normalize import blanks
from controllist.reading._looks import Look
from controllist.reading._xml import Element, comments, is_too_deep, parse_html, root_start, tell_xml

_PARTING = frozenset(("p", "div", "table", "li", "h1", "h2", "h3"))
"""Elements that part the text around them into paragraphs, wherever they stand."""


class PageElement:
    """An element: its tag in lower case without a namespace (empty for comments and the like), its text as in lxml.

    `attributes` are all that are written. `line` is 0 where it is not known. `has_table` and `has_image` count the
    element itself, `holds_blocks` only what lies inside it. Most elements have few of these: the rest stays unset.
    """

    text: str = ""
    tail: str = ""
    children: Sequence[PageElement] = ()
    holds_blocks: bool = False
    has_table: bool = False
    has_image: bool = False
    is_raised: bool = False
    """Learned from the page, where classes say nothing: `learn_raised`."""

    def __init__(self, look: Look, line: int, attributes: Mapping[str, str]) -> None:
        self.tag = look.tag
        self.look = look
        self.line = line
        self.attributes = attributes

    def get(self, name: str) -> str:
        """An attribute, empty where it is missing."""
        return self.attributes.get(name, "")


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
    start, told = root_start(data), _Told()
    if start >= 0 and tell_xml(data, told):
        builder = _Builder(name, 1 + data.count(b"\n", 0, start))
        builder.build(told.events)
        if builder.line + data.count(b"\n", data.rfind(b"</")) == 1 + data.count(b"\n"):
            return builder.page(told.comments)
    # No XML, or some lines end within tags, where only a tree knows the line of an element.
    return parse_html(data, name, build)


def build(root: Element, name: str = "") -> Page:
    """The page below an lxml element; raises `SourceError` where it is nested too deeply."""
    builder = _Builder(name, 0)
    builder.build(_events(root))
    return builder.page(list(comments(root)))


@frozen
class _Unseen:
    """What stands between elements and is none, a comment or an instruction; how many lines it takes."""

    lines: int


_Begun = tuple[str, Mapping[str, str]]
"""The tag and the attributes of an element that begins."""

_Event = str | _Begun | int | _Unseen | None
"""What a parser tells: text, an element that begins, the line where it does, what is unseen; None where one ends."""


class _Told:
    """A target for a parser of lxml: keeps what it tells."""

    def __init__(self) -> None:
        self.events: list[_Event] = []
        self.comments: list[str] = []
        self.data = keep = self.events.append
        self.end: Callable[[str], None] = lambda _: keep(None)
        self.start: Callable[[str, Mapping[str, str]], None] = lambda tag, attributes: keep((tag, attributes))

    def comment(self, text: str) -> None:
        self.comments.append(text)
        self.events.append(_Unseen(text.count("\n")))

    def pi(self, _: str, text: str | None = None) -> None:
        self.events.append(_Unseen((text or "").count("\n")))

    def close(self) -> None:
        """The end of the source."""


def _events(source: Element) -> Iterator[_Event]:
    """What a parser would tell of an element, with its line."""
    waiting: list[tuple[Element, bool]] = [(source, False)]
    while waiting:
        element, has_begun = waiting.pop()
        if has_begun:
            yield None
        elif isinstance(element.tag, str):
            yield element.sourceline or 0
            yield element.tag, dict(element.attrib)
            if element.text:
                yield element.text
            waiting.append((element, True))
            waiting.extend((child, False) for child in reversed(element))
            continue
        else:
            yield _Unseen(0)
        if element is not source and element.tail:
            yield element.tail


class _Builder:
    """Makes the elements of what a parser tells."""

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.root: PageElement | None = None
        self.short: list[tuple[PageElement, str]] = []
        self.looks: dict[tuple[str, str, str], Look] = {}
        """By tag, class and style; a page has some dozens."""
        self.told: dict[tuple[str, str, str] | str, Look] = {}
        """The same by the tag as lxml has it, which may have a namespace; by that alone where nothing else is told."""

    def page(self, said: Sequence[str]) -> Page:
        assert self.root is not None
        return Page(self.root, self.short, list(self.looks.values()), said)

    def look(self, tag: str, written: str, style: str) -> Look:
        key = (tag.rpartition("}")[2].lower(), written, style)
        return self.looks.setdefault(key, Look(*key))

    def build(self, events: Iterable[_Event]) -> None:
        """All elements, each at its end in those around it. One loop, as a page tells some 200,000 things."""
        line, deepest, told = self.line, limits().depth, self.told
        around: list[PageElement | None] = []
        at: PageElement | None = None
        # The last child so far, behind which text stands.
        last: PageElement | None = None
        for event in events:
            if event is None:
                assert at is not None
                within = around.pop()
                if within is None:
                    self.root = at
                    last = None
                else:
                    last = self.close(at, within)
                at = within
            elif isinstance(event, str):
                line += event.count("\n")
                if last is not None:
                    last.tail += event
                elif at is not None:
                    at.text += event
            elif isinstance(event, tuple):
                tag, attributes = event
                if attributes and ("class" in attributes or "style" in attributes):
                    key = (tag, attributes.get("class", ""), attributes.get("style", ""))
                    look = told.get(key) or told.setdefault(key, self.look(*key))
                else:
                    look = told.get(tag) or told.setdefault(tag, self.look(tag, "", ""))
                look.times += 1
                around.append(at)
                if len(around) > deepest:
                    raise is_too_deep(self.name)
                at, last = PageElement(look, line, attributes), None
            elif isinstance(event, int):
                line = event
            elif at is not None:
                line += event.lines
                if len(around) >= deepest:
                    raise is_too_deep(self.name)
                last = PageElement(_NO_LOOK, line, {})
                at.children = [*at.children, last]
        self.line = line

    def close(self, made: PageElement, within: PageElement) -> PageElement | None:
        """Put an element that is complete into the one around it; the one that text stands behind from here on."""
        tag = made.tag
        if made.holds_blocks or tag in _PARTING:
            within.holds_blocks = True
            if made.has_table or tag == "table":
                made.has_table = within.has_table = True
        elif tag == "col" and not made.children and _is_blank(made.text):
            # It tells a width and nothing else; half of the elements of a page can be of this kind.
            return within.children[-1] if within.children else None
        elif made.text and len(made.text) <= _LONGEST_POWER and not made.children and not made.look.is_block:
            self.short.append((made, within.children[-1].tail if within.children else within.text))
        if made.has_image or tag == "img":
            made.has_image = within.has_image = True
        if within.children:
            within.children.append(made)  # type: ignore[attr-defined]
        else:
            within.children = [made]
        return made


_NO_LOOK = Look("", "", "")


def _is_blank(text: str) -> bool:
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
