"""Units: what a symbol in a text stands for, and its exact factor to SI.

The table is `units.toml`, plain data. A unit of one word is looked up there; what a text multiplies or divides
(`W/cm²`, `kg/kWh`, `degrees per root hour`) is put together from the table, so it needs no line of its own. All
factors are fractions, so that conversion there and back gives the number again.

>>> unit = find_unit("mm²")
>>> unit.symbol, unit.si, unit.factor
('mm²', 'm²', Fraction(1, 1000000))
>>> find_unit("°C").to_si(Fraction(125))
Fraction(7963, 20)
"""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import cache
from math import isqrt
from typing import Any

from attrs import evolve, frozen

from controllist.errors import MisuseError
from controllist.packaged import packaged

Dimension = tuple[tuple[str, Fraction], ...]
"""Base units with their exponents, sorted: `(("m", 1), ("s", -2))`."""

PI = Fraction("3.14159265358979323846264338327950288419716939937510")

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@frozen
class Unit:
    """A unit: `value × factor + offset` is the value in `si`; `si` is empty where SI has no counterpart.

    `name` is the kind of quantity (length, pressure); two units can be converted if `name` or, for those put together,
    `dimension` is the same. `ahead` is true for units that stand before their number (`DN 50`).
    """

    symbol: str
    factor: Fraction
    si: str
    dimension: Dimension
    name: str
    offset: Fraction = Fraction(0)
    ahead: bool = False

    def is_like(self, other: Unit) -> bool:
        """Whether values of the two can be compared.

        >>> find_unit("N/mm²").is_like(find_unit("MPa")), find_unit("J").is_like(find_unit("Nm"))
        (True, False)
        """
        return self.si == other.si if self.si or other.si else self.name == other.name

    def to_si(self, value: Fraction) -> Fraction:
        return value * self.factor + self.offset

    def from_si(self, value: Fraction) -> Fraction:
        return (value - self.offset) / self.factor

    @property
    def difference(self) -> Unit:
        """The unit for a difference: a tolerance of 2 °C is 2 K, not 275.15 K."""
        return evolve(self, offset=Fraction(0)) if self.offset else self


NO_UNIT = Unit("", Fraction(1), "1", (), "count")


_RUNS_ON = re.compile(r"[^\W\d_¹²³⁴]|['’][a-z]")
"""What makes a spelling the beginning of a longer word."""


@frozen
class UnitTable:
    """All spellings with their units, and what finds the longest of them at a place."""

    units: dict[str, Unit]
    ahead: dict[str, Unit]
    written: dict[Dimension, tuple[str, str]]
    """Symbol and kind of the SI unit for a dimension."""
    spelled: frozenset[str]
    """SI units made of others, as they are written: `J/kg` stays apart from Gy, `J/m³` from Pa."""
    by_opening: dict[str, tuple[str, ...]]
    """The spellings that may stand where a text goes on with these two letters, or with this one and another than
    any of them, the longest first: as one expression a thousand take 0.1 s to compile."""
    ahead_atom: re.Pattern[str]

    def longest(self, text: str, at: int) -> str | None:
        """The longest spelling at a place that does not run on into a longer word."""
        opening = text[at : at + 2]
        for spelling in self.by_opening.get(opening) or self.by_opening.get(opening[:1], ()):
            if text.startswith(spelling, at) and not (
                spelling[-1].isalpha() and _RUNS_ON.match(text, at + len(spelling))
            ):
                return spelling
        return None


def find_unit(text: str) -> Unit:
    """The unit a whole text names; raises `MisuseError` where it names none.

    >>> find_unit("degrees per hour").si, find_unit("nT per square root Hz").si
    ('rad/s', 'T/Hz^0.5')
    >>> find_unit("furlong")
    Traceback (most recent call last):
        ...
    controllist.errors.MisuseError: expected a unit such as nm, W/cm² or °C, found 'furlong'
    """
    unit = known_unit(text)
    if unit is None:
        raise MisuseError(f"expected a unit such as nm, W/cm² or °C, found {text!r}", text=text)
    return unit


def known_unit(text: str) -> Unit | None:
    """The unit a whole text names, None where it names none."""
    cleaned = text.strip()
    if not cleaned or cleaned in unit_table().ahead:
        return unit_table().ahead.get(cleaned, NO_UNIT)
    read = read_unit(cleaned, 0)
    return read[0] if read and read[1] == len(cleaned) else None


# --- a unit inside a text ---

_POWER = re.compile(
    r"""
      \^ (?P<opened> \( )? (?P<caret> [-−–]? [0-9](?:\.5)? ) (?(opened) \) )   # m^2, s^-1, s^0.5, m^(2)
    | (?P<super> ⁻? [¹²³⁴] )                            # m², cm⁻¹
    | (?P<bare> [23] ) (?! [\d.,]*\d )                   # cm3, m2: only behind a length
    | (?P<negative> -[12] ) (?! [\d.,]*\d )              # kg N-1 h-1
    """,
    re.VERBOSE,
)
_ROOT = re.compile(r"(?:square )?root (?:of )?|√ ?")
_WORD_POWER = re.compile(r"(?P<power>square|cubic|vierkante|kubieke) ")
_TIMES = re.compile(r" ?[·•⋅*] ?|-(?=[A-Za-zΩ])| (?=(?:cm|m|metre|mrad|mm/kg)\b)")
_AGAIN = re.compile(r" (?=[A-Za-z]+(?:-[12]|⁻[¹²³])(?![\d.,]))")
_OVER = re.compile(r" ?/ ?(?=[A-Za-zΩµμ°√])| per (?=[A-Za-zµμ°√])")
_PASS_OVER = re.compile(r" ?(?:rms|RMS)(?= per | ?/)| ?\((?:rms|silicon|radians|Si)\)(?= per | ?/ ?)")
_LENGTHS = frozenset({"m", "cm", "mm", "µm", "μm", "nm", "km", "dm", "inch"})


def read_unit(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit that begins at a place, as long as possible, and where it ends; None where none begins.

    >>> read_unit("5 kW/cm² or more", 2)[1]
    8
    >>> read_unit("3 Amperes", 2) is None
    True
    """
    first = _read_factor(text, at + 1) if text.startswith("/", at) else _read_factor(text, at)
    if first is not None and text.startswith("/", at):
        made = _multiply(NO_UNIT, first[0], -1, "/" + first[0].symbol)
        first = (made, first[1]) if made else None
    if first is None:
        return None
    unit, end = first
    while True:
        step = _read_step(text, unit, end)
        if step is None:
            return unit, end
        unit, end = step


def _read_step(text: str, unit: Unit, end: int) -> tuple[Unit, int] | None:
    """One more factor of a product or quotient."""
    skipped = _PASS_OVER.match(text, end)
    start = skipped.end() if skipped else end
    sign = _OVER.match(text, start)
    sense = -1
    if sign is None:
        sign, sense = (_AGAIN.match(text, end), 1)
        if sign is None:
            sign = _TIMES.match(text, end)
            if sign is None or (sign[0] == " " and not unit.symbol.startswith(("ohm", "Ω", "mm", "g"))):
                return None
            if sign[0] == "-" and not unit.symbol.startswith(("ohm", "Ω", "N", "mm")):
                return None
    following = _read_factor(text, sign.end())
    if following is None or following[0].offset:
        return None
    if sense < 0 and following[0].name == "count":  # "per pulse" is a condition
        return None
    symbol = text[end : following[1]].replace(" per ", "/")
    made = _multiply(unit, following[0], sense, _tidy(unit.symbol + symbol))
    return (made, following[1]) if made else None


def _read_factor(text: str, at: int) -> tuple[Unit, int] | None:
    """`mm²`, `square metre`, `root hour`: one unit with its exponent."""
    root = _ROOT.match(text, at)
    word = _WORD_POWER.match(text, at)
    start = root.end() if root else word.end() if word else at
    table = unit_table()
    spelling = table.longest(text, start)
    if spelling is None:
        return None
    unit, end = table.units[spelling], start + len(spelling)
    if root:
        made = _power(unit, Fraction(1, 2), _tidy(text[at:end]))
        return (made, end) if made else None
    if word:
        made = _power(unit, Fraction(2 if word["power"] in ("square", "vierkante") else 3), _tidy(text[at:end]))
        return (made, end) if made else None
    power = _POWER.match(text, end)
    if power and not (power["bare"] and spelling not in _LENGTHS):
        digits = power["caret"] or (power["super"] or "").translate(_SUPERSCRIPT) or power["bare"] or power["negative"]
        exponent = Fraction(digits.replace("−", "-").replace("–", "-"))
        made = _power(unit, exponent, unit.symbol + _raised(exponent))
        if made:
            unit, end = made, power.end()
    elif spelling != unit.symbol:
        unit = evolve(unit, symbol=_tidy(spelling))
    return unit, end


def _tidy(symbol: str) -> str:
    return re.sub(r"\^(-?[0-9])(?![\d.])", lambda m: m[1].translate(_RAISED), symbol.replace("μ", "µ").strip())


def _raised(exponent: Fraction) -> str:
    return str(exponent).translate(_RAISED) if exponent.denominator == 1 else f"^{float(exponent):g}"


def _power(unit: Unit, exponent: Fraction, symbol: str) -> Unit | None:
    """None where the unit has no power: a level, or a root of a factor that is no square."""
    if not unit.si or unit.offset:
        return None
    factor: Fraction | None
    if exponent.denominator == 1:
        factor = unit.factor**exponent.numerator
    else:
        factor = _root(unit.factor)
        factor = factor if factor is None else factor**exponent.numerator
    if factor is None:
        return None
    dimension = tuple((base, power * exponent) for base, power in unit.dimension)
    si, name = _written(dimension, unit.si + _raised(exponent))
    return Unit(symbol, factor, si, dimension, name)


def _root(value: Fraction) -> Fraction | None:
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(above, below) if above**2 == value.numerator and below**2 == value.denominator else None


def _multiply(one: Unit, other: Unit, sense: int, symbol: str) -> Unit | None:
    if not one.si or not other.si or one.offset:
        return None
    powers = dict(one.dimension)
    for base, power in other.dimension:
        powers[base] = powers.get(base, Fraction(0)) + sense * power
    dimension = tuple(sorted((b, p) for b, p in powers.items() if p))
    if one.si == "1":
        expression = other.si if sense > 0 else f"{other.si}⁻¹"
    else:
        expression = one.si + ("·" if sense > 0 else "/") + other.si
    si, name = _written(dimension, expression)
    return Unit(symbol, one.factor * other.factor**sense, si, dimension, name)


def _written(dimension: Dimension, expression: str) -> tuple[str, str]:
    """How the SI unit of a dimension is written, and its kind; `expression` is what the text itself builds."""
    if not dimension:
        return "1", "fraction"
    known = unit_table().written.get(dimension)
    if expression in unit_table().spelled:
        return (expression, known[1] if known and known[0] == expression else expression)
    if known:
        return known
    plain = "·".join(base + ("" if power == 1 else _raised(power)) for base, power in dimension)
    return plain, plain


# --- the table ---


@cache
def unit_table() -> UnitTable:
    """The units of `units.toml`, read once."""
    data = tomllib.loads(packaged(__package__, "units.toml"))
    prefixes = {symbol: (Fraction(factor), word) for symbol, (factor, word) in data["prefixes"].items()}
    units: dict[str, Unit] = {}
    ahead: dict[str, Unit] = {}
    written: dict[Dimension, tuple[str, str]] = {}
    for row in data["dimension"]:
        dimension = _base(row.get("base", row["name"].replace(" ", "-")))
        if row["si"] not in ("", "1"):
            written.setdefault(dimension, (row["si"], row["name"]))
        for unit, spellings in _rows(row, dimension, prefixes):
            target = ahead if unit.ahead else units
            for spelling in (unit.symbol, *spellings):
                target.setdefault(spelling, unit)
    spelled = frozenset(data["names"]["written"])
    table = UnitTable(units, ahead, written, spelled, _by_opening(units), _alternatives(ahead))
    for expression in data["names"]["written"]:
        dimension = _dimension_of(expression, table)
        written.setdefault(dimension, (expression, expression))
    return table


def _base(text: str) -> Dimension:
    if text == "1":
        return ()
    parts = [part.partition("^") for part in text.split(" ")]
    return tuple(sorted((base, Fraction(power or "1")) for base, _, power in parts))


def _rows(
    row: dict[str, Any], dimension: Dimension, prefixes: dict[str, tuple[Fraction, str]]
) -> list[tuple[Unit, list[str]]]:
    found: list[tuple[Unit, list[str]]] = []
    prefixed = row.get("prefixed", "").split()
    for line in row["units"]:
        symbol, _, rest = line.partition(" = ")
        numbers, _, names = rest.rpartition(":")
        factor, _, offset = numbers.partition(" + ")
        spellings = [name.strip() for name in names.split(", ") if name.strip()]
        unit = Unit(
            symbol, _number(factor), row["si"], dimension, row["name"], _number(offset or "0"), row.get("ahead", False)
        )
        found.append((unit, spellings))
        if symbol not in prefixed:
            continue
        for prefix in row["prefixes"].split():
            scale, word = prefixes[prefix]
            bigger = evolve(unit, symbol=prefix + symbol, factor=unit.factor * scale)
            again = [word + s for s in spellings if s.islower() and s.isalpha()]
            again += [word + " g"] if symbol == "g_n" else []  # "micro g"
            if prefix == "µ":  # the Greek letter beside the micro sign, and the u people type
                again += ["μ" + symbol, "u" + symbol] + ["µ" + s for s in spellings if s.islower()]
            found.append((bigger, again))
    return found


def _number(text: str) -> Fraction:
    text = text.strip()
    if text.startswith("π/"):
        return PI / Fraction(text[2:])
    return Fraction(text)


def _by_opening(units: dict[str, Unit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    spellings = sorted(filter(None, units), key=len, reverse=True)
    for spelling in spellings:
        found.setdefault(spelling[:2], []).append(spelling)
    for alone in (s for s in spellings if len(s) == 1):
        for opening, longer in found.items():
            if len(opening) == 2 and opening[0] == alone:
                longer.append(alone)
    return {opening: tuple(ones) for opening, ones in found.items()}


def _alternatives(units: dict[str, Unit]) -> re.Pattern[str]:
    """Any spelling, the longest first, not running into a longer word."""
    spellings = sorted(units, key=len, reverse=True)
    inner = "|".join(_spelling(s) for s in spellings)
    return re.compile(rf"(?:{inner})")


def _spelling(spelling: str) -> str:
    """A spelling that ends in a letter must not run on: the m of `metal` is no metre; raised digits may follow."""
    return re.escape(spelling) + (f"(?!{_RUNS_ON.pattern})" if spelling[-1].isalpha() else "")


def _dimension_of(expression: str, table: UnitTable) -> Dimension:
    """The dimension of an SI expression such as `W/m²` or `T/Hz^0.5`."""
    powers: dict[str, Fraction] = {}
    sense = 1
    for piece in re.split(r"([/·])", expression):
        if piece in "/·":
            sense = -1 if piece == "/" else 1
            continue
        base, _, caret = piece.translate(_SUPERSCRIPT).partition("^")
        digits = re.search(r"-?\d+$", base)
        exponent = Fraction(caret or (digits[0] if digits else "1"))
        symbol = base[: digits.start()] if digits else base
        for name, power in table.units[symbol].dimension:
            powers[name] = powers.get(name, Fraction(0)) + sense * exponent * power
    return tuple(sorted((b, p) for b, p in powers.items() if p))
