"""What became of what: renumbered, moved, split, merged, and what only looks so."""

from __future__ import annotations

import pytest
from attrs import evolve

from controllist.diffing.alignment import align
from controllist.diffing.comparison import diff
from tests.diffing.pots import POTS, differing, how


def test_nothing_moves_where_nothing_changed(edition_of):
    assert how(edition_of, POTS, POTS) == {}


def test_an_item_put_in_front_renumbers_those_behind(edition_of):
    new = POTS.replace(
        ".a.2 | | frying onions in olive oil\n.a.3 | | stewing plums with cinnamon",
        ".a.2 | | whipping cream with sugar\n.a.3 | | frying onions in olive oil\n.a.4 | | stewing plums with cinnamon",
    )
    assert how(edition_of, POTS, new) == {
        ("2B901.a.2", "2B901.a.3"): "renumbered",
        ("2B901.a.3", "2B901.a.4"): "renumbered",
        (None, "2B901.a.2"): "added",
    }
    changes = diff(edition_of(POTS), edition_of(new, "2021-01-01")).changes
    assert [(c.kind, c.code, c.old_code) for c in changes] == [
        ("added", "2B901.a.2", None),
        ("renumbered", "2B901.a.3", "2B901.a.2"),
        ("renumbered", "2B901.a.4", "2B901.a.3"),
    ]


def test_renumbered_with_other_words_is_told_twice(edition_of):
    old = POTS.replace("frying onions in olive oil", "frying onions in > 2 l of olive oil")
    new = POTS.replace(
        ".a.2 | | frying onions in olive oil", ".a.2 | | whipping cream\n.a.4 | | frying onions in > 3 l of olive oil"
    )
    found = [(c.kind, c.code, c.effect) for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes]
    assert ("renumbered", "2B901.a.4", "neutral") in found
    assert ("threshold", "2B901.a.4", "narrower") in found


def test_a_branch_moves_with_what_is_below(edition_of):
    new = POTS.replace("2B901 | list | pots\n.a |", "2B902 | list | pots, too\n.a |")
    new = new.replace(".b | | kettles", "2B901 | list | pots\n.b | | kettles")
    kinds = {(c.kind, c.code, c.old_code) for c in diff(edition_of(POTS), edition_of(new, "2021-01-01")).changes}
    assert ("moved", "2B902.a", "2B901.a") in kinds
    assert not any(code == "2B902.a.1" for _, code, _ in kinds)


def test_items_that_a_parent_takes_up_are_merged(edition_of):
    new = POTS.replace(".a | list | pots for", ".a | | pots for boiling potatoes in salted water")
    new = "\n".join(line for line in new.splitlines() if not line.startswith(".a."))
    found = {c.code: c for c in diff(edition_of(POTS), edition_of(new, "2021-01-01")).changes}
    assert (found["2B901.a.1"].effect, found["2B901.a.1"].substantive) == ("neutral", False)
    assert (found["2B901.a.2"].effect, found["2B901.a.2"].substantive) == ("narrower", True)
    assert found["2B901.a"].substantive is False


def test_words_that_get_an_item_of_their_own_are_split_off(edition_of):
    old = "2B901 | | pots with a lid of copper that locks and a handle of wood that folds\n"
    new = "2B901 | all | pots\n.a | | with a lid of copper that locks\n.b | | a handle of wood that folds\n"
    found = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert {c.code: (c.kind, c.substantive) for c in found if c.code != "2B901"} == {
        "2B901.a": ("added", False),
        "2B901.b": ("added", False),
    }


def test_words_that_stand_elsewhere_as_they_were_have_moved(edition_of):
    """The label's new words are another item then, however alike they look."""
    old = """
    2B901 | list | pots
    .a | all | soup pots, as follows
    .a.1 | | two seals within the area where the steam is
    .a.2 | | parts of polished steel or polished copper
    """
    new = """
    2B901 | list | pots
    .a | list | soup pots, as follows
    .a.1 | all | soup pots
    .a.1.a | | two seals within the area where the steam is
    .a.1.b | | parts of polished steel or polished copper
    .a.2 | | pots that have all parts of copper or paper
    """
    found = {c.code: (c.kind, c.old_code) for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert found["2B901.a.1.b"] == ("moved", "2B901.a.2")
    assert found["2B901.a.2"] == ("added", None)


def test_a_bound_that_went_into_the_heading_is_asked_as_before(edition_of):
    old = "2B901 | list | pots\n.a | all | soup pots\n.a.1 | | a volume exceeding 5 litres\n.a.2 | | two lids of iron\n"
    new = (
        "2B901 | list | pots\n.a | all | soup pots, having a volume greater than 5 litres\n.a.2 | | two lids of iron\n"
    )
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert {code: (c.effect, c.rule) for code, c in found.items()} == {
        "2B901.a": ("neutral", "words taken over"),
        "2B901.a.1": ("neutral", "words taken over"),
    }
    looser = edition_of(new.replace("5 litres", "4 litres"), "2021-01-01")
    assert {c.effect for c in diff(edition_of(old), looser).changes} == {"narrower", "wider"}


LIST = "2B901 | list | pots\n{}2B902 | list | ovens\n{}"


def items(*texts: str) -> str:
    """Items a, b, c below an entry; an empty text is a place kept empty, None no item."""
    lines = []
    for letter, text in zip("abcdefgh", texts, strict=False):
        if text is not None:
            lines.append(f".{letter} | not-used |\n" if text == "" else f".{letter} | | {text}\n")
    return "".join(lines)


LADLES, SIEVES, JUGS = (
    "ladles of beaten copper for soup",
    "sieves with a mesh of fine wire",
    "jugs holding hot chocolate",
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # The same words under another label, in another order.
        ([LADLES, SIEVES], [SIEVES, LADLES], {("a", "b"): "renumbered", ("b", "a"): "renumbered"}),
        # Much the same words under another label.
        ([LADLES, SIEVES], [JUGS, LADLES.replace("beaten", "hard"), SIEVES],
         {(None, "a"): "added", ("a", "b"): "renumbered", ("b", "c"): "renumbered"}),
        # Under its own label an item may change much and is the same item still ...
        ([LADLES], ["spoons of copper for hot soup"], {}),
        # ... but not altogether.
        ([LADLES], ["1.2.3-XQZ"], {("a", None): "removed", (None, "a"): "added"}),
        # Under another label half the words are too few.
        ([LADLES, SIEVES], [SIEVES, "spoons of copper for hot soup"], {("b", "a"): "renumbered", ("a", None): "removed",
         (None, "b"): "added"}),
        # A place kept empty and used again is one place.
        ([LADLES, SIEVES], ["", SIEVES], {}),
        (["", SIEVES], [LADLES, SIEVES], {}),
        (["", ""], ["", ""], {}),
        ([LADLES, SIEVES], [SIEVES, ""], {("b", "a"): "renumbered", ("a", None): "removed", (None, "b"): "added"}),
        # What is said twice is not known by its words.
        ([LADLES, LADLES, SIEVES], [SIEVES, LADLES, LADLES], {("c", "a"): "renumbered", ("a", "c"): "renumbered"}),
    ],
)  # fmt: skip
def test_items_below_one_place(edition_of, old, new, expected):
    found = how(edition_of, LIST.format(items(*old), ""), LIST.format(items(*new), ""))
    told = {(o and o.removeprefix("2B901."), n and n.removeprefix("2B901.")): kind for (o, n), kind in found.items()}
    assert told == expected


@pytest.mark.parametrize(
    ("text", "after", "moved"),
    [
        (LADLES, LADLES, True),
        (LADLES, LADLES + ", too", True),  # nearly the same words
        (LADLES, "ladles of cast iron for a stew", False),  # half of them
        ("ladles of tin", "ladles of tin", False),  # so few words stand in many places
    ],
)
def test_an_item_found_in_another_entry(edition_of, text, after, moved):
    old = LIST.format(items(text, SIEVES), items("racks of iron"))
    new = LIST.format(items(None, SIEVES), items("racks of iron", after))
    expected = (
        {("2B901.a", "2B902.b"): "moved"} if moved else {("2B901.a", None): "removed", (None, "2B902.b"): "added"}
    )
    assert how(edition_of, old, new) == expected


def test_within_an_entry_fewer_words_will_do(edition_of):
    old = "2B901 | list | pots\n.a | list | for soup\n.a.1 | | ladles\n.b | list | for stew\n.b.1 | | forks\n"
    new = old.replace(".a.1 | | ladles\n", "") + ".b.2 | | ladles\n"
    assert how(edition_of, old, new) == {("2B901.a.1", "2B901.b.2"): "moved"}
    few = old.replace("ladles", "lids"), new.replace("ladles", "lids")  # four letters
    assert how(edition_of, *few) == {("2B901.a.1", None): "removed", (None, "2B901.b.2"): "added"}


def test_a_branch_moves_as_a_whole_even_where_its_items_say_little(edition_of):
    branch = ".a | list | pots made of beaten copper\n.a.1 | | round\n.a.2 | | flat\n"
    old, new = LIST.format(branch, items("racks")), LIST.format("", items("racks") + branch.replace(".a", ".b"))
    assert how(edition_of, old, new) == {("2B901.a", "2B902.b"): "moved"}
    found = align(edition_of(old), edition_of(new, "2021-01-01"))
    assert (found.new_of["2B901.a.1"], found.new_of["2B901.a.2"]) == ("2B902.b.1", "2B902.b.2")


def test_an_entry_is_known_by_its_number_alone(edition_of):
    old, new = "2B901 | | pots\n2B902 | | ovens\n", "2B901 | | ovens\n2B902 | | pots\n"
    assert how(edition_of, old, new) == {}
    assert how(edition_of, old, "2B901 | | pots\n2B903 | | ovens\n") == {
        ("2B902", None): "removed",
        (None, "2B903"): "added",
    }


def test_what_stands_below_places_that_changed_numbers_differs_too(edition_of):
    """Lids of tin hang below either place: none stands where it stood, though words and number are there as before."""
    old = "2B901 | list | pots\n.a | list | pots for boiling soup\n.a.1 | | tin lids\n"
    old += ".b | list | pans for frying eggs in butter\n.b.1 | | tin lids\n"
    new = old.replace(".a", ".z").replace(".b", ".a").replace(".z", ".b")
    found = align(edition_of(old), edition_of(new, "2021-01-01"))
    assert {(p.old.code, p.new.code, p.how) for p in differing(found)} == {
        ("2B901.a", "2B901.b", "renumbered"),
        ("2B901.a.1", "2B901.b.1", "same place"),
        ("2B901.b", "2B901.a", "renumbered"),
        ("2B901.b.1", "2B901.a.1", "same place"),
    }


def test_a_node_under_another_node_s_number_differs(edition_of):
    """Where items changed places, each number has words that stood in the list before, though not there."""
    new = POTS.replace(".a.1 | | boil", ".a.9 | | boil").replace(".a.2 | | fry", ".a.1 | | fry")
    new = new.replace(".a.9 | | boil", ".a.2 | | boil")
    found = align(edition_of(POTS), edition_of(new, "2021-01-01"))
    assert {(p.old.code, p.new.code) for p in differing(found)} == {
        ("2B901.a.1", "2B901.a.2"),
        ("2B901.a.2", "2B901.a.1"),
    }
    assert len(found.pairs) == len(edition_of(POTS).nodes)


def test_every_node_of_either_edition_is_in_one_pair(edition_of):
    new = POTS.replace(".a.1 | | boiling", ".a.4 | | boiling").replace("kettles with", "jugs without")
    editions = edition_of(POTS), edition_of(new, "2021-01-01")
    found = align(*editions)
    assert sorted(p.old.code for p in found.pairs if p.old and p.how not in ("merged", "split")) + sorted(
        p.old.code for p in found.pairs if p.how == "merged"
    ) == sorted(n.code for n in editions[0].nodes)
    assert [p.new.code for p in found.pairs if p.new and p.how != "merged"] == [n.code for n in editions[1].nodes]
    assert {found.new_of[o]: o for o in found.new_of} == found.old_of


COPPER = "round lids of beaten copper"
JARS = "tin jars with handles, spouts and feet for serving hot soup on the table"


@pytest.mark.parametrize(
    ("gone", "holder", "before", "after", "taken"),
    [
        # The place above takes a few letters, a neighbour only what is long enough to be no chance.
        ("round lids", "", "pots", "pots with round lids", True),
        ("lids", "", "pots", "pots with lids", False),
        (COPPER, ".b", JARS, f"{JARS} or {COPPER}", True),
        ("square iron ladles", ".b", JARS, f"{JARS} or square iron ladles", True),  # sixteen letters
        ("round iron ladles", ".b", JARS, f"{JARS} or round iron ladles", False),
        ("round lids", ".b", JARS, JARS + " or round lids", False),
        # In any order, where there are words enough.
        (
            "round lids made of beaten copper plate",
            "",
            "pots",
            "pots with copper plate beaten round, made as lids",
            True,
        ),
        # What stood there before was not taken over.
        (COPPER, ".b", f"{JARS} or {COPPER}", f"{JARS} or {COPPER}", False),
        (COPPER, ".b", f"{JARS} or {COPPER}", f"large {JARS} or {COPPER}", False),
        # Nor what stands in another entry.
        (COPPER, "2B902", JARS, f"{JARS} or {COPPER}", False),
    ],
)
def test_whose_words_became_whose(edition_of, gone, holder, before, after, taken):
    lines = {"": "pots", ".b": "flat pans", "2B902": "tin ovens"} | {holder: before}
    text = "2B901 | list | {}\n{}.b | | {}\n2B902 | | {}\n"
    old = text.format(lines[""], f".a | | {gone}\n", lines[".b"], lines["2B902"])
    lines[holder] = after
    new = text.format(lines[""], "", lines[".b"], lines["2B902"])
    place = {"": "2B901", ".b": "2B901.b"}.get(holder)
    assert how(edition_of, old, new) == ({("2B901.a", place): "merged"} if taken else {("2B901.a", None): "removed"})
    assert how(edition_of, new, old) == ({(place, "2B901.a"): "split"} if taken else {(None, "2B901.a"): "added"})


def test_words_taken_over_by_an_item_whose_number_had_the_same_words(edition_of):
    """What stands at b.1 stood there before, but of the pans; of the pots it is new that a.1 says so."""
    old = f"""
    2B901 | list | kitchens
    .a | list | pots for boiling soup
    .a.1 | | {JARS}
    .a.2 | | {COPPER}
    .b | list | pans for frying eggs in butter
    .b.1 | | {JARS} or {COPPER}
    """
    new = f"""
    2B901 | list | kitchens
    .a | list | pans for frying eggs in butter
    .a.1 | | {JARS} or {COPPER}
    .b | list | pots for boiling soup
    .b.1 | | {JARS} or {COPPER}
    """
    expected = {("2B901.a", "2B901.b"): "renumbered", ("2B901.b", "2B901.a"): "renumbered"}
    assert how(edition_of, old, new) == {**expected, ("2B901.a.2", "2B901.b.1"): "merged"}
    assert how(edition_of, new, old) == {**expected, ("2B901.b.1", "2B901.a.2"): "split"}


def test_a_code_that_stands_twice_is_taken_by_its_first_standing(edition_of):
    pots = edition_of(POTS)
    second = evolve(pots["2B901.b"], text="kettles with a whistle for quiet kitchens")
    twice = evolve(pots, nodes=(*pots.nodes, second))
    for old, new in ((pots, twice), (twice, pots), (twice, twice)):
        found = align(old, new)
        assert differing(found) == []
        assert len(found.pairs) == len(pots.nodes)
    kettles = evolve(pots, nodes=tuple(second if n.code == "2B901.b" else n for n in pots.nodes))
    (pair,) = differing(align(twice, kettles))
    assert (pair.old.text, pair.new.text) == (pots["2B901.b"].text, second.text)


def test_what_hangs_on_no_place_of_the_list_is_known_by_its_code(edition_of):
    old = edition_of(POTS)
    orphans = tuple(n for n in old.nodes if n.code != "2B901.a")
    reworded = tuple(evolve(n, text=f"{n.text}, too") if n.code == "2B901.a.1" else n for n in orphans)
    found = align(evolve(old, nodes=orphans), evolve(old, nodes=reworded, applies_from="2021-01-01"))
    assert [(p.old and p.old.code, p.new and p.new.code, p.how) for p in found.pairs] == [
        (n.code, n.code, "same place") for n in orphans
    ]
