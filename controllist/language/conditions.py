"""Conditions: what a figure holds under, such as `at 25 °C`, `per axis` or `measured from 0 to 5 mm`.

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
from collections.abc import Sequence

from attrs import frozen

from controllist.language.bounds import Bound
from controllist.language.words import BACK, Language

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
