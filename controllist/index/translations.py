"""Which English word goes with which word of another language, learned from the terms of the trade vocabulary.

A concept names the same goods in four languages. A word, or a part of a compound, that stands in the Dutch terms of
several concepts whenever one English word stands in theirs, translates it: `klep` in check valve, safety valve and
valve seat. So a description meets the lists' text even where no concept has it as a whole. How surely two words go
together is Dice's coefficient over concepts.

>>> from controllist.lexicon import Concept
>>> def named(english: str, dutch: str) -> Concept:
...     return Concept(english, (), {"en": (english,), "nl": (dutch,), "de": (), "fr": ()})
>>> pair = [named("steel valve", "stalen klep"), named("gas valve", "gas klep")]
>>> others = [named(f"part-{n}", f"deel-{n}") for n in range(120)]
>>> learn_translations(pair + others, str.split)["klep"]
'valve:100'
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from controllist.index.words import key
from controllist.lexicon import Concept

LEAST = 0.3
MOST = 3
TELLING = 4.0
"""How many times oftener than by chance (natural logarithm) two words go together to count fully."""
FOREIGN = ("nl", "de", "fr")


def learn_translations(
    concepts: Iterable[Concept], pieces: Callable[[str], list[str]], spell: Callable[[str], str] = key
) -> dict[str, str]:
    """For each foreign word (its key) up to three English words (plain) with their share in hundredths.

    `pieces` gives the words of a term in `plain` spelling, with the parts of its compounds; `spell` the key of a word.
    """
    together: defaultdict[str, list[str]] = defaultdict(list)
    foreign: Counter[str] = Counter()
    english: Counter[str] = Counter()
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    concepts = list(concepts)
    for concept in concepts:
        ours = {spell(w): w for term in concept.terms["en"] for w in pieces(term) if len(w) > 2}
        named = (term for language in FOREIGN for term in concept.terms[language])
        theirs = {spell(w) for term in named for w in pieces(term) if len(w) > 2}
        for e, word in ours.items():
            spelt[e][word] += 1
        english.update(ours.keys())
        foreign.update(theirs)
        for f in theirs:
            together[f] += ours.keys()
    found: dict[str, list[tuple[float, str]]] = {}
    for f, beside in together.items():
        for e, times in Counter(beside).items():
            # A pair seen once is a guess, unless the words say little else: then the concept itself says it better.
            share = times / foreign[f]
            if times == 1 or share < LEAST or f == e:
                continue
            sure = share * min(1.0, math.log(share * len(concepts) / english[e]) / TELLING)
            if sure >= LEAST:
                found.setdefault(f, []).append((sure, max(spelt[e], key=lambda w: (spelt[e][w], w))))
    return {f: _packed(pairs) for f, pairs in sorted(found.items())}


def _packed(pairs: list[tuple[float, str]]) -> str:
    best = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))[:MOST]
    return " ".join(f"{e}:{round(100 * sure)}" for sure, e in best)
