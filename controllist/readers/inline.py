"""Text within a line: its exponents and italics (`Run`), and items that run on in one line (`split_items`).

Some sources give a whole entry as one line: `as follows: a. Pumps; b. Valves having: 1. a seal; or 2. a bellows`.
A label is taken only where it can stand: after a stop, and as the next of a list that is open, or as the first of a
list that the words before it announce. "3B501.a.4." and "items a. and b." are references and stay text. Italics mark
notes; a note has lists of its own.

>>> [(i.label, i.text) for i in split_items([("Tools: a. Saws; see 2B001.b.; b. Files as in item c. of it.", False)])]
[('', 'Tools:'), ('a.', 'Saws; see 2B001.b.;'), ('b.', 'Files as in item c. of it.')]
"""

from __future__ import annotations

import hashlib
import itertools
import re
import string
from collections.abc import Iterable

from attrs import define, field, frozen

from controllist.normalize import blanks, visible

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


FORMULA = "[formula]"
_ITEM_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3})[.)]")
_TERM = re.compile(r"""["“”][^"“”|]+["“”]|['‘’][^'‘’|]+['‘’]""")
_WHOLE, _LEAST = 0.9, 0.25
"""The share of a text that must be in italics; and the least where terms in quotation marks are upright."""


@define
class Run:
    """Text between two block elements while it is gathered, with what the parser must know of its typography.

    >>> run = Run()
    >>> run.add("up to 10"); run.add_raised("–6"); run.add("\\u00a0m")
    >>> run.text(), run.is_italic()
    ('up to 10^-6 m', False)
    """

    mark: str = ""
    """The amending act of the passage."""
    pieces: list[tuple[str, bool]] = field(factory=list)
    """Each piece of text with whether it is in italics."""
    formulas: tuple[str, ...] = ()
    """One hash for each formula or picture."""

    def add(self, text: str | None, italic: bool = False) -> None:
        """Plain text as it stands; blanks are levelled at the end, and those before all else are none."""
        if text and (self.pieces or not text.isspace()):
            self.pieces.append((text, italic))

    def add_raised(self, text: str, italic: bool = False) -> None:
        """A raised glyph or word as `^text`; the en dash and the minus sign some converters put there become `-`."""
        if text.strip():
            raised = blanks(text).replace("–", "-").replace("−", "-")
            # Two words raised together need braces, or the second would read as text.
            self.add("^{" + raised + "}" if " " in raised else "^" + raised, italic)

    def add_formula(self, content: bytes, text: str = "") -> None:
        """A formula or picture: a placeholder, with its text on one line where it has one; its bytes as a hash.

        >>> run = Run()
        >>> run.add_formula(b"<a/>", "x = (a) / (b)")
        >>> run.text(), run.provenance()
        ('[formula: x = (a) / (b)]', 'formula:29114363f749a022')
        """
        shown = blanks(text).replace("[", "(").replace("]", ")")
        self.add(f" [formula: {shown}] " if shown else f" {FORMULA} ")
        self.formulas += (hashlib.sha256(content).hexdigest()[:16],)

    def text(self) -> str:
        return blanks("".join([text for text, _ in self.pieces]))

    def is_italic(self) -> bool:
        """Whether all but a connector, a stray mark, terms in quotation marks or the label before it is in italics.

        >>> run = Run()
        >>> run.add("10. "); run.add("as for ", italic=True); run.add('"tin"')
        >>> run.is_italic()
        True
        """
        shown = {italic for text, italic in self.pieces if not text.isspace()}
        if len(shown) < 2:
            return True in shown
        whole = visible("".join(text for text, _ in self.pieces))
        italic = visible("".join(text for text, italic in self.pieces if italic))
        before = "".join(text for text, _ in itertools.takewhile(lambda piece: not piece[1], self.pieces)).strip()
        whole -= visible(before) if _ITEM_LABEL.fullmatch(before) or NOTE_HEADING.fullmatch(before) else 0
        if _LEAST * whole <= italic < _WHOLE * whole:
            upright = "".join("|" if italic else text for text, italic in self.pieces)
            whole -= sum(visible(term) for term in _TERM.findall(upright))
        return 0 < _WHOLE * whole <= italic

    def provenance(self) -> str:
        """The mark of the run: the amending act of the passage, and the hash of each formula."""
        return " ".join([*([self.mark] if self.mark else []), *(f"formula:{h}" for h in self.formulas)])
