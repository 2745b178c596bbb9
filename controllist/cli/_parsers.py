"""The parsers of the command line: of a command with its own options, those every command has, and the settings."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from controllist.cli._settings import find_settings
from controllist.cli.commands import COMMANDS
from controllist.errors import MisuseError
from controllist.version import __version__


class _Parser(argparse.ArgumentParser):
    """argparse whose errors are ours: one line, exit status 2."""

    def error(self, message: str) -> NoReturn:
        raise MisuseError(f"{message} (see `{self.prog} --help`)")


class _Version(argparse.Action):
    """`--version`: the version and the editions at hand, looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from controllist import store

        hand = ", ".join(str(a) for name in store.list_names() for a in store.editions(name))
        print(f"controllist {__version__} ({hand})")
        parser.exit()


def parsers(chosen: str | None) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser | None]:
    """The program's parser with the chosen command filled in and the others named for the help; and that command's."""
    parser = _Parser(
        prog="controllist",
        description="Is my product on a control list, under which number, and what changed?",
        epilog="`controllist COMMAND --help` explains a command, with examples.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="the version, and the editions at hand")
    _common_arguments(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    command = None
    for name, summary in COMMANDS.items():
        if name != chosen:
            commands.add_parser(name, help=summary, add_help=False)
            continue
        module = importlib.import_module(f"controllist.cli.{name}")
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(command)
        for one in (command, *_below(command)):
            # Behind a command and its action as well as before it; what is not typed there leaves what stands before.
            _common_arguments(one, default=argparse.SUPPRESS)
        command.set_defaults(run=module.run)
    return parser, command


def _common_arguments(parser: argparse.ArgumentParser, **default: Any) -> None:
    """The options every command has; `default` replaces the default of each."""
    talk = parser.add_mutually_exclusive_group()
    talk.add_argument("-q", "--quiet", action="store_true", help="no messages on stderr, errors apart", **default)
    where = "time taken, settings, where an error arose"
    talk.add_argument("-v", "--verbose", action="store_true", help=where, **default)
    languages = "language of labels (default en)"
    parser.add_argument("--output-lang", choices=("en", "nl"), help=languages, **{"default": "en", **default})
    site = "answers link to the pages that `controllist site` put there"
    parser.add_argument("--site", metavar="URL", help=site, **default)


def early_options(arguments: Sequence[str]) -> tuple[argparse.Namespace, str | None]:
    """The common options wherever they stand, and the command: what must be known before the command's own parser is.

    Nothing is refused here; a wrong value is refused by that parser.

    >>> options, command = early_options(["--output-lang", "nl", "match", "pump", "-v"])
    >>> options.output_lang, options.verbose, command
    ('nl', True, 'match')
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for flags in (("-q", "--quiet"), ("-v", "--verbose")):
        parser.add_argument(*flags, action="store_true")
    parser.add_argument("--output-lang", nargs="?")
    parser.add_argument("--site", nargs="?")
    try:
        options, others = parser.parse_known_args(list(arguments))
    except argparse.ArgumentError:  # a flag with a value, such as `--quiet=1`
        options, others = parser.parse_args([]), list(arguments)
    return options, next((word for word in others if not word.startswith("-")), None)


def _below(command: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parsers of the commands or actions of a parser, such as `make` of `record`."""
    nested = [a for a in command._actions if isinstance(a, argparse._SubParsersAction)]
    return [inner for action in nested for inner in dict.fromkeys(action.choices.values())]


def all_options(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The options of a parser, and of the commands and actions below it."""
    yield from (action for action in parser._actions if action.option_strings)
    for inner in _below(parser):
        yield from all_options(inner)


_NOT_TYPED = object()
"""Stands where an option was not typed."""


def parse(
    parser: argparse.ArgumentParser, command: argparse.ArgumentParser, arguments: Sequence[str]
) -> argparse.Namespace:
    """The options typed, and for those that were not the settings of this folder."""
    settings = find_settings(Path.cwd())
    held: dict[str, tuple[argparse.Action, Any]] = {}
    for action in all_options(parser):
        name = action.option_strings[-1].removeprefix("--")
        if name in settings.values and action.default is not argparse.SUPPRESS:
            held[action.dest] = (action, settings.values[name])
            # An option that gathers begins with nothing; any other with a mark that says it was not typed.
            action.default = None if isinstance(settings.values[name], list) else _NOT_TYPED
    options, strange = parser.parse_known_args(arguments)
    if strange:
        # argparse would tell it of the whole program, whose help says nothing of the options of a command.
        _asked(command, options).error(f"unrecognized arguments: {' '.join(strange)}")
    for dest, (action, value) in held.items():
        if getattr(options, dest, value) in (None, _NOT_TYPED):
            if action.choices is not None and value not in action.choices:
                choices = ", ".join(map(str, action.choices))
                raise MisuseError(f"expected one of {choices} for {dest!r} in {settings.path}, found {value!r}")
            setattr(options, dest, value)
    options.settings = settings.path
    return options


def _asked(command: argparse.ArgumentParser, options: argparse.Namespace) -> argparse.ArgumentParser:
    """The parser of the command, or of the action of it that was typed, such as `record make`."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            inner = action.choices.get(getattr(options, action.dest, ""))
            return command if inner is None else inner
    return command
