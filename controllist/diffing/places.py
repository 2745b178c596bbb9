"""Codes in a text as lists of places: `3B001 to 3B009 or 3B510` is one list, whatever its order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from controllist.diffing.rephrasing import PUNCTUATION

_CODE = re.compile(r"(?:\d[a-e]\d{3}|ml\d+)(?:\.[a-z0-9]+)*")
_CONNECTIVES = frozenset({"or", "and", "to"})
_SECTION = re.compile(r"\d[a-e]\d?")


def join_places(words: Sequence[str]) -> list[str]:
    """The words with each run of codes as one: `3b001 to 3b009 or 3b510` is one list of places.

    >>> join_places(["specified", "in", "3a001.b", "or", "3b", "having"])
    ['specified', 'in', '3a001.b or 3b', 'having']
    """
    joined: list[str] = []
    at = 0
    while at < len(words):
        if not words[at][0].isdigit() and words[at][:2] != "ml":
            joined.append(words[at])
            at += 1
            continue
        end = at
        if _CODE.fullmatch(words[at]) or (_SECTION.fullmatch(words[at]) and _goes_on(words, at)):
            end = at + 1
            while (ahead := _next_code(words, end)) is not None:
                end = ahead + 1
        joined.append(" ".join(words[at:end]) if end > at else words[at])
        at = max(end, at + 1)
    return joined


def _goes_on(words: Sequence[str], at: int) -> bool:
    ahead = _next_code(words, at + 1)
    return ahead is not None and bool(_CODE.fullmatch(words[ahead]))


def _next_code(words: Sequence[str], at: int) -> int | None:
    """Where the next code of a run stands, behind one or two separators or, where a comma is lost, none."""
    for ahead in range(at, min(at + 3, len(words))):
        if _CODE.fullmatch(words[ahead]) or (_SECTION.fullmatch(words[ahead]) and ahead > at):
            return ahead
        if words[ahead] not in ("or", "and", "to", ",", ".", "and/or"):
            return None
    return None


def places_named(words: Sequence[str]) -> frozenset[str]:
    """The entries and items a passage names, ranges spelled out; empty where it says more than that.

    >>> sorted(places_named(["3b001 to 3b003 or 3b510"]))
    ['3b001', '3b002', '3b003', '3b510']
    >>> sorted(places_named(["3b001.a to 3b001.c"]))
    ['3b001.a', '3b001.b', '3b001.c']
    """
    for first in words:
        if first not in PUNCTUATION:
            break
    else:
        return frozenset()
    if not (first[0].isdigit() or first[:2] == "ml" or first in _CONNECTIVES):
        return frozenset()  # as for nearly every passage
    found: set[str] = set()
    parts = [p for w in words for p in w.split() if p not in PUNCTUATION]
    for at, word in enumerate(parts):
        if _CODE.fullmatch(word) or (_SECTION.fullmatch(word) and len(parts) > 1):
            found.add(word)
            if at > 1 and parts[at - 1] == "to":
                found.update(_between(parts[at - 2], word))
        elif word not in _CONNECTIVES:
            return frozenset()
    return frozenset(found)


def _between(first: str, last: str) -> Iterable[str]:
    """The places of a range but for the last one."""
    above, _, label = last.rpartition(".")
    start = first.removeprefix(f"{above}.")
    if (
        above
        and start != first
        and label > start
        and len(start) == len(label) == 1
        and start.isalpha() == label.isalpha()
    ):
        return [f"{above}.{chr(sign)}" for sign in range(ord(start), ord(label))]
    if first[:2] == last[:2] and first[2:].isdigit() and last[2:].isdigit():
        written = len(first) - 2  # 3b001 has three figures, ml8 has one
        return [f"{first[:2]}{number:0{written}d}" for number in range(int(first[2:]), int(last[2:]))]
    return ()
