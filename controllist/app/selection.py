"""Which editions answer a question, what must be said of them first, and what a typed code means in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from controllist import store
from controllist.codes import ControlCode, EditionAddress, check_date, is_of_union
from controllist.errors import CodeError, MisuseError, NotFoundError
from controllist.messages import Message, joined
from controllist.model import Edition
from controllist.store import Choice

if TYPE_CHECKING:
    from controllist.index import Index  # heavy, and most questions need none

_OTHER_COUNTRY = re.compile(r"EAR99|\d[A-E]99\d.*|[0-9][A-E]6\d\d.*", re.IGNORECASE)
"""Numbers as the United States give them; a list at hand may have the same, so the lists are asked first."""


@frozen
class Selection:
    """The editions that answer: by address, or `given` as values.

    `as_of` is the date asked for, `missing` says which lists have no edition for it.
    """

    choices: tuple[Choice, ...]
    as_of: str | None = None
    missing: tuple[str, ...] = ()
    given: tuple[Edition, ...] = field(default=(), repr=False)

    @property
    def addresses(self) -> tuple[EditionAddress, ...]:
        return tuple(c.address for c in self.choices)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions, loaded where they are not given."""
        return self.given or tuple(map(store.load, self.addresses))

    @property
    def exact(self) -> bool:
        """Whether each edition is the one in force on the date asked for."""
        return all(c.exact for c in self.choices)

    @property
    def choice_cautions(self) -> tuple[str, ...]:
        """What must be said of the choice of editions; no edition is loaded for it."""
        return (*(caution for c in self.choices for caution in c.cautions), *self.missing)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What must be said of the choice, and what the editions say of themselves."""
        pairs = zip(self.choices, self.editions, strict=True)
        return (*(c for choice, edition in pairs for c in (*choice.cautions, *_own_cautions(edition))), *self.missing)

    def having(self, code: ControlCode) -> tuple[Selection, tuple[ControlCode, ...]]:
        """The editions among these that have a code, and for each the code as it writes it.

        Where some have it and others not, only what must be said of those that have it is left. Raises `NotFoundError`,
        which names what is nearest, where none has it.

        >>> selection, codes = select(["eu-military", "nl-semicon"], "2024-10-01").having(ControlCode("3B1001.l"))
        >>> [str(address) for address in selection.addresses], codes
        (['nl-semicon@2024-09-07'], ('3B001.l',))
        """
        places = [code_in(edition, code) for edition in self.editions]
        codes = tuple(place for place in places if place is not None)
        if not codes:
            raise absent(code, self.editions)
        if len(codes) == len(places):
            return self, codes
        choices = tuple(c for c, place in zip(self.choices, places, strict=True) if place is not None)
        return evolve(self, choices=choices, missing=()), codes


def _own_cautions(edition: Edition) -> tuple[str, ...]:
    """What an edition says of itself, and that it is official wording where it is."""
    if edition.wording == "digest":
        return edition.cautions
    wording = Message(
        "{edition} answers in the official wording of {source}", edition=edition.address, source=edition.source.name
    )
    return (*edition.cautions, wording)


def select(lists: Sequence[str] | None = None, as_of: str | None = None, edition: Edition | None = None) -> Selection:
    """The editions of the lists (None: of all) that answer for a date (None: the newest); `edition` answers alone.

    Raises `MisuseError` for an unknown list and a date that does not exist, `NotFoundError` where no list has an
    edition.

    >>> select(["eu-dual-use"], "2024-01-01").exact
    False
    """
    if as_of is not None:
        check_date(as_of)
    names = list_names(lists)
    if edition is not None:
        return of_editions(edition)
    choices: list[Choice] = []
    missing: list[str] = []
    for name in names:
        try:
            choices.append(store.choose(name, as_of))
        except NotFoundError as error:
            missing.append(error.message)
    if not choices:
        raise NotFoundError(joined("; ", missing))
    return Selection(tuple(choices), as_of, tuple(missing))


def of_editions(*editions: Edition) -> Selection:
    """Editions as values; those at hand are taken by their address, under which their index is kept."""
    given = () if all(map(store.is_at_hand, editions)) else editions
    return Selection(tuple(Choice(edition.address, True) for edition in editions), given=given)


def list_names(given: Sequence[str] | None) -> tuple[str, ...]:
    """The lists asked for, each once, or all there are; raises `MisuseError` for one that is unknown."""
    if isinstance(given, str):
        raise MisuseError("expected lists by name, such as ['nl-semicon'], found {found!r}", found=given)
    names = tuple(dict.fromkeys(given or store.list_names()))
    for name in names:
        store.info(name)
    return names


def open_index_of(selection: Selection, lexicons: Sequence[str] = ()) -> Index:
    """The index of the editions that answer, kept for further questions; threads may share it.

    It is opened again where the user's own text of an edition changed. `lexicons` are vocabulary files besides the
    shipped one.

    >>> open_index_of(select(["nl-semicon"], "2024-10-01")) is open_index_of(select(["nl-semicon"], "2024-11-01"))
    True
    """
    from pathlib import Path

    from controllist.index import open_index

    if selection.given or lexicons:
        addresses = () if selection.given else selection.addresses
        return open_index(addresses, selection.given, [Path(name) for name in lexicons])
    return _kept_index(selection.addresses, tuple(map(store.stamp, selection.addresses)))


@lru_cache(maxsize=8)
def _kept_index(addresses: tuple[EditionAddress, ...], _stamps: tuple[store.Stamp, ...]) -> Index:
    from controllist.index import open_index

    return open_index(addresses)


def open_edition(name: str, as_of: str | None = None) -> Edition:
    """The edition of a list that answers for a date (None: the newest), with the cautions of the choice among its own.

    Raises `NotFoundError` where the list has none, `MisuseError` for an unknown list or a date that does not exist.

    >>> open_edition("nl-semicon", "2024-10-01").applies_from
    '2024-09-07'
    """
    choice = store.choose(name, as_of)
    return _with_cautions(choice, store.stamp(choice.address))


@lru_cache(maxsize=16)
def _with_cautions(choice: Choice, _stamp: store.Stamp) -> Edition:
    # Kept, since all that is derived from an edition is kept with it.
    edition = store.load(choice.address)
    return evolve(edition, cautions=(*choice.cautions, *edition.cautions)) if choice.cautions else edition


def code_of(text: str) -> ControlCode:
    """The code that was typed; raises `NotFoundError` for what has the shape of no list here, such as EAR99.

    >>> code_of("3b001f1b1")
    '3B001.f.1.b.1'
    """
    try:
        return store.find_code(text)
    except CodeError as error:
        raise NotFoundError(_of_other_country(text) or error.message, code=text) from None


def _of_other_country(text: str) -> Message | None:
    """What is said of a number that looks like another country's; None for any other."""
    code = text.strip()
    if not _OTHER_COUNTRY.fullmatch(code):
        return None
    return Message("{code} is a number of another country's list, not of the lists here", code=code)


def code_in(edition: Edition, code: ControlCode) -> ControlCode | None:
    """The code as the edition has it: itself, or for a national recoding (3B1001) the national number."""
    if code in edition:
        return code
    if is_of_union(edition.list):
        return None
    return next((c for c in national_codes(code) if c in edition), None)


def national_codes(code: ControlCode) -> tuple[ControlCode, ...]:
    """The national number that a recoding such as 3B1001 stands for; none for any other code.

    >>> national_codes(ControlCode("3B1001.f"))
    ('3B001.f',)
    """
    national = re.fullmatch(r"(\d[A-E])1(\d{3})(.*)", code)
    return (ControlCode("".join(national.groups())),) if national else ()


def newest_with(text: str, lists: Sequence[str] | None = None) -> tuple[EditionAddress, ControlCode]:
    """The newest edition that has a typed code, of the first list that has it, and the code as it writes it.

    Raises `NotFoundError` where no edition at hand has it.

    >>> str(newest_with("3b1001l", ["nl-semicon"])[0])
    'nl-semicon@2025-04-01'
    """
    code = code_of(text)
    for name in lists or store.list_names():
        for address in reversed(store.editions(name)):
            at = code_in(store.load(address), code)
            if at is not None:
                return address, at
    raise NotFoundError("{code} is in no edition at hand", code=code)


def absent(code: ControlCode, editions: Sequence[Edition]) -> NotFoundError:
    """The error for a code that none of the editions has, with what stands nearest to it."""
    addresses = ", ".join(str(e.address) for e in editions)
    return NotFoundError(_of_other_country(code) or _absent_with_nearest(code, editions, addresses), code=code)


def _absent_with_nearest(code: ControlCode, editions: Iterable[Edition], addresses: str) -> Message:
    from rapidfuzz import process

    above = code.parent
    while above is not None:
        for edition in editions:
            if above in edition:
                below = ", ".join(c.code for c in edition.children(above)[:8])
                near = "{code} is not in {edition}; {above} is, " + ("with {below}" if below else "without items")
                return Message(near, code=code, edition=addresses, above=above, below=below)
        above = above.parent
    entries = [e.code for edition in editions for e in edition.entries]
    close = process.extractOne(code, entries, score_cutoff=75)
    if close:
        return Message(
            "{code} is not in {edition}; the nearest number is {nearest}",
            code=code,
            edition=addresses,
            nearest=close[0],
        )
    return Message("{code} is not in {edition}", code=code, edition=addresses)
