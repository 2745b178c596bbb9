"""`controllist lists`: the lists and editions at hand, and those known besides."""

from __future__ import annotations

import argparse

from controllist.cli import output
from controllist.integrity import verify
from controllist.rendering.provisions import lists_result, lists_text
from controllist.rendering.translation import translated
from controllist.services.listing import listed

EXAMPLES = (
    "controllist lists",
    "controllist lists --format json",
    "controllist lists --list nl-semicon",
    "controllist lists --verify",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="append", metavar="L", help="only this list")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")
    parser.add_argument("--verify", action="store_true", help="compare the shipped files with their checksums")


def run(options: argparse.Namespace) -> int:
    if options.verify:
        print(translated(f"all {verify()} files of the lists are as they were shipped"))
        return 0
    lists = listed(options.list)
    print(output.document(lists_result(lists)) if options.format == "json" else lists_text(lists))
    return 0
