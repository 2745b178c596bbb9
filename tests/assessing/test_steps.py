"""What the steps of a verdict tell: how the checks below combine, by which answer a step is settled, and why."""

from __future__ import annotations

import pytest

from controllist.assessing.facts import Facts
from controllist.assessing.plan import leaves, planner
from controllist.assessing.verdict import AS_A_WHOLE, Assessment, Step, assess
from controllist.codes import ControlCode
from controllist.errors import MisuseError
from controllist.model import Edition, Node, Note, Provision

ENTRY = ControlCode("2B999")


def edition(words: str, requirement: str | None = None, *items: Node) -> Edition:
    top = Provision(ENTRY, "entry", None, words, requirement=requirement)  # type: ignore[arg-type]
    return Edition("eu-dual-use", "2030-01-01", "en", "digest", (top, *items))


def item(label: str, words: str, **fields: object) -> Provision:
    return Provision(ControlCode(f"2B999.{label}"), "item", ENTRY, words, **fields)  # type: ignore[arg-type]


def steps(found: Assessment) -> list[Step]:
    """All steps, from the top down."""
    walked: list[Step] = []
    waiting = [found.root]
    while waiting:
        walked.append(waiting.pop())
        waiting += walked[-1].steps[::-1]
    return walked


LID, FOOT = item("a", "lid of glass"), item("b", "foot of steel")


@pytest.mark.parametrize(
    ("requirement", "told"), [("list", "list"), ("any", "any"), ("all", "all"), (None, "cautious")]
)
def test_a_step_tells_how_the_items_of_its_place_combine(requirement: str | None, told: str) -> None:
    found = assess(edition("presses", requirement, LID, FOOT), "2B999")
    assert [s.requirement for s in steps(found) if s.kind == "items"] == [told]
    assert {s.requirement for s in steps(found) if s.kind in ("assessment", "provision")} == {"all"}
    assert {s.requirement for s in steps(found) if not s.steps} == {""}


def test_a_place_not_used_is_told_where_one_of_several_is_enough() -> None:
    empty = item("b", "", status="not used")
    for requirement, kinds in (("any", ["words", "not used"]), ("list", ["words", "not used"]), ("all", ["words"])):
        found = assess(edition("presses", requirement, LID, empty), "2B999")
        (items,) = [s for s in steps(found) if s.kind == "items"]
        assert [s.kind for s in items.steps] == kinds


def test_a_place_not_used_is_none_of_the_two_that_are_asked() -> None:
    """Of the items one is met and one empty: where two must be met that is not enough."""
    empty = item("b", "", status="not used")
    told = Facts.of({"is it": "yes", "2B999.a": "yes"})
    assert assess(edition("presses with ≥ 2 of these", "any", LID, empty), "2B999", told).verdict == "unknown"
    both = Facts.of({"is it": "yes", "2B999.a": "yes", "2B999.b": "yes"})
    assert assess(edition("presses with ≥ 2 of these", "any", LID, FOOT), "2B999", both).verdict == "met"


@pytest.mark.parametrize(
    ("name", "value", "verdict", "why"),
    [
        ("material", "copper", "met", "named in these words"),
        ("goods", "software", "not-met", "2B999 is about hardware"),
        ("2B999", "yes", "met", "answered"),
        ("2B999", "no", "not-met", "answered"),
        ("material", "wood", "unknown", "not answered"),
    ],
)
def test_why_words_are_met_or_not(name: str, value: str, verdict: str, why: str) -> None:
    told = Facts.of({name: value})
    found = assess(edition("copper"), "2B999", told, strict=False)
    (step,) = [s for s in steps(found) if s.kind in ("words", "lead")]
    assert (step.verdict, step.why) == (verdict, why)
    assert step.facts == ((f"{name} = {value}",) if verdict != "unknown" else ())


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"2B999": "yes"}, "answered"),
        ({"2B999": "yes", "piston force": "4 to 6 N"}, "answered"),  # which settled nothing
        ({"2B999": "yes", "piston force": "6 N"}, "6 N is > 5 N"),  # the figure says so itself
        ({}, "not known"),
    ],
)
def test_why_a_figure_is_met_that_was_answered_by_its_code(facts: dict[str, str], why: str) -> None:
    (step,) = [s for s in steps(assess(edition("piston force > 5 N"), "2B999", Facts.of(facts))) if s.kind == "figure"]
    assert (step.verdict, step.why) == ("met" if facts else "unknown", why)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"2B999": "yes", "bore width": "10 mm"}, "met"),  # by the other alternative then
        ({"2B999": "yes"}, "met"),
        ({"2B999": "no"}, "not-met"),
        ({"bore width": "10 mm"}, "unknown"),
    ],
)
def test_a_yes_to_the_whole_answers_alternatives_that_are_all_it_says(facts: dict[str, str], verdict: str) -> None:
    found = assess(edition("bore width > 20 mm or pipe length > 5 m"), "2B999", Facts.of(facts))
    assert found.verdict == verdict
    assert any(s.why == AS_A_WHOLE for s in steps(found)) is ("2B999" in facts)


def test_what_explains_an_exclusion_is_no_item_of_it() -> None:
    """A note on the note; to its words nobody need say yes or no."""
    note = Note(ControlCode("2B999#note"), "note-excludes", ENTRY, "toys")
    more = [
        Note(ControlCode("2B999#note#note.1"), "note", note.code, "toys are made for children"),
        Note(ControlCode("2B999#note#technical-note"), "technical-note", note.code, "toy: a plaything"),
        Note(ControlCode("2B999#note#see-also"), "see-also", note.code, "2B998"),
    ]
    told = Facts.of({"2B999.a": "yes", "is it": "yes", "2B999#note": "no"})
    for explaining in ([], *([n] for n in more), more):
        list_ = edition("presses", "list", LID, note, *explaining)
        assert assess(list_, "2B999.a", told).verdict == "met"
        (exclusion,) = [c for c in planner(list_).plan("2B999.a").root.checks if c.code == note.code]
        assert [getattr(leaf, "words", "") for leaf in leaves(exclusion)] == ["toys"]


CONDITION = "output power > 5 kW at 25 °C and 1 bar"


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("6 kW at 25 °C and 1 bar", "met"),
        ("6 kW at 25 °C", "met"),  # part of what is asked
        ("6 kW", "met"),
        ("6 kW at 25 °C and 1 bar in air", "met"),  # and more than that
        ("6 kW at 90 °C and 1 bar", "unknown"),
    ],
)
def test_a_condition_told_in_part_is_taken_for_the_one_asked(told: str, verdict: str) -> None:
    found = assess(edition(CONDITION), "2B999", Facts.of({"output power": told}))
    assert found.verdict == verdict


def test_a_figure_of_another_kind_is_refused_with_the_unit_that_is_asked_first() -> None:
    list_ = edition("presses", "list", item("a", "piston force > 5 N"), item("b", "piston force > 1 kN"))
    with pytest.raises(MisuseError, match=r"a force in a unit such as N, found 6 kg, a mass"):
        assess(list_, "2B999", Facts.of({"piston force": "6 kg"}))
