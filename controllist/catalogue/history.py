"""A list through time: every edition known, at hand or not, as `lists/<list>/list.json` tells."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from attrs import frozen

from controllist.catalogue import folders
from controllist.codes import EditionAddress
from controllist.errors import MisuseError
from controllist.model import Act, Basis


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
    data = folders.read_json(path)
    return ListInfo(
        data["list"],
        data["title"],
        data["title_nl"],
        data["authority"],
        data["scope"],
        data["date_means"],
        data["address"],
        tuple(_known(row) for row in data["known"]),
        tuple(_known(row) for row in data["announced"]),
        data["not_covered"],
    )


def _known(row: dict[str, Any]) -> KnownEdition:
    return KnownEdition(
        row.get("date", ""),
        Act(**row.get("act", {})),
        row.get("status", "in force"),
        row.get("remark", ""),
        Basis(**row.get("basis", {"grade": "unknown"})),
    )


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
