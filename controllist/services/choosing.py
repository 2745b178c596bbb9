"""Which editions answer a question, whether they were in force on the date asked for, and what must be said first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from attrs import frozen

from controllist import catalogue
from controllist.catalogue import Choice
from controllist.codes import ControlCode, EditionAddress, check_date
from controllist.errors import CodeError, NotFoundError
from controllist.model import Edition

# Numbers as the United States give them; a list at hand may have the same, so the lists are asked first.
_OTHER_COUNTRY = re.compile(r"EAR99|\d[A-E]99\d.*|[0-9][A-E]6\d\d.*", re.IGNORECASE)


@frozen
class Answer:
    """An edition that answers, whether it was in force on the date asked for, and what must be said of it first."""

    edition: Edition
    exact: bool
    cautions: tuple[str, ...]


@frozen
class Answering:
    """The editions that answer; `missing` are the lists that have none, with the reason."""

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


@frozen
class Chosen:
    """The editions at hand that answer, by address, and what must be said of them and of those that are missing."""

    addresses: tuple[EditionAddress, ...]
    exact: bool
    cautions: tuple[str, ...]


def answering(
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    edition: Edition | None = None,
    around: ControlCode | None = None,
    *,
    keep: bool = False,
) -> Answering:
    """The editions that answer, loaded; `edition` answers alone. Raises `NotFoundError` where no list has one.

    With `around`, shipped editions need not hold more than the files with the entry of that code; with `keep`, whole
    ones are kept for further questions.

    >>> [str(e.address) for e in answering(["nl-semicon"], "2024-10-01").editions]
    ['nl-semicon@2024-09-07']
    """
    if as_of is not None:
        check_date(as_of)
    names = list_names(lists)
    if edition is not None:
        return Answering((Answer(edition, True, _told(edition)),), None)
    choices, missing = _choices(names, as_of)
    load = _loader(around, keep)
    answers = []
    for choice in choices:
        found = load(choice.address)
        answers.append(Answer(found, choice.exact, (*choice.cautions, *_told(found))))
    return Answering(tuple(answers), as_of, missing)


def _loader(around: ControlCode | None, keep: bool) -> Callable[[EditionAddress], Edition]:
    if keep:
        return kept_edition
    if around is None:
        return catalogue.load
    entries = (around.entry, *(c.entry for c in _national(around)))
    return lambda address: catalogue.load_around(address, *entries)


def kept_edition(address: EditionAddress) -> Edition:
    """The edition at an address, loaded once and again only where the user's own file of it changed.

    >>> first, second = (kept_edition(EditionAddress("nl-semicon", "2024-09-07")) for _ in range(2))
    >>> first is second
    True
    """
    own = catalogue.user_folder() / "editions" / address.list / f"{address.date}.json"
    try:
        stamp = own.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _kept(address, str(own), stamp)


@lru_cache(maxsize=16)
def _kept(address: EditionAddress, _own: str, _stamp: int) -> Edition:
    return catalogue.load(address)


def chosen(lists: Sequence[str] | None = None, as_of: str | None = None) -> Chosen:
    """The editions that answer, none loaded; raises `NotFoundError` where no list has one.

    >>> chosen(["eu-dual-use"], "2024-01-01").exact
    False
    """
    if as_of is not None:
        check_date(as_of)
    choices, missing = _choices(list_names(lists), as_of)
    said = (*(c for choice in choices for c in choice.cautions), *missing)
    return Chosen(tuple(c.address for c in choices), all(c.exact for c in choices), said)


def list_names(given: Sequence[str] | None) -> tuple[str, ...]:
    """The lists asked for, each once, or all there are; raises `MisuseError` for one that is unknown."""
    names = tuple(dict.fromkeys(given or catalogue.list_names()))
    for name in names:
        catalogue.info(name)
    return names


def _choices(names: Iterable[str], as_of: str | None) -> tuple[list[Choice], tuple[str, ...]]:
    choices: list[Choice] = []
    missing: list[str] = []
    for name in names:
        try:
            choices.append(catalogue.choose(name, as_of))
        except NotFoundError as error:
            missing.append(error.message)
    if not choices:
        raise NotFoundError("; ".join(missing))
    return choices, tuple(missing)


def _told(edition: Edition) -> tuple[str, ...]:
    whose = (
        ()
        if edition.wording == "digest"
        else (f"{edition.address} answers in the official wording of {edition.source.name}",)
    )
    return (*edition.cautions, *whose)


def code_of(text: str) -> ControlCode:
    """The code that was typed; raises `NotFoundError` for what has the shape of no list here, such as EAR99.

    >>> code_of("3b001f1b1")
    '3B001.f.1.b.1'
    """
    try:
        return catalogue.find_code(text)
    except CodeError as error:
        raise NotFoundError(_foreign(text) or error.message, code=text) from None


def _foreign(text: str) -> str:
    """What is said of a number that looks like another country's; empty for any other."""
    said = f"{text.strip()} is a number of another country's list, not of the lists here"
    return said if _OTHER_COUNTRY.fullmatch(text.strip()) else ""


def found_code(edition: Edition, code: ControlCode) -> ControlCode | None:
    """The code as the edition has it: itself, or for a national recoding (3B1001) the national number."""
    if code in edition:
        return code
    plain = next((c for c in _national(code) if c in edition), None)
    return plain if not edition.list.startswith("eu-") else None


def _national(code: ControlCode) -> tuple[ControlCode, ...]:
    """The national number that a recoding such as 3B1001 stands for; none for any other code."""
    national = re.fullmatch(r"(\d[A-E])1(\d{3})(.*)", code)
    return (ControlCode("".join(national.groups())),) if national else ()


def absent(code: ControlCode, editions: Sequence[Edition]) -> NotFoundError:
    """The error for a code that none of the editions has, with what stands nearest to it."""
    missing = f"{code} is not in {', '.join(str(e.address) for e in editions)}{_near(code, editions)}"
    return NotFoundError(_foreign(code) or missing, code=code)


def _near(code: ControlCode, editions: Iterable[Edition]) -> str:
    from rapidfuzz import process

    above = code.parent
    while above is not None:
        for edition in editions:
            if above in edition:
                below = ", ".join(c.code for c in edition.children(above)[:8])
                return f"; {above} is{f', with {below}' if below else ', without items'}"
        above = above.parent
    entries = [e.code for edition in editions for e in edition.entries]
    close = process.extractOne(code, entries, score_cutoff=75)
    return f"; the nearest number is {close[0]}" if close else ""
