"""A word that went asks no less where a heading, a place referred to, or a technical note still says it."""

from __future__ import annotations

import pytest

from controllist.diffing.comparing import diff

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
