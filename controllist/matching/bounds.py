"""Figures without a name against the bounds of a provision: can goods with these figures still be what it controls?

A trader writes "heat exchanger 25 m²" and not "heat transfer surface area 25 m²". The unit tells which bounds a figure
can speak of. Where a provision bounds a quantity in square metres, the description tells square metres, and none of
its figures lies within the bound, the provision is hardly the one; where all alternatives of a control fall so, the
control does. One figure that fits is enough to leave it open, and so is any condition without a figure. A figure that
fits the bound of one property speaks against no other property: 193 nm is the wavelength then, not the overlay.

Shares speak where they are purities (from 90 % on) or small ones of an error (up to 10 %), each of its own kind. A bare
number speaks where the thing it counts is counted in the provision too: `5 qubits`, `3-axis`. Other shares and numbers,
angles and masses are left alone: they are of pieces, packages and ingredients.

A figure that stands beside the name of a property is held against bounds of that property only, where the name of the
bound is known as well. What is controlled only as a part of the very things that are bounded beside it (`casings for
valves specified in 2B350.g`) is no way around their bounds.

>>> from controllist.codes import ControlCode
>>> from controllist.language.quantities import read_quantities
>>> from controllist.model import Edition, Provision
>>> pump = Provision(ControlCode("2B231"), "entry", text="vacuum pumps, throat size ≥ 380 mm")
>>> limits = limits_of(Edition("toy", "2024-01-01", "en", "digest", (pump,)), ControlCode("2B231"))
>>> [judge(limits, by_unit(read_quantities(text))).fits for text in ("pump 200 mm", "pump 400 mm", "pump 60 Hz")]
[False, True, None]
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from attrs import frozen

from controllist.assessing.facts import concepts, property_key
from controllist.codes import ControlCode
from controllist.index.words import key
from controllist.language import Quantity, Threshold
from controllist.model import Edition, Provision

LEFT_ALONE = frozenset({"", "1", "kg", "rad", "sr", "bit"})
"""Units of figures that say too little without the name of what they measure."""
BARE = frozenset({"", "1"})
LEAST_COUNT = 3
"""A bound on fewer than so many is none to speak of: `on ≥ 1 linear axis`."""
_LAST_WORD = re.compile(r"[^\W\d_]{3,}$")
_NEXT_WORD = re.compile(r"\s(?:user |digital )?([^\W\d_]{3,}|I/Os?)\b")
_WRITTEN = {
    word: str(number)
    for number, words in enumerate(
        ("two twee zwei deux", "three drie drei trois", "four vier quatre", "five vijf fünf cinq", "six zes sechs"), 2
    )
    for word in words.split()
}
_AXES = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_WRITTEN)})(?:[\s-]?(?:ax[ei]s|axe|axial|assen|assig[en]*|achs(?:en?|ig[ensr]*)?)|-as)(?![^\W\d_])",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?<![\w.,])\d+ ?[x×] ?$")
"""A number of pieces before a figure that is each one's: `4 x 60 kW`. Lengths written so are sides, and stay."""
_OUTSIDE = re.compile(r"\boutside\s*$")
PURE, SMALL = Fraction(9, 10), Fraction(1, 10)
"""From and up to where shares are purities or small ones: units of their own."""
FAR = 100
"""A figure that is so many times the bound, or so small a part of it, measures something else."""
NEAR = {"m": 20, "s": 20}
"""The same for lengths and times, which descriptions are full of."""
SURE = dict.fromkeys(("m³/s", "kg/s", "samples/s", "T/Hz^0.5", "s⁻¹", "Bq", "Gy"), 1_000_000)
"""The same for units that hardly any other figure of goods comes in."""
SIGNAL, FAR_SIGNAL = 1000, 10_000
"""The same for frequencies from 1 kHz on: instruments for signals reach over decades. Below stand mains and frames."""


@frozen
class Bound:
    """What one quantity of a provision must satisfy: all `tests` (comparison and limit) in one `unit`."""

    provision: str
    property: str
    unit: str
    tests: tuple[tuple[str, Fraction], ...]
    printed: str
    concept: str = ""
    """The property's concept (`controllist.assessing.facts`), where it is one that goes by several names."""
    outside: bool = False
    """Whether the goods must lie outside the range that the tests describe."""

    @cached_property
    def _limits(self) -> tuple[tuple[str, int, int], ...]:
        """The tests in whole numbers: arithmetic of fractions would take most of the time of a match."""
        return tuple((comparison, limit.numerator, limit.denominator) for comparison, limit in self.tests)

    def near(self, value: Fraction) -> bool:
        """Whether a value can be of what is bounded at all, and is no figure for something else.

        >>> scope = Bound("3A002.a.7", "bandwidth", "Hz", ((">", Fraction(90_000_000_000)),), "> 90 GHz")
        >>> [scope.near(Fraction(hertz)) for hertz in (500_000_000, 20_000_000, 50)]
        [True, True, False]
        """
        over, under = abs(value.numerator), value.denominator
        far = FAR_SIGNAL if self.unit == "Hz" and over >= SIGNAL * under else _FAR.get(self.unit, FAR)
        for _, limit, parts in self._limits:
            mine, theirs = over * parts, abs(limit) * under
            if mine <= far * theirs and theirs <= far * mine:
                return True
        return False

    def holds(self, value: Fraction) -> bool:
        over, under = value.numerator, value.denominator
        for comparison, limit, parts in self._limits:
            if not _COMPARE[comparison](over * parts, limit * under):
                return self.outside
        return not self.outside


@frozen
class Limits:
    """The bounds of a provision and those below it; `joined_by_or` where one bound of its own is enough."""

    bounds: tuple[Bound, ...]
    joined_by_or: bool
    below: tuple[Limits, ...]
    all_of: bool

    @cached_property
    def units(self) -> frozenset[str]:
        """The units of all these bounds."""
        return frozenset({b.unit for b in self.whole})

    @cached_property
    def whole(self) -> tuple[Bound, ...]:
        """All these bounds, its own first."""
        return (*self.bounds, *(bound for child in self.below for bound in child.whole))


@frozen
class Judgement:
    """`fits` False: no figure can be within the bounds; True: one is; None: nothing to say. `by` are the reasons."""

    fits: bool | None
    by: tuple[tuple[Bound, Quantity], ...] = ()


NOTHING = Judgement(None)
_FAR = NEAR | SURE
Span = tuple[int, int]

_COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq}


def limits_of(edition: Edition, code: ControlCode) -> Limits:
    """The bounds of a provision, its own first, then those of the provisions below it."""
    return _limits_of(edition, code, frozenset())


def _limits_of(edition: Edition, code: ControlCode, passed: frozenset[ControlCode]) -> Limits:
    node = edition[code]
    requirement = node.requirement if isinstance(node, Provision) else None
    thresholds = edition.thresholds(code)
    children = [n.code for n in edition.children(code) if isinstance(n, Provision) and n.status == "in force"]
    if not thresholds and not children:
        goods = _goods_of(edition, code) if code not in passed else []
        return Limits((), False, tuple(_limits_of(edition, c, passed | {code}) for c in goods), False)
    if requirement != "all":
        children = [c for c in children if edition.thresholds(c) or not _goods_of(edition, c)] or children
    below = [_limits_of(edition, c, passed | {code}) for c in children]
    return Limits(
        tuple(_bounds(code, thresholds, node.text)),
        any(t.joined == "or" for t in thresholds),
        tuple(below),
        requirement == "all",
    )


def _goods_of(edition: Edition, code: ControlCode) -> list[ControlCode]:
    """What a provision is a part of, where that is specified in its own entry: `casings for valves specified in …`."""
    named = (c for r in edition.references(code) if r.role == "specified-in" and not r.list for c in r.codes)
    return [c for c in named if c.entry == code.entry and c in edition.by_code and not _above(c, code)]


def _above(one: str, other: str) -> bool:
    return other == one or other.startswith(f"{one}.")


def _bounds(code: str, thresholds: Iterable[Threshold], text: str) -> Iterable[Bound]:
    """Neighbouring thresholds on one property are a range; `text` is that of the provision."""
    for (name, unit), group in groupby(thresholds, lambda t: (t.property, _unit_of(t))):
        held = list(group)
        known = all(t.comparison in _COMPARE for t in held)
        if unit not in LEFT_ALONE and known:
            tests = tuple((t.comparison, t.quantity.measure) for t in held)
            printed = " and ".join(f"{t.comparison} {t.quantity.printed}" for t in held)
            concept = property_key(name)
            outside = bool(_OUTSIDE.search(text[: held[0].quantity.span[0]]))
            printed = f"outside {printed}" if outside else printed
            yield Bound(code, name, unit, tests, printed, concept if concept in concepts() else "", outside)


def _unit_of(threshold: Threshold) -> str:
    """The unit of a bound; of a count, what it counts."""
    unit = _unit(threshold.quantity)
    if unit in BARE and threshold.quantity.measure >= LEAST_COUNT:
        if "axes" in threshold.property.split():
            return AXES
        counted = _LAST_WORD.search(threshold.property)
        return _count(counted[0]) if counted else unit
    return unit


AXES = "# axes"


def _count(noun: str) -> str:
    return f"# {key(noun)}" if "/" not in noun else "# output"


def _unit(quantity: Quantity) -> str:
    unit = quantity.si_unit if quantity.si_value is not None else quantity.unit
    if unit == "1" and "%" in quantity.printed:
        value = quantity.measure
        return "% pure" if PURE <= value <= 1 else "% small" if 0 < value <= SMALL else unit
    return unit


def by_unit(quantities: Iterable[Quantity], text: str = "") -> dict[str, list[Quantity]]:
    """The figures of a description (its `text`) by what unit, or what count, they can be compared in.

    >>> from controllist.language.quantities import read_quantities
    >>> sorted(by_unit(read_quantities("vijfassige frees, 30 kW"), "vijfassige frees, 30 kW"))
    ['# axes', 'W']
    """
    found: dict[str, list[Quantity]] = {}
    for match in _AXES.finditer(text):
        number = Fraction(_WRITTEN.get(match[1].casefold(), match[1]))
        found.setdefault(AXES, []).append(Quantity(number, "axes", number, "1", match[0], match.span()))
    for quantity in quantities:
        unit = _unit(quantity)
        counted = _NEXT_WORD.match(text, quantity.span[1]) if unit in BARE and not quantity.unit else None
        unit = _count(counted[1]) if counted else unit
        if unit not in LEFT_ALONE and (unit == "m" or not _TIMES.search(text, 0, quantity.span[0])):
            found.setdefault(unit, []).append(quantity)
    return found


@frozen
class _Figures:
    """The figures of a description: by unit, and the concepts of those that are named.

    `near` holds which properties of a control a figure may be of, `fitting` of which it fits a bound.
    """

    by_unit: Mapping[str, list[Quantity]]
    named: Mapping[Span, str]
    near: frozenset[tuple[str, Span]] = frozenset()
    fitting: frozenset[tuple[str, Span]] = frozenset()

    def told(self, bound: Bound) -> list[Quantity]:
        """The figures in the unit of what is bounded that bear no other name."""
        held = self.by_unit.get(bound.unit, ())
        return [q for q in held if not bound.concept or self.named.get(q.span, bound.concept) == bound.concept]

    def about(self, bound: Bound) -> list[Quantity]:
        """The figures that can be of what is bounded, here or elsewhere in the control."""
        return [q for q in self.told(bound) if (bound.property, q.span) in self.near]

    def fits_another(self, bound: Bound, span: Span) -> bool:
        """Whether a figure fits the bound of another property."""
        return any(where == span and name != bound.property for name, where in self.fitting)


_NONE: Mapping[Span, str] = {}


def judge(limits: Limits, figures: Mapping[str, list[Quantity]], named: Mapping[Span, str] = _NONE) -> Judgement:
    """Whether figures can be within the bounds of a provision; `named` are the concepts of those with a name."""
    if limits.units.isdisjoint(figures):
        return NOTHING
    read = _Figures(figures, named)
    pairs = [(b, q) for b in limits.whole if b.unit in figures for q in read.told(b)]
    near = frozenset((b.property, q.span) for b, q in pairs if b.near(q.measure))
    fitting = frozenset((b.property, q.span) for b, q in pairs if (b.property, q.span) in near and b.holds(q.measure))
    return _judged(limits, _Figures(figures, named, near, fitting))


def _judged(limits: Limits, figures: _Figures) -> Judgement:
    units = figures.by_unit
    if limits.units.isdisjoint(units):
        return NOTHING
    own = [_held_against(bound, figures) if bound.unit in units else NOTHING for bound in limits.bounds]
    first = _combined(own, any_of=limits.joined_by_or)
    if not limits.below:
        return first
    second = _combined([_judged(child, figures) for child in limits.below], any_of=not limits.all_of)
    return _combined([first, second], any_of=False) if own else second


def _combined(found: list[Judgement], *, any_of: bool) -> Judgement:
    failed: list[Judgement] = []
    fitting: list[tuple[Bound, Quantity]] = []
    for judgement in found:
        if judgement is NOTHING:
            continue
        if judgement.fits:
            fitting += judgement.by
        else:
            failed.append(judgement)
    if failed and (len(failed) == len(found) or not any_of):
        return failed[0]
    return Judgement(True, tuple(fitting)) if fitting else NOTHING


def _held_against(bound: Bound, figures: _Figures) -> Judgement:
    near = figures.about(bound)
    for quantity in near:
        if bound.holds(quantity.measure):
            return Judgement(True, ((bound, quantity),))
    against = [q for q in near if not figures.fits_another(bound, q.span)]
    return Judgement(False, ((bound, against[0]),)) if against else NOTHING
