"""Items that run on in one line, found again by the run of their labels.

Some sources give a whole entry as one line: `as follows: a. Pumps; b. Valves having: 1. a seal; or 2. a bellows`.
A label is taken only where it can stand: after a stop, and as the next of a list that is open, or as the first of a
list that the words before it announce. "3B501.a.4." and "items a. and b." are references and stay text. Italics tell
notes; a note has lists of its own.

>>> [(i.label, i.text) for i in split_items([("Tools: a. Saws; see 2B001.b.; b. Files as in item c. of it.", False)])]
[('', 'Tools:'), ('a.', 'Saws; see 2B001.b.;'), ('b.', 'Files as in item c. of it.')]
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable

from attrs import define, frozen

from controllist.normalize import blanks

_LABEL = re.compile(r"(?<!\S)(?P<label>([a-z])\2?|\d{1,2})\.(?=\s+\S)")
_ALONE = re.compile(r"\s*(?:([a-z])\1?|\d{1,2})\.")
NOTE_HEADING = re.compile(
    r"""
    [^\W\da-z_] [^\W\d_]* (?: \s [^\W\d_]+ )? (?: \s \d{1,2} )? \s* :      # Note 1:  Technical Note:
    | [^\W\da-z_] [^\W\d_]* (?: \s [^\W\d_]+ )? \s \d{1,2} [.:]?            # Note 1
    | [A-Z] (?: \. \s? [A-Z] )+ \. \s? (?: \d{1,2} \.? )? :?                  # N.B.  N.B.1.
    """,
    re.VERBOSE,
)
"""An italic piece that is the heading of a note: one or two words with a capital, a number, a colon; or initials."""
_STOP = re.compile(r"(?:[;:.)\]]|[;,.]\s*(?:and|or|en|of|und|oder|a|nebo))\s*\Z")
_LEAD = re.compile(r"(?::|follow\w*\s*;|volg\w*\s*;|folg\w*\s*;)\s*\Z")


@frozen
class Piece:
    """A label with its text; the first piece of a line and the text of a note have none."""

    label: str
    text: str
    is_italic: bool = False


@define
class _List:
    kind: str
    last: int
    is_note: bool


def split_items(segments: Iterable[tuple[str, bool]]) -> list[Piece]:
    """The pieces of a line given as texts with whether each is italic; always at least one."""
    found: list[Piece] = []
    lists: list[_List] = []
    label, text, italic = "", "", False
    in_note = False
    for segment, is_italic in segments:
        if is_italic and NOTE_HEADING.fullmatch(segment.strip()) and not _LABEL.match(segment.strip() + " x"):
            found.append(Piece(label, blanks(text), italic))
            label, text, italic = segment.strip(), "", True
            lists = [x for x in lists if not x.is_note]
            in_note = True
            continue
        at = 0
        # An italic piece may be a label alone ("*1.* *The …*"), with its text in the next one.
        for mark in _LABEL.finditer(segment + " x" if _ALONE.fullmatch(segment) else segment):
            before = text + segment[at : mark.start()]
            if not is_italic and in_note and not _may_leave(mark["label"], lists):
                continue
            if not _takes(mark["label"], before, lists, is_italic and in_note):
                continue
            found.append(Piece(label, blanks(before), italic))
            label, text, italic = mark["label"] + ".", "", is_italic
            in_note = in_note and is_italic
            at = mark.end()
        text += segment[at:]
    found.append(Piece(label, blanks(text), italic))
    return found


def _may_leave(label: str, lists: list[_List]) -> bool:
    """Whether an upright label behind a note goes on with a list outside it."""
    kind, number = _read(label)
    return any(x.kind == kind and number > x.last and not x.is_note for x in lists)


def _takes(label: str, before: str, lists: list[_List], is_note: bool) -> bool:
    """Whether a label begins an item here; the open lists are brought up to date if so."""
    if before.strip() and not _STOP.search(before):
        return False
    kind, number = _read(label)
    if not is_note:
        lists[:] = [x for x in lists if not x.is_note]
    announced = bool(_LEAD.search(before)) or (is_note and not any(x.is_note for x in lists))
    same = [i for i, x in enumerate(lists) if x.kind == kind and x.is_note == is_note]
    following = [i for i in same if lists[i].last + 1 == number]
    if announced and (number == 1 or not following):
        lists.append(_List(kind, number, is_note))
        return True
    # The next label of an open list, else a later one: the law leaves places out.
    later = following or [i for i in same if number > lists[i].last]
    if not later:
        return False
    lists[later[-1]].last = number
    del lists[later[-1] + 1 :]
    return True


def _read(label: str) -> tuple[str, int]:
    if label.isdecimal():
        return "number", int(label)
    return "letter", string.ascii_lowercase.index(label[0]) + 1 + 26 * (len(label) - 1)
