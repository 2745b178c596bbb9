"""Which provision of an entry explains a description best, and the reason for each of its words.

A word may be explained by the provision itself, by those above it, by those below or beside it, each for less. The
provisions with most reasons of their own are held against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from controllist.index import Segment
from controllist.matching.results import EvidenceKind

INHERITED = 0.75
BELOW, ABOVE, BESIDE = 0.97, 0.8, 0.6
"""What a trade word that names a provision is worth to those below it, above it, elsewhere in the entry."""
TEXT_BELOW, TEXT_BESIDE = 0.5, 0.3
LIKELY = 8
MOST_PLACES = 10
"""How many provisions of an entry are looked at as the one that fits, and how many places a word may fit from."""
OWN_SHARE = (1.0, 1.0)
MOST_SHARED = (INHERITED, BELOW)
"""What a reason can at most be worth to another provision than its own: for words of the text, for trade words."""
ROUNDING = 1 + 1e-9


class Reason(NamedTuple):
    """What explains a piece: `kind` and `via` as in `Evidence`, `document` the place in the segment.

    Not of attrs, as the values of the house are: thousands are made in a second, and a tuple is made in half the time.
    """

    value: float
    kind: EvidenceKind
    document: int
    via: str = ""
    hit: int = -1
    met: str = ""
    """Keys of the words of the text that a trade word met, where the vocabulary itself does not name the place."""
    part: bool = False
    """Whether the word is but a part of the trade word `via`."""

    def reduced(self, share: float) -> Reason:
        return Reason(self.value * share, *self[1:])


class Explained(NamedTuple):
    """A piece of the description that an entry has reasons for, by provision; `best` is the most any of them says."""

    piece: int
    weight: float
    reasons: dict[int, Reason]
    best: float
    shared: float
    """The most that a provision can have of a reason that is another's."""


def explained(piece: int, weight: float, reasons: dict[int, Reason]) -> Explained:
    """The reasons for a piece, the best places only."""
    if len(reasons) > MOST_PLACES:
        reasons = dict(sorted(reasons.items(), key=lambda item: (-item[1].value, item[0]))[:MOST_PLACES])
    best, named = 0.0, False
    for reason in reasons.values():
        named = named or reason.hit >= 0
        if reason.value > best:
            best = reason.value
    return Explained(piece, weight, reasons, best, best * MOST_SHARED[named])


class Fit(NamedTuple):
    """A provision with the reason for each piece that has one, in their order; `raw` is the share they explain."""

    document: int
    raw: float
    reasons: dict[int, Reason]


def best_provision(segment: Segment, entry: int, pieces: Sequence[Explained], factor: float, whole: float) -> Fit:
    """The provision of an entry that explains most of a description, whose weight is `whole`.

    Of equals the one higher in the tree counts, then the first. `factor` is what the entry keeps of its worth.
    """
    if len(pieces) == 1:
        return _for_one(segment, pieces[0], factor, whole)
    best: Fit | None = None
    for document in _likely(segment.first[entry], pieces):
        if best is not None and _at_most(document, pieces) * factor / whole * ROUNDING < best.raw:
            continue
        reasons = _reasons_for(segment, document, pieces)
        raw = sum([told.weight * reasons[told.piece].value for told in pieces if told.piece in reasons])
        raw = raw * factor / whole
        if best is None or (-raw, len(segment.codes[document]), document) < (
            -best.raw,
            len(segment.codes[best.document]),
            best.document,
        ):
            best = Fit(document, raw, reasons)
    assert best is not None
    return best


def _for_one(segment: Segment, told: Explained, factor: float, whole: float) -> Fit:
    """The provision with the best reason for the only piece that is explained: better than all that share in it."""
    likely = [document for document, reason in told.reasons.items() if reason.value == told.best]
    if len(likely) > 1:
        likely = sorted(sorted(likely)[:LIKELY], key=lambda document: len(segment.codes[document]))
    return Fit(likely[0], told.weight * told.best * factor / whole, {told.piece: told.reasons[likely[0]]})


def _likely(first: int, pieces: Sequence[Explained]) -> list[int]:
    """The provisions with most reasons of their own, that of the entry itself (`first`) counted among them."""
    own: dict[int, float] = {first: 0.0}
    for told in pieces:
        weight = told.weight
        for document, reason in told.reasons.items():
            own[document] = own.get(document, 0.0) + reason.value * weight
    return [document for _, document in sorted([(-worth, document) for document, worth in own.items()])[:LIKELY]]


def _at_most(document: int, pieces: Sequence[Explained]) -> float:
    """What a provision can have at most, its own reasons and the best of the others'."""
    total = 0.0
    for told in pieces:
        own = told.reasons.get(document)
        total += told.weight * (told.shared if own is None or own.value < told.shared else own.value)
    return total


def _reasons_for(segment: Segment, document: int, pieces: Sequence[Explained]) -> dict[int, Reason]:
    """The best reason for each piece as seen from one provision: its own, those above, those beside it."""
    shares: dict[int, tuple[float, float]] = {}
    found: dict[int, Reason] = {}
    for told in pieces:
        own = told.reasons.get(document)
        if own is not None and own.value == told.best:
            found[told.piece] = own
            continue
        best, chosen, share_of_it = 0.0, None, 1.0
        for other, reason in told.reasons.items():
            named = reason.hit >= 0
            if reason.value * (1.0 if other == document else MOST_SHARED[named]) <= best:
                continue
            share = shares.get(other)
            if share is None:
                share = shares[other] = _shares(segment, document, other)
            value = reason.value * share[named]
            if value > best:
                best, chosen, share_of_it = value, reason, share[named]
        if chosen is not None:
            found[told.piece] = chosen if share_of_it == 1.0 else chosen.reduced(share_of_it)
    return found


def _shares(segment: Segment, document: int, other: int) -> tuple[float, float]:
    """What a reason at `other` is worth to `document`: for words of the text, and for trade words."""
    if other == document:
        return OWN_SHARE
    if other in segment.path(document):
        return INHERITED, BELOW
    if document in segment.path(other):
        return TEXT_BELOW, ABOVE
    return TEXT_BESIDE, BESIDE
