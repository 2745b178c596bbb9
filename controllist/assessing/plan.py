"""From a provision to its checks: own words, items, the path above it, and every exclusion that speaks of it.

A provision is met if the path of headings above it, its own words and its items are met as the requirement says, and
no exclusion applies. An exclusion counts at the place it speaks of, which is where its note says, not where it stands.

What a provision asks, as a tree of checks: figures, words, references, exclusions, combined by all and any.

The tree is made once for a provision and then held against any number of facts. A check knows no fact; `answers` finds
which fact answers it, `verdict` evaluates it.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from controllist.assessing.facts import property_key, words_of
from controllist.assessing.logic import Way
from controllist.assessing.wording import (
    FigureGroup,
    Referred,
    conditions_told,
    exclude_each_other,
    leftover,
    only_reference,
    readable_figures,
    says_nothing,
    way_of_items,
)
from controllist.codes import ControlCode
from controllist.errors import NotFoundError
from controllist.language import Quantity, Threshold
from controllist.language.quantities import read_quantities
from controllist.model import Basis, Edition, Node, Note, Provision

Key = tuple[str, str]
"""What a question is known by: ("figure", property key), ("words", code), ("specified", codes) or ("lead", "")."""

LEAD: Key = ("lead", "")


@frozen
class Figure:
    """A property on one side of a bound; `words` quotes the place in the provision's `text`."""

    code: ControlCode
    key: Key
    threshold: Threshold
    words: str
    text: str
    basis: Basis
    constants: tuple[str, ...] = ()
    """The technical notes that speak of the provision: they may state a constant of a formula."""
    alternative: Quantity | None = None
    """The same bound in brackets in another unit, which the law has rounded: `563 K (290 °C)`."""


@frozen
class Words:
    """A condition told in words: a yes-or-no question of its own.

    `lead` where the words say what goods the entry is about, `beside_figures` where the figures in them are checks of
    their own, `exclusion` where a yes takes the goods out, `includes` what notes say the words cover too.
    """

    code: ControlCode
    key: Key
    words: str
    basis: Basis
    lead: bool = False
    beside_figures: bool = False
    exclusion: bool = False
    includes: tuple[str, ...] = ()


@frozen
class Specified:
    """That something is specified at another place. `same_goods` where it is the goods themselves, so that their
    facts decide there too; otherwise (software for equipment specified there) it is a question of its own."""

    code: ControlCode
    key: Key
    codes: tuple[ControlCode, ...]
    printed: str
    words: str
    basis: Basis
    same_goods: bool = False
    negated: bool = False
    """Whether the goods must not be specified there; the group around it turns the outcome round."""
    list: str = ""


@frozen
class NotUsed:
    """A place the law keeps empty: never met."""

    code: ControlCode
    basis: Basis


@frozen
class Unseen:
    """A condition whose text has not been seen: unknown, whatever the facts."""

    code: ControlCode
    words: str
    basis: Basis


@frozen
class Group:
    """Checks that count together; `negated` turns the outcome round (an exclusion that must not apply)."""

    code: ControlCode
    way: Way
    checks: tuple[Check, ...]
    words: str = ""
    kind: str = "provision"
    basis: Basis | None = None
    negated: bool = False
    listed: bool = False
    """Whether each check is a control of its own (`list`), where one that is met is enough."""


Check = Figure | Words | Specified | NotUsed | Unseen | Group


def leaves(check: Check) -> Iterator[Figure | Words | Specified | NotUsed | Unseen]:
    """The checks that are no groups, in the order of the law."""
    if isinstance(check, Group):
        for inner in check.checks:
            yield from leaves(inner)
    else:
        yield check


# Which general note takes software and technology out, by category and group; Annex I names these sections itself.
_GENERAL_NOTES = (("0", "D", "NSN"), ("0", "E", "NTN"), ("", "D", "GSN"), ("", "E", "GTN"))
# Two releases of the General Software Note do not hold for category 5, Part 2; its own notes say so.
_KEPT_IN_5P2 = ("GSN.a", "GSN.c")


@frozen
class Plan:
    """The checks of one provision: `path` is what stands above it, `own` what it and its items ask."""

    code: ControlCode
    root: Group
    steps: tuple[ControlCode, ...]
    """The headings on the way down, the provision last."""


class Planner:
    """Makes the plans of one edition and keeps them: an edition never changes."""

    def __init__(self, edition: Edition) -> None:
        self._edition = weakref.ref(edition)
        self._plans: dict[str, Plan] = {}
        self._thresholds: dict[str, tuple[Threshold, ...]] = {}
        self._exclusions = _notes_by_place(edition, "note-excludes")
        self._includes = _notes_by_place(edition, "note-includes")
        self._technical = _notes_by_place(edition, "technical-note")

    @property
    def edition(self) -> Edition:
        found = self._edition()
        assert found is not None, "a planner lives no longer than its edition"
        return found

    def thresholds(self, code: str) -> tuple[Threshold, ...]:
        """The thresholds in a node's words, read once: plans of many provisions ask for those of one heading."""
        found = self._thresholds.get(code)
        if found is None:
            found = self._thresholds[code] = self.edition.thresholds(code)
        return found

    def plan(self, code: str) -> Plan:
        """The plan of a provision; raises `NotFoundError` for what is none."""
        found = self._plans.get(code)
        if found is None:
            found = self._plans[code] = self._make(code)
        return found

    def _make(self, code: str) -> Plan:
        node = self.edition[code]
        if not isinstance(node, Provision):
            raise NotFoundError("{code} is a note or a definition: expected a provision to assess", code=code)
        above_all = [n for n in self.edition.path(code)[:-1] if isinstance(n, Provision)]
        path = [n for n in above_all if n.kind not in _HEADINGS]
        above = [check for n in above_all if n.kind in _HEADINGS for check in self._excluded_from_all(n, code)]
        above += [check for step in path for check in self._on_the_way(step)]
        general = self._general(path[0] if path else node) if node.kind not in _HEADINGS else []
        own = self._provision(node, lead=True, constants=self._constants(path))
        checks = (*above, own, *general)
        return Plan(
            node.code, Group(node.code, "all", checks, node.text, "assessment"), (*(n.code for n in path), node.code)
        )

    def _on_the_way(self, node: Provision) -> list[Check]:
        """What a heading above asks: its words belong to the lead, its exclusions hold for all below."""
        own = [] if self._names_figures(node, self.edition.children(node.code)) else self._own(node, LEAD, lead=True)
        return [*own, *self._excluded(node)]

    def _provision(self, node: Provision, *, lead: bool, constants: tuple[str, ...]) -> Check:
        if node.status == "not used":
            return NotUsed(node.code, node.basis)
        constants = (*constants, *self._notes(self._technical, node.code))
        children = self.edition.children(node.code)
        if node.basis.grade == "unknown" and (node.text or not children):
            return Unseen(node.code, node.text or "its text", node.basis)
        # A heading's words tell what goods the question is about; those of a leaf are a condition of their own.
        key: Key = LEAD if lead and children else ("words", node.code)
        parts = (
            [] if self._names_figures(node, children) else self._own(node, key, lead=key == LEAD, constants=constants)
        )
        if children and node.kind not in _HEADINGS:
            parts.append(self._items(node, children, constants))
        elif children:
            items = [self._provision(c, lead=False, constants=()) for c in children]
            parts = [Group(node.code, "any", tuple(items), "", "items", listed=True)]
        if not parts:
            parts = [Words(node.code, ("words", node.code), node.text or str(node.code), node.basis)]
        parts += self._excluded(node)
        return (
            parts[0] if len(parts) == 1 else Group(node.code, "all", tuple(parts), node.text, "provision", node.basis)
        )

    def _names_figures(self, node: Provision, children: Sequence[Provision]) -> bool:
        """Whether a heading only names what its items measure ("wavelength and overlay"): nothing to ask by itself."""
        named = {
            word
            for child in children
            for inner in self.edition.subtree(child.code)
            if isinstance(inner, Provision)
            for t in self.thresholds(inner.code)
            for word in words_of(t.property)
        }
        return bool(named) and not set(leftover(node.text, (), ())) - named

    def _items(self, node: Provision, children: Sequence[Provision], constants: tuple[str, ...]) -> Group:
        way = _way(node)
        used = children if way != "all" else [c for c in children if c.status != "not used"]
        checks = tuple(self._provision(c, lead=False, constants=constants) for c in used)
        return Group(node.code, way, checks, "", "items", node.basis, listed=node.requirement == "list")

    def _own(
        self, node: Node, key: Key, *, lead: bool = False, exclusion: bool = False, constants: tuple[str, ...] = ()
    ) -> list[Check]:
        """The checks in a node's own words: figures, references, and what remains."""
        text = node.text
        if not text.strip():
            return []
        thresholds = self.thresholds(node.code)
        figures = readable_figures(text, thresholds)
        if figures is not None and self._against_those_above(node, figures):
            figures = None
        # A note that excludes stays one question: a part of it answered would settle nothing.
        references = () if exclusion else conditions_told(text, self.edition.references(node.code))
        constants = constants or self._constants([node])
        includes = tuple(self._notes(self._includes, node.code))
        words = Words(node.code, key, text, node.basis, lead, figures is not None, exclusion, includes)
        parts: list[Check] = [_specified(node, r) for r in references]
        if figures is not None and figures.way == "cautious":
            # The figures alone cannot say met: the words are asked as a whole, and figures that all fail refute them.
            inner = Group(node.code, "cautious", _figures(node, figures, text, constants), "", "figures", node.basis)
            whole = evolve(words, beside_figures=False)
            return [Group(node.code, "all", (whole, inner), "", "whole", node.basis), *parts]
        if figures is not None:
            parts.insert(0, _figure_group(node, figures, text, constants))
        rest = self._rest(text, figures, references)
        if not parts or (rest and not (references and only_reference(rest))):
            parts.insert(0, words)
        return parts

    def _against_those_above(self, node: Node, figures: FigureGroup) -> bool:
        """Whether no value could fulfil a figure here and one above: then the same name means two things, as in a laser
        of 1000 to 1100 nm with frequency doubling for 500 to 550 nm."""
        mine = [t for run in figures.runs for t in run]
        for above in self.edition.path(node.code)[:-1]:
            told = readable_figures(above.text, self.thresholds(above.code))
            if told is None or told.way != "all" or above.kind in _HEADINGS:
                continue
            if any(exclude_each_other(one, other) for run in told.runs for one in run for other in mine):
                return True
        return False

    def _rest(self, text: str, figures: FigureGroup | None, references: Sequence[Referred]) -> tuple[str, ...]:
        thresholds = [t for run in figures.runs for t in run] if figures else []
        spans = [t.quantity.span for t in thresholds] + [r.span for r in references]
        # Words of its clause that stand in brackets behind a name are still to be asked.
        names = [t.property.partition(" (")[0] for t in thresholds]
        return leftover(text, names, spans, [t.condition for t in thresholds])

    def _excluded(self, node: Provision) -> list[Check]:
        """What takes the provision out: each note that excludes and speaks of it, turned round."""
        return [self._exclusion(note) for note in self._exclusions.get(node.code, ())]

    def _excluded_from_all(self, heading: Provision, code: str) -> list[Check]:
        """What a whole category or group leaves out. A note that hangs on an entry speaks of the goods of its group:
        one on technology in 2E003 says nothing of machines, though it names all of category 2."""
        notes = self._exclusions.get(heading.code, ())
        return [self._exclusion(n) for n in notes if n.code.place == heading.code or n.code[:2] == code[:2]]

    def _exclusion(self, note: Note) -> Group:
        return Group(note.code, "all", (self._note(note),), note.text, "exclusion", note.basis, negated=True)

    def _note(self, note: Note) -> Check:
        items = [n for n in self.edition.notes_on(note.code) if n.kind == note.kind]
        parts: list[Check] = []
        if not (items and says_nothing(note.text)):
            parts += self._own(note, ("words", note.code), exclusion=True)
        if items:
            way: Way = {"all": "all", "any": "any", "list": "any"}.get(note.requirement or "", "")  # type: ignore[assignment]
            checks = tuple(self._note(item) for item in items)
            parts.append(Group(note.code, way or way_of_items(note.text), checks, "", "items", note.basis))
        return parts[0] if len(parts) == 1 else Group(note.code, "all", tuple(parts), note.text, "note", note.basis)

    def _general(self, entry: Provision) -> list[Check]:
        """The releases of the general notes for software and technology."""
        found = re.match(r"(\d)([A-E])", entry.code)
        if found is None:
            return []
        category, group = found.groups()
        general = next((n for c, g, n in _GENERAL_NOTES if c in ("", category) and g == group), None)
        in_5p2 = bool(re.match(r"5[A-E]00[2-9]", entry.code))
        return [
            self._exclusion(note)
            for note in self.edition.notes
            if general is not None
            and note.kind == "note-excludes"
            and (note.parent is None or note.parent == "GSN" or note.parent == general)
            and re.match(rf"{general}\b", note.code)
            and not (in_5p2 and note.code in _KEPT_IN_5P2)
        ]

    def _constants(self, path: Sequence[Node]) -> tuple[str, ...]:
        return tuple(text for n in path for text in self._notes(self._technical, n.code))

    def _notes(self, index: dict[str, list[Note]], code: str) -> list[str]:
        """The texts of the notes that speak of a place, with their items."""
        return [
            inner.text
            for note in index.get(code, ())
            for inner in self.edition.subtree(note.code)
            if inner.text and inner.kind == note.kind
        ]


_HEADINGS = ("category", "group")


def _notes_by_place(edition: Edition, kind: str) -> dict[str, list[Note]]:
    """The notes of one kind, without their items, by each provision they speak of."""
    found: dict[str, list[Note]] = {}
    for note in edition.notes:
        above = edition.by_code.get(note.parent or "")
        if note.kind != kind or (isinstance(above, Note) and above.kind == kind):
            continue
        places = {a.place for a in note.about} or {note.code.place}
        for place in sorted(places):
            found.setdefault(place, []).append(note)
    return found


# "≥ 2 of these", ".b.1 and .b.2 or .b.3": neither all nor any says so, hence both must agree.
_COUNTED = re.compile(
    r"≥ ?[2-9] of\b|\bat least two\b|\btwo or more\b|\.\w+ and \.\w+(?:\.\w+)* or \.\w", re.IGNORECASE
)


def _way(node: Provision) -> Way:
    """How the items of a provision combine."""
    if node.requirement is None or (node.requirement != "list" and _COUNTED.search(node.text)):
        return "cautious"
    return "all" if node.requirement == "all" else "any"


def _figures(node: Node, figures: FigureGroup, text: str, constants: tuple[str, ...]) -> tuple[Check, ...]:
    """The runs of figures, each a check."""
    runs = [tuple(_figure(node, t, text, constants) for t in run) for run in figures.runs]
    return tuple(r[0] if len(r) == 1 else Group(node.code, "all", r, "", "figures", node.basis) for r in runs)


def _figure_group(node: Node, figures: FigureGroup, text: str, constants: tuple[str, ...]) -> Check:
    joined = _figures(node, figures, text, constants)
    return joined[0] if len(joined) == 1 else Group(node.code, figures.way, joined, "", "figures", node.basis)


def _figure(node: Node, threshold: Threshold, text: str, constants: tuple[str, ...]) -> Figure:
    key = ("figure", property_key(threshold.property))
    beside = _alternative(text, threshold)
    return Figure(node.code, key, threshold, _quoted(text, threshold), text, node.basis, constants, beside)


def _alternative(text: str, threshold: Threshold) -> Quantity | None:
    """The figure in brackets right behind a quantity that says the same in another unit."""
    end = threshold.quantity.span[1]
    if not re.match(r"\s*\(", text[end:]):
        return None
    behind = (q for q in read_quantities(text) if q.alternative and 0 <= q.span[0] - end <= 3)
    return next((q for q in behind if q.si_unit == threshold.quantity.si_unit), None)


def _quoted(text: str, threshold: Threshold) -> str:
    """The words that state the figure: from its property, if that stands before it, to the end of the quantity."""
    start, end = threshold.quantity.span
    name = r"\W+".join(map(re.escape, re.findall(r"\w+", threshold.property.partition(" (")[0])))
    found = [m.start() for m in re.finditer(name, text[:start], re.IGNORECASE)] if name else []
    at = found[-1] if found else _clause_start(text, start)
    if at and text[at - 1] in "\"'‘“":
        at -= 1
    return text[at:end].strip()


def _clause_start(text: str, end: int) -> int:
    """Where the clause begins that leads up to a figure."""
    return max((text.rfind(mark, 0, end) + len(mark) for mark in ("; ", ", ", ": ") if mark in text[:end]), default=0)


def _specified(node: Node, told: Referred) -> Check:
    key = ("specified", " ".join(told.codes))
    check = Specified(
        node.code, key, told.codes, told.printed, node.text, node.basis, told.same_goods, told.negated, told.list
    )
    if not told.negated:
        return check
    return Group(node.code, "all", (check,), node.text, "not specified", node.basis, negated=True)


_PLANNERS: dict[int, Planner] = {}


def planner(edition: Edition) -> Planner:
    """The planner of an edition, kept as long as the edition lives."""
    key = id(edition)
    found = _PLANNERS.get(key)
    if found is None or found._edition() is not edition:
        found = _PLANNERS[key] = Planner(edition)
        weakref.finalize(edition, _PLANNERS.pop, key, None)
    return found


def content_words(text: str) -> frozenset[str]:
    """The words a fact's name can be found by."""
    return frozenset(words_of(text))
