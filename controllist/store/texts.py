"""The texts at hand: the user's own editions, in official wording, before the shipped digests."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from attrs import evolve, frozen

from controllist import notation
from controllist.codes import EditionAddress, Origin, check_date
from controllist.errors import MisuseError, NotFoundError, SourceError, reason_of
from controllist.messages import Message
from controllist.model import Basis, Edition, Node, Source
from controllist.store import lists
from controllist.store.lists import KnownEdition, editions, info, known_edition
from controllist.writing import write_text


def load(address: EditionAddress | str, known_on: str | None = None) -> Edition:
    """The edition at this address: the user's own (official wording) before the shipped digest.

    `known_on` gives the text as it was known on a day: a corrigendum published later is taken back, though the law
    has it apply from the start. Raises `NotFoundError` where the text is not at hand.
    """
    if isinstance(address, str):
        address = address_of(address)
    edition = _load_own(address) or shipped(address)
    if edition is None:
        raise NotFoundError(
            "the text of {edition} is not at hand; at hand: {at_hand}",
            edition=str(address), at_hand=_at_hand(address.list),
        )  # fmt: skip
    if known_on is not None:
        edition = _as_known_on(edition, check_date(known_on))
    return edition


def is_at_hand(edition: Edition) -> bool:
    """Whether this is the very text that its address stands for here, so that what is kept of it may be used.

    >>> is_at_hand(load("nl-semicon@2024-09-07"))
    True
    """
    known = edition.list in lists.list_names() and edition.address in editions(edition.list)
    return known and load(edition.address) is edition


def address_of(text: str) -> EditionAddress:
    """The address of an edition as it was typed; raises `MisuseError`, which names the editions of a mere list.

    >>> address_of("nl-semicon@2024-09-07").date
    '2024-09-07'
    """
    if text in lists.list_names():
        raise MisuseError(
            "expected an edition of {list}, found the list; at hand: {at_hand}", list=text, at_hand=_at_hand(text)
        )
    return EditionAddress.parse(text)


def _at_hand(name: str) -> str:
    return ", ".join(map(str, editions(name))) or Message("none")


Stamp = tuple[str, int, int]


def stamp(address: EditionAddress) -> Stamp:
    """What differs between two texts of an address: the user's own file of it, when it was written, and its number.

    A file is replaced as a whole (`writing`), so that the new one has a number of its own on the disk even where the
    clock shows the same moment.
    """
    path = lists.own_file(address)
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), status.st_mtime_ns, status.st_ino


def _load_own(address: EditionAddress) -> Edition | None:
    return _read_own(stamp(address)) if lists.own_file(address).is_file() else None


@lru_cache(maxsize=16)
def _read_own(stamp: Stamp) -> Edition:
    from controllist.serialize import from_json  # for editions of one's own only

    return from_json(lists.read_text(Path(stamp[0])))


def keep(edition: Edition) -> Path:
    """Keep an edition at hand in the user's folder; raises `SourceError` where it cannot be written to."""
    path = lists.own_file(edition.address)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(
            "expected a folder to keep editions in, found {folder}: {reason}",
            folder=str(path.parent), reason=reason_of(error),
        ) from None  # fmt: skip
    from controllist.serialize import to_json

    write_text(path, to_json(edition))
    return path


def forget(address: EditionAddress) -> Path:
    """Take an edition out of the user's folder; the file it was. A shipped digest of the date answers again.

    Raises `NotFoundError` where the user keeps none at this address.
    """
    path = lists.own_file(address)
    if not path.is_file():
        added = ", ".join(f"{p.parent.name}@{p.stem}" for p in sorted(path.parent.parent.glob("*/*.json")))
        raise NotFoundError(
            "expected an edition that was added, found no {edition}; added: {added}",
            edition=str(address), added=added or Message("none"),
        )  # fmt: skip
    try:
        path.unlink()
    except OSError as error:
        raise SourceError(
            "expected to take away {file}, found that it stays: {reason}", file=str(path), reason=reason_of(error)
        ) from None
    if not any(path.parent.iterdir()):
        path.parent.rmdir()  # else a list that only the user had would be named still
    return path


NEEDED = {"title": str, "language": str, "profile": str, "parts": list, "basis": dict, "cautions": list}
"""The keys that `edition.json` must have to be loaded, by kind."""


@lru_cache(maxsize=16)
def shipped(address: EditionAddress) -> Edition | None:
    """The shipped digest at this address, whether or not an edition of the user's answers before it; None without one.

    >>> shipped(EditionAddress("nl-semicon", "2024-09-07")).wording, shipped(EditionAddress("nl-semicon", "2024-01-01"))
    ('digest', None)
    """
    folder = lists.shipped_folder() / address.list / address.date
    if not (folder / "edition.json").is_file():
        return None
    file = folder / "edition.json"
    data = lists.read_keys(file, NEEDED, {"origin": str, "corrigenda": list})
    nodes: list[Node] = []
    basis = lists.made(Basis, data["basis"], file)
    for part in data["parts"]:
        path = folder / f"{part}.{data['language']}.txt"
        nodes += notation.read(lists.read_text(path), basis, f"{address.list}/{address.date}/{path.name}")
    known = known_edition(address) or KnownEdition(address.date)
    return Edition(
        list=address.list,
        applies_from=address.date,
        language=data["language"],
        wording="digest",
        nodes=tuple(nodes),
        title=data["title"],
        applies_until=_day_before_next(address),
        act=known.act,
        source=Source(name=basis.source),
        profile=data["profile"],
        cautions=tuple(data["cautions"]),
        origin=data.get("origin") or _origin_of(data["profile"]),
    )


def _as_known_on(edition: Edition, day: str) -> Edition:
    for corrigendum in corrigenda(edition.address):
        if corrigendum.published > day:
            before = {n.code: n for n in corrigendum.before}
            nodes = tuple(
                evolve(node, text=b.text, status=b.status, requirement=b.requirement)  # type: ignore[call-arg,attr-defined]
                if (b := before.get(node.code))
                else node
                for node in edition.nodes
            )
            edition = evolve(edition, nodes=nodes)
    return edition


@frozen
class Corrigendum:
    """A correction with effect from the start: `before` are the nodes as they were printed until `published`."""

    published: str
    published_in: str
    celex: str
    applies_from: str
    before: tuple[Node, ...]
    basis: Basis


def corrigenda(address: EditionAddress) -> tuple[Corrigendum, ...]:
    """The corrigenda known of an edition, oldest first."""
    path = lists.shipped_folder() / address.list / address.date / "edition.json"
    rows = lists.read_json(path).get("corrigenda", []) if path.is_file() else []
    return tuple(
        Corrigendum(
            row["published"],
            row["published_in"],
            row["celex"],
            row["applies_from"],
            notation.read(row["before"], Basis(**row["basis"])),
            Basis(**row["basis"]),
        )
        for row in sorted(rows, key=lambda r: str(r["published"]))
    )


def _day_before_next(address: EditionAddress) -> str:
    from datetime import date, timedelta

    later = [k.date for k in info(address.list).known if k.date > address.date and k.status == "in force"]
    return str(date.fromisoformat(min(later)) - timedelta(days=1)) if later else ""


def _origin_of(profile: str) -> Origin:
    from controllist import profiles  # not for a match, whose index holds what is asked of an edition

    return profiles.origin_of(profile)
