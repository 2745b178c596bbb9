"""From blocks to units: the paragraphs of the list with the evidence that `beam_search` weighs.

In markup each block is a paragraph. In print each block is a line: a line without a marker goes on with the paragraph
before it, and words cut at the end of a line are joined as the rest of the source writes them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from attrs import evolve, frozen

from controllist.blocks import Block
from controllist.normalize import blanks
from controllist.parsing.costs import FEWEST_FLAT, LONGEST_NAME, LONGEST_NAMING, LONGEST_WORD
from controllist.parsing.markers import Marker, spelled
from controllist.profiles import Profile

_ENDED = re.compile(r"[;:.!?…][\"'”’)\]]*\Z|[\"”’']\Z")
_LABELLED = frozenset(("note", "item", "dash"))
_CODED = frozenset(("entry", "section", "front"))
_STARTS = _CODED | {"heading"}
_LABEL = re.compile(r"[a-z]+|\d+")
_GLUED_LABEL = re.compile(r"[a-z](?!\w)")


UnitKind = Literal["entry", "section", "front", "heading", "definition", "note", "item", "dash", "text", "footnote"]


@frozen
class Unit:
    """One paragraph with its marker, as evidence for its place.

    `label` is the item's label or the name of the note, `number` of a note its number, of an item a label printed
    before its own. `names` is the code that a note names in its first words. `starts_new` is False where the text
    before it has not ended (print). `leads` tells that its text ends so that a list must follow, `connects` that it
    ends in "and" or "or".
    """

    kind: UnitKind
    label: str = ""
    number: str = ""
    text: str = ""
    code: str = ""
    names: str = ""
    depth: int | None = None
    indent: float | None = None
    page: int = 0
    is_italic: bool = False
    is_sure: bool = True
    starts_new: bool = True
    is_unused: bool = False
    leads: bool = False
    connects: bool = False
    is_ordered: bool = True
    """False for a list whose labels follow another list's and so need not run a, b, c."""
    cited: frozenset[str] = frozenset()
    """The codes of its entry with its label that the list names: of two places open to it, a cited one is likelier."""
    is_inside: bool = False
    """For a definition: whether it stands within the note that was opened last."""
    marker: Marker | None = None
    blocks: tuple[Block, ...] = ()


@frozen
class Paragraph:
    """A marker with its blocks and their joined text, without the label."""

    marker: Marker | None
    blocks: tuple[Block, ...]
    text: str
    starts_new: bool = True


def paragraphs(selected: Iterable[tuple[Block, Marker | None]], profile: Profile, words: Words) -> list[Paragraph]:
    """The paragraphs of the list in reading order, without what is discarded."""
    found: list[Paragraph] = []
    for block, marker in selected:
        if block.discard:
            continue
        is_line = block.indent is not None
        text = marker.rest if marker else blanks(f"{block.label} {block.text}")
        previous = found[-1] if found else None
        if marker is None and previous is not None and _goes_on(previous, block, is_line):
            joined = words.join(previous.text, text)
            found[-1] = evolve(previous, blocks=(*previous.blocks, block), text=joined)
            continue
        starts_new = previous is None or not is_line or _has_ended(previous, profile) or _hangs(previous, block)
        found.append(Paragraph(marker, (block,), text, starts_new))
    return found


def _goes_on(previous: Paragraph, block: Block, is_line: bool) -> bool:
    """A printed line goes on with what stands before it; in markup only the text of a note with a heading does."""
    is_footnote = previous.marker is not None and previous.marker.kind == "footnote"
    if _stands_alone(previous) or is_footnote != (block.style == "footnote"):
        return False
    if is_line:
        return True
    is_headed = previous.marker is not None and previous.marker.kind == "note" and not previous.text
    return is_headed and block.style != "table" and (block.depth or 0) >= (previous.blocks[0].depth or 0)


def _hangs(previous: Paragraph, block: Block) -> bool:
    """Whether a line stands as far left as the label of the paragraph before it, whose own lines hang to the right."""
    first = previous.blocks[0]
    if previous.marker is None or not previous.marker.rest or first.indent is None or block.indent is None:
        return False
    return first.location.page == block.location.page and block.indent <= first.indent


def _stands_alone(paragraph: Paragraph) -> bool:
    return paragraph.marker is not None and paragraph.marker.kind in ("section", "front")


def _has_ended(paragraph: Paragraph, profile: Profile) -> bool:
    return not paragraph.text or _stands_alone(paragraph) or has_ended(paragraph.text, profile)


def has_ended(text: str, profile: Profile) -> bool:
    """Whether a printed text is complete: it ends in a stop, in a connector, or in words that stand for themselves.

    >>> from controllist.profiles import profile
    >>> eu = profile("eu-dual-use")
    >>> has_ended("Pumps having all of the following:", eu), has_ended("as specified in", eu), has_ended("x; or", eu)
    (True, False, True)
    """
    return bool(
        _ENDED.search(text) or profile.connects(text) or profile.not_used.match(text) or profile.none.fullmatch(text)
    )


_Cited = Mapping[str, frozenset[str]]
"""Codes by their last label."""
_NONE: frozenset[str] = frozenset()


def units(selected: Iterable[tuple[Block, Marker | None]], profile: Profile, words: Words) -> list[Unit]:
    """The paragraphs of the list in reading order, each with the evidence for its place."""
    found = paragraphs(selected, profile, words)
    cited = _cited(found, profile)
    made: list[Unit] = []
    here: _Cited = {}
    for paragraph in found:
        if paragraph.marker is not None and paragraph.marker.kind in _CODED:
            here = cited.get(paragraph.marker.value, {})
        made.append(_unit(paragraph, profile, here))
    return _without_flat_depths(made)


def _cited(found: Sequence[Paragraph], profile: Profile) -> dict[str, _Cited]:
    """The codes that the list names, by entry."""
    names_one = profile.printed_code.search
    texts = [paragraph.text for paragraph in found if names_one(paragraph.text)]
    codes = {code for text in texts for code in named_codes(text, profile, within=None)}
    cited: dict[str, dict[str, set[str]]] = {}
    for code in codes:
        entry, label = code.partition(".")[0], code.rpartition(".")[2]
        cited.setdefault(entry, {}).setdefault(label, set()).add(code)
    return {e: {label: frozenset(named) for label, named in labels.items()} for e, labels in cited.items()}


def _without_flat_depths(made: list[Unit]) -> list[Unit]:
    """The units without depths in entries whose lists all stand at one depth, which then tells nothing.

    Where most entries with lists below lists are so, no list of the text is nested, and depths tell nothing anywhere.
    """
    starts = [i for i, u in enumerate(made) if u.kind in _STARTS]
    parts = [made[first:end] for first, end in itertools.pairwise([*starts, len(made)])]
    flat = [_is_flat(part) for part in parts]
    all_flat = flat.count(True) >= max(FEWEST_FLAT, flat.count(False))
    found = made[: starts[0] if starts else len(made)]
    for part, is_flat in zip(parts, flat, strict=True):
        is_told = not is_flat and not (all_flat and part[0].kind == "entry")
        found += part if is_told else [evolve(u, depth=None) for u in part]
    return found


def _is_flat(part: Sequence[Unit]) -> bool | None:
    """Whether the lists of an entry all stand at one depth, None where it has no list below another.

    Numbers between letters are such a list; behind the last letter they may be those of a note.
    """
    if part[0].kind != "entry":
        return None
    turns, was_number, depths = 0, None, set()
    for unit in part:
        if unit.kind == "item" and not unit.is_italic:
            depths.add(unit.depth)
            is_number = unit.label.isdecimal()
            if is_number is not was_number:
                turns, was_number = turns + 1, is_number
    if turns < 3:
        return None
    return len(depths) == 1 and None not in depths


def _unit(paragraph: Paragraph, profile: Profile, cited: _Cited) -> Unit:
    block, marker, text = paragraph.blocks[0], paragraph.marker, paragraph.text
    kind: UnitKind = "text" if marker is None or marker.kind == "connector" else marker.kind
    value = marker.value if marker is not None else ""
    label = value if kind in _LABELLED else ""
    return Unit(
        kind=kind,
        label=label,
        number=marker.number if marker is not None else "",
        text=text,
        code=value if kind in _CODED else "",
        names=named_code(text, profile) if kind == "note" else "",
        depth=0 if block.style == "heading" and block.indent is None else block.depth,
        indent=block.indent,
        page=block.location.page,
        is_italic=_is_italic(paragraph),
        is_sure=marker is None or marker.is_sure,
        starts_new=paragraph.starts_new,
        is_unused=profile.not_used.match(text) is not None,
        leads=profile.leads(text),
        connects=profile.connects(text),
        is_ordered=profile.is_ordered,
        cited=cited.get(label, _NONE),
        is_inside=marker is not None and marker.is_inside,
        marker=marker,
        blocks=paragraph.blocks,
    )


def _is_italic(paragraph: Paragraph) -> bool:
    """Whether the text is in italics; the heading of a note often is where its text is not, and the reverse."""
    if len(paragraph.blocks) == 1:
        return paragraph.blocks[0].style == "italic"
    marker, blocks = paragraph.marker, [b for b in paragraph.blocks if b.text]
    is_headed = marker is not None and marker.kind == "note" and not marker.rest and len(blocks) > 1
    said = blocks[1:] if is_headed and not paragraph.blocks[0].label else blocks
    return (said or paragraph.blocks)[0].style == "italic"


def named_codes(text: str, profile: Profile, within: int | None = LONGEST_NAMING) -> list[str]:
    """The codes in the first words of a note, in the order they are named.

    >>> from controllist.profiles import profile
    >>> named_codes("5A001.j. and 5A001.b.1. do not control toys.", profile("eu-dual-use"))
    ['5A001.j', '5A001.b.1']
    """
    found: list[str] = []
    for match in profile.printed_code.finditer(text[:within]):
        start, end = match.span()
        code = spelled(match[0], profile)
        if not code or (start and text[start - 1].isalnum()):
            continue
        # "1C111a.2.b.": the stop behind the code is left out at times.
        glued = _GLUED_LABEL.match(text, end) if text[end : end + 1].isalpha() else None
        if glued:
            code, end = f"{code}.{glued[0]}", glued.end()
        tail = profile.path.match(text, end)
        if tail and tail.end() > end:
            code = ".".join([code, *_LABEL.findall(tail[0].lower())])
        found.append(code)
    return found


def named_code(text: str, profile: Profile) -> str:
    """The one code a note begins with, empty where it begins with other words or names several.

    >>> from controllist.profiles import profile
    >>> named_code("3B001.c. includes ovens", profile("eu-dual-use")), named_code("See 3B001", profile("eu-dual-use"))
    ('3B001.c', '')
    """
    subject = profile.subject.match(text)
    text = text[subject.end() :] if subject else text
    if not profile.printed_code.match(text):
        return ""
    codes = named_codes(text, profile, within=LONGEST_NAME)
    return codes[0] if len(set(codes)) == 1 else ""


class Words:
    """The words of a source, to tell a word cut at the end of a line from one that has a hyphen.

    >>> Words(["a detonating cord", "non-metal parts"]).join("for deton-", "ating things")
    'for detonating things'
    >>> Words(["a detonating cord", "non-metal parts"]).join("of non-", "metal things")
    'of non-metal things'
    """

    _WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = texts
        self.joined = 0
        """How many hyphens were taken out at the ends of lines."""

    @cached_property
    def known(self) -> set[str]:
        """All whole words, in small letters; asked for only where a line ends in a hyphen."""
        found: set[str] = set()
        cut = False
        for text in self.texts:
            whole = self._WORD.findall(text)
            # The halves of a word cut at the end of a line are no words.
            whole = whole[1 if cut else 0 :]
            cut = text.endswith("-")
            found.update(w.lower() for w in (whole[:-1] if cut else whole))
        return found

    @cached_property
    def simple(self) -> set[str]:
        """The words and the parts of those with a hyphen."""
        return {p for w in self.known for p in w.split("-")}

    def join(self, first: str, second: str) -> str:
        """Two lines as one text."""
        if not first.endswith("-") or first.endswith(" -"):
            return f"{first} {second}" if first and second else first + second
        # Only the end of a paragraph that may be long by now; no word is longer.
        head, tail = re.search(r"([^\W\d_]+)-\Z", first[-LONGEST_WORD:]), re.match(r"[^\W\d_]+", second[:LONGEST_WORD])
        if head is None or tail is None or not tail[0][0].islower():
            return first + second
        whole, hyphened = (head[1] + tail[0]).lower(), f"{head[1]}-{tail[0]}".lower()
        is_hyphened = hyphened in self.known or {head[1].lower(), tail[0].lower()} <= self.simple
        if is_hyphened and not (whole in self.known and hyphened not in self.known):
            return first + second
        self.joined += 1
        return first[:-1] + second
