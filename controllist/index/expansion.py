"""Where the single words of trade terms lead: a field of provisions made of the words that name what they control.

A concept is found by its whole terms. Who writes `turbo pump` for turbomolecular pump, or `5-axis milling centre`, has
a part of several. So the words of terms, and the parts of their compounds, are a field of the provisions they name.
What a word weighs there grows, ever more slowly, with the concepts that have it, and shrinks with the entries it is
spread over: their number is counted as a choice among so many equal ones (the exponential of the entropy). Each concept
of ordinary goods counts as an entry of its own, to which nothing leads. In a short term a word says more than in a long
one.

>>> from controllist.lexicon import Concept
>>> def named(term: str, code: str) -> Concept:
...     codes = (("eu-dual-use", code),) if code else ()
...     return Concept(term, codes, {"en": (term,), "nl": (), "de": (), "fr": ()})
>>> pumps = [named("turbo pump", "2B231"), named("turbo compressor", "2B231.a"), named("bicycle pump", "")]
>>> found = learn_places(pumps, str.split)
>>> found["turbo"], found["pump"]
('eu-dual-use:2B231:57:turbo pump', 'eu-dual-use:2B231:35:turbo pump')
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from attrs import define, field

from controllist.index.words import key
from controllist.lexicon import Concept

SATURATION = 1.0
"""So many concepts give a word half of what all could give it."""
ENTRIES = 400
"""About how many entries there are: a word spread over all of them says nothing."""
LEAST, MOST = 0.1, 8
"""The weight from which on a word leads to an entry, and to how many entries at most."""
SHORTEST = 3
LONGEST_SHOWN = 40
LATER_CODE, LAST_CODE = 0.1, 0.5
"""What each code behind the first one says less, and what the last ones say."""
FLAGS = {"ambiguous": 0.85, "weak": 0.6, "military": 0.4}
BETWEEN = "\x1f"


@define
class _Entry:
    """What speaks for one entry: by concept in all, by code, and the term that says it best."""

    sum: float = 0.0
    codes: dict[str, float] = field(factory=dict)
    term: str = ""
    best: float = 0.0


def learn_places(
    concepts: Iterable[Concept], pieces: Callable[[str], list[str]], spell: Callable[[str], str] = key
) -> dict[str, str]:
    """For each word of the terms (its key) `list:code:share:term`, best first; the share in hundredths.

    `pieces` gives the words of a term in `plain` spelling, with the parts of its compounds; `spell` the key of a word.
    """
    ordinary: dict[str, list[float]] = {}
    leading: dict[str, dict[tuple[str, str], _Entry]] = {}
    for concept in concepts:
        codes = _codes(concept)
        named = [((name, code.partition(".")[0]), code, value) for (name, code), value in codes.items()]
        places = _by_entry(codes)
        for word, (share, term) in _words(concept, pieces, spell).items():
            if not codes:
                ordinary.setdefault(word, []).append(share)
            entries = leading.setdefault(word, {})
            for place, code, value in named:
                found = entries.get(place)
                if found is None:
                    found = entries[place] = _Entry()
                value *= share
                found.codes[code] = found.codes.get(code, 0.0) + value
                if value > found.best:
                    found.best, found.term = value, term
            for place, value in places.items():
                entries[place].sum += value * share
    packed = ((word, _packed(entries, ordinary.get(word, []))) for word, entries in sorted(leading.items()))
    return {word: line for word, line in packed if line}


def spread(sums: Iterable[float]) -> float:
    """Over how many equal places these sums might as well be spread.

    >>> round(spread([1, 1, 1, 1]), 6), round(spread([9, 0.5, 0.5]), 2)
    (4.0, 1.48)
    """
    held = [s for s in sums if s > 0]
    whole = sum(held)
    return math.exp(-sum(s / whole * math.log(s / whole) for s in held)) if held else 1.0


def _codes(concept: Concept) -> dict[tuple[str, str], float]:
    """What a concept says of its codes, each list for itself."""
    found: dict[tuple[str, str], float] = {}
    ranks: dict[str, int] = {}
    flagged = math.prod(FLAGS.get(flag, 1.0) for flag in concept.flags)
    for name, code in concept.codes:
        rank = ranks[name] = ranks.get(name, -1) + 1
        found[name, code] = flagged * max(LAST_CODE, 1 - LATER_CODE * rank)
    return found


def _by_entry(codes: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for (name, code), value in codes.items():
        place = (name, code.partition(".")[0])
        found[place] = max(found.get(place, 0.0), value)
    return found


def _words(
    concept: Concept, pieces: Callable[[str], list[str]], spell: Callable[[str], str]
) -> dict[str, tuple[float, str]]:
    """The words of a concept's terms, each with the share of the term it is and the term where that is most."""
    found: dict[str, tuple[float, str]] = {}
    for terms in concept.terms.values():
        for term in terms:
            letters = sum(map(str.isalnum, term)) or 1
            for word in pieces(term):
                if len(word) >= SHORTEST and not word.isdecimal():
                    share = math.sqrt(min(1.0, len(word) / letters))
                    name = spell(word)
                    if share > found.get(name, (0.0, ""))[0]:
                        found[name] = (share, term)
    return found


def _packed(entries: dict[tuple[str, str], _Entry], ordinary: list[float]) -> str:
    over = spread([*(e.sum for e in entries.values()), *ordinary])
    narrow = math.log(1 + ENTRIES / over) / math.log(1 + ENTRIES)
    weighed = [(narrow * e.sum / (e.sum + SATURATION), place, e) for place, e in entries.items()]
    kept = sorted((w for w in weighed if w[0] >= LEAST), key=lambda w: (-w[0], w[1]))[:MOST]
    return BETWEEN.join(
        f"{name}:{max(e.codes, key=lambda c: (e.codes[c], -len(c), c))}:{round(100 * weight)}:{e.term[:LONGEST_SHOWN]}"
        for weight, (name, _), e in kept
    )
