"""Figures that the lists define by a formula, computed from what a data sheet tells.

Each formula names the definition it comes from. What a provision leaves to its own note, such as the K factor of the
minimum resolvable feature size, is an argument: 0.25 and 0.35 are both in the law, and the same scanner passes one
and fails the other.

>>> nanometre = Fraction(1, 10**9)
>>> light, aperture = Interval.point(193 * nanometre), Interval.point(Fraction("1.35"))
>>> for k in ("0.25", "0.35"):
...     size = minimum_resolvable_feature_size(light, aperture, Interval.point(Fraction(k)))
...     print(k, round(float(size.low / nanometre), 1))
0.25 35.7
0.35 50.0

A figure computed from other facts by the law's own formula, with the constant the provision's notes state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import isqrt

from attrs import frozen

from controllist.assessing.facts import Fact
from controllist.assessing.logic import Interval
from controllist.assessing.plan import Figure
from controllist.errors import MisuseError
from controllist.language.units import NO_UNIT, Unit, find_unit

Rule = Callable[..., Interval]


def minimum_resolvable_feature_size(wavelength: Interval, numerical_aperture: Interval, k: Interval) -> Interval:
    """Wavelength × K ÷ numerical aperture (Annex I, technical notes to 3B001.f.1.b and 3B501.f.1.b), in metres."""
    return wavelength.times(k).over(numerical_aperture)


def average_output_power(pulse_energy: Interval, pulse_repetition_rate: Interval) -> Interval:
    """Pulse energy × pulses a second, for evenly spaced ones (Annex I, definition of "average output power"), in watts.

    >>> average_output_power(Interval.point(Fraction(1, 1000)), Interval.point(Fraction(20_000))).low
    Fraction(20, 1)
    """
    return pulse_energy.times(pulse_repetition_rate)


def specific_modulus(tensile_modulus: Interval, specific_weight: Interval) -> Interval:
    """Young's modulus ÷ specific weight (Annex I, definition of "specific modulus"), in metres.

    >>> specific_modulus(Interval.point(Fraction(230 * 10**9)), Interval.point(Fraction(17_652))).low > 12_700_000
    True
    """
    return tensile_modulus.over(specific_weight)


def specific_tensile_strength(tensile_strength: Interval, specific_weight: Interval) -> Interval:
    """Ultimate tensile strength ÷ specific weight (Annex I, definition of "specific tensile strength"), in metres."""
    return tensile_strength.over(specific_weight)


# The standard acceleration of gravity turns a density into the specific weight the definitions ask for.
STANDARD_GRAVITY = Fraction("9.80665")


def specific_weight(density: Interval) -> Interval:
    """Density × standard acceleration of gravity, in N/m³: the weight the two definitions above divide by.

    >>> float(specific_weight(Interval.point(Fraction(1800))).low)
    17651.97
    """
    return density.times(Interval.point(STANDARD_GRAVITY))


def aspect_ratio(depth: Interval, width: Interval) -> Interval:
    """Depth ÷ width of a gap (Annex I, technical note 2 to 3B501.n.5), a plain number.

    >>> aspect_ratio(Interval.point(Fraction(60)), Interval.point(Fraction(20))).low
    Fraction(3, 1)
    """
    return depth.over(width)


def total_processing_performance(mactops: Interval, bit_length: Interval) -> Interval:
    """2 × MacTOPS × bit length of the operation (Annex I, technical note 1 to 3A501.a.16), for one processing unit.

    >>> total_processing_performance(Interval.point(Fraction(150)), Interval.point(Fraction(20))).low
    Fraction(6000, 1)
    """
    return Interval.point(Fraction(2)).times(mactops).times(bit_length)


def aggregate_lookup_table_inputs(tables: Interval, inputs: Interval) -> Interval:
    """Lookup tables × inputs of each (Annex I, technical note 2 to 3A502.i).

    >>> aggregate_lookup_table_inputs(Interval.point(Fraction(300_000)), Interval.point(Fraction(6))).low
    Fraction(1800000, 1)
    """
    return tables.times(inputs)


def aggregate_transceiver_rate(transceivers: Interval, rate: Interval) -> Interval:
    """Transceivers × peak one-way rate of each (Annex I, technical note 2 to 3A001.a.7), in bit/s."""
    return transceivers.times(rate)


def energy_density(capacity: Interval, voltage: Interval, mass: Interval) -> Interval:
    """Nominal capacity × nominal voltage ÷ mass (Annex I, technical note 1 to 3A001.e.1), in J/kg.

    >>> wh_per_kg = energy_density(*(Interval.point(Fraction(x)) for x in (3600 * 5, 4, "0.05"))).low / 3600
    >>> wh_per_kg
    Fraction(400, 1)
    """
    return capacity.times(voltage).over(mass)


def continuous_power_density(current: Interval, voltage: Interval, mass: Interval) -> Interval:
    """Maximum continuous discharge current × nominal voltage ÷ mass (Annex I, note 5 to 3A001.e.1), in W/kg."""
    return current.times(voltage).over(mass)


def hole_shape_ratio(length: Interval, cross_section: Interval) -> Interval:
    """Length of the hole's axis ÷ √(smallest cross-section) (Annex I, technical note 2 to 9E003.c), a plain number.

    >>> ratio = hole_shape_ratio(Interval.point(Fraction(3)), Interval.point(Fraction("0.36")))
    >>> ratio.low == ratio.high == 5
    True
    """
    return length.over(_square_root(cross_section))


def across_track_resolution(bandwidth: Interval) -> Interval:
    """75 ÷ signal bandwidth in kHz, in cm (Annex I, technical note 3 to 6A001.a.1.a.3); here from Hz, in metres.

    >>> across_track_resolution(Interval.point(Fraction(15_000))).low
    Fraction(1, 20)
    """
    return Interval.point(Fraction(750)).over(bandwidth)


def _adjusted_peak_performance(vector: Interval, other: Interval) -> Interval:
    """Σ W × R in weighted teraflops, W 0.9 for vector processors and 0.3 for others (Annex I, note to Category 4).

    `vector` and `other` are the sums of their peak rates of 64-bit additions and multiplications in teraflops.
    """
    return vector.times(Interval.point(Fraction(9, 10))).plus(other.times(Interval.point(Fraction(3, 10))))


def _square_root(interval: Interval) -> Interval:
    """Roots to 12 digits, rounded outwards unless exact, so that nothing is called met by rounding."""
    low = None if interval.low is None else _root(interval.low, up=False)
    high = None if interval.high is None else _root(interval.high, up=True)
    return Interval(low, high, interval.low_open, interval.high_open)


def _root(value: Fraction, *, up: bool) -> Fraction:
    scale = 10**24
    scaled = value.numerator * value.denominator * scale
    below = isqrt(scaled)
    exact = below * below == scaled
    return Fraction(below if exact or not up else below + 1, value.denominator * 10**12)


@frozen
class Formula:
    """A property with the properties it is computed from, by their keys; `constant` is looked up in the notes.

    `unit` is the SI unit of the result, `shown` how the formula is written for a reader.
    """

    property: str
    inputs: tuple[str, ...]
    rule: Rule
    shown: str
    source: str
    constant: re.Pattern[str] | None = None


_K_FACTOR = re.compile(r"\bK(?: ?factor)?\)? ?(?:=|is|:) ?(0[.,][0-9]+)")

FORMULAS: tuple[Formula, ...] = (
    Formula(
        "minimum-resolvable-feature-size",
        ("wavelength", "numerical-aperture"),
        minimum_resolvable_feature_size,
        "wavelength × K ÷ numerical aperture",
        "technical note to the provision",
        _K_FACTOR,
    ),
    Formula(
        "average-output-power",
        ("pulse-energy", "pulse-repetition-rate"),
        average_output_power,
        "pulse energy × pulse repetition rate",
        '"average output power"#definition',
    ),
    Formula(
        "specific-weight",
        ("density",),
        specific_weight,
        "density × 9.80665 m/s²",
        "standard acceleration of gravity",
    ),
    Formula(
        "specific-modulus",
        ("tensile-modulus", "specific-weight"),
        specific_modulus,
        "Young's modulus ÷ specific weight",
        '"specific modulus"#definition',
    ),
    Formula(
        "specific-tensile-strength",
        ("tensile-strength", "specific-weight"),
        specific_tensile_strength,
        "ultimate tensile strength ÷ specific weight",
        '"specific tensile strength"#definition',
    ),
    Formula("aspect-ratio", ("gap-depth", "gap-width"), aspect_ratio, "depth ÷ width", "3B501.n.5#technical-note.2"),
    Formula(
        "total-processing-performance",
        ("mactops", "bit-length"),
        total_processing_performance,
        "2 × MacTOPS × bit length",
        "3A501.a.16#technical-note.1",
    ),
    Formula(
        "lookup-table-inputs",
        ("lookup-tables", "inputs-per-lookup-table"),
        aggregate_lookup_table_inputs,
        "lookup tables × inputs of each",
        "3A502.i#technical-note.2",
    ),
    Formula(
        "aggregate-transceiver-rate",
        ("transceivers", "transceiver-rate"),
        aggregate_transceiver_rate,
        "transceivers × one-way rate of each",
        "3A001.a.7#technical-note.2",
    ),
    Formula(
        "energy-density",
        ("nominal-capacity", "nominal-voltage", "mass"),
        energy_density,
        "nominal capacity × nominal voltage ÷ mass",
        "3A001.e.1#technical-note.1",
    ),
    Formula(
        "continuous-power-density",
        ("discharge-current", "nominal-voltage", "mass"),
        continuous_power_density,
        "maximum continuous discharge current × nominal voltage ÷ mass",
        "3A001.e.1#technical-note.5",
    ),
    Formula(
        "adjusted-peak-performance",
        ("vector-processor-rate", "other-processor-rate"),
        _adjusted_peak_performance,
        "0.9 × rate of the vector processors + 0.3 × rate of the others, in 64-bit teraflops",
        '"Adjusted Peak Performance"#definition',
    ),
    Formula(
        "hole-shape-ratio",
        ("hole-length", "hole-cross-section"),
        hole_shape_ratio,
        "hole length ÷ √(smallest cross-section)",
        "9E003.c#technical-note.2",
    ),
    Formula(
        "across-track-resolution",
        ("signal-bandwidth",),
        across_track_resolution,
        "75 ÷ signal bandwidth in kHz, in cm",
        "6A001.a.1.a#technical-note~2.3",
    ),
)
BY_PROPERTY = {formula.property: formula for formula in FORMULAS}


def constant_in(formula: Formula, notes: Iterable[str]) -> Fraction | None:
    """The constant a provision's notes state for a formula; None where they state none, or not one alone.

    >>> constant_in(BY_PROPERTY["minimum-resolvable-feature-size"], ["'MRF' = wavelength × K ÷ NA, K factor = 0.35"])
    Fraction(7, 20)
    """
    if formula.constant is None:
        return None
    found = {Fraction(m[1].replace(",", ".")) for note in notes for m in formula.constant.finditer(note)}
    return found.pop() if len(found) == 1 else None


@frozen
class Computed:
    """A figure, the facts it came from, and how it is shown to a reader."""

    fact: Fact
    sources: tuple[Fact, ...]
    how: str


def compute(check: Figure, known: Mapping[str, Fact]) -> Computed | None:
    """The property a check asks for, where a formula gives it and its inputs are known; else None."""
    formula = BY_PROPERTY.get(check.key[1])
    return None if formula is None else _apply(formula, check.threshold.quantity.unit, check.constants, known)


def _apply(
    formula: Formula, unit_name: str, notes: tuple[str, ...], known: Mapping[str, Fact], depth: int = 3
) -> Computed | None:
    constant = constant_in(formula, notes)
    if formula.constant is not None and constant is None:
        return None
    arguments: list[Interval] = []
    sources: list[Fact] = []
    for name in formula.inputs:
        fact = known.get(name)
        inner = None
        if fact is None and depth and name in BY_PROPERTY:
            inner = _apply(BY_PROPERTY[name], "", notes, known, depth - 1)
            fact = inner.fact if inner else None
        if fact is None or fact.figure is None or fact.figure.is_negative_somewhere:
            return None
        arguments.append(fact.figure)
        sources += inner.sources if inner else (fact,)
    if constant is not None:
        arguments.append(Interval.point(constant))
    figure = formula.rule(*arguments)
    unit = _unit(unit_name)
    printed = shown(figure, unit)
    stated = f", K = {float(constant):g}" if constant is not None else ""
    how = f"{formula.property.replace('-', ' ')} = {formula.shown}{stated} = {printed}"
    fact = Fact(formula.property.replace("-", " "), printed, figure, unit)
    return Computed(fact, tuple(sources), how)


def _unit(name: str) -> Unit:
    try:
        return find_unit(name)
    except MisuseError:
        return NO_UNIT


def shown(figure: Interval, unit: Unit) -> str:
    """A computed figure for a reader, to four digits; the verdict is made on the exact one.

    >>> shown(Interval.point(193 * find_unit("nm").factor / 4 * 20 / 27), find_unit("nm"))
    '35.74 nm'
    """
    low, high = figure.low, figure.high
    ends = [f"{float(unit.from_si(x)):.4g}" for x in (low, high) if x is not None]
    text = "–".join(dict.fromkeys(ends)) or "any value"
    if low is None or high is None:
        text = f"{'≤' if low is None else '≥'} {text}"
    return f"{text} {unit.symbol}".strip()


def inputs_of(key: str) -> tuple[str, ...]:
    """The properties a formula asks for in place of this one; empty where there is no formula."""
    formula = BY_PROPERTY.get(key)
    return () if formula is None else formula.inputs
