"""A word that went asks no less where a heading, a place referred to, or a technical note still says it."""

from __future__ import annotations

import pytest

from controllist.diffing.comparison import diff

OVENS = """
2B901 | list | parts of steam ovens
.a | | steam oven doors of iron
.b | | racks for steam oven sets specified in 2B902
.c | | trays for steam oven sets that are made of clay
2B902 | list | steam oven sets for bakers
"""


def changed(edition_of, *edits, old=OVENS):
    new = old
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    return change.code, change.effect, change.rule, change.substantive


def test_a_heading_that_says_the_word_of_all_items_binds_them(edition_of):
    edit = ("steam oven doors", "doors")
    assert changed(edition_of, edit) == ("2B901.a", "neutral", "qualifier said elsewhere", False)


def test_the_same_word_put_back_is_as_neutral(edition_of):
    old = OVENS.replace("steam oven doors", "doors")
    assert changed(edition_of, (".a | | doors", ".a | | steam oven doors"), old=old)[1:] == (
        "neutral",
        "qualifier said elsewhere",
        False,
    )


@pytest.mark.parametrize(
    "heading",
    [
        "parts of steam ovens or gas stoves",  # one kind of two: the word tells them apart no longer
        "parts other than those of steam ovens",
        "parts of ovens",
    ],
)
def test_a_heading_that_does_not_bind_leaves_the_rule_as_it_is(edition_of, heading):
    old = OVENS.replace("parts of steam ovens", heading)
    found = changed(edition_of, ("steam oven doors", "doors"), old=old)
    assert found[1:] == ("wider", "qualifying word dropped", True)


def test_a_place_referred_to_behind_the_noun_says_its_own_words(edition_of):
    old = OVENS.replace("parts of steam ovens", "parts")
    edit = ("racks for steam oven sets", "racks for sets")
    assert changed(edition_of, edit, old=old)[1:3] == ("neutral", "qualifier said elsewhere")
    other = old.replace("steam oven sets for bakers", "sets for bakers")
    assert changed(edition_of, edit, old=other)[1:3] == ("wider", "qualifying word dropped")
    unplaced = ("trays for steam oven sets", "trays for sets")
    assert changed(edition_of, unplaced, old=old)[1:3] == ("wider", "qualifying word dropped")


def test_a_condition_that_moved_into_the_technical_note_is_asked_as_before(edition_of):
    old = "2B901 | list | pots\n"
    old += ".a | | 'kettles' of tin for ships and steam engines, whose inner chamber is hardened by means of hot steam"
    new = (
        "2B901 | list | pots\n.a | | 'kettles' of tin for ships and steam engines\n"
        ".a#technical-note | technical | 'kettles' = pots, where hot steam by any means hardened the inner chamber"
    )
    found = {c.kind: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert (found["text"].effect, found["text"].rule) == ("neutral", "words taken over")
    bare = new.replace(", where hot steam by any means hardened the inner chamber", "")
    found = {c.kind: c for c in diff(edition_of(old), edition_of(bare, "2021-01-01")).changes}
    assert (found["text"].effect, found["text"].rule) == ("wider", "condition dropped")


NOTED = """
2B901 | list | pots
.a | | soup ladles
.b | | forks
#note | excludes | 2B901 does not control those of wood
.a#note | includes | soup ladles: skimmers, too
"""


def test_a_note_may_call_its_place_by_number_or_by_name(edition_of):
    edit = ("soup ladles: skimmers", "2B901.a: skimmers")
    assert changed(edition_of, edit, old=NOTED) == ("2B901.a#note", "neutral", "place named", False)
    other = ("soup ladles: skimmers", "2B901.b: skimmers")
    assert changed(edition_of, other, old=NOTED)[1:] == ("undecided", "reworded", True)


@pytest.mark.parametrize(("place", "rule"), [(".a", "reworded"), (".b", "place named"), (".c", "reworded")])
def test_a_name_stands_for_the_place_of_the_note_alone(edition_of, place, rule):
    """Neither for the place before nor for the one behind, though those have that name."""
    names = {".a": "soup ladles", ".b": "forks", ".c": "spoons"}
    old = "2B901 | list | tools\n" + "".join(f"{code} | | {name}\n" for code, name in names.items())
    old += f".b#note | includes | {names[place]}: skimmers, too\n"
    edit = (f"{names[place]}: skimmers", f"2B901{place}: skimmers")
    assert changed(edition_of, edit, old=old)[2] == rule


def test_a_place_and_its_only_item_in_use_are_one(edition_of):
    old = NOTED.replace("2B901 does", "all of 2B901.a does").replace(".b | | forks", ".b | not-used |")
    edit = ("all of 2B901.a does", "all of 2B901 does")
    assert changed(edition_of, edit, old=old) == ("2B901#note", "neutral", "place named", False)
    used = old.replace(".b | not-used |", ".b | | forks")
    assert changed(edition_of, edit, old=used)[1:3] == ("undecided", "reworded")


VESSELS = """
"vessel"#definition | definition | pan, kettle or pot
2B901 | list | kitchen
.a | | lids for kettles
"""


def test_a_defined_term_takes_in_the_word_it_stands_for(edition_of):
    edit = ("lids for kettles", 'lids for "vessels"')
    assert changed(edition_of, edit, old=VESSELS) == ("2B901.a", "wider", "term that takes in the word", True)
    back = VESSELS.replace(*edit)
    assert changed(edition_of, edit[::-1], old=back) == ("2B901.a", "narrower", "term that takes in the word", True)
    other = VESSELS.replace("pan, kettle or pot", "pan in which a kettle fits")
    assert changed(edition_of, edit, old=other)[1:3] == ("undecided", "reworded")


def changes(edition_of, old, new):
    """The changes of an edit by their place, as effect and rule."""
    return {c.code: (c.effect, c.rule) for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}


QUALIFIED = ("neutral", "qualifier said elsewhere")
DROPPED = ("wider", "qualifying word dropped")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("steam oven parts", QUALIFIED),
        ("parts of the steam oven", QUALIFIED),
        ("gas parts for steam ovens", QUALIFIED),
        ("parts of gas or steam ovens", DROPPED),  # one kind of two, whichever stands first
        ("large parts of gas or steam ovens", DROPPED),
        ("parts of steam and gas ovens", DROPPED),
        ("parts of gas and steam ovens", DROPPED),
        ("parts of steam, gas and oil ovens", DROPPED),
        ("parts of gas, steam and oil ovens", DROPPED),
        ("steam or gas parts of steam ovens", QUALIFIED),  # said a second time, and of all
        ("hot, steam parts", DROPPED),
        ("steam, hot parts", DROPPED),
        ("parts not designed for steam ovens", DROPPED),
        ("parts of ovens", DROPPED),
        ("", DROPPED),
    ],
)
def test_which_headings_bind_all_below(edition_of, heading, expected):
    old = f"2B901 | list | {heading or '.'}\n.a | | steam doors of iron\n"
    assert changes(edition_of, old, old.replace("steam doors", "doors")) == {"2B901.a": expected}


def test_a_qualifier_in_the_middle_of_a_heading(edition_of):
    """What stands beside it decides, wherever in the heading that is."""
    for heading, expected in (("large tall steam, gas ovens", DROPPED), ("gas, large steam ovens", QUALIFIED)):
        old = f"2B901 | list | parts for {heading}\n.a | | steam doors of iron\n"
        assert changes(edition_of, old, old.replace("steam doors", "doors")) == {"2B901.a": expected}


def test_a_qualifier_of_several_words_must_stand_together(edition_of):
    old = "2B901 | list | parts of large steam ovens\n.a | | large steam doors of iron\n"
    assert changes(edition_of, old, old.replace("large steam doors", "doors")) == {"2B901.a": QUALIFIED}
    for beside in ("large steam or gas", "small or large steam"):  # one kind of two, far behind in the heading
        listed = old.replace("large steam ovens", f"tall wide grey {beside} ovens")
        assert changes(edition_of, listed, listed.replace("large steam doors", "doors")) == {"2B901.a": DROPPED}
    apart = old.replace("large steam ovens", "large ovens for steam")
    assert changes(edition_of, apart, apart.replace("large steam doors", "doors")) == {"2B901.a": DROPPED}


def test_a_heading_farther_up_binds_as_well_but_not_that_of_a_group(edition_of):
    old = "2B901 | list | parts of steam ovens\n.a | list | doors\n.a.1 | | steam doors of iron\n"
    assert changes(edition_of, old, old.replace("steam doors", "doors")) == {"2B901.a.1": QUALIFIED}
    group = "2B | heading | steam equipment\n2B901 | list | parts\n.a | | steam doors of iron\n"
    assert changes(edition_of, group, group.replace("steam doors", "doors")) == {"2B901.a": DROPPED}


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("doors specified in 2B902", QUALIFIED),
        ("doors of iron specified in 2B902", QUALIFIED),  # three words between are near enough
        ("doors of cast iron specified in 2B902", DROPPED),
        ("doors described in 2B902", QUALIFIED),
        ("doors of item 2B902", QUALIFIED),  # right behind the word that leads to it
        ("doors as in 2B902", DROPPED),  # no word that leads to a place
        ("doors specified in 2B902.a", QUALIFIED),  # its heading says so
        ("doors specified in 2B903", DROPPED),  # the place says nothing of steam
        ("doors specified in 2B909", DROPPED),  # no place of the list
        ("doors specified elsewhere", DROPPED),
    ],
)
def test_a_place_referred_to_right_behind_the_noun(edition_of, behind, expected):
    old = (
        f"2B901 | list | parts\n.a | | steam {behind}\n2B902 | list | steam ovens\n.a | | large\n2B903 | | gas ovens\n"
    )
    assert changes(edition_of, old, old.replace("steam doors", "doors")) == {"2B901.a": expected}
    farther = old.replace("steam doors", "large grey iron steam doors")  # the same wherever in the text that is
    assert changes(edition_of, farther, farther.replace("steam doors", "doors")) == {"2B901.a": expected}


EXPLAINED = (
    "2B901 | list | pots\n.a | | 'kettles' of tin{text}\n.a#technical-note | technical | 'kettles' = pots{note}\n"
)
CONDITION = ", whose inner chamber walls are hardened by hot steam"


@pytest.mark.parametrize(
    ("condition", "note", "rule"),
    [
        (CONDITION, ", hot steam has hardened the inner chamber walls", "words taken over"),
        (
            CONDITION,
            ", steam has hardened the inner chamber walls",
            "words taken over",
        ),  # short words say nothing (hot)
        (CONDITION, ", hot steam has hardened the chamber walls", "condition dropped"),  # one of them is missing
        (
            ", whose chamber walls are hardened by steam",
            ", steam has hardened the chamber walls",
            "condition dropped",
        ),  # too few words
    ],
)
def test_a_condition_that_went_into_the_note_beside(edition_of, condition, note, rule):
    old, new = EXPLAINED.format(text=condition, note=""), EXPLAINED.format(text="", note=note)
    assert changes(edition_of, old, new)["2B901.a"][1] == rule
    assert changes(edition_of, new, old)["2B901.a"][1] == rule.replace("dropped", "added")


def test_what_the_note_said_all_along_did_not_go_there(edition_of):
    note = ", hot steam has hardened the inner chamber walls"
    old, new = EXPLAINED.format(text=CONDITION, note=note), EXPLAINED.format(text="", note=note)
    assert changes(edition_of, old, new) == {"2B901.a": ("wider", "condition dropped")}


def test_a_definition_beside_the_item_explains_it_too(edition_of):
    old = "2B901 | list | pots\n.a | | 'kettles' of tin{text}\n.a#definition.k | definition | 'kettles' = pots{note}\n"
    before, after = (
        old.format(text=CONDITION, note=""),
        old.format(text="", note=", hot steam hardens the inner chamber walls"),
    )
    assert changes(edition_of, before, after)["2B901.a"] == ("neutral", "words taken over")
    for other in ("2B900", "2B902"):  # nor does one of another entry, whether it stands before or behind
        moved = after.replace(".a#definition", f"{other} | | lids\n{other}#definition")
        assert changes(edition_of, before.replace(".a#definition", f"{other} | | lids\n{other}#definition"), moved)[
            "2B901.a"
        ] == ("wider", "condition dropped")
    elsewhere = after.replace(".a#definition", "#definition")
    assert changes(edition_of, before.replace(".a#definition", "#definition"), elsewhere)["2B901.a"][0] == "wider"


@pytest.mark.parametrize(
    ("named", "effect"),
    [
        ("soup ladles", "neutral"),
        ("ladles", "neutral"),  # a part of the name
        ("large soup ladles", "undecided"),
        ("forks", "undecided"),
    ],
)
def test_a_note_names_its_place(edition_of, named, effect):
    old = NOTED.replace("soup ladles: skimmers", f"{named}: skimmers")
    new = NOTED.replace("soup ladles: skimmers", "2B901.a: skimmers")
    assert changes(edition_of, old, new)["2B901.a#note"][0] == effect
    assert changes(edition_of, new, old)["2B901.a#note"][0] == effect


def test_a_note_that_leaves_out_now_does_not_name_its_place_as_before(edition_of):
    """What it brought in by either name it leaves out of 2B901, not of 2B901.a alone."""
    old = NOTED.replace("soup ladles: skimmers", "2B901.a: skimmers")
    new = old.replace(".a#note | includes | 2B901.a:", ".a#note | excludes | 2B901:")
    assert new != old
    for before, after in ((old, new), (new, old)):
        found = diff(edition_of(before), edition_of(after, "2021-01-01")).changes
        assert found
        assert "place named" not in {c.rule for c in found}


def test_a_note_that_excludes_must_name_the_same_place(edition_of):
    """All of 2B901 gave up its wooden ones, of which 2B901.a alone gives up its own now."""
    old = NOTED.replace("#note | excludes | 2B901 does", ".a#note.2 | excludes | 2B901 does")
    new = old.replace("2B901 does", "2B901.a does")
    assert changes(edition_of, old, new)["2B901.a#note.2"][0] == "undecided"


def test_only_a_note_calls_its_place_by_name(edition_of):
    old = NOTED.replace(".b | | forks", ".b | | hooks for soup ladles")
    assert (
        changes(edition_of, old, old.replace("hooks for soup ladles", "hooks for 2B901.a"))["2B901.b"][0] != "neutral"
    )


def test_the_only_item_in_use_at_any_depth(edition_of):
    old = """
    2B901 | list | pots
    .a | list | ladles
    .a.1 | | soup ladles
    .a.2 | not-used |
    .b | not-used |
    .c | | forks, see all of 2B901.a
    """
    new = old.replace("all of 2B901.a", "all of 2B901.a.1")
    assert changes(edition_of, old, new) == {"2B901.c": ("neutral", "place named")}
    used = old.replace(".a.2 | not-used |", ".a.2 | | sauce ladles")
    assert changes(edition_of, used, used.replace("all of 2B901.a", "all of 2B901.a.1"))["2B901.c"][0] != "neutral"
    alone = old.replace("    .a.2 | not-used |\n", "")  # never more than one item: the heading may say more
    assert changes(edition_of, alone, alone.replace("all of 2B901.a", "all of 2B901.a.1"))["2B901.c"][0] != "neutral"


@pytest.mark.parametrize(
    ("definition", "effect"),
    [
        ("kettle, pan or pot", "wider"),
        ("pan, pot or kettle", "wider"),
        ("pan and kettle", "wider"),
        ("kettle and pan", "wider"),
        ("kettle of tin, pan", "undecided"),  # what stands beside it is no further kind
        ("the kettles, pans", "wider"),
        ("tin kettles, pans", "wider"),
        ("tin kettle of a ship", "undecided"),  # no kind among others
        ("pan or pot", "undecided"),
        ("cup, jug holding a kettle inside", "undecided"),  # the comma is another word's
        ("jug, or what holds a kettle inside", "undecided"),
    ],
)
def test_the_kinds_a_term_is_defined_by(edition_of, definition, effect):
    old = VESSELS.replace("pan, kettle or pot", definition)
    new = old.replace("lids for kettles", 'lids for "vessels"')
    assert changes(edition_of, old, new)["2B901.a"][0] == effect
    assert changes(edition_of, new, old)["2B901.a"][0] == {"wider": "narrower"}.get(effect, effect)


def test_a_term_takes_in_the_word_in_both_editions_or_in_none(edition_of):
    without = VESSELS.replace("pan, kettle or pot", "pan or pot")
    termed = VESSELS.replace("lids for kettles", 'lids for "vessels"')
    for before, after in ((without, termed), (VESSELS, termed.replace("pan, kettle or pot", "pan or pot"))):
        assert changes(edition_of, before, after)["2B901.a"] == ("undecided", "reworded")
        assert changes(edition_of, after, before)["2B901.a"] == ("undecided", "reworded")


@pytest.mark.parametrize(
    ("kind", "before", "after", "neutral"),
    [
        ("includes", "soup ladles include skimmers", "2B901.a includes skimmers", True),  # the verb goes with the name
        ("includes", "soup forks include skimmers", "2B901.a includes skimmers", False),
        ("includes", "include skimmers", "2B901.a includes skimmers", False),  # a verb alone names nothing
        ("includes", "soup ladles include skimmers", "includes skimmers", False),
        ("includes", "2B901.a: skimmers", "2B901.b: skimmers", False),
        ("excludes", "2B901.a: skimmers", "2B901: skimmers", False),  # leaving out is another matter
        ("explains", "2B901.a: skimmers", "2B901: skimmers", False),
    ],
)
def test_how_a_note_calls_what_it_speaks_of(edition_of, kind, before, after, neutral):
    old = NOTED.replace(".a#note | includes | soup ladles: skimmers, too", f".a#note | {kind} | {before}, too")
    found = changes(edition_of, old, old.replace(before, after))["2B901.a#note"]
    assert (found == ("neutral", "place named")) is neutral
