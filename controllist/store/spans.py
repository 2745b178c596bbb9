"""Where the figures of thresholds stand in a text: looked up for a shipped digest, else read from the text.

Beside each shipped digest lies `spans.txt`, written by `make seal` and held against the texts by `make lists`: one
line a node, its code, a checksum of its text and the spans. With it a provision is shown without the grammar of
figures, which costs more to make ready than all else that showing needs. A text whose checksum is another one, as one
known on an earlier day, is read.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from controllist.codes import EditionAddress
from controllist.errors import DamagedDataError
from controllist.model import Edition
from controllist.store import folders

SPANS = "spans.txt"
Spans = tuple[tuple[int, int], ...]


def threshold_spans(edition: Edition, code: str) -> Spans:
    """Where the figures of a node's thresholds begin and end in its text, in the order of the text.

    Raises `NotFoundError` where the code is not in the edition.

    >>> from controllist.store import load
    >>> edition = load("eu-dual-use@2025-11-15")
    >>> text = edition["6A005.a.1"].text
    >>> [text[start:end] for start, end in threshold_spans(edition, "6A005.a.1")]
    ['150 nm', '1 W']
    """
    node = edition[code]
    if edition.wording == "digest":
        stamp, _, told = _line(_written(edition.address), code).partition(" ")
        if stamp == _stamp(node.text):
            return tuple((int(a), int(b)) for a, _, b in (span.partition("-") for span in told.split()))
    return read_spans(edition, code)


def read_spans(edition: Edition, code: str) -> Spans:
    """The same from the text alone: what `spans.txt` is made of."""
    return tuple(sorted({t.quantity.span for t in edition.thresholds(code)}))


def spans_written(edition: Edition) -> str:
    """The content of `spans.txt` for a digest."""
    return "".join(
        f"{code}\t{' '.join((_stamp(node.text), *(f'{a}-{b}' for a, b in read_spans(edition, code))))}\n"
        for code, node in edition.by_code.items()
    )


def _stamp(text: str) -> str:
    return f"{crc32(text.encode()):08x}"


@lru_cache(maxsize=16)
def _written(address: EditionAddress) -> str:
    """The file of a shipped digest, with an empty line before it; empty where there is none."""
    try:
        return "\n" + folders.read_text(folders.shipped_folder() / address.list / address.date / SPANS)
    except DamagedDataError:
        return ""


def _line(written: str, code: str) -> str:
    """What stands behind a code; empty where it has no line."""
    head = f"\n{code}\t"
    at = written.find(head)
    return written[at + len(head) : written.index("\n", at + len(head))] if at >= 0 else ""
