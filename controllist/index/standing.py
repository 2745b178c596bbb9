"""Where a word stands in the entries of all lists at once: looked up and unpacked once for a word, not once a list.

Entries are numbered over all segments, those of the first segment first (`Index.places` tells segment and entry of a
number).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from controllist.index.segment import DOCUMENT, WEIGHTS
from controllist.index.workedout import WorkedOut

if TYPE_CHECKING:
    from controllist.index import Index

FOREMOST = 11
"""How many spots of a word in one entry are worth looking at: one more than a provision's reasons may come from."""

Spot = tuple[int, int, float, str]
"""A provision, the document of it (itself or a note on it) where a word weighs most, that weight, and what is met
there where the word itself does not tell: the words of a trade word, or the trade word that the word is a part of."""
Spots = WorkedOut[int, tuple[Spot, ...]]
"""The spots in each entry that is asked for, by its number over all lists."""
LEVELLED = 1 - 1e-9
"""From this share of the greatest weight on another may come to the same, when both are multiplied and rounded."""


def foremost(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Those of many that weigh most, of equals the first: what a word says of an entry comes from them."""
    return spots if len(spots) <= FOREMOST else tuple(sorted(spots, key=lambda s: (-s[2], s[0]))[:FOREMOST])


def highest(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Those that weigh most, and those so near to them that the worth of what is met may level both.

    >>> highest(((1, 1, 0.5, ""), (2, 3, 0.75, ""), (4, 4, 0.75, "")))
    ((2, 3, 0.75, ''), (4, 4, 0.75, ''))
    """
    if len(spots) < 2:
        return spots
    least = LEVELLED * max([spot[2] for spot in spots])
    return tuple([spot for spot in spots if spot[2] >= least])


@frozen(eq=False, slots=False)
class Leading:
    """Where a word leads as a part of trade words: one spot in an entry, by the number of the entry."""

    spots: Mapping[int, Spot]

    @cached_property
    def best(self) -> dict[int, float]:
        """What it says of each entry."""
        return {number: share for number, (_, _, share, _) in self.spots.items()}

    @cached_property
    def foremost(self) -> Spots:
        """The spot in an entry."""
        return WorkedOut(lambda number: (self.spots[number],))


@frozen(eq=False, slots=False)
class Standing:
    """Where one word (its key) stands; `packed` are its postings as each segment keeps them."""

    index: Index
    packed: tuple[Sequence[int], ...]

    @cached_property
    def best(self) -> dict[int, float]:
        """The best weight of the word in each entry it stands in."""
        found: dict[int, int] = {}
        for start, segment, postings in zip(self.index.starts, self.index.segments, self.packed, strict=True):
            entry = segment.entry
            for posting in postings:
                number, weight = start + entry[posting // DOCUMENT], posting % DOCUMENT
                if weight > found.get(number, 0):
                    found[number] = weight
        return {number: WEIGHTS[weight] for number, weight in found.items()}

    @cached_property
    def within(self) -> Spots:
        """The provisions of an entry that the word stands in, or in a note on which it stands, in reading order."""
        return WorkedOut(lambda number: self._spots(number) if number in self.best else ())

    @cached_property
    def foremost(self) -> Spots:
        """The same, no more than weigh most."""
        return WorkedOut(lambda number: foremost(self.within[number]))

    @cached_property
    def highest(self) -> Spots:
        """The same, only those that weigh most of all."""
        return WorkedOut(lambda number: highest(self.foremost[number]))

    def _spots(self, number: int) -> tuple[Spot, ...]:
        at, entry = self.index.places[number]
        segment, postings = self.index.segments[at], self.packed[at]
        best: dict[int, tuple[int, int]] = {}
        end = segment.last[entry] * DOCUMENT
        for place in range(bisect_left(postings, segment.first[entry] * DOCUMENT), len(postings)):
            posting = postings[place]
            if posting >= end:
                break
            document, weight = divmod(posting, DOCUMENT)
            owner = segment.owner[document]
            if weight > best.get(owner, (0, 0))[1]:
                best[owner] = (document, weight)
        return tuple((owner, document, WEIGHTS[weight], "") for owner, (document, weight) in best.items())
