"""`controllist browse`: the same pages served to this machine alone, and opened in the browser."""

from __future__ import annotations

import argparse
import webbrowser

from controllist.addresses import place
from controllist.cli import _sites
from controllist.cli.output import say
from controllist.errors import MisuseError
from controllist.services.finding import newest_with
from controllist.site.serving import LOOPBACK, server

EXAMPLES = (
    "controllist browse",
    "controllist browse 3B001.f --list nl-semicon",
    "controllist browse --port 8765 --no-open",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", nargs="?", help="a provision to open, such as 3B001.f.1")
    _sites.arguments(parser)
    parser.add_argument("--port", type=int, default=0, metavar="N", help="the port to listen on (default: any)")
    parser.add_argument("--no-open", action="store_true", help="print the address and open nothing")


def run(options: argparse.Namespace) -> int:
    if not 0 <= options.port <= 65535:
        raise MisuseError(f"expected a port from 0 to 65535, found {options.port}")
    path = _place(options.code, options.list) if options.code else ""
    pages = _sites.built(options)
    with server(pages, options.port) as serving:
        address = f"http://{LOOPBACK}:{serving.server_port}/{path}"
        print(address, flush=True)
        say("this machine alone can see it; Ctrl-C stops it")
        if not options.no_open:
            webbrowser.open(address)
        try:
            serving.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            say("stopped")
    return 0


def _place(text: str, lists: list[str] | None) -> str:
    """Where a code stands in the newest edition that has it; raises `NotFoundError` where none has."""
    address, code = newest_with(text, lists)
    return place(address.list, address.date, code)
