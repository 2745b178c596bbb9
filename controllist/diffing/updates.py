"""What changed where it stands: how items combine, the kind of a note, bounds and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from controllist.diffing import direction
from controllist.diffing.changes import Change, ChangeKind, Effect
from controllist.diffing.context_rules import Around, only_denies, read_in_place
from controllist.diffing.diff_context import Sides
from controllist.diffing.language_rules import PUNCTUATION
from controllist.diffing.normalization import same
from controllist.diffing.passages import Passage
from controllist.diffing.text_overlap import marked_terms
from controllist.diffing.wording import SIGNS, Shift, Wording, Words, alike, compare_unlike, flipped, without_lead_in
from controllist.language import Threshold
from controllist.model import Definition, Node, Note, Provision

_DIGIT = re.compile(r"\d")
_MEMBERS = ("alternative", "inclusion", "exclusion", "place ")
_EXPLAINING_KINDS = ({"technical-note", "note"}, {"technical-note", "note-includes"})


def altered(sides: Sides, old: Node, new: Node) -> Iterator[Change]:
    """What differs between two nodes that pair up, one change for each thing."""
    if isinstance(old, Provision) and isinstance(new, Provision):
        if old.status != new.status:
            yield _status(sides, old, new)
            return
        if old.requirement != new.requirement and None not in (old.requirement, new.requirement):
            yield _requirement(sides, old, new)
    if isinstance(old, Note) and isinstance(new, Note) and old.kind != new.kind:
        if only_headed_otherwise(old, new):
            yield _headed_otherwise(sides, old, new)
            return
        yield _note_kind(sides, old, new)
    if isinstance(old, Definition) and isinstance(new, Definition) and (named := _scope_renamed(sides, old, new)):
        yield named
    if old.text != new.text:
        yield from _words(sides, old, new)


def _scope_renamed(sides: Sides, old: Definition, new: Definition) -> Change | None:
    """The entries printed before a definition: they only point, a term holds for the whole list."""
    before, after = (re.findall(r"\d+", n.label) for n in (old, new))
    if before == after or not before or not after:
        return None
    detail = f"entries named: {', '.join(before)}, now {', '.join(after)}"
    return sides.change("definition", old, new, "neutral", False, old.label, new.label, detail, "pointer")


def _remarked(sides: Sides, old: Node, new: Node) -> Change | None:
    """The same words, where a term that one edition alone explains stands quoted in it alone."""
    kind: ChangeKind = "text" if isinstance(new, Provision) else "note-changed"
    kind = "definition" if isinstance(new, Definition) else kind
    before, after = marked_terms(old.text), marked_terms(new.text)
    if before == after:
        return None
    gone = sorted(t for t in before - after if t in sides.explained_before and t not in sides.explained_after)
    come = sorted(t for t in after - before if t in sides.explained_after and t not in sides.explained_before)
    if not gone and not come:
        return None
    detail = f"marked as terms: {', '.join(gone) or '–'} → {', '.join(come) or '–'}"
    return sides.change(kind, old, new, "neutral", False, old.text, new.text, detail, "term marked")


def _status(sides: Sides, old: Provision, new: Provision) -> Change:
    above_new = sides.new.by_code.get(new.parent) if new.parent else None
    above_old = sides.old.by_code.get(old.parent) if old.parent else None
    if new.status == "not used":
        effect, rule = direction.departure(sides.old, old, above_old)
        return sides.change("status", old, new, effect, True, old.text, "not used", "no longer used", rule)
    effect, rule = direction.arrival(sides.new, new, above_new)
    detail = "used again"
    if rule == "item added" and (whole := sides.part_of_an_old_item(new)):
        effect, rule = "narrower", "carved out of an older item"
        detail = f"used again; {whole.code} covered it before, on looser terms"
    return sides.change("status", old, new, effect, True, "not used", new.text, detail, rule)


def _requirement(sides: Sides, old: Provision, new: Provision) -> Change:
    effect, rule = direction.requirement_change(old.requirement, new.requirement)
    before, after = str(old.requirement), str(new.requirement)
    detail = f"items combine by {after}, no longer by {before}"
    return sides.change("requirement", old, new, effect, effect != "neutral", before, after, detail, rule)


def _note_kind(sides: Sides, old: Note, new: Note) -> Change:
    detail = f"a {new.kind} now, a {old.kind} before"
    both = {old.kind, new.kind}
    effect: Effect = "neutral" if same(old.text, new.text) else "undecided"
    if both == {"note-excludes", "note-includes"}:
        effect = "narrower" if new.kind == "note-excludes" else "wider"
    substantive = effect in ("wider", "narrower")
    return sides.change("note-changed", old, new, effect, substantive, old.text, new.text, detail, "kind of note")


def _headed_otherwise(sides: Sides, old: Note, new: Note) -> Change:
    """A technical note that became a note, or back, and says no more than before."""
    detail = f"a {new.kind} now, a {old.kind} before"
    return sides.change("note-changed", old, new, "neutral", False, old.text, new.text, detail, "kind of note")


def says_more(sides: Sides, old: Note, new: Note) -> Iterator[Change]:
    """A technical note that became a note, or back, with other members: a note more, the old words taken over.

    Each opens with words of its own; only members of an enumeration and figures decide.
    """
    found = differences(sides, old, new)
    telling = tuple(p for p in found.passages if p.rule.startswith(_MEMBERS) and len(_spoken(p)) > 1)
    if not telling and not found.shifts:
        return
    found = Wording(found.shifts, telling)
    found = flipped(found) if direction.excluding(sides.new, new) else found
    rule = "; ".join(dict.fromkeys([*(p.rule for p in telling), *(s.rule for _, _, s in found.shifts)]))
    detail = f"its other words stood at {old.code} before"
    yield sides.change("note-added", None, new, found.effect, True, "", new.text, detail, rule)
    detail = f"its words stand at {new.code} now"
    yield sides.change("note-removed", old, None, "neutral", False, old.text, "", detail, "words taken over")


def _words(sides: Sides, old: Node, new: Node) -> Iterator[Change]:
    found = differences(sides, old, new)
    if found.nothing:
        if isinstance(new, Provision) and not same(old.text, new.text):
            alone = len(_old_parts(sides, old, new)) == len(_new_parts(sides, old, new)) == 1
            detail = "the same, said otherwise" if alone else "words of items taken over, or left to items"
            rule = "same words" if alone else "words taken over"
            yield sides.change("text", old, new, "neutral", False, old.text, new.text, detail, rule)
        elif remarked := _remarked(sides, old, new):
            yield remarked
        return
    if isinstance(new, Provision) and _only_a_heading(sides, old, new):
        yield sides.change("text", old, new, "neutral", False, old.text, new.text, "heading printed", "heading")
        return
    if found.passages:
        found = Wording(found.shifts, _in_place(sides, old, new, found.passages))
    if direction.excluding(sides.new, new):
        found = flipped(found)
    if isinstance(new, Provision):
        for before, after, moved in found.shifts:
            yield _bound(sides, old, new, before, after, moved)
        if found.passages:
            yield _passages(sides, old, new, "text", Wording((), found.passages))
    else:
        yield _passages(sides, old, new, "definition" if isinstance(new, Definition) else "note-changed", found)


def _in_place(sides: Sides, old: Node, new: Node, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages, those without effect whose surroundings say what came or went."""
    around = Around(old, sides.old, sides.terms_before), Around(new, sides.new, sides.terms_after)
    read = [read_in_place(p, *around, sides.new_codes) for p in passages]
    if isinstance(old, Note) and _exclusion_went(sides, old, new):
        read = [only_denies(p, sides.new.language) for p in read]
    return tuple(read)


def _exclusion_went(sides: Sides, old: Note, new: Node) -> bool:
    """Whether what one note left out has an excluding note of its own now, or the other way round."""
    parts = (*sides.split.get(old.code, ()), *sides.merged.get(new.code, ()))
    return any(n.kind == "note-excludes" for n in parts)


def differences(sides: Sides, old: Node, new: Node) -> Wording:
    """What the two wordings differ in; figures are read only where they do, since reading them takes longest."""
    before, after = _old_parts(sides, old, new), _new_parts(sides, old, new)
    language = sides.new.language
    if alike([n.text for n in before], [n.text for n in after], language):
        return Wording()
    was, now = [
        [
            Words(
                n.text,
                edition.thresholds(n.code) if _DIGIT.search(n.text) else (),
                _own_entry(n),
                n.kind == "note-excludes",
            )
            for n in nodes
        ]
        for edition, nodes in ((sides.old, before), (sides.new, after))
    ]
    return compare_unlike(was, now, language, goods=direction.names_goods(sides.new, new))


def _only_a_heading(sides: Sides, old: Node, new: Node) -> bool:
    """Whether one side says nothing, and the other only what kind of goods its items are."""
    if old.text and new.text:
        return False
    short = len(without_lead_in(old.text or new.text, sides.new.language).split()) <= 2
    return short and bool(sides.old.children(old.code)) and bool(sides.new.children(new.code))


def _old_parts(sides: Sides, old: Node, new: Node) -> list[Node]:
    """The old node, with those of items that went into the new one; for what lost its items, with theirs."""
    more = list(sides.merged.get(new.code, ()))
    if not more and isinstance(old, Provision) and not sides.new.children(new.code):
        more = [c for c in sides.old.children(old.code) if c.code not in sides.alignment.new_of]
    return [old, *more]


def _new_parts(sides: Sides, old: Node, new: Node) -> list[Node]:
    more = list(sides.split.get(old.code, ()))
    if not more and isinstance(old, Provision) and not sides.old.children(old.code):
        more = [c for c in sides.new.children(new.code) if c.code not in sides.alignment.old_of]
    return [new, *more]


def _bound(sides: Sides, old: Node, new: Node, before: Threshold, after: Threshold, moved: Shift) -> Change:
    name = after.property or before.property
    detail = f"{name} {_printed(before)}, now {_printed(after)}".strip()
    effect, rule = moved.effect, moved.rule
    return sides.change("threshold", old, new, effect, effect != "neutral", moved.before, moved.after, detail, rule)


def _passages(sides: Sides, old: Node, new: Node, kind: ChangeKind, found: Wording) -> Change:
    told = [f"{p.before or '–'} → {p.after or '–'}" for p in found.passages]
    told += [f"{_printed(a)} → {_printed(b)}" for a, b, _ in found.shifts]
    rules = [p.rule for p in found.passages if not p.editorial] + [s.rule for _, _, s in found.shifts]
    effect, editorial = found.effect, found.editorial
    rule = "; ".join(dict.fromkeys(rules)) or found.passages[0].rule
    if not editorial and not direction.speaks_of_reach(sides.new, new):
        effect, rule = "undecided", "explanation changed"
    if isinstance(new, Note) and new.kind == "see-also":
        effect, rule, editorial = "neutral", "pointer", True
    if silent := direction.silent(new):
        effect, rule, editorial = "neutral", silent, True
    return sides.change(kind, old, new, effect, not editorial, old.text, new.text, "; ".join(told), rule)


def only_headed_otherwise(old: Note, new: Note) -> bool:
    return {old.kind, new.kind} in _EXPLAINING_KINDS and not same(old.text, new.text)


def _spoken(passage: Passage) -> list[str]:
    return [w for w in f"{passage.before} {passage.after}".split() if w not in PUNCTUATION]


def _own_entry(node: Node) -> str:
    """The entry a technical note hangs on; its places say no more than where it hangs."""
    return node.code.entry if isinstance(node, Note) and node.kind == "technical-note" else ""


def _printed(threshold: Threshold) -> str:
    return f"{SIGNS[threshold.comparison]} {threshold.quantity.printed}"
