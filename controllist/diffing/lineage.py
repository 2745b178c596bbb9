"""Where a term or a control went: definitions that became local, local ones that became global."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from controllist.diffing.substance import levelled
from controllist.diffing.terms import EXPLAINING, explained_in, quotes, terms_explained
from controllist.model import Definition, Edition, Node, Note

Explained = dict[str, list[Node]]

_OPENING = 4
"""How many words of a note may stand up to the term it is about: `among insulation meant for ...`."""

_SAME_MEANING = 60.0
"""How alike (0 to 100) what is said of a term must be to count as the same definition in other surroundings."""


def term_elsewhere(node: Definition | Note, there: Explained, here: Edition) -> Node | None:
    """Where the other edition explains the term of a node without counterpart, in much the same words.

    A definition is looked for among notes, a note among definitions; `here` is the edition the node is of: what that
    one has itself is no other place.
    """
    quoted = (c for term in terms_explained(node) for c in there.get(term, ()))
    for candidate in (*quoted, *_unquoted(node, there, here)):
        if isinstance(candidate, Definition) == isinstance(node, Definition):
            continue
        if candidate.code in here and here[candidate.code].text == candidate.text:
            continue
        if fuzz.token_set_ratio(levelled(node.text), levelled(candidate.text), score_cutoff=_SAME_MEANING):
            return candidate
    return None


def _unquoted(node: Definition | Note, there: Explained, here: Edition) -> Iterator[Node]:
    """Definitions the list has no more, whose term a note opens with outside quotation marks."""
    if isinstance(node, Note) and node.kind.startswith("note"):
        opening = dict.fromkeys(levelled(node.text).split(None, _OPENING)[:_OPENING])
        terms = [term for term in opening if term in there]
        for term in sorted(terms, key=[*there].index) if len(terms) > 1 else terms:
            yield from (c for c in there[term] if isinstance(c, Definition) and c.code not in here)


def explained_by(edition: Edition) -> Explained:
    """The definitions and notes of an edition by the terms they explain."""
    found: dict[str, list[Node]] = {}
    for definition in edition.definitions:
        for term in terms_explained(definition):
            found.setdefault(term, []).append(definition)
    for note in edition.notes:
        if note.kind in EXPLAINING and quotes(note.text):
            for term in explained_in(note.text):
                found.setdefault(term, []).append(note)
    return found
