"""What a comparison of two editions knows of them: the pairs of nodes, and what a node does by where it stands.

The tree says what a node's being added or removed does to the reach of the list. Under `list` and `any` a further item
lets more goods in; under `all` it asks more of them. A note that excludes takes goods out, and inside it everything
counts the other way round. Being wider is monotone: whatever stands above a provision, its getting wider never makes
the entry narrower, unless an excluding note lies between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from attrs import frozen

from controllist.codes import ControlCode
from controllist.diffing.alignment import Alignment
from controllist.diffing.changes import Change, ChangeKind, Effect
from controllist.diffing.context_rules import Around, Surroundings, Terms, carved_out, dropped_member, terms_of
from controllist.diffing.equivalence import key
from controllist.diffing.language_rules import language_rules
from controllist.diffing.passages import Setting
from controllist.diffing.rules import Rule, Verdict
from controllist.diffing.text_overlap import Explained, a_kind_of, explained_by
from controllist.diffing.wording import Part, Wording, compare_parts
from controllist.model import GRADES, Basis, Definition, Edition, Node, Note, Provision, Requirement

_SIGNS_OF_MEASURING = re.compile(r"[=÷]")
_FRONT_MATTER = re.compile(r"general(?!#note\.\d)")
_FOOTNOTE = re.compile(r"#note\.footnote-?\d*$")


def silent(node: Node) -> Rule | None:
    """The rule by which a note controls nothing: what is printed before the list apart from its numbered notes
    (contents, abbreviations, how figures are printed), and footnotes; None for every other node.

    >>> from controllist.codes import ControlCode
    >>> silent(Note(ControlCode("general#note.practice"), "note")), silent(Note(ControlCode("general#note.4"), "note"))
    (<Rule.FRONT_MATTER: ('front matter', 'front matter', 'neutral')>, None)
    """
    if not isinstance(node, Note):
        return None
    if _FOOTNOTE.search(node.code):
        return Rule.FOOTNOTE
    return Rule.FRONT_MATTER if _FRONT_MATTER.match(node.code) else None


def excluding(edition: Edition, node: Node) -> bool:
    """Whether the node stands in an excluding note: an odd number of such notes lies on the way up."""
    turns = 0
    at: Node | None = node
    while isinstance(at, Note):
        above = edition.by_code.get(at.parent) if at.parent else None
        # The items of a note have its kind, and turn nothing once more.
        if at.kind == "note-excludes" and not (
            isinstance(above, Note) and above.kind == at.kind and _is_item(at, above)
        ):
            turns += 1
        at = above
    return turns % 2 == 1


def speaks_of_reach(edition: Edition, node: Node) -> bool:
    """Whether the words of a node describe what is controlled, so that wider words are a wider control.

    Measuring rules and pointers do not. A technical note does that says what a term means: goods come and go with
    the term as they do with a definition. An explaining note does where it says what is covered.
    """
    if isinstance(node, Provision | Definition):
        return True
    assert isinstance(node, Note)
    lang = language_rules(edition.language)
    if node.kind == "see-also":
        return False
    if node.kind == "technical-note":
        measures = lang.measuring.search(node.text) or _SIGNS_OF_MEASURING.search(node.text)
        return not measures
    return node.kind != "note" or bool(lang.covering.search(node.text))


def names_goods(edition: Edition, node: Node) -> bool:
    """Whether a provision's words name goods, each a control of its own: an entry, or an item of a `list`."""
    if not isinstance(node, Provision):
        return False
    above = edition.by_code.get(node.parent) if node.parent else None
    return node.kind == "entry" or (isinstance(above, Provision) and above.requirement == "list")


def arrival(edition: Edition, node: Node, above: Node | None) -> Verdict:
    """The effect of a node that was not there: `above` is its parent in the edition that has it."""
    if isinstance(node, Definition):
        return Rule.TERM_DEFINED.added()
    if isinstance(node, Note):
        return _note_arrival(edition, node, above)
    if isinstance(node, Provision) and node.status == "not used":
        return Rule.EMPTY_PLACE.added()
    if node.kind in ("category", "group"):
        return Rule.HEADING.added()
    requirement = above.requirement if isinstance(above, Provision) else None
    if requirement == "all":
        return Rule.CONDITION_UNDER_ALL.added()
    return (Rule.ITEM if requirement in ("any", "list") else Rule.CONTROL).added()


def departure(edition: Edition, node: Node, above: Node | None) -> Verdict:
    """The effect of a node that is gone; `edition` and `above` are of the time when it was there."""
    return arrival(edition, node, above).on_the_way_back()


def has_branch(top: Node) -> bool:
    """Whether what stands below an added or removed node came or went with it: not below a heading, nor among notes."""
    return not isinstance(top, Note) and top.kind not in ("category", "group")


def _note_arrival(edition: Edition, node: Note, above: Node | None) -> Verdict:
    if rule := silent(node):
        return rule.added()
    if node.kind == "see-also":
        return Rule.POINTER.added()
    if node.kind == "technical-note":
        brings_in = language_rules(edition.language).brings_in(node.text)
        return (Rule.INCLUSION if brings_in else Rule.EXPLANATION).added()
    if isinstance(above, Note) and _is_item(node, above) and (above.text or above.kind == node.kind):
        if above.kind == "note":
            return Rule.EXPLAINING_NOTE.added()
        verdict = (Rule.CONDITION_OF_NOTE if above.requirement == "all" else Rule.ITEM_OF_NOTE).added()
        return verdict.turned() if excluding(edition, above) else verdict
    explained = isinstance(above, Note) and above.kind == "technical-note"
    if node.kind == "note" or (explained and above is not None and not speaks_of_reach(edition, above)):
        return Rule.EXPLAINING_NOTE.added()
    if node.kind == "note-excludes":
        verdict = Rule.EXCLUSION.added()
    elif isinstance(above, Provision) and a_kind_of(node.text, above.text, edition.language):
        verdict = Rule.INCLUSION_OF_A_KIND.added()
    else:
        verdict = Rule.INCLUSION.added()
    return verdict.turned() if isinstance(above, Note) and excluding(edition, above) else verdict


def requirement_change(before: Requirement | None, after: Requirement | None) -> Effect:
    """The effect of other words between the same items.

    >>> requirement_change("all", "any"), requirement_change("any", "list")
    ('wider', 'neutral')
    """
    loose = ("any", "list")
    if before == "all" and after in loose:
        return "wider"
    if before in loose and after == "all":
        return "narrower"
    return "neutral" if before in loose and after in loose else "undecided"


def _is_item(node: Note, above: Note) -> bool:
    """Whether a note is an item of the note above, not a note on it: 3B001.h#note.1.b of 3B001.h#note.1."""
    return "#" not in node.code[len(above.code) :]


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
        decide = arrival if edition is self.new else departure
        return decide(edition, node, above)

    def differences(self, old: Node, new: Node, *, in_place: bool = False, turned: bool = True) -> Wording:
        """What the two wordings differ in; `in_place` reads passages by what stands around them.

        What stands in an excluding note counts the other way round, where it may be `turned`.
        """
        before = [Part.of(n, self.old) for n in self.old_parts(old, new)]
        after = [Part.of(n, self.new) for n in self.new_parts(old, new)]
        goods = names_goods(self.new, new)
        setting = Setting(goods, turned and excluding(self.new, new))
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
