"""`controllist match`: the entries that a description of goods may fall under."""

from __future__ import annotations

import argparse
from pathlib import Path

from controllist.commands._input import standard_input
from controllist.index.languages import LANGUAGES
from controllist.matching import Match
from controllist.rendering.matches import match_html, match_markdown, match_result, match_text
from controllist.services.searching import LONGEST_TEXT, Searched, opened, opened_edition, search

EXAMPLES = (
    'controllist match "EUV pellicle"',
    'controllist match "kogelkranen voor de chemische industrie" --list eu-dual-use',
    'controllist match "immersion scanner 193 nm, overlay 1.6 nm" --as-of 2024-10-01 --format json',
    "controllist match - < datasheet.txt",
)


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


def run(options: argparse.Namespace) -> int:
    text = _text(options.text)
    searched = _opened(options)
    found = search(text, searched, options.top, None if options.lang == "auto" else options.lang)
    print(_rendered(options.format, found, searched))
    return 0 if found.candidates else 1


def _rendered(form: str, found: Match, searched: Searched) -> str:
    if form == "json":
        import json

        return json.dumps(match_result(found, searched.as_of, searched.exact), ensure_ascii=False, indent=2)
    return {"text": match_text, "md": match_markdown, "html": match_html}[form](found)


def _text(given: str) -> str:
    # One character more than may be, so that a longer text is told and none is read without end.
    return standard_input(LONGEST_TEXT) if given == "-" else given


def _opened(options: argparse.Namespace) -> Searched:
    """The index for the options `--list`, `--as-of`, `--edition`, `--lexicon`."""
    lexicons = [Path(name) for name in options.lexicon]
    if options.edition is not None:
        # Only here: whoever asks the editions at hand need not pay for the readers of files.
        from controllist.commands._editions import read_edition

        return opened_edition(read_edition(options.edition, options.list[0] if options.list else None), lexicons)
    return opened(options.list, options.as_of, lexicons)
