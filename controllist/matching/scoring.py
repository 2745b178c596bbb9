"""How well a provision explains a description: the share of its weight that words and provision have in common.

For each piece of the description the best explanation counts, between 0 and 1: a trade word that points to the
provision, the word itself in the provision's text, in the text above it or in a note that includes goods, a word of
the lists for the trade word, or a part of a trade word. The score is the sum of weight times explanation over the
weight of the whole, so it means the same for every description, and its parts add up to it.

Entries are ranked by what any of their provisions offers first; the best dozen are then worked out provision by
provision.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from controllist.index import Index, Segment
from controllist.index.segment import goods_kind, makes
from controllist.index.words import key
from controllist.matching.concepts import MILITARY_LIST, reach
from controllist.matching.hits import (
    AFTER,
    SURE,
    find_hits,
    heads_ordinary,
    repaired_keys,
    speaks_of_arms,
)
from controllist.matching.provisions import (
    Explained,
    Meeting,
    Reason,
    Told,
    Way,
    best_provision,
    explained,
    fit_for_one,
    gathered,
    strongest,
)
from controllist.matching.query import Goods, Piece, Query
from controllist.matching.results import EvidenceKind
from controllist.matching.uses import Uses, uses_in
from controllist.values import made_often

TEXT = 0.72
"""What a word in the text of a provision says, against a trade word that names it."""
COMMON = 0.4
"""What of it a word keeps that stands in very many entries."""
TRANSLATED = 0.8
"""What an English word keeps that was only learned to go with the word of the description."""
BESIDE_TERM = 0.3
"""What both keep where the vocabulary knows the word as a term: then its concept says it better."""
PART_OF_TERM = 0.65
"""What a word says that is but a part of trade terms for a provision: its share there times this."""
SAME_STEM = 0.5
"""What a word of the lists keeps that is made from the same stem: measuring, measurement."""
WRONG_KIND = 0.5
OTHER_INTANGIBLE = 0.65
"""What software keeps where technology is described, and technology where software is."""
MADE = 0.75
"""What goods keep where something is described that makes them and bears no other name."""
CIVIL_LIST = 0.85
"""What a list of dual-use goods keeps where a description speaks of arms or a military use."""
THROUGH_RELATION = 0.92
BESIDE_ORDINARY = 0.35
"""What a word keeps that belongs to the name of ordinary goods."""
WORKED_OUT = 12
WORTH_IT = 0.2
"""Entries whose upper estimate is below this share of the best one are not worked out."""
LEAST_WEIGHT = 1e-9
WORDED = frozenset({"content", "cas", "military", "stage", "generic"})
"""The sorts of pieces whose words are looked for in the texts."""


@made_often
class OtherWord:
    """A word of the lists (its key) to look for in place of one of the description, and what it keeps of its worth."""

    word: str
    share: float
    kind: EvidenceKind
    written: str


class Scored(NamedTuple):
    """A provision with its score before calibration and the reason for each piece that has one."""

    segment: int
    entry: int
    document: int
    score: float
    reasons: dict[int, Reason]
    factor: float
    raw: float
    """The score before it is held to 1: what tells apart provisions that explain all."""


class Scorer:
    """The explanations one query has in one index."""

    def __init__(self, query: Query, index: Index) -> None:
        self.query, self.index = query, index
        self.whole = max(query.weight, LEAST_WEIGHT)
        self.hits = find_hits(query, index)
        self.military = speaks_of_arms(query, index, self.hits)
        self.uses = uses_in(query)
        self.keys = repaired_keys(query, index)
        self.damped = [1.0] * len(query.pieces)
        for hit in (h for h in self.hits if h.ordinary):
            kept = 1 - (1 - BESIDE_ORDINARY) * hit.strength
            for i in range(hit.first, hit.last):
                self.damped[i] = min(self.damped[i], kept)
        if heads_ordinary(query, self.hits):
            for i, piece in enumerate(query.pieces):
                self.damped[i] *= 1.0 if piece.role == "goods" else AFTER
        self.pieces = _unique(query)
        self.hits_on: dict[int, list[int]] = {i: [] for i in self.pieces}
        for number, hit in enumerate(self.hits):
            for i in range(hit.first, hit.last):
                if i in self.hits_on:
                    self.hits_on[i].append(number)
        self.reaches = [reach(index, hit.concept, self.military) for hit in self.hits]
        self.others = [self._other_words(i) for i in range(len(query.pieces))]
        self.meetings = {
            i: [*self._texts(i), *self._leads(i), *(self._term(n) for n in self.hits_on[i])] for i in self.pieces
        }
        self.said = {i: self._said_of_entries(i) for i in self.pieces}
        self.spoken = [(i, query.pieces[i], self.said[i], self.meetings[i], bool(self.hits_on[i])) for i in self.pieces]
        making = query.making == "lead" or (query.making == "aside" and self.military)
        self.about = index.about("intangible" if self.intangible else "making" if making else "")
        self.factors = _factors(index, query.goods, self.military, self.uses, query.making == "lead")

    def _texts(self, i: int) -> list[Meeting]:
        """Where the words of the lists stand that may explain a piece, its own first."""
        piece = self.query.pieces[i]
        if piece.sort not in WORDED:
            return []
        word, trust = self.keys[i]
        worth = self.text_worth(i, word) * trust
        # A number of CAS names one substance: where it stands, nothing has to be weighed.
        kind = _own_kind(piece, trust)
        found = [self._text(word, trust if kind == "cas" else worth, Way(kind), worth)]
        for other in self.others[i]:
            worth = other.share * self.text_worth(i, other.word)
            found.append(self._text(other.word, worth, Way(other.kind, other.written), worth))
        return found

    def _text(self, word: str, worth: float, way: Way, rough: float) -> Meeting:
        standing = self.index.standing(word)
        return Meeting(standing.best, standing.foremost, worth, way, False, rough)

    def _leads(self, i: int) -> list[Meeting]:
        """Where a word of the description leads as a part of trade terms."""
        if self.query.pieces[i].sort != "content":
            return []
        word, trust = self.keys[i]
        leading = self.index.leads(word)
        scale = PART_OF_TERM * trust * self.damped[i]
        return [Meeting(leading.best, leading.within, scale, _PART, False, scale)] if leading.best else []

    def _term(self, number: int) -> Meeting:
        """What the concept of a hit speaks for."""
        hit, reached = self.hits[number], self.reaches[number]
        way = Way(hit.kind, hit.term, number)
        return Meeting(reached.entries, reached.within, hit.strength, way, True, hit.strength)

    def _other_words(self, i: int) -> tuple[OtherWord, ...]:
        """What else to look for in place of a piece: words of its stem, and English words that go with it."""
        piece = self.query.pieces[i]
        if piece.sort != "content" or piece.weight <= 0:
            return ()
        word, trust = self.keys[i]
        for n in self.hits_on.get(i, ()):
            if self.hits[n].strength > SURE and not self.hits[n].ordinary:
                trust *= BESIDE_TERM
                break
        found = [OtherWord(form, SAME_STEM * trust, "stem", "") for form in self.index.forms(word)]
        if self.query.language != "en":
            for english, share in self.index.vocabulary.translate(word):
                found.append(OtherWord(key(english), TRANSLATED * share * trust, "vocabulary", english))
        return tuple(found)

    def ranked(self, top: int = WORKED_OUT) -> list[Scored]:
        """The best entries, each with its best provision, in order of score."""
        rough = self._rough()
        least = WORTH_IT * min(rough, default=(0.0, 0))[0]
        likely = sorted([estimate for estimate in rough if estimate[0] <= least])
        work_out = self._worked_out if self.about else self._best_provision
        found = [work_out(number) for _, number in likely[: min(WORKED_OUT, top + 2)]]
        # Of equals the one in a national list comes first, which is the more special.
        union = [int(s.list.startswith("eu-")) for s in self.index.segments]
        order = sorted([(-round(s.raw, 4), union[s.segment], s.segment, s.document, at) for at, s in enumerate(found)])
        return [found[at] for *_, at in order if found[at].score > 0]

    def text_worth(self, i: int, word: str) -> float:
        """What a word of the lists says for a piece: the rarer the more, less beside ordinary goods."""
        return TEXT * (COMMON + (1 - COMMON) * self.index.rarity(word)) * self.damped[i]

    def _rough(self) -> list[tuple[float, int]]:
        """An upper estimate, negative, for every entry (numbered over all lists) that anything points to."""
        sums: dict[int, float] = {}
        for _, piece, said, _, _ in self.spoken:
            weight = piece.weight
            if sums:
                for number, value in said.items():
                    sums[number] = sums.get(number, 0.0) + weight * value
            else:
                sums = {number: weight * value for number, value in said.items()}
        if self.about:
            self._relate(sums)
        families, factors = self.index.families, self.factors
        return [(-value * factors[families[number]], number) for number, value in sums.items()]

    def _said_of_entries(self, i: int) -> dict[int, float]:
        """The most that trade words and texts say of each entry for a piece."""
        best: dict[int, float] = {}
        for said, _, _, _, _, scale in self.meetings[i]:
            if best:
                for number, value in said.items():
                    value *= scale
                    if value > best.get(number, 0.0):
                        best[number] = value
            else:
                best = {number: value * scale for number, value in said.items()}
        return best

    def _relate(self, sums: dict[int, float]) -> None:
        """For software, technology and what makes goods: what explains the goods explains those for them."""
        for number, about in self.about.items():
            through = max([sums.get(n, 0.0) for n in about], default=0.0) * _narrow(len(about))
            if through > 0:
                sums[number] = max(sums.get(number, 0.0), through) + 0.05 * sums.get(number, 0.0)

    @property
    def intangible(self) -> bool:
        return self.query.goods != ("thing",) and self.query.goods != ("service",)

    # -- provision by provision ------------------------------------------------------------------------------------

    def _worked_out(self, number: int) -> Scored:
        """The best provision of an entry, or for software and technology the best of what the entry is about."""
        own = self._best_provision(number)
        about = self.about.get(number, ())
        if about:
            rough = {n: self._quick(n) for n in about}
            nearest = max(about, key=lambda n: (rough[n], -n))
            if rough[nearest] > 0:
                through = self._best_provision(nearest)
                merged = dict(own.reasons)
                for i, reason in through.reasons.items():
                    value = reason.value * _narrow(len(about))
                    if i not in merged or merged[i].value < value:
                        merged[i] = reason.reduced(_narrow(len(about)))
                own = self._scored(number, own.document, merged)
        return own

    def _quick(self, number: int) -> float:
        return sum([self.said[i].get(number, 0.0) * self.query.pieces[i].weight for i in self.pieces])

    def _best_provision(self, number: int) -> Scored:
        at, entry = self.index.places[number]
        segment = self.index.segments[at]
        factor = self.factors[self.index.families[number]]
        speaking = []
        for spoken in self.spoken:
            if number in spoken[2] or spoken[1].sort == "kind":
                speaking.append(spoken)
        if len(speaking) == 1 and speaking[0][1].sort != "kind":
            i, piece, _, meetings, _ = speaking[0]
            fit = fit_for_one(segment, i, piece.weight, strongest(meetings, number), factor, self.whole)
        else:
            told: list[Explained] = []
            for i, piece, _, meetings, by_term in speaking:
                found = gathered(meetings, number)
                if piece.sort == "kind":
                    kind = self._of_its_kind(segment, entry)
                    found = kind | found | kind
                if found:
                    told.append(explained(i, piece.weight, found, by_term))
            fit = best_provision(segment, entry, told, factor, self.whole)
        document, raw, reasons = fit
        return Scored(at, entry, document, min(1.0, raw), reasons, factor, raw)

    def _of_its_kind(self, segment: Segment, entry: int) -> dict[int, Told]:
        """What a word for software or technology says of an entry for that kind."""
        kind = goods_kind(segment.entry_codes[entry])
        first = segment.first[entry]
        return {first: (1.0, (first, first, 1.0, ""), _KIND)} if kind != "thing" and kind in self.query.goods else {}

    def _scored(self, number: int, document: int, reasons: dict[int, Reason]) -> Scored:
        factor = self.factors[self.index.families[number]]
        total = sum(self.query.pieces[i].weight * r.value for i, r in sorted(reasons.items()))
        raw = total * factor / self.whole
        return Scored(*self.index.places[number], document, min(1.0, raw), reasons, factor, raw)


_PART = Way("vocabulary", part=True)
_KIND = Meeting({}, lambda _: (), 1.0, Way("exact"), False, 1.0)


@lru_cache(maxsize=500)
def _factors(index: Index, goods: tuple[Goods, ...], military: bool, uses: Uses, making: bool) -> tuple[float, ...]:
    """`kind_factors` of an index, kept by the index itself: its kinds are many."""
    return kind_factors(index.kinds, goods, military, uses, making)


def kind_factors(
    kinds: tuple[tuple[str, str], ...], goods: tuple[Goods, ...], military: bool, uses: Uses, making: bool = False
) -> tuple[float, ...]:
    """What entries of each kind (list and code) keep, where goods of another kind, arms or a use are described.

    >>> kinds = (("eu-dual-use", "2B350"), ("eu-dual-use", "2D201"))
    >>> kind_factors(kinds, ("software",), False, Uses(frozenset(), False))
    (0.5, 1.0)
    """
    return tuple(_kind_factor(name, code, goods, military, uses, making) for name, code in kinds)


def _kind_factor(name: str, code: str, wanted: tuple[Goods, ...], military: bool, uses: Uses, making: bool) -> float:
    civil = CIVIL_LIST if military and name != MILITARY_LIST else 1.0
    civil *= uses.factor(code)
    civil *= MADE if making and not makes(code) else 1.0
    kind = goods_kind(code)
    if kind == "thing":
        return civil * (1.0 if "thing" in wanted or "service" in wanted else WRONG_KIND)
    return civil * (1.0 if kind in wanted else WRONG_KIND if "thing" in wanted else OTHER_INTANGIBLE)


def _own_kind(piece: Piece, trust: float) -> EvidenceKind:
    """How a word of the description met the same word of a text."""
    return "cas" if piece.sort == "cas" else "spelling" if trust < 1 else "compound" if piece.compound else "stem"


def _narrow(about: int) -> float:
    """What software or technology shares of the goods it is for: an entry for few goods before one for many."""
    return THROUGH_RELATION * (1 - 0.02 * math.log(about))


def _unique(query: Query) -> list[int]:
    """The pieces that count: each word once, where it weighs most."""
    best: dict[str, int] = {}
    for i, piece in enumerate(query.pieces):
        if piece.weight > 0 and (piece.key not in best or piece.weight > query.pieces[best[piece.key]].weight):
            best[piece.key] = i
    return sorted(best.values())
