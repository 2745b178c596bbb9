"""The same in other words: what two passages may differ in without anybody's classification turning on it.

Grammar (use, used, using), an abbreviation beside or instead of its words, another name in brackets, the same figure in
another unit. Such a difference is a change, but an editorial one. Codes are read as lists of places: `3B001 to 3B009 or
3B510` is one list, whatever its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from controllist.diffing.language_rules import PUNCTUATION, LanguageRules

_NOT_FREE = frozenset({"or", "and", "not", "than"})
"""What those words join, deny or compare depends on where they stand."""
_NO_NAME = frozenset({"and", "with", "having", "for", "of", "in", "the", "not", "other", "than", "to"})
_LONGEST_NAMES = 60
"""Words of a text that may be no more than names."""
_CODE = re.compile(r"(?:\d[a-e]\d{3}|ml\d+)(?:\.[a-z0-9]+)*")
_SECTION = re.compile(r"\d[a-e]\d?")
_CONNECTIVES = frozenset({"or", "and", "to"})
_SEPARATORS = _CONNECTIVES | {",", ".", "and/or"}


def same_in_other_words(lang: LanguageRules, old: Sequence[str], new: Sequence[str], before: Sequence[str]) -> bool:
    """The same words in another form, or an abbreviation beside or instead of the words it stands for.

    `before` are the words in front of either passage.
    """
    heavy = lang.weighty(old), lang.weighty(new)
    was, now = ([lang.concept(w) for w in side if w != "to"] for side in heavy)
    if "".join(was).replace("-", "") == "".join(now).replace("-", ""):
        return True
    if _is_cut_short(old, new) or _is_cut_short(new, old) or _same_thing(lang, old, new, before):
        return True
    if len(was) == len(now) and sorted(was) == sorted(now) and _NOT_FREE.isdisjoint(was):
        return True
    long, short = heavy if len(heavy[0]) >= len(heavy[1]) else heavy[::-1]
    if not short:
        return "(" in (old if was else new) and abbreviates(" ".join(long), before)
    return abbreviates(" ".join(short), long)


def _same_thing(lang: LanguageRules, old: Sequence[str], new: Sequence[str], before: Sequence[str]) -> bool:
    """Whether what stood and what stands, with the words before, are two names of one thing: `gas turbine (engine)`."""
    sides = [tuple(map(lang.stem, (*before[-2:], *side))) for side in (old, new)]
    tails = [(sides[0][at:], sides[1][at:]) for at in range(3)]
    return any(was in group and now in group for group in lang.name_stems for was, now in tails)


def _is_cut_short(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a passage is the beginning of the one word of the other, with a stop: `ref .`, `reference :`."""
    words = [w for w in long if w not in PUNCTUATION]
    return (
        len(short) == 2 and short[1] == "." and len(short[0]) > 2 and len(words) == 1 and words[0].startswith(short[0])
    )


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the first letters of some words: adcs, analogue-to-digital converters.

    >>> abbreviates("adcs", ["analogue-to-digital", "converters"])
    True
    """
    letters = short.removesuffix("s")
    parts = [p for w in words for p in w.split("-") if p and p[0].isalpha()]
    if not (2 <= len(letters) <= 8 and letters.isalpha() and len(parts) > 1):
        return False
    initials = iter(p[0] for p in parts[-len(letters) - 3 :])
    return all(letter in initials for letter in letters)


def repeats_bound(text: Sequence[str], start: int, end: int) -> bool:
    """Whether the words are a figure in brackets right behind a bound, which it says again in another unit."""
    if end - start != 1 or not text[start].lstrip("-")[:1].isdigit():
        return False
    ahead = [w for w in text[max(start - 3, 0) : start] if w != "-"]
    return ahead[-1:] == ["("] and any(w.startswith("⟦") for w in ahead)


def names_in(text: Sequence[str]) -> list[frozenset[str]]:
    """The names of a text that is one name with others in brackets behind it, or one name alone; else nothing.

    A name of an organism, a chemical or an alloy, as `Bipolaris oryzae (Cochliobolus miyabeanus)`.
    """
    if len(text) > _LONGEST_NAMES or not _NO_NAME.isdisjoint(text) or any(w[:1] == "⟦" for w in text):
        return []
    names: list[list[str]] = [[]]
    inside = False
    for word in text:
        if word in ("(", ")", "[", "]"):
            inside = word in ("(", "[")
            names.append([])
        elif word in (",", ";", "or", "syn", "="):
            if not inside:
                return []
            names.append([])
        elif word not in PUNCTUATION:
            names[-1 if inside else 0].append(word)
    return [frozenset(n) for n in names if n]


def same_name(old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]) -> bool:
    """Whether the first name of one text is among the names of the other: the thing was renamed, not changed.

    >>> same_name(names_in(["bipolaris", "oryzae", "(", "cochliobolus", ")"]), names_in(["cochliobolus"]))
    True
    """
    if not old or not new:
        return False
    return (len(old) > 1 or len(new) > 1) and (old[0] in new or new[0] in old)


def join_places(words: Sequence[str]) -> list[str]:
    """The words with each run of codes as one: `3b001 to 3b009 or 3b510` is one list of places.

    >>> join_places(["specified", "in", "3a001.b", "or", "3b", "having"])
    ['specified', 'in', '3a001.b or 3b', 'having']
    """
    joined: list[str] = []
    at = 0
    while at < len(words):
        end = at + 1
        if _CODE.fullmatch(words[at]):
            while (ahead := _next_code(words, end)) is not None:
                end = ahead + 1
        joined.append(" ".join(words[at:end]))
        at = end
    return joined


def _next_code(words: Sequence[str], at: int) -> int | None:
    """Where the next code of a run stands, behind one or two separators or, where a comma is lost, none."""
    for ahead in range(at, min(at + 3, len(words))):
        if _CODE.fullmatch(words[ahead]) or (_SECTION.fullmatch(words[ahead]) and ahead > at):
            return ahead
        if words[ahead] not in _SEPARATORS:
            return None
    return None


def places_named(words: Sequence[str]) -> frozenset[str]:
    """The entries and items a passage names, ranges spelled out; empty where it says more than that.

    >>> sorted(places_named(["3b001 to 3b003 or 3b510"]))
    ['3b001', '3b002', '3b003', '3b510']
    >>> sorted(places_named(["3b001.a to 3b001.c"]))
    ['3b001.a', '3b001.b', '3b001.c']
    """
    places: set[str] = set()
    parts = [p for w in words for p in w.split() if p not in PUNCTUATION]
    for at, word in enumerate(parts):
        if _CODE.fullmatch(word) or (_SECTION.fullmatch(word) and len(parts) > 1):
            places.add(word)
            if at > 1 and parts[at - 1] == "to":
                places.update(_between(parts[at - 2], word))
        elif word not in _CONNECTIVES:
            return frozenset()
    return frozenset(places)


def _between(first: str, last: str) -> Iterator[str]:
    """The places of a range but for the last one."""
    above, _, label = last.rpartition(".")
    start = first.removeprefix(f"{above}.")
    if above and start != first and len(start) == len(label) == 1 and start.isalpha() == label.isalpha():
        yield from (f"{above}.{chr(sign)}" for sign in range(ord(start), ord(label)))
    elif first[:2] == last[:2] and first[2:].isdigit() and last[2:].isdigit():
        digits = len(first) - 2  # 3b001 has three figures, ml8 has one
        yield from (f"{first[:2]}{number:0{digits}d}" for number in range(int(first[2:]), int(last[2:])))
