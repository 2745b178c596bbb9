"""Facts against a provision, in every list that has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from controllist.assessing.facts import Facts
from controllist.assessing.questions import next_question
from controllist.assessing.results import Assessment
from controllist.assessing.verdict import assess
from controllist.codes import ControlCode
from controllist.errors import MisuseError
from controllist.model import Edition, Provision
from controllist.rendering.verdicts import assessment_result, missing_result
from controllist.services.choosing import Answering, absent, answering, found_code


@frozen
class Assessed:
    """An assessment for each list that has the provision; `refused` says why one could not take the facts."""

    answer: Answering
    assessments: tuple[Assessment, ...]
    refused: tuple[str, ...] = ()


def assess_code(
    code: ControlCode,
    facts: Facts,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    edition: Edition | None = None,
    *,
    assume_goods: bool = False,
    keep: bool = False,
) -> Assessed:
    """The verdict on the provision in each list that has it; a name of a fact must fit in one of them.

    `keep` keeps the editions for further questions. Raises `NotFoundError` where no list has the code, `MisuseError`
    for a code of no provision and where the facts fit nowhere.

    >>> found = assess_code(ControlCode("3B501.f.1.b.3"), Facts.of({"overlay": "1.6 nm"}))
    >>> [a.verdict for a in found.assessments]
    ['not-met']
    """
    answer = _having(code, lists, as_of, edition, keep)
    places = [(e, at) for e in answer.editions if (at := found_code(e, code)) is not None]
    if not places:
        raise absent(code, answer.editions)
    found: list[Assessment] = []
    refused: list[MisuseError] = []
    for one, at in places:
        if not isinstance(one[at], Provision):
            raise MisuseError(f"expected a provision to assess, found {at}, a {one[at].kind}", code=at)
        try:
            found.append(assess(one, at, facts, assume_goods=assume_goods))
        except MisuseError as error:
            refused.append(error)
    if not found:
        raise refused[0]
    return Assessed(answer, tuple(found), tuple(error.message for error in refused))


def _having(
    code: ControlCode, lists: Sequence[str] | None, as_of: str | None, edition: Edition | None, keep: bool
) -> Answering:
    """The editions that answer; those of other lists, and what is said of them, are left out."""
    answer = answering(lists, as_of, edition, keep=keep)
    names = [e.list for e in answer.editions if found_code(e, code) is not None]
    if edition is not None or not 0 < len(names) < len(answer.editions):
        return answer
    return answering(names, as_of, keep=keep)


def assess_result(assessments: Sequence[Assessment], answer: Answering) -> dict[str, Any]:
    """The JSON keys of `assess`: the first list's answer, and those of others beside it.

    `next` is the fact to ask for now, the one that settles most; None where nothing is left to ask.
    """
    results = []
    for one in assessments:
        question = next_question(one)
        asked = None if question is None else missing_result(question)
        results.append({**assessment_result(one, answer.as_of, answer.exact, answer.cautions), "next": asked})
    return {**results[0], **({"others": results[1:]} if len(results) > 1 else {})}
