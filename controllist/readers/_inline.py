"""Inline content of a page: text with exponents and pictures, calls of footnotes, marks of amendments.

>>> from controllist.readers._page import read_page
>>> page = read_page(b'<p>Above 10<sup>3</sup> Pa (<a href="#E0001" id="src.E0001"><sup>1</sup></a>);</p>')
>>> run = read_inline(page.root)
>>> run.text(), run.references
('Above 10^3 Pa;', ('E0001',))
"""

from __future__ import annotations

import re

from controllist.normalize import blanks
from controllist.readers._elements import PageElement, first_sign, plain, raw, walk
from controllist.readers._runs import Run

_CALL = "\ufffc"
_CALLS = re.compile(rf"(?<!\s)\s*+(?:\(\s*{_CALL}\s*\)|{_CALL})")
_REFERENCE = re.compile(r"#?(?:ntr|ntc)\w|#?(?:src\.)?E\d{3,}")
_ARROWS = "▼►◄"
_ARROW = re.compile(rf"[{_ARROWS}]\s*[A-Z]?\d*\s*")
_ACT = re.compile(r"(?P<act>\d{5}[A-Z]{1,2}\d{4}(?:R\(\d+\))?)(?::\s*(?P<what>\w+))?")


class PageRun(Run):
    """A run of a page; `references` name the footnotes it calls, `call` is how the first of them is printed."""

    __slots__ = ("arrows", "call", "doubts", "references")

    def __init__(self) -> None:
        Run.__init__(self)
        self.references: tuple[str, ...] = ()
        self.call = ""
        self.arrows: tuple[str, ...] = ()
        self.doubts: tuple[str, ...] = ()
        """What of the text is read and not sure."""

    def add_text(self, text: str, italic: bool = False) -> None:
        """Text as it stands, but for the arrow that ends an amended passage."""
        if "◄" in text:
            self.arrows += ("◄" * text.count("◄"),)
            text = text.replace("◄", " ")
        self.add(text, italic)

    def text(self) -> str:
        """The text without the calls of footnotes and the brackets round them."""
        text = Run.text(self)
        return blanks(_CALLS.sub("", text)) if _CALL in text else text


def read_inline(element: PageElement, run: PageRun | None = None, italic: bool = False) -> PageRun:
    """All inline content of an element, its own text and that of its children, in a run."""
    if run is None:
        run = PageRun()
    look, text = element.look, element.text
    if not look.is_plain and _read_special(element, run, italic):
        return run
    if look.may_be_mark and not text[:1].isalnum() and _is_mark(element):
        run.arrows += (plain(element),)
        run.mark = run.mark or act_mark(element)
        return run
    italic = italic or look.role == "italic"
    if text:
        run.add_text(text, italic)
    for child in element.children:
        if child.look.is_block:
            run.add(" ")
            read_inline(child, run, italic)
            run.add(" ")
        else:
            read_inline(child, run, italic)
        tail = child.tail
        if tail:
            run.add_text(tail, italic)
    return run


def _read_special(element: PageElement, run: PageRun, italic: bool) -> bool:
    """Whether an element is read otherwise than by its text and what it holds; then it is in the run."""
    role = element.look.role
    if role == "skipped":
        return True
    if role == "picture":
        run.add_formula((element.get("src") or element.get("alt")).encode())
    elif role == "break":
        run.add(" ")
    elif element.tag == "a" and _is_call(element):
        run.references += (footnote_key(element),)
        run.call = run.call or plain(element)
        run.add(_CALL)
    elif role == "raised" or (element.look.is_power and element.is_short):
        raised = raw(element)
        if role != "raised":
            run.doubts += (f'"{raised}" behind "{run.tail()}" is set apart and nothing says how, read as raised',)
        run.add_raised(raised, italic)
        if raised[-1:].isspace():
            run.add(" ")
    else:
        return False
    return True


def _has_arrow(text: str) -> bool:
    return "▼" in text or "►" in text or "◄" in text


def begun(text: str) -> PageRun | None:
    """A run that begins with a text, None where that says nothing: blanks between elements are no paragraph."""
    if not text or text.isspace():
        return None
    run = PageRun()
    run.add_text(text)
    return run


def bare_text(element: PageElement) -> str | None:
    """The text of a block that is nothing but text, None where its content must be read piece by piece.

    >>> from controllist.readers._page import read_page
    >>> bare_text(read_page(b"<p> Vats </p>").root), bare_text(read_page(b"<p><b>Vats</b></p>").root)
    ('Vats', None)
    """
    if element.children or element.look.role != "text" or _has_arrow(element.text):
        return None
    return blanks(element.text)


def act_mark(element: PageElement) -> str:
    """The amending act and what it did, as the link of a mark names them: `32025R2003 REPLACED`."""
    for link in walk(element):
        found = _ACT.match(link.get("title"))
        if found:
            return " ".join(x for x in found.groups() if x)
    return ""


def footnote_key(element: PageElement) -> str:
    """What the call of a footnote and the footnote share: the name behind `ntr` and `ntc`, or `E0001`."""
    return re.sub(r"^#?(?:ntr|ntc|src\.)?", "", element.get("href") or element.get("id") or element.get("name"))


def _is_call(element: PageElement) -> bool:
    return bool(_REFERENCE.match(element.get("href"))) and len(plain(element).strip("()[] ")) <= 4


def _is_mark(element: PageElement) -> bool:
    """Whether an element holds nothing but the arrow of an amendment: ▼M4, ►C1."""
    opening = element.text.lstrip()
    if opening:
        return opening[0] in _ARROWS and bool(_ARROW.fullmatch(plain(element)))
    begins = first_sign(element)
    return (not begins or not begins.isascii()) and bool(_ARROW.fullmatch(plain(element)))
