"""Kept records against another edition: which of them a change touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from controllist.codes import EditionAddress
from controllist.impact.judging import Impact
from controllist.impact.results import Touched
from controllist.records.making import Decision, EditionUsed, Question
from controllist.registers.tables import Goods


@frozen
class Checked:
    """What became of one edition a record rests on.

    `now` is the edition that answers now, `exact` whether it is the one in force on the date asked for. `touched` is
    None where it is the same edition; then `same` says whether its text is still what the record was made on.
    """

    was: EditionUsed
    now: EditionAddress
    same: bool
    touched: Touched | None = None
    exact: bool = True

    @property
    def stands(self) -> bool:
        """Whether nothing needs to be looked at again; where the text in force has not been seen, nobody can tell."""
        unchanged = self.same if self.touched is None else self.touched.outcome == "not touched"
        return unchanged and self.exact


def check(
    question: Question,
    decision: Decision,
    was: EditionUsed,
    now: EditionAddress,
    checksum: str,
    impact: Callable[[EditionAddress, EditionAddress], Impact],
    *,
    exact: bool = True,
) -> Checked:
    """Hold a record against the edition that answers now; `impact` gives the changes between two editions."""
    old = EditionAddress(was.list, was.edition)
    if old == now:
        return Checked(was, now, was.checksum == checksum, exact=exact)
    classification = decision.code if decision.list == was.list else ""
    goods = Goods(1, question.article, question.text, classification, question.facts)
    return Checked(was, now, False, impact(old, now).judge(goods), exact)


def editions_used(document: Mapping[str, object]) -> tuple[EditionUsed, ...]:
    """The editions a record's document names."""
    rows = document["editions"]
    assert isinstance(rows, list)
    return tuple(EditionUsed(**row) for row in rows)
