"""From placements to nodes: codes, kinds, parents, requirements, and the problems met on the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter

from controllist.codes import ControlCode
from controllist.locations import Location
from controllist.model import Basis, Definition, Kind, Node, Note, Problem, Provision
from controllist.normalize import blanks
from controllist.parsing.costs import Placement, Unit
from controllist.parsing.markers import note_kind, requirement
from controllist.parsing.note_attachment import Draft, common_place, place_of_words, told_by_the_whole
from controllist.parsing.units import Paragraph, named_codes
from controllist.profiles import Profile


def build(
    paragraphs: Sequence[Paragraph],
    units: Sequence[Unit],
    placements: Sequence[Placement],
    profile: Profile,
    surer: str = "",
) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """The nodes in reading order and what is odd about them; `surer` is where doubtful readings can be looked up."""
    builder = _Builder(paragraphs, units, profile, surer)
    builder.put_all(placements)
    homes = told_by_the_whole(builder.drafts.values(), builder.printed, profile, units)
    if homes and not builder.put_again(placements, homes):
        builder.let_go()
        builder = _Builder(paragraphs, units, profile, surer, homes)
        builder.put_all(placements)
    nodes, problems = builder.nodes(), builder.told()
    builder.let_go()
    return nodes, problems


_TOPS = frozenset(("entry", "section", "front"))
_PROVISIONS = frozenset(("entry", "item", "part", "group", "category"))
_WITH_ITEMS = frozenset(("entry", "item", "part"))
_CHECKED, _NOWHERE = Basis("checked"), Location()


class _Builder:
    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        units: Sequence[Unit],
        profile: Profile,
        surer: str = "",
        homes: Mapping[int, str] | None = None,
    ) -> None:
        self.paragraphs = paragraphs
        self.units = units
        self.profile = profile
        self.surer = surer
        self.homes = homes or {}
        """The codes of the provisions that some notes hang on, by unit, where another look at the whole told them."""
        self.printed: dict[int, Draft] = {}
        """The place where each note is printed, by unit."""
        self.drafts: dict[int, Draft] = {}
        self.by_code: dict[str, Draft] = {}
        self.copies: dict[tuple[str, str], int] = {}
        """For a code that stands more than once, the number from which on it may be free."""
        self.problems: list[tuple[int, Problem]] = []
        """Each with the unit that it was met at."""
        self.latest: Draft | None = None
        """What was opened last."""

    def put_all(self, placements: Sequence[Placement]) -> None:
        for index, placement in enumerate(placements):
            self.put(index, placement)

    def put_again(self, placements: Sequence[Placement], homes: Mapping[int, str]) -> bool:
        """Put those entries anew of which notes hang elsewhere than they were put, as one in a hundred does.

        False, and nothing is changed, where something of another entry could have a part in that.
        """
        starts = [i for i, unit in enumerate(self.units) if unit.kind in _TOPS]
        within = {bisect_right(starts, index) - 1 for index in homes}
        parts = [(starts[n], [*starts, len(self.units)][n + 1]) for n in sorted(within) if n >= 0]
        if len(parts) < len(within) or not all(self.stands_alone(first, end) for first, end in parts):
            return False
        self.homes = homes
        for first, end in parts:
            for index in range(first + 1, end):
                draft = self.drafts.pop(index, None)
                if draft is not None:
                    del self.by_code[draft.code]
            self.problems = [told for told in self.problems if not first < told[0] < end]
            top = self.latest = self.drafts[first]
            top.children, top.dashes, top.texts = [], 0, [self.paragraphs[first].text]
            for index in range(first + 1, end):
                self.put(index, placements[index])
        return True

    def stands_alone(self, first: int, end: int) -> bool:
        """Whether all of an entry, and nothing else, hangs on it, with no code twice."""
        top = self.drafts[first]
        for draft in (self.drafts[i] for i in range(first, end) if i in self.drafts):
            is_of_entry = draft is top or (draft.parent is not None and first <= draft.parent.unit < end)
            is_alike = draft.code.startswith(top.code) and "~" not in draft.code
            if not (is_of_entry and is_alike and all(first <= child.unit < end for child in draft.children)):
                return False
        return top.kind == "entry"

    def put_before(self, code: str, index: int) -> Draft | None:
        """The draft of a code, where it stands before a unit."""
        found = self.by_code.get(code)
        return found if found is not None and found.unit < index else None

    def told(self) -> tuple[Problem, ...]:
        """The problems in reading order."""
        return tuple(problem for _, problem in sorted(self.problems, key=itemgetter(0)))

    def let_go(self) -> None:
        """Part the drafts, which hold each other in circles, so that no collector need look for them."""
        for draft in self.drafts.values():
            draft.parent = None
            draft.children = []

    def put(self, index: int, placement: Placement) -> None:
        action, above, _, doubt = placement
        target = self.drafts.get(above)
        if action == "text":
            self.add_text(index, target)
            self.tell_doubts(index, target)
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
        elif doubt:
            self.doubt(index, doubt, draft)
        self.by_code[draft.code] = draft
        self.drafts[index] = self.latest = draft
        parent = draft.parent
        if parent is not None:
            parent.children.append(draft)
            if self.units[index].kind == "dash":
                parent.dashes += 1
        self.tell_doubts(index, draft)

    def doubt(self, index: int, message: str, draft: Draft) -> None:
        where = self.paragraphs[index].blocks[0].location
        self.problems.append((index, Problem(message, where, ControlCode(draft.code))))

    def tell_doubts(self, index: int, draft: Draft | None) -> None:
        """What the reader could not give surely, under the code of the node that holds it."""
        for block in self.paragraphs[index].blocks:
            for message in block.doubts:
                code = ControlCode(draft.code) if draft else None
                self.problems.append((index, Problem(message, block.location, code, "reading", self.surer)))

    def add_text(self, index: int, target: Draft | None) -> None:
        paragraph = self.paragraphs[index]
        marker = paragraph.marker
        whole = blanks(" ".join(f"{b.label} {b.text}" for b in paragraph.blocks)) if marker else paragraph.text
        if target is None:
            target = self.intro()
        target.texts.append(whole)

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
        paragraph = self.paragraphs[index]
        marker = paragraph.marker
        label = marker.printed if marker is not None else ""
        if unit.kind == "item" or unit.kind == "dash":
            return self.open_item(index, unit, target if target is not None else self.intro(), label)
        if unit.kind == "footnote":
            parent = target if target is not None else self.intro()
            code = f"{parent.code}#note.footnote-{paragraph.marker.value if paragraph.marker else 0}"
            return Draft(index, code, "note", parent, label, [paragraph.text])
        if unit.kind == "section":
            marker = paragraph.marker
            kind = self.profile.sections[marker.index].kind if marker else "group"
            above = self.section_above(marker.above if marker else ())
            return Draft(index, unit.code, kind, above, label, [paragraph.text])
        if unit.kind == "front":
            front = self.profile.front[paragraph.marker.index if paragraph.marker else 0]
            known = self.by_code.get(unit.code)
            if known is not None:
                known.texts.append(label)
            return known or Draft(index, unit.code, "note", None, label, [], base=front.items or unit.code)
        if unit.kind == "entry":
            return Draft(index, unit.code, "entry", target, label, [paragraph.text])
        if unit.kind == "definition":
            return self.open_definition(index, unit, target)
        parent = target if target is not None else self.intro()
        return self.open_note(index, unit, parent, label if unit.kind == "note" else "")

    def open_item(self, index: int, unit: Unit, parent: Draft, label: str) -> Draft:
        is_note = parent.kind not in _WITH_ITEMS
        mark, texts = unit.label, [unit.text]
        if unit.kind == "dash":
            mark = str(parent.dashes + 1)
            if not is_note:
                # The law gives such a condition no letter, so it gets none here.
                return Draft(index, f"{parent.code}#part.{mark}", "part", parent, label or "—", texts)
        code = f"{parent.base or parent.code}.{mark}"
        kind = self.kind_below(parent, unit) if is_note else "item"
        return Draft(index, code, kind if kind != "group" else "note", parent, label or "—", texts)

    def kind_below(self, parent: Draft, unit: Unit) -> Kind:
        """The kind of a note's item: that of its note, unless a bare "Notes:" says nothing and each item is a note."""
        is_heading = parent.kind == "note" and "#" in parent.code and not parent.text
        return note_kind("note", unit.text, self.profile) if is_heading else parent.kind

    def section_above(self, above: Sequence[str]) -> Draft | None:
        """The nearest section a group may stand below that has been opened."""
        return next((self.by_code[c] for c in above if c in self.by_code), None)

    def open_definition(self, index: int, unit: Unit, target: Draft | None) -> Draft:
        marker = self.paragraphs[index].marker
        term = definition_name(self.named(marker.value, unit.text) if marker else "", self.profile)
        code = f'"{term}"#definition'
        if code in self.by_code:
            # One term may mean two things (an accelerometer's bias, a gyro's): the law prints both.
            code = self.free(code)
        draft = Draft(index, code, "definition", target, marker.printed if marker else "", [unit.text])
        draft.term = term
        return draft

    def named(self, term: str, text: str) -> str:
        """A term in the form that names it, where the sentence that defines it gives it another."""
        for pattern, form in self.profile.term_forms:
            found = pattern.match(text, 1)
            if found:
                return found.expand(form)
        return term

    def open_note(self, index: int, unit: Unit, parent: Draft, label: str) -> Draft:
        paragraph = self.paragraphs[index]
        marker = paragraph.marker
        note = self.profile.note_labels[marker.index] if marker and unit.kind == "note" else None
        name = note.name if note else "note"
        codes = named_codes(unit.text, self.profile) if note else []
        kind = note_kind(note.kind if note else "note", unit.text, self.profile)
        known = tuple(dict.fromkeys(c for c in codes if self.put_before(c, index) is not None))
        self.printed[index] = parent
        home = self.put_before(self.homes.get(index, ""), index) or self.home(index, parent, kind, known)
        if self.profile.notes_run_through:
            home = self.home_of_a_run(home, name)
        code = f"{home.code}#{name}" + (f".{unit.number}" if unit.number else "")
        if code in self.by_code:
            code = self.free(f"{home.code}#{name}", f".{unit.number}" if unit.number else "")
        draft = Draft(index, code, kind, home, label, [paragraph.text])
        draft.about = known
        return draft

    def home(self, index: int, parent: Draft, kind: Kind, known: Sequence[str]) -> Draft:
        """The provision a note hangs on: the one it names in its first words, else where it is printed.

        Where the form has neither nesting nor columns, what a note names anywhere in its first words tells its place
        better than the item it happens to follow: the place that holds all it names.
        """
        unit = self.units[index]
        if unit.depth is None and unit.indent is None and known:
            shared = common_place(known)
            place = self.put_before(shared, index)
            if (
                place is not None
                and place.kind in ("entry", "item")
                and ControlCode(parent.code).entry == ControlCode(shared).entry
            ):
                return place
        named = (
            self.put_before(unit.names, index) if unit.names and kind in ("note-excludes", "note-includes") else None
        )
        if named is not None and named.kind in ("entry", "item"):
            # "ML10.d does not apply to" behind all of ML10 stands in the run of ML10's notes and speaks of ML10.d.
            return parent if named.code.startswith(f"{parent.code}.") and not follows(unit, parent, named) else named
        if kind == "see-also" or parent.kind != "item":
            return parent
        # "ML7.b. and ML7.d. do not apply to": not on ML7.i, where a page nests it, but on what holds them all.
        outer = self.put_before(common_place(known), index) or place_of_words(parent, unit.text, self.profile)
        is_around = outer is not None and parent.code.startswith(f"{outer.code}.")
        return outer if outer is not None and is_around and parent.code not in known else parent

    def home_of_a_run(self, home: Draft, name: str) -> Draft:
        """The place of a note in a list that numbers its notes through an entry.

        A note hangs on the entry. Behind the last item stand notes alone, so that a pointer printed behind one of them
        belongs to it.
        """
        if name == "note":
            entry: Draft | None = home
            while entry is not None and entry.kind != "entry":
                entry = entry.parent
            return entry or home
        note = self.latest
        while note is not None and note.parent is not None and note.parent.kind.startswith("note"):
            note = note.parent
        if name == "see-also" and note is not None and note.kind == "see-also":
            note = note.parent
        is_apart = home.kind in ("entry", "item") and note is not None and note.kind.startswith("note")
        return note if name == "see-also" and is_apart and note is not None else home

    def nodes(self) -> tuple[Node, ...]:
        ordered = [self.drafts[i] for i in sorted(self.drafts) if i == self.drafts[i].unit]
        texts = {d.unit: d.text for d in ordered}
        codes = {d.unit: ControlCode(d.code) for d in ordered}
        return tuple([self.node(d, texts, codes) for d in ordered])

    def node(self, draft: Draft, texts: Mapping[int, str], codes: Mapping[int, ControlCode]) -> Node:
        """The node of a draft; `texts` and `codes` are those of all drafts, by unit."""
        unit, kind, children = draft.unit, draft.kind, draft.children
        text = texts[unit]
        parent = codes[draft.parent.unit] if draft.parent else None
        mark, location = "", _NOWHERE
        if unit >= 0:
            first = self.paragraphs[unit].blocks[0]
            mark, location = first.mark, first.location
        common = (codes[unit], kind, parent, text, _CHECKED, draft.label, "", mark, location)
        if kind in _PROVISIONS:
            combined = None
            if children and kind in _WITH_ITEMS:
                kept = [texts[c.unit] for c in children if c.kind == "item" or c.kind == "part"]
                combined = requirement(text, kept, self.profile) if kept else None
            said = self.units[unit]
            is_unused = said.is_unused if said.text == text else self.profile.not_used.match(text)
            return Provision(*common, combined, "not used" if is_unused else "in force")
        if kind == "definition" and draft.term:
            return Definition(*common, draft.term)
        items = [texts[c.unit] for c in children if c.kind == kind and "#" in c.code]
        about = tuple(ControlCode(a) for a in draft.about)
        return Note(*common, about, requirement(text, items, self.profile) if items else None)


def follows(unit: Unit, parent: Draft, named: Draft) -> bool:
    """Whether a note stands right behind the item it names, in a form that only columns tell where it hangs."""
    last = next((c.code for c in reversed(parent.children) if c.kind == "item"), "")
    return unit.depth is None and f"{named.code}.".startswith(f"{last}.")


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
