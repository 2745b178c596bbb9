"""Where a term or a control went: definitions that became local, local ones that became global."""

from __future__ import annotations

from rapidfuzz import fuzz

from controllist.diffing.substance import levelled
from controllist.diffing.terms import terms_explained
from controllist.model import Definition, Edition, Node, Note

Explained = dict[str, list[Node]]

_SAME_MEANING = 60.0
"""How alike (0 to 100) what is said of a term must be to count as the same definition in other surroundings."""


def term_elsewhere(node: Definition | Note, there: Explained, here: Edition) -> Node | None:
    """Where the other edition explains the term of a node without counterpart, in much the same words.

    A definition is looked for among notes, a note among definitions; `here` is the edition the node is of: what that
    one has itself is no other place.
    """
    for term in terms_explained(node):
        for candidate in there.get(term, ()):
            if isinstance(candidate, Definition) == isinstance(node, Definition):
                continue
            if candidate.code in here and here[candidate.code].text == candidate.text:
                continue
            if fuzz.token_set_ratio(levelled(node.text), levelled(candidate.text)) >= _SAME_MEANING:
                return candidate
    return None


def explained_by(edition: Edition) -> Explained:
    """The definitions and notes of an edition by the terms they explain."""
    found: dict[str, list[Node]] = {}
    for node in (*edition.definitions, *edition.notes):
        for term in terms_explained(node):
            found.setdefault(term, []).append(node)
    return found
