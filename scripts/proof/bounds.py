"""Comparators: on which side of a figure a property must lie, in words or in signs.

>>> bounds_apart(Texts("a mass not exceeding 5 kg"), Texts("mass < 5 kg"))
(['<= 5 kg'], ['< 5 kg'])
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from controllist.language import Quantity
from controllist.language.thresholds import read_thresholds
from controllist.language.words import language, level
from scripts.proof.numbers import SIGN_BEFORE, Key, figures, is_counted, key, printed, quantities
from scripts.proof.texts import Texts

_LESS = r"or\s(?:less|lower|smaller|below|better|shorter|fewer|finer)"
_MORE = r"or\s(?:more|greater|higher|larger|above|longer|over)"
_LOOSE_BEHIND = {side: re.compile(rf"[^;:.]{{0,70}}?\b{words}\b") for side, words in (("<=", _LESS), (">=", _MORE))}
_LOOSE_BEFORE = {
    "<=": re.compile(r"\b(?:maximum|max\.|at or below|better \(less\) than or equal to)\b[^;:.]{0,60}$"),
    ">=": re.compile(r"\b(?:minimum|min\.|at or above|meet or exceed)\b[^;:.]{0,60}$"),
}
_LEAD_IN = re.compile(r"(?:\b(?:any of |either of )?the following(?:\s\w+)?)?[\s:,]*$")
_TIMES = re.compile(r"\s?(?:×|x|by)\s?")


def bounds_apart(law: Texts, ours: Texts) -> tuple[list[str], list[str]]:
    theirs, mine = _bounds(law), _bounds(ours)
    numbers_law, numbers_ours = figures(law.text), figures(ours.text)
    compared_law = {k for _, k in theirs}
    lost = [
        f"{c} {printed(q)}"
        for (c, k), q in theirs.items()
        if (c, k) not in mine and k in numbers_ours and not (c == ">" and q.value == 1 and _says_one_or_more(law.text))
    ]
    new = [
        f"{c} {printed(q)}"
        for (c, k), q in mine.items()
        if (c, k) not in theirs and k in numbers_law and (k in compared_law or not _says_loosely(law, k, c, theirs))
    ]
    if any(c == ">" and q.value == 1 and is_counted(q) for (c, _), q in mine.items()) and not re.search(
        _SEVERAL, law.text, re.IGNORECASE
    ):
        new.append("> 1")
    return lost, new + [f"{sign} without a figure" for sign in sorted(_free_signs(ours.text) - _said(law.text))]


def _free_signs(text: str) -> set[str]:
    """The comparisons of signs before no figure: "≥ level IIIA", "< (1.7 + L/1000) µm"."""
    starts = [q.span[0] for q in quantities(text)]
    signs = re.finditer(r"[<>≤≥](?=\s?[−-]?\(|\s?[A-Za-zλ])", text)
    return {_SIGNS[m[0]] for m in signs if not any(m.end() <= start <= m.end() + 2 for start in starts)}


def _said(text: str) -> set[str]:
    """Every comparison a text makes in words or signs, wherever it stands."""
    words = language("en")
    levelled = level(text)
    found = {c.comparison for c in words.comparators(levelled)}
    behind = (words.meaning(match) for match in words.after_pattern.finditer(levelled))
    return {*map(str, found), *map(str, behind)}


def _says_one_or_more(text: str) -> bool:
    """ "One or more than one" is one at least."""
    return bool(re.search(r"\bone or more than one\b", text, re.IGNORECASE))


_SEVERAL = r"\b(?:more than (?:one|1|a single)|multiple|several|two or more|plural|plurality|exceeding one)\b|> ?1\b"


def _bounds(texts: Texts) -> dict[tuple[str, Key], Quantity]:
    found: dict[tuple[str, Key], Quantity] = {}
    read = quantities(texts.text)
    for threshold in read_thresholds(texts.text, texts.above):
        one = threshold.quantity.value == 1 and is_counted(threshold.quantity)
        if threshold.comparison == "=" or (one and threshold.comparison != ">"):
            continue  # "≥ 1" stands for an article too
        for quantity in _chain(texts.text, read, threshold.quantity):
            found[threshold.comparison, key(quantity)] = quantity
    for quantity in read:
        sign = SIGN_BEFORE.search(texts.text, 0, quantity.span[0])
        if sign is not None and len(chained := _chain(texts.text, read, quantity)) > 1:
            found |= {(_SIGNS[sign[1]], key(q)): q for q in chained}
    return found


_SIGNS = {"<": "<", ">": ">", "≤": "<=", "≥": ">="}


def _chain(text: str, quantities: Sequence[Quantity], one: Quantity) -> list[Quantity]:
    """A figure with those it is multiplied by: a comparator beside `120 mm × 120 mm × 50 mm` is that of all three."""
    at = next((i for i, q in enumerate(quantities) if q.span == one.span), None)
    if at is None:
        return [one]
    first = last = at
    while first and _TIMES.fullmatch(text[quantities[first - 1].span[1] : quantities[first].span[0]]):
        first -= 1
    while last + 1 < len(quantities) and _TIMES.fullmatch(
        text[quantities[last].span[1] : quantities[last + 1].span[0]]
    ):
        last += 1
    return list(quantities[first : last + 1])


def _says_loosely(law: Texts, figure: Key, comparison: str, bounds: Mapping[tuple[str, Key], Quantity]) -> bool:
    """Whether the law gives a figure, that the grammar sees no comparator at, the comparison our sign gives it.

    Four ways: "a maximum diameter of 5 mm"; "5 mm of outer diameter or less"; one comparator for an enumeration
    ("exceeding 80 mm in diameter and 20 mm in depth"); the comparator at the end of the lead-in above ("equal to or
    greater than any of the following:").
    """
    text = law.text
    for quantity in (q for q in quantities(text) if key(q) == figure):
        start, end = quantity.span
        behind, before = _LOOSE_BEHIND.get(comparison), _LOOSE_BEFORE.get(comparison)
        if behind is not None and behind.match(text, end):
            return True
        if before is not None and before.search(text[:start].casefold()):
            return True
        earlier = [(q, c) for (c, _), q in bounds.items() if q.span[1] <= start]
        if earlier:
            nearest, its = max(earlier, key=lambda pair: pair[0].span[1])
            if its == comparison and not re.search(r"[;:]", text[nearest.span[1] : start]):
                return True
        if comparison in _comparisons_above(law.above):
            return True
    return False


def _comparisons_above(above: Sequence[str]) -> set[str]:
    """The comparator a lead-in ends with: "having a strength equal to or greater than:"."""
    lead = _LEAD_IN.sub("", above[-1]) if above else ""
    return {t.comparison for t in read_thresholds(f"{lead} 7 m")} if lead else set()
