"""What changed where it stands: how items combine, the kind of a note, bounds and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from controllist.diffing import direction
from controllist.diffing.changes import Change, ChangeKind, Effect
from controllist.diffing.diff_context import DiffContext
from controllist.diffing.equivalence import same
from controllist.diffing.language_rules import PUNCTUATION, language_rules
from controllist.diffing.passages import Passage
from controllist.diffing.rules import Rule
from controllist.diffing.text_overlap import marked_terms
from controllist.diffing.wording import Shift, Wording, printed
from controllist.messages import Message
from controllist.model import Definition, Node, Note, Provision

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
    effect = direction.requirement_change(old.requirement, new.requirement)
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
    silent = direction.silent(new) or (Rule.POINTER if new.kind == "see-also" else None)
    if silent:
        effect, rule, editorial = "neutral", silent.added().name, True
    elif not editorial and not direction.speaks_of_reach(context.new, new):
        effect, rule = "undecided", Rule.EXPLANATION_CHANGED.added().name
    return context.change(_kind(new), old, new, effect, "; ".join(differences), rule, substantive=not editorial)


def _kind(new: Node) -> ChangeKind:
    if isinstance(new, Provision):
        return "text"
    return "definition" if isinstance(new, Definition) else "note-changed"
