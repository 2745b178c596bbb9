"""Which fact answers which question, how a question reads, and what the reason of a verdict says."""

from __future__ import annotations

import pytest

from controllist.assessing.answers import answers
from controllist.assessing.facts import Facts
from controllist.assessing.plan import planner
from controllist.assessing.questions import missing_facts, next_question, over_time
from controllist.assessing.verdict import Assessment, assess, quick_verdict
from controllist.codes import ControlCode
from controllist.errors import MisuseError, NotFoundError
from controllist.model import Basis, Edition, Node, Note, Provision

ENTRY = ControlCode("2B999")


def edition(*lines: str, day: str = "2030-01-01") -> Edition:
    """`2B999 list | presses`, `.a | piston force > 5 N`, `#note | toys`: invented provisions and excluding notes."""
    nodes: list[Node] = []
    for line in lines:
        place, _, words = (part.strip() for part in line.partition("|"))
        label, _, requirement = place.partition(" ")
        if label[0] in ".#":
            code = ControlCode(ENTRY + label)
            if "#note" in label:
                kind = {"includes": "note-includes", "technical": "technical-note"}.get(requirement, "note-excludes")
                nodes.append(Note(code, kind, code.parent, words))  # type: ignore[arg-type]
                continue
            nodes.append(Provision(code, "item", code.parent, words, requirement=requirement or None))  # type: ignore[arg-type]
        else:
            nodes.append(Provision(ControlCode(label), "entry", None, words, requirement=requirement or None))  # type: ignore[arg-type]
    return Edition("eu-dual-use", day, "en", "digest", tuple(nodes))


def asked(found: Assessment) -> dict[str, str]:
    return {m.property: m.question for m in missing_facts(found)}


@pytest.mark.parametrize(
    ("line", "name", "question"),
    [
        ("2B999 | piston force > 5 N", "piston force", "What is the piston force, in N (2B999: “piston force > 5 N”)?"),
        ("2B999 | ≥ 5 stages", "stages", "How many, counted as “stages” (2B999: “≥ 5”)?"),
        (
            "2B999 | stage ratio > 1.5",
            "stage ratio",
            "What is the stage ratio, as a plain number (2B999: “stage ratio > 1.5”)?",
        ),
        (
            "2B999 | inner volume > 5 m^3",
            "inner volume",
            "What is the inner volume, in m³ (2B999: “inner volume > 5 m³”)?",
        ),
        ("2B999 list | presses", "is it", None),
        ("2B999 | lid of glass", "2B999", "Does this describe it: “lid of glass” (2B999)?"),
        (
            "2B999 | presses of glass, piston force > 5 N",
            "2B999",
            "The figures apart, does this describe it: “presses of glass, piston force > 5 N” (2B999)?",
        ),
    ],
)
def test_how_a_question_reads(line: str, name: str, question: str | None) -> None:
    found = asked(assess(edition(line, ".a | made of tin") if "list" in line else edition(line), "2B999"))
    assert name in found
    assert question is None or found[name] == question


def test_the_headings_on_the_way_are_one_question() -> None:
    list_ = edition("2B999 list | presses", ".a list | for juice", ".a.1 | lid of glass")
    found = asked(assess(list_, "2B999.a.1"))
    assert found["is it"] == "Is it one of these: “presses” (2B999), and more exactly “for juice” (2B999.a)?"


def test_what_notes_bring_in_is_told_with_the_question() -> None:
    list_ = edition("2B999 | lid of glass", "#note includes | lids of quartz")
    assert asked(assess(list_, "2B999"))["2B999"].endswith("(2B999)? A note says that this covers lids of quartz.")


def test_what_a_note_leaves_out_is_asked_as_such() -> None:
    list_ = edition("2B999 | lid of glass", "#note | toys")
    assert asked(assess(list_, "2B999"))["2B999#note"] == "Is it what this note leaves out: “toys” (2B999#note)?"


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("presses not specified in 2B998", "Is it specified in 2B998, so that these words leave it out"),
        ("goods specified in 2B998", "Is it specified in 2B998:"),
        ("presses specified in 2B998", "Is what these words name specified in 2B998:"),
        ('"software" for presses specified in 2B998', "Is what these words name specified in 2B998:"),
    ],
)
def test_how_a_reference_is_asked(words: str, question: str) -> None:
    list_ = edition("2B998 | piston force > 5 N", f"2B999 | {words}")
    assert any(q.startswith(question) for q in asked(assess(list_, "2B999")).values())


def test_a_figure_told_too_roughly_is_asked_again() -> None:
    list_ = edition("2B999 | piston force > 5 N")
    question = asked(assess(list_, "2B999", Facts.of({"piston force": "4 to 6 N"})))["piston force"]
    assert question.endswith("(4 to 6 N does not settle > 5 N: a more exact value would decide)")


PRESS = edition(
    "2B999 list | presses",
    ".a | upper piston force > 5 N",
    ".b | lower piston force > 6 N",
    ".c | lid of glass",
    ".d | lid of glass and foot of steel",
    "#note | toys",
)


@pytest.mark.parametrize(
    ("name", "value", "answered"),
    [
        ("upper piston force", "6 N", "figures"),
        ("Is it?", "yes", "lead"),
        ("exclusions", "no", "exclusions"),
        ("exclusion", "no", "exclusions"),
        ("excluded", "no", "exclusions"),
        ("2B999.c", "yes", "stated"),
        ("2b999c", "yes", "stated"),
        ("2B999#note", "no", "stated"),
        ("lid of glass", "yes", "answers"),
        ("foot", "yes", "answers"),
        ("toys", "no", "answers"),
        ("2B998: piston force", "6 N", "scoped"),
        ("material", "tin", "told"),
        ("wavelength", "193 nm", "unused"),
    ],
)
def test_where_a_fact_is_laid(name: str, value: str, answered: str) -> None:
    found = answers(planner(PRESS).plan("2B999"), Facts.of({name: value}))
    laid = [
        f
        for f in ("figures", "answers", "stated", "told", "scoped", "lead", "exclusions", "unused")
        if getattr(found, f)
    ]
    assert laid == [answered]
    assert found.anything is (answered in ("figures", "answers", "stated", "told", "lead"))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "piston force",
            "6 N",
            r"one meaning here, found 'piston force': it may mean upper piston force, lower piston force",
        ),
        ("lid", "yes", r"one meaning here, found 'lid': it may mean 2B999\.c, 2B999\.d"),
        ("is it", "6 N", "expected yes or no for is it, found 6 N"),
        ("exclusions", "6 N", "expected yes or no for exclusions, found 6 N"),
        ("2B999.c", "6 N", "expected yes or no for 2B999.c, found 6 N"),
        ("2B997", "yes", "expected a place this provision asks about, found 2B997"),
        (
            "weather",
            "3 bar",
            "expected a property this provision asks for, such as upper piston force, lower piston force; found",
        ),
        ("weather", "yes", "expected a property this provision asks for"),
        ("upper piston force", "yes", "expected a figure in a unit such as N for upper piston force, found yes"),
        (
            "upper piston force",
            "6 kg",
            r"expected for upper piston force a force in a unit such as N, found 6 kg, a mass",
        ),
        ("upper piston force", "6", "found 6 without a unit"),
    ],
)
def test_a_fact_that_answers_nothing_is_refused_in_a_line(name: str, value: str, expected: str) -> None:
    with pytest.raises(MisuseError, match=expected):
        assess(PRESS, "2B999", Facts.of({name: value}))
    found = assess(PRESS, "2B999", Facts.of({name: value}), strict=False)
    assert found.unused == (name,) or name == "2B997"


def test_a_name_that_has_exactly_the_words_wins_over_longer_ones() -> None:
    found = answers(planner(PRESS).plan("2B999"), Facts.of({"lid of glass": "yes"}))
    assert [key[1] for key in found.answers] == ["2B999.c"]


def test_nothing_to_name_is_told_too() -> None:
    with pytest.raises(
        MisuseError, match=r"a yes or no under a code, or `is it`, since no figure was read .*; found 'weather'"
    ):
        assess(edition("2B999 | lid of glass"), "2B999", Facts.of({"weather": "3 bar"}))


LENGTHS = ["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr"]


def test_no_more_than_eight_names_are_listed() -> None:
    lines = [f".{x} | {word} length > 5 m" for x, word in zip("abcdefghi", LENGTHS, strict=True)]
    with pytest.raises(MisuseError, match=r"such as ab length, .*, op length, …; found"):
        assess(edition("2B999 list | presses", *lines), "2B999", Facts.of({"weather": "3 bar"}))
    with pytest.raises(MisuseError, match=r"such as ab length, .*, op length; found"):
        assess(edition("2B999 list | presses", *lines[:8]), "2B999", Facts.of({"weather": "3 bar"}))
    with pytest.raises(MisuseError, match=r"it may mean ab length, .*, op length$"):
        assess(edition("2B999 list | presses", *lines), "2B999", Facts.of({"length": "3 m"}))


@pytest.mark.parametrize(
    ("told", "verdict", "why"),
    [
        ("6 N", "met", "6 N is > 5 N"),
        ("5 N", "not-met", "5 N is not > 5 N"),
        ("4 to 6 N", "unknown", "4 to 6 N does not settle > 5 N"),
    ],
)
def test_the_reason_of_a_figure(told: str, verdict: str, why: str) -> None:
    found = assess(edition("2B999 | piston force > 5 N"), "2B999", Facts.of({"piston force": told}))
    (step,) = found.root.deciding()
    assert (found.verdict, step.why, step.facts) == (verdict, why, (f"piston force = {told}",))


def test_a_condition_told_otherwise_is_said() -> None:
    found = assess(edition("2B999 | piston force > 5 N at 25 °C"), "2B999", Facts.of({"piston force": "6 N at 90 °C"}))
    (step,) = found.root.deciding()
    assert (step.verdict, step.why) == ("unknown", "told at 90 °C, asked at 25 °C")


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"2B999.a": "yes"}, "unknown"),  # a heading on the way is still to be asked
        ({"2B999.a": "yes", "is it": "yes"}, "unknown"),  # and the exclusion
        ({"2B999.a": "yes", "is it": "yes", "2B999#note": "no"}, "met"),
        ({"2B999.a": "yes", "is it": "yes", "exclusions": "no"}, "met"),
        ({"2B999.a": "yes", "is it": "yes", "exclusions": "yes"}, "not-met"),
        ({"2B999.a": "no"}, "not-met"),
        ({"is it": "no"}, "not-met"),
    ],
)
def test_places_answered_by_their_code(facts: dict[str, str], verdict: str) -> None:
    assert assess(PRESS, "2B999.a", Facts.of(facts)).verdict == verdict


def test_an_answer_and_the_goods_taken_for_granted() -> None:
    list_ = edition("2B999 list | presses", ".a | piston force > 5 N")
    told = Facts.of({"piston force": "6 N"})
    assert assess(list_, "2B999.a", told).verdict == "unknown"
    assert assess(list_, "2B999.a", told, assume_goods=True).verdict == "met"
    assert assess(list_, "2B999.a", told.with_fact(*Facts.of({"is it": "no"})), assume_goods=True).verdict == "not-met"


@pytest.mark.parametrize(
    ("goods", "code", "verdict"),
    [("software", "2B999", "not-met"), ("equipment", "2B999", "unknown"), ("thing", "2B999", "unknown")],
)
def test_the_kind_of_goods_refutes_an_entry_and_proves_none(goods: str, code: str, verdict: str) -> None:
    list_ = edition("2B999 list | presses", ".a | lid of glass")
    assert assess(list_, code, Facts.of({"goods": goods}), strict=False).verdict == verdict


def test_goods_told_by_name_answer_plain_names() -> None:
    list_ = edition("2B999 | presses; mills")
    assert assess(list_, "2B999", Facts.of({"material": "mill"})).verdict == "met"
    assert assess(list_, "2B999", Facts.of({"material": "oven"})).verdict == "unknown"
    with pytest.raises(MisuseError, match="agree"):
        assess(list_, "2B999", Facts.of({"material": "mill", "2B999": "no"}))


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"2B998": "yes"}, "met"),
        ({"2B998": "no"}, "not-met"),
        ({"2B998.a": "yes"}, "met"),  # inside the place
        ({"2B998.a": "no"}, "unknown"),  # a no must cover all of it
        ({"2B998.a": "no", "2B998.b": "no"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_reference_answered_by_code(facts: dict[str, str], verdict: str) -> None:
    list_ = edition("2B998 list | mills", '2B999 | "software" for mills specified in 2B998')
    told = {"2B999": "yes"} if verdict == "met" else {}
    assert assess(list_, "2B999", Facts.of({**facts, **told}), strict=False).verdict == verdict


def test_all_places_of_a_reference_must_be_refused() -> None:
    list_ = edition("2B997 | ovens", "2B998 | mills", '2B999 | "software" for goods specified in 2B997 or 2B998')
    assert assess(list_, "2B999", Facts.of({"2B997": "no"})).verdict == "unknown"
    assert assess(list_, "2B999", Facts.of({"2B997": "no", "2B998": "no"})).verdict == "not-met"


def test_a_chain_of_references_is_followed_four_times() -> None:
    links = [f"2B{n} | mills not specified in 2B{n + 1}" for n in range(990, 995)]
    list_ = edition(*links, "2B995 | side length > 5 mm")
    verdicts = [assess(list_, f"2B{n}", Facts.of({"side length": "6 mm", "material": "mill"}), strict=False).verdict
                for n in range(990, 996)]  # fmt: skip
    assert verdicts[-1] == "met"
    assert verdicts[-2] == "not-met"


@pytest.mark.parametrize(
    ("grade", "basis"), [("checked", "checked"), ("secondary", "secondary"), ("inferred", "inferred")]
)
def test_the_basis_of_a_verdict_is_that_of_its_words(grade: str, basis: str) -> None:
    node = Provision(ENTRY, "entry", None, "piston force > 5 N", Basis(grade, "a source", "why"))  # type: ignore[arg-type]
    list_ = Edition("eu-dual-use", "2030-01-01", "en", "digest", (node,))
    assert assess(list_, "2B999", Facts.of({"piston force": "6 N"})).basis == basis


def test_a_note_is_no_provision_to_assess() -> None:
    with pytest.raises(NotFoundError, match="is a note or a definition"):
        assess(PRESS, "2B999#note")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"upper piston force": "6 N"}, ("unknown", ("2B999#note",))),
        ({"upper piston force": "6 N", "exclusions": "no"}, ("met", ())),
        ({"weather": "3 bar"}, ("not-assessed", ())),
        ({"2B999.a": "yes", "upper piston force": "4 N"}, ("unknown", ())),  # facts that contradict settle nothing
    ],
)
def test_the_quick_verdict_names_what_is_missing(facts: dict[str, str], told: tuple[str, tuple[str, ...]]) -> None:
    assert quick_verdict(PRESS, "2B999.a", facts) == told


def test_the_questions_that_settle_most() -> None:
    """A force that two items need comes before a lid that one needs; passed over, it comes no more."""
    list_ = edition(
        "2B999 list | presses", ".a | lid of glass", ".b | piston force > 5 N and foot of steel",
        ".c | piston force > 6 N and arm of brass",
    )  # fmt: skip
    found = assess(list_, "2B999", Facts.of({"is it": "yes"}))
    first = next_question(found)
    assert first is not None
    assert first.property == "2B999.a"  # a yes ends it at once
    denied = assess(list_, "2B999", Facts.of({"is it": "yes", "2B999.a": "no"}))
    question = next_question(denied)
    assert question is not None
    assert question.property == "piston force"
    after = next_question(denied, [question.key])
    assert after is not None
    assert after.property in ("2B999.b", "2B999.c")


def test_what_over_time_says_is_missing() -> None:
    words = [f".{x} | {word} length > 5 m" for x, word in zip("abcdefghi", LENGTHS, strict=True)]
    (all_,) = over_time([edition("2B999 all | presses", *words)], "2B999", Facts.of({"is it": "yes"}))
    assert all_.why == "missing: ab length, cd length, ef length, gh length and 5 more"
    (four,) = over_time([edition("2B999 all | presses", *words[:4])], "2B999", Facts.of({"is it": "yes"}))
    assert four.why == "missing: ab length, cd length, ef length, gh length"
    (met,) = over_time(
        [edition("2B999 all | presses", *words[:1])], "2B999", Facts.of({"is it": "yes", "ab length": "6 m"})
    )
    assert (met.verdict, met.why) == ("met", "6 m is > 5 m")
    (no,) = over_time([edition("2B999 all | presses", *words[:1])], "2B999", Facts.of({"is it": "no"}))
    assert (no.verdict, no.why) == ("not-met", "by the answers given")


def test_a_name_that_one_edition_knows_is_enough() -> None:
    old, new = edition("2B999 | stroke length > 5 m"), edition("2B999 | piston force > 5 N", day="2031-01-01")
    found = over_time([old, new], "2B999", Facts.of({"piston force": "6 N"}))
    assert [m.verdict for m in found] == ["unknown", "met"]
    gone = edition("2B998 | ovens", day="2032-01-01")
    assert over_time([gone, new], "2B999", Facts.of({"piston force": "6 N"}))[0].verdict == "not in the list"
    with pytest.raises(MisuseError):
        over_time([gone, old], "2B999", Facts.of({"piston force": "6 N"}))


def test_what_a_figure_can_be_computed_from_is_told() -> None:
    question = asked(assess(edition("2B999 | energy density > 350 Wh/kg"), "2B999"))["energy density"]
    assert question.endswith("It can be computed from nominal capacity, nominal voltage and mass.")
    question = asked(assess(edition("2B999 | average output power > 5 kW"), "2B999"))["average output power"]
    assert question.endswith("It can be computed from pulse energy and pulse repetition rate.")
    found = assess(
        edition("2B999 | average output power > 5 W"),
        "2B999",
        Facts.of({"pulse energy": "1 mJ", "pulse repetition rate": "30 kHz"}),
    )
    (step,) = found.root.deciding()
    assert (step.verdict, step.facts) == ("met", ("pulse energy = 1 mJ", "pulse repetition rate = 30 kHz"))


def test_a_told_figure_and_a_computed_one_must_agree() -> None:
    list_ = edition("2B999 | average output power > 5 W")
    parts = {"pulse energy": "1 mJ", "pulse repetition rate": "30 kHz"}
    with pytest.raises(MisuseError, match=r"expected one value for average output power, found 30 W and 4 W"):
        assess(list_, "2B999", Facts.of({**parts, "average output power": "4 W"}))
    assert assess(list_, "2B999", Facts.of({**parts, "average output power": "40 W"})).verdict == "met"
    assert assess(list_, "2B999", Facts.of({**parts, "average output power": "4 to 40 W"})).verdict == "met"


def test_the_middle_of_a_gap_counts_among_the_answers() -> None:
    """A width between the bounds settles both items, one beyond either bound leaves a lid to ask for."""
    list_ = edition(
        "2B999 list | presses", ".a | bore width < 5 m and lid of glass", ".b | bore width > 9 m and lid of brass",
        ".c | foot of steel",
    )  # fmt: skip
    found = assess(list_, "2B999", Facts.of({"is it": "yes", "2B999.c": "no"}))
    question = next_question(found)
    assert question is not None
    assert question.property == "bore width"


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("6 N at 25 °C", "met"),
        ("6 N at 25 °C in air", "met"),  # told more exactly
        ("6 N at 30 °C", "unknown"),
        ("6 N measured at 25 °C", "met"),
    ],
)
def test_a_condition_told_more_or_less_exactly(told: str, verdict: str) -> None:
    assert (
        assess(edition("2B999 | piston force > 5 N at 25 °C"), "2B999", Facts.of({"piston force": told})).verdict
        == verdict
    )


def test_one_place_of_several_is_enough_for_a_reference() -> None:
    """Nothing is told of the first place; what is told of the second one settles it."""
    list_ = edition(
        "2B997 | ovens", "2B998 | piston force > 5 N", '2B999 | "software" for goods specified in 2B997 or 2B998'
    )
    for told, verdict in (("6 N", "met"), ("4 N", "unknown")):
        found = assess(list_, "2B999", Facts.of({"2B998: piston force": told}))
        assert [s.verdict for s in found.root.leaves() if s.kind == "reference"] == [verdict]
