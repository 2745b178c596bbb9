"""The lists at hand: which editions are shipped or were added by the user, which one answers for a date.

A list lives through time; `lists/<list>/list.json` is the table of all its known editions, whether their text is at
hand or not, and `lists/<list>/<date>/` holds the digest of one. A date is answered with the edition in force on it;
where that one's text is not at hand, or its content not known, the answer says so first and names the edition used
instead (`Choice.exact`, `Choice.cautions`).

>>> choice = choose("eu-dual-use", "2024-01-01")
>>> choice.address.date, choice.exact
('2021-09-09', False)
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from controllist import notation
from controllist.codes import SHAPES, CodeShape, ControlCode, EditionAddress, check_date, parse_code
from controllist.errors import CodeError, DamagedDataError, MisuseError, NotFoundError, SourceError
from controllist.model import Act, Basis, Edition, Node, Source
from controllist.serialize import from_json, to_json
from controllist.writing import write_text

_CODED = ("eu-dual-use", "eu-military", "nl-semicon")
"""The lists whose code shapes stand in `codes.SHAPES`; those of other lists come from their profiles."""
HOME_VARIABLE = "CONTROLLIST_HOME"


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


@frozen
class Choice:
    """The edition that answers for a date, whether it is the one in force, and what must be said about it."""

    address: EditionAddress
    exact: bool
    cautions: tuple[str, ...] = ()


def shipped_folder() -> Path:
    """The folder of the shipped lists: inside an installed package, beside the package in a checkout."""
    inside = Path(__file__).parent / "lists"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "lists"


def user_folder() -> Path:
    """Where editions added by the user are kept; the environment variable CONTROLLIST_HOME moves it."""
    moved = os.environ.get(HOME_VARIABLE)
    if moved:
        return Path(moved)
    from platformdirs import user_data_path

    return user_data_path("controllist", appauthor=False)


def find_code(text: str) -> ControlCode:
    """The code typed, in the shape of a shipped list, else in that of another list with a profile.

    Raises `CodeError` where none fits.
    """
    try:
        return parse_code(text)
    except CodeError:
        return parse_code(text, shapes())


def shapes() -> tuple[CodeShape, ...]:
    """The code shapes of all lists that have a profile, the shipped ones first."""
    from controllist import profiles

    others = (profiles.profile(name).shape for name in profiles.slugs() if name not in _CODED)
    return (*SHAPES, *others)


def shipped_lists() -> tuple[str, ...]:
    """The lists that have a folder with their history or an edition among the shipped ones, by name.

    >>> shipped_lists()
    ('eu-dual-use', 'eu-military', 'nl-semicon')
    """
    return _lists_in(shipped_folder())


@lru_cache
def _lists_in(folder: Path) -> tuple[str, ...]:
    made = {p.parent.name for p in folder.glob("*/list.json")} | {p.parts[-3] for p in folder.glob("*/*/edition.json")}
    return tuple(sorted(made))


def list_names() -> tuple[str, ...]:
    """The shipped lists, then those only the user has."""
    lists = shipped_lists()
    own = user_folder() / "editions"
    extra = sorted(p.name for p in own.iterdir() if p.is_dir() and p.name not in lists) if own.is_dir() else []
    return (*lists, *extra)


@lru_cache
def info(name: str) -> ListInfo:
    """What is known of a list; raises `MisuseError` for an unknown one."""
    path = shipped_folder() / name / "list.json"
    if name not in shipped_lists() or not path.is_file():
        from controllist import profiles  # not for the shipped lists: a match would compile their patterns for nothing

        if name in profiles.slugs():
            # A list with a profile can be read and kept; of its history nothing is shipped.
            return ListInfo(name, profiles.profile(name).title, "", "", "", "", "", (), (), "")
        if name in list_names():
            return ListInfo(name, name, name, "", "", "", "", (), (), "")
        known = ", ".join(dict.fromkeys((*list_names(), *profiles.slugs())))
        raise MisuseError(f"expected one of the lists {known}, found {name!r}", list=name)
    data = _read_json(path)
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
    shipped = shipped_folder() / name
    if shipped.is_dir():
        dates |= {p.parent.name for p in shipped.glob("*/edition.json")}
    own = user_folder() / "editions" / name
    if own.is_dir():
        dates |= {p.stem for p in own.glob("*.json")}
    return tuple(EditionAddress(name, day) for day in sorted(dates))


def load(address: EditionAddress | str, known_on: str | None = None) -> Edition:
    """The edition at this address: the user's own (official wording) before the shipped digest.

    `known_on` gives the text as it was known on a day: a corrigendum published later is taken back, though the law
    has it apply from the start. Raises `NotFoundError` where the text is not at hand.
    """
    if isinstance(address, str):
        address = EditionAddress.parse(address)
    edition = _load_own(address) or _load_shipped(address)
    if edition is None:
        hand = ", ".join(str(a) for a in editions(address.list)) or "none"
        raise NotFoundError(f"the text of {address} is not at hand; at hand: {hand}", edition=str(address))
    if known_on is not None:
        edition = _as_known_on(edition, check_date(known_on))
    return edition


def _own_path(address: EditionAddress) -> Path:
    return user_folder() / "editions" / address.list / f"{address.date}.json"


def _load_own(address: EditionAddress) -> Edition | None:
    path = _own_path(address)
    return from_json(_read_text(path)) if path.is_file() else None


def keep(edition: Edition) -> Path:
    """Keep an edition at hand in the user's folder; raises `SourceError` where it cannot be written to."""
    path = _own_path(edition.address)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(f"expected a folder to keep editions in, found {path.parent}: {error.strerror}") from None
    write_text(path, to_json(edition))
    return path


def forget(address: EditionAddress) -> Path:
    """Take an edition out of the user's folder; the file it was. A shipped digest of the date answers again.

    Raises `NotFoundError` where the user keeps none at this address.
    """
    path = _own_path(address)
    if not path.is_file():
        kept = ", ".join(f"{p.parent.name}@{p.stem}" for p in sorted(path.parent.parent.glob("*/*.json"))) or "none"
        raise NotFoundError(
            f"expected an edition that was added, found no {address}; added: {kept}", edition=str(address)
        )
    try:
        path.unlink()
    except OSError as error:
        raise SourceError(f"expected to take away {path}, found that it stays: {error.strerror or error}") from None
    if not any(path.parent.iterdir()):
        path.parent.rmdir()  # else a list that only the user had would be named still
    return path


def shipped(address: EditionAddress) -> Edition | None:
    """The shipped digest at this address, whether or not an edition of the user's answers before it; None without one.

    >>> shipped(EditionAddress("nl-semicon", "2024-09-07")).wording, shipped(EditionAddress("nl-semicon", "2024-01-01"))
    ('digest', None)
    """
    return _load_shipped(address)


def load_around(address: EditionAddress, *entries: str) -> Edition:
    """The edition with only those of its files that have one of these entries: for a look at one provision.

    What stands in other files, definitions for instance, is missing in it. An edition of the user's comes whole.

    >>> lamps = load_around(EditionAddress("eu-dual-use", "2025-11-15"), "6A005")
    >>> "6A005.a" in lamps, "3B001" in lamps
    (True, False)
    """
    return _load_own(address) or _load_shipped(address, entries) or load(address)


@lru_cache(maxsize=16)
def _load_shipped(address: EditionAddress, around: tuple[str, ...] = ()) -> Edition | None:
    folder = shipped_folder() / address.list / address.date
    if not (folder / "edition.json").is_file():
        return None
    data = _read_json(folder / "edition.json")
    nodes: list[Node] = []
    basis = Basis(**data["basis"])
    for part in data["parts"]:
        path = folder / f"{part}.{data['language']}.txt"
        text = _read_text(path)
        if not around or any(text.startswith(f"{e} |") or f"\n{e} |" in text for e in around):
            nodes += notation.read(text, basis, f"{address.list}/{address.date}/{path.name}")
    known = next((k for k in info(address.list).known if k.date == address.date), KnownEdition(address.date))
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
    path = shipped_folder() / address.list / address.date / "edition.json"
    rows = _read_json(path).get("corrigenda", []) if path.is_file() else []
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


def choose(name: str, as_of: str | None = None) -> Choice:
    """The edition of a list that answers for a date (None: the newest at hand).

    Raises `NotFoundError` where the list has nothing at hand, or did not exist on that date.
    """
    at_hand = editions(name)
    if not at_hand:
        raise NotFoundError(f"no edition of {name} is at hand", list=name)
    listing = info(name)
    if as_of is None:
        newest = at_hand[-1]
        return Choice(newest, True, _newest_cautions(newest, listing))
    day = check_date(as_of)
    law = [k for k in listing.known if k.date <= day]
    before = [a for a in at_hand if a.date <= day]
    if not law and not before:
        first = listing.known[0].date if listing.known else at_hand[0].date
        raise NotFoundError(f"no edition of {name} is known for {day}; the first known one is of {first}", list=name)
    used = before[-1] if before else at_hand[0]
    in_force = law[-1] if law else KnownEdition(used.date)
    if used.date >= in_force.date and used.date <= day:
        return Choice(used, True)
    return Choice(used, False, (_instead(name, day, in_force, used),))


def _instead(name: str, day: str, in_force: KnownEdition, used: EditionAddress) -> str:
    if in_force.status == "unknown":
        return (
            f"what {name} said on {day} is not known for certain: {in_force.remark}; "
            f"this answer rests on the edition of {used.date}"
        )
    act = f" ({in_force.act.number})" if in_force.act.number else ""
    return (
        f"on {day} the edition of {in_force.date}{act} of {name} was in force; its text is not at hand, so this "
        f"answer rests on the edition of {used.date}; `controllist fetch {name}@{in_force.date}` or "
        f"`controllist add FILE --list {name} --edition {in_force.date}` brings the right one"
    )


def _newest_cautions(newest: EditionAddress, listing: ListInfo) -> tuple[str, ...]:
    """One line a list: the edition that answers, every later one known, every announced one."""
    said = f"{newest.list}: answered with {newest.date}, the newest edition at hand"
    later = [k for k in listing.known if k.date > newest.date]
    unseen = [k.date for k in later if k.status == "in force"]
    if unseen:
        said += f"; later editions are known and not at hand: {', '.join(unseen)}"
    said += "".join(f"; {k.date}: {k.remark}" for k in later if k.status == "unknown")
    said += "".join(f"; announced: {k.act.number}, {k.remark}" for k in listing.announced)
    return (said,)


def _day_before_next(address: EditionAddress) -> str:
    from datetime import date, timedelta

    later = [k.date for k in info(address.list).known if k.date > address.date and k.status == "in force"]
    return str(date.fromisoformat(min(later)) - timedelta(days=1)) if later else ""


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedDataError(f"expected the list file {path.name}, found none that can be read ({error})") from None


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(_read_text(path))
    except ValueError as error:
        raise DamagedDataError(f"expected JSON in {path}, found something else ({error})") from None
    if not isinstance(data, dict):
        raise DamagedDataError(f"expected a JSON object in {path}, found a {type(data).__name__}")
    return data
