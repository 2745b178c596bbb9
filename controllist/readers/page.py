"""The elements of an XHTML page as plain values, made in one pass over what lxml has read.

Whether an element holds blocks or a table is asked at every level of a deeply nested page; here each element knows it,
from its children. What all elements with one tag, class and style have in common is their style (`Look`).

>>> made = read_page(b'<td class="oj-label wide"><span> two  <b>words</b></span> here</td>', "cell.html").root
>>> plain(made), made.look.classes, made.children[0].tag, made.holds_blocks
('two words here', ('label', 'wide'), 'span', False)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from attrs import define, frozen

from controllist.blocks import Style
from controllist.limits import limits
from controllist.normalize import blanks
from controllist.readers.xml import Element, comments, is_too_deep, local, parse_html

_HEADING = re.compile(
    r"""
    (?: (?P<top> doc-ti | title-doc.* | title-annex-\d | ti-annex )      # the title of an act or annex
      | (?: ti-grseq- | title-gr-seq-level- ) (?P<level> \d )            # a group of the annex, by level
      | (?P<other> ti- (?: art | section | chap | tbl | grseq | cap ) .* | title- (?: article | table ) .* ) )
    """,
    re.VERBOSE,
)
_FURNITURE = frozenset(("reference", "disclaimer", "arrow", "modref"))


@frozen
class ParagraphLook:
    """What a look tells of paragraphs that have it."""

    style: Style
    level: int
    is_annotation: bool
    is_footnote: bool
    is_furniture: bool
    is_plain: bool
    """Whether it tells nothing."""


def paragraph_look(tag: str, names: tuple[str, ...]) -> ParagraphLook:
    """What a tag and its classes tell."""
    is_annotation = any(n.startswith("ti-annotation") for n in names)
    is_footnote = not is_annotation and ("note" in names or "footnote" in names)
    style, level = _heading(tag, names)
    is_plain = not (style or is_annotation or is_footnote or is_furniture(names))
    return ParagraphLook(style, level, is_annotation, is_footnote, is_furniture(names), is_plain)


def _heading(tag: str, names: tuple[str, ...]) -> tuple[Style, int]:
    for name in names:
        found = _HEADING.fullmatch(name)
        if found:
            return "heading", 0 if found["top"] else int(found["level"] or 3)
    if re.fullmatch(r"h[1-6]", tag):
        return "heading", int(tag[1]) - 1
    return "", 0


def is_furniture(names: Iterable[str]) -> bool:
    return any(n.startswith("hd-") or n in _FURNITURE for n in names)


BLOCK_TAGS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
SKIPPED_TAGS = frozenset(("head", "script", "style", "link", "meta", "title", "col", "colgroup", "template"))
_MARKS = frozenset(("a", "span", "p"))
_ITALIC = frozenset(("i", "em", "italic", "italics", "ital"))
_RAISED = frozenset(("sup", "super", "superscript"))
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|text-top)\b", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE)

Role = Literal["skipped", "picture", "break", "raised", "italic", "text"]


class Look:
    """A tag in lower case without a namespace (empty for comments and the like), its classes and its style.

    `classes` come without the `oj-` that newer conversions put before them. `role` is what such an element is within a
    line; `is_told` whether tag, class or style tell that. `times` counts the elements of a page that look so, `powers`
    those of them that may be a power, for they are short (`PageElement.is_short`); `is_power` is learned from the page,
    and so is `may_be_mark`: whether such an element may hold nothing but the arrow of an amendment. `is_plain` tells
    that of an element within a line nothing is read but its text and what it holds; `opens_passage` that an element is
    the mark of a passage that some act amended. `paragraph` is what it tells of a paragraph.
    """

    __slots__ = (
        *("classes", "is_block", "is_plain", "is_power", "is_told", "may_be_mark", "opens_passage", "powers", "role"),
        *("paragraph", "style", "tag", "times"),
    )

    def __init__(self, tag: str, written: str, style: str) -> None:
        self.tag = tag
        self.classes = tuple(name.removeprefix("oj-") for name in written.lower().split()) if tag else ()
        self.style = style if tag else ""
        self.is_block = tag in BLOCK_TAGS
        self.role: Role = _role(tag, self.classes, self.style)
        self.is_plain = tag != "a" and self.role in ("text", "italic")
        self.may_be_mark = tag in _MARKS
        self.opens_passage = "modref" in self.classes or "arrow" in self.classes
        self.paragraph = paragraph_look(tag, self.classes)
        self.times = 0
        self.powers = 0
        self.is_power = False
        self.is_told = self.role != "text" or "sub" in " ".join((tag, *self.classes, self.style))


def _role(tag: str, names: tuple[str, ...], style: str) -> Role:
    if not tag or tag in SKIPPED_TAGS:
        return "skipped"
    if tag in ("img", "br"):
        return "picture" if tag == "img" else "break"
    is_raised = tag in _RAISED or not _RAISED.isdisjoint(names) or bool(style and _RAISED_STYLE.search(style))
    if is_raised and "note-tag" not in names:
        return "raised"
    is_italic = tag in _ITALIC or not _ITALIC.isdisjoint(names) or bool(style and _ITALIC_STYLE.search(style))
    return "italic" if is_italic else "text"


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

    >>> from controllist.readers.page import read_page
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

    >>> from controllist.readers.page import read_page
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


def read_page(data: bytes, name: str = "") -> Page:
    """The page of XHTML, or of HTML as browsers read it where it is no well-formed XML.

    Raises `SourceError` for what cannot be read, declares entities or is nested too deeply.
    """
    return parse_html(data, name, build)


def build(root: Element, name: str = "") -> Page:
    """The page below an lxml element; raises `SourceError` where it is nested too deeply."""
    builder = _Builder(name)
    made = builder.element(root, root.tag, limits().depth)
    return Page(made, builder.powers, list(dict.fromkeys(builder.looks.values())), list(comments(root)))


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.powers: list[tuple[Look, str, str]] = []
        self.looks: dict[tuple[object, str, str], Look] = {}
        """By tag as lxml has it, class and style; a page has some dozens."""
        self.columns: set[object] = {"col", "{http://www.w3.org/1999/xhtml}col"}
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
            if told in self.columns and not len(child) and is_blank(child.text) and is_blank(child.tail):
                # It tells a width and nothing else; half of the elements of a page can be of this kind.
                if children:
                    children[-1].tail += child.tail or ""
                else:
                    text += child.tail or ""
                continue
            made = self.element(child, told, left - 1)
            if made.holds_blocks or made.tag in PARTING:
                holds_blocks = True
                has_table = has_table or made.has_table
            elif not made.look.is_told and made.is_short:
                made.look.powers += 1
                self.powers.append((made.look, made.text, children[-1].tail if children else text))
            has_image = has_image or made.has_image
            children.append(made)
        tail, line = source.tail or "", source.sourceline or 0
        return PageElement(
            tag, look, text, tail, line, attributes or None, children or (), holds_blocks, has_table, has_image
        )


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
    raised = Counter(
        look for look, text, before in page.powers if _POWER.fullmatch(text) and _TAKES_POWER.search(before)
    )
    for look, times in raised.items():
        if times >= _FEWEST * look.powers:
            look.is_power, look.is_plain = True, False
