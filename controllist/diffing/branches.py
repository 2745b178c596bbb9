"""One edition as an alignment walks it: what hangs where, and what each branch and entry says, made when asked for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from attrs import define, field

from controllist.codes import ControlCode
from controllist.diffing.likeness import is_unused
from controllist.diffing.substance import key, levelled
from controllist.model import Edition, Node, Note, Provision

_SHOWN = 600  # letters of a branch that take part in a comparison


@define(eq=False)
class Branches:
    """One edition by what hangs below each place; nodes whose code stands twice count by their first standing."""

    edition: Edition
    still: frozenset[str]
    """Codes under which the other edition has the same node, in the very same words."""
    codes: Container[str]
    """Codes of what may have got another pair than itself, in either edition (see `below_what_differs`)."""
    _said: dict[str, str] = field(factory=dict)
    _notes: dict[str, list[Node]] = field(factory=dict)
    _once: dict[str, dict[str, Node]] = field(factory=dict)
    _anew: dict[str, list[Node]] = field(factory=dict)
    _said_anew: dict[str, set[str]] = field(factory=dict)

    nodes: Mapping[str, Node] = field(init=False)
    """All nodes by code, in reading order."""
    restless: Mapping[str, Node] = field(init=False)
    """Those that may have got another pair than themselves, by code, in reading order: all that is compared."""
    _restless_below: dict[ControlCode | None, list[Node]] = field(init=False, factory=dict)

    @nodes.default
    def _nodes(self) -> Mapping[str, Node]:
        return self.edition.by_code

    @restless.default
    def _restless(self) -> Mapping[str, Node]:
        codes = self.codes
        return {code: n for code, n in self.nodes.items() if code in codes}

    def __attrs_post_init__(self) -> None:
        for node in self.restless.values():
            self._restless_below.setdefault(node.parent, []).append(node)

    def is_top(self, node: Node) -> bool:
        """Whether the code alone tells what a node is: a heading, an entry, a term, whatever hangs on nothing."""
        return node.kind in ("category", "group", "entry", "definition") or node.parent not in self.nodes

    @cached_property
    def stirred(self) -> Sequence[Node]:
        """The nodes that do not stand as they are in the other edition."""
        return [n for code, n in self.restless.items() if code not in self.still]

    def below(self, code: ControlCode) -> Sequence[Node]:
        """What hangs directly on a place."""
        nodes, below = self.edition.by_code, self.edition.below(code)
        return below if len(nodes) == len(self.edition.nodes) else [n for n in below if nodes[n.code] is n]

    def restless_below(self, code: ControlCode) -> Sequence[Node]:
        """What hangs directly on a place and may have got another pair than itself."""
        return self._restless_below.get(code, ())

    def loose(self, code: ControlCode, taken: Container[str]) -> list[Node]:
        """What hangs directly on a place and may have got another code: all that is not taken."""
        return [n for n in self.restless_below(code) if n.code not in taken and not self.is_top(n)]

    def disturbed(self) -> set[ControlCode | None]:
        """The places below which something does not stand as it is in the other edition."""
        return {n.parent for n in self.stirred}

    def text(self, node: Node) -> str:
        """What a branch says, levelled and cut to the length that takes part in a comparison."""
        said = self._said.get(node.code)
        if said is None:
            parts, length = [], 0
            for part in self._branch(node):
                parts.append(levelled(part.text))
                length += len(parts[-1])
                if length > _SHOWN:
                    break
            said = self._said[node.code] = " ".join(parts)[:_SHOWN].strip()
        return said

    def _branch(self, node: Node) -> Iterator[Node]:
        """The node and its items; notes apart, which an addition to would make the branch look like another one."""
        yield node
        for child in self.below(node.code):
            if isinstance(child, Provision) == isinstance(node, Provision):
                yield from self._branch(child)

    def has_items(self, node: Node) -> bool:
        """Whether other provisions hang below a provision."""
        return isinstance(node, Provision) and bool(self.edition.children(node.code))

    def once(self, entry: str) -> dict[str, Node]:
        """The provisions of an entry by what they say, those left out that say the same as another or nothing."""
        if entry not in self._once:
            below = self.edition.subtree(entry) if entry in self.nodes else ()
            self._once[entry] = said_once(n for n in below if isinstance(n, Provision))
        return self._once[entry]

    def says_anew(self, entry: str, said: str) -> bool:
        """Whether a provision of an entry says this that does not stand as it is in the other edition."""
        if not self._anew:
            self._anew = by_entry(n for n in self.stirred if isinstance(n, Provision))
        if entry not in self._said_anew:
            self._said_anew[entry] = {key(n.text) for n in self._anew.get(entry, ())}
        return said in self._said_anew[entry]

    def restless_notes(self, entry: str) -> list[Node]:
        """The notes of an entry, at any depth, that may have got another pair than themselves."""
        if not self._notes:
            self._notes = by_entry(n for n in self.restless.values() if isinstance(n, Note))
        return self._notes.get(entry, [])

    def restless_notes_on(self, places: Iterable[Node]) -> list[Node]:
        """The notes that hang on any of some places and may have got another pair than themselves."""
        return [note for place in places for note in self.restless_below(place.code) if isinstance(note, Note)]


def below_what_differs(edition: Edition, still: Set[str]) -> set[str]:
    """The codes of all that does not stand as it stood, of what hangs below that, and of what hangs on no place.

    All else stands in both editions, on a place that does, up to its top: it is its own pair.
    """
    nodes = edition.by_code
    found: set[str] = set()
    waiting = [code for code in nodes if code not in still]
    absent = {n.parent for n in nodes.values()} - nodes.keys() - {None}
    waiting += [n.code for place in absent for n in edition.below(place)]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += [n.code for n in edition.below(code)]
    return found


def by_entry(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Nodes by the entry, or the term, that their code begins with."""
    found: dict[str, list[Node]] = {}
    same: tuple[str, ...] = ()
    for node in nodes:
        code = node.code
        if not code.startswith(same):  # most stand behind one of the same entry
            place = code.partition("#")[0]
            entry = place if place[:1] == '"' else place.partition(".")[0]
            gathered = found.setdefault(entry, [])
            same = (f"{entry}#",) if place[:1] == '"' else (f"{entry}.", f"{entry}#")
        gathered.append(node)
    return found


def said_once(nodes: Iterable[Node]) -> dict[str, Node]:
    """The nodes by what they say, those left out that say the same as another or nothing."""
    found: dict[str, Node | None] = {}
    for node in nodes:
        said = key(node.text)
        if said and not is_unused(node):
            found[said] = None if said in found else node
    return {said: node for said, node in found.items() if node is not None}
