"""What a command says beside its result: on standard error, in the language of the output."""

from __future__ import annotations

import sys

from controllist.rendering.labels import told


def say(sentence: str, before: str = "") -> None:
    """One line on standard error; `before` is said as it is."""
    print(f"{before}{told(sentence)}", file=sys.stderr, flush=True)
