"""The trade vocabulary compiled for lookup: terms by key, words for compounds, words for spelling, languages.

`Vocabulary` is built from the concepts of `controllist.lexicon` once, and kept in the cache beside the segments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from attrs import fields, frozen

from controllist.index.compounds import SHORTEST_PART, learn_parts, part_keys_of, split_compound
from controllist.index.expansion import BETWEEN, learn_places
from controllist.index.languages import LANGUAGES, SMALL_WORDS, Language, Trigrams
from controllist.index.segment import content_keys
from controllist.index.spelling import pack
from controllist.index.translations import learn_translations
from controllist.index.words import Keys, Word, joined, listed, plain, texts_of, words
from controllist.index.workedout import WorkedOut
from controllist.lexicon import Concept

LONGEST_TERM = 8
"""How many words a term may have to be found as one, joining words apart."""


@frozen
class Named:
    """A term that was found: its concept, the languages it is a term of, the term as written."""

    concept: int
    language: Language
    term: str


@frozen
class Lead:
    """A provision that a single word of terms leads to, how surely (0 to 1), and the term that shows it best."""

    list: str
    code: str
    share: float
    term: str


@frozen
class Entry:
    """A concept as matching needs it: `english` are the keys of the words of its first English terms."""

    id: str
    codes: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    english: tuple[tuple[str, ...], ...]


@frozen(eq=False, slots=False)
class Vocabulary:
    """Concepts and their terms; `concepts` holds a line for each, read when asked for.

    `terms` maps the joined key of a term to `concept language term` lines; `parts` holds the words of the terms
    (plain spelling) with the languages that have them, `part_keys` their keys, `cuts` the words and the beginnings and
    keys of words that a compound may be made of, `spellings` all keys as `spelling.pack` gives them, `places` where the
    words lead by themselves.
    """

    concepts: Sequence[str]
    terms: Mapping[str, str]
    parts: Mapping[str, str]
    part_keys: Mapping[str, str]
    cuts: Mapping[str, str]
    cut_keys: Mapping[str, str]
    spellings: Mapping[str, str]
    trigrams: Mapping[str, str]
    translations: Mapping[str, str]
    places: Mapping[str, str]

    @cached_property
    def entry(self) -> Callable[[int], Entry]:
        """What is known of a concept by its number."""
        return WorkedOut(self._entry).__getitem__

    def _entry(self, concept: int) -> Entry:
        name, codes, flags, english = self.concepts[concept].split("|")
        pairs = tuple((c.partition(":")[0], c.partition(":")[2]) for c in codes.split())
        terms = tuple(tuple(term.split()) for term in english.split(";") if term)
        return Entry(name, pairs, tuple(flags.split()), terms)

    @cached_property
    def translate(self) -> Callable[[str], tuple[tuple[str, float], ...]]:
        """The English words that a word of another language (its key) goes with, and how surely."""
        return WorkedOut(self._translate).__getitem__

    def _translate(self, word: str) -> tuple[tuple[str, float], ...]:
        pairs = (pair.rpartition(":") for pair in self.translations.get(word, "").split())
        return tuple((english, int(share) / 100) for english, _, share in pairs)

    def leads(self, word: str) -> tuple[Lead, ...]:
        """Where a word of terms (its key) leads by itself; see `controllist.index.expansion`."""
        line = self.places.get(word)
        return tuple(_read_lead(piece) for piece in line.split(BETWEEN)) if line else ()

    @cached_property
    def letters(self) -> Trigrams:
        return Trigrams(self.trigrams, self.parts)

    @cached_property
    def named(self) -> Callable[[str], tuple[Named, ...]]:
        """The terms with a joined key, in all languages."""
        return WorkedOut(self._named).__getitem__

    def _named(self, joined_key: str) -> tuple[Named, ...]:
        line = self.terms.get(joined_key)
        return tuple(_read_named(piece) for piece in line.split(_BETWEEN)) if line else ()

    def detect(self, text: str) -> Language:
        """The language of a text: small words, and letter sequences learned from the terms themselves."""
        return self.letters.detect(text)


_BETWEEN = "\x1f"


_NUMBER_NAME = re.compile(r"[A-Z][\w-]* (?:\d+|[IVX]+)(?![\w.%])")
"""A make with a number, as Vector 23 or Vector IV: its word alone would meet what else the lists call a vector."""
_SUBSTANCES = frozenset({"chemical", "material", "organism"})


def _line(concept: Concept, spell: Callable[[str], str]) -> str:
    codes = " ".join(f"{name}:{code}" for name, code in concept.codes)
    terms = [t for t in concept.terms["en"][:3] if concept.flags & _SUBSTANCES or not _NUMBER_NAME.match(t)]
    english = ";".join(" ".join(content_keys(term, spell)) for term in terms)
    return f"{concept.id}|{codes}|{' '.join(sorted(concept.flags))}|{english}"


def _read_named(line: str) -> Named:
    concept, language, term = line.split(" ", 2)
    return Named(int(concept), language, term)  # type: ignore[arg-type]


def _read_lead(line: str) -> Lead:
    name, code, share, term = line.split(":", 3)
    return Lead(name, code, int(share) / 100, term)


def is_joining(word: str) -> bool:
    """Whether a word only joins others within a term: `virus de la peste`, `Pumpe für Vakuum`; not so in `A/D-Wandler`.

    >>> is_joining("de"), is_joining("a"), is_joining("A")
    (True, True, False)
    """
    return word.casefold() in JOINING and not (len(word) == 1 and word.isupper())


def term_key(found: Iterable[Word]) -> str:
    """The key of a term: its words without those that only join; all of them where nothing else is left.

    >>> term_key(words("pompe à vide")) == term_key(words("pompe vide"))
    True
    """
    found = list(found)
    return joined(w.key for w in found if not is_joining(w.text)) or joined(w.key for w in found)


SHORTEST_CUT = 8
"""Letters of a compound whose parts are worth knowing for what they translate."""
COMPOUNDING = {"nl", "de"}
JOINING = listed(
    "de la le les l d du des à au aux en et the of for and an a in on with to van het een der den von für mit zum zur "
    "voor met und of op im per pour par"
)


def build_vocabulary(concepts: Iterable[Concept], more: Iterable[str] = ()) -> Vocabulary:
    """Compile concepts; `more` are further plain words a compound may be made of."""
    concepts = list(concepts)
    spell = Keys().__getitem__
    terms: dict[str, dict[str, None]] = {}
    parts: dict[str, set[str]] = {part: set() for part in more}
    by_language: dict[Language, list[str]] = {language: [] for language in LANGUAGES}
    for number, concept in enumerate(concepts):
        for language in LANGUAGES:
            for term in concept.terms[language]:
                found = words(term, spell)
                if not found:
                    continue
                terms.setdefault(term_key(found), {})[f"{number} {language} {term}"] = None
                by_language[language].append(term)
                for part in _parts(w.text for w in found):
                    parts.setdefault(part, set()).add(language)
    own = [word for word, having in parts.items() if not having or having & COMPOUNDING]
    cuts, cut_keys = set(own), part_keys_of(own, spell)
    learned = learn_parts(own, cuts, cut_keys, spell)
    cuts.update(learned)
    cut_keys |= part_keys_of(learned, spell)
    long_enough = (w for w, having in parts.items() if len(w) >= SHORTEST_CUT and having & COMPOUNDING)
    split = {w: split_compound(w, cuts, cut_keys, spell) for w in long_enough}

    @cache
    def pieces(term: str) -> list[str]:
        found = [w for w in map(plain, texts_of(term)) if w not in _SMALL]
        return [piece for w in found for piece in (w, *split.get(w, ()))]

    return Vocabulary(
        [_line(c, spell) for c in concepts],
        {k: _BETWEEN.join(v) for k, v in terms.items()},
        {part: " ".join(sorted(having)) for part, having in parts.items()},
        {spell(part): "" for part in (*parts, *learned) if len(part) > SHORTEST_PART},
        dict.fromkeys(sorted(cuts), ""),
        cut_keys,
        pack((*terms, *map(spell, parts))),
        Trigrams.learn(by_language),
        learn_translations(concepts, pieces, spell),
        learn_places(concepts, pieces, spell),
    )


_SMALL = frozenset(w for small in SMALL_WORDS.values() for w in small)


def _parts(found: Iterable[str]) -> Iterable[str]:
    for text in found:
        word = plain(text)
        if len(word) >= SHORTEST_PART and word.isalpha() and word not in _SMALL and not _abbreviation(text):
            yield word


def _abbreviation(text: str) -> bool:
    """`VVER` and `DMMP` are no words that compounds are made of; `VALVE` hardly occurs."""
    return text.isupper() and len(text) < 6


def to_plain(vocabulary: Vocabulary) -> dict[str, Any]:
    """The vocabulary as plain values for the cache."""
    return {a.name: getattr(vocabulary, a.name) for a in fields(Vocabulary)}


def from_plain(data: Mapping[str, Any]) -> Vocabulary:
    return Vocabulary(**data)
