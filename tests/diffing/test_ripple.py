"""What a change touches besides its own place: users of a term, provisions that refer to a place."""

from __future__ import annotations

import pytest

from controllist.diffing.comparison import diff

KITCHEN = """
2B901 | list | "pots" and pans
.a | | pots of tin
.b | | pans > 5 l
.b.1 | | 'lids' of pans
.b#technical-note | technical | 'lid' = cover of a pan
2B902 | list | goods specified in 2B901.a
.a | | racks for "pot" makers specified in 2B901
.b | | racks for goods specified in 2B901.b
.c#see-also | see-also | 2B901.b
.c | | 'lids' of another kind, and "potters"
2B903 | | ovens
#note | excludes | ovens for "pots" not specified in 2B901.a
"pot"#definition | definition | a vessel of tin
"pan"#definition | definition | a flat "pot"
"""


def touched(edition_of, *edits, old=KITCHEN):
    new = old
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    return {c.code: list(c.touches) for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}


def test_a_term_touches_all_that_quote_it(edition_of):
    """In the singular or plural, in a note at its provision, in another definition; never in single quotes."""
    assert touched(edition_of, ("a vessel of tin", "a vessel of tin or clay")) == {
        '"pot"#definition': ["2B901", "2B902.a", "2B903", '"pan"#definition']
    }


def test_a_local_term_touches_its_own_entry_alone(edition_of):
    assert touched(edition_of, ("cover of a pan", "cover of a pan or pot")) == {"2B901.b#technical-note": []}
    elsewhere = KITCHEN.replace(".b.1 | | 'lids' of pans", ".c | | 'lids' of pans")
    assert touched(edition_of, ("cover of a pan", "cover of a pan or pot"), old=elsewhere) == {
        "2B901.b#technical-note": ["2B901.c"]
    }


@pytest.mark.parametrize(
    ("edit", "code", "places"),
    [
        # Whoever names the place or one above it; a pointer only points.
        (("pots of tin", "pots of tin or clay"), "2B901.a", ["2B902", "2B902.a", "2B903"]),
        (("pans > 5 l", "pans > 4 l"), "2B901.b", ["2B902.a", "2B902.b"]),
        (('"pots" and pans', '"pots" and large pans'), "2B901", ["2B902.a"]),
        (("ovens\n#", "gas ovens\n#"), "2B903", []),
    ],
)
def test_a_provision_touches_those_that_refer_to_it(edition_of, edit, code, places):
    assert touched(edition_of, edit) == {code: places}


@pytest.mark.parametrize("kind", ["excludes", "includes"])
def test_a_note_touches_those_that_refer_to_its_place(edition_of, kind):
    """Though it quotes words, it explains none of them."""
    old = KITCHEN.replace(".b | | pans", f".a#note | {kind} | 'cans' and jugs of tin\n.b | | pans")
    found = touched(edition_of, ("jugs of tin", "jugs of zinc"), old=old)
    assert found == {"2B901.a#note": ["2B902", "2B902.a", "2B903"]}


def test_what_is_gone_touched_those_that_referred_to_it_then(edition_of):
    assert touched(edition_of, (".a | | pots of tin\n", ""), ("goods specified in 2B901.a", "goods"))["2B901.a"] == [
        "2B902",
        "2B902.a",
        "2B903",
    ]


def test_what_came_with_a_branch_is_told_at_its_top(edition_of):
    found = touched(edition_of, (".b | | pans > 5 l", ".d | list | jugs\n.d.1 | | of tin\n.b | | pans > 5 l"))
    assert found == {"2B901.d": ["2B902.a"], "2B901.d.1": []}


@pytest.mark.parametrize(
    ("named", "touches"),
    [
        ("2B901.a", True),
        ("goods of 2B901", True),
        ("2B901.a.1 to 2B901.a.3", False),  # below it
        ("2B901.b", False),
        ("X2B901.a", False),
        ("12B901.a", False),
        ("2B9011", False),
        ("2B90", False),
        ("ML901.a", False),
        ("2B901.a“", True),
    ],
)
def test_how_a_place_may_be_named(edition_of, named, touches):
    old = f"2B901 | list | pots\n.a | | of tin\n2B902 | | goods for {named}\n2B903 | | ovens\n"
    assert touched(edition_of, ("of tin", "of tin or clay"), old=old) == {"2B901.a": ["2B902"] if touches else []}


def test_places_of_the_military_list(edition_of):
    old = "ML1 | list | pots\n.a | | of tin\nML11 | | ovens for ML1.a\nML12 | | lids for XML1.a, ML11.a and ML1x\n"
    assert touched(edition_of, ("of tin", "of tin or clay"), old=old) == {"ML1.a": ["ML11"]}


def test_the_places_touched_stand_in_the_order_of_the_law(edition_of):
    old = "2B910 | | lids for 2B901.a\n2B901 | list | pots\n.a | | of tin\n2B902 | | lids of 2B901, and of 2B901.a\n"
    assert touched(edition_of, ("of tin", "of tin or clay"), old=old) == {"2B901.a": ["2B902", "2B910"]}


def test_an_editorial_change_touches_nothing(edition_of):
    assert touched(edition_of, ("pots of tin", "pots of tin (Sn)")) == {"2B901.a": []}


def test_the_items_of_a_changed_place_and_those_above_it_are_told_by_the_change_itself(edition_of):
    old = KITCHEN.replace("'lids' of pans", "'lids' of pans specified in 2B901.b")
    assert touched(edition_of, ("pans > 5 l", "pans > 4 l"), old=old)["2B901.b"] == ["2B902.a", "2B902.b"]


@pytest.mark.parametrize(
    ("used", "touches"),
    [
        ('"pot"', True),
        ('"pots"', True),
        ('"POTS"', True),
        ("“pot”", True),
        ('"pot,"', True),
        ('"potss"', False),
        ('5" of "pot" lids', False),  # a mark closes what it can close
        ('5" lids ' + "of tin " * 12 + 'and "pot"', True),
        ("'pot'", False),
        ("pot", False),
        ('"pot lid"', False),
        ('"tin" and "pot"', True),
        ('the cook\'s "pot"', True),
    ],
)
def test_how_a_term_may_be_quoted(edition_of, used, touches):
    old = f'2B901 | | goods with {used}\n"pot"#definition | definition | a vessel\n'
    found = touched(edition_of, ("a vessel", "a vessel of tin"), old=old)
    assert found == {'"pot"#definition': ["2B901"] if touches else []}


def test_a_term_that_ends_in_a_double_s_has_no_plural_without_it(edition_of):
    old = '2B901 | | goods of "glass", "glas"\n"glass"#definition | definition | a melt\n'
    assert touched(edition_of, ("a melt", "a clear melt"), old=old) == {'"glass"#definition': ["2B901"]}
    old = old.replace('"glass", ', "")
    assert touched(edition_of, ("a melt", "a clear melt"), old=old) == {'"glass"#definition': []}


@pytest.mark.parametrize(("letters", "touches"), [(1, False), (2, True), (80, True), (81, False)])
@pytest.mark.parametrize("mark", ['"', "'"])
def test_a_term_has_two_to_eighty_letters(edition_of, mark, letters, touches):
    term = "t" * letters
    explaining = (
        f'"{term}"#definition | definition | a ' if mark == '"' else f".b#technical-note | technical | '{term}' = "
    )
    old = f"2B901 | list | kitchens\n.a | | goods with {mark}{term}{mark}\n.b | | pots\n{explaining}vessel\n"
    (places,) = touched(edition_of, ("vessel", "vessel of tin"), old=old).values()
    assert places == (["2B901.a"] if touches else [])
