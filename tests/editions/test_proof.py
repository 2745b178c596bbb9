"""The proof itself: each kind of fault in a line is seen, and what is no fault is not. Provisions are invented."""

from __future__ import annotations

import pytest

from controllist.codes import ControlCode
from controllist.model import Definition, Edition, Node, Note, Provision
from scripts.proof import closeness, comparison, faults, naming, structure
from scripts.proof.facts import compare
from scripts.proof.pairing import pair, run_in
from scripts.proof.texts import Texts

HERE = ControlCode("3A001.x")

APART = [
    # field, law, line
    ("number", "A width of 5 mm", "width 50 mm"),
    ("number", "A width of 5 mm", "width 5 cm"),
    ("number", "Having five mirrors or more", "≥ 6 mirrors"),
    ("number", "The 2,4-dimethyl ester", "the 2,5-dimethyl ester"),
    ("comparator", "A width of 5 mm or less", "width < 5 mm"),
    ("comparator", "Exceeding 5 mm", "≥ 5 mm"),
    ("comparator", "Blocks of 3 mm × 4 mm × 5 mm or greater", "blocks > 3 mm × 4 mm × 5 mm"),
    ("comparator", "One or more mirrors", "> 1 mirror"),
    ("CAS number", "phosgene (CAS 75-44-5)", "phosgene"),
    ("CAS check digit", "phosgene (CAS 75-44-6)", "phosgene (CAS 75-44-6)"),
    ("reference", "Seals other than those specified in 2B350.g.", "seals"),
    ("reference", "Seals for 2B350.a. or 2B350.b.", "seals for 2B350.a"),
    ("defined term", 'Seals for "lasers"', "seals for lasers"),
    ("defined term", "Seals with a 'lip'", "seals with a lip"),
    ("term without its marks", '"Software" for "software" tools', '"software" for software tools'),
    ("standard", "Tested by ISO 9999:2001", "tested by ISO 9999:2002"),
    ("legal test", "Specially designed for ships", "for ships"),
    ("legal test", "For ships", "designed for ships"),
    ("legal test", "Capable of lifting", "lifts"),
]


@pytest.mark.parametrize(("field", "law", "line"), APART)
def test_a_fault_is_seen(field: str, law: str, line: str) -> None:
    assert field in {d.field for d in compare(Texts(law, code=HERE), Texts(line, code=HERE))}


ALIKE = [
    ("A width of 5 mm or less", "width ≤ 5 mm"),
    ("Not exceeding 1 500 kg in mass", "mass ≤ 1500 kg"),
    ("Between 17,0 - 23,0 % by weight", "17.0 to 23.0 % by weight"),
    ("Operating at 5 × 10^3 Hz", "operating at 5×10³ Hz"),
    ("A maximum width of 5 mm", "width ≤ 5 mm"),
    ("Exceeding 80 mm in length and 20 mm in depth", "depth > 20 mm, length > 80 mm"),
    ("One or more mirrors", "mirrors"),
    ("Goods specified in 1C350.1., .3. and .5.", "goods specified in 1C350.1, 1C350.3 and 1C350.5"),
    ("For the purposes of 3A001.b., 'lip' means a rim", "'lip' = rim"),
    ("Both seals", "2 seals"),
    ("ISO 9999:2001 Method A", "Method A of ISO 9999:2001"),
]


@pytest.mark.parametrize(("law", "line"), ALIKE)
def test_the_same_in_other_words_is_no_fault(law: str, line: str) -> None:
    assert compare(Texts(law, code=HERE), Texts(line, code=HERE)) == ()


def test_a_comparator_may_stand_in_the_lead_in() -> None:
    law = Texts("0,9 GPa when rolled", above=("A strength equal to or greater than:",), code=HERE)
    assert compare(law, Texts("≥ 0.9 GPa, rolled", code=HERE)) == ()
    assert [d.field for d in compare(law, Texts("> 0.9 GPa, rolled", code=HERE))] == ["comparator"]


@pytest.mark.parametrize(
    ("law", "line", "lost"),
    [
        ("Alloys of zirconium or hafnium", "alloys of zirconium", ("hafnium",)),
        ("Clean with Acmite or water", "clean with water", ("Acmite",)),
        ("Cultures of Exemplum vulgare", "cultures", ("Exemplum",)),
        ("Fluorinating agents", "agents that fluorinate", ()),
        ("Ten sulfides", "ten sulphide", ()),
        ("The Hertz of it", "the Hz of it", ()),
    ],
)
def test_names(law: str, line: str, lost: tuple[str, ...]) -> None:
    assert naming.lost_names(law, line) == lost


# --- pairing and structure ---


def edition(*nodes: Node, wording: str = "digest") -> Edition:
    return Edition("eu-dual-use", "2020-01-01", "en", wording, nodes)  # type: ignore[arg-type]


def entry(code: str, text: str = "", requirement: str | None = None) -> Provision:
    return Provision(ControlCode(code), "item", ControlCode(code).parent, text, requirement=requirement)  # type: ignore[arg-type]


def note(code: str, text: str, kind: str = "note-excludes", about: str = "") -> Note:
    place = ControlCode(code)
    return Note(place, kind, place.parent, text, about=(ControlCode(about),) if about else ())  # type: ignore[arg-type]


def fields(law: Edition, ours: Edition, known: faults.Faults = faults.Faults()) -> set[tuple[str, str]]:  # noqa: B008
    return {(d.code, d.field) for d in comparison.hold_against(law, ours, known).unexplained}


def test_a_provision_without_a_line_is_told() -> None:
    law = edition(entry("1A001", "Seals", "list"), entry("1A001.a", "Of zinc"), entry("1A001.b", "Of lead"))
    ours = edition(entry("1A001", "seals", "list"), entry("1A001.a", "of zinc"))
    assert ("1A001.b", "line") in fields(law, ours)
    assert ("1A001.b", "line") in fields(ours, law)


def test_requirement_and_status() -> None:
    law = edition(entry("1A001", "Seals having all of the following:", "all"), entry("1A001.a", "Not used."))
    ours = edition(entry("1A001", "seals", "any"), entry("1A001.a", "of zinc"))
    found = fields(law, ours)
    assert ("1A001", "requirement") in found
    assert ("1A001.a", "status") not in found  # in both "in force": the law's words alone are no status


def test_a_note_may_hang_elsewhere_but_must_speak_of_the_same() -> None:
    law = edition(
        entry("1A001", "Seals", "list"),
        entry("1A001.a", "Rims"),
        note("1A001#note", "1A001.a. does not control lids.", about="1A001.a"),
    )
    moved = edition(entry("1A001", "seals", "list"), entry("1A001.a", "rims"), note("1A001.a#note", "lids"))
    wider = edition(entry("1A001", "seals", "list"), entry("1A001.a", "rims"), note("1A001#note", "lids"))
    assert fields(law, moved) == set()
    assert fields(law, wider) == {("1A001#note", "speaks of")}


def test_kinds_by_the_verb_of_the_law() -> None:
    law = edition(entry("1A001", "Seals"), note("1A001#note", "1A001 does not control lids.", "note"))
    assert fields(law, edition(entry("1A001", "seals"), note("1A001#note", "lids"))) == set()
    assert fields(law, edition(entry("1A001", "seals"), note("1A001#note", "lids", "note-includes"))) == {
        ("1A001#note", "kind")
    }
    assert structure.said_kind("1A001 includes lids.") == "note-includes"


def test_items_the_copy_runs_together_are_compared_with_it() -> None:
    law = edition(entry("1A001", "Seals having all of the following: a. A width of 5 mm; b. A depth of 7 mm"))
    ours = edition(entry("1A001", "seals", "all"), entry("1A001.a", "width 5 mm"), entry("1A001.b", "depth 7 mm"))
    wrong = edition(entry("1A001", "seals", "all"), entry("1A001.a", "width 5 mm"), entry("1A001.b", "depth 8 mm"))
    assert fields(law, ours) == set()
    assert fields(law, wrong) == {("1A001", "number")}
    assert set(run_in(pair(law.nodes, ours.nodes), ours.nodes)) == {"1A001.a", "1A001.b"}


def test_definitions_are_paired_by_their_term_and_need_not_repeat_it() -> None:
    law = Definition(
        ControlCode('"Seal"#definition'), "definition", text='"Seal" (1 2) means a rim of 5 mm.', term="Seal"
    )
    ours = Definition(ControlCode('"seal"#definition'), "definition", text="(1 2) rim of 5 mm", term="seal")
    other = Definition(ControlCode('"seal"#definition'), "definition", text="(1 3) rim of 5 mm", term="seal")
    assert fields(edition(law), edition(ours)) == set()
    assert {field for _, field in fields(edition(law), edition(other))} == {"number"}


# --- known faults ---


def test_a_known_fault_explains_one_difference_and_no_other() -> None:
    law, ours = edition(entry("1A001", "A width of 5 mm")), edition(entry("1A001", "width 6 mm"))
    row = (
        '{"fault": "differs", "code": "1A001", "field": "number", "official": "5 mm", "digest": "6 mm", "reason": "r"}'
    )
    known = faults.read(row)
    assert comparison.hold_against(law, ours, known).unexplained == ()
    assert comparison.hold_against(law, ours, known).idle == ()
    other = edition(entry("1A001", "width 7 mm"))
    assert len(comparison.hold_against(law, other, known).unexplained) == 1
    assert len(comparison.hold_against(law, other, known).idle) == 1


def test_lines_compared_together() -> None:
    law = edition(entry("1A001", "Seals of 5 mm"), note("1A001#note.1", "Rims of 6 mm count.", "note"))
    ours = edition(entry("1A001", "seals of 5 mm; rims of 6 mm count"))
    row = '{"fault": "together", "official": ["1A001", "1A001#note.1"], "digest": ["1A001"], "reason": "r"}'
    assert fields(law, ours, faults.read(row)) == set()
    short = edition(entry("1A001", "seals of 5 mm"))
    assert fields(law, short, faults.read(row)) == {("1A001", "number")}


def test_a_row_for_a_place_that_is_gone_is_told() -> None:
    row = '{"fault": "together", "official": ["9A999"], "digest": [], "reason": "r"}'
    result = comparison.hold_against(
        edition(entry("1A001", "Seals")), edition(entry("1A001", "seals")), faults.read(row)
    )
    assert "9A999" in result.idle[0]


@pytest.mark.parametrize(
    "row",
    [
        '{"fault": "differs", "code": "1A001", "field": "number", "official": "5", "digest": "6", "reason": " "}',
        '{"fault": "guess", "reason": "r"}',
        '{"fault": "moved", "reason": "r"}',
        "no json",
    ],
)
def test_a_row_without_reason_or_sense_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        faults.read(row)


def test_at_most_forty_faults() -> None:
    row = '{"fault": "together", "official": ["1A001"], "digest": [], "reason": "r"}\n'
    assert len(faults.read(row * 40)) == 40
    with pytest.raises(ValueError, match="at most 40"):
        faults.read(row * 41)


# --- closeness ---


def test_deleting_words_is_close_and_rewriting_is_not() -> None:
    law = "Pumps which have been specially made for acid and which are fitted with a glass lining"
    assert closeness.is_close("pumps specially made for acid, fitted with glass lining", law)
    assert not closeness.is_close("acid pumps lined with glass", law)


def test_runs_are_found_whole_and_runs_of_codes_are_none() -> None:
    words = "the small pump that stands in the yard behind our old house is green"
    taken = closeness.shingles([words])
    assert closeness.runs(f"say: {words}, I think", taken) == [words]
    codes = "1A001 1A002 1A003 1A004 1A005 1A006 1A007 1A008 1A009 1A010 1A011 1A012"
    assert closeness.runs(codes, closeness.shingles([codes])) == []
