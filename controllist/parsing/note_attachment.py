"""The provision a note belongs to, where its words show that it does not stand where it is printed.

Conversions put notes into the item that stands before them. Where a note is printed is believed unless it names a place
around that item, says what words of such a place include, points to a place that points back, or says of goods where
else they are while the item is only a condition that they meet. A heading without words speaks by its items.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from attrs import define, field

from controllist.codes import ControlCode
from controllist.model import Kind
from controllist.normalize import blanks
from controllist.parsing.costs import LONGEST_SUBJECT
from controllist.parsing.units import Unit, named_codes
from controllist.profiles import Profile


@define
class Draft:
    """A node while its text is still growing."""

    unit: int
    code: str
    kind: Kind
    parent: Draft | None
    label: str
    texts: list[str] = field(factory=list)
    children: list[Draft] = field(factory=list)
    dashes: int = 0
    """How many of them have a dash for a label."""
    base: str = ""
    """What goes before the labels of its items."""
    term: str = ""
    about: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return blanks(" ".join(self.texts))

    @property
    def parent_code(self) -> str:
        return self.parent.code if self.parent else ""


def attach(
    unit: Unit, kind: Kind, about: Sequence[str], parent: Draft, by_code: Mapping[str, Draft], profile: Profile
) -> Draft:
    """The provision a note belongs to: the one it names in its first words, else `parent`, where it is printed.

    `about` are the codes in its first words that are known. Where the form has neither nesting nor columns, these show
    its place better than the item it happens to follow: the place that holds all it names.
    """
    shared = by_code.get(common_place(about))
    is_level = unit.depth is None and unit.indent is None
    if is_level and shared is not None and shared.kind in ("entry", "item") and _entry(shared) == _entry(parent):
        return shared
    named = by_code.get(unit.names) if kind in ("note-excludes", "note-includes") else None
    if named is not None and named.kind in ("entry", "item"):
        # "ML10.d does not apply to" behind all of ML10 stands in the run of ML10's notes and speaks of ML10.d.
        return parent if named.code.startswith(f"{parent.code}.") and not _follows(unit, parent, named) else named
    if kind == "see-also" or parent.kind != "item" or parent.code in about:
        return parent
    # "ML7.b. and ML7.d. do not apply to": not on ML7.i, where a page nests it, but on what holds them all.
    outer = shared or _place_of_words(parent, unit.text, profile)
    return outer if outer is not None and parent.code.startswith(f"{outer.code}.") else parent


def _entry(draft: Draft) -> str:
    return ControlCode(draft.code).entry


def _follows(unit: Unit, parent: Draft, named: Draft) -> bool:
    """Whether a note stands right behind the item it names, in a form that has columns alone."""
    last = next((c.code for c in reversed(parent.children) if c.kind == "item"), "")
    return unit.depth is None and f"{named.code}.".startswith(f"{last}.")


def attach_in_run(name: str, owner: Draft, latest: Draft | None) -> Draft:
    """The place of a note, by its name, in a list that numbers its notes through an entry.

    A note belongs to the entry. Behind the last item stand notes alone, so that a pointer printed behind one of them
    belongs to it: to the `latest` node.
    """
    if name == "note":
        entry: Draft | None = owner
        while entry is not None and entry.kind != "entry":
            entry = entry.parent
        return entry or owner
    if name != "see-also" or owner.kind not in ("entry", "item"):
        return owner
    note = latest
    while note is not None and note.parent is not None and note.parent.kind.startswith("note"):
        note = note.parent
    if note is not None and note.kind == "see-also":
        note = note.parent
    return note if note is not None and note.kind.startswith("note") else owner


def attached_elsewhere(
    drafts: Collection[Draft], printed: Mapping[int, Draft], profile: Profile, units: Sequence[Unit]
) -> dict[int, str]:
    """The codes of the places that notes printed in an item belong to, by unit, where first words do not show it."""
    found = _pointed_back(drafts, printed, profile)
    codes = {d.code for d in drafts if d.kind in ("entry", "item")}
    ends = {d.code.partition(".")[0]: d.unit for d in drafts if d.kind == "item"}
    for note in drafts:
        place = printed.get(note.unit)
        if place is None or note.parent is not place or place.kind != "item" or note.unit in found:
            continue
        is_level = units[note.unit].depth is None and units[note.unit].indent is None
        owner = _by_items(note, place, codes, profile, is_level) or _by_subject(note, place, codes, profile)
        if is_level and not owner:
            owner = _by_end(note, place, ends, profile)
        if owner:
            found[note.unit] = owner
    return found


def _by_items(note: Draft, place: Draft, codes: Collection[str], profile: Profile, is_level: bool) -> str:
    """The place around an item that holds all that the items of a bare heading ("Technical Notes:") name.

    Where they name the item itself or something in it, and nothing around it, print is believed, unless all of it
    stands at one level.
    """
    if note.text:
        return ""
    named = [c for item in note.children for c in named_codes(item.text, profile) if c in codes]
    if not is_level and any(_is_within(c, place.code) for c in named) and not any(_if_around(c, place) for c in named):
        return ""
    return _if_around(common_place([place.code, *named]), place) if named else ""


def _by_subject(note: Draft, place: Draft, codes: Collection[str], profile: Profile) -> str:
    """The place around an item of which a note speaks behind its first words, or whose condition the item is.

    What a pointer speaks of stands before "see"; without such words it may belong to a condition.
    """
    pointer = profile.pointer.search(note.text) if note.kind == "see-also" else None
    subject = note.text[: pointer.start()] if pointer else note.text
    # Whole entries are named for many reasons, an item for what is said of it.
    least = 0 if pointer else 1
    named = [c for c in named_codes(subject, profile, within=None) if c in codes and c.count(".") >= least]
    if named or note.kind != "see-also" or not subject.strip():
        return _if_around(named[0], place) if named else ""
    goods = place
    while goods.parent is not None and profile.conditions.search(goods.parent.text):
        goods = goods.parent
    return _if_around(goods.code, place)


def _by_end(note: Draft, place: Draft, ends: Mapping[str, int], profile: Profile) -> str:
    """The entry, for a note that names nothing behind its last item, in a form that tells no levels.

    Of such notes of the lists at hand seven in ten are the entry's. A pointer may as well be the item's, and where the
    last item stands in another, either may have the note.
    """
    entry, _, labels = place.code.partition(".")
    if "." in labels:
        return ""
    said = [note.text, *(item.text for item in note.children)]
    is_named = any(named_codes(text, profile) for text in said)
    return "" if is_named or note.kind == "see-also" or note.unit < ends.get(entry, 0) else entry


def _if_around(code: str, place: Draft) -> str:
    """The code, empty where it is not that of a provision around a place."""
    return code if code and place.code.startswith(f"{code}.") else ""


def _place_of_words(printed: Draft, text: str, profile: Profile) -> Draft | None:
    """The place around an item of which a note says what its words include, where the item has none of them."""
    includes = profile.includes.search(text[:LONGEST_SUBJECT])
    words = text[: includes.start()].strip().casefold() if includes else ""
    place: Draft | None = printed
    while words and place is not None and place.kind in ("item", "entry"):
        if words in place.text.casefold():
            return place
        place = place.parent
    return None


def _around(code: str) -> list[str]:
    """The items that hold a place, the innermost last; whole entries are named too often to tell."""
    labels = code.split(".")
    return [".".join(labels[:n]) for n in range(2, len(labels))]


def _is_within(inner: str, outer: str) -> bool:
    return f"{inner}.".startswith(f"{outer}.")


def common_place(codes: Sequence[str]) -> str:
    """The deepest place that holds all of these.

    >>> common_place(["ML7.h", "ML7.i.2"]), common_place(["ML7.b"])
    ('ML7', 'ML7.b')
    """
    paths = [c.split(".") for c in codes]
    shared = [labels[0] for labels in zip(*paths, strict=False) if len(set(labels)) == 1]
    return ".".join(shared)


def _pointed_back(drafts: Collection[Draft], printed: Mapping[int, Draft], profile: Profile) -> dict[int, str]:
    """The codes of the places that pointers printed in an item belong to, by unit.

    "See 9A902.c" printed in 9A901.b.3 belongs to 9A901.b where a pointer at 9A902.c says "see 9A901.b".
    """
    codes = {d.code for d in drafts}
    pointers = [d for d in drafts if d.kind == "see-also" and d.unit in printed and d.parent is printed[d.unit]]
    names = {d.unit: [c for c in named_codes(d.text, profile, within=None) if c in codes] for d in pointers}
    pointing_to: dict[str, list[Draft]] = {}
    for pointer in pointers:
        for code in names[pointer.unit]:
            pointing_to.setdefault(code, []).append(pointer)
    found: dict[int, str] = {}
    for pointer in pointers:
        if printed[pointer.unit].kind != "item" or not names[pointer.unit]:
            continue
        for around in _around(printed[pointer.unit].code):
            others = (o.parent_code for o in pointing_to.get(around, ()) if o is not pointer)
            if any(_is_within(place, c) or _is_within(c, place) for place in others for c in names[pointer.unit]):
                found[pointer.unit] = around
    return found
