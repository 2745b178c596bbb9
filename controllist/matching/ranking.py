"""The entries for a description, best first: no more of them worked out than can be shown.

Entries come in order of an upper estimate. As soon as no later one can reach what is shown, or, where none is good
enough to be shown, the best one, the rest is left alone.
"""

from __future__ import annotations

from bisect import insort

from controllist.matching.explanation import Weighed, excluding, rounded, weigh
from controllist.matching.scoring import Scorer

TAIL = 0.2
"""Candidates below this share of the best one's score are left out."""
WORKED_OUT = 12
"""So many entries are worked out at the most."""
IN_RESERVE = 2
"""So many more than are asked for: notes may take those ahead of them down."""
ROUNDED = 1e-4
"""What rounding may add to each piece of evidence, with room to spare."""


def ranked(scorer: Scorer, top: int) -> list[Weighed]:
    """The entries that may be shown of `top`, weighed, in order of score; if none may be, the best one is first."""
    speaking = excluding(scorer)
    slack = scorer.short_by() + ROUNDED * (len(scorer.pieces) + 1)
    of_union = scorer.index.of_union
    work_out = scorer.worked_out if scorer.about else scorer.best_provision
    found: list[tuple[float, float, bool, int, int, int, Weighed]] = []
    scores: list[float] = []
    needed = 0.0
    for at_most, number in _promising(scorer, min(WORKED_OUT, top + IN_RESERVE)):
        if slack + at_most < needed:
            break
        scored = work_out(number)
        if scored.score <= 0 and number not in scorer.learned.parts:
            continue
        weighed = weigh(scorer, scored, speaking)
        # Of equals the one in a national list comes first, which is the more special.
        union, share = of_union[scored.segment], -rounded(scored.raw)
        found.append((-weighed.score, share, union, scored.segment, scored.document, len(found), weighed))
        insort(scores, -weighed.score)
        needed = _needed(scores, top, scorer.learned.threshold)
    found.sort()
    return [weighed for *_, weighed in found]


def _promising(scorer: Scorer, most: int) -> list[tuple[float, int]]:
    """The entries to work out, by an upper estimate of their score, best first: those of the words and of the model."""
    learned = scorer.learned
    explained = {number: -estimate / scorer.whole for estimate, number in scorer.estimates(most)}
    numbers = dict.fromkeys((*explained, *learned.likely))
    found = [(explained.get(n, 0.0) * learned.kept(n) + learned.parts.get(n, 0.0), n) for n in numbers]
    return sorted(found, key=lambda pair: -pair[0])


def _needed(scores: list[float], top: int, threshold: float) -> float:
    """What an entry must reach to change the answer, beside those with these scores (negative, best first)."""
    best = -scores[0]
    if best < threshold:
        return best
    return max(best * TAIL, -scores[top - 1] if len(scores) >= top else 0.0)
