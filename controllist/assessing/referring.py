"""Which references in a text are conditions of their own, and of which goods they speak.

"not specified in 3B001.g" asks about the goods themselves and can be followed with their facts. "software for equipment
specified in 3B001.a" asks about other goods. Where a text has alternatives, of which only one is told by a reference,
the reference stays within the words: a no to it settles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from controllist.codes import ControlCode
from controllist.language import Reference

_NO_CONDITION = frozenset({"see-also", "speaks-of", "mentioned"})
_JOINED = re.compile(r"[\s,;]*(?:and|or|to)?[\s,]*(?:in |by )?")
_NEGATED = re.compile(
    r"(?:\bnot\b|\bother than\b|\bexcept(?:ing)?\b|\bexcluding\b|\bapart from\b)\W+"
    r"(?:(?:for|those|that|the|what|items?|goods|is|are|ones|as)\W+)*"
    r"(?:specified|described|controlled|listed)\b\W*(?:(?:in|by|at)\W*)?$",
    re.IGNORECASE,
)
_OWN_GOODS = re.compile(
    r"\W*(?:the )?(?:items?|goods|materials?|equipment|products?|components?|systems?)?\W*", re.IGNORECASE
)
_ALTERNATIVES = re.compile(r";|\bor\b", re.IGNORECASE)


@frozen
class Referred:
    """Places that one phrase names together; any of them fulfils it, `negated` where none may."""

    codes: tuple[ControlCode, ...]
    printed: str
    span: tuple[int, int]
    negated: bool
    same_goods: bool
    list: str = ""


def conditions_told(text: str, references: Sequence[Reference]) -> tuple[Referred, ...]:
    """The references of a text that are conditions, those of one phrase together."""
    groups: list[list[Reference]] = []
    for reference in sorted(references, key=lambda r: r.span):
        if reference.role in _NO_CONDITION or not any(_is_entry(c) for c in reference.codes):
            continue
        if groups and _JOINED.fullmatch(text[groups[-1][-1].span[1] : reference.span[0]]):
            groups[-1].append(reference)
        else:
            groups.append([reference])
    found = [_referred(text, group) for group in groups]
    simple = len(found) - sum(r.negated for r in found) == 1 and not _ALTERNATIVES.search(_outside(text, groups))
    return tuple(r for r in found if r.negated or simple)


def _is_entry(code: ControlCode) -> bool:
    """Whether a code names entries; general notes are named for how they apply, not as a condition."""
    return bool(re.match(r"\d|ML", code))


def _referred(text: str, group: Sequence[Reference]) -> Referred:
    start, end = group[0].span[0], group[-1].span[1]
    negated = group[0].role == "excluded-there" or bool(_NEGATED.search(text[:start]))
    lead = re.sub(r"\b(?:specified|described|controlled)\b.*$", "", text[:start])
    alone = bool(_OWN_GOODS.fullmatch(lead)) and not text[end:].strip(" .;")
    codes = tuple(dict.fromkeys(c for r in group for c in r.codes if _is_entry(c)))
    return Referred(codes, text[start:end], (start, end), negated, negated or alone, group[0].list)


def _outside(text: str, groups: Sequence[Sequence[Reference]]) -> str:
    """The text without its reference phrases."""
    rest = text
    for group in reversed(groups):
        rest = rest[: group[0].span[0]] + rest[group[-1].span[1] :]
    return rest


def within(code: str, place: str) -> bool:
    """Whether a code lies in a place, which may be a category or group.

    >>> within("3B501.f.1", "3B"), within("3B501.f.1", "3B501.f"), within("3B501", "3B501.f")
    (True, True, False)
    """
    if ControlCode(place).contains(code):
        return True
    return bool(re.fullmatch(r"\d(?:[A-E]|P[12])?", place)) and code.startswith(place)
