r"""Control codes: the address of a provision, a note or a definition in a control list.

How codes look is told by the official lists themselves: Annex I to Regulation (EU) 2021/821 (`3B001.f.1.b.2`, where
category 5 comes in two parts), the EU Common Military List (`ML10.c`), and the compilation of national lists in
OJ C/2023/441, which puts a digit before the three of a national entry (`3B1001.l`). The shape of one list's codes is
a `CodeShape`; profiles hold them as data.

A code is a string in one canonical spelling, so that it can be a key, be compared and be printed as it is:

>>> parse_code("3b001f1b")
'3B001.f.1.b'
>>> parse_code("ML 10 c").entry
'ML10'
>>> parse_code("3B001.h#note.1.b").parent
'3B001.h#note.1'
>>> sorted(map(parse_code, ["5A002", "5E101", "5A001", "5A001.b"]), key=order)
['5A001', '5A001.b', '5E101', '5A002']
>>> parse_code("hello")
Traceback (most recent call last):
    ...
controllist.errors.CodeError: expected a control code such as 3B001.f.1 or ML10.c, found 'hello'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from attrs import field, frozen

from controllist.errors import CodeError, MisuseError

Regime = Literal["WA", "MTCR", "NSG", "AG", "CWC", "500-series", "national"]
"""The arrangement a control comes from (`meaning.regimes`)."""
Origin = Literal["", "by number", "WA", "MTCR", "NSG", "AG", "CWC", "500-series", "national"]
"""Where the controls of a list come from: each number tells its own, all of the list have one, or it is not told."""
NOTE_WORDS = ("part", "note", "technical-note", "see-also", "definition")
GENERAL_CODES = ("general", "NTN", "NSN", "GTN", "GSN", "GISN")

_NOTE_TAIL = re.compile(
    r"""
    (?: \# (?: part | note | technical-note | see-also | definition )   # what hangs on the place
        (?: ~ \d+ )?                                                    # the second one without a number
        (?: \. [\w-]+ (?: ~ \d+ )? )*                                   # its number and items: .1.b, .table.A
    )+
    """,
    re.VERBOSE,
)
_TERM = re.compile(r'"(?P<term>[^"]+)"(?P<tail>#definition.*)')
# Categories sort by their number, 0 to 9.
_BEFORE_THE_LISTS, _OTHER_LISTS, _BEHIND_THE_LISTS = -1, 10, 11
_SEPARATORS = re.compile(r"[\s.\-_/·,]+")


class ControlCode(str):
    """A canonical code. Build it with `parse_code`; the bare constructor trusts its argument."""

    __slots__ = ()

    @property
    def place(self) -> ControlCode:
        """The provision it belongs to: the code up to the first `#`.

        >>> ControlCode('3B001.h#note.1.b').place
        '3B001.h'
        """
        return ControlCode(self.partition("#")[0]) if "#" in self else self

    @property
    def note(self) -> str:
        """What stands behind the first `#`, empty for a provision."""
        return self.partition("#")[2]

    @property
    def entry(self) -> ControlCode:
        """The top code: `3B001`, `ML10`; for a definition the whole term.

        >>> ControlCode('3B001.f.1.b#technical-note.2').entry
        '3B001'
        """
        if "#" not in self and "." not in self:
            return self
        place = self.partition("#")[0]
        return ControlCode(place if place[:1] == '"' else place.partition(".")[0])

    @property
    def parent(self) -> ControlCode | None:
        """The next shorter code, None for an entry or a term.

        >>> ControlCode('3B001.f').parent, ControlCode('3B001#note').parent, ControlCode('3B001').parent
        ('3B001', '3B001', None)
        """
        term, mark, rest = self.rpartition('"')  # a stop within a term parts nothing
        cut = max(rest.rfind("."), rest.rfind("#"))
        return ControlCode(term + mark + rest[:cut]) if cut > 0 else None

    @property
    def depth(self) -> int:
        """How many labels stand below the entry: 0 for 3B001, 2 for 3B001.f.1."""
        return self.place.count(".") if not self.startswith('"') else 0

    def contains(self, other: str) -> bool:
        """Whether `other` is this code or below it.

        >>> ControlCode('3B001.f').contains('3B001.f.1.b'), ControlCode('3B001.f').contains('3B001.fa')
        (True, False)
        """
        return other == self or (other.startswith(self) and other[len(self)] in ".#~")


@frozen(cache_hash=True)
class CodeShape:
    """How the codes of one list look: `entry` is matched against a text without blanks, `canonical` spells it.

    `second_part` names entries that come after all others of their category (category 5, Part 2).
    """

    name: str
    entry: re.Pattern[str]
    canonical: str = "{0}"
    second_part: re.Pattern[str] | None = None
    example: str = ""
    sections: re.Pattern[str] | None = None

    def spell(self, match: re.Match[str]) -> str:
        return self.canonical.format(*(group.upper() for group in match.groups("") or (match[0],)))


DUAL_USE, MILITARY = "eu-dual-use", "eu-military"
"""The two lists of the Union, whose texts name each other and of whose codes the vocabulary speaks."""


def is_of_union(name: str) -> bool:
    """Whether a list is the Union's: the name of each begins with whose it is.

    >>> is_of_union("eu-military"), is_of_union("nl-semicon")
    (True, False)
    """
    return name.startswith("eu-")


EU_SHAPE = CodeShape(
    name=DUAL_USE,
    entry=re.compile(
        r"""
        ( [0-9] [A-E]            # category and group
          (?: 1 [0-9]{3}         # a national entry as the Official Journal recodes it: 3B1001
            | [0-9]{3} ) )       # an entry: 3B001
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    second_part=re.compile(r"5[A-E]00[2-9]"),
    sections=re.compile(r"[0-9](?:P[12]|[A-E][12]?)?", re.IGNORECASE),
    example="3B001.f.1",
)
MILITARY_SHAPE = CodeShape(
    name=MILITARY,
    entry=re.compile(r"ML ( [1-9] | 1[0-9] | 2[0-2] ) (?![0-9])", re.VERBOSE | re.IGNORECASE),
    canonical="ML{0}",
    example="ML10.c",
)
SHAPES: tuple[CodeShape, ...] = (EU_SHAPE, MILITARY_SHAPE)


def parse_code(text: str, shapes: Iterable[CodeShape] = SHAPES) -> ControlCode:
    """The canonical code of what a person typed.

    Dots may be missing, blanks, dashes and trailing stops are forgiven, case is free; what hangs on a place (notes,
    parts, definitions) is written with `#`. Raises `CodeError` where no shape fits.

    >>> parse_code(" 1c350-46 "), parse_code("6A002a2a"), parse_code("3B1001.L")
    ('1C350.46', '6A002.a.2.a', '3B1001.l')
    >>> parse_code('"Laser"#definition')
    '"Laser"#definition'
    """
    return _parse_code(text, tuple(shapes))


@lru_cache(maxsize=20_000)
def _parse_code(text: str, shapes: tuple[CodeShape, ...]) -> ControlCode:
    cleaned = text.strip().translate(_QUOTES)
    term = _TERM.fullmatch(cleaned)
    if term and _NOTE_TAIL.fullmatch(term["tail"]):
        return ControlCode(f'"{" ".join(term["term"].split())}"{term["tail"]}')
    place, mark, tail = cleaned.partition("#")
    if mark and not _NOTE_TAIL.fullmatch("#" + tail.strip()):
        raise CodeError("expected a note such as 3B001.h#note.1 behind '#', found {text!r}", text=text)
    code = _spell_place(place, shapes)
    if code is None:
        example = " or ".join(dict.fromkeys(s.example for s in shapes if s.example))
        raise CodeError("expected a control code such as {example}, found {text!r}", example=example, text=text)
    return ControlCode(code + mark + tail.strip())


def _spell_place(place: str, shapes: tuple[CodeShape, ...]) -> str | None:
    bare = place.strip()
    for general in GENERAL_CODES:
        head, _, rest = bare.partition(".")
        if head.casefold() == general.casefold():
            return general + ("." + rest.lower() if rest else "")
    tight = _SEPARATORS.sub(".", bare).strip(".")
    for shape in shapes:
        # Blanks and stops inside the entry ("ML 10", "3 B 001") come before those between labels.
        squeezed = tight.replace(".", "", 1) if re.match(r"[A-Za-z]+\.\d", tight) else tight
        match = shape.entry.match(squeezed)
        if match:
            labels = _spell_labels(squeezed[match.end() :])
            return None if labels is None else shape.spell(match) + labels
        if shape.sections and shape.sections.fullmatch(tight):
            return tight.upper()
    return None


def _spell_labels(rest: str) -> str | None:
    """`f1b`, `.f.1.b`, `.4` as `.f.1.b`, `.4`; None where something else stands there."""
    labels = ""
    for piece in rest.split("."):
        if not re.fullmatch(r"[A-Za-z\d]*", piece):
            return None
        for run in re.findall(r"[A-Za-z]+|\d+", piece):
            if len(run) > (2 if run.isalpha() else 3):
                return None
            labels += "." + run.lower()
    return labels


def order(code: str, shapes: Iterable[CodeShape] = SHAPES) -> tuple[object, ...]:
    """A sort key for the order of the law: general notes, categories, groups, entries; a parent before its children.

    Other lists stand behind the nine categories, by their letters, and defined terms behind all lists.

    >>> sorted(["3B001.f", "3B001", "3B001.f#note.1", "3B001.e", "3A001", "3"], key=order)
    ['3', '3A001', '3B001', '3B001.e', '3B001.f', '3B001.f#note.1']
    """
    return _order(code) if shapes is SHAPES else _order_by(code, tuple(shapes))


@lru_cache(maxsize=50_000)
def _order(code: str) -> tuple[object, ...]:
    """The key by the shapes of all lists, asked for in every sort: a code alone is found again sooner."""
    return _order_by(code, SHAPES)


def _order_by(code: str, shapes: Iterable[CodeShape]) -> tuple[object, ...]:
    if code.startswith('"'):
        term, _, tail = code[1:].partition('"')
        return ((_BEHIND_THE_LISTS,), term.casefold(), *_note_keys(tail))
    place, _, tail = code.partition("#")
    entry, _, labels = place.partition(".")
    return (_entry_key(entry, shapes), _label_keys(labels), *_note_keys("#" + tail if tail else ""))


def _entry_key(entry: str, shapes: Iterable[CodeShape]) -> tuple[object, ...]:
    if entry in GENERAL_CODES:
        return (_BEFORE_THE_LISTS, GENERAL_CODES.index(entry))
    found = re.fullmatch(r"(\d)(?:P(\d)|([A-E])(?:(\d)|(\d{3,4}))?)?", entry)
    if not found:
        return (_OTHER_LISTS, re.sub(r"\d", "", entry), *_number_key(re.sub(r"\D", "", entry)))
    category, part, group, section, number = found.groups("")
    later = any(s.second_part and s.second_part.fullmatch(entry) for s in shapes) or "2" in (part, section)
    return (int(category), bool(part or group), later, group, *_number_key(number))


def _label_keys(labels: str) -> tuple[object, ...]:
    """Numbers before letters, each by its size; the second of two alike (`~2`) behind the first."""
    keys = []
    for label in filter(None, labels.split(".")):
        base, _, again = label.partition("~")
        keys.append((not base.isdecimal(), *_number_key(base.casefold()), *_number_key(again)))
    return tuple(keys)


def _number_key(written: str) -> tuple[int, str]:
    """The order of numbers without zeros in front, however long, and of letters from a to z, aa to zz."""
    return (len(written), written)


def _note_keys(tail: str) -> tuple[tuple[object, ...], ...]:
    keys: list[tuple[object, ...]] = []
    for piece in tail.split("#")[1:]:
        word, _, labels = piece.partition(".")
        kind, _, again = word.partition("~")
        rank = NOTE_WORDS.index(kind) if kind in NOTE_WORDS else len(NOTE_WORDS)
        keys.append((rank, _number_key(again), _label_keys(labels)))
    return tuple(keys)


@frozen(order=True)
class EditionAddress:
    """A list and the date its text applies from.

    >>> str(EditionAddress.parse("nl-semicon@2024-09-07"))
    'nl-semicon@2024-09-07'
    """

    list: str
    date: str = field()

    @classmethod
    def parse(cls, text: str) -> EditionAddress:
        """Read `list@date`; raises `MisuseError` for anything else."""
        name, mark, day = text.strip().partition("@")
        if not mark or not re.fullmatch(r"[a-z][a-z0-9-]*", name):
            raise MisuseError("expected an edition such as eu-dual-use@2025-11-15, found {text!r}", text=text)
        return cls(name, check_date(day))

    def __str__(self) -> str:
        return f"{self.list}@{self.date}"


def check_date(text: str) -> str:
    """An ISO date that exists; raises `MisuseError` otherwise.

    >>> check_date("2024-13-01")
    Traceback (most recent call last):
        ...
    controllist.errors.MisuseError: expected a date such as 2024-09-07, found '2024-13-01'
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return text
    raise MisuseError("expected a date such as 2024-09-07, found {text!r}", text=text)


_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
