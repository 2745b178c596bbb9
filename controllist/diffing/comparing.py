"""`diff`: edition and edition to the typed changes between them.

One `Change` per thing changed: what came and went, what moved, how items combine, each bound that moved, the words.
A change in an unlettered part (`3B001.f.4#part.2.3`) is told at its provision (`3B001.f.4`); the places are kept.

>>> from controllist.model import Provision
>>> def edition(day, *items):
...     pumps = Provision(ControlCode("2B231"), "entry", text="vacuum pumps", requirement="list")
...     below = [Provision(ControlCode(f"2B231.{x}"), "item", pumps.code, text=x * 9) for x in items]
...     return Edition("toy", day, "en", "digest", (pumps, *below))
>>> [(c.kind, c.code, c.effect) for c in diff(edition("2020-01-01", "a"), edition("2021-01-01", "a", "b")).changes]
[('added', '2B231.b', 'wider')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, field, frozen

from controllist.codes import ControlCode
from controllist.diffing import direction
from controllist.diffing.align import Alignment, Pair, align
from controllist.diffing.bounds import SIGNS, Shift
from controllist.diffing.changes import Cause, Change, ChangeKind, Effect, in_order
from controllist.diffing.lineage import Explained, explained_by, term_elsewhere
from controllist.diffing.neighbours import carved_out, dropped_member
from controllist.diffing.passages import Passage
from controllist.diffing.patching import Patch, make_patch
from controllist.diffing.rephrasing import PUNCTUATION
from controllist.diffing.ripple import rippled
from controllist.diffing.substance import key, same
from controllist.diffing.surroundings import only_denies, read_in_place
from controllist.diffing.terms import marked_terms
from controllist.diffing.wording import Wording, Words, alike, compare_unlike, compare_words, flipped, without_lead_in
from controllist.errors import MisuseError
from controllist.meaning import Threshold
from controllist.model import Basis, Definition, Edition, Node, Note, Provision

_DIGIT = re.compile(r"\d")
_EXPLAINING_KINDS = ({"technical-note", "note"}, {"technical-note", "note-includes"})
_MEMBERS = ("alternative", "inclusion", "exclusion", "place ")
_LESS_SURE = ("checked", "secondary", "inferred", "unknown")


@frozen
class Diff:
    """What turns one edition into another: the changes for people, the patch for programs.

    `cautions` are what must be said before the changes, such as that two wordings were compared by force.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    patch: Patch
    cautions: tuple[str, ...] = ()


def diff(old: Edition, new: Edition, *, force: bool = False, cause: Cause = "amendment") -> Diff:
    """The changes from one edition to another, in the order of the law.

    Raises `MisuseError` where the two cannot be compared fairly (a digest with an official text, two lists, two
    languages), unless `force` is set; then the difference is declared in `cautions`.
    """
    differences = _unlike(old, new)
    if differences and not force:
        raise MisuseError(
            f"expected two editions of one list, language and wording, found {'; '.join(differences)}; "
            "with force (--force) they are compared all the same",
            old=str(old.address),
            new=str(new.address),
        )
    alignment = align(old, new)
    comparison = _Comparison(old, new, alignment)
    found = [evolve(c, cause=cause) for pair in alignment.pairs for c in comparison.changes(pair)]
    changes = rippled(in_order(_once(found)), old, new)
    cautions = tuple(f"compared by force: {d}" for d in differences)
    return Diff(str(old.address), str(new.address), changes, make_patch(old, new), cautions)


def _unlike(old: Edition, new: Edition) -> list[str]:
    told = []
    if old.list != new.list:
        told.append(f"the lists {old.list} and {new.list}")
    if old.wording != new.wording:
        words = {"digest": "our digest", "official": "the official wording"}
        told.append(f"{old.address} in {words[old.wording]} and {new.address} in {words[new.wording]}")
    if old.language != new.language:
        told.append(f"the languages {old.language} and {new.language}")
    return told


def _once(changes: list[Change]) -> Iterator[Change]:
    """Each change once: items that moved with their place say no more than it does."""
    seen = set()
    for change in changes:
        if change not in seen:
            seen.add(change)
            yield change


@frozen
class _Comparison:
    old: Edition
    new: Edition
    alignment: Alignment
    split: dict[ControlCode, list[Node]] = field(init=False)
    merged: dict[ControlCode, list[Node]] = field(init=False)

    explained_before: Explained = field(init=False, repr=False)
    explained_after: Explained = field(init=False, repr=False)

    @explained_before.default
    def _explained_before(self) -> Explained:
        return explained_by(self.old)

    @explained_after.default
    def _explained_after(self) -> Explained:
        return explained_by(self.new)

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

    def changes(self, pair: Pair) -> Iterator[Change]:
        if pair.how in ("added", "split"):
            yield from self.arrived(pair)
        elif pair.how in ("removed", "merged"):
            yield from self.left(pair)
        else:
            assert pair.old is not None
            assert pair.new is not None
            if pair.how == "same place" and _untouched(pair.old, pair.new):
                return
            if isinstance(pair.old, Note) and isinstance(pair.new, Note) and _only_headed_otherwise(pair.old, pair.new):
                more = tuple(self.says_more(pair.old, pair.new))
                yield from more
                if more:
                    return
            if pair.how != "same place" and not _says_nothing(pair.new) and self.moved_by_itself(pair.old, pair.new):
                yield self.relocated(pair)
            yield from self.altered(pair.old, pair.new)

    # What came and went

    def arrived(self, pair: Pair) -> Iterator[Change]:
        node = pair.new
        assert node is not None
        if _says_nothing(node):
            return
        above = self.new.by_code.get(node.parent) if node.parent else None
        effect, rule = direction.arrival(self.new, node, above)
        within = self.branch_top(node, self.new, self.alignment.old_of)
        substantive = effect != "neutral" or rule.startswith("inclusion")
        if within != node.code and direction.holds_others(self.new[within]) and rule not in direction.SILENT:
            effect, rule = direction.inside(node, effect, rule, self.top_effect(within), "added")
        detail = "new" if within == node.code else f"came with {within}"
        if pair.how == "split":
            assert pair.old is not None
            effect, rule, substantive = "neutral", "words taken over", False
            detail = f"its words stood at {pair.old.code} before"
        elif isinstance(node, Note | Definition) and (earlier := term_elsewhere(node, self.explained_before, self.new)):
            effect, rule, substantive = self.redefined(earlier, node, "term defined elsewhere before")
            detail = f"the term was defined at {earlier.code} before"
        elif isinstance(node, Definition) or (isinstance(node, Note) and node.kind == "technical-note"):
            substantive = True
        elif rule == "item added" and (whole := self.part_of_an_old_item(node)):
            effect, rule = "narrower", "carved out of an older item"
            detail = f"{whole.code} covered it before, on looser terms"
        kind: ChangeKind = "note-added" if isinstance(node, Note) else "added"
        kind = "definition" if isinstance(node, Definition) else kind
        yield self.change(kind, None, node, effect, substantive, "", node.text, detail, rule, within)

    def left(self, pair: Pair) -> Iterator[Change]:
        node = pair.old
        assert node is not None
        if _says_nothing(node):
            return
        above = self.old.by_code.get(node.parent) if node.parent else None
        effect, rule = direction.departure(self.old, node, above)
        within = self.branch_top(node, self.old, self.alignment.new_of)
        substantive = effect != "neutral" or rule.startswith("inclusion")
        if within != node.code and direction.holds_others(self.old[within]) and rule not in direction.SILENT:
            effect, rule = direction.inside(node, effect, rule, self.top_effect(within, gone=True), "dropped")
        detail = "gone" if within == node.code else f"went with {within}"
        if pair.how == "merged":
            assert pair.new is not None
            effect, rule, substantive = "neutral", "words taken over", False
            detail = f"its words stand at {pair.new.code} now"
        elif isinstance(node, Note | Definition) and (later := term_elsewhere(node, self.explained_after, self.old)):
            effect, rule, substantive = self.redefined(node, later, "term defined elsewhere now")
            detail = f"the term is defined at {later.code} now"
        elif isinstance(node, Definition) or (isinstance(node, Note) and node.kind == "technical-note"):
            effect, rule, substantive = *direction.explanation_dropped(rule), True
        kind: ChangeKind = "note-removed" if isinstance(node, Note) else "removed"
        kind = "definition" if isinstance(node, Definition) else kind
        yield self.change(kind, node, None, effect, substantive, node.text, "", detail, rule, within)

    def redefined(self, old: Node, new: Node, rule: str) -> tuple[Effect, str, bool]:
        """What became of the meaning of a term that is defined elsewhere now, in much the same words.

        Only members of an enumeration decide: a note words much else otherwise than a definition does.
        """
        before, after = Words(_without_heading(old.text)), Words(_without_heading(new.text))
        found = compare_words((before,), (after,), self.new.language)
        telling = [p for p in found.passages if not p.editorial]
        if not telling or found.shifts or any(not p.rule.startswith("alternative") for p in telling):
            return "neutral", rule, False
        found = flipped(found) if direction.excluding(self.new, new) else found
        return found.effect, "; ".join(dict.fromkeys((rule, *(p.rule for p in telling)))), True

    def part_of_an_old_item(self, node: Node) -> Node | None:
        above = self.alignment.old_of.get(node.parent) if node.parent else None
        if above is None or self.new.children(node.code):
            return None
        leaves = [n for n in self.old.children(above) if not self.old.children(n.code)]
        return carved_out(node, self.new, leaves, self.old) or dropped_member(
            node, self.new, self.changed_below(above), self.old
        )

    def changed_below(self, code: ControlCode) -> Iterator[tuple[Node, Node]]:
        """The provisions below an old place that stand in both editions in other words, before and after."""
        for old in self.old.children(code):
            new = self.alignment.new_of.get(old.code)
            if new is not None and old.text != self.new[new].text:
                yield old, self.new[new]
            yield from self.changed_below(old.code)

    def branch_top(self, node: Node, edition: Edition, twin: dict[ControlCode, ControlCode]) -> ControlCode:
        """The highest node above that came or went with this one."""
        top = node
        while top.parent in edition.by_code and top.parent not in twin and top.kind != "entry":
            top = edition.by_code[top.parent]
        return top.code

    def top_effect(self, code: ControlCode, gone: bool = False) -> Effect:
        edition = self.old if gone else self.new
        top = edition[code]
        above = edition.by_code.get(top.parent) if top.parent else None
        effect, rule = (direction.departure if gone else direction.arrival)(edition, top, above)
        return "narrower" if rule == "item added" and self.part_of_an_old_item(top) else effect

    # What moved

    def moved_by_itself(self, old: Node, new: Node) -> bool:
        """Whether a new code is this node's own doing, not that of a place above it."""
        if old.parent is None or new.parent is None or self.alignment.new_of.get(old.parent) != new.parent:
            return True
        return old.code[len(old.parent) :] != new.code[len(new.parent) :]

    def relocated(self, pair: Pair) -> Change:
        assert pair.old is not None
        assert pair.new is not None
        kind: ChangeKind = "moved" if pair.how == "moved" else "renumbered"
        detail = f"was {pair.old.code}" if pair.old.code != pair.new.code else f"stands at {pair.new.parent} now"
        return self.change(
            kind, pair.old, pair.new, "neutral", False, pair.old.text, pair.new.text, detail, "same words"
        )

    # What changed where it stands

    def altered(self, old: Node, new: Node) -> Iterator[Change]:
        if isinstance(old, Provision) and isinstance(new, Provision):
            if old.status != new.status:
                yield self.status(old, new)
                return
            if old.requirement != new.requirement and None not in (old.requirement, new.requirement):
                yield self.requirement(old, new)
        if isinstance(old, Note) and isinstance(new, Note) and old.kind != new.kind:
            if _only_headed_otherwise(old, new):
                yield self.headed_otherwise(old, new)
                return
            yield self.note_kind(old, new)
        if isinstance(old, Definition) and isinstance(new, Definition) and (named := self.scope_renamed(old, new)):
            yield named
        if old.text != new.text:
            yield from self.words(old, new)

    def scope_renamed(self, old: Definition, new: Definition) -> Change | None:
        """The entries printed before a definition: they only point, a term holds for the whole list."""
        before, after = (re.findall(r"\d+", n.label) for n in (old, new))
        if before == after or not before or not after:
            return None
        detail = f"entries named: {', '.join(before)}, now {', '.join(after)}"
        return self.change("definition", old, new, "neutral", False, old.label, new.label, detail, "pointer")

    def remarked(self, old: Node, new: Node) -> Change | None:
        """The same words, where a term that one edition alone explains stands quoted in it alone."""
        kind: ChangeKind = "text" if isinstance(new, Provision) else "note-changed"
        kind = "definition" if isinstance(new, Definition) else kind
        before, after = marked_terms(old.text), marked_terms(new.text)
        gone = sorted(t for t in before - after if t in self.explained_before and t not in self.explained_after)
        come = sorted(t for t in after - before if t in self.explained_after and t not in self.explained_before)
        if not gone and not come:
            return None
        detail = f"marked as terms: {', '.join(gone) or '–'} → {', '.join(come) or '–'}"
        return self.change(kind, old, new, "neutral", False, old.text, new.text, detail, "term marked")

    def status(self, old: Provision, new: Provision) -> Change:
        above_new = self.new.by_code.get(new.parent) if new.parent else None
        above_old = self.old.by_code.get(old.parent) if old.parent else None
        if new.status == "not used":
            effect, rule = direction.departure(self.old, old, above_old)
            return self.change("status", old, new, effect, True, old.text, "not used", "no longer used", rule)
        effect, rule = direction.arrival(self.new, new, above_new)
        detail = "used again"
        if rule == "item added" and (whole := self.part_of_an_old_item(new)):
            effect, rule = "narrower", "carved out of an older item"
            detail = f"used again; {whole.code} covered it before, on looser terms"
        return self.change("status", old, new, effect, True, "not used", new.text, detail, rule)

    def requirement(self, old: Provision, new: Provision) -> Change:
        effect, rule = direction.requirement_change(old.requirement, new.requirement)
        before, after = str(old.requirement), str(new.requirement)
        detail = f"items combine by {after}, no longer by {before}"
        return self.change("requirement", old, new, effect, effect != "neutral", before, after, detail, rule)

    def note_kind(self, old: Note, new: Note) -> Change:
        detail = f"a {new.kind} now, a {old.kind} before"
        both = {old.kind, new.kind}
        effect: Effect = "neutral" if same(old.text, new.text) else "undecided"
        if both == {"note-excludes", "note-includes"}:
            effect = "narrower" if new.kind == "note-excludes" else "wider"
        substantive = effect in ("wider", "narrower")
        return self.change("note-changed", old, new, effect, substantive, old.text, new.text, detail, "kind of note")

    def headed_otherwise(self, old: Note, new: Note) -> Change:
        """A technical note that became a note, or back, and says no more than before."""
        detail = f"a {new.kind} now, a {old.kind} before"
        return self.change("note-changed", old, new, "neutral", False, old.text, new.text, detail, "kind of note")

    def says_more(self, old: Note, new: Note) -> Iterator[Change]:
        """A technical note that became a note, or back, with other members: a note more, the old words taken over.

        Each opens with words of its own; only members of an enumeration and figures decide.
        """
        found = self.differences(old, new)
        telling = tuple(p for p in found.passages if p.rule.startswith(_MEMBERS) and len(_spoken(p)) > 1)
        if not telling and not found.shifts:
            return
        found = evolve(found, passages=telling)
        found = flipped(found) if direction.excluding(self.new, new) else found
        rule = "; ".join(dict.fromkeys([*(p.rule for p in telling), *(s.rule for _, _, s in found.shifts)]))
        detail = f"its other words stood at {old.code} before"
        yield self.change("note-added", None, new, found.effect, True, "", new.text, detail, rule)
        detail = f"its words stand at {new.code} now"
        yield self.change("note-removed", old, None, "neutral", False, old.text, "", detail, "words taken over")

    def words(self, old: Node, new: Node) -> Iterator[Change]:
        found = self.differences(old, new)
        if found.nothing:
            if isinstance(new, Provision) and not same(old.text, new.text):
                detail = "words of items taken over, or left to items"
                yield self.change("text", old, new, "neutral", False, old.text, new.text, detail, "words taken over")
            elif remarked := self.remarked(old, new):
                yield remarked
            return
        if isinstance(new, Provision) and self.only_a_heading(old, new):
            yield self.change("text", old, new, "neutral", False, old.text, new.text, "heading printed", "heading")
            return
        around = (old, self.old), (new, self.new)
        found = evolve(found, passages=tuple(read_in_place(p, *around) for p in found.passages))
        if isinstance(old, Note) and self.exclusion_went(old, new):
            found = evolve(found, passages=tuple(only_denies(p, self.new.language) for p in found.passages))
        if direction.excluding(self.new, new):
            found = flipped(found)
        if isinstance(new, Provision):
            for before, after, moved in found.shifts:
                yield self.bound(old, new, before, after, moved)
            if found.passages:
                yield self.passages(old, new, "text", evolve(found, shifts=()))
        else:
            yield self.passages(old, new, "definition" if isinstance(new, Definition) else "note-changed", found)

    def exclusion_went(self, old: Note, new: Node) -> bool:
        """Whether what one note left out has an excluding note of its own now, or the other way round."""
        parts = (*self.split.get(old.code, ()), *self.merged.get(new.code, ()))
        return any(n.kind == "note-excludes" for n in parts)

    def differences(self, old: Node, new: Node) -> Wording:
        """What the two wordings differ in; figures are read only where they do, since reading them takes longest."""
        before, after = self.old_parts(old, new), self.new_parts(old, new)
        language = self.new.language
        if alike([n.text for n in before], [n.text for n in after], language):
            return Wording()
        sides = [
            [Words(n.text, edition.thresholds(n.code) if _DIGIT.search(n.text) else (), _own_entry(n)) for n in nodes]
            for edition, nodes in ((self.old, before), (self.new, after))
        ]
        return compare_unlike(sides[0], sides[1], language, goods=direction.names_goods(self.new, new))

    def only_a_heading(self, old: Node, new: Node) -> bool:
        """Whether one side says nothing, and the other only what kind of goods its items are."""
        said, other = sorted((old.text, new.text), key=len, reverse=True)
        short = len(without_lead_in(said, self.new.language).split()) <= 2
        return not other and short and bool(self.old.children(old.code)) and bool(self.new.children(new.code))

    def old_parts(self, old: Node, new: Node) -> list[Node]:
        """The old node, with those of items that went into the new one; for what lost its items, with theirs."""
        more = list(self.merged.get(new.code, ()))
        if not more and isinstance(old, Provision) and not self.new.children(new.code):
            more = [c for c in self.old.children(old.code) if c.code not in self.alignment.new_of]
        return [old, *more]

    def new_parts(self, old: Node, new: Node) -> list[Node]:
        more = list(self.split.get(old.code, ()))
        if not more and isinstance(old, Provision) and not self.old.children(old.code):
            more = [c for c in self.new.children(new.code) if c.code not in self.alignment.old_of]
        return [new, *more]

    def bound(self, old: Node, new: Node, before: Threshold, after: Threshold, moved: Shift) -> Change:
        name = after.property or before.property
        detail = f"{name} {_bound(before)}, now {_bound(after)}".strip()
        effect, rule = moved.effect, moved.rule
        return self.change("threshold", old, new, effect, effect != "neutral", moved.before, moved.after, detail, rule)

    def passages(self, old: Node, new: Node, kind: ChangeKind, found: Wording) -> Change:
        told = [f"{p.before or '–'} → {p.after or '–'}" for p in found.passages]
        told += [f"{_bound(a)} → {_bound(b)}" for a, b, _ in found.shifts]
        rules = [p.rule for p in found.passages if not p.editorial] + [s.rule for _, _, s in found.shifts]
        effect, editorial = found.effect, found.editorial
        rule = "; ".join(dict.fromkeys(rules)) or found.passages[0].rule
        if not editorial and not direction.speaks_of_reach(self.new, new):
            effect, rule = "undecided", "explanation changed"
        if isinstance(new, Note) and new.kind == "see-also":
            effect, rule, editorial = "neutral", "pointer", True
        if silent := direction.silent(new):
            effect, rule, editorial = "neutral", silent, True
        return self.change(kind, old, new, effect, not editorial, old.text, new.text, "; ".join(told), rule)

    # One change

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
            basis=_less_sure(*(n.basis for n in (new, old) if n)),
            old_place=old.code if old else None,
            new_place=new.code if new else None,
            within=within if within != node.code else None,
        )


def _only_headed_otherwise(old: Note, new: Note) -> bool:
    return {old.kind, new.kind} in _EXPLAINING_KINDS and not same(old.text, new.text)


def _spoken(passage: Passage) -> list[str]:
    return [w for w in f"{passage.before} {passage.after}".split() if w not in PUNCTUATION]


def _own_entry(node: Node) -> str:
    """The entry a technical note hangs on; its places say no more than where it hangs."""
    return node.code.entry if isinstance(node, Note) and node.kind == "technical-note" else ""


def _without_heading(text: str) -> str:
    """What a definition or note says of a term: without the term in quotation marks at its head."""
    head = re.match(r"\W?[\"“„'‘‚,][^\"“”'‘’‛]{2,80}[\"“”'‘’‛]", text)
    return text[head.end() :] if head else text


def _untouched(old: Node, new: Node) -> bool:
    """Whether nothing differs that a change could tell of; true of most nodes."""
    return (
        old.text == new.text
        and old.kind == new.kind
        and (not isinstance(new, Definition) or old.label == new.label)
        and (
            not isinstance(new, Provision)
            or (isinstance(old, Provision) and old.status == new.status and old.requirement == new.requirement)
        )
    )


def _says_nothing(node: Node) -> bool:
    """A note that only opens a list of notes (`For the purposes of 3B501.n.5:`) is no change by itself."""
    return isinstance(node, Note) and not key(node.text)


def _provision_of(node: Node, edition: Edition) -> ControlCode:
    """The code a change at a node is told at: its own, or for an unlettered part that of its provision."""
    at = node
    while isinstance(at, Provision) and at.kind == "part" and at.parent in edition.by_code:
        at = edition.by_code[at.parent]
    return at.code


def _less_sure(first: Basis, *others: Basis) -> Basis:
    """The basis that is less sure; the first one where they are alike."""
    return max((first, *others), key=lambda b: _LESS_SURE.index(b.grade))


def _bound(threshold: Threshold) -> str:
    return f"{SIGNS[threshold.comparison]} {threshold.quantity.printed}"
