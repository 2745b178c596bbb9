"""The words the rules look for, by language: `language_rules.toml` holds them, this reads it.

>>> phrases("en").role("or"), phrases("cs").role("nebo"), phrases("cs").role("kotel")
('or', 'or', 'kotel')
>>> phrases("xx").is_restricting("having")
False

The same in other words: what two passages may differ in without anybody's classification turning on it.

Grammar (use, used, using), an abbreviation beside or instead of its words, a thing's other name in brackets, the same
figure in another unit. Such a difference is a change, but an editorial one.

Codes in a text as lists of places: `3B001 to 3B009 or 3B510` is one list, whatever its order.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from attrs import field, frozen

from controllist.packaged import packaged

PUNCTUATION = frozenset(",;:.()[]'\"/-–")

_Answer = TypeVar("_Answer")
_NEVER = re.compile(r"(?!)")
_NO_VERB = re.compile(r"(?!)()")
"""The same for `own_verb`, of whose group what stands in its place speaks."""


@frozen(eq=False)
class Phrases:
    """What a language says for "or", for opening a condition, for leaving out."""

    language: str
    roles: dict[str, str] = field(factory=dict)
    """Connectives under the English name of what they do: or, and, to, all, any."""
    light: frozenset[str] = frozenset()
    denying: re.Pattern[str] = _NEVER
    restricting: re.Pattern[str] = _NEVER
    condition: re.Pattern[str] = _NEVER
    including: re.Pattern[str] = _NEVER
    included: re.Pattern[str] = _NEVER
    example: re.Pattern[str] = _NEVER
    excluding: re.Pattern[str] = _NEVER
    own_verb: re.Pattern[str] = _NO_VERB
    placed: re.Pattern[str] = _NEVER
    measuring: re.Pattern[str] = _NEVER
    covering: re.Pattern[str] = _NEVER
    naming: re.Pattern[str] = _NEVER
    naming_signs: tuple[str, ...] = ()
    """Pieces without one of which no text has what `naming` looks for."""
    goods: re.Pattern[str] = _NEVER
    belonging: re.Pattern[str] = _NEVER
    accompanying: re.Pattern[str] = _NEVER
    """What says that goods belong to those named before: they are further goods, no condition on the others."""
    referring: re.Pattern[str] = _NEVER
    every: re.Pattern[str] = _NEVER
    synonyms: dict[str, str] = field(factory=dict)
    """Words, without their endings, that translate the same word of the original: the first one stands for all."""
    names: tuple[frozenset[tuple[str, ...]], ...] = ()
    """Names of one thing, each as its words without their endings."""
    tests: dict[str, int] = field(factory=dict)
    """Legal tests by how loose they are: 0 is the strictest."""
    counts: dict[str, int] = field(factory=dict)
    lead_in: re.Pattern[str] = _NEVER
    leading: tuple[str, ...] = ()
    """Beginnings of words without one of which no text ends with a lead-in."""
    bound_before: re.Pattern[str] = _NEVER
    bound_after: re.Pattern[str] = _NEVER

    silent: frozenset[str] = field(init=False)
    """What says nothing: punctuation, articles, and verbs that carry a word which does."""
    stem: Callable[[str], str] = field(init=False)
    """The word without the ending that grammar asks for: use, used, using; controller, controllers."""
    concept: Callable[[str], str] = field(init=False)
    """The word without its ending, or the one that stands for it and its synonyms."""
    is_restricting: Callable[[str], bool] = field(init=False)
    """Whether a word opens a condition behind a noun."""
    opens_condition: Callable[[str], bool] = field(init=False)
    """Whether it does, and never stands in the name of a thing."""
    denies: Callable[[str], bool] = field(init=False)
    """Whether a word says no."""
    name_ends: frozenset[str] = field(init=False)
    """The last words of the names of one thing."""

    @silent.default
    def _silent(self) -> frozenset[str]:
        return PUNCTUATION | self.light

    @stem.default
    def _stem(self) -> Callable[[str], str]:
        return _once_a_word(lambda word: _stem(word, self.language))

    @concept.default
    def _concept(self) -> Callable[[str], str]:
        return _once_a_word(lambda word: self.synonyms.get(stem := self.stem(word), stem))

    @is_restricting.default
    def _is_restricting(self) -> Callable[[str], bool]:
        return _once_a_word(lambda word: bool(self.restricting.fullmatch(word)))

    @opens_condition.default
    def _opens_condition(self) -> Callable[[str], bool]:
        return _once_a_word(lambda word: bool(self.condition.fullmatch(word)))

    @denies.default
    def _denies(self) -> Callable[[str], bool]:
        return _once_a_word(lambda word: bool(self.denying.fullmatch(word)))

    @name_ends.default
    def _name_ends(self) -> frozenset[str]:
        return frozenset(name[-1] for group in self.names for name in group)

    def role(self, word: str) -> str:
        """A connective by what it does; any other word as it is."""
        return self.roles.get(word, word)

    def brings_in(self, text: str) -> bool:
        """Whether a technical note names what it brings in, and says no "not"."""
        folded = text.casefold()
        for sign in self.naming_signs:
            if sign in folded:
                return bool(self.naming.search(text)) and not any(map(self.denies, folded.split()))
        return False

    def without_lead_in(self, text: str) -> str:
        """The text without the words at its end that only lead to items."""
        folded = text.casefold()
        for word in self.leading:  # a loop: `any` costs more than all the looking
            if word in folded:
                return self.lead_in.sub("", text)
        return text


def _once_a_word(ask: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """The same question, answered once for each word: a list says few words, each of them many times."""
    return lru_cache(maxsize=20_000)(ask)


def _stem(word: str, language: str) -> str:
    """The word without the first of the endings it has."""
    endings = _endings(language)
    if word.endswith(endings) and not word[0].isdigit():
        for ending in endings:
            if ending == "y" and word[-2:-1] in "aeou":
                continue  # alloy and alloys, key and keys
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                return word[: -len(ending)]
    return word


@lru_cache
def phrases(language: str) -> Phrases:
    """The phrases of a language; those of none where no table is kept for it."""
    table = _tables().get(language)
    if table is None:
        return Phrases(language)
    roles = {word: role for role in ("or", "and", "to", "all", "any") for word in table[role]}
    return Phrases(
        language,
        roles,
        frozenset(table["light"]),
        _word(table["not"]),
        _word(table["restricting"]),
        _word(table["condition"]),
        _word(table["including"]),
        _word(table["included"]),
        _phrase(table["example"]),
        _phrase(table["excluding"]),
        re.compile(rf"^([^:;]{{,80}}?)\b(?:{_in_one_line(table['own_verb'])})\b"),
        _phrase(table["placed"]),
        _phrase(table["measuring"]),
        _phrase(table["covering"]),
        _phrase(table["naming"]),
        tuple(table["naming_signs"]),
        _word(table["goods"]),
        _phrase(table["belonging"]),
        _phrase(table["accompanying"]),
        _word(table["referring"]),
        _phrase(table["every"]),
        {_stem(word, language): _stem(group[0], language) for group in table.get("synonyms", ()) for word in group},
        tuple(
            frozenset(tuple(_stem(w, language) for w in name.split()) for name in group)
            for group in table.get("names", ())
        ),
        _ranked([[" ".join(roles.get(w, w) for w in words.split()) for words in test] for test in table["tests"]]),
        {word: number for number, word in enumerate(table["counts"], 1)},
        re.compile(rf"(?:{table['lead_in']})[:;,.]?\s*$", re.VERBOSE | re.IGNORECASE),
        tuple(table["leading"]),
        _bound_before(table["bound_before"]),
        re.compile(rf"(?<=⟧),? (?:{table['bound_after']})\b"),
    )


def _ranked(tests: Sequence[Iterable[str]]) -> dict[str, int]:
    """How loose each legal test is; of several ranks the strictest."""
    return {said: rank for rank, test in reversed([*enumerate(tests)]) for said in test}


@lru_cache
def _endings(language: str) -> tuple[str, ...]:
    """The endings of a language, the longest first."""
    table = _tables().get(language, {})
    return tuple(sorted(table.get("endings", ()), key=len, reverse=True))


@lru_cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(packaged(__package__, "language_rules.toml"))


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(_in_one_line(pattern))


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_in_one_line(pattern)})\b", re.IGNORECASE)


def _in_one_line(pattern: str) -> str:
    """The pattern without its ends of lines and the blanks beside them; ß also as the two signs it is in lower case."""
    return re.sub(r"\s++", lambda blanks: "" if "\n" in blanks[0] else blanks[0], pattern).replace("ß", "(?:ß|ss)")


def _bound_before(pattern: str) -> re.Pattern[str]:
    """The words of a comparison before its bound; the bound holds them as a sign."""
    return re.compile(rf"(?:\b(?:{_in_one_line(pattern)})\s+|[<>≤≥=±]\s*|\((?:better|less)\)\s*)+(?=⟦)")


# the rest of the room takes it from here


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
