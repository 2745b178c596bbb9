"""The words that the rules look for, by language: what `language_rules.toml` has for one of them.

>>> language_rules("en").role("or"), language_rules("cs").role("nebo"), language_rules("cs").role("kotel")
('or', 'or', 'kotel')
>>> language_rules("xx").is_restricting("having")
False
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from attrs import field, frozen

from controllist.packaged import packaged

PUNCTUATION = frozenset(",;:.()[]'\"/-–")
_NEVER = "(?!)"


def _in_one_line(pattern: str) -> str:
    """The pattern without its ends of lines and the blanks beside them; ß also as the two signs it is in lower case."""
    return re.sub(r"\s++", lambda blanks: "" if "\n" in blanks[0] else blanks[0], pattern).replace("ß", "(?:ß|ss)")


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(_in_one_line(pattern))


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_in_one_line(pattern)})\b", re.IGNORECASE)


def _own_verb(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^([^:;]{{,80}}?)\b(?:{_in_one_line(pattern)})\b")


def _lead_in(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})[:;,.]?\s*$", re.VERBOSE | re.IGNORECASE)


def _bound_before(pattern: str) -> re.Pattern[str]:
    """The words of a comparison before its bound; the bound has them as a sign."""
    return re.compile(rf"(?:\b(?:{_in_one_line(pattern)})\s+|[<>≤≥=±]\s*|\((?:better|less)\)\s*)+(?=⟦)")


def _bound_after(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=⟧),? (?:{pattern})\b")


def _longest_first(endings: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(endings, key=len, reverse=True))


@lru_cache(maxsize=20_000)
def _stem(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings if not word[:1].isdigit() else ():
        # alloy and alloys, key and keys: no y behind a vowel is an ending
        vowel_before = ending == "y" and word[-2:-1] in "aeou"
        if word.endswith(ending) and len(word) - len(ending) >= 2 and not vowel_before:
            return word[: -len(ending)]
    return word


@frozen(eq=False)
class LanguageRules:
    """What a language says for "or", for opening a condition, for leaving out; the fields of the table, made ready."""

    language: str
    connectives: Mapping[str, Sequence[str]] = field(factory=dict)
    """The words for or, and, to, all, any."""
    light: frozenset[str] = field(default=(), converter=frozenset)
    endings: tuple[str, ...] = field(default=(), converter=_longest_first)
    denying: re.Pattern[str] = field(default=_NEVER, converter=_word)
    restricting: re.Pattern[str] = field(default=_NEVER, converter=_word)
    condition: re.Pattern[str] = field(default=_NEVER, converter=_word)
    including: re.Pattern[str] = field(default=_NEVER, converter=_word)
    included: re.Pattern[str] = field(default=_NEVER, converter=_word)
    example: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    excluding: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    own_verb: re.Pattern[str] = field(default=_NEVER, converter=_own_verb)
    placed: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    measuring: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    covering: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    naming: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    goods: re.Pattern[str] = field(default=_NEVER, converter=_word)
    belonging: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    accompanying: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    """What says that goods belong to those named before: they are further goods, no condition on the others."""
    referring: re.Pattern[str] = field(default=_NEVER, converter=_word)
    every: re.Pattern[str] = field(default=_NEVER, converter=_phrase)
    lead_in: re.Pattern[str] = field(default=_NEVER, converter=_lead_in)
    bound_before: re.Pattern[str] = field(default=_NEVER, converter=_bound_before)
    bound_after: re.Pattern[str] = field(default=_NEVER, converter=_bound_after)
    synonyms: Sequence[Sequence[str]] = ()
    """Translations of one word of the original; the first one stands for all."""
    names: Sequence[Sequence[str]] = ()
    """Names of one thing, of which the longer only says more words."""
    tests: Sequence[Sequence[str]] = ()
    """Legal tests from the strictest to the loosest."""
    counts: Sequence[str] = ()

    def role(self, word: str) -> str:
        """A connective under the English name of what it does; any other word as it is."""
        return self._roles.get(word, word)

    def is_connective(self, word: str) -> bool:
        return word in self._roles

    def stem(self, word: str) -> str:
        """The word without the ending that grammar asks for: use, used, using; controller, controllers."""
        return _stem(word, self.endings)

    def concept(self, word: str) -> str:
        """The word without its ending, or the one that stands for it and its synonyms."""
        stem = self.stem(word)
        return self._synonyms.get(stem, stem)

    def is_restricting(self, word: str) -> bool:
        """Whether a word opens a condition behind a noun."""
        return self.restricting.fullmatch(word) is not None

    def opens_condition(self, word: str) -> bool:
        """Whether it does, and never stands in the name of a thing."""
        return self.condition.fullmatch(word) is not None

    def denies(self, word: str) -> bool:
        return self.denying.fullmatch(word) is not None

    def brings_in(self, text: str) -> bool:
        """Whether a technical note names what it brings in, and says no "not"."""
        return bool(self.naming.search(text)) and not any(map(self.denies, text.casefold().split()))

    def without_lead_in(self, text: str) -> str:
        """The text without the words at its end that only lead to items; how those combine is data of the tree.

        >>> language_rules("en").without_lead_in("Pumps having all of the following:")
        'Pumps'
        """
        return self.lead_in.sub("", text)

    def weighty(self, words: Sequence[str]) -> list[str]:
        """The words that say something: no punctuation, no articles, no verbs that carry one."""
        return [w for w in words if w not in PUNCTUATION and w not in self.light]

    @cached_property
    def _roles(self) -> dict[str, str]:
        return {word: role for role, words in self.connectives.items() for word in words}

    @cached_property
    def _synonyms(self) -> dict[str, str]:
        return {self.stem(word): self.stem(group[0]) for group in self.synonyms for word in group}

    @cached_property
    def name_stems(self) -> tuple[frozenset[tuple[str, ...]], ...]:
        """The names of one thing, each as its words without their endings."""
        return tuple(frozenset(tuple(map(self.stem, name.split())) for name in group) for group in self.names)

    @cached_property
    def looseness(self) -> dict[str, int]:
        """Legal tests by how loose they are, 0 for the strictest; of several ranks the strictest."""
        ranked = [(" ".join(map(self.role, test.split())), rank) for rank, row in enumerate(self.tests) for test in row]
        return dict(reversed(ranked))


@lru_cache
def language_rules(language: str) -> LanguageRules:
    """The rules of a language; those without words where no table is kept for it."""
    tables = tomllib.loads(packaged(__package__, "language_rules.toml"))
    return LanguageRules(language, **tables.get(language, {}))
