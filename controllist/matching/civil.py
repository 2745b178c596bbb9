"""Civil uses that notes take out of a control: medical equipment, weather radar, circuits for cars and trains.

Such a note holds for goods of the control above it whenever they are for that use. A note that must hold along with
others, or that gives a figure, is left alone here: a use does not decide it.

>>> from controllist.index import build_index
>>> from controllist.model import Edition
>>> from controllist.notation import read
>>> text = '''6A999 | list | glow radar
... #note.1 | excludes | specially designed for weather observation, or for railway trains
... #note.2 | excludes | medical glow radar, peak power < 5 kW
... '''
>>> index = build_index([Edition("eu-dual-use", "2024-01-01", "en", "digest", read(text))], [])
>>> [(note.document, sorted(note.uses)) for note in civil_notes(index.segments[0])[0]]
[(1, ['railway', 'weather'])]
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from controllist.index import Segment
from controllist.index import wordlists as lists
from controllist.index.words import keys

_FIGURE = re.compile(r"[<>≤≥]")
_TOGETHER = re.compile(r"\b(?:all|both)\b")


@frozen
class CivilNote:
    """A note that excludes goods for civil uses: the document of a segment, and the uses it names."""

    document: int
    uses: frozenset[str]


@lru_cache(maxsize=100)
def civil_notes(segment: Segment) -> dict[int, tuple[CivilNote, ...]]:
    """The notes of an edition that take out goods for a civil use, by entry."""
    found: dict[int, tuple[CivilNote, ...]] = {}
    for document, kind in enumerate(segment.kinds):
        if kind != "note-excludes":
            continue
        said = set(keys(segment.texts[document]))
        uses = frozenset(use for use, words in lists.CIVIL_USES.items() if not words.isdisjoint(said))
        if uses and not _depends(segment, document):
            entry = segment.entry[document]
            found[entry] = (*found.get(entry, ()), CivilNote(document, uses))
    return found


def _depends(segment: Segment, document: int) -> bool:
    """Whether a note, or one that it is an item of, gives a figure or holds only along with others."""
    code, at = segment.codes[document], document
    if _FIGURE.search(segment.texts[at]) or _TOGETHER.search(segment.texts[at]):
        return True
    while "." in code.partition("#")[2]:
        code = code.rpartition(".")[0]
        at = next((n for n in range(at, -1, -1) if segment.codes[n] == code), -1)
        if at < 0:
            return False
        if _FIGURE.search(segment.texts[at]) or _TOGETHER.search(segment.texts[at]):
            return True
    return False
