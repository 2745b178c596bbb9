"""Codes: what people type, the canonical spelling, the order of the law."""

from __future__ import annotations

import pickle
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.codes import CodeShape, ControlCode, EditionAddress, check_date, order, parse_code
from controllist.errors import CodeError, MisuseError


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("3B001.f.1.b.2", "3B001.f.1.b.2"),  # as the law prints it
        ("3b001f1b", "3B001.f.1.b"),  # no stops, no capitals
        ("3B001.f.1.b.", "3B001.f.1.b"),  # the trailing stop of the reference style
        (" 6A002 a 2 a ", "6A002.a.2.a"),  # blanks instead of stops
        ("1C350.4", "1C350.4"),  # numbers directly below the entry
        ("1C350-46", "1C350.46"),  # as licences write it
        ("1c35046", "1C350.46"),
        ("3B501", "3B501"),  # 500-series
        ("2B909", "2B909"),  # 900-series of national lists
        ("3B1001.l", "3B1001.l"),  # a national entry as the Official Journal recodes it
        ("3b1001L", "3B1001.l"),
        ("ML10.c", "ML10.c"),
        ("ML 10 c", "ML10.c"),
        ("ml8a12", "ML8.a.12"),
        ("ML22.", "ML22"),
        ("ML 1 2", "ML1.2"),  # the number ends at the blank: not ML12
        ("ML1#note.1", "ML1#note.1"),
        ("3A001aa", "3A001.aa"),  # some lists go on behind z
        ("1C350.123", "1C350.123"),
        ("5A1", "5A1"),  # a group of category 5, Part 1
        ("5p2", "5P2"),
        ("3", "3"),
        ("3b", "3B"),
        ("3B001.h#note.1.b", "3B001.h#note.1.b"),
        ("3B001#see-also~2", "3B001#see-also~2"),
        ("3B501.f.1.b#technical-note.2", "3B501.f.1.b#technical-note.2"),
        ("3B501.f.1.b#definition.mrf", "3B501.f.1.b#definition.mrf"),
        ("3B001.f.4#part.1", "3B001.f.4#part.1"),
        ("“laser”#definition", '"laser"#definition'),
        ("general#note.4", "general#note.4"),
        ("gtn", "GTN"),
        ("GSN.a.1", "GSN.a.1"),
    ],
)
def test_what_people_type(typed: str, code: str) -> None:
    assert parse_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hello",
        "3F001",
        "33B001",
        "ML23",
        "ML0",
        "3B001.f!",
        "3B001.abc",
        "3B001.1234",
        "3B001#remark",
        "3B0011111x?",
        "9" * 40,
        '"laser"#definitions',
        '"laser"#definition.a!',
    ],
)
def test_what_is_no_code(typed: str) -> None:
    with pytest.raises(CodeError, match="expected a"):
        parse_code(typed)


@pytest.mark.parametrize(
    ("code", "entry", "parent"),
    [
        ("3B001", "3B001", None),
        ("3B001.f.1", "3B001", "3B001.f"),
        ("3B001#note", "3B001", "3B001"),
        ("3#note", "3", "3"),
        ("3B001#note.1", "3B001", "3B001#note"),
        ("3B001.h#note.1.b", "3B001", "3B001.h#note.1"),
        ("3B001.f.4#part.2.1", "3B001", "3B001.f.4#part.2"),
        ('"laser"#definition', '"laser"', None),
        ('"robot"#definition.a', '"robot"', '"robot"#definition'),
        ('"robot"#definition#note.1', '"robot"', '"robot"#definition#note'),
        ('"robot"', '"robot"', None),
        ("ML10.c", "ML10", "ML10"),
    ],
)
def test_entry_and_parent(code: str, entry: str, parent: str | None) -> None:
    assert ControlCode(code).entry == entry
    assert ControlCode(code).parent == parent


def test_the_order_of_the_law() -> None:
    """General notes, categories, groups, entries; category 5 Part 1 from A to E before Part 2; 9 before 10."""
    law = [
        "general", "general#note.1", "GTN", "GISN", "0", "0A001", "1", "1A001.a",
        "3", "3A", "3A001", "3A001.a", "3A001.a.2", "3A001.a.10", "3A001.b", "3A501", "3B", "3B001",
        "3B001.f.1", "3B1001", "5", "5P1", "5A1", "5A001", "5A101", "5E1",
        "5E001", "5P2", "5A2", "5A002", "5D2", "5D002", "6", "6A001",
    ]  # fmt: skip
    mixed = list(law)
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=order) == law
    # A number before a letter where one list has both; and the military list behind the nine categories.
    assert sorted(["3B001.a", "3B001.2", "3B001.10"], key=order) == ["3B001.2", "3B001.10", "3B001.a"]
    assert sorted(["ML1", "9E993", "9"], key=order) == ["9", "9E993", "ML1"]
    # Lists of other shapes by their letters, and terms behind all lists.
    assert sorted(['"laser"#definition', "VAT1", "ML10", "VAT10", "9E993", "VAT9.a"], key=order) == [
        "9E993", "ML10", "VAT1", "VAT9.a", "VAT10", '"laser"#definition',
    ]  # fmt: skip
    assert sorted(["ML10", "ML2", "ML10.a", "ML9.a"], key=order) == ["ML2", "ML9.a", "ML10", "ML10.a"]


def test_what_hangs_on_a_place_has_an_order_too() -> None:
    """Parts, notes, technical notes, see-also; a second one without a number behind the first and its items."""
    law = [
        "3B001.a", "3B001.a#part.1", "3B001.a#part.1~2", "3B001.a#part.2", "3B001.a#note", "3B001.a#note.1",
        "3B001.a#note.1#note.1", "3B001.a#note~2", "3B001.a#note~10", "3B001.a#technical-note.1",
        "3B001.a#technical-note.2", "3B001.a#technical-note.10", "3B001.a#see-also.1", "3B001.a#definition.x",
        "3B001.a.1", "3B001.a~2", "3B001.b",
    ]  # fmt: skip
    mixed = list(law)
    random.Random(7).shuffle(mixed)
    assert [c for c in sorted(mixed, key=order) if "#" in c] == [c for c in law if "#" in c]
    assert [c for c in sorted(mixed, key=order) if "#" not in c] == [c for c in law if "#" not in c]


def test_terms_stand_in_the_order_of_the_alphabet() -> None:
    terms = ['"ab"#definition', '"Ac"#definition', '"ba"#definition', '"ba"#definition.a', '"ba"#definition.b']
    assert sorted(set(terms), key=order) == terms


def test_a_stop_within_a_term_parts_nothing() -> None:
    assert ControlCode('"No. 5 steel"#definition').parent is None
    assert ControlCode('"No. 5 steel"#definition.a').parent == '"No. 5 steel"#definition'
    assert ControlCode('"No. 5 steel"#definition').depth == 0
    assert ControlCode('"No. 5 steel"#definition').entry == '"No. 5 steel"'


def test_what_stands_behind_the_place() -> None:
    assert ControlCode("3B001.h#note.1.b").note == "note.1.b"
    assert ControlCode("3B001.h").note == ""
    assert (ControlCode("3B001").depth, ControlCode("3B001.f.1#note.2").depth) == (0, 2)


@pytest.mark.parametrize(
    ("other", "within"),
    [("3B001.f.1", True), ("3B001.f.1.b", True), ("3B001.f.1#note", True), ("3B001.f.1~2", True), ("3B001.f.10", False),
     ("3B001.f", False), ("3B001.a", False), ("3B001.g", False)],
)  # fmt: skip
def test_what_a_code_contains(other: str, within: bool) -> None:
    assert ControlCode("3B001.f.1").contains("".join(list(other))) is within


def test_addresses_of_editions_stand_by_list_and_date() -> None:
    told = ["eu-military@2020-02-17", "nl-semicon@2023-09-01", "nl-semicon@2024-09-07"]
    assert [str(a) for a in sorted(map(EditionAddress.parse, told[::-1]))] == told


VATS = CodeShape("vats", re.compile(r"VAT \d{1,2}", re.VERBOSE | re.IGNORECASE), example="VAT1.a")
PANS = CodeShape("pans", re.compile(r"pan(\d)(?:-([a-z]))?"), canonical="{1}PAN{0}")


def test_a_profile_brings_a_shape_of_its_own() -> None:
    """A shape without groups is spelled as it was matched; a group that is not there leaves nothing behind."""
    assert parse_code("vat 7 b", [VATS]) == "VAT7.b"
    assert [parse_code(typed, [VATS, PANS]) for typed in ("pan3a1", "pan4")] == ["PAN3.a.1", "PAN4"]
    with pytest.raises(CodeError, match=r"such as VAT1\.a, found 'ML1'"):
        parse_code("ML1", [VATS, PANS])


LABELS = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=7)
NUMBERS = st.integers(1, 60)


@st.composite
def codes(draw: st.DrawFn) -> str:
    """A well-formed code of a list here: letters and numbers alternate below the entry."""
    if draw(st.booleans()):
        entry = f"ML{draw(st.integers(1, 22))}"
    else:
        entry = f"{draw(st.integers(0, 9))}{draw(st.sampled_from('ABCDE'))}{draw(st.integers(1, 999)):03d}"
    path = draw(LABELS)
    labels = [label if i % 2 == 0 else str(draw(NUMBERS)) for i, label in enumerate(path)]
    tail = draw(st.sampled_from(["", "#note", "#note.1", "#note.2.a", "#technical-note.1", "#see-also~2", "#part.1"]))
    return ".".join([entry, *labels]) + tail


@given(codes())
def test_law_parse_of_str_is_the_identity(code: str) -> None:
    assert parse_code(code) == code
    assert parse_code(str(parse_code(code))) == code


@given(codes())
def test_law_stops_may_be_left_out(code: str) -> None:
    place, mark, tail = code.partition("#")
    assert parse_code(place.replace(".", "").lower() + mark + tail) == code


@given(st.lists(codes(), min_size=2, max_size=8, unique=True))
def test_law_the_order_is_total_and_parents_come_first(some: list[str]) -> None:
    keys = [order(c) for c in some]
    assert len(set(keys)) == len(keys)
    ranked = sorted(some, key=order)
    assert ranked == sorted(list(reversed(some)), key=order)  # noqa: C414 - the other order is the point
    for code in some:
        parent = ControlCode(code).parent
        if parent is not None:
            assert order(parent) < order(code)


def test_addresses() -> None:
    address = EditionAddress.parse("nl-semicon@2024-09-07")
    assert (address.list, address.date, str(address)) == ("nl-semicon", "2024-09-07", "nl-semicon@2024-09-07")


@pytest.mark.parametrize(
    "text", ["nl-semicon", "@2024-09-07", "NL@2024-09-07", "nl-semicon@2024-13-01", "nl-semicon@24-09-07"]
)
def test_no_address(text: str) -> None:
    with pytest.raises(MisuseError, match="expected"):
        EditionAddress.parse(text)


@pytest.mark.parametrize("day", ["2024-13-01", "2023-02-29", "today", "2024-9-7", ""])
def test_no_date(day: str) -> None:
    with pytest.raises(MisuseError, match="expected a date"):
        check_date(day)


def test_errors_pickle_with_their_facts() -> None:
    with pytest.raises(CodeError) as caught:
        parse_code("hello")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), again.message, again.facts) == (CodeError, caught.value.message, caught.value.facts)
