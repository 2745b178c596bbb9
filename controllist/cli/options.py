"""Options that several commands have, each written once, and what they stand for: editions, facts, text, files."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from controllist import store
from controllist.app.selection import Selection, list_names, of_editions, select
from controllist.cli.output import say
from controllist.codes import EditionAddress
from controllist.errors import MisuseError, SourceError, reason_of
from controllist.lexicon import LANGUAGES
from controllist.messages import Message
from controllist.model import Edition


@frozen
class Command:
    """A command: what adds its options, what runs it and gives the exit status, examples for its help."""

    arguments: Callable[[argparse.ArgumentParser], object]
    run: Callable[[argparse.Namespace], int]
    examples: tuple[str, ...]


def command(
    arguments: Callable[[argparse.ArgumentParser], object], run: Callable[[argparse.Namespace], int], *examples: str
) -> Command:
    """A command with its examples."""
    return Command(arguments, run, examples)


# Options


def count(text: str) -> int:
    """The type of an option that counts what there must be at least one of."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(Message("expected a whole number from 1 on, found {found}", found=repr(text)))
    return int(text)


def add_lists(parser: argparse.ArgumentParser) -> None:
    """`--list`: all lists unless some are named."""
    parser.add_argument("--list", action="append", metavar="L", help="only this list (may be given more than once)")


def add_editions(parser: argparse.ArgumentParser) -> None:
    """`--list`, `--as-of`, `--edition`: which editions answer."""
    add_lists(parser)
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--as-of", metavar="DATE", help="the editions in force on this date, such as 2024-09-07")
    when.add_argument("--edition", metavar="E", help="this edition: list@date, or a file of one")


def add_top(parser: argparse.ArgumentParser, default: int, note: str = "at most") -> None:
    """`--top`: how many candidates are given."""
    parser.add_argument(
        "--top", type=count, default=default, metavar="N", help=f"how many candidates {note} (default {default})"
    )


def add_language(parser: argparse.ArgumentParser, of: str) -> None:
    """`--lang`: the language of what is described."""
    parser.add_argument("--lang", choices=("auto", *LANGUAGES), default="auto", help=f"language of the {of}")


def language_of(args: argparse.Namespace) -> str | None:
    """The language of `--lang`; None where the words decide."""
    return None if args.lang == "auto" else str(args.lang)


def add_lexicon(parser: argparse.ArgumentParser) -> None:
    """`--lexicon`: trade words besides the shipped ones."""
    parser.add_argument("--lexicon", action="append", default=[], metavar="FILE", help="a vocabulary file of your own")


def add_facts(parser: argparse.ArgumentParser) -> None:
    """`--set` and `--facts`: facts about the goods."""
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a fact; may be given often")
    parser.add_argument("--facts", metavar="FILE", help="facts from a TOML or JSON file, names and values")


def add_format(parser: argparse.ArgumentParser, *forms: str) -> None:
    """`--format`: the forms of the answer, the default first."""
    parser.add_argument("--format", choices=forms, default=forms[0], help=f"{forms[0]} is the default")


def add_out(parser: argparse.ArgumentParser, note: str = "") -> None:
    """`--out`: a file in place of standard output."""
    note = f"the file to write (default: standard output, as -){note}"
    parser.add_argument("-o", "--out", metavar="OUT", type=lambda text: None if text == "-" else text, help=note)


def check_apart(out: str | None, source: str) -> None:
    """Raise `MisuseError` where the file to write is the one that is read."""
    if out is not None and Path(out).exists() and Path(source).exists() and Path(out).samefile(source):
        raise MisuseError("expected another file to write to than the one that is read, found {file}", file=out)


# Editions


def selection_of(args: argparse.Namespace) -> Selection:
    """The editions of `--list` and `--as-of`, or the one of `--edition` alone."""
    if args.edition is None:
        return select(args.list, args.as_of)
    names = list_names(args.list)
    return of_editions(read_edition(args.edition, names[0] if args.list else None))


def read_edition(text: str, list_name: str | None = None) -> Edition:
    """The edition at an address (`list@date`), in a file, or in a file with its address (`list@date=FILE`).

    A file is one that `parse` wrote, or an official one, for which the address or at least the list must be given.
    """
    address, mark, name = text.partition("=")
    if mark and re.fullmatch(r"[a-z0-9-]+@\d{4}-\d\d-\d\d", address):
        return read_official(Path(name), EditionAddress.parse(address))
    path = Path(text)
    if path.is_file():
        written = read_written(path)
        if written is not None:
            return written
        if list_name is None:
            raise MisuseError(
                "expected the list and date of {file} as list@date={path}, found the file alone",
                file=path.name,
                path=text,
            )
        day = re.search(r"\d{4}-\d\d-\d\d", str(path))
        return read_official(path, EditionAddress(list_name, day[0] if day else "undated"))
    if "@" not in text and ("/" in text or "." in text):
        raise SourceError("expected a file of an edition, found no file {found!r}", found=text)
    return store.load(text)


def read_official(path: Path, address: EditionAddress, language: str | None = None) -> Edition:
    """The edition in an official file."""
    from controllist.ingest import parse_bytes  # the readers are heavy

    store.info(address.list)
    data = read_bytes(path)
    return parse_bytes(data, list=address.list, applies_from=address.date, language=language, name=path.name)


def read_written(path: Path) -> Edition | None:
    """An edition kept as JSON, either form of it; None where the file is something else."""
    data = read_bytes(path)
    if data.lstrip()[:1] != b"{":
        return None
    from controllist.serialize import FORMAT, from_json, from_result  # for files only

    try:
        text = data.decode("utf-8")
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if document.get("format") == FORMAT:
        return from_json(text)
    if {"list", "edition", "nodes"} <= document.keys():
        return from_result(document)
    return None


# Facts and files


def facts_of(args: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Names and values of `--facts` and `--set`, those of the file first.

    Raises `SourceError` where the file cannot be read, `MisuseError` for what is no fact.
    """
    from controllist.assessing.facts import read_facts_file, read_setting  # most commands take no facts

    settings = tuple(map(read_setting, args.set))
    if args.facts is None:
        return settings
    path = Path(args.facts)
    text = read_text(path, Message("facts as TOML or JSON in {file}", file=path.name))
    return (*((fact.name, fact.printed) for fact in read_facts_file(text, path.name)), *settings)


def read_text(path: Path, what: str) -> str:
    """The text of a file of UTF-8; raises `SourceError`, which names what was expected, for any other."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise SourceError("expected {what}, found no text", what=what) from None


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `SourceError` in one line where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            "expected a file that can be read, found {file}: {reason}", file=path, reason=reason_of(error)
        ) from None


def description_of(text: str, most: int | None = None) -> str:
    """The description given as an argument; for `-` standard input, whatever encoding the console has.

    Standard input is UTF-8, UTF-16 with its mark, else Windows-1252; no more of it is read than a character beyond
    `most`. Bytes that are no text are reported on standard error and become question marks. Raises `SourceError` for
    what is no text at all.
    """
    if text != "-":
        return text
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:  # a caller put a text in the place of standard input
        return sys.stdin.read() if most is None else sys.stdin.read(most + 1)
    from controllist.registers.sources import survey, text_of  # for standard input only

    file = io.BytesIO(buffer.read() if most is None else buffer.read(4 * (most + 1)))
    text = text_of(file, survey(file).dialect).read().replace("\r\n", "\n")
    lost = sum("\udc80" <= c <= "\udcff" for c in text)
    if lost:
        say("bytes of the input that are no text, and were passed over: {number}", "controllist: ", number=lost)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if most is None else text[: most + 1]
