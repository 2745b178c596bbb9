"""Reading a description: which words name the goods, which only qualify them, which say what they are for.

A description is cut into pieces: its words, and the parts of compounds that are not known as a whole. Each piece
gets a role and a weight; a candidate's score is the share of this weight that it explains. The thing itself weighs
most: the last noun of the first clause (the first one in French). What stands behind "with" or a comma qualifies,
what stands behind "for" is the purpose; "parts for" and "software for" hand the lead to what follows.
"""

from __future__ import annotations

from attrs import frozen

from controllist.index import Index
from controllist.index import wordlists as lists
from controllist.index.languages import Language
from controllist.index.words import Word, family, joined, key, words
from controllist.matching.concepts import is_of_arms
from controllist.matching.cutting import sort_of, split_word
from controllist.matching.leading import faded, goods_of, headed, making_of, promoted, without_negated
from controllist.matching.pieces import BREAK, Goods, Making, Piece, Role

MOST_WORDS = 400
LONGEST_LETTERS = 4
MOST_GOODS = 4.0
"""Above this, words for the goods count a quarter towards the whole."""
OTHER_BASE, OTHER_SHARE = 0.3, 0.1
"""The bound for what qualifies: a little, and a share of what names the goods."""


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
    goods = goods_of(pieces)
    making = making_of(pieces) if goods == ("thing",) else ""
    pieces = promoted(pieces)
    pieces = headed(without_negated(pieces, text), spoken)
    pieces = faded(pieces)
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
            for stop in BREAK.finditer(text, at, word.start + 1 if word.start == 0 else word.start):
                zone = _zone_after(stop[0].strip() or stop[0], zone, back, pieces)
        at = word.end
        lower = word.text.casefold()
        sort = sort_of(word, lower, before, language)
        before = word
        if zone == "goods" and lower in lists.WHOLE_WORDS and _of_parts(pieces):
            pass  # `parts for`, `software for`: what follows is still the thing
        elif several and lower in lists.PURPOSE_WORDS:
            zone = "purpose" if pieces else zone
        elif zone == "goods" and pieces and sort == "small" and _qualifies(lower, spoken=language):
            zone = "qualifier"
        pieces += split_word(word, index, zone, sort, language)
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
