"""`controllist match`: the entries that a description of goods may fall under."""

from __future__ import annotations

import argparse

from controllist.app import questions
from controllist.cli import output
from controllist.cli.options import (
    Command,
    add_editions,
    add_format,
    add_language,
    add_lexicon,
    add_top,
    description_of,
    language_of,
    one_edition,
)
from controllist.rendering.matches import match_markdown, match_result, match_text


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="a description of goods, or - to read one from standard input")
    add_editions(parser)
    add_top(parser, 10)
    add_language(parser, "text")
    add_lexicon(parser)
    add_format(parser, "text", "json", "md", "html")


def _run(options: argparse.Namespace) -> int:
    answer = questions.match(
        # No more is read than what is needed to see that a text is too long.
        description_of(options.text, questions.LONGEST_TEXT),
        options.list,
        options.as_of,
        one_edition(options),
        top=options.top,
        language=language_of(options),
        lexicons=options.lexicon,
    )
    output.give(
        options.format,
        kind="match",
        text=lambda: match_text(answer.match),
        json=lambda: match_result(answer.match, answer.as_of, answer.exact),
        md=lambda: match_markdown(answer.match),
        html=lambda: _page(answer),
    )
    return 0 if answer.match.candidates else 1


def _page(answer: questions.Matched) -> str:
    from controllist.rendering.matches import match_html  # few ask for a page

    return match_html(answer.match)


match = Command(
    _arguments,
    _run,
    (
        'controllist match "EUV pellicle"',
        'controllist match "kogelkranen voor de chemische industrie" --list eu-dual-use',
        'controllist match "immersion scanner 193 nm, overlay 1.6 nm" --as-of 2024-10-01 --format json',
        "controllist match - < datasheet.txt",
    ),
)
