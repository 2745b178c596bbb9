"""The elements of a page as plain values, made in one pass over what lxml has read.

Whether an element holds blocks or a table is asked at every level of a deeply nested page; here each element learns it
from its children, once.

>>> from controllist.readers._elements import plain
>>> made = read_page(b'<td class="oj-label wide"><span> two  <b>words</b></span> here</td>', "cell.html").root
>>> plain(made), made.look.classes, made.children[0].tag, made.holds_blocks
('two words here', ('label', 'wide'), 'span', False)
"""

from __future__ import annotations

import re
from collections import Counter

from controllist.limits import limits
from controllist.readers._elements import PARTING, Page, PageElement, is_blank
from controllist.readers._looks import Look
from controllist.readers._xml import Element, comments, is_too_deep, local, parse_html


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
