"""Figures: exact numbers as they are printed, and quantities beside each other.

>>> print_number(Fraction(1, 8)), print_number(Fraction(5000000)), number("1", ",5", "both")
('0.125', '5×10⁶', Fraction(3, 2))

Names in a text whose digits are no figures: CAS numbers, standards, acts, dates, chemicals, isotopes, notes.

A CAS number carries a check digit: the digits before it, weighted by their place from the right, sum to it modulo 10.

>>> is_cas("107-07-3"), is_cas("107-07-4")
(True, False)
>>> [(n.kind, n.printed) for n in read_names("2-chloroethanol (CAS 107-07-3) by ISO 10110-7:2017")]
[('chemical', '2-chloroethanol'), ('cas', '107-07-3'), ('standard', 'ISO 10110-7:2017')]
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal, cast

from attrs import frozen

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


NameKind = Literal["cas", "code", "standard", "act", "date", "isotope", "chemical", "numbered", "designation"]


@frozen
class Name:
    """A name with digits: `code` is a control code or a place, `numbered` is `Note 3`, `designation` is `S-20`."""

    kind: NameKind
    printed: str
    span: tuple[int, int]


def is_cas(text: str) -> bool:
    """Whether a text is a CAS number whose check digit is right."""
    if not re.fullmatch(r"\d{2,7}-\d\d-\d", text):
        return False
    digits = text.replace("-", "")
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), 1)) % 10 == int(digits[-1])


def cas_numbers(text: str) -> tuple[str, ...]:
    """The CAS numbers of a text in its order, those with a wrong check digit left out.

    >>> cas_numbers("phosgene (75-44-5), not 75-44-6")
    ('75-44-5',)
    """
    return tuple(n.printed for n in read_names(text) if n.kind == "cas")


@lru_cache(maxsize=1_000)
def read_names(text: str) -> tuple[Name, ...]:
    """All names with digits, in the order of the text, none overlapping."""
    found: list[Name] = []
    if not _DIGIT.search(text):
        return ()
    for match in _NAME.finditer(text):
        kind = cast(NameKind, match.lastgroup)
        if kind == "cas" and not is_cas(match[0]):
            kind = "designation"
        found.append(Name(kind, match[0], match.span()))
    return tuple(found)


_DIGIT = re.compile(r"\d")
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "januari|februari|maart|mei|juni|juli|augustus|oktober|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
)
_BODIES = (
    "ISO|IEC|IEEE|ASME|ASTM|EN|DIN|ANSI|AGMA|ABMA|NFPA|SAE|AMS|ETSI|3GPP|ITU(?:-[RT])?|FIPS|NIST|NIJ|STANAG|AECTP|AOP|"
    "RTCA|EUROCAE|JIS|BS|CEN|ARINC|ICAO|IHO|FIPS PUB|PKCS|RFC|VDI|SEMI|ISA|NEMA|UL|MIL-(?:STD|PRF|C|DTL|HDBK|T)|"
    "Mil-Std|AISI|ICRU|EASA|AIA|NAS|NATO|GOST|Document|ČSN"
)
_STANDARD_WORDS = (
    r"Standard|Std\.?|standard|TS|TR|PUB|Publication|Handbook|SP|DO|Order|Recommendation|Class|class|level"
)
# Words before a number that names one of several: "Note 3", "Risk group 2", "Kategorie 5".
_NUMBERED = (
    r"Categor(?:y|ies)|Parts?|Notes?|Annex(?:es)?|columns?|paragraphs?|Articles?|Art\.|Sections?|SECTION|Steps?|steps|"
    r"Tables?|Figures?|Formulas?|Release|Issue|Type|type|Levels?|level|Risk\s[Gg]roup|Biosafety\sLevel|containment\slevel|"
    r"Chapters?|Order|Phase|Stage|Volumes?|Version|Appendix|Option|Groups?|Protocol|conditions?|items?|points?|entries|"
    r"rows?|Amendment|Titanium|serotypes?|herpesvirus|Henipavirus|toxin|[Ll]ayers?|Kategorie|Teil|Anmerkung|categorie|deel|"
    r"noot|Noot|bijlage"
)
# Units that show a number behind one of those words to be a figure after all: "layers 5 nm thick".
_UNIT = r"(?:mm|nm|[µμ]m|m|K|°C|%|GHz|MHz|kHz|Hz|kg|W|kW)\b"
_LOCANT = r"(?:\d{1,2}[RSEZH]?['’′]{0,3}|[NOSP]|α|β|γ|ω)"
_CHEMICAL_WORD = (
    r"(?:[A-Za-z\[\]()'’,-]*(?:yl|ane|ene|ine|ol|one|ide|ate|ite|oxy|chloro|bromo|fluoro|nitro|amino|azide|hydro|"
    r"methyl|ethyl|propyl|butyl|phenyl|bis|tris|tetra|penta|hexa|hepta|octa|di|tri|mono|iso|cyclo|oxo|aza|thio|picryl|"
    r"keto|quinuclid|benz|dialkyl|hydroxy|furan|zole|zine|zol|diacet|ferroc|dicarbox|acid|yne|epoxy|trimeso|imino|NDPA|"
    r"nol|methoxy|ols|thiols|chlorides|am|um|azo|N|R|S|E|Z|H|L|D|sila|bora|dihydr|tetrahydr|perhydr|pikryl)[A-Za-z]*)"
)
_TAIL = r"[\w\[\](){}'’,α-ω-]"
_ATOM = r"[A-Z][a-z]?"
_SUBLABELS = r"(?:\.[a-z0-9]\b|[a-z]\b)*"

# One pattern a kind; where several fit, the first in this order counts.
_PATTERNS: dict[NameKind, str] = {
    "cas": r"(?<![\w-]) \d{2,7}-\d\d-\d (?![\w-])",
    "act": r"""
        (?<![\w/]) \(?(?:EU|EC|EEC)?\)? (?:No\s)? \d{2,4}/\d{1,4}/(?:EU|EC|EEC|CFSP|JHA|EG|EWG|GASP|Euratom)
      | (?<![\w/]) (?:\((?:EU|EC)\)\s) (?:No\s)? \d{2,4}/\d{2,4}
      | (?<![\w/.]) (?:19|20)\d\d/\d{1,4} (?![/\d])
      | (?<!\w) OJ\.? \s? [CL]? [\s.,]* \d+ (?:[,.\s]+\d{1,2}\.\d{1,2}\.\d{4})? (?:, \s? p\. \s? \d+)?
      | (?<!\w) CELEX \s \w+ | (?<!\w) [CL]/\d{4}/\d+
    """,
    "date": rf"""
        (?<!\w) (?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s)? (?:{_MONTHS}) ,? (?:\s\d{{1,2}},)? \s (?:19|20)\d\d (?!\w)
      | (?<!\w) \d{{1,2}}\s(?:{_MONTHS}) (?!\w)
      | (?<![\w.]) \d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:19|20)\d\d (?!\w)
      | (?<![\w.-]) (?:19|20)\d\d-\d\d-\d\d (?![\w-])
      # a year by the word before it
      | (?<= since\s ) (?:19|20)\d\d (?!\w)
      | (?<= from\s ) (?:19|20)\d\d (?![\w,.\s]*[a-zµ%])
      | (?<= in\s ) (?:19|20)\d\d (?!\s?[\w%])
      | (?: (?<= earlier\sthan\s ) | (?<= year\s ) ) (?:18|19|20)\d\d (?!\w)
      | (?: (?<= before\s ) | (?<= after\s ) ) (?:18|19|20)\d\d (?!\s?[\w%])
      | (?<= \( ) (?:19|20)\d\d (?= \) )
      | (?<!\w) (?:19|20)\d\d (?= \s(?:edition|influenza|version))
      | (?<= th\sedition,\s) (?:19|20)\d\d
    """,
    "standard": rf"""
        (?<![\w-]) (?:{_BODIES}) (?:/(?:{_BODIES}))* (?:\s(?:{_STANDARD_WORDS}))*
        (?: [\s-]? (?:(?<=[\s-])[A-Z]{{1,3}}[\s-]?)? \d[\dA-Za-z]* (?:[.-]\d+[A-Za-z]?)*
            (?:\s?:\s?(?:19|20)\d\d)? (?:-(?:19|20)\d\d)? (?:\(\d{{4}}\))?
            (?:\s(?:Tolerance\s)?Class\s\d\w?(?:\sor\sClass\s\d\w?)*)?
            (?:\s(?:class|level|grade|Method)\s[\dA-Z]+)? (?:\s\d\d\d\sseries)? )
        (?: (?:\s(?:or|and)\s|/)(?:\d[\d.:-]*\d) (?![\w%]|\s?{_UNIT}) )?     # ISO 230-2:1997 or 2006
      | (?<![\w-]) (?:(?:Tolerance\s)?Class|class|grade|Grade|Order|series) \s \d{{1,4}}[a-z]? (?!\w|[.,]\d)
    """,
    "code": r"""
        (?<![\w.]) [0-9][A-E](?:[0-9]{3,4})?
            (?: \.? (?:[a-z]{1,2}|\d{1,2})(?=\.|\b) )* (?: \.(?:[a-z]|\d{1,2})\b )* (?!\w)
      | (?<!\w) (?:ML|SVMe\s?) \s? \d{1,2}
            (?: \s? (?:\.|\b) \s? [a-z]\)? (?: \.\s?\d{1,2} | \.[a-z] | \s\d{1,2}\. )* )? (?!\d)
      | (?<![\w.]) [a-z]\.\d{1,2} (?: \.(?:[a-z]|\d{1,2})\b )* \.? (?!\w)
      | (?<!\w) \d{1,2}\.[a-z] (?: \.(?:[a-z]|\d{1,2})\b )* \.? (?!\w)
      | (?<![\w.]) \.(?:[a-z]|\d{1,2}) (?: \.(?:[a-z]|\d{1,2}) )* (?!\w)
      | (?<!\w) (?:SVMe|Nummern?|Unternummern?)\s \d{4}[a-z0-9]* | (?<!\w) EAR99 | (?<!\w) ECCN\s\w+
      | (?<![\w.]) [1-9][A-E][12]? (?= \.?\s? (?:[,;.)]|and|or|$) )
    """,
    "isotope": r"""
        (?<![\w)]) \^ \d{1,3} \s? [A-Z][a-z]? (?![a-z])                       # ^235U, but not the exponent of 10^3 Gy
      | (?<!\w) [A-Za-z]+(?:ium|on|um|ine|gen|alt|ese|ogen)-\d{1,3} (?!\w|[.,]\d)
      | (?<= isotope\s ) \d{1,3} (?!\w|[.,]\d) | (?<= isotopes\s ) \d{1,3} (?:\s(?:or|and)\s\d{1,3})*
      | (?<!\w) U[+-]\d (?!\w) | (?<!\w) [A-Z][a-z]?-\d{1,3} (?= \s? (?:isotope|enriched|isotopic) )
      | (?<= \(\s ) \d{3} [A-Z][a-z] (?= \) )
    """,
    "chemical": rf"""
        (?<![\w.]) (?: {_LOCANT} (?:,\s?{_LOCANT}){{0,20}} [-] \(? (?={_CHEMICAL_WORD}|\[|\() {_TAIL}* )
      | (?<!\w) [A-Za-z\[(][A-Za-z\[\]()'’,-]* - \d{{1,2}}(?:,\s?\d{{1,2}})*['’]? (?: -{_TAIL}+ ) (?!\w)
      | (?<!\w) (?: {_ATOM} \d* | \((?:{_ATOM}\d*)+\)\d* )* {_ATOM}\d+(?:/\d+)?
            (?: {_ATOM}\d*(?:/\d+)? | \((?:{_ATOM}\d*(?:/\d+)?)+\)\d* )* (?![\w^])
    """,
    "numbered": rf"""
        (?<!\w) (?:{_NUMBERED}) \s (?:\d{{1,2}}|[IVX]+)(?:\(\d+\)|\.[a-z0-9]\b|[a-z]\b)* (?:\.(?=\s|$))?
            (?:\s?(?:to|and|or|,|–|-)\s?\d{{1,2}}{_SUBLABELS})* (?!\s?(?:%|[µn]?m\b|GHz|Hz)) (?!\w|[.,]\d)
      | (?<= \( ) \d{{1,2}} (?:\s\d{{1,2}})* (?= \) ) (?: \) (?!\s?(?:×|x|\+)) )?  # (2 4 5): categories of a definition
      | ^ \d{{1,2}} (?= [.)]\s ) | (?<=\s)\d(?=\.\s[A-Z])
      | (?<!\w) \d{{1,3}}(?:st|nd|rd|th) (?!\w)
    """,
    "designation": r"""
        (?<!\w) [A-Za-z]{1,6}(?:-[A-Za-z]{1,4})?-\d{1,4}[A-Za-z]? (?: ,[A-Za-z0-9]+)? (?!\w|[.,]\d)
      | (?<![\w.,]) \d{1,2}-(?:D|dimensional|point|piece)\b
      | (?<!\w) C\^\dI\b
    """,
}
# A name begins where no word goes on, and most have a digit in the next words: to look for that first spares nine tries
# for each letter. It looks no further than 60 letters into a word, lest the time grow with the square of a long one.
_GATE = r"""
    (?<!\w) (?= [\w.(^\[\]] )
    (?= (?: [^\s\d]{1,60}+ \s ){0,3}+ [^\s\d]{0,60}+ \d
      | ECCN | (?:\S{1,60}+\s){1,2} [IVX]+\b | \.[a-z]\b | [NOSPαβγω][,'’-] )
"""
_NAME = re.compile(
    _GATE + "(?:" + "|".join(f"(?P<{kind}> {pattern} )" for kind, pattern in _PATTERNS.items()) + ")", re.VERBOSE
)
