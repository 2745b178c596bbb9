"""Settings of a project: `controllist.toml`, or `[tool.controllist]` in `pyproject.toml`, in this folder or above it.

A setting is the default of the option with its name, wherever a command has that option; what is typed wins.

    list = ["eu-dual-use", "nl-semicon"]
    lexicon = ["own-words.tsv"]      # beside the settings file
    lang = "nl"
    output-lang = "nl"
    site = "https://lists.example/"  # or a folder beside the settings file, written by `controllist site`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from controllist.errors import MisuseError, SourceError

KNOWN: dict[str, type] = {
    "list": list, "lexicon": list, "lang": str, "output-lang": str, "top": int, "jobs": int, "quiet": bool,
    "safe-cells": bool, "site": str,
}  # fmt: skip
_PATHS = {"lexicon"}


@frozen
class Settings:
    """The values by option, and the file they come from (None where there is none)."""

    values: Mapping[str, Any] = field(factory=dict)
    path: Path | None = None


def find_settings(start: Path) -> Settings:
    """The settings that hold in a folder: of the nearest file; raises `SourceError` where it cannot be read."""
    for folder in (start, *start.parents):
        own = folder / "controllist.toml"
        if own.is_file():
            return Settings(_checked(_read(own), own), own)
        project = folder / "pyproject.toml"
        if project.is_file():
            table = _read(project).get("tool", {}).get("controllist")
            if table is not None:
                return Settings(_checked(table, project), project)
    return Settings()


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # most folders have no settings

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"expected settings in {path}, found none that can be read ({error})") from None


def _checked(table: object, path: Path) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise MisuseError(f"expected a table of settings in {path}, found a {type(table).__name__}")
    for name, value in table.items():
        kind = KNOWN.get(name)
        if kind is None:
            raise MisuseError(f"expected one of the settings {', '.join(KNOWN)} in {path}, found {name!r}")
        texts = not isinstance(value, list) or all(isinstance(v, str) for v in value)
        if not isinstance(value, kind) or not texts:
            words = "a list of texts" if kind is list else f"a {kind.__name__}"
            raise MisuseError(f"expected {words} for {name!r} in {path}, found {value!r}")
    found: dict[str, Any] = {name: list(value) if isinstance(value, list) else value for name, value in table.items()}
    for name in _PATHS & found.keys():
        found[name] = [str(path.parent / one) for one in found[name]]
    if "site" in found:
        found["site"] = site_address(str(found["site"]), path.parent)
    return found


def site_address(text: str, beside: Path) -> str:
    """The address of a site: as told, or that of a folder; raises `MisuseError` where it can be neither.

    >>> site_address("https://lists.example/site", Path("/home/me"))
    'https://lists.example/site'
    >>> site_address("pages", Path("/home/me"))
    'file:///home/me/pages'
    """
    if re.match(r"(?:https?|file)://[^\s<>\"]+$", text):
        return text
    if not text.strip() or "://" in text:
        raise MisuseError(f"expected an address (https://…) or a folder for the site, found {text!r}")
    return (beside.absolute() / text).as_uri()
