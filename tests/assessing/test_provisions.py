"""What is read from a provision: figures that can be trusted, words that stay questions, notes, references, parts."""

from __future__ import annotations

import pytest

from controllist import store
from controllist.assessing.facts import Facts
from controllist.assessing.plan import Figure, Words, leaves, planner
from controllist.assessing.questions import missing_facts
from controllist.assessing.verdict import assess, quick_verdict
from controllist.codes import ControlCode
from controllist.errors import MisuseError, NotFoundError
from controllist.model import Basis, Edition, Node, Note, Provision, Requirement

ENTRY = ControlCode("2B999")


def edition(*nodes: Node) -> Edition:
    return Edition("eu-dual-use", "2030-01-01", "en", "digest", nodes)


def entry(words: str, requirement: Requirement | None = None) -> Provision:
    return Provision(ENTRY, "entry", None, words, requirement=requirement)


def item(label: str, words: str, requirement: Requirement | None = None) -> Provision:
    code = ControlCode(f"2B999.{label}")
    return Provision(code, "item", code.parent, words, requirement=requirement)


def verdict(words: str, **facts: str) -> str:
    """The verdict on an entry of these words alone; `_` in a name stands for a blank."""
    told = {name.replace("_", " "): value for name, value in facts.items()}
    return assess(edition(entry(words)), "2B999", Facts.of(told), strict=False).verdict


# --- figures that can be trusted ---


def test_or_between_two_properties() -> None:
    words = "stroke length > 9 mm or piston force > 5 N"
    assert verdict(words, stroke_length="10 mm") == "met"
    assert verdict(words, stroke_length="9 mm") == "unknown"
    assert verdict(words, stroke_length="9 mm", piston_force="5 N") == "not-met"


def test_and_between_two_properties() -> None:
    words = "stroke length > 9 mm and piston force > 5 N"
    assert verdict(words, stroke_length="10 mm") == "unknown"
    assert verdict(words, stroke_length="9 mm") == "not-met"


def test_two_bounds_for_different_goods_are_not_one_condition() -> None:
    """A calibre of 15 mm fails the second bound, which speaks of other weapons: not met would be wrong."""
    words = "smooth weapons of bore width < 20 mm; other weapons of bore width ≤ 12 mm"
    assert verdict(words, bore_width="15 mm") == "unknown"
    assert verdict(words, bore_width="25 mm") == "not-met"
    assert verdict(words, bore_width="10 mm") == "unknown"  # the kind of goods is still a question


def test_an_exception_behind_a_figure_is_no_bound() -> None:
    """An engine of 500 N is above 400 N; that others above 900 N are left out must not make it fail."""
    words = "peak thrust > 400 N; engines with a civil certificate and peak thrust > 900 N are excluded"
    assert verdict(words, peak_thrust="500 N") == "unknown"


@pytest.mark.parametrize(
    "words",
    ["no side length > 30 cm", "other than shafts of side length > 30 cm", "side length outside 20 cm to 30 cm"],
)
def test_a_negation_before_a_figure_keeps_the_words_whole(words: str) -> None:
    assert verdict(words, side_length="40 cm") == "unknown"
    assert verdict(words, side_length="10 cm") == "unknown"


def test_with_or_without_is_no_negation() -> None:
    words = "vessels, with or without stirrers, inner volume > 2 m³"
    assert verdict(words, inner_volume="1 m³") == "not-met"
    assert verdict(words, inner_volume="3 m³") == "unknown"


def test_either_side_of_a_range() -> None:
    words = "rated for operation when the wall temperature is < 228 K (−45 °C) or > 358 K (85 °C)"
    assert verdict(words, wall_temperature="200 K") == "met"
    assert verdict(words, wall_temperature="300 K") == "not-met"


def test_words_beside_a_figure_are_asked_too() -> None:
    """The figure alone is not enough where the text says what it is for."""
    words = "for oxygen implant into a heated disc: beam energy ≥ 65 keV"
    assert verdict(words, beam_energy="70 keV") == "unknown"
    assert verdict(words, beam_energy="60 keV") == "not-met"


def test_the_laws_second_unit_at_its_rounding() -> None:
    """563 K and 290 °C are not the same; between them the law says both."""
    words = "softening point > 563 K (290 °C)"
    assert verdict(words, softening_point="290 °C") == "unknown"
    assert verdict(words, softening_point="291 °C") == "met"
    assert verdict(words, softening_point="563 K") == "not-met"


def test_a_condition_that_differs_leaves_it_open() -> None:
    words = "sheet resistance > 10 ohm at 20 °C"
    list_ = edition(entry(words))
    figure = next(x for x in leaves(planner(list_).plan("2B999").root) if isinstance(x, Figure))
    assert "20 °C" in figure.threshold.condition
    assert verdict(words, sheet_resistance="11 ohm at 100 °C") == "unknown"
    assert verdict(words, sheet_resistance="11 ohm at 20 °C") == "met"


# --- structure ---


def test_any_in_all() -> None:
    list_ = edition(
        entry("presses", "all"),
        item("a", "side length > 9 mm"),
        item("b", "", "any"),
        item("b.1", "piston force > 5 N"),
        item("b.2", "made of glass"),
    )
    told = {"is it": "yes", "side length": "10 mm"}
    assert assess(list_, "2B999", Facts.of({**told, "piston force": "6 N"})).verdict == "met"
    assert assess(list_, "2B999", Facts.of({**told, "piston force": "5 N"})).verdict == "unknown"
    assert assess(list_, "2B999", Facts.of({**told, "piston force": "5 N", "2B999.b.2": "no"})).verdict == "not-met"


def test_two_of_these_is_neither_all_nor_any() -> None:
    list_ = edition(entry("≥ 2 of these", "any"), item("a", "lid of glass"), item("b", "foot of steel"))
    one = {"2B999.a": "yes", "2B999.b": "no"}
    assert assess(list_, "2B999", Facts.of(one)).verdict == "unknown"
    assert assess(list_, "2B999", Facts.of({"2B999.a": "no", "2B999.b": "no"})).verdict == "not-met"


def test_a_place_not_used_asks_nothing() -> None:
    list_ = edition(Provision(ENTRY, "entry", status="not used"))
    found = assess(list_, "2B999")
    assert found.verdict == "not-met"
    assert missing_facts(found) == ()


def test_a_text_not_seen_stays_unknown_and_says_so() -> None:
    part = Provision(ControlCode("2B999#part.1"), "part", ENTRY, "the rest", Basis("unknown", "annex not seen"))
    found = assess(edition(entry("ovens", "all"), part), "2B999", Facts.of({"2B999": "yes", "is it": "yes"}))
    assert found.verdict == "unknown"
    assert found.basis == "unknown"
    assert any("has not been seen" in c for c in found.cautions)


def test_the_answer_carries_the_worst_basis_it_rests_on() -> None:
    guess = Provision(ControlCode("2B999.a"), "item", ENTRY, "piston force > 5 N", Basis("inferred", "x", "y"))
    list_ = edition(entry("presses", "all"), guess, item("b", "side length > 9 mm"))
    assert assess(list_, "2B999", Facts.of({"side length": "1 mm"})).basis == "checked"
    assert assess(list_, "2B999", Facts.of({"piston force": "1 N"})).basis == "inferred"


# --- notes ---


def note(words: str, kind: str = "note-excludes", label: str = "", about: tuple[str, ...] = ()) -> Note:
    code = ControlCode(f"2B999#note{label}")
    parent = ControlCode("2B999#note") if label else ENTRY
    return Note(code, kind, parent, words, about=tuple(ControlCode(a) for a in about))  # type: ignore[arg-type]


def test_an_exclusion_counts_where_it_speaks_not_where_it_stands() -> None:
    list_ = edition(
        entry("presses", "list"), item("a", "side length > 9 mm"), item("b", "side length > 5 mm"),
        note("toy presses", about=("2B999.a",)),
    )  # fmt: skip
    told = {"is it": "yes", "side length": "10 mm"}
    assert assess(list_, "2B999.b", Facts.of(told)).verdict == "met"
    assert assess(list_, "2B999.a", Facts.of(told)).verdict == "unknown"
    assert assess(list_, "2B999.a", Facts.of({**told, "2B999#note": "no"})).verdict == "met"
    assert assess(list_, "2B999.a", Facts.of({**told, "toy presses": "yes"})).verdict == "not-met"


def test_items_of_an_exclusion_that_must_all_hold() -> None:
    list_ = edition(
        entry("side length > 9 mm"),
        note("presses that meet both items below"),
        note("piston force ≤ 5 N", label=".a"),
        note("made of wood", label=".b"),
    )
    told = {"side length": "10 mm"}
    assert assess(list_, "2B999", Facts.of({**told, "piston force": "6 N"})).verdict == "met"
    assert assess(list_, "2B999", Facts.of({**told, "piston force": "5 N"})).verdict == "unknown"
    every = {"piston force": "5 N", "2B999#note.b": "yes"}
    assert assess(list_, "2B999", Facts.of({**told, **every})).verdict == "unknown"  # is it a press at all?
    assert assess(list_, "2B999", Facts.of({**told, **every, "2B999#note": "yes"})).verdict == "not-met"


def test_one_word_answers_all_exclusions() -> None:
    list_ = edition(entry("side length > 9 mm"), note("toys"))
    assert assess(list_, "2B999", Facts.of({"side length": "10 mm", "exclusions": "no"})).verdict == "met"


def test_an_including_note_is_told_with_the_question() -> None:
    list_ = edition(entry("presses", "list"), item("a", "with a glass lid"), note("juicers", "note-includes"))
    questions = [m.question for m in missing_facts(assess(list_, "2B999"))]
    assert any("juicers" in q for q in questions)


# --- references ---


def referring(words: str) -> Edition:
    other = Provision(ControlCode("2B998"), "entry", None, "piston force > 5 N")
    return edition(other, entry(words))


def test_not_specified_there_is_followed_with_the_same_facts() -> None:
    list_ = referring("side length > 9 mm, not specified in 2B998")
    told = {"side length": "10 mm"}
    assert assess(list_, "2B999", Facts.of({**told, "piston force": "4 N"}), strict=False).verdict == "met"
    assert assess(list_, "2B999", Facts.of({**told, "piston force": "6 N"}), strict=False).verdict == "not-met"
    assert assess(list_, "2B999", Facts.of(told)).verdict == "unknown"
    assert assess(list_, "2B999", Facts.of({**told, "2B998": "no"})).verdict == "met"


def test_other_goods_specified_there_are_a_question_of_their_own() -> None:
    """The software has no piston force: facts of the goods say nothing of what they are for, unless told for there."""
    list_ = referring('"software" for the "use" of equipment specified in 2B998')
    yes = {"2B999": "yes"}
    assert assess(list_, "2B999", Facts.of({"piston force": "6 N"}), strict=False).verdict == "unknown"
    assert assess(list_, "2B999", Facts.of({"2B998: piston force": "4 N"})).verdict == "not-met"
    assert assess(list_, "2B999", Facts.of(yes)).verdict == "met"


def test_two_provisions_that_name_each_other_end() -> None:
    one = Provision(ControlCode("2B998"), "entry", None, "side length > 5 mm, not specified in 2B999")
    list_ = edition(one, entry("side length > 9 mm, not specified in 2B998"))
    assert assess(list_, "2B999", Facts.of({"side length": "10 mm"})).verdict == "unknown"


# --- names ---


def test_an_ambiguous_name_lists_what_it_may_mean() -> None:
    list_ = edition(
        entry("presses", "all"), item("a", "upper piston force > 5 N"), item("b", "lower piston force > 5 N")
    )
    with pytest.raises(MisuseError, match=r"upper piston force.*lower piston force"):
        assess(list_, "2B999", Facts.of({"piston force": "6 N"}))


def test_an_unknown_name_lists_what_is_asked() -> None:
    with pytest.raises(MisuseError, match="piston force"):
        assess(edition(entry("piston force > 5 N")), "2B999", Facts.of({"weather": "3 bar"}))


def test_a_wrong_dimension_says_both_kinds() -> None:
    with pytest.raises(MisuseError, match=r"force.*mass"):
        assess(edition(entry("piston force > 5 N")), "2B999", Facts.of({"piston force": "6 kg"}))


def test_a_bare_number_is_no_per_cent() -> None:
    with pytest.raises(MisuseError, match="without a unit"):
        assess(edition(entry("silver content > 99 %")), "2B999", Facts.of({"silver content": "99.5"}))


def test_a_known_property_that_is_not_asked_for_is_told() -> None:
    found = assess(edition(entry("piston force > 5 N")), "2B999", Facts.of({"wavelength": "193 nm"}))
    assert found.unused == ("wavelength",)


def test_an_unknown_place() -> None:
    with pytest.raises(NotFoundError):
        assess(edition(entry("presses")), "2B997")


def test_yes_and_a_failing_figure_contradict() -> None:
    with pytest.raises(MisuseError, match="agree"):
        assess(edition(entry("piston force > 5 N")), "2B999", Facts.of({"2B999": "yes", "piston force": "4 N"}))


# --- the quick verdict ---


def test_the_quick_verdict_assumes_the_goods_and_nothing_else() -> None:
    list_ = edition(entry("presses", "list"), item("a", "side length > 9 mm"))
    assert quick_verdict(list_, "2B999", {"side length": "10 mm"}) == ("met", ())
    assert quick_verdict(list_, "2B999", {"side length": "9 mm"}) == ("not-met", ())
    assert quick_verdict(list_, "2B999", {"weather": "3 bar"}) == ("not-assessed", ())
    assert quick_verdict(edition(entry("EUV pellicles")), "2B999", {"side length": "9 mm"}) == ("not-assessed", ())


def test_the_dutch_scanner_before_and_after_the_extension() -> None:
    """193 nm is not below 193 nm and 1.6 nm not within 1.50 nm; from 7 September 2024 the feature size decides."""
    facts = {"wavelength": "193 nm", "overlay": "1.6 nm"}
    before, after = (store.load(f"nl-semicon@{day}") for day in ("2023-09-01", "2024-09-07"))
    assert quick_verdict(before, "3B001.f.4", facts) == ("not-met", ())
    assert quick_verdict(after, "3B001.f.4", facts) == ("unknown", ("minimum resolvable feature size",))
    assert quick_verdict(after, "3B001.f.4", {**facts, "NA": "1.35"}) == ("met", ())
    assert assess(after, "3B001.f.4", Facts.of(facts)).basis == "inferred"


def test_words_in_a_plan_are_asked_once() -> None:
    plan = planner(store.load("eu-dual-use@2025-11-15")).plan("3B501")
    keys = [leaf.key for leaf in leaves(plan.root) if isinstance(leaf, Words) and not leaf.lead]
    assert len(keys) == len(set(keys))
