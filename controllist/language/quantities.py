"""Quantities: the figures of a text with their units, exactly, and as a person would write them.

Official texts write `2,5 × 10^6 N/m^2`, `- 268,65 °C` and `1 750 nm`, our digest `2.5×10⁶ N/m²`, `−268.65 °C` and
`1750 nm`, users `1,6nm`, `DN50` or `5-axis`; all of these are read here. What is a name is left out: codes, standards,
chemicals, dates (`names`). A figure is never a float.

>>> [(str(q.value), q.unit, str(q.si_value), q.si_unit) for q in read_quantities("above 958 K (685 °C), 100:1")]
[('958', 'K', '958', 'K'), ('685', '°C', '19163/20', 'K'), ('100', '', '100', '1')]
>>> parse_quantity("1,6nm").si_value == parse_quantity("1.6×10⁻⁹ m").si_value
True
"""

from __future__ import annotations

import re
from bisect import bisect_right
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import log10

from attrs import evolve, frozen

from controllist.errors import MisuseError
from controllist.language import Quantity
from controllist.language.names import read_names
from controllist.language.units import NO_UNIT, Unit, find_unit, known_unit, read_unit, unit_table
from controllist.language.words import Language, language, level

_NUMBER = re.compile(
    r"""
    (?P<tolerance> ± \s? | \+/- \s? | \+\s?or\s?-\s? | plus\sor\sminus\s )?
    (?P<sign> [-−–+] \s? )?
    (?: (?P<over> \d+ / \d+ (?! [\d/] ) | [¼½¾] )
      | (?P<digits> \d{1,3} (?: [ ] \d{3} )+ (?! \d ) | \d+ ) (?P<decimals> (?: [.,] \d+ )+ )?
        (?: \s? [×xX·*] \s? 10 (?: \^ \(? (?P<caret> [-–−+]? \d+ ) \)? | (?P<raised> [⁻⁺]? [⁰¹²³⁴⁵⁶⁷⁸⁹]+ ) )
          | (?<=10) (?: \^ \(? (?P<caret10> [-–−+]? \d+ ) \)? | (?P<raised10> [⁻⁺]? [⁰¹²³⁴⁵⁶⁷⁸⁹]+ ) )
          | [eE] (?P<e> [-+]? \d{1,3} ) (?! \w )
        )?
    )
    """,
    re.VERBOSE,
)
_DIGIT = re.compile(r"[\d¼½¾]")
_LONGEST_SIGN = 16
"""Characters before the first digit of a figure: `plus or minus −`."""
_LONGEST = 200
"""Characters of a figure: no law has a longer one, and to compute with a million digits would take for ever."""
_HIGHEST = 999
"""The highest power of ten, for the same reason."""
_ROUNDING = Fraction(1, 20)
"""How far a figure in brackets may lie from the one it says again, as a share of it."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_VULGAR = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
_RATIO = re.compile(r"\s?:\s?(\d+(?:[.,]\d+)?)(?!\d|[.:,]\d)")
_PARTS = re.compile(r"parts?(?: \w+)? (?:in|to) (\d+(?: \d{3})*)(?!\d)(?: parts)?")
_OF_THEM = re.compile(
    r"(?:\s+or more|\s+or both)?\s+(?:of (?:the following|these|them|those|their|its)|of:)", re.IGNORECASE
)
_GRAVITY = re.compile(
    r"(?:accelerat|vibration|shock|\bbias\b|[Bb]eschleunigung|zrychlení|versnelling|man(?:oeuvr|euver)|g-load)[^;]*$"
)
_GRAVITY_BEHIND = re.compile(r"\s*(?:rms|or more rms|(?:\w+ )?acceleration|\((?:i\.e\.,? )?[\d.,]+ m/s)")
_AS_ACCELERATION = {"g": "g_n", "mg": "mg_n", "µg": "µg_n"}
_QUOTED_UNIT = re.compile(r"[\"'‘](?:effective gr|active pix|MacTOPS)")
_LINK = re.compile(r"\s?[<>≤≥]=?\s?$")
_IN_BRACKETS = re.compile(r"\s?\((?:approx\. |approximately |about |i\.e\.,? )?")


@lru_cache(maxsize=30_000)
def read_quantities(text: str, language_name: str = "en") -> tuple[Quantity, ...]:
    """All figures of a text in its order; `language_name` decides on decimal signs and spelled numbers.

    A spelled number counts where a comparator or a unit stands beside it ("two or more", "three axes"). The second
    figure of "958 K (685 °C)" is an `alternative`. In "75 to 650 mm" both figures are millimetres.

    >>> [q.printed for q in read_quantities("at least two vacuum chambers for 300 mm, ISO 10110, 3B001.f.1")]
    ['two', '300 mm']
    """
    words = language(language_name)
    levelled = level(text)
    found = _Reader(levelled, words).quantities()
    return tuple(_with_alternatives(levelled, _with_shared_units(levelled, found, words)))


@frozen
class _Read:
    quantity: Quantity
    unit: Unit
    tolerance: bool = False


class _Reader:
    """One pass over a text, with the names in it."""

    def __init__(self, text: str, words: Language) -> None:
        self.text, self.words = text, words
        names = read_names(text)
        self.starts = [name.span[0] for name in names]
        self.ends = [name.span[1] for name in names]

    def is_name(self, at: int) -> bool:
        nearest = bisect_right(self.starts, at) - 1
        return nearest >= 0 and at < self.ends[nearest]

    def quantities(self) -> list[_Read]:
        found: list[_Read] = []
        at = 0
        while digit := _DIGIT.search(self.text, at):
            match = _NUMBER.search(self.text, max(at, digit.start() - _LONGEST_SIGN))
            if match is None:
                break
            read = self.figure(match, found[-1] if found else None)
            at = match.end()
            if read is not None:
                found.append(read)
                at = max(at, read.quantity.span[1])
        found += self.spelled()
        found += self.ahead(found)
        found.sort(key=lambda r: r.quantity.span)
        return [r for i, r in enumerate(found) if i == 0 or r.quantity.span[0] >= found[i - 1].quantity.span[1]]

    def figure(self, match: re.Match[str], previous: _Read | None) -> _Read | None:
        """The quantity at a number, None where it is part of a name, a word or a formula."""
        text, start = self.text, match.start("digits" if match["digits"] else "over")
        if self.is_name(start):
            return None
        before = text[match.start() - 1] if match.start() else " "
        sign = match["sign"] or ""
        is_range = (
            previous is not None and previous.quantity.span[1] == match.start() and sign.strip() in ("-", "–", "−")
        )
        parted = is_range or match["tolerance"]
        if not parted and (before.isalnum() or before in "_^/.,'’" or (before in ')]"' and sign)):
            return None
        value = _value(match, self.words.decimal)
        if value is None:
            return None
        if sign.strip() in ("-", "−", "–") and not is_range:
            value = -value
        begin = start if is_range or sign.strip() == "+" else match.start()
        return self.with_unit(value, begin, match.end(), tolerance=bool(match["tolerance"]))

    def read(self, value: Fraction, unit: Unit, start: int, end: int, tolerance: bool = False) -> _Read:
        return _Read(_quantity(value, unit, self.text, (start, end)), unit, tolerance)

    def with_unit(self, value: Fraction, start: int, end: int, tolerance: bool) -> _Read | None:
        text = self.text
        at = end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip(" "))
        for pattern, place in ((_RATIO, end), (_PARTS, at)):
            whole = pattern.match(text, place)
            if whole and len(whole[1]) <= _LONGEST and whole[1].strip("0., "):
                parts = Fraction(whole[1].replace(" ", "").replace(",", "."))
                return self.read(value / parts, NO_UNIT, start, whole.end())
        glued = at == end
        hyphen = glued and text[end : end + 1] in "-‑" and text[end + 1 : end + 2].isalpha()
        quotes = not glued and text[at : at + 1] in ('"', "″") and not _QUOTED_UNIT.match(text, at)
        read = None if quotes else read_unit(text, at + hyphen)
        if read is not None:
            read = self.checked(read, at, start)
        if read is None:
            following = text[end : end + 1]
            if glued and following and (following.isalnum() or following in "_^" or hyphen):
                return None
            if glued and text[end : end + 2] in ("'-", "',"):
                return None
            return self.read(value, NO_UNIT, start, end, tolerance)
        unit, stop = read
        if hyphen and unit.name not in ("information", "count") and not unit.si:
            return None
        return self.read(value, unit.difference if tolerance else unit, start, stop, tolerance)

    def checked(self, read: tuple[Unit, int], at: int, start: int) -> tuple[Unit, int] | None:
        """The unit, unless the letters there are something else: `in` a word, `g` an acceleration."""
        unit, stop = read
        text = self.text
        if text[at - 1 : at] == " " and (unit.symbol == "in" or (unit.symbol in ("n", "S", "C") and stop == at + 1)):
            return None  # a word, or a designation, far more often than a unit
        if unit.symbol in ('"', "″") and text[stop : stop + 1].isalpha():
            return None
        if unit.symbol in _AS_ACCELERATION and (
            _GRAVITY.search(text, max(0, start - 120), start) or _GRAVITY_BEHIND.match(text, stop)
        ):
            unit = evolve(unit_table().units[_AS_ACCELERATION[unit.symbol]], symbol=unit.symbol)
        return unit, stop

    def spelled(self) -> list[_Read]:
        """`two or more`, `more than one`, `three axes`."""
        found: list[_Read] = []
        matches = list(self.words.number.finditer(self.text))
        if not matches:
            return found
        comparators = {self.words.after_lead(self.text, c.end) for c in self.words.comparators(self.text)}
        for match in matches:
            start, end = match.span()
            if (
                self.is_name(start)
                or _OF_THEM.match(self.text, end)
                or self.text[start - 4 : start].casefold() == "the "
            ):
                continue
            value = Fraction(self.words.numbers[match[0].casefold()])
            read = read_unit(self.text, end + 1) if self.text[end : end + 1] in (" ", "-") else None
            if read is not None and (read[0].symbol in ("in", "C", "n", "S", "os") or len(read[0].symbol) == 1):
                read = None
            compared = start in comparators or self.words.after_pattern.match(self.text, end + 1)
            if read is not None and (compared or read[0].name != "count" or value > 1):
                unit, end = read
            elif compared:
                unit = NO_UNIT
            else:
                continue
            found.append(self.read(value, unit, start, end))
        return found

    def ahead(self, known: list[_Read]) -> list[_Read]:
        """`DN 50`, `Mach 3`: a unit before its number, which takes the place of the bare number."""
        found: list[_Read] = []
        by_start = {r.quantity.span[0]: r for r in known}
        for match in unit_table().ahead_atom.finditer(self.text):
            before = self.text[match.start() - 1] if match.start() else " "
            if before.isalnum():
                continue
            at = match.end() + (self.text[match.end() : match.end() + 1] in (" ", "-", "="))
            at += self.text[at : at + 1] == " "
            number_there = by_start.get(at)
            unit = unit_table().ahead[match[0]]
            if number_there is None:
                again = _NUMBER.match(self.text, at)
                value = _value(again, self.words.decimal) if again else None
                if again is None or value is None:
                    continue
                end = again.end()
            elif number_there.unit is NO_UNIT:
                value, end = number_there.quantity.value, number_there.quantity.span[1]
                known.remove(number_there)
            else:
                continue
            found.append(self.read(value, unit, match.start(), end))
        return found


def number(digits: str, decimals: str, sign: str) -> Fraction | None:
    """The value of digits and what follows a point or comma; `sign` is the decimal sign of the language, or `both`.

    A point before exactly three digits groups thousands where the comma is the decimal sign; two groups are always
    thousands. Where both are in use a single sign is the decimal one, as in the Union's lists ("1,500" is one and a
    half there). None for what is no number, such as `1.2.3`.

    >>> number("1", ",500", "both"), number("1", ".500", ","), number("4", ".000.000", "both"), number("1", ".2.3", ",")
    (Fraction(3, 2), Fraction(1500, 1), Fraction(4000000, 1), None)
    """
    whole = digits.replace(" ", "")
    *thousands, (mark, rest) = re.findall(r"([.,])(\d+)", decimals) or [("", "")]
    marks = {mark for mark, _ in thousands}
    if any(len(group) != 3 for _, group in thousands) or (mark in marks and (len(marks) > 1 or len(rest) != 3)):
        return None
    groups = not thousands and mark == "." and sign == "," and len(rest) == 3 and whole != "0" and len(whole) <= 3
    whole += "".join(group for _, group in thousands)
    return Fraction(whole + rest if groups or mark in marks else f"{whole}.{rest or 0}")


def _value(match: re.Match[str], decimal: str) -> Fraction | None:
    """The exact value of a number without its sign; None for what is none, and for what no law has."""
    if match.end() - match.start() > _LONGEST:
        return None
    if match["over"]:
        above, _, below = match["over"].partition("/")
        return _VULGAR.get(above) or (Fraction(int(above), int(below)) if int(below) else None)
    value = number(match["digits"], match["decimals"] or "", decimal)
    ten = match["caret10"] or match["raised10"]
    power = int((match["caret"] or match["raised"] or match["e"] or ten or "0").translate(_RAISED))
    if value is None or abs(power) > _HIGHEST or (ten and value != 10):
        return None
    return Fraction(10) ** power * (1 if ten else value)


def _quantity(value: Fraction, unit: Unit, text: str, span: tuple[int, int]) -> Quantity:
    si = unit.to_si(value) if unit.si else None
    return Quantity(value, unit.symbol, si, unit.si, text[span[0] : span[1]], span)


def _with_shared_units(text: str, found: list[_Read], words: Language) -> list[_Read]:
    """`75 to 650 mm`, `5, 10 or 20 kHz`: a bare number before a joining word has the unit of the next figure."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        if here.unit is not NO_UNIT or following.unit is NO_UNIT or following.unit.ahead:
            continue
        between = text[here.quantity.span[1] : following.quantity.span[0]]
        joined = words.join.fullmatch(_LINK.sub(" ", between)) or _compared_join(between, words)
        if not between.strip(" ±"):
            joined = words.join.fullmatch(" - ")
        if joined is None:
            continue
        unit = following.unit
        if following.tolerance and unit.si == "K":
            unit = find_unit(unit.symbol)  # in 20 ± 3 °C the first is a temperature, 293.15 K
        quantity = evolve(
            here.quantity,
            unit=unit.symbol,
            si_value=unit.to_si(here.quantity.value) if unit.si else None,
            si_unit=unit.si,
        )
        shared[i] = evolve(here, quantity=quantity, unit=unit)
    return shared


def _compared_join(between: str, words: Language) -> re.Match[str] | None:
    """` or more, but less than `: the joining word with comparators round it."""
    stripped = between
    for comparator in reversed(words.comparators(between)):
        stripped = stripped[: comparator.start] + stripped[comparator.end :]
    stripped = words.after_pattern.sub("", stripped)
    compact = " " + " ".join(stripped.replace(",", " ").split()) + " "
    return words.join.fullmatch(compact) if compact.strip() else None


def _with_alternatives(text: str, found: list[_Read]) -> list[Quantity]:
    """Marks the figure in brackets that says the one before it again."""
    quantities = [r.quantity for r in found]
    for i, (one, other) in enumerate(pairwise(found)):
        between = text[one.quantity.span[1] : other.quantity.span[0]]
        sizes = between == " or " and {one.quantity.unit, other.quantity.unit} == {"DN", "NPS"}
        if quantities[i].alternative or not (sizes or _IN_BRACKETS.fullmatch(between)):
            continue
        if says_the_same(one.quantity, other.quantity):
            quantities[i + 1] = evolve(other.quantity, alternative=True)
    return quantities


def says_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether a figure in brackets can be the one before it in another unit, rounded; power and its level too.

    The law rounds: 15 240 m are not quite 50 000 feet, 0.1 m³ are exactly 100 litres.

    >>> says_the_same(*read_quantities("15240 m (50000 feet)")), says_the_same(*read_quantities("2 W (33 dBm)"))
    (True, True)
    """
    if one.unit == other.unit:
        return False
    if one.si_value is not None and other.si_value is not None and one.si_unit == other.si_unit:
        return abs(other.si_value - one.si_value) <= (2 if one.si_unit == "K" else abs(one.si_value) * _ROUNDING)
    if one.si_unit == "W" and other.unit == "dBm" and one.si_value and one.si_value > 0:
        power = 30 + 10 * (log10(one.si_value.numerator) - log10(one.si_value.denominator))
        return abs(other.value - Fraction(power)) <= 1
    return {one.unit, other.unit} == {"DN", "NPS"}


def parse_quantity(text: str) -> Quantity:
    """The one quantity that a whole text is: "1,6nm", "DN50", "1/2\\"", "-40 °C", "±10 g", "5-axis", "14 bit".

    Raises `MisuseError` for a text that is no single quantity.

    >>> parse_quantity("5-axis").value, parse_quantity("-40°C").si_value
    (Fraction(5, 1), Fraction(4663, 20))
    """
    quantity = _parse_whole(" ".join(level(text).split()))
    if quantity is None:
        raise MisuseError(f"expected a figure with its unit such as 1.6 nm, found {text!r}", text=text)
    return quantity


def _parse_whole(text: str) -> Quantity | None:
    for tried in (text, text.replace("-axis", " axes").replace("axis", "axes")):
        found = _Reader(tried, language("en")).quantities()
        if len(found) == 1 and found[0].quantity.span == (0, len(tried)):
            return evolve(found[0].quantity, printed=text, span=(0, len(text)))
    match = _NUMBER.match(text)
    unit = known_unit(text[match.end() :]) if match else None
    bare = _Reader(text[: match.end()], language("en")).quantities() if match and unit else []
    return _quantity(bare[0].quantity.value, unit, text, (0, len(text))) if unit and len(bare) == 1 else None
