"""Quantities: figures in the law's spelling, our digest's and users' own, with their units, and what is no figure."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from controllist.errors import MisuseError
from controllist.language.quantities import number, parse_quantity, read_quantities

FIGURES = Path(__file__).parent / "data" / "figures.txt"


def test_figures_of_the_lists() -> None:
    lines = [line for line in FIGURES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) >= 250
    for line in lines:
        phrase, _, expected = line.partition(" | ")
        found = [
            f"{q.value} [{q.unit}] {q.si_unit}{' alt' if q.alternative else ''}".rstrip()
            for q in read_quantities(phrase)
        ]
        wanted = []
        for want in expected.split("; ") if expected else []:
            value, _, rest = want.partition(" [")
            wanted.append(f"{Fraction(value)} [{rest}".rstrip())
        assert [" ".join(f.split()) for f in found] == [" ".join(w.split()) for w in wanted], line


# What a user types, with value and SI value.
TYPED = [
    ("1,6nm", "1.6", "0.0000000016", "m"),
    ("-40°C", "-40", "233.15", "K"),
    ("- 268,65 °C", "-268.65", "4.5", "K"),
    ("−268.65 °C", "-268.65", "4.5", "K"),
    ('1/2"', "1/2", "0.0127", "m"),
    ("10 in", "10", "0.254", "m"),
    ("5-axis", "5", "5", "1"),
    ("14-bit", "14", "14", "bit"),
    ("±10 g", "10", "0.01", "kg"),
    ("3 um", "3", "0.000003", "m"),
    ("2,5e-3 m", "0.0025", "0.0025", "m"),
    ("4 x 10^6 Hz", "4000000", "4000000", "Hz"),
    ("10⁻⁶ Pa", "0.000001", "0.000001", "Pa"),
    ("100:1", "100", "100", "1"),
    ("1 750 nm", "1750", "0.00000175", "m"),
    ("1.000.000 Hz", "1000000", "1000000", "Hz"),
    ("95%", "95", "0.95", "1"),
    ("20 l/min", "20", "1/3000", "m³/s"),
    ("½ inch", "1/2", "0.0127", "m"),
    ("45 ppm", "45", "0.000045", "1"),
    ("2 Gbit/s", "2", "2000000000", "bit/s"),
    ("7200 rpm", "7200", "120", "r/s"),
    ("36 km/h", "36", "10", "m/s"),
]


@pytest.mark.parametrize(("text", "value", "si_value", "si_unit"), TYPED)
def test_what_a_user_types(text: str, value: str, si_value: str, si_unit: str) -> None:
    quantity = parse_quantity(text)
    assert (quantity.value, quantity.si_value, quantity.si_unit) == (Fraction(value), Fraction(si_value), si_unit)


@pytest.mark.parametrize("text", ["", "nm", "about", "5 apples per tree", "3B001", "5 nm 6 nm", "1.2.3 mm"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(MisuseError, match="expected a figure"):
        parse_quantity(text)


@pytest.mark.parametrize(
    ("digits", "decimals", "sign", "expected"),
    [("2", ",5", "both", "2.5"), ("2", ".5", "both", "2.5"), ("1", ",500", "both", "1.5"), ("1", ".500", ",", "1500"),
     ("0", ".500", ",", "0.5"), ("1", ".234,5", ",", "1234.5"), ("1", ".2.3", "both", None),
     ("1", ",000,000", "both", "1000000"), ("1", ".50", ",", "1.5"), ("1234", ".500", ",", "1234.5"),
     ("1", ".234.567,5", "both", "1234567.5"), ("1", ".234,567.5", "both", None), ("1", ".23,5", ",", None),
     ("12 345", "", "both", "12345"), ("1", ",234.5", "both", "1234.5")],
)  # fmt: skip
def test_points_and_commas(digits: str, decimals: str, sign: str, expected: str | None) -> None:
    assert number(digits, decimals, sign) == (Fraction(expected) if expected else None)


OTHER_LANGUAGES = [
    ("nl", "meer dan 1.500 kg bij 2,5 bar", ["1500 kg", "5/2 bar"]),
    ("de", "Partikelgrößen kleiner als 60 µm, 1.000 Stunden", ["60 µm", "1000 Stunden"]),
    ("cs", "hmotnost přesahující 4 500 kg, teplota 298 K (25 °C)", ["4500 kg", "298 K", "25 °C"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), OTHER_LANGUAGES)
def test_other_languages_write_other_numbers(name: str, text: str, expected: list[str]) -> None:
    assert [f"{q.value} {q.unit}" for q in read_quantities(text, name)] == expected


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(MisuseError, match="expected a language"):
        read_quantities("5 nm", "xx")


# Spelled numbers count beside comparators and units.
SPELLED = [
    ("two or more pumps", [2]),
    ("at least three nozzles", [3]),
    ("four axes", [4]),
    ("one axis", []),  # one of what is counted is no figure of the law ...
    ("at least one axis", [1]),  # ... unless it is compared
    ("at least one of the following", []),
    ("two or more of the following", []),
    ("the one specified", []),
    ("The three axes", []),
    ("yet two or more pumps", [2]),
    ("two pumps", []),
    ("two C", []),  # a letter is no unit of a spelled number
    ("at least two V grooves", [2]),
]


@pytest.mark.parametrize(("text", "values"), SPELLED)
def test_spelled_numbers(text: str, values: list[int]) -> None:
    assert [q.value for q in read_quantities(text)] == values


# Digits that belong to names.
NAMES = [
    "ISO 10110", "ISO 230-2:2014", "IEEE 802.11 radio", "3B001.f.1.b", "ML10.c", "2-chloroethanol (CAS 107-07-3)",
    "uranium-235", "Regulation (EU) 2021/821", "Note 3", "Category 5, Part 2", "JP-10 fuel", "UF6", "Al2O3",
    "2,2-dinitropropanol", "14 September 2026", "(2 4 5)", "3-D maps", ".k.2", "ASTM D 3418",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_names_hold_no_figures(text: str) -> None:
    assert read_quantities(text) == ()


# What is a figure and where it ends.
PRINTED = [
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
    ("1'-2", []),
    ("a 4',5 xyz", []),  # the stroke of a formula
    # A unit behind a hyphen.
    ("12-V supply", ["12-V"]),
    # Inches: as a mark right behind the figure, as a word only where no word `in` can be meant.
    ('10" pipe', ['10"']),
    ('5 " pipe', ["5"]),
    ('5"lids"', ["5"]),
    # Powers of ten: of 10 alone, and none that would take for ever.
    ("10^3 m", ["10^3 m"]),
    ("11^3 m", []),
    ("10.5^3 m", []),
    ("5×10^999 m", ["5×10^999 m"]),
    ("5×10^1000 m", []),
    ("2.5e3x", []),
    # Ratios and parts of a whole that there is.
    ("100:0", ["100", "0"]),
    ("3 parts in 10 000", ["3 parts in 10 000"]),
    ("3 parts to 0", ["3", "0"]),
    ("1/0 mm", []),
    # A unit before its number takes the place of the bare number.
    ("DN=50", ["DN=50"]),
    ("DN  50", ["DN  50"]),
    ("DN ½", ["DN ½"]),
    ("NPS 3/0", []),
    ("xDN 50", ["50"]),
    ("DN 50 mm", ["50 mm"]),
    ("Mach 2.5 to 3", ["Mach 2.5", "3"]),
    ("1" * 200, ["1" * 200]),
    ("1" * 201, []),  # no law has a longer figure
]


@pytest.mark.parametrize(("text", "printed"), PRINTED)
def test_where_figures_begin_and_end(text: str, printed: list[str]) -> None:
    assert [q.printed for q in read_quantities(text)] == printed


# The unit of each figure: one for several figures, and letters that are none.
UNITS = [
    ("between 75 and 650 mm", ["mm", "mm"]),
    ("100, 200 or 300 mm wafers", ["mm", "mm", "mm"]),
    ("8 bit or more, but less than 10 bit", ["bit", "bit"]),
    ("5 or more, but less than 10 kHz", ["kHz", "kHz"]),
    ("over 5 in number, less than 10 kHz", ["", "kHz"]),
    ("5 parts; 3 mm", ["", "mm"]),  # a semicolon parts what does not belong together
    ("75–650 mm", ["mm", "mm"]),
    ("20 +/- 3 mm", ["mm", "mm"]),
    ("3 of 5 mm", ["", "mm"]),
    ("5 kg to 650 mm", ["kg", "mm"]),
    ("index 3 n", [""]),  # one letter behind a blank is a designation, far more often than newton, siemens, coulomb
    ("charge of 5 C or more", [""]),
    ("5 in the order", [""]),  # a word
    ("3 nm", ["nm"]),
]


@pytest.mark.parametrize(("text", "units"), UNITS)
def test_units_of_figures(text: str, units: list[str]) -> None:
    assert [q.unit for q in read_quantities(text)] == units


# Values in SI: what lies in the middle of a tolerance is a temperature, how far it may be off a difference.
IN_SI = [
    ("20 ± 3 °C", ["293.15", "3"]),
    ("20 ± 3 mm", ["0.02", "0.003"]),
    ("vibration of 10 ± 2 g", ["98.0665", "19.6133"]),
    ("1 part to 1 000", ["1/1000"]),
    ("5 parts in 10 parts", ["1/2"]),
]


@pytest.mark.parametrize(("text", "si_values"), IN_SI)
def test_values_in_si(text: str, si_values: list[str]) -> None:
    assert [q.si_value for q in read_quantities(text)] == [Fraction(v) for v in si_values]


# g is an acceleration beside one and a mass elsewhere.
MASSES = [
    ("vibration of 5 g", "m/s²"),
    ("accelerating at 5 mg", "m/s²"),
    ("5 g rms", "m/s²"),
    ("5 g linear acceleration", "m/s²"),
    ("5 g (49 m/s²)", "m/s²"),
    ("vibration; 5 g of powder", "kg"),  # another clause
    ("a vibration table of " + "x" * 130 + " 5 g", "kg"),  # too far away
]


@pytest.mark.parametrize(("text", "unit"), MASSES)
def test_whether_g_is_a_mass_or_an_acceleration(text: str, unit: str) -> None:
    assert read_quantities(text)[0].si_unit == unit


# Which figures say again in another unit what the one before says.
ALTERNATIVES = [
    ("1 m (3.44 ft)", [False, True]),  # 1.0485 m: within a twentieth
    ("1 m (3.45 ft)", [False, False]),  # 1.0516 m
    ("1 m (3.13 ft)", [False, True]),
    ("1 m (3.11 ft)", [False, False]),
    ("1 m (approx. 3.28 ft)", [False, True]),
    ("1 m (1 m)", [False, False]),  # the same unit says nothing anew
    ("0 m (0 ft)", [False, True]),
    ("0 m (1 ft)", [False, False]),
    ("5 m (9 kg)", [False, False]),
    ("37.3 kW (50 hp)", [False, True]),
    ("17 °C (290 K)", [False, True]),
    ("290 K (18 °C)", [False, True]),  # rounded, by less than two degrees
    ("290 K (19 °C)", [False, False]),
    ("NPS 1 (DN 25)", [False, True]),
    ("DN 25 or NPS 1, and 5 m or 7 ft", [False, True, False, False]),  # only "or" gives a pipe size in both measures
    ("DN 25 and NPS 1", [False, False]),
    ("5 kg, 1 m (3.28 ft), 2 m (6.56 ft)", [False, False, True, False, True]),
    ("1 mW (1 dBm)", [False, True]),  # within a decibel
    ("1 mW (2 dBm)", [False, False]),
    ("1 mW (-2 dBm)", [False, False]),
    ("0 dBm (1 mW)", [False, False]),
    ("224 dB (reference 1 µPa at 1 m)", [False, False, False]),
    ("1 W (10^999 dBm)", [False, False]),
]


@pytest.mark.parametrize(("text", "alternatives"), ALTERNATIVES)
def test_what_a_figure_in_brackets_says_again(text: str, alternatives: list[bool]) -> None:
    assert [q.alternative for q in read_quantities(text)] == alternatives


# --- laws ---


@given(st.integers(0, 10**6), st.sampled_from([" ", "\u2009", "\u00a0"]))
def test_thousands_may_be_grouped_by_any_blank(value: int, blank: str) -> None:
    grouped = f"{value:,}".replace(",", blank)
    assert parse_quantity(f"{grouped} nm").value == value


@given(st.text(max_size=200))
@example("10^" * 50)
@example("(" * 100 + "1 nm")
@example("± ± ±5 nm or more or more")
def test_any_text_is_read_and_spans_quote_it(text: str) -> None:
    end = 0
    for quantity in read_quantities(text):
        start, stop = quantity.span
        assert end <= start < stop <= len(text)
        end = stop
