"""Plain tools to measure matching against: BM25, character n-grams, rapidfuzz, each over the text of the entries.

Each is what a person would set up in an afternoon, with the usual parameters and no knowledge of the lists. A scorer
takes a description and gives every entry, best first, with its score.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable

from rapidfuzz import fuzz, process

Ranking = list[tuple[str, float]]
Scorer = Callable[[str], Ranking]

_WORD = re.compile(r"\w+")


def bm25(texts: dict[str, str], k1: float = 1.2, b: float = 0.75) -> Scorer:
    """Okapi BM25 over lower-case words."""
    documents = {code: Counter(_WORD.findall(text.lower())) for code, text in texts.items()}
    lengths = {code: sum(words.values()) for code, words in documents.items()}
    mean = sum(lengths.values()) / max(1, len(lengths))
    having: Counter[str] = Counter(word for words in documents.values() for word in words)

    def score(query: str) -> Ranking:
        found = []
        for code, words in documents.items():
            total = 0.0
            for word in _WORD.findall(query.lower()):
                if word in words:
                    idf = math.log(1 + (len(documents) - having[word] + 0.5) / (having[word] + 0.5))
                    times = words[word]
                    total += idf * times * (k1 + 1) / (times + k1 * (1 - b + b * lengths[code] / mean))
            found.append((code, total))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    return score


def character_ngrams(texts: dict[str, str], low: int = 3, high: int = 5) -> Scorer:
    """Cosine of tf-idf weighted sequences of three to five letters within words."""
    counts = {code: _sequences(text, low, high) for code, text in texts.items()}
    having: Counter[str] = Counter(sequence for c in counts.values() for sequence in c)
    idf = {sequence: math.log((1 + len(texts)) / (1 + n)) + 1 for sequence, n in having.items()}
    postings: dict[str, list[tuple[str, float]]] = {}
    for code, found in counts.items():
        weights = {s: (1 + math.log(n)) * idf[s] for s, n in found.items()}
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        for sequence, weight in weights.items():
            postings.setdefault(sequence, []).append((code, weight / norm))

    def score(query: str) -> Ranking:
        sums = dict.fromkeys(texts, 0.0)
        found = _sequences(query, low, high)
        weights = {s: (1 + math.log(n)) * idf[s] for s, n in found.items() if s in idf}
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        for sequence, weight in weights.items():
            for code, held in postings[sequence]:
                sums[code] += held * weight / norm
        return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))

    return score


def _sequences(text: str, low: int, high: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        marked = f" {word} "
        for size in range(low, high + 1):
            found.update(marked[i : i + size] for i in range(len(marked) - size + 1))
    return found


def token_set(texts: dict[str, str]) -> Scorer:
    """rapidfuzz `token_set_ratio` on lower-case text."""
    lowered = {code: text.lower() for code, text in texts.items()}

    def score(query: str) -> Ranking:
        found = process.extract(query.lower(), lowered, scorer=fuzz.token_set_ratio, limit=None)
        return sorted(((code, value / 100) for _, value, code in found), key=lambda pair: (-pair[1], pair[0]))

    return score
