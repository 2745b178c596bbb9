"""Units: the table holds what it says, conversion is exact, and pint agrees wherever it knows the unit."""

from __future__ import annotations

import re
from fractions import Fraction

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.errors import MisuseError
from controllist.language.units import Unit, find_unit, unit_table

REGISTRY = pint.UnitRegistry()

# our spelling → pint's, for every unit of the lists that pint knows under another name
PINT = {
    "°C": "degC", "µm": "micrometer", "nm": "nanometer", "litres": "liter", "m³/min": "m**3/min",
    "cm³/min": "cm**3/min",
    "g/cm³": "g/cm**3", "W/cm²": "W/cm**2", "kW/cm²": "kW/cm**2", "J/cm²": "J/cm**2", "A/mm²": "A/mm**2",
    "A/µs": "A/us",
    "N/m²": "N/m**2", "kg/kWh": "kg/kWh", "mA/W": "mA/W", "kNs/kg": "kN*s/kg", "MNs": "MN*s", "mm•mrad": "mm*mrad",
    "degrees per hour": "degree/hour", "°/s": "degree/s", "°/s²": "degree/s**2", "seconds of arc": "arcsecond",
    "arc minutes": "arcminute", "rpm": "revolution/minute", "nautical miles per hour": "nautical_mile/hour",
    "knots": "knot", "km/h": "km/hour", "micro g": "1e-6*standard_gravity", "mGal": "1e-3*galileo", "feet": "foot",
    "inches": "inch", "hp": "horsepower", "kbar": "kilobar", "mTorr": "millitorr", "MPa": "MPa", "GBq/kg": "GBq/kg",
    "Ci": "curie", "rads (silicon)": "rads", "Gy (silicon)/s": "gray/s", "cSt": "centistokes", "poise": "poise",
    "keV": "keV", "Wh/kg": "Wh/kg", "MJ/kg": "MJ/kg", "GJ/m³": "GJ/m**3", "cm³/W": "cm**3/W", "ohm-cm": "ohm*cm",
    "S/m": "S/m", "µcoulomb/mm²": "microcoulomb/mm**2", "m²/g": "m**2/g", "kg/m²": "kg/m**2", "g/m": "g/m",
    "kW/m³": "kW/m**3", "µA/lm": "uA/lm", "Gb/s": "Gbit/s", "Gbyte/s": "Gbyte/s", "ppm": "ppm", "%": "percent",
    "pT per square root Hz": "pT/Hz**0.5", "degrees per root hour": "degree/hour**0.5", "angstrom": "angstrom",
    "u": "unified_atomic_mass_unit", "tonnes": "metric_ton", "atm": "atm", "lb": "pound", "psi": "psi", "K/s": "K/s",
    "m²/V²": "m**2/V**2", "m/V": "m/V", "cm⁻¹": "1/cm", "kg N⁻¹ h⁻¹": "kg/N/hour", "l/min": "liter/min",
    "mg/m³": "mg/m**3",
    "mm³": "mm**3", "Pa per hour": "Pa/hour", "µm/h": "um/hour",
    "nanovolt per metre per square root Hz": "nV/m/Hz**0.5",
    "kgf": "kilogram_force", "lbf": "pound_force", "ha": "hectare", "mil": "thou", "°F": "degF", "gauss": "1e-4*tesla",
}  # fmt: skip
SI = {"r/s": "revolution/s", "1": "dimensionless", "N·s": "N*s", "N·s/kg": "N*s/kg", "m·rad": "m*rad", "Ω·m": "ohm*m"}


@pytest.mark.parametrize("ours", sorted(PINT))
def test_pint_agrees_on_the_factor_of(ours: str) -> None:
    unit = find_unit(ours)
    expected = (
        REGISTRY.Quantity(3.0, "degC" if ours == "°C" else "degF")
        if ours in ("°C", "°F")
        else 3.0 * REGISTRY(PINT[ours])
    )
    si = SI.get(unit.si) or unit.si.replace("⁻¹", "**-1").replace("⁻²", "**-2").translate(
        str.maketrans({"²": "**2", "³": "**3", "Ω": "ohm"})
    ).replace("^", "**")
    assert float(unit.to_si(Fraction(3))) == pytest.approx(expected.to(si).magnitude, rel=2e-7)


def comparable() -> list[tuple[str, Unit]]:
    return [(spelling, unit) for spelling, unit in unit_table().units.items() if unit.si]


@given(
    st.sampled_from([spelling for spelling, _ in comparable()]),
    st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6),
)
def test_conversion_there_and_back_is_exact(spelling: str, value: Fraction) -> None:
    unit = unit_table().units[spelling]
    assert unit.from_si(unit.to_si(value)) == value


@given(st.data(), st.fractions(min_value=0, max_value=10**6, max_denominator=1000))
def test_any_two_units_of_one_dimension_convert_and_return(data: st.DataObject, value: Fraction) -> None:
    _, unit = data.draw(st.sampled_from(comparable()))
    other = data.draw(st.sampled_from([u for s, u in comparable() if u.is_like(unit) and s == u.symbol] or [unit]))
    there = other.from_si(unit.to_si(value))
    assert unit.from_si(other.to_si(there)) == value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J", "Nm"),  # an energy is no torque
        ("Gy", "J/kg"),  # an absorbed dose is no energy density
        ("Hz", "Bq"),  # a frequency is no activity
        ("dBm", "dB"),  # a power level is no ratio
        ("DN", "mm"),  # a nominal size is no length
        ("rpm", "Hz"),
    ],
)
def test_quantities_of_different_kinds_do_not_compare(one: str, other: str) -> None:
    assert not find_unit(one).is_like(find_unit(other))


@pytest.mark.parametrize("text", ["furlong", "m/", "per", "nm nm", "²", "W/cm²/"])
def test_what_is_no_unit_is_told(text: str) -> None:
    with pytest.raises(MisuseError, match="expected a unit"):
        find_unit(text)


def test_every_line_of_the_table_is_found_under_each_of_its_spellings() -> None:
    for spelling, unit in unit_table().units.items():
        assert find_unit(spelling).is_like(unit), spelling


@pytest.mark.parametrize("behind", ["", " ", "/", "z", "m", "²", "qq"])
def test_the_longest_spelling_at_a_place_is_the_one_found(behind: str) -> None:
    table = unit_table()
    for spelling in table.units:
        text = f"5{spelling}{behind}"
        fits = [
            s
            for s in table.units
            if text.startswith(s, 1)
            and not (s[-1].isalpha() and re.match(r"[^\W\d_¹²³⁴]|['’][a-z]", text[1 + len(s) :]))
        ]
        assert table.longest(text, 1) == max(fits, key=len, default=None), text


def test_a_power_of_a_temperature_in_degrees_is_no_unit() -> None:
    """(°C)² has no meaning: its zero lies elsewhere."""
    with pytest.raises(MisuseError):
        find_unit("°C²")
