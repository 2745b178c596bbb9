"""Features of a text: what the model learns of and what it looks for in a description.

Two kinds: words by their key (so that spellings of four languages meet), and sequences of three and four letters
inside words. Letters are folded (case, accents, ae/oe/ue), digits count as 0 inside sequences. Small words and bare
numbers are no features.

>>> [f for f in features("Kleppen, DN50") if f.kind == "word"]
[Feature(kind='word', name='klep', start=0, end=7), Feature(kind='word', name='dn50', start=9, end=13)]
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from controllist.index.languages import SMALL_WORDS
from controllist.index.words import key, plain

Kind = Literal["word", "letters"]
KINDS: tuple[Kind, ...] = ("word", "letters")
MOST_WORDS = 60
"""Words of a text that count: what stands further behind seldom names the goods."""
SIZES = (3, 4)
"""Letters of a sequence."""

_WORD = re.compile(r"[^\W\d_]{1,4}-\d{1,4}(?![^\W_])|[^\W_]+")
_SMALL = frozenset(plain(word) for small in SMALL_WORDS.values() for word in small)
_DIGIT = re.compile(r"\d")
_UMLAUT = re.compile(r"(?<=[aou])e(?=[^aeiou])")


class Feature(NamedTuple):
    """A feature of a text and where it stands there."""

    kind: Kind
    name: str
    start: int
    end: int


def features(text: str) -> list[Feature]:
    """The features of a text, each once, where it stands first."""
    found: dict[tuple[Kind, str], Feature] = {}
    for match in _words(text):
        start, end = match.span()
        word = plain(match[0].replace("-", ""))
        name = key(word)
        found.setdefault(("word", name), Feature("word", name, start, end))
        for letters in sequences(word):
            found.setdefault(("letters", letters), Feature("letters", letters, start, end))
    return list(found.values())


def _words(text: str) -> list[re.Match[str]]:
    """The words that are no small ones and no numbers."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        if not word.isdecimal() and len(word) > 1 and plain(word) not in _SMALL:
            found.append(match)
            if len(found) == MOST_WORDS:
                break
    return found


def sequences(word: str) -> list[str]:
    """The sequences of letters of a word in `plain` spelling, its ends marked.

    >>> sequences("klep")
    ['<kl', 'kle', 'lep', 'ep>', '<kle', 'klep', 'lep>']
    """
    marked = f"<{_DIGIT.sub('0', _UMLAUT.sub('', word))}>"
    return [marked[at : at + size] for size in SIZES for at in range(len(marked) - size + 1)]
