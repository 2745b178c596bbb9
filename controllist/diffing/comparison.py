"""`diff`: edition and edition to the typed changes between them.

One `Change` per thing changed: what was added and removed, what moved, how items combine, each bound that moved, the
words. A change in an unlettered part (`3B001.f.4#part.2.3`) stands at its provision (`3B001.f.4`); its places are kept.

>>> from controllist.codes import ControlCode
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

from attrs import evolve, frozen

from controllist.diffing.alignment import Pair, align
from controllist.diffing.changes import Cause, Change, ChangeKind, Effect, in_order
from controllist.diffing.dependents import with_dependents
from controllist.diffing.diff_context import (
    DiffContext,
    excluding,
    has_branch,
    requirement_change,
    says_nothing,
    silent,
    speaks_of_reach,
)
from controllist.diffing.equivalence import same
from controllist.diffing.language_rules import PUNCTUATION, language_rules
from controllist.diffing.passages import Passage, Setting
from controllist.diffing.patch import Patch, make_patch
from controllist.diffing.rules import SILENT, Rule, Verdict
from controllist.diffing.text_overlap import marked_terms, term_elsewhere
from controllist.diffing.wording import Part, Shift, Wording, compare_parts, printed
from controllist.errors import MisuseError
from controllist.messages import Message
from controllist.model import Definition, Edition, Node, Note, Provision

_MEMBERS = frozenset({Rule.ALTERNATIVE, Rule.INCLUSION, Rule.EXCLUSION, Rule.PLACE})
_EXPLAINING_KINDS = ({"technical-note", "note"}, {"technical-note", "note-includes"})


def updated(context: DiffContext, old: Node, new: Node) -> Iterator[Change]:
    """What differs between two nodes that pair up, one change for each thing."""
    if isinstance(old, Provision) and isinstance(new, Provision):
        if old.status != new.status:
            yield _status(context, old, new)
            return
        if old.requirement != new.requirement and None not in (old.requirement, new.requirement):
            yield _requirement(context, old, new)
    if isinstance(old, Note) and isinstance(new, Note) and old.kind != new.kind:
        yield _note_kind(context, old, new)
        if is_headed_otherwise(old, new):
            return
    if isinstance(old, Definition) and isinstance(new, Definition):
        yield from _pointer_of_definition(context, old, new)
    if old.text != new.text:
        yield from _wording(context, old, new)


def is_headed_otherwise(old: Note, new: Note) -> bool:
    """Whether a technical note became a note, or back, with other words."""
    return {old.kind, new.kind} in _EXPLAINING_KINDS and not same(old.text, new.text)


def other_members(context: DiffContext, old: Note, new: Note) -> Iterator[Change]:
    """A technical note that became a note, or back, with other members: a note more, the old words taken over.

    Each opens with words of its own; only members of an enumeration and figures decide.
    """
    found = context.differences(old, new)
    members = tuple(p for p in found.passages if p.rule in _MEMBERS and _weighs(p))
    if members or found.shifts:
        found = Wording(found.shifts, members)
        names = dict.fromkeys([*(p.verdict.name for p in members), *(s.verdict.name for s in found.shifts)])
        detail = Message("its other words stood at {code} before", code=old.code)
        yield context.change("note-added", None, new, found.effect, detail, "; ".join(names), substantive=True)
        detail = Message("its words stand at {code} now", code=new.code)
        yield context.change("note-removed", old, None, "neutral", detail, Rule.WORDS_TAKEN_OVER.added().name)


def _weighs(passage: Passage) -> bool:
    """Whether a passage has more than one word."""
    return len([w for w in f"{passage.before} {passage.after}".split() if w not in PUNCTUATION]) > 1


def _status(context: DiffContext, old: Provision, new: Provision) -> Change:
    detail, before, after = Message("used again"), "not used", new.text
    if new.status == "not used":
        verdict = context.verdict_of_node(old, context.old)
        detail, before, after = Message("no longer used"), old.text, "not used"
    else:
        verdict = context.verdict_of_node(new, context.new)
        if verdict.rule is Rule.ITEM and (whole := context.part_of_an_old_item(new)):
            verdict = Rule.CARVED_OUT.added()
            detail = Message("used again; {code} covered it before, on looser terms", code=whole.code)
    return context.change(
        "status", old, new, verdict.effect, detail, verdict.name, substantive=True, before=before, after=after
    )


def _requirement(context: DiffContext, old: Provision, new: Provision) -> Change:
    before, after = str(old.requirement), str(new.requirement)
    effect = requirement_change(old.requirement, new.requirement)
    detail = Message(f"items combine by {after}, no longer by {before}")
    rule = f"{before} to {after}"
    return context.change("requirement", old, new, effect, detail, rule, before=before, after=after)


def _note_kind(context: DiffContext, old: Note, new: Note) -> Change:
    effect: Effect = "neutral" if is_headed_otherwise(old, new) or same(old.text, new.text) else "undecided"
    if {old.kind, new.kind} == {"note-excludes", "note-includes"}:
        effect = "narrower" if new.kind == "note-excludes" else "wider"
    detail = Message("a {new} now, a {old} before", new=Message(new.kind), old=Message(old.kind))
    substantive = effect in ("wider", "narrower")
    rule = Rule.KIND_OF_NOTE.gives(effect).name
    return context.change("note-changed", old, new, effect, detail, rule, substantive=substantive)


def _pointer_of_definition(context: DiffContext, old: Definition, new: Definition) -> Iterator[Change]:
    """The entries printed before a definition: they only point, a term holds for the whole list."""
    before, after = (", ".join(re.findall(r"\d+", n.label)) for n in (old, new))
    if before and after and before != after:
        detail = Message("entries named: {before}, now {after}", before=before, after=after)
        rule = Rule.POINTER.added().name
        yield context.change("definition", old, new, "neutral", detail, rule, before=old.label, after=new.label)


def _wording(context: DiffContext, old: Node, new: Node) -> Iterator[Change]:
    found = context.differences(old, new, in_place=True)
    if found.nothing and isinstance(new, Provision) and not same(old.text, new.text):
        if len(context.old_parts(old, new)) == len(context.new_parts(old, new)) == 1:
            detail, rule = Message("the same, said otherwise"), Rule.SAME_WORDS
        else:
            detail, rule = Message("words of items taken over, or left to items"), Rule.WORDS_TAKEN_OVER
        yield context.change("text", old, new, "neutral", detail, rule.added().name)
    elif found.nothing:
        yield from _marked_otherwise(context, old, new)
    elif not isinstance(new, Provision):
        yield _passages(context, old, new, found)
    elif _only_a_heading(context, old, new):
        yield context.change("text", old, new, "neutral", Message("heading printed"), Rule.HEADING.added().name)
    else:
        yield from (_bound(context, old, new, shift) for shift in found.shifts)
        if found.passages:
            yield _passages(context, old, new, Wording((), found.passages))


def _marked_otherwise(context: DiffContext, old: Node, new: Node) -> Iterator[Change]:
    """The same words, where a term that one edition alone explains stands quoted in it alone."""
    before, after = set(marked_terms(old.text)), set(marked_terms(new.text))
    only_before = context.explained_before.keys() - context.explained_after.keys() if before != after else set()
    only_after = context.explained_after.keys() - context.explained_before.keys() if before != after else set()
    removed, added = sorted((before - after) & only_before), sorted((after - before) & only_after)
    if removed or added:
        terms = ", ".join(removed) or "–", ", ".join(added) or "–"
        detail = Message("marked as terms: {before} → {after}", before=terms[0], after=terms[1])
        yield context.change(_kind(new), old, new, "neutral", detail, Rule.TERM_MARKED.added().name)


def _only_a_heading(context: DiffContext, old: Node, new: Node) -> bool:
    """Whether one side says nothing, and the other only what kind of goods its items are."""
    if old.text and new.text:
        return False
    lang = language_rules(context.new.language)
    short = len(lang.without_lead_in(old.text or new.text).split()) <= 2
    return short and bool(context.old.children(old.code)) and bool(context.new.children(new.code))


def _bound(context: DiffContext, old: Node, new: Node, shift: Shift) -> Change:
    name = shift.after.property or shift.before.property
    template = "{property} {before}, now {after}" if name else "{before}, now {after}"
    detail = Message(template, property=name, before=printed(shift.before), after=printed(shift.after))
    before, after = shift.printed
    verdict = shift.verdict
    return context.change("threshold", old, new, verdict.effect, detail, verdict.name, before=before, after=after)


def _passages(context: DiffContext, old: Node, new: Node, found: Wording) -> Change:
    differences = [f"{p.before or '–'} → {p.after or '–'}" for p in found.passages]
    differences += [f"{printed(s.before)} → {printed(s.after)}" for s in found.shifts]
    names = [p.verdict.name for p in found.passages if not p.editorial] + [s.verdict.name for s in found.shifts]
    effect, editorial = found.effect, found.editorial
    rule = "; ".join(dict.fromkeys(names)) or found.passages[0].verdict.name
    silent_rule = silent(new) or (Rule.POINTER if new.kind == "see-also" else None)
    if silent_rule:
        effect, rule, editorial = "neutral", silent_rule.added().name, True
    elif not editorial and not speaks_of_reach(context.new, new):
        effect, rule = "undecided", Rule.EXPLANATION_CHANGED.added().name
    return context.change(_kind(new), old, new, effect, "; ".join(differences), rule, substantive=not editorial)


def _kind(new: Node) -> ChangeKind:
    if isinstance(new, Provision):
        return "text"
    return "definition" if isinstance(new, Definition) else "note-changed"


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
    cautions = tuple(f"compared by force: {d}" for d in differences)
    context = DiffContext(old, new, align(old, new))
    changes = [c for pair in context.alignment.pairs for c in _changes(context, pair)]
    if cause != "amendment":
        changes = [evolve(c, cause=cause) for c in changes]
    every = with_dependents(in_order(changes), old, new)
    return Diff(str(old.address), str(new.address), every, make_patch(old, new), cautions)


def _unlike(old: Edition, new: Edition) -> list[str]:
    differences = []
    if old.list != new.list:
        differences.append(f"the lists {old.list} and {new.list}")
    if old.wording != new.wording:
        words = {"digest": "our digest", "official": "the official wording"}
        differences.append(f"{old.address} in {words[old.wording]} and {new.address} in {words[new.wording]}")
    if old.language != new.language:
        differences.append(f"the languages {old.language} and {new.language}")
    return differences


def _changes(context: DiffContext, pair: Pair) -> Iterator[Change]:
    old, new = pair.old, pair.new
    if pair.how in ("added", "split"):
        assert new is not None
        yield from _one_sided(context, new, context.new, old)
    elif pair.how in ("removed", "merged"):
        assert old is not None
        yield from _one_sided(context, old, context.old, new)
    elif old is not None and new is not None:
        if isinstance(old, Note) and isinstance(new, Note) and is_headed_otherwise(old, new):
            more = tuple(other_members(context, old, new))
            yield from more
            if more:
                return
        if pair.how != "same place" and not says_nothing(new) and _moved_by_itself(context, old, new):
            yield _relocated(context, pair, old, new)
        yield from updated(context, old, new)


# --- moved


def _moved_by_itself(context: DiffContext, old: Node, new: Node) -> bool:
    """Whether a new code is this node's own doing, not that of a place above it."""
    if old.parent is None or new.parent is None or context.alignment.new_of.get(old.parent) != new.parent:
        return True
    return old.code[len(old.parent) :] != new.code[len(new.parent) :]


def _relocated(context: DiffContext, pair: Pair, old: Node, new: Node) -> Change:
    kind: ChangeKind = "moved" if pair.how == "moved" else "renumbered"
    detail = Message("was {code}", code=old.code)
    if old.code == new.code:
        detail = Message("stands at {code} now", code=new.parent)
    verdict = _turned(context, old, new) or Rule.SAME_WORDS.added()
    return context.change(kind, old, new, verdict.effect, detail, verdict.name)


def _turned(context: DiffContext, old: Node, new: Node) -> Verdict | None:
    """The effect of an item whose words an excluding note says now, or the other way round; None for all else.

    What left its list as an item, and the goods out as a note, narrows twice; under `all` a condition less widens.
    """
    leaves_out = excluding(context.new, new)
    if isinstance(old, Note) == isinstance(new, Note) or excluding(context.old, old) == leaves_out:
        return None
    removed = context.verdict_of_node(old, context.old).effect
    added = context.verdict_of_node(new, context.new).effect
    return Rule.EXCLUSION.gives(removed if removed == added else "undecided", reverse=not leaves_out)


# --- added and removed: a node that one edition alone has, by itself or with its branch


def _one_sided(context: DiffContext, node: Node, edition: Edition, whole: Node | None) -> Iterator[Change]:
    """A node that `edition` alone has; `whole` is the node of the other one that has its words."""
    if says_nothing(node):
        return
    added = edition is context.new
    top = context.top_of_branch(node, edition)
    there = context.explained_before if added else context.explained_after
    substantive, rule = False, Rule.WORDS_TAKEN_OVER.added().name
    effect: Effect = "neutral"
    if whole is not None:
        template = "its words stood at {code} before" if added else "its words stand at {code} now"
        detail = Message(template, code=whole.code)
    elif isinstance(node, Note | Definition) and (other := term_elsewhere(node, there, edition)):
        template = "the term was defined at {code} before" if added else "the term is defined at {code} now"
        detail = Message(template, code=other.code)
        found = _redefined(context, other, node) if added else _redefined(context, node, other)
        names = [p.verdict.name for p in found.passages if not p.editorial]
        moved = Rule.TERM_DEFINED_ELSEWHERE.dropped() if added else Rule.TERM_DEFINED_ELSEWHERE.added()
        effect, rule, substantive = found.effect, "; ".join(dict.fromkeys([moved.name, *names])), bool(names)
    else:
        verdict, substantive, detail = _by_structure(context, node, edition, top)
        effect, rule = verdict.effect, verdict.name
    kind: ChangeKind = "added" if added else "removed"
    if isinstance(node, Note):
        kind = "note-added" if added else "note-removed"
    elif isinstance(node, Definition):
        kind = "definition"
    old, new = (None, node) if added else (node, None)
    yield context.change(kind, old, new, effect, detail, rule, substantive=substantive, within=top)


def _by_structure(
    context: DiffContext, node: Node, edition: Edition, top: Node | None
) -> tuple[Verdict, bool, Message]:
    """What a node that `edition` alone has does by where it stands, whether that is substantive, and the detail.

    `top` is the top of the branch that was added or removed with it.
    """
    added = edition is context.new
    verdict = context.verdict_of_node(node, edition)
    substantive = verdict.effect != "neutral" or verdict.rule in (Rule.INCLUSION, Rule.INCLUSION_OF_A_KIND)
    detail = Message("new") if added else Message("gone")
    if top is not None:
        detail = Message("came with {code}" if added else "went with {code}", code=top.code)
        if has_branch(top) and verdict.rule not in SILENT:
            verdict = _in_branch(context, node, edition, verdict, top)
    if isinstance(node, Definition) or node.kind == "technical-note":
        if not added and verdict.rule is not Rule.NOTE_WITHIN:
            verdict = Rule.EXPLANATION.gives("undecided", reverse=True)
        return verdict, True, detail
    if verdict.rule in (Rule.ITEM, Rule.CONDITION_UNDER_ALL):
        if effect := _effect_of_place(context, node, edition):
            return Rule.FIRST_ITEM.gives(effect, reverse=not added), effect != "neutral", detail
        if added and verdict.rule is Rule.ITEM and (whole := context.part_of_an_old_item(node)):
            detail = Message("{code} covered it before, on looser terms", code=whole.code)
            return Rule.CARVED_OUT.added(), substantive, detail
    return verdict, substantive, detail


def _in_branch(context: DiffContext, node: Node, edition: Edition, verdict: Verdict, top: Node) -> Verdict:
    """What a node does that was added or removed with a branch: the whole branch decides.

    What a new control leaves out was not controlled before either: an exclusion within it takes nothing away, and a
    note that explains it changes no older words.
    """
    reverse = edition is context.old
    if isinstance(node, Note) and verdict.rule not in (Rule.INCLUSION, Rule.INCLUSION_OF_A_KIND):
        return Rule.NOTE_WITHIN.gives("neutral", reverse=reverse)
    if verdict.effect == "neutral":
        return verdict
    return Rule.PART_OF_BRANCH.gives(context.effect_of_branch(top, edition), reverse=reverse)


def _effect_of_place(context: DiffContext, node: Node, edition: Edition) -> Effect | None:
    """The effect of a place that has items in one edition alone, by its words and those of its items together.

    Pumps that are pumps with any of two parts now are fewer, although each item below "any" lets in more.
    """
    added = edition is context.new
    here, there = (context.new, context.old) if added else (context.old, context.new)
    above = here.by_code.get(node.parent) if node.parent else None
    twins = context.alignment.old_of if added else context.alignment.new_of
    twin = there.by_code.get(twins.get(above.code, "")) if isinstance(above, Provision) else None
    if above is None or twin is None or there.children(twin.code) or not twin.text:
        return None
    if context.split.get(twin.code) or context.merged.get(twin.code):
        return None  # The words of others stood there: this one is a further one.
    return (context.differences(twin, above) if added else context.differences(above, twin)).effect


def _redefined(context: DiffContext, old: Node, new: Node) -> Wording:
    """What differs in the meaning of a term that is defined elsewhere now, in much the same words.

    Only members of an enumeration decide: a note words much else otherwise than a definition does.
    """
    setting = Setting(excluding=excluding(context.new, new))
    texts = [Part(_without_heading(old.text))], [Part(_without_heading(new.text))]
    found = compare_parts(*texts, context.new.language, setting)
    return found if all(p.editorial or p.rule is Rule.ALTERNATIVE for p in found.passages) else Wording()


def _without_heading(text: str) -> str:
    """What a definition or note says of a term: without the term in quotation marks at its head."""
    head = re.match(r"\W?[\"“„'‘‚,][^\"“”'‘’‛]{2,80}[\"“”'‘’‛]", text)
    return text[head.end() :] if head else text
