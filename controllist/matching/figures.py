"""Figures in a description held against the candidates: met, not met, or what is missing.

Only what a description plainly tells becomes a fact (`controllist.assessing.descriptions`) and can be met or not met.
Other figures speak by their unit alone (`controllist.matching.bounds`): they change the score, not the assessment.
The goods are taken for those a candidate names, as the words have found them. A candidate whose figures are not met
stays in the answer, with a lower score: whether the description tells the right figure is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import evolve

from controllist.assessing.descriptions import facts_of, named_in
from controllist.assessing.facts import Facts, property_key
from controllist.assessing.verdict import quick_verdict
from controllist.codes import ControlCode
from controllist.errors import ControlListError
from controllist.index import Index
from controllist.language import Quantity
from controllist.language.quantities import read_quantities
from controllist.matching.bounds import Limits, by_unit, judge, limits_of
from controllist.matching.results import Assessment, Candidate, Evidence, with_evidence

NOT_MET_KEEPS = 0.3
OUT_OF_BOUNDS_KEEPS = 0.42
"""What a score keeps where no figure of the description can be within the bounds, by their units."""
BESIDE_NOT_MET = 0.65
"""What other candidates keep where the figures speak against the one that the words name best."""
WITHIN_BOUNDS = 0.2
"""What of the rest to 1 a figure within a bound adds, and figures that meet a control."""
FOUND = 0.3
"""Below this score they add less: goods that the words hardly name are not found by a figure."""
MOST_ASSESSED = 5
MOST_MISSING = 4
_CODE = re.compile(r"(?:\d[A-E]\d{3}|ML\d+)(?![^\W_])")


def with_figures(text: str, candidates: list[Candidate], index: Index) -> list[Candidate]:
    """The candidates with their assessment, in order of score, their ranks after it."""
    # Past the cache: descriptions come by the hundred thousand, and hardly one comes twice.
    quantities = read_quantities.__wrapped__(text)
    named = named_in(text, quantities)
    facts = Facts.gathered(facts_of(named))
    figures = by_unit(quantities, text)
    names = {quantity.span: property_key(name) for quantity, name in named}
    if not len(facts) and not figures:
        return candidates
    judged: list[Candidate] = []
    for candidate in candidates[:MOST_ASSESSED]:
        found = _judged(candidate, facts, text, index) if len(facts) else candidate
        if found.assessment in ("not-assessed", "unknown"):
            found = _within_bounds(found, figures, names, text, index)
        judged.append(found)
    judged = sorted(_beside(candidates, [*judged, *candidates[MOST_ASSESSED:]]), key=lambda c: -c.score)
    return [c if c.rank == rank else evolve(c, rank=rank) for rank, c in enumerate(judged, 1)]


def _beside(before: list[Candidate], judged: list[Candidate]) -> list[Candidate]:
    """The candidates, others lowered where the figures speak against the one that the words name best.

    Such goods stay under a figure: they are hardly something else that the words name less, unless a figure fits it.
    """
    first = judged[0]
    if first.score >= before[0].score:
        return judged
    told = next(e for e in reversed(first.evidence) if e.kind == "quantity" and e.score < 0)
    return [
        first,
        *(_lowered(c, told) if c.score <= b.score else c for b, c in zip(before[1:], judged[1:], strict=True)),
    ]


def _lowered(candidate: Candidate, told: Evidence) -> Candidate:
    change = round((BESIDE_NOT_MET - 1) * candidate.score, 4)
    return with_evidence(candidate, evolve(told, score=change))


def _within_bounds(
    candidate: Candidate,
    figures: dict[str, list[Quantity]],
    names: dict[tuple[int, int], str],
    text: str,
    index: Index,
) -> Candidate:
    """The candidate with what the figures say by their units: less where none fits, a little more where one does."""
    limits = _limits(index, index.segment_of(candidate.list, candidate.edition), candidate.code)
    found = judge(limits, figures, names) if limits is not None else None
    if found is None or found.fits is None:
        return candidate
    gain = _rise(candidate.score) if found.fits else (OUT_OF_BOUNDS_KEEPS - 1) * candidate.score
    gain = round(gain, 4)
    bound, quantity = found.by[0]
    start, end = quantity.span
    said = f"{bound.property} {bound.printed}"
    told = Evidence("quantity", text[start:end], (start, end), bound.provision, said, gain)
    return with_evidence(candidate, told)


def _rise(score: float) -> float:
    """What a fitting figure adds: little to goods that the words hardly found, and little to sure ones.

    >>> _rise(0.1) < _rise(0.3) > _rise(0.9)
    True
    """
    return WITHIN_BOUNDS * min(1.0, score / FOUND) * (1 - score)


@lru_cache(maxsize=5_000)
def _limits(index: Index, segment: int, code: str) -> Limits | None:
    """The bounds of a control; None where its text is not at hand."""
    try:
        return limits_of(index.edition(segment), ControlCode(code))
    except ControlListError:
        return None


def _judged(candidate: Candidate, facts: Facts, text: str, index: Index) -> Candidate:
    number = index.segment_of(candidate.list, candidate.edition)
    try:
        verdict, missing = quick_verdict(index.edition(number), candidate.code, facts)
    except ControlListError:
        return candidate  # a text that is not at hand, or figures that contradict each other
    if verdict == "not-assessed":
        return candidate
    told: Assessment = verdict  # type: ignore[assignment]
    changes = {"not-met": candidate.score * (NOT_MET_KEEPS - 1), "met": _rise(candidate.score)}
    change = round(changes.get(verdict, 0.0), 4)
    figures = tuple(_figure(str(f.printed), text, candidate, change if at == 0 else 0.0) for at, f in enumerate(facts))
    return evolve(
        candidate,
        score=round(candidate.score + change, 4),
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
