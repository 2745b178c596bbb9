"""`controllist mcp`: the questions as tools for an assistant, over standard input and output."""

from __future__ import annotations

import argparse
import sys

from controllist.cli._talk import say
from controllist.services.protocol import serve

EXAMPLES = ("controllist mcp",)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = f"{parser.epilog}\n\nAn assistant starts this and speaks to it; nothing listens on a network."


def run(options: argparse.Namespace) -> int:
    if sys.stdin.isatty() and not options.quiet:
        say("waiting for an assistant on standard input; Ctrl-D ends")
    serve()
    return 0
