"""Facts told in a description of goods: figures that stand beside the name of a property.

Only what is plainly told becomes a fact: a known property directly before or behind its figure, or the wavelength of a
light source everyone knows by its number. A figure without a name is left alone, since it may mean anything.

>>> [str(f) for f in facts_in("immersiescanner 193 nm, overlay 1,6 nm, numerical aperture of 1.35")]
['wavelength = 193 nm', 'overlay = 1,6 nm', 'numerical aperture = 1.35']
>>> [str(f) for f in facts_in("fibre laser, 2 kW average output power, 50 kg")]
['average output power = 2 kW']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from controllist.assessing.facts import Fact, Facts, concepts, read_fact, words_of
from controllist.errors import MisuseError
from controllist.language import Quantity
from controllist.language.quantities import read_quantities
from controllist.language.units import NO_UNIT, find_unit

# Lamp and laser lines of lithography and of common lasers, in nm: the number names the light source.
_LINES = frozenset({"13.5", "157", "193", "248", "365", "405", "436", "532", "1030", "1053", "1064", "1550", "10600"})
_LIGHT = re.compile(
    r"\b(?:scanner|stepper|lithograph|lithograf|laser|duv|euv|immersi|arf|krf|excimer|light|licht|lumière)",
    re.IGNORECASE,
)
_LONGEST_NAME = 6


def facts_in(text: str, quantities: Iterable[Quantity] | None = None) -> tuple[Fact, ...]:
    """The facts a description tells, each property once; a property told twice with two values is left out.

    `quantities` are those of the text, where they have been read.
    """
    # Past the cache: descriptions come by the hundred thousand, and hardly one comes twice.
    return facts_of(named_in(text, read_quantities.__wrapped__(text) if quantities is None else quantities))


def named_in(text: str, quantities: Iterable[Quantity]) -> list[tuple[Quantity, str]]:
    """The quantities of a text that stand beside the name of a property, each with that name.

    >>> [(q.printed, name) for q, name in named_in("overlay 1.6 nm, 50 kg", read_quantities("overlay 1.6 nm, 50 kg"))]
    [('1.6 nm', 'overlay')]
    """
    found: list[tuple[Quantity, str]] = []
    for quantity in quantities:
        if not quantity.alternative:
            name = _name_before(text, quantity) or _name_behind(text, quantity) or _line(text, quantity)
            if name is not None:
                found.append((quantity, name))
    return found


def facts_of(named: Iterable[tuple[Quantity, str]]) -> tuple[Fact, ...]:
    """The facts that named quantities tell, each property once; one told twice with two values is left out."""
    found: dict[str, Fact | None] = {}
    for quantity, name in named:
        fact = read_fact(name, quantity.printed)
        if fact.figure is None or not _fits(fact):
            continue
        known = found.get(fact.key, fact)
        found[fact.key] = fact if known is not None and known.says(fact) else None
    return tuple(f for f in found.values() if f is not None)


def with_described(facts: Facts, text: str) -> Facts:
    """These facts, and of those a description tells the ones they say nothing of: what was told apart comes first.

    >>> [str(f) for f in with_described(Facts.of({"NA": "1.35"}), "scanner, NA 0.93, overlay 1.6 nm")]
    ['NA = 1.35', 'overlay = 1.6 nm']
    """
    return Facts.gathered([*facts, *(f for f in facts_in(text) if facts.get(f.key) is None)])


@cache
def _names() -> dict[tuple[str, ...], str]:
    """Every name of a measured property, by its words."""
    return {
        words_of(name): name
        for concept in concepts().values()
        if not concept.in_words
        for name in concept.names
        if len(name) > 1
    }


def _name_before(text: str, quantity: Quantity) -> str | None:
    """The longest known name that ends where the quantity begins, joining words apart."""
    before = re.split(r"[,;()]", text[: quantity.span[0]])[-1]
    stripped = re.sub(r"[\s:=~≈]+$|\b(?:of|is|van|von|de|ist|est|up to|tot|bis|max\.?|ca\.?)\s*$", "", before)
    stripped = re.sub(r"[\s:=~≈]+$|\b(?:of|is|van|von|de|ist|est|up to|tot|bis|max\.?|ca\.?)\s*$", "", stripped)
    pieces = stripped.split()
    for length in range(min(_LONGEST_NAME, len(pieces)), 0, -1):
        name = " ".join(pieces[-length:])
        if words_of(name) in _names():
            return name
    return None


def _name_behind(text: str, quantity: Quantity) -> str | None:
    """The longest known name right behind the quantity: `2 kW average output power`."""
    behind = re.split(r"[,;()]", text[quantity.span[1] :])[0].split()
    for length in range(min(_LONGEST_NAME, len(behind)), 0, -1):
        name = " ".join(behind[:length])
        if words_of(name) in _names():
            return name
    return None


def _line(text: str, quantity: Quantity) -> str | None:
    """The wavelength, where a bare length is a well-known line and the text speaks of light."""
    if quantity.si_unit != "m" or quantity.si_value is None or not _LIGHT.search(text):
        return None
    return "wavelength" if quantity.si_value in _wavelengths() else None


@cache
def _wavelengths() -> frozenset[Fraction]:
    """The well-known lines in metres."""
    return frozenset(Fraction(line) / 10**9 for line in _LINES)


def _fits(fact: Fact) -> bool:
    """Whether the unit is of the kind its property has."""
    try:
        unit = find_unit(concepts()[fact.key].unit) if concepts()[fact.key].unit else NO_UNIT
    except MisuseError:
        return False
    return fact.unit.is_like(unit)
