"""`controllist diff`: what changed between two editions, and in which direction."""

from __future__ import annotations

import argparse

from controllist import store
from controllist.cli import output
from controllist.cli.options import add_out, check_apart, read_edition
from controllist.codes import check_date
from controllist.model import Edition
from controllist.rendering.changes import diff_html, diff_markdown, diff_result, diff_text
from controllist.services.comparing import compare

EXAMPLES = (
    "controllist diff nl-semicon@2023-09-01 nl-semicon@2024-09-07",
    "controllist diff eu-dual-use@2021-09-09 eu-dual-use@2025-11-15 --only substantive --code 3B",
    "controllist diff eu-dual-use@2021-09-09=old.pdf.txt eu-dual-use@2025-11-15=new.xhtml --format md",
    "controllist diff eu-dual-use@2025-11-15 eu-dual-use@2025-11-15 --old-known-on 2026-01-31",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the earlier edition: list@date, a file of one, or list@date=FILE")
    parser.add_argument("new", metavar="NEW", help="the later edition, told in the same way")
    parser.add_argument("--only", choices=("substantive",), help="leave out what changes nobody's classification")
    parser.add_argument("--category", action="append", default=[], metavar="C", help="only this category, such as 3")
    parser.add_argument("--code", action="append", default=[], metavar="CODE", help="only below this code: 3B, 3B001.f")
    parser.add_argument("--list", metavar="L", help="the list of a file that does not tell its own")
    parser.add_argument("--old-known-on", metavar="DATE", help="OLD as it was known on a day, before later corrections")
    parser.add_argument("--new-known-on", metavar="DATE", help="NEW as it was known on a day, before later corrections")
    parser.add_argument(
        "--force", action="store_true", help="compare a digest with an official text, or two lists, all the same"
    )
    parser.add_argument("--format", choices=("text", "json", "md", "html"), default="text", help="text is the default")
    add_out(parser)


def run(options: argparse.Namespace) -> int:
    for told in (options.old, options.new):
        check_apart(options.out, told.partition("=")[2] or told)
    old = _edition(options.old, options.list, options.old_known_on)
    new = _edition(options.new, options.list, options.new_known_on)
    found = compare(
        old,
        new,
        substantive=options.only is not None,
        categories=options.category,
        codes=options.code,
        cautions=_known_on(options),
        corrections=not options.new_known_on,
        force=options.force,
    )
    said = f"{options.out}: {len(found.changes)} {'change' if len(found.changes) == 1 else 'changes'}"
    output.answer(
        options.format,
        "diff",
        options.out,
        said,
        text=lambda: diff_text(found),
        json=lambda: diff_result(found),
        md=lambda: diff_markdown(found),
        html=lambda: diff_html(found),
    )
    return 1 if found.changes else 0


def _edition(text: str, list_name: str | None, known_on: str | None) -> Edition:
    if known_on is not None and "=" not in text and "@" in text:
        return store.load(text, known_on=check_date(known_on))
    return read_edition(text, list_name)


def _known_on(options: argparse.Namespace) -> tuple[str, ...]:
    told = ((options.old, options.old_known_on), (options.new, options.new_known_on))
    return tuple(f"{edition} is read as it was known on {day}" for edition, day in told if day is not None)
