"""Whether the words or bounds of one text stand in another: how many, and how few beside them."""

from __future__ import annotations

import pytest

from controllist.diffing.text_overlap import (
    a_kind_of,
    bounds_taken_over,
    handed_on,
    much_the_same,
    nearly_all_said,
    taken_over,
    without_bounds,
)

SAID = "copper kettles, silver spoons and wooden ladles"  # six words that say something


@pytest.mark.parametrize(
    ("part", "whole", "counterpart", "taken"),
    [
        (SAID, "pots, wooden ladles, silver spoons, kettles of copper", "pots", True),  # in any order
        (SAID, "a pot, a wooden ladle, a silver spoon and copper kettle", "pots", True),  # and form
        (SAID, "pots, wooden ladles, silver spoons, kettles", "pots", False),  # five of six are not nearly all
        ("copper kettles, silver spoons and wooden ladles, forks", "copper kettles, silver spoons and wooden ladles",
         "pots", True),  # six of seven are
        ("copper kettles and silver spoons", "copper kettles and silver spoons", "pots", False),  # four words
        ("copper kettles, iron spoons, ladles", "copper kettles, iron spoons, ladles", "pots", True),
        # Words that stood there before were not taken over.
        ("copper kettles, iron spoons, ladles", "copper kettles, iron spoons, ladles", "copper kettles", True),
        ("copper kettles, iron spoons, ladles", "copper kettles, iron spoons, ladles", "copper kettles, ladles",
         False),
        # Short words, figures and what only leads to a note carry no meaning of their own.
        ("tin lid of any pan, 5 or 10 of each", "tin lid of any pan, 5 or 10 of each", "pots", False),
        ("note, entry, item, paragraph, specified", "note, entry, item, paragraph, specified", "pots", False),
    ],
)  # fmt: skip
def test_words_taken_over(part: str, whole: str, counterpart: str, taken: bool) -> None:
    assert taken_over(part, whole, counterpart, "en") is taken
    assert nearly_all_said(part, whole, "en") or not taken


@pytest.mark.parametrize(
    ("part", "whole", "counterpart", "handed"),
    [
        ("boiling water", "steam; boiling water is none", "steam", True),
        ("boiling water", "steam; boiling water is none", "steam of water", False),  # it had one of them
        ("boiling water", "steam; hot water is none", "steam", False),  # not whole
        ("boiling water", "steam; boiling water is none", "", False),  # there was no text before
        ("water", "steam; water is none", "steam", False),  # one word says too little
        ("tin or oil", "steam; tin or oil is none", "steam", False),  # and so do words of three letters
    ],
)
def test_few_words_handed_on(part: str, whole: str, counterpart: str, handed: bool) -> None:
    assert handed_on(part, whole, counterpart, "en") is handed
    assert nearly_all_said(part, whole, "en") or not handed


@pytest.mark.parametrize(
    ("old", "new", "much"),
    [
        (SAID, "wooden ladles, silver spoons, copper kettles", True),
        (SAID, "wooden ladles, silver spoons, copper kettles and many other things for every kitchen", True),
        ("wooden ladles, silver spoons, copper kettles and many other things for every kitchen", SAID, True),
        (SAID, "wooden ladles, silver spoons, kettles and pots", False),
        ("copper kettles and silver spoons", "copper kettles and silver spoons", False),  # four words
        (SAID, "", False),
        # Places are no words that say something, whatever they end with.
        ("ovens, stoves, hobs, grills, toasters of 3B001.f", "ovens, stoves, hobs, grills, toasters of 3C002.a", True),
    ],
)
def test_much_the_same(old: str, new: str, much: bool) -> None:
    assert much_the_same(old, new, "en") is much


TWENTY = [
    *("bread", "butter", "cheese", "chicken", "garlic", "ginger", "honey", "lemon", "melon", "mustard"),
    *("noodle", "onion", "pepper", "potato", "pumpkin", "radish", "salmon", "spinach", "tomato", "turnip"),
]
OTHERS = ["basket", "candle", "hammer", "ladder"]


@pytest.mark.parametrize(("shared", "nearly_all"), [(17, True), (16, False)])
def test_nearly_all_is_seventeen_of_twenty(shared: int, nearly_all: bool) -> None:
    said = " ".join(TWENTY)
    other = " ".join([*TWENTY[:shared], *OTHERS[: 20 - shared]])
    assert nearly_all_said(said, other, "en") is nearly_all
    assert taken_over(said, other, "pots", "en") is nearly_all
    assert much_the_same(said, other, "en") is nearly_all


@pytest.mark.parametrize(("before", "taken"), [(11, True), (12, False)])
def test_what_stood_there_before_by_three_fifths_was_not_taken_over(before: int, taken: bool) -> None:
    said = " ".join(TWENTY)
    assert taken_over(said, said, " ".join(TWENTY[:before]), "en") is taken


@pytest.mark.parametrize(
    ("included", "named", "kind"),
    [
        ("soup ladles with a hook", "soup ladles", True),
        ("copper soup ladles", "soup ladles", True),
        ("2B901.a soup ladles", "soup ladles", True),  # the place is no end of the name
        ("soup ladles and copper soup ladles", "soup ladles", True),
        ("ladles, soup ladles", "soup ladles", True),  # a part of the name beside the whole
        ("ladles", "soup ladles", False),  # the name is never told whole
        ("soup ladles, forks", "soup ladles", False),
        ("soup ladles or forks", "soup ladles", False),
        ("soup ladles and forks", "soup ladles", False),
        ("ladles for soup", "soup ladles", False),  # the name ends where a condition begins
        ("tools: soup ladles", "soup ladles", True),  # of a note with a subject what stands behind it
        ("tools include soup ladles", "soup ladles", True),
        ("soup ladles include tools", "soup ladles", False),
        ("soup ladles (forks)", "soup ladles", True),  # brackets end a name as well
        ("soup ladles", "soup ladles of tin, forks", False),  # there are forks too
        ("soup ladles, forks", "soup ladles, forks", True),
        ("equipment for soup", "equipment", False),  # goods in general are no kind
        ("soup equipment", "soup equipment", True),
        ("soup ladles", "", False),
        ("", "soup ladles", False),
    ],
)
def test_a_kind_of_what_a_text_names(included: str, named: str, kind: bool) -> None:
    assert a_kind_of(included, named, "en") is kind


HEADING = "2B901 | list | pots\n.a | all | {}\n.a.1 | | {}\n.a.2 | | lids of iron\n"


@pytest.mark.parametrize(
    ("item", "before", "after", "taken"),
    [
        ("volume > 5 litres", "soup pots", "soup pots with a volume > 5 litres", True),
        ("volume > 5 litres", "soup pots", "soup pots with a volume greater than 5 l", True),
        ("volume > 5 litres", "soup pots", "soup pots with a volume > 4 litres", False),
        ("volume > 5 litres", "soup pots", "soup pots with a volume ≥ 5 litres", False),
        ("volume > 5 litres", "soup pots", "soup pots with a volume > 5 m³", False),  # the figure alone is the same
        ("volume > 5 litres", "soup pots", "soup pots with 4 lids and a volume > 5 litres", True),  # and other figures
        ("4 lids, volume > 5 litres", "soup pots", "soup pots with a volume > 5 litres", False),  # a figure is missing
        ("volume > 5 litres", "soup pots", "soup pots with 5 lids", False),  # a figure, but no bound
        ("volume > 5 litres, 4 lids", "soup pots", "soup pots with lids and a volume > 5 litres", False),
        ("volume > 5 litres", "soup pots > 5 litres", "soup pots, volume > 5 litres", False),  # it stood there before
        ("volume > 5 litres", "soup pots", "soup pots > 5 litres", False),  # not all the words
        ("volume > 5 litres, depth > 3 m", "soup pots", "soup pots, volume > 5 litres", False),  # nor all the bounds
        ("volume of many litres", "soup pots", "soup pots with a volume of many litres", False),  # no figure at all
        ("> 5 litres", "soup pots", "soup pots > 5 litres", False),  # a bound without a word of what it measures
    ],
)
def test_bounds_taken_over(edition_of, item: str, before: str, after: str, taken: bool) -> None:
    old, new = edition_of(HEADING.format(before, item)), edition_of(HEADING.format(after, "x"), "2021-01-01")
    part, counterpart, whole = (old, "2B901.a.1"), (old, "2B901.a"), (new, "2B901.a")
    assert bounds_taken_over(part, whole, counterpart) is taken  # type: ignore[arg-type]


def test_what_is_left_of_a_text_without_its_bounds(edition_of) -> None:
    edition = edition_of("2B901 | | round pots with a volume greater than 5 litres, depth ≤ 3 m, 4 lids\n")
    stems = {"round", "pot", "volum", "depth", "lid"}
    assert without_bounds(edition, edition.nodes[0].code) == stems
