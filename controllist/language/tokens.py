"""Tokens: the words, quoted terms, brackets and marks of a text, made once for all figures in it.

A name is looked for before one figure after the other, and what stands before a place is nearly always the tokens of
the whole text up to there. Only a token that the place cuts in two is read again.

>>> [t.text for t in tokens_of("with 'peak power' (rms) > 5 kW").before(17)]
['with', 'peak power']
>>> [t.text for t in tokens_of("with 'peak power' (rms) > 5 kW").before(10)]
['with', "'", 'peak']
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r"""
      "(?P<double>[^"]+)" | (?<![\w])'(?P<single>[^']+?(?:'s\b[^']*?)?)'(?!\w) | [‘“](?P<curly>[^’”]+)[’”]
    | (?P<bracket> \( [^()]* (?: \([^()]*\) [^()]* )* \) | \[[^\]]*\] )
    | (?P<word> [^\W_] (?: [\w./'’+&-]* \w )? [%°]? | \w)
    | (?P<mark> [^\s] )
    """,
    re.VERBOSE,
)

_GOES_ON = re.compile(r"\w")

REACH = 2_000
"""How far from a figure a name is looked for, in characters: else the time grows with the square of the text."""


class Token(NamedTuple):
    """One token with where it stands; a tuple, since a text has many. `low` is its text with its case levelled."""

    text: str
    low: str
    start: int
    end: int
    kind: Literal["term", "bracket", "word", "mark"]


Phrase = tuple[str, int, int]
"""A name with where it begins and ends; the name is empty where none ends there."""


class Tokens:
    """The tokens of one text.

    `phrases` keeps, for a language, the last name up to each token and at which token it ends, once that is known.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = [_token(match) for match in _TOKEN.finditer(text)]
        self._starts = [token.start for token in self.all]
        self._ends = [token.end for token in self.all]
        self.phrases: dict[str, dict[int, tuple[int, Phrase]]] = {}

    def within(self, at: int, start: int = 0) -> tuple[int, int, list[Token]]:
        """The tokens before a place and behind another one, within reach.

        The first and the last (not included) of the whole text's, and those that the place has changed.
        """
        reach = self._within_reach(at)
        low, high = bisect_left(self._starts, max(start, reach)), bisect_left(self._ends, at)
        if high >= len(self.all) or self.all[high].start >= at:
            return low, max(low, high), []
        begin = max(self.all[high].start, reach)
        if self.text[at - 1] == "'" and _GOES_ON.match(self.text, at):
            # What closes a quotation here goes on as a word there: 'abc'd. Any token before may be another one.
            low, high, begin = 0, 0, reach
        cut = [_token(match) for match in _TOKEN.finditer(self.text, begin, at)]
        return low, max(low, high), [token for token in cut if token.start >= start]

    def before(self, at: int, start: int = 0) -> list[Token]:
        """The tokens before a place that begin at `start` or later, within reach."""
        low, high, rest = self.within(at, start)
        return self.all[low:high] + rest

    def last_until(self, at: int) -> int:
        """The number of the last token that ends at a place or before it."""
        return bisect_right(self._ends, at) - 1

    def first_before(self, at: int) -> int:
        """The number of the first token within reach of a place."""
        return bisect_left(self._starts, self._within_reach(at))

    def _within_reach(self, at: int) -> int:
        if at <= REACH:
            return 0
        blank = self.text.find(" ", at - REACH, at)
        return blank if blank >= 0 else at - REACH


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup
    if kind in ("double", "single", "curly"):
        text = match[kind].strip(" ,")
        return Token(text, text.casefold(), match.start(), match.end(), "term")
    text = match[0]
    return Token(text, text.casefold(), match.start(), match.end(), kind)  # type: ignore[arg-type]


@lru_cache(maxsize=2_000)
def tokens_of(text: str) -> Tokens:
    """The tokens of a text, kept for the next figure in it."""
    return Tokens(text)


class Ahead:
    """The tokens behind a place, read as they are asked for: a name is mostly over after a few words."""

    def __init__(self, text: str, at: int) -> None:
        self._matches = _TOKEN.finditer(text[at : at + REACH])
        self._found: list[Token] = []

    def has(self, index: int) -> bool:
        """Whether there is a token of this number."""
        while len(self._found) <= index:
            match = next(self._matches, None)
            if match is None:
                return False
            self._found.append(_token(match))
        return True

    def __getitem__(self, index: int) -> Token:
        return self._found[index]
