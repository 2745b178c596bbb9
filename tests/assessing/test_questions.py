"""Questions: every provision of every shipped edition asks readable ones, and the deciding one comes first."""

from __future__ import annotations

import re

import pytest

from controllist import catalogue
from controllist.assessing.facts import Facts
from controllist.assessing.interview import Interview
from controllist.assessing.questions import answer, missing_facts, next_question
from controllist.assessing.verdict import assess
from controllist.codes import ControlCode
from controllist.errors import MisuseError
from controllist.model import Edition, Provision

EDITIONS = [str(a) for name in catalogue.LISTS for a in catalogue.editions(name)]


@pytest.mark.parametrize("address", EDITIONS)
def test_every_provision_asks(address: str) -> None:
    """No crash, none empty, none twice, and only a place not used or not seen asks nothing."""
    edition = catalogue.load(address)
    for provision in edition.provisions:
        if provision.kind in ("category", "group"):
            continue
        found = assess(edition, provision.code)
        questions = [m.question for m in missing_facts(found)]
        assert len(questions) == len(set(questions)), f"{provision.code} asks twice"
        for question in questions:
            assert re.fullmatch(r"(?:Is|Does|What|How|The) .*\w.*[?.)]", question), f"{provision.code}: {question}"
            assert "“”" not in question, f"{provision.code} asks about nothing"
        settled = found.verdict == "not-met" or any(s.kind == "unseen" for s in found.root.leaves())
        assert questions or settled, f"{provision.code} is open and asks nothing"


def press() -> Edition:
    """A list where one figure decides two of three items."""
    entry = Provision(ControlCode("2B999"), "entry", None, "presses", requirement="list")
    items = [
        Provision(ControlCode("2B999.a"), "item", entry.code, "piston force > 5 N and side length > 9 mm"),
        Provision(ControlCode("2B999.b"), "item", entry.code, "piston force > 5 N and lid of glass"),
        Provision(ControlCode("2B999.c"), "item", entry.code, "foot of steel"),
    ]
    return Edition("eu-dual-use", "2030-01-01", "en", "digest", (entry, *items))


def test_the_question_that_settles_most_comes_first() -> None:
    """The goods come first: a no ends it. Then the force, which two items need."""
    edition = press()
    first = next_question(assess(edition, "2B999"))
    assert first is not None
    assert first.property == "is it"
    second = next_question(assess(edition, "2B999", Facts.of({"is it": "yes"})))
    assert second is not None
    assert second.property == "piston force"


def test_passed_over_questions_do_not_come_back() -> None:
    assessment = assess(press(), "2B999", Facts.of({"is it": "yes"}))
    seen = []
    while (question := next_question(assessment, seen)) is not None:
        seen.append(question.key)
    assert len(seen) == len(missing_facts(assessment)) == 4


def test_a_straddling_figure_asks_for_a_more_exact_one() -> None:
    assessment = assess(press(), "2B999.a", Facts.of({"is it": "yes", "side length": "10 mm", "piston force": "4-6 N"}))
    question = next_question(assessment)
    assert question is not None
    assert question.property == "piston force"
    assert "more exact" in question.question


def test_a_computed_figure_says_what_it_can_be_computed_from() -> None:
    found = assess(catalogue.load("eu-dual-use@2025-11-15"), "3B501.f.1.b", Facts.of({"wavelength": "193 nm"}))
    size = next(m for m in missing_facts(found) if m.property == "minimum resolvable feature size")
    assert size.unit == "nm"
    assert size.computed_from == ("wavelength", "numerical aperture")


def test_the_interview() -> None:
    walk = Interview.begin(assess(press(), "2B999.a"))
    assert walk.question is not None
    walk = walk.reply("yes")
    before = walk
    walk = walk.reply("6")  # a bare number has the unit that was asked for
    assert walk.assessment.facts.get("piston force") is not None
    assert walk.reply("back") == before
    walk = walk.reply("don't know")
    assert walk.question is None
    assert walk.assessment.verdict == "unknown"
    assert before.reply("5 N").assessment.verdict == "not-met"


@pytest.mark.parametrize("reply", ["red", "6 kg", "yes"])
def test_an_answer_that_does_not_fit_is_refused(reply: str) -> None:
    assessment = assess(press(), "2B999.a", Facts.of({"is it": "yes"}))
    question = next_question(assessment)
    assert question is not None
    assert question.answer == "figure"
    with pytest.raises(MisuseError):
        Interview.begin(assessment).reply(reply)


def test_answers_become_facts() -> None:
    assessment = assess(press(), "2B999.b", Facts.of({"is it": "yes"}))
    question = next(m for m in missing_facts(assessment) if m.answer == "yes or no")
    facts = answer(assessment, question, "no")
    assert assess(assessment.edition, "2B999.b", facts).verdict == "not-met"
