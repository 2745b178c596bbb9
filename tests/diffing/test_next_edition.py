"""What the next edition of a list may do to it: numbers that change, places that get items, items in new entries."""

from __future__ import annotations

import pytest

from controllist.diffing.comparison import diff

OLD = """
2B901 | list | pots, as specified
.a | any | soup pots that meet any
.a.1 | | a lid of tin
.a.2 | | a volume > 9 l
.b | | frying pans with a handle of cork
.c | | milk pans, having a rim that is rolled on at least two of its three sides and a spout for pouring to the left
#note | excludes | 2B901 does not control pots for dolls
2D901 | | software for 2B901.b to 2B901.c
"""


def told(edition_of, old, new):
    changes = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    return {(c.kind, c.code): (c.effect, c.rule) for c in changes}


def test_an_entry_that_has_another_number_is_the_same_entry(edition_of):
    found = told(edition_of, OLD, OLD.replace("2B901", "2B951"))
    assert found["moved", "2B951"] == ("neutral", "same words")
    assert found["note-changed", "2B951#note"] == ("neutral", "place named")
    assert found["text", "2D901"] == ("neutral", "place named")
    assert {effect for effect, _ in found.values()} == {"neutral"}


def test_a_reference_follows_items_that_have_other_labels(edition_of):
    """An item in front: what was b to c is c to d, and so the software is for the same pots."""
    moved = OLD.replace(".c |", ".d |").replace(".b |", ".c |").replace(".a.", ".b.").replace(".a |", ".b |")
    new = moved.replace(".b | any", ".a | | stone pots, glazed on the inside\n.b | any")
    new = new.replace("2B901.b to 2B901.c", "2B901.c to 2B901.d")
    assert told(edition_of, OLD, new)["text", "2D901"] == ("neutral", "place named")
    stood = new.replace("2B901.c to 2B901.d", "2B901.b to 2B901.c")
    assert ("text", "2D901") not in told(edition_of, OLD, stood)
    wider = new.replace("2B901.c to 2B901.d", "2B901.b to 2B901.d")
    assert told(edition_of, OLD, wider)["text", "2D901"][1] != "place named"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (".b | all | frying pans with a handle of cork, having all of the following:", "narrower"),
        (".b | any | frying pans with a handle of cork, specially designed for any of the following:", "narrower"),
    ],
)
def test_a_place_that_gets_items_asks_more(edition_of, heading, expected):
    items = f"{heading}\n.b.1 | | with a lid\n.b.2 | | with a weight > 3 kg"
    new = OLD.replace(".b | | frying pans with a handle of cork", items)
    found = told(edition_of, OLD, new)
    for code in ("2B901.b.1", "2B901.b.2"):
        assert found["added", code] == (expected, "first item of its place")
        assert told(edition_of, new, OLD)["removed", code] == ("wider", "last item of its place")
    for old, late in ((OLD, new), (new, OLD)):
        items = [c for c in diff(edition_of(old), edition_of(late, "2021-01-01")).changes if c.kind != "text"]
        assert [c.substantive for c in items] == [True, True]


def test_a_further_item_beside_those_that_were_words_of_the_place_is_wider(edition_of):
    old = OLD.replace(
        "frying pans with a handle of cork", "frying pans with a handle of cork or with an enamelled bottom"
    )
    items = (
        ".b | any | frying pans with any of the following:\n"
        ".b.1 | | a handle of cork\n.b.2 | | with an enamelled bottom\n.b.3 | | six feet made from brass"
    )
    found = told(edition_of, old, OLD.replace(".b | | frying pans with a handle of cork", items))
    assert found["added", "2B901.b.2"] == ("neutral", "words taken over")
    assert found["added", "2B901.b.3"] == ("wider", "item added")


def test_an_item_may_go_to_an_entry_that_is_new(edition_of):
    item = next(line for line in OLD.splitlines() if line.startswith(".c "))
    new = OLD.replace(item + "\n", "") + (
        "2B903 | list | vessels for dairies and their like, as specified\n"
        ".a | | churns of oak with a plunger on a spring\n"
        + item.replace(".c |", ".b |")
        + "\n.c | | separators driven by a crank with a gear of more than four wheels\n"
    )
    assert told(edition_of, OLD, new)["moved", "2B903.b"] == ("neutral", "same words")


def test_the_same_bound_in_another_unit_is_the_same(edition_of):
    assert told(edition_of, OLD, OLD.replace("> 9 l", "> 9000 ml")) == {
        ("text", "2B901.a.2"): ("neutral", "same words")
    }


NOTES = [
    ("en", "2B901 does not control pots for dolls", "2B901 does not control pots for dolls or teddies"),
    ("en", "2B901 does not apply to pots for large dolls", "2B901 does not apply to pots for dolls"),
    ("en", "pots for dolls", "pots for dolls or teddies"),  # a digest leaves the verb to the kind
    (
        "cs",
        "Bod 2B901 se nevztahuje na hrnce pro panenky",
        "Bod 2B901 se nevztahuje na hrnce pro panenky nebo medvídky",
    ),
    ("de", "Nummer 2B901 erfasst nicht Töpfe für Puppen", "Nummer 2B901 erfasst nicht Töpfe für Puppen oder Bären"),
]


@pytest.mark.parametrize(("language", "before", "after"), NOTES)
def test_a_note_that_leaves_out_more_narrows_whatever_its_verb(edition_of, language, before, after):
    """Its kind says that it leaves out; its own "does not control" turns nothing round once more."""
    lines = "2B901 | list | pots\n.a | | soup pots\n#note | excludes | "
    old, new = edition_of(lines + before, language=language), edition_of(lines + after, "2021-01-01", language=language)
    assert [(c.code, c.effect) for c in diff(old, new).changes] == [("2B901#note", "narrower")]
    assert [(c.code, c.effect) for c in diff(new, old).changes] == [("2B901#note", "wider")]


def test_an_exclusion_within_a_note_that_leaves_out_still_turns_round(edition_of):
    lines = (
        "2B901 | list | pots\n.a | | soup pots\n#note | excludes | 2B901 does not control pots other than those of tin"
    )
    old, new = edition_of(lines), edition_of(lines + " or zinc", "2021-01-01")
    assert [(c.code, c.effect) for c in diff(old, new).changes] == [("2B901#note", "wider")]


def test_only_a_bound_of_the_same_property_makes_an_item_part_of_an_older_one(edition_of):
    old = """
    2B901 | any | ovens that meet any
    .a | | wavelength < 193 nm
    .b | | wavelength ≥ 193 nm and overlay ≤ 1.50 nm
    """
    further = old + "    .c | | wavelength ≥ 193 nm and overlay > 1.50 nm but ≤ 2.40 nm\n"
    assert told(edition_of, old, further)["added", "2B901.c"] == ("wider", "item added")
    part = old + "    .c | | wavelength < 157 nm, specially designed for bakers\n"
    assert told(edition_of, old, part)["added", "2B901.c"] == ("narrower", "carved out of an older item")


@pytest.mark.parametrize(
    ("before", "after", "effect", "rule"),
    [
        ("pots: tin", "any | pots", "neutral", "first item of its place"),  # the same in parts
        ("pots", "any | pots", "narrower", "first item of its place"),
    ],
)
def test_the_first_item_of_a_place_says_what_text_and_item_come_to(edition_of, before, after, effect, rule):
    old = edition_of(f"2B901 | list | kitchens\n.a | | {before}\n")
    new = edition_of(f"2B901 | list | kitchens\n.a | {after}\n.a.1 | | tin\n", "2021-01-01")
    (came,) = [c for c in diff(old, new).changes if c.code == "2B901.a.1"]
    assert (came.effect, came.rule, came.substantive) == (effect, rule, effect != "neutral")
    (gone,) = [c for c in diff(new, old).changes if c.code == "2B901.a.1"]
    assert gone.rule == rule.replace("first", "last")
    assert gone.substantive is (effect != "neutral")
