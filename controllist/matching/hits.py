"""Where the trade vocabulary meets a description: terms of one or more words, the longest first.

A hit is a run of pieces that is a term of a concept. Inside a longer hit a shorter one counts less ("camera" in
"thermal imaging camera"), and inside ordinary goods it counts nothing ("switch" in "ethernet switch").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from attrs import frozen

from controllist.index import Index
from controllist.index.compounds import SHORTEST_PART
from controllist.index.languages import Language
from controllist.index.segment import LONGER
from controllist.index.vocabulary import COMPOUNDING, LONGEST_TERM, Entry, Named, is_joining
from controllist.index.words import family, joined, key, plain
from controllist.matching.concepts import is_of_arms
from controllist.matching.pieces import Piece
from controllist.matching.query import Query
from controllist.matching.results import EvidenceKind

INNER = 0.55
"""What a hit inside a longer one keeps."""
OTHER_LANGUAGE = 0.6
HEAD_OF_COMPOUND = 0.35
"""What the last part of a compound says that is a term itself: `radar` in `rondzoekradar`."""
ORDINARY_IN_COMPOUND = 0.5
"""What ordinary goods say that are but a part of a compound: `Pflug` in `Minenräumpflug`."""
FLAGS = {"ambiguous": 0.85, "weak": 0.6}
AFTER = 0.5
"""What hits keep behind ordinary goods that lead: what those are for, or come with."""
UNSPOKEN_MILITARY = 0.4
"""What a concept flagged `military` keeps where the description speaks of no military use."""
SURE = 0.8
_PARTED = re.compile("[-/]")
LOCANTS = frozenset(["n", "o", "s", "p", "alpha", "beta", "gamma", "omega", "1", "2", "3", "4", "5", "6"])
LOCANT_ENDS = ("-", ",", ")-", "-(", "'-", ", ")
LONG_NAME = 8
"""Letters from which on a word with a capital is rather a misspelt one than the name of a make."""
LONG_BEHIND = 6
"""Letters of a word behind a place in a molecule at the least: `2-chloroethanol`, but `O-rings`."""
FORMS = {"exact": 1.0, "stem": 0.97, "compound": 0.93}


@frozen
class Hit:
    """Pieces `first` up to `last` (not included) are a term of `concept`; `strength` is how sure that is."""

    first: int
    last: int
    concept: int
    strength: float
    kind: EvidenceKind
    term: str
    ordinary: bool

    def reduced(self, share: float) -> Hit:
        return Hit(self.first, self.last, self.concept, self.strength * share, self.kind, self.term, self.ordinary)


def find_hits(query: Query, index: Index) -> tuple[Hit, ...]:
    """All terms in a description; words that stay unknown are tried again as the nearest known word."""
    pieces = query.pieces
    keys = [p.own or p.key for p in pieces]
    hits = _runs(query, index, keys, [1.0] * len(keys), range(len(keys)))
    hits += _heads(query, index, hits)
    covered = {i for h in hits for i in range(h.first, h.last)}
    trust = [1.0] * len(keys)
    repaired: list[int] = []
    for i, piece in enumerate(pieces):
        if piece.known or i in covered or not _repairable(piece, query.language):
            continue
        nearest = index.repair(piece.key)
        if nearest is not None:
            keys[i], trust[i] = nearest
            repaired.append(i)
    if repaired:
        hits += _runs(query, index, keys, trust, repaired)
    if not speaks_of_arms(query, index, hits):
        hits = [
            h.reduced(UNSPOKEN_MILITARY) if "military" in index.vocabulary.entry(h.concept).flags else h for h in hits
        ]
    weighed = _weighed(hits)
    if heads_ordinary(query, weighed):
        weighed = [h if h.ordinary or _of_goods(query, h) else h.reduced(AFTER) for h in weighed]
    return tuple(weighed)


def heads_ordinary(query: Query, hits: Collection[Hit]) -> bool:
    """Whether ordinary goods lead a description, and no others with them: `a cover for a thermal camera`."""
    if not any(hit.ordinary for hit in hits):
        return False
    goods = [i for i, p in enumerate(query.pieces) if p.role == "goods" and p.sort == "content"]
    if not goods or all(p.role == "goods" for p in query.pieces):
        return False
    head = max(goods, key=lambda i: query.pieces[i].weight)
    ours = [h for h in hits if _of_goods(query, h)]
    return all(h.ordinary for h in ours) and any(h.first <= head < h.last and h.strength > SURE for h in ours)


def _of_goods(query: Query, hit: Hit) -> bool:
    return any(query.pieces[i].role == "goods" for i in range(hit.first, hit.last))


def _heads(query: Query, index: Index, hits: Iterable[Hit]) -> list[Hit]:
    """The terms that end a compound which is a term itself: other goods of its kind, for less.

    A compound that names ordinary goods only is known to be none of them: `vijverpomp`.
    """
    if query.language not in COMPOUNDING:
        return []
    found: list[Hit] = []
    whole = [h for h in hits if h.last - h.first == 1 and not query.pieces[h.first].compound]
    for i in sorted({h.first for h in whole if not h.ordinary}):
        parts = index.split(query.pieces[i].text)
        if len(parts) > 1 and len(parts[-1]) > SHORTEST_PART:
            for named in index.vocabulary.named(key(parts[-1])):
                if named.language in COMPOUNDING and _abbreviated_alike(named.term, parts[-1]):
                    entry = index.vocabulary.entry(named.concept)
                    strength = HEAD_OF_COMPOUND * _flagged(entry)
                    if entry.codes:
                        found.append(Hit(i, i + 1, named.concept, strength, "compound", named.term, False))
    return _best_of_each(found)


def speaks_of_arms(query: Query, index: Index, hits: Iterable[Hit]) -> bool:
    """Whether a description speaks of a military use, or names goods that only the military list controls."""
    return query.military or any(_arms(index, h) for h in hits if h.strength > SURE)


def _arms(index: Index, hit: Hit) -> bool:
    entry = index.vocabulary.entry(hit.concept)
    return is_of_arms(entry.codes) and not entry.flags


def repaired_keys(query: Query, index: Index) -> list[tuple[str, float]]:
    """For each piece the key to look up in the lists, and how far to trust it."""
    found: list[tuple[str, float]] = []
    for piece in query.pieces:
        unknown = not piece.known and _repairable(piece, query.language)
        nearest = index.repair(piece.key) if unknown else None
        found.append(nearest or (piece.key, 1.0))
    return found


def _repairable(piece: Piece, language: Language) -> bool:
    """A word that nobody knows; a part that was cut out of one is rather a word of its own, and a short name a name."""
    if piece.known or piece.compound or piece.sort != "content":
        return False
    return language == "de" or piece.start == 0 or len(piece.text) >= LONG_NAME or not piece.text.istitle()


def _runs(query: Query, index: Index, keys: Sequence[str], trust: Sequence[float], must: Sequence[int]) -> list[Hit]:
    """The terms that runs of pieces make, of those runs that hold one of the pieces `must`."""
    joining = [p.sort == "small" and is_joining(p.text) for p in query.pieces]
    hits = _runs_without(query, index, keys, trust, must, joining)
    places = locants(query)
    if places:
        hits += _runs_without(query, index, keys, trust, must, [j or i in places for i, j in enumerate(joining)])
    return _best_of_each(hits)


def locants(query: Query) -> frozenset[int]:
    """The pieces that tell a place within a molecule: `N,N-diethyl`, `(beta)-amino`, `2-chloroethanol`.

    Chemists write them or leave them out; the letters after them are those of a long word, unlike in `O-ring`.
    """
    found: set[int] = set()
    for at in range(len(query.pieces) - 2, -1, -1):
        piece = query.pieces[at]
        if piece.text.casefold() not in LOCANTS:
            continue
        behind = query.pieces[at + 1]
        first_letters = query.text[behind.start : behind.start + LONG_BEHIND]
        long_one = len(first_letters) == LONG_BEHIND and first_letters.isalpha()
        between = query.text[piece.end : behind.start]
        if between in LOCANT_ENDS and (long_one or at + 1 in found):
            found.add(at)
    return frozenset(found)


def _runs_without(
    query: Query,
    index: Index,
    keys: Sequence[str],
    trust: Sequence[float],
    must: Sequence[int],
    joining: Sequence[bool],
) -> list[Hit]:
    """The terms of runs that leave out what only joins."""
    hits: list[Hit] = []
    wanted = set(must)
    pieces = query.pieces
    terms = index.vocabulary.terms
    for first in range(len(keys)):
        if joining[first]:
            continue
        run, count = "", 0
        for last in range(first + 1, len(keys) + 1):
            if joining[last - 1]:
                continue
            run = _with(run, keys[last - 1])
            count += 1
            if run in terms and not wanted.isdisjoint(range(first, last)) and _content(pieces[first:last]):
                inside = _cut_out(pieces, first, last)
                written = query.text[pieces[first].start : pieces[last - 1].end]
                letters = plain("".join([p.text for p in pieces[first:last]]))
                for named in _meant(index.vocabulary.named(run), written):
                    if inside and named.language not in COMPOUNDING and len(named.term) < LONGER:
                        continue
                    if _abbreviated_alike(named.term, written):
                        same = letters == _squeezed(named.term)
                        hits.append(_hit(query, index, named, first, last, min(trust[first:last]), inside, same))
            if count == LONGEST_TERM:
                break
    return hits


def _with(run: str, word: str) -> str:
    """A run of keys with one more, as `joined` makes it."""
    if not run or run[-1:] == word[:1]:
        return joined((run, word))
    return run + _alone(word)


@lru_cache(maxsize=20_000)
def _alone(word: str) -> str:
    return joined((word,))


def _meant(found: Sequence[Named], written: str) -> Sequence[Named]:
    """The terms without names in capitals, where others are spelt the very same and the text is not in capitals.

    >>> found = [Named(1, "nl", "TITAAN"), Named(2, "nl", "titaan")]
    >>> [named.concept for named in _meant(found, "Titaan")], [named.concept for named in _meant(found, "TITAAN")]
    ([2], [1, 2])
    """
    if len(found) < 2 or sum(map(str.isupper, written)) > 1:
        return found
    plain_ones = {_squeezed(named.term) for named in found if not named.term.isupper()}
    return [named for named in found if not named.term.isupper() or _squeezed(named.term) not in plain_ones]


def _content(run: Sequence[Piece]) -> bool:
    """A term that is nothing but small or general words is none: `set`, `van`, `system`."""
    return any(p.sort not in ("small", "number", "part") for p in run)


def _hit(
    query: Query, index: Index, named: Named, first: int, last: int, trust: float, compound: bool, same: bool
) -> Hit:
    """`compound` tells whether the run begins or ends inside a word, `same` whether it has the letters of the term."""
    concept = named.concept
    kind: EvidenceKind = "spelling" if trust < 1 else "compound" if compound else "vocabulary"
    strength = trust * (FORMS["compound"] if compound else FORMS["exact" if same else "stem"])
    if named.language not in (query.language, "en") and not same:
        strength *= OTHER_LANGUAGE
    entry = index.vocabulary.entry(concept)
    ordinary = not entry.codes
    if ordinary and compound:
        strength *= ORDINARY_IN_COMPOUND
    return Hit(first, last, concept, strength * _flagged(entry), kind, named.term, ordinary)


def _flagged(entry: Entry) -> float:
    strength = 1.0
    for flag in entry.flags:
        strength *= FLAGS.get(flag, 1.0)
    return strength


def _abbreviated_alike(term: str, written: str) -> bool:
    """Whether an abbreviation or formula is meant: its letters must be the same, and a formula's case as well.

    >>> _abbreviated_alike("FPGA", "fpgas"), _abbreviated_alike("GaSe", "gassen"), _abbreviated_alike("GaSe", "Gase")
    (True, False, False)
    >>> _abbreviated_alike("valve", "Ventil"), _abbreviated_alike("AN/TPQ-36", "TPQ-36")
    (True, True)
    """
    if not _abbreviation(term):
        return True
    term = term.removeprefix("AN/")  # of American military designations; `an` is a small word in a description
    alike = (_squeezed(written), _squeezed(written).removesuffix("s"), _squeezed(family(written)))
    same = _squeezed(term) in alike
    return same and (not any(c.islower() for c in term) or sum(c.isupper() for c in written) > 1)


@lru_cache(maxsize=20_000)
def _abbreviation(term: str) -> bool:
    """Whether a term is one word with several capitals; one for each part is none, as in `U-Boot`.

    >>> [_abbreviation(term) for term in ("FPGA", "NBC-pak", "U-Boot", "F/A-18", "V-22")]
    [True, True, False, False, False]
    """
    return " " not in term and any(sum(map(str.isupper, part)) >= 2 for part in _PARTED.split(term))


def _cut_out(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Whether a run begins or ends inside a word."""
    inside = first > 0 and pieces[first - 1].end == pieces[first].start and pieces[first].compound
    return inside or (last < len(pieces) and pieces[last - 1].end == pieces[last].start and pieces[last - 1].compound)


@lru_cache(maxsize=20_000)
def _squeezed(term: str) -> str:
    return plain("".join(c for c in term if c.isalnum()))


def _best_of_each(hits: list[Hit]) -> list[Hit]:
    """One hit for a concept and run: the same term may stand under several languages."""
    if len(hits) < 2:
        return hits
    best: dict[tuple[int, int, int], Hit] = {}
    for hit in hits:
        place = (hit.first, hit.last, hit.concept)
        if place not in best or hit.strength > best[place].strength:
            best[place] = hit
    return list(best.values())


def _weighed(hits: list[Hit]) -> list[Hit]:
    """Take down what stands inside longer hits, and drop it inside ordinary goods."""
    longer = [hit for hit in hits if hit.last - hit.first > 1]
    if not longer:
        return hits
    found: list[Hit] = []
    for hit in hits:
        first, last, length = hit.first, hit.last, hit.last - hit.first
        inside, of_ordinary = False, hit.ordinary
        for other in longer:
            if other.first <= first and last <= other.last and length < other.last - other.first:
                inside, of_ordinary = True, of_ordinary or other.ordinary
        if not inside:
            found.append(hit)
        elif not of_ordinary:
            found.append(hit.reduced(INNER))
    return found
