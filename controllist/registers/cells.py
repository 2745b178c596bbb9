"""Cells that a spreadsheet would take for a formula, and how they are kept from doing anything.

A text that begins with = + - or @ (or with a tab or line end, behind which some programs look) is calculated when a
csv file is opened in a spreadsheet. A plain number such as -5 is none.
"""

from __future__ import annotations

import re
from typing import Any

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*(?:[eE][-+]?\d+)?%?")
_SIGNS = "=+-@＝＋－＠"
_UNSEEN = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*")
"""Blanks and signs without a shape, behind which some programs look for the first one that counts."""


def is_formula(cell: Any) -> bool:
    """Whether a spreadsheet may calculate this cell when it reads it from csv.

    >>> [is_formula(c) for c in ("=1+1", " @SUM(1)", "-5", "+31 6 123", "\\t=1", "pump", -5)]
    [True, True, False, True, True, False, False]
    """
    if not isinstance(cell, str) or not cell:
        return False
    unseen = _UNSEEN.match(cell)
    bare = cell[unseen.end() if unseen else 0 :].rstrip()
    return bare[:1] != "" and bare[0] in _SIGNS and not _NUMBER.fullmatch(bare)


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it.

    >>> harmless("=cmd|' /C calc'!A0"), harmless("pump")
    ("'=cmd|' /C calc'!A0", 'pump')
    """
    return f"'{text}" if is_formula(text) else text
