"""`controllist site`: the lists as pages in a folder, to look at with any browser."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from controllist.cli import _sites
from controllist.site.building import write_site

EXAMPLES = (
    "controllist site -o lists-site",
    "controllist site -o lists-site --list nl-semicon",
    "controllist site -o lists-site --edition eu-dual-use@2025-11-15=annex.xhtml",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", metavar="DIR", required=True, help="a new folder, or one of an earlier site")
    _sites.arguments(parser)


def run(options: argparse.Namespace) -> int:
    pages = _sites.built(options)
    folder = Path(options.out)
    shown = sys.stderr.isatty()

    def progress(done: int, whole: int) -> None:
        if shown and (done % 20 == 0 or done == whole):
            print(f"\r{done} of {whole} pages", end="\n" if done == whole else "", file=sys.stderr, flush=True)

    size = write_site(pages, folder, progress)
    print(f"{folder / 'index.html'}: {len(pages.paths):,} files, {size / 1e6:.1f} MB")
    return 0
