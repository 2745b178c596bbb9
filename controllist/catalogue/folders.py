"""Where lists lie: the shipped ones in or beside the package, the user's own where the system keeps such data."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from controllist.errors import DamagedDataError

HOME_VARIABLE = "CONTROLLIST_HOME"
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


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object of a list file; raises `DamagedDataError` where there is none."""
    try:
        data = json.loads(read_text(path))
    except ValueError as error:
        raise DamagedDataError(f"expected JSON in {path}, found something else ({error})") from None
    if not isinstance(data, dict):
        raise DamagedDataError(f"expected a JSON object in {path}, found a {type(data).__name__}")
    return data
