"""`controllist completion`: what a shell needs to complete commands, options, lists and editions."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from controllist import store
from controllist.cli._parsers import all_actions, all_options
from controllist.cli.commands import COMMANDS

EXAMPLES = (
    "controllist completion bash > ~/.local/share/bash-completion/completions/controllist",
    'controllist completion zsh > "${fpath[1]}/_controllist"',
    "controllist completion fish > ~/.config/fish/completions/controllist.fish",
)

Options = Mapping[str, Mapping[str, str]]
"""For each command its options, or its actions, with what they are for."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell to write for")


def run(options: argparse.Namespace) -> int:
    scripts = {"bash": bash, "zsh": zsh, "fish": fish}
    print(scripts[options.shell](all_options(), all_actions(), COMMANDS, values()))
    return 0


def values() -> dict[str, tuple[str, ...]]:
    """What may follow an option: lists and editions at hand."""
    names = store.list_names()
    editions = tuple(str(a) for name in names for a in store.editions(name))
    return {"--list": names, "--edition": editions, "--from": editions, "--to": editions}


def bash(
    options: Options, actions: Options, summaries: Mapping[str, str], following: Mapping[str, Sequence[str]]
) -> str:
    """The script for bash."""
    cases = "\n".join(f'    {name}) words="{" ".join(told)}" ;;' for name, told in options.items())
    after = "\n".join(
        f'    {option}) COMPREPLY=($(compgen -W "{" ".join(words)}" -- "$word")); return ;;'
        for option, words in following.items()
    )
    first = "\n".join(
        f'    {name}:2:[!-]*|{name}:2:) COMPREPLY=($(compgen -W "{" ".join(told)}" -- "$word")); return ;;'
        for name, told in actions.items()
    )
    return f"""_controllist() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" words=""
  case "$before" in
{after}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{" ".join(summaries)}" -- "$word")); return
  fi
  case "${{COMP_WORDS[1]}}:$COMP_CWORD:$word" in
{first}
  esac
  case "${{COMP_WORDS[1]}}" in
{cases}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}}
complete -o filenames -F _controllist controllist"""


def zsh(
    options: Options, actions: Options, summaries: Mapping[str, str], following: Mapping[str, Sequence[str]]
) -> str:
    """The script for zsh."""
    commands = "\n".join(f"    {_quoted(f'{name}:{summary}')}" for name, summary in summaries.items())
    cases = "\n".join(
        f"      {name}) _values -w option {' '.join(map(_quoted, told))} ;;" for name, told in options.items()
    )
    after = "\n".join(
        f"    {option}) compadd -- {' '.join(map(_quoted, words))}; return ;;" for option, words in following.items()
    )
    first = "\n".join(
        f"    {name}) _values action {' '.join(_quoted(f'{a}[{use}]') for a, use in told.items())}; return ;;"
        for name, told in actions.items()
    )
    return f"""#compdef controllist
_controllist() {{
  local -a commands
  commands=(
{commands}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  if (( CURRENT == 3 )) && [[ "$words[CURRENT]" != -* ]]; then
    case "$words[2]" in
{first}
    esac
  fi
  case "$words[CURRENT-1]" in
{after}
  esac
  if [[ "$words[CURRENT]" == -* ]]; then
    case "$words[2]" in
{cases}
    esac
  else
    _files
  fi
}}
_controllist "$@\""""


def fish(
    options: Options, actions: Options, summaries: Mapping[str, str], following: Mapping[str, Sequence[str]]
) -> str:
    """The script for fish."""
    lines = [
        f"complete -c controllist -n __fish_use_subcommand -f -a {name} -d {_quoted(summary)}"
        for name, summary in summaries.items()
    ]
    for name, told in actions.items():
        seen = f"__fish_seen_subcommand_from {name}; and not __fish_seen_subcommand_from {' '.join(told)}"
        lines += [f"complete -c controllist -n '{seen}' -f -a {a} -d {_quoted(use)}" for a, use in told.items()]
    for name, told in options.items():
        for option, use in told.items():
            kind = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            words = following.get(option)
            more = f" -x -a {_quoted(' '.join(words))}" if words else ""
            lines.append(
                f"complete -c controllist -n '__fish_seen_subcommand_from {name}' {kind}{more} -d {_quoted(use)}"
            )
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
