"""The run of labels: where each item and note belongs. Rows are small cases of what official texts do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.parsing.beam_search import Unit, place
from controllist.parsing.markers import readings

ENTRY = Unit("entry", code="9A901", text="Vats:", leads=True, depth=0)


def item(label: str, depth: int | None = None, **more: object) -> Unit:
    return Unit("item", label, text=f"text {label};", depth=depth, **more)  # type: ignore[arg-type]


def parents(*units: Unit) -> list[int]:
    """For each unit behind the entry, the number of the unit it hangs on."""
    return [p.target for p in place([ENTRY, *units])[1:]]


def test_letters_and_numbers_alternate_without_any_other_evidence() -> None:
    lead = {"leads": True}
    units = [item("a", **lead), item("1", **lead), item("a"), item("b"), item("2"), item("b", **lead), item("1")]
    assert parents(*units) == [0, 1, 2, 2, 1, 0, 6]


def test_ordinals_keep_their_gaps() -> None:
    """A list may begin with a.4 and go on with f: it keeps the ordinals of another entry."""
    assert parents(item("a", 1, leads=True), item("4", 2), item("f", 1), item("k", 1)) == [0, 1, 0, 0]


def test_a_label_that_goes_on_with_an_outer_list_belongs_there() -> None:
    """The label-repair rule: c to e are nested below b.4, two levels too deep."""
    deep = [item("c", 3), item("d", 3), item("e", 3)]
    units = [item("a", 1), item("b", 1, leads=True), item("1", 2), item("2", 2), item("3", 2), item("4", 2), *deep]
    assert parents(*units) == [0, 0, 2, 2, 2, 2, 0, 0, 0]


def test_a_list_that_has_said_or_is_complete_after_one_more() -> None:
    """Both lists go on with c and the markup nests it in the inner one, but that had its last item."""
    inner = [item("a", 3, connects=True), item("b", 3)]
    units = [item("a", 1), item("b", 1, leads=True), item("1", 2, leads=True), *inner, item("c", 3)]
    assert parents(*units)[-1] == 0


def test_a_list_that_is_announced_has_more_than_one_item() -> None:
    """Both b and d.1 may be followed by 2, and a text elsewhere names b.2: still d has more than its 1."""
    cited = {"cited": frozenset({"9A901.a.2"})}
    inner = [item("a", **cited), item("b", leads=True, **cited), item("1", **cited), item("2", **cited)]
    units = [item("a", leads=True, **cited), item("1", leads=True, **cited), *inner]
    assert parents(*units) == [0, 1, 2, 2, 4, 4]


def test_labels_restart_inside_notes() -> None:
    note = Unit("note", "note", text="does not control:", depth=2, leads=True)
    units = [item("a", 1), note, item("a", 3), item("b", 3), item("b", 1)]
    assert parents(*units) == [0, 1, 2, 2, 0]


def test_one_item_too_deep_does_not_draw_the_others_out_of_their_list() -> None:
    """3 stands as deep as 1 and not as 2; the list around theirs has a 3 next as well."""
    note = Unit("note", "note", text="'New' means of any of the following:", depth=3, leads=True, is_italic=True)
    outer = [item("a", 1, leads=True), item("1", 2, leads=True), item("a", 3), item("b", 3), item("2", 2)]
    units = [*outer, note, item("1", 3), item("2", 4), item("3", 3, connects=True), item("4", 3), item("b", 1)]
    assert parents(*units)[-5:] == [5, 5, 5, 5, 0]


def test_the_items_of_a_note_on_an_entry_may_stand_beside_the_entry() -> None:
    """As its own do in consolidated texts; the note announces them."""
    note = Unit("note", "technical-note", text="Vats are any of the following:", depth=1, leads=True)
    assert parents(note, item("1", 0), item("2", 0)) == [0, 1, 1]


def test_a_note_with_items_beside_it() -> None:
    """A heading of a note and its numbered paragraphs at one depth."""
    note = Unit("note", "technical-note", text="", depth=2)
    units = [item("a", 1), note, item("1", 2), item("2", 2), item("b", 1)]
    assert parents(*units) == [0, 1, 2, 2, 0]


def test_upright_items_behind_an_italic_note_are_items_of_the_provision() -> None:
    note = Unit("note", "technical-note", text="means any of these:", depth=2, leads=True, is_italic=True)
    assert parents(item("a", 1), note, item("1", 2), item("2", 2)) == [0, 1, 1, 1]
    italic = [item("1", 2, is_italic=True), item("2", 2, is_italic=True)]
    assert parents(item("a", 1), note, *italic) == [0, 1, 2, 2]


def test_a_numbered_note_goes_on_where_the_one_before_it_hangs() -> None:
    """Note 3 is nested in an item of Note 2."""
    second = Unit("note", "note", "2", text="of vats:", depth=1, leads=True)
    third = Unit("note", "note", "3", text="of lids", depth=3)
    units = [item("a", 1), Unit("note", "note", "1", text="x", depth=1), second, item("a", 2), item("b", 2), third]
    assert parents(*units) == [0, 0, 0, 3, 3, 0]


@pytest.mark.parametrize(
    ("starts_new", "indent", "action"),
    [
        (False, 20, "text"),  # "… as specified in 1A001.\n b. or c." goes on
        (True, 8, "open"),
        (False, 8, "open"),  # the text before lacks its stop, but b is due in this very column
    ],
)
def test_a_printed_line_that_begins_like_a_label(starts_new: bool, indent: int, action: str) -> None:
    first = Unit("item", "a", text="as specified in 1A001.", indent=8, page=1, is_sure=False)
    line = Unit("item", "b", text="or c.", indent=indent, page=1, is_sure=False, starts_new=starts_new)
    entry = Unit("entry", code="9A901", text="Vats:", leads=True, indent=0, page=1)
    assert place([entry, first, line])[-1].action == action


def test_what_is_odd_is_told() -> None:
    told = [p.doubt for p in place([ENTRY, item("a"), item("b"), item("e"), item("e")])]
    assert told[:3] == ["", "", ""]
    assert told[3] == "expected the 3rd label, found 'e'"
    assert "once" in told[4]


@pytest.mark.parametrize(
    ("label", "read"),
    [
        ("a", [("letter", 1)]),
        ("z", [("letter", 26)]),
        ("dd", [("letter", 30)]),
        ("14", [("number", 14)]),
        ("ab", [("dash", 0)]),
        ("v", [("letter", 22), ("roman", 5)]),
        ("ii", [("letter", 35), ("roman", 2)]),
        ("iv", [("roman", 4)]),
        ("xiv", [("roman", 14)]),
    ],
)
def test_labels_are_read_as_places_of_the_lists_they_may_belong_to(label: str, read: list[tuple[str, int]]) -> None:
    assert list(readings(label)) == read


UNITS = st.builds(
    Unit,
    kind=st.sampled_from(
        ["item", "note", "dash", "text", "entry", "section", "footnote", "definition", "front", "heading"]
    ),
    label=st.sampled_from(["a", "b", "c", "1", "2", "i", "aa", "note"]),
    number=st.sampled_from(["", "1", "2"]),
    text=st.sampled_from(["", "text;", "having:", "or"]),
    code=st.sampled_from(["9A901", "9A902", ""]),
    depth=st.one_of(st.none(), st.integers(0, 6)),
    indent=st.one_of(st.none(), st.integers(0, 40)),
    page=st.integers(0, 2),
    is_sure=st.booleans(),
    starts_new=st.booleans(),
    leads=st.booleans(),
    connects=st.booleans(),
)


@given(st.lists(UNITS, max_size=25))
def test_any_sequence_is_placed_and_every_target_stands_before_it(units: list[Unit]) -> None:
    placed = place(units)
    assert len(placed) == len(units)
    for index, placement in enumerate(placed):
        assert -1 <= placement.target < index or placement.target == -1
