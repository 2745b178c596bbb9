"""Figures of a provision: which one side gives and the other does not, with their units.

>>> numbers_apart(Texts("a width of 5 mm and two ends"), Texts("width 6 mm, 2 ends"))
(['5 mm'], ['6 mm'])
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from controllist.codes import ControlCode
from controllist.language import Quantity
from controllist.language.names import read_names
from controllist.language.quantities import read_quantities
from controllist.language.references import read_references
from controllist.language.units import find_unit
from controllist.normalize import caret_exponents, fold
from scripts.proof.printing import compared_value, print_number
from scripts.proof.texts import PURPOSE, Texts

Key = tuple[str, str]
"""A figure for comparing: its value in SI and the unit, or as printed where SI has none."""

SIGN_BEFORE = re.compile(r"([<>≤≥])\s?$")
_WORDS_FOR = {
    "0": "zero no",
    "1": "one a an single each every first sole individual either",
    "2": "two both pair either twice double dual second half square",
    "3": "three third triple cube",
    "4": "four fourth quad",
    "5": "five fifth",
    "6": "six sixth",
    "7": "seven seventh",
    "8": "eight eighth",
    "9": "nine ninth",
    "10": "ten tenth",
    "12": "twelve twelfth",
    "18": "eighteen",
    "20": "twenty",
}


def quantities(text: str) -> list[Quantity]:
    return list(read_quantities(text))


def key(quantity: Quantity) -> Key:
    unit = find_unit(quantity.unit)
    if quantity.si_unit:
        return print_number(compared_value(quantity)), quantity.si_unit
    name = "" if unit.name in ("count", "") else unit.symbol
    return print_number(quantity.value), name


def _leftover_digits(text: str, code: ControlCode | None) -> list[str]:
    """Runs of digits that no grammar takes up, such as those of formulas; raised ones belong to what stands before."""
    text = caret_exponents(text)
    taken = [q.span for q in read_quantities(text)] + [n.span for n in read_names(text)]
    taken += [r.span for r in read_references(text, code)]
    return [
        m[0].replace(",", ".")
        for m in re.finditer(r"(?<![\d.,^])(?<!\^-)\d+(?:[.,]\d+)?", text)
        if not any(start < m.end() and m.start() < end for start, end in taken)
    ]


def _digit_runs(text: str) -> set[str]:
    """Every number that stands in a text as digits, whatever it means there."""
    folded = fold(text)
    found = {m[0].replace(",", ".") for m in re.finditer(r"\d+(?:[.,]\d+)?", folded)} | set(re.findall(r"\d+", folded))
    return {run.lstrip("0") or "0" for run in found}


def numbers_apart(law: Texts, ours: Texts) -> tuple[list[str], list[str]]:
    """Figures with their units; a bare number need only stand somewhere in the other text, in digits or as a word."""
    spoken = PURPOSE.sub("", law.text, count=1)
    theirs, mine = figures(spoken), figures(ours.text)
    runs_law = _digit_runs(law.text)
    runs_ours = _digit_runs(ours.text)
    lost = [q for k, q in theirs.items() if k not in mine and not _is_said(q, law.text, ours.text, runs_ours, mine)]
    new = [q for k, q in mine.items() if k not in theirs and not _is_said(q, ours.text, law.text, runs_law, theirs)]
    lost_digits = [d for d in _leftover_digits(spoken, law.code) if (d.lstrip("0") or "0") not in runs_ours]
    new_digits = [
        d
        for d in _leftover_digits(ours.text, ours.code)
        if (d.lstrip("0") or "0") not in runs_law and not _has_word(d, law.text) and d not in ours.labels
    ]
    new = [q for q in new if not _is_label(q, ours)]
    for term in law.terms | ours.terms:
        runs_ours, runs_law = runs_ours | _digit_runs(term), runs_law | _digit_runs(term)
    lost_names = _digits_of_names(spoken) - runs_ours - set(lost_digits)
    new_names = _digits_of_names(ours.text) - runs_law - set(new_digits)
    lost_digits += sorted(d for d in lost_names if not _has_word(d, ours.text))
    new_digits += sorted(d for d in new_names if not _has_word(d, law.text) and d not in ours.labels)
    return [*(printed(q) for q in lost), *lost_digits], [*(printed(q) for q in new), *new_digits]


_CATEGORIES = re.compile(r"(?:[\"“][^\"”]+[\"”]\s)?(?:\([^)]*[\"”]\)\s)?\((?P<numbers>[0-9](?: [0-9])*)\)")
"""The categories a definition is of use in, as both wordings print them: `"Laser" (0 1 2 3)`."""


def _digits_of_names(text: str) -> set[str]:
    """The numbers inside names: locants of chemicals, isotopes, parts of a standard, the categories of a definition."""
    names = [n.printed for n in read_names(text) if n.kind in ("chemical", "isotope", "designation", "act", "date")]
    categories = _CATEGORIES.match(text)
    names += [categories["numbers"]] if categories else []
    return {d.lstrip("0") or "0" for name in names for d in re.findall(r"\d+", fold(name))}


def _is_label(quantity: Quantity, ours: Texts) -> bool:
    """Whether a bare number of our words names an item below ("items 1 to 3"), which no sign stands before."""
    compared = SIGN_BEFORE.search(ours.text, 0, quantity.span[0])
    return print_number(quantity.value) in ours.labels and not quantity.unit and compared is None


def figures(text: str) -> dict[Key, Quantity]:
    return {key(q): q for q in quantities(text)}


def _is_said(quantity: Quantity, own: str, text: str, runs: set[str], figures: Mapping[Key, Quantity]) -> bool:
    """Whether the other `text` says a figure in another way: a bare number as a word, a unit printed alike.

    `1 g` is an acceleration here and a mass there, by the words round it; `four 64-bit results` are four.
    """
    if any(q.value == quantity.value and q.unit == quantity.unit for q in figures.values()):
        return True
    if not is_counted(quantity):
        if re.search(rf"(?<![\d.,]){re.escape(quantity.printed)}(?!\w)", text, re.IGNORECASE):
            return True
        same = [q for q in figures.values() if q.value == quantity.value]
        named = any(is_counted(q) for q in same) and re.search(re.escape(quantity.unit), text, re.IGNORECASE)
        return bool(named) or (bool(same) and not re.search(r"\d", quantity.printed))
    if any(q.value == quantity.value and q.unit and q.unit.casefold() in own.casefold() for q in figures.values()):
        return True
    value = print_number(abs(quantity.value))
    return value == "1" or all(part in runs for part in value.split("/")) or _has_word(value, text)


def is_counted(quantity: Quantity) -> bool:
    return find_unit(quantity.unit).name in ("count", "")


def _has_word(number: str, text: str) -> bool:
    """Whether a text has a word for a bare number of the other: "≥ 2" for "multiple", "both", "two"."""
    words = _WORDS_FOR.get(number, "").split()
    return any(re.search(rf"\b{w}\b", text, re.IGNORECASE) for w in words)


def printed(quantity: Quantity) -> str:
    return f"{print_number(quantity.value)} {quantity.unit}".strip()
