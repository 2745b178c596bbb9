"""`controllist match`: the entries that a description of goods may fall under."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from attrs import evolve, frozen

from controllist import catalogue
from controllist.codes import EditionAddress, check_date
from controllist.errors import MisuseError, NotFoundError
from controllist.index import Index, open_index
from controllist.index.languages import LANGUAGES
from controllist.matching import Match, match
from controllist.matching.cautions import cautions
from controllist.rendering.matches import match_html, match_markdown, match_result, match_text

EXAMPLES = (
    'controllist match "EUV pellicle"',
    'controllist match "kogelkranen voor de chemische industrie" --list eu-dual-use',
    'controllist match "immersion scanner 193 nm, overlay 1.6 nm" --as-of 2024-10-01 --format json',
    "controllist match - < datasheet.txt",
)
LONGEST_TEXT = 200_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="a description of goods, or - to read one from standard input")
    parser.add_argument("--list", action="append", metavar="L", help="only this list (may be given more than once)")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--as-of", metavar="DATE", help="the editions in force on this date, such as 2024-09-07")
    when.add_argument("--edition", metavar="E", help="this edition: list@date, or a file of one")
    parser.add_argument("--top", type=count, default=10, metavar="N", help="how many candidates at most (default 10)")
    parser.add_argument("--lang", choices=("auto", *LANGUAGES), default="auto", help="language of the text")
    parser.add_argument("--lexicon", action="append", default=[], metavar="FILE", help="a vocabulary file of your own")
    parser.add_argument("--format", choices=("text", "json", "md", "html"), default="text", help="text is the default")


def count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on, found {text!r}")
    return int(text)


@frozen
class Searched:
    """What answers a match: the index, and what must be said of its editions."""

    index: Index
    as_of: str | None
    exact: bool
    cautions: tuple[str, ...]


def run(options: argparse.Namespace) -> int:
    text = _text(options.text)
    searched = opened(options)
    found = match(text, searched.index, top=options.top, language=None if options.lang == "auto" else options.lang)
    said = cautions(found, searched.index, searched.cautions, military=found.military)
    found = evolve(found, cautions=said)
    print(_rendered(options.format, found, searched))
    return 0 if found.candidates else 1


def _rendered(form: str, found: Match, searched: Searched) -> str:
    if form == "json":
        import json

        return json.dumps(match_result(found, searched.as_of, searched.exact), ensure_ascii=False, indent=2)
    return {"text": match_text, "md": match_markdown, "html": match_html}[form](found)


def _text(given: str) -> str:
    text = sys.stdin.read(LONGEST_TEXT + 1) if given == "-" else given
    if len(text) > LONGEST_TEXT:
        raise MisuseError(f"expected a description of at most {LONGEST_TEXT} characters, found a longer one")
    return text


@frozen
class Chosen:
    """The editions at hand that answer, and what must be said of them and of those that are missing."""

    addresses: tuple[EditionAddress, ...]
    exact: bool
    cautions: tuple[str, ...]


def opened(options: argparse.Namespace) -> Searched:
    """The index for the options `--list`, `--as-of`, `--edition`, `--lexicon`.

    Editions are not loaded here: their index comes from the cache, so that a first answer is quick.
    """
    lexicons = [Path(name) for name in options.lexicon]
    if options.edition is not None:
        return _one_edition(options.edition, options.list[0] if options.list else None, lexicons)
    found = chosen(options)
    return Searched(open_index(found.addresses, lexicons=lexicons), options.as_of, found.exact, found.cautions)


def chosen(options: argparse.Namespace) -> Chosen:
    """The editions for the options `--list` and `--as-of`; raises `NotFoundError` where no list has one."""
    if options.as_of is not None:
        check_date(options.as_of)
    names = tuple(dict.fromkeys(options.list or catalogue.list_names()))
    for name in names:
        catalogue.info(name)
    addresses: list[EditionAddress] = []
    said: list[str] = []
    missing: list[str] = []
    exact = True
    for name in names:
        try:
            choice = catalogue.choose(name, options.as_of)
        except NotFoundError as error:
            missing.append(error.message)
            continue
        addresses.append(choice.address)
        exact = exact and choice.exact
        said += choice.cautions
    if not addresses:
        raise NotFoundError("; ".join(missing))
    return Chosen(tuple(addresses), exact, (*said, *missing))


def _one_edition(text: str, name: str | None, lexicons: list[Path]) -> Searched:
    from controllist.commands._editions import read_edition

    edition = read_edition(text, name)
    return Searched(open_index([], [edition], lexicons), None, True, ())
