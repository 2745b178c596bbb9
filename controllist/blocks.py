"""Blocks: what a reader hands to the parser, one paragraph or printed line at a time, before any meaning.

A reader knows markup and no control list; the parser knows control lists and no markup. Between them stands a stream
of blocks (`Block`) in reading order which holds every character of the source exactly once, either as text that may
become a provision or under a named class of discards. That is how the promise "nothing is lost" can be counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import frozen

from controllist.locations import Location
from controllist.normalize import visible

Discard = Literal[
    "page number",
    "running head",
    "continued",
    "contents",
    "cover",
    "front or back matter",
    "other annex",
]
"""The only classes of text that do not become part of the tree."""

Style = Literal["", "heading", "italic", "table", "footnote"]


@frozen
class Block:
    """One paragraph, table cell or printed line.

    `text` has one blank for any run of blanks; exponents are `10^6`, subscripts inline (`UF6`), a formula or picture
    without text is `[formula]`. `label` is a label that the markup sets apart (`3E002`, `a.`, `Note 1:`), empty where
    the label, if any, stands in the text. `depth` is how deep the markup nests the block (None: the form has no
    nesting), `indent` where its text starts on the page in characters or points (None: unknown). `doubts` are places
    in `text` that the form cannot give surely, such as a power of ten whose raised glyph is gone.
    """

    text: str
    label: str = ""
    depth: int | None = None
    indent: float | None = None
    style: Style = ""
    location: Location = Location()
    discard: Discard | None = None
    doubts: tuple[str, ...] = ()
    mark: str = ""
    """Provenance the form gives for a passage, such as `32022R0545 INSERTED` for ▼M4."""


@frozen
class Document:
    """All blocks of one source, with what the form tells of itself."""

    blocks: tuple[Block, ...]
    form: str
    """`oj-xhtml`, `consolidated-xhtml`, `formex`, `op-xml`, `bwb-xml`, `layout-text`, `pdf`, `markdown`."""
    language: str = ""
    title: str = ""
    identifier: str = ""
    """CELEX, Staatscourant or BWB number where the form gives one."""
    converter: str = ""
    surer: str = ""
    """Where what this form cannot give surely can be looked up, in words."""


def characters(blocks: Iterable[Block]) -> dict[str, int]:
    """Count the characters of labels and texts, blanks apart: `text` and one figure for each class of discards.

    >>> characters([Block("Some text", label="a."), Block("104", discard="page number")])
    {'text': 10, 'page number': 3}
    """
    parts: dict[str, list[str]] = {"text": []}
    for block in blocks:
        parts.setdefault(block.discard or "text", []).append(block.label + block.text)
    return {kind: visible("".join(texts)) for kind, texts in parts.items()}
