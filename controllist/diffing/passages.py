"""One passage of a text that came, went or was replaced: what it does to the goods the text describes.

Each rule has a name that stands in `docs/direction.md` with its reason. A passage that no rule knows is `undecided`.
What the rules look for is in `phrases`, by language.

>>> from controllist.diffing.phrases import phrases
>>> en = phrases("en")
>>> judge(en, "software for pumps".split(), (3, 3), "software for pumps or valves".split(), (3, 5), goods=True)[0].rule
'alternative added'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from controllist.diffing.changes import OPPOSITE, Effect
from controllist.diffing.phrases import Phrases
from controllist.diffing.places import places_named
from controllist.diffing.rephrasing import PUNCTUATION, repeats_bound, same_in_other_words, same_name, weighty

_TO_PLACES = re.compile(r"(?: (?:\d[a-e]\S*|ml\S*|or|and|to|,))*")
_LABEL = re.compile(r"(?:^|(?<=[;,:] )|[;,:] )(?:(?:and|or) )?(?:n \. b \. ?)?(?:[a-z0-9]{1,2} \.?)$")
_POINTER = re.compile(r"[;,.]? ?n \. b \.")
"""A note that sends readers to another place, printed within a text."""
_NUMBERING = frozenset(["and", "or", "to"])
_LIST_NAMES = frozenset(["ml", "svme"])
_LONGEST_OTHER, _LONGEST_MEMBER = 3, 6
"""Words of a member of an enumeration without connective, and of the one that came or went."""
_JOINING = PUNCTUATION | {"and", "of"}


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
        return evolve(self, effect=OPPOSITE[self.effect])


def judge(
    spoken: Phrases,
    old: Sequence[str],
    old_span: tuple[int, int],
    new: Sequence[str],
    new_span: tuple[int, int],
    *,
    goods: bool,
) -> list[Passage]:
    """The passage between two texts' spans as a list of one, or of none where only punctuation differs.

    `goods` tells whether the text names goods rather than conditions on them.
    """
    (start, end), (there, far) = old_span, new_span
    was, now = " ".join(old[start:end]), " ".join(new[there:far])
    role = spoken.roles.get
    gone, come = [role(w, w) for w in old[start:end]], [role(w, w) for w in new[there:far]]
    drops, brings = weighty(spoken, gone), weighty(spoken, come)
    if not drops and not brings:
        return []
    old, new = list(map(role, old, old)), list(map(role, new, new))
    before, ahead = old[:start], new[:there]
    if not (gone and come) and _is_label(spoken, was or now):
        return [Passage(was, now, "neutral", "label of an item", True)]
    if not (gone and come) and _POINTER.match(" ".join(gone or come)):
        return [Passage(was, now, "neutral", "pointer", True)]
    if _mends_place(gone, come, ahead) or _mends_place(come, gone, before):
        return [Passage(was, now, "neutral", "number of an entry", True)]
    if repeats_bound(old, old_span) and repeats_bound(new, new_span):
        return [Passage(was, now, "neutral", "conversion corrected", True)]
    if same_name(old, new):
        return [Passage(was, now, "neutral", "name in brackets", True)]
    if same_in_other_words(spoken, gone, come, before):
        return [Passage(was, now, "neutral", "same words", True)]
    if _said_for_both(spoken, gone, before) or _said_for_both(spoken, come, ahead):
        return [Passage(was, now, "undecided", "word said once for both")]
    if not drops:
        effect, rule = _Insertion(spoken, come, new, new_span, goods).verdict()
        excluded = _excluding(spoken, ahead, come)
    elif not brings:
        effect, rule = _Insertion(spoken, gone, old, old_span, goods).verdict()
        effect, rule = OPPOSITE[effect], rule.replace("added", "dropped")
        excluded = _excluding(spoken, before, gone)
    else:
        effect, rule = _replacement(spoken, gone, come)
        excluded = _excluding(spoken, ahead, come)
    if rule in ("name in brackets", "example added", "example dropped"):
        return [Passage(was, now, "neutral", rule, True)]
    return [Passage(was, now, OPPOSITE[effect] if excluded else effect, rule)]


def _is_label(spoken: Phrases, text: str) -> bool:
    """Whether a passage is the label of an item printed within a text, and what leads to it: `, as follows ; a .`."""
    label = _LABEL.search(text)
    leading = " " + (text[: label.start()] if label else text).rstrip(" ,;:.")
    return not spoken.without_lead_in(leading).strip(" ,;:.")


def _said_for_both(spoken: Phrases, words: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a word stands before both members of a pair: `specially built or specially altered`.

    Left out before the second it may bind that one still, or no longer.
    """
    if PUNCTUATION.issuperset(words) or before[-1:] not in (["or"], ["and"]):
        return False
    stems = [spoken.stem(w) for w in before[-_LONGEST_OTHER - 1 : -1]]
    return [spoken.stem(w) for w in words] in [[stem] for stem in stems]


def _mends_place(without: Sequence[str], number: Sequence[str], before: Sequence[str]) -> bool:
    """Whether one side lacks the number behind the name of a list (`ML a)` for `ML9 a)`), which then names no place."""
    lone = not without and len(number) == 1 and number[0].isdigit()
    return lone and bool(before) and before[-1] in _LIST_NAMES


def phrases_moved(spoken: Phrases, passages: Sequence[Passage]) -> list[Passage]:
    """The passages without pairs that took one phrase from one place of the text to another.

    Only a phrase without "or" or "not" may move freely: what those join or deny depends on where they stand.
    """
    left = list(passages)
    for gone in passages:
        for come in passages:
            if gone in left and come in left and gone.before and not gone.after and come.after and not come.before:
                words, there = _moving(spoken, gone.before), _moving(spoken, come.after)
                if words == there and words and not {"or", "not"} & set(words):
                    moved = evolve(come, before=gone.before, effect="neutral", rule="phrase moved", editorial=True)
                    left[left.index(gone)] = moved
                    left.remove(come)
    return left


def _moving(spoken: Phrases, text: str) -> list[str]:
    return sorted(spoken.stem(spoken.role(w)) for w in text.split() if spoken.role(w) not in _JOINING)


def _excluding(spoken: Phrases, before: Sequence[str], passage: Sequence[str]) -> bool:
    """Whether an exclusion is open where a passage begins.

    It ends with a semicolon, a colon, a stop, or a comma before a condition ("..., consisting of ..."). One that
    names places (`not specified in 3C001`) ends with them.
    """
    clause = before
    for at in range(len(before) - 1, -1, -1):
        if before[at] in (";", ":", ".") or (at and before[at - 1] == "," and spoken.is_restricting(before[at])):
            clause = before[at + 1 :]
            break
    if passage[:1] == [","] and len(passage) > 1 and spoken.is_restricting(passage[1]):
        return False
    said = " ".join(clause)
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
    span: tuple[int, int]
    goods: bool

    @property
    def words(self) -> list[str]:
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
        if spoken.excluding.match(" ".join(words)):
            return "narrower", "exclusion added"
        if any(spoken.denying.fullmatch(w) for w in words):
            return "undecided", "reworded"
        if "=" in words and all(len(w) == 1 and not w.isdigit() for w in words):
            return "neutral", "name in brackets"
        if places_named(words) or self.numbers_places():
            return "wider", "place added"
        if spoken.example.match(" ".join(words)):
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
        return bool(names) and not any(self.spoken.is_restricting(w) and w != "and" for w in names)

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
    strict, loose = (_test(spoken, side) for side in said)
    if strict is not None and loose is not None and strict != loose:
        return ("wider" if loose > strict else "narrower"), "legal test replaced"
    return _contained(old, new)


def _test(spoken: Phrases, said: str) -> int | None:
    """How loose a legal test the words are: 0 is the strictest."""
    return next((rank for rank, test in enumerate(spoken.tests) if said in test), None)


def _contained(old: Sequence[str], new: Sequence[str]) -> tuple[Effect, str]:
    """One side holds the other whole as a member of an "or": the longer one names more."""
    small, large = (old, new) if len(old) < len(new) else (new, old)
    rest = list(large)
    for word in small:
        if word not in rest:
            return "undecided", "reworded"
        rest.remove(word)
    if "or" in rest:
        return ("wider" if large is new else "narrower"), f"alternative {'added' if large is new else 'dropped'}"
    return "undecided", "reworded"
