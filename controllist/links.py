"""How the provisions of an edition hang together: terms and their definitions, references and back references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from controllist.codes import ControlCode
from controllist.model import Edition, Node


def definitions_used(edition: Edition, code: str) -> tuple[Node, ...]:
    """The nodes that say what the quoted terms of a node mean, in the order of use, each once."""
    places = dict.fromkeys(where for _, where in edition.terms(code) if where is not None and where != code)
    return tuple(edition[where] for where in places)


def threshold_spans(edition: Edition, code: str) -> tuple[tuple[int, int], ...]:
    """Where the figures of a node's thresholds begin and end in its text, in the order of the text.

    Raises `NotFoundError` where the code is not in the edition.

    >>> from controllist.store import load
    >>> edition = load("eu-dual-use@2025-11-15")
    >>> text = edition["6A005.a.1"].text
    >>> [text[start:end] for start, end in threshold_spans(edition, "6A005.a.1")]
    ['150 nm', '1 W']
    """
    return tuple(sorted({threshold.quantity.span for threshold in edition.thresholds(code)}))


def referring_to(edition: Edition, codes: Iterable[str]) -> Iterator[Node]:
    """The nodes that name one of these places, or a place below one, outside themselves."""
    wanted = {ControlCode(c) for c in codes}
    tops = {c for c in wanted if c.parent not in wanted}
    for node in edition.nodes:
        if node.code in wanted:
            continue
        named = (code for reference in edition.references(node.code) for code in reference.codes)
        if any(top.contains(code) for code in named for top in tops):
            yield node
