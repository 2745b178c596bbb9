"""The entries for a description, best first: no more of them worked out than can be shown.

Entries come in order of an upper estimate. As soon as no later one can reach what is shown, or, where none is good
enough to be shown, the best one, the rest is left alone.
"""

from __future__ import annotations

from bisect import insort

from controllist.matching.explanation import Weighed, excluding, rounded, weigh
from controllist.matching.scoring import Scorer

THRESHOLD = 0.14
"""Below this share of a description explained, nothing is called a candidate. See docs/accuracy.md."""
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
    for estimate, number in scorer.estimates(min(WORKED_OUT, top + IN_RESERVE)):
        if slack - estimate / scorer.whole < needed:
            break
        scored = work_out(number)
        if scored.score <= 0:
            continue
        weighed = weigh(scorer, scored, speaking)
        # Of equals the one in a national list comes first, which is the more special.
        union, share = of_union[scored.segment], -rounded(scored.raw)
        found.append((-weighed.score, share, union, scored.segment, scored.document, len(found), weighed))
        insort(scores, -weighed.score)
        needed = _needed(scores, top)
    found.sort()
    return [weighed for *_, weighed in found]


def _needed(scores: list[float], top: int) -> float:
    """What an entry must reach to change the answer, beside those with these scores (negative, best first)."""
    best = -scores[0]
    if best < THRESHOLD:
        return best
    return max(best * TAIL, -scores[top - 1] if len(scores) >= top else 0.0)
