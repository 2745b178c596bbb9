"""Which editions answer a question, whether they were in force on the date asked for, and what must be said first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attrs import evolve, frozen

from controllist import store
from controllist.codes import ControlCode, EditionAddress, check_date
from controllist.errors import MisuseError, NotFoundError
from controllist.messages import joined
from controllist.model import Edition
from controllist.services.finding import found_code
from controllist.store import Choice


@frozen
class Chosen:
    """The editions at hand that answer, none loaded; `missing` are the lists that have none, with the reason."""

    choices: tuple[Choice, ...] = ()
    as_of: str | None = None
    missing: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[EditionAddress, ...]:
        return tuple(c.address for c in self.choices)

    @property
    def exact(self) -> bool:
        return all(c.exact for c in self.choices)

    @property
    def cautions(self) -> tuple[str, ...]:
        return (*(said for c in self.choices for said in c.cautions), *self.missing)


@frozen
class Answer:
    """An edition that answers, whether it was in force on the date asked for, and what must be said of it first."""

    edition: Edition
    exact: bool
    cautions: tuple[str, ...]


@frozen
class Answering:
    """The same with the editions loaded: what must be said is more then, for their texts say it."""

    answers: tuple[Answer, ...]
    as_of: str | None
    missing: tuple[str, ...] = ()

    @property
    def editions(self) -> tuple[Edition, ...]:
        return tuple(a.edition for a in self.answers)

    @property
    def exact(self) -> bool:
        return all(a.exact for a in self.answers)

    @property
    def cautions(self) -> tuple[str, ...]:
        return (*(c for a in self.answers for c in a.cautions), *self.missing)


def list_names(given: Sequence[str] | None) -> tuple[str, ...]:
    """The lists asked for, each once, or all there are; raises `MisuseError` for one that is unknown."""
    if isinstance(given, str):
        raise MisuseError(f"expected lists by name, such as ['nl-semicon'], found {given!r}")
    names = tuple(dict.fromkeys(given or store.list_names()))
    for name in names:
        store.info(name)
    return names


def chosen(lists: Sequence[str] | None = None, as_of: str | None = None) -> Chosen:
    """The editions that answer, none loaded; raises `NotFoundError` where no list has one.

    >>> chosen(["eu-dual-use"], "2024-01-01").exact
    False
    """
    choices: list[Choice] = []
    missing: list[str] = []
    for name in _asked(lists, as_of):
        try:
            choices.append(store.choose(name, as_of))
        except NotFoundError as error:
            missing.append(error.message)
    if not choices:
        raise NotFoundError(joined("; ", missing))
    return Chosen(tuple(choices), as_of, tuple(missing))


def _asked(lists: Sequence[str] | None, as_of: str | None) -> tuple[str, ...]:
    """The lists asked for; raises `MisuseError` for one that is unknown, and for a date that does not exist."""
    if as_of is not None:
        check_date(as_of)
    return list_names(lists)


def answering(
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    edition: Edition | None = None,
    *,
    keep: bool = False,
) -> Answering:
    """The editions that answer, loaded; `edition` answers alone. Raises `NotFoundError` where no list has one.

    With `keep` the editions are kept for further questions.

    >>> [str(e.address) for e in answering(["nl-semicon"], "2024-10-01").editions]
    ['nl-semicon@2024-09-07']
    """
    if edition is not None:
        _asked(lists, as_of)
        return Answering((Answer(edition, True, _said_by(edition)),), None)
    found = chosen(lists, as_of)
    load = kept_edition if keep else store.load
    loaded = ((choice, load(choice.address)) for choice in found.choices)
    answers = (Answer(one, choice.exact, (*choice.cautions, *_said_by(one))) for choice, one in loaded)
    return Answering(tuple(answers), as_of, found.missing)


def _said_by(edition: Edition) -> tuple[str, ...]:
    """What an edition says of itself, and that it is official wording where it is."""
    if edition.wording == "digest":
        return edition.cautions
    return (*edition.cautions, f"{edition.address} answers in the official wording of {edition.source.name}")


def having(answer: Answering, code: ControlCode) -> tuple[Answering, tuple[ControlCode, ...]]:
    """The editions among these that have a code, and for each the code as it writes it.

    Where some have it and others not, only what must be said of those that have it is left.

    >>> found, codes = having(answering(["eu-military", "nl-semicon"], "2024-10-01"), ControlCode("3B1001.l"))
    >>> [str(e.address) for e in found.editions], codes
    (['nl-semicon@2024-09-07'], ('3B001.l',))
    """
    codes = [found_code(a.edition, code) for a in answer.answers]
    found = tuple(c for c in codes if c is not None)
    if len(found) == len(codes):
        return answer, found
    answers = tuple(a for a, c in zip(answer.answers, codes, strict=True) if c is not None)
    return evolve(answer, answers=answers, missing=()), found


def kept_edition(address: EditionAddress) -> Edition:
    """The edition at an address, loaded once and again only where the user's own file of it changed.

    >>> first, second = (kept_edition(EditionAddress("nl-semicon", "2024-09-07")) for _ in range(2))
    >>> first is second
    True
    """
    return _kept(address, stamp_of(address))


@lru_cache(maxsize=16)
def _kept(address: EditionAddress, _stamp: Stamp) -> Edition:
    return store.load(address)


Stamp = tuple[str, int, int]


def stamp_of(address: EditionAddress) -> Stamp:
    """What tells one text of an address from another: the user's own file of it, when it was written, and its number.

    A file is replaced as a whole (`writing`), so that the new one has a number of its own on the disk even where the
    clock has not gone on.
    """
    own = store.own_file(address)
    try:
        found = own.stat()
        return str(own), found.st_mtime_ns, found.st_ino
    except OSError:
        return str(own), 0, 0
