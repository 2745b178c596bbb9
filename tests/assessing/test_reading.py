"""What is read from words before any fact is held against them: references, alternatives, names, the three values."""

from __future__ import annotations

import pytest

from controllist.assessing.answers import goods_class, group_class, names_it
from controllist.assessing.facts import property_key, words_of
from controllist.assessing.logic import agreed, every, negated, some
from controllist.assessing.wording import (
    conditions_told,
    exclude_each_other,
    goods_that_come_with,
    leftover,
    levelled,
    one_alternative_only,
    only_reference,
    readable_figures,
    within,
)
from controllist.language.references import read_references
from controllist.language.thresholds import read_thresholds

M, N, U = "met", "not-met", "unknown"


@pytest.mark.parametrize(
    ("verdicts", "all_of", "any_of", "both_readings"),
    [
        ([], M, N, U),
        ([M], M, M, M),
        ([N], N, N, N),
        ([U], U, U, U),
        ([M, M], M, M, M),
        ([M, N], N, M, U),
        ([N, M], N, M, U),
        ([N, N], N, N, N),
        ([M, U], U, M, U),
        ([U, M], U, M, U),
        ([N, U], N, U, U),
        ([U, N], N, U, U),
        ([U, M, N], N, M, U),
        ([U, U, M], U, M, U),
        ([U, U, N], N, U, U),
    ],
)
def test_three_values(verdicts: list[str], all_of: str, any_of: str, both_readings: str) -> None:
    assert (every(verdicts), some(verdicts), agreed(verdicts)) == (all_of, any_of, both_readings)  # type: ignore[arg-type]


def test_the_opposite() -> None:
    assert [negated(v) for v in (M, N, U)] == [N, M, U]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "place", "inside"),
    [
        ("3B501.f.1", "3B501.f", True),
        ("3B501.f.1", "3B501.f.1", True),
        ("3B501.f.1", "3B", True),
        ("3B501.f.1", "3", True),
        ("5A002.a", "5A", True),
        ("3B501", "3B501.f", False),
        ("3B501.f.1", "3B502", False),
        ("3B501.f.1", "4", False),
        ("3B501.f.1", "3B50", False),  # no place
        ("ML10.c", "ML1", False),
        ("ML10.c", "ML10", True),
    ],
)
def test_a_code_in_a_place(code: str, place: str, inside: bool) -> None:
    assert within(code, place) is inside


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # (codes, negated, the goods themselves)
        ("specified in 3B001", [("3B001", False, True)]),
        ("equipment specified in 3B001", [("3B001", False, True)]),
        ("components specified in 3B001.a or 3B001.b", [("3B001.a 3B001.b", False, True)]),
        ("software for equipment specified in 3B001", [("3B001", False, False)]),
        ("equipment specified in 3B001 having a lid", [("3B001", False, False)]),
        ("pumps not specified in 3B001", [("3B001", True, True)]),
        ("pumps, other than those specified in 3B001, 3B002 and 3B003", [("3B001 3B002 3B003", True, True)]),
        ("pumps, excluding goods described in 3B001", [("3B001", True, True)]),
        # One of two alternatives: a no to the reference settles nothing.
        ("pumps; valves specified in 3B001", []),
        ("pumps or valves specified in 3B001", []),
        ("pumps or valves not specified in 3B001", [("3B001", True, True)]),
        ("pumps specified in 3B001 for valves specified in 3B002", []),  # two conditions of different goods
        ("pumps specified in 3B001, not specified in 3B002", [("3B001", False, False), ("3B002", True, True)]),
        # Pointers and general notes are no conditions.
        ("pumps. See also 3B001", []),
        ("pumps", []),
    ],
)
def test_references_that_are_conditions(text: str, told: list[tuple[str, bool, bool]]) -> None:
    found = conditions_told(text, read_references(text))
    assert [(" ".join(r.codes), r.negated, r.same_goods) for r in found] == told


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("pumps, flow rate > 5", False),
        ("pumps (flow rate > 5)", True),  # in brackets it qualifies one word
        ("pumps (a) flow rate > 5", False),  # brackets that are closed
        ("zinc, alloys with > 5 % zinc", True),
        ("zinc or alloys with > 5 % zinc", True),
        ("alloys with > 5 % zinc", False),  # of one thing alone
        ("zinc or alloys with > 9 % zinc, depth > 5 m", False),  # another figure
        ("zinc, mixtures of > 5 % zinc", True),
        ("pumps, flow rate > 5; valves", True),
        ("pumps, flow rate > 5; valves for them", False),  # hangs on the pumps
        ("pumps, flow rate > 5; having a lid", False),  # a condition of the pumps
        ("pumps, flow rate > 5; specially designed for ships", False),
        ("pumps; flow rate > 5", False),
        ("pumps, flow rate > 5;", False),
        ("pumps, flow rate > 5; head > 6", False),  # a figure of its own
    ],
)
def test_a_figure_of_one_alternative_only(text: str, alone: bool) -> None:
    assert one_alternative_only(text, [text.index("5")]) is alone


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("pumps, flow rate > 5; parts for them", "parts for them"),
        ("pumps, flow rate > 5; parts for them; lids thereof", "parts for them; lids thereof"),
        ("pumps, flow rate > 5; valves", ""),
        ("parts for them; pumps, flow rate > 5", ""),  # before the figure
        ("pumps, flow rate > 5", ""),
    ],
)
def test_goods_named_for_those_with_the_figure(text: str, goods: str) -> None:
    assert goods_that_come_with(text, [text.index("5")]) == goods


@pytest.mark.parametrize(
    ("told", "text", "named"),
    [
        ("pump", "pumps", True),
        ("pumps", "valves; pumps", True),
        ("pump", "valves, pumps or lids", True),
        ("pump", "valves and pumps", True),
        ("vacuum pump", "vacuum pumps/valves", True),
        ("pump", "vacuum pumps", False),
        ("pump", "pumps for ships", False),
        ("pump", "pumps; valves for ships", False),  # the text says more than names
        ("pump", "pumps other than hand pumps", False),
        ("pump", "pumps > 5 m³/h", False),
        ("pump", "", False),
        ("7719-09-7", "thionyl chloride (CAS 7719-09-7)", True),
        ("CAS 7719-09-7", "thionyl chloride (CAS No 7719-09-7)", True),
        ("7719-09-7", "thionyl chloride (CAS 7719-09-8)", False),
        ("7719-09-7", "thionyl chloride", False),
        ("thionyl chloride", "thionyl chloride (CAS 7719-09-7)", True),
        ("2,2-dinitropropanol", "2,2-dinitropropanol", True),  # the comma of a name parts nothing
    ],
)
def test_goods_told_by_name_or_number(told: str, text: str, named: bool) -> None:
    assert names_it(told, text) is named


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("3A001", "hardware"),
        ("3B001", "hardware"),
        ("3C001.a", "hardware"),
        ("3D001", "software"),
        ("3E001", "technology"),
        ("ML21", None),
        ("3", None),
    ],
)
def test_what_kind_of_goods_a_number_tells(code: str, kind: str | None) -> None:
    assert group_class(code) == kind


def test_kinds_in_four_languages() -> None:
    told = ["Software", "programmatuur", "Bestandteil", "équipement", "tekening", "technologie", "pump lid", "pump"]
    assert [goods_class(t) for t in told] == [
        "software",
        "software",
        "hardware",
        "hardware",
        None,
        "technology",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lasers", "laser"),
        ("batteries", "battery"),
        ("ties", "tie"),  # four letters: no -y
        ("lens gas glass axis bus", "lens gas glass axis bus"),
        ("as is", "as is"),
        ("the lid of a pot", "lid pot"),
        ("3.5 inch", "3.5 inch"),
        ("Breite der Linie", "breite linie"),
    ],
)
def test_words_without_case_plural_and_fillers(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words


def test_a_name_nobody_listed_is_known_by_its_words() -> None:
    assert property_key("Number of the 'lids'") == "number lid"


@pytest.mark.parametrize(
    ("text", "way", "runs"),
    [
        ("flow rate > 5 m³/h", "all", [["flow rate"]]),
        ("flow rate > 5 m³/h and inlet bore > 3 mm", "all", [["flow rate", "inlet bore"]]),
        ("flow rate > 5 m³/h or inlet bore > 3 mm", "any", [["flow rate"], ["inlet bore"]]),
        ("flow rate > 5 m³/h, or inlet bore > 3 mm", "any", [["flow rate"], ["inlet bore"]]),
        # Joined figures on one side of an "or": a last one may belong to both.
        ("flow rate > 5 m³/h or inlet bore > 3 mm and stage count > 2", "cautious",
         [["flow rate"], ["inlet bore"], ["stage count"]]),
        # Other words between than the name of the next figure: the "or" parts more than figures.
        ("flow rate > 5 m³/h or made of glass with inlet bore > 3 mm", "cautious", [["flow rate"], ["inlet bore"]]),
        # Two bounds of one property on one side are of different goods.
        ("smooth pipes of bore width < 20 mm; other pipes of bore width ≤ 12 mm", "cautious", None),
        ("flow rate > 5 m³/h and flow rate < 9 m³/h", "all", [["flow rate", "flow rate"]]),
        ("flow rate > 9 m³/h and flow rate < 5 m³/h", None, None),  # no value fulfils both
        ("pumps", None, None),
        ("unless flow rate > 5 m³/h", None, None),
        ("flow rate > 5 m³/h, pumps for ships excepted", None, None),
        ("number > 5", None, None),
        ("with or without lid, flow rate > 5 m³/h", "all", [["flow rate"]]),
    ],
)  # fmt: skip
def test_how_figures_of_one_text_combine(text: str, way: str | None, runs: list[list[str]] | None) -> None:
    group = readable_figures(text, read_thresholds(text))
    assert (group and group.way) == way
    if group is not None and runs is not None:
        assert [[t.property for t in run] for run in group.runs] == runs


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("flow rate > 5 m³/h", ""),
        ("pumps having a flow rate > 5 m³/h", "pump"),
        ("pumps capable of a flow rate > 5 m³/h", "pump"),
        ("pumps designed for a flow rate > 5 m³/h", "pump"),
        ("flow rate > 5 m³/h (mean of ten runs)", ""),  # how it is measured
        ("flow rate > 5 m³/h (smaller is better)", ""),
        ("pumps (PU), flow rate > 5 m³/h", "pump"),
        ("flow rate > 5 m³/h in 2B001.a", ""),
        ("glass pumps and lids, flow rate > 5 m³/h", "glass pump lid"),
    ],
)
def test_words_that_figures_do_not_account_for(text: str, left: str) -> None:
    figures = [t for t in read_thresholds(text) if t.property == "flow rate"]
    names, spans = [t.property for t in figures], [t.quantity.span for t in figures]
    assert " ".join(leftover(text, names or ["flow rate"], spans)) == left


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("flow not exceeding 5 m;", "flow <             5 m "),
        ("5 m or more; and", "5 m <           "),
        ("flow of more than 5 m", "flow of <         5 m"),
        ("lids or more", "lids <      "),
        ("lids or lids", "lids or lids"),
        ("over the lid", "over the lid"),
    ],
)
def test_comparisons_in_words_as_a_sign(text: str, level: str) -> None:
    assert levelled(text) == level
    assert len(levelled(text)) == len(text)  # each place where it was


@pytest.mark.parametrize(
    ("words", "only"),
    [(["specified"], True), (["not", "specified", "equipment"], True), (["specified", "pump"], False), ([], True)],
)
def test_words_of_a_reference_alone(words: list[str], only: bool) -> None:
    assert only_reference(words) is only


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        ("width < 5 m", "width > 6 m", True),
        ("width > 6 m", "width < 5 m", True),
        ("width < 5 m", "width > 600 cm", True),
        ("width < 6 m", "width > 5 m", False),
        ("width ≤ 5 m", "width ≥ 5 m", False),  # five metres do
        ("width < 5 m", "width < 6 m", False),
        ("width < 5 m", "depth > 6 m", False),
    ],
)
def test_bounds_that_no_value_fulfils(one: str, other: str, exclude: bool) -> None:
    (first,), (second,) = read_thresholds(one), read_thresholds(other)
    assert exclude_each_other(first, second) is exclude
