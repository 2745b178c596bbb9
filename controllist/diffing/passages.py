"""One passage of a text that was added, dropped or replaced: what it does to the goods the text describes.

Each passage is judged once, with what stands around it. Each rule stands in `docs/direction.md` with its reason; a
passage that no rule knows is `undecided`. What the rules look for is in `language_rules`, by language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from controllist.diffing.changes import Effect
from controllist.diffing.cutoffs import LONGEST_MEMBER, LONGEST_OTHER, LONGEST_QUALIFIER, WORDS_AHEAD
from controllist.diffing.equivalence import names_in, places_named, repeats_bound, same_in_other_words, same_name
from controllist.diffing.language_rules import PUNCTUATION, LanguageRules
from controllist.diffing.rules import EDITORIAL, Rule, Verdict

_TO_PLACES = re.compile(r"(?: (?:\d[a-e]\S*|ml\S*|or|and|to|,))*")
_LABEL = re.compile(r"(?:^|(?<=[;,:] )|[;,:] )(?:(?:and|or) )?(?:n \. b \. ?)?(?:[a-z0-9]{1,2} \.?)$")
_POINTER = re.compile(r"[;,.]? ?n \. b \.")
"""A note that sends readers to another place, printed within a text."""
_LIST_NAMES = frozenset({"ml", "svme"})
_JOINING = PUNCTUATION | {"and", "of"}
_ENDS = frozenset({";", ":", "."})
"""What ends a clause, and with it an exclusion."""

Span = tuple[int, int, int, int]
"""Where a passage begins and ends in the old text, and where in the new one."""


@frozen
class Passage:
    """A passage before and after (one may be empty), and what it does; `editorial` ones change no classification."""

    before: str
    after: str
    verdict: Verdict

    @property
    def effect(self) -> Effect:
        return self.verdict.effect

    @property
    def rule(self) -> Rule:
        return self.verdict.rule

    @property
    def editorial(self) -> bool:
        return self.rule in EDITORIAL


@frozen
class Text:
    """The words of a text, each bound one word: as printed, and with connectives by what they do."""

    printed: Sequence[str]
    words: Sequence[str]


def _unchanged(_before: str, _after: str, verdict: Verdict) -> Verdict:
    return verdict


@frozen
class Setting:
    """What stands around two texts that are compared."""

    goods: bool = False
    """Whether they name goods, each controlled by itself, rather than conditions on them."""
    excluding: bool = False
    """Whether they stand in a note that leaves goods out, where every effect turns round."""
    in_context: Callable[[str, str, Verdict], Verdict] = _unchanged
    """The verdict on a passage, as the places around it leave it."""


@frozen
class Judge:
    """Judges the passages of two texts that are laid side by side."""

    lang: LanguageRules
    old: Text
    new: Text
    setting: Setting

    def passages(self, spans: Sequence[Span]) -> Iterator[Passage]:
        """The passages that differ in more than punctuation; a phrase that moved within the text is one."""
        spans = [s for s in spans if self.lang.weighty(self._removed(s)) or self.lang.weighty(self._added(s))]
        moved = self._moved(spans)
        for span in spans:
            if span in moved:
                yield Passage(self._before(span), self._after(moved[span]), Rule.PHRASE_MOVED.added())
            elif span not in moved.values():
                before, after = self._before(span), self._after(span)
                verdict = self.setting.in_context(before, after, self._verdict(span))
                yield Passage(before, after, verdict.turned() if self.setting.excluding else verdict)

    def _removed(self, span: Span) -> Sequence[str]:
        return self.old.words[span[0] : span[1]]

    def _added(self, span: Span) -> Sequence[str]:
        return self.new.words[span[2] : span[3]]

    def _before(self, span: Span) -> str:
        return " ".join(self.old.printed[span[0] : span[1]])

    def _after(self, span: Span) -> str:
        return " ".join(self.new.printed[span[2] : span[3]])

    def _moved(self, spans: Sequence[Span]) -> dict[Span, Span]:
        """The phrases that went from one place of the text to another, by where they stood.

        Only a phrase without "or" or "not" may move freely: what those join or deny depends on where they stand.
        """
        moved: dict[Span, Span] = {}
        for removed in [s for s in spans if not self._after(s)]:
            stems = self._stems(self._before(removed))
            for added in [s for s in spans if not self._before(s)]:
                free = removed not in moved and added not in moved.values()
                if free and stems and stems == self._stems(self._after(added)) and not {"or", "not"} & set(stems):
                    moved[removed] = added
        return moved

    def _stems(self, text: str) -> list[str]:
        roles = [self.lang.role(w) for w in text.split()]
        return sorted(self.lang.stem(w) for w in roles if w not in _JOINING)

    def _verdict(self, span: Span) -> Verdict:
        removed, added = self._removed(span), self._added(span)
        rule = self._editorial(span)
        if rule is not None:
            return rule.added()
        if self._is_said_for_both(removed, self.old, span[0]) or self._is_said_for_both(added, self.new, span[2]):
            return Rule.SAID_FOR_BOTH.added()
        if not self.lang.weighty(removed):
            verdict = _Insertion(self.lang, added, self.new.words, span[2], span[3], self.setting.goods).verdict()
        elif not self.lang.weighty(added):
            verdict = _Insertion(self.lang, removed, self.old.words, span[0], span[1], self.setting.goods).verdict()
            verdict = verdict.on_the_way_back()
        else:
            verdict = _replacement(self.lang, removed, added)
        if self.lang.weighty(added):
            excluding = _is_excluding(self.lang, self.new.words, span[2], added)
        else:
            excluding = _is_excluding(self.lang, self.old.words, span[0], removed)
        return verdict.turned() if excluding else verdict

    def _editorial(self, span: Span) -> Rule | None:
        """The rule by which a passage changes nobody's classification, None where none does."""
        old, new = self.old.words, self.new.words
        removed, added = self._removed(span), self._added(span)
        if not (removed and added):
            printed = self._before(span) or self._after(span)
            if self._is_label(printed):
                return Rule.LABEL
            if _POINTER.match(printed):
                return Rule.POINTER
            if _mends_place(added or removed, new[: span[2]] if added else old[: span[0]]):
                return Rule.ENTRY_NUMBER
        elif repeats_bound(old, span[0], span[1]) and repeats_bound(new, span[2], span[3]):
            return Rule.CONVERSION
        if same_name(names_in(old), names_in(new)):
            return Rule.NAME_IN_BRACKETS
        return Rule.SAME_WORDS if same_in_other_words(self.lang, removed, added, old[: span[0]]) else None

    def _is_label(self, text: str) -> bool:
        """Whether a passage is the label of an item within a text, and what leads to it: `, as follows ; a .`."""
        label = _LABEL.search(text) if text.endswith((".", " ")) else None
        leading = " " + (text[: label.start()] if label else text).rstrip(" ,;:.")
        return not self.lang.without_lead_in(leading).strip(" ,;:.")

    def _is_said_for_both(self, words: Sequence[str], text: Text, at: int) -> bool:
        """Whether a word stands before both members of a pair: `specially built or specially altered`.

        Left out before the second it may bind that one still, or no longer.
        """
        if len(words) != 1 or not at or text.words[at - 1] not in ("or", "and") or words[0] in PUNCTUATION:
            return False
        return self.lang.stem(words[0]) in map(self.lang.stem, text.words[max(at - LONGEST_OTHER - 1, 0) : at - 1])


def _mends_place(number: Sequence[str], before: Sequence[str]) -> bool:
    """Whether one side lacks the number behind the name of a list (`ML a)` for `ML9 a)`), which then names no place."""
    return len(number) == 1 and number[0].isdigit() and bool(before) and before[-1] in _LIST_NAMES


def _is_excluding(lang: LanguageRules, text: Sequence[str], start: int, passage: Sequence[str]) -> bool:
    """Whether an exclusion is open where a passage begins in a text.

    It ends with a semicolon, a colon, a stop, or a comma before a condition ("..., consisting of ..."). One that
    names places (`not specified in 3C001`) ends with them.
    """
    if passage[0] in _ENDS or (len(passage) > 1 and passage[0] == "," and lang.is_restricting(passage[1])):
        return False
    opens = 0
    for at in range(start - 1, -1, -1):
        if text[at] in _ENDS or (at and text[at - 1] == "," and lang.is_restricting(text[at])):
            opens = at + 1
            break
    clause = " ".join(text[opens:start])
    placed = lang.placed.search(clause)
    if placed and not lang.excluding.search(clause[: placed.start()]):
        return bool(_TO_PLACES.fullmatch(clause[placed.end() :]))
    return bool(lang.excluding.search(clause))


@frozen
class _Insertion:
    """Words that are in a text which would be whole without them: `passage` from `start` to `end` of `text`."""

    lang: LanguageRules
    passage: Sequence[str]
    text: Sequence[str]
    start: int
    end: int
    goods: bool

    @property
    def words(self) -> list[str]:
        return [w for w in self.passage if w not in PUNCTUATION]

    @property
    def ahead(self) -> list[str]:
        return [*self.passage, *self.text[self.end : self.end + WORDS_AHEAD]]

    @property
    def word_before(self) -> str:
        return self.text[self.start - 1] if self.start else ""

    @property
    def word_behind(self) -> str:
        return self.text[self.end] if self.end < len(self.text) else ""

    def verdict(self) -> Verdict:
        lang, words = self.lang, self.words
        phrase = " ".join(words)
        if lang.excluding.match(phrase):
            return Rule.EXCLUSION.added()
        if any(map(lang.denies, words)):
            return Rule.REWORDED.added()
        if "=" in words and all(len(w) == 1 and not w.isdigit() for w in words):
            return Rule.NAME_IN_BRACKETS.added()
        if places_named(words):
            return Rule.PLACE.added()
        if lang.example.match(phrase):
            return Rule.EXAMPLE.added()
        if self.passage[0] == "(" and self.passage[-1] == ")":
            return self.in_brackets()
        if lang.including.fullmatch(words[0]) or (len(words) > 1 and lang.included.fullmatch(words[-1])):
            return Rule.INCLUSION.added()
        if self.is_alternative():
            return Rule.ALTERNATIVE.added()
        return self.qualifies()

    def in_brackets(self) -> Verdict:
        first = self.words[0]
        if self.lang.including.fullmatch(first):
            return Rule.INCLUSION.added()
        if self.lang.is_restricting(first) or first.startswith("⟦"):
            return Rule.CONDITION.added()
        return Rule.NAME_IN_BRACKETS.added()

    def qualifies(self) -> Verdict:
        lang, words = self.lang, self.words
        if ";" in self.passage:
            return (Rule.GOODS if self.goods and self.names_further_goods() else Rule.CLAUSE).added()
        bound = any(w.startswith("⟦") for w in words)
        if self.is_joined_by_and() and not (bound and (words[0] == "and" or words[0].startswith("⟦"))):
            before = lang.accompanying.sub(" ", " ".join((*self.text[: self.start], "|", *words)))
            conditions = any(lang.is_restricting(w) for w in before.split() if w != "and")
            return (Rule.GOODS if self.goods and not conditions else Rule.JOINED_BY_AND).added()
        if words[0] == "and" or lang.is_restricting(words[0]) or words[0].startswith("⟦"):
            return Rule.CONDITION.added()
        if len(words) > LONGEST_QUALIFIER or {"or", "and", "any", "all"} & set(words) or self.is_set_apart():
            return Rule.REWORDED.added()
        # Numbers alone, such as those behind the name of a list, qualify nothing.
        return (Rule.REWORDED if all(w.isdigit() for w in words) else Rule.QUALIFIER).added()

    def is_set_apart(self) -> bool:
        """Whether commas set the words apart among others: a member of an enumeration, or said of what stands before.

        Not where a condition follows (`bowls, plain, having a lid`), nor behind the first comma of all.
        """
        if self.passage[-1] == ",":
            behind = self.text[self.end : self.end + 1]
            closed = self.word_before in (",", ":")
        else:
            behind = self.text[self.end + 1 : self.end + 2] if self.word_behind == "," else ()
            opened = any(w in (",", ":") for w in self.text[: self.start])
            closed = self.passage[0] == "," and self.word_behind in ("", ",") and opened
        return closed and not any(self.lang.is_restricting(w) for w in behind)

    def names_further_goods(self) -> bool:
        """Whether the words are one clause between semicolons that names goods: `; accessories`, `; lids for them`."""
        whole = (self.passage[0] == ";" and self.word_behind in ("", ";")) or (
            self.passage[-1] == ";" and self.word_before in ("", ";")
        )
        clause = self.words
        bound = any(w.startswith("⟦") for w in clause)
        if not whole or bound or self.passage.count(";") > 1 or self.lang.is_restricting(clause[0]):
            return False
        head = next((i for i, w in enumerate(clause) if self.lang.is_restricting(w)), len(clause))
        return bool(self.lang.goods.fullmatch(clause[head - 1]) or self.lang.belonging.search(" ".join(clause)))

    def is_joined_by_and(self) -> bool:
        """Whether the words are a member of an enumeration closed by "and": `and X`, `, X` before a later `and`."""
        bare = [w for w in self.passage if w != ","]
        if bare[0] == "and" or bare[-1] == "and":
            bare = self.lang.accompanying.sub(" ", " ".join(bare)).split()
            return len(bare) == 1 or not self.lang.is_restricting(bare[1]) or bare[-1] == "and"
        member = (self.passage[0] == "," and self.word_behind in (",", "and")) or (
            self.passage[-1] == "," and self.word_before in (",", "")
        )
        closing = next((w for w in self.ahead if w == "and" or w in _ENDS), "")
        return member and closing == "and"

    def is_alternative(self) -> bool:
        """Whether the words are a member of an enumeration: `or X`, `X or`, `, X` before a later `or`."""
        bare = [w for w in self.passage if w != ","]
        if bare[0].startswith("⟦") or bare == ["or"]:
            return False  # an "or" alone may have stood between items that went into the words
        before, behind = self.word_before, self.word_behind
        if bare[-1] == "or" and before == "," and self.lang.opens_condition(bare[0]):
            # `tin, having a lid, or clay` for `tin or clay`: a condition was set between the members.
            return self.lang.opens_condition(behind)
        if bare[0] == "or" or bare[-1] == "or" or bare[:2] == ["and", "/"]:
            return True
        member = self.passage[0] == "," or (before in (",", ":") and (self.passage[-1] == "," or behind in (",", "or")))
        if not (member or self.passage[-1] == ",") or self.lang.is_restricting(bare[0]):
            return False
        closing = next((w for w in self.ahead if w == "or" or w in _ENDS or self.lang.opens_condition(w)), "")
        return closing == "or" or self.is_listed_behind_colon()

    def is_listed_behind_colon(self) -> bool:
        """Whether the words are one of three or more short names behind a colon: an enumeration without connective.

        None opens a condition, and the member itself may be a name of some more words.
        """
        before = self.text[: self.start]
        if ":" not in before:
            return False
        start = max(at for at, word in enumerate(before) if word == ":") + 1
        members = [m.split() for m in " ".join(self.text[start:]).split(" , ")]
        passage = [w for w in self.passage if w != ","]
        return len(members) > 2 and all(
            len(m) <= (LONGEST_MEMBER if m == passage else LONGEST_OTHER)
            and not any(self.lang.opens_condition(w) for w in m)
            for m in members
        )


def _replacement(lang: LanguageRules, removed: Sequence[str], added: Sequence[str]) -> Verdict:
    """What words do that stand in the place of others."""
    old, new = ([w for w in side if w not in PUNCTUATION] for side in (removed, added))
    was, now = " ".join(old), " ".join(new)
    if (was, now) in (("all", "any"), ("and", "or")):
        return Rule.CONNECTIVE.added()
    if (was, now) in (("any", "all"), ("or", "and")):
        return Rule.CONNECTIVE.dropped()
    if was in lang.counts and now in lang.counts:
        fewer = lang.counts.index(now) < lang.counts.index(was)
        return Rule.COUNT.added() if fewer else Rule.COUNT.dropped()
    places = places_named(old), places_named(new)
    if places[0] and places[0] < places[1]:
        return Rule.PLACE.added()
    if places[1] and places[1] < places[0]:
        return Rule.PLACE.dropped()
    strict, loose = lang.looseness.get(was), lang.looseness.get(now)
    if strict is not None and loose is not None and strict != loose:
        return Rule.LEGAL_TEST.added() if loose > strict else Rule.LEGAL_TEST.dropped()
    return Rule.REWORDED.added()
