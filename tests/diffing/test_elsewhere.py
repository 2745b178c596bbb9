"""What moved: looked for in its entry first, then in the whole list, and how many words that takes."""

from __future__ import annotations

import pytest
from attrs import evolve

from controllist.diffing.alignment import align
from controllist.diffing.comparison import diff
from tests.diffing.pots import how

LADLES = "ladles of beaten copper with a handle of turned oak for hot soup"


def test_an_item_is_looked_for_in_its_own_entry_first(edition_of):
    """Nearly its words are there; its very words came to another entry, which is another item."""
    old = f"""
    2B901 | list | pots
    .a | list | for soup
    .a.1 | | {LADLES}
    .a.2 | | forks of bent wire
    .b | list | for stew
    .b.1 | | knives of black glass
    2B902 | list | ovens
    .a | | racks of iron
    """
    new = f"""
    2B901 | list | pots
    .a | list | for soup
    .a.2 | | forks of bent wire
    .b | list | for stew
    .b.1 | | knives of black glass
    .b.2 | | {LADLES.replace("hot", "cold")}
    2B902 | list | ovens
    .a | | racks of iron
    .b | | {LADLES}
    """
    assert how(edition_of, old, new) == {("2B901.a.1", "2B901.b.2"): "moved", (None, "2B902.b"): "added"}


def test_a_note_stays_where_another_item_took_the_place_of_its_own(edition_of):
    """Its code is the same, and yet it hangs on something else: that is told."""
    old = """
    2B901 | list | pots
    .a | list | soup ladles of beaten copper
    .a#note | includes | those with a handle of turned oak or brass
    """
    new = old.replace("soup ladles of beaten copper", "1.2.3-XQZ")
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes if c.kind == "moved"}
    assert [(c.code, c.effect, c.detail) for c in found.values()] == [
        ("2B901.a#note", "neutral", "stands at 2B901.a now")
    ]


LIST = "2B901 | list | pots\n.a | | tin\n{}2B902 | list | ovens\n.a | | iron\n{}"


@pytest.mark.parametrize(("end", "moved"), [("wi", False), ("wit", True)])
@pytest.mark.parametrize(("before", "after"), [(".a#note | explains", ".a#note | explains"), (".b | ", "2B903.a | ")])
def test_a_whole_sentence_may_have_gone_to_any_entry(edition_of, before, after, end, moved):
    """A note to another entry, an item to one that is new itself: sixty letters, blanks apart."""
    text = f"ladles and forks beaten from tin by hand with care with care with care {end}"
    assert len(text.replace(" ", "")) == (60 if moved else 59)
    old, new = LIST.format(f"{before} | {text}\n", ""), LIST.format("", "")
    new += "" if "#" in after else "2B903 | list | hearths of bakeries beside the sea, lit at night\n"
    assert ("moved" in how(edition_of, old, f"{new}{after} | {text}\n").values()) is moved


def test_only_the_first_standing_of_a_code_is_part_of_a_branch(edition_of):
    """A page that repeats an item's code in other words does not hide that the branch moved as it was."""
    branch = ".{0} | list | pots made of beaten copper\n.{0}.1 | | round\n.{0}.2 | | flat\n"
    old = edition_of(LIST.format(branch.format("b"), ""))
    new = edition_of(LIST.format("", branch.format("b")), "2021-01-01")
    again = evolve(new["2B902.b.1"], text="pears, plums and other fruit, which a reader took for an item of this place")
    twice = evolve(new, nodes=(*new.nodes, again))
    for one, other in ((old, twice), (twice, old)):
        moved = {frozenset((p.old.code, p.new.code)) for p in align(one, other).pairs if p.how == "moved"}
        assert moved == {frozenset(("2B901.b", "2B902.b"))}


@pytest.mark.parametrize(
    ("item", "moved"), [("rounded edges", False), ("rounded corner", True), ("rounded corners", True)]
)
def test_a_branch_that_says_little_may_stand_anywhere(edition_of, item, moved):
    """Twenty-four letters with those of its items, blanks among them."""
    assert (len(f"pots {item} flat") >= 24) is moved
    branch = f".b | list | pots\n.b.1 | | {item}\n.b.2 | | flat\n"
    pairs = how(edition_of, LIST.format(branch, ""), LIST.format("", branch))
    assert (pairs.get(("2B901.b", "2B902.b")) == "moved") is moved


def test_branches_that_differ_in_a_late_item_are_told_apart(edition_of):
    """The longest heading goes before, and they changed places."""
    heading = "pots for cooking in ships, hotels, hospitals and schools " * 4
    items = "".join(f".{{0}}.{n} | | item {n} of tin\n" for n in range(1, 9))
    iron = f".{{0}} | list | {heading}\n{items}.{{0}}.9 | | a lid of iron\n"
    brass = f".{{0}} | list | {heading}\n{items}.{{0}}.9 | | no lid but a brass net\n"
    old = LIST.format(iron.format("b") + brass.format("c"), "")
    new = LIST.format("", brass.format("b") + iron.format("c"))
    assert how(edition_of, old, new) == {("2B901.b", "2B902.c"): "moved", ("2B901.c", "2B902.b"): "moved"}


def test_an_item_that_went_with_its_place_is_told_there(edition_of):
    """Unless a whole sentence of it stands elsewhere: few words may be said of other goods as well."""
    few, sentence = "handles of turned oak and brass", f"{LADLES}, cold stew and rice"
    for text, moved in ((few, False), (sentence, True)):
        branch = f".b | list | 1.2.3-XQZ\n.b.1 | | {text}\n.b.2 | | no less than nine long legs\n"
        old, new = LIST.format(branch, ""), LIST.format("", f".b | | {text}\n")
        pairs = how(edition_of, old, new)
        assert (pairs.get(("2B901.b.1", "2B902.b")) == "moved") is moved
        assert pairs.get(("2B901.b", None)) == "removed"


@pytest.mark.parametrize(("text", "moved"), [("ladles of iron for jams", False), ("ladles of irons for jams", True)])
def test_nearly_the_same_words_may_stand_anywhere(edition_of, text, moved):
    """Where they have twenty-four letters, blanks among them; what has fewer hides none that stands behind it."""
    other = text.replace("jams", "hams")
    assert len(text) == len(other) == 23 + moved
    short = ".b | | forks\n"
    old = LIST.format(f"{short}.c | | {text}\n.d | | {LADLES}\n", "")
    new = LIST.format("", f".b | | {other}\n.c | | {LADLES.replace('oak', 'ash')}\n")
    pairs = how(edition_of, old, new)
    assert (pairs.get(("2B901.c", "2B902.b")) == "moved") is moved
    assert pairs["2B901.d", "2B902.c"] == "moved"


def test_what_stands_below_an_item_goes_where_that_went(edition_of):
    """By its label, where the item was found by nearly its words: `flat` alone would be looked for nowhere."""
    branch = ".{0} | list | {1}\n.{0}.1 | | round\n.{0}.2 | | flat\n"
    old = LIST.format(branch.format("b", LADLES), "")
    new = LIST.format("", branch.format("b", LADLES.replace("oak", "ash")))
    assert how(edition_of, old, new) == {("2B901.b", "2B902.b"): "moved"}


def test_of_two_that_are_nearly_the_same_the_nearer_one_is_it(edition_of):
    """In whatever order they stand."""
    near, far = LADLES.replace("oak", "ash"), LADLES.replace("oak", "elm").replace("beaten", "hard")
    for items in ((near, far), (far, near)):
        old, new = LIST.format(f".b | | {LADLES}\n", ""), LIST.format("", ".b | | {}\n.c | | {}\n".format(*items))
        place = "2B902.b" if items[0] == near else "2B902.c"
        assert how(edition_of, old, new)["2B901.b", place] == "moved"


@pytest.mark.parametrize(
    ("requirement", "kind", "effect", "rule"),
    [
        ("list", "excludes", "narrower", "exclusion added"),
        ("any", "excludes", "narrower", "exclusion added"),
        ("all", "excludes", "undecided", "exclusion added"),  # a condition less, and goods left out
        ("list", "includes", "neutral", "same words"),  # brought in as before
    ],
)
def test_an_item_that_a_note_says_now(edition_of, requirement, kind, effect, rule):
    """Where the note leaves out what the item named, the words are the same and the control is not."""
    old = edition_of(f"2B901 | {requirement} | pots\n.a | | tin\n.b | | {LADLES}\n")
    new = edition_of(f"2B901 | {requirement} | pots\n.a | | tin\n#note | {kind} | {LADLES}\n", "2021-01-01")
    (change,) = diff(old, new).changes
    assert (change.kind, change.code, change.old_code) == ("moved", "2B901#note", "2B901.b")
    assert (change.effect, change.rule, change.substantive) == (effect, rule, effect != "neutral")
    (back,) = diff(new, old).changes
    assert back.effect == {"narrower": "wider"}.get(effect, effect)
    assert back.rule == rule.replace("added", "dropped")
