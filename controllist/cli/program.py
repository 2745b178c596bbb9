"""The command line: `controllist COMMAND ...`; results on stdout, messages on stderr, one line for an error.

Exit statuses: 0 done; 1 nothing found, or something changed; 2 wrong use; 3 input or data that cannot be used.

Settings of a project stand in `controllist.toml`, or in `[tool.controllist]` of `pyproject.toml`, here or above it.
A setting is the default of the option with its name, wherever a command has that option; what is typed wins.

    list = ["eu-dual-use", "nl-semicon"]
    lexicon = ["own-words.tsv"]      # beside the settings file
    lang = "nl"
    output-lang = "nl"
    site = "https://lists.example/"  # or a folder beside the settings file, written by `controllist site`
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from attrs import field, frozen

from controllist.errors import ControlListError, MisuseError, SourceError
from controllist.messages import Message
from controllist.version import __version__

if TYPE_CHECKING:
    from controllist.cli.options import Command

COMMANDS: dict[str, tuple[str, str]] = {
    "lists": ("lookup", "the lists and editions at hand, and those known besides"),
    "show": ("lookup", "a provision with its items and notes, or a whole edition"),
    "parse": ("files", "read an official file into a tree"),
    "add": ("files", "keep a parsed official file at hand"),
    "fetch": ("files", "get the official text of an edition, or ask what changed"),
    "match": ("match", "find the entries that a description of goods may fall under"),
    "batch": ("registers", "every row of a table against the lists, the result beside it"),
    "assess": ("assess", "met, not met or unknown: facts against a provision"),
    "diff": ("diff", "what changed between two editions, and in which direction"),
    "record": ("record", "a classification written down: make, show, replay, check, export"),
    "impact": ("registers", "which articles of a register a change of the list touches"),
    "site": ("pages", "the lists as pages in a folder, to look at with any browser"),
    "browse": ("pages", "the same pages served to this machine alone, and opened"),
    "mcp": ("programs", "the questions as tools for an assistant, over standard input and output"),
    "completion": ("programs", "complete commands and options in bash, zsh or fish"),
}
"""The module of each command and what it is for, in the order of the help."""


def command_of(name: str) -> Command:
    """A command, from its module: only the one asked for is imported, so that `show` does not wait for `match`."""
    module, _ = COMMANDS[name]
    command: Command = getattr(importlib.import_module(f"controllist.cli.{module}"), name)
    return command


# Settings

_KINDS: dict[str, type] = {
    "list": list, "lexicon": list, "lang": str, "output-lang": str, "top": int, "jobs": int, "quiet": bool,
    "safe-cells": bool, "site": str,
}  # fmt: skip


@frozen
class Settings:
    """The values by option, and the file they come from (None where there is none)."""

    values: Mapping[str, Any] = field(factory=dict)
    path: Path | None = None


def find_settings(start: Path) -> Settings:
    """The settings that hold in a folder: of the nearest file; raises `SourceError` where it cannot be read."""
    for folder in (start, *start.parents):
        own = folder / "controllist.toml"
        if own.is_file():
            return Settings(_checked(_read(own), own), own)
        project = folder / "pyproject.toml"
        if project.is_file():
            table = _read(project).get("tool", {}).get("controllist")
            if table is not None:
                return Settings(_checked(table, project), project)
    return Settings()


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # most folders have no settings

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(
            "expected settings in {file}, found none that can be read ({reason})", file=path, reason=str(error)
        ) from None


def _checked(table: object, path: Path) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise MisuseError(
            "expected a table of settings in {file}, found a {type}", file=path, type=type(table).__name__
        )
    values: dict[str, Any] = {}
    for name, value in table.items():
        kind = _KINDS.get(name)
        if kind is None:
            raise MisuseError(
                "expected one of the settings {names} in {file}, found {found!r}",
                names=tuple(_KINDS),
                file=path,
                found=name,
            )
        texts = not isinstance(value, list) or all(isinstance(v, str) for v in value)
        if not isinstance(value, kind) or not texts:
            expected = "a list of texts" if kind is list else f"a {kind.__name__}"
            raise MisuseError(
                "expected {expected} for {name!r} in {file}, found {found!r}",
                expected=expected,
                name=name,
                file=path,
                found=value,
            )
        values[name] = value
    if "lexicon" in values:
        values["lexicon"] = [str(path.parent / name) for name in values["lexicon"]]
    if "site" in values:
        values["site"] = site_address(values["site"], path.parent)
    return values


def site_address(text: str, beside: Path) -> str:
    """The address of a site: as given, or that of a folder; raises `MisuseError` where it can be neither.

    >>> site_address("https://lists.example/site", Path("/home/me"))
    'https://lists.example/site'
    >>> site_address("pages", Path("/home/me"))
    'file:///home/me/pages'
    """
    if re.match(r"(?:https?|file)://[^\s<>\"]+$", text):
        return text
    if not text.strip() or "://" in text:
        raise MisuseError("expected an address (https://…) or a folder for the site, found {found!r}", found=text)
    return (beside.absolute() / text).as_uri()


# Parsers

_ARGPARSE = (
    "the following arguments are required: {names}",
    "unrecognized arguments: {arguments}",
    "argument {name}: {problem}",
    "expected one argument",
    "expected at least one argument",
    "not allowed with argument {name}",
    "invalid choice: {found} (choose from {choices})",
    "invalid int value: {found}",
    "expected a whole number from 1 on, found {found}",
)
"""What argparse says of a command line: finished sentences, which become messages here."""


def _message_of(sentence: str) -> Message:
    for template in _ARGPARSE:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template))
        if match := re.fullmatch(pattern, sentence, re.DOTALL):
            return Message(template, **{name: _message_of(words) for name, words in match.groupdict().items()})
    return Message("{sentence}", sentence=sentence)


class _Parser(argparse.ArgumentParser):
    """argparse whose errors are ours: one line, exit status 2."""

    def error(self, message: str) -> NoReturn:
        raise MisuseError("{problem} (see `{command} --help`)", problem=_message_of(message), command=self.prog)


class _Version(argparse.Action):
    """`--version`: the version and the editions at hand, looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from controllist import store

        at_hand = ", ".join(str(a) for name in store.list_names() for a in store.editions(name))
        print(f"controllist {__version__} ({at_hand})")
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
    for name, (_, summary) in COMMANDS.items():
        if name != chosen:
            commands.add_parser(name, help=summary, add_help=False)
            continue
        asked = command_of(name)
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  {line}" for line in asked.examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        asked.arguments(command)
        for one in (command, *_below(command)):
            # Behind a command and its action as well as before it; what is not typed there leaves what stands before.
            _common_arguments(one, default=argparse.SUPPRESS)
        command.set_defaults(run=asked.run)
    return parser, command


def _common_arguments(parser: argparse.ArgumentParser, **default: Any) -> None:
    """The options every command has; `default` replaces the default of each."""
    messages = parser.add_mutually_exclusive_group()
    messages.add_argument("-q", "--quiet", action="store_true", help="no messages on stderr, errors apart", **default)
    where = "time taken, settings, where an error arose"
    messages.add_argument("-v", "--verbose", action="store_true", help=where, **default)
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


def parse(
    parser: argparse.ArgumentParser, command: argparse.ArgumentParser, arguments: Sequence[str]
) -> argparse.Namespace:
    """The options typed, and for those that were not the settings of this folder."""
    settings = find_settings(Path.cwd())
    lists: dict[str, list[str]] = {}
    for action in all_options(parser):
        name = action.option_strings[-1].removeprefix("--")
        if name not in settings.values or action.default is argparse.SUPPRESS:
            continue
        value = settings.values[name]
        if action.choices is not None and value not in action.choices:
            raise MisuseError(
                "expected one of {choices} for {name!r} in {file}, found {found!r}",
                choices=tuple(map(str, action.choices)),
                name=action.dest,
                file=settings.path,
                found=value,
            )
        if isinstance(value, list):  # what is typed would be added to it
            lists[action.dest], value = value, None
        action.default = value
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        # argparse would say it of the whole program, whose help says nothing of the options of a command.
        _asked(command, options).error(f"unrecognized arguments: {' '.join(unknown)}")
    for name, values in lists.items():
        if getattr(options, name) is None:
            setattr(options, name, values)
    options.settings = settings.path
    return options


def _asked(command: argparse.ArgumentParser, options: argparse.Namespace) -> argparse.ArgumentParser:
    """The parser of the command, or of the action of it that was typed, such as `record make`."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            inner = action.choices.get(getattr(options, action.dest, ""))
            return command if inner is None else inner
    return command


# One command


def program() -> NoReturn:
    """The whole process: one command, then its exit status."""
    # A caller may have closed them (`>&-`); Python then has None in their place.
    sys.stdout, sys.stderr = sys.stdout or _nothing(), sys.stderr or _nothing()
    if "_ARGCOMPLETE" in os.environ:
        from controllist.cli.programs import complete

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
        return _failed(
            SourceError("expected files and outputs that can be used, found: {reason}", reason=str(error)), arguments
        )
    except KeyboardInterrupt:
        _failed(ControlListError("interrupted"), arguments)
        return 130


def _failed(error: ControlListError, arguments: Sequence[str]) -> int:
    """Print an error on stderr; its exit status."""
    options, _ = early_options(arguments)
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

    _, name = early_options(arguments)
    if name is not None and name not in COMMANDS:
        problem = Message("expected one of the commands {names}, found {found!r}", names=tuple(COMMANDS), found=name)
        raise MisuseError(_with_hint(problem, name, COMMANDS))
    parser, command = parsers(name)
    if command is None:
        parser.parse_args(arguments)
        parser.print_help()
        return 0
    options = parse(parser, command, arguments)
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
            from controllist.rendering.translation import output_language

            around.enter_context(output_language(options.output_lang))
        if options.site:
            from controllist.addresses import linking

            around.enter_context(linking(site_address(options.site, Path.cwd())))
        if options.quiet:
            nowhere = around.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
            around.enter_context(contextlib.redirect_stderr(nowhere))
        yield


def _line(error: ControlListError, language: str) -> str:
    """An error as one line, in the language asked for; for an unknown list with the one that may be meant."""
    from controllist.cli.output import painted
    from controllist.rendering.translation import output_language, translated

    message, name = error.message, error.facts.get("list")
    if isinstance(name, str):
        from controllist import store

        if name not in store.list_names():
            message = _with_hint(message, name, store.list_names())
    with output_language(language):
        words = " ".join(translated(message).split())
    return painted(f"controllist: {words}", "error", sys.stderr)


def _language_of_settings() -> str:
    try:
        return str(find_settings(Path.cwd()).values.get("output-lang", "en"))
    except ControlListError:
        return "en"


def _with_hint(problem: Message, name: str, known: Iterable[str]) -> Message:
    """The problem with the known name that is nearest to what was typed, where one is near."""
    from rapidfuzz import process

    close = process.extractOne(name, list(known), score_cutoff=60)
    return Message("{problem}; did you mean {name!r}?", problem=problem, name=close[0]) if close else problem
