"""What the tag and the classes of a paragraph tell of it: a heading and its level, a footnote, furniture.

>>> paragraph_look(Look("p", "oj-ti-grseq-2", "")).level, paragraph_look(Look("p", "oj-note", "")).is_footnote
(2, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from controllist.blocks import Style
from controllist.reading._looks import Look

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
    """What the look of a paragraph tells of it."""

    style: Style
    level: int
    is_annotation: bool
    is_footnote: bool
    is_furniture: bool
    is_plain: bool
    """Whether it tells nothing."""


@lru_cache(maxsize=1_000)
def paragraph_look(look: Look) -> ParagraphLook:
    names = look.classes
    is_annotation = any(n.startswith("ti-annotation") for n in names)
    is_footnote = not is_annotation and ("note" in names or "footnote" in names)
    style, level = _heading(look.tag, names)
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
