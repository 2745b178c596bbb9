"""`controllist match`: the entries that a description of goods may fall under."""

from __future__ import annotations

import argparse

from controllist.app import questions
from controllist.cli import options, output
from controllist.rendering.matches import match_markdown, match_result, match_text


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="a description of goods, or - to read one from standard input")
    options.add_editions(parser)
    options.add_top(parser, 10)
    options.add_language(parser, "text")
    options.add_lexicon(parser)
    options.add_format(parser, "text", "json", "md", "html")


def _run(args: argparse.Namespace) -> int:
    answer = questions.match(
        # No more is read than what is needed to see that a text is too long.
        options.description_of(args.text, questions.LONGEST_TEXT),
        options.selection_of(args),
        top=args.top,
        language=options.language_of(args),
        lexicons=args.lexicon,
    )
    output.give(
        args.format,
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


match = options.command(
    _arguments,
    _run,
    'controllist match "EUV pellicle"',
    'controllist match "kogelkranen voor de chemische industrie" --list eu-dual-use',
    'controllist match "immersion scanner 193 nm, overlay 1.6 nm" --as-of 2024-10-01 --format json',
    "controllist match - < datasheet.txt",
)
