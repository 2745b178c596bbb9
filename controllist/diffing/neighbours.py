"""What neighbours cover: a new item that asks more than an old one at the same place did lets nothing in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from controllist.diffing.bounds import dimension, equal, shift
from controllist.diffing.phrases import Phrases, phrases
from controllist.diffing.substance import words
from controllist.diffing.wording import Words, compare_words
from controllist.language import Threshold
from controllist.model import Edition, Node

_FEWEST = 4  # words of a name; fewer stand in many items
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
    if len(name) < _FEWEST or not asks_more:
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
    return _concepts(spoken, said[:end]), any(spoken.opens_condition(w) for w in said[end:])


def _concepts(spoken: Phrases, said: Iterable[str]) -> frozenset[str]:
    return frozenset(spoken.concept(w) for w in said if w[0].isalpha() and w not in spoken.light)


def _share(name: frozenset[str], text: str, language: str) -> float:
    return len(name & _named_in(text, language)) / len(name)


@lru_cache(maxsize=20_000)
def _named_in(text: str, language: str) -> frozenset[str]:
    """What a text names anywhere; each new item beside it asks that."""
    return _concepts(phrases(language), words(text))


def _no_looser(old: Threshold, bounds: Iterable[Threshold]) -> bool:
    """Whether among the bounds one asks at least as much as an old one."""
    alike = (b for b in bounds if dimension(b) == dimension(old))
    return any((moved := shift(old, b)).equal or moved.effect == "narrower" for b in alike)
