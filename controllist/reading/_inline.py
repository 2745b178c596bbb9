"""Inline content of a page: text with exponents and pictures, calls of footnotes, marks of amendments.

>>> from controllist.reading._xml import parse_xml
>>> run = read_inline(parse_xml(b'<p>Above 10<sup>3</sup> Pa (<a href="#E0001" id="src.E0001"><sup>1</sup></a>);</p>'))
>>> run.text(), run.references
('Above 10^3 Pa;', ['E0001'])
"""

from __future__ import annotations

import re

from controllist.normalize import blanks
from controllist.reading._runs import Run
from controllist.reading._xml import Element, classes, local

BLOCK_TAGS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
SKIPPED_TAGS = frozenset(("head", "script", "style", "link", "meta", "title", "col", "colgroup", "template"))
_ITALIC = frozenset(("i", "em", "italic", "italics", "ital"))
_RAISED = frozenset(("sup", "super", "superscript"))
_CALL = "\ufffc"
_CALLS = re.compile(rf"\s*\(\s*{_CALL}\s*\)|\s*{_CALL}")
_REFERENCE = re.compile(r"#?(?:ntr|ntc)\w|#?(?:src\.)?E\d{3,}")
_ARROW = re.compile(r"[▼►◄]\s*[A-Z]?\d*\s*")
_ACT = re.compile(r"(?P<act>\d{5}[A-Z]{1,2}\d{4}(?:R\(\d+\))?)(?::\s*(?P<what>\w+))?")


class PageRun(Run):
    """A run of a page; `references` name the footnotes it calls, `call` is how the first of them is printed."""

    def __init__(self) -> None:
        super().__init__()
        self.references: list[str] = []
        self.call = ""
        self.arrows: list[str] = []

    def text(self) -> str:
        """The text without the calls of footnotes and the brackets round them."""
        return blanks(_CALLS.sub("", super().text()))


def read_inline(element: Element, run: PageRun | None = None, italic: bool = False) -> PageRun:
    """All inline content of an element, its own text and that of its children, in a run."""
    run = run if run is not None else PageRun()
    tag, names = local(element), set(classes(element))
    if not tag or tag in SKIPPED_TAGS:
        return run
    if tag == "img":
        run.add_formula((element.get("src") or element.get("alt") or "").encode())
    elif tag == "br":
        run.add(" ")
    elif tag == "a" and _is_call(element):
        run.references.append(footnote_key(element))
        run.call = run.call or plain(element)
        run.add(_CALL)
    elif (tag in _RAISED or names & _RAISED) and "note-tag" not in names:
        run.add_raised("".join(element.itertext()), italic)
        if "".join(element.itertext())[-1:].isspace():
            run.add(" ")
    elif _is_mark(element):
        run.arrows.append(plain(element))
        run.mark = run.mark or act_mark(element)
    else:
        italic = italic or tag in _ITALIC or bool(names & _ITALIC)
        add_text(run, element.text, italic)
        for child in element:
            separates = local(child) in BLOCK_TAGS
            run.add(" " if separates else "")
            read_inline(child, run, italic)
            run.add(" " if separates else "")
            add_text(run, child.tail, italic)
    return run


def add_text(run: PageRun, text: str | None, italic: bool = False) -> None:
    """Text as it stands, but for the arrow that ends an amended passage."""
    if text and "◄" in text:
        run.arrows.append("◄" * text.count("◄"))
        text = text.replace("◄", " ")
    run.add(text, italic)


def act_mark(element: Element) -> str:
    """The amending act and what it did, as the link of a mark names them: `32025R2003 REPLACED`."""
    for link in element.iter():
        found = _ACT.match(link.get("title") or "") if isinstance(link.tag, str) else None
        if found:
            return " ".join(x for x in found.groups() if x)
    return ""


def footnote_key(element: Element) -> str:
    """What the call of a footnote and the footnote share: the name behind `ntr` and `ntc`, or `E0001`."""
    name = element.get("href") or element.get("id") or element.get("name") or ""
    return re.sub(r"^#?(?:ntr|ntc|src\.)?", "", name)


def plain(element: Element) -> str:
    """The bare text of an element.

    >>> from controllist.reading._xml import parse_xml
    >>> plain(parse_xml(b"<p> two  <b>words</b></p>"))
    'two words'
    """
    return blanks("".join(element.itertext()))


def holds_blocks(element: Element) -> bool:
    return any(local(e) in ("p", "div", "table", "li", "h1", "h2", "h3") for e in element.iter() if e is not element)


def has_content(element: Element) -> bool:
    return bool(plain(element)) or any(local(e) == "img" for e in element.iter())


def _is_call(element: Element) -> bool:
    href = element.get("href") or ""
    return bool(_REFERENCE.match(href)) and len(plain(element).strip("()[] ")) <= 4


def _is_mark(element: Element) -> bool:
    """A link or span that holds nothing but the arrow of an amendment: ▼M4, ►C1."""
    return local(element) in ("a", "span", "p") and bool(_ARROW.fullmatch(plain(element)))
