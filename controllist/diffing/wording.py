"""What changed in the words of one node: bounds that moved, and passages that came, went or were replaced.

The two texts are laid side by side word by word. A figure that stands in a bound takes part by what it measures, not
by its value, so that a figure moved within unchanged words is a moved bound and nothing else. Every other passage
gets its direction from a rule of `docs/direction.md`, or none (`undecided`): the words of a provision describe goods,
so a qualifying word added narrows, an alternative added widens, and under "other than" it is the other way round.

>>> compare("antimony or nitrogen", "antimony, oxygen or nitrogen").effect
'wider'
>>> compare("software", "software specially designed for pumps").passages[0].rule
'condition added'
>>> compare("pumps other than vacuum pumps", "pumps other than vacuum pumps or hand pumps").effect
'narrower'

Figures: which bound moved, and whether it lets more goods in or fewer.

A bound is a half line. `<` and `≤` bounds let more in when they rise, `>` and `≥` bounds when they fall; at the same
figure the inclusive comparison lets one point more in than the strict one. What is asked of goods under an exclusion
counts the other way round; that is the caller's business (`direction`).

>>> from controllist.language import Quantity, Threshold
>>> def overlay(comparison, figure):
...     return Threshold("overlay", comparison, Quantity(Fraction(figure), "nm", None, "", f"{figure} nm", (0, 0)))
>>> shift(overlay("<=", "1.5"), overlay("<=", "2.4")).effect
'wider'
>>> shift(overlay("<", "2.4"), overlay("<=", "2.4")).rule
'bound inclusive'
>>> shift(overlay("<", "5"), overlay(">", "5")).effect
'undecided'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from attrs import frozen

from controllist.diffing.changes import OPPOSITE, Effect
from controllist.diffing.language_rules import Phrases, join_places, names_in, phrases, places_named
from controllist.diffing.normalization import levelled, same, tokens
from controllist.diffing.passages import Judge, Passage, Text, phrases_moved
from controllist.language import Comparison, Threshold

SIGNS: dict[Comparison, str] = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "="}


@frozen
class Shift:
    """How one bound changed; `equal` where the two say the same."""

    effect: Effect
    rule: str
    before: str
    after: str
    equal: bool = False


def dimension(threshold: Threshold) -> str:
    """What a figure measures: its SI unit, else its printed one."""
    return threshold.quantity.si_unit or threshold.quantity.unit.casefold()


def figures(before: Threshold, after: Threshold) -> tuple[Fraction, Fraction] | None:
    """The two values in one unit, None where there is none."""
    old, new = before.quantity, after.quantity
    if old.unit == new.unit:
        return old.value, new.value
    if old.si_unit == new.si_unit and old.si_value is not None and new.si_value is not None:
        return old.si_value, new.si_value
    return None


def equal(before: Threshold, after: Threshold) -> bool:
    """Whether two bounds say the same."""
    if before.comparison != after.comparison:
        return False
    values = figures(before, after)
    return values is not None and values[0] == values[1]


def shift(before: Threshold, after: Threshold) -> Shift:
    """What became of a bound."""
    if equal(before, after):
        return _told(before, after, "neutral", "", equal=True)
    values = figures(before, after)
    if values is None:
        return _told(before, after, "undecided", "unit changed")
    old, new = values
    if before.quantity.alternative and after.quantity.alternative:
        return _told(before, after, "neutral", "conversion corrected")
    sides = {before.comparison[0], after.comparison[0]}
    if len(sides) > 1 or "=" in sides:
        return _told(before, after, "undecided", "bound replaced")
    upper = sides == {"<"}
    if old != new:
        outward = (new > old) if upper else (new < old)
        return _told(before, after, "wider" if outward else "narrower", "bound outward" if outward else "bound inward")
    inclusive = after.comparison.endswith("=")
    return _told(
        before, after, "wider" if inclusive else "narrower", "bound inclusive" if inclusive else "bound strict"
    )


def of_every_case(thresholds: Sequence[Threshold], text: str, threshold: Threshold, every: re.Pattern[str]) -> bool:
    """Whether a bound says for which cases something is asked: `less than 5 s for any load above 9 kg`.

    Whether more goods meet what is asked of fewer cases, or what is asked is met in fewer, its figure alone cannot
    tell. The words (`every`) stand before it in its clause, with no other bound between.
    """
    start = threshold.quantity.span[0]
    clause = text[:start]
    cut = max(
        (
            *(clause.rfind(mark) for mark in ";:,"),
            *(t.quantity.span[1] for t in thresholds if t.quantity.span[1] <= start),
            0,
        )
    )
    return bool(every.search(clause, cut))


def _told(before: Threshold, after: Threshold, effect: Effect, rule: str, *, equal: bool = False) -> Shift:
    shown = before.quantity.printed, after.quantity.printed
    if before.comparison != after.comparison:
        shown = (f"{SIGNS[before.comparison]} {shown[0]}", f"{SIGNS[after.comparison]} {shown[1]}")
    return Shift(effect, rule, *shown, equal)


_MARKED = re.compile(r"⟦(\d+)⟧")


@frozen
class Words:
    """A text with the bounds that stand in it."""

    text: str
    bounds: tuple[Threshold, ...] = ()
    place: str = ""
    """The entry whose places the text may name without saying more: that of a technical note."""
    leaves_out: bool = False
    """Whether the text is that of a note that leaves goods out, whose own "does not control" says no more."""


@frozen
class Wording:
    """What two wordings of one node differ in; `shifts` holds the pairs of bounds whose figures differ."""

    shifts: tuple[tuple[Threshold, Threshold, Shift], ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def effect(self) -> Effect:
        """What all differences come to: undecided where they disagree."""
        effects = {s.effect for _, _, s in self.shifts} | {p.effect for p in self.passages if not p.editorial}
        effects -= {"neutral"}
        if not effects:
            return "neutral"
        return effects.pop() if len(effects) == 1 else "undecided"

    @property
    def nothing(self) -> bool:
        return not self.shifts and not self.passages

    @property
    def editorial(self) -> bool:
        """Whether nobody's classification can turn on the differences."""
        return all(p.editorial for p in self.passages) and all(s.effect == "neutral" for _, _, s in self.shifts)


def compare(before: str, after: str, language: str = "en") -> Wording:
    """Compare two wordings without knowing of bounds."""
    return compare_words((Words(before),), (Words(after),), language)


def without_lead_in(text: str, language: str = "en") -> str:
    """The text without the words at its end that only lead to items; how those combine is data of the tree.

    >>> without_lead_in("Pumps having all of the following:")
    'Pumps'
    """
    return phrases(language).without_lead_in(text)


def compare_words(
    before: Sequence[Words], after: Sequence[Words], language: str = "en", *, goods: bool = False
) -> Wording:
    """Compare two wordings of one node.

    Each side is the node's own text, then the texts of items whose words came from it or went into it. `goods` tells
    that the text names goods, each controlled by itself, rather than conditions on them.
    """
    if alike([p.text for p in before], [p.text for p in after], language):
        return Wording()
    return compare_unlike(before, after, language, goods=goods)


def compare_unlike(
    before: Sequence[Words], after: Sequence[Words], language: str = "en", *, goods: bool = False
) -> Wording:
    """Compare two wordings that are known not to be `alike`."""
    spoken = phrases(language)
    old, new = _side(before, spoken), _side(after, spoken)
    laid = _opcodes(old, new)
    shifts = [
        (was, now, _shift(spoken, (before, was), (after, now)))
        for was, now in _bounds_that_stay(old, new, laid)
        if not equal(was, now)
    ]
    if any(s.effect != "neutral" for _, _, s in shifts):
        # The figure in brackets moves with the figure it repeats.
        shifts = [x for x in shifts if not x[0].quantity.alternative]
    passages = phrases_moved(spoken, [*_passages(spoken, old, new, laid, goods=goods)])
    if not shifts and not passages and old.short_names != new.short_names:
        passages = [Passage(" ".join(old.short_names), " ".join(new.short_names), "neutral", "name in brackets", True)]
    return Wording(tuple(shifts), tuple(passages))


def members_told(before: str, after: str, language: str) -> Wording | None:
    """The differences of two texts where all that tell are members of an enumeration, None where other words do."""
    if alike((before,), (after,), language):
        return Wording()
    spoken = phrases(language)
    old, new = _side((Words(before),), spoken), _side((Words(after),), spoken)
    found: list[Passage] = []
    for passage in _passages(spoken, old, new, _opcodes(old, new)):
        if passage.before and passage.after and not _may_be_member(passage):
            return None  # and what comes behind it does not matter
        found.append(passage)
    found = phrases_moved(spoken, found)
    return Wording((), tuple(found)) if all(map(_may_be_member, found)) else None


def _may_be_member(passage: Passage) -> bool:
    return passage.editorial or passage.rule.startswith("alternative")


def alike(before: Sequence[str], after: Sequence[str], language: str = "en") -> bool:
    """Whether the texts of both sides say the same, their lead-ins apart."""
    bare = phrases(language).without_lead_in
    return same(" ".join(map(bare, before)), " ".join(map(bare, after)))


def flipped(wording: Wording) -> Wording:
    """The same differences under an exclusion: what widens the words narrows the control."""
    return Wording(
        tuple((a, b, Shift(OPPOSITE[s.effect], s.rule, s.before, s.after, s.equal)) for a, b, s in wording.shifts),
        tuple(p.flipped() for p in wording.passages),
    )


def words_apart_from_bounds(text: str, thresholds: Sequence[Threshold], language: str) -> list[str]:
    """The words of a text, its bounds and the words of their comparison left out.

    >>> words_apart_from_bounds("flow of pumps", (), "en")
    ['flow', 'of', 'pumps']
    """
    side = _side((Words(text, tuple(thresholds)),), phrases(language))
    return [w for w in side.words.printed if not _MARKED.fullmatch(w)]


@lru_cache(maxsize=256)
def own_place(entry: str) -> re.Pattern[str]:
    """What names places of an entry within a note that hangs there: `in 3a001.b.9`, `specified in 3a001.b.9.a`.

    >>> own_place("3A001").sub("", "the peak in 3a001.b.9 and 3a001.c of the items listed in 3a001.d note 2.a")
    'the peak'
    """
    place = rf"{re.escape(entry.casefold())}(?:\.[a-z0-9]{{1,2}}\b)*\.?(?: notes?:? \d+(?:\.[a-z0-9]{{1,2}}\b)*\.?)?"
    opening = r"(?:(?:in|for|of|to)(?: the)?(?: (?:equipment|goods|items?|materials?|systems?))?)?"
    leading = r" ?(?:(?:specified|listed|described) (?:in|by))?"
    return re.compile(rf",? ?\b(?=\w){opening}{leading} ?{place}(?:(?:,| and| or|, and| to) {place})*(?=\W|$)")


@lru_cache(maxsize=20_000)
def _bare(text: str, place: str, leaves_out: bool, bounded: bool, language: str) -> str:
    """A text with marks for its bounds, levelled, without what says no more where it stands."""
    spoken = phrases(language)
    level = levelled(text)
    if place:
        level = own_place(place).sub("", level)
    if leaves_out:
        level = spoken.own_verb.sub(r"\1:", level, count=1)
    if bounded:
        level = spoken.bound_after.sub("", spoken.bound_before.sub(" ", level))
    return spoken.without_lead_in(level)


@frozen
class _Side:
    """One text made ready: its words, and what each must share with one of the other side to be the same (`keys`).

    In `words` bounds are marks; `marks` tells where they stand.
    """

    words: Text
    keys: tuple[str, ...]
    short_names: tuple[str, ...]
    marks: tuple[tuple[int, Threshold], ...] = ()

    def text(self) -> Text:
        """The words, bounds as they are printed."""
        if not self.marks:
            return self.words
        told = [(at, _say(bound)) for at, bound in self.marks]
        return Text(_with(self.words.printed, told), _with(self.words.said, told))

    def bounds_between(self, start: int, end: int) -> list[Threshold]:
        return [bound for at, bound in self.marks if start <= at < end]


@frozen
class _Cut:
    """A levelled text as words: names in brackets left out, `, or` as one separator, places that follow as one word.

    `side` is the text where it has no bounds; `numbers` tells where their marks stand.
    """

    side: _Side
    numbers: tuple[tuple[int, int], ...]

    def with_bounds(self, found: Sequence[Threshold]) -> _Side:
        if not found or not self.numbers:
            return self.side
        marks = tuple([(at, found[number]) for at, number in self.numbers])
        keys = _with(self.side.keys, [(at, _measure(bound)) for at, bound in marks])
        return _Side(self.side.words, keys, self.side.short_names, marks)


def _with(words: Sequence[str], others: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The words with others in some places."""
    changed = list(words)
    for at, word in others:
        changed[at] = word
    return tuple(changed)


@lru_cache(maxsize=20_000)
def _cut(level: str, language: str) -> _Cut:
    """The words of a levelled text, in which bounds are marks: texts that differ in figures alone are cut once."""
    role = phrases(language).roles.get
    words: Sequence[str] = tokens(level)
    short_names: tuple[str, ...] = ()
    if "(" in words:
        short_names = tuple(_short_names(words))
        words = _without_short_names(words)
    if "," in words:
        words = [w for w, ahead in zip_longest(words, words[1:]) if w != "," or role(ahead, ahead) not in ("or", "and")]
    words = join_places(words)
    roles = [role(w, w) for w in words]
    connectives = _connectives(roles)
    # A comma in an enumeration parts members as the "or" or "and" before the last one does.
    keys = [ahead if w == "," else _key(w, said) for w, said, ahead in zip(words, roles, connectives, strict=True)]
    text = Text(tuple(words), tuple(roles), names_in(roles))
    side = _Side(text, tuple(keys), short_names)
    return _Cut(side, tuple((at, int(mark[1])) for at, w in enumerate(words) if (mark := _MARKED.fullmatch(w))))


def _key(word: str, role: str) -> str:
    """What a word that is a figure, a place or a list of places must share with another."""
    named = places_named([word]) if word[0].isdigit() or word.startswith("ml") else ()
    return ",".join(sorted(named)) if named else role


def _side(parts: Sequence[Words], spoken: Phrases) -> _Side:
    """The texts of one side as one."""
    found: list[Threshold] = []
    levels = [_level(part, found, spoken.language) for part in parts]
    return _cut(" ".join(levels), spoken.language).with_bounds(found)


def _level(part: Words, found: list[Threshold], language: str) -> str:
    """One text levelled, each bound taken out without the words of its comparison and put to those found before."""
    text = part.text
    if part.bounds:
        pieces, at = [], 0
        for bound in sorted(part.bounds, key=_place):
            start, end = bound.quantity.span
            if start >= at:
                pieces += [text[at:start], f" ⟦{len(found)}⟧ "]
                found.append(bound)
                at = end
        text = "".join([*pieces, text[at:]])
    return _bare(text, part.place, part.leaves_out, bool(part.bounds), language)


def _place(bound: Threshold) -> tuple[int, int]:
    return bound.quantity.span


_Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]


def _opcodes(old: _Side, new: _Side) -> list[_Opcode]:
    """The spans of both sides that belong together, in order, without a gap."""
    return SequenceMatcher(None, old.keys, new.keys, autojunk=False).get_opcodes()


def _bounds_that_stay(old: _Side, new: _Side, laid: Sequence[_Opcode]) -> Iterator[tuple[Threshold, Threshold]]:
    """The bounds that stand within unchanged words, before and after."""
    if old.marks or new.marks:
        for tag, start, end, there, far in laid:
            if tag == "equal":
                yield from zip(old.bounds_between(start, end), new.bounds_between(there, far), strict=True)


def _passages(
    spoken: Phrases, old: _Side, new: _Side, laid: Sequence[_Opcode], *, goods: bool = False
) -> Iterator[Passage]:
    """The passages that came, went or were replaced, in order."""
    if len(laid) == 1 and laid[0][0] == "equal":
        return
    judge = Judge(spoken, old.text(), new.text(), goods)
    for tag, start, end, there, far in laid:
        if tag != "equal" and (passage := judge.passage((start, end), (there, far))):
            yield passage


def _measure(bound: Threshold) -> str:
    """What a bound must share with another to be the same with another figure: its side and what it measures."""
    return f"⟦{bound.comparison[0]} {dimension(bound)}⟧"


def _connectives(words: Sequence[str]) -> list[str]:
    """For each word the "or" or "and" that comes next in its clause, a comma where none does."""
    found: list[str] = []
    ahead = ","
    for word in reversed(words):
        if word in (";", "."):
            ahead = ","
        found.append(ahead)
        if word in ("or", "and"):
            ahead = word
    return found[::-1]


def _short_names(words: Sequence[str]) -> list[str]:
    """What stands in brackets without saying more: abbreviations, formulas, numbers of categories and footnotes."""
    found: list[str] = []
    for at in (i for i, word in enumerate(words) if word == "("):
        found += words[at + 1 : at + _aside(words, at) - 1] if _aside(words, at) else []
    return found


def _without_short_names(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        aside = _aside(words, at)
        kept += [] if aside else [words[at]]
        at += aside or 1
    return kept


def _aside(words: Sequence[str], at: int) -> int:
    """How many words a bracket takes that holds one word, or numbers of one figure; 0 where none begins."""
    if words[at] != "(":
        return 0
    end = next((i for i in range(at + 1, min(at + 12, len(words))) if words[i] == ")"), 0)
    inside = words[at + 1 : end]
    if len(inside) == 1 and inside[0][0].isalpha():
        return 3
    return len(inside) + 2 if inside and all(len(w) == 1 and w.isdigit() for w in inside) else 0


def _shift(spoken: Phrases, old: tuple[Sequence[Words], Threshold], new: tuple[Sequence[Words], Threshold]) -> Shift:
    """What became of a bound that is not the same, where it stands."""
    found = shift(old[1], new[1])
    if all(
        any(bound in part.bounds and of_every_case(part.bounds, part.text, bound, spoken.every) for part in side)
        for side, bound in (old, new)
    ):
        return Shift("undecided", "bound of the cases asked for", found.before, found.after)
    return found


def _say(threshold: Threshold) -> str:
    return f"⟦{SIGNS[threshold.comparison]} {threshold.quantity.printed}⟧"
