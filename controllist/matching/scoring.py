"""How well a provision explains a description: the share of its weight that words and provision have in common.

For each piece of the description the best explanation counts, between 0 and 1: a trade word that points to the
provision, the word itself in the provision's text, in the text above it or in a note that includes goods, or a word
of the lists for the trade word. The score is the sum of weight times explanation over the weight of the whole, so
it means the same for every description, and its parts add up to it.

Entries are ranked by what any of their provisions offers first; the best dozen are then worked out provision by
provision.
"""

from __future__ import annotations

import math
from bisect import bisect_left

from attrs import field, frozen

from controllist.index import Index, Segment
from controllist.index.segment import is_intangible
from controllist.index.words import key
from controllist.matching.concepts import concept_entries, concept_places
from controllist.matching.hits import MILITARY_LIST, SURE, find_hits, repaired_keys, speaks_of_arms
from controllist.matching.query import Query
from controllist.matching.results import EvidenceKind
from controllist.matching.uses import uses_in

TEXT = 0.72
"""What a word in the text of a provision says, against a trade word that names it."""
COMMON = 0.4
"""What of it a word keeps that stands in very many entries."""
TRANSLATED = 0.8
"""What an English word keeps that was only learned to go with the word of the description."""
BESIDE_TERM = 0.3
"""What both keep where the vocabulary knows the word as a term: then its concept says it better."""
SAME_STEM = 0.5
"""What a word of the lists keeps that is made from the same stem: measuring, measurement."""
INHERITED = 0.75
BELOW, ABOVE, BESIDE = 0.97, 0.8, 0.6
"""What a trade word that names a provision is worth to those below it, above it, elsewhere in the entry."""
TEXT_BELOW, TEXT_BESIDE = 0.5, 0.3
WRONG_KIND = 0.5
CIVIL_LIST = 0.85
"""What a list of dual-use goods keeps where a description speaks of arms or a military use."""
THROUGH_RELATION = 0.92
BESIDE_ORDINARY = 0.35
"""What a word keeps that belongs to the name of ordinary goods."""
WORKED_OUT = 12
WORTH_IT = 0.2
"""Entries whose upper estimate is below this share of the best one are not worked out."""
LIKELY = 8
MOST_PLACES = 10
"""How many provisions of an entry are looked at as the one that fits, and how many places a word may fit from."""


@frozen
class Reason:
    """What explains a piece: `kind` and `via` as in `Evidence`, `document` the place in the segment."""

    value: float
    kind: EvidenceKind
    document: int
    via: str = ""
    hit: int = -1
    met: str = ""
    """Keys of the words of the text that a trade word met, where the vocabulary itself does not name the place."""

    def reduced(self, share: float) -> Reason:
        # Not by `evolve`: this is asked for thousands of times a second.
        return Reason(self.value * share, self.kind, self.document, self.via, self.hit, self.met)


@frozen
class OtherWord:
    """A word of the lists (its key) to look for in place of one of the description, and what it keeps of its worth."""

    word: str
    share: float
    kind: EvidenceKind
    written: str


@frozen
class Scored:
    """A provision with its score before calibration and the reason for each piece that has one."""

    segment: int
    entry: int
    document: int
    score: float
    reasons: dict[int, Reason] = field(factory=dict)
    factor: float = 1.0
    raw: float = 0.0
    """The score before it is held to 1: what tells apart provisions that explain all."""


class Scorer:
    """The explanations one query has in one index."""

    def __init__(self, query: Query, index: Index) -> None:
        self.query, self.index = query, index
        self.hits = find_hits(query, index)
        self.military = speaks_of_arms(query, index, self.hits)
        self.uses = uses_in(query)
        self.keys = repaired_keys(query, index)
        self.damped = [1.0] * len(query.pieces)
        for hit in (h for h in self.hits if h.ordinary):
            kept = 1 - (1 - BESIDE_ORDINARY) * hit.strength
            for i in range(hit.first, hit.last):
                self.damped[i] = min(self.damped[i], kept)
        self.pieces = _unique(query)
        self.hits_on: dict[int, list[int]] = {i: [] for i in self.pieces}
        for number, hit in enumerate(self.hits):
            for i in range(hit.first, hit.last):
                if i in self.hits_on:
                    self.hits_on[i].append(number)
        self.others = [self._other_words(i) for i in range(len(query.pieces))]

    def _other_words(self, i: int) -> tuple[OtherWord, ...]:
        """What else to look for in place of a piece: words of its stem, and English words that go with it."""
        piece = self.query.pieces[i]
        if piece.sort != "content" or piece.weight <= 0:
            return ()
        word, trust = self.keys[i]
        if any(self.hits[n].strength > SURE and not self.hits[n].ordinary for n in self.hits_on.get(i, ())):
            trust *= BESIDE_TERM
        found = [OtherWord(form, SAME_STEM * trust, "stem", "") for form in self.index.forms(word)]
        if self.query.language != "en":
            for english, share in self.index.vocabulary.translate(word):
                found.append(OtherWord(key(english), TRANSLATED * share * trust, "vocabulary", english))
        return tuple(found)

    def ranked(self, top: int = WORKED_OUT) -> list[Scored]:
        """The best entries, each with its best provision, in order of score."""
        rough = self._rough()
        best = sorted(rough.items(), key=lambda item: (-item[1], item[0]))[: min(WORKED_OUT, top + 2)]
        found = [self._worked_out(*place) for place, estimate in best if estimate >= WORTH_IT * best[0][1]]
        return sorted((s for s in found if s.score > 0), key=self._order)

    def text_worth(self, i: int, word: str) -> float:
        """What a word of the lists says for a piece: the rarer the more, less beside ordinary goods."""
        return TEXT * (COMMON + (1 - COMMON) * self.index.rarity(word)) * self.damped[i]

    def _order(self, scored: Scored) -> tuple[float, int, int, int]:
        """Best first; of equals the one in a national list, which is the more special."""
        union = self.index.segments[scored.segment].list.startswith("eu-")
        return (-round(scored.raw, 4), int(union), scored.segment, scored.document)

    def _rough(self) -> dict[tuple[int, int], float]:
        """An upper estimate for every entry that anything points to."""
        sums: dict[tuple[int, int], float] = {}
        for i in self.pieces:
            best: dict[tuple[int, int], float] = {}
            for number in self.hits_on[i]:
                hit = self.hits[number]
                for place, value in concept_entries(self.index, hit.concept).items():
                    value *= hit.strength
                    if value > best.get(place, 0.0):
                        best[place] = value
            word, trust = self.keys[i]
            scale = self.text_worth(i, word) * trust
            if self.query.pieces[i].sort in ("content", "cas", "military", "stage", "generic"):
                for at, segment in enumerate(self.index.segments):
                    for entry, value in segment.by_entry(word).items():
                        if value * scale > best.get((at, entry), 0.0):
                            best[at, entry] = value * scale
                    for other in self.others[i]:
                        share = other.share * self.text_worth(i, other.word)
                        for entry, value in segment.by_entry(other.word).items():
                            if value * share > best.get((at, entry), 0.0):
                                best[at, entry] = value * share
            weight = self.query.pieces[i].weight
            for place, value in best.items():
                sums[place] = sums.get(place, 0.0) + weight * value
        self._relate(sums)
        for place in sums:
            sums[place] *= self.kind_factor(*place)
        return sums

    def _relate(self, sums: dict[tuple[int, int], float]) -> None:
        """For software and technology: what explains the goods explains the software for them."""
        if not self.intangible:
            return
        for at, segment in enumerate(self.index.segments):
            for number, about in segment.related.items():
                through = max((sums.get((at, n), 0.0) for n in about), default=0.0) * _narrow(len(about))
                if through > 0:
                    place = (at, int(number))
                    sums[place] = max(sums.get(place, 0.0), through) + 0.05 * sums.get(place, 0.0)

    @property
    def intangible(self) -> bool:
        return self.query.goods != ("thing",) and self.query.goods != ("service",)

    def kind_factor(self, segment: int, entry: int) -> float:
        """1 where the entry is of the kind of goods described, less where it is not."""
        code = self.index.segments[segment].entry_codes[entry]
        wanted = self.query.goods
        civil = CIVIL_LIST if self.military and self.index.segments[segment].list != MILITARY_LIST else 1.0
        civil *= self.uses.factor(code)
        if not is_intangible(code):
            return civil * (1.0 if "thing" in wanted or "service" in wanted else WRONG_KIND)
        kind = "software" if code[1:2] == "D" or code == "ML21" else "technology"
        return civil * (1.0 if kind in wanted else WRONG_KIND if "thing" in wanted else 0.8)

    # -- provision by provision ------------------------------------------------------------------------------------

    def _worked_out(self, at: int, entry: int) -> Scored:
        """The best provision of an entry, or for software and technology the best of what the entry is about."""
        own = self._best_provision(at, entry)
        segment = self.index.segments[at]
        about = segment.related.get(str(entry), ()) if self.intangible else ()
        if about:
            rough = {n: self._quick(at, n) for n in about}
            nearest = max(about, key=lambda n: (rough[n], -n))
            if rough[nearest] > 0:
                through = self._best_provision(at, nearest)
                merged = dict(own.reasons)
                for i, reason in through.reasons.items():
                    value = reason.value * _narrow(len(about))
                    if i not in merged or merged[i].value < value:
                        merged[i] = reason.reduced(_narrow(len(about)))
                own = self._scored(at, entry, own.document, merged)
        return own

    def _quick(self, at: int, entry: int) -> float:
        total = 0.0
        for i in self.pieces:
            best = 0.0
            for number in self.hits_on[i]:
                hit = self.hits[number]
                best = max(best, hit.strength * concept_entries(self.index, hit.concept).get((at, entry), 0.0))
            word, trust = self.keys[i]
            for english, share in ((word, trust), *((o.word, o.share) for o in self.others[i])):
                value = self.index.segments[at].by_entry(english).get(entry, 0.0)
                best = max(best, share * self.text_worth(i, english) * value)
            total += best * self.query.pieces[i].weight
        return total

    def _best_provision(self, at: int, entry: int) -> Scored:
        segment = self.index.segments[at]
        reasons: dict[int, dict[int, Reason]] = {}  # piece → provision → reason
        candidates = {segment.first[entry]: 0.0}
        for i in self.pieces:
            found = reasons[i] = self._text_reasons(i, segment, entry)
            for number in self.hits_on[i]:
                hit = self.hits[number]
                for document, value, via_words in concept_places(self.index, hit.concept, at, entry):
                    value *= hit.strength
                    if value > found.get(document, _NOTHING).value:
                        found[document] = Reason(value, hit.kind, document, hit.term, number, via_words)
            if len(found) > MOST_PLACES:
                kept = sorted(found.items(), key=lambda item: (-item[1].value, item[0]))[:MOST_PLACES]
                found = reasons[i] = dict(kept)
            for document, reason in found.items():
                candidates[document] = candidates.get(document, 0.0) + reason.value * self.query.pieces[i].weight
        likely = sorted(candidates, key=lambda d: (-candidates[d], d))[:LIKELY]
        best: Scored | None = None
        for document in likely:
            scored = self._scored(at, entry, document, self._for_provision(segment, document, reasons))
            if best is None or (-scored.raw, len(segment.codes[document]), document) < (
                -best.raw,
                len(segment.codes[best.document]),
                best.document,
            ):
                best = scored
        assert best is not None
        return best

    def _text_reasons(self, i: int, segment: Segment, entry: int) -> dict[int, Reason]:
        """What the texts of an entry's provisions and notes say for a piece, by provision."""
        piece = self.query.pieces[i]
        found: dict[int, Reason] = {}
        if piece.sort not in ("content", "cas", "military", "stage", "generic"):
            if piece.sort == "kind" and is_intangible(segment.entry_codes[entry]) and self._kind_fits(segment, entry):
                first = segment.first[entry]
                found[first] = Reason(1.0, "exact", first)
            return found
        word, trust = self.keys[i]
        kind: EvidenceKind = (
            "cas" if piece.sort == "cas" else "spelling" if trust < 1 else "compound" if piece.compound else "stem"
        )
        postings = segment.postings(word)
        low = bisect_left(postings, (segment.first[entry], 0.0))
        scale = (1.0 if kind == "cas" else self.text_worth(i, word)) * trust
        for document, value in postings[low:]:
            if document >= segment.last[entry]:
                break
            owner = segment.owner[document]
            if value * scale > found.get(owner, _NOTHING).value:
                found[owner] = Reason(value * scale, kind, document)
        for other in self.others[i]:
            share = other.share * self.text_worth(i, other.word)
            postings = segment.postings(other.word)
            for document, value in postings[bisect_left(postings, (segment.first[entry], 0.0)) :]:
                if document >= segment.last[entry]:
                    break
                owner = segment.owner[document]
                if value * share > found.get(owner, _NOTHING).value:
                    found[owner] = Reason(value * share, other.kind, document, other.written)
        return found

    def _kind_fits(self, segment: Segment, entry: int) -> bool:
        code = segment.entry_codes[entry]
        return ("software" if code[1:2] == "D" or code == "ML21" else "technology") in self.query.goods

    def _for_provision(
        self, segment: Segment, document: int, reasons: dict[int, dict[int, Reason]]
    ) -> dict[int, Reason]:
        """The best reason for each piece as seen from one provision: its own, those above, those beside it."""
        path = segment.path(document)
        shares: dict[int, tuple[float, float]] = {}
        found: dict[int, Reason] = {}
        for i, by_document in reasons.items():
            best, chosen, share_of_it = 0.0, _NOTHING, 1.0
            for other, reason in by_document.items():
                share = shares.get(other)
                if share is None:
                    share = shares[other] = _shares(segment, path, document, other)
                value = reason.value * share[reason.hit >= 0]
                if value > best:
                    best, chosen, share_of_it = value, reason, share[reason.hit >= 0]
            if best > 0:
                found[i] = chosen if share_of_it == 1.0 else chosen.reduced(share_of_it)
        return found

    def _scored(self, at: int, entry: int, document: int, reasons: dict[int, Reason]) -> Scored:
        factor = self.kind_factor(at, entry)
        whole = max(self.query.weight, 1e-9)
        total = sum(self.query.pieces[i].weight * r.value for i, r in sorted(reasons.items()))
        raw = total * factor / whole
        return Scored(at, entry, document, min(1.0, raw), reasons, factor, raw)


def _shares(segment: Segment, path: tuple[int, ...], document: int, other: int) -> tuple[float, float]:
    """What a reason at `other` is worth to `document`: for words of the text, and for trade words."""
    if other == document:
        return 1.0, 1.0
    if other in path:
        return INHERITED, BELOW
    if document in segment.path(other):
        return TEXT_BELOW, ABOVE
    return TEXT_BESIDE, BESIDE


_NOTHING = Reason(0.0, "exact", -1)


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
