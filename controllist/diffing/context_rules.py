"""What stands around a passage: above it, at a place it refers to, in an explanation beside it.

A word left out of an item asks no less where the heading above still says it (`gas turbine components` over `gas
turbine blades`), or the place that the text refers to (`vibration test systems specified in 2B116.a`). A condition
that left a text for the technical note beside it is asked as before.

What neighbours cover: a new item that asks more than an old one at the same place did lets nothing in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from attrs import frozen

from controllist.codes import ControlCode
from controllist.diffing.changes import Effect
from controllist.diffing.language_rules import PUNCTUATION, Phrases, phrases, places_named
from controllist.diffing.normalization import words
from controllist.diffing.passages import Passage
from controllist.diffing.wording import Words, compare_words, dimension, equal, shift
from controllist.language import Threshold
from controllist.model import Definition, Edition, Node, Note, Provision

_QUALIFIES = frozenset({"qualifying word added", "qualifying word dropped"})
_ONE_SIDED = _QUALIFIES | {"condition added", "condition dropped", "clause added", "clause dropped", "reworded"}
_PLACE = re.compile(r"(?:\d[a-e]\d{3}|ml\d+)(?:\.[a-z0-9]+)*")
_FIGURE = re.compile(r"\d")
_FARTHEST = 3  # words between a qualifier and the reference behind its noun
_FEWEST = 5  # words of a condition; fewer stand in a note by chance


Terms = Mapping[tuple[str, ...], Sequence[Definition]]
"""The definitions of an edition by the words of their term, without endings."""


@frozen
class Around:
    """A node where it stands: its edition, and the terms that one defines."""

    node: Node
    edition: Edition
    terms: Terms


def terms_of(edition: Edition) -> Terms:
    """The definitions of an edition, to be found by what they define."""
    found: dict[tuple[str, ...], list[Definition]] = {}
    for definition in edition.definitions:
        found.setdefault(_concepts(definition.term, edition.language), []).append(definition)
    return found


@lru_cache(maxsize=5_000)
def _concepts(term: str, language: str) -> tuple[str, ...]:
    spoken = phrases(language)
    return tuple([spoken.concept(w) for w in words(term)])


def read_in_place(
    passage: Passage, old: Around, new: Around, moved: Mapping[str, str] = MappingProxyType({})
) -> Passage:
    """The passage as it is, or as one without effect where its surroundings say what came or went.

    `old` and `new` are the two nodes where they stand; `moved` tells the new code of places that got one, in lower
    case.
    """
    if passage.before and passage.after and (_one_place(passage, old, new) or _same_places(passage, moved)):
        return _without_effect(passage, "place named")
    if passage.rule == "reworded" and (effect := _wider_term(passage, old, new)):
        return Passage(passage.before, passage.after, effect, "term that takes in the word", passage.editorial)
    if bool(passage.before) == bool(passage.after) or passage.editorial or passage.rule not in _ONE_SIDED:
        return passage
    printed, other = (old, new) if passage.before else (new, old)
    said = passage.before or passage.after
    spoken = phrases(new.edition.language)
    if passage.rule in _QUALIFIES and _qualified(said, spoken, printed.node.text, other.node, other.edition):
        return _without_effect(passage, "qualifier said elsewhere")
    if _explained(said, spoken, other) and not _explained(said, spoken, printed):
        return _without_effect(passage, "words taken over")
    return passage


def _without_effect(passage: Passage, rule: str) -> Passage:
    return Passage(passage.before, passage.after, "neutral", rule, True)


def only_denies(passage: Passage, language: str) -> Passage:
    """The passage as one without effect where it holds no more than words that leave out: `; not included:`."""
    spoken = phrases(language)
    said = spoken.excluding.sub(" ", f"{passage.before} {passage.after}").split()
    numbered = "svme" in said
    places = {w for w in said if _PLACE.fullmatch(w) or (len(w) == 1 and (w.isalpha() or numbered))}
    rest = [
        w
        for w in said
        if w not in PUNCTUATION
        and w not in places
        and w not in spoken.light
        and not any(
            p.fullmatch(w)
            for p in (spoken.denying, spoken.including, spoken.included, spoken.referring, spoken.covering)
        )
        and not spoken.restricting.fullmatch(w)
    ]
    return passage if rest else _without_effect(passage, "words taken over")


def _wider_term(passage: Passage, old: Around, new: Around) -> Effect | None:
    """Wider where a defined term stands for a word that its definition lists as one kind among others; or back."""
    if _takes_in(passage.after, passage.before, new) and _takes_in(passage.after, passage.before, old):
        return "wider"
    if _takes_in(passage.before, passage.after, new) and _takes_in(passage.before, passage.after, old):
        return "narrower"
    return None


def _takes_in(term: str, word: str, there: Around) -> bool:
    """Whether a term is defined as several kinds, of which the word is one."""
    spoken = phrases(there.edition.language)
    defined = there.terms.get(tuple([spoken.concept(w) for w in term.split()]), ()) if term else ()
    wanted = tuple([spoken.concept(w) for w in word.split()]) if defined else ()
    for definition in defined if wanted else ():
        parts = [w for w in words(definition.text) if w not in spoken.light]
        stems = tuple(spoken.concept(w) for w in parts)
        spans = [i for i in range(len(stems)) if stems[i : i + len(wanted)] == wanted]
        beside = {spoken.role(w) for i in spans for w in (*parts[i - 1 : i], *parts[i + len(wanted) :][:1])}
        return bool(beside & {"or", "and", ","})
    return False


def _same_places(passage: Passage, moved: Mapping[str, str]) -> bool:
    """Whether both sides name the same places, some of which have other codes now."""
    was = places_named(passage.before.split()) if moved else ()
    return any(p in moved for p in was) and {moved.get(p, p) for p in was} == places_named(passage.after.split())


def _one_place(passage: Passage, old: Around, new: Around) -> bool:
    """Whether both sides of a passage name one place: by number and by name, or with its only item in use."""
    if not _FIGURE.search(f"{passage.before} {passage.after}"):
        return False  # as for nearly every passage: each code has a figure
    spoken = phrases(new.edition.language)
    was, now = _without_verb(spoken, passage.before.split(), passage.after.split())
    sides = ((was, old.node, old.edition), (now, new.node, new.edition))
    codes = [_code(said) for said, _, _ in sides]
    if all(codes):
        used = [_in_use(code, edition) for code, (_, _, edition) in zip(codes, sides, strict=True)]
        return bool(used[0]) and (used[0] == used[1] or _includes_here(codes, old.node, new.node))
    for code, (named, node, edition) in ((codes[0], sides[1]), (codes[1], sides[0])) if any(codes) else ():
        place = edition.by_code.get(code) if code else None
        if isinstance(node, Note) and place is not None and place.code == node.code.place:
            name = {spoken.concept(w) for w in words(place.text)}
            return {spoken.concept(w) for w in named.split() if w not in PUNCTUATION} <= name
    return False


def _without_verb(spoken: Phrases, was: list[str], now: list[str]) -> tuple[str, str]:
    """Both sides of a passage without the verb of including that ends either: `lids include`, `2B901.a includes`."""
    if len(was) > 1 and len(now) > 1 and all(spoken.including.fullmatch(side[-1]) for side in (was, now)):
        was, now = was[:-1], now[:-1]
    return " ".join(was), " ".join(now)


def _includes_here(codes: Sequence[ControlCode | None], old: Node, new: Node) -> bool:
    """Whether a note that includes stands where it stood and names that place, or one above it: goods are in alike."""
    if old.kind != "note-includes" or new.kind != old.kind or old.code.place != new.code.place:
        return False
    return all(code is not None and code.contains(new.code.place) for code in codes)


def _code(said: str) -> ControlCode | None:
    """The place a passage names, where it says nothing else."""
    named = [w for w in said.split() if w not in PUNCTUATION]
    return _upper(named[0]) if len(named) == 1 and _PLACE.fullmatch(named[0]) else None


def _upper(place: str) -> ControlCode:
    head, dot, tail = place.partition(".")
    return ControlCode(head.upper() + dot + tail)


def _in_use(code: ControlCode | None, edition: Edition) -> ControlCode | None:
    """The place itself, or the only one below it that is in use."""
    if code is None or code not in edition:
        return None
    used = [c for c in edition.children(code) if c.status != "not used"]
    several = len(edition.children(code)) > 1
    return _in_use(used[0].code, edition) if several and len(used) == 1 else code


def _qualified(said: str, spoken: Phrases, printed: str, node: Node, edition: Edition) -> bool:
    """Whether the text without the qualifier still has it from above, or from the place it refers to."""
    qualifier = _stems(spoken, said.split())
    if not qualifier:
        return False
    if any(_binds(spoken, qualifier, above.text) for above in _above(node, edition)):
        return True
    place = _referred_to(qualifier, spoken, printed)
    there = edition.by_code.get(place) if place is not None else None
    return there is not None and any(_binds(spoken, qualifier, n.text) for n in (there, *_above(there, edition)))


def _above(node: Node, edition: Edition) -> Iterator[Provision]:
    """The provisions above a node, up to its entry."""
    at = edition.by_code.get(node.parent) if node.parent else None
    while isinstance(at, Provision) and at.kind not in ("category", "group"):
        yield at
        at = edition.by_code.get(at.parent) if at.parent else None


def _binds(spoken: Phrases, qualifier: Sequence[str], text: str) -> bool:
    """Whether a heading says the qualifier of all its items: as a whole, in no enumeration, under no exclusion."""
    parts = [w for w in words(text) if w not in spoken.light]
    stems = [spoken.concept(w) for w in parts]
    for at in range(len(stems)):
        if stems[at : at + len(qualifier)] == list(qualifier):
            beside = (parts[at - 1 : at] if at else []) + parts[at + len(qualifier) : at + len(qualifier) + 1]
            listed = any(w == "," or spoken.role(w) in ("or", "and") for w in beside)
            if not listed and not spoken.excluding.search(" ".join(parts[:at])):
                return True
    return False


def _referred_to(qualifier: Sequence[str], spoken: Phrases, printed: str) -> ControlCode | None:
    """The place named right behind the noun that the qualifier stands before: `test systems specified in 2B116.a`."""
    parts = words(printed)
    stems = [spoken.concept(w) for w in parts]
    for at in range(len(stems)):
        if stems[at : at + len(qualifier)] == list(qualifier):
            behind = parts[at + len(qualifier) : at + len(qualifier) + _FARTHEST + 3]
            named = next((i for i, w in enumerate(behind) if spoken.referring.fullmatch(w)), None)
            if named is not None and named <= _FARTHEST:
                place = next((w for w in behind[named + 1 :] if _PLACE.fullmatch(w)), None)
                return _upper(place) if place else None
    return None


def _explained(said: str, spoken: Phrases, there: Around) -> bool:
    """Whether technical notes of the place say all that a passage of some length says."""
    words_said = said.split()
    if len(words_said) < _FEWEST or not isinstance(there.node, Provision):
        return False
    wanted = {s for s in _stems(spoken, words_said) if len(s) > 3}
    if len(wanted) < _FEWEST:
        return False
    notes = " ".join(n.text for n in _explanations(there.node, there.edition))
    return bool(notes) and wanted <= {spoken.concept(w) for w in words(notes)}


def _explanations(node: Node, edition: Edition) -> Iterator[Node]:
    here = f"{node.code}#"
    for note in edition.subtree(node.code):
        if note.kind in ("technical-note", "definition") and note.code.startswith(here):
            yield note


def _stems(spoken: Phrases, said: Sequence[str]) -> tuple[str, ...]:
    """The words that say something, without their endings: no articles, connectives, verbs of reference."""
    return tuple(
        spoken.concept(w)
        for w in said
        if w not in PUNCTUATION
        and w not in spoken.light
        and w == spoken.role(w)
        and not spoken.restricting.fullmatch(w)
        and not spoken.excluding.fullmatch(w)
    )


_FEWEST_OF_NAME = 4  # words of a name; fewer stand in many items
_MOST_OF_THEM = 0.8
_HARDLY_MORE_THAN_HALF = 0.6


def carved_out(node: Node, edition: Edition, before: Iterable[Node], earlier: Edition) -> Node | None:
    """The old item of which a new one is a part: no bound looser, one at least tighter, and nothing said that loosens.

    `before` are the items that stood at the same place in the earlier edition.
    """
    here = Words(node.text, edition.thresholds(node.code))
    if not here.bounds:
        return None
    for old in before:
        if not any(_moved(a, b) for a in earlier.thresholds(old.code) for b in here.bounds):
            continue
        found = compare_words((Words(old.text, earlier.thresholds(old.code)),), (here,), edition.language)
        if found.shifts and found.effect == "narrower" and all(_one_property(a, b) for a, b, _ in found.shifts):
            return old
    return None


def _one_property(before: Threshold, after: Threshold) -> bool:
    """Whether two bounds are of one property, by a word of its name: a wavelength is no overlay."""
    names = [set(words(t.property)) for t in (before, after)]
    return not all(names) or bool(names[0] & names[1])


def _moved(before: Threshold, after: Threshold) -> bool:
    """Whether two bounds measure the same on the same side, at another figure or by another comparison."""
    alike = before.comparison[0] == after.comparison[0] and dimension(before) == dimension(after)
    return alike and not equal(before, after)


def dropped_member(node: Node, edition: Edition, changed: Iterable[tuple[Node, Node]], earlier: Edition) -> Node | None:
    """The old item that lost the goods which a new one names, with conditions more and no looser bound.

    `changed` are the items below the same place that are in both editions, before and after. A new item of its own for
    what another named until now, `motors of copper, specially designed for ships`, lets nothing in either.
    """
    spoken = phrases(edition.language)
    name, asks_more = _name(spoken, node.text)
    if len(name) < _FEWEST_OF_NAME or not asks_more:
        return None
    for old, new in changed:
        had = _share(name, old.text, edition.language)
        if had >= _MOST_OF_THEM and _share(name, new.text, edition.language) <= _HARDLY_MORE_THAN_HALF:
            bounds = earlier.thresholds(old.code), edition.thresholds(node.code)
            if all(_no_looser(bound, bounds[1]) for bound in bounds[0]):
                return old
    return None


def _name(spoken: Phrases, text: str) -> tuple[frozenset[str], bool]:
    """The words before the first condition, and whether one follows that is not a bound."""
    said = words(text)
    opens = [i for i, w in enumerate(said) if spoken.is_restricting(w) or w == "," or w[0].isdigit() or w in "<>≤≥"]
    end = opens[0] if opens else len(said)
    return _concepts_of(spoken, said[:end]), any(spoken.opens_condition(w) for w in said[end:])


def _concepts_of(spoken: Phrases, said: Iterable[str]) -> frozenset[str]:
    return frozenset(spoken.concept(w) for w in said if w[0].isalpha() and w not in spoken.light)


def _share(name: frozenset[str], text: str, language: str) -> float:
    return len(name & _named_in(text, language)) / len(name)


@lru_cache(maxsize=20_000)
def _named_in(text: str, language: str) -> frozenset[str]:
    """What a text names anywhere; each new item beside it asks that."""
    return _concepts_of(phrases(language), words(text))


def _no_looser(old: Threshold, bounds: Iterable[Threshold]) -> bool:
    """Whether among the bounds one asks at least as much as an old one."""
    alike = (b for b in bounds if dimension(b) == dimension(old))
    return any((moved := shift(old, b)).equal or moved.effect == "narrower" for b in alike)
