"""What a block opens with: the code of an entry, a label of an item, a note, a heading of a section or of front matter.

A marker says what could begin here; whether it does is decided by the sequence of all labels (`beam_search`).
`is_sure` is true where the form sets the label apart, so that it can be no piece of running text.

>>> from controllist.blocks import Block
>>> from controllist.profiles import profile
>>> eu = profile("eu-dual-use")
>>> entry = find_marker(Block("Lamps as follows:", label="1B001"), eu)
>>> entry.kind, entry.value, entry.rest, entry.is_sure
('entry', '1B001', 'Lamps as follows:', True)
>>> note = find_marker(Block("Note 2: 1B001.a. does not control toys."), eu)
>>> note.kind, note.number, note.rest, note.printed
('note', '2', '1B001.a. does not control toys.', 'Note 2:')
>>> maybe = find_marker(Block("b. or c. above"), eu)
>>> maybe.kind, maybe.value, maybe.is_sure
('item', 'b', False)
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from attrs import evolve, frozen

from controllist.blocks import Block
from controllist.model import Kind, Requirement
from controllist.parsing.costs import LONGEST_CONNECTOR, LONGEST_TITLE
from controllist.profiles import NoteLabel, Pattern, Profile

MarkerKind = Literal[
    "entry", "section", "front", "heading", "definition", "note", "item", "dash", "connector", "footnote"
]


@frozen
class Marker:
    """`value` is the code, the label, the term or the name of the note; `index` tells which line of the profile fitted.

    `number` is the number of a note, or the label above that an item prints before its own.
    """

    kind: MarkerKind
    value: str
    rest: str = ""
    number: str = ""
    is_sure: bool = True
    index: int = -1
    above: tuple[str, ...] = ()
    """For the heading of a section: codes it may stand below, the nearest first."""
    printed: str = ""
    """The label as the source has it, so that no character of it is lost."""
    is_inside: bool = False
    """For a definition: whether it is defined within the note before it, as `program` is in a note on `software`."""


_ITEM = re.compile(
    r"""
    \(? (?P<above> (?: [a-z]{1,2} | \d{1,3} ) \. )?         # b. in front of 1. where a list prints the path
    (?P<label> [a-z]{1,2} | \d{1,3} | [ivx]{1,5} ) [.)°]* \)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ITEM_TEXT = re.compile(r"\(?(?P<label>[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)]\)? +(?=\S)")
_AFTER_CODE = re.compile(r"\s*[.:]\s+\S|\s+\S|(?-i:[A-ZÀ-Ž])[^\W\d]|[\"“„'‘]\w")
"""What may follow the code of an entry: a blank, or its words at once where a converter has lost the blank."""
_DASH = re.compile(r"[—–•-](?: +|\Z)")
_NOTE_TAIL = r"""
    \s* (?: [.:]? \s* (?P<number> \d{1,2} [a-z]? )                            # Note 2, N.B.1.
        (?! [\w,] | \.\s?[a-z0-9]\b | \s*(?:and|or|to|by)\b ) )?             # but not Note 2.a., Notes 1 and 2
    (?P<stop> \s* [.:]+ )*                                                     # Note 2:, N.B.:
    \s*
"""


_SEVERAL = re.compile(r"\s+\d{1,2}\s*(?:,\s*\d{1,2}\s*)?\b(?:and|or|to|en|of|und|oder|a|až)\s+\d")
"""Numbers of notes behind the word, as running text has them: "Notes 1 and 2 do not …"."""


def find_marker(block: Block, profile: Profile) -> Marker | None:
    """The marker a block begins with, None for running text."""
    if block.discard is not None:
        return None
    if block.style == "footnote":
        if not block.label and block.indent is not None:
            return None
        return Marker("footnote", block.label.strip("() ") or "0", block.text, printed=block.label)
    if block.label:
        found = _from_label(block, profile)
        if found is not None:
            return found
    text = f"{block.label} {block.text}".strip()
    found = (
        _heading(text, block, profile)
        or _entry(text, profile)
        or _note(text, block.style == "italic", profile)
        or _connector(text, profile)
        or _item(text)
        or _capitals(text, block)
    )
    return _with_print(found, text) if found is not None else None


def _with_print(marker: Marker, text: str) -> Marker:
    """The marker with what stands before the rest of the text."""
    kept = marker.rest if marker.rest and text.endswith(marker.rest) else ""
    return evolve(marker, printed=text[: len(text) - len(kept)].strip())


def entry_code(text: str, profile: Profile) -> str:
    """The canonical code of an entry that is the whole text, else empty.

    >>> from controllist.profiles import profile
    >>> entry_code("ML 7", profile("eu-military")), entry_code("see ML7", profile("eu-military"))
    ('ML7', '')
    """
    found = profile.printed_code.match(text.strip())
    if found and not text.strip()[found.end() :].strip(" .:—–-"):
        return spelled(found[0], profile)
    return ""


@lru_cache(maxsize=2_000)
def spelled(printed: str, profile: Profile) -> str:
    """The canonical code of an entry from how it is printed, empty for what is none; texts name the same over and over.

    >>> from controllist.profiles import profile
    >>> spelled("ml 7", profile("eu-military")), spelled("ML77", profile("eu-military"))
    ('ML7', '')
    """
    match = profile.shape.entry.fullmatch(re.sub(r"[\s.]+", "", printed))
    return profile.shape.spell(match) if match else ""


def _from_label(block: Block, profile: Profile) -> Marker | None:
    found = _label(block.label, profile)
    if found is not None:
        rest, is_sure = block.text, found.is_sure and (found.kind != "item" or block.indent is None)
        return Marker(found.kind, found.value, rest, found.number, is_sure, found.index, printed=found.printed)
    text = f"{block.label.strip()} {block.text}".strip()
    heading = _heading(text, block, profile)
    return _with_print(heading, text) if heading is not None else None


@lru_cache(maxsize=2_000)
def _label(printed: str, profile: Profile) -> Marker | None:
    """What a label that the form sets apart is by itself; lists have the same ones over and over."""
    label = printed.strip()
    item = _ITEM.fullmatch(label)
    is_letter = item is not None and len(item["label"]) == 1 and not item["above"] and item["label"].isalpha()
    code = entry_code(label, profile) if not is_letter else ""
    if code:
        return Marker("entry", code, printed=printed)
    note = _note(label, True, profile) if not is_letter else None
    if note is not None and not note.rest:
        return evolve(note, is_sure=True, printed=printed)
    if item:
        above = (item["above"] or "").rstrip(".").lower()
        return Marker("item", item["label"].lower(), "", above, printed=printed)
    return Marker("dash", "—", printed=printed) if _DASH.fullmatch(label) else None


def _heading(text: str, block: Block, profile: Profile) -> Marker | None:
    if len(text) > LONGEST_TITLE:
        return None
    for index, front in enumerate(profile.front):
        if front.heading.fullmatch(text.strip(" .:")):
            return Marker("front", front.code, "", index=index)
    for index, section in enumerate(profile.sections):
        found = section.heading.fullmatch(text.strip())
        if found:
            groups = {k: v or "" for k, v in found.groupdict().items()}
            code, above = section.code.format(**groups), tuple(a.format(**groups) for a in section.above)
            rest = text.strip()[found.end("label") :].lstrip(" .–—-") if "label" in found.groupdict() else text
            return Marker("section", code, rest, index=index, above=above)
    # Print has no headings, only lines that look like one: what has a label is none.
    if block.style != "heading" or block.indent is not None:
        return None
    entry = _entry(text, profile)
    return evolve(entry, is_sure=True) if entry is not None and entry.rest else Marker("heading", "", text)


def _capitals(text: str, block: Block) -> Marker | None:
    """A heading that the form does not set as one: words in capitals alone in an unlabelled paragraph."""
    if block.style == "heading":
        return Marker("heading", "", text)
    is_alone = not block.label and block.indent is None and block.depth in (0, None) and text[-1:] not in ";:.,"
    if not is_alone or " " not in text or not all(c.isupper() for c in text if c.isalpha()):
        return None
    return Marker("heading", "", text) if sum(c.isalpha() for c in text) > 8 else None


def _entry(text: str, profile: Profile) -> Marker | None:
    found = profile.printed_code.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    code = spelled(found[0], profile)
    if not code or (rest and not _AFTER_CODE.match(rest)):
        return None
    return Marker("entry", code, rest.lstrip(" .:"), is_sure=False)


def _note(text: str, is_apart: bool, profile: Profile) -> Marker | None:
    for index, note in enumerate(profile.note_labels):
        found = _note_pattern(note).match(text)
        if not found:
            continue
        rest = text[found.end() :]
        word_end = found.end("word")
        if (rest[:1].isalnum() and found.end() == word_end) or _SEVERAL.match(text, word_end):
            continue
        colon = ":" in text[word_end : found.end()] or "." in found["word"]
        begins_new = not rest or not rest[0].islower()
        if not (colon or begins_new):
            # "Note 1 does not diminish …" is running text.
            continue
        if note.keeps_words:
            rest = text
        is_sure = colon or is_apart
        return Marker("note", note.name, rest, found["number"] or "", is_sure, index)
    return None


@lru_cache(maxsize=200)
def _note_pattern(note: NoteLabel) -> Pattern:
    return re.compile(rf"(?:{note.label_pattern}){_NOTE_TAIL}", re.VERBOSE)


def _connector(text: str, profile: Profile) -> Marker | None:
    if len(text) <= LONGEST_CONNECTOR and (
        profile.connector_all.fullmatch(text) or profile.connector_any.fullmatch(text)
    ):
        return Marker("connector", text, text)
    return None


def bare_item(text: str) -> Marker | None:
    """A label without a stop, as definitions print them: `a Continuous yarns`, `a.1 Accounts`.

    >>> bare_item("b Tapes and mats").value, bare_item("a pump")
    ('b', None)
    """
    found = re.match(r"(?:(?P<above>[a-z])\.)?(?P<label>[a-z]|\d{1,2})\s+(?=[^\W\da-z_]|[\"'“‘±])", text)
    if not found:
        return None
    printed = text[: found.end()].strip()
    return Marker("item", found["label"], text[found.end() :], found["above"] or "", False, printed=printed)


def _item(text: str) -> Marker | None:
    alone = _ITEM.fullmatch(text)
    if alone and not text[-1].isalnum():
        return Marker("item", alone["label"].lower(), "", (alone["above"] or "").rstrip(".").lower(), is_sure=False)
    found = _ITEM_TEXT.match(text)
    if found:
        return Marker("item", found["label"].lower(), text[found.end() :], is_sure=False)
    dash = _DASH.match(text)
    if dash:
        return Marker("dash", "—", text[dash.end() :], is_sure=False)
    return None


@lru_cache(maxsize=1_000)
def readings(label: str) -> tuple[tuple[str, int], ...]:
    """The kinds of list a label may belong to, each with its place there; a dash has none.

    >>> readings("c"), readings("aa"), readings("12"), readings("i"), readings("—")
    ((('letter', 3),), (('letter', 27),), (('number', 12),), (('letter', 9), ('roman', 1)), (('dash', 0),))
    """
    if label.isdecimal():
        return (("number", int(label)),)
    found = []
    if label.isascii() and label.isalpha() and len(set(label)) == 1:
        # aa, bb, cc continue after z, as the lists print them.
        found.append(("letter", string.ascii_lowercase.index(label[0]) + 1 + 26 * (len(label) - 1)))
    if label and set(label) <= set(_ROMAN):
        values = [_ROMAN[c] for c in label]
        found.append(("roman", sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))))
    return tuple(found) or (("dash", 0),)


_ROMAN = {"i": 1, "v": 5, "x": 10}
_STOP = re.compile(r"\.(?<=[^\W\d_]{3}\.)\s+(?=[^\W\d_])")
"""The stop after a word, not the one after a label or an abbreviation."""


def note_kind(labelled: Kind, text: str, profile: Profile) -> Kind:
    """The kind of a note: technical notes and cross-references by their label, others by their verb."""
    if labelled != "note":
        return labelled
    end = next((m.start() for m in _STOP.finditer(text) if text[m.end()].isupper()), len(text))
    head = text[:end]
    excludes, includes = profile.excludes.search(head), profile.includes.search(head)
    if excludes and (not includes or excludes.start() <= includes.start()):
        return "note-excludes"
    return "note-includes" if includes else "note"


def requirement(text: str, children: Sequence[str], profile: Profile) -> Requirement | None:
    """How children combine, by the lead-in of their parent, else by the connector before the last of them.

    None without children; `list` where neither says anything.
    """
    if not children:
        return None
    tail = text[-160:]
    found_all = [m.end() for m in profile.all_of.finditer(tail)]
    found_any = [m.end() for m in profile.any_of.finditer(tail)]
    if found_all or found_any:
        return "all" if max(found_all, default=-1) > max(found_any, default=-1) else "any"
    last_but_one = children[-2] if len(children) > 1 else ""
    if profile.connector_all.search(last_but_one):
        return "all"
    if profile.connector_any.search(last_but_one):
        return "any"
    return "list"
