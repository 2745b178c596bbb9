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
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import isqrt
from typing import Literal

from attrs import frozen

from controllist.errors import MisuseError
from controllist.language.figures import number, print_number
from controllist.language.quantities import level

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
