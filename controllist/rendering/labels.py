"""The labels of answers in English or Dutch; codes, keys of JSON and the words of provisions stay as they are.

>>> with speaking("nl"):
...     label("not met"), label("a label without a Dutch word")
('niet voldaan', 'a label without a Dutch word')
>>> label("not met")
'not met'
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

DUTCH = {
    # verdicts
    "met": "voldaan",
    "not met": "niet voldaan",
    "unknown": "onbekend",
    "missing:": "ontbreekt:",
    "facts:": "feiten:",
    "all of": "alle van",
    "any of": "één van",
    "each of": "elk van",
    # matches
    "no candidate found for": "geen kandidaat gevonden voor",
    "nearest score": "dichtstbijzijnde score",
    "the word": "het woord",
    "a form of the word": "een vorm van het woord",
    "a trade word": "een vakwoord",
    "a part of the word": "een deel van het woord",
    "a like spelling": "een gelijkende spelling",
    "the CAS number": "het CAS-nummer",
    "the figure": "het getal",
    "figures given meet it": "de gegeven getallen voldoen eraan",
    "figures given do not meet it": "de gegeven getallen voldoen er niet aan",
    "figures missing": "getallen ontbreken",
    "code": "code",
    "edition": "uitgave",
    "score": "score",
    "what it is": "wat het is",
    "rank": "rang",
    "Cautions": "Voorbehouden",
    # changes
    "wider": "ruimer",
    "narrower": "nauwer",
    "same reach": "zelfde reikwijdte",
    "direction undecided": "richting onbeslist",
    # impact
    "newly controlled": "nieuw onder controle",
    "look again": "opnieuw bekijken",
    "number changed": "nummer gewijzigd",
    "no longer controlled": "niet meer onder controle",
    "not touched": "niet geraakt",
    "articles": "artikelen",
    "decided by": "beslist door",
    "row": "rij",
    "article": "artikel",
    "description": "omschrijving",
    "number": "nummer",
    "after": "daarna",
    "why": "waarom",
    "outcome": "uitkomst",
}
_language: ContextVar[str] = ContextVar("output_language", default="en")


def label(words: str) -> str:
    """A label in the language of the output."""
    return DUTCH.get(words, words) if _language.get() == "nl" else words


def in_dutch(words: str) -> str:
    """A label in Dutch, whatever the language of the output."""
    return DUTCH.get(words, words)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Labels in this language within the block; other threads keep theirs."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)
