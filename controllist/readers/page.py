"""The elements of an XHTML page as plain values, made in one pass over what lxml has read.

Whether an element holds blocks or a table is asked at every level of a deeply nested page; here each element knows it,
from its children. What all elements with one tag, class and style have in common is their `ElementStyle`.

>>> made = read_page(b'<td class="oj-label wide"><span> two  <b>words</b></span> here</td>', "cell.html").root
>>> plain(made), made.style.classes, made.children[0].tag, made.holds_blocks
('two words here', ('label', 'wide'), 'span', False)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from attrs import define, frozen
from lxml import etree

from controllist.limits import limits
from controllist.normalize import blanks
from controllist.readers.xml import Element, comments, is_too_deep, local, parse_html

BLOCK_TAGS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
SKIPPED_TAGS = frozenset(("head", "script", "style", "link", "meta", "title", "col", "colgroup", "template"))
PARTING_TAGS = frozenset(("p", "div", "table", "li", "h1", "h2", "h3"))
"""Elements that part the text around them into paragraphs, wherever they stand."""
_ITALIC = frozenset(("i", "em", "italic", "italics", "ital"))
_RAISED = frozenset(("sup", "super", "superscript"))
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|text-top)\b", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"""
    (?: (?P<top> doc-ti | title-doc.* | title-annex-\d | ti-annex )      # the title of an act or annex
      | (?: ti-grseq- | title-gr-seq-level- ) (?P<level> \d )            # a group of the annex, by level
      | (?P<other> ti- (?: art | section | chap | tbl | grseq | cap ) .* | title- (?: article | table ) .* ) )
    """,
    re.VERBOSE,
)
_FURNITURE = frozenset(("reference", "disclaimer", "arrow", "modref"))
_LONGEST_POWER = 5
"""Characters of what may be a power: a part of a line that is longer is none."""

Role = Literal["skipped", "picture", "break", "raised", "italic", "text"]


@define(eq=False)
class ElementStyle:
    """What the elements of a page with one tag, class and style have in common.

    `tag` is in lower case without a namespace (empty for comments and the like), `classes` are without the `oj-` that
    newer conversions put before them. `role` is what such an element is within a line: `learn_italics` may change it.
    `heading` is the level of a heading, None for what is none.
    """

    tag: str
    classes: tuple[str, ...]
    css: str
    role: Role
    heading: int | None
    is_block: bool
    is_annotation: bool
    is_footnote: bool
    is_furniture: bool
    is_power: bool = False
    """Whether a few characters in this style are raised; `learn_raised` finds out where no class says it."""

    @property
    def opens_passage(self) -> bool:
        """Whether it is the mark of a passage that some act amended."""
        return "modref" in self.classes or "arrow" in self.classes


@define(eq=False)
class PageElement:
    """An element with its text and tail as in lxml; `attributes` are those of a link or picture.

    `line` is its line in the file, 0 where it is not known. `shows` is true where it has text or a picture; `has_table`
    counts the element itself, `holds_blocks` only what lies inside it.
    """

    tag: str
    style: ElementStyle
    text: str
    tail: str
    line: int
    attributes: Mapping[str, str] | None
    children: Sequence[PageElement]
    shows: bool
    holds_blocks: bool
    has_table: bool

    @property
    def is_short(self) -> bool:
        """Whether it is a few characters within a line."""
        return 0 < len(self.text) <= _LONGEST_POWER and not self.children and not self.style.is_block

    @property
    def is_raised(self) -> bool:
        """Whether it is raised as the page shows, where classes say nothing: `learn_raised`."""
        return self.style.is_power and self.is_short

    def get(self, name: str) -> str:
        """An attribute of a link or picture, empty where it is missing."""
        return self.attributes.get(name, "") if self.attributes else ""


@frozen(eq=False)
class Page:
    """A page: its language, its elements, each behind those it holds, each of their styles once, its comments."""

    language: str
    root: PageElement
    elements: Sequence[PageElement]
    styles: Sequence[ElementStyle]
    comments: Sequence[str]


def read_page(data: bytes, name: str = "") -> Page:
    """The page of XHTML, or of HTML as browsers read it where it is no well-formed XML.

    Raises `SourceError` for what cannot be read, declares entities or is nested too deeply.
    """
    return parse_html(data, name, build)


def build(root: Element, name: str = "") -> Page:
    """The page below an lxml element; raises `SourceError` where it is nested too deeply."""
    # A `col` tells a width and nothing else; half of the elements of a page can be of this kind.
    etree.strip_elements(root, "{*}col", "{*}COL", with_tail=False)
    builder = _Builder(name)
    made = builder.element(root, limits().depth)
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return Page(language[:2], made, builder.elements, list(builder.styles.values()), list(comments(root)))


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.elements: list[PageElement] = []
        self.styles: dict[tuple[object, str, str], ElementStyle] = {}

    def element(self, source: Element, levels: int) -> PageElement:
        """The element with all below it, which may have so many `levels`."""
        if not levels:
            raise is_too_deep(self.name)
        key = (source.tag, source.get("class") or "", source.get("style") or "")
        style = self.styles.get(key)
        if style is None:
            style = self.styles[key] = element_style(local(source), *key[1:])
        tag = style.tag
        attributes = dict(source.items()) if tag in ("a", "img") else None
        text, tail, line = (source.text or "") if tag else "", source.tail or "", source.sourceline or 0
        shows, holds_blocks, has_table = tag == "img" or bool(text and not text.isspace()), False, tag == "table"
        children = [self.element(child, levels - 1) for child in source]
        for child in children:
            shows = shows or child.shows or bool(child.tail and not child.tail.isspace())
            if child.holds_blocks or child.tag in PARTING_TAGS:
                holds_blocks = True
                has_table = has_table or child.has_table
        made = PageElement(tag, style, text, tail, line, attributes, children or (), shows, holds_blocks, has_table)
        self.elements.append(made)
        return made


def element_style(tag: str, written: str, css: str) -> ElementStyle:
    """The style of a tag with its classes as written and its style attribute.

    >>> super = element_style("span", "oj-Super wide", "")
    >>> super.classes, super.role, super.is_block
    (('super', 'wide'), 'raised', False)
    >>> element_style("p", "ti-grseq-2", "").heading, element_style("p", "note", "").is_footnote
    (2, True)
    """
    classes = tuple(name.removeprefix("oj-") for name in written.lower().split()) if tag else ()
    is_annotation = any(name.startswith("ti-annotation") for name in classes)
    return ElementStyle(
        tag,
        classes,
        css,
        _role(tag, classes, css),
        _heading(tag, classes),
        tag in BLOCK_TAGS,
        is_annotation,
        not is_annotation and ("note" in classes or "footnote" in classes),
        any(name.startswith("hd-") or name in _FURNITURE for name in classes),
    )


def _role(tag: str, classes: tuple[str, ...], css: str) -> Role:
    if not tag or tag in SKIPPED_TAGS:
        return "skipped"
    if tag in ("img", "br"):
        return "picture" if tag == "img" else "break"
    names = {tag, *classes}
    if "note-tag" not in names and (names & _RAISED or _RAISED_STYLE.search(css)):
        return "raised"
    return "italic" if names & _ITALIC or _ITALIC_STYLE.search(css) else "text"


def _heading(tag: str, classes: tuple[str, ...]) -> int | None:
    for name in classes:
        found = _HEADING.fullmatch(name)
        if found:
            return 0 if found["top"] else int(found["level"] or 3)
    return int(tag[1]) - 1 if re.fullmatch(r"h[1-6]", tag) else None


# -- what an element holds


def walk(element: PageElement) -> Iterator[PageElement]:
    """The element and all below it, in the order of the page."""
    waiting = [element]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.children))


def texts(element: PageElement) -> Iterator[str]:
    """The texts of an element and of all below it, as they stand."""
    yield element.text
    for child in element.children:
        yield from texts(child)
        yield child.tail


def raw(element: PageElement) -> str:
    """The text of an element and of all below it, as it stands."""
    return "".join(texts(element)) if element.children else element.text


def plain(element: PageElement) -> str:
    """The bare text of an element, with one blank for any run of blanks."""
    return blanks(raw(element))


def opening(element: PageElement, most: int = 24) -> str:
    """How the text of an element begins: some characters of it, without the blanks before.

    >>> opening(read_page(b"<div> <p>a. <b>Pumps</b></p><p>more</p></div>").root, 7)
    'a. Pump'
    """
    begun = ""
    for piece in texts(element):
        begun = (begun + piece).lstrip()
        if len(begun) >= most:
            break
    return begun[:most]


# -- raised digits


_FEWEST = 0.2
"""The share of a style that must stand behind a ten or a unit: others are words, variables and units of other kinds."""
_POWER = re.compile(r"[-–−+]?\d{1,2}")
_TAKES_POWER = re.compile(r"(?:(?<![\w.,])10|[x×]\s?10|(?<![^\W\d_])[kcmnµμd]?m)\Z")


def learn_raised(page: Page) -> None:
    """Mark what is raised in a page whose classes tell nothing: styles that stand behind a ten or a unit.

    What has one style means one thing: a class that holds digits right behind tens is that of all exponents.

    >>> line = b"<p>10<b class='c1'>6</b> m, 10<b class='c1'>3</b> s, CO<b class='c2'>2</b>, 2<b class='c1'>n</b></p>"
    >>> page = read_page(line)
    >>> learn_raised(page)
    >>> [part.is_raised for part in page.root.children]
    [True, True, False, True]
    """
    open_styles = {s for s in page.styles if s.role == "text" and "sub" not in f"{s.tag} {s.classes} {s.css}"}
    short: Counter[ElementStyle] = Counter()
    powers: Counter[ElementStyle] = Counter()
    for element in page.elements:
        before = element.text
        for child in element.children:
            if child.style in open_styles and child.is_short:
                short[child.style] += 1
                if _POWER.fullmatch(child.text) and _TAKES_POWER.search(before):
                    powers[child.style] += 1
            before = child.tail
    for style, times in powers.items():
        style.is_power = times >= _FEWEST * short[style]
