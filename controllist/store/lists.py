"""The lists and their editions: where they lie, which are known, and which edition answers for a date.

`lists/<list>/list.json` names every edition known of a list, at hand or not. Shipped lists lie in or beside the
package, the user's own editions where the system keeps such data.

>>> counterparts()["6A003"]
'ML15.d'
>>> remarks("nl")["annex not seen"]
'bijlage niet gezien'
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from attrs import evolve, fields, frozen

from controllist.codes import SHAPES, CodeShape, ControlCode, EditionAddress, check_date, parse_code
from controllist.errors import CodeError, DamagedDataError, MisuseError, NotFoundError
from controllist.messages import Message, joined
from controllist.model import Act, Basis

HOME_VARIABLE = "CONTROLLIST_HOME"
Value = TypeVar("Value")
_PACKAGE = Path(__file__).parent.parent


def shipped_folder() -> Path:
    """The folder of the shipped lists: inside an installed package, beside the package in a checkout."""
    inside = _PACKAGE / "lists"
    return inside if inside.is_dir() else _PACKAGE.parent / "lists"


def user_folder() -> Path:
    """Where editions added by the user are kept; the environment variable CONTROLLIST_HOME moves it."""
    moved = os.environ.get(HOME_VARIABLE)
    if moved:
        return Path(moved)
    from platformdirs import user_data_path

    return user_data_path("controllist", appauthor=False)


def own_folder(name: str) -> Path:
    """The folder of the editions of one list that the user keeps."""
    return user_folder() / "editions" / name


def own_file(address: EditionAddress) -> Path:
    """Where the user's own text of an edition is kept, whether there is one or not."""
    return own_folder(address.list) / f"{address.date}.json"


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
    own = own_folder("")
    extra = sorted(p.name for p in own.iterdir() if p.is_dir() and p.name not in lists) if own.is_dir() else []
    return (*lists, *extra)


def read_text(path: Path) -> str:
    """The text of a list file; raises `DamagedDataError` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedDataError(
            "expected the list file {file}, found none that can be read ({reason})", file=path.name, reason=str(error)
        ) from None


_NAMES: dict[type, str] = {str: "text", list: "a list", dict: "an object"}


def read_keys(path: Path, needed: Mapping[str, type], others: Mapping[str, type]) -> dict[str, Any]:
    """The JSON object of a list file; `DamagedDataError` where a key it needs is missing, or one is of another kind."""
    data = read_json(path)
    for key, kind in {**others, **needed}.items():
        if key not in data and key not in needed:
            continue
        if not isinstance(data.get(key), kind):
            found = "none" if key not in data else _NAMES.get(type(data[key]), type(data[key]).__name__)
            raise DamagedDataError(
                "expected {expected} as {key!r} in {file}, found {found}",
                expected=_NAMES[kind], key=key, file=_short(path), found=found,
            )  # fmt: skip
    return data


def made(kind: type[Value], data: object, path: Path) -> Value:
    """A value of the model from an object in a list file; `DamagedDataError` where its keys are not those of its kind.

    >>> from controllist.model import Basis
    >>> made(Basis, {"grade": "inferred", "source": "a summary"}, Path("lists/be-toy/list.json")).grade
    'inferred'
    """
    known = [a.name for a in fields(cast(Any, kind))]
    try:
        if isinstance(data, dict) and not set(data) - set(known):
            return kind(**data)
    except TypeError:  # one that it cannot do without is missing
        pass
    found = (", ".join(data) or "no key") if isinstance(data, dict) else str(data)[:40]
    what = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).casefold()  # `KnownEdition` as `known edition`
    raise DamagedDataError(
        "expected a {what} with {known} in {file}, found {found}",
        what=what, known=", ".join(known), file=_short(path), found=found,
    )  # fmt: skip


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:] if path.name == "edition.json" else path.parts[-2:])


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object of a list file; raises `DamagedDataError` where there is none."""
    try:
        data = json.loads(read_text(path))
    except ValueError as error:
        raise DamagedDataError(
            "expected JSON in {file}, found something else ({reason})", file=str(path), reason=str(error)
        ) from None
    if not isinstance(data, dict):
        found = type(data).__name__
        raise DamagedDataError("expected a JSON object in {file}, found a {found}", file=str(path), found=found)
    return data


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
    path = shipped_folder() / name / "list.json"
    if name not in shipped_lists() or not path.is_file():
        from controllist import profiles  # not for the shipped lists: a match would compile their patterns for nothing

        if name in profiles.slugs():
            # A list with a profile can be read and kept; of its history nothing is shipped.
            return ListInfo(name, profiles.profile(name).title, "", "", "", "", "", (), (), "")
        if name in list_names():
            return ListInfo(name, name, name, "", "", "", "", (), (), "")
        known = ", ".join(dict.fromkeys((*list_names(), *profiles.slugs())))
        raise MisuseError("expected one of the lists {known}, found {list!r}", known=known, list=name)
    words = dict.fromkeys(
        ("list", "title_nl", "authority", "scope", "date_means", "address", "not_covered", "consolidated_act"), str
    )
    data = read_keys(path, {"title": str}, {**words, "known": list, "announced": list})
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
    known = made(KnownEdition, {"date": "", **row} if isinstance(row, dict) else row, path)
    return evolve(
        known,
        act=known.act if isinstance(known.act, Act) else made(Act, known.act, path),
        basis=known.basis if isinstance(known.basis, Basis) else made(Basis, known.basis, path),
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
    shipped = shipped_folder() / name
    if shipped.is_dir():
        dates |= {p.parent.name for p in shipped.glob("*/edition.json")}
    own = own_folder(name)
    if own.is_dir():
        dates |= {p.stem for p in own.glob("*.json")}
    return tuple(EditionAddress(name, day) for day in sorted(dates))


@frozen
class Choice:
    """The edition that answers for a date, whether it is the one in force, and what must be said about it."""

    address: EditionAddress
    exact: bool
    cautions: tuple[str, ...] = ()


def choose(name: str, as_of: str | None = None) -> Choice:
    """The edition of a list that answers for a date (None: the newest at hand).

    Raises `NotFoundError` where the list has nothing at hand, or did not exist on that date.
    """
    at_hand = editions(name)
    if not at_hand:
        raise NotFoundError("no edition of {list} is at hand", list=name)
    listing = info(name)
    if as_of is None:
        newest = at_hand[-1]
        return Choice(newest, True, _newest_cautions(newest, listing))
    day = check_date(as_of)
    law = [k for k in listing.known if k.date <= day]
    before = [a for a in at_hand if a.date <= day]
    if not law and not before:
        first = listing.known[0].date if listing.known else at_hand[0].date
        raise NotFoundError(
            "no edition of {list} is known for {day}; the first known one is of {first}",
            list=name,
            day=day,
            first=first,
        )
    used = before[-1] if before else at_hand[0]
    in_force = law[-1] if law else KnownEdition(used.date)
    if used.date >= in_force.date and used.date <= day:
        return Choice(used, True)
    return Choice(used, False, (_instead(name, day, in_force, used),))


def _instead(name: str, day: str, in_force: KnownEdition, used: EditionAddress) -> str:
    if in_force.status == "unknown":
        return Message(
            "what {list} said on {day} is not known for certain: {remark}; this answer rests on the edition of {used}",
            list=name, day=day, remark=Message(in_force.remark), used=used.date,
        )  # fmt: skip
    act = f" ({in_force.act.number})" if in_force.act.number else ""
    return Message(
        "on {day} the edition of {date}{act} of {list} was in force; its text is not at hand, so this answer rests on "
        "the edition of {used}; `controllist fetch {list}@{date}` or `controllist add FILE --list {list} --edition "
        "{date}` brings the right one",
        list=name, day=day, date=in_force.date, act=act, used=used.date,
    )  # fmt: skip


def _newest_cautions(newest: EditionAddress, listing: ListInfo) -> tuple[str, ...]:
    """One line a list: the edition that answers, every later one known, every announced one."""
    parts: list[str] = [
        Message("{list}: answered with {date}, the newest edition at hand", list=newest.list, date=newest.date)
    ]
    later = [k for k in listing.known if k.date > newest.date]
    unseen = [k.date for k in later if k.status == "in force"]
    if unseen:
        parts.append(Message("later editions are known and not at hand: {dates}", dates=tuple(unseen)))
    parts += [
        Message("{date}: {remark}", date=k.date, remark=Message(k.remark)) for k in later if k.status == "unknown"
    ]
    parts += [
        Message("announced: {act}, {remark}", act=k.act.number, remark=Message(k.remark)) for k in listing.announced
    ]
    return (joined("; ", parts),)


def remarks(language: str) -> Mapping[str, str]:
    """What the lists say of themselves, in another language, by the English; none for a language without a file.

    These are remarks, cautions and what a line rests on, not the words of provisions. `lists/remarks.nl.tsv` has a
    line for each. Raises `DamagedDataError` for a line that has not two columns.
    """
    path = shipped_folder() / f"remarks.{language}.tsv"
    return {row[0]: row[1] for row in _rows(path, 2)} if path.is_file() else {}


def counterparts() -> Mapping[str, str]:
    """Codes of the military list by those of the dual-use list for like goods, from `lists/counterparts.tsv`.

    Raises `DamagedDataError` where the file is missing, and for a line that has not three columns.
    """
    return {dual_use: military for dual_use, military, _ in _rows(shipped_folder() / "counterparts.tsv", 3)}


@lru_cache
def _rows(path: Path, columns: int) -> tuple[tuple[str, ...], ...]:
    """The lines of a table parted by tabs; a line that begins with `#` is a comment."""
    rows = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        row = tuple(line.split("\t"))
        if line.startswith("#"):
            continue
        if len(row) != columns or not all(row):
            raise DamagedDataError(
                "expected {columns} columns parted by tabs in {file} line {number}, found {found!r}",
                columns=columns, file=path.name, number=number, found=line,
            )  # fmt: skip
        rows.append(row)
    return tuple(rows)


_CODED = ("eu-dual-use", "eu-military", "nl-semicon")
"""The lists whose code shapes stand in `codes.SHAPES`; those of other lists come from their profiles."""


def find_code(text: str) -> ControlCode:
    """The code typed, in the shape of a shipped list, else in that of another list with a profile.

    Raises `CodeError` where none fits.
    """
    try:
        return parse_code(text)
    except CodeError as error:
        try:
            return parse_code(text, shapes())
        except CodeError:
            raise error from None  # whose examples are of the shipped lists


def shapes() -> tuple[CodeShape, ...]:
    """The code shapes of all lists that have a profile, the shipped ones first."""
    from controllist import profiles

    others = (profiles.profile(name).shape for name in profiles.slugs() if name not in _CODED)
    return (*SHAPES, *others)
