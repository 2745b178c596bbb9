"""`controllist diff`: what changed between two editions, and in which direction."""

from __future__ import annotations

import argparse

from controllist import store
from controllist.app import questions
from controllist.cli import options, output
from controllist.codes import check_date
from controllist.messages import Message
from controllist.model import Edition
from controllist.rendering.changes import diff_html, diff_markdown, diff_result, diff_text


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the earlier edition: list@date, a file of one, or list@date=FILE")
    parser.add_argument("new", metavar="NEW", help="the later edition, given in the same way")
    parser.add_argument("--only", choices=("substantive",), help="leave out what changes nobody's classification")
    parser.add_argument("--category", action="append", default=[], metavar="C", help="only this category, such as 3")
    parser.add_argument("--code", action="append", default=[], metavar="CODE", help="only below this code: 3B, 3B001.f")
    parser.add_argument("--list", metavar="L", help="the list of a file that does not name its own")
    parser.add_argument("--old-known-on", metavar="DATE", help="OLD as it was known on a day, before later corrections")
    parser.add_argument("--new-known-on", metavar="DATE", help="NEW as it was known on a day, before later corrections")
    parser.add_argument(
        "--force", action="store_true", help="compare a digest with an official text, or two lists, all the same"
    )
    options.add_format(parser, "text", "json", "md", "html")
    options.add_out(parser)


def _run(args: argparse.Namespace) -> int:
    for name in (args.old, args.new):
        options.check_apart(args.out, name.partition("=")[2] or name)
    known_on = ((args.old, args.old_known_on), (args.new, args.new_known_on))
    old, new = (_edition(name, args.list, day) for name, day in known_on)
    diff = questions.compare(
        old,
        new,
        substantive=args.only is not None,
        categories=args.category,
        codes=args.code,
        cautions=[
            Message("{edition} is read as it was known on {day}", edition=name, day=day)
            for name, day in known_on
            if day is not None
        ],
        corrections=not args.new_known_on,
        force=args.force,
    ).diff
    number = len(diff.changes)
    output.give(
        args.format,
        kind="diff",
        out=args.out,
        message=Message(
            "{file}: {number} change" if number == 1 else "{file}: {number} changes", file=args.out, number=number
        ),
        text=lambda: diff_text(diff),
        json=lambda: diff_result(diff),
        md=lambda: diff_markdown(diff),
        html=lambda: diff_html(diff),
    )
    return 1 if diff.changes else 0


def _edition(text: str, list_name: str | None, known_on: str | None) -> Edition:
    if known_on is not None and "=" not in text and "@" in text:
        return store.load(text, known_on=check_date(known_on))
    return options.read_edition(text, list_name)


diff = options.command(
    _arguments,
    _run,
    "controllist diff nl-semicon@2023-09-01 nl-semicon@2024-09-07",
    "controllist diff eu-dual-use@2021-09-09 eu-dual-use@2025-11-15 --only substantive --code 3B",
    "controllist diff eu-dual-use@2021-09-09=old.pdf.txt eu-dual-use@2025-11-15=new.xhtml --format md",
    "controllist diff eu-dual-use@2025-11-15 eu-dual-use@2025-11-15 --old-known-on 2026-01-31",
)
