"""Profiles: how one list is written, as data.

`profiles/<slug>.toml` tells what codes, labels, notes, headings and connectors of a list look like and in which
language. Reading and parsing hold no word of any list; a list is added by a profile file alone.

>>> profile("eu-dual-use").shape.example
'3B001.f.1'
>>> profile("atlantis")  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
controllist.errors.MisuseError: expected a list such as ..., found 'atlantis'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from attrs import field, frozen

from controllist.codes import CodeShape, Origin
from controllist.errors import MisuseError, SourceError
from controllist.model import Kind
from controllist.packaged import packaged

Pattern = re.Pattern[str]

_PATH = r"(?:\s?\.\s?(?:([a-z])\1?|\d{1,3})\b(?![)]))*"
"""Labels behind a code as the lists of the Union print them: a letter, a letter twice (after z) or a number."""


@frozen(eq=False)
class NoteLabel:
    """How one kind of note announces itself: its words, the name in its code, its kind before its text is read.

    `keeps_words` where the words are part of the text as well ("SEE ALSO 1A002").
    """

    words: str
    name: str
    kind: Kind
    keeps_words: bool = False

    @property
    def label_pattern(self) -> str:
        """The words for a verbose pattern, in a group named `word`; capitals count, running text has them small."""
        return f"(?P<word>(?:{self.words.replace(' ', '[ ]')})(?![\\w-]))"


@frozen
class FrontMatter:
    """A part before the entries: its heading, its code, and what goes before the labels of its items."""

    heading: Pattern
    code: str
    items: str = ""
    definitions: bool = False


@frozen
class Section:
    """A heading of a category or group; `code` is filled from the groups of `heading`."""

    heading: Pattern
    code: str
    kind: Kind
    above: tuple[str, ...] = ()
    """Codes it may stand below, the nearest first, filled in the same way."""


@frozen(eq=False)
class Profile:
    """How one list is written; `profile` gives one and the same for a list, so that it can be a key."""

    slug: str
    version: str
    language: str
    title: str
    shape: CodeShape
    printed_code: Pattern
    """An entry's code as the list prints it, at the start of a text."""
    note_labels: tuple[NoteLabel, ...]
    excludes: Pattern
    includes: Pattern
    all_of: Pattern
    any_of: Pattern
    lead_in: Pattern
    """Words at the end of a text after which a list must follow: `leads`."""
    connector_all: Pattern
    connector_any: Pattern
    connector: Pattern
    """Either of them at the end of a text: `connects`."""
    not_used: Pattern
    none: Pattern
    continued: Pattern
    sections: tuple[Section, ...]
    front: tuple[FrontMatter, ...]
    boundary: Pattern
    """A line that begins another annex or act."""
    title_line: Pattern
    back: Pattern
    """A line after the entries with which the list is over."""
    term: Pattern
    """A defined term at the start of its definition, in group 1."""
    term_forms: tuple[tuple[Pattern, str], ...] = ()
    """Patterns for a term in the form that a sentence gives it, with the form that names it."""
    local_quotes: tuple[str, str] = ("'", "'")
    reaches: tuple[str, ...] = ()
    """The categories or entries a whole list has, in order; empty where that is not known."""
    keep_case: tuple[str, ...] = field(factory=tuple)
    """Terms that keep a capital, since they are names."""
    path: Pattern = re.compile(_PATH, re.IGNORECASE)
    """The labels behind a code where a text names a place: `.f.1.b.`, or ` b) 4.` in lists that print it so."""
    subject: Pattern = re.compile("")
    """Words before the code in the first words of a note ("Item 3A001 does not …")."""
    pointer: Pattern = re.compile(r"(?!)")
    """The word after which a pointer names other places ("see")."""
    conditions: Pattern = re.compile(r"(?!)")
    """How a text ends whose list holds conditions, no goods ("having all of the following")."""
    is_ordered: bool = True
    """False where labels keep the places of another list, so that they need not run a, b, c."""
    notes_run_through: bool = False
    """Whether the notes of an entry are numbered from its first to its last, so that they hang on the entry itself."""
    opens_with_entries: bool = False
    """Whether what stands before the first entry is front matter, not a part of the list."""
    origin: Origin = ""
    """Where its controls come from; empty where the profile does not tell."""

    def leads(self, text: str) -> bool:
        """Whether a text ends so that a list must follow.

        >>> eu = profile("eu-dual-use")
        >>> [eu.leads(text) for text in ("vats as Follows;", "the following of steel", "what follows it")]
        [True, True, False]
        """
        return text.endswith(":") or self.lead_in.search(text[-100:].lower()) is not None

    def connects(self, text: str) -> bool:
        """Whether a text ends in "and" or "or".

        >>> eu = profile("eu-dual-use")
        >>> [eu.connects(text) for text in ("steel; and", "OR", "sand", "and steel")]
        [True, True, False, False]
        """
        return self.connector.search(text[-40:].lower()) is not None


def slugs() -> tuple[str, ...]:
    """The lists that have a profile, in alphabetical order.

    >>> "eu-military" in slugs()
    True
    """
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.toml")))


@lru_cache
def profile(slug: str) -> Profile:
    """The profile of a list; raises `MisuseError` naming the known ones."""
    if slug not in slugs():
        raise MisuseError(f"expected a list such as {', '.join(slugs())}, found {slug!r}", list=slug)
    return build_profile(slug, _data(slug))


def origin_of(slug: str) -> Origin:
    """Where the controls of a list come from; empty without a profile that tells. Cheaper than the whole profile.

    >>> origin_of("nl-semicon"), origin_of("eu-dual-use"), origin_of("atlantis")
    ('national', 'by number', '')
    """
    return _origin(slug, _data(slug)) if slug in slugs() else ""


@lru_cache
def _data(slug: str) -> dict[str, Any]:
    try:
        return tomllib.loads(packaged(__package__, f"{slug}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{slug}.toml: expected TOML, found an error: {error}") from None


def _origin(slug: str, data: dict[str, Any]) -> Origin:
    found: Origin = data.get("origin", "")
    if found not in get_args(Origin):
        known = ", ".join(get_args(Origin)[1:])
        raise SourceError(f"{slug}.toml: expected one of {known} for 'origin', found {found!r}")
    return found


_KEYS = {
    "": "version language title codes notes words sections front boundary title_line back term term_forms local_quotes "
    "reaches keep_case opens_with_entries origin",
    "codes": "entry second_part sections printed canonical example path ordered",
    "notes": "labels excludes includes subject pointer run_through_entry",
    "words": "all_of any_of lead_in conditions and or not_used none continued",
}
_NEEDED = (("", "language"), ("", "title"), ("", "codes"), ("codes", "entry"))


def build_profile(slug: str, data: dict[str, Any]) -> Profile:
    """A profile from what its file says; what it leaves out never occurs in that list.

    Raises `SourceError` for a key that is missing or unknown, and for a pattern that is no regular expression.

    >>> build_profile("vats", {"language": "en", "title": "Vats", "codes": {"entry": "VAT("}})
    Traceback (most recent call last):
        ...
    controllist.errors.SourceError: vats.toml: expected a pattern, found 'VAT(': missing ), unterminated subpattern
    """
    for table, known in _KEYS.items():
        held = data.get(table, {}) if table else data
        missing = [key for where, key in _NEEDED if where == table and key not in held]
        unknown = [key for key in held if key not in known.split()]
        if missing or unknown:
            what = "" if not table else f" in [{table}]"
            found = (
                f"expected {missing[0]!r}{what}, found none"
                if missing
                else (f"expected one of {known.replace(' ', ', ')}{what}, found {unknown[0]!r}")
            )
            raise SourceError(f"{slug}.toml: {found}")
    try:
        return _built(slug, data)
    except re.error as error:
        raise SourceError(f"{slug}.toml: expected a pattern, found {error.pattern!r}: {error.msg}") from None


def _built(slug: str, data: dict[str, Any]) -> Profile:
    codes, words = data["codes"], data.get("words", {})
    notes = data.get("notes", {})
    entry = _pattern(codes["entry"])
    second = codes.get("second_part")
    return Profile(
        slug=slug,
        version=str(data.get("version", "1")),
        language=data["language"],
        title=data["title"],
        shape=CodeShape(
            name=slug,
            entry=entry,
            canonical=codes.get("canonical", "{0}"),
            second_part=_pattern(second) if second else None,
            sections=_pattern(codes["sections"]) if "sections" in codes else None,
            example=codes.get("example", ""),
        ),
        printed_code=_pattern(codes["printed"]) if "printed" in codes else entry,
        note_labels=tuple(
            NoteLabel(n["label"], n["name"], n["kind"], n.get("keeps_words", False)) for n in notes.get("labels", ())
        ),
        excludes=_words(notes.get("excludes")),
        includes=_words(notes.get("includes")),
        all_of=_words(words.get("all_of")),
        any_of=_words(words.get("any_of")),
        lead_in=_ending(words.get("lead_in", ())),
        connector_all=_connector(words.get("and")),
        connector_any=_connector(words.get("or")),
        connector=_ending([*words.get("and", ()), *words.get("or", ())], apart=r"(?:\A|\W)"),
        not_used=_words(words.get("not_used"), end=True),
        none=_words(words.get("none"), end=True),
        continued=_words(words.get("continued"), end=True),
        sections=tuple(
            Section(_pattern(s["heading"]), s["code"], s["kind"], tuple(s.get("above", ())))
            for s in data.get("sections", ())
        ),
        front=tuple(
            FrontMatter(_pattern(f["heading"]), f["code"], f.get("items", ""), f.get("definitions", False))
            for f in data.get("front", ())
        ),
        boundary=_words(data.get("boundary"), end=True),
        title_line=_words(data.get("title_line"), end=True),
        back=_words(data.get("back")),
        term=_pattern(data.get("term", r"(?!)")),
        term_forms=tuple((_pattern(p), form) for p, form in data.get("term_forms", ())),
        local_quotes=(data.get("local_quotes", "''")[0], data.get("local_quotes", "''")[-1]),
        reaches=tuple(data.get("reaches", ())),
        keep_case=tuple(data.get("keep_case", ())),
        path=_pattern(codes.get("path", _PATH)),
        subject=_pattern(notes.get("subject", "")),
        pointer=_words(notes.get("pointer")),
        conditions=_conditions(words),
        is_ordered=codes.get("ordered", True),
        notes_run_through=notes.get("run_through_entry", False),
        opens_with_entries=data.get("opens_with_entries", False),
        origin=_origin(slug, data),
    )


def _pattern(text: str) -> Pattern:
    return re.compile(text, re.VERBOSE | re.IGNORECASE if "\n" in text else re.IGNORECASE)


def _words(alternatives: list[str] | None, end: bool = False) -> Pattern:
    """One pattern of several phrases; without any, a pattern that never fits."""
    if not alternatives:
        return re.compile(r"(?!)")
    return re.compile(rf"(?:{'|'.join(alternatives)})" + (r"\W*\Z" if end else ""), re.IGNORECASE)


def _conditions(words: dict[str, list[str]]) -> Pattern:
    """The end of a text that announces all of a list, or any of it behind words such as "having"."""
    if not words.get("conditions"):
        return re.compile(r"(?!)")
    every, some, verbs = ("|".join(words.get(key, ())) or r"(?!)" for key in ("all_of", "any_of", "conditions"))
    kinds = rf"(?:{every})|\b(?:{verbs})\b[^:;]{{0,60}}?(?:{some})"
    return re.compile(rf"(?:{kinds})[^:;]{{0,100}}:\W*\Z", re.IGNORECASE)


def _ending(alternatives: Iterable[str], apart: str = "") -> Pattern:
    """The end of a text in small letters: one of these phrases, which are in small letters too."""
    return re.compile(rf"{apart}(?:{'|'.join(alternatives) or '(?!)'})\W*\Z")


def _connector(alternatives: list[str] | None) -> Pattern:
    if not alternatives:
        return re.compile(r"(?!)")
    return re.compile(rf"(?:\A|\W)(?:{'|'.join(alternatives)})\W*\Z", re.IGNORECASE)
