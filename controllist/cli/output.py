"""What a command gives out: text for a person, painted where a terminal shows colours, JSON for a program, a file.

What a command says beside its result: on standard error, in the language of the output.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from controllist.rendering.translation import translated
from controllist.writing import write_text


def say(sentence: str, before: str = "") -> None:
    """One line on standard error; `before` is said as it is."""
    print(f"{before}{translated(sentence)}", file=sys.stderr, flush=True)


if TYPE_CHECKING:
    from controllist.rendering.colour import Kind


def document(found: Any) -> str:
    """An answer as JSON, as every command prints it."""
    return json.dumps(found, ensure_ascii=False, indent=2)


def made(form: str, **ways: Callable[[], Any]) -> str:
    """An answer in the form asked for, by the way that makes it: `json` gives a document, the others text.

    >>> made("md", text=lambda: "3B001", md=lambda: "**3B001**")
    '**3B001**'
    """
    found = ways[form]()
    return document(found) if form == "json" else str(found)


def answer(form: str, kind: Kind, out: str | None = None, said: str = "", **ways: Callable[[], Any]) -> None:
    """Print an answer in the form asked for, or write it to a file and say so (`said`).

    Its text is of this kind, painted where colours are shown. Raises `SourceError` where the file cannot be written.
    """
    put(made(form, **ways), out, said, kind=kind if form == "text" else None)


def put(text: str, out: str | None = None, said: str = "", *, kind: Kind | None = None) -> None:
    """Print a text, or write it to a file and say so (`said`).

    Raises `SourceError` where the file cannot be written.
    """
    text = text if text.endswith("\n") else text + "\n"
    if out is None:
        sys.stdout.write(text if kind is None else painted(text, kind, sys.stdout))
        return
    write_text(Path(out), text)
    say(said)


def painted(text: str, kind: Kind, stream: TextIO) -> str:
    """The text in colours where the stream is a terminal that shows them, else as it is."""
    # The usual case first: it needs no rules of painting.
    if not stream.isatty() and "FORCE_COLOR" not in os.environ:
        return text
    from controllist.rendering import colour

    wanted = colour.wanted(os.environ, terminal=stream.isatty(), windows=os.name == "nt")
    return colour.painted(text, kind) if wanted else text
