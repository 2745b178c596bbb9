"""Options that several commands have, each written once, and what they stand for: editions, facts, text, files."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from controllist import store
from controllist.cli.output import say
from controllist.codes import EditionAddress
from controllist.errors import MisuseError, SourceError, reason_of
from controllist.lexicon import LANGUAGES
from controllist.model import Edition
from controllist.services import choosing

if TYPE_CHECKING:
    from controllist.index.languages import Language  # the index is heavy, and most commands need none


def count(text: str) -> int:
    """The type of an option that counts something there must be one of at least."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on, found {text!r}")
    return int(text)


def add_lists(parser: argparse.ArgumentParser) -> None:
    """`--list`: all lists unless some are told."""
    parser.add_argument("--list", action="append", metavar="L", help="only this list (may be given more than once)")


def add_editions(parser: argparse.ArgumentParser) -> None:
    """`--list`, `--as-of`, `--edition`: which editions answer."""
    add_lists(parser)
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--as-of", metavar="DATE", help="the editions in force on this date, such as 2024-09-07")
    when.add_argument("--edition", metavar="E", help="this edition: list@date, or a file of one")


def add_top(parser: argparse.ArgumentParser, default: int) -> None:
    """`--top`: how many candidates are told."""
    told = f"how many candidates at most (default {default})"
    parser.add_argument("--top", type=count, default=default, metavar="N", help=told)


def add_language(parser: argparse.ArgumentParser, of: str) -> None:
    """`--lang`: the language of what is described."""
    parser.add_argument("--lang", choices=("auto", *LANGUAGES), default="auto", help=f"language of the {of}")


def language_of(options: argparse.Namespace) -> Language | None:
    """The language told, None where the words are to tell it."""
    told: Language | None = None if options.lang == "auto" else options.lang
    return told


def add_lexicon(parser: argparse.ArgumentParser) -> None:
    """`--lexicon`: trade words besides the shipped ones."""
    parser.add_argument("--lexicon", action="append", default=[], metavar="FILE", help="a vocabulary file of your own")


def lexicons_of(options: argparse.Namespace) -> tuple[Path, ...]:
    """The vocabulary files told."""
    return tuple(map(Path, options.lexicon))


def add_out(parser: argparse.ArgumentParser) -> None:
    """`--out`: a file in place of standard output."""
    parser.add_argument(
        "-o", "--out", metavar="OUT", type=out_file, help="the file to write (default: standard output, as -)"
    )


def out_file(told: str) -> str | None:
    """The file told by `--out`; None for standard output, which `-` means."""
    return None if told == "-" else told


def check_apart(out: str | None, source: str) -> None:
    """Raise `MisuseError` where the file to write is the one that is read."""
    if out is not None and Path(out).exists() and Path(source).exists() and Path(out).samefile(source):
        raise MisuseError(f"expected another file to write to than the one that is read, found {out}")


def one_edition(options: argparse.Namespace) -> Edition | None:
    """The edition that answers alone, where `--edition` tells one; raises `MisuseError` for an unknown `--list`."""
    if options.edition is None:
        return None
    names = choosing.list_names(options.list)
    return read_edition(options.edition, names[0] if options.list else None)


def read_edition(text: str, list_name: str | None = None) -> Edition:
    """The edition at an address (`list@date`), in a file, or in a file with its address (`list@date=FILE`).

    A file is one that `parse` wrote, or an official one; for an official one the address, or at least the list,
    must be told.
    """
    address, mark, name = text.partition("=")
    if mark and re.fullmatch(r"[a-z0-9-]+@\d{4}-\d\d-\d\d", address):
        return _read_official(Path(name), EditionAddress.parse(address))
    path = Path(text)
    if path.is_file():
        written = read_written(path)
        if written is not None:
            return written
        if list_name is None:
            raise MisuseError(f"expected the list and date of {path.name} as list@date={text}, found the file alone")
        day = re.search(r"\d{4}-\d\d-\d\d", str(path))
        return _read_official(path, EditionAddress(list_name, day[0] if day else "undated"))
    if "@" not in text and ("/" in text or "." in text):
        raise SourceError(f"expected a file of an edition, found no file {text!r}")
    return store.load(text)


def _read_official(path: Path, address: EditionAddress) -> Edition:
    from controllist.ingest import parse_bytes

    store.info(address.list)
    return parse_bytes(read_bytes(path), list=address.list, applies_from=address.date, name=path.name)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `SourceError` in one line where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"expected a file that can be read, found {path}: {reason_of(error)}") from None


def read_written(path: Path) -> Edition | None:
    """An edition kept as JSON, either form of it; None where the file is something else."""
    data = read_bytes(path)
    if data.lstrip()[:1] != b"{":
        return None
    from controllist.serialize import FORMAT, from_json, from_result  # for files only

    try:
        text = data.decode("utf-8")
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if found.get("format") == FORMAT:
        return from_json(text)
    if {"list", "edition", "nodes"} <= found.keys():
        return from_result(found)
    return None


def add_facts(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a fact; may be given often")
    parser.add_argument("--facts", metavar="FILE", help="facts from a TOML or JSON file, names and values")


def facts_told(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Names and values, those of the file first.

    Raises `SourceError` where the file cannot be read, `MisuseError` for what is no fact.
    """
    from controllist.assessing.facts import read_facts_file, read_setting  # most commands take no facts

    settings = tuple(map(read_setting, options.set))
    if options.facts is None:
        return settings
    path = Path(options.facts)
    try:
        text = read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise SourceError(f"expected facts as TOML or JSON in {path.name}, found no text") from None
    return (*((fact.name, fact.printed) for fact in read_facts_file(text, path.name)), *settings)


def standard_input(most: int | None = None) -> str:
    """The text: UTF-8, UTF-16 with its mark, else Windows-1252; no more than a character beyond `most`.

    Bytes that are no text are told on standard error and become question marks. Raises `SourceError` for what is no
    text at all.
    """
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:  # someone put a text in the place of standard input
        return sys.stdin.read() if most is None else sys.stdin.read(most + 1)
    # Only here: most commands take their text from the command line.
    from controllist.registers.sources import survey, text_of

    file = io.BytesIO(buffer.read() if most is None else buffer.read(4 * (most + 1)))
    text = text_of(file, survey(file).dialect).read().replace("\r\n", "\n")
    lost = sum("\udc80" <= c <= "\udcff" for c in text)
    if lost:
        say(f"bytes of the input that are no text, and were passed over: {lost}", "controllist: ")
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if most is None else text[: most + 1]
