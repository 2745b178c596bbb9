"""The command line: `controllist COMMAND ...`; results on stdout, talk on stderr, one line for an error.

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
from typing import Any, NoReturn, TextIO

from attrs import field, frozen

from controllist.errors import ControlListError, MisuseError, SourceError
from controllist.version import __version__

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


KNOWN: dict[str, type] = {
    "list": list, "lexicon": list, "lang": str, "output-lang": str, "top": int, "jobs": int, "quiet": bool,
    "safe-cells": bool, "site": str,
}  # fmt: skip
_PATHS = {"lexicon"}


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
        raise SourceError(f"expected settings in {path}, found none that can be read ({error})") from None


def _checked(table: object, path: Path) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise MisuseError(f"expected a table of settings in {path}, found a {type(table).__name__}")
    for name, value in table.items():
        kind = KNOWN.get(name)
        if kind is None:
            raise MisuseError(f"expected one of the settings {', '.join(KNOWN)} in {path}, found {name!r}")
        texts = not isinstance(value, list) or all(isinstance(v, str) for v in value)
        if not isinstance(value, kind) or not texts:
            words = "a list of texts" if kind is list else f"a {kind.__name__}"
            raise MisuseError(f"expected {words} for {name!r} in {path}, found {value!r}")
    found: dict[str, Any] = {name: list(value) if isinstance(value, list) else value for name, value in table.items()}
    for name in _PATHS & found.keys():
        found[name] = [str(path.parent / one) for one in found[name]]
    if "site" in found:
        found["site"] = site_address(str(found["site"]), path.parent)
    return found


def site_address(text: str, beside: Path) -> str:
    """The address of a site: as told, or that of a folder; raises `MisuseError` where it can be neither.

    >>> site_address("https://lists.example/site", Path("/home/me"))
    'https://lists.example/site'
    >>> site_address("pages", Path("/home/me"))
    'file:///home/me/pages'
    """
    if re.match(r"(?:https?|file)://[^\s<>\"]+$", text):
        return text
    if not text.strip() or "://" in text:
        raise MisuseError(f"expected an address (https://…) or a folder for the site, found {text!r}")
    return (beside.absolute() / text).as_uri()


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
        # argparse would say it of the whole program, whose help says nothing of the options of a command.
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
        raise MisuseError(f"expected one of the commands {', '.join(COMMANDS)}, found {name!r}{_meant(name, COMMANDS)}")
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
    """An error as one line, in the language asked for."""
    from controllist.cli.output import painted
    from controllist.rendering.translation import output_language, translated

    with output_language(language):
        hint = _meant_list(error)
        words = translated(f"{error.message}{hint}" if hint else error.message)
    words = " ".join(words.split())
    return painted(f"controllist: {words}", "error", sys.stderr)


def _language_of_settings() -> str:

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
