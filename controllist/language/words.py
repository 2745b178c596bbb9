"""The words of a language that the grammar of quantities and thresholds needs, as `words.toml` lists them.

>>> [(c.comparison, text[c.start : c.end]) for text in ["exceeding 5 nm but less (better) than 9 nm"]
...  for c in language("en").comparators(text)]
[('>', 'exceeding'), ('<', 'less (better) than')]
>>> language("xx")
Traceback (most recent call last):
    ...
controllist.errors.MisuseError: expected a language with words (cs, de, en, nl), found 'xx'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, cast

from attrs import frozen

from controllist.errors import MisuseError
from controllist.language import Comparison
from controllist.packaged import packaged

SIGNS: dict[str, Comparison] = {
    ">": ">", "<": "<", "≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", "=>": ">=", "=<": "<=", "⩾": ">=", "⩽": "<=",
}  # fmt: skip
_NEGATED: dict[Comparison, Comparison] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_WITH_BOUND: dict[Comparison, Comparison] = {"<": "<=", ">": ">="}

BACK = 160
"""How far back, in characters, words are looked for that stand right before a place: more than any has, and it keeps
the time for many places in proportion to the text."""

_FIGURE_BEHIND = re.compile(r"\s[-−–+±]?\s?\d")
_BRACKET = re.compile(r"\((\w+)\)")
_LEVEL = str.maketrans("\u00a0\u2009\u202f\u2007\n‘’“”„‚", "     ''\"\"\"'")


def level(text: str) -> str:
    """Blanks and quotation marks of any kind as one kind, one character for one: places stay the same."""
    return text.translate(_LEVEL)


@frozen
class Comparator:
    """A comparator in a text; `better` is the direction that its bracket calls better: `less`, `greater` or empty.

    `judges` where it says better or worse without a direction; `comparison` is then that of an accuracy.
    """

    comparison: Comparison
    start: int
    end: int
    better: str = ""
    judges: bool = False


def _pattern(template: str, flags: int = re.IGNORECASE) -> cached_property[re.Pattern[str]]:
    """An expression in which `{list}` stands for any word of that list; compiled at first use."""

    def compiled(words: Language) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{([a-z_-]+)\}", lambda m: _any_of(words.lists[m[1]]), template), flags)

    return cached_property(compiled)


def _patterns(template: str, *names: str) -> cached_property[tuple[tuple[str, re.Pattern[str]], ...]]:
    """The same expression for several lists, each with the name of its list; `{}` stands for its words."""

    def compiled(words: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((name, re.compile(template.replace("{}", _any_of(words.lists[name])), re.I)) for name in names)

    return cached_property(compiled)


def _set(*names: str) -> cached_property[frozenset[str]]:
    """The words of some lists."""
    return cached_property(lambda words: frozenset(word for name in names for word in words.lists[name]))


class Language:
    """One language of `words.toml`, which says what each list is for."""

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.decimal: str = table["decimal"]
        self.numbers: dict[str, int] = table["numbers"]
        self.plain: dict[str, str] = table["plain"]
        """The name for what a kind of unit measures."""
        self.better: dict[str, str] = {
            word.casefold(): meaning for meaning, words in table["better"].items() for word in words
        }
        before = {phrase: meaning for meaning, phrases in table["before"].items() for phrase in phrases}
        for phrase, meaning in list(before.items()):  # "greater or equal to" leaves out the last word
            if meaning in _WITH_BOUND and phrase.endswith("_" + table["than"]):
                stem = phrase.removesuffix("_" + table["than"])
                before |= {f"{stem} {equal}": _WITH_BOUND[meaning] for equal in table["or_equal"]}
        after = {phrase: meaning for meaning, phrases in table["after"].items() for phrase in phrases}
        self.lists: dict[str, Iterable[str]] = {**table, **table["grammar"], **table["references"]}
        self.lists |= {"before": before, "after": after}
        self._meanings = {p.replace("_", " ").casefold(): meaning for p, meaning in (before | after).items()}

    stop = _set("stop", "verbs")
    articles = _set("articles")
    inside = _set("inside")
    edge = _set("articles", "inside")
    """Words that neither begin nor end a name."""
    drop = _set("drop")
    trailing = _set("trailing")
    modifiers = _set("modifiers")
    nouns_like_verbs = _set("nouns_like_verbs")
    sums = _set("sums")
    links = _set("links")
    each = _set("each")
    verb_endings = cached_property(lambda self: tuple(self.lists["verb_endings"]))

    number = _pattern(r"(?<![\w-]){numbers}(?!\w)")
    after_pattern = _pattern(r"(?P<words>{after})(?:\s\((?P<bracket>\w+)\))?(?!\w|\sthan\b)")
    _before_pattern = _pattern(
        r"(?<![\w-])(?P<not>{negations}\s+)?(?P<equal_or>{equal_or}\s+)?(?P<words>{before})"
        r"(?P<or_equal>\s+{or_equal})?(?![\w-])|(?P<sign>>=|<=|=>|=<|[<>≥≤⩾⩽])"
    )
    _alone = _pattern(r"(?<![\w-]){alone}(?=\s[-−–+±]?\s?\d)")
    lead = _pattern(r"(?:\s+{lead}(?!\w))*\s*")
    join = _pattern(r"\s{0,9}(?:,?\s{join}\s|[-–,;]\s?|\s[-–]\s)\s{0,9}")
    between = _pattern(r"(?<!\w){between}\s*$")
    open_range = _pattern(r"(?<!\w){open_range}\s$")
    formula = _pattern(r"\s?(?:{formula}|÷|\+\s?[\dA-Z(]|×|[a-z]{0,9}log|/\s?[A-Z]\b)", 0)
    """A figure that goes on as arithmetic."""
    counting = _pattern(r"\b{counting}\b", 0)
    linked = _pattern(r"\s(?:\w+{participle_endings}\s)?{links}\s(?:{determiners}\s)?(?:\([^()]*\)\s)?")
    """What may stand between a name and what it belongs to."""
    weak = _pattern(r"\s{weak}$")
    weak_comparator = _pattern(r"{weak_comparators}\b")
    infinitive = _pattern(r"(?<!\w){infinitive}$")
    operates = _pattern(r"\b{operates}\s*$")
    at = _pattern(r"\b{at}\s*$")
    measuring = _pattern(r"(?:{measuring_leads}\s)?{measuring}(?!\w)")
    subject = _pattern(r"\s{conditions}\s(?:\w[\w-]*\s){1,3}{subject}\s")
    """Goods behind a condition, which end it: "for pumps with a stroke"."""
    condition = _pattern(r"[\s,(]{0,9}(?P<words>{conditions}\s)")
    before_condition = _pattern(r"\s(?:{conditions}|in|within)\s[^,;:]*$")
    adverbial = _pattern(r"\s{adverbial}\s*$")
    of_dimension = _pattern(r"\s(?:in|of)\s(?:\w+\s)?(?P<noun>{of_dimension})(?!\w)")
    lead_ins = _patterns(r"(?<!\w){}(?!\w)", "all", "any", "list", "items")
    connectors = _patterns(r"(?<!\w){}(?!\w)", "or", "and")
    closing = _patterns(r"(?:^|[;,.:\s]){}\s*$", "or", "and")
    cues = _patterns(r"(?<!\w){}(?!\w)", "excluded-there", "see-also", "specified-in", "speaks-of")
    """Words before a cross-reference, by its role."""

    @cached_property
    def nouns(self) -> dict[str, frozenset[str]]:
        """Last word of a property and the kinds of units it is measured in."""
        found: dict[str, set[str]] = {}
        for kind, nouns in self.dimensions.items():
            for noun in nouns:
                found.setdefault(noun.casefold(), set()).add(kind)
        return {noun: frozenset(kinds) for noun, kinds in found.items()}

    @cached_property
    def dimensions(self) -> dict[str, list[str]]:
        """Kinds of units with the nouns that are measured in them."""
        return cast("dict[str, list[str]]", self.lists["dimensions"])

    @cached_property
    def more_is_better(self) -> tuple[tuple[str, str], ...]:
        """Endings of properties of which more is better, each with the unit it is so in (empty: any)."""
        return tuple((name, unit) for name, _, unit in (w.partition(":") for w in self.lists["more_is_better"]))

    def comparators(self, text: str) -> tuple[Comparator, ...]:
        """All comparators that stand before a figure, signs among them."""
        found: list[Comparator] = []
        for match in self._before_pattern.finditer(text):
            meaning = self.meaning(match)
            if meaning is not None:
                bracket = _BRACKET.search(match[0])
                better = self.direction(bracket[1], meaning) if bracket else ""
                judges = not better and self.judges(match[0])
                found.append(Comparator(meaning, match.start(), match.end(), better, judges))
        return tuple(found)

    def in_words(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where a text compares a figure in words: right before it ("not exceeding 5 W") or behind one ("or more")."""
        before = (
            (c.start, c.end)
            for c in self.comparators(text)
            if text[c.start] not in SIGNS and _FIGURE_BEHIND.match(text, c.end)
        )
        behind = (
            match.span()
            for match in self.after_pattern.finditer(text)
            if not (text[: match.start()] or " ")[-1].isalnum() and not _FIGURE_BEHIND.match(text, match.end())
        )
        return tuple(sorted({*before, *behind, *(match.span() for match in self._alone.finditer(text))}))

    def one_sided(self, text: str) -> tuple[Comparison, str] | None:
        """One side and what it is a side of, in a text that is nothing but a figure; None without such words.

        Better and worse give no side: only a property gives them a direction.

        >>> language("en").one_sided("no less than 5 W"), language("nl").one_sided("5 W of meer")
        (('>=', '5 W'), ('>=', '5 W'))
        """
        match = self._before_pattern.match(text)
        if match and (meaning := self.meaning(match)) and not self.judges(match[0]):
            return meaning, text[match.end() :].strip()
        if match := self._alone.match(text):
            return ">", text[match.end() :].strip()
        match = next((m for m in self.after_pattern.finditer(text) if m.end() == len(text)), None)
        if match and text[match.start() - 1 : match.start()].isspace() and not self.judges(match["words"]):
            meaning = self.meaning(match)
            return (meaning, text[: match.start()].strip()) if meaning else None
        return None

    def after_lead(self, text: str, at: int) -> int:
        """The place behind the words that may stand between a comparator and its figure: `more than a total of 5`."""
        lead = self.lead.match(text, at)
        return lead.end() if lead else at

    def meaning(self, match: re.Match[str]) -> Comparison | None:
        """What a comparator means, turned round by a negation; None where it compares nothing that is certain."""
        parts = match.groupdict()
        if parts.get("sign"):
            return SIGNS[parts["sign"]]
        phrase = self._meanings[" ".join(_BRACKET.sub(" ", match["words"]).split()).casefold()]
        if phrase == "nothing":
            return None
        meaning = cast(Comparison, phrase)
        takes_in = parts.get("equal_or") or parts.get("or_equal")
        if parts.get("not"):
            # "not more than or equal to": whether the bound is in or out, the words leave open
            return None if takes_in else _NEGATED.get(meaning)
        return _WITH_BOUND.get(meaning, meaning) if takes_in else meaning

    def judges(self, comparator: str) -> bool:
        """Whether a comparator says better or worse: `better than`, `or better`, `nicht schlechter als`."""
        return any(f"{word}:{sign}" in self.better for word in comparator.casefold().split() for sign in "<>")

    def direction(self, word: str, comparison: Comparison) -> str:
        """What the law calls better: the word in its bracket is a direction, or `better` beside a comparator."""
        return self.better.get(word.casefold()) or self.better.get(f"{word.casefold()}:{comparison[0]}", "")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(packaged(__package__, "words.toml"))


@cache
def language(name: str) -> Language:
    """The words of a language; raises `MisuseError` where there are none."""
    if not has_language(name):
        known = ", ".join(sorted(languages()))
        raise MisuseError(f"expected a language with words ({known}), found {name!r}", language=name)
    return Language(name, _tables()[name])


def languages() -> tuple[str, ...]:
    """The languages that have words, the one the digests are written in first."""
    return tuple(_tables())


def has_language(name: str) -> bool:
    return name in _tables()


def _any_of(words: Iterable[str]) -> str:
    """Any of these words, the longest first; nothing at all where there are none.

    A blank may be any number of blanks, `_` also a bracket. Words that begin with one letter stand together: one look
    at a letter passes over all that begin with another.

    >>> _any_of(["over", "above", "at least"])
    '(?:a(?:t\\\\s+least|bove)|over)'
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s+"))
    groups = [re.escape(a) + (f"(?:{'|'.join(rest)})" if rest[1:] else rest[0]) for a, rest in by_letter.items()]
    return rf"(?:{'|'.join(groups)})".replace("_", r"(?:\s*\(\w+\))?\s+") if groups else "(?!)"
