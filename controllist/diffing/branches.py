"""One edition as an alignment walks it: what hangs where, and what each branch and entry says, made when asked for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property

from attrs import define, field

from controllist.codes import ControlCode
from controllist.diffing.likeness import is_unused
from controllist.diffing.substance import key, levelled
from controllist.model import Edition, Node, Provision

_SHOWN = 600  # letters of a branch that take part in a comparison
_TOPS = frozenset({"category", "group", "entry", "definition"})


# Without slots: with them and with what is worked out once, each look at a field would go by `__getattr__`.
@define(eq=False, slots=False)
class Branches:
    """One edition by what hangs below each place; nodes whose code stands twice count by their first standing."""

    edition: Edition
    still: frozenset[str]
    """Codes under which the other edition has the same node, in the very same words."""
    restless: Mapping[str, Node]
    """What may have got another pair than itself (see `with_all_below`), by code, in reading order: all that is
    compared."""
    _said: dict[str, str] = field(factory=dict)
    _once: dict[str, dict[str, Node]] = field(factory=dict)
    _anew: dict[str, list[Node]] = field(factory=dict)
    _said_anew: dict[str, set[str]] = field(factory=dict)

    nodes: Mapping[str, Node] = field(init=False)
    """All nodes by code, in reading order."""
    tops: list[Node] = field(init=False, factory=list)
    """What is restless and told by the code alone: headings, entries, terms, whatever hangs on nothing."""
    _still_below: dict[ControlCode | None, list[ControlCode]] = field(init=False, factory=dict)
    _loose_below: dict[ControlCode | None, list[Node]] = field(init=False, factory=dict)

    @nodes.default
    def _nodes(self) -> Mapping[str, Node]:
        return self.edition.by_code

    def __attrs_post_init__(self) -> None:
        nodes, still, tops, loose = self.nodes, self.still, self.tops, self._loose_below
        for code, node in self.restless.items():
            if node.kind in _TOPS or node.parent not in nodes:
                tops.append(node)
            else:
                loose.setdefault(node.parent, []).append(node)
            if code in still:
                self._still_below.setdefault(node.parent, []).append(node.code)

    @cached_property
    def stirred(self) -> Sequence[Node]:
        """The nodes that do not stand as they are in the other edition."""
        return [n for code, n in self.restless.items() if code not in self.still]

    def below(self, code: ControlCode) -> Sequence[Node]:
        """What hangs directly on a place."""
        below = self.edition.below(code)
        return below if self._each_stands_once else [n for n in below if self.nodes[n.code] is n]

    @cached_property
    def _each_stands_once(self) -> bool:
        return len(self.nodes) == len(self.edition.nodes)

    def still_below(self, code: ControlCode) -> Sequence[ControlCode]:
        """The codes of what is restless directly below a place although it stands as it stood."""
        return self._still_below.get(code, ())

    def loose(self, code: ControlCode, taken: Container[str]) -> list[Node]:
        """What hangs directly on a place, may have got another code, and is not taken."""
        return [n for n in self._loose_below.get(code, ()) if n.code not in taken]

    def text(self, node: Node) -> str:
        """What a branch says, levelled and cut to the length that takes part in a comparison."""
        said = self._said.get(node.code)
        if said is None:
            said = levelled(node.text)
            if self.below(node.code):
                said = self._with_items(node)
            said = self._said[node.code] = said[:_SHOWN].strip()
        return said

    def _with_items(self, node: Node) -> str:
        """What a node and its items say, as far as it is compared; notes apart: with one more it would look another."""
        parts, length, waiting = [], 0, [node]
        provision = isinstance(node, Provision)
        while waiting and length <= _SHOWN:
            part = waiting.pop()
            parts.append(levelled(part.text))
            length += len(parts[-1])
            waiting += [n for n in self.below(part.code) if isinstance(n, Provision) == provision][::-1]
        return " ".join(parts)

    def has_items(self, node: Node) -> bool:
        """Whether other provisions hang below a provision."""
        if isinstance(node, Provision):
            for below in self.edition.below(node.code):
                if isinstance(below, Provision):
                    return True
        return False

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


def picked(edition: Edition, codes: Container[str | None]) -> dict[str, Node]:
    """The nodes with some codes, in reading order."""
    nodes = edition.by_code
    return {code: nodes[code] for code in filter(codes.__contains__, nodes)}


def with_all_below(edition: Edition, apart: Iterable[Node]) -> set[ControlCode]:
    """The codes of some nodes, of what hangs below them, and of what hangs on no place and below that.

    With the nodes that do not stand as they stood: all else stands in both editions, on a place that does, up to its
    top. It is its own pair.
    """
    nodes, below = edition.by_code, edition.below
    waiting = [n.code for n in apart]
    for place in [p for p in edition.places if p not in nodes]:
        if place is not None and any(nodes[n.code] is n for n in below(place)):
            waiting += [n.code for n in below(place)]
    found: set[ControlCode] = set()
    for code in waiting:  # which grows while it is walked
        if code not in found:
            found.add(code)
            if hanging := below(code):
                waiting += [n.code for n in hanging]
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
        said = key(node.text) if node.text else ""
        if said and not is_unused(node):
            found[said] = None if said in found else node
    return {said: node for said, node in found.items() if node is not None}
