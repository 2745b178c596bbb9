"""Bounds: a comparator with its figure, before or behind it, and the two ends of a range.

What property is bounded is no matter here (`parameters`); this module finds which figures are bounds at all.

Conditions: what a figure holds under, such as `at 25 °C`, `per axis` or `measured from 0 to 5 mm`.

A condition may hold figures with comparators of their own. Where it is a measuring rule they limit how one measures,
not the goods, so that they are no thresholds: `measuring_clauses` finds these passages.

>>> from controllist.language.words import language
>>> text = "drift < 3 nm when measured at a load of 5 N or less"
>>> [text[c.start : c.end] for c in measuring_clauses(text, (12,), language("en"))]
['when measured at a load of 5 N or less']
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

from controllist.language import Comparison, Quantity
from controllist.language import properties as names
from controllist.language.units import find_unit
from controllist.language.words import BACK, Comparator, Language

_BETTER = re.compile(r"[\s,]*\(?(smaller|greater|less|lower|larger|higher) is better\)?")
_BETTER_FURTHER = re.compile(r"(?:\s\w+){1,4}\s\((\w+) is better\)")
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
    side: Literal["before", "after", "range", "shared"]
    """Where the comparator stands; `range` has two ends, `shared` the comparator of the bound before it."""
    judges: bool = False
    """Whether the comparator says better or worse without a direction."""
    name: str = ""
    """What the bounds stand round, as in `5 mm < gap < 9 mm`."""

    @property
    def is_of_formula(self) -> bool:
        """Whether it limits a variable of a formula, `10 Hz < F < 10 kHz`, and nothing of the goods."""
        return len(self.name) == 1


def find_bounds(text: str, quantities: tuple[Quantity, ...], words: Language) -> list[Bound]:
    before: dict[int, Comparator] = {words.after_lead(text, c.end): c for c in words.comparators(text)}
    found: list[Bound] = []
    taken: set[int] = set()
    for i, quantity in enumerate(quantities):
        if i in taken or quantity.alternative:
            continue
        start, end = quantity.span[0], end_with_alternatives(text, quantities, i)
        if words.formula.match(text, end):
            continue
        round_name = _round_a_name(text, quantities, i, words)
        if round_name is not None:
            lower, upper, name, other = round_name
            taken.add(other)
            stop = end_with_alternatives(text, quantities, other)
            found.append(Bound(lower, quantity, start, end, "", "range", name=name))
            found.append(Bound(upper, quantities[other], quantities[other].span[0], stop, "", "range", name=name))
            continue
        found_before = before.get(start) or next((before[p] for p in _before_sign(text, start) if p in before), None)
        if found_before is not None:
            better = found_before.better or better_behind(text, end)
            judges = found_before.judges and not better
            found.append(Bound(found_before.comparison, quantity, found_before.start, end, better, "before", judges))
            continue
        behind = _comparator_behind(text, end, words)
        if behind is not None:
            comparison, stop, better, judges = behind
            if words.formula.match(text, stop):
                continue  # "100 or more times the bandwidth of …"
            found.append(Bound(comparison, quantity, start, stop, better, "after", judges))
            continue
        partner = _range_partner(text, quantities, i, words)
        if partner is not None:
            opening, other = partner
            taken.add(other)
            stop = end_with_alternatives(text, quantities, other)
            better = better_behind(text, stop)
            found.append(Bound(">=", quantity, opening, end, better, "range"))
            found.append(Bound("<=", quantities[other], quantities[other].span[0], stop, better, "range"))
            continue
        if found and _shares_comparator(text, found[-1], quantity, words):
            found.append(Bound(found[-1].comparison, quantity, start, end, found[-1].better, "shared"))
            continue
        opened = words.open_range.search(text, max(0, start - BACK), start)
        if opened is not None and quantity.unit and _names_before(text, opened.start(), quantity, words):
            found.append(Bound(">=", quantity, opened.start(), end, "", "before"))
    return found


def _before_sign(text: str, start: int) -> Iterator[int]:
    """Where a comparator can end before a sign that is no part of the figure: `> +20 dBm`, `> ± 20°`."""
    while start and text[start - 1] in "±+ ":
        start -= 1
        yield start


_ROUND = re.compile(r"\s?(?P<lower>[<≤])\s?(?P<name>[^\W\d][^<>≤≥;:,\d]{0,40}?)\s?(?P<upper>[<≤])\s?[-−+±]?")


def _round_a_name(
    text: str, quantities: tuple[Quantity, ...], i: int, words: Language
) -> tuple[Comparison, Comparison, str, int] | None:
    """`10 Hz ≤ F ≤ 10 kHz`: both comparisons, the name between the figures, and which figure is the other."""
    match = _ROUND.match(text, end_with_alternatives(text, quantities, i))
    if match is None:
        return None
    other = next((j for j in range(i + 1, len(quantities)) if quantities[j].span[0] >= match.end("upper")), None)
    if other is None or quantities[other].span[0] > match.end():
        return None
    lower: Comparison = ">=" if match["lower"] == "≤" else ">"
    name = match["name"] if len(match["name"]) == 1 else names.before(match["name"], len(match["name"]), words)
    return (lower, "<=" if match["upper"] == "≤" else "<", name, other) if name else None


def _shares_comparator(text: str, last: Bound, quantity: Quantity, words: Language) -> bool:
    """Whether a share of another constituent goes on: `more than 25 % nickel and 20 % chromium`."""
    if not quantity.unit.startswith("%") or not last.quantity.unit.startswith("%") or last.side not in _SHARING:
        return False
    between = text[last.end : quantity.span[0]]
    joint = next(
        (m for _, pattern in words.connectors for m in pattern.finditer(between) if m.end() == len(between) - 1), None
    )
    constituent = _CONSTITUENT.fullmatch(between, 0, joint.start()) if joint else None
    here = _CONSTITUENT.match(text, quantity.span[1])
    if constituent is None or here is None:
        return False
    spoken = {w.casefold() for w in (*constituent["name"].split(), *here["name"].split()[:1])}
    return not spoken & (words.stop | words.inside)


_CONSTITUENT = re.compile(r"(?:\sby\s\w+)?\s(?P<name>[^\W\d][\w-]*(?:\s[^\W\d][\w-]*)?),?\s?")
_SHARING = ("before", "shared")


def _names_before(text: str, at: int, quantity: Quantity, words: Language) -> bool:
    """Whether a name that the unit fits stands right before a place, or a word for operating."""
    unit = find_unit(quantity.unit)
    if words.operates.search(text, max(0, at - 30), at):
        return True
    return names.is_measure(names.before(text, at, words), unit, words)


def end_with_alternatives(text: str, quantities: tuple[Quantity, ...], i: int) -> int:
    """Where a figure ends with those in brackets that say it again: `958 K (685 °C)`."""
    end = quantities[i].span[1]
    while i + 1 < len(quantities) and quantities[i + 1].alternative:
        i += 1
        end = quantities[i].span[1]
        close = text.find(")", end, end + 13)
        end = close + 1 if close >= 0 else end
    return end


def better_behind(text: str, end: int) -> str:
    match = _BETTER.match(text, end) or _BETTER_FURTHER.match(text, end)
    return _BETTER_IS[match[1]] if match else ""


def _comparator_behind(text: str, end: int, words: Language) -> tuple[Comparison, int, str, bool] | None:
    """`45 nm or less (better)`, `40 VA or more`, `85 % by weight or more`."""
    for gap in _GAPS:
        space = gap.match(text, end)
        match = words.after_pattern.match(text, space.end()) if space else None
        meaning = words.meaning(match) if match else None
        if match and meaning:
            better = words.direction(match["bracket"] or "", meaning) or better_behind(text, match.end())
            judges = not better and words.judges(match["words"])
            return meaning, match.end(), "less" if judges else better, judges
    return None


_GAPS = tuple(re.compile(rf"(?:\s\(?[^\W\d][\w.%/-]*\)?){{{n}}}[\s,]+") for n in range(4))


def _range_partner(text: str, quantities: tuple[Quantity, ...], i: int, words: Language) -> tuple[int, int] | None:
    """Where a range opens and which figure closes it: `between 75 and 650 mm`, `10 kHz to 24 kHz`."""
    end = end_with_alternatives(text, quantities, i)
    other = i + 1
    while other < len(quantities) and quantities[other].alternative:
        other += 1
    if other == len(quantities) or quantities[other].si_unit != quantities[i].si_unit:
        return None
    between = text[end : quantities[other].span[0]]
    start = quantities[i].span[0]
    opening = words.between.search(text, max(0, start - BACK), start)
    if opening is not None and words.join.fullmatch(between):
        return opening.start(), other
    if (re.fullmatch(r"\s(?:to|bis|tot|až)\s", between) and quantities[i].unit) or (
        between in ("-", "–", " - ", " – ") and quantities[i].unit
    ):
        return start, other
    return None


def continues(text: str, last: Bound, bound: Bound) -> bool:
    """Whether a bound is the other end of the range before it: `> 10 nm, ≤ 300 nm`, `exceeding 5 but less than 9`."""
    if last.quantity.si_unit != bound.quantity.si_unit or (last.quantity.unit == "") != (bound.quantity.unit == ""):
        return False
    if bound.side == "range" and bound.comparison == "<=" and last.side == "range":
        return True
    if {last.comparison[0], bound.comparison[0]} != {"<", ">"}:
        return False
    between = text[last.end : bound.start]
    return re.fullmatch(r"\s?,?\s?(?:to|and|but|or|bis|und|aber|tot|en|maar|až|a|ale|up)?\s?", between) is not None


_CLAUSE_END = re.compile(r"[;:]|, (?:and|or|but|with)\b|\.\s|$")
# Up to a measuring clause: blanks, a comma, "(smaller is better)"
_UP_TO = re.compile(r"(?:\s?\([^()]{0,60}\))?[\s,(]*")
_OPENS = re.compile(r"(?:^|[;:.])\s*$")


@frozen
class Clause:
    """A measuring clause; `ahead` is true where it stands before what it is about, behind a colon or comma."""

    start: int
    end: int
    ahead: bool = False

    def holds(self, place: int) -> bool:
        return self.start <= place < self.end


def measuring_clauses(text: str, ends: Sequence[int], words: Language) -> tuple[Clause, ...]:
    """The passages that say how a figure is measured; `ends` are where the bounds of the text end.

    Behind a bound the clause follows at once: "accuracy measured by ISO 230 of less than 5 µm" says how, too, but what
    follows there is the bound itself. Before the bounds it opens a sentence and ends in a colon or comma.
    """
    found: list[Clause] = []
    sorted_ends = sorted(ends)
    for match in words.measuring.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        end = end_of_clause(text, match.end(), words)
        if _is_behind_one(text, match.start(), sorted_ends):
            found.append(Clause(match.start(), end))
        elif _OPENS.search(text, 0, match.start()) and text[end : end + 1] in (":", ","):
            found.append(Clause(match.start(), end, ahead=True))
    return tuple(found)


def _is_behind_one(text: str, at: int, ends: Sequence[int]) -> bool:
    """Whether nothing but a bracket and blanks stands between one of these ends and a place."""
    for end in reversed(ends[: bisect_right(ends, at)]):
        if at - end > BACK:
            return False
        if _UP_TO.fullmatch(text, end, at):
            return True
    return False


def outside(bounds: Sequence[Bound], clauses: Sequence[Clause]) -> list[Bound]:
    """The bounds whose figures lie in none of the clauses, which follow each other in the text."""
    starts = [c.start for c in clauses]
    found: list[Bound] = []
    for bound in bounds:
        before = bisect_right(starts, bound.quantity.span[0])
        if not before or not clauses[before - 1].holds(bound.quantity.span[0]):
            found.append(bound)
    return found


def end_of_clause(text: str, at: int, words: Language) -> int:
    """The end of a clause that begins at a place: a stop, the bracket it stands in, or goods that the rule is for."""
    depth = 0
    for i in range(at, len(text)):
        if text[i] == ")" and depth == 0:
            return i
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0 and _ends_at(text, i, words):
            return i
    return len(text)


def _ends_at(text: str, i: int, words: Language) -> bool:
    if text[i] == ",":
        return text[i + 1 : i + 2] == " " and not words.condition.match(text, i + 1)
    if text[i] == " ":
        return words.subject.match(text, i) is not None
    return text[i] in ";:" or (text[i] == "." and text[i + 1 : i + 2] in ("", " "))


class Conditions:
    """What the figures of one text hold under: `at 25 °C`, `per axis`; empty where a threshold of its own says it."""

    def __init__(self, text: str, bounds: Sequence[Bound], clauses: Sequence[Clause], words: Language) -> None:
        self.text, self.words = text, words
        self.starts = sorted(bound.start for bound in bounds)
        self.behind = [c for c in clauses if not c.ahead]
        self.behind_starts = [c.start for c in self.behind]
        self.ahead = [c for c in clauses if c.ahead]
        self.ahead_ends = [c.end for c in self.ahead]
        self.stops = [m.start() for m in _CLAUSE_END.finditer(text)]

    def of(self, bound: Bound) -> str:
        """What one of the figures holds under."""
        text = self.text
        for at in range(bisect_left(self.behind_starts, bound.end), len(self.behind)):
            clause = self.behind[at]
            if clause.start - bound.end > BACK:
                break
            if _UP_TO.fullmatch(text, bound.end, clause.start):
                return text[clause.start : clause.end].strip(" ,.;:")
        match = self.words.condition.match(text, bound.end)
        if match is not None and not self.words.of_dimension.match(text, bound.end):
            stop = self.stops[bisect_left(self.stops, match.end())]
            following = bisect_right(self.starts, match.start())
            if following == len(self.starts) or self.starts[following] >= stop:
                phrase = text[match.start("words") : stop].strip(" ,.;:")
                comma = phrase.find(", ")
                phrase = phrase[:comma] if comma > 0 else phrase
                return phrase.rstrip(")") if phrase.count(")") > phrase.count("(") else phrase
        nearest = bisect_right(self.ahead_ends, bound.start) - 1
        if nearest < 0 or text.find(";", self.ahead_ends[nearest], bound.start) >= 0:
            return ""
        return text[self.ahead[nearest].start : self.ahead[nearest].end].strip(" ,.;:")
