"""What a comparison of two editions knows of them: the pairs of nodes, and what became of the words of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import field, frozen

from controllist.codes import ControlCode
from controllist.diffing import direction
from controllist.diffing.alignment import Alignment
from controllist.diffing.changes import Change, ChangeKind, Effect
from controllist.diffing.context_rules import Terms, carved_out, dropped_member, terms_of
from controllist.diffing.normalization import key
from controllist.diffing.text_overlap import Explained, explained_by
from controllist.diffing.wording import Wording, members_told
from controllist.model import GRADES, Basis, Edition, Node, Note, Provision


# Without slots: with them and with what is worked out once, each look at a field would go by `__getattr__`.
@frozen(slots=False)
class Sides:
    """Two editions side by side: which nodes pair up, whose words went where, and how a change of a pair is told."""

    old: Edition
    new: Edition
    alignment: Alignment
    split: dict[ControlCode, list[Node]] = field(init=False)
    merged: dict[ControlCode, list[Node]] = field(init=False)
    _wholes: dict[ControlCode, Node | None] = field(init=False, repr=False, factory=dict)
    _changed: dict[ControlCode, list[tuple[Node, Node]]] = field(init=False, repr=False, factory=dict)
    _tops: dict[tuple[ControlCode, bool], Effect] = field(init=False, repr=False, factory=dict)
    _meanings: dict[tuple[str, str], Wording | None] = field(init=False, repr=False, factory=dict)

    @cached_property
    def explained_before(self) -> Explained:
        return explained_by(self.old)

    @cached_property
    def explained_after(self) -> Explained:
        return explained_by(self.new)

    @cached_property
    def new_codes(self) -> dict[str, str]:
        """The codes of places that have another one now, before and after, in lower case."""
        new_of = self.alignment.new_of
        paired = [p.old.code for p in self.alignment.pairs if p.old is not None and p.old.code in new_of]
        return {code.casefold(): new_of[code].casefold() for code in paired if new_of[code] != code}

    @cached_property
    def terms_before(self) -> Terms:
        return terms_of(self.old)

    @cached_property
    def terms_after(self) -> Terms:
        return terms_of(self.new)

    @split.default
    def _split(self) -> dict[ControlCode, list[Node]]:
        """New nodes by the old node their words stood in."""
        found: dict[ControlCode, list[Node]] = {}
        for pair in self.alignment.pairs:
            if pair.how == "split" and pair.old is not None and pair.new is not None:
                found.setdefault(pair.old.code, []).append(pair.new)
        return found

    @merged.default
    def _merged(self) -> dict[ControlCode, list[Node]]:
        """Old nodes by the new node their words stand in."""
        found: dict[ControlCode, list[Node]] = {}
        for pair in self.alignment.pairs:
            if pair.how == "merged" and pair.old is not None and pair.new is not None:
                found.setdefault(pair.new.code, []).append(pair.old)
        return found

    def part_of_an_old_item(self, node: Node) -> Node | None:
        """The older item that covered a new one on looser terms, if there is one."""
        if node.code not in self._wholes:
            self._wholes[node.code] = self._part_of_an_old_item(node)
        return self._wholes[node.code]

    def _part_of_an_old_item(self, node: Node) -> Node | None:
        above = self.alignment.old_of.get(node.parent) if node.parent else None
        if above is None or self.new.children(node.code):
            return None
        leaves = (n for n in self.old.children(above) if not self.old.children(n.code))
        return carved_out(node, self.new, leaves, self.old) or dropped_member(
            node, self.new, self._changed_below(above), self.old
        )

    def _changed_below(self, place: ControlCode) -> Iterator[tuple[Node, Node]]:
        """The provisions below an old place that stand in both editions in other words, before and after."""
        if place not in self._changed:
            reworded = self._reworded
            found = self.old.subtree(place) if reworded else ()
            self._changed[place] = [(n, reworded[n.code]) for n in found if n.code in reworded and n.code != place]
        yield from self._changed[place]

    @cached_property
    def _reworded(self) -> dict[ControlCode, Node]:
        """The provisions that stand in both editions in other words, by their old codes."""
        return {
            p.old.code: p.new
            for p in self.alignment.pairs
            if p.how not in ("split", "merged")
            and isinstance(p.old, Provision)
            and p.new is not None
            and p.old.text != p.new.text
        }

    def branch_top(self, node: Node, edition: Edition, twin: dict[ControlCode, ControlCode]) -> ControlCode | None:
        """The highest node above that came or went with this one, None where none did."""
        top = node
        while top.parent in edition.by_code and top.parent not in twin and top.kind != "entry":
            top = edition.by_code[top.parent]
        return None if top is node else top.code

    def members_told(self, before: str, after: str) -> Wording | None:
        """What two texts on the meaning of a term differ in: asked where one came and again where the other went."""
        asked = before, after
        if asked not in self._meanings:
            self._meanings[asked] = members_told(before, after, self.new.language)
        return self._meanings[asked]

    def top_effect(self, code: ControlCode, gone: bool = False) -> Effect:
        """The effect of a whole branch that came, or went; all that is in it asks for it."""
        asked = code, gone
        if asked not in self._tops:
            self._tops[asked] = self._top_effect(code, gone)
        return self._tops[asked]

    def _top_effect(self, code: ControlCode, gone: bool) -> Effect:
        edition = self.old if gone else self.new
        top = edition[code]
        above = edition.by_code.get(top.parent) if top.parent else None
        effect, rule = (direction.departure if gone else direction.arrival)(edition, top, above)
        return "narrower" if rule == "item added" and self.part_of_an_old_item(top) else effect

    def change(
        self,
        kind: ChangeKind,
        old: Node | None,
        new: Node | None,
        effect: Effect,
        substantive: bool,
        before: str,
        after: str,
        detail: str,
        rule: str,
        within: ControlCode | None = None,
    ) -> Change:
        """A change at a pair of nodes, of which one may be missing, told at its provision."""
        node = new or old
        assert node is not None
        old_told = _provision_of(old, self.old) if old else None
        told = _provision_of(new, self.new) if new else old_told
        assert told is not None
        return Change(
            kind,
            told,
            old_told,
            effect,
            substantive,
            before,
            after,
            detail,
            rule,
            basis=node.basis if old is None or new is None else _less_sure(new.basis, old.basis),
            old_place=old.code if old else None,
            new_place=new.code if new else None,
            within=within,
        )


def _provision_of(node: Node, edition: Edition) -> ControlCode:
    """The code a change at a node is told at: its own, or for an unlettered part that of its provision."""
    at = node
    while at.kind == "part" and isinstance(at, Provision) and at.parent in edition.by_code:
        at = edition.by_code[at.parent]
    return at.code


def _less_sure(first: Basis, second: Basis) -> Basis:
    """The basis that is less sure; the first one where they are alike."""
    if second.grade == first.grade:
        return first
    return second if GRADES.index(second.grade) > GRADES.index(first.grade) else first


def says_nothing(node: Node) -> bool:
    """A note that only opens a list of notes (`For the purposes of 3B501.n.5:`) is no change by itself."""
    return isinstance(node, Note) and not key(node.text)
