"""What became of notes and terms: the same under another number or heading, moved, taken over, split off."""

from __future__ import annotations

import pytest

from controllist.diffing.comparison import diff
from tests.diffing.pots import POTS, how


def test_notes_are_found_under_another_number_and_elsewhere_in_the_entry(edition_of):
    new = POTS.replace(
        "#technical-note.1 | technical",
        "#technical-note.1 | technical | 'onion' is a bulb\n#technical-note.2 | technical",
    )
    assert how(edition_of, POTS, new)[("2B901#technical-note.1", "2B901#technical-note.2")] == "renumbered"
    new = POTS.replace("#technical-note.1", ".a#technical-note")
    assert how(edition_of, POTS, new) == {("2B901#technical-note.1", "2B901.a#technical-note"): "moved"}


def test_a_definition_that_became_local_is_no_change_of_substance(edition_of):
    old = '2B901 | | "stewing" pots\n"stewing"#definition | definition | (2) slow boiling in little water\n'
    new = "2B901 | | 'stewing' pots\n#technical-note | technical | 'stewing' means slow boiling in little water\n"
    found = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert {(c.kind, c.effect, c.substantive) for c in found} == {
        ("definition", "neutral", False),
        ("note-added", "neutral", False),
    }


HEADED = "2B901 | | pots\n"
HEADED += "#technical-note | technical | in 2B901, soup pots include kettles, copper pans, ladles and spoons\n"


def test_a_technical_note_headed_as_a_note_is_the_same_note(edition_of):
    new = "2B901 | | pots\n#note | includes | soup pots: kettles, copper pans, ladles and spoons\n"
    found = diff(edition_of(HEADED), edition_of(new, "2021-01-01")).changes
    assert {(c.kind, c.effect, c.substantive) for c in found} == {
        ("moved", "neutral", False),
        ("note-changed", "neutral", False),
    }


def test_a_note_that_says_more_than_the_technical_note_before_it_is_new(edition_of):
    new = "2B901 | | pots\n"
    new += "#note | includes | soup pots: kettles, copper pans, ladles and spoons, including those on ships\n"
    found = diff(edition_of(HEADED), edition_of(new, "2021-01-01")).changes
    assert {(c.kind, c.effect, c.rule) for c in found} == {
        ("note-added", "wider", "inclusion added"),
        ("note-removed", "neutral", "words taken over"),
    }


def test_an_exclusion_is_never_the_same_as_an_explanation(edition_of):
    new = "2B901 | | pots\n#note | excludes | soup pots: kettles, copper pans, ladles and spoons\n"
    found = diff(edition_of(HEADED), edition_of(new, "2021-01-01")).changes
    assert ("note-added", "narrower") in {(c.kind, c.effect) for c in found}


def test_a_note_may_take_over_a_definition_without_quoting_the_term(edition_of):
    said = "(2) is put round pots, i.e. lids and walls; includes cured rubber sheets with a fire-proof filling"
    old = f'2B901 | | pots with "padding"\n"padding"#definition | definition | {said}\n'
    note = "among padding put round pots (i.e. walls and lids) are sheets of cured rubber with a fire-proof filling"
    new = f"2B901 | | pots with padding\n#note | includes | {note}\n"
    found = {c.code: (c.effect, c.rule) for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert found["2B901#note"] == ("neutral", "term defined elsewhere before")
    other = new.replace(note, "among padding are iron plates")
    found = {c.code: (c.effect, c.rule) for c in diff(edition_of(old), edition_of(other, "2021-01-01")).changes}
    assert found["2B901#note"] == ("wider", "inclusion added")


def test_a_note_that_gets_a_neighbour_stays_the_note_it_was(edition_of):
    """The new heading above both says nothing and took no words."""
    old = "2B901 | | pots\n#note | excludes | pots for camping\n"
    new = "2B901 | | pots\n#note | explains |\n#note.1 | excludes | pots for camping\n#note.2 | includes | woks\n"
    pairs = how(edition_of, old, new)
    assert pairs[("2B901#note", "2B901#note.1")] in ("moved", "renumbered")
    assert pairs[(None, "2B901#note")] == "added"


PIPES = (
    "2B901 | | pots with pipes\n#note.1 | includes | pipes for deep pots; not included: plain pipes for shallow pans\n"
)


def test_an_exclusion_that_gets_a_note_of_its_own_leaves_out_no_more(edition_of):
    new = "2B901 | | pots with pipes\n#note.1 | includes | pipes for deep pots\n"
    new += "#note.2 | excludes | plain pipes for shallow pans\n"
    changes = diff(edition_of(PIPES), edition_of(new, "2021-01-01")).changes
    assert {(c.code, c.effect, c.rule) for c in changes} == {
        ("2B901#note.1", "neutral", "words taken over"),
        ("2B901#note.2", "neutral", "words taken over"),
    }
    back = diff(edition_of(new), edition_of(PIPES, "2021-01-01")).changes
    assert {c.effect for c in back} == {"neutral"}


def test_few_words_that_one_note_gave_to_another_are_handed_on(edition_of):
    old = "2B901 | | 'steam pots'\n#technical-note | technical | 'steam pots' = cooking fast; hot water is no steam\n"
    new = old.replace("; hot water is no steam", "") + "#note | excludes | hot water\n"
    changes = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert {c.code: c.effect for c in changes}["2B901#note"] == "narrower"  # one word of four letters says too little
    old, new = old.replace("hot water", "boiling water"), new.replace("hot water", "boiling water")
    changes = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert {c.code: (c.effect, c.rule) for c in changes}["2B901#note"] == ("neutral", "words taken over")


LIST = "2B901 | list | pots\n{}2B902 | list | ovens\n{}"


@pytest.mark.parametrize(
    ("note", "moved"),
    [
        ("pots that a cook uses on board a ship of any size for hot soup, stew, rice and porridge", True),
        ("pots that a cook uses on board a ship for hot soup", False),  # less than a sentence of sixty letters
    ],
)
def test_a_note_of_another_entry_must_be_a_whole_sentence(edition_of, note, moved):
    old = LIST.format(f"#note | excludes | {note}\n", "")
    new = LIST.format("", f"#note | excludes | {note}\n")
    expected = {("2B901#note", "2B902#note"): "moved"}
    parted = {("2B901#note", None): "removed", (None, "2B902#note"): "added"}
    assert how(edition_of, old, new) == (expected if moved else parted)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # A note may change in half of its words and be the same note.
        ("pots of tin used for camping", "pots of tin used on ships", {}),
        # Of another kind it is the same note still.
        ("pots for camping", "pots for camping", {}),
    ],
)
def test_a_note_keeps_its_number(edition_of, before, after, expected):
    old, new = (LIST.format(f"#note.1 | excludes | {text}\n", "") for text in (before, after))
    assert how(edition_of, old, new) == expected
    assert how(edition_of, old, new.replace("excludes", "includes")) == expected


def test_what_hangs_on_a_note_that_kept_little_but_its_number_is_looked_at_too(edition_of):
    # The two notes share half of their letters, their items four fifths.
    old = (
        "#note.1 | excludes | kettles for dolls, when made of thin tin and painted by hand in a toy maker's own shed\n"
    )
    old += "#note.1.a | excludes | lids that hold no water, with a knob\n"
    new = (
        "#note.1 | excludes | samovars that a museum shows to its visitors, unless anybody brews tea with one of them\n"
    )
    new += "#note.1.a | excludes | lids that hold no soup, with two knobs\n"
    assert how(edition_of, LIST.format(old, ""), LIST.format(new, "")) == {}


def test_a_note_that_kept_little_but_its_number_is_looked_for_where_its_place_is_now(edition_of):
    note = "#note.1 | excludes | {} made of thin tin and painted by hand in a toy maker's own shed\n"
    sieves = ".{0} | | sieves with a mesh of fine wire\n.{0}"
    old = LIST.format(sieves.format("a") + note.format("kettles for dolls, when"), "")
    said = "samovars that a museum shows to its visitors, unless anybody brews tea with one of them"
    new = ".a | | jugs holding hot chocolate\n" + sieves.format("b") + f"#note.1 | excludes | {said}\n"
    assert how(edition_of, old, LIST.format(new, "")) == {
        ("2B901.a", "2B901.b"): "renumbered",
        (None, "2B901.a"): "added",
    }


def test_a_note_with_another_number_and_the_same_words(edition_of):
    old = LIST.format("#note.1 | excludes | toys\n#note.2 | excludes | pots for camping\n", "")
    new = LIST.format("#note.1 | excludes | pots for camping\n#note.2 | excludes | toys\n", "")
    assert how(edition_of, old, new) == {
        ("2B901#note.1", "2B901#note.2"): "renumbered",
        ("2B901#note.2", "2B901#note.1"): "renumbered",
    }


def test_a_note_and_a_pointer_are_of_different_families(edition_of):
    old = LIST.format("#note | excludes | 2B902 and what belongs to it\n", "")
    new = LIST.format("#see-also | see-also | 2B902 and whatever belongs to it\n", "")
    assert how(edition_of, old, new) == {("2B901#note", None): "removed", (None, "2B901#see-also"): "added"}


def test_terms_are_paired_by_what_they_define(edition_of):
    old = POTS + '"Pot"#definition | definition | a vessel\n"lid"#definition | definition | a cover\n'
    new = POTS + '"pot"#definition | definition | something else altogether\n"pan"#definition | definition | a cover\n'
    assert how(edition_of, old, new) == {('"lid"#definition', None): "removed", (None, '"pan"#definition'): "added"}


COPPER = "round lids of beaten copper"
JARS = "tin jars with handles, spouts and feet for serving hot soup on the table"


def test_words_are_not_taken_over_by_a_note_that_says_the_opposite(edition_of):
    old = f"2B901 | | pots\n#note.1 | excludes | {COPPER}\n#note.2 | includes | {JARS}\n"
    new = f"2B901 | | pots\n#note.2 | includes | {JARS}; {COPPER}\n"
    assert how(edition_of, old, new) == {("2B901#note.1", None): "removed"}
    same_kind = old.replace("includes", "excludes"), new.replace("includes", "excludes")
    assert how(edition_of, *same_kind) == {("2B901#note.1", "2B901#note.2"): "merged"}


def test_a_note_may_give_its_words_to_one_at_another_place_of_the_entry(edition_of):
    said = "round lids made of beaten copper plate"
    old = f"2B901 | list | pots\n.a | | pans\n#note | excludes | {said}\n.a#note | excludes | {JARS}\n"
    new = f"2B901 | list | pots\n.a | | pans\n.a#note | excludes | {JARS}; {said}\n"
    assert how(edition_of, old, new) == {("2B901#note", "2B901.a#note"): "merged"}


@pytest.mark.parametrize(
    ("old_kind", "new_kind", "moved"),
    [
        ("technical", "includes", True),
        ("includes", "technical", True),
        ("technical", "explains", True),
        ("technical", "excludes", False),
        ("excludes", "technical", False),
        ("see-also", "technical", False),
    ],
)
def test_much_the_same_note_under_another_heading(edition_of, old_kind, new_kind, moved):
    names = {"technical": "technical-note", "see-also": "see-also"}
    codes = [f"2B901#{names.get(kind, 'note')}" for kind in (old_kind, new_kind)]
    words = (
        "soup pots include kettles, copper pans, ladles and spoons",
        "among soup pots kettles, spoons, ladles, copper pans",
    )
    old, new = (
        f"2B901 | | pots\n#{code.partition('#')[2]} | {kind} | {text}\n"
        for code, kind, text in zip(codes, (old_kind, new_kind), words, strict=True)
    )
    found = how(edition_of, old, new)
    assert (found == {tuple(codes): "moved"}) is moved
    unlike = new.replace(words[1], "jugs stand upright on a shelf of oak in the kitchen")
    assert "moved" not in how(edition_of, old, unlike).values()


def test_a_note_under_another_heading_at_its_place_has_not_moved(edition_of):
    """Only its kind is another; that it is the same number of the same place is no news."""
    old = "2B901 | | pots\n#note.1 | technical | soup pots include kettles, copper pans, ladles and spoons\n"
    new = "2B901 | | pots\n#note.1 | explains | among soup pots kettles, spoons, ladles, copper pans\n"
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert (change.kind, change.effect, change.rule) == ("note-changed", "neutral", "kind of note")


def test_a_note_may_go_into_a_note_of_a_neighbour(edition_of):
    """The notes of items are looked through for the words of a note of their place, not for those of an item."""
    old = "2B901 | list | pots\n{}.b | | iron pots\n.b#note | excludes | {}pots of a dolls' house\n"
    words = "pots made for camping in the woods"
    note, item = f"#note | excludes | {words}\n", f".a | | {words}\n"
    there = old.format("", f"{words}; ")
    assert how(edition_of, old.format(note, ""), there) == {("2B901#note", "2B901.b#note"): "merged"}
    assert how(edition_of, there, old.format(note, "")) == {("2B901.b#note", "2B901#note"): "split"}
    assert how(edition_of, old.format(item, ""), there) == {("2B901.a", None): "removed"}
    assert how(edition_of, there, old.format(item, "")) == {(None, "2B901.a"): "added"}


def test_notes_of_another_kind_between_hide_none(edition_of):
    old = "2B901 | | pots\n#note.1 | excludes | pots of wood and reed, woven by hand"
    new = old.replace("#note.1", "#technical-note | technical | 'reed' is a dry grass\n#note.2").replace(
        "hand", "hands"
    )
    pairs = {("2B901#note.1", "2B901#note.2"): "renumbered", (None, "2B901#technical-note"): "added"}
    assert how(edition_of, old, new) == pairs
