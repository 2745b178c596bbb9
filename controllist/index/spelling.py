"""Repairing spelling: the known word nearest to one that is not known.

Words are kept by length, first letters and last letters, so that a misspelt word is compared with some dozens instead
of all; a mistake in the first letters is found by the last ones and the other way round.

>>> find([pack(["kompresor", "kogelkran", "fakuumpomp"])], "kompreser")
('kompresor', 1)
>>> find([pack(["kogelkran"])], "stoel") is None
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

SHORTEST = 6
HEAD, TAIL = 2, 3


def pack(words: Iterable[str]) -> dict[str, str]:
    """The words by length and ends, as plain values for the cache."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(word) >= SHORTEST and (word.isalpha() or not any(c.isdigit() for c in word)):
            for name in (_by_head(word, len(word)), _by_tail(word, len(word))):
                found.setdefault(name, []).append(word)
    return {name: " ".join(held) for name, held in found.items()}


def find(packs: Sequence[Mapping[str, str]], word: str) -> tuple[str, int] | None:
    """The nearest word and its distance (swapped neighbours count once); None where none is near enough.

    One mistake is allowed from six letters on, two from ten, three from fifteen.
    """
    size = len(word)
    if size < SHORTEST or any(c.isdigit() for c in word):
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    far = 1 if size < 10 else 2 if size < 15 else 3
    nearby: list[str] = []
    for length in range(size - far, size + far + 1):
        for name in (_by_head(word, length), _by_tail(word, length)):
            for packed in packs:
                nearby += packed.get(name, "").split()
    best = extractOne(word, nearby, scorer=OSA.distance, score_cutoff=far) if nearby else None
    return (best[0], int(best[1])) if best else None


def _by_head(word: str, length: int) -> str:
    return f"{length}{word[:HEAD]}"


def _by_tail(word: str, length: int) -> str:
    return f"{length}~{word[-TAIL:]}"
