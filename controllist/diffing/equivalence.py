"""What texts may differ in without anybody's classification turning on it.

Two printings of one law differ in typography, in what a converter made of it, and in what editors freshen without
anybody meaning a change. `normalize.fold` levels blanks, quotation marks, dashes and exponents; `equivalences.toml` has
the rest, each with the reason why it cannot touch what is controlled. `key` levels what is never a change; `words`
gives the words that remain, for saying what changed.

Other differences are changes, but editorial ones: grammar (use, used, using), an abbreviation beside or instead of its
words, another name in brackets, the same figure in another unit. Codes are read as lists of places: `3B001 to 3B009 or
3B510` is one list, whatever its order.

>>> key("Equipment optimized for ‘MRF’ of 1,5 nm; and") == key("equipment optimised for 'MRF' of 1.5 nm.")
True
>>> key("less than 10^6 Gy") == key("less than 10^5 Gy")
False
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from sys import intern

from attrs import frozen

from controllist.diffing.cutoffs import LONGEST_NAMES
from controllist.diffing.language_rules import PUNCTUATION, LanguageRules
from controllist.normalize import fold, has_exponent
from controllist.packaged import packaged

_NOT_FREE = frozenset({"or", "and", "not", "than"})
"""What those words join, deny or compare depends on where they stand."""
_NO_NAME = frozenset({"and", "with", "having", "for", "of", "in", "the", "not", "other", "than", "to"})
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
    if len(text) > LONGEST_NAMES or not _NO_NAME.isdisjoint(text) or any(w[:1] == "⟦" for w in text):
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


@frozen
class Equivalence:
    """What is levelled, why, and how; a text that it alters holds one of `signs`, where there are any."""

    name: str
    reason: str
    pattern: re.Pattern[str]
    replacement: str
    signs: tuple[str, ...] = ()

    def apply(self, text: str) -> str:
        if self.signs and not any(sign in text for sign in self.signs):
            return text
        return self.pattern.sub(self.replacement, text)


@lru_cache
def equivalences() -> tuple[Equivalence, ...]:
    """The table of `equivalences.toml`, in the order in which they apply."""
    table = tomllib.loads(packaged(__package__, "equivalences.toml"))
    parts = table["parts"]

    def compiled(pattern: str) -> str:
        pattern = re.sub(r"\n\s*", "", pattern)
        return re.sub(r"<([a-z_]{4,})>", lambda part: compiled(parts[part[1]]), pattern)

    return tuple(
        Equivalence(
            row["name"],
            row["reason"],
            re.compile(compiled(row["pattern"])),
            row["replacement"],
            tuple(row.get("signs", ())),
        )
        for row in table["equivalences"]
    )


# Characters of the Symbol font, which a PDF gives by their place in that font.
_SYMBOL_FONT = str.maketrans("\uf0b0\uf0b4\uf0a3\uf0b3\uf0b1\uf063\uf06d\uf073\uf0f2", "°×≤≥±χµσ∫")
_HYPHEN = re.compile(r"-(?!\d)")
_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")
_WITHOUT_WEIGHT = str.maketrans("", "", " ,;:'\"()[]")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_FLATTENED = re.compile(r"(?<![\d.])10(?:\^-?\d+| ?- ?\d*|-?\d{1,2})?(?![\d.])")
_BETTER = re.compile(r"\b(?:better than|or better)\b|\([a-z]+ is better\)", re.IGNORECASE)
_TOKEN = re.compile(
    r"""
      ml\d+(?:\.[a-z0-9]+)*              # a place of the military list
    | [^\W\d_]+(?:[-'][^\W\d_]+)*\d*     # a word, with an inner hyphen or apostrophe, or a formula such as uf6
    | ⟦\d+⟧                              # a bound, taken out of the text by `wording`
    | \d[a-e]\d{3}(?:\.[a-z0-9]+)*       # a code: 3a001.b.2
    | (?<![\w.)])-?\d+(?:\.\d+)?(?:\^-?\d+)?   # a number, with its minus
    | \d+(?:\.\d+)?(?:\^-?\d+)?          # or behind a dash that is none
    | \S                                 # any other sign
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=40_000)
def levelled(text: str) -> str:
    """The text in lower case after all equivalences.

    >>> levelled("Note: In 3A001.b.10., F is the offset;")
    'f is the offset'
    """
    text = fold(text.translate(_SYMBOL_FONT)).casefold()
    for equivalence in equivalences():
        text = equivalence.apply(text)
    return text


@lru_cache(maxsize=40_000)
def key(text: str) -> str:
    """What two wordings must share to be one: letters, figures and the signs that carry meaning.

    Blanks, hyphens, commas, quotation marks and brackets are dropped, so that a word broken at a line's end is the
    word, and a lost blank ("havingall") none; a doubled consonant counts once (labelled, labeled; focussed, focused).
    A minus or hyphen counts only between or before figures: 10^-6, -80 dB.

    >>> key("photo- sensitive, having all") == key("photosensitive havingall")
    True
    """
    text = _DOUBLED.sub(r"\1", _HYPHEN.sub("", levelled(text)))
    return _STOP.sub("", text).translate(_WITHOUT_WEIGHT)


@lru_cache(maxsize=20_000)
def same(before: str, after: str) -> bool:
    """Whether two wordings say the same, after all equivalences.

    Where one of them has lost its exponents (`1012` for 10¹²), the powers of ten are left out of the comparison: what a
    converter lost is no change of the law.

    >>> same("fluence above 10¹² n/cm²", "fluence above 1012 n/cm2")
    True
    >>> same("fluence above 10¹² n/cm²", "fluence above 10¹³ n/cm²")
    False
    """
    if before == after or key(before) == key(after) or _without_blanks(before) == _without_blanks(after):
        return True
    if any(_BETTER.search(text) for text in (before, after)):
        return key(_by_side(before)) == key(_by_side(after))
    return has_exponent(before) != has_exponent(after) and _without_powers(before) == _without_powers(after)


def _without_blanks(text: str) -> str:
    """The text without blanks and quotation marks: `- 40` is -40, and `Al - X - Mg` is Al-X-Mg."""
    return re.sub(r"[\s'\"]", "", fold(text)).rstrip(".;")


def _by_side(text: str) -> str:
    """The text with every comparison as strict or inclusive alone: `better than` leaves the side to the property.

    >>> _by_side("purity better than 5 %") == _by_side("purity > 5 % (greater is better)")
    True
    >>> _by_side("0.1 % of the value or better") == _by_side("≤ 0.1 % of the value (smaller is better)")
    True
    """
    text = re.sub(r"\s*\([a-z]+ is better\)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(\d[\d.,]*(?:(?!\d)[^;:])*?) or better\b", r"≶= \1", text)
    text = re.sub(r"\b(?:equal to or )better than|[≤≥]", "≶=", text)
    return re.sub(r"\bbetter than\b|[<>]", "≶", text)


def _without_powers(text: str) -> str:
    """The key without powers of ten and raised figures."""
    plain = _FLATTENED.sub("10", levelled(text))
    plain = re.sub(r"(?<=[a-zµω])\^?-?\d\b", "", plain)
    return re.sub(r"-(?!\d)|[\s,;:.'\"()\[\]^]", "", plain)


@lru_cache(maxsize=40_000)
def words(text: str) -> tuple[str, ...]:
    """The words, figures and signs of a text after all equivalences, quotation marks left out.

    >>> words('"Laser" diodes, 5 W or more')
    ('laser', 'diodes', ',', '5', 'w', 'or', 'more')
    """
    return tokens(levelled(text))


def tokens(level: str) -> tuple[str, ...]:
    """The words, figures and signs of a levelled text, quotation marks left out; one string for each word there is."""
    return tuple([intern(w) for w in _TOKEN.findall(level) if w not in "\"'"])
