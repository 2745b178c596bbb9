"""`controllist lists`, `controllist show`: what is at hand, and a provision with its items and notes."""

from __future__ import annotations

import argparse
import re

from controllist import store
from controllist.app import questions
from controllist.cli import options, output
from controllist.errors import MisuseError
from controllist.rendering.provisions import lists_result, lists_text, show_markdown, show_result, show_text


def _lists_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="append", metavar="L", help="only this list")
    options.add_format(parser, "text", "json")
    parser.add_argument("--verify", action="store_true", help="compare the shipped files with their checksums")


def _lists(args: argparse.Namespace) -> int:
    if args.verify:
        from controllist.integrity import verify

        output.line("all {number} files of the lists are as they were shipped", number=verify())
        return 0
    lists = questions.lists_at_hand(args.list)
    output.give(args.format, text=lambda: lists_text(lists), json=lambda: lists_result(lists))
    return 0


lists = options.command(
    _lists_arguments,
    _lists,
    "controllist lists",
    "controllist lists --format json",
    "controllist lists --list nl-semicon",
    "controllist lists --verify",
)


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE|EDITION", help="a code such as 3B001.f.1, or an edition list@date")
    options.add_editions(parser)
    parser.add_argument("--notes", action="store_true", help="with definitions of the terms used")
    parser.add_argument(
        "--related", action="store_true", help="with the provisions referred to, and those that refer here"
    )
    parser.add_argument(
        "--history", action="store_true", help="through all editions at hand, with what changed and where it went"
    )
    options.add_format(parser, "text", "json", "md")


def _show(args: argparse.Namespace) -> int:
    if re.fullmatch(r"[a-z0-9-]+@\S+", args.code) or args.code in store.list_names():
        args.edition, args.code = args.code, ""
        address, mark, place = args.edition.partition(":")
        if mark and "=" not in args.edition:
            args.edition, args.code = address, place
    if args.code and args.history:
        return _history(args)
    selection = options.selection_of(args)
    shown = questions.look_up(args.code or None, selection, notes=args.notes, related=args.related)
    query = args.code or args.edition
    output.give(
        args.format,
        kind="provision",
        text=lambda: show_text(shown.results, shown.cautions),
        json=lambda: show_result(query, shown.results, shown.as_of, shown.exact, shown.cautions),
        md=lambda: show_markdown(shown.results, shown.cautions),
    )
    return 0


def _history(args: argparse.Namespace) -> int:
    if args.as_of is not None or args.edition is not None:
        raise MisuseError("--history goes through all editions at hand, so it takes neither --as-of nor --edition")
    # Only here: a plain look-up need not wait for what compares editions.
    from controllist.rendering.histories import history_markdown, history_result, history_text

    answer = questions.history(args.code, args.list)
    output.give(
        args.format,
        kind="history",
        text=lambda: history_text(answer.histories, answer.cautions),
        json=lambda: history_result(args.code, answer.histories, answer.cautions),
        md=lambda: history_markdown(answer.histories, answer.cautions),
    )
    return 0


show = options.command(
    _show_arguments,
    _show,
    "controllist show 3B001.f",
    "controllist show 3b001f1b --as-of 2022-01-01 --notes",
    "controllist show ML10.c --format json",
    "controllist show eu-dual-use@2025-11-15 --format md",
    "controllist show 3B001.f.4 --list nl-semicon --history",
)
