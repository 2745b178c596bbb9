"""Pieces of a description: a word or a part of a compound, with its role in the sentence, its sort and its weight.

>>> piece = Piece("pump", 0, 4, "pump", "goods", "content", 1.0)
>>> piece.weighing(ZONE_WEIGHTS["purpose"], "purpose").role
'purpose'
"""

from __future__ import annotations

import re
from typing import Literal

from attrs import frozen

Role = Literal["goods", "qualifier", "aside", "purpose", "later"]
Sort = Literal["content", "generic", "part", "kind", "stage", "military", "small", "number", "cas", "marking"]
Goods = Literal["thing", "software", "technology", "service"]
Making = Literal["", "aside", "lead"]
"""Whether goods make or test others: `lead` where nothing else is said of them, `aside` where they have a name."""

ZONE_WEIGHTS: dict[Role, float] = {"goods": 1.0, "qualifier": 0.6, "aside": 0.5, "purpose": 0.45, "later": 0.3}
SORT_WEIGHTS: dict[Sort, float] = {
    "generic": 0.15,
    "part": 0.0,
    "kind": 0.4,
    "stage": 0.2,
    "military": 0.3,
    "small": 0.0,
    "number": 0.0,
    "cas": 2.5,
    "marking": 0.1,
}

BREAK = re.compile(r"[(\[{]|[)\]}]|[.;!?]\s|\n|[,:]\s|\s[-–—/|]\s")
"""Where a clause ends: brackets, stops, dashes between blanks, ends of lines."""


@frozen
class Piece:
    """A word of the description, or a part of a compound in it.

    `key` is looked up in the lists, `own` in the vocabulary: they differ where the lists have one word for many, as
    `use` for operation, bediening, Betrieb.
    """

    text: str
    start: int
    end: int
    key: str
    role: Role
    sort: Sort
    weight: float
    compound: bool = False
    known: bool = True
    own: str = ""

    @property
    def term_key(self) -> str:
        return self.own or self.key

    def weighing(self, weight: float, role: Role | None = None) -> Piece:
        # Not by `evolve`, which takes ten times as long.
        return Piece(
            self.text,
            self.start,
            self.end,
            self.key,
            role or self.role,
            self.sort,
            weight,
            self.compound,
            self.known,
            self.own,
        )
