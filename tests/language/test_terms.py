"""Terms: every quoted term is seen, and where a note explains one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.language.terms import defined_terms, definition_names, keys_of, read_terms, term_key

USES = [
    ('"lasers" with a \'fill factor\'', [("lasers", False), ("fill factor", True)]),
    ("“lasers” with a ‘fill factor’", [("lasers", False), ("fill factor", True)]),
    ("the maker's sheet of the owners' pump", []),
    ("'UAV's specified here", [("UAV", True)]),
    ("'thermal shutter','cold shield'", [("thermal shutter", True), ("cold shield", True)]),
    ("5' long, 3\" wide", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), USES)
def test_uses(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(use.term, use.local) for use in read_terms(text)] == expected


DEFINED = [
    ("'fill factor' = area ÷ pitch", [("fill factor",)]),
    ("'fill factor': the part that is filled", [("fill factor",)]),
    ("For the purposes of 3B501.k, 'fill factor' means the part", [("fill factor",)]),
    ("In 2B116.a., a 'drum' is a cylinder.", [("drum",)]),
    ("'Smallest line' ('SL') is what prints. 'Overlay' refers to the shift.", [("Smallest line", "SL"), ("Overlay",)]),
    ("'Drums' rotate about an axis.", [("Drums",)]),  # a sentence of a technical note explains what opens it
    ("a pump that has a 'drum' is not controlled", []),
]


@pytest.mark.parametrize(("text", "expected"), DEFINED)
def test_definitions(text: str, expected: list[tuple[str, ...]]) -> None:
    assert list(defined_terms(text)) == expected


SAME = [
    ("lasers", "laser"),
    ("Focal plane arrays", "focal-plane array"),
    ("boxes", "box"),
    ("bias", "Bias"),
    ("bodies", "body"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_term(one: str, other: str) -> None:
    assert term_key(one) == term_key(other)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for use in read_terms(text):
        assert 0 <= use.span[0] < use.span[1] <= len(text)
    defined_terms(text)


# Quoted words of the official texts that no definition explains, each with the reason.
UNDEFINED = {
    "see also military good control": "a heading that the source puts in quotation marks",
    "circular error probable": "the definition is headed “CEP” and spells the words out",
    "numerically controlled": "the definition is of “numerical control”",
    "numerical controlled": "slip for “numerically controlled”",
    "pyrotechnic": "defined in the military list",
    "propellant": "defined in the military list",
    "state not party to the chemical weapon convention": "those outside “States Party …”, which is defined",
    "multiple channel adc": "defined with the words spelled out",
    "interleaved adc": "defined with the words spelled out",
    "spacecraft buse": "plural of “spacecraft bus”",
    # single quotes
    "hot melt method": "its note is glued to the item in this source",
    "recommended practice for constant amplitude low cycle fatigue testing": "title of a standard",
    "magnetorheological finishing": "named by its short form, which the note explains",
    "electrorheological finishing": "named by its short form, which the note explains",
    "master/slave": "a common expression",
    "site front least square range": "spells out 'SFQR', which the note explains",
    "vector processor": "3E002 explains 'vector processor unit'",
    "safety of life": "name of a service",
    "navigation satellite system": "used in its common meaning",
    "freedom of movement": "part of 'degrees of freedom of movement'",
    "metal": "“the words ‘metals’ and ‘alloys’ in …” covers forms, and the plural is listed with its note",
    "natural vision": "explained in the same words as 'operator'",
    "as part of": "written 'as parts of' in one place; the note speaks about the phrase",
}


@pytest.mark.official
def test_quoted_terms_of_annex_i_lead_to_a_definition_or_a_reason(official: Path) -> None:
    nodes = json.loads((official / "reconstructed" / "eu-annex-i-2025-11-15.oj.truth.json").read_text(encoding="utf-8"))
    known: list[str] = []
    for node in nodes:
        if node["kind"] == "definition" and (head := read_terms(node["text"])):
            known += definition_names(head[0].term, node["text"])
        known += [name for names in defined_terms(node["text"]) for name in names]
    keys = {key for name in known for key in keys_of(name)}
    uses = [keys_of(use.term) for node in nodes if node["code"] for use in read_terms(node["text"])]
    missing = {use[0] for use in uses if use and not keys & set(use)}
    assert sorted(missing - set(UNDEFINED)) == []
