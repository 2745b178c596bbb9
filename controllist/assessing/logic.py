"""Three-valued logic: a condition is met, not met, or cannot be told from what is known.

The tables are Kleene's: one open condition leaves an `all` open unless another one fails, and leaves an `any` open
unless another one holds. So a further fact can only close what is open, never turn met into not met.

>>> every(["met", "unknown", "not-met"]), some(["unknown", "met"]), negated("unknown")
('not-met', 'met', 'unknown')

What is known of a figure: one value, a range, or only a side; and how it stands to a bound of the law.

A range that lies on both sides of a bound leaves the condition open. Bounds are exact fractions, open or closed, so
that "< 193 nm" and "≤ 193 nm" part exactly at 193 nm.

>>> Interval.point(Fraction(193)).against("<", Fraction(193))
'not-met'
>>> Interval(Fraction("1.4"), Fraction("1.7")).against("<=", Fraction("1.5"))
'unknown'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Literal

from attrs import frozen

from controllist.language import Comparison

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


@frozen
class Interval:
    """All values from `low` to `high`; None is without end, `low_open` and `high_open` leave the end itself out."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def against(self, comparison: Comparison, bound: Fraction) -> Verdict:
        """Whether every value, no value or only some of them lie on the side the comparison asks for."""
        if comparison == ">":
            return _below(self.reflected(), -bound, strict=True)
        if comparison == ">=":
            return _below(self.reflected(), -bound, strict=False)
        if comparison == "=":
            if self.is_point and self.low == bound:
                return "met"
            outside = "not-met" in (_below(self, bound, strict=False), self.against(">=", bound))
            return "not-met" if outside else "unknown"
        return _below(self, bound, strict=comparison == "<")

    def reflected(self) -> Interval:
        """The same values with the other sign."""
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def mapped(self, change: Callable[[Fraction], Fraction]) -> Interval:
        """Both ends through a rising function, such as a change of unit.

        >>> Interval.point(Fraction(2)).mapped(lambda x: x * 1000).low
        Fraction(2000, 1)
        """
        low = None if self.low is None else change(self.low)
        high = None if self.high is None else change(self.high)
        return Interval(low, high, self.low_open, self.high_open)

    def times(self, other: Interval) -> Interval:
        """The products of values that are not negative; what may be negative has no bound below 0 kept."""
        low = None if self.low is None or other.low is None else self.low * other.low
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def over(self, other: Interval) -> Interval:
        """The quotients of values that are not negative; by a range that begins at 0 they have no upper end.

        >>> Interval(Fraction(10), Fraction(20)).over(Interval(Fraction(2), Fraction(5)))
        Interval(low=Fraction(2, 1), high=Fraction(10, 1), low_open=False, high_open=False)
        """
        low = None if self.low is None or not other.high else self.low / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return Interval(low, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def plus(self, other: Interval) -> Interval:
        """The sums of two values."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    @property
    def is_negative_somewhere(self) -> bool:
        """Whether a value below 0 is among them, for which products and quotients are not made."""
        return self.low is None or self.low < 0


def _below(interval: Interval, bound: Fraction, *, strict: bool) -> Verdict:
    """Against `< bound` (strict) or `≤ bound`."""
    high, low = interval.high, interval.low
    if high is not None and (high < bound or (high == bound and (not strict or interval.high_open))):
        return "met"
    if low is not None and (low > bound or (low == bound and (strict or interval.low_open))):
        return "not-met"
    return "unknown"
