"""Reading a description: which words name the goods, which only qualify them, which say what they are for.

A description is cut into pieces: its words, and the parts of compounds that are not known as a whole. Each piece
gets a role and a weight; a candidate's score is the share of this weight that it explains. The thing itself weighs
most: the last noun of the first clause (the first one in French). What stands behind "with" or a comma qualifies,
what stands behind "for" is the purpose; "parts for" and "software for" hand the lead to what follows.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import Literal, NamedTuple

from attrs import frozen

from controllist.index import Index
from controllist.index import wordlists as lists
from controllist.index.languages import LANGUAGES, SMALL_WORDS, Language
from controllist.index.words import Word, family, joined, key, listed, plain, words
from controllist.matching.concepts import is_of_arms
from controllist.values import made_often

Role = Literal["goods", "qualifier", "aside", "purpose", "later"]
Sort = Literal["content", "generic", "part", "kind", "stage", "military", "small", "number", "cas", "marking"]
Goods = Literal["thing", "software", "technology", "service"]
Making = Literal["", "aside", "lead"]
"""Whether goods make or test others: `lead` where nothing else is said of them, `aside` where they have a name."""

ZONE_WEIGHTS: dict[Role, float] = {"goods": 1.0, "qualifier": 0.6, "aside": 0.5, "purpose": 0.45, "later": 0.3}
SORT_WEIGHTS: dict[Sort, float] = {
    "generic": 0.15,
    "part": 0.0,
    "kind": 0.4,
    "stage": 0.2,
    "military": 0.3,
    "small": 0.0,
    "number": 0.0,
    "cas": 2.5,
    "marking": 0.1,
}
HEAD_WEIGHT = 1.4
UNKNOWN_WEIGHT = 0.65
UNKNOWN_NAME_WEIGHT = 0.4
"""For an unknown word that is written like the name of a maker or a type."""
PART_OF_TERM_WEIGHT = 0.8
UNKNOWN_PURPOSE = 0.8
FIRST_WORDS = 8
"""From here on a content word weighs less the later it comes: data sheets begin with the thing."""
MOST_WORDS = 400
MOST_NEGATED = 3
LONGEST_LETTERS = 4
MOST_GOODS = 4.0
"""Above this, words for the goods count a quarter towards the whole."""
OTHER_BASE, OTHER_SHARE = 0.3, 0.1
"""The bound for what qualifies: a little, and a share of what names the goods."""

_UNITS = listed(
    "mm nm um µm μm cm dm m km kg g mg t lb lbs kw mw w kv v mv a ma ah wh kwh hz khz mhz ghz thz c k f "
    "bar mbar pa kpa mpa gpa bit bits kbit mbit gbit mbps gbps kbps byte kb mb gb tb db dbm dbi rpm l ml "
    "liter litre inch in ft n nn kn s ms us ns ps fs vdc vac mol ppm psi dn ohm deg min h hr mesh "
    "fps px mp"
)
_BREAK = re.compile(r"[(\[{]|[)\]}]|[.;!?]\s|\n|[,:]\s|\s[-–—/|]\s")
_MARKING = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w-]{3,}")


@made_often
class Piece:
    """A word of the description, or a part of a compound in it.

    `key` is looked up in the lists, `own` in the vocabulary: they differ where the lists have one word for many, as
    `use` for operation, bediening, Betrieb.
    """

    text: str
    start: int
    end: int
    key: str
    role: Role
    sort: Sort
    weight: float
    compound: bool = False
    known: bool = True
    own: str = ""

    @property
    def term_key(self) -> str:
        return self.own or self.key

    def weighing(self, weight: float, role: Role | None = None) -> Piece:
        # Not by `evolve`, which takes ten times as long.
        return Piece(
            self.text,
            self.start,
            self.end,
            self.key,
            role or self.role,
            self.sort,
            weight,
            self.compound,
            self.known,
            self.own,
        )


@frozen
class Query:
    """A description as it was read; `weight` is the sum that a candidate's score is a share of."""

    text: str
    language: Language
    pieces: tuple[Piece, ...]
    goods: tuple[Goods, ...]
    parts: bool
    military: bool
    weight: float
    making: Making = ""


def read_query(text: str, index: Index, language: Language | None = None) -> Query:
    """Cut a description into weighted pieces; `language` None means that it is told from the words."""
    spoken = language or index.vocabulary.detect(text)
    pieces = _pieces(text, index, spoken)
    sorts = [p.sort for p in pieces]
    goods = _goods(pieces)
    making = _making(pieces) if goods == ("thing",) else ""
    pieces = _promoted(pieces)
    pieces = _headed(_without_negated(pieces, text), spoken)
    pieces = _faded(pieces)
    return Query(text, spoken, tuple(pieces), goods, "part" in sorts, "military" in sorts, _whole(pieces), making)


def _whole(pieces: list[Piece]) -> float:
    """What a score is a share of: the words for the goods in full, what qualifies them up to a bound.

    A data sheet says much that no provision speaks of; it must not push the goods themselves out of sight.
    """
    best: dict[str, Piece] = {}
    for piece in pieces:
        if piece.key not in best or piece.weight > best[piece.key].weight:
            best[piece.key] = piece
    goods = other = 0.0
    for piece in best.values():
        if piece.role == "goods":
            goods += piece.weight
        else:
            other += piece.weight
    return min(goods, MOST_GOODS + 0.25 * max(0.0, goods - MOST_GOODS)) + min(other, OTHER_BASE + OTHER_SHARE * goods)


def _pieces(text: str, index: Index, language: Language) -> list[Piece]:
    zone: Role = "goods"
    back: list[Role] = []
    pieces: list[Piece] = []
    at = 0
    before: Word | None = None
    found = _phrases(_designations(words(text)[:MOST_WORDS], text), text)
    found = [
        _of_family(word, index) if word.text[-1:].isalnum() and word.text[:1].isupper() else word for word in found
    ]
    several = [w.sort for w in found].count("word") > 1
    for word in found:
        if text[at : word.start] != " ":
            for stop in _BREAK.finditer(text, at, word.start + 1 if word.start == 0 else word.start):
                zone = _zone_after(stop[0].strip() or stop[0], zone, back, pieces)
        at = word.end
        lower = word.text.casefold()
        sort = _sort(word, lower, before, language)
        before = word
        if zone == "goods" and lower in lists.WHOLE_WORDS and _of_parts(pieces):
            pass  # `parts for`, `software for`: what follows is still the thing
        elif several and lower in lists.PURPOSE_WORDS:
            zone = "purpose" if pieces else zone
        elif zone == "goods" and pieces and sort == "small" and _qualifies(lower, spoken=language):
            zone = "qualifier"
        pieces += _split(word, index, zone, sort, language)
    return pieces


def _designations(found: list[Word], text: str) -> list[Word]:
    """Letters and a number joined by a dash are one name: F-16, U-235."""
    if "-" not in text:
        return found
    merged: list[Word] = []
    for word in found:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.text.isalpha()
            and len(last.text) <= LONGEST_LETTERS
            and text[last.end : word.start] == "-"
            and (word.text.isdigit() or family(text[last.start : word.end]))
        ):
            merged[-1] = Word(text[last.start : word.end], last.start, word.end, joined((last.key, word.key)))
        else:
            merged.append(word)
    return merged


def _of_family(word: Word, index: Index) -> Word:
    """A variant of a type of arms that nobody knows, with the key of its type: F-16V is an F-16."""
    base = family(word.text)
    if not base or index.vocabulary.named(word.key):
        return word
    known = joined(w.key for w in words(base))
    concepts = (index.vocabulary.entry(named.concept) for named in index.vocabulary.named(known))
    arms = any(is_of_arms(c.codes) for c in concepts)
    return Word(word.text, word.start, word.end, known, word.sort) if arms else word


def _phrases(found: list[Word], text: str) -> list[Word]:
    """Two words that mean software or technology (`source code`, `know-how`) as one."""
    merged: list[Word] = []
    before = ""
    for word in found:
        lower = word.text.casefold()
        means = lists.KIND_PHRASES.get((before, lower)) if before in _PHRASES_BEGIN else None
        if means is not None:
            last = merged[-1]
            merged[-1] = Word(text[last.start : word.end], last.start, word.end, key(means))
            before = merged[-1].text.casefold()
        else:
            merged.append(word)
            before = lower
    return merged


_PHRASES_BEGIN = frozenset(first for first, _ in lists.KIND_PHRASES)


def _kind_cut(word: str) -> tuple[str, ...]:
    """A compound whose head is a word for software or technology, cut before it: `besturings|software`."""
    folded = plain(word)
    for head in _KIND_HEADS:
        before = folded.removesuffix(head)
        if folded.endswith(head) and len(before) >= 4 and len(folded) == len(word):
            return (before, head)
    return ()


def _of_parts(pieces: list[Piece]) -> bool:
    """Whether the last word that says something is one for parts, software or technology."""
    last = next((p for p in reversed(pieces) if p.sort not in ("small", "number")), None)
    return last is not None and last.sort in ("part", "kind")


def _qualifies(word: str, spoken: Language) -> bool:
    """Whether a small word opens a description of the goods; Dutch `en` and `of` join goods instead."""
    return word in lists.QUALIFYING_WORDS and not (spoken == "nl" and word in ("en", "of"))


def _zone_after(stop: str, zone: Role, back: list[Role], pieces: list[Piece]) -> Role:
    """The zone behind a break: brackets set aside, a comma or colon qualifies, a full stop begins the rest."""
    if stop in "([{":
        back.append(zone)
        return "aside" if zone != "purpose" else zone
    if stop in ")]}":
        return back.pop() if back else zone
    if not any(p.sort == "content" and p.known for p in pieces if p.role == "goods"):
        return zone  # nothing but a label or a part number so far: the thing is still to come
    if stop in (",", ":", "-", "–", "—", "|", "/"):
        return "qualifier" if zone == "goods" else zone
    return "later"


def _sort(word: Word, lower: str, before: Word | None, language: Language) -> Sort:
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


_MEANS = {found: key(stage) for stage, keys in lists.STAGES.items() for found in keys} | dict.fromkeys(
    lists.MILITARY_WORDS, key("military")
)
"""The lists' word for a stage or a military use, by the key of any language's word for it."""
_KIND_HEADS = (
    "software", "programmatuur", "technologie", "technologien", "documentatie", "dokumentation", "unterlagen",
    "verfahren", "tekeningen", "zeichnungen", "knowhow", "handleiding", "handbuch", "anleitung",
)  # fmt: skip
_PRODUCTION = key("production")
_SAYS_LITTLE = lists.GENERIC | lists.PART_WORDS
_JOINING = listed("and or en of und oder et ou")
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


def _split(word: Word, index: Index, zone: Role, sort: Sort, language: Language) -> list[Piece]:
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
        sort = _sort(inner, written.casefold(), None, "en") if plain(written) not in _SHARED_SMALL else "content"
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


def _goods(pieces: list[Piece]) -> tuple[Goods, ...]:
    """What the description is of: things unless it leads with software or technology; both where it names both."""
    found: list[Goods] = []
    first_kind = min([p.start for p in pieces if p.sort == "kind"], default=sys.maxsize)
    for piece in pieces:
        if piece.role != "goods":
            continue
        if piece.sort == "kind":
            found.append("software" if piece.key in lists.SOFTWARE_WORDS else "technology")
        elif piece.sort in ("content", "generic") and piece.start <= first_kind:
            found.append("thing")
    unique = tuple(dict.fromkeys(found))
    if "thing" in unique and len(unique) > 1:
        return _leading(pieces, unique)
    return unique or ("thing",)


def _making(pieces: list[Piece]) -> Making:
    """`productie-apparatuur voor X` says no more than that it makes X; `a mould for the production of X` is a mould."""
    made = [p for p in pieces if (p.sort == "stage" and p.key == _PRODUCTION) or p.key in lists.MAKING]
    if not made:
        return ""
    named = any(p.role == "goods" and p.sort in ("content", "cas") for p in pieces)
    return "aside" if named else "lead"


def _leading(pieces: list[Piece], unique: tuple[Goods, ...]) -> tuple[Goods, ...]:
    """`control software`: the kind word is the head; `pump with software`: it is not; `pumps and software`: both."""
    kinds = [p for p in pieces if p.sort == "kind"]
    contents = [
        p for p in pieces if p.sort in ("content", "generic") and p.role == "goods" and p.start < kinds[0].start
    ]
    if kinds and contents and kinds[0].role == "goods":
        last = max(p.end for p in contents)
        between = [p.text.casefold() for p in pieces if last <= p.start < kinds[0].start]
        if kinds[0].compound or (kinds[0].start >= last and not _JOINING.intersection(between)):
            return tuple(g for g in unique if g != "thing")
    return unique


def _promoted(pieces: list[Piece]) -> list[Piece]:
    """Where the first clause holds no content (`parts for`, `software for`, `equipment for`), the next one leads."""
    leading = [p for p in pieces if p.role == "goods" and p.sort in ("content", "cas")]
    if leading:
        if any(p.known for p in leading):
            return pieces
        # Nobody knows the words for the goods; then what they are for says most.
        gain = UNKNOWN_PURPOSE / ZONE_WEIGHTS["purpose"]
        return [p.weighing(p.weight * gain) if p.role == "purpose" else p for p in pieces]
    lead = next((p.role for p in pieces if p.role != "goods" and p.sort in ("content", "stage", "cas")), None)
    if lead is None:
        return pieces
    gain = ZONE_WEIGHTS["goods"] / ZONE_WEIGHTS[lead]
    return [p.weighing(p.weight * gain, "goods") if p.role == lead else p for p in pieces]


def _without_negated(pieces: list[Piece], text: str) -> list[Piece]:
    """Take the weight from the words behind `without`, up to the next break: the goods are not that."""
    taken: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.text.casefold() in lists.NEGATING and piece.sort != "kind":
            for behind in range(at + 1, min(len(pieces), at + 1 + MOST_NEGATED)):
                between = text[pieces[behind - 1].end : pieces[behind].start]
                if _BREAK.search(between + " "):
                    break
                taken.add(behind)
    if not taken or not any(
        p.sort in ("content", "cas") and p.weight > 0 for i, p in enumerate(pieces) if i not in taken
    ):
        return pieces
    return [p.weighing(0.0) if i in taken else p for i, p in enumerate(pieces)]


def _headed(pieces: list[Piece], language: Language) -> list[Piece]:
    """Give the head of the first clause its weight."""
    clause = [i for i, p in enumerate(pieces) if p.role == "goods" and p.sort == "content"]
    if not clause:
        return pieces
    at = clause[0] if language == "fr" else clause[-1]
    pieces = list(pieces)
    pieces[at] = pieces[at].weighing(pieces[at].weight * HEAD_WEIGHT)
    return pieces


def _faded(pieces: list[Piece]) -> list[Piece]:
    if len(pieces) <= FIRST_WORDS:
        return pieces
    faded: list[Piece] = []
    count = 0
    for piece in pieces:
        if piece.sort == "content":
            count += 1
        factor = 1 / (1 + max(0, count - FIRST_WORDS) / 8)
        faded.append(piece if factor == 1 else piece.weighing(piece.weight * factor))
    return faded
