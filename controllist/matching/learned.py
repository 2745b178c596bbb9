"""What the learned model adds to a score: a share of its own beside what the words and terms explain.

A score is (explained + WEIGHT x share of the model ** ROOT) / (1 + WEIGHT); the part of the model is shown by the words
that speak for the entry there. Entries that the model does not know (lists of other states, lists added by a user)
keep what is explained.
"""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from controllist.index import Index
from controllist.index.model import ORDINARY, Reading
from controllist.matching.results import Evidence

WEIGHT, ROOT = 0.3, 0.25
"""What the model counts beside the rest, and how its shares are levelled. Measured on folds of the rows to learn from:
own cases .92 first and licence lines .83 at .4; .90 and .84 at .8, .92 and .81 at .3."""
LIKELY = 8
"""So many entries that the model holds for likely are looked at, whatever the words explain."""
LEAST_SHARE = 1e-6
LEAST_SHOWN = 0.01
"""Words that add less are not shown."""
THRESHOLD = 0.14
"""Below this score nothing is called a candidate, where no model speaks."""
LEARNED_THRESHOLD, FOR_ORDINARY = 0.25, 0.6
"""The same where one does, and what is added to it by the share of ordinary goods. Measured on folds."""


@frozen(slots=False, eq=False)
class Spoken:
    """What the model says of a description in an index; nothing where the index has none."""

    index: Index
    reading: Reading | None

    @cached_property
    def parts(self) -> dict[int, float]:
        """What the model adds to the score of each entry, by its number over all lists."""
        if self.reading is None or not self.reading.shares:
            return {}
        shares = self.reading.shares
        worth = WEIGHT / (1 + WEIGHT)
        found: dict[int, float] = {}
        for number, name in self.index.modelled.items():
            share = shares[name]
            if share > LEAST_SHARE:
                found[number] = round(worth * share**ROOT, 4)
        return found

    @cached_property
    def likely(self) -> tuple[int, ...]:
        """The entries that the model holds for likeliest, by their number."""
        return tuple(sorted(self.parts, key=lambda number: (-self.parts[number], number))[:LIKELY])

    def kept(self, number: int) -> float:
        """What an entry keeps of what is explained."""
        return 1 / (1 + WEIGHT) if self.reading is not None and number in self.index.modelled else 1.0

    @property
    def threshold(self) -> float:
        """Below this score nothing is called a candidate."""
        if self.reading is None:
            return THRESHOLD
        return LEARNED_THRESHOLD + FOR_ORDINARY * self.reading.shares.get(ORDINARY, 0.0)

    def evidence(self, number: int, code: str, heading: str) -> tuple[Evidence, ...]:
        """The part of the model in the score of an entry, by the words that speak for it."""
        part = self.parts.get(number, 0.0)
        if not part or self.reading is None:
            return ()
        words = self.reading.words(self.index.modelled[number])
        whole = sum(words.values())
        shown = {span: worth for span, worth in words.items() if part * worth >= LEAST_SHOWN * whole}
        shown = shown or dict([max(words.items(), key=lambda pair: pair[1])] if words else [])
        left, whole = part, sum(shown.values())
        found: list[Evidence] = []
        for span, worth in sorted(shown.items(), key=lambda pair: pair[1]):
            last = len(found) == len(shown) - 1
            added = round(left if last else part * worth / whole, 4)
            left -= added
            text = self.reading.text[span[0] : span[1]]
            found.append(Evidence("model", text, span, code, heading, added))
        return tuple(reversed(found))


def spoken(text: str, index: Index) -> Spoken:
    """What the model of an index says of a description."""
    return Spoken(index, index.model.read(text) if index.model is not None else None)
