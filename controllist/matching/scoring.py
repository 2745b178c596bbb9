"""How well a provision explains a description: the share of its weight that words and provision have in common.

For each piece of the description the best explanation counts, between 0 and 1: a trade word that points to the
provision, the word itself in the provision's text, in the text above it or in a note that includes goods, a word of
the lists for the trade word, or a part of a trade word. The score is the sum of weight times explanation over the
weight of the whole, so it means the same for every description, and its parts add up to it.

Entries are ranked by what any of their provisions offers first; of the best dozen those that may be shown are then
worked out provision by provision (`controllist.matching.ranking`).
"""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import lru_cache

from attrs import frozen

from controllist.codes import MILITARY
from controllist.index import Index, Segment
from controllist.index.segment import goods_kind, makes
from controllist.index.words import key
from controllist.index.workedout import WorkedOut
from controllist.matching.concepts import reach
from controllist.matching.hits import (
    AFTER,
    SURE,
    Hit,
    find_hits,
    heads_ordinary,
    repaired_keys,
    speaks_of_arms,
)
from controllist.matching.learned import spoken
from controllist.matching.pieces import Goods, Piece, Sort
from controllist.matching.provisions import (
    Explained,
    Meeting,
    Reason,
    Told,
    Way,
    best_provision,
    explained,
    fit_for_all,
    gathered,
    highest_told,
    strongest,
)
from controllist.matching.query import Query
from controllist.matching.results import EvidenceKind, Flag
from controllist.matching.uses import Uses, uses_in

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
WORTH_IT = 0.2
"""Entries whose upper estimate is below this share of the best one are not worked out."""
LEAST_WEIGHT = 1e-9
WORDED = frozenset({"content", "cas", "military", "stage", "generic"})
"""The sorts of pieces whose words are looked for in the texts."""


@frozen
class OtherWord:
    """A word of the lists (its key) to look for in place of one of the description, and what it keeps of its worth."""

    word: str
    share: float
    way: Way


@frozen
class Scored:
    """A provision with its score before calibration and the reason for each piece that has one.

    `number` is that of its entry over all lists; `segment` and `entry` tell the same.
    """

    number: int
    segment: int
    entry: int
    document: int
    score: float
    reasons: dict[int, Reason]
    factor: float
    raw: float
    """The score before it is held to 1: what tells apart provisions that explain all."""


Spoken = tuple[int, float, dict[int, float], list[Meeting], Sort, dict[int, Meeting | None]]
"""A piece that counts: its number and weight, the most that is said of each entry for it, how it may meet provisions,
its sort, and the meeting that says most of each entry."""


class Scorer:
    """The explanations one query has in one index."""

    def __init__(self, query: Query, index: Index) -> None:
        self.query, self.index = query, index
        self.whole = max(query.weight, LEAST_WEIGHT)
        self.learned = spoken(query.text, index)
        self.hits = find_hits(query, index)
        self.military = speaks_of_arms(query, index, self.hits)
        self.uses = uses_in(query)
        self.keys = repaired_keys(query, index)
        self.damped = _damped(query, self.hits)
        self.pieces = _unique(query)
        self.hits_on: dict[int, list[int]] = {i: [] for i in self.pieces}
        for number, hit in enumerate(self.hits):
            for i in range(hit.first, hit.last):
                if i in self.hits_on:
                    self.hits_on[i].append(number)
        self.reaches = [reach(index, hit.concept, self.military) for hit in self.hits]
        self.others = {i: self._other_words(i) for i in self.pieces}
        self.spoken = [self._spoken(i) for i in self.pieces]
        making = query.making == "lead" or (query.making == "aside" and self.military)
        self.about = index.about("intangible" if self.intangible else "making" if making else "")
        self.factors = _factors(index, query.goods, self.military, self.uses, query.making == "lead")

    def _spoken(self, i: int) -> Spoken:
        """What is said for a piece, and where: its own words and others for it, trade words it is a part of, terms."""
        piece = self.query.pieces[i]
        meetings: list[Meeting] = []
        if piece.sort in WORDED:
            self._add_texts(meetings, i, piece)
        if piece.sort == "content":
            self._add_leads(meetings, i)
        for number in self.hits_on[i]:
            hit, reached = self.hits[number], self.reaches[number]
            way, worth = Way(hit.kind, hit.term, self._flags(hit.concept), number), hit.strength
            meetings.append((reached.entries, reached.foremost, reached.highest, worth, way, True, worth))
        said, telling = _said_of_entries(meetings)
        return i, piece.weight, said, meetings, piece.sort, telling

    def _flags(self, concept: int) -> tuple[Flag, ...]:
        """Why a trade word says less: what its line is flagged with."""
        flagged = self.index.vocabulary.entry(concept).flags
        if not flagged:
            return ()
        return tuple([f for f in _TOLD if f in flagged and not (f == "military" and self.military)])

    def _add_texts(self, meetings: list[Meeting], i: int, piece: Piece) -> None:
        """Where the words of the lists stand that may explain a piece, its own first."""
        word, trust = self.keys[i]
        worth = self.text_worth(i, word) * trust
        # A number of CAS names one substance: where it stands, nothing has to be weighed.
        kind = _own_kind(piece, trust)
        meetings.append(self._text(word, trust if kind == "cas" else worth, Way(kind), worth))
        for other in self.others[i]:
            worth = other.share * self.text_worth(i, other.word)
            meetings.append(self._text(other.word, worth, other.way, worth))

    def _text(self, word: str, worth: float, way: Way, rough: float) -> Meeting:
        standing = self.index.standing(word)
        return standing.best, standing.foremost, standing.highest, worth, way, False, rough

    def _add_leads(self, meetings: list[Meeting], i: int) -> None:
        """Where a word of the description leads as a part of trade terms."""
        word, trust = self.keys[i]
        leading = self.index.leads(word)
        if leading.best:
            scale = PART_OF_TERM * trust * self.damped[i]
            meetings.append((leading.best, leading.foremost, leading.foremost, scale, _PART, False, scale))

    def _other_words(self, i: int) -> list[OtherWord]:
        """What else to look for in place of a piece: words of its stem, and English words that go with it."""
        piece = self.query.pieces[i]
        if piece.sort != "content":
            return []
        word, trust = self.keys[i]
        for n in self.hits_on[i]:
            if self.hits[n].strength > SURE and not self.hits[n].ordinary:
                trust *= BESIDE_TERM
                break
        found = [OtherWord(form, SAME_STEM * trust, _STEM) for form in self.index.forms(word)]
        if self.query.language != "en":
            for english, share in self.index.vocabulary.translate(word):
                way = Way("vocabulary", english, LEARNED)
                found.append(OtherWord(key(english), TRANSLATED * share * trust, way))
        return found

    def text_worth(self, i: int, word: str) -> float:
        """What a word of the lists says for a piece: the rarer the more, less beside ordinary goods."""
        return TEXT * (COMMON + (1 - COMMON) * self.index.rarity(word)) * self.damped[i]

    # -- entry by entry --------------------------------------------------------------------------------------------

    def estimates(self, most: int) -> list[tuple[float, int]]:
        """For the `most` entries that are likeliest, best first, an upper estimate and their number over all lists.

        The estimate is negative, and not yet a share of the whole; how far it may be wrong tells `short_by`.
        """
        sums: dict[int, float] = {}
        for _, weight, said, _, _, _ in self.spoken:
            if sums:
                for number, value in said.items():
                    sums[number] = sums.get(number, 0.0) + weight * value
            else:
                sums = {number: weight * value for number, value in said.items()}
        if self.about:
            self._relate(sums)
        if not sums:
            return []
        factors = self.factors
        highest = max(sums, key=sums.__getitem__)
        # No factor is above 1: what has not as much before it is taken down has not afterwards.
        least = WORTH_IT * (sums[highest] * factors[highest])
        found = sorted([(-value * factors[number], number) for number, value in sums.items() if value >= least])[:most]
        while found[-1][0] > WORTH_IT * found[0][0]:
            found.pop()
        return found

    def short_by(self) -> float:
        """By what share of the whole a provision may be worth more than `estimates` tells of its entry.

        Words for a kind of goods are not estimated, nor is how surely a CAS number speaks; and what is said of goods
        says more of software for them than it is estimated to.
        """
        if self.about:
            return math.inf
        return sum([weight for _, weight, _, _, sort, _ in self.spoken if sort in ("kind", "cas")]) / self.whole

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

    def worked_out(self, number: int) -> Scored:
        """The best provision of an entry, or for software and technology the best of what the entry is about."""
        own = self.best_provision(number)
        about = self.about.get(number, ())
        if about:
            rough = {n: self._quick(n) for n in about}
            nearest = max(about, key=lambda n: (rough[n], -n))
            if rough[nearest] > 0:
                through = self.best_provision(nearest)
                merged = dict(own.reasons)
                for i, (value, way, document, met) in through.reasons.items():
                    value *= _narrow(len(about))
                    if i not in merged or merged[i][0] < value:
                        merged[i] = (value, way, document, met)
                own = self._scored(number, own.document, merged)
        return own

    def _quick(self, number: int) -> float:
        return sum([said.get(number, 0.0) * weight for _, weight, said, _, _, _ in self.spoken])

    def best_provision(self, number: int) -> Scored:
        """The provision of an entry that explains most of the description."""
        at, entry = self.index.places[number]
        segment = self.index.segments[at]
        factor = self.factors[number]
        best: list[tuple[int, float, dict[int, Told]]] = []
        for i, weight, said, meetings, sort, telling in self.spoken:
            if sort == "kind":
                told = self._told_of_kind(meetings, number, segment, entry)
                if told:
                    best.append((i, weight, highest_told(told)))
            elif number in said:
                # A CAS number may say more than was estimated.
                most = None if sort == "cas" else telling[number]
                best.append((i, weight, strongest(meetings, number, most, said[number])))
        fit = fit_for_all(segment, best, factor, self.whole) if best else None
        if fit is None:
            fit = best_provision(segment, entry, self._explained(number, segment, entry), factor, self.whole)
        document, raw, reasons = fit
        return Scored(number, at, entry, document, raw if raw < 1.0 else 1.0, reasons, factor, raw)

    def _explained(self, number: int, segment: Segment, entry: int) -> list[Explained]:
        """All that is told of the pieces by the provisions of an entry."""
        found: list[Explained] = []
        for i, weight, said, meetings, sort, _ in self.spoken:
            if sort == "kind":
                told = self._told_of_kind(meetings, number, segment, entry)
                if told:
                    found.append(explained(i, weight, told))
            elif number in said:
                found.append(explained(i, weight, gathered(meetings, number)))
        return found

    def _told_of_kind(self, meetings: list[Meeting], number: int, segment: Segment, entry: int) -> dict[int, Told]:
        """What a word for software or technology says of an entry: that its first provision is of that kind."""
        told = gathered(meetings, number)
        kind = goods_kind(segment.entry_codes[entry])
        if kind == "thing" or kind not in self.query.goods:
            return told
        first = segment.first[entry]
        of_kind: dict[int, Told] = {first: (1.0, (first, first, 1.0, ""), _KIND)}
        return of_kind | told | of_kind

    def _scored(self, number: int, document: int, reasons: dict[int, Reason]) -> Scored:
        factor = self.factors[number]
        total = sum(self.query.pieces[i].weight * reasons[i][0] for i in sorted(reasons))
        raw = total * factor / self.whole
        return Scored(number, *self.index.places[number], document, min(1.0, raw), reasons, factor, raw)


def _said_of_entries(meetings: list[Meeting]) -> tuple[dict[int, float], dict[int, Meeting | None]]:
    """The most that trade words and texts say of each entry for a piece, at a first estimate, and which of them does.

    None where several say as much.
    """
    best: dict[int, float] = {}
    telling: dict[int, Meeting | None] = {}
    for meeting in meetings:
        said, _, _, _, _, _, scale = meeting
        if not best:
            best = {number: value * scale for number, value in said.items()}
            telling = dict.fromkeys(said, meeting)
            continue
        for number, value in said.items():
            value *= scale
            held = best.get(number, 0.0)
            if value > held:
                best[number], telling[number] = value, meeting
            elif value == held:
                telling[number] = None
    return best, telling


LEARNED: tuple[Flag, ...] = ("learned",)
PART: tuple[Flag, ...] = ("part",)
_STEM, _PART = Way("stem"), Way("vocabulary", "", PART)
_TOLD: tuple[Flag, ...] = ("ambiguous", "weak", "military")
_KIND: Meeting = ({}, WorkedOut(lambda _: ()), WorkedOut(lambda _: ()), 1.0, Way("exact"), False, 1.0)


@lru_cache(maxsize=500)
def _factors(index: Index, goods: tuple[Goods, ...], military: bool, uses: Uses, making: bool) -> tuple[float, ...]:
    """What each entry of an index keeps, by its number: that of its kind."""
    of_kinds = kind_factors(index.kinds, goods, military, uses, making)
    return tuple([of_kinds[family] for family in index.families])


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
    civil = CIVIL_LIST if military and name != MILITARY else 1.0
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


def _damped(query: Query, hits: Collection[Hit]) -> list[float]:
    """What each piece keeps where ordinary goods are named: by it, or ahead of it."""
    damped = [1.0] * len(query.pieces)
    for hit in hits:
        if hit.ordinary:
            kept = 1 - (1 - BESIDE_ORDINARY) * hit.strength
            for i in range(hit.first, hit.last):
                damped[i] = min(damped[i], kept)
    if heads_ordinary(query, hits):
        for i, piece in enumerate(query.pieces):
            damped[i] *= 1.0 if piece.role == "goods" else AFTER
    return damped


def _unique(query: Query) -> list[int]:
    """The pieces that count: each word once, where it weighs most."""
    best: dict[str, int] = {}
    for i, piece in enumerate(query.pieces):
        if piece.weight > 0 and (piece.key not in best or piece.weight > query.pieces[best[piece.key]].weight):
            best[piece.key] = i
    return sorted(best.values())
