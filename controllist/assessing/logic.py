"""Three-valued logic: a condition is met, not met, or cannot be told from what is known.

The tables are Kleene's: one open condition leaves an `all` open unless another one fails, and leaves an `any` open
unless another one holds. So a further fact can only close what is open, never turn met into not met.

>>> every(["met", "unknown", "not-met"]), some(["unknown", "met"]), negated("unknown")
('not-met', 'met', 'unknown')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

Verdict = Literal["met", "not-met", "unknown"]
VERDICT_LABELS: dict[Verdict, str] = {"met": "met", "not-met": "not met", "unknown": "unknown"}
"""A verdict as a label of a message."""
Way = Literal["all", "any", "cautious"]
"""How conditions combine. `cautious` is for a text that does not tell surely whether it means all or any."""


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Met if all are; of nothing: met."""
    open_ones = False
    for verdict in verdicts:
        if verdict == "not-met":
            return "not-met"
        open_ones = open_ones or verdict == "unknown"
    return "unknown" if open_ones else "met"


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """Met if one is; of nothing: not met."""
    open_ones = False
    for verdict in verdicts:
        if verdict == "met":
            return "met"
        open_ones = open_ones or verdict == "unknown"
    return "unknown" if open_ones else "not-met"


def agreed(verdicts: Iterable[Verdict]) -> Verdict:
    """What both readings, all and any, give: met if all are met, not met if none is, else unknown.

    >>> agreed(["met", "not-met"]), agreed(["not-met", "not-met"]), agreed([])
    ('unknown', 'not-met', 'unknown')
    """
    seen = set(verdicts)
    return seen.pop() if len(seen) == 1 else "unknown"


def words_beside(words: Verdict, figures: Verdict) -> Verdict:
    """Words asked as a whole, beside figures that can refute but not prove them.

    >>> words_beside("met", "not-met"), words_beside("unknown", "met")
    ('not-met', 'unknown')
    """
    return "not-met" if figures == "not-met" else words


def negated(verdict: Verdict) -> Verdict:
    """The verdict on the opposite condition."""
    return {"met": "not-met", "not-met": "met", "unknown": "unknown"}[verdict]  # type: ignore[return-value]


COMBINE: dict[Way, Callable[[Iterable[Verdict]], Verdict]] = {"all": every, "any": some, "cautious": agreed}
