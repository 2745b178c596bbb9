"""Bounds: a comparator with its figure, before or behind it, and the two ends of a range.

What property is bounded is no matter here (`parameters`); this module finds which figures are bounds at all.
"""

from __future__ import annotations

import re
from typing import Literal

from attrs import frozen

from controllist.meaning import Comparison, Quantity
from controllist.meaning.words import Comparator, Language

_BETTER = re.compile(r"[\s,]*\(?(smaller|greater|less|lower|larger|higher) is better\)?")
_BETTER_IS = {
    "smaller": "less",
    "less": "less",
    "lower": "less",
    "greater": "greater",
    "larger": "greater",
    "higher": "greater",
}


@frozen
class Bound:
    """A comparator with its figure, before the property is known. `start` is where the comparator begins."""

    comparison: Comparison
    quantity: Quantity
    start: int
    end: int
    better: str
    side: Literal["before", "after", "range"]


def find_bounds(text: str, quantities: tuple[Quantity, ...], words: Language) -> list[Bound]:
    before: dict[int, Comparator] = {words.after_lead(text, c.end): c for c in words.before(text)}
    found: list[Bound] = []
    taken: set[int] = set()
    for i, quantity in enumerate(quantities):
        if i in taken or quantity.alternative:
            continue
        start, end = quantity.span[0], end_with_alternatives(text, quantities, i)
        if words.formula.match(text, end):
            continue
        found_before = before.get(start) or before.get(_before_sign(text, start))
        if found_before is not None:
            better = found_before.better or _better_behind(text, end)
            found.append(Bound(found_before.comparison, quantity, found_before.start, end, better, "before"))
            continue
        behind = _comparator_behind(text, end, words)
        if behind is not None:
            comparison, stop, better = behind
            if words.formula.match(text, stop):
                continue  # "100 or more times the bandwidth of …"
            found.append(Bound(comparison, quantity, start, stop, better, "after"))
            continue
        partner = _range_partner(text, quantities, i, words)
        if partner is not None:
            opening, other = partner
            taken.add(other)
            stop = end_with_alternatives(text, quantities, other)
            better = _better_behind(text, stop)
            found.append(Bound(">=", quantity, opening, end, better, "range"))
            found.append(Bound("<=", quantities[other], quantities[other].span[0], stop, better, "range"))
    return found


def _before_sign(text: str, start: int) -> int:
    """`> −180 dB`, `> ±20°`: the comparator ends before the blank and the sign."""
    while start and text[start - 1] in "±+ ":
        start -= 1
    return start


def end_with_alternatives(text: str, quantities: tuple[Quantity, ...], i: int) -> int:
    end = quantities[i].span[1]
    for other in quantities[i + 1 :]:
        if not other.alternative:
            break
        close = text.find(")", other.span[1])
        end = close + 1 if 0 <= close <= other.span[1] + 12 else other.span[1]
    return end


def _better_behind(text: str, end: int) -> str:
    match = _BETTER.match(text, end) or re.compile(r"(?:\s\w+){1,4}\s\((\w+) is better\)").match(text, end)
    return _BETTER_IS[match[1]] if match else ""


def _comparator_behind(text: str, end: int, words: Language) -> tuple[Comparison, int, str] | None:
    """`45 nm or less (better)`, `40 VA or more`, `85 % by weight or more`."""
    for gap in _GAPS:
        room = gap.match(text, end)
        if room is None:
            continue
        match = words.after_pattern.match(text, room.end())
        if match:
            meaning = words.after_meaning[" ".join(match["words"].split()).casefold()]
            better = words.direction(match["bracket"] or "", meaning)
            if match["words"].casefold().endswith("better"):
                better = "less"
            return meaning, match.end(), better or _better_behind(text, match.end())
    return None


_GAPS = tuple(re.compile(rf"(?:\s\(?[^\W\d][\w.%/-]*\)?){{{n}}}[\s,]+") for n in range(4))


def _range_partner(text: str, quantities: tuple[Quantity, ...], i: int, words: Language) -> tuple[int, int] | None:
    """Where a range opens and which figure closes it: `between 75 and 650 mm`, `10 kHz to 24 kHz`."""
    end = end_with_alternatives(text, quantities, i)
    other = next((j for j in range(i + 1, len(quantities)) if not quantities[j].alternative), None)
    if other is None or quantities[other].si_unit != quantities[i].si_unit:
        return None
    between = text[end : quantities[other].span[0]]
    opening = words.between.search(text, 0, quantities[i].span[0])
    if opening is not None and words.join.fullmatch(between):
        return opening.start(), other
    if (re.fullmatch(r"\s(?:to|bis|tot|až)\s", between) and quantities[i].unit) or (
        between in ("-", "–", " - ", " – ") and quantities[i].unit
    ):
        return quantities[i].span[0], other
    return None


def continues(text: str, last: Bound, bound: Bound, words: Language) -> bool:
    """Whether a bound is the other end of the range before it: `> 10 nm, ≤ 300 nm`, `exceeding 5 but less than 9`."""
    if last.quantity.si_unit != bound.quantity.si_unit or last.quantity.unit == "" != bound.quantity.unit:
        return False
    if bound.side == "range" and bound.comparison == "<=" and last.side == "range":
        return True
    if {last.comparison[0], bound.comparison[0]} != {"<", ">"}:
        return False
    between = text[last.end : bound.start]
    return re.fullmatch(r"\s?,?\s?(?:to|and|but|or|bis|und|aber|tot|en|maar|až|a|ale|up)?\s?", between) is not None
