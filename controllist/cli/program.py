"""The command line: `controllist COMMAND ...`; results on stdout, talk on stderr, one line for an error.

Exit statuses: 0 done; 1 nothing found, or something changed; 2 wrong use; 3 input or data that cannot be used.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from controllist.cli.commands import COMMANDS
from controllist.errors import ControlListError, MisuseError, SourceError
from controllist.version import __version__


def program() -> NoReturn:
    """The whole process: one command, then its exit status."""
    # A caller may have closed them (`>&-`); Python then has None in their place.
    sys.stdout, sys.stderr = sys.stdout or _nothing(), sys.stderr or _nothing()
    if "_ARGCOMPLETE" in os.environ:
        from controllist.cli.completion import complete

        complete()
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; errors become one line on stderr."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except ControlListError as error:
        return _failed(error, arguments)
    except BrokenPipeError:
        # The reader has closed (`| head`): not an error, and Python must not complain at exit.
        _nowhere()
        return 0
    except OSError as error:
        _nowhere()
        return _failed(SourceError(f"expected files and outputs that can be used, found: {error}"), arguments)
    except KeyboardInterrupt:
        _failed(ControlListError("interrupted"), arguments)
        return 130


def _failed(error: ControlListError, arguments: Sequence[str]) -> int:
    """Print an error on stderr; its exit status."""
    # Only here: what goes well has no error to word.
    from controllist.cli import _parsers

    options, _ = _parsers.early_options(arguments)
    if options.verbose:
        import traceback

        traceback.print_exc()
    print(_line(error, options.output_lang or _language_of_settings()), file=sys.stderr)
    return error.exit_status


def _nothing() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _nowhere() -> None:
    """What is still to be printed goes nowhere: the output takes no more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from controllist.cli import _parsers

    _, name = _parsers.early_options(arguments)
    if name is not None and name not in COMMANDS:
        raise MisuseError(f"expected one of the commands {', '.join(COMMANDS)}, found {name!r}{_meant(name, COMMANDS)}")
    parser, command = _parsers.parsers(name)
    if command is None:
        parser.parse_args(arguments)
        parser.print_help()
        return 0
    options = _parsers.parse(parser, command, arguments)
    started = time.monotonic()
    with _output_context(options):
        status = int(options.run(options))
    if options.verbose:
        settings = f", settings from {options.settings}" if options.settings else ""
        print(f"controllist {__version__}: {time.monotonic() - started:.2f} s{settings}", file=sys.stderr)
    return status


@contextlib.contextmanager
def _output_context(options: argparse.Namespace) -> Iterator[None]:
    """The language of labels, the site that answers link to, and silence, as the options ask."""
    with contextlib.ExitStack() as around:
        if options.output_lang != "en":
            from controllist.rendering.labels import speaking

            around.enter_context(speaking(options.output_lang))
        if options.site:
            from controllist.addresses import linking
            from controllist.cli._settings import site_address

            around.enter_context(linking(site_address(options.site, Path.cwd())))
        if options.quiet:
            nowhere = around.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
            around.enter_context(contextlib.redirect_stderr(nowhere))
        yield


def _line(error: ControlListError, language: str) -> str:
    """An error as one line, in the language asked for."""
    from controllist.cli._output import painted
    from controllist.rendering.labels import speaking, told

    with speaking(language):
        hint = _meant_list(error)
        words = told(f"{error.message}{hint}" if hint else error.message)
    words = " ".join(words.split())
    return painted(f"controllist: {words}", "error", sys.stderr)


def _language_of_settings() -> str:
    from controllist.cli._settings import find_settings

    try:
        return str(find_settings(Path.cwd()).values.get("output-lang", "en"))
    except ControlListError:
        return "en"


def _meant_list(error: ControlListError) -> str:
    asked = error.facts.get("list")
    if not isinstance(asked, str) or "did you mean" in error.message:
        return ""
    from controllist import store

    names = store.list_names()
    return "" if asked in names else _meant(asked, names)


def _meant(asked: str, known: Iterable[str]) -> str:
    """The known name that is nearest to what was typed, as a question; empty where none is near."""
    from rapidfuzz import process

    close = process.extractOne(asked, list(known), score_cutoff=60)
    return f"; did you mean {close[0]!r}?" if close else ""
