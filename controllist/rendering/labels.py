"""The labels of answers in English or Dutch; codes, keys of JSON and the words of provisions stay as they are.

>>> with speaking("nl"):
...     label("not met"), label("a label without a Dutch word")
('niet voldaan', 'a label without a Dutch word')
>>> label("not met")
'not met'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from attrs import frozen

from controllist import store
from controllist.messages import Message, in_language
from controllist.packaged import packaged

HOLES = {
    "": r"(.+?)",
    "said": r"(.*?)",
    "whole": r"(.+?)",
    "label": r"(.+?)",
    "opt": r"(.*?)",
    "bound": r"([<>≤≥=±].*?)",
    "number": r"(\d[\d,]*)",
    "code": r"((?:\d[A-E]?|ML|G[A-Z]+|N[A-Z]+|general|\")[^\s,;:()]*|\"[^\"]+\"\S*)",
    "list": r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)",
    "date": r"(\d{4}-\d\d-\d\d|undated)",
    "dates": r"(\d{4}-\d\d-\d\d(?:, \d{4}-\d\d-\d\d)*)",
    "edition": r"([a-z][a-z0-9-]*@\S+?)",
    "place": r"((?:[a-z][a-z0-9-]*:)?\S+?)",
    "act": r"([^,;]+?)",
}
"""What may stand in a hole of a sentence, by its name; a hole without a name takes any words, `opt` none as well.

`said` holds a sentence of our own, or nothing, and is told in Dutch too; `whole` holds one that something was said
behind, which is looked for first; `label` holds a label.
"""
_HOLE = re.compile(r"\{(\w*)\}")
_language: ContextVar[str] = ContextVar("output_language", default="en")


@lru_cache
def _labels() -> dict[str, str]:
    from controllist.rendering.dutch import LABELS  # ten tables, which an answer in English does without

    return LABELS


def label(words: str) -> str:
    """A label in the language of the output."""
    return in_dutch(words) if _language.get() == "nl" else words


def in_dutch(words: str) -> str:
    """A label in Dutch, whatever the language of the output."""
    return _labels().get(words, words)


def told(sentence: str) -> str:
    """A sentence in the language of the output; as it came where it has no Dutch.

    >>> with speaking("nl"):
    ...     told(Message("{figure} is not {bound}", figure="1.6 nm", bound="≤ 1.50 nm"))
    ...     told("a remark of a list of one's own")
    '1.6 nm is niet ≤ 1.50 nm'
    "a remark of a list of one's own"
    """
    return _dutch(sentence) if _language.get() == "nl" else sentence


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """The templates of messages in another language, by the English ones (`locale/nl.toml`)."""
    sections = tomllib.loads(packaged("controllist.rendering", f"locale/{language}.toml"))
    return {template: other for section in sections.values() for template, other in section.items()}


@lru_cache
def _messages() -> dict[str, str]:
    return {**store.remarks("nl"), **_labels(), **catalogue("nl")}


def _dutch(sentence: str) -> str:
    if isinstance(sentence, Message) and (sentence.template in _messages() or sentence.template != sentence):
        return in_language(sentence, _messages())
    known = _messages().get(sentence)
    if known is not None:
        return known
    for form in _forms():
        if form.longest in sentence and (found := form.pattern.fullmatch(sentence)):
            return form.dutch.format(*map(_filling, form.holes, found.groups()))
    return sentence


def _filling(hole: str, words: str) -> str:
    if hole in ("said", "whole"):
        return _dutch(words)
    return in_dutch(words) if hole == "label" else words


@frozen
class _Form:
    """A sentence with holes: the pattern of its English, its Dutch, what the holes take, its longest fixed words."""

    pattern: re.Pattern[str]
    dutch: str
    holes: tuple[str, ...]
    longest: str


@lru_cache
def _forms() -> tuple[_Form, ...]:
    """All sentences, those with the most words of their own first: a shorter one may fit a longer one's words."""
    from controllist.rendering.dutch import SENTENCES

    longest = sorted(SENTENCES, key=lambda pair: -len(_HOLE.sub("", pair[0])))
    return tuple(_form(*pair) for pair in sorted(longest, key=lambda pair: "{whole}" not in pair[0]))


def _form(english: str, dutch: str) -> _Form:
    pieces = _HOLE.split(english)
    fixed, holes = pieces[::2], pieces[1::2]
    pattern = re.escape(fixed[0]) + "".join(
        HOLES[hole] + re.escape(words) for hole, words in zip(holes, fixed[1:], strict=True)
    )
    return _Form(re.compile(pattern, re.S), dutch, tuple(holes), max(fixed, key=len))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Labels in this language within the block; other threads keep theirs."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)
