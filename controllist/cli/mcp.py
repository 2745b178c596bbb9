"""`controllist mcp`: the questions as tools for an assistant, over standard input and output."""

from __future__ import annotations

import argparse
import os
import sys
import threading

from controllist.cli.output import say
from controllist.services.protocol import serve

EXAMPLES = ("controllist mcp",)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = f"{parser.epilog}\n\nAn assistant starts this and speaks to it; nothing listens on a network."


def run(options: argparse.Namespace) -> int:
    if sys.stdin.isatty() and not options.quiet:
        say("waiting for an assistant on standard input; Ctrl-D ends")
    serve()
    if threading.active_count() > 1:
        # A question that is still being worked out would keep the process, and nobody waits for its answer.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    return 0
