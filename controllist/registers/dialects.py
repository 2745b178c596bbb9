"""How a text table is written: encoding, byte order mark, separator, line end; told from the file, in flat memory.

>>> survey(io.BytesIO("Artikel;Größe\\r\\n1;2\\r\\n".encode("cp1252"))).dialect
Dialect(encoding='cp1252', mark=False, separator=';', line_end='\\r\\n', announced=False)
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from typing import BinaryIO

from attrs import frozen

from controllist.errors import SourceError

SEPARATORS = ";\t|,"
_CHUNK = 1 << 20
_HEAD = 1 << 16
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_QUOTED = re.compile(r'"(?:[^"]|"")*"?')
_ANNOUNCED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # a first line by which spreadsheets tell the separator


@frozen
class Dialect:
    """How a text table is written; `mark` that it begins with a byte order mark, `announced` with a `sep=;` line."""

    encoding: str = "utf-8"
    mark: bool = False
    separator: str = ","
    line_end: str = "\r\n"
    announced: bool = False


@frozen
class Survey:
    """What one pass over a file tells: its dialect, how many line ends it has, its SHA-256."""

    dialect: Dialect
    lines: int
    checksum: str


def survey(file: BinaryIO) -> Survey:
    """Read a file once, a piece at a time, and put it back to its beginning.

    Text is UTF-8 unless more bytes break that encoding than keep it: then it is Windows-1252. A single broken byte
    in a file of UTF-8 stays one bad row. Raises `SourceError` for a file that is no text.
    """
    checksum = hashlib.sha256()
    head = b""
    lines = kept = broken = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    while chunk := file.read(_CHUNK):
        checksum.update(chunk)
        lines += chunk.count(b"\n")
        if len(head) < _HEAD:
            head += chunk[: _HEAD - len(head)]
        if not chunk.isascii() or decoder.getstate()[0]:
            text = decoder.decode(chunk)
            escaped = sum("\udc80" <= c <= "\udcff" for c in text)
            broken += escaped
            kept += sum(c > "\x7f" for c in text) - escaped
    file.seek(0)
    mark, encoding = next(((m, e) for m, e in _MARKS if head.startswith(m)), (b"", ""))
    encoding = encoding or ("utf-8" if broken <= kept else "cp1252")
    if not encoding.startswith("utf-16") and b"\0" in head[:4096]:
        raise SourceError("expected text, found something else")
    return Survey(
        _dialect(head[len(mark) :].decode(encoding, "replace"), encoding, bool(mark)), lines, checksum.hexdigest()
    )


def _dialect(head: str, encoding: str, mark: bool) -> Dialect:
    announced = _ANNOUNCED.match(head)
    ends = re.search(r"\r\n|\n|\r", head)
    if announced:
        separator = announced[1]
    else:
        # What stands in most of the first lines parts the cells; among equals, what stands there most often. Decimal
        # commas stand in no heading, and a title above it holds no separator.
        bare = [line for line in _QUOTED.sub("", head).splitlines()[:20] if line.strip()]
        counts = {s: [line.count(s) for line in bare] for s in SEPARATORS}
        separator = max(SEPARATORS, key=lambda s: (sum(n > 0 for n in counts[s]), max(counts[s], default=0)))
        if not any(counts[separator]):
            separator = ","
    return Dialect(encoding, mark, separator, ends[0] if ends else "\r\n", announced is not None)


def text_of(file: BinaryIO, dialect: Dialect) -> io.TextIOWrapper:
    """The file as text from behind its mark; bytes that are no text come through as they are (`surrogateescape`)."""
    file.seek(0)
    if dialect.mark:
        file.seek(3 if dialect.encoding == "utf-8" else 2)
    errors = "surrogateescape" if not dialect.encoding.startswith("utf-16") else "replace"
    return io.TextIOWrapper(file, dialect.encoding, errors, newline="")
