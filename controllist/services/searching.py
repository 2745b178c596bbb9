"""The entries a description of goods may fall under, with all that must be said of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from attrs import evolve, frozen

from controllist.codes import EditionAddress
from controllist.errors import MisuseError
from controllist.index import Index, open_index
from controllist.index.languages import Language
from controllist.matching import Match, match
from controllist.matching.cautions import cautions
from controllist.model import Edition
from controllist.services.choosing import chosen

LONGEST_TEXT = 200_000


@frozen
class Searched:
    """What answers a match: the index, and what must be said of its editions."""

    index: Index
    as_of: str | None
    exact: bool
    cautions: tuple[str, ...]


def opened(lists: Sequence[str] | None = None, as_of: str | None = None, lexicons: Sequence[Path] = ()) -> Searched:
    """The index of the editions that answer.

    Editions are not loaded here: their index comes from the cache, so that a first answer is quick. Raises
    `NotFoundError` where no list has an edition.
    """
    found = chosen(lists, as_of)
    return Searched(open_index(found.addresses, lexicons=lexicons), as_of, found.exact, found.cautions)


def kept(lists: Sequence[str] | None = None, as_of: str | None = None) -> Searched:
    """The same with the index kept for further questions; threads may share it.

    >>> kept(["nl-semicon"], "2024-10-01").index is kept(["nl-semicon"], "2024-11-01").index
    True
    """
    found = chosen(lists, as_of)
    return Searched(_kept_index(found.addresses), as_of, found.exact, found.cautions)


@lru_cache(maxsize=8)
def _kept_index(addresses: tuple[EditionAddress, ...]) -> Index:
    return open_index(addresses)


def opened_edition(edition: Edition, lexicons: Sequence[Path] = ()) -> Searched:
    """The index of one edition alone."""
    return Searched(open_index([], [edition], lexicons), None, True, ())


def search(text: str, searched: Searched, top: int = 10, language: Language | None = None) -> Match:
    """The candidates with their evidence, and with the cautions of the editions and of the answer.

    Raises `MisuseError` for a text of more than 200,000 characters.

    >>> search("EUV pellicle", opened(["nl-semicon"]), top=1).candidates[0].code
    '3B001.l'
    """
    if len(text) > LONGEST_TEXT:
        raise MisuseError(f"expected a description of at most {LONGEST_TEXT} characters, found a longer one")
    found = match(text, searched.index, top=top, language=language)
    return evolve(found, cautions=cautions(found, searched.index, searched.cautions, military=found.military))
