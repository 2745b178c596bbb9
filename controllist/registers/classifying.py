"""Goods of a register held against the lists, row by row: the engine behind `batch`, free of files.

`Plan` says what answers (editions, languages, how many candidates) and can be sent to another process or machine;
`Classifier` carries it out. `classify` is one row; a list of rows gives the same answers in any order and division.

>>> plan = Plan((EditionAddress("nl-semicon", "2024-09-07"),), top=1)
>>> found = Classifier(plan).classify(Goods(2, "7", "EUV pellicle", "3B001.l"))
>>> found.verdict, found.candidates[0].code, found.own
('candidates', '3B001.l', 'found')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from attrs import evolve, field, frozen

from controllist.assessing.descriptions import with_described
from controllist.assessing.facts import Facts
from controllist.assessing.verdict import quick_verdict
from controllist.codes import ControlCode, EditionAddress, parse_code
from controllist.errors import CodeError, ControlListError
from controllist.index import Index, open_index
from controllist.index.languages import Language
from controllist.matching import Candidate, Match, match
from controllist.matching.cautions import FAINT, MILITARY_END_USE, scope
from controllist.matching.results import Assessment
from controllist.messages import Message, joined
from controllist.model import Edition
from controllist.registers.tables import Goods, harmless
from controllist.store import shapes

RowVerdict = Literal["candidates", "none", "doubtful"]
LONGEST_TEXT = 20_000
_REMEMBERED = 500
NONE_FOUND = Message("no candidate found in these editions; that is no statement that no licence is needed")
HINT = Message("the best candidate explains a small part of the description: take it as a hint")
OWN_ELSEWHERE = Message("its own number is not among the candidates: look at both")


@frozen
class Plan:
    """What answers a batch: editions by address or as values, vocabulary files, how many candidates, the language."""

    addresses: tuple[EditionAddress, ...]
    editions: tuple[Edition, ...] = field(default=(), repr=False)
    lexicons: tuple[str, ...] = ()
    top: int = 3
    language: Language | None = None


@frozen
class Placed:
    """One candidate of a row."""

    list: str
    edition: str
    code: str
    score: float
    heading: str
    basis: str
    assessment: str
    missing: tuple[str, ...]
    evidence: str


@frozen
class Classified:
    """What a row gets: `verdict` doubtful where something is wrong with it, `problem` says what.

    A doubtful row has candidates all the same, where its description can be read. `own` compares with the
    classification the row came with: `found` among the candidates, `not found`, or empty where it has none. `faint`
    says that the best candidate explains a small part of the description only.
    """

    line: int
    verdict: RowVerdict
    candidates: tuple[Placed, ...] = ()
    language: str = ""
    own: str = ""
    faint: bool = False
    problem: str = ""
    cautions: tuple[str, ...] = ()
    """What must be kept in mind of this row, beside what holds for all."""


class Classifier:
    """A plan with its index open; threads may share it."""

    def __init__(self, plan: Plan, index: Index | None = None) -> None:
        self.plan = plan
        self.index = index or open_index(plan.addresses, plan.editions, [Path(name) for name in plan.lexicons])
        self._shapes = shapes()
        # Registers repeat descriptions.
        self._match = lru_cache(_REMEMBERED)(self._match_text)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What must be said of every row: of the editions that answer, and of what they do not cover."""
        own = (caution for segment in self.index.segments for caution in segment.cautions)
        return tuple(dict.fromkeys((*own, *scope(self.index))))

    def classify(self, goods: Goods) -> Classified:
        """The candidates for one row; whatever is wrong with the row is said in its `problem` and never raised."""
        problem = joined("; ", goods.doubts) if goods.doubts else ""
        if not goods.description:
            return Classified(goods.line, "doubtful", problem=problem or Message("no description"))
        found = self._match(goods.description)
        if isinstance(found, str):
            return Classified(goods.line, "doubtful", problem=joined("; ", [p for p in (problem, found) if p]))
        candidates, doubt = self._with_facts(found.candidates, goods)
        own, faint = self._own(goods.classification, candidates), bool(candidates) and found.best < FAINT
        return Classified(
            goods.line,
            "doubtful" if problem else found.verdict,
            tuple(map(_placed, candidates)),
            found.language,
            own,
            faint,
            joined("; ", [p for p in (problem, doubt) if p]),
            tuple(_cautions(found, own, faint=faint)),
        )

    def _match_text(self, text: str) -> Match | str:
        """The match for a description, or why there is none."""
        if len(text) > LONGEST_TEXT:
            return Message("a description of more than {number} characters", number=LONGEST_TEXT)
        try:
            return match(text, self.index, top=self.plan.top, language=self.plan.language)
        except ControlListError as error:
            return harmless(error.message if len(error.message) < 300 else error.message[:300] + " …")
        except Exception as error:  # one row in forty thousand must not cost the others their answers
            template = "the program failed on this row ({error}: {text}); please report it"
            return Message(template, error=type(error).__name__, text=str(error)[:200])

    def _with_facts(self, candidates: tuple[Candidate, ...], goods: Goods) -> tuple[tuple[Candidate, ...], str]:
        """The candidates assessed with the facts of the row's own columns, and what was wrong with those."""
        if not goods.facts or not candidates:
            return candidates, ""
        try:
            facts = with_described(Facts.of(goods.facts), goods.description)
        except ControlListError as error:
            return candidates, error.message
        return tuple(self._assessed(c, facts) for c in candidates), ""

    def _assessed(self, candidate: Candidate, facts: Facts) -> Candidate:
        number = self.index.segment_of(candidate.list, candidate.edition)
        verdict, missing = quick_verdict(self.index.edition(number), candidate.code, facts)
        return evolve(candidate, assessment=cast(Assessment, verdict), missing=missing)

    def _own(self, classification: str, candidates: tuple[Candidate, ...]) -> str:
        """Whether the row's own number is among the candidates: one of the two places must lie in the other."""
        if not classification:
            return ""
        try:
            code = parse_code(classification.rpartition(":")[2], self._shapes)
        except CodeError:
            return "no number of these lists"
        same = [ControlCode(c.code) for c in candidates if c.entry == code.entry]
        if any(found.contains(code) or code.contains(found) for found in same):
            return "found"
        return "same entry, other item" if same else "not found"


def _cautions(found: Match, own: str, *, faint: bool) -> Iterator[str]:
    """What someone who sees a row alone, filtered or copied, must not take for more than it is."""
    if found.verdict == "none":
        yield NONE_FOUND
    if faint:
        yield HINT
    if found.military:
        yield MILITARY_END_USE
    if own == "not found":
        yield OWN_ELSEWHERE


def _placed(candidate: Candidate) -> Placed:
    evidence = "; ".join(
        f"{e.query_text} ({e.via})" if e.via and e.via.casefold() != e.query_text.casefold() else e.query_text
        for e in candidate.evidence
    )
    return Placed(
        candidate.list,
        candidate.edition,
        candidate.code,
        candidate.score,
        candidate.heading,
        candidate.basis.grade,
        candidate.assessment,
        candidate.missing,
        harmless(evidence),
    )


def from_plain(data: Mapping[str, Any]) -> Classified:
    """A row as `attrs.asdict` gave it, after JSON."""
    candidates = tuple(Placed(**{**c, "missing": tuple(c["missing"])}) for c in data["candidates"])
    return Classified(**{**data, "candidates": candidates, "cautions": tuple(data.get("cautions", ()))})
