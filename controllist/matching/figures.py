"""Figures in a description held against the candidates: met, not met, or what is missing.

Only what a description plainly tells becomes a fact (`controllist.assessing.descriptions`). The goods are taken for
those a candidate names, as the words have found them. A candidate whose figures are not met stays in the answer,
with a lower score: whether the description tells the right figure is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import evolve

from controllist.errors import ControlListError
from controllist.index import Index
from controllist.matching.results import Assessment, Candidate, Evidence

if TYPE_CHECKING:
    from controllist.assessing.facts import Facts

NOT_MET_KEEPS = 0.3
MOST_ASSESSED = 5
MOST_MISSING = 4
_FIGURE = re.compile(r"\d")
_CODE = re.compile(r"(?:\d[A-E]\d{3}|ML\d+)(?![^\W_])")


def with_figures(text: str, candidates: list[Candidate], index: Index) -> list[Candidate]:
    """The candidates with their assessment, in order of score."""
    if not candidates or not _FIGURE.search(text):
        return candidates
    # The grammar of quantities and the plans of provisions are heavy, and most descriptions hold no figure.
    from controllist.assessing.descriptions import facts_in
    from controllist.assessing.facts import Facts

    facts = Facts.gathered(facts_in(text))
    if not len(facts):
        return candidates
    judged = [_judged(c, facts, text, index) for c in candidates[:MOST_ASSESSED]]
    return sorted([*judged, *candidates[MOST_ASSESSED:]], key=lambda c: -c.score)


def _judged(candidate: Candidate, facts: Facts, text: str, index: Index) -> Candidate:
    from controllist.assessing.verdict import quick_verdict

    number = next(i for i, s in enumerate(index.segments) if (s.list, s.edition) == (candidate.list, candidate.edition))
    try:
        verdict, missing = quick_verdict(index.edition(number), candidate.code, facts)
    except ControlListError:
        return candidate  # a text that is not at hand, or figures that contradict each other
    if verdict == "not-assessed":
        return candidate
    told: Assessment = verdict  # type: ignore[assignment]
    kept = NOT_MET_KEEPS if verdict == "not-met" else 1.0
    cost = round(candidate.score * (kept - 1.0), 4)
    figures = tuple(_figure(str(f.printed), text, candidate, cost if at == 0 else 0.0) for at, f in enumerate(facts))
    return evolve(
        candidate,
        score=round(candidate.score + cost, 4),
        evidence=(*candidate.evidence, *figures),
        assessment=told,
        missing=asked_for(missing),
    )


def asked_for(missing: Iterable[str]) -> tuple[str, ...]:
    """The properties that decide, the first ones only; what stands under a bare code has no name to ask for.

    >>> asked_for(("3B001.f#part.1", "overlay", "wavelength"))
    ('overlay', 'wavelength')
    """
    return tuple(name for name in missing if not _CODE.match(name))[:MOST_MISSING]


def _figure(printed: str, text: str, candidate: Candidate, score: float) -> Evidence:
    start = max(0, text.find(printed))
    return Evidence(
        "quantity",
        text[start : start + len(printed)],
        (start, start + len(printed)),
        candidate.code,
        candidate.heading,
        score,
    )
