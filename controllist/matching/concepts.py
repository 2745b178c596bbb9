"""What a concept of the trade vocabulary says of the provisions of an index: by its codes, and by its English words.

All of it hangs on index and concept alone, so it is worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property, lru_cache

from attrs import frozen

from controllist.codes import MILITARY, is_of_union
from controllist.index import Index
from controllist.index.standing import Spot, Spots, foremost, highest
from controllist.index.workedout import WorkedOut
from controllist.matching.counterparts import counterpart

IN_MILITARY_USE = 0.9
"""What a concept of civil goods says of their counterpart on the military list, where a military use is told."""
BY_RANK = (1.0, 0.9, 0.8, 0.72, 0.65, 0.6, 0.55, 0.5)
"""What a concept says of its codes, best first."""
TERM_WORDS = 0.5
"""What the list's words for a trade word say, in provisions the vocabulary does not name."""
LEAST_RARITY = 0.15
LEAST = 0.05
"""Entries for which the words of a term say less than this are left out."""


@frozen(eq=False, slots=False)
class Reach:
    """What one concept says of the entries (numbered over all lists) and provisions of an index."""

    index: Index
    concept: int
    arms: bool = False
    """Whether the description speaks of arms or a military use: then civil goods stand for military ones too."""

    @cached_property
    def entries(self) -> dict[int, float]:
        """How strongly the concept speaks for each entry: by its codes, and by the lists' words for its terms."""
        found: dict[int, float] = {}
        for number, places in self._named.items():
            found[number] = max(value for _, _, value, _ in places)
        for number, value in self._by_terms.items():
            if value > found.get(number, 0.0):
                found[number] = value
        return found

    @cached_property
    def _named(self) -> dict[int, tuple[Spot, ...]]:
        """The provisions the vocabulary names, by entry."""
        found: dict[int, tuple[Spot, ...]] = {}
        ranks: dict[str, int] = {}
        for name, code in self._codes:
            # A national list stands beside those of the Union: goods can be on both, so its codes are ranked apart.
            order = "" if is_of_union(name) else name
            rank = ranks[order] = ranks.get(order, -1) + 1
            self._place(found, name, code, BY_RANK[min(rank, len(BY_RANK) - 1)])
        if self.arms and found and not any(name == MILITARY for name, _ in self._codes):
            self._place(found, MILITARY, counterpart(self._codes[0][1]), IN_MILITARY_USE)
        return found

    @property
    def _codes(self) -> tuple[tuple[str, str], ...]:
        return self.index.vocabulary.entry(self.concept).codes

    def _place(self, found: dict[int, tuple[Spot, ...]], name: str, code: str, value: float) -> None:
        """Take in that the concept says so much of a code."""
        for start, segment in zip(self.index.starts, self.index.segments, strict=True):
            if code and segment.list == name:
                document = segment.locate(code)
                if document is not None:
                    number = start + segment.entry[document]
                    found[number] = (*found.get(number, ()), (document, document, value, ""))

    @cached_property
    def _terms(self) -> list[tuple[list[tuple[str, float]], float]]:
        """The words of each English term with their rarity, and the sum of these; none for ordinary goods."""
        entry = self.index.vocabulary.entry(self.concept)
        if not entry.codes:
            return []
        weighed = [[(word, max(LEAST_RARITY, self.index.rarity(word))) for word in term] for term in entry.english]
        return [(term, sum(rarity for _, rarity in term)) for term in weighed]

    @cached_property
    def _by_terms(self) -> dict[int, float]:
        """Entries whose text has the English words of the concept: the better the more and rarer ones."""
        best: dict[int, float] = {}
        for term, whole in self._terms:
            sums: dict[int, float] = {}
            for word, rarity in term:
                for number, value in self.index.standing(word).best.items():
                    sums[number] = sums.get(number, 0.0) + rarity * value
            for number, value in sums.items():
                share = value / whole
                value = TERM_WORDS * share * share
                if value > best.get(number, LEAST):
                    best[number] = value
        return best

    @cached_property
    def foremost(self) -> Spots:
        """The provisions of one entry that the concept speaks most for, each once; the words met if they alone do."""
        return WorkedOut(self._foremost)

    @cached_property
    def highest(self) -> Spots:
        """The same, only those that it speaks most for of all."""
        return WorkedOut(lambda number: highest(self.foremost[number]))

    def _foremost(self, number: int) -> tuple[Spot, ...]:
        best: dict[int, Spot] = {}
        for spot in (*self._named.get(number, ()), *self._term_places(number)):
            if spot[0] not in best or spot[2] > best[spot[0]][2]:
                best[spot[0]] = spot
        return foremost(tuple(best.values()))

    def _term_places(self, number: int) -> list[Spot]:
        if number not in self._by_terms:
            return []
        best: dict[int, tuple[float, str]] = {}
        for term, whole in self._terms:
            sums: dict[int, float] = {}
            for word, rarity in term:
                for owner, _, value, _ in self.index.standing(word).within[number]:
                    sums[owner] = sums.get(owner, 0.0) + rarity * value
            for owner, value in sums.items():
                share = value / whole
                if TERM_WORDS * share * share > best.get(owner, (0.0, ""))[0]:
                    best[owner] = (TERM_WORDS * share * share, " ".join(word for word, _ in term))
        return [(owner, owner, value, words) for owner, (value, words) in best.items()]


def is_of_arms(codes: Collection[tuple[str, str]]) -> bool:
    """Whether goods with these codes (list and code) are on the military list, and on no other.

    >>> is_of_arms((("eu-military", "ML10.a"),)), is_of_arms((("eu-military", "ML4"), ("eu-dual-use", "1A007")))
    (True, False)
    """
    return bool(codes) and all(name == MILITARY for name, _ in codes)


@lru_cache(maxsize=20_000)
def reach(index: Index, concept: int, arms: bool = False) -> Reach:
    """What a concept (its number in the vocabulary) says of an index; `arms` as in `Reach`."""
    return Reach(index, concept, arms)
