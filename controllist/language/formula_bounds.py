"""Bounds that are formulas: `maximum permissible error ≤ (1.7 + L/800) µm` has no number, and must not be given one.

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
from functools import lru_cache

from attrs import frozen

from controllist.language import Comparison, Quantity
from controllist.language import properties as names
from controllist.language.bounds import better_behind, find_bounds
from controllist.language.formulas import Expression, parse_formula, variables
from controllist.language.quantities import level, read_quantities
from controllist.language.units import find_unit, read_unit
from controllist.language.words import BACK, Language, has_language, language


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
