"""Profiles are data: each loads, spells its own example, and knows its own words."""

from __future__ import annotations

import pytest

from controllist import store
from controllist.codes import SHAPES, CodeShape, parse_code
from controllist.errors import CodeError, MisuseError, SourceError
from controllist.profiles import build_profile, profile, slugs


@pytest.mark.parametrize("slug", slugs())
def test_every_profile_loads_and_spells_its_example(slug: str) -> None:
    found = profile(slug)
    assert found.slug == slug
    assert found.title
    assert parse_code(found.shape.example, (found.shape,)) == found.shape.example


@pytest.mark.parametrize("slug", slugs())
def test_every_profile_knows_the_label_of_a_note_and_its_kinds(slug: str) -> None:
    kinds = {label.kind for label in profile(slug).note_labels}
    assert {"note", "technical-note"} <= kinds


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_shapes_that_need_no_profile_are_those_of_the_profiles(shape: CodeShape) -> None:
    """`codes.SHAPES` stands beside two profiles so that a code typed costs no reading of them."""
    told = profile(shape.name).shape
    held = [n.code.place for a in store.editions(shape.name) for n in store.load(a).nodes]
    typed = {*held, *(c.replace(".", "").lower() for c in held), "3B1001.l", "3", "5P2", "5A2", "ML23", "ML 7a", "3B01"}
    for text in sorted(typed):
        assert read_as(text, shape) == read_as(text, told), text
        entry = read_as(text, shape).partition(".")[0]
        second, of_profile = (s.second_part and bool(s.second_part.fullmatch(entry)) for s in (shape, told))
        assert second == of_profile, text


def read_as(text: str, shape: CodeShape) -> str:
    try:
        return parse_code(text, (shape,))
    except CodeError:
        return ""


def test_an_unknown_list_names_the_known_ones() -> None:
    with pytest.raises(MisuseError, match=r"eu-dual-use, eu-military.*'atlantis'"):
        profile("atlantis")


@pytest.mark.parametrize(
    ("text", "all_of", "any_of"),
    [
        ("Vats having all of the following:", True, False),
        ("Vats having any of the following:", False, True),
        ("Vats as follows:", False, False),  # each child is a control of its own
    ],
)
def test_lead_ins_tell_how_parts_combine(text: str, all_of: bool, any_of: bool) -> None:
    eu = profile("eu-dual-use")
    assert bool(eu.all_of.search(text)) is all_of
    assert bool(eu.any_of.search(text)) is any_of


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("CATEGORY 3 – ELECTRONICS", "3"),
        ("5A2 Systems, Equipment and Components", "5A2"),
        ("Part 2 – SECRETS", "5P2"),
    ],
)
def test_headings_give_the_codes_of_sections(heading: str, code: str) -> None:
    sections = profile("eu-dual-use").sections
    section, found = next((s, m) for s in sections if (m := s.heading.fullmatch(heading)))
    assert section.code.format(**found.groupdict()) == code


def test_a_list_is_added_by_data_alone() -> None:
    """Labels, codes and words of a list nobody knows, from a table as a file would give it."""
    made = build_profile(
        "moon",
        {
            "language": "xx",
            "title": "Moon list",
            "codes": {"entry": r"LUN(\d+)", "canonical": "L{0}", "example": "L1"},
            "notes": {"labels": [{"label": "Lo", "name": "note", "kind": "note"}], "excludes": ["nix"]},
            "words": {"and": ["et"], "or": ["ou"]},
        },
    )
    assert made.shape.spell(made.shape.entry.fullmatch("LUN7")) == "L7"  # type: ignore[arg-type]
    assert made.connector_all.search("silver et")
    assert not made.not_used.match("anything")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": None}, "expected 'title', found none"),
        ({"origin": "moon"}, "expected one of by number, WA, .*, national for 'origin', found 'moon'"),
        ({"codes": {}}, r"expected 'entry' in \[codes\], found none"),
        ({"words": {"leadin": ["as follows"]}}, r"expected one of all_of, .* in \[words\], found 'leadin'"),
        ({"notes": {"excludes": ["does not (cover"]}}, r"expected a pattern, found .*does not \(cover"),
    ],
)
def test_a_profile_with_a_slip_is_told_in_one_line(change: dict[str, object], told: str) -> None:
    data = {"language": "en", "title": "Vats", "codes": {"entry": "VAT([0-9])"}, **change}
    with pytest.raises(SourceError, match=f"^vats.toml: {told}") as caught:
        build_profile("vats", {k: v for k, v in data.items() if v is not None})
    assert "\n" not in str(caught.value)
