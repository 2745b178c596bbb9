"""The words of a language that the grammar of quantities and thresholds needs, compiled from `words.toml`.

>>> [(c.comparison, text[c.start : c.end]) for text in ["exceeding 5 nm but less (better) than 9 nm"]
...  for c in language("en").before(text)]
[('>', 'exceeding'), ('<', 'less (better) than')]
>>> language("xx")
Traceback (most recent call last):
    ...
controllist.errors.MisuseError: expected a language with words (cs, de, en, nl), found 'xx'
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any, cast

from attrs import frozen

from controllist.errors import MisuseError
from controllist.language import Comparison
from controllist.packaged import packaged

SIGNS: dict[str, Comparison] = {
    ">": ">", "<": "<", "≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", "=>": ">=", "=<": "<=", "⩾": ">=", "⩽": "<=",
}  # fmt: skip

_TURNED: dict[Comparison, Comparison] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_WITH_BOUND: dict[Comparison, Comparison] = {"<": "<=", ">": ">="}

BACK = 160
"""How far back, in characters, words are looked for that stand right before a place: more than any has, and it keeps
the time for many places in proportion to the text."""

_FIGURE_BEHIND = re.compile(r"\s[-−–+±]?\s?\d")
_BRACKET = re.compile(r"\((\w+)\)")


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


@frozen
class Language:
    """What one table of `words.toml` says."""

    name: str
    decimal: str
    before_pattern: re.Pattern[str]
    before_meaning: dict[str, Comparison | None]
    alone: tuple[tuple[Comparison, re.Pattern[str]], ...]
    """What compares only where nothing but a figure stands: "over 5 kW" as a fact."""
    after_pattern: re.Pattern[str]
    after_meaning: dict[str, Comparison]
    better_words: dict[str, str]
    judging: frozenset[str]
    """Better and worse: words that only the property gives a direction."""
    more_is_better: tuple[tuple[str, str], ...]
    """Endings of properties of which more is better, each with the unit it is so in (empty: any)."""
    numbers: dict[str, int]
    number_pattern: re.Pattern[str]
    lead: re.Pattern[str]
    join: re.Pattern[str]
    between: re.Pattern[str]
    stop: frozenset[str]
    articles: frozenset[str]
    inside: frozenset[str]
    edge: frozenset[str]
    """Words that neither begin nor end a name."""
    drop: frozenset[str]
    trailing: frozenset[str]
    modifiers: frozenset[str]
    nouns_like_verbs: frozenset[str]
    verb_endings: tuple[str, ...]
    sums: frozenset[str]
    counting: re.Pattern[str]
    linked: re.Pattern[str]
    """What may stand between a name and what it belongs to."""
    link_words: frozenset[str]
    each: frozenset[str]
    """Words before what a figure is counted by: "PER day"."""
    weak: re.Pattern[str]
    weak_comparator: re.Pattern[str]
    infinitive: re.Pattern[str]
    """What stands before a verb: "able TO bear 250 N"."""
    operates: re.Pattern[str]
    at: re.Pattern[str]
    """The preposition of a condition, right before a comparator: "measured AT > 1 GHz"."""
    measuring: re.Pattern[str]
    """What opens the clause that a figure is measured under, with the word before it: "when measured at"."""
    subject: re.Pattern[str]
    """Goods behind a condition, which end it: "for pumps with a stroke"."""
    open_range: re.Pattern[str]
    """The word before the lower end of a range that has no upper one."""
    formula: re.Pattern[str]
    """A figure that goes on as arithmetic."""
    before_condition: re.Pattern[str]
    plain: dict[str, str]
    """The name for what a kind of unit measures."""
    condition: re.Pattern[str]
    adverbial: re.Pattern[str]
    of_dimension: re.Pattern[str]
    nouns: dict[str, frozenset[str]]
    """Last word of a property and the kinds of units it is measured in."""
    kinds: frozenset[str]
    """All kinds of units that the nouns name."""
    combine: tuple[tuple[str, re.Pattern[str]], ...]
    """Lead-ins: `all`, `any`, `list`, `items`."""
    connectors: tuple[tuple[str, re.Pattern[str]], ...]
    """`or` and `and` as words anywhere."""
    cues: tuple[tuple[str, re.Pattern[str]], ...]
    """Words before a cross-reference, by its role."""
    closing: tuple[tuple[str, re.Pattern[str]], ...]
    """Words at the end of an item: `and`, `or`."""

    def before(self, text: str) -> tuple[Comparator, ...]:
        """All comparators that stand before a figure, signs among them."""
        found: list[Comparator] = []
        for match in self.before_pattern.finditer(text):
            meaning = self._meaning(match)
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
            for c in self.before(text)
            if text[c.start] not in SIGNS and _FIGURE_BEHIND.match(text, c.end)
        )
        behind = (
            match.span()
            for match in self.after_pattern.finditer(text)
            if not (text[: match.start()] or " ")[-1].isalnum() and not _FIGURE_BEHIND.match(text, match.end())
        )
        alone = (match.span() for _, pattern in self.alone for match in pattern.finditer(text))
        return tuple(sorted({*before, *behind, *alone}))

    def told(self, text: str) -> tuple[Comparison, str] | None:
        """One side and what it is a side of, in a text that is nothing but a figure; None without such words.

        Better and worse give no side: only a property tells which.

        >>> language("en").told("no less than 5 W"), language("nl").told("5 W of meer"), language("de").told("5 W")
        (('>=', '5 W'), ('>=', '5 W'), None)
        """
        match = self.before_pattern.match(text)
        if match and (meaning := self._meaning(match)) and not self.judges(match[0]):
            return meaning, text[match.end() :].strip()
        for comparison, pattern in self.alone:
            if match := pattern.match(text):
                return comparison, text[match.end() :].strip()
        behind = next((m for m in self.after_pattern.finditer(text) if m.end() == len(text)), None)
        if behind and text[behind.start() - 1 : behind.start()].isspace() and not self.judges(behind["words"]):
            return self.after_meaning[" ".join(behind["words"].split()).casefold()], text[: behind.start()].strip()
        return None

    def after_lead(self, text: str, at: int) -> int:
        """The place behind the words that may stand between a comparator and its figure: `more than a total of 5`."""
        lead = self.lead.match(text, at)
        return lead.end() if lead else at

    def _meaning(self, match: re.Match[str]) -> Comparison | None:
        """What a comparator means, turned round by a negation; None where it compares nothing that can be told."""
        sign = match["sign"]
        if sign:
            return SIGNS[sign]
        meaning = self.before_meaning[" ".join(re.sub(r"\([^()]*\)", " ", match["words"]).split()).casefold()]
        takes_in = bool(match["equal_or"] or match["or_equal"])
        if meaning is None or not match["not"]:
            return _WITH_BOUND.get(meaning, meaning) if meaning and takes_in else meaning
        # "not more than or equal to": whether the bound is in or out, the words leave open
        return None if takes_in else _TURNED.get(meaning)

    def judges(self, comparator: str) -> bool:
        """Whether a comparator says better or worse: `better than`, `or better`, `nicht schlechter als`."""
        return not self.judging.isdisjoint(comparator.casefold().split())

    def direction(self, word: str, comparison: Comparison) -> str:
        """What the law calls better: the word in its bracket is a direction, or `better` beside a comparator."""
        if not word:
            return ""
        meaning = self.better_words.get(word.casefold()) or self.better_words.get(f"{word.casefold()}:{comparison[0]}")
        return meaning or ""


@cache
def language(name: str) -> Language:
    """The words of a language; raises `MisuseError` where there are none."""
    data = _tables()
    if name not in data:
        raise MisuseError(f"expected a language with words ({', '.join(sorted(data))}), found {name!r}", language=name)
    return _compile(name, data[name])


def languages() -> tuple[str, ...]:
    """The languages that have words, the one the digests are written in first."""
    return tuple(_tables())


def has_language(name: str) -> bool:
    return name in _tables()


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(packaged(__package__, "words.toml"))


def _compile(name: str, table: dict[str, Any]) -> Language:
    grammar = table["grammar"]
    before: dict[str, Comparison | None] = {}
    phrases: list[str] = []
    for meaning, words in [*table["before"].items(), *_short_forms(table)]:
        for phrase in words:
            phrases.append(phrase)
            before[phrase.replace("_", " ").casefold()] = None if meaning == "nothing" else cast(Comparison, meaning)
    after: dict[str, Comparison] = {p.casefold(): cast(Comparison, m) for m, ps in table["after"].items() for p in ps}
    numbers = table["numbers"]
    nouns: dict[str, set[str]] = {}
    for kind, words in table["dimensions"].items():
        for word in words:
            nouns.setdefault(word.casefold(), set()).add(kind)
    return Language(
        name=name,
        decimal=table["decimal"],
        before_pattern=re.compile(
            rf"(?<![\w-])(?P<not>(?:{_any(table['negations'], _comparator)})\s+)?"
            rf"(?P<equal_or>(?:{_any(table['equal_or'], _comparator)})\s+)?(?P<words>{_any(phrases, _comparator)})"
            rf"(?P<or_equal>\s+(?:{_any(table['or_equal'], _comparator)}))?(?![\w-])|(?P<sign>>=|<=|=>|=<|[<>≥≤⩾⩽])",
            re.IGNORECASE,
        ),
        before_meaning=before,
        alone=tuple(
            (
                cast(Comparison, meaning),
                re.compile(rf"(?<![\w-])(?:{_any(phrases, _comparator)})(?=\s[-−–+±]?\s?\d)", re.I),
            )
            for meaning, phrases in table["alone"].items()
        ),
        after_pattern=re.compile(
            rf"(?P<words>{_any(after, re.escape)})(?:\s\((?P<bracket>\w+)\))?(?!\w|\sthan\b)", re.I
        ),
        after_meaning=after,
        better_words=_directions(table["better"]),
        judging=frozenset(w.partition(":")[0] for ws in table["better"].values() for w in ws if ":" in w),
        more_is_better=tuple((n, u) for n, _, u in (w.partition(":") for w in table["more_is_better"])),
        numbers=numbers,
        number_pattern=re.compile(rf"(?<![\w-])(?:{_any(numbers, re.escape)})(?!\w)", re.IGNORECASE),
        lead=re.compile(rf"(?:\s+(?:{_any(table['lead'], re.escape)})(?!\w))*\s*", re.IGNORECASE),
        join=re.compile(rf"\s*(?:,?\s(?:{_any(table['join'], re.escape)})\s|[-–,;]\s?|\s[-–]\s)\s*", re.IGNORECASE),
        between=re.compile(rf"(?<!\w)(?:{_any(table['between'], re.escape)})\s*$", re.IGNORECASE),
        stop=frozenset(grammar["stop"]) | frozenset(grammar["verbs"]),
        articles=frozenset(table["articles"]),
        inside=frozenset(table["inside"]),
        edge=frozenset(table["articles"]) | frozenset(table["inside"]),
        drop=frozenset(grammar["drop"]),
        trailing=frozenset(grammar["trailing"]),
        modifiers=frozenset(grammar["modifiers"]),
        nouns_like_verbs=frozenset(grammar["nouns_like_verbs"]),
        verb_endings=tuple(grammar["verb_endings"]),
        sums=frozenset(grammar["sums"]),
        counting=re.compile(rf"\b(?:{_some(grammar['counting'])})\b"),
        linked=re.compile(
            rf"\s(?:\w+(?:{_some(grammar['participle_endings'])})\s)?(?:{_some(grammar['links'])})\s"
            rf"(?:(?:{_some(grammar['determiners'])})\s)?(?:\([^()]*\)\s)?",
            re.I,
        ),
        each=frozenset(grammar["each"]),
        link_words=frozenset(grammar["links"]),
        weak=re.compile(rf"\s(?:{_some(grammar['weak'])})$", re.I),
        weak_comparator=re.compile(rf"(?:{_some(grammar['weak_comparators'])})\b", re.I),
        infinitive=re.compile(rf"(?<!\w)(?:{_some(grammar['infinitive'])})$", re.I),
        operates=re.compile(rf"\b(?:{_some(grammar['operates'])})\s*$", re.I),
        at=re.compile(rf"\b(?:{_some(grammar['at'])})\s*$", re.I),
        measuring=re.compile(
            rf"(?:(?:{_some(grammar['measuring_leads'])})\s)?(?:{_some(grammar['measuring'])})(?!\w)", re.I
        ),
        subject=re.compile(
            rf"\s(?:{_any(grammar['conditions'], re.escape)})\s(?:\w[\w-]*\s){{1,3}}(?:{_some(grammar['subject'])})\s",
            re.I,
        ),
        open_range=re.compile(rf"(?<!\w)(?:{_some(grammar['open_range'])})\s$", re.I),
        formula=re.compile(rf"\s?(?:(?:{_some(grammar['formula'])})|÷|\+\s?[\dA-Z(]|×|[a-z]*log|/\s?[A-Z]\b)"),
        before_condition=re.compile(rf"\s(?:{_some(grammar['conditions'])}|in|within)\s[^,;:]*$", re.I),
        plain=table["plain"],
        condition=re.compile(rf"[\s,(]*(?P<words>(?:{_any(grammar['conditions'], re.escape)})\s)", re.IGNORECASE),
        adverbial=re.compile(rf"\s(?:{_any(table['adverbial'] or ['-'], re.escape)})\s*$", re.IGNORECASE),
        of_dimension=re.compile(
            rf"\s(?:in|of)\s(?:\w+\s)?(?P<noun>{_any(grammar['of_dimension'] or ['-'], re.escape)})(?!\w)", re.I
        ),
        nouns={word: frozenset(kinds) for word, kinds in nouns.items()},
        kinds=frozenset(table["dimensions"]),
        combine=tuple(
            (kind, re.compile(rf"(?<!\w)(?:{_any(table[kind], re.escape)})(?!\w)", re.I))
            for kind in ("all", "any", "list", "items")
        ),
        connectors=tuple(
            (kind, re.compile(rf"(?<!\w)(?:{_any(table[kind], re.escape)})(?!\w)", re.I)) for kind in ("or", "and")
        ),
        cues=tuple(
            (role, re.compile(rf"(?<!\w)(?:{_any(words, re.escape)})(?!\w)", re.I))
            for role, words in table["references"].items()
        ),
        closing=tuple(
            (kind, re.compile(rf"(?:^|[;,.:\s])(?:{_any(table[kind], re.escape)})\s*$", re.I)) for kind in ("or", "and")
        ),
    )


def _short_forms(table: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The comparatives that take in the bound and leave out their last word: `greater or equal to`."""
    than = "_" + table["than"]
    return [
        (meaning + "=", [f"{phrase.removesuffix(than)} {equal}" for phrase in table["before"][meaning]
                         if phrase.endswith(than) for equal in table["or_equal"]])
        for meaning in "<>"
    ]  # fmt: skip


def _some(words: list[str]) -> str:
    """The alternatives, or what never matches where a language has none."""
    return _any(words, re.escape) if words else r"(?!)"


def _any(words: Any, write: Any) -> str:
    """Any of these words, the longest first.

    Those that begin with one letter stand together: one look at a letter passes over all that begin with another.

    >>> _any(["over", "above", "at least"], re.escape)
    'a(?:t\\\\ least|bove)|over'
    """
    ordered = sorted(words, key=len, reverse=True)
    if not all("a" <= word[:1] <= "z" for word in ordered):
        return "|".join(write(word) for word in ordered)
    by_letter: dict[str, list[str]] = {}
    for word in ordered:
        by_letter.setdefault(word[0], []).append(write(word)[1:])
    return "|".join(f"{a}(?:{'|'.join(rest)})" if rest[1:] else a + rest[0] for a, rest in by_letter.items())


def _comparator(phrase: str) -> str:
    """`less_than` with room for a bracket at each `_`, blanks of any kind elsewhere."""
    escaped = re.escape(phrase).replace(r"\ ", r"\s+").replace(" ", r"\s+")
    return escaped.replace("_", r"(?:\s*\(\w+\))?\s+")


def _directions(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: meaning for meaning, words in table.items() for word in words}
