"""A walk through the questions of an assessment: answer, pass over, go back, until the verdict is settled.

>>> from controllist.codes import ControlCode
>>> from controllist.model import Edition, Provision
>>> from controllist.assessing.verdict import assess
>>> entry = Provision(ControlCode("2B999"), "entry", text="flow rate > 5 m³/h")
>>> edition = Edition("eu-dual-use", "2030-01-01", "en", "digest", (entry,))
>>> walk = Interview.begin(assess(edition, "2B999"))
>>> walk.question.question
'What is the flow rate, in m³/h (2B999: “flow rate > 5 m³/h”)?'
>>> walk.reply("6").assessment.verdict, walk.reply("don't know").question
('met', None)
"""

from __future__ import annotations

from attrs import evolve, frozen

from controllist.assessing.checks import Key
from controllist.assessing.questions import answer, next_question
from controllist.assessing.results import Assessment, Missing
from controllist.assessing.verdict import assess
from controllist.errors import MisuseError

DONT_KNOW = frozenset({"don't know", "dont know", "unknown", "?", "skip", "weet niet", "weiß nicht", "je ne sais pas"})
BACK = frozenset({"back", "terug", "zurück", "retour"})


@frozen
class Interview:
    """Where the walk stands; every step is a new value, so that going back is taking the one before."""

    assessment: Assessment
    passed_over: tuple[Key, ...] = ()
    before: Interview | None = None

    @classmethod
    def begin(cls, assessment: Assessment) -> Interview:
        return cls(assessment)

    @property
    def question(self) -> Missing | None:
        """What to ask now; None at the end."""
        return next_question(self.assessment, self.passed_over)

    def reply(self, text: str) -> Interview:
        """The walk after an answer: a value, yes, no, don't know, or back.

        Raises `MisuseError` for an answer that does not fit the question.
        """
        said = text.strip().casefold()
        if said in BACK:
            return self.before or self
        question = self.question
        if question is None:
            return self
        if said in DONT_KNOW:
            return evolve(self, passed_over=(*self.passed_over, question.key), before=self)
        facts = answer(self.assessment, question, text)
        now = self.assessment
        again = assess(now.edition, now.code, facts, assume_goods=now.assume_goods)
        if question.answer == "yes or no" and not any(f.answer is not None for f in facts if f not in now.facts):
            raise MisuseError("expected yes or no, found {found!r}", found=text)
        return Interview(again, (*self.passed_over, question.key), self)
