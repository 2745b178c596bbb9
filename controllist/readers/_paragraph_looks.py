"""What the tag and the classes of a paragraph tell of it: a heading and its level, a footnote, furniture.

>>> paragraph_look("p", ("ti-grseq-2",)).level, paragraph_look("p", ("note",)).is_footnote
(2, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from controllist.blocks import Style

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
