"""What changed in the words of one node: bounds that moved, and passages that were added, dropped or replaced.

The two texts are laid side by side word by word. A figure that stands in a bound takes part by what it measures, not
by its value, so that a figure moved within unchanged words is a moved bound and nothing else. Every other passage
gets its direction from a rule of `docs/direction.md`, or none (`undecided`): the words of a provision describe goods,
so a qualifying word added narrows, an alternative added widens, and under "other than" it is the other way round.

A bound is a half line. `<` and `≤` bounds let more in when they rise, `>` and `≥` bounds when they fall; at the same
figure the inclusive comparison lets one point more in than the strict one.

>>> compare("antimony or nitrogen", "antimony, oxygen or nitrogen").effect
'wider'
>>> compare("software", "software specially designed for pumps").passages[0].verdict.name
'condition added'
>>> compare("pumps other than vacuum pumps", "pumps other than vacuum pumps or hand pumps").effect
'narrower'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest

from attrs import field, frozen

from controllist.codes import ControlCode
from controllist.diffing.changes import Effect
from controllist.diffing.cutoffs import LONGEST_NUMBERS
from controllist.diffing.equivalence import join_places, levelled, places_named, same, tokens
from controllist.diffing.language_rules import LanguageRules, language_rules
from controllist.diffing.passages import Judge, Passage, Setting, Text
from controllist.diffing.rules import Rule, Verdict
from controllist.language import Comparison, Threshold
from controllist.model import Edition, Node, Note

SIGNS: dict[Comparison, str] = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "="}
_MARK = re.compile(r"⟦(\d+)⟧")
_DIGIT = re.compile(r"\d")


@frozen
class Part:
    """The text of one node, or a text that is in no edition."""

    text: str
    code: ControlCode | None = None
    edition: Edition | None = None
    entry: str = ""
    """The entry whose places the text may name without saying more: that of a technical note."""
    leaves_out: bool = False
    """Whether the text is that of a note that leaves goods out, whose own "does not control" says no more."""

    @classmethod
    def of(cls, node: Node, edition: Edition) -> Part:
        measuring = isinstance(node, Note) and node.kind == "technical-note"
        return cls(node.text, node.code, edition, node.code.entry if measuring else "", node.kind == "note-excludes")

    @property
    def bounds(self) -> tuple[Threshold, ...]:
        """The bounds in the text, in its order; figures are read only where there are some."""
        if self.edition is None or self.code is None or not _DIGIT.search(self.text):
            return ()
        return tuple(sorted(self.edition.thresholds(self.code), key=lambda bound: bound.quantity.span))


@frozen
class Shift:
    """A bound whose figure or comparison differs, and what that does."""

    before: Threshold
    after: Threshold
    verdict: Verdict

    @property
    def printed(self) -> tuple[str, str]:
        """The two figures, with their signs where those differ."""
        old, new = self.before, self.after
        if old.comparison == new.comparison:
            return old.quantity.printed, new.quantity.printed
        return printed(old), printed(new)


@frozen
class Wording:
    """What two wordings of one node differ in."""

    shifts: tuple[Shift, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def effect(self) -> Effect:
        """What all differences come to: undecided where they disagree."""
        effects = {s.verdict.effect for s in self.shifts} | {p.effect for p in self.passages if not p.editorial}
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
        neutral = all(s.verdict.effect == "neutral" for s in self.shifts)
        return neutral and all(p.editorial for p in self.passages)


def compare(before: str, after: str, language: str = "en") -> Wording:
    """Compare two wordings without knowing of bounds."""
    return compare_parts([Part(before)], [Part(after)], language)


def compare_parts(
    before: Sequence[Part], after: Sequence[Part], language: str = "en", setting: Setting | None = None
) -> Wording:
    """Compare two wordings of one node.

    Each side is the node's own text, then the texts of items whose words came from it or went into it.
    """
    setting, lang = setting or Setting(), language_rules(language)
    if same(*(" ".join(lang.without_lead_in(p.text) for p in side) for side in (before, after))):
        return Wording()
    old, new = _side(before, lang), _side(after, lang)
    opcodes = SequenceMatcher(None, old.keys, new.keys, autojunk=False).get_opcodes()
    shifts = []
    for tag, start, end, there, far in opcodes:
        pairs = zip(old.bounds_in(start, end), new.bounds_in(there, far), strict=True) if tag == "equal" else ()
        shifts += [(was, now) for was, now in pairs if not equal_bounds(was, now)]
    verdicts = [_shift(lang, (before, was), (after, now)) for was, now in shifts]
    moved = [Shift(was, now, verdict) for (was, now), verdict in zip(shifts, verdicts, strict=True)]
    if any(v.effect != "neutral" for v in verdicts):
        # The figure in brackets moves with the figure it repeats.
        moved = [s for s in moved if not s.before.quantity.alternative]
    if setting.excluding:
        moved = [Shift(s.before, s.after, s.verdict.turned()) for s in moved]
    spans = [(start, end, there, far) for tag, start, end, there, far in opcodes if tag != "equal"]
    passages = [*Judge(lang, old.text, new.text, setting).passages(spans)]
    if not moved and not passages and old.short_names != new.short_names:
        named = " ".join(old.short_names), " ".join(new.short_names)
        passages = [Passage(*named, Rule.NAME_IN_BRACKETS.added())]
    return Wording(tuple(moved), tuple(passages))


# --- bounds


def dimension(bound: Threshold) -> str:
    """What a figure measures: its SI unit, else its printed one."""
    return bound.quantity.si_unit or bound.quantity.unit.casefold()


def equal_bounds(before: Threshold, after: Threshold) -> bool:
    """Whether two bounds say the same."""
    values = _in_one_unit(before, after)
    return before.comparison == after.comparison and values is not None and values[0] == values[1]


def shift(before: Threshold, after: Threshold) -> Verdict:
    """What a bound does that is not the same any more.

    >>> from controllist.language import Quantity
    >>> def overlay(comparison, figure):
    ...     return Threshold("overlay", comparison, Quantity(Fraction(figure), "nm", None, "", f"{figure} nm", (0, 0)))
    >>> shift(overlay("<=", "1.5"), overlay("<=", "2.4")).effect
    'wider'
    >>> shift(overlay("<", "2.4"), overlay("<=", "2.4")).name
    'bound inclusive'
    >>> shift(overlay("<", "5"), overlay(">", "5")).effect
    'undecided'
    """
    values = _in_one_unit(before, after)
    if values is None:
        return Rule.UNIT_CHANGED.added()
    if before.quantity.alternative and after.quantity.alternative:
        return Rule.CONVERSION.added()
    sides = {before.comparison[0], after.comparison[0]}
    if len(sides) > 1 or "=" in sides:
        return Rule.BOUND_REPLACED.added()
    old, new = values
    if old != new:
        outward = new > old if sides == {"<"} else new < old
        return Rule.BOUND.added() if outward else Rule.BOUND.dropped()
    return Rule.BOUND_INCLUSIVE.added() if after.comparison.endswith("=") else Rule.BOUND_INCLUSIVE.dropped()


def printed(bound: Threshold) -> str:
    """A bound with its sign: ≤ 5 mm."""
    return f"{SIGNS[bound.comparison]} {bound.quantity.printed}"


def _in_one_unit(before: Threshold, after: Threshold) -> tuple[Fraction, Fraction] | None:
    old, new = before.quantity, after.quantity
    if old.unit == new.unit:
        return old.value, new.value
    if old.si_unit == new.si_unit and old.si_value is not None and new.si_value is not None:
        return old.si_value, new.si_value
    return None


def _shift(
    lang: LanguageRules, old: tuple[Sequence[Part], Threshold], new: tuple[Sequence[Part], Threshold]
) -> Verdict:
    """What a bound does that is not the same, where it stands."""
    if all(any(_is_of_every_case(lang, part, bound) for part in side) for side, bound in (old, new)):
        return Rule.BOUND_OF_CASES.added()
    return shift(old[1], new[1])


def _is_of_every_case(lang: LanguageRules, part: Part, bound: Threshold) -> bool:
    """Whether a bound says for which cases something is asked: `less than 5 s for any load above 9 kg`.

    Whether more goods meet what is asked of fewer cases, or what is asked is met in fewer, its figure alone cannot
    tell. The words stand before it in its clause, with no other bound between.
    """
    if bound not in part.bounds:
        return False
    start = bound.quantity.span[0]
    ends = [part.text.rfind(mark, 0, start) for mark in ";:,"]
    ends += [b.quantity.span[1] for b in part.bounds if b.quantity.span[1] <= start]
    return bool(lang.every.search(part.text[:start], max(0, *ends)))


# --- the words of one side


@frozen
class _Side:
    """One text made ready: its words, and what each must share with one of the other side to be the same (`keys`)."""

    text: Text
    keys: Sequence[str]
    short_names: Sequence[str]
    bounds: Mapping[int, Threshold] = field(factory=dict)
    """The bounds by where they stand among the words."""

    def bounds_in(self, start: int, end: int) -> list[Threshold]:
        return [bound for at, bound in self.bounds.items() if start <= at < end]


def _side(parts: Sequence[Part], lang: LanguageRules) -> _Side:
    """The texts of one side as one.

    Names in brackets are left out, `, or` is one separator, places that follow each other are one word, and a comma in
    an enumeration parts members as the "or" or "and" before the last one does.
    """
    found: list[Threshold] = []
    level = " ".join([_levelled_with_marks(part, found, lang) for part in parts])
    words, short_names = _without_short_names(tokens(level))
    pairs = zip_longest(words, words[1:], fillvalue="")
    words = join_places([w for w, behind in pairs if w != "," or lang.role(behind) not in ("or", "and")])
    bounds = {at: found[int(mark[1])] for at, word in enumerate(words) if (mark := _MARK.fullmatch(word))}
    roles = [lang.role(w) for w in words]
    keys = [ahead if role == "," else _key(role) for role, ahead in zip(roles, _connectives_ahead(roles), strict=True)]
    for at, bound in bounds.items():
        words[at] = roles[at] = f"⟦{printed(bound)}⟧"
        keys[at] = f"⟦{bound.comparison[0]} {dimension(bound)}⟧"
    return _Side(Text(words, roles), keys, short_names, bounds)


def words_apart_from_bounds(node: Node, edition: Edition) -> list[str]:
    """The words of a node, its bounds and the words of their comparison left out."""
    side = _side([Part.of(node, edition)], language_rules(edition.language))
    return [word for at, word in enumerate(side.text.printed) if at not in side.bounds]


def _key(word: str) -> str:
    """What a word must share with another: a list of places its places, every other word itself."""
    names_place = word[0].isdigit() or word.startswith("ml")
    return ",".join(sorted(places_named([word]))) or word if names_place else word


def _levelled_with_marks(part: Part, found: list[Threshold], lang: LanguageRules) -> str:
    """A text levelled, without what says no more where it stands, and with a mark for each bound.

    The bounds are put to those found before, and the words of their comparison are left out.
    """
    text, bounds = part.text, part.bounds
    pieces, at = [], 0
    for bound in bounds:
        start, end = bound.quantity.span
        if start >= at:
            pieces += [text[at:start], f" ⟦{len(found)}⟧ "]
            found.append(bound)
            at = end
    level = levelled("".join([*pieces, text[at:]]))
    if part.entry:
        level = own_place(part.entry).sub("", level)
    if part.leaves_out:
        level = lang.own_verb.sub(r"\1:", level, count=1)
    if bounds:
        level = lang.bound_after.sub("", lang.bound_before.sub(" ", level))
    return lang.without_lead_in(level)


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


def _connectives_ahead(words: Sequence[str]) -> list[str]:
    """For each word the "or" or "and" that comes next in its clause, a comma where none does."""
    connectives: list[str] = []
    ahead = ","
    for word in reversed(words):
        if word in (";", "."):
            ahead = ","
        connectives.append(ahead)
        if word in ("or", "and"):
            ahead = word
    return connectives[::-1]


def _without_short_names(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words, and those in brackets that say no more: abbreviations, formulas, numbers of categories, footnotes."""
    kept: list[str] = []
    short_names: list[str] = []
    at = 0
    while at < len(words):
        inside = _aside(words, at)
        if inside:
            short_names += inside
            at += len(inside) + 2
        else:
            kept.append(words[at])
            at += 1
    return kept, short_names


def _aside(words: Sequence[str], at: int) -> Sequence[str]:
    """What a bracket at a place holds, where that is one word, or the numbers of one figure."""
    if words[at] != "(" or ")" not in words[at + 1 : at + LONGEST_NUMBERS]:
        return ()
    inside = words[at + 1 : words.index(")", at)]
    numbers = all(len(w) == 1 and w.isdigit() for w in inside)
    return inside if numbers or (len(inside) == 1 and inside[0][0].isalpha()) else ()
