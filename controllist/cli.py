"""The command line: `controllist COMMAND ...`; results on stdout, talk on stderr, one line for an error.

Exit statuses: 0 done; 1 nothing found, or something changed; 2 wrong use; 3 input or data that cannot be used.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from controllist import __version__
from controllist.errors import ControlListError, MisuseError

if TYPE_CHECKING:
    from controllist.rendering.colour import Kind

COMMANDS: dict[str, str] = {
    "lists": "the lists and editions at hand, and those known besides",
    "show": "a provision with its items and notes, or a whole edition",
    "parse": "read an official file into a tree",
    "add": "keep a parsed official file at hand",
    "fetch": "get the official text of an edition, or ask what changed",
    "match": "find the entries that a description of goods may fall under",
    "batch": "every row of a table against the lists, the result beside it",
    "assess": "met, not met or unknown: facts against a provision",
    "diff": "what changed between two editions, and in which direction",
    "record": "a classification written down: make, show, replay, check, export",
    "impact": "which articles of a register a change of the list touches",
    "site": "the lists as pages in a folder, to look at with any browser",
    "browse": "the same pages served to this machine alone, and opened",
    "mcp": "the questions as tools for an assistant, over standard input and output",
    "completion": "complete commands and options in bash, zsh or fish",
}


class _Parser(argparse.ArgumentParser):
    """argparse whose errors are ours: one line, exit status 2."""

    def error(self, message: str) -> NoReturn:
        raise MisuseError(f"{message} (see `{self.prog} --help`)")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; errors become one line on stderr."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except ControlListError as error:
        if {"-v", "--verbose"} & set(arguments):
            traceback.print_exc()
        print(_coloured(f"controllist: {_in_words(error, arguments)}"), file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:
        # The reader has closed (`| head`): not an error, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"controllist: {_in_words(ControlListError('interrupted'), arguments)}", file=sys.stderr)
        return 130


def _in_words(error: ControlListError, arguments: Sequence[str]) -> str:
    """An error as one line, in the language that answers were asked in, even where that is where the slip was."""
    # Only here: what goes well has no error to word.
    from controllist.rendering.labels import speaking, told

    with speaking(_language(arguments)):
        return told(" ".join((error.message + _suggestion(error)).split()))


def _language(arguments: Sequence[str]) -> str:
    """The language typed, or that of the settings."""
    for at, word in enumerate(arguments):
        name, _, value = word.partition("=")
        if name == "--output-lang":
            return value or next(iter(arguments[at + 1 :]), "en")
    from controllist.commands import _settings

    try:
        return str(_settings.find_settings(Path.cwd()).values.get("output-lang", "en"))
    except ControlListError:
        return "en"


def _run(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    name = next((a for a in arguments if not a.startswith("-")), None)
    if name is not None and name not in COMMANDS:
        raise MisuseError(_unknown_command(name))
    parser, command = _parser(name)
    if command is None:
        parser.parse_args(arguments)
        parser.print_help()
        return 0
    # Only here: the settings file is looked for when a command runs, not for `--help`.
    from controllist.commands import _settings

    options = _settings.parse(parser, command, arguments)
    if name == "completion":
        options.all_options, options.summaries = _all_options(), COMMANDS
    started = time.monotonic()
    with contextlib.ExitStack() as around:
        if options.output_lang != "en":
            from controllist.rendering.labels import speaking

            around.enter_context(speaking(options.output_lang))
        if options.site:
            from controllist.addresses import linking

            around.enter_context(linking(_settings.site_address(options.site, Path.cwd())))
        if options.quiet:
            nowhere = around.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
            around.enter_context(contextlib.redirect_stderr(nowhere))
        around.enter_context(_painting(name, options))
        status = int(options.run(options))
    if options.verbose:
        settings = f", settings from {options.settings}" if options.settings else ""
        print(f"controllist {__version__}: {time.monotonic() - started:.2f} s{settings}", file=sys.stderr)
    return status


_PAINTED: dict[str, Kind] = {
    "show": "provision", "match": "match", "assess": "verdict", "diff": "diff", "impact": "impact",
}  # fmt: skip
"""Commands whose text is painted for a terminal."""


@contextlib.contextmanager
def _painting(name: str | None, options: argparse.Namespace) -> Iterator[None]:
    """Paint the text a command prints, where it goes to a terminal that shows colours."""
    kind = _PAINTED.get(name or "")
    if kind is None or options.format != "text" or not _colours(sys.stdout):
        yield
        return
    from controllist.rendering.colour import painted

    out, held = sys.stdout, io.StringIO()
    try:
        with contextlib.redirect_stdout(held):
            yield
    finally:
        out.write(painted(held.getvalue(), "history" if getattr(options, "history", False) else kind))


def _colours(stream: TextIO) -> bool:
    if not stream.isatty() and "FORCE_COLOR" not in os.environ:
        return False
    from controllist.rendering.colour import wanted

    return wanted(os.environ, terminal=stream.isatty(), windows=os.name == "nt")


def _coloured(error: str) -> str:
    if not _colours(sys.stderr):
        return error
    from controllist.rendering.colour import painted

    return painted(error, "error")


def _parser(chosen: str | None) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser | None]:
    """The parser with the chosen command filled in and the others named for the help; and that command's own."""
    parser = _Parser(
        prog="controllist",
        description="Is my product on a control list, under which number, and what changed?",
        epilog="`controllist COMMAND --help` explains a command, with examples.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="the version, and the editions at hand")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    found = None
    for name, summary in COMMANDS.items():
        if name != chosen:
            commands.add_parser(name, help=summary, add_help=False)
            continue
        module = importlib.import_module(f"controllist.commands.{name}")
        found = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(found)
        _common_arguments(found)
        for inner in _actions(found):
            # Behind an action as well as before it; what was not typed there leaves what was typed before.
            _common_arguments(inner, argparse.SUPPRESS)
        found.set_defaults(run=module.run)
    return parser, found


def _common_arguments(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """The options every command has; `default` where it is not that of the option."""
    talk = parser.add_mutually_exclusive_group()
    told = {} if default is None else {"default": default}
    talk.add_argument("-q", "--quiet", action="store_true", help="no talk on stderr, errors apart", **told)  # type: ignore[arg-type]
    where = "time taken, settings, where an error arose"
    talk.add_argument("-v", "--verbose", action="store_true", help=where, **told)  # type: ignore[arg-type]
    languages = "language of labels (default en)"
    parser.add_argument("--output-lang", choices=("en", "nl"), default=default or "en", help=languages)
    site = "answers link to the pages that `controllist site` put there"
    parser.add_argument("--site", metavar="URL", help=site, default=default)


def _actions(command: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parsers of a command's actions, such as `make` of `record`."""
    chosen = [a for a in command._actions if isinstance(a, argparse._SubParsersAction)]
    return [inner for action in chosen for inner in dict.fromkeys(action.choices.values())]


def _all_options() -> dict[str, list[tuple[str, str]]]:
    """The options of every command, for completion."""
    from controllist.commands.completion import options_of

    found = {}
    for name in COMMANDS:
        _, command = _parser(name)
        assert command is not None
        found[name] = options_of(command)
    return found


def _suggestion(error: ControlListError) -> str:
    """What may have been meant by a name of a list that is unknown."""
    asked = error.facts.get("list")
    if not isinstance(asked, str) or "did you mean" in error.message:
        return ""
    from rapidfuzz import process

    from controllist import catalogue

    if asked in catalogue.list_names():
        return ""
    close = process.extractOne(asked, catalogue.list_names(), score_cutoff=60)
    return f"; did you mean {close[0]!r}?" if close else ""


class _Version(argparse.Action):
    """`--version`: the version and the editions at hand, looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from controllist import catalogue

        hand = ", ".join(str(a) for name in catalogue.list_names() for a in catalogue.editions(name))
        print(f"controllist {__version__} ({hand})")
        parser.exit()


def _unknown_command(name: str) -> str:
    from rapidfuzz import process

    close = process.extractOne(name, list(COMMANDS), score_cutoff=60)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return f"expected one of the commands {', '.join(COMMANDS)}, found {name!r}{hint}"
