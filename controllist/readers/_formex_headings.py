"""Headings of Formex and what they stand over: acts, divisions, groups of an annex, and the table that repeats them.

>>> from controllist.readers._formex_walk import Walk
>>> from controllist.readers._xml import parse_xml
>>> walk = Walk("vats.xml", {"GR.SEQ": read_group, "TITLE": read_heading})
>>> walk.element(parse_xml(b'''<GR.SEQ LEVEL="2"><NO.GR.SEQ>2B</NO.GR.SEQ><TITLE><TI><P>Vats</P></TI><STI><P>and
... lids</P></STI></TITLE><P>None.</P></GR.SEQ>'''), 0)
>>> [(block.text, block.depth, block.style) for block in walk.blocks]
[('2B Vats', 2, 'heading'), ('and lids', 2, 'heading'), ('None.', 0, '')]
"""

from __future__ import annotations

from controllist.readers._formex_elements import NUMBERS, between, number_of
from controllist.readers._formex_numbered import read_numbered
from controllist.readers._formex_walk import Walk
from controllist.readers._xml import Element

IN_TABLE = 3
"""The level of headings inside a table or over its parts."""


def read_heading(walk: Walk, element: Element, _: int, level: int) -> None:
    """A heading of what stands around it."""
    _heading(walk, element, level)


def read_heading_in_table(walk: Walk, element: Element, _depth: int, _level: int) -> None:
    """A heading over a part of a table."""
    _heading(walk, element, IN_TABLE)


def read_whole(walk: Walk, element: Element, depth: int, _: int) -> None:
    """An act, an annex: the levels of headings begin anew."""
    walk.children(element, depth, 0)


def read_division(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A chapter, an article: its headings are one level lower than those around it."""
    walk.children(element, depth, level + 1)


def read_group(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A group of the annex; a number before its title belongs to the heading."""
    level = _level_of(element, level)
    number = number_of(element)
    title = next((c for c in element if c.tag == "TITLE"), None)
    if number is None:
        walk.children(element, depth, level)
    elif title is None:
        read_numbered(walk, element, depth, level)
    else:
        _heading(walk, title, level, number)
        walk.children(element, depth, level, leave_out=("TITLE", *NUMBERS))


def read_contents(walk: Walk, element: Element, depth: int, _: int) -> None:
    """A table of contents repeats the headings; it is no part of the text."""
    text = walk.run_of(element).text()
    if text:
        walk.put(element, text, "", depth, "", discard="contents")


def _heading(walk: Walk, element: Element, level: int, number: Element | None = None) -> None:
    """Each paragraph of a title and subtitle; a numbered one keeps its number in its text."""
    for part in _paragraphs(element):
        run = walk.begun()
        if number is not None:
            walk.inline(number, run)
            run.add(" ")
            number = None
        walk.inline(part, run)
        if run.text():
            walk.put(part, run.text(), "", level, "heading", mark=run.provenance())
        walk.flush()


def _paragraphs(title: Element) -> list[Element]:
    """The paragraphs of a title; a numbered one counts as one."""
    found = [e for e in title.iter("P", "NP") if not any(a.tag in ("P", "NP") for a in between(e, title))]
    return found or [title]


def _level_of(group: Element, outer: int) -> int:
    level = group.get("LEVEL") or ""
    return int(level) if level.isdecimal() else outer + 1
