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


def parsers(
    chosen: str | None, *, alone: bool = False
) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser | None]:
    """The program's parser with the chosen command filled in and the others named for the help; and that command's.

    With `alone` the others are left out: nobody asks for the help of the program behind a command.
    """
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
            if not alone:
                commands.add_parser(name, help=summary, add_help=False)
            continue
        module = importlib.import_module(f"controllist.cli.{name}")
        found = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(found)
        _common_arguments(found)
        for inner in _below(found):
            # Behind an action as well as before it; what was not typed there leaves what was typed before.
            _common_arguments(inner, default=argparse.SUPPRESS)
        found.set_defaults(run=module.run)
    return parser, found


def _common_arguments(parser: argparse.ArgumentParser, **untold: Any) -> None:
    """The options every command has; `untold` is what stands for one that was not typed, if not its own default."""
    talk = parser.add_mutually_exclusive_group()
    talk.add_argument("-q", "--quiet", action="store_true", help="no talk on stderr, errors apart", **untold)
    where = "time taken, settings, where an error arose"
    talk.add_argument("-v", "--verbose", action="store_true", help=where, **untold)
    languages = "language of labels (default en)"
    parser.add_argument("--output-lang", choices=("en", "nl"), help=languages, **{"default": "en", **untold})
    site = "answers link to the pages that `controllist site` put there"
    parser.add_argument("--site", metavar="URL", help=site, **untold)


def _below(command: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parsers of a command's actions, such as `make` of `record`."""
    nested = [a for a in command._actions if isinstance(a, argparse._SubParsersAction)]
    return [inner for action in nested for inner in dict.fromkeys(action.choices.values())]


def _options(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The options of a command, and of the actions below it."""
    yield from (action for action in command._actions if action.option_strings)
    for inner in _below(command):
        yield from _options(inner)


def _commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its parser."""
    for name in COMMANDS:
        _, command = parsers(name, alone=True)
        assert command is not None
        yield name, command


def all_options() -> dict[str, dict[str, str]]:
    """The options of every command with what they are for."""
    return {
        name: {flag: action.help or "" for action in _options(command) for flag in action.option_strings}
        for name, command in _commands()
    }


def all_actions() -> dict[str, dict[str, str]]:
    """The actions of every command that has some, with what they are for."""
    found = {}
    for name, command in _commands():
        nested = [a for a in command._actions if isinstance(a, argparse._SubParsersAction)]
        told = {c.dest: c.help or "" for action in nested for c in action._choices_actions}
        if told:
            found[name] = told
    return found


class _Untold:
    """Stands where an option was not typed."""


_UNTOLD = _Untold()


def parse(
    parser: argparse.ArgumentParser, command: argparse.ArgumentParser, arguments: Sequence[str]
) -> argparse.Namespace:
    """The options typed, and for those that were not the settings of this folder."""
    settings = find_settings(Path.cwd())
    held: dict[str, tuple[argparse.Action, Any]] = {}
    for action in _options(command):
        name = action.option_strings[-1].removeprefix("--")
        if name in settings.values and action.default is not argparse.SUPPRESS:
            held[action.dest] = (action, settings.values[name])
            # An option that gathers begins with nothing; any other with a mark that says it was not typed.
            action.default = None if isinstance(settings.values[name], list) else _UNTOLD
    options, strange = parser.parse_known_args(arguments)
    if strange:
        # argparse would tell it of the whole program, whose help says nothing of the options of a command.
        _asked(command, options).error(f"unrecognized arguments: {' '.join(strange)}")
    for dest, (action, value) in held.items():
        if getattr(options, dest, value) in (None, _UNTOLD):
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
