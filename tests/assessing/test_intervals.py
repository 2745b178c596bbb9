"""Ranges against bounds, and what is computed from ranges: each end with whether it is reached."""

from __future__ import annotations

from fractions import Fraction

import pytest

from controllist.assessing.logic import Interval


def interval(text: str) -> Interval:
    """`[2, 5)` reaches 2 and not 5; `(, 5]` has no lower end."""
    low, high = (part.strip() for part in text[1:-1].split(","))
    return Interval(
        Fraction(low) if low else None,
        Fraction(high) if high else None,
        bool(low) and text[0] == "(",
        bool(high) and text[-1] == ")",
    )


@pytest.mark.parametrize(
    ("known", "less", "at_most", "more", "at_least", "equal"),
    [
        # One value, and the bound 5.
        ("[4, 4]", "met", "met", "not-met", "not-met", "not-met"),
        ("[5, 5]", "not-met", "met", "not-met", "met", "met"),
        ("[6, 6]", "not-met", "not-met", "met", "met", "not-met"),
        # A range beside it, up to it, and across it.
        ("[2, 4]", "met", "met", "not-met", "not-met", "not-met"),
        ("[2, 5]", "unknown", "met", "not-met", "unknown", "unknown"),
        ("[2, 5)", "met", "met", "not-met", "not-met", "not-met"),
        ("[5, 8]", "not-met", "unknown", "unknown", "met", "unknown"),
        ("(5, 8]", "not-met", "not-met", "met", "met", "not-met"),
        ("[2, 8]", "unknown", "unknown", "unknown", "unknown", "unknown"),
        # One side only.
        ("(, 4]", "met", "met", "not-met", "not-met", "not-met"),
        ("(, 5)", "met", "met", "not-met", "not-met", "not-met"),
        ("(, 5]", "unknown", "met", "not-met", "unknown", "unknown"),
        ("(, 8]", "unknown", "unknown", "unknown", "unknown", "unknown"),
        ("[5, )", "not-met", "unknown", "unknown", "met", "unknown"),
        ("(5, )", "not-met", "not-met", "met", "met", "not-met"),
        ("[6, )", "not-met", "not-met", "met", "met", "not-met"),
        ("[2, )", "unknown", "unknown", "unknown", "unknown", "unknown"),
        ("(, )", "unknown", "unknown", "unknown", "unknown", "unknown"),
        # Below zero.
        ("[-6, -4]", "met", "met", "not-met", "not-met", "not-met"),
    ],
)
def test_a_range_against_five(known: str, less: str, at_most: str, more: str, at_least: str, equal: str) -> None:
    found = [interval(known).against(sign, Fraction(5)) for sign in ("<", "<=", ">", ">=", "=")]
    assert found == [less, at_most, more, at_least, equal]


@pytest.mark.parametrize(
    ("one", "other", "product", "quotient", "total"),
    [
        ("[6, 6]", "[2, 2]", "[12, 12]", "[3, 3]", "[8, 8]"),
        ("[6, 12]", "[2, 3]", "[12, 36]", "[2, 6]", "[8, 15]"),
        ("(6, 12]", "[2, 3]", "(12, 36]", "(2, 6]", "(8, 15]"),
        ("[6, 12)", "[2, 3]", "[12, 36)", "[2, 6)", "[8, 15)"),
        # The quotient is least where the divisor is greatest.
        ("[6, 12]", "(2, 3]", "(12, 36]", "[2, 6)", "(8, 15]"),
        ("[6, 12]", "[2, 3)", "[12, 36)", "(2, 6]", "[8, 15)"),
        # Without an end.
        ("[6, )", "[2, 3]", "[12, )", "[2, )", "[8, )"),
        ("[6, 12]", "[2, )", "[12, )", "(, 6]", "[8, )"),
        ("(, 12]", "[2, 3]", "(, 36]", "(, 6]", "(, 15]"),
        ("[6, 12]", "(, 3]", "(, 36]", "[2, )", "(, 15]"),
        # Divided by what may be nothing there is no upper end.
        ("[6, 12]", "[0, 3]", "[0, 36]", "[2, )", "[6, 15]"),
        ("[6, 12]", "[0, 0]", "[0, 0]", "(, )", "[6, 12]"),
    ],
)
def test_what_is_computed_from_two_ranges(one: str, other: str, product: str, quotient: str, total: str) -> None:
    first, second = interval(one), interval(other)
    assert ends(first.times(second)) == ends(interval(product))
    assert ends(first.over(second)) == ends(interval(quotient))
    assert ends(first.plus(second)) == ends(interval(total))
    assert ends(second.times(first)) == ends(interval(product))
    assert ends(second.plus(first)) == ends(interval(total))


def ends(found: Interval) -> tuple[object, ...]:
    """Both ends, each with whether it is left out; where there is no end nothing is."""
    return (
        found.low,
        found.high,
        found.low is not None and found.low_open,
        found.high is not None and found.high_open,
    )


@pytest.mark.parametrize(
    ("known", "reflected"),
    [("[2, 5)", "(-5, -2]"), ("(, 5]", "[-5, )"), ("(2, )", "(, -2)"), ("[-3, 4]", "[-4, 3]"), ("(, )", "(, )")],
)
def test_the_same_values_with_the_other_sign(known: str, reflected: str) -> None:
    assert interval(known).reflected() == interval(reflected)


@pytest.mark.parametrize(
    ("known", "negative"),
    [("[0, 5]", False), ("[-1, 5]", True), ("(, 5]", True), ("[1/2, )", False), ("(0, 5]", False), ("[-5, -1]", True)],
)
def test_values_below_zero(known: str, negative: bool) -> None:
    assert interval(known).is_negative_somewhere is negative


@pytest.mark.parametrize(
    ("known", "point"), [("[5, 5]", True), ("[5, 6]", False), ("(, 5]", False), ("[5, )", False), ("(, )", False)]
)
def test_one_value(known: str, point: bool) -> None:
    assert interval(known).is_point is point


def test_a_change_of_unit_moves_both_ends() -> None:
    assert interval("[2, 5)").mapped(lambda x: x * 1000) == interval("[2000, 5000)")
    assert interval("(, 5]").mapped(lambda x: x + 273) == interval("(, 278]")
    assert interval("(2, )").mapped(lambda x: x * 2) == interval("(4, )")
