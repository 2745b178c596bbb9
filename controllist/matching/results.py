"""What a match answers: candidates, each with the evidence for it, and a verdict that never says "free"."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from controllist.model import Basis

EvidenceKind = Literal["exact", "stem", "vocabulary", "compound", "spelling", "cas", "quantity", "model"]
Assessment = Literal["met", "not-met", "unknown", "not-assessed"]
Verdict = Literal["candidates", "none"]
Flag = Literal["ambiguous", "weak", "military", "learned", "part"]


@frozen(slots=False)  # a frozen value of many fields is made in half the time without slots
class Evidence:
    """One reason: these words of the query met this wording, by this way, and what it adds to the score.

    `exact` the same word; `stem` another form of it; `vocabulary` a trade word that names what the provision
    controls (`via` is the term of the vocabulary); `compound` a part of a compound; `spelling` a word misspelt or
    spelt in another language; `cas` a CAS number; `quantity` a figure that the provision has a bound for; `model` goods
    of the entry are called so, as the learned model has it.

    `flags` tell why a trade word says less than another: `ambiguous` other goods have the name too; `weak` it only
    hints at the provision; `military` it counts in full for a military use, and the query speaks of none; `learned`
    `via` is no term for the word, but an English word that goes with it in the vocabulary; `part` the word is but a
    part of `via`, a trade word for what the provision controls.
    """

    kind: EvidenceKind
    query_text: str
    query_span: tuple[int, int]
    provision: str
    provision_text: str
    score: float
    via: str = ""
    flags: tuple[Flag, ...] = ()


@frozen
class Exclusion:
    """A note that takes goods out, and which words of the query it speaks of; `score` is what it takes off."""

    provision: str
    provision_text: str
    query_text: str
    score: float


@frozen(slots=False)  # as above
class Candidate:
    """A provision the goods may fall under, one for each entry; evidence and exclusions sum to `score`."""

    rank: int
    list: str
    edition: str
    code: str
    entry: str
    score: float
    heading: str
    basis: Basis
    evidence: tuple[Evidence, ...]
    assessment: Assessment = "not-assessed"
    missing: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()


def with_evidence(candidate: Candidate, more: Evidence) -> Candidate:
    """The candidate with one more piece of evidence and what that adds to the score."""
    # Not by `evolve`, which takes five times as long.
    return Candidate(
        candidate.rank,
        candidate.list,
        candidate.edition,
        candidate.code,
        candidate.entry,
        round(candidate.score + more.score, 4),
        candidate.heading,
        candidate.basis,
        (*candidate.evidence, more),
        candidate.assessment,
        candidate.missing,
        candidate.exclusions,
    )


@frozen
class Match:
    """The answer for one description; `best` is the score of the first entry even where the verdict is none.

    Where it is none, `ordinary` holds the words that name goods no list is known for, `unknown` those that neither the
    lists nor the vocabulary know.
    """

    query: str
    language: str
    candidates: tuple[Candidate, ...]
    verdict: Verdict
    best: float
    goods: str = "thing"
    military: bool = False
    cautions: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
