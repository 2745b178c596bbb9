"""What `site` and `browse` share: which lists and editions the pages show."""

from __future__ import annotations

import argparse
from pathlib import Path

from controllist import lexicon
from controllist.cli.options import add_lists, read_edition
from controllist.site import Site, build, shelve


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    add_lists(parser)
    parser.add_argument(
        "--edition",
        action="append",
        default=[],
        metavar="E",
        help="a file of an edition besides those at hand, or list@date=FILE (may be given more than once)",
    )
    parser.add_argument("--lexicon", action="append", default=[], metavar="FILE", help="own trade words for the search")


def built(options: argparse.Namespace) -> Site:
    """The pages for the options given."""
    own = [read_edition(text, options.list[0] if options.list else None) for text in options.edition]
    concepts = lexicon.read_files((*lexicon.shipped_files(), *map(Path, options.lexicon)))
    return build(shelve(options.list, own), concepts)
