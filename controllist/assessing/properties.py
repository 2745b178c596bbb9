"""Names of properties: which names mean the same figure, in four languages, and how names are compared.

`properties.toml` holds the concepts. A name that no concept has is compared by its words, so that a fact can be given
under the very words of a provision.

>>> property_key("NA") == property_key("maximum numerical aperture"), property_key("peak") == property_key("average")
(True, False)
>>> property_key("'Pulse transition times'")
'pulse transition time'
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from attrs import frozen

from controllist.normalize import fold
from controllist.packaged import packaged

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)?")
_FILLERS = frozenset({"the", "a", "an", "of", "its", "de", "het", "een", "van", "der", "die", "das", "des", "le", "la"})


@frozen
class Concept:
    """One property with its names; `unit` is of the right kind, `in_words` where it is told in words."""

    slug: str
    unit: str
    names: tuple[str, ...]
    in_words: bool = False


@cache
def concepts() -> dict[str, Concept]:
    """All concepts by slug, in the order of the file."""
    data = tomllib.loads(packaged(__package__, "properties.toml"))
    return {
        slug: Concept(
            slug,
            row.get("unit", ""),
            tuple(name for language in ("en", "nl", "de", "fr") for name in row.get(language, ())),
            row.get("answers") == "words",
        )
        for slug, row in data.items()
    }


@cache
def _slugs() -> dict[str, str]:
    return {_spelled(name): slug for slug, concept in concepts().items() for name in (slug, *concept.names)}


@lru_cache(maxsize=20_000)
def property_key(name: str) -> str:
    """What a name is compared by: the slug of its concept, or its words without case, quotes and plural.

    >>> property_key("golflengte"), property_key("number of axes")
    ('wavelength', 'number axis')
    """
    spelled = _spelled(name)
    return _slugs().get(spelled, spelled)


@lru_cache(maxsize=4_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case, plural and fillers, in order.

    >>> words_of('"Lasers" of the optical bench')
    ('laser', 'optical', 'bench')
    """
    return tuple(_singular(w) for w in _WORD.findall(fold(text).casefold()) if w not in _FILLERS)


def _spelled(name: str) -> str:
    return " ".join(words_of(name))


def _singular(word: str) -> str:
    """English plurals only, and only safe ones: `lens`, `gas` and `glass` stay."""
    if word == "axes":
        return "axis"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "suia" and word != "lens":
        return word[:-1]
    return word
