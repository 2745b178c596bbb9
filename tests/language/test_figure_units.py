"""Units of figures: which one a figure has, one for several figures of a range, and figures of one dimension."""

from __future__ import annotations

from fractions import Fraction

import pytest

from controllist.errors import MisuseError
from controllist.language.numbers import check_like, compared_value, is_like
from controllist.language.quantities import parse_quantity, read_quantities


@pytest.mark.parametrize(
    ("text", "unit", "value"), [("DN50", "DN", 50), ("DN 50", "DN", 50), ("Mach 3", "Mach", 3), ("NPS 2", "NPS", 2)]
)
def test_units_before_their_number(text: str, unit: str, value: int) -> None:
    quantity = parse_quantity(text)
    assert (quantity.unit, quantity.value, quantity.si_value) == (unit, value, None)


@pytest.mark.parametrize("text", ["DN 50", "DN50", "DN-50", "DN=50", "DN= 50", "DN  50"])
def test_what_may_part_a_unit_from_the_number_behind_it(text: str) -> None:
    assert [(q.unit, q.value) for q in read_quantities(f"pipes of {text}")] == [("DN", 50)]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("3/8", ["3/8"]),
        ("3/0", []),  # nothing can be divided by it
        ("1.2.3", []),
        ("9" * 200, ["9" * 200]),
        ("9" * 201, []),  # no law has a longer figure
    ],
)
def test_which_numbers_a_unit_may_stand_before(number: str, value: list[str]) -> None:
    for text in (f"NPS {number}", f"NPS{number}"):
        assert [(q.unit, q.value) for q in read_quantities(text)] == [("NPS", Fraction(v)) for v in value]


def test_a_spelled_number_before_a_single_letter_counts_no_units_of_that_letter() -> None:
    assert [(q.value, q.unit) for q in read_quantities("at least two V grooves")] == [(2, "")]
    assert [(q.value, q.unit) for q in read_quantities("at least two kV")] == [(2, "kV")]


@pytest.mark.parametrize("before", ["", "a ", "of ", "the "])
@pytest.mark.parametrize("text", ["4'-xyz", "4', xyz", "4',5 xyz"])
def test_a_number_with_the_stroke_of_a_formula_is_no_figure(before: str, text: str) -> None:
    assert read_quantities(before + text) == ()


@pytest.mark.parametrize(
    ("text", "value"), [("3 parts in 1000", "3/1000"), ("1 part to 1 000", "1/1000"), ("5 parts in 10 parts", "1/2")]
)
def test_parts_of_a_whole_are_a_share(text: str, value: str) -> None:
    assert [(q.value, q.unit) for q in read_quantities(text)] == [(Fraction(value), "")]


def test_a_mark_that_opens_a_quotation_is_no_inch() -> None:
    assert [(q.value, q.unit) for q in read_quantities('5"lids" of 5" lids')] == [(5, ""), (5, '"')]


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


@pytest.mark.parametrize(
    ("text", "si_values"),
    [
        ("20 ± 3 °C", ["293.15", "3"]),  # what lies in the middle is a temperature, how far it may be off a difference
        ("±3 °C", ["3"]),
        ("3 °C", ["276.15"]),
        ("20 ± 3 mm", ["0.02", "0.003"]),
        ("vibration of 10 ± 2 g", ["98.0665", "19.6133"]),  # the first is no mass either
    ],
)
def test_a_tolerance_is_a_difference(text: str, si_values: list[str]) -> None:
    assert [q.si_value for q in read_quantities(text)] == [Fraction(v) for v in si_values]


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


def test_g_is_an_acceleration_beside_one_and_a_mass_elsewhere() -> None:
    assert parse_quantity("10 g").si_unit == "kg"
    assert parse_quantity("10 g", like=parse_quantity("1 m/s²")).si_value == Fraction("98.0665")
    assert parse_quantity("10 g", like=parse_quantity("2 kg")).si_value == Fraction("0.01")
    assert parse_quantity("3 m/s²", like=parse_quantity("1 m/s²")).si_value == 3
    assert [q.si_unit for q in read_quantities("vibration of 10 g rms; a charge of 90 g of explosive")] == [
        "m/s²",
        "kg",
    ]


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
    ("text", "value"),
    [("5 mm", "0.005"), ("-40 °C", "233.15"), ("5 %", "0.05"), ("5", "5"), ("DN 5", "5"), ("5 dB", "5")],
)
def test_what_figures_of_one_dimension_are_compared_by(text: str, value: str) -> None:
    """In the units of the SI, and where those have none in the unit itself."""
    assert compared_value(parse_quantity(text)) == Fraction(value)


def test_wrong_dimension_is_told() -> None:
    with pytest.raises(MisuseError, match=r"found '5 kg', which is in kg"):
        check_like(parse_quantity("5 kg"), parse_quantity("1 nm"))
