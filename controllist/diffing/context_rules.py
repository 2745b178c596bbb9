"""What stands around a passage or an item: above it, beside it, in an explanation, at a place it refers to.

A word left out of an item asks no less where the heading above still says it (`gas turbine components` over `gas
turbine blades`), or the place that the text refers to (`vibration test systems specified in 2B116.a`). A condition
that left a text for the technical note beside it is asked as before. A new item that asks more than an old one at the
same place did lets nothing in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import field, frozen

from controllist.codes import ControlCode
from controllist.diffing.changes import Effect
from controllist.diffing.cutoffs import FARTHEST_REFERENCE, FEWEST_OF_NAME, FEWEST_WORDS, LITTLE_OF_NAME, MOST_OF_NAME
from controllist.diffing.equivalence import places_named, words
from controllist.diffing.language_rules import PUNCTUATION, LanguageRules, language_rules
from controllist.diffing.rules import EDITORIAL, Rule, Verdict
from controllist.diffing.wording import Part, compare_parts, dimension, equal_bounds, shift
from controllist.language import Threshold
from controllist.model import Definition, Edition, Node, Note, Provision

_ONE_SIDED = frozenset({Rule.QUALIFIER, Rule.CONDITION, Rule.CLAUSE, Rule.REWORDED})
_PLACE = re.compile(r"(?:\d[a-e]\d{3}|ml\d+)(?:\.[a-z0-9]+)*")

Terms = dict[tuple[str, ...], list[Definition]]
"""The definitions of an edition by the words of their term, without endings."""


def terms_of(edition: Edition) -> Terms:
    """The definitions of an edition, by what they define."""
    lang = language_rules(edition.language)
    terms: Terms = {}
    for definition in edition.definitions:
        terms.setdefault(tuple(map(lang.concept, words(definition.term))), []).append(definition)
    return terms


@frozen
class Around:
    """A node where it stands: its edition, and the terms that one defines."""

    node: Node
    edition: Edition
    terms: Terms

    @property
    def lang(self) -> LanguageRules:
        return language_rules(self.edition.language)

    def takes_in(self, term: str, word: str) -> bool:
        """Whether a term is defined as several kinds, of which the word is one."""
        defined = self.terms.get(self._concepts(term), ()) if term else ()
        for definition in defined if word else ():
            parts = [w for w in words(definition.text) if w not in self.lang.light]
            for _, beside in _occurrences(self.lang, self._concepts(word), parts):
                if {"or", "and", ","} & {self.lang.role(w) for w in beside}:
                    return True
        return False

    def _concepts(self, text: str) -> tuple[str, ...]:
        return tuple(map(self.lang.concept, text.split()))

    def in_use(self, code: ControlCode) -> ControlCode | None:
        """A place, or the only one below it that is in use; None where the edition has it not."""
        if code not in self.edition:
            return None
        children = self.edition.children(code)
        used = [c for c in children if c.status != "not used"]
        return self.in_use(used[0].code) if len(children) > 1 and len(used) == 1 else code

    def is_named(self, code: ControlCode, name: str) -> bool:
        """Whether the node is a note on a place, whose name a passage gives."""
        place = self.edition.by_code.get(code)
        if not isinstance(self.node, Note) or place is None or place.code != self.node.code.place:
            return False
        named = {self.lang.concept(w) for w in name.split() if w not in PUNCTUATION}
        return named <= {self.lang.concept(w) for w in words(place.text)}

    def still_binds(self, qualifier: Sequence[str], printed: str) -> bool:
        """Whether a text without a qualifier has it from above, or from the place it refers to."""
        if any(_binds(self.lang, qualifier, above.text) for above in _above(self.node, self.edition)):
            return True
        place = _referred_to(self.lang, qualifier, printed)
        there = self.edition.by_code.get(place) if place is not None else None
        texts = [there.text, *(n.text for n in _above(there, self.edition))] if there is not None else []
        return any(_binds(self.lang, qualifier, text) for text in texts)

    def explains(self, passage: str) -> bool:
        """Whether technical notes of the place say all that a passage of some length says."""
        wanted = {s for s in _stems(self.lang, passage.split()) if len(s) > 3}
        if len(wanted) < FEWEST_WORDS or not isinstance(self.node, Provision):
            return False
        notes = [
            n.text
            for n in self.edition.subtree(self.node.code)
            if n.kind in ("technical-note", "definition") and n.code.startswith(f"{self.node.code}#")
        ]
        return wanted <= {self.lang.concept(w) for text in notes for w in words(text)}


@frozen
class Surroundings:
    """Two nodes where they stand."""

    old: Around
    new: Around
    new_codes: Mapping[ControlCode, ControlCode] = field(factory=dict)
    """The places of the old edition by their codes in the new one, of all that has a counterpart."""
    exclusion_moved: bool = False
    """Whether what a note left out has a note of its own now, or had one."""

    def verdict(self, before: str, after: str, verdict: Verdict) -> Verdict:
        """The verdict on a passage, or one without effect where what stands around says the words."""
        verdict = self._in_place(before, after, verdict)
        if self.exclusion_moved and self._only_denies(f"{before} {after}"):
            return Rule.WORDS_TAKEN_OVER.added()
        return verdict

    def _in_place(self, before: str, after: str, verdict: Verdict) -> Verdict:
        if before and after and self._is_one_place(before, after):
            return Rule.PLACE_NAMED.added()
        if verdict.rule is Rule.REWORDED and (effect := self._wider_term(before, after)):
            return Rule.WIDER_TERM.gives(effect)
        if bool(before) == bool(after) or verdict.rule in EDITORIAL or verdict.rule not in _ONE_SIDED:
            return verdict
        printed, other = (self.old, self.new) if before else (self.new, self.old)
        passage = before or after
        if verdict.rule is Rule.QUALIFIER:
            qualifier = _stems(self.new.lang, passage.split())
            if qualifier and other.still_binds(qualifier, printed.node.text):
                return Rule.QUALIFIER_ELSEWHERE.added()
        if other.explains(passage) and not printed.explains(passage):
            return Rule.WORDS_TAKEN_OVER.added()
        return verdict

    def _only_denies(self, passage: str) -> bool:
        """Whether a passage has no more than words that leave out, and places: `; not included:`."""
        lang = self.new.lang
        left = lang.excluding.sub(" ", passage).split()
        numbered = "svme" in left
        leading = (lang.denying, lang.including, lang.included, lang.referring, lang.covering, lang.restricting)
        return all(
            _PLACE.fullmatch(w) or (len(w) == 1 and (w.isalpha() or numbered)) or any(p.fullmatch(w) for p in leading)
            for w in lang.weighty(left)
        )

    def _wider_term(self, before: str, after: str) -> Effect | None:
        """Wider where a defined term stands for a word that its definition lists as one kind among others; or back."""
        if self.new.takes_in(after, before) and self.old.takes_in(after, before):
            return "wider"
        return "narrower" if self.new.takes_in(before, after) and self.old.takes_in(before, after) else None

    def _is_one_place(self, before: str, after: str) -> bool:
        """Whether both sides of a passage name one place: by number and by name, or with its only item in use."""
        including = self.new.lang.including
        was, now = before.split(), after.split()
        if len(was) > 1 and len(now) > 1 and including.fullmatch(was[-1]) and including.fullmatch(now[-1]):
            was, now = was[:-1], now[:-1]  # `lids include`, `2B901.a includes`
        places = places_named(was)
        renumbered = {self.new_codes.get(_upper(p), p).casefold() for p in places}
        if renumbered != places and renumbered == places_named(now):
            return True  # the same places, some of which have other codes now
        old_code, new_code = _code(was), _code(now)
        if old_code and new_code:
            used = self.old.in_use(old_code)
            return used is not None and used == self.new.in_use(new_code)
        if old_code:
            return self.new.is_named(old_code, " ".join(now))
        return bool(new_code) and self.old.is_named(ControlCode(new_code or ""), " ".join(was))


def _code(passage: Sequence[str]) -> ControlCode | None:
    """The place a passage names, where it says nothing else."""
    named = [w for w in passage if w not in PUNCTUATION]
    return _upper(named[0]) if len(named) == 1 and _PLACE.fullmatch(named[0]) else None


def _upper(place: str) -> ControlCode:
    head, dot, tail = place.partition(".")
    return ControlCode(head.upper() + dot + tail)


def _above(node: Node, edition: Edition) -> Iterator[Provision]:
    """The provisions above a node, up to its entry."""
    at = edition.by_code.get(node.parent) if node.parent else None
    while isinstance(at, Provision) and at.kind not in ("category", "group"):
        yield at
        at = edition.by_code.get(at.parent) if at.parent else None


def _occurrences(lang: LanguageRules, stems: Sequence[str], text: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Where some words stand in a text, whatever their endings, and the words right before and behind."""
    concepts = [lang.concept(w) for w in text]
    for at in range(len(text) - len(stems) + 1):
        if concepts[at : at + len(stems)] == list(stems):
            yield at, [*text[at - 1 : at], *text[at + len(stems) : at + len(stems) + 1]]


def _binds(lang: LanguageRules, qualifier: Sequence[str], text: str) -> bool:
    """Whether a heading says the qualifier of all its items: as a whole, in no enumeration, under no exclusion."""
    parts = [w for w in words(text) if w not in lang.light]
    for at, beside in _occurrences(lang, qualifier, parts):
        listed = any(w == "," or lang.role(w) in ("or", "and") for w in beside)
        if not listed and not lang.excluding.search(" ".join(parts[:at])):
            return True
    return False


def _referred_to(lang: LanguageRules, qualifier: Sequence[str], printed: str) -> ControlCode | None:
    """The place named right behind the noun that the qualifier stands before: `test systems specified in 2B116.a`."""
    parts = words(printed)
    for at, _ in _occurrences(lang, qualifier, parts):
        behind = parts[at + len(qualifier) : at + len(qualifier) + FARTHEST_REFERENCE + 3]
        named = next((i for i, w in enumerate(behind) if lang.referring.fullmatch(w)), FARTHEST_REFERENCE + 1)
        if named <= FARTHEST_REFERENCE:
            place = next((w for w in behind[named + 1 :] if _PLACE.fullmatch(w)), None)
            return _upper(place) if place else None
    return None


def _stems(lang: LanguageRules, passage: Sequence[str]) -> tuple[str, ...]:
    """The words that say something, without their endings: no articles, connectives, verbs of reference."""
    return tuple(
        lang.concept(w)
        for w in lang.weighty(passage)
        if w == lang.role(w) and not lang.is_restricting(w) and not lang.excluding.fullmatch(w)
    )


# --- new items that an older one covered


def carved_out(node: Node, edition: Edition, before: Iterable[Node], earlier: Edition) -> Node | None:
    """The old item of which a new one is a part: no bound looser, one at least tighter, and nothing said that loosens.

    `before` are the items that stood at the same place in the earlier edition.
    """
    here = Part.of(node, edition)
    for old in before if here.bounds else ():
        there = Part.of(old, earlier)
        if any(_is_moved(a, b) for a in there.bounds for b in here.bounds):
            wording = compare_parts([there], [here], edition.language)
            of_one_property = all(_is_of_one_property(s.before, s.after) for s in wording.shifts)
            if wording.shifts and wording.effect == "narrower" and of_one_property:
                return old
    return None


def _is_of_one_property(before: Threshold, after: Threshold) -> bool:
    """Whether two bounds are of one property, by a word of its name: a wavelength is no overlay."""
    old, new = set(words(before.property)), set(words(after.property))
    return not old or not new or bool(old & new)


def _is_moved(before: Threshold, after: Threshold) -> bool:
    """Whether two bounds measure the same on the same side, at another figure or by another comparison."""
    alike = before.comparison[0] == after.comparison[0] and dimension(before) == dimension(after)
    return alike and not equal_bounds(before, after)


def dropped_member(node: Node, edition: Edition, changed: Iterable[tuple[Node, Node]], earlier: Edition) -> Node | None:
    """The old item that lost the goods which a new one names, with conditions more and no looser bound.

    `changed` are the items below the same place that are in both editions, before and after. A new item of its own for
    what another named until now, `motors of copper, specially designed for ships`, lets nothing in either.
    """
    lang = language_rules(edition.language)
    text = words(node.text)
    opens = (i for i, w in enumerate(text) if lang.is_restricting(w) or w == "," or w[0].isdigit() or w in "<>≤≥")
    end = next(opens, len(text))
    name = _concepts_of(lang, text[:end])
    if len(name) < FEWEST_OF_NAME or not any(lang.opens_condition(w) for w in text[end:]):
        return None
    for old, new in changed:
        had, has = (len(name & _concepts_of(lang, words(n.text))) / len(name) for n in (old, new))
        bounds = edition.thresholds(node.code)
        if (
            had >= MOST_OF_NAME
            and has <= LITTLE_OF_NAME
            and all(_is_no_looser(bound, bounds) for bound in earlier.thresholds(old.code))
        ):
            return old
    return None


def _concepts_of(lang: LanguageRules, text: Iterable[str]) -> frozenset[str]:
    return frozenset(lang.concept(w) for w in text if w[0].isalpha() and w not in lang.light)


def _is_no_looser(old: Threshold, bounds: Iterable[Threshold]) -> bool:
    """Whether among the bounds one asks at least as much as an old one."""
    alike = (b for b in bounds if dimension(b) == dimension(old))
    return any(equal_bounds(old, b) or shift(old, b).effect == "narrower" for b in alike)
