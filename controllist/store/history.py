"""A list through time: every edition known, at hand or not, as `lists/<list>/list.json` tells."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from attrs import evolve, frozen

from controllist.codes import EditionAddress
from controllist.errors import MisuseError
from controllist.model import Act, Basis
from controllist.store import folders


@frozen
class KnownEdition:
    """A row of a list's history: an edition that exists, at hand or not."""

    date: str
    act: Act = Act()
    status: str = "in force"
    """`in force`: the text of this date is what the law said; `unknown`: what it says has not been seen."""
    remark: str = ""
    basis: Basis = Basis("unknown")


@frozen
class ListInfo:
    """One control list through time."""

    list: str
    title: str
    title_nl: str
    authority: str
    scope: str
    date_means: str
    address: str
    known: tuple[KnownEdition, ...]
    announced: tuple[KnownEdition, ...]
    not_covered: str
    consolidated_act: str = ""
    """The CELEX number of the act whose consolidated texts carry the list: a newer one may hold a newer edition."""


@lru_cache
def info(name: str) -> ListInfo:
    """What is known of a list; raises `MisuseError` for an unknown one."""
    path = folders.shipped_folder() / name / "list.json"
    if name not in folders.shipped_lists() or not path.is_file():
        from controllist import profiles  # not for the shipped lists: a match would compile their patterns for nothing

        if name in profiles.slugs():
            # A list with a profile can be read and kept; of its history nothing is shipped.
            return ListInfo(name, profiles.profile(name).title, "", "", "", "", "", (), (), "")
        if name in folders.list_names():
            return ListInfo(name, name, name, "", "", "", "", (), (), "")
        known = ", ".join(dict.fromkeys((*folders.list_names(), *profiles.slugs())))
        raise MisuseError(f"expected one of the lists {known}, found {name!r}", list=name)
    words = dict.fromkeys(
        ("list", "title_nl", "authority", "scope", "date_means", "address", "not_covered", "consolidated_act"), str
    )
    data = folders.read_keys(path, {"title": str}, {**words, "known": list, "announced": list})
    return ListInfo(
        name,
        data["title"],
        data.get("title_nl", data["title"]),
        data.get("authority", ""),
        data.get("scope", ""),
        data.get("date_means", ""),
        data.get("address", ""),
        tuple(_known(row, path) for row in data.get("known", ())),
        tuple(_known(row, path) for row in data.get("announced", ())),
        data.get("not_covered", ""),
        data.get("consolidated_act", ""),
    )


def _known(row: object, path: Path) -> KnownEdition:
    known = folders.made(KnownEdition, {"date": "", **row} if isinstance(row, dict) else row, path)
    return evolve(
        known,
        act=known.act if isinstance(known.act, Act) else folders.made(Act, known.act, path),
        basis=known.basis if isinstance(known.basis, Basis) else folders.made(Basis, known.basis, path),
    )


def known_edition(address: EditionAddress) -> KnownEdition | None:
    """What the table of its list says of an edition; None where it names none of that date.

    >>> known_edition(EditionAddress("nl-semicon", "2024-09-07")).status
    'in force'
    """
    return next((k for k in info(address.list).known if k.date == address.date), None)


def editions(name: str) -> tuple[EditionAddress, ...]:
    """The editions of a list whose text is at hand, oldest first."""
    info(name)
    dates = set()
    shipped = folders.shipped_folder() / name
    if shipped.is_dir():
        dates |= {p.parent.name for p in shipped.glob("*/edition.json")}
    own = folders.own_folder(name)
    if own.is_dir():
        dates |= {p.stem for p in own.glob("*.json")}
    return tuple(EditionAddress(name, day) for day in sorted(dates))
