"""References: full and short forms, ranges, places of the digest, other lists, and what each place is named for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.codes import ControlCode
from controllist.language import Role
from controllist.language.references import read_references

AT = ControlCode("3B501.k.3")

# text, codes of each place in turn
FORMS = [
    ("see 3B001.f.1.", [["3B001.f.1"]]),
    ("see 1C350.1, .3, .5", [["1C350.1", "1C350.3", "1C350.5"]]),
    ("2B201.a., .b. or .c.", [["2B201.a", "2B201.b", "2B201.c"]]),
    ("3A001.a.1. or 2.", [["3A001.a.1", "3A001.a.2"]]),
    ("1C010.a. or b.", [["1C010.a", "1C010.b"]]),
    ("3B001.a.1 to a.3", [["3B001.a.1", "3B001.a.2", "3B001.a.3"]]),
    ("6A002.a.3.a. to 6A002.a.3.c.", [["6A002.a.3.a", "6A002.a.3.b", "6A002.a.3.c"]]),
    ("ML8.g.3. and g.4.", [["ML8.g.3", "ML8.g.4"]]),
    ("1A002 to 1A004", [["1A002", "1A003", "1A004"]]),
    ("ML1 to ML3, ML6", [["ML1", "ML2", "ML3"], ["ML6"]]),
    ("5A001.f.1., 5A001.f.2. or 5A001.f.3.", [["5A001.f.1"], ["5A001.f.2"], ["5A001.f.3"]]),
    ("not specified in .k.2", [["3B501.k.2"]]),
    ("Note 2.a", [["3B501.k.3#note.2.a"]]),
    ("Technical Note 2", [["3B501.k.3#technical-note.2"]]),
    ("Notes 1 and 2", [["3B501.k.3#note.1", "3B501.k.3#note.2"]]),
    ("Note 3 in Category 5, Part 2", [["5P2#note.3"], ["5P2"]]),
    ("6A003.b.4. Note 3.a", [["6A003.b.4"], ["6A003.b.4#note.3.a"]]),
    ("Category 5 – Part 2", [["5P2"]]),
    ("Categories 1 to 3", [["1", "2", "3"]]),
    ("equipment specified in 2A, 2B or 2D.", [["2A"], ["2B"], ["2D"]]),
    ("according to the General Technology Note", [["GTN"]]),
    ("SEE ALSO MILITARY GOODS CONTROLS", [[]]),
    ("SEE ALSO MILTARY GOODS CONTROLS", [[]]),  # the law's own slip in 2B232
    ("In 1C111.d. a 'missile' is", [["1C111.d"]]),  # the article is no label
    ("3D sonars and a 300 mm wafer, ISO 230-2", []),
    ("of 5.3 mm or .5 mm", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), FORMS)
def test_forms(text: str, codes: list[list[str]]) -> None:
    assert [list(r.codes) for r in read_references(text, AT)] == codes


ROLES: list[tuple[str, str, list[Role]]] = [
    ("3B001", "SEE ALSO 3B501.f.", ["see-also"]),
    ("3B001", "For pellicles, see 3B501.m.", ["see-also"]),
    ("1A202", "tubes, other than those specified in 1A002", ["excluded-there"]),
    ("3B501.k", "equipment not specified in 3B001.c or 3B002", ["excluded-there", "excluded-there"]),
    ("3D001", '"software" specially designed for equipment specified in 3A001.b or 3B', ["software-for",
      "software-for"]),
    ("3E001", '"technology" for the "use" of equipment specified in 3A001', ["technology-for"]),
    ("9A004.d", "payloads with items specified in 3A001.b.1.a.4, 3A002.g", ["specified-in", "specified-in"]),
    ("3B501.k#note.1", "3B501.k does not control furnaces", ["speaks-of"]),
    ("3B501.k#technical-note", "For the purposes of 3B501.k, 'etch' means removal", ["speaks-of"]),
    ("3A001", "integrated circuits of 3A001.a", ["mentioned"]),
]  # fmt: skip


@pytest.mark.parametrize(("at", "text", "roles"), ROLES)
def test_roles(at: str, text: str, roles: list[Role]) -> None:
    assert [r.role for r in read_references(text, ControlCode(at))] == roles


def test_the_other_list_is_named() -> None:
    assert [r.list for r in read_references("see ML4 and 1A006", ControlCode("1A006"))] == ["eu-military", ""]
    assert [r.list for r in read_references("see ML4 and 1A006", ControlCode("ML4"))] == ["", "eu-dual-use"]


@given(st.text(max_size=150))
def test_any_text_is_read_and_spans_quote_it(text: str) -> None:
    end = 0
    for found in read_references(text, AT):
        assert end <= found.span[0] < found.span[1] <= len(text)
        assert text[slice(*found.span)] == found.printed
        end = found.span[1]


# Places the official texts name and do not have, each with the reason.
EXPLAINED = {
    "3E001#note.a": "“Note 3, a …” reads on as an article",
    "6D003.c#note.3.a": "a note of another provision, named before the figure",
}


@pytest.mark.official
def test_no_dangling_reference_in_annex_i_is_unexplained(official: Path) -> None:
    """Sections, parts and general notes have other names in the truth file; ranges may run over places left out."""
    nodes = json.loads((official / "reconstructed" / "eu-annex-i-2025-11-15.oj.truth.json").read_text(encoding="utf-8"))
    known = {node["code"] for node in nodes}
    dangling: list[tuple[str, str]] = []
    for node in nodes:
        if not node["code"]:
            continue
        for found in read_references(node["text"], ControlCode(node["code"])):
            ends = {found.codes[0], found.codes[-1]} if found.codes and not found.list else set()
            dangling += [(node["code"], code) for code in ends if code not in known and len(code.place) > 4]
    assert [d for d in dangling if d[1] not in EXPLAINED] == []
