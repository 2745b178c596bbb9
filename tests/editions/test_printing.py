"""Quantities as the digest writes them: exact, and read again as the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from controllist.language import Quantity
from controllist.language.quantities import parse_quantity
from controllist.language.units import unit_table
from scripts.proof.printing import print_quantity

PRINTED = [
    ("5 °", "5°"),
    ('5"', '5"'),
    ("12345 m", "12\u2009345 m"),
    ("1234 m", "1234 m"),
    ("2500000 Hz", "2.5×10⁶ Hz"),
    ("0.00001 m", "1×10⁻⁵ m"),
    ("-3 °C", "−3 °C"),
    ("1/3 m", "1/3 m"),
]


@pytest.mark.parametrize(("text", "printed"), PRINTED)
def test_how_the_digest_writes_a_quantity(text: str, printed: str) -> None:
    assert print_quantity(parse_quantity(text)) == printed


NO_PLAIN_UNITS = {'"', "in", "g_n", "mg_n", "µg_n", "ng_n", "C", "S", "n"}
UNITS = sorted({unit.symbol for unit in unit_table().units.values()} - NO_PLAIN_UNITS)


@given(st.decimals(-(10**9), 10**9, places=6).map(Fraction), st.sampled_from(UNITS))
@example(Fraction(5_000_000), "Gy")
@example(Fraction(1, 100_000), "mm²")
def test_reading_the_printed_form_gives_the_quantity_again(value: Fraction, unit: str) -> None:
    again = parse_quantity(print_quantity(Quantity(value, unit, None, "", "", (0, 0))))
    assert (again.value, again.unit) == (value, unit)
