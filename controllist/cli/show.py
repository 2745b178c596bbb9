"""`controllist show`: a provision with its items and notes, or a whole edition."""

from __future__ import annotations

import argparse
import re

from controllist import store
from controllist.cli import output
from controllist.cli.options import add_editions, one_edition
from controllist.codes import ControlCode
from controllist.errors import MisuseError
from controllist.rendering.provisions import show_markdown, show_result, show_text
from controllist.services.choosing import answering
from controllist.services.finding import code_of
from controllist.services.showing import Shown, show, whole

EXAMPLES = (
    "controllist show 3B001.f",
    "controllist show 3b001f1b --as-of 2022-01-01 --notes",
    "controllist show ML10.c --format json",
    "controllist show eu-dual-use@2025-11-15 --format md",
    "controllist show 3B001.f.4 --list nl-semicon --history",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE|EDITION", help="a code such as 3B001.f.1, or an edition list@date")
    add_editions(parser)
    parser.add_argument("--notes", action="store_true", help="with definitions of the terms used")
    parser.add_argument(
        "--related", action="store_true", help="with the provisions referred to, and those that refer here"
    )
    parser.add_argument(
        "--history", action="store_true", help="through all editions at hand, with what changed and where it went"
    )
    parser.add_argument("--format", choices=("text", "json", "md"), default="text", help="text (default), json or md")


def run(options: argparse.Namespace) -> int:
    if re.fullmatch(r"[a-z0-9-]+@\S+", options.code) or options.code in store.list_names():
        options.edition, options.code = options.code, ""
        address, mark, place = options.edition.partition(":")
        if mark and "=" not in options.edition:
            options.edition, options.code = address, place
    code = code_of(options.code) if options.code else None
    if code is not None and options.history:
        return _history(options, code)
    edition = one_edition(options)
    if code is None:
        return _print(options, whole(answering(options.list, options.as_of, edition)))
    return _print(
        options, show(code, options.list, options.as_of, edition, notes=options.notes, related=options.related)
    )


def _print(options: argparse.Namespace, shown: Shown) -> int:
    answer, query = shown.answer, options.code or options.edition
    output.answer(
        options.format,
        "provision",
        text=lambda: show_text(shown.results, answer.cautions),
        json=lambda: show_result(query, shown.results, answer.as_of, answer.exact, answer.cautions),
        md=lambda: show_markdown(shown.results, answer.cautions),
    )
    return 0


def _history(options: argparse.Namespace, code: ControlCode) -> int:
    if options.as_of is not None or options.edition is not None:
        raise MisuseError("--history goes through all editions at hand, so it takes neither --as-of nor --edition")
    # Only here: a plain look must not wait for the room that compares editions.
    from controllist.rendering.histories import history_markdown, history_result, history_text
    from controllist.services.histories import histories

    found = histories(code, options.list)
    output.answer(
        options.format,
        "history",
        text=lambda: history_text(found.told, found.cautions),
        json=lambda: history_result(options.code, found.told, found.cautions),
        md=lambda: history_markdown(found.told, found.cautions),
    )
    return 0
