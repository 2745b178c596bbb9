"""`controllist completion`: what a shell needs to complete commands, options, lists and editions.

The shell asks the program itself at each press of the key (argcomplete), so that editions added by the user are known.
"""

from __future__ import annotations

import argparse
import os

import argcomplete
from argcomplete.completers import ChoicesCompleter
from argcomplete.shell_integration import shellcode

from controllist import store
from controllist.cli.program import all_options, early_options, parsers

EXAMPLES = (
    "controllist completion bash > ~/.local/share/bash-completion/completions/controllist",
    'controllist completion zsh > "${fpath[1]}/_controllist"',
    "controllist completion fish > ~/.config/fish/completions/controllist.fish",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell to write for")


def run(options: argparse.Namespace) -> int:
    print(shellcode(["controllist"], shell=options.shell))
    return 0


def complete() -> None:
    """Answer the shell that asks for the words that may follow, and end the process."""
    typed = os.environ.get("COMP_LINE", "")[: int(os.environ.get("COMP_POINT", "0"))].split()
    _, name = early_options(typed[1:])
    parser, _ = parsers(name)
    for action in all_options(parser):
        values = _values(action.option_strings[-1])
        if values:
            action.completer = ChoicesCompleter(dict.fromkeys(values, ""))  # type: ignore[attr-defined]
    argcomplete.autocomplete(parser)


def _values(option: str) -> tuple[str, ...]:
    """What may follow an option: lists, or editions at hand; empty for any other."""
    names = store.list_names()
    if option == "--list":
        return names
    if option in ("--edition", "--from", "--to"):
        return tuple(str(address) for name in names for address in store.editions(name))
    return ()
