"""`controllist add`: keep a parsed official file at hand, so that it answers before the shipped digest."""

from __future__ import annotations

import argparse
from pathlib import Path

from controllist import catalogue
from controllist.codes import EditionAddress
from controllist.commands import _editions
from controllist.rendering.tree import problems_told

EXAMPLES = ("controllist add L_202302616EN.html --list eu-dual-use --edition 2023-12-16",)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an official file, or one that `parse` wrote")
    parser.add_argument("--list", required=True, metavar="L", help="the list it holds")
    parser.add_argument("--edition", required=True, metavar="DATE", help="the date its text applies from")


def run(options: argparse.Namespace) -> int:
    address = EditionAddress.parse(f"{options.list}@{options.edition}")
    catalogue.info(address.list)
    edition = _editions.read_edition(f"{address}={Path(options.file)}")
    path = catalogue.keep(edition)
    print(f"{address}: {len(edition.entries)} entries, {problems_told(edition)}, kept in {path}")
    return 0
