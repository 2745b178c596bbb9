"""`controllist show`: a provision with its items and notes, or a whole edition."""

from __future__ import annotations

import argparse
import json
import re

from controllist.commands import _editions
from controllist.rendering.tree import show_markdown, show_text
from controllist.services.choosing import code_of
from controllist.services.showing import Shown, show, show_result, whole

EXAMPLES = (
    "controllist show 3B001.f",
    "controllist show 3b001f1b --as-of 2022-01-01 --notes",
    "controllist show ML10.c --format json",
    "controllist show eu-dual-use@2025-11-15 --format md",
    "controllist show 3B001.f.4 --list nl-semicon --history",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE|EDITION", help="a code such as 3B001.f.1, or an edition list@date")
    _editions.arguments(parser)
    parser.add_argument("--notes", action="store_true", help="with definitions of the terms used")
    parser.add_argument(
        "--related", action="store_true", help="with the provisions referred to, and those that refer here"
    )
    parser.add_argument(
        "--history", action="store_true", help="through all editions at hand, with what changed and where it went"
    )
    parser.add_argument("--format", choices=("text", "json", "md"), default="text", help="text (default), json or md")


def run(options: argparse.Namespace) -> int:
    if re.fullmatch(r"[a-z0-9-]+@\S+", options.code):
        options.edition, options.code = options.code, ""
        address, mark, place = options.edition.partition(":")
        if mark and "=" not in options.edition:
            options.edition, options.code = address, place
    if not options.code:
        return _print(options, whole(_editions.answering(options)))
    code = code_of(options.code)
    if options.history:
        # It brings the room that compares editions, for which a plain look must not wait.
        from controllist.commands import _history

        return _history.run(options, code)
    edition = _editions.one_edition(options)
    return _print(
        options, show(code, options.list, options.as_of, edition, notes=options.notes, related=options.related)
    )


def _print(options: argparse.Namespace, shown: Shown) -> int:
    if options.format == "json":
        print(json.dumps(show_result(options.code or options.edition, shown), ensure_ascii=False, indent=2))
    else:
        render = show_text if options.format == "text" else show_markdown
        print(render(shown.results, shown.answer.cautions))
    return 0
