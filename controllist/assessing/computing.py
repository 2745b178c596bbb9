"""A figure computed from other facts by the law's own formula, with the constant the provision's notes state."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from controllist.assessing.checks import Figure
from controllist.assessing.facts import Fact
from controllist.assessing.formulas import BY_PROPERTY, Formula, constant_in
from controllist.assessing.intervals import Interval
from controllist.errors import MisuseError
from controllist.language.units import NO_UNIT, Unit, find_unit


@frozen
class Computed:
    """A figure, the facts it came from, and how it is shown to a reader."""

    fact: Fact
    sources: tuple[Fact, ...]
    how: str


def compute(check: Figure, known: Mapping[str, Fact]) -> Computed | None:
    """The property a check asks for, where a formula gives it and its inputs are known; else None."""
    formula = BY_PROPERTY.get(check.key[1])
    return None if formula is None else _apply(formula, check.threshold.quantity.unit, check.constants, known)


def _apply(
    formula: Formula, unit_name: str, notes: tuple[str, ...], known: Mapping[str, Fact], depth: int = 3
) -> Computed | None:
    constant = constant_in(formula, notes)
    if formula.constant is not None and constant is None:
        return None
    arguments: list[Interval] = []
    sources: list[Fact] = []
    for name in formula.inputs:
        fact = known.get(name)
        inner = None
        if fact is None and depth and name in BY_PROPERTY:
            inner = _apply(BY_PROPERTY[name], "", notes, known, depth - 1)
            fact = inner.fact if inner else None
        if fact is None or fact.figure is None or fact.figure.is_negative_somewhere:
            return None
        arguments.append(fact.figure)
        sources += inner.sources if inner else (fact,)
    if constant is not None:
        arguments.append(Interval.point(constant))
    figure = formula.rule(*arguments)
    unit = _unit(unit_name)
    printed = shown(figure, unit)
    stated = f", K = {float(constant):g}" if constant is not None else ""
    how = f"{formula.property.replace('-', ' ')} = {formula.shown}{stated} = {printed}"
    fact = Fact(formula.property.replace("-", " "), printed, figure, unit)
    return Computed(fact, tuple(sources), how)


def _unit(name: str) -> Unit:
    try:
        return find_unit(name)
    except MisuseError:
        return NO_UNIT


def shown(figure: Interval, unit: Unit) -> str:
    """A computed figure for a reader, to four digits; the verdict is made on the exact one.

    >>> shown(Interval.point(193 * find_unit("nm").factor / 4 * 20 / 27), find_unit("nm"))
    '35.74 nm'
    """
    low, high = figure.low, figure.high
    ends = [f"{float(unit.from_si(x)):.4g}" for x in (low, high) if x is not None]
    text = "–".join(dict.fromkeys(ends)) or "any value"
    if low is None or high is None:
        text = f"{'≤' if low is None else '≥'} {text}"
    return f"{text} {unit.symbol}".strip()


def inputs_of(key: str) -> tuple[str, ...]:
    """The properties a formula asks for in place of this one; empty where there is no formula."""
    formula = BY_PROPERTY.get(key)
    return () if formula is None else formula.inputs
