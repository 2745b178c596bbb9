"""Documents into editions: selection, codes, kinds, conservation. The provisions are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.blocks import Block, Document, characters
from controllist.codes import parse_code
from controllist.model import Definition, Edition, Provision
from controllist.parsing import parse
from controllist.profiles import profile


def edition_of(*blocks: Block, list: str = "eu-dual-use") -> Edition:
    document = Document(blocks, form="oj-xhtml")
    return parse(document, profile(list), list=list, applies_from="2099-01-01")


def entry(code: str, text: str = "Vats.") -> Block:
    return Block(text, code, depth=0)


def tree(edition: Edition) -> list[tuple[str, str, str | None]]:
    return [(n.code, n.kind, n.parent) for n in edition.nodes]


def test_groups_and_parts_stand_over_their_entries() -> None:
    def head(text: str) -> Block:
        return Block(text, depth=1, style="heading")

    heads = [head("CATEGORY 5 – VATS"), head("Part 2 – LIDS"), head("5A2 Systems, Equipment and Components")]
    edition = edition_of(*heads, entry("5A002"))
    assert tree(edition) == [
        ("5", "category", None),
        ("5P2", "category", "5"),
        ("5A2", "group", "5P2"),
        ("5A002", "entry", "5A2"),
    ]


def test_only_the_annex_that_holds_the_list_becomes_nodes() -> None:
    def title(text: str) -> Block:
        return Block(text, depth=0, style="heading")

    act = [title("REGULATION ON VATS"), Block("Entries 3A001 and 3B001 change.", "(1)", depth=0)]
    other = [title("ANNEX IV"), entry("9A901", "Vats, in so far as round."), entry("9A902", "Lids.")]
    edition = edition_of(*act, title("ANNEX I"), entry("9A901"), entry("9A902"), entry("9A903"), *other)
    assert [n.text for n in edition.entries] == ["Vats.", "Vats.", "Vats."]
    counts = dict(edition.counts)
    assert counts["other annex"] == sum(not c.isspace() for b in other for c in b.label + b.text)
    assert counts["front or back matter"] > 0


@pytest.mark.parametrize("quotes", ["''", "‘’", '""', "“”"])
@pytest.mark.parametrize("term", ["Vats", "vats"])
def test_an_entry_may_open_with_a_quoted_term(quotes: str, term: str) -> None:
    texts = [f"{quotes[0]}{term}{quotes[1]} of kind {n};" for n in (1, 2, 3)]
    blocks = [Block(f"9A90{n} {text}", depth=0) for n, text in enumerate(texts, 1)]
    assert [(e.code, e.text) for e in edition_of(*blocks).entries] == [
        (f"9A90{n}", text) for n, text in enumerate(texts, 1)
    ]


def test_a_code_in_running_text_begins_no_entry() -> None:
    mention = Block("9A902 is not meant here.", depth=0)
    back = Block("9A001 Vats of old.", depth=0)  # out of the order of the law
    assert [n.code for n in edition_of(entry("9A901"), mention, back, entry("9A903")).entries] == ["9A901", "9A903"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("9A901 does not control toy vats.", "note-excludes"),
        ("9A901.a. and 9A901.b. do not apply to toys.", "note-excludes"),
        ("Toy vats are not controlled by 9A901.", "note-excludes"),
        ("9A901 includes lids.", "note-includes"),
        ("9A901 does not include lids.", "note-excludes"),
        ("9A901 controls vats of any age.", "note"),
        ("Vats are round. Such vats include old ones.", "note"),  # the verb of the first sentence counts
    ],
)
def test_the_verb_of_a_note_tells_what_it_does(text: str, kind: str) -> None:
    edition = edition_of(entry("9A901"), Block(text, "Note:", depth=1))
    assert [n.kind for n in edition.notes] == [kind]


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        (["Note:", "Note:"], ["9A901#note", "9A901#note~2"]),
        (["Note 1:", "Note 2:"], ["9A901#note.1", "9A901#note.2"]),
        (["Technical Note:", "N.B."], ["9A901#technical-note", "9A901#see-also"]),
        (["N.B.1.", "N.B.2"], ["9A901#see-also.1", "9A901#see-also.2"]),
        (["Note", "Technical Note 2:"], ["9A901#note", "9A901#technical-note.2"]),
    ],
)
def test_codes_of_notes(labels: list[str], codes: list[str]) -> None:
    edition = edition_of(entry("9A901"), *(Block("Of vats.", label, depth=1) for label in labels))
    assert [n.code for n in edition.notes] == codes
    assert all(parse_code(n.code) == n.code for n in edition.notes)


def test_a_note_hangs_on_the_code_it_names_wherever_it_is_nested() -> None:
    items = [Block("Vats:", "a.", depth=1), Block("round;", "1.", depth=2), Block("red", "2.", depth=2)]
    note = Block("9A901.a. does not control toys.", "Note:", depth=3)
    (found,) = edition_of(entry("9A901", "As follows:"), *items, note).notes
    assert (found.code, found.parent, found.about) == ("9A901.a#note", "9A901.a", ("9A901.a",))


@pytest.mark.parametrize(
    ("label", "text", "home"),
    [
        # what is printed in the last item and names a place around it belongs to that place, whatever it says of it
        ("Note:", "9A901.a. applies to vats of any age.", "9A901.a"),
        ("Technical Note:", "For the purposes of 9A901.a., 'lids' are round.", "9A901.a"),
        ("Technical Note:", "For the purposes of 9A901a., 'lids' are round.", "9A901.a"),  # a stop is left out
        ("Note:", "The vats specified by 9A901.a. and 9A901.a.1. are not the same.", "9A901.a"),
        ("Note:", f"Vats {'that soup is cooked in ' * 5}are of the kind specified by 9A901.a. alone.", "9A901.a"),
        ("Note:", "Vats include pots.", "9A901.a"),  # the words of the item that holds it, not of the last one
        # else it stays: its own place is among those it names, it names none, or what it names is a pointer
        ("Note:", "9A901.a.1. and 9A901.a.2. cover vats of any age.", "9A901.a.2"),
        ("Note:", "Red vats include pink ones.", "9A901.a.2"),
        ("N.B.", "See 9A901.a. for old ones.", "9A901.a.2"),
    ],
)
def test_a_note_in_the_last_item_hangs_where_its_words_say(label: str, text: str, home: str) -> None:
    items = [Block("Vats:", "a.", depth=1), Block("round;", "1.", depth=2), Block("red", "2.", depth=2)]
    last = Block("Lids", "b.", depth=1)
    (found,) = edition_of(entry("9A901", "As follows:"), *items, Block(text, label, depth=3), last).notes
    assert found.parent == home


def test_an_upright_list_behind_an_italic_note_is_the_provisions_wherever_the_heading_stands() -> None:
    items = [Block("Tin", "a.", depth=1), Block("Zinc", "b.", depth=1)]
    for heading in ([Block("", "Note:", depth=1, style="italic")], [Block("Note:", depth=1)]):
        note = [*heading, Block("The only vats specified in 9A901 are the following:", depth=1, style="italic")]
        edition = edition_of(entry("9A901", "Vats;"), *note, *items)
        assert [n.code for n in edition.provisions] == ["9A901", "9A901.a", "9A901.b"]


def test_an_entry_may_be_a_heading() -> None:
    heading = Block("9A901 Vats:", depth=3, style="heading")
    edition = edition_of(Block("9A Systems", depth=2, style="heading"), heading, Block("red", "a.", depth=1))
    assert [(n.code, n.text) for n in edition.provisions][-2:] == [("9A901", "Vats:"), ("9A901.a", "red")]


def test_a_connective_between_two_items_belongs_to_the_first() -> None:
    items = [Block("red;", "a.", depth=1), Block("or", depth=1), Block("blue", "b.", depth=1)]
    assert [n.text for n in edition_of(entry("9A901", "Vats:"), *items).provisions] == ["Vats:", "red; or", "blue"]


def test_a_list_goes_on_behind_an_or_that_did_not_end_it() -> None:
    """Half of a text ended in it, or the law says it twice."""
    halves = [Block("tin or", "a.", depth=1), Block("zinc;", depth=2), Block("lead;", "b.", depth=1)]
    more = [
        Block(f"{w};", f"{label}.", depth=1) for label, w in zip("cdefg", ("x", "y or", "z", "u", "v"), strict=True)
    ]
    edition = edition_of(entry("9A901", "Vats of:"), *halves, *more)
    assert [n.code for n in edition.provisions][1:] == [f"9A901.{label}" for label in "abcdefg"]
    assert edition["9A901.a"].text == "tin or zinc;"


def test_where_all_stands_at_one_depth_a_note_belongs_to_the_item_before_it() -> None:
    words = (
        ("a.", "Vats:"),
        ("1.", "red;"),
        ("Note:", "Red is dark."),
        ("2.", "deep."),
        ("b.", "Lids:"),
        ("1.", "red."),
    )
    edition = edition_of(entry("9A901", "As follows:"), *(Block(text, label, depth=1) for label, text in words))
    assert [n.code for n in edition.provisions][1:] == [f"9A901.{code}" for code in ("a", "a.1", "a.2", "b", "b.1")]
    assert [n.code for n in edition.notes] == ["9A901.a.1#note"]


def level(code: str, *words: tuple[str, str]) -> list[Block]:
    return [entry(code, "As follows:"), *(Block(text, label, depth=1) for label, text in words)]


def test_where_no_list_is_nested_an_entry_of_letters_alone_tells_no_levels_either() -> None:
    nested = [level(f"9A90{n}", ("a.", "Vats:"), ("1.", "red;"), ("2.", "deep."), ("b.", "Lids.")) for n in (1, 2, 3)]
    letters = level("9A904", ("a.", "Vats;"), ("Note:", "9A904.a. does not control tubs."), ("b.", "Lids."))
    edition = edition_of(*(b for blocks in nested for b in blocks), *letters)
    assert [n.code for n in edition.notes] == ["9A904.a#note"]
    # Two entries of this kind are too few to tell.
    edition = edition_of(*(b for blocks in nested[1:] for b in blocks), *letters)
    assert [n.code for n in edition.notes] == ["9A904#note"]


@pytest.mark.parametrize(
    ("last", "label", "text", "home"),
    [
        ("c.", "Note:", "Red is dark.", "9A901"),
        ("c.", "Note:", "In 9A901.c., deep is low.", "9A901.c"),
        ("c.", "N.B.", "See the list of lids.", "9A901.c"),
        # behind an item of an item it may be anybody's
        ("3.", "Note:", "Red is dark.", "9A901.b.3"),
    ],
)
def test_where_all_stands_at_one_depth_a_note_behind_the_last_item_belongs_to_the_entry(
    last: str, label: str, text: str, home: str
) -> None:
    lists = [("a.", "Vats:"), ("1.", "tin;"), ("2.", "lead;"), ("b.", "Lids:"), ("1.", "red;"), ("2.", "old;")]
    edition = edition_of(*level("9A901", *lists, (last, "deep."), (label, text)))
    assert [n.parent for n in edition.notes] == [home]


def test_numbers_of_several_notes_are_no_label() -> None:
    note = [
        Block("", "Note 3:", depth=1, style="italic"),
        Block("Notes 1 and 2 speak of toys.", depth=1, style="italic"),
    ]
    assert [(n.code, n.text) for n in edition_of(entry("9A901"), *note).notes] == [
        ("9A901#note.3", "Notes 1 and 2 speak of toys.")
    ]


def test_a_note_on_a_place_below_the_one_it_is_printed_at_stays_and_tells_it() -> None:
    items = [Block("Vats:", "a.", depth=1), Block("red", "1.", depth=2), Block("Lids", "b.", depth=1)]
    notes = [
        Block(f"{x} does not control toys.", f"Note {n}:", depth=1) for n, x in enumerate(("9A901", "9A901.a."), 1)
    ]
    found = edition_of(entry("9A901", "As follows:"), *items, *notes).notes
    assert [(n.code, n.about) for n in found] == [("9A901#note.1", ("9A901",)), ("9A901#note.2", ("9A901.a",))]


@pytest.mark.parametrize(
    ("said", "home"),
    [
        # a bare heading speaks by its items: of what holds all they name
        (
            ["For the purposes of 9A901.a.1., 'red' is dark.", "For the purposes of 9A901.a., 'vats' are deep."],
            "9A901.a",
        ),
        (["In 9A901.a.1., 'red' is dark."], "9A901.a"),
        # else print is believed: they name its own item, or nothing
        (["In 9A901.a.1., 'red' is dark.", "In 9A901.a.2., 'blue' is light."], "9A901.a.2"),
        (["'Red' is dark."], "9A901.a.2"),
    ],
)
def test_a_heading_of_notes_in_the_last_item_hangs_where_its_items_say(said: list[str], home: str) -> None:
    items = [Block("Vats:", "a.", depth=1), Block("red", "1.", depth=2), Block("blue", "2.", depth=2)]
    heading = Block("", "Technical Notes:", depth=3, style="italic")
    below = [Block(text, f"{n}.", depth=4, style="italic") for n, text in enumerate(said, 1)]
    found = edition_of(entry("9A901", "As follows:"), *items, heading, *below).notes
    assert found[0].parent == home


@pytest.mark.parametrize(
    ("lead", "text", "home"),
    [
        # goods have conditions: what is said of goods is said of what meets all of these
        ("Vats having all of the following:", "For lids, see 9A902.", "9A901.a"),
        ("Vats having any of the following:", "For lids, see 9A902.", "9A901.a"),
        ("Vats having any of the following:", "Lids are specified in 9A902.", "9A901.a"),
        ("Vats having all of the following:", "See also 9A902.", "9A901.a.2"),  # it does not say of what
        ("Any of the following vats:", "For lids, see 9A902.", "9A901.a.2"),  # each is goods of its own
        ("Vats as follows:", "For lids, see 9A902.", "9A901.a.2"),
        ("Vats as follows:", "For lids of vats specified by 9A901.a., see 9A902.", "9A901.a"),
    ],
)
def test_a_pointer_behind_the_last_condition_belongs_to_the_goods(lead: str, text: str, home: str) -> None:
    items = [Block(lead, "a.", depth=1), Block("red; and", "1.", depth=2), Block("deep", "2.", depth=2)]
    edition = edition_of(entry("9A901", "As follows:"), *items, Block(text, "N.B.", depth=3), entry("9A902"))
    assert edition.notes[0].parent == home


def test_a_note_that_belongs_elsewhere_moves_alone() -> None:
    blocks = [
        *(entry("9A901", "Kilns as follows:"), Block("of clay, as follows:", "a.", depth=1)),
        *(Block("large;", "1.", depth=2), Block("small.", "2.", depth=2), Block("Nothing.", "Note:", depth=3)),
        *(Block("", "Technical Notes:", depth=3), Block("9A901.a. means fired.", "1.", depth=4)),
    ]
    codes = [n.code for n in edition_of(entry("9A900"), *blocks, entry("9A902")).notes]
    assert codes == ["9A901.a.2#note", "9A901.a#technical-note", "9A901.a#technical-note.1"]


def test_pointers_that_point_to_each_other_belong_to_the_places_they_name() -> None:
    def vats(code: str, note: str) -> list[Block]:
        items = [Block("Vats:", "a.", depth=1), Block("red", "1.", depth=2)]
        return [entry(code, "As follows:"), *items, Block(note, "N.B.", depth=3)]

    mutual = edition_of(*vats("9A901", "For lids, see 9A902.a."), *vats("9A902", "For pots, see 9A901.a."))
    assert [n.parent for n in mutual.notes] == ["9A901.a", "9A902.a"]
    one_way = edition_of(*vats("9A901", "For lids, see 9A902.a."), *vats("9A902", "For pots, see 9A903."))
    assert [n.parent for n in one_way.notes] == ["9A901.a.1", "9A902.a.1"]
    of_entries = edition_of(*vats("9A901", "See also 9A902."), *vats("9A902", "See also 9A901."))
    assert [n.parent for n in of_entries.notes] == ["9A901.a.1", "9A902.a.1"]


def test_a_connector_in_a_paragraph_of_its_own_belongs_to_its_item() -> None:
    items = [Block("Round;", "a.", depth=1), Block("or", depth=2), Block("Red", "b.", depth=1)]
    edition = edition_of(entry("9A901", "Vats:"), *items)
    assert edition["9A901.a"].text == "Round; or"
    vats = edition["9A901"]
    assert isinstance(vats, Provision)
    assert vats.requirement == "any"


def test_not_used_keeps_its_ordinal() -> None:
    items = [Block("Not used;", "a.", depth=1), Block("Red", "b.", depth=1)]
    edition = edition_of(entry("9A901", "Vats:"), *items)
    assert [(n.code, n.status) for n in edition.provisions] == [
        ("9A901", "in force"),
        ("9A901.a", "not used"),
        ("9A901.b", "in force"),
    ]


def test_depths_of_definitions_speak_though_all_their_lists_stand_alike() -> None:
    # Many definitions with a list each: what is numbered behind the last letter belongs to the note.
    words = (("a.", "red;"), ("b.", "blue."), ("Notes:", ""), ("1.", "Red is dark."), ("2.", "Blue is deep."))
    lists = [Block(text, label, depth=1) for label, text in words]
    blocks = [Block("DEFINITIONS OF TERMS", depth=1, style="heading")]
    for term in ("hue", "tint", "tone"):
        blocks += [Block(f'"{term}" (1) means any of the following:', depth=0), *lists]
    notes = [n.code for n in edition_of(*blocks, entry("9A901")).nodes if "#note" in n.code]
    assert notes == [f'"{t}"#definition#note{n}' for t in ("hue", "tint", "tone") for n in ("", ".1", ".2")]


def test_definitions_have_their_terms_as_codes() -> None:
    blocks = [
        Block("DEFINITIONS OF TERMS", depth=1, style="heading"),
        Block('"Vat" (1 2) means:', depth=0),
        Block("a A round one; or", depth=0),
        Block("b A red one.", depth=0),
        Block('"VAT" (3) is a tax.', depth=0),
        Block('"Vat" (9) means a tub.', depth=0),  # one term, two meanings
        entry("9A901"),
    ]
    found = [n for n in edition_of(*blocks).nodes if n.kind == "definition"]
    assert [n.code for n in found] == [
        '"vat"#definition',
        '"vat"#definition.a',
        '"vat"#definition.b',
        '"VAT"#definition',
        '"vat"#definition~2',
    ]
    assert [n.term for n in found if isinstance(n, Definition)] == ["vat", "VAT", "vat"]


def test_a_dash_below_a_provision_is_a_part_without_an_invented_letter() -> None:
    edition = edition_of(entry("9A901", "Vats having all of the following:"), Block("round;", "—", depth=1))
    assert tree(edition)[1] == ("9A901#part.1", "part", "9A901")


def test_a_code_that_comes_again_is_a_problem_and_stays_apart() -> None:
    items = [Block("Round;", "a.", depth=1), Block("Red;", "a.", depth=1)]
    edition = edition_of(entry("9A901", "Vats:"), *items)
    assert len({n.code for n in edition.nodes}) == 3
    assert any("again" in p.message for p in edition.problems)


def test_a_list_that_is_cut_says_what_it_does_not_reach() -> None:
    entries = [entry(f"{c}A{n:03}") for c in range(7) for n in (1, 2)]
    assert [p.message for p in edition_of(*entries).problems] == ["ends in 6A002; 7, 8, 9 not reached"]
    whole = [*entries, *(entry(f"{c}A001") for c in (7, 8, 9))]
    assert not edition_of(*whole).problems


def test_a_line_in_capitals_with_a_label_is_no_heading() -> None:
    """Print sets "N.B." lines in the middle of the page by chance."""
    line = Block("N.B. SEE ALSO MILITARY GOODS CONTROLS", indent=20, style="heading")
    edition = edition_of(Block("9A901 Vats:", indent=0), line, Block("a. Round", indent=8))
    assert tree(edition)[1:] == [("9A901#see-also", "see-also", "9A901"), ("9A901.a", "item", "9A901")]


BLOCKS = st.builds(
    Block,
    text=st.sampled_from(
        [
            "Vats:",
            "Round;",
            "or",
            "9A901 does not control toys",
            "9A902 Lids",
            '"Vat" means',
            "CATEGORY 9 – X",
            "CONTENTS",
            "",
        ]
    ),
    label=st.sampled_from(
        ["", "a.", "b.", "1.", "2.", "Note:", "Note 2:", "—", "9A901", "9A902", "N.B.", "(1)", "xyz"]
    ),
    depth=st.integers(0, 4),
    style=st.sampled_from(["", "italic", "heading", "table", "footnote"]),
)


@given(st.lists(BLOCKS, max_size=20))
def test_any_blocks_parse_and_no_character_is_lost(blocks: list[Block]) -> None:
    edition = edition_of(*blocks)
    counts = dict(edition.counts)
    assert sum(counts.values()) == sum(characters(blocks).values())
    assert counts["text"] == sum(not c.isspace() for n in edition.nodes for c in n.label + n.text)
    codes = [n.code for n in edition.nodes]
    assert len(set(codes)) == len(codes)
    assert all(n.parent is None or n.parent in codes for n in edition.nodes)
    assert not [p for p in edition.problems if "characters" in p.message]


def test_a_code_in_a_paragraph_of_its_own_begins_the_text_behind_it() -> None:
    apart = [Block("9A901", depth=0), Block("Vats as follows:", depth=0), Block("round;", "a.", depth=0)]
    assert [(n.code, n.text) for n in edition_of(*apart, Block("9A902", depth=0), Block("Lids.", depth=0)).nodes] == [
        ("9A901", "Vats as follows:"),
        ("9A901.a", "round;"),
        ("9A902", "Lids."),
    ]


def test_a_title_that_stands_again_goes_on_with_the_list() -> None:
    """An annex in several files, each with the title; the other annex behind them stays out."""

    def title(text: str) -> Block:
        return Block(text, depth=0, style="heading")

    first = [title("ANNEX I"), title("List of vats"), entry("9A901", "Vats:"), Block("round;", "a.", depth=1)]
    again = [title("ANNEX I"), title("List of vats"), Block("deep.", "b.", depth=0), entry("9A902")]
    edition = edition_of(*first, *again, title("ANNEX IV"), entry("9A901", "Vats, in part."))
    assert [n.code for n in edition.provisions] == ["9A901", "9A901.a", "9A901.b", "9A902"]
    assert dict(edition.counts)["running head"] == len("ANNEXIListofvats")
    assert not edition.problems


def test_files_of_a_list_go_on_with_it_whatever_they_hold() -> None:
    """General notes, a line of contents that names the annex, notes on entries of other files; each with the title."""
    title = [Block("ANNEX I", depth=0, style="heading"), Block("List of dual-use items", depth=0, style="heading")]
    front = [Block("Annex I", depth=0), Block("GENERAL NOTES", depth=1, style="heading"), Block("Of all vats.")]
    note = Block("9A901 does not control toys.", "Note:", depth=1)
    files = [*title, *front, *title, entry("9A901"), *title, entry("9A902"), note, *title, entry("9A903")]
    edition = edition_of(*files, Block("ANNEX IV", depth=0, style="heading"), entry("9A901", "Vats, in part."))
    assert [(n.code, n.text) for n in edition.nodes if n.kind != "entry"] == [
        ("general", "Of all vats."),
        ("9A901#note", "9A901 does not control toys."),
    ]
    assert [(e.code, e.text) for e in edition.entries] == [(f"9A90{n}", "Vats.") for n in (1, 2, 3)]


def test_a_note_on_provisions_elsewhere_leaves_the_item_it_is_nested_in() -> None:
    items = [Block(f"of {w};", f"{label}.", depth=1) for label, w in zip("abc", ("tin", "lead", "zinc"), strict=True)]
    note = Block("9A901.a. and 9A901.b. do not control toys.", "Note 1", depth=2, style="italic")
    edition = edition_of(entry("9A901", "Vats as follows:"), *items, note)
    assert [(n.code, n.parent) for n in edition.notes] == [("9A901#note.1", "9A901")]
