"""Which of the four languages a handful of words is in.

Three kinds of evidence: small words that only one language has, the words of the trade vocabulary, and sequences of
three letters, whose frequencies in each language are learned from its terms. Where nothing speaks, a text is taken for
English, the language of the lists; that costs little, since words are looked up in all languages anyway.

>>> letters = Trigrams(Trigrams.learn({"en": ["ball valves"], "nl": ["kogelkranen"], "de": ["Kugelhähne"], "fr": []}))
>>> letters.detect("kogelkraan"), letters.detect("with the valve"), letters.detect("pour le véhicule")
('nl', 'en', 'fr')
>>> letters.detect("")
'en'
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Literal

from controllist.index.words import listed, plain
from controllist.index.workedout import WorkedOut

Language = Literal["en", "nl", "de", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "nl", "de", "fr")

SMALL_WORDS: dict[Language, frozenset[str]] = {
    "en": listed(
        "a an and any are as at be been being but by can each for from had has have having how if in into is "
        "it its may more most no nor not of off on onto or other our out over per so some such than that the "
        "their them then there these they this those through to too under up upon us use used using via was "
        "we were when where which while who will with within without would you your including one all also "
        "between both only same very"
    ),
    "nl": listed(
        "aan al alle als ander andere bij dan dat de den der deze die dit doch door dus een en er ge geen "
        "haar had heb heeft het hier hij hoe hun iets ik in is ja je kan kunnen maar me meer men met mijn na "
        "naar niet nog nu of om omdat onder ons ook op over per te tegen ten ter tot tussen uit van vanaf "
        "veel via voor waar was wat wel werd wie wij wordt worden zal ze zich zij zijn zo zonder zou tbv mbt "
        "mbv t.b.v. incl inclusief diverse opgegeven"
    ),
    "de": listed(
        "ab alle als also am an ander andere auch auf aus bei beim bis da damit dann das dass dem den der des "
        "die dies diese dieser dieses doch durch ein eine einem einen einer eines er es für gegen hat ich ihr "
        "im in ist ja kann kein keine können man mehr mit nach nicht noch nur ob oder ohne sehr sein sich sie "
        "sind so sowie über um und uns unter vom von vor war was wenn wer werden wie wird wurde zu zum zur "
        "zwischen fur uber inkl bzw"
    ),
    "fr": listed(
        "à a au aux avec ce ces cet cette comme d dans de des donc du elle en entre est et être eux il ils je "
        "l la le les leur leurs lui mais même ne nos notre nous on ou où par pas plus pour qu que qui s sa "
        "sans se ses si son sont sous sur ta te tous tout toute toutes très un une vers via vos votre vous "
        "chez afin ainsi"
    ),
}


SMALL_WORD_WEIGHT = 3.0
KNOWN_WORD_WEIGHT = 2.5
BENEFIT_OF_DOUBT = 0.4
_LETTERS = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.?)*")
_OWNERS: dict[str, list[Language]] = {}
for _language in LANGUAGES:
    for _word in SMALL_WORDS[_language]:
        _OWNERS.setdefault(_word, []).append(_language)


class Trigrams:
    """Naive Bayes over sequences of three letters, built from what `learn` returns; `known` words count whole."""

    def __init__(self, packed: Mapping[str, str], known: Mapping[str, str] | None = None) -> None:
        self._packed = packed
        self._known = known or {}

    @classmethod
    def learn(cls, terms: Mapping[Language, Iterable[str]]) -> dict[str, str]:
        """For each sequence of letters, how much it speaks for each language, in hundredths.

        A sequence speaks for a language by the logarithm of its share there against its mean share, smoothed, so
        that a language with more terms has no advantage.
        """
        counts = {language: Counter[str]() for language in LANGUAGES}
        for language in LANGUAGES:
            found = (_LETTERS.findall(term.casefold()) for term in terms.get(language, ()))
            counted = counts[language]
            for word, times in Counter(chain.from_iterable(found)).items():
                for sequence in _sequences(word):
                    counted[sequence] += times
        totals = {language: counts[language].total() + 1 for language in LANGUAGES}
        packed: dict[str, str] = {}
        for sequence in sorted({s for c in counts.values() for s in c}):
            shares = [(counts[x][sequence] + 0.5) / (totals[x] + 2_000) for x in LANGUAGES]
            mean = sum(shares) / len(shares)
            speaks = [round(100 * math.log(share / mean)) for share in shares]
            if max(speaks) > 15:
                packed[sequence] = " ".join(map(str, speaks))
        return packed

    @cached_property
    def _words(self) -> WorkedOut[str, tuple[float, ...]]:
        """What each word speaks for."""
        return WorkedOut(self._word)

    def detect(self, text: str) -> Language:
        """The language most of the evidence speaks for."""
        scores = self.evidence(text)
        return max(LANGUAGES, key=scores.__getitem__)  # of equals the first

    def evidence(self, text: str) -> dict[Language, float]:
        """How much speaks for each language."""
        en, nl, de, fr = BENEFIT_OF_DOUBT, 0.0, 0.0, 0.0
        words = self._words
        for word in _LETTERS.findall(text)[:100]:
            a, b, c, d = words[word.casefold()]
            en, nl, de, fr = en + a, nl + b, de + c, fr + d
        return {"en": en, "nl": nl, "de": de, "fr": fr}

    def _word(self, word: str) -> tuple[float, ...]:
        owners = _OWNERS.get(word)
        if owners:
            return tuple(SMALL_WORD_WEIGHT / len(owners) if x in owners else 0.0 for x in LANGUAGES)
        return self._known_word(word) or self._shape(word)

    def _known_word(self, word: str) -> tuple[float, ...] | None:
        """A word of the vocabulary speaks for the languages that have it, the more the fewer they are."""
        having = self._known.get(plain(word), "").split()
        if not having:
            return None
        shape = self._shape(word)
        weight = KNOWN_WORD_WEIGHT / len(having)
        return tuple(0.3 * s + (weight if x in having else 0.0) for s, x in zip(shape, LANGUAGES, strict=True))

    def _shape(self, word: str) -> tuple[float, ...]:
        sums = [0.0, 0.0, 0.0, 0.0]
        if len(word) < 3:
            return tuple(sums)
        for sequence in _sequences(word):
            packed = self._packed.get(sequence)
            if packed:
                for at, value in enumerate(packed.split()):
                    sums[at] += max(-150, int(value)) / 100
        return tuple(sums)


def _sequences(word: str) -> list[str]:
    marked = f"<{word}>"
    return [marked[i : i + 3] for i in range(len(marked) - 2)]
