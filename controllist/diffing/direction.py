"""Direction from structure: what a node's being added or removed does to the reach of the list.

The tree says it. Under `list` and `any` a further item lets more goods in; under `all` it asks more of them. A note
that excludes takes goods out, and inside it everything counts the other way round. Being wider is monotone: whatever
stands above a provision, its getting wider never makes the entry narrower, unless an excluding note lies between.
"""

from __future__ import annotations

import re

from controllist.diffing.changes import Effect
from controllist.diffing.language_rules import language_rules
from controllist.diffing.rules import Rule, Verdict
from controllist.diffing.text_overlap import a_kind_of
from controllist.model import Definition, Edition, Node, Note, Provision, Requirement

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
