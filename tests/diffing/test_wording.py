"""What a passage or a bound does that was added, dropped or replaced: rows of `wording.toml`, and the laws of all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.diffing.changes import OPPOSITE
from controllist.diffing.passages import Setting
from controllist.diffing.wording import Part, Wording, compare, compare_parts

GROUPS = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))["groups"]
ROWS = [(group["language"], group["goods"], *row) for group in GROUPS for row in group["rows"]]


def names(found: Wording) -> str:
    return "; ".join(dict.fromkeys(p.verdict.name for p in found.passages))


@pytest.mark.parametrize(("language", "goods", "before", "after", "effect", "rules"), ROWS)
def test_rule(language, goods, before, after, effect, rules):
    found = compare_parts([Part(before)], [Part(after)], language, Setting(goods))
    assert (found.effect, names(found)) == (effect, rules)
    back = compare_parts([Part(after)], [Part(before)], language, Setting(goods))
    assert back.effect in (OPPOSITE[effect], "undecided")
    assert back.editorial == found.editorial


@given(st.sampled_from(ROWS), st.sampled_from(ROWS))
def test_law_a_text_of_two_clauses_says_no_more_than_either(one, other):
    """Clauses behind a semicolon are judged by themselves; where they disagree nothing is said."""
    found = compare(f"{one[2]}; {other[2]}", f"{one[3]}; {other[3]}", one[0])
    assert found.effect in ("neutral", "undecided", *{p.effect for p in found.passages if not p.editorial})


@pytest.fixture(scope="module")
def wording(edition_of):
    """Compares two texts as those of an entry, with their bounds; a text of several lines has several parts."""

    def compared(before: str, after: str, *, excluding: bool = False) -> Wording:
        sides = []
        for text in (before, after):
            lines = [f"2B9{number:02d} | | {line}" for number, line in enumerate(text.splitlines())]
            edition = edition_of("\n".join(lines))
            sides.append([Part.of(node, edition) for node in edition.nodes])
        return compare_parts(*sides, "en", Setting(excluding=excluding))

    return compared


BOUNDS = [
    # An upper bound that rises lets more in, a lower one that rises fewer.
    ("depth < 5 m", "depth < 7 m", "wider", "bound outward"),
    ("depth > 5 m", "depth > 7 m", "narrower", "bound inward"),
    # At the same figure the inclusive comparison lets one point more in.
    ("depth < 5 m", "depth ≤ 5 m", "wider", "bound inclusive"),
    ("depth ≥ 5 m", "depth > 5 m", "narrower", "bound strict"),
    # A moved figure says more than its comparison.
    ("depth ≤ 5 m", "depth < 6 m", "wider", "bound outward"),
    ("depth > 5 m", "depth ≥ 6 m", "narrower", "bound inward"),
    # In another unit; below zero -40 is less than -20; what has no unit of the SI is compared by its figures.
    ("depth < 5 m", "depth < 600 cm", "wider", "bound outward"),
    ("temperature < -40 °C", "temperature < -20 °C", "wider", "bound outward"),
    ("pipes > DN 50", "pipes > DN 65", "narrower", "bound inward"),
    # Words of the comparison.
    ("ovens of a power exceeding 5 kW", "ovens of a power of 5 kW or more", "wider", "bound inclusive"),
    # The figure in brackets follows the bound, or is corrected.
    ("heating to more than 500 K (227 °C)", "heating to more than 600 K (327 °C)", "narrower", "bound inward"),
    ("heating to less than 500 K (227 °C)", "heating to less than 600 K (327 °C)", "wider", "bound outward"),
    ("heat > 500 K (227 °C)", "heat > 500 K (226.85 °C)", "neutral", "conversion corrected"),
    # Boil any load above 9 kg in time, no longer any above 2 kg: more ovens can, if all loads are meant.
    ("boiling in less than 5 min for any load exceeding 2 kg", "boiling in less than 5 min for any load exceeding 9 kg",
     "undecided", "bound of the cases asked for"),
    ("boiling any load in less than 5 min, exceeding 2 kg", "boiling any load in less than 5 min, exceeding 9 kg",
     "narrower", "bound inward"),
    ("boiling for any load exceeding 2 kg within a height exceeding 10 cm",
     "boiling for any load exceeding 2 kg within a height exceeding 20 cm", "narrower", "bound inward"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "effect", "rule"), BOUNDS)
def test_a_bound_that_moved(wording, before, after, effect, rule):
    found, back = wording(before, after), wording(after, before)
    assert found.effect == effect
    assert all(p.editorial for p in found.passages)
    assert rule in [x.verdict.name for x in (*found.shifts, *found.passages)]
    assert back.effect == OPPOSITE[effect]
    assert wording(before, after, excluding=True).effect == OPPOSITE[effect]


@pytest.mark.parametrize(
    ("before", "after"),
    [("depth < 5 m", "depth > 5 m"), ("depth < 5 m", "depth < 5 kg"), ("power > 5 kW", "power > 5 kg")],
)
def test_bounds_that_cannot_be_compared_are_passages_without_direction(wording, before, after):
    found = wording(before, after)
    assert (found.effect, found.shifts) == ("undecided", ())


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("power > 5 kW, depth > 3 m", "power > 7 kW, depth > 2 m", "undecided"),  # one each way
        ("power > 5 kW, depth > 3 m", "power > 7 kW, depth > 4 m", "narrower"),
        ("pots, power > 5 kW", "tin pots, power > 7 kW", "narrower"),
        ("pots, power > 5 kW", "tin pots, power > 4 kW", "undecided"),
        ("ovens, power > 5 kW", "ovens, power > 5 kW and depth exceeding 1 m", "narrower"),  # a bound more
        ("pots and pans", "pots, depth exceeding 3 m, and pans", "undecided"),  # whether pots, pans or both are meant
        ("pots and pans", "pots and pans and depth exceeding 3 m", "narrower"),
        ("ovens, power > 5 kW\ndepth > 3 m", "ovens, power > 7 kW, depth > 2 m", "undecided"),  # the parts as one text
    ],
)
def test_what_all_differences_come_to(wording, before, after, effect):
    assert wording(before, after).effect == effect
    assert wording(before, after, excluding=True).effect == OPPOSITE[effect]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("depth ≥ 5 m", "depth ≥ 500 cm"),
        ("a length of 10 mm or less", "a length equal to or less than 1 cm"),
        ("ovens of a power exceeding 5 kW", "ovens of a power of more than 5000 W"),
        ("bowls of tin, clay, or wax", "bowls of tin, clay or wax"),
        ("bowls, and pans", "bowls and pans"),
        ("Bowls having all of the following:", "bowls, having any of the following"),  # how items combine is data
        ("bowls as follows", "bowls"),
        ("lids for 2B901 to 2B903", "lids for 2B901, 2B902 or 2B903"),
        ("lids for 2B901.a to 2B901.c", "lids for 2B901.c, 2B901.b or 2B901.a"),
        ("lids for ML9 or ML8", "lids for ML8 to ML9"),
        ("lids (SBUs) for 2B901 to 2B903", "lids (SBUs) for 2B901, 2B902 or 2B903"),
        ("ovens: with a lamp", "ovens:\nwith a lamp"),  # words that went into an item
    ],
)
def test_what_says_the_same(wording, before, after):
    assert wording(before, after).nothing
    assert wording(after, before).nothing


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        # One word in brackets, or numbers of one figure, only name what stands before them.
        ("slow baking units of iron", "slow baking units (SBUs) of iron", "name in brackets"),
        ("lids (SBUs) of iron (2)", "lids (PBUs) of iron (3)", "name in brackets"),
        ("lids of iron", "lids (1 2 3 4 5 6 7 8 9 1) of iron", "name in brackets"),
        # Two words in brackets, or a number of two figures, may say more.
        ("lids (SBUs) of iron", "lids (SBUs) of tin", "reworded"),
        ("lids (5 %) of iron", "lids (6 %) of iron", "reworded"),
        ("rims of pots (tin lids", "rims of pots (tin jars", "reworded"),  # no bracket without its end
    ],
)
def test_names_in_brackets(before, after, rules):
    assert names(compare(before, after)) == rules


def test_a_passage_is_quoted_without_the_comma_of_another_style_of_printing():
    (passage,) = compare("pots or pans", "pots, lids, or pans").passages
    assert (passage.before, passage.after) == ("", "lids or")
    (passage,) = compare("lids (SBUs) of iron", "lids (PBUs) of iron").passages
    assert (passage.before, passage.after) == ("sbus", "pbus")


def test_a_bound_that_was_added_is_quoted_with_its_sign(wording):
    (passage,) = wording("ovens", "ovens, depth not exceeding 3 m").passages
    assert passage.after == ", depth ⟦≤ 3 m⟧"
    (shift,) = wording("ovens, depth < 5 m", "ovens, depth ≤ 7 m").shifts
    assert shift.printed == ("< 5 m", "≤ 7 m")


@pytest.mark.parametrize("sign", [";", ":", "."])
@pytest.mark.parametrize("goods", [False, True])
def test_what_comes_behind_an_exclusion_is_judged_as_if_there_were_none(sign, goods):
    """A clause of its own stands outside of it, like any other: it may name further goods or ask more of those."""
    found = [
        compare_parts([Part(words)], [Part(f"{words}{sign} accessories")], "en", Setting(goods))
        for words in ("bowls other than tin", "bowls of tin")
    ]
    assert found[0] == found[1]


def test_a_note_is_compared_without_its_own_place_and_verb():
    """Also in a language without words, such as Dutch."""
    texts = "lids in 2B901.a or 2B901.b of tin", "lids of iron"
    old, new = (Part(text, entry="2B901") for text in texts)
    assert [(p.before, p.after) for p in compare_parts([old], [new]).passages] == [("tin", "iron")]
    old, new = (Part(f"Niet van toepassing op potten van {x}", leaves_out=True) for x in ("tin", "ijzer"))
    assert [p.after for p in compare_parts([old], [new], "nl").passages] == ["ijzer"]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("ein Gewicht größer als 5 kg", "ein Gewicht größer als 9 kg", "bound inward"),
        ("ein Gewicht größer als 5 kg", "ein Gewicht größer/gleich 5 kg", "bound inclusive"),
        ("weniger als 5 min für jede Last größer als 2 kg", "weniger als 5 min für jede Last größer als 9 kg",
         "bound of the cases asked for"),
    ],
)  # fmt: skip
def test_a_bound_in_german_is_compared_without_the_words_of_its_comparison(edition_of, before, after, rule):
    editions = [edition_of(f"2B901 | | {text}", language="de") for text in (before, after)]
    sides = [[Part.of(e.nodes[0], e)] for e in editions]
    found = compare_parts(*sides, "de")
    assert (found.passages, [s.verdict.name for s in found.shifts]) == ((), [rule])


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [
        ("bipolaris oryzae (cochliobolus miyabeanus)", "cochliobolus miyabeanus", True),
        ("bipolaris [syn. cochliobolus, helminthosporium]", "helminthosporium", True),
        ("bipolaris (cochliobolus) oryzae", "bipolaris oryzae", True),  # it goes on behind the bracket
        ("bipolaris (cochliobolus)", "fusarium (cochliobolus)", False),  # a shared other name is not the first
        ("bipolaris, fusarium", "fusarium", False),  # two things
        ("pots with lids (cochliobolus)", "cochliobolus", False),  # more than a name
    ],
)
def test_a_thing_renamed_is_the_same(old, new, renamed):
    for before, after in ((old, new), (new, old)):
        assert compare(before, after).editorial is renamed


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("solid state lids", "solid-state lids", True),
        ("tin lids", "lids tin", True),
        ("analogue-to-digital converters for pots", "ADCs for pots", True),
        ("gas turbine engine lids", "gas turbine lids", True),
        ("parts for a slow baking unit", "parts for a slow baking unit (SBU)", True),
        (
            "tin lids or jars of iron",
            "jars or tin lids of iron",
            False,
        ),  # where an "or" stands counts
        ("parts for a slow baking unit", "parts for a slow baking unit SBU", False),  # without brackets a word more
        ("steam turbine engine lids", "steam turbine lids", False),
        ("slow baking units for pots", "GPUs for pots", False),
    ],
)
def test_the_same_in_other_words(old, new, same):
    for before, after in ((old, new), (new, old)):
        assert compare(before, after).editorial is same
