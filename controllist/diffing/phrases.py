"""The words the rules look for, by language: `phrases.toml` holds them, this reads it.

>>> phrases("en").role("or"), phrases("cs").role("nebo"), phrases("cs").role("kotel")
('or', 'or', 'kotel')
>>> phrases("xx").is_restricting("having")
False
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
    return tomllib.loads(packaged(__package__, "phrases.toml"))


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
