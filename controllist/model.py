"""The tree of one edition of a control list: frozen values in the order of the law.

An `Edition` holds its nodes as one flat tuple in reading order, each with the code of its parent; `children`,
`notes_on`, `subtree` and `path` give the tree. Three kinds of nodes are told apart by class, since they mean
different things: a `Provision` controls something, a `Note` widens, narrows or explains, a `Definition` says what a
word means. Nothing here reads files or parses texts.

>>> lamp = Provision(code=ControlCode("6A005"), kind="entry", text='"lasers"', requirement="list")
>>> item = Provision(code=ControlCode("6A005.a"), kind="item", parent=lamp.code, text="CW, output power > 20 kW")
>>> edition = Edition("eu-dual-use", "2025-11-15", language="en", wording="digest", nodes=(lamp, item))
>>> [n.code for n in edition.children("6A005")]
['6A005.a']
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, MutableSequence, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from attrs import evolve, frozen

from controllist.codes import ControlCode, EditionAddress, Origin, Regime
from controllist.errors import NotFoundError
from controllist.locations import Location

if TYPE_CHECKING:
    # The grammars of `meaning` cost more to compile than an index to open, and a match asks none of them: the methods
    # that read a text import what they read it with.
    from controllist.language import Reference, TermUse, Threshold

Kind = Literal[
    "category",
    "group",
    "entry",
    "item",
    "part",
    "note-excludes",
    "note-includes",
    "note",
    "technical-note",
    "see-also",
    "definition",
]
Requirement = Literal["all", "any", "list"]
Status = Literal["in force", "not used"]
Grade = Literal["checked", "secondary", "inferred", "unknown"]
GRADES: tuple[Grade, ...] = get_args(Grade)
"""From the surest to the least sure."""
Wording = Literal["digest", "official"]


@frozen
class Basis:
    """On what a wording rests.

    `checked`: compared with a copy of the official text, named in `source`, or that copy itself; `secondary`: told by
    others, named, such as a file that a user added as the official text; `inferred`: follows from something else, with
    the reasoning; `unknown`: the law has something here that has not been seen, and the text says what is missing.
    """

    grade: Grade
    source: str = ""
    reasoning: str = ""


@frozen
class Node:
    """What all nodes share. `label` is the label as printed, `mark` the provenance a consolidated text gives."""

    code: ControlCode
    kind: Kind
    parent: ControlCode | None = None
    text: str = ""
    basis: Basis = Basis("checked")
    label: str = ""
    remark: str = ""
    mark: str = ""
    location: Location = Location()


@frozen
class Provision(Node):
    """A category, group, entry, item or part.

    `requirement` says how its children combine: `all` and `any` are conditions of one control, under `list` each
    child is a control of its own; None for a leaf.
    """

    requirement: Requirement | None = None
    status: Status = "in force"


@frozen
class Note(Node):
    """A note, or an item of one; `about` are the provisions it speaks of.

    An item has the kind of its note, save below a bare "Notes:", where its own words tell.

    An empty `about` means the provision it hangs on.
    """

    about: tuple[ControlCode, ...] = ()
    requirement: Requirement | None = None


@frozen
class Definition(Node):
    """What a term means; `term` as the law spells it, `scope` the place where it holds (None: the whole list)."""

    term: str = ""
    scope: ControlCode | None = None


ProblemKind = Literal["structure", "reading"]


@frozen
class Problem:
    """What is odd about a text: data, not an exception.

    `structure`: something has no sure place in the tree, or is missing from it. `reading`: the text stands where it
    belongs, but the form cannot give some of its characters surely; what was read is kept, and `surer` names where
    to look it up.
    """

    message: str
    location: Location = Location()
    code: ControlCode | None = None
    kind: ProblemKind = "structure"
    surer: str = ""


@frozen
class Act:
    """The legal act behind an edition. Dates are ISO dates, empty where not known."""

    title: str = ""
    number: str = ""
    celex: str = ""
    eli: str = ""
    published_in: str = ""
    adopted: str = ""
    published: str = ""
    address: str = ""


@frozen
class Source:
    """The file an edition was read from, or checked against."""

    name: str = ""
    form: str = ""
    sha256: str = ""
    converter: str = ""
    identifier: str = ""


_NodesByParent = dict[str | None, list[Node]]


@frozen
class Edition:
    """The text of a list from one date on (`applies_until` is the last day, empty while it is open)."""

    list: str
    applies_from: str
    language: str
    wording: Wording
    nodes: tuple[Node, ...]
    title: str = ""
    applies_until: str = ""
    act: Act = Act()
    source: Source = Source()
    profile: str = ""
    profile_version: str = ""
    problems: tuple[Problem, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """Characters of the source, blanks apart: `text` and one figure for each class of discards."""
    cautions: tuple[str, ...] = ()
    """What every answer that rests on this edition must say."""
    origin: Origin = ""
    """Where the controls of the list come from; empty where that is not told."""

    @property
    def address(self) -> EditionAddress:
        return EditionAddress(self.list, self.applies_from)

    @cached_property
    def common_basis(self) -> Basis | None:
        """What every line of the edition rests on, so that it need be said only once; None where lines differ."""
        bases = {n.basis for n in self.nodes}
        return bases.pop() if len(bases) == 1 else None

    @property
    def unplaced(self) -> tuple[Problem, ...]:
        """The problems of structure alone: what has no sure place, or is missing."""
        return tuple(p for p in self.problems if p.kind == "structure")

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """The problems of reading alone: what is in its place and was read, but not surely."""
        return tuple(p for p in self.problems if p.kind == "reading")

    @cached_property
    def by_code(self) -> dict[str, Node]:
        """All nodes by code; where a code stands twice the first one counts."""
        found: dict[str, Node] = {n.code: n for n in self.nodes}
        if len(found) < len(self.nodes):
            found.clear()
            for node in self.nodes:
                found.setdefault(node.code, node)
        return found

    @cached_property
    def _children(self) -> _NodesByParent:
        found: _NodesByParent = {}
        for node in self.nodes:
            found.setdefault(node.parent, []).append(node)
        return found

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Node:
        """The node with this code; raises `NotFoundError`."""
        try:
            return self.by_code[code]
        except KeyError:
            raise NotFoundError("{code} is not in {edition}", code=code, edition=str(self.address)) from None

    def children(self, code: str | None) -> tuple[Provision, ...]:
        """The provisions directly below, in the order of the law."""
        below = self._children.get(code)
        return tuple([n for n in below if isinstance(n, Provision)]) if below else ()

    def notes_on(self, code: str) -> tuple[Note, ...]:
        """The notes that hang on a place, without their items; on a note: its items."""
        return tuple([n for n in self._children.get(code, ()) if isinstance(n, Note)])

    def below(self, code: str | None) -> Sequence[Node]:
        """All that hangs directly on a place, in reading order: items, notes, definitions."""
        return self._children.get(code, ())

    @property
    def places(self) -> Collection[str | None]:
        """The codes that something hangs on, whether they are in the edition or not; None where it hangs on nothing."""
        return self._children.keys()

    def subtree(self, code: str) -> Iterator[Node]:
        """The node and all below it, notes among them, in reading order."""
        found: MutableSequence[Node] = [self[code]]
        self._gather(code, found)
        return iter(found)

    def _gather(self, code: str, found: MutableSequence[Node]) -> None:
        nodes, children = self.by_code, self._children
        for child in children.get(code, ()):
            found.append(nodes[child.code])
            if child.code in children:
                self._gather(child.code, found)

    def path(self, code: str) -> tuple[Node, ...]:
        """The nodes from the top down to this one."""
        nodes = self.by_code
        steps: list[Node] = []
        node = nodes.get(code)
        while node is not None:
            steps.append(node)
            node = nodes.get(node.parent) if node.parent is not None else None
        return tuple(steps[::-1])

    def thresholds(self, code: str) -> tuple[Threshold, ...]:
        """The thresholds in a node's own words; a property they leave out is taken from the texts above.

        Raises `NotFoundError` where the code is not in this edition.

        >>> laser = Provision(code=ControlCode("6A005.a"), kind="item", text="CW, output power > 20 kW")
        >>> edition = Edition("eu-dual-use", "2025-11-15", "en", "digest", (laser,))
        >>> [(t.property, t.comparison, t.quantity.unit) for t in edition.thresholds("6A005.a")]
        [('output power', '>', 'kW')]
        """
        from controllist.language.thresholds import read_thresholds

        nodes, node = self.by_code, self[code]
        above: list[str] = []
        at = node.parent
        while at is not None and (place := nodes.get(at)) is not None:
            above.append(place.text)
            at = place.parent
        return read_thresholds(node.text, above[::-1], self.language)

    def references(self, code: str) -> tuple[Reference, ...]:
        """The places a node's own words name, whether the list has them or not.

        What a see-also node names without further words has that role. Raises `NotFoundError` for an unknown code.

        >>> note = Note(code=ControlCode("3B001.f#see-also"), kind="see-also", text="3B501.f")
        >>> edition = Edition("eu-dual-use", "2025-11-15", "en", "digest", (note,))
        >>> [(r.codes, r.role) for r in edition.references("3B001.f#see-also")]
        [(('3B501.f',), 'see-also')]
        """
        from controllist.language.references import read_references

        node = self[code]
        found = read_references(node.text, node.code, self.language)
        if node.kind != "see-also":
            return found
        return tuple(evolve(r, role="see-also") if r.role in ("mentioned", "speaks-of") else r for r in found)

    def terms(self, code: str) -> tuple[tuple[TermUse, ControlCode | None], ...]:
        """The quoted terms in a node's own words, each with the node that says what it means, None where none does.

        A local term is looked for in the notes of its entry first, then in the whole list; a global one among the
        definitions. Raises `NotFoundError` for an unknown code.

        >>> item = Provision(code=ControlCode("3B001.h"), kind="item", text="masks with an 'etch depth' > 5 nm")
        >>> note = Note(code=ControlCode("3B001.h#note"), kind="note", text="'etch depth' = depth after etching")
        >>> edition = Edition("eu-dual-use", "2025-11-15", "en", "digest", (item, note))
        >>> [(use.term, where) for use, where in edition.terms("3B001.h")]
        [('etch depth', '3B001.h#note')]
        """
        from controllist.language.terms import read_terms

        node = self[code]
        return tuple((use, self._definition_of(use, node.code)) for use in read_terms(node.text))

    def _definition_of(self, use: TermUse, at: ControlCode) -> ControlCode | None:
        from controllist.language.terms import keys_of

        local, everywhere, globally = self._defined
        for key in keys_of(use.term):
            nearest = local.get((at.entry, key)) if use.local else globally.get(key)
            for place in (nearest, everywhere.get(key) if use.local else None, globally.get(key), everywhere.get(key)):
                if place is not None:
                    return place
        return None

    @cached_property
    def _defined(self) -> tuple[dict[tuple[str, str], ControlCode], dict[str, ControlCode], dict[str, ControlCode]]:
        """Where terms are explained: local ones by entry, local ones anywhere, global ones."""
        from controllist.language.terms import defined_terms, definition_names, keys_of

        local: dict[tuple[str, str], ControlCode] = {}
        everywhere: dict[str, ControlCode] = {}
        globally: dict[str, ControlCode] = {}
        for node in self.nodes:
            if isinstance(node, Definition) and node.scope is None:
                for name in definition_names(node.term, node.text):
                    for key in keys_of(name):
                        globally.setdefault(key, node.code)
            if not isinstance(node, Provision):
                for names in defined_terms(node.text):
                    for key in (key for name in names for key in keys_of(name)):
                        local.setdefault((node.code.entry, key), node.code)
                        everywhere.setdefault(key, node.code)
        return local, everywhere, globally

    def regime(self, code: str) -> Regime | None:
        """The arrangement the control comes from; None where neither the origin of the list nor a number tells."""
        from controllist.language.references import regime

        return regime(self.origin, code)

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        return tuple([n for n in self.nodes if isinstance(n, Provision)])

    @cached_property
    def entries(self) -> tuple[Provision, ...]:
        """The controls with a top code of their own: 3A001, ML10."""
        return tuple(n for n in self.provisions if n.kind == "entry")

    @cached_property
    def _beside_provisions(self) -> Sequence[Node]:
        """Notes and definitions: a third of an edition."""
        return [n for n in self.nodes if type(n) is not Provision]  # sooner told than by `isinstance`

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        return tuple([n for n in self._beside_provisions if isinstance(n, Note)])

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        return tuple([n for n in self._beside_provisions if isinstance(n, Definition)])
