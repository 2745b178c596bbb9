"""What an assessment gives: a verdict, the tree it rests on, and the facts that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import field, frozen

from controllist.assessing.checks import Key
from controllist.assessing.facts import Facts
from controllist.assessing.logic import Verdict, negated
from controllist.assessing.plan import Plan
from controllist.codes import ControlCode
from controllist.messages import Message
from controllist.model import GRADES, Edition, Grade

StepKind = Literal[
    "assessment", "provision", "items", "whole", "figures", "figure", "words", "lead", "reference", "not specified",
    "exclusion", "note", "not used", "unseen",
]  # fmt: skip

AS_A_WHOLE = Message("answered as a whole")
"""Why of a step that its own code answers; of what stands below it only the exclusions are kept as steps."""


@frozen
class Step:
    """One check with its verdict: `words` quotes the provision, `facts` tells which facts were held against it.

    `requirement` says how `steps` combine (`all`, `any`, `list`, `cautious`), `negated` that the verdict is the
    opposite of theirs. `why` is one clause for a reader.
    """

    code: ControlCode
    kind: StepKind
    verdict: Verdict
    words: str = ""
    why: str = ""
    facts: tuple[str, ...] = ()
    basis: Grade = "checked"
    requirement: str = ""
    negated: bool = False
    steps: tuple[Step, ...] = ()
    key: Key | None = None

    def leaves(self) -> Iterator[Step]:
        """The steps without steps of their own."""
        if not self.steps:
            yield self
        for step in self.steps:
            yield from step.leaves()

    def deciding(self) -> Iterator[Step]:
        """The leaves the verdict rests on: all that are open while it is open, else those that settle it."""
        if not self.steps:
            yield self
            return
        for step in self.steps:
            if step.verdict == self.wanted:
                yield from step.deciding()

    @property
    def wanted(self) -> Verdict:
        """The verdict of those steps that give this one."""
        return negated(self.verdict) if self.negated else self.verdict


@frozen
class Missing:
    """A fact that is not known and could still decide: `property` is the name to give it under."""

    property: str
    unit: str
    question: str
    key: Key
    codes: tuple[ControlCode, ...] = ()
    answer: Literal["figure", "yes or no"] = "yes or no"
    computed_from: tuple[str, ...] = ()
    """Other properties from which it can be computed, where the law gives the formula."""


@frozen
class Assessment:
    """Facts held against one provision of one edition."""

    edition: Edition = field(repr=False, eq=False)
    code: ControlCode
    facts: Facts
    verdict: Verdict
    root: Step = field(repr=False)
    plan: Plan = field(repr=False, eq=False)
    assume_goods: bool = False
    cautions: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def basis(self) -> Grade:
        """The worst basis among the words that decide."""
        return max(_grades(self.root), key=GRADES.index, default="checked")


def _grades(step: Step) -> Iterator[Grade]:
    """The grades of the steps the verdict rests on, of those that say how they combine as well."""
    yield step.basis
    for inner in step.steps:
        if inner.verdict == step.wanted:
            yield from _grades(inner)
