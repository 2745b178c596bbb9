"""What a change touches besides its own place: users of a term, provisions that refer to a place.

A definition or technical note that changed alters the provisions that use its term, though their own words are the
same; a provision that changed alters those that refer to it, or to a place above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from attrs import evolve, field, frozen

from controllist.codes import ControlCode, order
from controllist.diffing.changes import Change
from controllist.diffing.text_overlap import terms_explained
from controllist.language.references import read_references
from controllist.model import Definition, Edition, Node, Note
from controllist.normalize import blanks

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_IN_DOUBLE_MARKS = re.compile(r'"([^"]{2,80})"')
_IN_SINGLE_MARKS = re.compile(r"(?<![\w'])'([^']{2,80})'(?!\w)")
_ENTRY = re.compile(r"[0-9M][A-EL](?<!\w{3})\d+\b")


def with_dependents(changes: Sequence[Change], old: Edition, new: Edition) -> tuple[Change, ...]:
    """The changes with the provisions each substantive one touches, in the order of the law."""
    before, after = _Users(old), _Users(new)
    touches = [(after if c.new_place else before).touched(c) if c.substantive else () for c in changes]
    return tuple(evolve(c, touches=t) if t else c for c, t in zip(changes, touches, strict=True))


@frozen
class _Users:
    """Which provisions of an edition use a term, or name a place."""

    edition: Edition
    _places: dict[str, dict[str, set[ControlCode]]] = field(init=False, factory=dict)
    """The users of each place that was asked for, by entry."""

    def touched(self, change: Change) -> tuple[ControlCode, ...]:
        """The places that a change touches, in the order of the law."""
        node = self.edition.by_code.get(change.new_place or change.old_place or "")
        if isinstance(node, Definition) or (isinstance(node, Note) and node.kind == "technical-note"):
            entry = "" if isinstance(node, Definition) else node.code.entry
            uses = [(entry, _singular(term)) for term in terms_explained(node)]
            users = {user for use in uses for user in self._terms.get(use, ())}
        elif node is None or change.within is not None:
            return ()  # What was added or removed with a branch is told at the top of that.
        else:
            naming = self._users_of(change.code.entry)
            users = {user for above in _up(change.code.place) for user in naming.get(above, ())}
        place = change.code.place
        return tuple(sorted([u for u in users if not place.contains(u) and not u.contains(place)], key=order))

    @cached_property
    def _terms(self) -> dict[tuple[str, str], set[ControlCode]]:
        """The users of each term: of the whole list under `("", term)`, of an entry under `(entry, term)`."""
        users: dict[tuple[str, str], set[ControlCode]] = {}
        for node in self.edition.by_code.values():
            text = node.text if node.text.isascii() else node.text.translate(_STRAIGHT)
            for term in _IN_DOUBLE_MARKS.findall(text) if '"' in text else ():
                users.setdefault(("", _singular(term)), set()).add(_user(node))
            for term in _IN_SINGLE_MARKS.findall(text) if "'" in text else ():
                users.setdefault((node.code.entry, _singular(term)), set()).add(_user(node))
        return users

    @cached_property
    def _naming(self) -> dict[str, list[Node]]:
        """The nodes that may name an entry, pointers apart."""
        naming: dict[str, list[Node]] = {}
        for node in self.edition.by_code.values():
            for entry in set(_ENTRY.findall(node.text)) if node.kind != "see-also" else ():
                naming.setdefault(entry, []).append(node)
        return naming

    def _users_of(self, entry: str) -> dict[str, set[ControlCode]]:
        """The users of each place of an entry."""
        if entry not in self._places:
            users = self._places[entry] = {}
            for node in self._naming.get(entry, ()):
                for reference in read_references(node.text, node.code, self.edition.language):
                    for code in reference.codes:
                        users.setdefault(code, set()).add(_user(node))
        return self._places[entry]


def _user(node: Node) -> ControlCode:
    """The provision, or the definition, that a user of a term or a place belongs to."""
    code = node.code
    return code if "#" not in code or code.startswith('"') else code.place


def _up(place: str) -> Iterator[str]:
    """A place and those above it.

    >>> list(_up("3B001.f.1"))
    ['3B001', '3B001.f', '3B001.f.1']
    """
    yield from (place[:at] for at, sign in enumerate(place) if sign in ".~")
    yield place


@lru_cache(maxsize=10_000)
def _singular(term: str) -> str:
    """A term without the ending of its plural, in lower case: lasers, laser."""
    term = blanks(term).casefold().rstrip(",.")
    return term[:-1] if term.endswith("s") and not term.endswith("ss") else term
