"""The same in other words: what two passages may differ in without anybody's classification turning on it.

Grammar (use, used, using), an abbreviation beside or instead of its words, a thing's other name in brackets, the same
figure in another unit. Such a difference is a change, but an editorial one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from controllist.diffing.phrases import PUNCTUATION as PUNCTUATION  # the rest of the room takes it from here
from controllist.diffing.phrases import Phrases

_NOT_FREE = frozenset({"or", "and", "not", "than"})
"""What those words join, deny or compare depends on where they stand."""


def weighty(spoken: Phrases, words: Iterable[str]) -> list[str]:
    """The words that say something: no punctuation, no articles, no verbs that carry one."""
    silent = spoken.silent
    return [w for w in words if w not in silent]


def same_when_weighed(
    spoken: Phrases,
    gone: Sequence[str],
    come: Sequence[str],
    before: Sequence[str],
    heavy: tuple[Sequence[str], Sequence[str]],
) -> bool:
    """The same words in another form, or an abbreviation beside or instead of the words it stands for.

    `heavy` is what of either side is `weighty`.
    """
    concept = spoken.concept
    was = [concept(w) for w in heavy[0] if w != "to"]
    now = [concept(w) for w in heavy[1] if w != "to"]
    if "".join(was).replace("-", "") == "".join(now).replace("-", ""):
        return True
    if cut_short(gone, come) or cut_short(come, gone) or _same_thing(spoken, gone, come, before):
        return True
    if len(was) == len(now) and sorted(was) == sorted(now) and _NOT_FREE.isdisjoint(was):
        return True
    long, short = heavy if len(heavy[0]) >= len(heavy[1]) else heavy[::-1]
    if not short:
        return "(" in (gone if was else come) and abbreviates(" ".join(long), before)
    name = " ".join(short)  # of several words it is no abbreviation
    return _may_abbreviate(name) and abbreviates(name, [w for w in long if not _is_form(w, name)])


def _is_form(word: str, other: str) -> bool:
    """Whether two words differ in the plural only."""
    return word.removesuffix("s") == other.removesuffix("s")


def _same_thing(spoken: Phrases, gone: Sequence[str], come: Sequence[str], before: Sequence[str]) -> bool:
    """Whether what stood and what stands, with the words before, are two names of one thing: `gas turbine (engine)`."""
    for side in (gone or before, come or before):
        if not side or spoken.stem(side[-1]) not in spoken.name_ends:
            return False
    sides = [tuple(map(spoken.stem, (*before[-2:], *side))) for side in (gone, come)]
    tails = [(sides[0][at:], sides[1][at:]) for at in range(3)]
    return any(was in group and now in group for group in spoken.names for was, now in tails)


def cut_short(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a passage is the beginning of the one word of the other, with a stop: `ref .`, `reference :`."""
    if len(short) != 2 or short[1] != "." or len(short[0]) < 3:
        return False
    words = [w for w in long if w not in PUNCTUATION]
    return len(words) == 1 and words[0].startswith(short[0])


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the first letters of the words before it: adcs, analogue-to-digital converters."""
    if not _may_abbreviate(short):
        return False
    letters = short.removesuffix("s")
    parts = [p for w in words for p in w.split("-") if p and p[0].isalpha()]
    if len(parts) < 2:
        return False
    initials = "".join(p[0] for p in parts[-len(letters) - 3 :])
    at = 0
    for letter in initials:
        at += at < len(letters) and letter == letters[at]
    return at == len(letters)


def _may_abbreviate(word: str) -> bool:
    letters = word.removesuffix("s")
    return 2 <= len(letters) <= 8 and letters.isalpha()


def repeats_bound(text: Sequence[str], span: tuple[int, int]) -> bool:
    """Whether the span is a figure in brackets right behind a bound, which it says again in another unit."""
    start, end = span
    if end - start != 1 or not text[start].lstrip("-")[:1].isdigit():
        return False
    ahead = [w for w in text[max(start - 3, 0) : start] if w != "-"]
    return ahead[-1:] == ["("] and any(w.startswith("⟦") for w in ahead)


_NO_NAME = frozenset(["and", "with", "having", "for", "of", "in", "the", "not", "other", "than", "to"])


def names_in(text: Sequence[str]) -> list[frozenset[str]]:
    """The names of a text that is one name with others in brackets behind it, or one name alone; else nothing.

    A name of an organism, a chemical or an alloy, as `Bipolaris oryzae (Cochliobolus miyabeanus)`.
    """
    if len(text) > 60 or not _NO_NAME.isdisjoint(text) or any(w[:1] == "⟦" for w in text):
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
