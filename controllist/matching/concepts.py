"""What a concept of the trade vocabulary says of the provisions of an index: by its codes, and by its English words.

All of it hangs on index and concept alone, so it is worked out once and remembered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from controllist.index import Index

BY_RANK = (1.0, 0.9, 0.8, 0.72, 0.65, 0.6, 0.55, 0.5)
"""What a concept says of its codes, best first."""
TERM_WORDS = 0.5
"""What the list's words for a trade word say, in provisions the vocabulary does not name."""


@lru_cache(maxsize=20_000)
def concept_entries(index: Index, concept: int) -> dict[tuple[int, int], float]:
    """How strongly a concept speaks for each entry: by its codes, and by the lists' words for its terms."""
    found: dict[tuple[int, int], float] = {}
    for at, document, value in _named_places(index, concept):
        place = (at, index.segments[at].entry[document])
        found[place] = max(found.get(place, 0.0), value)
    for at in range(len(index.segments)):
        for entry, value in _term_entries(index, concept, at).items():
            if value > found.get((at, entry), 0.0):
                found[at, entry] = value
    return found


@lru_cache(maxsize=20_000)
def _named_places(index: Index, concept: int) -> tuple[tuple[int, int, float], ...]:
    """The provisions the vocabulary names for a concept, with what it says of each."""
    found: list[tuple[int, int, float]] = []
    ranks: dict[str, int] = {}
    for name, code in index.vocabulary.entry(concept).codes:
        # A national list stands beside those of the Union: goods can be on both, so its codes are ranked apart.
        order = "" if name.startswith("eu-") else name
        rank = ranks[order] = ranks.get(order, -1) + 1
        value = BY_RANK[min(rank, len(BY_RANK) - 1)]
        for at, segment in enumerate(index.segments):
            if segment.list == name:
                document = segment.locate(code)
                if document is not None:
                    found.append((at, document, value))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _term_entries(index: Index, concept: int, at: int) -> dict[int, float]:
    """Entries of a segment whose text has the English words of a concept: the better the more and rarer ones."""
    segment = index.segments[at]
    best: dict[int, float] = {}
    if not index.vocabulary.entry(concept).codes:
        return best
    for term in index.vocabulary.entry(concept).english:
        rarities = [max(0.15, index.rarity(w)) for w in term]
        whole = sum(rarities)
        sums: dict[int, float] = {}
        for word, rarity in zip(term, rarities, strict=True):
            for entry, value in segment.by_entry(word).items():
                sums[entry] = sums.get(entry, 0.0) + rarity * value
        for entry, value in sums.items():
            share = value / whole
            value = TERM_WORDS * share * share
            if value > best.get(entry, 0.05):
                best[entry] = value
    return best


def concept_places(index: Index, concept: int, at: int, entry: int) -> Iterator[tuple[int, float, str]]:
    """The provisions of one entry that a concept speaks for; the words of the term where only the text does."""
    segment = index.segments[at]
    for where, document, value in _named_places(index, concept):
        if where == at and segment.entry[document] == entry:
            yield document, value, ""
    if entry in _term_entries(index, concept, at):
        yield from _term_places(index, concept, at, entry)


@lru_cache(maxsize=20_000)
def _term_places(index: Index, concept: int, at: int, entry: int) -> tuple[tuple[int, float, str], ...]:
    segment = index.segments[at]
    best: dict[int, tuple[float, str]] = {}
    for term in index.vocabulary.entry(concept).english:
        rarities = [max(0.15, index.rarity(w)) for w in term]
        whole = sum(rarities)
        sums: dict[int, float] = {}
        for word, rarity in zip(term, rarities, strict=True):
            postings = segment.postings(word)
            seen: dict[int, float] = {}
            for document, value in postings[bisect_left(postings, (segment.first[entry], 0.0)) :]:
                if document >= segment.last[entry]:
                    break
                owner = segment.owner[document]
                seen[owner] = max(seen.get(owner, 0.0), value)
            for owner, value in seen.items():
                sums[owner] = sums.get(owner, 0.0) + rarity * value
        for owner, value in sums.items():
            share = value / whole
            if TERM_WORDS * share * share > best.get(owner, (0.0, ""))[0]:
                best[owner] = (TERM_WORDS * share * share, " ".join(term))
    return tuple((owner, value, words) for owner, (value, words) in best.items())
