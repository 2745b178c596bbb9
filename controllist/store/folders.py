"""Where lists lie: the shipped ones in or beside the package, the user's own where the system keeps such data."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from attrs import fields

from controllist.codes import EditionAddress
from controllist.errors import DamagedDataError

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
        raise DamagedDataError(f"expected the list file {path.name}, found none that can be read ({error})") from None


_NAMES: dict[type, str] = {str: "text", list: "a list", dict: "an object"}


def read_keys(path: Path, needed: Mapping[str, type], others: Mapping[str, type]) -> dict[str, Any]:
    """The JSON object of a list file; `DamagedDataError` where a key it needs is missing, or one is of another kind."""
    data = read_json(path)
    for key, kind in {**others, **needed}.items():
        if key not in data and key not in needed:
            continue
        if not isinstance(data.get(key), kind):
            found = "none" if key not in data else _NAMES.get(type(data[key]), type(data[key]).__name__)
            raise DamagedDataError(f"expected {_NAMES[kind]} as {key!r} in {_short(path)}, found {found}")
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
    raise DamagedDataError(f"expected a {_spoken(kind)} with {', '.join(known)} in {_short(path)}, found {found}")


def _spoken(kind: type) -> str:
    """`KnownEdition` as `known edition`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).casefold()


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:] if path.name == "edition.json" else path.parts[-2:])


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object of a list file; raises `DamagedDataError` where there is none."""
    try:
        data = json.loads(read_text(path))
    except ValueError as error:
        raise DamagedDataError(f"expected JSON in {path}, found something else ({error})") from None
    if not isinstance(data, dict):
        raise DamagedDataError(f"expected a JSON object in {path}, found a {type(data).__name__}")
    return data
