"""Long texts by their passages: a data sheet names the goods in one sentence and praises its maker in ten.

A score is the share of a text that a provision explains, and of a long text no provision explains much. So the
sentences of a long text are matched for themselves too, short ones joined to the next, and the best of them speaks for
the whole, for a little less than a description of its own would.

>>> text = "Our firm is old and well known in many lands. We sell a valve of monel, and a pump with it, at good prices."
>>> [text[start:end] for start, end in passages_of(text, least=8)]
['Our firm is old and well known in many lands.', 'We sell a valve of monel, and a pump with it, at good prices.']
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from controllist.matching.results import Candidate

LONG = 40
"""From so many words on a text is matched by its passages as well."""
LEAST_WORDS = 12
"""Shorter sentences go with the next one."""
MOST_PASSAGES = 20
KEPT_SHARE = 0.8
"""What the score of a passage counts for the whole text."""
_END = re.compile(r"[.;!?](?=\s)|\n+")
_WORD = re.compile(r"\S+")


def is_long(text: str) -> bool:
    """Whether a text is matched by its passages as well."""
    return len(text) >= 2 * LONG - 1 and len(_WORD.findall(text)) >= LONG


def passages_of(text: str, least: int = LEAST_WORDS) -> list[tuple[int, int]]:
    """Where the passages of a text begin and end, in order; `least` is how many words one has but for the last."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        if len(_WORD.findall(text[start:end])) >= least or (end == len(text) and text[start:end].strip()):
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            found.append((begin, end))
            start = end
    return found[:MOST_PASSAGES]


def moved(candidate: Candidate, start: int) -> Candidate:
    """A candidate of a passage as one of the whole text: its evidence further on, its scores a little lower.

    >>> from controllist.matching.results import Evidence
    >>> from controllist.model import Basis
    >>> met = Evidence("exact", "valve", (0, 5), "2B350.g", "valves", 0.5)
    >>> one = Candidate(1, "toy", "2024-01-01", "2B350.g", "2B350", 0.5, "valves", Basis("checked", ""), (met,))
    >>> [(c.score, c.evidence[0].query_span, c.evidence[0].score) for c in (moved(one, 100),)]
    [(0.4, (100, 105), 0.4)]
    """
    evidence = tuple(
        evolve(e, query_span=(e.query_span[0] + start, e.query_span[1] + start), score=round(KEPT_SHARE * e.score, 4))
        for e in candidate.evidence
    )
    exclusions = tuple(evolve(x, score=round(KEPT_SHARE * x.score, 4)) for x in candidate.exclusions)
    return evolve(candidate, score=round(KEPT_SHARE * candidate.score, 4), evidence=evidence, exclusions=exclusions)


def best_of_each(found: Iterable[Candidate]) -> list[Candidate]:
    """For each entry the candidate with the best score, best first; of equals the one that came first."""
    best: dict[tuple[str, str, str], Candidate] = {}
    for candidate in found:
        place = (candidate.list, candidate.edition, candidate.entry)
        if place not in best or candidate.score > best[place].score:
            best[place] = candidate
    return sorted(best.values(), key=lambda c: -c.score)
