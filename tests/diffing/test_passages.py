"""What one passage does that came, went or was replaced: the borders of each rule of docs/direction.md."""

from __future__ import annotations

import pytest

from controllist.diffing.language_rules import phrases
from controllist.diffing.passages import Judge, Passage, Text, phrases_moved
from controllist.diffing.wording import Wording, Words, compare, compare_words
from controllist.language.thresholds import read_thresholds

EN = phrases("en")


def told(found: Wording) -> tuple[str, list[str]]:
    return found.effect, [p.rule for p in found.passages]


# Words that came: what surrounds them decides.
ENUMERATIONS = [
    # The last member is parted by "or", the ones before it by commas.
    ("bowls of tin, clay or wax", "bowls of tin, zinc, clay or wax", "wider", "alternative added"),
    ("bowls of tin, clay or wax", "bowls of brass, tin, clay or wax", "wider", "alternative added"),
    ("bowls of tin, clay or wax", "bowls of tin, clay, wax or zinc", "wider", "alternative added"),
    ("bowls of tin", "bowls or pans of tin", "wider", "alternative added"),
    ("bowls of tin", "zinc or bowls of tin", "wider", "alternative added"),
    ("bowls of tin", "bowls and/or pans of tin", "wider", "alternative added"),
    # The "or" of another clause joins nothing here.
    ("bowls of tin; pans of clay or wax", "bowls of tin, zinc; pans of clay or wax", None, None),
    # Nor one behind a condition: "plain" then qualifies.
    ("bowls, having a lid or rim", "bowls, plain, having a lid or rim", "narrower", "qualifying word added"),
    (
        "large bowls for soup, having a lid",
        "large bowls for soup, plain, having a lid",
        "narrower",
        "qualifying word added",
    ),
    ("large bowls for soup, round", "large bowls for soup, plain, round", "undecided", "reworded"),
    # An enumeration behind a colon without connective: short members, more than two, to the end.
    ("any of these: tin, zinc, wax, clay", "any of these: tin, zinc, lead, wax, clay", "wider", "alternative added"),
    ("any of these: tin, zinc, wax", "any of these: tin, zinc, wax, clay", "wider", "alternative added"),
    ("any of these: tin", "any of these: tin, zinc", "undecided", "reworded"),
    ("tin, wax", "tin, lead, wax", "undecided", "reworded"),  # a member, or wax alone
    ("bowls", "bowls, plain", "narrower", "qualifying word added"),
    ("any of these: tin or wax", "any of these: zinc, tin or wax", "wider", "alternative added"),
    ("tins: wax, clay or lead", "tins: wax, clay, zinc or lead", "wider", "alternative added"),
    ("any of these: tin, that shines, wax", "any of these: tin, that shines, lead, wax", "undecided", None),
    (
        "any of these: tin, zinc beaten thin and flat, wax",
        "any of these: tin, zinc beaten thin and flat, lead, wax",
        "undecided",
        "reworded",
    ),
    (
        "any of these: tin, brass beaten thin and flat, wax",  # whichever comes first in the alphabet
        "any of these: tin, brass beaten thin and flat, lead, wax",
        "undecided",
        "reworded",
    ),
    ("any of these: tin, glass, wax", "any of these: tin, glass, fine old red wood, wax", "wider", "alternative added"),
    ("any of these: tin, fine old red wood, wax", "any of these: tin, wax", "narrower", "alternative dropped"),
    (
        "any of these: tin, old red wood, wax",
        "any of these: tin, old red wood, lead, wax",
        "wider",
        "alternative added",
    ),
    ("tins: tin, glass, wax", "tins: tin, glass, very fine old red wood planks, wax", "wider", "alternative added"),
    ("tins: tin, glass, wax", "tins: tin, glass, very fine old dark red wood planks, wax", "undecided", "reworded"),
    # A number behind the name of a list is a place, but not with other words.
    ("lids for ML 1 or 2", "lids for ML 1, 3 or 2", "wider", "place added"),
    ("lids for ML 1 and 2", "lids for ML 1 and 3 and 2", "wider", "place added"),
    ("bowls, tin, having a lid of brass", "bowls, tin, plain, having a lid of brass", "narrower", None),
    ("bowls, tin, round with lids of brass", "bowls, tin, plain, round with lids of brass", "undecided", "reworded"),
    (
        "very large old bowls, tin, round with lids",
        "very large old bowls, tin, plain, round with lids",
        "undecided",
        None,
    ),
    ("lids for ML 1 or 2", "lids for ML 1, 3 pans or 2", "wider", "alternative added"),
    ("lids for ML 1 or 2", "lids for ML 1, pans or 2", "wider", "alternative added"),
    ("lids of size 1 or 2", "lids of size 1, 3 or 2", "wider", "alternative added"),
    # A connective alone is no member: it may have been left to items.
    ("bowls of tin wax", "bowls of tin or wax", "undecided", "reworded"),
    # What opens a condition is one, however it is set apart.
    ("bowls of tin or clay", "bowls of tin or clay, having a lid", "narrower", "condition added"),
    ("bowls of tin or clay", "bowls of tin, having a lid, or clay", "narrower", "condition added"),
    ("large tin bowls for soup, with feet", "large tin bowls for soup, having a rim, with feet", "narrower", None),
]


@pytest.mark.parametrize(("between", "member"), [(21, True), (22, False)])
def test_an_enumeration_is_followed_for_two_dozen_words(between: int, member: bool) -> None:
    """With the comma and the word behind it, the "or" is the last of them, or the first one too far."""
    behind = f"cups {'grey ' * between}or pans"
    found = told(compare(f"pots, {behind}", f"pots, jugs, {behind}"))
    assert found == (("wider", ["alternative added"]) if member else ("narrower", ["qualifying word added"]))


# The words behind decide what is further goods and what a condition on those named.
JOINED_BY_AND = [
    ("bowls and pans", "bowls, lids and pans", "undecided", "wider"),
    ("bowls and pans", "bowls and lids and pans", "undecided", "wider"),
    ("bowls and pans", "bowls enamelled and pans", "narrower", "narrower"),  # no comma makes it a member
    ("bowls and pans", "tin bowls and pans", "narrower", "narrower"),
    ("bowls, pans and lids", "bowls enamelled, pans and lids", "narrower", "narrower"),
    ("bowls", "bowls and pans", "undecided", "wider"),
    ("bowls", "bowls and components therefor", "undecided", "wider"),
    ("bowls", "bowls and specially designed components therefor", "undecided", "wider"),
    ("bowls made of tin", "bowls made of tin and zinc", "undecided", "undecided"),
    ("bowls", "bowls and having a lid", "narrower", "narrower"),
    ("bowls", "bowls and having alloy", "narrower", "narrower"),  # whatever word ends it
    ("bowls; pans and lids", "bowls, forks; pans and lids", "narrower", "narrower"),  # another clause's "and"
    # What an exclusion names ends with its clause.
    ("bowls other than tin", "bowls other than tin and zinc", "narrower", "narrower"),
    ("bowls other than those above a stove", "bowls other than those above a stove and lids", "undecided", "undecided"),
    ("bowls other than tin; pots", "bowls other than tin; pots and zinc", "undecided", "wider"),
    ("bowls other than tin: pots", "bowls other than tin: pots and zinc", "undecided", "wider"),
    ("bowls, cups; pans and lids", "bowls, forks, cups; pans and lids", "narrower", "narrower"),
    ("bowls, cups: pans and lids", "bowls, forks, cups: pans and lids", "narrower", "narrower"),
    ("bowls, cups and lids; pans", "bowls, forks, cups and lids; pans", "undecided", "wider"),
    ("tin bowls and pans", "tin bowls, forks, lids and pans", "undecided", "wider"),
]


@pytest.mark.parametrize(("before", "after", "effect", "rule"), ENUMERATIONS)
def test_a_member_of_an_enumeration(before: str, after: str, effect: str | None, rule: str | None) -> None:
    found = compare(before, after)
    if effect is None:
        assert "alternative added" not in [p.rule for p in found.passages]
    else:
        assert found.effect == effect
        assert rule is None or [p.rule for p in found.passages] == [rule]


@pytest.mark.parametrize(("before", "after", "effect", "of_goods"), JOINED_BY_AND)
def test_what_and_joins(before: str, after: str, effect: str, of_goods: str) -> None:
    old, new = (Words(before),), (Words(after),)
    assert compare_words(old, new).effect == effect
    assert compare_words(old, new, goods=True).effect == of_goods


EXCLUSIONS = [
    # Behind "other than" everything counts the other way round, up to the end of the clause.
    ("bowls other than tin bowls", "bowls other than tin or wax bowls", "narrower"),
    ("bowls other than tin bowls; pans", "bowls other than tin bowls; large pans", "narrower"),
    ("bowls other than tin bowls; pans", "bowls other than small tin bowls; pans", "wider"),
    ("bowls other than tin bowls: pans or lids", "bowls other than tin bowls: pans, jugs or lids", "wider"),
    ("very big old grey bowls other than tin; pans", "very big old grey bowls other than tin; large pans", "narrower"),
    ("bowls; other than tin bowls", "bowls; other than tin or wax bowls", "narrower"),
    ("pots of brass for soup; pans other than tin pans", "pots of brass for soup; pans other than tin or wax pans",
     "narrower"),  # wherever in the text the clause begins
    ("bowls other than tin bowls. Pans or lids", "bowls other than tin bowls. Pans, jugs or lids", "wider"),
    # A comma before a condition ends it too, a comma between members does not.
    ("bowls other than tin bowls, having a lid", "bowls other than tin bowls, having a tight lid", "narrower"),
    ("bowls other than tin bowls", "bowls other than tin bowls, having a lid", "narrower"),
    ("bowls other than tin bowls (of two sizes) having a lid",
     "bowls other than tin bowls (of two sizes) having a tight lid", "wider"),  # nor does a bracket end it
    ("bowls other than tin bowls having a lid", "bowls other than tin bowls having a tight lid", "wider"),  # no comma
    ("bowls other than of tin, wax or clay", "bowls other than of tin, wax, zinc or clay", "narrower"),
    # An exclusion that names places ends with them.
    ("bowls not specified in 2B901 for soup", "bowls not specified in 2B901 for soup or stew", "wider"),
    ("bowls not specified in 2B901", "bowls not specified in 2B901 or 2B902", "narrower"),
    ("bowls not specified in 2B901 or 2B902", "bowls not specified in 2B902", "wider"),
    ("bowls specified in 2B901", "bowls specified in 2B901 or 2B902", "wider"),
    ("bowls other than those not specified in 2B901 of tin",
     "bowls other than those not specified in 2B901 of tin or wax", "narrower"),
    # Words in the place of others count the other way round as well.
    ("bowls other than bowls of tin and wax", "bowls other than bowls of tin or wax", "narrower"),
    ("bowls of tin and wax other than small ones", "bowls of tin or wax other than small ones", "wider"),
    ("bowls other than bowls with three lids", "bowls other than bowls with two lids", "narrower"),
    # Exclusions come and go as a whole.
    ("bowls of tin", "bowls of tin, except for ships", "narrower"),
    ("bowls, unless of tin, for soup", "bowls for soup", "wider"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "effect"), EXCLUSIONS)
def test_what_is_left_out_turns_the_effect_round(before: str, after: str, effect: str) -> None:
    assert compare(before, after).effect == effect
    assert compare(after, before).effect == {"wider": "narrower", "narrower": "wider"}[effect]


@pytest.mark.parametrize("goods", [False, True])
@pytest.mark.parametrize("sign", [";", ":", "."])
def test_what_comes_behind_an_exclusion_is_judged_as_if_there_were_none(sign: str, goods: bool) -> None:
    """A clause of its own stands outside of it, like any other: it may name further goods or ask more of those."""

    def told_of(words: str) -> tuple[str, list[str]]:
        return told(compare_words((Words(words),), (Words(f"{words}{sign} accessories"),), goods=goods))

    assert told_of("bowls other than tin") == told_of("bowls of tin")


BRACKETS = [
    ("lids of brass", "lids of brass (Cu-Zn alloy)", "neutral", "name in brackets"),
    ("lids of brass", "lids (red of brass)", "narrower", "qualifying word added"),  # what was there is in it, too
    ("lids of brass", "lids of brass (including bronze)", "wider", "inclusion added"),
    ("lids of brass", "lids of brass (having a rim)", "narrower", "condition added"),
    ("lids of brass (red)", "lids of brass (red or gold)", "neutral", "name in brackets"),
    ("lids", "lids, including those of jars", "wider", "inclusion added"),
    ("lids for jars", "lids for jars, those on board ships included", "wider", "inclusion added"),
    ("lids", "lids, e.g. of jars", "neutral", "example added"),
    ("lids, e.g. of jars", "lids", "neutral", "example dropped"),
    ("lids", "lids, for example of jars", "neutral", "example added"),
    ("lids of brass", "lids of brass (for example bronze)", "neutral", "example added"),
    # A sign for what was named, in a formula: single letters about a sign of equality.
    ("weight of lids", "weight W = M of lids", "neutral", "name in brackets"),
    ("weight of lids", "weight = M of lids", "neutral", "name in brackets"),
    ("weight of lids", "weight W = mass of lids", "narrower", "qualifying word added"),
    ("weight of lids", "weight W = 5 of lids", "narrower", "qualifying word added"),
    ("weight of lids", "weight W M of lids", "narrower", "qualifying word added"),
]


@pytest.mark.parametrize(("before", "after", "effect", "rule"), BRACKETS)
def test_words_that_only_name_or_bring_in(before: str, after: str, effect: str, rule: str | None) -> None:
    found = compare(before, after)
    assert found.effect == effect
    assert rule is None or [p.rule for p in found.passages] == [rule]


QUALIFYING = [
    ("pots", "tall round heavy copper pots", "narrower", "qualifying word added"),  # four words
    ("pots", "very tall round heavy copper pots", "undecided", "reworded"),  # five are more than a qualifier
    ("pots", "alloy pots", "narrower", "qualifying word added"),
    ("pots or jugs", "tin pots or jugs", "narrower", "qualifying word added"),  # without a comma it is no member
    ("tall cups, bowls, red", "tall cups, bowls enamelled, red", "narrower", "qualifying word added"),
    ("pots", "pots not tall", "undecided", "reworded"),
    ("pots", "no pots", "undecided", "reworded"),
    ("pots", "any tall pots", "undecided", "reworded"),
    ("pots", "all tall pots", "undecided", "reworded"),
    ("pots", "pots for soup", "narrower", "condition added"),
    ("pots", "jugs with a lid and pots", "undecided", "joined by and"),  # whatever the member asks
    ("pots and jugs", "tin pots and jugs", "narrower", "qualifying word added"),
    ("tins: wax, clay or lead", "tins: large wax, clay or lead", "narrower", "qualifying word added"),
    ("pots of tin, wax or clay", "pots of tin, large (light red) wax or clay", "narrower", "qualifying word added"),
    ("pots of tin", "pots made of tin", "narrower", "condition added"),
    # Set apart by one comma it is said of what stands before: no member of an enumeration that "and" closes.
    (
        "pots of tin for ships and lakes",
        "pots of tin, enamelled for ships and lakes",
        "narrower",
        "qualifying word added",
    ),
]


@pytest.mark.parametrize(("before", "after", "effect", "rule"), QUALIFYING)
def test_a_qualifier_is_short_and_says_nothing_of_how_members_join(
    before: str, after: str, effect: str, rule: str
) -> None:
    assert told(compare(before, after)) == (effect, [rule])


REPLACED = [
    ("tin and wax", "tin or wax", "wider", "connective replaced"),
    ("tin or wax", "tin and wax", "narrower", "connective replaced"),
    ("all lids", "any lids", "wider", "connective replaced"),
    ("any lids", "all lids", "narrower", "connective replaced"),
    ("three lids", "two lids", "wider", "count replaced"),
    ("two lids", "ten lids", "narrower", "count replaced"),
    ("two lids", "many lids", "undecided", "reworded"),
    ("many lids", "two lids", "undecided", "reworded"),
    ("lids for 2B901", "lids for 2B901 to 2B903", "wider", "place added"),
    ("lids for 2B901 to 2B903", "lids for 2B902", "narrower", "place dropped"),
    ("lids for 2B901", "lids for 2B902", "undecided", "reworded"),
    ("lids for 2B901 or 2B902", "lids for 2B902 or 2B903", "undecided", "reworded"),
    ("lids for 2B901", "lids for jars", "undecided", "reworded"),
    # The stricter the legal test, the fewer goods meet it.
    ("lids specially designed for jars", "lids usable for jars", "wider", "legal test replaced"),
    # A word that stands before both members of a pair stands near.
    (
        "lids specially made or altered",
        "lids specially made or specially altered",
        "undecided",
        "word said once for both",
    ),
    (
        "lids specially made of tin or altered",
        "lids specially made of tin or specially altered",
        "narrower",
        "condition added",
    ),
    (
        "specially made or altered lids",  # at the beginning as well
        "specially made or specially altered lids",
        "undecided",
        "word said once for both",
    ),
    (
        "very large old round kitchen lids specially made or altered",  # far behind in the text as well
        "very large old round kitchen lids specially made or specially altered",
        "undecided",
        "word said once for both",
    ),
    (
        "lids specially made thin or altered",  # three words between: the one of them it was said before
        "lids specially made thin or specially altered",
        "undecided",
        "word said once for both",
    ),
    ("lids specially made or altered", "lids specially made or newly altered", "narrower", "qualifying word added"),
    # Only a single word is such a word.
    ("lids specially made or altered", "lids specially made or specially well altered", "narrower", "condition added"),
    ("lids specially made, altered", "lids specially made, specially altered", "narrower", "condition added"),
    ("lids designed for jars", "lids usable for jars", "wider", "legal test replaced"),
    ("lids usable for jars", "lids designed or modified for jars", "narrower", "legal test replaced"),
    ("lids usable as plates", "lids suitable as plates", "undecided", "reworded"),
    ("lids designed for jars", "lids shaped for jars", "undecided", "reworded"),
    # One side holds the other as a member of an "or".
    ("lids in tin", "lids in zinc, tin or wax", "wider", "alternative added"),
    ("small tin lids", "tin lids or lids that are small", "wider", "alternative added"),
    ("tin lids", "wax jars or tin pots", "undecided", "reworded"),
    ("lids of hammered tin", "lids of beaten tin plate", "undecided", "reworded"),
]


@pytest.mark.parametrize(("before", "after", "effect", "rule"), REPLACED)
def test_words_in_the_place_of_others(before: str, after: str, effect: str | None, rule: str) -> None:
    found = compare(before, after)
    assert effect is None or found.effect == effect
    assert rule in [p.rule for p in found.passages]


@pytest.mark.parametrize(
    ("old", "new", "effect", "rule"),
    [
        ("tin", "zinc or tin", "wider", "alternative added"),
        ("tin lids", "lids or jars tin", "wider", "alternative added"),
        ("tin lids", "lids and jars tin", "undecided", "reworded"),  # no "or"
        ("tin lids", "tin or wax jars", "undecided", "reworded"),  # not the whole of it
        ("tin or wax", "wax or tin or zinc", "wider", "alternative added"),  # an "or" more
        ("and", "or", "wider", "connective replaced"),
        ("all", "any", "wider", "connective replaced"),
        ("all", "or", "undecided", "reworded"),
        ("four", "three", "wider", "count replaced"),
        ("four lids", "three", "undecided", "reworded"),
        ("3b001", "3b001 or 3b002", "wider", "place added"),
        ("3b001", "3b002", "undecided", "reworded"),
        ("3b001 or 3b002", "3b002 and 3b001", "undecided", "reworded"),  # the same places, joined otherwise
        ("designed or modified", "usable", "wider", "legal test replaced"),
    ],
)
def test_one_passage_for_another(old: str, new: str, effect: str, rule: str) -> None:
    """What comes to be judged, whatever the words around it gave to be compared."""
    before, after = (Text.of(EN, f"lids {said} here".split()) for said in (old, new))
    spans = (1, len(before.said) - 1), (1, len(after.said) - 1)
    found = Judge(EN, before, after, goods=False).passage(*spans)
    assert found is not None
    assert (found.before, found.after, found.effect, found.rule) == (old, new, effect, rule)
    back = Judge(EN, after, before, goods=False).passage(*spans[::-1])
    assert back is not None
    opposite = {"wider": "narrower", "undecided": "undecided"}[effect]
    assert (back.effect, back.rule) == (opposite, rule.replace("added", "dropped"))


def test_a_bound_that_joins_goods_decides_nothing() -> None:
    """`pots, depth > 3 m, and pans`: whether pots, pans or both are meant cannot be told; `and depth > 3 m` narrows."""
    for after, effect, rule in (
        ("pots, depth exceeding 3 m, and pans", "undecided", "joined by and"),
        ("pots, a depth exceeding 3 m, and pans", "undecided", "joined by and"),
        ("tin, depth exceeding 3 m, pots and pans", "undecided", "joined by and"),
        ("pots and pans and depth exceeding 3 m", "narrower", "condition added"),
    ):
        text = Words("pots and pans"), Words(after, read_thresholds(after))
        assert told(compare_words(text[:1], text[1:])) == (effect, [rule])


CLAUSES = [
    ("pots; pans", "pots; pans; lids for them", "wider"),
    ("pots; pans", "pots; pans; accessories", "wider"),
    ("pots; pans", "accessories; pots; pans", "wider"),
    ("pots; pans", "large accessories; pots; pans", "wider"),
    ("pots", "pots, lids; accessories", "undecided"),  # a member of the first clause came with it
    ("pots", "pots lids; accessories", "undecided"),  # or words of it
    ("pots; pans", "pots; lids; accessories, pans", "undecided"),  # or of the clause behind
    ("pots; pans", "pots; lids; tin accessories pans", "undecided"),
    ("pots; pans", "pots; accessories; pans", "wider"),
    ("pots; pans", "pots; pans; large tin accessories having a lid", "wider"),
    ("pots; pans", "pots; pans; accessories having a lid", "wider"),  # the noun before the condition names the goods
    ("pots; pans", "pots; pans; having accessories", "undecided"),  # a condition
    ("pots; pans", "pots; pans; lids; accessories", "undecided"),  # two clauses
    ("pots; pans", "pots, accessories; pans", "narrower"),  # within a clause it is another matter
    ("pots; pans", "pots; lids for soup; pans", "undecided"),  # no noun of goods, nothing they belong to
    ("pots; pans", "pots; pans accessories", "narrower"),
]


@pytest.mark.parametrize(("before", "after", "effect"), CLAUSES)
def test_a_clause_of_its_own(before: str, after: str, effect: str) -> None:
    assert compare_words((Words(before),), (Words(after),), goods=True).effect == effect


EDITORIAL = [
    ("pots", "pots, as follows", "label of an item", 0),
    ("pots; lids", "pots; b. lids", "label of an item", 1),
    ("pots; lids", "pots; and b. lids", "label of an item", 1),
    ("pots; lids", "pots; 12. lids", "label of an item", 1),
    ("pots", "pots N.B. see 2B902", "pointer", 1),
    ("lids: see SVMe a)", "lids: see SVMe 9 a)", "number of an entry", 1),
    ("lids: see ML a)", "lids: see ML 9 a)", "number of an entry", 1),
    ("ovens with a grill and having a lamp", "ovens having a lamp and with a grill", "phrase moved", 1),
]


@pytest.mark.parametrize(("before", "after", "rule", "count"), EDITORIAL)
def test_what_changes_nobody_s_classification(before: str, after: str, rule: str, count: int | None) -> None:
    for one, other in ((before, after), (after, before)):
        found = compare(one, other)
        assert found.effect == "neutral"
        assert found.editorial
        assert count is None or [p.rule for p in found.passages] == [rule] * count


def test_a_phrase_moves_from_one_place_to_one_other():
    """What came twice was there once; of what went twice one is gone."""
    gone = Passage("with a grill", "", "wider", "condition dropped")
    come = Passage("", "with a grill", "narrower", "condition added")
    for passages, rules in (
        ([gone, come, come], ["phrase moved", "condition added"]),
        ([gone, gone, come], ["phrase moved", "condition dropped"]),
        ([come, gone], ["phrase moved"]),
    ):
        assert [p.rule for p in phrases_moved(EN, passages)] == rules


def test_a_number_elsewhere_is_no_number_of_an_entry():
    assert not compare("lids: see above a)", "lids: see above 9 a)").editorial
    assert not compare("lids: see SVMe a)", "lids: see SVMe 9 b a)").editorial


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("grills or lamps, not of tin, for ovens", "for ovens, grills or lamps, not of tin"),
        ("pots not of tin for soup", "for soup pots not of tin"),
    ],
)
def test_only_a_phrase_without_or_and_not_moves_freely(before: str, after: str) -> None:
    assert all(
        p.rule != "phrase moved" or not {"or", "not"} & set(p.before.split()) for p in compare(before, after).passages
    )
