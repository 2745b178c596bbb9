"""Quantities: real figures in the law's spelling, our digest's and users' own, and what is no figure."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from controllist.errors import MisuseError
from controllist.meaning import Quantity
from controllist.meaning.figures import (
    check_like,
    is_like,
    number,
    print_number,
    print_quantity,
    rounding,
    says_the_same,
)
from controllist.meaning.quantities import parse_quantity, read_quantities
from controllist.meaning.units import unit_table

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
    ("text", "unit", "value"), [("DN50", "DN", 50), ("DN 50", "DN", 50), ("Mach 3", "Mach", 3), ("NPS 2", "NPS", 2)]
)
def test_units_before_their_number(text: str, unit: str, value: int) -> None:
    quantity = parse_quantity(text)
    assert (quantity.unit, quantity.value, quantity.si_value) == (unit, value, None)


@pytest.mark.parametrize(
    "text", ["", "nm", "about", "5 apples per tree", "3B001", "5 nm 6 nm", "1.2.3 mm", "ISO 10110"]
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(MisuseError, match="expected a figure"):
        parse_quantity(text)


def test_g_is_an_acceleration_beside_one_and_a_mass_elsewhere() -> None:
    assert parse_quantity("10 g").si_unit == "kg"
    assert parse_quantity("10 g", like=parse_quantity("1 m/s²")).si_value == Fraction("98.0665")
    assert [q.si_unit for q in read_quantities("vibration of 10 g rms; a charge of 90 g of explosive")] == [
        "m/s²",
        "kg",
    ]


def test_wrong_dimension_is_told() -> None:
    with pytest.raises(MisuseError, match=r"found '5 kg', which is in kg"):
        check_like(parse_quantity("5 kg"), parse_quantity("1 nm"))


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


ENUMERATED = [
    ("between 75 and 650 mm", ["mm", "mm"]),
    ("100, 200 or 300 mm wafers", ["mm", "mm", "mm"]),
    ("8 bit or more, but less than 10 bit", ["bit", "bit"]),
    ("5 or more, but less than 10 kHz", ["kHz", "kHz"]),
    ("more than 5 but less than 10 kHz", ["kHz", "kHz"]),
    ("over 5 in number, less than 10 kHz", ["", "kHz"]),
    ("from 0.1 to 4 MPa", ["MPa", "MPa"]),
    ("5 parts; 3 mm", ["", "mm"]),  # a semicolon parts what does not belong together
    ("75-650 mm", ["mm", "mm"]),
    ("75–650 mm", ["mm", "mm"]),
    ("20 ±3 mm", ["mm", "mm"]),
    ("20±3 mm", ["mm", "mm"]),
    ("20 +/- 3 mm", ["mm", "mm"]),
    ("3 of 5 mm", ["", "mm"]),
    ("5 kg to 650 mm", ["kg", "mm"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "units"), ENUMERATED)
def test_figures_share_the_unit_behind_the_last(text: str, units: list[str]) -> None:
    assert [q.unit for q in read_quantities(text)] == units


SPELLED = [
    ("two or more pumps", [2]),
    ("at least three nozzles", [3]),
    ("more than one chamber", [1]),
    ("four axes", [4]),
    ("one of the following", []),
    ("at least one of the following", []),
    ("the one specified", []),
    ("two pumps", []),  # without comparator or unit it is no figure of the law
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), SPELLED)
def test_spelled_numbers_count_beside_comparators_and_units(text: str, values: list[int]) -> None:
    assert [q.value for q in read_quantities(text)] == values


OTHER_LANGUAGES = [
    ("nl", "meer dan 1.500 kg bij 2,5 bar", ["1500 kg", "5/2 bar"]),
    ("de", "Partikelgrößen kleiner als 60 µm, 1.000 Stunden", ["60 µm", "1000 Stunden"]),
    ("cs", "hmotnost přesahující 4 500 kg, teplota 298 K (25 °C)", ["4500 kg", "298 K", "25 °C"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), OTHER_LANGUAGES)
def test_other_languages_write_other_numbers(name: str, text: str, expected: list[str]) -> None:
    assert [f"{q.value} {q.unit}" for q in read_quantities(text, name)] == expected


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(MisuseError, match="expected a language"):
        read_quantities("5 nm", "xx")


def test_the_law_rounds_in_its_brackets() -> None:
    metres, feet = read_quantities("15240 m (50000 feet)")
    kilowatts, horsepower = read_quantities("37.3 kW (50 hp)")
    assert feet.alternative
    assert horsepower.alternative
    assert rounding(metres, feet) == 0
    share = rounding(kilowatts, horsepower)
    assert share is not None
    assert 0 < share < Fraction(1, 1000)


def test_a_figure_in_brackets_that_says_something_else_is_no_alternative() -> None:
    assert [q.alternative for q in read_quantities("224 dB (reference 1 µPa at 1 m)")] == [False, False, False]
    assert [q.alternative for q in read_quantities("5 m (9 kg)")] == [False, False]
    assert [q.alternative for q in read_quantities("DN 25 or NPS 1, and 5 m or 7 ft")] == [False, True, False, False]
    assert [q.alternative for q in read_quantities("31.62 mW (15 dBm), 31.62 mW (25 dBm)")] == [
        False,
        True,
        False,
        False,
    ]


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


@pytest.mark.parametrize(
    ("text", "si_values"),
    [
        ("20 ± 3 °C", ["293.15", "3"]),  # what lies in the middle is a temperature, how far it may be off a difference
        ("±3 °C", ["3"]),
        ("3 °C", ["276.15"]),
        ("20 ± 3 mm", ["0.02", "0.003"]),
    ],
)
def test_a_tolerance_is_a_difference(text: str, si_values: list[str]) -> None:
    assert [q.si_value for q in read_quantities(text)] == [Fraction(v) for v in si_values]


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("1 m (3.44 ft)", [False, True]),  # 1.0485 m: within a twentieth
        ("1 m (3.45 ft)", [False, False]),  # 1.0516 m
        ("1 m (3.13 ft)", [False, True]),
        ("1 m (3.11 ft)", [False, False]),
        ("1 m (approx. 3.28 ft)", [False, True]),
        ("1 m (i.e. 3.28 ft)", [False, True]),
        ("1 m (1 m)", [False, False]),  # the same unit says nothing anew
        ("0 m (0 ft)", [False, True]),
        ("0 m (1 ft)", [False, False]),
        ("NPS 1 (DN 25)", [False, True]),
        ("DN 25 (NPS 1)", [False, True]),
        ("DN 25 (DN 50)", [False, False]),
        ("1 mW (0 dBm)", [False, True]),
        ("1 mW (1 dBm)", [False, True]),  # within a decibel
        ("1 mW (2 dBm)", [False, False]),
        ("1 mW (-2 dBm)", [False, False]),
        ("0 dBm (1 mW)", [False, False]),
    ],
)
def test_what_a_figure_in_brackets_says_again(text: str, alternatives: list[bool]) -> None:
    assert [q.alternative for q in read_quantities(text)] == alternatives


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("vibration of 5 g", "m/s²"),
        ("shock and bias of 5 g", "m/s²"),
        ("accelerating at 5 mg", "m/s²"),
        ("5 g rms", "m/s²"),
        ("5 g linear acceleration", "m/s²"),
        ("5 g (49 m/s²)", "m/s²"),
        ("vibration; 5 g of powder", "kg"),  # another clause
        ("5 g of powder", "kg"),
        ("a vibration table of " + "x" * 130 + " 5 g", "kg"),  # too far away
    ],
)
def test_whether_g_is_a_mass_or_an_acceleration(text: str, unit: str) -> None:
    assert read_quantities(text)[0].si_unit == unit


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("5 mm", "1 inch", True),
        ("5 mm", "5 kg", False),
        ("5 mm", "5", False),
        ("5 dB", "5 dB", True),
        ("5 dB", "5", False),
        ("5 dB", "5 mm", False),
        ("DN 5", "DN 6", True),
        ("DN 5", "NPS 6", False),
        ("5", "6 %", True),
    ],
)
def test_quantities_of_one_dimension(one: str, other: str, alike: bool) -> None:
    assert is_like(parse_quantity(one), parse_quantity(other)) is alike
    assert is_like(parse_quantity(other), parse_quantity(one)) is alike


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("four bits", [4]),
        ("one axis", []),  # one of what is counted is no figure of the law ...
        ("at least one axis", [1]),  # ... unless it is compared
        ("one or more axes", [1]),
        ("two lids or more", []),
        ("more than two lids", [2]),
        ("two C", []),  # a letter is no unit of a spelled number
        ("two inches", [2]),
        ("the two axes", []),
        ("The three axes", []),
        ("two of these or more", []),
        ("two or more of the following", []),
    ],
)
def test_spelled_numbers(text: str, values: list[int]) -> None:
    assert [q.value for q in read_quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("5 nm", "5 nm"),
        ("5 °", "5°"),
        ('5"', '5"'),
        ("DN 50", "DN 50"),
        ("12345 m", "12\u2009345 m"),
        ("1234 m", "1234 m"),
        ("2500000 Hz", "2.5×10⁶ Hz"),
        ("0.00001 m", "1×10⁻⁵ m"),
        ("-3 °C", "−3 °C"),
        ("1/3 m", "1/3 m"),
        ("100", "100"),
    ],
)
def test_how_our_digest_writes_a_quantity(text: str, printed: str) -> None:
    assert print_quantity(parse_quantity(text)) == printed


# --- laws ---

plain_units = st.sampled_from(
    sorted(
        {
            u.symbol
            for u in unit_table().units.values()
            if u.symbol not in ('"', "in", "g_n", "mg_n", "µg_n", "ng_n", "C", "S", "n")
        }
    )
)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6).map(
    Fraction
)


@given(decimals, plain_units)
@example(Fraction(0), "nm")
@example(Fraction(5_000_000), "Gy")  # printed with a power of ten
@example(Fraction(1, 100_000), "mm²")
def test_reading_the_printed_form_gives_the_quantity_again(value: Fraction, unit: str) -> None:
    printed = print_quantity(Quantity(value, unit, None, "", "", (0, 0)))
    again = parse_quantity(printed)
    assert (again.value, again.unit) == (value, unit)


@given(st.fractions(max_denominator=9999))
def test_printed_numbers_are_exact(value: Fraction) -> None:
    printed = print_number(value).replace("−", "-").replace("\u2009", "")
    mantissa, _, power = printed.partition("×10")
    power = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    assert Fraction(mantissa) * Fraction(10) ** int(power or 0) == value


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


@given(st.integers(0, 10**6), st.sampled_from([" ", "\u2009", "\u00a0"]))
def test_thousands_may_be_grouped_by_any_blank(value: int, blank: str) -> None:
    grouped = f"{value:,}".replace(",", blank)
    assert parse_quantity(f"{grouped} nm").value == value


@pytest.mark.parametrize(
    ("digits", "decimals_", "sign", "expected"),
    [("2", ",5", "both", "2.5"), ("2", ".5", "both", "2.5"), ("1", ",500", "both", "1.5"), ("1", ".500", ",", "1500"),
     ("0", ".500", ",", "0.5"), ("1", ".234,5", ",", "1234.5"), ("1", ".2.3", "both", None), ("1", ",000,000", "both",
       "1000000"), ("1", ".50", ",", "1.5"), ("1", ".5000", ",", "1.5"), ("123", ".500", ",", "123500"),
     ("1234", ".500", ",", "1234.5"), ("1", ".500", ".", "1.5"), ("1", ".234.567,5", "both", "1234567.5"),
     ("1", ".234,567.5", "both", None), ("1", ".23,5", ",", None), ("1", ".234.56", ",", None), ("", "", "both", None),
     ("12 345", "", "both", "12345")],
)  # fmt: skip
def test_points_and_commas(digits: str, decimals_: str, sign: str, expected: str | None) -> None:
    assert number(digits, decimals_, sign) == (Fraction(expected) if expected else None)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("index 3 n", [""]),  # one letter behind a blank is a designation, far more often than newton, siemens, coulomb
        ("4 S glass", [""]),
        ("charge of 5 C or more", [""]),
        ("5 in the order", [""]),  # a word
        ("3 nm", ["nm"]),  # two letters are a unit
    ],
)
def test_a_single_letter_behind_a_blank_is_no_unit(text: str, units: list[str]) -> None:
    assert [q.unit for q in read_quantities(text)] == units


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction(0), "0"),
        (Fraction(1, 10_000), "0.0001"),  # the last small one in full
        (Fraction(99_999, 10**9), "9.9999×10⁻⁵"),
        (Fraction(9_999), "9999"),
        (Fraction(10_000), "10\u2009000"),
        (Fraction(9_999_995, 10), "999\u2009999.5"),  # the last large one in full
        (Fraction(1_000_000), "1×10⁶"),
        (Fraction(-1, 3), "−1/3"),
    ],
)
def test_numbers_are_printed_in_full_between_a_ten_thousandth_and_a_million(value: Fraction, printed: str) -> None:
    assert print_number(value) == printed


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("290 K (17 °C)", True),
        ("17 °C (290 K)", True),  # whichever stands first
        ("290 K (18 °C)", True),  # rounded, by less than two degrees
        ("290 K (19 °C)", False),
        ("290 K (291 K)", False),  # in the same unit it is another figure
    ],
)
def test_a_temperature_in_another_unit_says_the_same(text: str, same: bool) -> None:
    one, other = read_quantities(text)[:2]
    assert says_the_same(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1 m", "100 cm", True),
        ("1 m", "104 cm", True),  # rounded, by a twentieth at most
        ("1 m", "105 cm", True),
        ("1 m", "106 cm", False),
        ("1 m", "94 cm", False),
        ("1 m", "250 cm", False),  # a difference of one and a half is little for kelvins alone
        ("2 s", "1000 ms", False),
        ("1 bar", "250 kPa", False),
        ("1 m", "1.02 m", False),  # the same unit says another thing
        ("1 m", "1 kg", False),
    ],
)
def test_a_figure_in_another_unit_says_the_same(one: str, other: str, same: bool) -> None:
    assert says_the_same(parse_quantity(one), parse_quantity(other)) is same
