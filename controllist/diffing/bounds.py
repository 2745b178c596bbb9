"""Figures: which bound moved, and whether it lets more goods in or fewer.

A bound is a half line. `<` and `≤` bounds let more in when they rise, `>` and `≥` bounds when they fall; at the same
figure the inclusive comparison lets one point more in than the strict one. What is asked of goods under an exclusion
counts the other way round; that is the caller's business (`direction`).

>>> from controllist.language import Quantity, Threshold
>>> def overlay(comparison, figure):
...     return Threshold("overlay", comparison, Quantity(Fraction(figure), "nm", None, "", f"{figure} nm", (0, 0)))
>>> shift(overlay("<=", "1.5"), overlay("<=", "2.4")).effect
'wider'
>>> shift(overlay("<", "2.4"), overlay("<=", "2.4")).rule
'bound inclusive'
>>> shift(overlay("<", "5"), overlay(">", "5")).effect
'undecided'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from controllist.diffing.changes import Effect
from controllist.language import Comparison, Threshold

SIGNS: dict[Comparison, str] = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "="}


@frozen
class Shift:
    """How one bound changed; `equal` where the two say the same."""

    effect: Effect
    rule: str
    before: str
    after: str
    equal: bool = False


def dimension(threshold: Threshold) -> str:
    """What a figure measures: its SI unit, else its printed one."""
    return threshold.quantity.si_unit or threshold.quantity.unit.casefold()


def figures(before: Threshold, after: Threshold) -> tuple[Fraction, Fraction] | None:
    """The two values in one unit, None where there is none."""
    old, new = before.quantity, after.quantity
    if old.unit == new.unit:
        return old.value, new.value
    if old.si_unit == new.si_unit and old.si_value is not None and new.si_value is not None:
        return old.si_value, new.si_value
    return None


def equal(before: Threshold, after: Threshold) -> bool:
    """Whether two bounds say the same."""
    if before.comparison != after.comparison:
        return False
    values = figures(before, after)
    return values is not None and values[0] == values[1]


def shift(before: Threshold, after: Threshold) -> Shift:
    """What became of a bound."""
    if equal(before, after):
        return _told(before, after, "neutral", "", equal=True)
    values = figures(before, after)
    if values is None:
        return _told(before, after, "undecided", "unit changed")
    old, new = values
    if before.quantity.alternative and after.quantity.alternative:
        return _told(before, after, "neutral", "conversion corrected")
    sides = {before.comparison[0], after.comparison[0]}
    if len(sides) > 1 or "=" in sides:
        return _told(before, after, "undecided", "bound replaced")
    upper = sides == {"<"}
    if old != new:
        outward = (new > old) if upper else (new < old)
        return _told(before, after, "wider" if outward else "narrower", "bound outward" if outward else "bound inward")
    inclusive = after.comparison.endswith("=")
    return _told(
        before, after, "wider" if inclusive else "narrower", "bound inclusive" if inclusive else "bound strict"
    )


def of_every_case(thresholds: Sequence[Threshold], text: str, threshold: Threshold, every: re.Pattern[str]) -> bool:
    """Whether a bound says for which cases something is asked: `less than 5 s for any load above 9 kg`.

    Whether more goods meet what is asked of fewer cases, or what is asked is met in fewer, its figure alone cannot
    tell. The words (`every`) stand before it in its clause, with no other bound between.
    """
    start = threshold.quantity.span[0]
    clause = text[:start]
    cut = max(
        (
            *(clause.rfind(mark) for mark in ";:,"),
            *(t.quantity.span[1] for t in thresholds if t.quantity.span[1] <= start),
            0,
        )
    )
    return bool(every.search(clause, cut))


def _told(before: Threshold, after: Threshold, effect: Effect, rule: str, *, equal: bool = False) -> Shift:
    shown = before.quantity.printed, after.quantity.printed
    if before.comparison != after.comparison:
        shown = (f"{SIGNS[before.comparison]} {shown[0]}", f"{SIGNS[after.comparison]} {shown[1]}")
    return Shift(effect, rule, *shown, equal)
