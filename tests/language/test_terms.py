"""Terms and formulas: every quoted term is seen, what a note says of it is found, arithmetic becomes a tree."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.errors import MisuseError
from controllist.language.formulas import evaluate, parse_formula, variables
from controllist.language.terms import defined_terms, definition_names, keys_of, links, read_terms, term_key

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
    ("'fill factor' = area ÷ pitch", [("fill factor", ())]),
    ("'fill factor': the part that is filled", [("fill factor", ())]),
    ("For the purposes of 3B501.k, 'fill factor' means the part", [("fill factor", ())]),
    ("In 2B116.a., a 'drum' is a cylinder.", [("drum", ())]),
    ("'Smallest line' ('SL') is what prints. 'Overlay' refers to the shift.", [("Smallest line", ("SL",)), ("Overlay",
      ())]),
    ("'Drums' rotate about an axis.", [("Drums", ())]),  # a sentence of a technical note explains what opens it
    ("a pump that has a 'drum' is not controlled", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DEFINED)
def test_definitions(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(d.term, d.aliases) for d in defined_terms(text)] == expected


def test_a_formula_that_cannot_be_read_is_told() -> None:
    picture, plain, words = (
        defined_terms("'MRF' is calculated by: [formula]")[0],
        defined_terms("'depth' is the depth of the line")[0],
        defined_terms("'rate' = bits × words, doubled")[0],
    )
    assert (picture.unreadable, plain.unreadable, words.unreadable) == (True, False, True)
    assert picture.formula is plain.formula is words.formula is None


FORMULAS = [
    ("wavelength in nm × K ÷ aperture, K = 0.25", "(wavelength × 0.25) ÷ aperture", {"wavelength": 193,
      "aperture": 2}, "24.125"),
    ("total power divided by surface area", "total power ÷ surface area", {"total power": 6, "surface area": 4}, "1.5"),
    ("a + b × c", "a + (b × c)", {"a": 1, "b": 2, "c": 3}, "7"),
    ("(a + b) × c", "(a + b) × c", {"a": 1, "b": 2, "c": 3}, "9"),
    ("a − b − c", "(a − b) − c", {"a": 9, "b": 3, "c": 2}, "4"),
    ("(speed)² ÷ 2", "(speed ^ 2) ÷ 2", {"speed": 3}, "4.5"),
    ("twice × √(area)", "2 × √(area)", {"area": 9}, "6"),
    ("20 log₁₀F + 5", None, {}, None),  # a number glued to a function is no product here
    ("75 ÷ signal bandwidth (kHz)", "75 ÷ signal bandwidth", {"signal bandwidth": 5}, "15"),
    ("the part that is filled", None, {}, None),
    ("maximum − minimum working distance", None, {}, None),  # half a name
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed", "values", "result"), FORMULAS)
def test_formulas(text: str, printed: str | None, values: dict[str, int], result: str | None) -> None:
    formula = parse_formula(text)
    assert (str(formula) if formula else None) == printed
    if formula and result:
        assert {v.name for v in variables(formula)} == set(values)
        assert evaluate(formula, {name: Fraction(v) for name, v in values.items()}) == Fraction(result)


def test_a_missing_value_is_named() -> None:
    formula = parse_formula("length ÷ width")
    assert formula is not None
    with pytest.raises(MisuseError, match="expected a value for 'width'"):
        evaluate(formula, {"length": Fraction(1)})
    assert evaluate(formula, {"length": Fraction(1), "width": Fraction(0)}) is None


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
    parse_formula(text)


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
        known += [name for d in defined_terms(node["text"]) for name in (d.term, *d.aliases)]
    uses = [use for node in nodes if node["code"] for use in read_terms(node["text"])]
    missing = {keys_of(use.term)[0] for use, found in links(uses, known) if found is None and keys_of(use.term)}
    assert sorted(missing - set(UNDEFINED)) == []
