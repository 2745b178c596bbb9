"""Whether the words of one text stand in another, in whatever order and grammatical form."""

from __future__ import annotations

import re
from functools import lru_cache

from controllist.codes import ControlCode
from controllist.diffing.phrases import Phrases, phrases
from controllist.diffing.substance import words
from controllist.diffing.wording import words_apart_from_bounds
from controllist.model import Edition

FEWEST = 5  # words; fewer stand together by chance
MOST_OF_THEM = 0.85
HARDLY_ANY = 0.6
_FIGURE = re.compile(r"\d+")
_SHORTEST = 4  # letters; shorter words join and carry no meaning of their own


def taken_over(part: str, whole: str, counterpart: str, language: str) -> bool:
    """Whether nearly all words of `part` stand in `whole`, and did not in what `whole` is compared with.

    >>> said = "liners and shells designed for round helmets"
    >>> taken_over(said, "helmets, round, and shells or liners designed for them", "helmets", "en")
    True
    >>> taken_over("liners and shells", "helmets and their shells or liners", "helmets", "en")
    False
    """
    said = _concepts(part, language)
    if len(said) < FEWEST:
        return False
    shared = len(said & _concepts(whole, language)) / len(said)
    return shared >= MOST_OF_THEM and len(said & _concepts(counterpart, language)) / len(said) < HARDLY_ANY


def nearly_all_said(part: str, whole: str, language: str) -> bool:
    """Whether nearly all words of `part` stand in `whole`: without that none are taken over, or handed on.

    >>> nearly_all_said("nuclear power", "power without air", "en")
    False
    """
    said = _concepts(part, language)
    return bool(said) and len(said & _concepts(whole, language)) / len(said) >= MOST_OF_THEM


def handed_on(part: str, whole: str, counterpart: str, language: str) -> bool:
    """Whether a text of few words stands whole in another that has none of them in its other edition.

    >>> handed_on("nuclear power", "power without air; nuclear power is none", "run without air", "en")
    True
    >>> handed_on("nuclear power", "power without air; nuclear power is none", "power without air", "en")
    False
    """
    said, there, left = (_concepts(text, language) for text in (part, whole, counterpart))
    return len(said) > 1 and bool(counterpart) and said <= there and not said & left


def much_the_same(old: str, new: str, language: str) -> bool:
    """Whether nearly all words of the shorter of two texts stand in the other one.

    >>> much_the_same("'ovens' include steam ovens, stoves, hobs and grills", "stoves, grills, hobs, steam ovens", "en")
    True
    """
    small, large = sorted((_concepts(old, language), _concepts(new, language)), key=len)
    return len(small) >= FEWEST and len(small & large) / len(small) >= MOST_OF_THEM


def a_kind_of(included: str, named: str, language: str) -> bool:
    """Whether what a note includes is of the kind that a text names: all its names say that kind, or a part of it.

    A text that names no more than goods in general (equipment, software, technology) names no kind.

    >>> a_kind_of("semiconductor lasers having connectors", "semiconductor lasers", "en")
    True
    >>> a_kind_of("semiconductor lasers and lamps", "semiconductor lasers", "en")
    False
    >>> a_kind_of("software for lasers", "software", "en")
    False
    """
    spoken = phrases(language)
    kind = [w for w in _names(named, spoken) if w not in ("or", "and", ",")]
    if not kind or all(spoken.goods.fullmatch(w) for w in kind):
        return False
    concepts = {spoken.concept(w) for w in kind}
    members: list[set[str]] = [set()]
    for word in _names(included, spoken):
        if word in ("or", "and", ","):
            members.append(set())
        else:
            members[-1].add(spoken.concept(word))
    told = [m for m in members if m]
    whole = set().union(*told)
    return concepts <= whole and all(m <= concepts or concepts <= m for m in told)


def _names(text: str, spoken: Phrases) -> list[str]:
    """The words of a text up to its first condition or bracket, connectives by what they do.

    Of a note that has a subject (`cameras include ...`, `cameras: ...`) those behind it.
    """
    said = list(words(text))
    verb = next((i for i, w in enumerate(said) if w == ":" or spoken.including.fullmatch(w)), -1)
    found: list[str] = []
    for word in said[verb + 1 :]:
        if _ends_name(word, spoken):
            break
        if word not in spoken.light:
            found.append(spoken.role(word))
    return found


def _ends_name(word: str, spoken: Phrases) -> bool:
    return not (word[0].isalpha() or word[0].isdigit() or word == ",") or (
        spoken.is_restricting(word) and word not in spoken.roles
    )


Place = tuple[Edition, ControlCode]


def bounds_taken_over(part: Place, whole: Place, counterpart: Place) -> bool:
    """Whether the bounds of an item, and all its words, stand in another text that did not have them before.

    `flow > 5 l/h` went into the heading `pumps with a flow exceeding 5 l/h`, which was `pumps`.
    """
    figures, there = (set(_FIGURE.findall(edition[code].text)) for edition, code in (part, whole))
    if not figures or not figures <= there:
        return False
    wanted = _bounds(part)
    if not wanted or not wanted <= _bounds(whole) or wanted & _bounds(counterpart):
        return False
    said, above = (without_bounds(edition, code) for edition, code in (part, whole))
    return bool(said) and said <= above


def _bounds(place: Place) -> frozenset[tuple[str, object]]:
    return frozenset((t.comparison, t.quantity.si_value or t.quantity.value) for t in place[0].thresholds(place[1]))


def without_bounds(edition: Edition, code: ControlCode) -> frozenset[str]:
    """The concepts of a text apart from its bounds and the words of their comparison."""
    spoken = phrases(edition.language)
    tokens = words_apart_from_bounds(edition[code].text, edition.thresholds(code), edition.language)
    return frozenset(spoken.concept(w) for w in tokens if w[0].isalpha() and w not in spoken.light)


@lru_cache(maxsize=20_000)
def _concepts(text: str, language: str) -> frozenset[str]:
    spoken = phrases(language)
    said = (w for w in words(text) if len(w) >= _SHORTEST and w[0].isalpha() and not _leads(w, spoken))
    return frozenset(spoken.concept(w) for w in said)


def _leads(word: str, spoken: Phrases) -> bool:
    """Whether a word only leads to what a note says: the name of a place, `does not control`."""
    return bool(spoken.referring.fullmatch(word) or spoken.covering.fullmatch(word) or spoken.excluding.fullmatch(word))
