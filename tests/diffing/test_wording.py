"""What a passage that came, went or was replaced does: one row a rule, on invented provisions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.diffing.language_rules import join_places, places_named
from controllist.diffing.wording import (
    Words,
    alike,
    compare,
    compare_words,
    flipped,
    members_told,
    own_place,
    words_apart_from_bounds,
)
from controllist.language.thresholds import read_thresholds

TABLE = [
    # An alternative more, at the end, in the middle, in front.
    ("bowls of tin or clay", "bowls of tin, glass or clay", "wider", "alternative added"),
    ("bowls of tin, glass or clay", "bowls of tin, glass, clay or wood", "wider", "alternative added"),
    ("bowls for soup", "bowls or plates for soup", "wider", "alternative added"),
    ("designed to mix", "designed or modified to mix", "wider", "alternative added"),
    ("bowls of tin, glass or clay", "bowls of tin or clay", "narrower", "alternative dropped"),
    # A condition more.
    ("bowls", "bowls specially designed for soup", "narrower", "condition added"),
    ("bowls of tin", "bowls of tin, having a lid", "narrower", "condition added"),
    ("bowls specially designed for soup", "bowls", "wider", "condition dropped"),
    ("bowls specially designed for soup", "bowls designed for soup", "wider", "condition dropped"),
    # A qualifying word more.
    ("bowls for soup", "large bowls for soup", "narrower", "qualifying word added"),
    ("optical sensors", "sensors", "wider", "qualifying word dropped"),
    # An exclusion more; and the other way round inside one.
    ("bowls", "bowls, other than bowls of wood", "narrower", "exclusion added"),
    ("bowls, other than bowls of wood", "bowls", "wider", "exclusion dropped"),
    ("bowls other than bowls of wood", "bowls other than bowls of wood or cork", "narrower", "alternative added"),
    ("bowls, not specified in 2B901, for soup", "bowls, not specified in 2B901, for hot soup", "narrower", None),
    # Places.
    ("lids for 2B901 to 2B903", "lids for 2B901 to 2B904", "wider", "place added"),
    ("lids for 2B901, 2B902 or 2B903", "lids for 2B901 or 2B903", "narrower", "place dropped"),
    ("lids not specified in 2B901", "lids not specified in 2B901 or 2B902", "narrower", "place added"),
    ("lids for 2B901.a to 2B901.c", "lids for 2B901.a to 2B901.e", "wider", "place added"),
    ("lids for 2B901.a to 2B901.e", "lids for 2B901.a, 2B901.b or 2B901.e", "narrower", "place dropped"),
    ("lids for ML 1 or 2", "lids for ML 1, 2 or 3", "wider", "place added"),
    # A word before both members of a pair, or before the first.
    (
        "lids specially made or specially altered for bowls",
        "lids specially made or altered for bowls",
        "undecided",
        "word said once for both",
    ),
    ("lids specially made or altered for bowls", "lids specially made or well altered for bowls", "narrower", None),
    ("soup of a share of 5 to 9", "soup of a share n = 5 to 9", "neutral", "name in brackets"),
    # What is left out by name.
    ("bowls other than tin", "bowls other than tin and zinc", "narrower", "goods added"),
    (
        "bowls other than of tin with lids",
        "bowls other than of tin with lids and handles",
        "undecided",
        "joined by and",
    ),
    # Legal tests, connectives, counts.
    ("ladles designed for soup", "ladles usable for soup", "wider", "legal test replaced"),
    ("handles of tin and clay", "handles of tin or clay", "wider", "connective replaced"),
    # Names.
    ("Brassica nigra", "Rhamphospermum nigrum (Brassica nigra)", "neutral", "name in brackets"),
    ("silicon carbide", "silicon carbide (SiC)", "neutral", "name in brackets"),
    # The same in other words.
    ("systems using mechanical means", "systems to use mechanical means", "neutral", "same words"),
    ("Slow Baking Units (SBUs) of iron", "SBUs of iron", "neutral", "same words"),
    ("solid state lamps, ref. 5", "solid-state lamps, Reference: 5", "neutral", "same words"),
    ("an iron alloy", "iron alloys", "neutral", "same words"),
    ("pots for soup; lids", "pots for soup, as follows; a. lids", "neutral", "label of an item"),
    ("iron pots, tin lids", "iron pots, as follows: tin lids", "neutral", "label of an item"),
    ("pots for soup", "pots for soup. N.B. For lids, see 2B902", "neutral", "pointer"),
    ("ovens with a grill and having a lamp", "ovens having a lamp and with a grill", "neutral", "phrase moved"),
    # What only understanding decides.
    ("bowls for soup", "bowls for stew", "undecided", "reworded"),
    ("bowls and plates", "bowls, plates and cups", "undecided", "joined by and"),
]


@pytest.mark.parametrize(("before", "after", "effect", "rule"), TABLE)
def test_rule(before, after, effect, rule):
    found = compare(before, after)
    assert found.effect == effect
    assert rule is None or rule in [p.rule for p in found.passages]
    assert found.editorial == (
        rule in ("name in brackets", "same words", "phrase moved", "label of an item", "pointer")
    )


@pytest.mark.parametrize(("before", "after", "effect", "rule"), TABLE)
def test_the_way_back_is_never_the_same_direction(before, after, effect, rule):
    back = compare(after, before).effect
    assert back in {"wider": ("narrower", "undecided"), "narrower": ("wider", "undecided")}.get(
        effect, ("neutral", "undecided")
    )


def test_and_joins_goods_where_a_text_names_goods():
    bowls = (Words("bowls and plates for soup"),), (Words("bowls, plates and cups for soup"),)
    assert compare_words(*bowls).effect == "undecided"
    assert compare_words(*bowls, goods=True).effect == "wider"
    assert compare_words(*reversed(bowls), goods=True).effect == "narrower"
    # Behind a condition the same word joins conditions.
    lids = (Words("bowls with a lid"),), (Words("bowls with a lid and a handle"),)
    assert compare_words(*lids, goods=True).effect == "undecided"


@pytest.mark.parametrize(
    ("clause", "effect"),
    [
        ("accessories", "wider"),
        ("lids for these", "wider"),
        ("lids specially designed for them", "wider"),
        ("lid of copper", "undecided"),
        ("with a lid", "undecided"),
        ("capacity of three litres", "undecided"),
    ],
)
def test_a_clause_that_names_goods_joins_goods(clause, effect):
    pots = (Words("pots; pans"),), (Words(f"pots; pans; {clause}"),)
    assert compare_words(*pots, goods=True).effect == effect
    assert compare_words(*pots).effect == "undecided"


def words(text: str) -> Words:
    return Words(text, read_thresholds(text))


@pytest.mark.parametrize(
    ("before", "after", "shifts", "passages"),
    [
        # A figure moved in words that stand.
        ("ovens of a power exceeding 5 kW", "ovens of a power exceeding 7 kW", ["narrower"], []),
        ("5 kW or more of power", "7 kW or more of power", ["narrower"], []),  # where the text opens with it
        # Its comparison only.
        ("ovens of a power exceeding 5 kW", "ovens of a power of 5 kW or more", ["wider"], []),
        # The same bound in another unit or other words.
        ("a length of 10 mm or less", "a length equal to or less than 1 cm", [], []),
        # The figure in brackets follows.
        ("heating to more than 500 K (227 °C)", "heating to more than 600 K (327 °C)", ["narrower"], []),
        ("heating to more than 600 K (327 °C)", "heating to more than 500 K (227 °C)", ["wider"], []),
        ("heating to less than 500 K (227 °C)", "heating to less than 600 K (327 °C)", ["wider"], []),
        # A bound more is a condition more.
        (
            "ovens of a power exceeding 5 kW",
            "ovens of a power exceeding 5 kW and a depth exceeding 1 m",
            [],
            ["narrower"],
        ),
    ],
)
def test_bounds(before, after, shifts, passages):
    found = compare_words((words(before),), (words(after),))
    assert [s.effect for _, _, s in found.shifts] == shifts
    assert [p.effect for p in found.passages if not p.editorial] == passages


def test_words_that_went_into_items_are_no_change():
    old = (Words("ovens having a lamp and a grill"),)
    new = (Words("ovens having all of the following"), Words("a lamp"), Words("a grill"))
    assert compare_words(old, new).effect in ("neutral", "undecided")
    assert compare_words((Words("ovens: with a lamp"),), (Words("ovens:"), Words("with a lamp"))).nothing


def test_places_are_read_as_lists_with_ranges():
    assert join_places(["for", "2b901", ",", "2b902", "or", "2b904", "to", "2b906", "or", "pans"]) == [
        "for",
        "2b901 , 2b902 or 2b904 to 2b906",
        "or",
        "pans",
    ]
    assert places_named(["2b901", "of"]) == frozenset()


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        # What stands in brackets as one word, or as numbers of one figure, only names what stands before it.
        ("slow baking units of iron", "slow baking units (SBUs) of iron", ["name in brackets"]),
        ("lids (SBUs) of iron", "lids (PBUs) of iron", ["name in brackets"]),
        ("lids of iron", "lids (2 4 5) of iron", ["name in brackets"]),
        ("lids of iron", "lids (3) of iron", ["name in brackets"]),
        ("lids of iron", "lids (1 2 3 4 5 6 7 8 9 1) of iron", ["name in brackets"]),
        ("very large round lids of iron", "very large round lids (1 2 3 4 5 6 7 8 9 1) of iron", ["name in brackets"]),
        ("very large grey iron lids", "very large grey iron lids (1 2 3 4 5 6 7 8 9 1)", ["name in brackets"]),
        ("lids (SBUs) of iron (2)", "lids (PBUs) of iron (3)", ["name in brackets"]),
        # Two words in brackets, or a number of two figures, may say more.
        ("lids (SBUs) of iron", "lids (SBUs) of tin", ["reworded"]),
        ("lids of iron", "lids (of iron)", []),
        ("lids (5 %) of iron", "lids (6 %) of iron", ["reworded"]),  # a share is no number of a category
        ("rims of pots (tin lids", "rims of pots (tin jars", ["reworded"]),  # no bracket without its end
    ],
)
def test_names_in_brackets(before, after, rules):
    found = compare(before, after)
    assert [p.rule for p in found.passages] == rules
    assert found.editorial == (rules != ["reworded"])


def test_a_name_in_brackets_is_shown_where_nothing_else_changed():
    (passage,) = compare("lids (SBUs) of iron", "lids (PBUs) of iron").passages
    assert (passage.before, passage.after, passage.effect) == ("sbus", "pbus", "neutral")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("bowls of tin, clay, or wax", "bowls of tin, clay or wax"),
        ("bowls, and pans", "bowls and pans"),
        ("Bowls having all of the following:", "bowls, having any of the following"),  # how items combine is data
        ("bowls as follows", "bowls"),
        ("lids for 2B901 to 2B903", "lids for 2B901, 2B902 or 2B903"),
        ("lids for 2B902 or 2B901", "lids for 2B901 or 2B902"),
        ("lids for ML9 or ML8", "lids for ML8 to ML9"),
        ("lids (SBUs) for 2B901 to 2B903", "lids (SBUs) for 2B901, 2B902 or 2B903"),  # with the same name in brackets
        ("tin, wax, and clay lids, or pots", "tin, wax and clay lids or pots"),
        ("ovens of a power exceeding 5 kW", "ovens of a power of more than 5000 W"),
    ],
)
def test_what_says_the_same(before, after):
    assert compare_words((words(before),), (words(after),)).nothing


@pytest.mark.parametrize(
    ("before", "after", "effect", "editorial"),
    [
        ("power > 5 kW", "power > 7 kW", "narrower", False),
        ("power > 7 kW", "power > 5 kW", "wider", False),
        ("power > 5 kW, depth > 3 m", "power > 7 kW, depth > 2 m", "undecided", False),  # one each way
        ("power > 5 kW, depth > 3 m", "power > 7 kW, depth > 4 m", "narrower", False),
        ("pots, power > 5 kW", "tin pots, power > 7 kW", "narrower", False),
        ("pots, power > 5 kW", "tin pots, power > 4 kW", "undecided", False),
        ("use of pots, power > 5 kW", "using pots, power > 5 kW", "neutral", True),
        ("power > 5 kW", "power > 5 kg", "undecided", False),
        ("heat > 500 K (227 °C)", "heat > 500 K (226.85 °C)", "neutral", True),  # the bound stands
    ],
)
def test_what_all_differences_come_to(before, after, effect, editorial):
    found = compare_words((words(before),), (words(after),))
    assert (found.effect, found.editorial, found.nothing) == (effect, editorial, False)
    turned = flipped(found)
    assert turned.effect == {"wider": "narrower", "narrower": "wider"}.get(effect, effect)
    assert flipped(turned) == found


def test_bounds_of_several_parts_keep_their_order():
    """The words of an item that went into the text bring their own bounds."""
    old = (words("ovens, power > 5 kW"), words("depth > 3 m"))
    new = (words("ovens, power > 7 kW, depth > 2 m"),)
    found = compare_words(old, new)
    assert [(b.property, a.quantity.printed, s.effect) for b, a, s in found.shifts] == [
        ("power", "7 kW", "narrower"),
        ("depth", "2 m", "wider"),
    ]


def test_a_bound_that_came_is_printed_with_its_sign():
    (passage,) = compare_words((words("ovens"),), (words("ovens, depth not exceeding 3 m"),)).passages
    assert passage.after == ", depth ⟦≤ 3 m⟧"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("pots in 2B901.a have lids", "pots have lids"),
        ("pots of the items specified in 2B901 have lids", "pots have lids"),
        ("pots in 2B901.a, 2B901.b and 2B901.c have lids", "pots have lids"),
        ("pots in 2B901.a or 2B902 have lids", "pots or 2b902 have lids"),
        ("pots in 2B902 have lids", "pots in 2b902 have lids"),
        ("pots in 2B9011 have lids", "pots in 2b9011 have lids"),
    ],
)
def test_a_technical_note_may_name_its_own_entry(text, left):
    assert " ".join(own_place("2B901").sub("", text.casefold()).split()) == left
    assert alike([text], [text])


def test_words_apart_from_bounds():
    text = "soup pots with a volume greater than 5 litres and 4 lids"
    assert words_apart_from_bounds(text, read_thresholds(text), "en") == [
        "soup", "pots", "with", "a", "volume", "and", "4", "lids",
    ]  # fmt: skip


CASES = "boiling in less than 5 min for any load exceeding {} kg"


def bounds_of(text):
    return Words(text, read_thresholds(text, (), "en"))


def test_a_bound_of_the_cases_asked_for_decides_nothing():
    """Boil any load above 9 kg in time, no longer any above 2 kg: more ovens can, if all loads are meant."""
    found = compare_words((bounds_of(CASES.format(2)),), (bounds_of(CASES.format(9)),))
    assert [(s.effect, s.rule) for _, _, s in found.shifts] == [("undecided", "bound of the cases asked for")]


@pytest.mark.parametrize(
    "text", ["boiling any load in less than 5 min, exceeding {} kg", "boiling for any guest: a load exceeding {} kg"]
)
def test_a_bound_of_its_own_clause_decides(text):
    found = compare_words((bounds_of(text.format(2)),), (bounds_of(text.format(9)),))
    assert [(s.effect, s.rule) for _, _, s in found.shifts] == [("narrower", "bound inward")]


def test_the_bound_behind_that_of_the_cases_decides():
    text = "boiling for any load exceeding 2 kg within a height exceeding {} cm"
    found = compare_words((bounds_of(text.format(10)),), (bounds_of(text.format(20)),))
    assert [(s.effect, s.rule) for _, _, s in found.shifts] == [("narrower", "bound inward")]


def test_a_note_that_leaves_out_is_compared_in_a_language_without_words():
    """Dutch has no table of words: its official lists are compared all the same."""
    before, after = (Words(f"Niet van toepassing op potten van {x}", leaves_out=True) for x in ("tin", "ijzer"))
    assert [p.after for p in compare_words((before,), (after,), "nl").passages] == ["ijzer"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("bowls of tin or clay", "bowls of tin, glass or clay", ["alternative added"]),
        ("bowls of tin, wax or clay", "bowls of tin, wax, or clay", []),
        ("bowls of tin or clay", "use of bowls of tin or clay", None),  # a word that qualifies
        ("bowls of tin or clay", "plates of tin, glass or clay", None),  # another word, before the member
        ("bowls of tin or clay in ovens", "bowls of tin, glass or clay in stoves", None),  # and behind it
        ("using bowls of tin or clay", "use of bowls of tin, glass or clay", ["same words", "alternative added"]),
        ("deep bowls of tin or clay", "bowls of tin, glass or clay, deep", ["phrase moved", "alternative added"]),
        ("bowls", "bowls", []),
    ],
)
def test_members_told_alone(before, after, told):
    """Where anything tells but members of an enumeration, they say nothing by themselves."""
    found = members_told(before, after, "en")
    assert (found and [p.rule for p in found.passages]) == told


@given(st.sampled_from(TABLE), st.sampled_from(TABLE))
def test_law_members_are_told_as_all_is(one, other):
    """Looking no further than the first words that decide gives what looking at all of them does."""
    before, after = f"{one[0]}; {other[0]}", f"{one[1]}; {other[1]}"
    telling = [p for p in compare(before, after).passages if not p.editorial]
    found = members_told(before, after, "en")
    assert (found is None) == any(not p.rule.startswith("alternative") for p in telling)
    assert found is None or [p for p in found.passages if not p.editorial] == telling


@pytest.mark.parametrize(
    ("before", "after"), [("pots or pans", "pots, lids, or pans"), ("pots, or pans", "pots, lids or pans")]
)
def test_a_comma_before_or_is_one_with_it(before, after):
    """What came is told without the comma that another style of printing sets."""
    (came,) = compare(before, after).passages
    assert (came.before, came.after, came.rule) == ("", "lids or", "alternative added")
    (gone,) = compare(after, before).passages
    assert (gone.before, gone.after, gone.rule) == ("lids or", "", "alternative dropped")


def test_no_sign_but_the_comma_is_passed_over_before_or():
    found = compare("shares of 5 % or more, of tin", "shares of 5 or more, of tin")
    assert [(p.before, p.after) for p in found.passages] == [("%", "")]


@pytest.mark.parametrize("count", [1, 2, 9, 10])
def test_numbers_in_brackets_name_categories(count):
    """All ten of them, and nothing behind the bracket."""
    numbers = " ".join("0123456789"[:count])
    (gone,) = compare(f"pots ({numbers}) tin lids", "pots tin lids").passages
    assert (gone.before, gone.after, gone.rule, gone.editorial) == (numbers, "", "name in brackets", True)
    assert compare(f"pots ({numbers}) tin lids", f"pots ({numbers}) brass lids").passages[0].before == "tin"
