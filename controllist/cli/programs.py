"""`controllist mcp`, `controllist completion`: for other programs, an assistant and the shell.

The shell asks the program itself at each press of the key (argcomplete), so that editions added by the user are known.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading

from controllist.cli import options, output


def _mcp_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = f"{parser.epilog}\n\nAn assistant starts this and writes to it; nothing listens on a network."


def _mcp(args: argparse.Namespace) -> int:
    from controllist.mcp.protocol import serve

    if sys.stdin.isatty() and not args.quiet:
        output.say("waiting for an assistant on standard input; Ctrl-D ends")
    serve()
    if threading.active_count() > 1:
        # A question that is still being answered would keep the process, and nobody waits for its answer.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    return 0


mcp = options.command(_mcp_arguments, _mcp, "controllist mcp")


def _completion_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell to write for")


def _completion(args: argparse.Namespace) -> int:
    from argcomplete.shell_integration import shellcode

    print(shellcode(["controllist"], shell=args.shell))
    return 0


completion = options.command(
    _completion_arguments,
    _completion,
    "controllist completion bash > ~/.local/share/bash-completion/completions/controllist",
    'controllist completion zsh > "${fpath[1]}/_controllist"',
    "controllist completion fish > ~/.config/fish/completions/controllist.fish",
)


def complete() -> None:
    """Answer the shell that asks for the words that may follow, and end the process."""
    import argcomplete
    from argcomplete.completers import ChoicesCompleter

    from controllist.cli.program import all_options, early_options, parsers

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
    from controllist import store

    names = store.list_names()
    if option == "--list":
        return names
    if option in ("--edition", "--from", "--to"):
        return tuple(str(address) for name in names for address in store.editions(name))
    return ()
