"""The look of notes, learned from a page whose classes tell nothing: what nearly all their texts wear and few others.

Lists set notes in italics, and a list behind a note is the provision's where it stands upright. A conversion may call
its italics by any name; what stands behind the headings of notes then shows which name that is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from controllist.normalize import blanks, visible
from controllist.readers._elements import Page, PageElement, raw
from controllist.readers._looks import Look
from controllist.readers.inline_lists import NOTE_HEADING

FEWEST_NOTES = 20
"""Below so many notes a page teaches nothing."""
FEWEST_ALIKE = 5
"""A heading of notes comes again; "Category 3" and the like do not come so often."""
_OF_NOTES, _OF_OTHERS = 0.8, 0.4
"""The share of notes that must wear a look, and of other texts that may: among these are the items of notes."""
_WHOLE = 0.9
"""The share of a text that a look must cover."""
_SHORTEST = 4
"""Characters below which a text is a label."""
_WORDS = re.compile(r"[^\W\d_]+")


@frozen
class _Text:
    """One run of text: the traits of looks with how many characters each covers, and what heading it begins with."""

    covered: Counter[str]
    length: int
    heading: str
    is_bare: bool


def learn_italics(page: Page) -> None:
    """Give the looks that notes wear the role of italics, unless the page tells its italics.

    >>> from controllist.readers._page import read_page
    >>> note = "<p>Note: <i class='n'>not this</i></p><p class='t'><b class='k'>Vats</b> of <b>tin</b></p>"
    >>> note = note.replace("i class", "span class").replace("/i>", "/span>")
    >>> page = read_page(f"<body>{note * 20}</body>".encode())
    >>> learn_italics(page)
    >>> [part.children[0].look.role for part in page.root.children[:2]]
    ['italic', 'text']
    """
    if sum(look.times for look in page.looks if look.role == "italic") >= FEWEST_NOTES:
        return
    texts = list(_texts(page.root))
    often = Counter(text.heading for text in texts if text.heading)
    notes: list[_Text] = []
    others: list[_Text] = []
    is_headed = False
    for text in texts:
        is_note = bool(text.heading) and often[text.heading] >= FEWEST_ALIKE
        if not (is_note and text.is_bare):
            (notes if is_note or is_headed else others).append(text)
        is_headed = is_note and text.is_bare
    if len(notes) < FEWEST_NOTES:
        return
    worn, by_others = _worn(notes), _worn(others)
    learned = {t for t, n in worn.items() if n >= _OF_NOTES * len(notes) and by_others[t] <= _OF_OTHERS * len(others)}
    for look in page.looks if learned else ():
        if look.role == "text" and not learned.isdisjoint(_traits(look)):
            look.role = "italic"


def _worn(texts: Sequence[_Text]) -> Counter[str]:
    """How many texts wear each trait from end to end."""
    return Counter(t for text in texts for t, n in text.covered.items() if n >= _WHOLE * text.length)


def _traits(look: Look) -> tuple[str, ...]:
    return (*look.classes, f"style: {look.style}") if look.style else look.classes


def _texts(element: PageElement) -> Iterator[_Text]:
    """The runs of text of an element in order: paragraphs, and what stands between them."""
    if element.look.role == "skipped":
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
    traits = around.union(_traits(element.look))
    if element.text:
        yield traits, element.text
    for child in element.children:
        yield from _pieces(child, traits)
        if child.tail:
            yield traits, child.tail
