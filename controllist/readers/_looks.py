"""Looks: what all elements of a page with one tag, class and style have in common, worked out once.

>>> look = Look("span", "oj-Super wide", "")
>>> look.classes, look.role, look.is_block
(('super', 'wide'), 'raised', False)
"""

from __future__ import annotations

import re
from typing import Literal

from controllist.readers._paragraph_looks import paragraph_look

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
