"""Quantities: real figures in the law's spelling, our digest's and users' own, and what is no figure."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from controllist.errors import MisuseError
from controllist.language.quantities import parse_quantity, read_quantities

FIGURES = Path(__file__).parent / "data" / "figures.txt"


def figure_lines() -> list[str]:
    return [line for line in FIGURES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def test_the_table_is_large_enough() -> None:
    assert len(figure_lines()) >= 250


@pytest.mark.parametrize("line", figure_lines())
def test_figure_of_the_lists(line: str) -> None:
    phrase, _, expected = line.partition(" | ")
    found = read_quantities(phrase)
    wanted = expected.split("; ") if expected else []
    assert len(found) == len(wanted)
    for quantity, want in zip(found, wanted, strict=True):
        value, _, rest = want.partition(" [")
        unit, _, si = rest.rpartition("]")
        assert quantity.value == Fraction(value)
        assert quantity.unit == unit
        assert quantity.si_unit == si.removesuffix(" alt").strip()
        assert quantity.alternative == si.endswith(" alt")


# What a user types, with value and SI value.
TYPED = [
    ("1,6nm", "1.6", "0.0000000016", "m"),
    ("1.6 nm", "1.6", "0.0000000016", "m"),
    ("-40°C", "-40", "233.15", "K"),
    ("- 268,65 °C", "-268.65", "4.5", "K"),
    ("−268.65 °C", "-268.65", "4.5", "K"),
    ('1/2"', "1/2", "0.0127", "m"),
    ("10 in", "10", "0.254", "m"),
    ("5-axis", "5", "5", "1"),
    ("5 axes", "5", "5", "1"),
    ("14 bit", "14", "14", "bit"),
    ("14-bit", "14", "14", "bit"),
    ("±10 g", "10", "0.01", "kg"),
    ("250 mL", "250", "0.00025", "m³"),
    ("3 um", "3", "0.000003", "m"),
    ("2,5e-3 m", "2.5", "0.0025", "m"),
    ("4 x 10^6 Hz", "4000000", "4000000", "Hz"),
    ("10⁻⁶ Pa", "0.000001", "0.000001", "Pa"),
    ("100:1", "100", "100", "1"),
    ("1 750 nm", "1750", "0.00000175", "m"),
    ("1 750 nm", "1750", "0.00000175", "m"),
    ("1.000.000 Hz", "1000000", "1000000", "Hz"),
    ("95%", "95", "0.95", "1"),
    ("20 l/min", "20", "1/3000", "m³/s"),
    ("3 MPa", "3", "3000000", "Pa"),
    ("0,1 m³", "0.1", "0.1", "m³"),
    ("½ inch", "1/2", "0.0127", "m"),
    ("45 ppm", "45", "0.000045", "1"),
    ("2 Gbit/s", "2", "2000000000", "bit/s"),
    ("7200 rpm", "7200", "120", "r/s"),
    ("36 km/h", "36", "10", "m/s"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "si_value", "si_unit"), TYPED)
def test_what_a_user_types(text: str, value: str, si_value: str, si_unit: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.si_unit == si_unit
    assert quantity.si_value == Fraction(si_value)
    assert abs(quantity.value) == abs(Fraction(value)) or "e" in text


@pytest.mark.parametrize(
    "text", ["", "nm", "about", "5 apples per tree", "3B001", "5 nm 6 nm", "1.2.3 mm", "ISO 10110"]
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(MisuseError, match="expected a figure"):
        parse_quantity(text)


# Digits that belong to names.
NAMES = [
    "ISO 10110", "ISO 230-2:2014", "IEEE 802.11 radio", "3B001.f.1.b", "ML10.c", "2-chloroethanol (CAS 107-07-3)",
    "uranium-235",
    "Regulation (EU) 2021/821", "Note 3", "Category 5, Part 2", "JP-10 fuel", "UF6", "2,2-dinitropropanol",
    "S-20 photocathode",
    "14 September 2026", "H2S", "Al2O3", "(2 4 5)", "Directive 80/1269/EEC", "3-D maps", ".k.2", "ASTM D 3418",
    "T-2 toxin",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_names_hold_no_figures(text: str) -> None:
    assert read_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # A range is two figures, and its hyphen no minus.
        ("75-650 mm", ["75", "650 mm"]),
        ("-75 to -65 mm", ["-75", "-65 mm"]),
        ("+5 °C to +40 °C", ["5 °C", "40 °C"]),
        # What is glued to letters, to a bracket by a hyphen, or to another mark is no figure of its own.
        ("x5 lids", []),
        ("(a)-5 mm", []),
        ("(a)±5 mm", ["±5 mm"]),
        ("5kgx", []),
        ("5_a", []),
        ("5^a", []),
        ("1'-2", []),
        # A unit behind a hyphen.
        ("12-V supply", ["12-V"]),
        ("5-mm lid", ["5-mm"]),
        ("14-bit word", ["14-bit"]),
        # Inches: as a mark right behind the figure, as a word only where no word `in` can be meant.
        ('10" pipe', ['10"']),
        ('5 " pipe', ["5"]),
        # Powers of ten: of 10 alone, and none that would take for ever.
        ("10^3 m", ["10^3 m"]),
        ("11^3 m", []),
        ("10.5^3 m", []),
        ("5×10^999 m", ["5×10^999 m"]),
        ("5×10^1000 m", []),
        ("2.5e3x", []),
        # Ratios and parts of a whole that there is.
        ("100:1", ["100:1"]),
        ("100:0", ["100", "0"]),
        ("3 parts in 10 000", ["3 parts in 10 000"]),
        ("3 parts to 0", ["3", "0"]),
        ("1/0 mm", []),
        # A unit before its number takes the place of the bare number.
        ("DN=50", ["DN=50"]),
        ("DN-50", ["DN-50"]),
        ("DN ½", ["DN ½"]),
        ("xDN 50", ["50"]),
        ("DN 50 mm", ["50 mm"]),
        ("Mach 2.5 to 3", ["Mach 2.5", "3"]),
        ("5 \u00b5m and 5 \u03bcm", ["5 \u00b5m", "5 \u03bcm"]),  # micro sign and Greek letter, each as written
    ],
)
def test_what_is_a_figure_and_where_it_ends(text: str, told: list[str]) -> None:
    assert [q.printed for q in read_quantities(text)] == told


def test_the_longest_figure() -> None:
    assert [q.value for q in read_quantities("1" * 200)] == [int("1" * 200)]
    assert read_quantities("1" * 201) == ()


@given(st.text(max_size=200))
@example("1" * 200)
@example("10^" * 50)
@example("(" * 100 + "1 nm")
@example("± ± ±5 nm or more or more")
def test_any_text_is_read_and_spans_quote_it(text: str) -> None:
    end = 0
    for quantity in read_quantities(text):
        start, stop = quantity.span
        assert end <= start < stop <= len(text)
        end = stop
