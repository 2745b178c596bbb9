"""`controllist match`: the entries that a description of goods may fall under."""

from __future__ import annotations

import argparse

from controllist.cli import output
from controllist.cli.options import (
    add_editions,
    add_language,
    add_lexicon,
    add_top,
    language_of,
    lexicons_of,
    one_edition,
    standard_input,
)
from controllist.matching.results import Match
from controllist.rendering.matches import match_markdown, match_result, match_text
from controllist.services.searching import LONGEST_TEXT, opened, opened_edition, search

EXAMPLES = (
    'controllist match "EUV pellicle"',
    'controllist match "kogelkranen voor de chemische industrie" --list eu-dual-use',
    'controllist match "immersion scanner 193 nm, overlay 1.6 nm" --as-of 2024-10-01 --format json',
    "controllist match - < datasheet.txt",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="a description of goods, or - to read one from standard input")
    add_editions(parser)
    add_top(parser, 10)
    add_language(parser, "text")
    add_lexicon(parser)
    parser.add_argument("--format", choices=("text", "json", "md", "html"), default="text", help="text is the default")


def run(options: argparse.Namespace) -> int:
    # One character more than may be, so that a longer text is told and none is read without end.
    text = standard_input(LONGEST_TEXT) if options.text == "-" else options.text
    edition, lexicons = one_edition(options), lexicons_of(options)
    if edition is not None:
        searched = opened_edition(edition, lexicons)
    else:
        searched = opened(options.list, options.as_of, lexicons)
    found = search(text, searched, options.top, language_of(options))
    output.answer(
        options.format,
        "match",
        text=lambda: match_text(found),
        json=lambda: match_result(found, searched.chosen.as_of, searched.chosen.exact),
        md=lambda: match_markdown(found),
        html=lambda: _page(found),
    )
    return 0 if found.candidates else 1


def _page(found: Match) -> str:
    from controllist.rendering.matches import match_html  # few ask for a page

    return match_html(found)
