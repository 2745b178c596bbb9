"""The quoted terms of a text, in whatever marks a list quotes them, and what a node explains."""

from __future__ import annotations

import re
from functools import lru_cache

from controllist.language.terms import read_terms
from controllist.model import Definition, Node, Note
from controllist.normalize import fold

_COMMA_FOR_MARK = re.compile(r"(?<![^\s(])[,‚](?=[^\W\d_][^,‚]{1,80}['‘’‛])")
"""A comma that no blank follows opens a quotation: Czech prints set ,terms‘ so."""


EXPLAINING = ("technical-note", "note")
"""The kinds of notes that say what a term means."""
_MAY_OPEN = (" ,", "(,", "\n,", "‚")


def _commas_as_marks(text: str) -> str:
    """The text with the commas that open a quotation as quotation marks."""
    if text[:1] == "," or any(sign in text for sign in _MAY_OPEN):
        text = _COMMA_FOR_MARK.sub("'", text)
    return text.replace("‛", "'")


@lru_cache(maxsize=20_000)
def marked_terms(text: str) -> frozenset[str]:
    """The terms that stand in quotation marks, in lower case.

    >>> sorted(marked_terms('"Laser" heads')), sorted(marked_terms("f) ,káď‘ pro „víka“, tj. vany"))
    (['laser'], ['káď', 'víka'])
    """
    if not any(mark in text for mark in "\"'‘’“”„‚‛"):
        return frozenset()
    spelled = _commas_as_marks(text)
    return frozenset(use.term.casefold() for use in read_terms(spelled))


def terms_explained(node: Node) -> tuple[str, ...]:
    """The terms a definition or technical note explains, folded: what stands in its 'single quotes', or the term.

    >>> from controllist.codes import ControlCode
    >>> terms_explained(Note(ControlCode("2B001#technical-note"), "technical-note", text="'Run-out' is a displacement"))
    ('run-out',)
    """
    if isinstance(node, Definition):
        return _folded(node.term) if node.term else ()
    if not isinstance(node, Note) or node.kind not in EXPLAINING:
        return ()
    return explained_in(node.text)


@lru_cache(maxsize=5_000)
def _folded(term: str) -> tuple[str, ...]:
    return (fold(term).casefold(),)


def quotes(text: str) -> bool:
    """Whether a text may hold a term in single quotation marks."""
    return "'" in text or (not text.isascii() and ("’" in text or "‘" in text or "‛" in text))


@lru_cache(maxsize=20_000)
def explained_in(text: str) -> tuple[str, ...]:
    """The terms in single quotation marks, in lower case: those that a note with them explains."""
    if not quotes(text):
        return ()
    spelled = _commas_as_marks(text)
    return tuple(dict.fromkeys(use.term.casefold() for use in read_terms(spelled) if use.local))
