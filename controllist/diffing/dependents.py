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

from controllist.codes import ControlCode, order
from controllist.diffing.changes import Change, touching
from controllist.diffing.child_matching import Alignment
from controllist.diffing.text_overlap import terms_explained
from controllist.language.references import read_references
from controllist.model import Definition, Edition, Node, Note
from controllist.normalize import blanks

_SHORTEST, _LONGEST = 2, 80  # letters of a term
_BETWEEN = "\0"
_IN_DOUBLE_MARKS = re.compile(rf'"([^"{_BETWEEN}]{{{_SHORTEST},{_LONGEST}}})"')
# Each pattern begins with the one sign that is rarest in it: a search leaps to that.
_IN_SINGLE_MARKS = re.compile(rf"'(?<![\w']')([^'{_BETWEEN}]{{{_SHORTEST},{_LONGEST}}})'(?!\w)")
_LETTER_AND_FIGURES = {x: re.compile(rf"{x}(?<=\d{x})(?<!\w\d{x})\d{{3}}\b") for x in "ABCDE"}
_MILITARY = re.compile(r"(ML(?<!\wML)\d+)\b")


Use = tuple[str, str]
"""What a text uses: a term of the whole list as `("", term)`, a local one as `(entry, term)`, an entry that it names as
`(entry, "")`; terms in the singular."""
Users = dict[Use, list[Node]]


def rippled(changes: Sequence[Change], alignment: Alignment) -> tuple[Change, ...]:
    """The changes with the provisions each substantive one touches, in the order of the law."""
    old, new = alignment.old, alignment.new
    asked = [_asked(c, new if c.new_place else old) if c.substantive else _NOTHING for c in changes]
    now: set[Use] = set()
    then: set[Use] = set()
    for change, (uses, _) in zip(changes, asked, strict=True):
        (now if change.new_place else then).update(uses)
    here = _users(list(new.by_code.values()), now | then)
    before, after = _Uses(old, _users_then(here, alignment, then)), _Uses(new, here)
    found = []
    for change, (uses, of_terms) in zip(changes, asked, strict=True):
        touches = (after if change.new_place else before).touched(change, uses, of_terms) if uses else ()
        found.append(touching(change, touches) if touches else change)
    return tuple(found)


def _asked(change: Change, edition: Edition) -> tuple[Sequence[Use], bool]:
    """The uses by which others turn on a change: of the terms its node explains (then True), or else of its entry."""
    place = change.new_place or change.old_place
    node = edition.by_code.get(place) if place else None
    if node is None:
        return _NOTHING
    if _explains(node):
        entry = "" if isinstance(node, Definition) else node.code.entry
        return [(entry, _singular(term)) for term in terms_explained(node)], True
    # What came or went with a branch is told at the top of that.
    return ([(change.code.entry, "")], False) if change.within is None else _NOTHING


_NOTHING: tuple[Sequence[Use], bool] = ((), False)


def _explains(node: Node) -> bool:
    return isinstance(node, Definition) or (isinstance(node, Note) and node.kind == "technical-note")


def _users_then(users: Users, alignment: Alignment, asked: Collection[Use]) -> Users:
    """The users in the older edition: what stands still uses there what it uses in the newer one."""
    still = alignment.still
    found = {use: [n for n in users.get(use, ()) if n.code in still] for use in asked}
    apart = [p.old for p in alignment.differing if p.old is not None and p.how != "split" and p.old.code not in still]
    for use, nodes in _users(apart, asked).items():
        found[use] += nodes
    return found


def _users(nodes: Sequence[Node], asked: Collection[Use]) -> Users:
    """The nodes that use what is asked, each as often as it does."""
    found: Users = {use: [] for use in asked}
    texts = _Texts(nodes if asked else ())
    terms = {term for entry, term in asked if not entry}
    for at, term in texts.in_double_marks(terms):
        found["", term].append(texts.node(at))
    terms = {term for entry, term in asked if entry and term}
    for at, term in texts.in_single_marks(terms):
        node = texts.node(at)
        if (users := found.get((node.code.entry, term))) is not None:
            users.append(node)
    for at, named in texts.named({entry for entry, term in asked if not term}):
        found[named, ""].append(texts.node(at))
    return found


class _Uses:
    """Which provisions of an edition use a term, or name an entry, that changed."""

    def __init__(self, edition: Edition, users: Users) -> None:
        self.edition, self.users = edition, users
        self._naming: dict[str, dict[str, set[ControlCode]]] = {}

    def touched(self, change: Change, uses: Sequence[Use], of_terms: bool) -> tuple[ControlCode, ...]:
        """The places that a change touches by what `_asked` tells of it."""
        if of_terms:
            users = {_told_at(user) for use in uses for user in self.users.get(use, ())}
        else:
            naming = self.naming(uses[0][0])
            users = {user for above in _up(change.code.place) for user in naming.get(above, ())} if naming else set()
        if not users:
            return ()
        place = change.code.place
        return tuple(sorted([u for u in users if not place.contains(u) and not u.contains(place)], key=order))

    def naming(self, entry: str) -> dict[str, set[ControlCode]]:
        """Where each place of an entry is named by more than a pointer."""
        naming = self._naming.get(entry)
        if naming is None:
            naming = self._naming[entry] = {}
            for node in {n.code: n for n in self.users.get((entry, ""), ())}.values():
                if node.kind != "see-also":
                    user = _told_at(node)
                    for read in read_references(node.text, node.code, self.edition.language):
                        for named in read.codes:
                            naming.setdefault(named, set()).add(user)
        return naming


def _told_at(user: Node) -> ControlCode:
    """The provision, or the definition, that a user of a term or a place belongs to."""
    code = user.code
    return code if "#" not in code or code.startswith('"') else code.place


def _up(place: str) -> Iterator[str]:
    """A place and those above it.

    >>> list(_up("3B001.f.1"))
    ['3B001', '3B001.f', '3B001.f.1']
    """
    yield from (place[:at] for at, sign in enumerate(place) if sign in ".~")
    yield place


class _Texts:
    """All texts of some nodes as one, quotation marks made straight, to be searched in one go.

    Each search is for some terms, in the singular, or some entries, and tells where each stands, as often as it does.

    >>> texts = ['"lasers" and "masks"', f'a 5" lid {"of tin " * 12} for "rotors"', "'run-out' of 3B001.f, not X3B001"]
    >>> found = _Texts([Note(ControlCode(f"general#note.{n}"), "note", text=text) for n, text in enumerate(texts)])
    >>> [(term, found.node(at).code) for at, term in found.in_double_marks({"mask", "rotor"})]
    [('mask', 'general#note.0'), ('rotor', 'general#note.1')]
    >>> [*found.in_single_marks({"run-out"}), *found.named({"3B001", "3B002"})]
    [(128, 'run-out'), (142, '3B001')]
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        texts = [n.text for n in nodes]
        self._ends = list(accumulate([len(t) + 1 for t in texts]))
        self._whole = _with_straight_marks(_BETWEEN.join(texts))

    def node(self, at: int) -> Node:
        """The node in whose text something stands."""
        return self._nodes[bisect_right(self._ends, at)]

    def in_double_marks(self, terms: Collection[str]) -> Iterator[tuple[int, str]]:
        """What stands in double marks, where it is no longer than a term may be: a mark closes only what it can."""
        return self._quoted(_IN_DOUBLE_MARKS, terms)

    def in_single_marks(self, terms: Collection[str]) -> Iterator[tuple[int, str]]:
        """What stands in single marks that are no apostrophes."""
        return self._quoted(_IN_SINGLE_MARKS, terms)

    def _quoted(self, pattern: re.Pattern[str], terms: Collection[str]) -> Iterator[tuple[int, str]]:
        spelled = _Spelled(terms)
        for found in pattern.finditer(self._whole) if terms else ():
            if (term := spelled[found[1]]) is not None:
                yield found.start(), term

    def named(self, entries: Collection[str]) -> Iterator[tuple[int, str]]:
        """The entries named: of `3B001.f or ML10` both, none of X3B001, 3B0011 or 13B001."""
        whole = self._whole
        for letter in sorted({entry[1:2] for entry in entries} & _LETTER_AND_FIGURES.keys()):
            for found in _LETTER_AND_FIGURES[letter].finditer(whole):
                start, end = found.span()
                if (named := whole[start - 1 : end]) in entries:
                    yield start, named
        if any(entry.startswith("ML") for entry in entries):
            for found in _MILITARY.finditer(whole):
                if found[1] in entries:
                    yield found.start(), found[1]


class _Spelled(dict[str, str | None]):
    """The terms looked for, by each way a text spells them: None for what is none of them."""

    def __init__(self, terms: Collection[str]) -> None:
        self._terms = terms

    def __missing__(self, spelled: str) -> str | None:
        singular = _singular(spelled)
        term = self[spelled] = singular if singular in self._terms else None
        return term


def _with_straight_marks(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'")


@lru_cache(maxsize=10_000)
def _singular(term: str) -> str:
    """A term without the ending of its plural, in lower case: lasers, laser."""
    term = blanks(term).casefold().rstrip(",.")
    return term[:-1] if term.endswith("s") and not term.endswith("ss") else term
