"""What a change touches besides its own place: users of a term, provisions that refer to a place.

A definition or technical note that changed alters the provisions that use its term, though their own words stand
still; a provision that changed alters those that refer to it, or to a place above it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from attrs import evolve

from controllist.codes import ControlCode, order
from controllist.diffing.changes import Change
from controllist.diffing.pairs import Alignment
from controllist.diffing.terms import terms_explained
from controllist.model import Definition, Edition, Node, Note
from controllist.normalize import blanks

_SHORTEST, _LONGEST = 2, 80  # letters of a term
_BETWEEN = "\0"
_IN_DOUBLE_MARKS = re.compile(rf'"([^"{_BETWEEN}]{{{_SHORTEST},{_LONGEST}}})"')
# Each pattern begins with the one sign that is rarest in it: a search leaps to that.
_IN_SINGLE_MARKS = re.compile(rf"'(?<![\w']')([^'{_BETWEEN}]{{{_SHORTEST},{_LONGEST}}})'(?!\w)")
_LETTER_AND_FIGURES = tuple(re.compile(rf"{x}(?<=\d{x})(?<!\w\d{x})\d{{3}}\b") for x in "ABCDE")
_MILITARY = re.compile(r"(ML(?<!\wML)\d+)\b")


Users = dict[tuple[str, str], list[Node]]
"""Nodes by what they use: a term of the whole list as `("", term)`, a local one as `(entry, term)`, and an entry that
they name as `(entry, "")`."""


def rippled(changes: Sequence[Change], alignment: Alignment) -> tuple[Change, ...]:
    """The changes with the provisions each substantive one touches, in the order of the law."""
    old, new, still = alignment.old, alignment.new, alignment.still
    telling = [c for c in changes if c.substantive]
    places = [(new, c.new_place) if c.new_place else (old, c.old_place) for c in telling]
    explained = {_singular(t) for edition, place in places if place for t in terms_explained(edition[place])}
    entries = {c.code.entry for c in telling}
    here = _users(list(new.by_code.values()), explained, entries) if telling else {}
    # What stands still uses in the older edition what it uses in the newer one.
    there = {use: [n for n in nodes if n.code in still] for use, nodes in here.items()}
    for use, nodes in _users([n for n in old.by_code.values() if n.code not in still], explained, entries).items():
        there.setdefault(use, []).extend(nodes)
    before, after = _Uses(old, there), _Uses(new, here)
    found = []
    for change in changes:
        uses = after if change.new_place else before
        touches = uses.touched(change) if change.substantive else ()
        found.append(evolve(change, touches=touches) if touches else change)
    return tuple(found)


def _users(nodes: Sequence[Node], explained: Collection[str], entries: Collection[str]) -> Users:
    """Who uses the terms, each in the singular, and who names the entries."""
    texts = _Texts(nodes)
    found: Users = {}
    for at, term in texts.in_double_marks():
        if (singular := _singular(term)) in explained:
            found.setdefault(("", singular), []).append(texts.node(at))
    for at, term in texts.in_single_marks():
        if (singular := _singular(term)) in explained:
            node = texts.node(at)
            found.setdefault((node.code.entry, singular), []).append(node)
    for at, named in texts.entries_named():
        if named in entries:
            found.setdefault((named, ""), []).append(texts.node(at))
    return found


class _Uses:
    """Which provisions of an edition use a term, or name an entry, that changed."""

    def __init__(self, edition: Edition, users: Users) -> None:
        self.edition, self.users = edition, users
        self._naming: dict[str, dict[str, list[ControlCode]]] = {}

    def touched(self, change: Change) -> tuple[ControlCode, ...]:
        code = change.new_place or change.old_place
        node = self.edition.by_code.get(code) if code else None
        if node is None:
            return ()
        if isinstance(node, Definition):
            users = self.of_terms(node, "")
        elif isinstance(node, Note) and node.kind == "technical-note":
            users = self.of_terms(node, node.code.entry)
        elif change.within is not None:
            return ()  # told at the top of the branch
        else:
            naming = self.naming(change.code.entry)
            users = {u for above in _up(change.code.place) for u in naming.get(above, ())}
        place = change.code.place
        return tuple(sorted((u for u in users if not place.contains(u) and not u.contains(place)), key=order))

    def of_terms(self, node: Node, entry: str) -> set[ControlCode]:
        """Where the terms that a node explains are used."""
        return {_told_at(u) for term in terms_explained(node) for u in self.users.get((entry, _singular(term)), ())}

    def naming(self, entry: ControlCode) -> dict[str, list[ControlCode]]:
        """Where each place of an entry is named by more than a pointer."""
        if entry not in self._naming:
            naming: dict[str, list[ControlCode]] = {}
            for node in self.users.get((entry, ""), ()):
                if node.kind != "see-also":
                    user = _told_at(node)
                    for named in {code for read in self.edition.references(node.code) for code in read.codes}:
                        naming.setdefault(named, []).append(user)
            self._naming[entry] = naming
        return self._naming[entry]


def _told_at(user: Node) -> ControlCode:
    """The provision, or the definition, that a user of a term or a place belongs to."""
    return user.code if user.code.startswith('"') else user.code.place


def _up(place: str) -> Iterator[str]:
    """A place and those above it.

    >>> list(_up("3B001.f.1"))
    ['3B001', '3B001.f', '3B001.f.1']
    """
    yield from (place[:at] for at, sign in enumerate(place) if sign in ".~")
    yield place


class _Texts:
    """All texts of some nodes as one, quotation marks made straight, to be searched in one go.

    >>> texts = ['"lasers" and "masks"', f'a 5" lid {"of tin " * 12} for "rotors"', "'run-out' of 3B001.f, not X3B001"]
    >>> found = _Texts([Note(ControlCode(f"general#note.{n}"), "note", text=text) for n, text in enumerate(texts)])
    >>> [(term, found.node(at).code) for at, term in found.in_double_marks()][1:]
    [('masks', 'general#note.0'), ('rotors', 'general#note.1')]
    >>> [*found.in_single_marks(), *found.entries_named()]
    [(128, 'run-out'), (142, '3B001')]
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        texts = [n.text for n in nodes]
        self._ends = tuple(accumulate([len(t) + 1 for t in texts]))
        self._whole = _with_straight_marks(_BETWEEN.join(texts))

    def node(self, at: int) -> Node:
        """The node in whose text something stands."""
        return self._nodes[bisect_right(self._ends, at)]

    def in_double_marks(self) -> Iterator[tuple[int, str]]:
        """What stands in double marks, where it is no longer than a term may be: a mark closes only what it can."""
        return self._found(_IN_DOUBLE_MARKS)

    def in_single_marks(self) -> Iterator[tuple[int, str]]:
        """What stands in single marks that are no apostrophes."""
        return self._found(_IN_SINGLE_MARKS)

    def entries_named(self) -> Iterator[tuple[int, str]]:
        """The entries named, as often as they are: of `3B001.f or ML10` both, none of X3B001, 3B0011 or 13B001."""
        whole = self._whole
        for pattern in _LETTER_AND_FIGURES:
            for found in pattern.finditer(whole):
                yield found.start(), whole[found.start() - 1 : found.end()]
        yield from self._found(_MILITARY)

    def _found(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        return ((found.start(), found[1]) for found in pattern.finditer(self._whole))


def _with_straight_marks(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'")


@lru_cache(maxsize=10_000)
def _singular(term: str) -> str:
    """A term without the ending of its plural, in lower case: lasers, laser."""
    term = blanks(term).casefold().rstrip(",.")
    return term[:-1] if term.endswith("s") and not term.endswith("ss") else term
