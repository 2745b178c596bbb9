"""Which provision of an entry explains a description best, and the reason for each of its words.

A word may be explained by the provision itself, by those above it, by those below or beside it, each for less. The
provisions with most reasons of their own are held against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from controllist.index import Segment
from controllist.index.standing import FOREMOST, Spot
from controllist.matching.results import EvidenceKind

FROM_ABOVE, FROM_BELOW, FROM_BESIDE = (0.75, 0.97), (0.5, 0.8), (0.3, 0.6)
"""What words of a text, and trade words, are worth to a provision where they speak of one above it, below it, beside
it in the entry."""
LIKELY = 8
MOST_PLACES = FOREMOST - 1
"""How many provisions of an entry are looked at as the one that fits, and how many places a word may fit from."""
MOST_SHARED = FROM_ABOVE
"""What a reason can at most be worth to another provision than its own."""
ROUNDING = 1 + 1e-9


class Way(NamedTuple):
    """How words may meet wording: `kind` and `via` as in `Evidence`, `hit` the number of the term that was found.

    Not of attrs, as the values of the house are: thousands are made in a second, and a tuple is made in half the time.
    """

    kind: EvidenceKind
    via: str = ""
    hit: int = -1
    part: bool = False
    """Whether the word is but a part of trade words: which one is told where it is met."""


class Meeting(NamedTuple):
    """How a piece may meet provisions: where in an entry (by its number over all lists), and what that is worth.

    `rough` is the worth for a first estimate, `best` the most of it for each entry, `named` whether a trade word tells.
    """

    best: Mapping[int, float]
    foremost: Callable[[int], tuple[Spot, ...]]
    worth: float
    way: Way
    named: bool
    rough: float


Told = tuple[float, Spot, Meeting]
"""What a provision says of a piece: its worth, where, and how they met.

Bare, since of thousands that are made a few dozen are chosen and become reasons.
"""


def gathered(meetings: Iterable[Meeting], number: int) -> dict[int, Told]:
    """The most that each provision of an entry says for a piece: its texts and notes, or trade words for it."""
    found: dict[int, Told] = {}
    for meeting in meetings:
        best, foremost, worth, _, _, _ = meeting
        if number not in best:
            continue
        if not found:
            for spot in foremost(number):
                found[spot[0]] = (spot[2] * worth, spot, meeting)
            continue
        for spot in foremost(number):
            value = spot[2] * worth
            held = found.get(spot[0])
            if held is None or value > held[0]:
                found[spot[0]] = (value, spot, meeting)
    return found


def strongest(meetings: Iterable[Meeting], number: int) -> dict[int, Told]:
    """Of what `gathered` would give what is worth most: all that counts where no other piece speaks of the entry."""
    found: dict[int, Told] = {}
    most = 0.0
    for meeting in meetings:
        best, foremost, worth, _, _, _ = meeting
        if number in best and best[number] * worth >= most:
            for spot in foremost(number):
                value = spot[2] * worth
                if value > most:
                    most, found = value, {spot[0]: (value, spot, meeting)}
                elif value == most and spot[0] not in found:
                    found[spot[0]] = (value, spot, meeting)
    return found


class Reason(NamedTuple):
    """What explains a piece: what it is worth, in which way, by which document of the segment; `met` as in `Spot`."""

    value: float
    way: Way
    document: int
    met: str = ""

    def reduced(self, share: float) -> Reason:
        return Reason(self.value * share, self.way, self.document, self.met)


Explained = tuple[int, float, dict[int, Told], float, float]
"""A piece of the description that an entry has reasons for: its number and weight, what is told of it by provision, the
most that any of them says, and the most that a provision can have of a reason that is another's."""


def explained(piece: int, weight: float, told: dict[int, Told], by_term: bool) -> Explained:
    """What is told of a piece, the best places only; `by_term` where trade words may be among what tells."""
    if len(told) > MOST_PLACES:
        places = sorted([(-one[0], document) for document, one in told.items()])[:MOST_PLACES]
        told = {document: told[document] for _, document in places}
    best = 0.0
    for value, _, _ in told.values():
        if value > best:
            best = value
    return piece, weight, told, best, best * MOST_SHARED[by_term]


class Fit(NamedTuple):
    """A provision with the reason for each piece that has one, in their order; `raw` is the share they explain."""

    document: int
    raw: float
    reasons: dict[int, Reason]


def best_provision(segment: Segment, entry: int, pieces: Sequence[Explained], factor: float, whole: float) -> Fit:
    """The provision of an entry that explains most of a description, whose weight is `whole`.

    Of equals the one higher in the tree counts, then the first. `factor` is what the entry keeps of its worth.
    """
    likely = _best_for_all(pieces)
    if likely:
        document = likely[0] if len(likely) == 1 else min(likely, key=lambda at: len(segment.codes[at]))
        raw, reasons = 0.0, {}
        for piece, weight, told, best, _ in pieces:
            raw += weight * best
            reasons[piece] = _reason(told[document], best)
        return Fit(document, raw * factor / whole, reasons)
    first, most, chosen = -1, 0.0, _Chosen()
    paths = _Paths(segment)
    for document in _likely(segment.first[entry], pieces):
        if first >= 0 and _at_most(document, pieces) * factor / whole * ROUNDING < most:
            continue
        found = _chosen_for(document, pieces, paths)
        raw = sum([weight * value for _, weight, value, _ in found]) * factor / whole
        if first < 0 or (-raw, len(segment.codes[document]), document) < (-most, len(segment.codes[first]), first):
            first, most, chosen = document, raw, found
    return Fit(first, most, {piece: _reason(told, value) for piece, _, value, told in chosen})


def fit_for_one(segment: Segment, piece: int, weight: float, told: dict[int, Told], factor: float, whole: float) -> Fit:
    """The provision that explains the only piece an entry speaks of; `told` is what `strongest` gives.

    Of equals the one higher in the tree counts, then the first.
    """
    likely = sorted(told)[:LIKELY] if len(told) > 1 else list(told)
    document = likely[0] if len(likely) == 1 else min(likely, key=lambda at: len(segment.codes[at]))
    best = told[document][0]
    return Fit(document, weight * best * factor / whole, {piece: _reason(told[document], best)})


def _reason(told: Told, value: float) -> Reason:
    """The reason that is told, for what it is worth to a provision."""
    _, (_, document, _, met), meeting = told
    return Reason(value, meeting[3], document, met)


def _best_for_all(pieces: Sequence[Explained]) -> list[int]:
    """The provisions, if any, that have the best reason for each piece: better than all that share in another's."""
    if not pieces:
        return []
    likely = list(pieces[0][2])
    for _, _, told, best, _ in pieces:
        likely = [document for document in likely if document in told and told[document][0] == best]
    return sorted(likely)[:LIKELY] if len(likely) > 1 else likely


def _likely(first: int, pieces: Sequence[Explained]) -> list[int]:
    """The provisions with most reasons of their own, that of the entry itself (`first`) counted among them."""
    own: dict[int, float] = {first: 0.0}
    for _, weight, told, _, _ in pieces:
        for document, one in told.items():
            own[document] = own.get(document, 0.0) + one[0] * weight
    return [document for _, document in sorted([(-worth, document) for document, worth in own.items()])[:LIKELY]]


def _at_most(document: int, pieces: Sequence[Explained]) -> float:
    """What a provision can have at most, its own reasons and the best of the others'."""
    total = 0.0
    for _, weight, told, _, shared in pieces:
        own = told.get(document)
        total += weight * (shared if own is None or own[0] < shared else own[0])
    return total


_Chosen = list[tuple[int, float, float, Told]]
"""For each piece that is explained its number and weight, what a provision has of a reason for it, and the reason."""


class _Paths(dict[int, tuple[int, ...]]):
    """The way up of each provision of a segment that is asked for."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment

    def __missing__(self, document: int) -> tuple[int, ...]:
        found = self[document] = self.segment.path(document)
        return found


def _chosen_for(document: int, pieces: Sequence[Explained], paths: _Paths) -> _Chosen:
    """The best that is told of each piece as seen from one provision: its own, those above, those beside it."""
    found: _Chosen = []
    path = paths[document]
    for piece, weight, told, most, shared in pieces:
        own = told.get(document)
        if own is not None and (own[0] == most or own[0] > shared):
            found.append((piece, weight, own[0], own))
            continue
        best, chosen = 0.0, None
        for other, one in told.items():
            value, _, (_, _, _, _, named, _) = one
            if other != document:
                if value * MOST_SHARED[named] <= best:
                    continue
                value *= (FROM_ABOVE if other in path else FROM_BELOW if document in paths[other] else FROM_BESIDE)[
                    named
                ]
            if value > best:
                best, chosen = value, one
        if chosen is not None:
            found.append((piece, weight, best, chosen))
    return found
