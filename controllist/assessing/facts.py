"""Facts about a product: a name and a figure with its unit, a yes or no, or words.

A figure may be a range (`1.4–1.7 nm`), carry an uncertainty (`1.5 ± 0.1 nm`) or know one side only (`> 5 kW`).
Figures are exact fractions in SI, so that the unit a fact is told in is irrelevant. Two different values for one
property are an error; order never matters.

>>> facts = Facts.of([("wavelength", "193 nm"), ("overlay", "1,6nm"), ("made in Veldhoven", "yes")])
>>> [f.printed for f in facts]
['193 nm', '1,6nm', 'yes']
>>> Facts.of([("NA", "1.35"), ("numerical aperture", "0.93")])
Traceback (most recent call last):
    ...
controllist.errors.MisuseError: expected one value for numerical aperture, found 0.93 and 1.35 (NA)

Names of properties: which names mean the same figure, in four languages, and how names are compared.

`properties.toml` holds the concepts. A name that no concept has is compared by its words, so that a fact can be given
under the very words of a provision.

>>> property_key("NA") == property_key("maximum numerical aperture"), property_key("peak") == property_key("average")
(True, False)
>>> property_key("'Pulse transition times'")
'pulse transition time'
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from attrs import evolve, field, frozen

from controllist.assessing.logic import Interval
from controllist.codes import parse_code
from controllist.errors import CodeError, MisuseError, SourceError
from controllist.language import Comparison, Quantity
from controllist.language.quantities import parse_quantity
from controllist.language.units import NO_UNIT, Unit, find_unit, known_unit
from controllist.language.words import SIGNS, language, languages, level
from controllist.normalize import caret_exponents, fold
from controllist.packaged import packaged

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)?")
_FILLERS = frozenset({"the", "a", "an", "of", "its", "de", "het", "een", "van", "der", "die", "das", "des", "le", "la"})


@frozen
class Concept:
    """One property with its names; `unit` is of the right kind, `in_words` where it is told in words."""

    slug: str
    unit: str
    names: tuple[str, ...]
    in_words: bool = False
    formula: str = ""
    """How the law computes it from others, in SI units."""
    shown: str = ""
    source: str = ""


@cache
def concepts() -> dict[str, Concept]:
    """All concepts by slug, in the order of the file."""
    data = tomllib.loads(packaged(__package__, "properties.toml"))
    return {
        slug: Concept(
            slug,
            row.get("unit", ""),
            tuple(name for language in ("en", "nl", "de", "fr") for name in row.get(language, ())),
            row.get("answers") == "words",
            formula := row.get("formula", ""),
            row.get("shown", formula.replace("-", " ")),
            row.get("source", ""),
        )
        for slug, row in data.items()
    }


@cache
def _slugs() -> dict[str, str]:
    return {_spelled(name): slug for slug, concept in concepts().items() for name in (slug, *concept.names)}


@lru_cache(maxsize=20_000)
def property_key(name: str) -> str:
    """What a name is compared by: the slug of its concept, or its words without case, quotes and plural.

    >>> property_key("golflengte"), property_key("number of axes")
    ('wavelength', 'number axis')
    """
    spelled = _spelled(name)
    return _slugs().get(spelled, spelled)


@lru_cache(maxsize=4_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case, plural and fillers, in order.

    >>> words_of('"Lasers" of the optical bench')
    ('laser', 'optical', 'bench')
    """
    return tuple(_singular(w) for w in _WORD.findall(fold(text).casefold()) if w not in _FILLERS)


def _spelled(name: str) -> str:
    return " ".join(words_of(name))


def _singular(word: str) -> str:
    """English plurals only, and only safe ones: `lens`, `gas` and `glass` stay."""
    if word == "axes":
        return "axis"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "suia" and word != "lens":
        return word[:-1]
    return word


YES = frozenset({"yes", "y", "true", "ja", "j", "oui", "o", "wahr", "vrai", "waar"})
NO = frozenset({"no", "n", "false", "nee", "nein", "non", "faux", "falsch", "onwaar"})

_SIGN = re.compile(r"(≤|≥|<=|>=|<|>) ?")
_CONDITION = re.compile(r" (?=(?:at|bei|bij|under|measured) .)", re.IGNORECASE)
_JOINT = re.compile(r" ?(?:(?P<tolerance>±|\+/-|\+-)|–|…|\.\.| to |(?<=\w)-(?=\d)| - ) ?", re.IGNORECASE)
_BEGINS_IN_WORDS = re.compile(r"[^\W\d]+\b")
_ENDS_IN_WORDS = re.compile(r" [^\W\d]{1,4} [^\W\d]{2,}$")
_HUGE = re.compile(r"(?:\^|[eE])[-+−–]?\d{4,}")
"""A power of ten with four digits or more: nothing measured has one, and to compute it takes seconds."""
_LONGEST = 200
"""Characters of a figure; what is longer is told in words."""


@frozen
class Fact:
    """One thing known of a product.

    `figure` holds values in SI (of `unit`), `answer` a yes or no, and one of the two is None; both are None where
    `printed` is told in words. `condition` is what a figure was measured under, as `at 20 °C`.
    """

    name: str
    printed: str
    figure: Interval | None = None
    unit: Unit = NO_UNIT
    answer: bool | None = None
    condition: str = ""
    key: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "key", _key(self.name))

    def __str__(self) -> str:
        return f"{self.name} = {self.printed}"

    def figure_for(self, quantity: Quantity) -> Interval | None:
        """The figure on the scale of a quantity of the law; None where it is of another kind.

        A bare number is never taken for a per cent. A symbol that means two things, such as g for gram and for the
        acceleration of gravity, means what the law means by it.
        """
        if self.figure is None:
            return None
        there = known_unit(quantity.unit)
        if there is not None and not self.unit.symbol and there.symbol and there.factor != 1:
            return None
        if quantity.si_unit and self.unit.si == quantity.si_unit:
            return self.figure
        if quantity.si_value is not None and quantity.value and self.unit.symbol == quantity.unit:
            scale = quantity.si_value / quantity.value
            return self.figure.mapped(lambda x: self.unit.from_si(x) * scale)
        if quantity.si_unit or there is None or not self.unit.is_like(there):
            return None
        return self.figure

    def says(self, other: Fact) -> bool:
        """Whether both tell the same value: `yes` and `ja` do."""
        return self._value == other._value

    @property
    def _value(self) -> tuple[object, object]:
        if self.figure is not None:
            return self.figure, self.unit.si
        return self.answer, fold(self.printed).casefold() if self.answer is None else ""


_PLACE = re.compile(r"(?P<code>(?:\d ?[A-Ea-e] ?\d{3}|[Mm][Ll] ?\d|[A-Z]{3,4}(?=[.#]|$))[^:]*?)(?: ?: ?(?P<name>.+))?")


def _key(name: str) -> str:
    """What a name is compared by: a code as the list spells it, else the property it names.

    >>> _key("3b501f1b"), _key("NA"), _key("3A001.a.5: Sample rates")
    ('3B501.f.1.b', 'numerical-aperture', '3A001.a.5: sample-rate')
    """
    place = _PLACE.fullmatch(name)
    if place is not None:
        try:
            code = str(parse_code(place["code"]))
        except CodeError:
            return property_key(name)
        return f"{code}: {property_key(place['name'])}" if place["name"] else code
    return property_key(name)


@frozen
class Facts:
    """What is known of one product. Build it with `Facts.of`."""

    by_key: Mapping[str, Fact] = field(factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str | bool | int | float]] | Mapping[str, str]) -> Facts:
        """Facts from names and values; raises `MisuseError` for an empty value, or two for one property."""
        items = pairs.items() if isinstance(pairs, Mapping) else pairs
        return cls.gathered(read_fact(name, value) for name, value in items)

    @classmethod
    def gathered(cls, facts: Iterable[Fact]) -> Facts:
        found: dict[str, Fact] = {}
        for fact in facts:
            known = found.setdefault(fact.key, fact)
            if not known.says(fact):
                raise two_values(known, fact)
        return cls(found)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.by_key.values())

    def __len__(self) -> int:
        return len(self.by_key)

    def get(self, key: str) -> Fact | None:
        """The fact with this property key."""
        return self.by_key.get(key)

    def with_fact(self, fact: Fact) -> Facts:
        """These facts and one more."""
        return Facts.gathered([*self, fact])


def two_values(one: Fact, other: Fact) -> MisuseError:
    """The error for two values of one property, the same whichever came first."""
    first, second = sorted((one, other), key=lambda f: (f.printed, f.name))
    concept = concepts().get(one.key)
    name = concept.names[0] if concept else one.name
    told = [f.printed if f.name == name else f"{f.printed} ({f.name})" for f in (first, second)]
    template = "expected one value for {property}, found {first} and {second}"
    return MisuseError(template, property=name, first=told[0], second=told[1])


def read_fact(name: str, value: str | bool | int | float) -> Fact:
    """The fact of a name and a value as people write them.

    >>> fact = read_fact("overlay", "1.4–1.7 nm")
    >>> fact.figure.low, fact.figure.high, fact.unit.symbol
    (Fraction(7, 5000000000), Fraction(17, 10000000000), 'nm')
    >>> read_fact("specially designed for EUV", "ja").answer
    True
    >>> read_fact("sample rate", "5 furlong").figure is None
    True
    """
    if isinstance(value, bool):
        return Fact(_named(name), "yes" if value else "no", answer=value)
    text = str(value).strip()
    if not text:
        raise MisuseError("expected a value for {property}, found none", property=name)
    lowered = text.casefold()
    if lowered in YES or lowered in NO:
        return Fact(_named(name), text, answer=lowered in YES)
    figure = _read_figure(text)
    if figure is None:
        return Fact(_named(name), text)
    interval, unit, condition = figure
    return Fact(_named(name), text, figure=interval, unit=unit, condition=condition)


def _named(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise MisuseError("expected a name before the value, found none")
    return cleaned


@lru_cache(maxsize=4096)
def _read_figure(text: str) -> tuple[Interval, Unit, str] | None:
    """The values in SI, the unit and the condition; None where the text is no figure with a known unit."""
    if len(text) > _LONGEST or _HUGE.search(caret_exponents(text)):
        return None
    head, *condition = _CONDITION.split(level(text), maxsplit=1)
    comparison, figure = _side(head)
    found = _point(figure) or (_range(figure) if comparison == "=" else None)
    if found is None:
        return None
    interval, unit = found
    if comparison[0] == "<":
        interval = evolve(interval, low=None, high_open=comparison == "<")
    elif comparison[0] == ">":
        interval = evolve(interval, high=None, low_open=comparison == ">")
    return interval, unit, "".join(condition).strip()


def _side(text: str) -> tuple[Comparison, str]:
    """On which side of a figure the values lie, by its sign or words, and the figure.

    >>> _side("≤ 5 kW"), _side("minstens 5 kW"), _side("5 kW oder mehr"), _side("DN 40")
    (('<=', '5 kW'), ('>=', '5 kW'), ('>=', '5 kW'), ('=', 'DN 40'))
    """
    if sign := _SIGN.match(text):
        return SIGNS[sign[1]], text[sign.end() :]
    if (_BEGINS_IN_WORDS.match(text) or _ENDS_IN_WORDS.search(text)) and any(c.isdecimal() for c in text):
        return next((side for name in languages() if (side := language(name).one_sided(text))), ("=", text))
    return "=", text


def _quantity(text: str) -> Quantity | None:
    try:
        return parse_quantity(text)
    except MisuseError:
        return None


def _point(text: str) -> tuple[Interval, Unit] | None:
    quantity = _quantity(text)
    return (Interval.point(quantity.measure), find_unit(quantity.unit)) if quantity else None


def _range(text: str) -> tuple[Interval, Unit] | None:
    """Two figures with one unit, which may stand behind one of them: `1.4–1.7 nm`, `3 GHz to 5 GHz`, `20 ± 3 °C`."""
    for joint in _JOINT.finditer(text):
        first, second = _quantity(text[: joint.start()]), _quantity(text[joint.end() :])
        if first is None or second is None or (first.unit != second.unit and first.unit and second.unit):
            continue
        unit = find_unit(first.unit or second.unit)
        low, high = first.value, second.value
        if joint["tolerance"]:
            low, high = first.value - abs(high), first.value + abs(high)
        return (Interval(low, high).mapped(unit.to_si), unit) if low <= high else None
    return None


def read_facts_file(text: str, name: str) -> Facts:
    """Facts from a TOML or JSON document: one table of names and values, lists and tables inside it are no facts.

    Raises `SourceError` where the document cannot be read, `MisuseError` where a value is no fact.

    >>> len(read_facts_file('wavelength = "193 nm"\\n"electrostatic chuck" = true', "scanner.toml"))
    2
    """
    try:
        # parse_float=str keeps the digits a person wrote: 1.6 is 8/5, not the float nearest to it.
        data = json.loads(text, parse_float=str) if text.lstrip()[:1] in "{[" else tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            "expected facts as TOML or JSON in {file}, found something else ({reason})", file=name, reason=str(error)
        ) from None
    table = data.get("facts", data) if isinstance(data, dict) else data
    if not isinstance(table, dict):
        raise SourceError("expected names and values in {file}, found a {type}", file=name, type=type(table).__name__)
    for key, value in table.items():
        if not isinstance(value, str | bool | int):
            raise MisuseError(
                "expected a value for {property} in {file}, found a {type}",
                property=key,
                file=name,
                type=type(value).__name__,
            )
    return Facts.of(list(table.items()))


def read_setting(text: str) -> tuple[str, str]:
    """`NAME=VALUE` of the command line; the last sign of equality that leaves a name parts them.

    >>> read_setting("wavelength = 193 nm")
    ('wavelength', '193 nm')
    """
    name, mark, value = text.partition("=")
    if not mark or not name.strip() or not value.strip():
        raise MisuseError("expected NAME=VALUE such as wavelength=193nm, found {found!r}", found=text)
    return name.strip(), value.strip()
