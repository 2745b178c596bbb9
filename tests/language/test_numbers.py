"""Numbers of figures: points, commas and blanks, spelled out, in other languages, and as our digest prints them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from controllist.errors import MisuseError
from controllist.language import Quantity
from controllist.language.numbers import number, print_number, print_quantity
from controllist.language.quantities import parse_quantity, read_quantities
from controllist.language.units import unit_table


@pytest.mark.parametrize(
    ("digits", "decimals_", "sign", "expected"),
    [("2", ",5", "both", "2.5"), ("2", ".5", "both", "2.5"), ("1", ",500", "both", "1.5"), ("1", ".500", ",", "1500"),
     ("0", ".500", ",", "0.5"), ("1", ".234,5", ",", "1234.5"), ("1", ".2.3", "both", None), ("1", ",000,000", "both",
       "1000000"), ("1", ".50", ",", "1.5"), ("1", ".5000", ",", "1.5"), ("123", ".500", ",", "123500"),
     ("1234", ".500", ",", "1234.5"), ("1", ".500", ".", "1.5"), ("1", ".234.567,5", "both", "1234567.5"),
     ("1", ".234,567.5", "both", None), ("1", ".23,5", ",", None), ("1", ".234.56", ",", None), ("", "", "both", None),
     ("12 345", "", "both", "12345"), ("1", ",500", ",", "1.5"),
     ("1", ",234.5", "both", "1234.5")],
)  # fmt: skip
def test_points_and_commas(digits: str, decimals_: str, sign: str, expected: str | None) -> None:
    assert number(digits, decimals_, sign) == (Fraction(expected) if expected else None)


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


SPELLED = [
    ("two or more pumps", [2]),
    ("at least three nozzles", [3]),
    ("more than one chamber", [1]),
    ("four axes", [4]),
    ("one of the following", []),
    ("at least one of the following", []),
    ("the one specified", []),
    ("yet two or more pumps", [2]),
    ("two pumps", []),  # without comparator or unit it is no figure of the law
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), SPELLED)
def test_spelled_numbers_count_beside_comparators_and_units(text: str, values: list[int]) -> None:
    assert [q.value for q in read_quantities(text)] == values


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


@given(st.integers(0, 10**6), st.sampled_from([" ", "\u2009", "\u00a0"]))
def test_thousands_may_be_grouped_by_any_blank(value: int, blank: str) -> None:
    grouped = f"{value:,}".replace(",", blank)
    assert parse_quantity(f"{grouped} nm").value == value


@pytest.mark.parametrize(("sign", "value"), [("¼", "1/4"), ("½", "1/2"), ("¾", "3/4")])
def test_a_fraction_that_is_one_sign(sign: str, value: str) -> None:
    assert [(q.value, q.unit) for q in read_quantities(f"bolts of {sign} m")] == [(Fraction(value), "m")]
    assert parse_quantity(f"{sign} kg").value == Fraction(value)
