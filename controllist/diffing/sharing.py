"""Whether the words of one text stand in another, in whatever order and grammatical form."""

from __future__ import annotations

from functools import lru_cache

from controllist.diffing.phrases import phrases
from controllist.diffing.substance import words

FEWEST = 5  # words; fewer stand together by chance
MOST_OF_THEM = 0.85
HARDLY_ANY = 0.6
_SHORTEST = 4  # letters; shorter words join and carry no meaning of their own


def taken_over(part: str, whole: str, counterpart: str, language: str) -> bool:
    """Whether nearly all words of `part` stand in `whole`, and did not in what `whole` is compared with.

    >>> said = "liners and shells designed for round helmets"
    >>> taken_over(said, "helmets, round, and shells or liners designed for them", "helmets", "en")
    True
    >>> taken_over("liners and shells", "helmets and their shells or liners", "helmets", "en")
    False
    """
    said = _concepts(part, language)
    if len(said) < FEWEST:
        return False
    shared = len(said & _concepts(whole, language)) / len(said)
    return shared >= MOST_OF_THEM and len(said & _concepts(counterpart, language)) / len(said) < HARDLY_ANY


@lru_cache(maxsize=20_000)
def _concepts(text: str, language: str) -> frozenset[str]:
    spoken = phrases(language)
    said = (w for w in words(text) if len(w) >= _SHORTEST and w[0].isalpha() and not spoken.referring.fullmatch(w))
    return frozenset(spoken.concept(w) for w in said)
