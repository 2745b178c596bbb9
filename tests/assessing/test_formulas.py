"""Computed terms on worked numbers: each expected value is worked out by hand in the comment beside it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from controllist import store
from controllist.assessing import formulas
from controllist.assessing.facts import Facts, concepts, read_fact
from controllist.assessing.formulas import BY_PROPERTY, FORMULAS, compute, constant_in, shown
from controllist.assessing.logic import Interval
from controllist.assessing.plan import Figure, leaves, planner
from controllist.language.units import find_unit

EDITION = "eu-dual-use@2025-11-15"


def point(value: str | int | Fraction) -> Interval:
    return Interval.point(Fraction(value))


@pytest.mark.parametrize(
    ("numerical_aperture", "k", "nanometres"),
    [
        ("1.35", "0.25", "35.7"),  # ArF immersion: 193 × 0.25 ÷ 1.35
        ("1.35", "0.35", "50.0"),  # the same scanner under the other K
        ("0.93", "0.25", "51.9"),  # ArF dry
    ],
)
def test_minimum_resolvable_feature_size(numerical_aperture: str, k: str, nanometres: str) -> None:
    size = formulas.minimum_resolvable_feature_size(point(193), point(numerical_aperture), point(k))
    assert size.low is not None
    assert f"{float(size.low):.1f}" == nanometres


def test_the_k_factor_is_the_one_each_provision_states() -> None:
    """0.35 stands at 3B001.f.1.b, 0.25 at 3B501.f.1.b: a scanner of 193 nm and NA 1.35 passes only the second."""
    plans = planner(store.load(EDITION))
    known = {f.key: f for f in Facts.of({"wavelength": "193 nm", "NA": "1.35"})}
    shown = {}
    for code in ("3B001.f.1.b", "3B501.f.1.b.2"):
        figure = next(x for x in leaves(plans.plan(code).root) if isinstance(x, Figure) and "MRF" in x.text)
        computed = compute(figure, known)
        assert computed is not None
        shown[code] = computed.fact.printed
    assert shown == {"3B001.f.1.b": "50.04 nm", "3B501.f.1.b.2": "35.74 nm"}


def test_carbon_fibre() -> None:
    """294 GPa and 1760 kg/m³: 294×10⁹ ÷ (1760 × 9.80665) = 17.03×10⁶ m; 5.5 GPa give 31.87×10⁴ m."""
    weight = formulas.specific_weight(point(1760))
    modulus = formulas.specific_modulus(point(294 * 10**9), weight).low
    strength = formulas.specific_tensile_strength(point(5_500 * 10**6), weight).low
    assert modulus is not None
    assert strength is not None
    assert round(modulus / 10**6, 2) == Fraction("17.03")
    assert round(strength / 10**4, 2) == Fraction("31.87")


def test_average_power_of_a_pulsed_laser() -> None:
    """1 mJ at 30 kHz is 30 W."""
    assert formulas.average_output_power(point("0.001"), point(30_000)) == point(30)


def test_battery() -> None:
    """5 Ah × 3.6 V ÷ 70 g is 257.1 Wh/kg; 10 A continuously give 514.3 W/kg."""
    density = formulas.energy_density(point(5 * 3600), point("3.6"), point("0.07")).low
    power = formulas.continuous_power_density(point(10), point("3.6"), point("0.07")).low
    assert density is not None
    assert power is not None
    assert round(density / 3600, 1) == Fraction("257.1")
    assert round(power, 1) == Fraction("514.3")


def test_hole_shape_ratio_is_rounded_outwards() -> None:
    """3 mm ÷ √(0.45 mm²) is irrational: 4.4721…; the interval holds it and is narrower than a millionth."""
    ratio = formulas.hole_shape_ratio(point(3), point("0.45"))
    assert ratio.low is not None
    assert ratio.high is not None
    assert ratio.low**2 <= Fraction(9) / Fraction("0.45") <= ratio.high**2
    assert 0 < ratio.high - ratio.low < Fraction(1, 10**6)


@pytest.mark.parametrize("cross_section", ["2", "3", "5", "0.6", "0.7", "12", "1/3", "2/7", "10"])
def test_a_root_that_does_not_come_out_even_lies_between_both_ends(cross_section: str) -> None:
    ratio = formulas.hole_shape_ratio(point(1), point(cross_section))
    assert ratio.low is not None
    assert ratio.high is not None
    assert ratio.low**2 < 1 / Fraction(cross_section) < ratio.high**2


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (Interval(Fraction(5), None), "≥ 5 nm"),
        (Interval(None, Fraction(5)), "≤ 5 nm"),
        (Interval(Fraction(5), Fraction(6)), "5–6 nm"),
        (point(5), "5 nm"),
    ],
)
def test_how_a_computed_figure_is_shown(figure: Interval, told: str) -> None:
    metres = figure.times(point(Fraction(1, 10**9)))
    assert shown(metres, find_unit("nm")) == told


def test_adjusted_peak_performance() -> None:
    """Two vector processors of 10 TF and four others of 2.5 TF: 0.9 × 20 + 0.3 × 10 = 21 weighted teraflops."""
    assert BY_PROPERTY["adjusted-peak-performance"].rule(point(20), point(10)) == point(21)


def test_the_other_products_and_quotients() -> None:
    assert formulas.aspect_ratio(point(60), point(20)) == point(3)
    assert formulas.total_processing_performance(point(150), point(20)) == point(6000)
    assert formulas.aggregate_lookup_table_inputs(point(300_000), point(6)) == point(1_800_000)
    assert formulas.aggregate_transceiver_rate(point(32), point(16 * 10**9)) == point(512 * 10**9)
    # 75 ÷ 15 is 5 cm
    assert formulas.across_track_resolution(point(15_000)) == point("0.05")


def test_uncertain_inputs_give_an_uncertain_figure() -> None:
    """NA 1.30 to 1.35 gives 35.7 to 37.1 nm, both ends the right way round."""
    aperture = Interval(Fraction("1.3"), Fraction("1.35"))
    size = formulas.minimum_resolvable_feature_size(point(193), aperture, point("0.25"))
    assert size.low is not None
    assert size.high is not None
    assert (f"{float(size.low):.1f}", f"{float(size.high):.1f}") == ("35.7", "37.1")


def test_two_constants_in_the_notes_are_none() -> None:
    """Where notes state 0.25 and 0.35, neither may be taken."""
    formula = BY_PROPERTY["minimum-resolvable-feature-size"]
    assert constant_in(formula, ["K = 0.25", "K factor = 0.35"]) is None
    assert constant_in(formula, ["K = 0,25"]) == Fraction(1, 4)


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda f: f.property)
def test_every_formula_names_known_properties_and_a_source(formula: formulas.Formula) -> None:
    assert {formula.property, *formula.inputs} <= concepts().keys()
    assert formula.source
    assert read_fact(formula.property, "1").key == formula.property


@pytest.mark.parametrize("formula", [f for f in FORMULAS if "#" in f.source], ids=lambda f: f.property)
def test_the_source_of_a_formula_stands_in_the_edition(formula: formulas.Formula) -> None:
    assert formula.source in store.load(EDITION)
