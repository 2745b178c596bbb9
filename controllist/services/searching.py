"""The entries a description of goods may fall under, with all that must be said of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from controllist.codes import EditionAddress
from controllist.errors import MisuseError
from controllist.index import Index, open_index
from controllist.index.languages import LANGUAGES, Language
from controllist.matching import Match, match
from controllist.matching.cautions import with_cautions
from controllist.matching.unmet import with_unmet
from controllist.model import Edition
from controllist.services.choosing import Chosen, Stamp, chosen, stamp_of

LONGEST_TEXT = 200_000


@frozen
class Searched:
    """What answers a match: the index, and the choice of its editions with what must be said of them."""

    index: Index
    chosen: Chosen = Chosen()


def opened(lists: Sequence[str] | None = None, as_of: str | None = None, lexicons: Sequence[Path] = ()) -> Searched:
    """The index of the editions that answer.

    Editions are not loaded here: their index comes from the cache, so that a first answer is quick. Raises
    `NotFoundError` where no list has an edition.
    """
    found = chosen(lists, as_of)
    return Searched(open_index(found.addresses, lexicons=lexicons), found)


def kept(lists: Sequence[str] | None = None, as_of: str | None = None) -> Searched:
    """The same with the index kept for further questions; threads may share it.

    It is opened again where the user's own text of an edition came, changed or went.

    >>> kept(["nl-semicon"], "2024-10-01").index is kept(["nl-semicon"], "2024-11-01").index
    True
    """
    found = chosen(lists, as_of)
    return Searched(_kept_index(found.addresses, tuple(map(stamp_of, found.addresses))), found)


@lru_cache(maxsize=8)
def _kept_index(addresses: tuple[EditionAddress, ...], _stamps: tuple[Stamp, ...]) -> Index:
    return open_index(addresses)


def opened_edition(edition: Edition, lexicons: Sequence[Path] = ()) -> Searched:
    """The index of one edition alone."""
    return Searched(open_index([], [edition], lexicons))


def search(text: str, searched: Searched, top: int = 10, language: Language | None = None) -> Match:
    """The candidates with their evidence, and with the cautions of the editions and of the answer.

    Raises `MisuseError` for a text of more than 200,000 characters.

    >>> search("EUV pellicle", opened(["nl-semicon"]), top=1).candidates[0].code
    '3B001.l'
    """
    if not isinstance(text, str):  # a web service hands on whatever its caller sent
        raise MisuseError(f"expected words that describe goods, found {text!r}")
    if len(text) > LONGEST_TEXT:
        raise MisuseError(f"expected a description of at most {LONGEST_TEXT} characters, found a longer one")
    found = with_unmet(match(text, searched.index, top=top, language=language), searched.index, language)
    return with_cautions(found, searched.index, searched.chosen.cautions)


def check_language(text: str | None) -> Language | None:
    """A language of descriptions, None for that which the words tell; raises `MisuseError` for any other."""
    found = next((one for one in LANGUAGES if one == text), None)
    if found != text:
        raise MisuseError(f"expected a language among {', '.join(LANGUAGES)}, found {text!r}")
    return found
