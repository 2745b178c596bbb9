"""One passage of a text that came, went or was replaced: what it does to the goods the text describes.

Each rule has a name that stands in `docs/direction.md` with its reason. A passage that no rule knows is `undecided`.
What the rules look for is in `phrases`, by language.

>>> from controllist.diffing.language_rules import phrases
>>> old, new = (Text.of(phrases("en"), said.split()) for said in ("software for pumps", "software for pumps or valves"))
>>> Judge(phrases("en"), old, new, goods=True).passage((3, 3), (3, 5)).rule
'alternative added'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import field, frozen

from controllist.diffing.changes import OPPOSITE, Effect
from controllist.diffing.language_rules import (
    PUNCTUATION,
    Phrases,
    names_in,
    places_named,
    repeats_bound,
    same_name,
    same_when_weighed,
    weighty,
)

_TO_PLACES = re.compile(r"(?: (?:\d[a-e]\S*|ml\S*|or|and|to|,))*")
_LABEL = re.compile(r"(?:^|(?<=[;,:] )|[;,:] )(?:(?:and|or) )?(?:n \. b \. ?)?(?:[a-z0-9]{1,2} \.?)$")
_POINTER = re.compile(r"[;,.]? ?n \. b \.")
"""A note that sends readers to another place, printed within a text."""
_NUMBERING = frozenset(["and", "or", "to"])
_LIST_NAMES = frozenset(["ml", "svme"])
_LONGEST_OTHER, _LONGEST_MEMBER = 3, 6
"""Words of a member of an enumeration without connective, and of the one that came or went."""
_JOINING = PUNCTUATION | {"and", "of"}


_SAYS_NO_MORE = frozenset({"name in brackets", "example added", "example dropped"})
_TURNS = frozenset({"wider", "narrower"})
"""The effects that are others under an exclusion."""


@frozen
class Passage:
    """A passage before and after (one may be empty), its effect, and the rule that gave it.

    `editorial` passages change nobody's classification.
    """

    before: str
    after: str
    effect: Effect
    rule: str
    editorial: bool = False

    def flipped(self) -> Passage:
        return Passage(self.before, self.after, OPPOSITE[self.effect], self.rule, self.editorial)


Span = tuple[int, int]


@frozen
class Text:
    """The words of a text, each bound one word: as printed, and with connectives by what they do."""

    printed: Sequence[str]
    said: Sequence[str]
    names: Sequence[frozenset[str]] = ()
    """The names of the thing, where the text is no more than its names."""

    @classmethod
    def of(cls, spoken: Phrases, words: Sequence[str]) -> Text:
        said = tuple(map(spoken.role, words))
        return cls(words, said, names_in(said))


@frozen
class Judge:
    """Judges the passages of two texts that are laid side by side.

    `goods` tells whether they name goods rather than conditions on them.
    """

    spoken: Phrases
    old: Text
    new: Text
    goods: bool

    def passage(self, old_span: Span, new_span: Span) -> Passage | None:
        """The passage between two spans, None where only punctuation differs."""
        spoken, (start, end), (there, far) = self.spoken, old_span, new_span
        old, new = self.old.said, self.new.said
        gone, come = old[start:end], new[there:far]
        drops, brings = weighty(spoken, gone), weighty(spoken, come)
        if not drops and not brings:
            return None
        was, now = " ".join(self.old.printed[start:end]), " ".join(self.new.printed[there:far])
        if rule := self._editorial(old_span, new_span, was or now, (drops, brings)):
            return Passage(was, now, "neutral", rule, True)
        if _said_for_both(spoken, gone, old, start) or _said_for_both(spoken, come, new, there):
            return Passage(was, now, "undecided", "word said once for both")
        if not drops:
            effect, rule = _Insertion(spoken, come, new, new_span, self.goods).verdict()
        elif not brings:
            effect, rule = _Insertion(spoken, gone, old, old_span, self.goods).verdict()
            effect, rule = OPPOSITE[effect], rule.replace("added", "dropped")
        else:
            effect, rule = _replacement(spoken, gone, come)
        if rule in _SAYS_NO_MORE:
            return Passage(was, now, "neutral", rule, True)
        if effect in _TURNS and _excluding(spoken, *((new, there, come) if brings else (old, start, gone))):
            effect = OPPOSITE[effect]
        return Passage(was, now, effect, rule)

    def _editorial(self, old_span: Span, new_span: Span, printed: str, heavy: tuple[list[str], list[str]]) -> str:
        """The rule by which a passage changes nobody's classification; empty where none does.

        `heavy` are the weighty words of both sides, `printed` is what stands on one side where the other has nothing.
        """
        spoken, old, new, (start, end), (there, far) = self.spoken, self.old.said, self.new.said, old_span, new_span
        gone, come = old[start:end], new[there:far]
        if not (gone and come):
            if _is_label(spoken, printed):
                return "label of an item"
            if _POINTER.match(printed):
                return "pointer"
            if _mends_place(gone or come, new[:there] if come else old[:start]):
                return "number of an entry"
        elif repeats_bound(old, old_span) and repeats_bound(new, new_span):
            return "conversion corrected"
        if same_name(self.old.names, self.new.names):
            return "name in brackets"
        return "same words" if same_when_weighed(spoken, gone, come, old[:start], heavy) else ""


def _is_label(spoken: Phrases, text: str) -> bool:
    """Whether a passage is the label of an item printed within a text, and what leads to it: `, as follows ; a .`."""
    label = _LABEL.search(text) if text.endswith((".", " ")) else None
    leading = " " + (text[: label.start()] if label else text).rstrip(" ,;:.")
    return not spoken.without_lead_in(leading).strip(" ,;:.")


def _said_for_both(spoken: Phrases, words: Sequence[str], text: Sequence[str], at: int) -> bool:
    """Whether a word stands before both members of a pair: `specially built or specially altered`.

    Left out before the second it may bind that one still, or no longer.
    """
    if len(words) != 1 or not at or text[at - 1] not in ("or", "and") or words[0] in PUNCTUATION:
        return False
    return spoken.stem(words[0]) in map(spoken.stem, text[max(at - _LONGEST_OTHER - 1, 0) : at - 1])


def _mends_place(number: Sequence[str], before: Sequence[str]) -> bool:
    """Whether one side lacks the number behind the name of a list (`ML a)` for `ML9 a)`), which then names no place."""
    return len(number) == 1 and number[0].isdigit() and bool(before) and before[-1] in _LIST_NAMES


def phrases_moved(spoken: Phrases, passages: Sequence[Passage]) -> list[Passage]:
    """The passages without pairs that took one phrase from one place of the text to another.

    Only a phrase without "or" or "not" may move freely: what those join or deny depends on where they stand.
    """
    left = list(passages)
    went, came = [p for p in passages if not p.after], [p for p in passages if not p.before]
    for gone in went:
        for come in came:
            if gone in left and come in left:
                words, there = _moving(spoken, gone.before), _moving(spoken, come.after)
                if words == there and words and not {"or", "not"} & set(words):
                    left[left.index(gone)] = Passage(gone.before, come.after, "neutral", "phrase moved", True)
                    left.remove(come)
    return left


def _moving(spoken: Phrases, text: str) -> list[str]:
    return sorted(spoken.stem(spoken.role(w)) for w in text.split() if spoken.role(w) not in _JOINING)


_ENDS = frozenset(";:.")
"""What ends an exclusion."""


def _excluding(spoken: Phrases, text: Sequence[str], start: int, passage: Sequence[str]) -> bool:
    """Whether an exclusion is open where a passage begins in a text.

    It ends with a semicolon, a colon, a stop, or a comma before a condition ("..., consisting of ..."). One that
    names places (`not specified in 3C001`) ends with them.
    """
    if passage[0] in _ENDS or (len(passage) > 1 and passage[0] == "," and spoken.is_restricting(passage[1])):
        return False
    opens = 0
    for at in range(start - 1, -1, -1):
        if text[at] in _ENDS or (at and text[at - 1] == "," and spoken.is_restricting(text[at])):
            opens = at + 1
            break
    if opens == start:
        return False
    said = " ".join(text[opens:start])
    placed = spoken.placed.search(said)
    if placed and not spoken.excluding.search(said[: placed.start()]):
        return bool(_TO_PLACES.fullmatch(said[placed.end() :]))
    return bool(spoken.excluding.search(said))


@frozen
class _Insertion:
    """Words that are in a text which would be whole without them: `come` at `span` of `text`."""

    spoken: Phrases
    come: Sequence[str]
    text: Sequence[str]
    span: Span
    goods: bool
    words: list[str] = field(init=False)
    """Those of them that are no punctuation."""

    @words.default
    def _words(self) -> list[str]:
        return [w for w in self.come if w not in PUNCTUATION]

    @property
    def ahead(self) -> list[str]:
        return [*self.come, *self.text[self.span[1] : self.span[1] + 24]]

    def beside(self) -> tuple[str, str]:
        """The words before and behind."""
        start, end = self.span
        return self.text[start - 1] if start else "", self.text[end] if end < len(self.text) else ""

    def verdict(self) -> tuple[Effect, str]:
        spoken, words = self.spoken, self.words
        said = " ".join(words)
        if spoken.excluding.match(said):
            return "narrower", "exclusion added"
        if any(map(spoken.denies, words)):
            return "undecided", "reworded"
        if "=" in words and all(len(w) == 1 and not w.isdigit() for w in words):
            return "neutral", "name in brackets"
        if places_named(words) or self.numbers_places():
            return "wider", "place added"
        if spoken.example.match(said):
            return "neutral", "example added"
        if self.come[0] == "(" and self.come[-1] == ")":
            return self.in_brackets()
        if spoken.including.fullmatch(words[0]) or (len(words) > 1 and spoken.included.fullmatch(words[-1])):
            return "wider", "inclusion added"
        if self.is_alternative():
            return "wider", "alternative added"
        return self.qualifies()

    def numbers_places(self) -> bool:
        """Whether the words are further numbers behind the name of a list: `, 3` in `ML 1, 2 and 3`."""
        if not any(w.isdigit() for w in self.words) or not all(w.isdigit() or w in _NUMBERING for w in self.words):
            return False
        before = [w for w in self.text[: self.span[0]] if w not in PUNCTUATION]
        while before and (before[-1].isdigit() or before[-1] in _NUMBERING):
            before.pop()
        return bool(before) and before[-1] in _LIST_NAMES

    def is_left_out_by_name(self) -> bool:
        """Whether the words are a further name of what an open exclusion leaves out: `other than tin and zinc`."""
        before = self.text[: self.span[0]]
        opens = next((at for at in range(len(before), 0, -1) if before[at - 1] in (";", ":", ".")), 0)
        said = " ".join(before[opens:])
        opened = self.spoken.excluding.search(said)
        names = (*said[opened.end() :].split(), *self.words) if opened else ()
        return bool(names) and not any(self.spoken.is_restricting(w) for w in names if w != "and")

    def in_brackets(self) -> tuple[Effect, str]:
        first = self.words[0]
        if self.spoken.including.fullmatch(first):
            return "wider", "inclusion added"
        if self.spoken.is_restricting(first) or first.startswith("⟦"):
            return "narrower", "condition added"
        return "neutral", "name in brackets"

    def qualifies(self) -> tuple[Effect, str]:
        spoken, words = self.spoken, self.words
        if ";" in self.come:
            further = self.goods and self.names_further_goods()
            return ("wider", "goods added") if further else ("undecided", "clause added")
        bound = any(w.startswith("⟦") for w in words)
        if self.is_joined_by_and() and not (bound and (words[0] == "and" or words[0].startswith("⟦"))):
            said = spoken.accompanying.sub(" ", " ".join((*self.text[: self.span[0]], "|", *words)))
            head = not any(spoken.is_restricting(w) for w in said.split() if w != "and")
            named = (self.goods and head) or self.is_left_out_by_name()
            return ("wider", "goods added") if named else ("undecided", "joined by and")
        if words[0] == "and" or spoken.is_restricting(words[0]) or words[0].startswith("⟦"):
            return "narrower", "condition added"
        if len(words) <= 4 and not {"or", "and", "any", "all"} & set(words):
            return ("undecided", "reworded") if self.is_set_apart() else ("narrower", "qualifying word added")
        return "undecided", "reworded"

    def is_set_apart(self) -> bool:
        """Whether commas set the words apart among others: a member of an enumeration, or said of what stands before.

        Not where a condition follows (`bowls, plain, having a lid`), nor behind the first comma of all.
        """
        before, after = self.beside()
        start, end = self.span
        if self.come[-1] == ",":
            behind = self.text[end : end + 1]
            closed = before in (",", ":")
        else:
            behind = self.text[end + 1 : end + 2] if after == "," else ()
            closed = self.come[0] == "," and after in ("", ",") and any(w in (",", ":") for w in self.text[:start])
        return closed and not any(self.spoken.is_restricting(w) for w in behind)

    def names_further_goods(self) -> bool:
        """Whether the words are one clause between semicolons that names goods: `; accessories`, `; lids for them`."""
        before, after = self.beside()
        whole = (self.come[0] == ";" and after in ("", ";")) or (self.come[-1] == ";" and before in ("", ";"))
        clause = self.words
        bound = any(w.startswith("⟦") for w in clause)
        if not whole or bound or self.come.count(";") > 1 or self.spoken.is_restricting(clause[0]):
            return False
        head = next((i for i, w in enumerate(clause) if self.spoken.is_restricting(w)), len(clause))
        named = bool(self.spoken.goods.fullmatch(clause[head - 1]))
        return named or bool(self.spoken.belonging.search(" ".join(clause)))

    def is_joined_by_and(self) -> bool:
        """Whether the words are a member of an enumeration closed by "and": `and X`, `, X` before a later `and`."""
        bare = [w for w in self.come if w != ","]
        if bare[0] == "and" or bare[-1] == "and":
            bare = self.spoken.accompanying.sub(" ", " ".join(bare)).split()
            return len(bare) == 1 or not self.spoken.is_restricting(bare[1]) or bare[-1] == "and"
        before, after = self.beside()
        member = (self.come[0] == "," and after in (",", "and")) or (self.come[-1] == "," and before in (",", ""))
        for word in self.ahead if member else ():
            if word == "and":
                return True
            if word in (";", ".", ":"):
                break
        return False

    def is_alternative(self) -> bool:
        """Whether the words are a member of an enumeration: `or X`, `X or`, `, X` before a later `or`."""
        bare = [w for w in self.come if w != ","]
        if bare[0].startswith("⟦") or bare == ["or"]:
            return False  # an "or" alone may have stood between items that went into the words
        before, after = self.beside()
        if bare[-1] == "or" and before == "," and self.spoken.opens_condition(bare[0]):
            # `tin, having a lid, or clay` for `tin or clay`: a condition was set between the members.
            return self.spoken.opens_condition(after)
        if bare[0] == "or" or bare[-1] == "or" or bare[:2] == ["and", "/"]:
            return True
        member = self.come[0] == "," or (before in (",", ":") and (self.come[-1] == "," or after in (",", "or")))
        if not (member or self.come[-1] == ",") or self.spoken.is_restricting(bare[0]):
            return False
        for word in self.ahead:
            if word == "or":
                return True
            if word in (";", ".", ":") or self.spoken.opens_condition(word):
                break
        return self.is_listed_behind_colon()

    def is_listed_behind_colon(self) -> bool:
        """Whether the span is a member of an enumeration without connective: short names behind a colon, to the end.

        The others are short; the member itself may be a name of some more words.
        """
        said = [w for w in self.come if w != ","]
        members = self.members_behind_colon()
        return all(len(m) <= (_LONGEST_MEMBER if m == said else _LONGEST_OTHER) for m in members) and bool(members)

    def members_behind_colon(self) -> list[list[str]]:
        """What commas part behind a colon, where the span is one of three or more and none opens a condition."""
        before = self.text[: self.span[0]]
        if ":" not in before:
            return []
        start = max(at for at, word in enumerate(before) if word == ":") + 1
        members = [m.split() for m in " ".join(self.text[start:]).split(" , ")]
        named = not any(self.spoken.opens_condition(w) for m in members for w in m)
        return members if len(members) > 2 and named else []


def _replacement(spoken: Phrases, gone: Sequence[str], come: Sequence[str]) -> tuple[Effect, str]:
    """The effect of words standing in the place of others."""
    old, new = [w for w in gone if w not in PUNCTUATION], [w for w in come if w not in PUNCTUATION]
    said = " ".join(old), " ".join(new)
    if said in (("all", "any"), ("and", "or")):
        return "wider", "connective replaced"
    if said in (("any", "all"), ("or", "and")):
        return "narrower", "connective replaced"
    many, few = (spoken.counts.get(side) for side in said)
    if many is not None and few is not None:
        return ("wider" if few < many else "narrower"), "count replaced"
    were, are = places_named(old), places_named(new)
    if were and were < are:
        return "wider", "place added"
    if are and are < were:
        return "narrower", "place dropped"
    strict, loose = (spoken.tests.get(side) for side in said)
    if strict is not None and loose is not None and strict != loose:
        return ("wider" if loose > strict else "narrower"), "legal test replaced"
    return _contained(old, new)


def _contained(old: Sequence[str], new: Sequence[str]) -> tuple[Effect, str]:
    """One side holds the other whole as a member of an "or": the longer one names more."""
    small, large = (old, new) if len(old) < len(new) else (new, old)
    if "or" not in large:
        return "undecided", "reworded"
    rest = list(large)
    for word in small:
        if word not in rest:
            return "undecided", "reworded"
        rest.remove(word)
    if "or" in rest:
        return ("wider" if large is new else "narrower"), f"alternative {'added' if large is new else 'dropped'}"
    return "undecided", "reworded"
