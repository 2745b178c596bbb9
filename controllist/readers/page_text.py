"""Text in the elements of a page: exponents, pictures, calls of footnotes, marks of amendments, and what is in italics.

Lists set notes in italics, and a list behind a note is the provision's where it stands upright. A conversion may call
its italics by any name; what stands behind the headings of notes then shows which name that is.

>>> from controllist.readers.page import read_page
>>> page = read_page(b'<p>Above 10<sup>3</sup> Pa (<a href="#E0001" id="src.E0001"><sup>1</sup></a>);</p>')
>>> run = read_inline(page.root)
>>> run.text(), run.references
('Above 10^3 Pa;', ('E0001',))
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import define, frozen

from controllist.normalize import blanks, visible
from controllist.readers.inline import NOTE_HEADING, Run
from controllist.readers.page import ElementStyle, Page, PageElement, opening, plain, raw, walk

_CALL = "\ufffc"
_CALLS = re.compile(rf"(?<!\s)\s*+(?:\(\s*{_CALL}\s*\)|{_CALL})")
_REFERENCE = re.compile(r"#?(?:ntr|ntc)\w|#?(?:src\.)?E\d{3,}")
_ARROWS = "▼►◄"
_ARROW = re.compile(rf"[{_ARROWS}]\s*[A-Z]?\d*\s*")
_ACT = re.compile(r"(?P<act>\d{5}[A-Z]{1,2}\d{4}(?:R\(\d+\))?)(?::\s*(?P<what>\w+))?")


@define
class PageRun(Run):
    """A run of a page; `references` name the footnotes it calls, `call` is how the first of them is printed."""

    references: tuple[str, ...] = ()
    call: str = ""
    arrows: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """What of the text is read and not sure."""

    @property
    def is_empty(self) -> bool:
        return not (self.pieces or self.arrows)

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
    run = PageRun() if run is None else run
    role, tag = element.style.role, element.tag
    if role == "skipped":
        return run
    if role == "picture":
        run.add_formula((element.get("src") or element.get("alt")).encode())
    elif role == "break":
        run.add(" ")
    elif tag == "a" and _is_call(element):
        run.references += (footnote_key(element),)
        run.call = run.call or plain(element)
        run.add(_CALL)
    elif role == "raised" or element.is_raised:
        _add_raised(element, run, italic)
    elif tag in ("a", "span", "p") and not element.text[:1].isalnum() and _is_mark(element):
        run.arrows += (plain(element),)
        run.mark = run.mark or act_mark(element)
    else:
        italic = italic or role == "italic"
        run.add_text(element.text, italic)
        for child in element.children:
            if child.style.is_block:
                run.add(" ")
                read_inline(child, run, italic)
                run.add(" ")
            else:
                read_inline(child, run, italic)
            if child.tail:
                run.add_text(child.tail, italic)
    return run


def _add_raised(element: PageElement, run: PageRun, italic: bool) -> None:
    raised = raw(element)
    if element.style.role != "raised":
        before = "".join(text for text, _ in run.pieces[-3:])[-6:]
        run.doubts += (f'"{raised}" behind "{before}" is set apart and nothing says how, read as raised',)
    run.add_raised(raised, italic)
    if raised[-1:].isspace():
        run.add(" ")


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
    first = opening(element, 1)
    return first != "" and first in _ARROWS and bool(_ARROW.fullmatch(plain(element)))


# -- italics


FEWEST_NOTES = 20
"""Below so many notes a page teaches nothing."""
FEWEST_ALIKE = 5
"""A heading of notes comes again; "Category 3" and the like do not come so often."""
_OF_NOTES, _OF_OTHERS = 0.8, 0.4
"""The share of notes that must have a trait, and of other texts that may: among these are the items of notes."""
_WHOLE = 0.9
"""The share of a text that a trait must cover."""
_SHORTEST = 4
"""Characters below which a text is a label."""
_WORDS = re.compile(r"[^\W\d_]+")


@frozen
class _Text:
    """One run of text: the traits of styles with how many characters each covers, and what heading it begins with."""

    covered: Counter[str]
    length: int
    heading: str
    is_bare: bool


def learn_italics(page: Page) -> None:
    """Give the styles that notes have the role of italics, unless the page tells its italics.

    >>> from controllist.readers.page import read_page
    >>> note = "<p>Note: <i class='n'>not this</i></p><p class='t'><b class='k'>Vats</b> of <b>tin</b></p>"
    >>> note = note.replace("i class", "span class").replace("/i>", "/span>")
    >>> page = read_page(f"<body>{note * 20}</body>".encode())
    >>> learn_italics(page)
    >>> [part.children[0].style.role for part in page.root.children[:2]]
    ['italic', 'text']
    """
    if sum(element.style.role == "italic" for element in page.elements) >= FEWEST_NOTES:
        return
    texts = list(_texts(page.root))
    headings = Counter(text.heading for text in texts if text.heading)
    notes: list[_Text] = []
    others: list[_Text] = []
    is_headed = False
    for text in texts:
        is_note = bool(text.heading) and headings[text.heading] >= FEWEST_ALIKE
        if not (is_note and text.is_bare):
            (notes if is_note or is_headed else others).append(text)
        is_headed = is_note and text.is_bare
    if len(notes) < FEWEST_NOTES:
        return
    in_notes, in_others = _whole_traits(notes), _whole_traits(others)
    learned = {
        t for t, n in in_notes.items() if n >= _OF_NOTES * len(notes) and in_others[t] <= _OF_OTHERS * len(others)
    }
    for style in page.styles:
        if style.role == "text" and not learned.isdisjoint(_traits(style)):
            style.role = "italic"


def _whole_traits(texts: Sequence[_Text]) -> Counter[str]:
    """How many texts have each trait from end to end."""
    return Counter(t for text in texts for t, n in text.covered.items() if n >= _WHOLE * text.length)


def _traits(style: ElementStyle) -> tuple[str, ...]:
    return (*style.classes, f"style: {style.css}") if style.css else style.classes


def _texts(element: PageElement) -> Iterator[_Text]:
    """The runs of text of an element in order: paragraphs, and what stands between them."""
    if element.style.role == "skipped":
        return
    if not element.holds_blocks:
        found = _text(element)
        if found is not None:
            yield found
        return
    for child in element.children:
        yield from _texts(child)


def _text(element: PageElement) -> _Text | None:
    whole = blanks(raw(element))
    if visible(whole) < _SHORTEST:
        return None
    found = NOTE_HEADING.match(whole)
    covered: Counter[str] = Counter()
    for traits, piece in _pieces(element, frozenset()):
        covered.update(dict.fromkeys(traits, visible(piece)))
    heading = " ".join(_WORDS.findall(found[0])) if found else ""
    length = visible(whole) - (visible(found[0]) if found else 0)
    return _Text(covered, length, heading, found is not None and not length)


def _pieces(element: PageElement, around: frozenset[str]) -> Iterator[tuple[frozenset[str], str]]:
    """Each piece of text of an element with the traits of all that is around it."""
    traits = around.union(_traits(element.style))
    if element.text:
        yield traits, element.text
    for child in element.children:
        yield from _pieces(child, traits)
        if child.tail:
            yield traits, child.tail
