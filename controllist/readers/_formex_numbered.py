"""Paragraphs of Formex with a label apart from their text: numbered ones, those with a code in the margin, notes.

>>> from controllist.readers._formex_walk import Walk
>>> from controllist.readers._xml import parse_xml
>>> walk = Walk("vats.xml", {"NP": read_numbered, "ANNOTATION": read_annotation})
>>> walk.element(parse_xml(b'''<NP><NO.P>2B999</NO.P><TXT>Vats.</TXT>
... <ANNOTATION><TITLE>Note:</TITLE><P>Not those of tin.</P></ANNOTATION></NP>'''), 0)
>>> [(block.label, block.text, block.depth) for block in walk.blocks]
[('2B999', 'Vats.', 0), ('Note:', 'Not those of tin.', 1)]
"""

from __future__ import annotations

from controllist.readers._formex_elements import INLINE, is_code, is_plain, number_of
from controllist.readers._formex_walk import Walk
from controllist.readers._runs import Run
from controllist.readers._xml import Element


def read_numbered(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A label with its text; what stands below it is one deeper."""
    number = number_of(element)
    label = walk.run_of(number).text() if number is not None else ""
    text = _text_of(element, number)
    if text is None or is_plain(text):
        walk.paragraph(walk.run_of(text) if text is not None else walk.begun(), element, depth, label)
    else:
        at = len(walk.blocks)
        walk.children(text, depth + 1, level)
        walk.label_first(at, element, label, depth)
    for child in walk.parts(element):
        if child is text or child is number:
            continue
        if child.tag in INLINE:
            walk.paragraph(walk.run_of(child), child, depth + 1)
        else:
            walk.element(child, depth + 1, level)


def _text_of(element: Element, number: Element | None) -> Element | None:
    """The element that holds the text of a numbered one.

    A numbered group or paragraph of an article has no TXT, an item may lack it: the first paragraph is it.
    """
    text = next((c for c in element if c.tag in ("TXT", "ITEM.CONT")), None)
    if text is not None:
        return text
    first = next((c for c in element if isinstance(c.tag, str) and c is not number), None)
    if first is None or first.tag not in ("P", "ALINEA"):
        return None
    return first if element.tag in ("GR.SEQ", "PARAG") or is_plain(first) else None


def read_paragraph(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A paragraph, in annexes that take over the military list with a code in its margin.

    More than one code there ("ML 7, 22.") tells where a defined term is used, and is a paragraph of its own.

    >>> from controllist.readers._xml import parse_xml
    >>> walk = Walk("", {"P": read_paragraph})
    >>> walk.element(parse_xml(b"<P><MARGIN>ML 99</MARGIN>Vats;</P>"), 0)
    >>> walk.element(parse_xml(b"<P><MARGIN>ML 7, 99</MARGIN>of tin.</P>"), 0)
    >>> [(block.label, block.text) for block in walk.blocks]
    [('ML 99', 'Vats;'), ('', 'ML 7, 99'), ('', 'of tin.')]
    """
    if element.find("MARGIN") is None:
        walk.children(element, depth, level)
        return
    margin = Run()
    for part in element.iter("MARGIN"):
        walk.inline(part, margin)
        margin.add(" ")
    label = margin.text()
    if not is_code(label):
        walk.paragraph(margin, element, depth)
        label = ""
    at = len(walk.blocks)
    walk.children(element, depth, level, leave_out=("MARGIN",))
    if label:
        walk.label_first(at, element, label, depth)


def read_annotation(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A note: its heading is a label, where it has one."""
    title = next((c for c in element if c.tag == "TITLE"), None)
    if title is None:
        walk.children(element, depth, level)
        return
    label = walk.run_of(title).text()
    at = len(walk.blocks)
    walk.children(element, depth + 1, level, leave_out=("TITLE",))
    walk.label_first(at, title, label, depth)
