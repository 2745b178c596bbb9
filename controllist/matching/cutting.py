"""Cutting a word into pieces: its sort, the parts of a compound that is not known as a whole, and what each is worth.

Words for parts, software, stages and military use are no names of goods; figures, units and small words weigh nothing.
A content word weighs less the more provisions say it, and what nobody knows less than what has a name.

>>> five, watts = words("5 kW")
>>> sort_of(five, "5", None, "en"), sort_of(watts, "kw", five, "en"), _kind_cut("besturingssoftware")
('number', 'number', ('besturings', 'software'))
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from controllist.index import Index
from controllist.index import wordlists as lists
from controllist.index.languages import LANGUAGES, SMALL_WORDS, Language
from controllist.index.words import Word, key, listed, plain, words
from controllist.matching.pieces import SORT_WEIGHTS, ZONE_WEIGHTS, Piece, Role, Sort

UNKNOWN_WEIGHT = 0.65
UNKNOWN_NAME_WEIGHT = 0.4
"""For an unknown word that is written like the name of a maker or a type."""
PART_OF_TERM_WEIGHT = 0.8

_UNITS = listed(
    "mm nm um µm μm cm dm m km kg g mg t lb lbs kw mw w kv v mv a ma ah wh kwh hz khz mhz ghz thz c k f "
    "bar mbar pa kpa mpa gpa bit bits kbit mbit gbit mbps gbps kbps byte kb mb gb tb db dbm dbi rpm l ml "
    "liter litre inch in ft n nn kn s ms us ns ps fs vdc vac mol ppm psi dn ohm deg min h hr mesh "
    "fps px mp"
)
_MARKING = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w-]{3,}")
_MEANS = {found: key(stage) for stage, keys in lists.STAGES.items() for found in keys} | dict.fromkeys(
    lists.MILITARY_WORDS, key("military")
)
"""The lists' word for a stage or a military use, by the key of any language's word for it."""
_KIND_HEADS = (
    "software", "programmatuur", "technologie", "technologien", "documentatie", "dokumentation", "unterlagen",
    "verfahren", "tekeningen", "zeichnungen", "knowhow", "handleiding", "handbuch", "anleitung",
)  # fmt: skip
_SAYS_LITTLE = lists.GENERIC | lists.PART_WORDS
_SHARED_SMALL = frozenset(w for x in LANGUAGES for w in SMALL_WORDS[x] if len(w) != 4) - {"aan", "son", "car"}
_SORTED: dict[str, Sort] = {
    **dict.fromkeys(frozenset().union(*lists.STAGES.values()), "stage"),
    **dict.fromkeys(lists.MILITARY_WORDS, "military"),
    **dict.fromkeys(lists.GENERIC, "generic"),
    **dict.fromkeys(lists.SOFTWARE_WORDS | lists.TECHNOLOGY_WORDS, "kind"),
}
"""What words mean that are no names of goods, by key; those named last count before the others."""


class Cut(NamedTuple):
    """A word or a part of a compound, and what it is worth in the words for the goods; as `Piece`, without a place."""

    text: str
    offset: int
    key: str
    sort: Sort
    weight: float
    compound: bool = False
    known: bool = True
    own: str = ""


def split_word(word: Word, index: Index, zone: Role, sort: Sort, language: Language) -> list[Piece]:
    """One piece, or one for each part of a compound."""
    pieces: list[Piece] = []
    for cut in _cuts(index, word.text, word.key, sort, language, word.start == 0):
        start = word.start + cut.offset
        weight = cut.weight * ZONE_WEIGHTS[zone]
        end = start + len(cut.text)
        pieces.append(Piece(cut.text, start, end, cut.key, zone, cut.sort, weight, cut.compound, cut.known, cut.own))
    return pieces


@lru_cache(maxsize=20_000)
def _cuts(index: Index, text: str, word: str, sort: Sort, language: Language, first: bool) -> tuple[Cut, ...]:
    """What a word (`word` is its key) is made of; remembered, since descriptions differ more than their words."""
    if sort != "content":
        means = _MEANS.get(word, word) if sort in ("stage", "military") else word
        return (Cut(text, 0, means, sort, SORT_WEIGHTS[sort], own=word),)
    named = bool(index.vocabulary.named(word))
    known = named or index.known(word)
    parts = _kind_cut(text)
    if not parts and not known:
        parts = index.split(text)
    if not parts and known and not named and not index.stands(word):
        # Known only inside longer terms: `meetapparatuur` says more as measuring and apparatus.
        cut = index.split(text)
        says_little = len(cut) == 2 and key(cut[1]) in _SAYS_LITTLE
        parts = cut if says_little or not index.vocabulary.translate(word) else ()
    # English and French write compounds apart; a text taken for one of them may still be a Dutch word or two.
    if len(parts) < 2 or (language in ("en", "fr") and not _surely_cut(parts, index)):
        weight, sort = _content_weight(text, word, index, language, named, known, first)
        return (Cut(text, 0, word, sort, weight, known=known),)
    cuts: list[Cut] = []
    start = 0
    for part in parts:
        written = text[start : start + len(part)]
        inner = words(written)[0]
        inner = Word(written, start, start + len(part), inner.key, inner.sort)
        start += len(part)
        sort = sort_of(inner, written.casefold(), None, "en") if plain(written) not in _SHARED_SMALL else "content"
        known = bool(index.vocabulary.named(inner.key)) or index.known(inner.key)
        weight = SORT_WEIGHTS.get(sort, UNKNOWN_WEIGHT if not known else 1.0)
        cuts.append(Cut(written, inner.start, inner.key, sort, weight, True, known))
    return tuple(cuts)


def _surely_cut(parts: tuple[str, ...], index: Index) -> bool:
    return min(map(len, parts)) >= 5 and all(index.known(key(part)) for part in parts)


def _content_weight(
    text: str, word: str, index: Index, language: Language, named: bool, known: bool, first: bool
) -> tuple[float, Sort]:
    if named:
        return 1.0, "content"
    if word in index.vocabulary.part_keys:
        return PART_OF_TERM_WEIGHT, "content"
    if known:
        return 0.3 + 0.7 * index.rarity(word), "content"
    if _MARKING.fullmatch(text):
        return SORT_WEIGHTS["marking"], "marking"
    name = text.isupper() or (language != "de" and not first and text[:1].isupper())
    return UNKNOWN_NAME_WEIGHT if name else UNKNOWN_WEIGHT, "content"


def sort_of(word: Word, lower: str, before: Word | None, language: Language) -> Sort:
    if word.sort == "cas":
        return "cas"
    if word.sort == "number" or word.text.isdigit():
        return "number"
    if before is not None and (before.sort == "number" or before.text.isdigit()) and lower in _UNITS:
        return "number"
    if word.key in lists.PART_WORDS:
        return "part"
    if lower in SMALL_WORDS[language] or lower in _SHARED_SMALL or len(lower) == 1:
        return "small"
    if lower in lists.PURPOSE_WORDS:
        return "small"
    return _SORTED.get(word.key, "content")


def _kind_cut(word: str) -> tuple[str, ...]:
    """A compound whose head is a word for software or technology, cut before it: `besturings|software`."""
    folded = plain(word)
    for head in _KIND_HEADS:
        before = folded.removesuffix(head)
        if folded.endswith(head) and len(before) >= 4 and len(folded) == len(word):
            return (before, head)
    return ()
