"""What a change touches besides its own place: users of a term, provisions that refer to a place.

A definition or technical note that changed alters the provisions that use its term, though their own words stand
still; a provision that changed alters those that refer to it, or to a place above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from controllist.codes import ControlCode, order
from controllist.diffing.changes import Change
from controllist.diffing.terms import terms_explained
from controllist.model import Definition, Edition, Node, Note
from controllist.normalize import blanks

_EXPLAINING = ("definition", "technical-note")
_SHORTEST, _LONGEST = 2, 80  # letters of a term
_IN_SINGLE_MARKS = re.compile(rf"(?<![\w'])'([^']{{{_SHORTEST},{_LONGEST}}})'(?!\w)")
_LETTER_AND_FIGURES = re.compile(r"[A-E](?<=\d[A-E])(?<!\w\d[A-E])\d{3}\b")
_MILITARY = re.compile(r"\bML\d+\b")


def rippled(changes: Sequence[Change], old: Edition, new: Edition) -> tuple[Change, ...]:
    """The changes with the provisions each substantive one touches, in the order of the law."""
    kept, gone = ([c for c in changes if c.substantive and bool(c.new_place) == here] for here in (True, False))
    after = _Uses(new, kept) if kept else None
    before = _Uses(old, gone) if gone else None
    found = []
    for change in changes:
        uses = after if change.new_place else before
        touches = uses.touched(change) if change.substantive and uses else ()
        found.append(evolve(change, touches=touches) if touches else change)
    return tuple(found)


class _Uses:
    """Which provisions of an edition use a term, or name an entry, that changed."""

    def __init__(self, edition: Edition, changes: Sequence[Change]) -> None:
        self.edition = edition
        self.terms: dict[str, list[Node]] = {}
        self.local_terms: dict[tuple[str, str], list[Node]] = {}
        """The same for 'single quotes', by entry and term."""
        self.entries: dict[str, list[Node]] = {}
        self.named: dict[ControlCode, tuple[ControlCode, ...]] = {}
        nodes = [edition.by_code.get(c.new_place or c.old_place or "") for c in changes]
        explaining = [n for n in nodes if n is not None and n.kind in _EXPLAINING]
        wanted = {_singular(t) for n in explaining for t in terms_explained(n)}
        within = {n.code.entry for n in explaining if n.kind == "technical-note"}
        entries = {c.code.entry for c in changes}
        for node in edition.by_code.values():
            text = _with_straight_marks(node.text)
            if wanted and '"' in text:
                for term in _in_double_marks(text):
                    if (singular := _singular(term)) in wanted:
                        self.terms.setdefault(singular, []).append(node)
            if within and "'" in text and node.code.entry in within:
                for term in _IN_SINGLE_MARKS.findall(text):
                    self.local_terms.setdefault((node.code.entry, _singular(term)), []).append(node)
            if not text.islower():  # a code has a capital, many texts have none
                for entry in entries.intersection(_entries_named(text)):
                    self.entries.setdefault(entry, []).append(node)

    def touched(self, change: Change) -> tuple[ControlCode, ...]:
        place = change.new_place or change.old_place
        node = self.edition.by_code.get(place) if place else None
        if node is None:
            return ()
        if isinstance(node, Definition):
            users = [u for term in terms_explained(node) for u in self.terms.get(_singular(term), ())]
        elif isinstance(node, Note) and node.kind == "technical-note":
            entry = node.code.entry
            users = [u for term in terms_explained(node) for u in self.local_terms.get((entry, _singular(term)), ())]
        elif change.within is not None:
            return ()  # told at the top of the branch
        else:
            users = [u for u in self.entries.get(change.code.entry, ()) if self.refers(u, change.code)]
        places = {u.code.place if not u.code.startswith('"') else u.code for u in users}
        return tuple(sorted((p for p in places if not _within(p, change.code)), key=order))

    def refers(self, node: Node, code: ControlCode) -> bool:
        """Whether a node names the place, or one above it, and does more than point there."""
        if isinstance(node, Note) and node.kind == "see-also":
            return False
        if node.code not in self.named:
            read = self.edition.references(node.code)
            self.named[node.code] = tuple(ControlCode(named) for r in read for named in r.codes)
        place = code.place
        return any(named.contains(place) for named in self.named[node.code])


def _with_straight_marks(text: str) -> str:
    return text if text.isascii() else text.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'")


def _entries_named(text: str) -> list[str]:
    """The entries a text names, as often as it does.

    >>> _entries_named("3B001.f or ML10, not X3B001, 3B0011 nor 13B001")
    ['3B001', 'ML10']
    """
    found = [text[m.start() - 1 : m.end()] for m in _LETTER_AND_FIGURES.finditer(text)]
    return [*found, *_MILITARY.findall(text)] if "ML" in text else found


def _in_double_marks(text: str) -> list[str]:
    """What stands in double marks, where it is no longer than a term may be: a mark closes only what it can close.

    >>> _in_double_marks('"lasers" and "masks"'), _in_double_marks(f'a 5" lid {"of tin " * 12} for "rotors"')
    (['lasers', 'masks'], ['rotors'])
    """
    pieces, found, at = text.split('"'), [], 1
    while at < len(pieces) - 1:
        if _SHORTEST <= len(pieces[at]) <= _LONGEST:
            found.append(pieces[at])
            at += 1
        at += 1
    return found


def _singular(term: str) -> str:
    """A term without the ending of its plural, in lower case: lasers, laser."""
    term = blanks(term).casefold().rstrip(",.")
    return term[:-1] if term.endswith("s") and not term.endswith("ss") else term


def _within(place: ControlCode, code: ControlCode) -> bool:
    """Whether the place is the changed one, below it, or above it: of those the change itself tells."""
    return ControlCode(code.place).contains(place) or place.contains(code.place)
