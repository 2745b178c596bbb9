"""Quantities as the digest writes them.

>>> print_number(Fraction(1, 8)), print_number(Fraction(5000000))
('0.125', '5×10⁶')
"""

from __future__ import annotations

from fractions import Fraction

from controllist.language import Quantity
from controllist.language.units import find_unit

_TO_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def compared_value(quantity: Quantity) -> Fraction:
    """The value for comparing with a quantity that `is_like` this one: in SI, or in the unit where SI has none."""
    if quantity.si_value is not None:
        return quantity.si_value
    return find_unit(quantity.unit).to_si(quantity.value)


def print_quantity(quantity: Quantity) -> str:
    """A quantity as our digest writes it: decimal point, thin space from five digits on, powers raised.

    Reading it gives the same value in the same unit.

    >>> from controllist.language.quantities import parse_quantity
    >>> print_quantity(parse_quantity("2,5 × 10^6 N/m^2")), print_quantity(parse_quantity("- 40000 °C"))
    ('2.5×10⁶ N/m²', '−40\\u2009000 °C')
    """
    figure = print_number(quantity.value)
    if not quantity.unit:
        return figure
    if find_unit(quantity.unit).ahead:
        return f"{quantity.unit} {figure}"
    return (
        figure
        + ("" if quantity.unit in ("°", '"', "″") or quantity.unit.startswith(("/", "°/")) else " ")
        + quantity.unit
    )


def print_number(value: Fraction) -> str:
    """An exact number for people; a fraction without an end as `1/3`.

    >>> print_number(Fraction(1, 8)), print_number(Fraction(5000000)), print_number(Fraction(1, 3))
    ('0.125', '5×10⁶', '1/3')
    """
    sign = "−" if value < 0 else ""
    value = abs(value)
    twos_and_fives = value.denominator
    for prime in (2, 5):
        while twos_and_fives % prime == 0:
            twos_and_fives //= prime
    if twos_and_fives != 1:
        return f"{sign}{value.numerator}/{value.denominator}"
    exponent = 0
    if value >= 1_000_000 or (value and value < Fraction(1, 10_000)):
        while value >= 10:
            value, exponent = value / 10, exponent + 1
        while value < 1:
            value, exponent = value * 10, exponent - 1
    whole, rest = divmod(value, 1)
    digits = str(whole)
    if len(digits) > 4:
        digits = f"{whole:,}".replace(",", "\u2009")
    decimals = ""
    while rest:
        rest *= 10
        digit, rest = divmod(rest, 1)
        decimals += str(digit)
    figure = sign + digits + ("." + decimals if decimals else "")
    return figure + (f"×10{str(exponent).translate(_TO_RAISED)}" if exponent else "")
