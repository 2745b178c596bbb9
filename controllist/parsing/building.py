"""From placements to nodes: codes, kinds, parents, requirements, and the problems met on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from controllist.codes import ControlCode
from controllist.locations import Location
from controllist.model import Basis, Definition, Kind, Node, Note, Problem, Provision
from controllist.normalize import blanks
from controllist.parsing.markers import Marker, note_kind, requirement
from controllist.parsing.note_attachment import Draft, attach, attach_in_run, attached_elsewhere
from controllist.parsing.places import Placement
from controllist.parsing.units import Unit, named_codes
from controllist.profiles import Profile


def build(
    units: Sequence[Unit], placements: Sequence[Placement], profile: Profile, surer: str = ""
) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """The nodes in reading order and what is odd about them; `surer` is where doubtful readings can be looked up."""
    builder = _Builder(units, profile, surer, {})
    builder.put_all(placements)
    attached = attached_elsewhere(builder.drafts.values(), builder.printed, profile, units)
    if attached:
        builder = _Builder(units, profile, surer, attached)
        builder.put_all(placements)
    return builder.nodes(), tuple(builder.problems)


_PROVISIONS = frozenset(("entry", "item", "part", "group", "category"))
_WITH_ITEMS = frozenset(("entry", "item", "part"))
_CHECKED, _NOWHERE = Basis("checked"), Location()


class _Builder:
    def __init__(self, units: Sequence[Unit], profile: Profile, surer: str, attached: Mapping[int, str]) -> None:
        self.units = units
        self.profile = profile
        self.surer = surer
        self.attached = attached
        """The codes of the provisions that some notes belong to, by unit, where the whole list shows them."""
        self.printed: dict[int, Draft] = {}
        """The place where each note is printed, by unit."""
        self.drafts: dict[int, Draft] = {}
        self.by_code: dict[str, Draft] = {}
        self.copies: dict[tuple[str, str], int] = {}
        """For a code that stands more than once, the number from which on it may be free."""
        self.problems: list[Problem] = []
        self.latest: Draft | None = None
        """What was opened last."""

    def put_all(self, placements: Sequence[Placement]) -> None:
        for index, placement in enumerate(placements):
            self.put(index, placement)

    def put(self, index: int, placement: Placement) -> None:
        target = self.drafts.get(placement.target)
        if placement.action == "text":
            self.add_text(index, target)
            self.add_doubts(index, target)
            return
        draft = self.open(index, self.units[index], target)
        known = self.by_code.get(draft.code)
        if known is draft:
            # Running text before the first heading has opened the general notes already.
            self.drafts[index] = draft
            return
        if known is not None:
            if draft.kind == "item":
                self.doubt(index, f"expected {draft.code} once, found it again", draft)
            draft.code = self.free(draft.code)
        elif placement.doubt:
            self.doubt(index, placement.doubt, draft)
        self.by_code[draft.code] = draft
        self.drafts[index] = self.latest = draft
        parent = draft.parent
        if parent is not None:
            parent.children.append(draft)
            if self.units[index].kind == "dash":
                parent.dashes += 1
        self.add_doubts(index, draft)

    def doubt(self, index: int, message: str, draft: Draft) -> None:
        where = self.units[index].blocks[0].location
        self.problems.append(Problem(message, where, ControlCode(draft.code)))

    def add_doubts(self, index: int, draft: Draft | None) -> None:
        """What the reader could not give surely, under the code of the node that holds it."""
        for block in self.units[index].blocks:
            for message in block.doubts:
                code = ControlCode(draft.code) if draft else None
                self.problems.append(Problem(message, block.location, code, "reading", self.surer))

    def add_text(self, index: int, target: Draft | None) -> None:
        unit = self.units[index]
        whole = blanks(" ".join(f"{b.label} {b.text}" for b in unit.blocks)) if unit.marker else unit.text
        (target or self.intro()).texts.append(whole)

    def intro(self) -> Draft:
        """Running text before the first heading of the list."""
        if -1 not in self.drafts:
            known = self.by_code.get("general")
            self.drafts[-1] = known or Draft(-1, "general", "note", None, "", base="general#note")
            self.by_code.setdefault("general", self.drafts[-1])
        return self.drafts[-1]

    def free(self, code: str, behind: str = "") -> str:
        """The first of `code~2`, `code~3` and so on that no node has."""
        n = self.copies.get((code, behind), 2)
        while f"{code}~{n}{behind}" in self.by_code:
            n += 1
        self.copies[code, behind] = n
        return f"{code}~{n}{behind}"

    def open(self, index: int, unit: Unit, target: Draft | None) -> Draft:
        """The draft of a unit that becomes a node of its own, or the one that is known for it."""
        marker, kind = unit.marker, unit.kind
        label = marker.printed if marker is not None else ""
        if kind == "entry":
            return Draft(index, unit.code, "entry", target, label, [unit.text])
        if kind == "section" and marker is not None:
            above = next((self.by_code[c] for c in marker.above if c in self.by_code), None)
            return Draft(index, unit.code, self.profile.sections[marker.index].kind, above, label, [unit.text])
        if kind == "front" and marker is not None:
            known = self.by_code.get(unit.code)
            if known is not None:
                known.texts.append(label)
                return known
            items = self.profile.front[marker.index].items or unit.code
            return Draft(index, unit.code, "note", None, label, [], base=items)
        if kind == "definition" and marker is not None:
            return self.open_definition(index, unit, marker, target)
        parent = target if target is not None else self.intro()
        if kind in ("item", "dash"):
            return self.open_item(index, unit, parent, label or "—")
        if kind == "footnote" and marker is not None:
            return Draft(index, f"{parent.code}#note.footnote-{marker.value}", "note", parent, label, [unit.text])
        return self.open_note(index, unit, parent, label if kind == "note" else "")

    def open_item(self, index: int, unit: Unit, parent: Draft, label: str) -> Draft:
        mark = str(parent.dashes + 1) if unit.kind == "dash" else unit.label
        kind: Kind = "item"
        if parent.kind not in _WITH_ITEMS:
            # An item of a note has its kind, unless a bare "Notes:" says nothing and each item is a note.
            is_heading = parent.kind == "note" and "#" in parent.code and not parent.text
            kind = note_kind("note", unit.text, self.profile) if is_heading else parent.kind
        elif unit.kind == "dash":
            # The law gives such a condition no letter, so it gets none here.
            return Draft(index, f"{parent.code}#part.{mark}", "part", parent, label, [unit.text])
        code = f"{parent.base or parent.code}.{mark}"
        return Draft(index, code, kind if kind != "group" else "note", parent, label, [unit.text])

    def open_definition(self, index: int, unit: Unit, marker: Marker, target: Draft | None) -> Draft:
        term = definition_name(self.named(marker.value, unit.text), self.profile)
        code = f'"{term}"#definition'
        if code in self.by_code:
            # One term may mean two things (an accelerometer's bias, a gyro's): the law prints both.
            code = self.free(code)
        return Draft(index, code, "definition", target, marker.printed, [unit.text], term=term)

    def named(self, term: str, text: str) -> str:
        """A term in the form that names it, where the sentence that defines it gives it another."""
        for pattern, form in self.profile.term_forms:
            found = pattern.match(text, 1)
            if found:
                return found.expand(form)
        return term

    def open_note(self, index: int, unit: Unit, parent: Draft, label: str) -> Draft:
        note = self.profile.note_labels[unit.marker.index] if unit.marker and unit.kind == "note" else None
        name = note.name if note else "note"
        codes = named_codes(unit.text, self.profile) if note else []
        kind = note_kind(note.kind if note else "note", unit.text, self.profile)
        about = tuple(dict.fromkeys(c for c in codes if c in self.by_code))
        self.printed[index] = parent
        owner = self.by_code.get(self.attached.get(index, ""))
        if owner is None:
            owner = attach(unit, kind, about, parent, self.by_code, self.profile)
        if self.profile.notes_run_through:
            owner = attach_in_run(name, owner, self.latest)
        number = f".{unit.number}" if unit.number else ""
        code = f"{owner.code}#{name}{number}"
        if code in self.by_code:
            code = self.free(f"{owner.code}#{name}", number)
        return Draft(index, code, kind, owner, label, [unit.text], about=about)

    def nodes(self) -> tuple[Node, ...]:
        ordered = [self.drafts[i] for i in sorted(self.drafts) if i == self.drafts[i].unit]
        texts = {d.unit: d.text for d in ordered}
        codes = {d.unit: ControlCode(d.code) for d in ordered}
        return tuple([self.node(d, texts, codes) for d in ordered])

    def node(self, draft: Draft, texts: Mapping[int, str], codes: Mapping[int, ControlCode]) -> Node:
        """The node of a draft; `texts` and `codes` are those of all drafts, by unit."""
        kind, text, code = draft.kind, texts[draft.unit], codes[draft.unit]
        parent = codes[draft.parent.unit] if draft.parent else None
        mark, location = "", _NOWHERE
        if draft.unit >= 0:
            first = self.units[draft.unit].blocks[0]
            mark, location = first.mark, first.location
        common = (code, kind, parent, text, _CHECKED, draft.label, "", mark, location)
        if kind in _PROVISIONS:
            parts = [texts[c.unit] for c in draft.children if c.kind in ("item", "part")]
            combined = requirement(text, parts, self.profile) if kind in _WITH_ITEMS else None
            return Provision(*common, combined, "not used" if self.profile.not_used.match(text) else "in force")
        if kind == "definition" and draft.term:
            return Definition(*common, draft.term)
        items = [texts[c.unit] for c in draft.children if c.kind == kind and "#" in c.code]
        about = tuple(ControlCode(a) for a in draft.about)
        return Note(*common, about, requirement(text, items, self.profile))


def definition_name(term: str, profile: Profile) -> str:
    """A term as codes spell it: its first letter low, unless it is a name or an acronym.

    >>> from controllist.profiles import profile
    >>> eu = profile("eu-dual-use")
    >>> definition_name("Laser", eu), definition_name("CEP", eu), definition_name("III/V compounds", eu)
    ('laser', 'CEP', 'III/V compounds')
    """
    first = term.split(" ")[0] if term else ""
    if term in profile.keep_case or any(c.isupper() or c.isdigit() for c in first[1:]) or len(first) == 1:
        return term
    return term[:1].lower() + term[1:]
