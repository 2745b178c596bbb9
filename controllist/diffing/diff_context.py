"""What a comparison of two editions knows of them: the pairs of nodes, and what became of the words of each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from attrs import frozen

from controllist.codes import ControlCode
from controllist.diffing import direction
from controllist.diffing.alignment import Alignment
from controllist.diffing.changes import Change, ChangeKind, Effect
from controllist.diffing.context_rules import Around, Surroundings, Terms, carved_out, dropped_member, terms_of
from controllist.diffing.equivalence import key
from controllist.diffing.passages import Setting
from controllist.diffing.rules import Rule, Verdict
from controllist.diffing.text_overlap import Explained, explained_by
from controllist.diffing.wording import Part, Wording, compare_parts
from controllist.model import GRADES, Basis, Edition, Node, Note, Provision

By = dict[ControlCode, list[Node]]


@frozen
class DiffContext:
    """Two editions side by side: which nodes pair up, whose words went where, and how a change of a pair is told."""

    old: Edition
    new: Edition
    alignment: Alignment

    @cached_property
    def explained_before(self) -> Explained:
        return explained_by(self.old)

    @cached_property
    def explained_after(self) -> Explained:
        return explained_by(self.new)

    @cached_property
    def _terms(self) -> tuple[Terms, Terms]:
        return terms_of(self.old), terms_of(self.new)

    @cached_property
    def split(self) -> By:
        """New nodes by the old node their words stood in."""
        return _gathered((p.old, p.new) for p in self.alignment.pairs if p.how == "split")

    @cached_property
    def merged(self) -> By:
        """Old nodes by the new node their words stand in."""
        return _gathered((p.new, p.old) for p in self.alignment.pairs if p.how == "merged")

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

    def part_of_an_old_item(self, node: Node) -> Node | None:
        """The older item that covered a new one on looser terms, if there is one."""
        above = self.alignment.old_of.get(node.parent) if node.parent else None
        if above is None or self.new.children(node.code):
            return None
        leaves = (n for n in self.old.children(above) if not self.old.children(n.code))
        below = (n for n in self.old.subtree(above) if n.code != above)
        reworded = ((n, self._reworded[n.code]) for n in below if n.code in self._reworded)
        return carved_out(node, self.new, leaves, self.old) or dropped_member(node, self.new, reworded, self.old)

    def top_of_branch(self, node: Node, edition: Edition) -> Node | None:
        """The highest node above that was added or removed with this one, None where none was."""
        twins = self.alignment.old_of if edition is self.new else self.alignment.new_of
        top = node
        while top.parent in edition.by_code and top.parent not in twins and top.kind != "entry":
            top = edition.by_code[top.parent]
        return None if top is node else top

    def effect_of_branch(self, top: Node, edition: Edition) -> Effect:
        """The effect of a whole branch that was added, or removed."""
        verdict = self.verdict_of_node(top, edition)
        carved = verdict.rule is Rule.ITEM and not verdict.reverse and self.part_of_an_old_item(top)
        return "narrower" if carved else verdict.effect

    def verdict_of_node(self, node: Node, edition: Edition) -> Verdict:
        """What a node does, by where it stands, that one edition alone has."""
        above = edition.by_code.get(node.parent) if node.parent else None
        decide = direction.arrival if edition is self.new else direction.departure
        return decide(edition, node, above)

    def differences(self, old: Node, new: Node, *, in_place: bool = False, turned: bool = True) -> Wording:
        """What the two wordings differ in; `in_place` reads passages by what stands around them.

        What stands in an excluding note counts the other way round, where it may be `turned`.
        """
        before = [Part.of(n, self.old) for n in self.old_parts(old, new)]
        after = [Part.of(n, self.new) for n in self.new_parts(old, new)]
        goods = direction.names_goods(self.new, new)
        setting = Setting(goods, turned and direction.excluding(self.new, new))
        if in_place:
            around = Around(old, self.old, self._terms[0]), Around(new, self.new, self._terms[1])
            parts = (*self.split.get(old.code, ()), *self.merged.get(new.code, ()))
            moved = isinstance(old, Note) and any(n.kind == "note-excludes" for n in parts)
            setting = Setting(goods, setting.excluding, Surroundings(*around, self.alignment.new_of, moved).verdict)
        return compare_parts(before, after, self.new.language, setting)

    def old_parts(self, old: Node, new: Node) -> list[Node]:
        """The old node, with those of items that went into the new one; for what lost its items, with theirs."""
        more = list(self.merged.get(new.code, ()))
        if not more and isinstance(old, Provision) and not self.new.children(new.code):
            more = [c for c in self.old.children(old.code) if c.code not in self.alignment.new_of]
        return [old, *more]

    def new_parts(self, old: Node, new: Node) -> list[Node]:
        """The same of the new node."""
        more = list(self.split.get(old.code, ()))
        if not more and isinstance(old, Provision) and not self.old.children(old.code):
            more = [c for c in self.new.children(new.code) if c.code not in self.alignment.old_of]
        return [new, *more]

    def change(
        self,
        kind: ChangeKind,
        old: Node | None,
        new: Node | None,
        effect: Effect,
        detail: str,
        rule: str,
        *,
        substantive: bool | None = None,
        before: str | None = None,
        after: str | None = None,
        within: Node | None = None,
    ) -> Change:
        """A change at a pair of nodes, of which one may be missing, told at its provision.

        Where nothing else is said it is substantive if it has an effect, and quotes the texts of the nodes.
        """
        node = new or old
        assert node is not None
        old_code = _provision(old, self.old) if old else None
        code = _provision(new, self.new) if new else old_code
        assert code is not None
        return Change(
            kind,
            code,
            old_code,
            effect,
            effect != "neutral" if substantive is None else substantive,
            before if before is not None else old.text if old else "",
            after if after is not None else new.text if new else "",
            detail,
            rule,
            basis=node.basis if old is None or new is None else _less_sure(new.basis, old.basis),
            old_place=old.code if old else None,
            new_place=new.code if new else None,
            within=within.code if within else None,
        )


def _gathered(pairs: Iterable[tuple[Node | None, Node | None]]) -> By:
    """Nodes by the code of the other one."""
    gathered: By = {}
    for whole, part in pairs:
        if whole is not None and part is not None:
            gathered.setdefault(whole.code, []).append(part)
    return gathered


def _provision(node: Node, edition: Edition) -> ControlCode:
    """The code a change at a node is told at: its own, or for an unlettered part that of its provision."""
    at = node
    while at.kind == "part" and isinstance(at, Provision) and at.parent in edition.by_code:
        at = edition.by_code[at.parent]
    return at.code


def _less_sure(first: Basis, second: Basis) -> Basis:
    """The basis that is less sure; the first one where they are alike."""
    return second if GRADES.index(second.grade) > GRADES.index(first.grade) else first


def says_nothing(node: Node) -> bool:
    """A note that only opens a list of notes (`For the purposes of 3B501.n.5:`) is no change by itself."""
    return isinstance(node, Note) and not key(node.text)
