"""Bounds that are formulas are told as formulas, and their figures are no thresholds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from controllist.language.formulas import evaluate, read_formula_bounds
from controllist.language.thresholds import read_thresholds

# text: property, comparison, formula as printed, unit, direction that is better
READ = [
    ("length error ≤ (1.5 + L/400) µm (smaller is better)", ("length error", "<=", "(1.5 + L/400)", "µm", "less")),
    ("a length error equal to or less (better) than (1,5 + L/400) µm",
     ("length error", "<=", "(1,5 + L/400)", "µm", "less")),
    ("drift < (300 + (40 × L/100)) nm over a day", ("drift", "<", "(300 + (40 × L/100))", "nm", "")),
    ("phase noise in dBc/Hz < −(90 + 20 log₁₀F)", ("phase noise", "<", "−(90 + 20 log₁₀F)", "dBc/Hz", "")),
    ("source level > (10log(f) + 70) dB", ("source level", ">", "(10log(f) + 70)", "dB", "")),
    ("output power > 40 divided by the square of the frequency",
     ("output power", ">", "40 divided by the square of the frequency", "", "")),
    ("hull area < 3 × (volume at rest)^2/3; mass > 5 kg", ("hull area", "<", "3 × (volume at rest)^2/3", "", "")),
    ("gap height ≤ [formula]", ("gap height", "<=", "[formula]", "", "")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_formula_bounds_by_reading(text: str, expected: tuple[str, ...]) -> None:
    bounds = read_formula_bounds(text)
    assert [(b.property, b.comparison, b.printed, b.unit, b.better) for b in bounds] == [expected]


@pytest.mark.parametrize(("text", "_"), READ[:5])
def test_the_figures_of_a_formula_are_no_thresholds(text: str, _: object) -> None:
    assert read_thresholds(text) == ()


def test_a_formula_in_letters_can_be_evaluated() -> None:
    formula = read_formula_bounds("length error ≤ (1.5 + L/400) µm")[0].formula
    assert formula is not None
    assert evaluate(formula, {"L": Fraction(200)}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "output power > 40 divided by the frequency, squared",  # read in part it would be another formula
        "run time < (N log₂ N) ÷ 90 ms",  # a logarithm to another base
        "gap ≤ [formula]",
    ],
)
def test_what_cannot_be_read_as_arithmetic_has_none(text: str) -> None:
    assert read_formula_bounds(text)[0].formula is None


def test_the_range_of_a_variable_is_where_the_formula_holds() -> None:
    text = "anywhere in the range 5 Hz ≤ F ≤ 9 kHz, phase noise in dBc/Hz < −(90 + 20 log₁₀F)"
    assert [b.domain for b in read_formula_bounds(text)] == ["5 Hz ≤ F ≤ 9 kHz"]
    assert read_thresholds(text) == ()


@pytest.mark.parametrize(
    "text", ["length > 5 mm", "modulus > 3×10⁶ m", "blocks ≥ 40 mm × 30 mm", "gain > +4 dBm (2.5 mW)", "mass (of 5 kg)"]
)
def test_plain_figures_are_no_formulas(text: str) -> None:
    assert read_formula_bounds(text) == ()


def test_a_name_is_taken_from_above() -> None:
    found = read_formula_bounds("≤ (2 + L/50) µm", ("machines by their length error", "two axes"))
    assert [b.property for b in found] == ["length error"]


def test_a_language_without_words_gives_none() -> None:
    assert read_formula_bounds("error ≤ (2 + L/50) µm", (), "fi") == ()
