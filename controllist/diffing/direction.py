"""Direction from structure: what a node's coming or going does to the reach of the list.

The tree tells it. Under `list` and `any` a further item lets more goods in; under `all` it asks more of them. A note
that excludes takes goods out, and inside it everything counts the other way round. Being wider is monotone: whatever
stands above a provision, its getting wider never makes the entry narrower, unless an excluding note lies between.
`docs/direction.md` writes the rules down with their reasons; their names stand in `Change.rule`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from controllist.diffing.changes import OPPOSITE, Effect
from controllist.diffing.language_rules import phrases
from controllist.diffing.text_overlap import a_kind_of
from controllist.model import Definition, Edition, Node, Note, Provision, Requirement

Verdict = tuple[Effect, str]

SILENT = frozenset({"front matter", "footnote", "pointer"})
"""Rules of what controls nothing wherever it stands."""

_SIGNS_OF_MEASURING = re.compile(r"[=÷]")
_FRONT_MATTER = re.compile(r"general(?!#note\.\d)")
_FOOTNOTE = re.compile(r"#note\.footnote-?\d*$")


def silent(node: Node) -> str:
    """The rule by which a note controls nothing: what is printed before the list apart from its numbered notes
    (contents, abbreviations, how figures are printed), and footnotes; empty for every other node.

    >>> from controllist.codes import ControlCode
    >>> silent(Note(ControlCode("general#note.practice"), "note")), silent(Note(ControlCode("general#note.4"), "note"))
    ('front matter', '')
    """
    if not isinstance(node, Note):
        return ""
    if "footnote" in node.code and _FOOTNOTE.search(node.code):
        return "footnote"
    return "front matter" if _FRONT_MATTER.match(node.code) else ""


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
    spoken = phrases(edition.language)
    if node.kind == "see-also":
        return False
    if node.kind == "technical-note":
        measures = spoken.measuring.search(node.text) or _SIGNS_OF_MEASURING.search(node.text)
        return not measures
    return node.kind != "note" or bool(spoken.covering.search(node.text))


def names_goods(edition: Edition, node: Node) -> bool:
    """Whether a provision's words name goods, each a control of its own: an entry, or an item of a `list`."""
    if not isinstance(node, Provision):
        return False
    above = edition.by_code.get(node.parent) if node.parent else None
    return node.kind == "entry" or (isinstance(above, Provision) and above.requirement == "list")


def arrival(edition: Edition, node: Node, above: Node | None) -> Verdict:
    """The effect of a node that was not there: `above` is its parent in the edition that has it."""
    if isinstance(node, Definition):
        return "neutral", "term defined"
    if isinstance(node, Note):
        return _note_arrival(edition, node, above)
    assert isinstance(node, Provision)
    if node.status == "not used":
        return "neutral", "place kept empty"
    if node.kind in ("category", "group"):
        return "neutral", "heading"
    requirement = above.requirement if isinstance(above, Provision) else None
    if requirement == "all":
        return "narrower", "condition added under all"
    return "wider", "item added" if requirement in ("any", "list") else "control added"


def departure(edition: Edition, node: Node, above: Node | None) -> Verdict:
    """The effect of a node that is gone; `edition` and `above` are of the time when it was there."""
    effect, rule = arrival(edition, node, above)
    return OPPOSITE[effect], rule.replace("added", "dropped")


def holds_others(top: Node) -> bool:
    """Whether what stands below a new or dropped node came or went with it: not below a heading, nor among notes."""
    return not isinstance(top, Note) and top.kind not in ("category", "group")


def inside(node: Node, effect: Effect, rule: str, whole: Callable[[], Effect], how: str) -> Verdict:
    """The effect of a node that came or went (`how` is added or dropped) with a branch, whose effect `whole` tells.

    What a new control leaves out was not controlled before either: an exclusion within it takes nothing away, and a
    note that explains it changes no older words.
    """
    if isinstance(node, Note) and not rule.startswith("inclusion"):
        return "neutral", f"note within what was {how}"
    return (effect, rule) if effect == "neutral" else (whole(), f"part of what was {how}")


def explanation_dropped(rule: str) -> Verdict:
    """The effect of a definition or technical note that is gone: open, unless it went with what it explains."""
    return ("neutral", rule) if rule == "note within what was dropped" else ("undecided", "explanation dropped")


def _note_arrival(edition: Edition, node: Note, above: Node | None) -> Verdict:
    if rule := silent(node):
        return "neutral", rule
    if node.kind == "see-also":
        return "neutral", "pointer"
    if node.kind == "technical-note":
        named = phrases(edition.language).brings_in(node.text)
        return ("wider", "inclusion added") if named else ("neutral", "explanation added")
    if isinstance(above, Note) and _is_item(node, above) and (above.text or above.kind == node.kind):
        if above.kind == "note":
            return "undecided", "explaining note"
        effect: Effect = "narrower" if above.requirement == "all" else "wider"
        rule = "condition of a note added" if above.requirement == "all" else "item of a note added"
        return (OPPOSITE[effect], rule) if excluding(edition, above) else (effect, rule)
    explained = isinstance(above, Note) and above.kind == "technical-note"
    if node.kind == "note" or (explained and above is not None and not speaks_of_reach(edition, above)):
        return "undecided", "explaining note"
    brings_in = node.kind == "note-includes" and isinstance(above, Provision)
    if brings_in and above is not None and a_kind_of(node.text, above.text, edition.language):
        return "neutral", "inclusion of a kind named"
    inner = isinstance(above, Note) and excluding(edition, above)
    effect = "narrower" if node.kind == "note-excludes" else "wider"
    rule = "exclusion added" if node.kind == "note-excludes" else "inclusion added"
    return (OPPOSITE[effect] if inner else effect), rule


def requirement_change(before: Requirement | None, after: Requirement | None) -> Verdict:
    """The effect of other words between the same items.

    >>> requirement_change("all", "any"), requirement_change("any", "list")
    (('wider', 'all to any'), ('neutral', 'any to list'))
    """
    rule = f"{before or 'no items'} to {after or 'no items'}"
    loose = ("any", "list")
    if before == "all" and after in loose:
        return "wider", rule
    if before in loose and after == "all":
        return "narrower", rule
    if before in loose and after in loose:
        return "neutral", rule
    return "undecided", rule


def _is_item(node: Note, above: Note) -> bool:
    """Whether a note is an item of the note above, not a note on it: 3B001.h#note.1.b of 3B001.h#note.1."""
    return "#" not in node.code[len(above.code) :]
