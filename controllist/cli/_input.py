"""Text from standard input, whatever the console is set to: a Windows console says cp1252 where a file is UTF-8."""

from __future__ import annotations

import io
import sys

from controllist.cli._talk import say


def standard_input(most: int | None = None) -> str:
    """The text: UTF-8, UTF-16 with its mark, else Windows-1252; no more than a character beyond `most`.

    Bytes that are no text are told on standard error and become question marks. Raises `SourceError` for what is no
    text at all.
    """
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:  # someone put a text in the place of standard input
        return sys.stdin.read() if most is None else sys.stdin.read(most + 1)
    # Only here: most commands take their text from the command line.
    from controllist.registers.sources import survey, text_of

    file = io.BytesIO(buffer.read() if most is None else buffer.read(4 * (most + 1)))
    text = text_of(file, survey(file).dialect).read().replace("\r\n", "\n")
    lost = sum("\udc80" <= c <= "\udcff" for c in text)
    if lost:
        say(f"bytes of the input that are no text, and were passed over: {lost}", "controllist: ")
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if most is None else text[: most + 1]
