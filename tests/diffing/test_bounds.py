"""What became of one bound: outward or inward, inclusive or strict, or what cannot be compared."""

from __future__ import annotations

import pytest
from attrs import evolve

from controllist.diffing.wording import dimension, equal, shift
from controllist.language import Threshold
from controllist.language.quantities import parse_quantity


def bound(text: str) -> Threshold:
    """`depth < 5 m` as a bound."""
    name, sign, figure = text.split(" ", 2)
    return Threshold(name, {"≤": "<=", "≥": ">="}.get(sign, sign), parse_quantity(figure))  # type: ignore[arg-type]


TABLE = [
    # An upper bound that rises lets more in, a lower one that rises fewer.
    ("depth < 5 m", "depth < 7 m", "wider", "bound outward"),
    ("depth < 7 m", "depth < 5 m", "narrower", "bound inward"),
    ("depth > 5 m", "depth > 7 m", "narrower", "bound inward"),
    ("depth > 7 m", "depth > 5 m", "wider", "bound outward"),
    # At the same figure the inclusive comparison lets one point more in.
    ("depth < 5 m", "depth ≤ 5 m", "wider", "bound inclusive"),
    ("depth ≤ 5 m", "depth < 5 m", "narrower", "bound strict"),
    ("depth > 5 m", "depth ≥ 5 m", "wider", "bound inclusive"),
    ("depth ≥ 5 m", "depth > 5 m", "narrower", "bound strict"),
    # A moved figure says more than its comparison.
    ("depth ≤ 5 m", "depth < 6 m", "wider", "bound outward"),
    ("depth > 5 m", "depth ≥ 6 m", "narrower", "bound inward"),
    # In another unit.
    ("depth < 5 m", "depth < 600 cm", "wider", "bound outward"),
    ("depth < 5 m", "depth < 400 cm", "narrower", "bound inward"),
    # Below zero -40 is less than -20.
    ("temperature < -40 °C", "temperature < -20 °C", "wider", "bound outward"),
    # What has no unit of the SI is compared by its figures.
    ("pipes > DN 50", "pipes > DN 65", "narrower", "bound inward"),
    # Not to be compared: a bound on the other side, a value where a bound was, another measure.
    ("depth < 5 m", "depth > 5 m", "undecided", "bound replaced"),
    ("depth ≥ 5 m", "depth = 5 m", "undecided", "bound replaced"),
    ("depth = 5 m", "depth = 6 m", "undecided", "bound replaced"),
    ("depth < 5 m", "depth < 5 kg", "undecided", "unit changed"),
    ("depth < 5 kg", "depth < 5 m", "undecided", "unit changed"),
    ("pipes > DN 50", "pipes > 50 mm", "undecided", "unit changed"),
]


@pytest.mark.parametrize(("before", "after", "effect", "rule"), TABLE)
def test_what_became_of_a_bound(before: str, after: str, effect: str, rule: str) -> None:
    moved = shift(bound(before), bound(after))
    assert (moved.effect, moved.rule, moved.equal) == (effect, rule, False)
    assert not equal(bound(before), bound(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [("depth < 5 m", "depth < 5 m"), ("depth ≥ 5 m", "depth ≥ 500 cm"), ("pipes = DN 50", "pipes = DN 50")],
)
def test_the_same_bound_is_no_change(before: str, after: str) -> None:
    moved = shift(bound(before), bound(after))
    assert (moved.effect, moved.equal) == ("neutral", True)
    assert equal(bound(before), bound(after))


def test_a_figure_in_brackets_only_says_the_bound_again() -> None:
    """`depth < 10 m (32.8 feet)` was mended to 33 feet: the bound is 10 m as before."""
    old, new = (
        evolve(b, quantity=evolve(b.quantity, alternative=True)) for b in map(bound, ("d < 32.8 ft", "d < 33 ft"))
    )
    moved = shift(old, new)
    assert (moved.effect, moved.rule, moved.equal) == ("neutral", "conversion corrected", False)
    assert shift(old, bound("d < 33 ft")).effect == "wider"
    assert shift(bound("d < 32.8 ft"), new).effect == "wider"


def test_what_is_shown_names_the_comparison_where_it_changed() -> None:
    five, seven, inclusive = map(bound, ("depth < 5 m", "depth < 7 m", "depth ≤ 7 m"))
    assert (shift(five, seven).before, shift(five, seven).after) == ("5 m", "7 m")
    assert (shift(five, inclusive).before, shift(five, inclusive).after) == ("< 5 m", "≤ 7 m")


def test_what_a_figure_measures() -> None:
    named = ["depth < 5 cm", "pipes > DN 50", "speed < Mach 3", "axes ≥ 5"]
    assert [dimension(bound(text)) for text in named] == ["m", "dn", "mach", "1"]
