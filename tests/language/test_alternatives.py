"""Alternatives: a figure that says in another unit what the one before it says, and how far the two are rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest

from controllist.language.numbers import rounding, says_the_same
from controllist.language.quantities import parse_quantity, read_quantities


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
        ("DN 25 or NPS 1", [False, True]),
        ("DN 25 and NPS 1", [False, False]),  # only "or" tells a pipe size in both measures
        ("DN 25, NPS 1", [False, False]),
        ("5 kg, 1 m (3.28 ft), 2 m (6.56 ft)", [False, False, True, False, True]),  # wherever it stands
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
