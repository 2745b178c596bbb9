"""What a change of the list means for one article: five outcomes, none of which says "free"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from attrs import frozen

from controllist.codes import ControlCode
from controllist.registers.tables import Goods

Outcome = Literal["newly controlled", "look again", "number changed", "no longer controlled", "not touched"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""By urgency: what may need a licence tomorrow comes first."""


@frozen
class Touched:
    """One article and what becomes of it.

    `codes` are the numbers it stands under after the change, as far as that is known, `changes` the changed places
    that decide, `deciding` the facts that would settle it, empty where none is missing or where many parts of a list
    are open. `direction` is that of the changes: an article that may have come under control is more urgent than one
    that may have left it.
    """

    goods: Goods
    outcome: Outcome
    reason: str
    codes: tuple[ControlCode, ...] = ()
    changes: tuple[ControlCode, ...] = ()
    deciding: tuple[str, ...] = ()
    direction: str = ""
    score: float = 0.0
    """How well the description fits, where a match found the place."""

    @property
    def urgency(self) -> tuple[int, int, float, int]:
        """A sort key: the outcome, then what may widen before what may narrow, then the better match, then the row."""
        directions = ("wider", "undecided", "narrower", "neutral", "")
        return (OUTCOMES.index(self.outcome), directions.index(self.direction), -self.score, self.goods.line)


def summary(touched: Iterable[Touched]) -> dict[Outcome, int]:
    """How many articles have each outcome."""
    counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
    for row in touched:
        counts[row.outcome] += 1
    return counts
