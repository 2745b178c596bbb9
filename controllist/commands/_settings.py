"""Settings of a project: `controllist.toml`, or `[tool.controllist]` in `pyproject.toml`, in this folder or above it.

A setting is the default of the option with its name, wherever a command has that option; what is typed wins.

    list = ["eu-dual-use", "nl-semicon"]
    lexicon = ["own-words.tsv"]      # beside the settings file
    lang = "nl"
    output-lang = "nl"
    site = "https://lists.example/"  # or a folder beside the settings file, written by `controllist site`
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator, Mapping
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


class _Untold:
    """Stands where an option was not typed."""


_UNTOLD = _Untold()


def parse(
    parser: argparse.ArgumentParser, command: argparse.ArgumentParser, arguments: list[str]
) -> argparse.Namespace:
    """The options typed, and for those that were not the settings of this folder."""
    settings = find_settings(Path.cwd())
    held: dict[str, tuple[argparse.Action, Any]] = {}
    for action in actions_of(command):
        name = action.option_strings[-1].removeprefix("--")
        if name in settings.values and action.default is not argparse.SUPPRESS:
            held[action.dest] = (action, settings.values[name])
            # An option that gathers begins with nothing; any other with a mark that says it was not typed.
            action.default = None if isinstance(settings.values[name], list) else _UNTOLD
    options, strange = parser.parse_known_args(arguments)
    if strange:
        # argparse would tell it of the whole program, whose help says nothing of the options of a command.
        _asked(command, options).error(f"unrecognized arguments: {' '.join(strange)}")
    for dest, (action, value) in held.items():
        if getattr(options, dest, value) in (None, _UNTOLD):
            if action.choices is not None and value not in action.choices:
                choices = ", ".join(map(str, action.choices))
                raise MisuseError(f"expected one of {choices} for {dest!r} in {settings.path}, found {value!r}")
            setattr(options, dest, value)
    options.settings = settings.path
    return options


def _asked(command: argparse.ArgumentParser, options: argparse.Namespace) -> argparse.ArgumentParser:
    """The parser of the command, or of the action of it that was typed, such as `record make`."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            inner = action.choices.get(getattr(options, action.dest, ""))
            return command if inner is None else inner
    return command


def actions_of(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The options of a command, and of the actions below it."""
    for action in command._actions:
        if action.option_strings:
            yield action
        elif isinstance(action, argparse._SubParsersAction):
            for inner in dict.fromkeys(action.choices.values()):
                yield from actions_of(inner)
