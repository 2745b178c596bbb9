"""What two passages may differ in without anybody's classification turning on it, and where that ends."""

from __future__ import annotations

import pytest

from controllist.diffing.language_rules import (
    abbreviates,
    cut_short,
    join_places,
    names_in,
    phrases,
    places_named,
    repeats_bound,
    same_name,
    same_when_weighed,
    weighty,
)

EN = phrases("en")


def same(gone: str, come: str, before: str = "") -> bool:
    heavy = weighty(EN, gone.split()), weighty(EN, come.split())
    return same_when_weighed(EN, gone.split(), come.split(), before.split(), heavy)


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        ("use", "used"),
        ("using", "to use"),
        ("controller", "controllers"),
        ("alloys", "alloy"),
        ("ring", "rings"),  # one letter is no word that an ending was added to
        ("solid state", "solid-state"),
        ("the lids", "lids"),
        ("tin lids", "lids tin"),
        ("ref .", "reference :"),
        ("analogue-to-digital converters", "adcs"),
        ("gas turbine engine", "gas turbine"),
        ("tin , iron", "iron , tin"),
        ("slow baking units", "sbu"),
    ],
)
def test_the_same_in_other_words(gone: str, come: str) -> None:
    assert same(gone, come)
    assert same(come, gone)


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        ("lids", "jars"),
        ("tin lids or jars", "jars or tin lids"),  # what an "or" joins depends on where it stands
        ("lids not jars", "jars not lids"),
        ("lids rather than jars", "jars rather than lids"),
        ("re .", "reference"),  # two letters could be anything
        ("ref .", "reference book"),
        ("pref .", "reference"),
        ("oven door", "odx"),
        ("steam turbine engine", "steam turbine"),
        ("gas turbine", "steam turbine"),
        ("tin and iron", "iron and tin"),
        ("slow baking units", "gpu"),
    ],
)
def test_what_is_not_the_same(gone: str, come: str) -> None:
    assert not same(gone, come)
    assert not same(come, gone)


def test_a_name_is_known_with_the_words_before_it() -> None:
    """`gas turbine (engine)`: the word that came is the end of the longer name of the same thing."""
    assert same("", "engine", "aero gas turbine")
    assert same("gas turbine engine", "gas turbine", "for large")  # whatever they are, where the name is whole
    assert not same("", "engine", "aero steam turbine")
    assert not same("", "engine", "gas")


def test_an_abbreviation_in_brackets_says_the_words_before_it() -> None:
    assert same("", "( sbu )", "a slow baking unit")
    assert not same("", "sbu", "a slow baking unit")  # without brackets it is a word more
    assert not same("", "( sbx )", "a slow baking unit")
    assert not same("", "( sbu grills )", "a slow baking unit")  # more than an abbreviation


@pytest.mark.parametrize(
    ("short", "long", "made_of_it"),
    [
        ("adcs", "analogue-to-digital converters", True),
        ("adc", "analogue to digital converter", True),  # words between may be passed over
        ("ad", "analogue digital", True),
        ("a", "analogue digital", False),  # one letter is no abbreviation
        ("analogued", "a n a l o g u e d", False),  # nor are nine
        ("analogue", "a n a l o g u e", True),
        ("ab", "analogue-3", False),
        ("ad", "analogue", False),
        ("da", "analogue digital", False),
        ("a3", "analogue 3", False),
        ("cd", "any thing before that could be copper disk", True),
        ("at", "any thing before that could be copper disk", False),  # only the words right before count
        ("xd", "xray two three four disk", True),  # three more than it has letters
        ("xd", "xray one two three four disk", False),
    ],
)
def test_first_letters(short: str, long: str, made_of_it: bool) -> None:
    assert abbreviates(short, long.split()) is made_of_it


@pytest.mark.parametrize(
    ("short", "long", "cut"),
    [
        ("ref .", "reference :", True),
        ("ref .", "reference", True),
        ("ref", "reference", False),
        ("ref :", "reference", False),
        ("re .", "reference", False),
        ("ref .", "reference list", False),
        ("ref .", "preference", False),
        ("ref . .", "reference", False),
        ("ref .", ": ;", False),
        ("ref .", "", False),
        ("", "reference", False),
    ],
)
def test_a_word_cut_short_with_a_stop(short: str, long: str, cut: bool) -> None:
    assert cut_short(short.split(), long.split()) is cut


@pytest.mark.parametrize(
    ("text", "span", "repeats"),
    [
        ("heat ⟦>K⟧ ( 227 °c )", (3, 4), True),
        ("heat ⟦>K⟧ ( -40 °c )", (3, 4), True),
        ("heat ⟦>K⟧ - ( 227 °c )", (4, 5), True),
        ("heat ⟦>K⟧ ( - 40 °c )", (4, 5), True),
        ("heat ⟦>K⟧ ( about 227 °c )", (4, 5), False),
        ("heat ⟦>K⟧ ( 227 °c )", (3, 5), False),  # more than the figure
        ("heat ⟦>K⟧ ( hot )", (3, 4), False),
        ("heat ⟦>K⟧ 227 °c", (2, 3), False),  # not in brackets
        ("heat more than that ( 227 °c )", (5, 6), False),  # no bound before
        ("⟦>K⟧ of its heat ( 227 °c )", (5, 6), False),  # not right behind it
        ("( 227 °c )", (1, 2), False),
        ("227 °c )", (0, 1), False),
        ("⟦>K⟧ ( 227 )", (2, 3), True),
        ("⟦>K⟧ ( 22.7 )", (2, 3), True),
        ("⟦>K⟧ ( - )", (2, 3), False),
        ("⟦>K⟧ ( b7 )", (2, 3), False),
    ],
)
def test_a_figure_in_brackets_behind_a_bound(text: str, span: tuple[int, int], repeats: bool) -> None:
    assert repeats_bound(text.split(), span) is repeats


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [
        ("bipolaris oryzae ( cochliobolus )", "cochliobolus", True),
        ("cochliobolus", "bipolaris oryzae ( cochliobolus )", True),
        ("cochliobolus ( bipolaris oryzae )", "bipolaris oryzae ( cochliobolus )", True),
        ("bipolaris [ syn cochliobolus , helminthosporium ]", "helminthosporium", True),
        ("bipolaris ( cochliobolus or drechslera )", "drechslera", True),
        ("bipolaris ( cochliobolus = drechslera )", "drechslera", True),
        ("bipolaris ( cochliobolus ) oryzae", "bipolaris oryzae", True),  # it goes on behind the bracket
        ("bipolaris oryzae", "bipolaris", False),  # no other name is told
        ("bipolaris oryzae", "oryzae bipolaris", False),
        ("bipolaris ( cochliobolus )", "fusarium ( gibberella )", False),
        ("bipolaris ( cochliobolus )", "fusarium ( cochliobolus )", False),  # a shared other name is not the first
        ("bipolaris , fusarium", "fusarium", False),  # two things
        ("bipolaris ( cochliobolus ) or fusarium", "cochliobolus", False),
        ("pots with lids ( cochliobolus )", "cochliobolus", False),  # more than a name
        ("rice ⟦>kg⟧ ( cochliobolus )", "cochliobolus", False),
        ("rice ( cochliobolus )", "", False),
        ("", "rice ( cochliobolus )", False),
        (" ".join(["rice"] * 57) + " ( cochliobolus )", "cochliobolus", True),
        (" ".join(["rice"] * 58) + " ( cochliobolus )", "cochliobolus", False),  # no name is that long
    ],
)
def test_a_thing_renamed(old: str, new: str, renamed: bool) -> None:
    assert same_name(names_in(old.split()), names_in(new.split())) is renamed


@pytest.mark.parametrize(
    ("said", "weighs"), [("", False), (", ; ( )", False), ("the of a", False), ("the lid", True), ("not", True)]
)
def test_what_says_something(said: str, weighs: bool) -> None:
    assert bool(weighty(EN, said.split())) is weighs


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("in 3a001.b or 3b having", ["in", "3a001.b or 3b", "having"]),
        ("in 3b or 3a001.b", ["in", "3b or 3a001.b"]),
        ("in 3b having", ["in", "3b", "having"]),  # a group alone may be anything
        ("3a001 , or 3a002", ["3a001 , or 3a002"]),
        ("3a001 , and to 3a002", ["3a001", ",", "and", "to", "3a002"]),  # three words part them
        ("3a001 ; 3a002", ["3a001", ";", "3a002"]),
        ("3a001 . 3a002", ["3a001 . 3a002"]),
        ("3a001 or 3a002 or 3a003 or pots", ["3a001 or 3a002 or 3a003", "or", "pots"]),
        ("3a001 to 3a , 3a004.b", ["3a001 to 3a , 3a004.b"]),
        ("3a or 3b having", ["3a", "or", "3b", "having"]),  # without a number none is sure to be a place
        ("3a 3a001", ["3a 3a001"]),
        ("5 3a001", ["5", "3a001"]),
        ("mlx or 3a001", ["mlx", "or", "3a001"]),
        ("3a001 3a002", ["3a001 3a002"]),  # a comma got lost
        ("3a001 3b having", ["3a001", "3b", "having"]),
        ("3a001 pots 3a002", ["3a001", "pots", "3a002"]),
        ("3a001 or pots", ["3a001", "or", "pots"]),
        ("pots or 3a001", ["pots", "or", "3a001"]),
        ("3a001 or", ["3a001", "or"]),
        ("ml8 to ml10.a", ["ml8 to ml10.a"]),
        ("", []),
    ],
)
def test_codes_that_stand_together_are_one_list(text: str, joined: list[str]) -> None:
    assert join_places(text.split()) == joined


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("3b001 to 3b003", "3b001 3b002 3b003"),
        ("3b001 , 3b002 to 3b004 or 3b510", "3b001 3b002 3b003 3b004 3b510"),
        ("3b001", "3b001"),
        ("ml8 to ml10", "ml8 ml9 ml10"),
        ("ml10 to ml11", "ml10 ml11"),
        ("ml7 to ml9", "ml7 ml8 ml9"),
        ("3b001.a to 3b001.c", "3b001.a 3b001.b 3b001.c"),
        ("3b001.a to 3b001.f.2", "3b001.a 3b001.f.2"),  # what lies between items of two depths is not for us to say
        ("3a001 to 3b002", "3a001 3b002"),  # nor across groups
        ("3b001 or 3c", "3b001 3c"),
        ("3b or 3c", "3b 3c"),
        ("3b001.2 to 3b001.4", "3b001.2 3b001.3 3b001.4"),
        ("3b001.c to 3b001.a", "3b001.c 3b001.a"),  # no range
        ("3b001.c to 3b001.c", "3b001.c"),
        ("3b001 or 3b003 or 3b005 to 3b007", "3b001 3b003 3b005 3b006 3b007"),  # a range begins right before its "to"
        ("3b001.aa to 3b001.ac", "3b001.aa 3b001.ac"),  # letters of two signs are not for us to count
        ("3b001.aa to 3b001.c", "3b001.aa 3b001.c"),
        ("3b001.a to 3b001.ac", "3b001.a 3b001.ac"),
        ("3b001.9 to 3b001.12", "3b001.9 3b001.12"),
        ("ml8.a to ml8.c", "ml8.a ml8.b ml8.c"),
        ("ml8 to 3b001", "ml8 3b001"),
        ("3b , 3c", "3b 3c"),
        ("3b ,", ""),
        ("3b001.a to 3b001.3", "3b001.a 3b001.3"),
        ("3a001 , 3b001 to 3b003", "3a001 3b001 3b002 3b003"),
        ("3c", ""),  # a group alone may be anything
        ("to 3b003", "3b003"),
        ("to 3b005 or 3b001", "3b001 3b005"),
        ("3b005 or 3b001 to", "3b001 3b005"),  # the passage ends within a range
        ("3b001 and pots", ""),
        ("pots", ""),
        ("", ""),
    ],
)
def test_the_places_a_passage_names(text: str, places: str) -> None:
    assert places_named(text.split()) == frozenset(places.split())
