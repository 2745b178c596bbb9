"""Formulas: terms that are defined by arithmetic, as a tree that can be evaluated.

`'MRF' = wavelength in nm × K ÷ maximum numerical aperture, K = 0.25` becomes a quotient of a product; a name that the
text gives a number to is that number. What cannot be read as arithmetic gives None, never a guess.

>>> formula = parse_formula("wavelength in nm × K ÷ maximum numerical aperture, K = 0.25")
>>> [v.name for v in variables(formula)]
['wavelength', 'maximum numerical aperture']
>>> evaluate(formula, {"wavelength": Fraction(193), "maximum numerical aperture": Fraction("1.35")})
Fraction(965, 27)
>>> print(formula)
(wavelength × 0.25) ÷ maximum numerical aperture

Bounds that are formulas: `maximum permissible error ≤ (1.7 + L/800) µm` has no number, and must not be given one.

Such a bound is no `Threshold`. It is told with its formula, as arithmetic where it can be read and as printed in any
case, so that a program can say what it leaves open instead of passing over it.

>>> bound = read_formula_bounds("length error ≤ (1.5 + L/400) µm (smaller is better)")[0]
>>> bound.property, bound.comparison, bound.printed, bound.unit, bound.better, str(bound.formula)
('length error', '<=', '(1.5 + L/400)', 'µm', 'less', '1.5 + (L ÷ 400)')
>>> [b.printed for b in read_formula_bounds("noise > 4 times the square root of the bandwidth; mass > 5 kg")]
['4 times the square root of the bandwidth']
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Literal

from attrs import frozen

from controllist.errors import MisuseError
from controllist.language import Comparison, Quantity
from controllist.language import properties as names
from controllist.language.bounds import better_behind, find_bounds
from controllist.language.numbers import number, print_number
from controllist.language.quantities import level, read_quantities
from controllist.language.units import find_unit, read_unit
from controllist.language.words import BACK, Language, has_language, language

Operator = Literal["+", "−", "×", "÷", "^", "√", "log₁₀"]
Formula = "Number | Variable | Operation"


@frozen
class Number:
    """A constant."""

    value: Fraction

    def __str__(self) -> str:
        return print_number(self.value)


@frozen
class Variable:
    """What a formula needs to know; `unit` is the unit the law counts it in, empty where it names none."""

    name: str
    unit: str = ""

    def __str__(self) -> str:
        return self.name


@frozen
class Operation:
    """An operator with its arguments: two, one for √ and log₁₀."""

    operator: Operator
    arguments: tuple[Number | Variable | Operation, ...]

    def __str__(self) -> str:
        texts = [f"({a})" if isinstance(a, Operation) and len(a.arguments) == 2 else str(a) for a in self.arguments]
        if len(texts) == 1:
            return f"{self.operator}({texts[0].strip('()') if texts[0].startswith('(') else texts[0]})"
        return f"{texts[0]} {self.operator} {texts[1]}"


Expression = Number | Variable | Operation

_TOKEN = re.compile(
    r"""
      (?P<number> (?<![\w]) \d+ (?:[.,]\d+)? (?: \s?×\s?10 (?: \^-?\d+ | [⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+ ) )? (?![\w.,]*[^\W\d]) )
    | (?P<power> \^ \(? -?\d+ (?:[.,/]\d+)? \)? | [⁰¹²³⁴⁵⁶⁷⁸⁹]+ )
    | (?P<operator> [+×÷*/√−] | (?<=\s)[-–](?=\s) | \b(?:divided\sby|multiplied\sby|times|plus|minus)\b )
    | (?P<log> log₁₀ | log10 | \blog\b | logarithm\sto\sbase\s10\sof )
    | (?P<unit> \( [^()\s]{1,14} \) )
    | (?P<open> \( ) | (?P<close> \) )
    | (?P<words> ["']
        | [^\W\d]
          (?: (?! \s(?:divided\sby|multiplied\sby|times|plus|minus)\b ) [^()×÷*√+−^=:;,⁰¹²³⁴⁵⁶⁷⁸⁹/] | /(?=\w) )* )
    | (?P<blank> \s+ )
    """,
    re.VERBOSE,
)
_REMARK = re.compile(r"\([^()×÷*√+−=^]*\)")  # "(100 % coverage assumed)" behind a name
_OPERATORS: dict[str, Operator] = {
    "*": "×", "×": "×", "÷": "÷", "/": "÷", "+": "+", "−": "−", "-": "−", "–": "−",
    "divided by": "÷", "multiplied by": "×", "times": "×", "plus": "+", "minus": "−",
}  # fmt: skip
_PRECEDENCE = {"+": 1, "−": 1, "×": 2, "÷": 2}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SPELLED = {"twice": 2, "two": 2, "three": 3, "four": 4, "ten": 10, "twenty": 20}
_BINDING = re.compile(r"(?P<name>[\w ]{1,40}?)\s?=\s?(?P<value>\d+(?:[.,]\d+)?)(?!\w)")
_UNIT_IN = re.compile(
    r"\s(?:expressed\s)?in\s(?P<unit>[^\s]{1,8}|amperes|volts|pascals|watts|kg|seconds|hours|ohms|degrees)$"
)


def parse_formula(text: str) -> Expression | None:
    """The arithmetic at the beginning of a text, up to its first semicolon or full stop; None where there is none.

    >>> parse_formula("a measure of accuracy") is None
    True
    """
    head = re.split(r";|\.\s|:\s", level(text), maxsplit=1)[0].strip(" .")
    head, *rest = re.split(r",\s(?=[^,]*$|[\w ]{1,40}\s?=)", head) if "=" in head else [head]
    constants: dict[str, Fraction] = {}
    for piece in rest:
        binding = _BINDING.fullmatch(piece.strip())
        value = number(*_halves(binding["value"]), "both") if binding else None
        if binding is None or value is None:
            return None
        constants[binding["name"].strip()] = value
    tokens = _tokenize(head)
    if tokens is None or not any(kind in ("operator", "power", "log") for kind, _ in tokens):
        return None
    reader = _Reader(tokens, constants)
    try:
        formula = reader.sum(0)
    except _NoFormulaError:
        return None
    return formula if reader.at == len(tokens) and isinstance(formula, Operation) else None


def _halves(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(\d+)([.,]\d+)?", text)
    assert match is not None
    return match[1], match[2] or ""


def variables(formula: Expression) -> tuple[Variable, ...]:
    """What must be known, in the order of the text, each once."""
    if isinstance(formula, Variable):
        return (formula,)
    if isinstance(formula, Number):
        return ()
    return tuple(dict.fromkeys(v for argument in formula.arguments for v in variables(argument)))


def evaluate(formula: Expression, values: Mapping[str, Fraction]) -> Fraction | None:
    """The exact value; None where it is not rational (a logarithm, most roots) or divides by zero.

    Raises `MisuseError` naming the first variable that has no value.
    """
    if isinstance(formula, Number):
        return formula.value
    if isinstance(formula, Variable):
        if formula.name not in values:
            raise MisuseError("expected a value for {variable!r}, found none", variable=formula.name)
        return values[formula.name]
    arguments = [evaluate(argument, values) for argument in formula.arguments]
    if any(a is None for a in arguments):
        return None
    return _apply(formula.operator, [a for a in arguments if a is not None])


def _apply(operator: Operator, arguments: list[Fraction]) -> Fraction | None:
    if operator == "√":
        value = arguments[0]
        if value < 0:
            return None
        root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
        return root if root * root == value else None
    if operator == "log₁₀":
        return _power_of_ten(arguments[0])
    one, other = arguments
    if operator == "+":
        return one + other
    if operator == "−":
        return one - other
    if operator == "×":
        return one * other
    if operator == "÷":
        return one / other if other else None
    if other.denominator != 1 or (not one and other < 0):
        return None
    return one**other.numerator


def _power_of_ten(value: Fraction) -> Fraction | None:
    exponent = 0
    while value >= 10:
        value, exponent = value / 10, exponent + 1
    while 0 < value < 1:
        value, exponent = value * 10, exponent - 1
    return Fraction(exponent) if value == 1 else None


# --- reading ---


class _NoFormulaError(Exception):
    """The text is no arithmetic."""


def _tokenize(text: str) -> list[tuple[str, str]] | None:
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "blank":
            continue
        remark = _REMARK.match(text, match.start()) if tokens and tokens[-1][0] == "words" else None
        if kind == "open" and remark is not None:
            at = remark.end()
            continue
        if kind == "unit" and (not tokens or tokens[-1][0] != "words" or match[0][1:-1] in ("K", "N", "A", "B")):
            at = match.start() + 1
            tokens.append(("open", "("))
            continue
        tokens.append((kind, match[0].strip()))
    return tokens


class _Reader:
    """Recursive descent: sum, product, power, atom."""

    def __init__(self, tokens: list[tuple[str, str]], constants: Mapping[str, Fraction]) -> None:
        self.tokens, self.constants, self.at = tokens, constants, 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def sum(self, floor: int) -> Expression:
        left = self.powered()
        while True:
            kind, text = self.peek()
            operator = _OPERATORS.get(text) if kind == "operator" else None
            if operator is None or _PRECEDENCE[operator] <= floor:
                return left
            self.take()
            left = Operation(operator, (left, self.sum(_PRECEDENCE[operator])))

    def powered(self) -> Expression:
        base = self.atom()
        kind, text = self.peek()
        if kind == "power":
            self.take()
            return Operation("^", (base, Number(Fraction(text.translate(_RAISED).strip("^()").replace(",", ".")))))
        return base

    def atom(self) -> Expression:
        kind, text = self.take()
        if kind == "open":
            inner = self.sum(0)
            if self.take()[0] != "close":
                raise _NoFormulaError
            return inner
        if kind == "number":
            return Number(_value(text))
        if kind == "log":
            return Operation("log₁₀", (self.powered(),))
        if kind == "operator" and text == "√":
            return Operation("√", (self.powered(),))
        if kind != "words" or text in ('"', "'"):
            raise _NoFormulaError
        return self.named(text)

    def named(self, text: str) -> Expression:
        unit = ""
        if self.peek()[0] == "unit":
            unit = self.take()[1][1:-1]
            if self.peek()[0] == "words":
                text = f"{text} {self.take()[1]}"
        name = re.sub(r"^(?:the|an?|its)\s", "", text.strip(" '\""))
        counted = _UNIT_IN.search(name)
        if counted:
            name, unit = name[: counted.start()], counted["unit"]
        name = name.strip(" '\"").casefold() if len(name) > 1 else name
        if name in _SPELLED:
            return Number(Fraction(_SPELLED[name]))
        if name in ("maximum", "minimum", "average", "rate", "total"):
            raise _NoFormulaError  # half a name: "maximum − minimum working distance"
        for known, value in self.constants.items():
            if known.casefold() == name.casefold():
                return Number(value)
        return Variable(name, unit)


def _value(text: str) -> Fraction:
    mantissa, _, power = re.sub(r"\s", "", text).partition("×10")
    value = number(*_halves(mantissa), "both")
    if value is None:
        raise _NoFormulaError
    return value * Fraction(10) ** int(power.lstrip("^").translate(_RAISED)) if power else value


@frozen
class FormulaBound:
    """A property that must lie on one side of what a formula gives; empty where the texts do not name it.

    `printed` is the formula as it stands in the text, `formula` its arithmetic (None where it cannot be read: a formula
    in words, or one that the source gives as a picture), `domain` where it holds: `10 Hz ≤ F ≤ 10 kHz`.
    """

    property: str
    comparison: Comparison
    printed: str
    formula: Expression | None
    unit: str
    better: str
    domain: str
    span: tuple[int, int]


_LONGEST = 1_000
"""Characters of a formula: no law has a longer one, and formulas within each other would be read again and again."""
_PICTURE = "[formula]"
_ENDS = re.compile(
    r"[;:]|,\s|\.\s|(?<![×÷/+−-])\s\((?!\d)[^()]*\s[^()]*\)|\s\[|\s(?:for|where|when|with|at|anywhere|in)\s|\.?$"
)
_BRACKETED = re.compile(r"[-−–]?\s?(?=\()")
_FACTOR = re.compile(r"\s?[×÷/+−]\s?(?:\d[\d., ]*(?<!\s)|[A-Z](?!\w)|(?=\())")
_VARIABLE = re.compile(r"[-−–]?\s?[A-Z]\w?\s?[/×÷^+−]\s?[\d(A-Z]")
_ARITHMETIC = re.compile(r"[+×÷/√]|log|[−–-]\s")
_TIMES = re.compile(r"\s?[×x]\s?")
_UNIT_AHEAD = re.compile(r"\sin\s(?P<unit>[^\s,]+),?\s*$")
# How texts write what `parse_formula` reads with blanks and one name of the logarithm; the order counts.
_SPELLINGS = (
    (re.compile(r"(?<=[A-Za-z])/(?=\d)"), " ÷ "),
    (re.compile(r"(?<=\d)\s?log(?:₁₀|10)?\s?(?=[A-Za-z(])"), " × log₁₀ "),
    (re.compile(r"^[-−–]\s?(?=\()"), "0 − "),
    (re.compile(r"\s[-–]\s"), " − "),
)
_OTHER_LOGARITHM = re.compile(r"log(?:₂|2(?!\d))|\bln\b")


def read_formula_bounds(text: str, above: Sequence[str] = (), language_name: str = "en") -> tuple[FormulaBound, ...]:
    """The bounds of a text that are formulas, in its order; a property the text leaves out is looked for `above`.

    Languages without a table of words give none.
    """
    if not has_language(language_name):
        return ()
    return _read(text, tuple(above), language_name)


@lru_cache(maxsize=4_000)
def _read(text: str, above: tuple[str, ...], language_name: str) -> tuple[FormulaBound, ...]:
    words = language(language_name)
    levelled = level(text)
    quantities = read_quantities(text, language_name)
    figures = {q.span[0]: q for q in reversed(quantities)}
    bounds = find_bounds(levelled, quantities, words)
    ends = [b for b in bounds if b.is_of_formula]
    domain = levelled[ends[0].start : ends[-1].end].strip() if ends else ""
    known = {b.start for b in bounds} | {b.quantity.span[0] for b in bounds}
    found: list[FormulaBound] = []
    for comparator in words.before(levelled):
        start = words.after_lead(levelled, comparator.end)
        if comparator.start in known or start in known or _is_restated(levelled, comparator.start):
            continue
        end = _end_of_formula(levelled, start, figures, words)
        if not start < end <= start + _LONGEST:
            continue
        printed = levelled[start:end].strip()
        unit, stop = _unit_behind(levelled, end)
        ahead = _UNIT_AHEAD.search(levelled, max(0, comparator.start - BACK), comparator.start)
        told = read_unit(ahead["unit"], 0) if ahead and not unit else None
        unit = told[0].symbol if told else unit
        name = _name(levelled, ahead.start() if ahead else comparator.start, unit, above, words)
        better = comparator.better or better_behind(levelled, stop)
        span = (comparator.start, stop)
        found.append(
            FormulaBound(name, comparator.comparison, printed, _arithmetic(printed), unit, better, domain, span)
        )
    return tuple(found)


def _is_restated(text: str, at: int) -> bool:
    """Whether a place stands in square brackets, where the law says a bound in words again as a formula."""
    return text.rfind("[", 0, at) > text.rfind("]", 0, at)


def _end_of_formula(text: str, start: int, figures: Mapping[int, Quantity], words: Language) -> int:
    """Where the formula that begins at a place ends; the place itself where none begins there."""
    if text.startswith(_PICTURE, start):
        return start + len(_PICTURE)
    bracketed = _BRACKETED.match(text, start)
    if bracketed:
        end = _behind_bracket(text, bracketed.end())
        return end if end and _ARITHMETIC.search(text, bracketed.end(), end) else start
    figure = figures.get(start)
    goes_on = figure is not None and words.formula.match(text, figure.span[1]) and not _is_size(text, figure, figures)
    if goes_on or _VARIABLE.match(text, start):
        ends = (m.start() for m in _ENDS.finditer(text, start))
        return next((e for e in ends if text.count("(", start, e) == text.count(")", start, e)), len(text))
    return start


def _is_size(text: str, figure: Quantity, figures: Mapping[int, Quantity]) -> bool:
    """`120 mm × 50 mm`: lengths and no arithmetic."""
    after = _TIMES.match(text, figure.span[1])
    other = figures.get(after.end()) if after else None
    return other is not None and other.unit == figure.unit


def _behind_bracket(text: str, at: int) -> int:
    """Behind the bracket that opens at a place and what multiplies it; 0 where it does not close."""
    closing = _closing(text)
    while True:
        end = closing.get(at, -1) + 1
        more = _FACTOR.match(text, end) if end else None
        if more is None:
            return end
        at = more.end()
        if text[at : at + 1] != "(":
            return at


@lru_cache(maxsize=200)
def _closing(text: str) -> dict[int, int]:
    """Where each bracket closes, by the place where it opens."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in re.finditer(r"[()]", text):
        if match[0] == "(":
            waiting.append(match.start())
        elif waiting:
            found[waiting.pop()] = match.start()
    return found


def _unit_behind(text: str, end: int) -> tuple[str, int]:
    at = end + (text[end : end + 1] == " ")
    read = read_unit(text, at)
    return (read[0].symbol, read[1]) if read and read[0].symbol != "in" else ("", end)


def _arithmetic(printed: str) -> Expression | None:
    """The formula where it is written in letters and signs; one in words may go on behind what was read of it."""
    if _OTHER_LOGARITHM.search(printed):
        return None
    for pattern, spelling in _SPELLINGS:
        printed = pattern.sub(spelling, printed)
    formula = parse_formula(printed)
    return formula if formula is None or all(len(v.name) <= 2 for v in variables(formula)) else None


def _name(text: str, at: int, unit_name: str, above: tuple[str, ...], words: Language) -> str:
    """The name before a comparator; where it fits the unit less well than one further ahead or above, that one."""
    near = names.before(text, at, words)
    near = "" if names.says_nothing(near, words) else near
    unit = find_unit(unit_name) if unit_name else None
    if near and (unit is None or names.is_measure(near, unit, words)):
        return near
    for passage, until in ((text, at), *((level(parent), len(parent)) for parent in reversed(above))):
        for name, _, _ in names.phrases(passage, words, until):
            if unit is not None and names.is_measure(name, unit, words):
                return name
    return near
