"""Which figures of a text may decide, and which only stand beside one alternative: invented words of real shapes."""

from __future__ import annotations

import pytest
from attrs import evolve

from controllist.assessing.facts import Facts
from controllist.assessing.verdict import assess
from controllist.assessing.wording import leftover, readable_figures, says_nothing, way_of_items
from controllist.codes import ControlCode
from controllist.language.thresholds import read_thresholds
from controllist.model import Edition, Provision


def names(text: str) -> list[str] | None:
    """The properties that may decide, None where the words must stay whole."""
    group = readable_figures(text, read_thresholds(text))
    return None if group is None else [t.property for run in group.runs for t in run]


@pytest.mark.parametrize(
    "text",
    [
        "bore depth > 5 m: drilling machines; turning machines modified for drilling",  # stands alone behind
        "silver, alloys with > 90 % silver",  # the figure is that of alloys
        "housing of zinc, copper, or zinc alloy (zinc > 60 % by weight)",  # in brackets, of one word
        "drying range from < 223 K to > 398 K",  # what a range covers
        "presses other than those of piston force > 5 N",
        "a number ≥ 2 of the following",
    ],
)
def test_figures_that_may_not_decide(text: str) -> None:
    assert names(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("presses, piston force > 5 N; components specially designed for them", ["piston force"]),
        ("presses, piston force > 5 N; designed for use under water", ["piston force"]),
        ("maximum working pressure > 207 MPa", ["maximum working pressure"]),
        ('"bias" "repeatability" < 1250 ppm', ["bias repeatability"]),
        ("linearity ≤ 0.1 %, measured at ≤ 1 GHz", ["linearity"]),
        ("holes spaced ≤ 12 µm", ["length (holes spaced)"]),
        ("plates of zinc, holes spaced ≤ 12 µm", ["length (holes spaced)"]),  # its own clause alone
        ("beam error no worse than 5 µm", ["beam error"]),  # says a bound, negates nothing
        ("furnace length no shorter than 5 m", ["furnace length"]),
    ],
)
def test_figures_that_may_decide(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_last_condition_may_belong_to_both_sides_of_an_or() -> None:
    """Then neither side alone is enough."""
    text = "shot pressure > 18 GPa or shot velocity > 6800 m/s; melting point > 343 K and < 373 K"
    group = readable_figures(text, read_thresholds(text))
    assert group is not None
    assert group.way == "cautious"


@pytest.mark.parametrize(
    ("name", "decides"),
    [
        ("depth", True),
        ("number of lids", True),
        ("number", False),
        ("", False),
        ("% of lids", False),
        ("3-5", False),
        ("depth of", False),  # cut off in the middle
        ("depth or", False),
    ],
)
def test_a_figure_decides_under_a_name_that_names_something(name: str, decides: bool) -> None:
    text = "lids of glass, depth > 5 m"
    group = readable_figures(text, [evolve(t, property=name) for t in read_thresholds(text)])
    assert (group is not None) is decides


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("drum mass > 5 kg, lid of glass", ("lid", "glass")),
        ("grey drum mass > 5 kg, lid of glass", ("grey", "lid", "glass")),  # before the name and behind it
        ("large grey drums, drum mass > 5 kg", ("large", "grey")),
        ("drum mass > 5 kg", ()),
    ],
)
def test_the_words_that_no_figure_accounts_for(text: str, left: tuple[str, ...]) -> None:
    spans = [t.quantity.span for t in read_thresholds(text)]
    assert leftover(text, ["drum mass"], spans) == left


@pytest.mark.parametrize("text", ["the following", "goods as in a to d", "all of:", 'the following "lasers"'])
def test_words_that_only_introduce(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["these vacuum pumps of the old kind", "planar absorbers, all of:", "toys"])
def test_words_that_ask_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("meets both items below", "all"),
        ("if all of a to c are met", "all"),
        ("the items in a to j", "any"),
        ("the following", "any"),
        ("vehicles", "cautious"),
    ],
)
def test_how_items_of_a_note_combine(text: str, way: str) -> None:
    assert way_of_items(text) == way


def entry(words: str) -> Provision:
    return Provision(ControlCode("2B999"), "entry", None, words, requirement="any")


def test_one_name_for_two_things_on_the_way_down() -> None:
    """A lamp of 1000 to 1100 nm with doubling for 500 to 550 nm: 1064 nm answers the heading and not the item."""
    top = entry("lamps, output wavelength > 1000 nm and < 1100 nm")
    item = Provision(ControlCode("2B999.a"), "item", top.code, "doubled to output wavelength > 500 nm and < 550 nm")
    edition = Edition("eu-dual-use", "2030-01-01", "en", "digest", (top, item))
    told = {"output wavelength": "1064 nm", "is it": "yes"}
    assert assess(edition, "2B999.a", Facts.of(told)).verdict == "unknown"
    assert assess(edition, "2B999.a", Facts.of({**told, "2B999.a": "yes"})).verdict == "met"
    # However far up the other one stands: here it is neither the entry nor right above.
    heads = (
        Provision(ControlCode("2B999"), "entry", None, "lamps", requirement="list"),
        Provision(
            ControlCode("2B999.a"), "item", top.code, "output wavelength > 1000 nm and < 1100 nm", requirement="any"
        ),
        Provision(ControlCode("2B999.a.1"), "item", ControlCode("2B999.a"), "for shows", requirement="any"),
    )
    deep = Provision(
        ControlCode("2B999.a.1.a"), "item", heads[-1].code, "doubled to output wavelength > 500 nm and < 550 nm"
    )
    lower = Edition("eu-dual-use", "2030-01-01", "en", "digest", (*heads, deep))
    assert assess(lower, "2B999.a.1.a", Facts.of(told)).verdict == "unknown"


def test_a_figure_of_the_main_goods_is_told_as_such() -> None:
    words = "presses, piston force > 5 N; dies specially designed for them"
    edition = Edition("eu-dual-use", "2030-01-01", "en", "digest", (entry(words),))
    found = assess(edition, "2B999", Facts.of({"piston force": "4 N"}))
    assert found.verdict == "not-met"
    assert any("names first" in c and "dies" in c for c in found.cautions)


def test_a_yes_to_the_whole_answers_alternatives_that_differ() -> None:
    """One failing alternative does not contradict a yes; all failing ones do not let it stand."""
    words = "smooth pipes of bore width < 20 mm; other pipes of bore width ≤ 12 mm"
    edition = Edition("eu-dual-use", "2030-01-01", "en", "digest", (entry(words),))
    assert assess(edition, "2B999", Facts.of({"bore width": "15 mm", "2B999": "yes"})).verdict == "met"


@pytest.mark.parametrize(
    "sign",
    [
        "no less than",
        "not lower than",
        "above or equal to",
        "equal to or in excess of",
        "but not heavier than",
        "no thinner than",
    ],
)
def test_a_comparison_in_words_negates_nothing(sign: str) -> None:
    assert names(f"drum mass {sign} 5 kg") == ["drum mass"]
    assert names(f"no drum mass {sign} 5 kg") is None


@pytest.mark.parametrize(
    ("text", "bounds", "way"),
    [
        ("'bore size' > DN 10 or NPS 3/8", 1, "all"),
        ("'bore size' ≥ DN 25 or NPS 1, and ≤ DN 100 or NPS 4", 2, "all"),
        ("bore size > DN 10 or volume > 5 l", 2, "any"),  # another property: an "or" of its own
    ],
)
def test_a_pipe_size_in_both_measures_is_one_bound(text: str, bounds: int, way: str) -> None:
    group = readable_figures(text, read_thresholds(text))
    assert group is not None
    assert (sum(map(len, group.runs)), group.way) == (bounds, way)


def test_a_size_in_one_measure_decides() -> None:
    tap = Provision(ControlCode("2B999"), "entry", text="nominal size > DN 10 or NPS 3/8")
    edition = Edition("eu-dual-use", "2020-01-01", "en", "digest", (tap,))
    for name in ("nominal size", "nominale maat", "Nennweite", "diamètre nominal"):
        assert assess(edition, "2B999", Facts.of({name: "DN 40"})).verdict == "met"
        assert assess(edition, "2B999", Facts.of({name: "DN 10"})).verdict == "not-met"
