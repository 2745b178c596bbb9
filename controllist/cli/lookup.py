"""`controllist lists`, `controllist show`: what is at hand, and a provision with its items and notes."""

from __future__ import annotations

import argparse
import re

from controllist import store
from controllist.app import questions
from controllist.cli import output
from controllist.cli.options import Command, add_editions, add_format, one_edition
from controllist.errors import MisuseError
from controllist.messages import Message
from controllist.rendering.provisions import lists_result, lists_text, show_markdown, show_result, show_text
from controllist.rendering.translation import translated


def _lists_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="append", metavar="L", help="only this list")
    add_format(parser, "text", "json")
    parser.add_argument("--verify", action="store_true", help="compare the shipped files with their checksums")


def _lists(options: argparse.Namespace) -> int:
    if options.verify:
        from controllist.integrity import verify

        print(translated(Message("all {number} files of the lists are as they were shipped", number=verify())))
        return 0
    lists = questions.lists_at_hand(options.list)
    output.give(options.format, text=lambda: lists_text(lists), json=lambda: lists_result(lists))
    return 0


lists = Command(
    _lists_arguments,
    _lists,
    (
        "controllist lists",
        "controllist lists --format json",
        "controllist lists --list nl-semicon",
        "controllist lists --verify",
    ),
)


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE|EDITION", help="a code such as 3B001.f.1, or an edition list@date")
    add_editions(parser)
    parser.add_argument("--notes", action="store_true", help="with definitions of the terms used")
    parser.add_argument(
        "--related", action="store_true", help="with the provisions referred to, and those that refer here"
    )
    parser.add_argument(
        "--history", action="store_true", help="through all editions at hand, with what changed and where it went"
    )
    add_format(parser, "text", "json", "md")


def _show(options: argparse.Namespace) -> int:
    if re.fullmatch(r"[a-z0-9-]+@\S+", options.code) or options.code in store.list_names():
        options.edition, options.code = options.code, ""
        address, mark, place = options.edition.partition(":")
        if mark and "=" not in options.edition:
            options.edition, options.code = address, place
    if options.code and options.history:
        return _history(options)
    shown = questions.look_up(
        options.code or None,
        options.list,
        options.as_of,
        one_edition(options),
        notes=options.notes,
        related=options.related,
    )
    query = options.code or options.edition
    output.give(
        options.format,
        kind="provision",
        text=lambda: show_text(shown.results, shown.cautions),
        json=lambda: show_result(query, shown.results, shown.as_of, shown.exact, shown.cautions),
        md=lambda: show_markdown(shown.results, shown.cautions),
    )
    return 0


def _history(options: argparse.Namespace) -> int:
    if options.as_of is not None or options.edition is not None:
        raise MisuseError("--history goes through all editions at hand, so it takes neither --as-of nor --edition")
    # Only here: a plain look-up need not wait for what compares editions.
    from controllist.rendering.histories import history_markdown, history_result, history_text

    answer = questions.history(options.code, options.list)
    output.give(
        options.format,
        kind="history",
        text=lambda: history_text(answer.histories, answer.cautions),
        json=lambda: history_result(options.code, answer.histories, answer.cautions),
        md=lambda: history_markdown(answer.histories, answer.cautions),
    )
    return 0


show = Command(
    _show_arguments,
    _show,
    (
        "controllist show 3B001.f",
        "controllist show 3b001f1b --as-of 2022-01-01 --notes",
        "controllist show ML10.c --format json",
        "controllist show eu-dual-use@2025-11-15 --format md",
        "controllist show 3B001.f.4 --list nl-semicon --history",
    ),
)
