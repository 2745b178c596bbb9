"""`controllist site`, `controllist browse`: the lists as pages, in a folder or served to this machine alone."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from pathlib import Path

from controllist import lexicon
from controllist.addresses import place
from controllist.app.selection import newest_with
from controllist.cli import options, output
from controllist.errors import MisuseError
from controllist.site import Site, build, shelve
from controllist.site.building import write_site
from controllist.site.serving import LOOPBACK, server


def _add_shown(parser: argparse.ArgumentParser) -> None:
    """Which lists and editions the pages show."""
    options.add_lists(parser)
    parser.add_argument(
        "--edition",
        action="append",
        default=[],
        metavar="E",
        help="a file of an edition besides those at hand, or list@date=FILE (may be given more than once)",
    )
    options.add_lexicon(parser)


def _site_of(args: argparse.Namespace) -> Site:
    own = [options.read_edition(text, args.list[0] if args.list else None) for text in args.edition]
    concepts = lexicon.read_files((*lexicon.shipped_files(), *map(Path, args.lexicon)))
    return build(shelve(args.list, own), concepts)


def _site_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", metavar="DIR", required=True, help="a new folder, or one of an earlier site")
    _add_shown(parser)


def _site(args: argparse.Namespace) -> int:
    pages = _site_of(args)
    folder = Path(args.out)
    shown = sys.stderr.isatty()

    def progress(done: int, whole: int) -> None:
        if shown and (done % 20 == 0 or done == whole):
            print(f"\r{done} of {whole} pages", end="\n" if done == whole else "", file=sys.stderr, flush=True)

    size = write_site(pages, folder, progress)
    print(f"{folder / 'index.html'}: {len(pages.paths):,} files, {size / 1e6:.1f} MB")
    return 0


site = options.command(
    _site_arguments,
    _site,
    "controllist site -o lists-site",
    "controllist site -o lists-site --list nl-semicon",
    "controllist site -o lists-site --edition eu-dual-use@2025-11-15=annex.xhtml",
)


def _browse_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", nargs="?", help="a provision to open, such as 3B001.f.1")
    _add_shown(parser)
    parser.add_argument("--port", type=int, default=0, metavar="N", help="the port to listen on (default: any)")
    parser.add_argument("--no-open", action="store_true", help="print the address and open nothing")


def _browse(args: argparse.Namespace) -> int:
    if not 0 <= args.port <= 65535:
        raise MisuseError("expected a port from 0 to 65535, found {found}", found=args.port)
    path = ""
    if args.code:
        edition, code = newest_with(args.code, args.list)
        path = place(edition.list, edition.date, code)
    with server(_site_of(args), args.port) as serving:
        address = f"http://{LOOPBACK}:{serving.server_port}/{path}"
        print(address, flush=True)
        output.say("this machine alone can see it; Ctrl-C stops it")
        if not args.no_open:
            webbrowser.open(address)
        try:
            serving.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            output.say("stopped")
    return 0


browse = options.Command(
    _browse_arguments,
    _browse,
    ("controllist browse", "controllist browse 3B001.f --list nl-semicon", "controllist browse --port 8765 --no-open"),
)
