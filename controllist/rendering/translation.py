"""Texts of answers in the language of the output; codes, keys of JSON and the words of provisions stay as they are.

>>> with output_language("nl"):
...     translated("not met"), translated("a text without a Dutch one")
('niet voldaan', 'a text without a Dutch one')
>>> translated("not met")
'not met'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

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

`said` holds a sentence of our own, or nothing, and is translated too; `whole` holds one that something was said
behind, which is looked for first; `label` holds a label.
"""
_HOLE = re.compile(r"\{(\w*)\}")
_language: ContextVar[str] = ContextVar("output_language", default="en")


@contextmanager
def output_language(language: str) -> Iterator[None]:
    """Texts in this language within the block; other threads keep theirs."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def translated(text: str) -> str:
    """A message, label or remark in the language of the output; unchanged where it has no Dutch.

    >>> with output_language("nl"):
    ...     translated(Message("{figure} is not {bound}", figure="1.6 nm", bound="≤ 1.50 nm"))
    ...     translated("a remark of a list of one's own")
    '1.6 nm is niet ≤ 1.50 nm'
    "a remark of a list of one's own"
    """
    return in_dutch(text) if _language.get() == "nl" else text


def in_dutch(text: str) -> str:
    """A text in Dutch, whatever the language of the output."""
    if isinstance(text, Message) and (text.template in _dutch() or text.template != text):
        return in_language(text, _dutch())
    known = _dutch().get(text)
    if known is not None:
        return known
    for form in _forms():
        if form.longest in text and (found := form.pattern.fullmatch(text)):
            return form.dutch.format(*map(_filling, form.holes, found.groups()))
    return text


@cache
def catalogue(language: str) -> dict[str, str]:
    """The templates of messages in another language, by the English ones (`locale/nl.toml`)."""
    sections = tomllib.loads(packaged("controllist.rendering", f"locale/{language}.toml"))
    return {template: other for section in sections.values() for template, other in section.items()}


@cache
def _dutch() -> dict[str, str]:
    return {**store.remarks("nl"), **catalogue("nl")}


def _filling(hole: str, words: str) -> str:
    return in_dutch(words) if hole in ("said", "whole", "label") else words


@frozen
class _Form:
    """A sentence with holes: the pattern of its English, its Dutch, what the holes take, its longest fixed words."""

    pattern: re.Pattern[str]
    dutch: str
    holes: tuple[str, ...]
    longest: str


@cache
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
