"""Facts told on the command line: `--set NAME=VALUE` and `--facts FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from controllist.assessing.facts import read_facts_file, read_setting
from controllist.cli._editions import read_bytes
from controllist.errors import SourceError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a fact; may be given often")
    parser.add_argument("--facts", metavar="FILE", help="facts from a TOML or JSON file, names and values")


def told(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Names and values, those of the file first.

    Raises `SourceError` where the file cannot be read, `MisuseError` for what is no fact.
    """
    settings = tuple(map(read_setting, options.set))
    if options.facts is None:
        return settings
    path = Path(options.facts)
    try:
        text = read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise SourceError(f"expected facts as TOML or JSON in {path.name}, found no text") from None
    return (*((fact.name, fact.printed) for fact in read_facts_file(text, path.name)), *settings)
