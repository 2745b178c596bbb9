"""Figures: exact numbers as they are printed, and quantities beside each other.

>>> print_number(Fraction(1, 8)), print_number(Fraction(5000000)), number("1", ",5", "both")
('0.125', '5×10⁶', Fraction(3, 2))
"""

from __future__ import annotations

import re
from fractions import Fraction

from controllist.errors import MisuseError
from controllist.language import Quantity
from controllist.language.units import find_unit

_TO_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(digits: str, decimals: str, sign: str) -> Fraction | None:
    """The value of digits and what follows a point or comma; `sign` is the decimal sign of the language, or `both`.

    A point before exactly three digits groups thousands where the comma is the decimal sign; two groups are always
    thousands. Where both are in use a single sign is the decimal one, as in the Union's lists ("1,500" is one and a
    half there). None for what is no number, such as `1.2.3`.

    >>> number("1", ",500", "both"), number("1", ".500", ","), number("4", ".000.000", "both"), number("1", ".2.3", ",")
    (Fraction(3, 2), Fraction(1500, 1), Fraction(4000000, 1), None)
    """
    whole = digits.replace(" ", "")
    groups = re.findall(r"([.,])(\d+)", decimals)
    if not groups:
        return Fraction(whole) if whole else None
    if len(groups) == 1:
        (mark, rest) = groups[0]
        if mark == "." and sign == "," and len(rest) == 3 and whole != "0" and len(whole) <= 3:
            return Fraction(whole + rest)
        return Fraction(f"{whole}.{rest}")
    marks = {mark for mark, _ in groups}
    *thousands, (last_mark, rest) = groups
    if any(len(group) != 3 for _, group in thousands):
        return None
    if len(marks) == 1:
        return Fraction(whole + "".join(group for _, group in groups)) if len(rest) == 3 else None
    if any(mark == last_mark for mark, _ in thousands):
        return None
    return Fraction(f"{whole}{''.join(group for _, group in thousands)}.{rest}")


def rounding(one: Quantity, other: Quantity) -> Fraction | None:
    """How far two figures lie apart, as a share of the first; None where they cannot be compared.

    The law rounds: 15 240 m are not quite 50 000 feet, 0.1 m³ are exactly 100 litres.

    >>> from controllist.language.quantities import parse_quantity, read_quantities
    >>> metres, feet = read_quantities("15240 m (50001 feet)")
    >>> rounding(metres, feet)
    Fraction(1, 50000)
    """
    if one.si_value is None or other.si_value is None or one.si_unit != other.si_unit:
        return None
    if not one.si_value:
        return None if other.si_value else Fraction(0)
    return abs(other.si_value - one.si_value) / abs(one.si_value)


def says_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether a figure in brackets can be the one before it in another unit, rounded; power and its level too."""
    apart = rounding(one, other)
    if apart is not None:
        close = Fraction(1, 20)
        if one.si_unit == "K" and one.si_value is not None and other.si_value is not None:
            return abs(one.si_value - other.si_value) <= 2 and one.unit != other.unit
        return apart <= close and one.unit != other.unit
    if one.si_unit == "W" and other.unit == "dBm" and one.si_value:
        # 10·log₁₀(P / 1 mW), without a logarithm: 10^(level/10) mW lies between the neighbours a decibel away
        return _power_of_ten(other.value - 1) <= one.si_value * 1000 <= _power_of_ten(other.value + 1)
    return one.unit in ("DN", "NPS") and other.unit in ("DN", "NPS") and one.unit != other.unit


def _power_of_ten(decibel: Fraction) -> Fraction:
    """10^(decibel/10), near enough to tell one decibel from the next."""
    return Fraction(10 ** (float(decibel) / 10)).limit_denominator(10**12)


def check_like(quantity: Quantity, other: Quantity) -> None:
    """Raises `MisuseError` where two quantities cannot be compared."""
    if not is_like(quantity, other):
        raise MisuseError(
            "expected a figure in {expected} or a unit like it, found {text!r}, which is in {figure_unit}",
            expected=other.si_unit or other.unit or "no unit",
            figure_unit=quantity.unit or "no unit",
            text=quantity.printed,
            unit=other.unit,
        )


def is_like(one: Quantity, other: Quantity) -> bool:
    """Whether the two are of one dimension.

    >>> from controllist.language.quantities import parse_quantity
    >>> is_like(parse_quantity("5 mm"), parse_quantity("1 inch")), is_like(parse_quantity("5 dB"), parse_quantity("5"))
    (True, False)
    """
    if one.si_unit or other.si_unit:
        return one.si_unit == other.si_unit
    return find_unit(one.unit).is_like(find_unit(other.unit))


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
