"""Figures that the lists define by a formula, computed from other facts.

`properties.toml` has the formulas, each with the definition it comes from. What a provision leaves to its note, such
as the K factor of the minimum resolvable feature size, is taken from the notes: 0.25 and 0.35 are both in the law, and
the same scanner passes one and fails the other.

>>> known = {"gap-depth": Interval.point(Fraction(60)), "gap-width": Interval.point(Fraction(20))}
>>> evaluate("gap-depth ÷ gap-width", known).low
Fraction(3, 1)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from math import isqrt

from attrs import frozen

from controllist.assessing.facts import Fact, concepts
from controllist.assessing.logic import Interval
from controllist.assessing.plan import Figure
from controllist.language.units import NO_UNIT, Unit, known_unit

_CONSTANT = "K"
_STATED = re.compile(r"\bK(?: ?factor)?\)? ?(?:=|is|:) ?(0[.,][0-9]+)")
_DEEPEST = 3
"""Formulas within formulas: an input that is itself computed."""
_DIGITS = 12
"""Decimals of a root that is not exact."""


@frozen
class Computed:
    """A figure, the facts it came from, and how it is shown to a reader."""

    fact: Fact
    sources: tuple[Fact, ...]
    how: str


def inputs_of(key: str) -> tuple[str, ...]:
    """The properties from which a formula computes this one; empty where there is no formula.

    >>> inputs_of("specific-weight"), inputs_of("mass")
    (('density',), ())
    """
    concept = concepts().get(key)
    return tuple(name for name in re.findall(r"[\w-]+", concept.formula) if name in concepts()) if concept else ()


def evaluate(formula: str, values: Mapping[str, Interval]) -> Interval:
    """What a formula of `properties.toml` gives for values in SI units that are not negative."""
    terms: list[Interval] = []
    for term in formula.split(" + "):
        result, operator = Interval.point(Fraction(1)), "×"
        for token in term.split():
            if token in ("×", "÷"):
                operator = token
                continue
            name = token.removeprefix("√")
            value = values[name] if name in values else Interval.point(Fraction(name))
            value = value if name == token else _square_root(value)
            result = result.times(value) if operator == "×" else result.over(value)
        terms.append(result)
    return reduce(Interval.plus, terms)


def _square_root(interval: Interval) -> Interval:
    """The root, rounded outwards unless exact, so that nothing is called met by rounding."""
    low = None if interval.low is None else _root(interval.low, up=False)
    high = None if interval.high is None else _root(interval.high, up=True)
    return Interval(low, high, interval.low_open, interval.high_open)


def _root(value: Fraction, *, up: bool) -> Fraction:
    scaled = value.numerator * value.denominator * 10 ** (2 * _DIGITS)
    below = isqrt(scaled)
    exact = below * below == scaled
    return Fraction(below if exact or not up else below + 1, value.denominator * 10**_DIGITS)


def stated_constant(notes: Iterable[str]) -> Fraction | None:
    """The constant K that the notes of a provision state; None where they state none, or not one alone.

    >>> stated_constant(["'MRF' = wavelength × K ÷ NA, K factor = 0.35"]), stated_constant(["K = 0.25", "K = 0.35"])
    (Fraction(7, 20), None)
    """
    found = {Fraction(match[1].replace(",", ".")) for note in notes for match in _STATED.finditer(note)}
    return found.pop() if len(found) == 1 else None


def compute(check: Figure, known: Mapping[str, Fact]) -> Computed | None:
    """The property a check asks for, where a formula gives it and its inputs are known; else None."""
    return _compute(check.key[1], check.threshold.quantity.unit, check.constants, known, _DEEPEST)


def _compute(
    key: str, unit_name: str, notes: tuple[str, ...], known: Mapping[str, Fact], depth: int
) -> Computed | None:
    inputs = inputs_of(key)
    if not inputs:
        return None
    formula = concepts()[key].formula
    values: dict[str, Interval] = {}
    stated = ""
    if _CONSTANT in formula.split():
        constant = stated_constant(notes)
        if constant is None:
            return None
        values[_CONSTANT], stated = Interval.point(constant), f", K = {float(constant):g}"
    sources: list[Fact] = []
    for name in inputs:
        inner = _compute(name, "", notes, known, depth - 1) if depth and name not in known else None
        fact = known.get(name) or (inner.fact if inner else None)
        if fact is None or fact.figure is None or fact.figure.is_negative_somewhere:
            return None
        values[name] = fact.figure
        sources += inner.sources if inner else (fact,)
    figure, unit = evaluate(formula, values), known_unit(unit_name) or NO_UNIT
    printed, name = shown(figure, unit), key.replace("-", " ")
    how = f"{name} = {concepts()[key].shown}{stated} = {printed}"
    return Computed(Fact(name, printed, figure, unit), tuple(sources), how)


def shown(figure: Interval, unit: Unit) -> str:
    """A computed figure for a reader, to four digits; the verdict is made on the exact one.

    >>> nm = known_unit("nm")
    >>> shown(Interval.point(193 * nm.factor / 4 * 20 / 27), nm)
    '35.74 nm'
    """
    low, high = figure.low, figure.high
    ends = [f"{float(unit.from_si(x)):.4g}" for x in (low, high) if x is not None]
    text = "–".join(dict.fromkeys(ends)) or "any value"
    if low is None or high is None:
        text = f"{'≤' if low is None else '≥'} {text}"
    return f"{text} {unit.symbol}".strip()
