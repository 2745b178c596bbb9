"""Computed figures on worked numbers: each expected value is worked out by hand in the comment beside it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from controllist import store
from controllist.assessing.facts import Facts, concepts, read_fact
from controllist.assessing.formulas import compute, evaluate, inputs_of, shown
from controllist.assessing.logic import Interval
from controllist.assessing.plan import Figure, leaves, planner
from controllist.language.units import find_unit

EDITION = "eu-dual-use@2025-11-15"
COMPUTED = [key for key, concept in concepts().items() if concept.formula]


def computed(key: str, *values: str | int) -> Interval:
    """What the formula of a property gives for its inputs, in their order and in SI units."""
    formula, names = concepts()[key].formula, [*inputs_of(key)]
    names += ["K"] * (len(values) - len(names))
    return evaluate(formula, {name: Interval.point(Fraction(v)) for name, v in zip(names, values, strict=True)})


WORKED = [
    ("minimum-resolvable-feature-size", (193, "1.35", "0.25"), "35.7"),  # nm, ArF immersion: 193 × 0.25 ÷ 1.35
    ("minimum-resolvable-feature-size", (193, "1.35", "0.35"), "50.0"),  # the same scanner under the other K
    ("average-output-power", ("0.001", 30_000), "30.0"),  # 1 mJ at 30 kHz
    ("specific-weight", (1760,), "17259.7"),
    ("specific-modulus", (294 * 10**9, "17259.7"), "17033899.8"),  # 17.03×10⁶ m
    ("specific-tensile-strength", (5_500 * 10**6, "17259.7"), "318661.4"),
    ("energy-density", (5 * 3600, "3.6", "0.07"), "925714.3"),  # 5 Ah × 3.6 V ÷ 70 g is 257.1 Wh/kg
    ("continuous-power-density", (10, "3.6", "0.07"), "514.3"),
    ("hole-shape-ratio", (3, "0.36"), "5.0"),
    ("adjusted-peak-performance", (20, 10), "21.0"),  # two vector processors of 10 TF and four others of 2.5 TF
    ("aspect-ratio", (60, 20), "3.0"),
    ("total-processing-performance", (150, 20), "6000.0"),
    ("lookup-table-inputs", (300_000, 6), "1800000.0"),
    ("aggregate-transceiver-rate", (32, 16), "512.0"),
    ("across-track-resolution", (1_500,), "0.5"),  # 75 ÷ 1.5 is 50 cm
]


@pytest.mark.parametrize(("key", "values", "expected"), WORKED)
def test_worked_numbers(key: str, values: tuple[str | int, ...], expected: str) -> None:
    figure = computed(key, *values)
    assert figure.low is not None
    assert f"{float(figure.low):.1f}" == expected


def test_every_formula_has_a_worked_number_known_properties_and_a_source_in_the_edition() -> None:
    assert {key for key, _, _ in WORKED} == set(COMPUTED)
    edition = store.load(EDITION)
    for key in COMPUTED:
        concept = concepts()[key]
        assert inputs_of(key)
        assert read_fact(key, "1").key == key
        assert concept.source in edition or "#" not in concept.source


def test_the_k_factor_is_the_one_each_provision_states() -> None:
    """0.35 stands at 3B001.f.1.b, 0.25 at 3B501.f.1.b: a scanner of 193 nm and NA 1.35 passes only the second."""
    plans = planner(store.load(EDITION))
    known = {f.key: f for f in Facts.of({"wavelength": "193 nm", "NA": "1.35"})}
    found = {}
    for code in ("3B001.f.1.b", "3B501.f.1.b.2"):
        figure = next(x for x in leaves(plans.plan(code).root) if isinstance(x, Figure) and "MRF" in x.text)
        size = compute(figure, known)
        assert size is not None
        found[code] = size.fact.printed
    assert found == {"3B001.f.1.b": "50.04 nm", "3B501.f.1.b.2": "35.74 nm"}


@pytest.mark.parametrize("cross_section", ["2", "3", "0.45", "0.7", "1/3", "10"])
def test_a_root_that_is_not_exact_lies_between_both_ends(cross_section: str) -> None:
    ratio = computed("hole-shape-ratio", 1, cross_section)
    assert ratio.low is not None
    assert ratio.high is not None
    assert ratio.low**2 < 1 / Fraction(cross_section) < ratio.high**2
    assert ratio.high - ratio.low < Fraction(1, 10**6)


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (Interval(Fraction(5), None), "≥ 5 nm"),
        (Interval(None, Fraction(5)), "≤ 5 nm"),
        (Interval(Fraction(5), Fraction(6)), "5–6 nm"),
        (Interval.point(Fraction(5)), "5 nm"),
    ],
)
def test_how_a_computed_figure_is_shown(figure: Interval, printed: str) -> None:
    assert shown(figure.mapped(lambda x: x / 10**9), find_unit("nm")) == printed


def test_uncertain_inputs_give_an_uncertain_figure() -> None:
    """NA 1.30 to 1.35 gives 35.7 to 37.1 nm, both ends the right way round."""
    values = {
        "wavelength": Interval.point(Fraction(193)),
        "numerical-aperture": Interval(Fraction("1.3"), Fraction("1.35")),
        "K": Interval.point(Fraction(1, 4)),
    }
    size = evaluate(concepts()["minimum-resolvable-feature-size"].formula, values)
    assert [f"{float(end or 0):.1f}" for end in (size.low, size.high)] == ["35.7", "37.1"]
