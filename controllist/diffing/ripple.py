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
_QUOTED = re.compile(rf"\"([^\"]{{{_SHORTEST},{_LONGEST}}})\"|(?<![\w'])'([^']{{{_SHORTEST},{_LONGEST}}})'(?!\w)")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_THREE_FIGURES = re.compile(r"[A-E]\d{3}")
_ENTRY = re.compile(r"\b(?:ML\d+|\d[A-E]\d{3})\b")


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
        self.terms: dict[tuple[bool, str], list[Node]] = {}
        self.named: dict[ControlCode, tuple[ControlCode, ...]] = {}
        self.entries: dict[str, list[Node]] = {}
        nodes = [edition.by_code.get(c.new_place or c.old_place or "") for c in changes]
        wanted = {_singular(t) for n in nodes if n is not None and n.kind in _EXPLAINING for t in terms_explained(n)}
        entries = {c.code.entry for c in changes}
        for node in edition.by_code.values():
            text = node.text
            for single, quoted in _quotations(text) if wanted else ():
                term = _singular(quoted)
                if term in wanted:
                    self.terms.setdefault((single, term), []).append(node)
            # A code of three figures or more, or an ML number: most texts have none.
            if _THREE_FIGURES.search(text) or "ML" in text:
                for entry in entries.intersection(_ENTRY.findall(text)):
                    self.entries.setdefault(entry, []).append(node)

    def touched(self, change: Change) -> tuple[ControlCode, ...]:
        place = change.new_place or change.old_place
        node = self.edition.by_code.get(place) if place else None
        if node is None:
            return ()
        if isinstance(node, Definition):
            users = [u for term in terms_explained(node) for u in self.terms.get((False, _singular(term)), ())]
        elif isinstance(node, Note) and node.kind == "technical-note":
            users = [
                u
                for term in terms_explained(node)
                for u in self.terms.get((True, _singular(term)), ())
                if u.code.entry == node.code.entry
            ]
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


def _quotations(text: str) -> Sequence[tuple[bool, str]]:
    """What a text quotes, each with whether single marks stand round it.

    >>> _quotations('"lasers" and “masks”'), _quotations("the 'run-out' of \"rotors\"")
    ([(False, 'lasers'), (False, 'masks')], [(True, 'run-out'), (False, 'rotors')])
    """
    if not text.isascii():
        text = text.translate(_STRAIGHT)
    if "'" in text:
        return [(bool(single), double or single) for double, single in _QUOTED.findall(text)]
    if '"' not in text:
        return ()
    # The same reading of double marks alone, many times quicker: a mark closes only what it can close.
    pieces, found, at = text.split('"'), [], 1
    while at < len(pieces) - 1:
        if _SHORTEST <= len(pieces[at]) <= _LONGEST:
            found.append((False, pieces[at]))
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
