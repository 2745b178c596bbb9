"""Which provision of an entry explains a description best, and the reason for each of its words.

A word may be explained by the provision itself, by those above it, by those below or beside it, each for less. Where
one provision has the best reason for every word it is the best one; else the provisions with most reasons of their own
are held against each other.

What is made by the thousand for one answer is a bare tuple here: one of a class takes ten times as long to make, and
three times as long to take apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from controllist.index import Segment
from controllist.index.standing import FOREMOST, LEVELLED, Spot, Spots
from controllist.matching.results import EvidenceKind, Flag

FROM_ABOVE, FROM_BELOW, FROM_BESIDE = (0.75, 0.97), (0.5, 0.8), (0.3, 0.6)
"""What words of a text, and trade words, are worth to a provision where they speak of one above it, below it, beside
it in the entry."""
LIKELY = 8
MOST_PLACES = FOREMOST - 1
"""How many provisions of an entry are looked at as the one that fits, and how many places a word may fit from."""
MOST_SHARED = FROM_ABOVE
"""What a reason can at most be worth to another provision than its own."""
ROUNDING = 1 + 1e-9


@frozen
class Way:
    """How words may meet wording: `kind`, `via` and `flags` as in `Evidence`, `hit` the number of the term met.

    Where the word is but a part of trade words, which one is told where it is met.
    """

    kind: EvidenceKind
    via: str = ""
    flags: tuple[Flag, ...] = ()
    hit: int = -1


Meeting = tuple[Mapping[int, float], Spots, Spots, float, Way, bool, float]
"""How a piece may meet provisions: the most of it for each entry (by its number over all lists); where in an entry, the
foremost spots and the highest alone; what that is worth; in which way; whether a trade word tells; the worth for a
first estimate."""

Told = tuple[float, Spot, Meeting]
"""What a provision says of a piece: its worth, where, and how they met."""

Reason = tuple[float, Way, int, str]
"""What explains a piece: what it is worth, in which way, by which document of the segment; what is met as in `Spot`."""

Fit = tuple[int, float, dict[int, Reason]]
"""A provision, the share of a description that it explains, and the reason for each piece that has one, in order."""


def gathered(meetings: Iterable[Meeting], number: int) -> dict[int, Told]:
    """The most that each provision of an entry says for a piece: its texts and notes, or trade words for it."""
    found: dict[int, Told] = {}
    for meeting in meetings:
        if number not in meeting[0]:
            continue
        worth = meeting[3]
        if not found:
            for spot in meeting[1][number]:
                found[spot[0]] = (spot[2] * worth, spot, meeting)
            continue
        for spot in meeting[1][number]:
            value = spot[2] * worth
            held = found.get(spot[0])
            if held is None or value > held[0]:
                found[spot[0]] = (value, spot, meeting)
    return found


def strongest(
    meetings: Iterable[Meeting], number: int, telling: Meeting | None = None, most: float = 0.0
) -> dict[int, Told]:
    """Of what `gathered` would give what is worth most, of many places the first: often it is all that counts.

    `telling` is the one meeting, where it is known, that says most of the entry, and `most` is how much. Where a
    provision says as much, no other has to be asked.
    """
    found: dict[int, Told] = {}
    if telling is not None:
        worth = telling[3]
        for spot in telling[2][number]:
            if spot[2] * worth == most:
                found[spot[0]] = (most, spot, telling)
    if not found:
        found = _strongest_of_all(meetings, number)
    if len(found) > MOST_PLACES:
        return {document: found[document] for document in sorted(found)[:MOST_PLACES]}
    return found


def _strongest_of_all(meetings: Iterable[Meeting], number: int) -> dict[int, Told]:
    """What is worth most of what all meetings tell."""
    found: dict[int, Told] = {}
    most = 0.0
    for meeting in meetings:
        best = meeting[0]
        if number in best:
            worth = meeting[3]
            if best[number] * worth >= most:
                for spot in meeting[2][number]:
                    value = spot[2] * worth
                    if value > most:
                        most, found = value, {spot[0]: (value, spot, meeting)}
                    elif value == most and spot[0] not in found:
                        found[spot[0]] = (value, spot, meeting)
    return found


def highest_told(told: dict[int, Told]) -> dict[int, Told]:
    """What `strongest` would give, of all that is told."""
    most = max([one[0] for one in told.values()])
    return {document: told[document] for document in sorted(told) if told[document][0] == most}


def fit_for_all(
    segment: Segment, pieces: Sequence[tuple[int, float, dict[int, Told]]], factor: float, whole: float
) -> Fit | None:
    """The provision that has the best reason for each piece, if one has; `pieces` hold what `strongest` gives.

    It is better than all that share in another's. Of several the one higher in the tree counts, then the first.
    """
    likely: list[int] = []
    for document in pieces[0][2]:
        for piece in pieces:
            if document not in piece[2]:
                break
        else:
            likely.append(document)
    if not likely:
        return None
    document = likely[0] if len(likely) == 1 else min(sorted(likely)[:LIKELY], key=lambda at: len(segment.codes[at]))
    raw = 0.0
    reasons: dict[int, Reason] = {}
    for number, weight, told in pieces:
        value, spot, meeting = told[document]
        raw += weight * value
        reasons[number] = (value, meeting[4], spot[1], spot[3])
    return document, raw * factor / whole, reasons


Explained = tuple[int, float, dict[int, Told], float, float]
"""A piece of the description that an entry has reasons for: its number and weight, what is told of it by provision, and
the most that a provision has of it by those below it, or by those beside it."""


def explained(piece: int, weight: float, told: dict[int, Told]) -> Explained:
    """What is told of a piece, the best places only."""
    if len(told) > MOST_PLACES:
        places = sorted([(-one[0], document) for document, one in told.items()])[:MOST_PLACES]
        told = {document: told[document] for _, document in places}
    by_text = by_term = 0.0
    for value, _, meeting in told.values():
        if meeting[5]:
            if value > by_term:
                by_term = value
        elif value > by_text:
            by_text = value
    below = max(by_text * FROM_BELOW[0], by_term * FROM_BELOW[1])
    beside = max(by_text * FROM_BESIDE[0], by_term * FROM_BESIDE[1])
    return piece, weight, told, below, beside


def best_provision(segment: Segment, entry: int, pieces: Sequence[Explained], factor: float, whole: float) -> Fit:
    """The provision of an entry that explains most of a description, whose weight is `whole`.

    Of equals the one higher in the tree counts, then the first. `factor` is what the entry keeps of its worth.
    """
    first, most, chosen = -1, 0.0, _Chosen()
    for document in _likely(segment.first[entry], pieces):
        if first >= 0 and _at_most(document, pieces, segment) * factor / whole * ROUNDING < most:
            continue
        found = _chosen_for(document, pieces, segment)
        raw = sum([weight * value for _, weight, value, _ in found]) * factor / whole
        if first < 0 or (-raw, len(segment.codes[document]), document) < (-most, len(segment.codes[first]), first):
            first, most, chosen = document, raw, found
    reasons: dict[int, Reason] = {}
    for piece, _, value, (_, spot, meeting) in chosen:
        reasons[piece] = (value, meeting[4], spot[1], spot[3])
    return first, most, reasons


def _likely(first: int, pieces: Sequence[Explained]) -> list[int]:
    """The provisions with most reasons of their own, that of the entry itself (`first`) counted among them."""
    own: dict[int, float] = {first: 0.0}
    for _, weight, told, _, _ in pieces:
        for document, one in told.items():
            own[document] = own.get(document, 0.0) + one[0] * weight
    return [document for _, document in sorted([(-worth, document) for document, worth in own.items()])[:LIKELY]]


def _at_most(document: int, pieces: Sequence[Explained], segment: Segment) -> float:
    """What a provision can have at most: its own reasons, those above it, and the best that any may have of the others.

    Where nothing stands below the provision, it has no more of the others than one beside them.
    """
    total = 0.0
    path = segment.paths[document]
    has_below = document in segment.parents
    for _, weight, told, below, beside in pieces:
        most = below if has_below else beside
        for at in path:
            if at in told:
                value, _, meeting = told[at]
                if at != document:
                    value *= FROM_ABOVE[meeting[5]]
                if value > most:
                    most = value
        total += weight * most
    return total


_Chosen = list[tuple[int, float, float, Told]]
"""For each piece that is explained its number and weight, what a provision has of a reason for it, and the reason."""


def _chosen_for(document: int, pieces: Sequence[Explained], segment: Segment) -> _Chosen:
    """The best that is told of each piece as seen from one provision: its own, those above, those beside it."""
    found: _Chosen = []
    paths = segment.paths
    path = paths[document]
    for piece, weight, told, _, beside in pieces:
        best, chosen = beside * LEVELLED, None  # a little less than it surely has
        for other, one in told.items():
            value, named = one[0], one[2][5]
            if other != document:
                if value * MOST_SHARED[named] <= best:
                    continue
                share = FROM_ABOVE if other in path else FROM_BELOW if document in paths[other] else FROM_BESIDE
                value *= share[named]
            if value > best:
                best, chosen = value, one
        if chosen is not None:
            found.append((piece, weight, best, chosen))
    return found
