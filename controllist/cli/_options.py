"""Options that several commands have, each written once, and what they say."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from controllist.errors import MisuseError
from controllist.lexicon import LANGUAGES

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


def language(options: argparse.Namespace) -> Language | None:
    """The language told, None where the words are to tell it."""
    told: Language | None = None if options.lang == "auto" else options.lang
    return told


def add_lexicon(parser: argparse.ArgumentParser) -> None:
    """`--lexicon`: trade words besides the shipped ones."""
    parser.add_argument("--lexicon", action="append", default=[], metavar="FILE", help="a vocabulary file of your own")


def lexicons(options: argparse.Namespace) -> tuple[Path, ...]:
    """The vocabulary files told."""
    return tuple(map(Path, options.lexicon))


def add_out(parser: argparse.ArgumentParser) -> None:
    """`--out`: a file in place of standard output."""
    parser.add_argument(
        "-o", "--out", metavar="OUT", type=out, help="the file to write (default: standard output, as -)"
    )


def out(told: str) -> str | None:
    """The file told by `--out`; None for standard output, which `-` means."""
    return None if told == "-" else told


def check_apart(out: str | None, source: str) -> None:
    """Raise `MisuseError` where the file to write is the one that is read."""
    if out is not None and Path(out).exists() and Path(source).exists() and Path(out).samefile(source):
        raise MisuseError(f"expected another file to write to than the one that is read, found {out}")
