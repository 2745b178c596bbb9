"""What a command gives out: text for a person, painted where a terminal shows colours, JSON for a program, a file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from controllist.messages import Message
from controllist.rendering.translation import translated
from controllist.writing import write_text

if TYPE_CHECKING:
    from controllist.rendering.colour import Kind


def line(template: str, /, before: str = "", **fields: object) -> None:
    """Print a message in the language of the output; `before` stands as it is."""
    print(f"{before}{translated(Message(template, **fields))}")


def say(template: str, /, before: str = "", **fields: object) -> None:
    """The same beside the result, on standard error."""
    print(f"{before}{translated(Message(template, **fields))}", file=sys.stderr, flush=True)


def as_json(document: Any) -> str:
    """A document as every command prints it."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def give(
    form: str, *, kind: Kind | None = None, out: str | None = None, message: str = "", **ways: Callable[[], Any]
) -> None:
    """Print an answer in the form asked for, or write it to a file and say so (`message`).

    `ways` make the answer: `json` a document, the others text. A printed text of a `kind` is painted where colours are
    shown. Raises `SourceError` where the file cannot be written.
    """
    answer = ways[form]()
    text = as_json(answer) if form == "json" else str(answer)
    put(text, out, message, kind=kind if form == "text" else None)


def put(text: str, out: str | None = None, message: str = "", *, kind: Kind | None = None) -> None:
    """Print a text, or write it to a file and say so (`message`).

    Raises `SourceError` where the file cannot be written.
    """
    text = text if text.endswith("\n") else text + "\n"
    if out is None:
        sys.stdout.write(text if kind is None else painted(text, kind, sys.stdout))
        return
    write_text(Path(out), text)
    say(message)


def painted(text: str, kind: Kind, stream: TextIO) -> str:
    """The text in colours where the stream is a terminal that shows them, else as it is."""
    # The usual case first: it needs no rules of painting.
    if not stream.isatty() and "FORCE_COLOR" not in os.environ:
        return text
    from controllist.rendering import colour

    wanted = colour.wanted(os.environ, terminal=stream.isatty(), windows=os.name == "nt")
    return colour.painted(text, kind) if wanted else text
