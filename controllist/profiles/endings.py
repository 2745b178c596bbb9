"""Words at the end of a text: whether it announces a list, whether it ends in "and" or "or".

Every text of a list is asked. Plain words are compared; what is a pattern is searched for.

>>> announces = endings(["follows", "the following.{0,60}"], within=100)
>>> [announces.fit(text) for text in ("vats as Follows:", "the following of steel", "what follows it")]
[True, True, False]
>>> connects = endings(["and", "or"], within=40, apart=True)
>>> [connects.fit(text) for text in ("steel; and", "OR", "sand", "and steel")]
[True, True, False, False]
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from controllist.profiles.phrases import Phrases, phrases

_PLAIN = re.compile(r"[\w ]+")
_STOPS = " .,;:"


@frozen(eq=False)
class Endings:
    """Plain words in small letters, and all others as one pattern; `apart` where a letter before is another word."""

    plain: tuple[str, ...]
    others: Phrases | None
    within: int
    """Characters at the end in which a pattern is looked for."""
    apart: bool = False

    def fit(self, text: str, said: str | None = None) -> bool:
        """Whether a text ends in one of these, stops and blanks behind it aside; `said` are its `last_words`."""
        said = last_words(text) if said is None else said
        if said.endswith(self.plain) and (not self.apart or any(_ends_in(said, word) for word in self.plain)):
            return True
        return self.others is not None and self.others.search(text, max(0, len(text) - self.within)) is not None


def endings(words: Iterable[str], within: int, apart: bool = False) -> Endings:
    """These words, some of them patterns; case is ignored."""
    plain = tuple(word.lower() for word in words if _PLAIN.fullmatch(word) and len(word) < 40)
    others = [word for word in words if word.lower() not in plain]
    before = r"(?:\A|\W)" if apart else ""
    found = phrases([rf"{before}(?:{'|'.join(others)})\W*\Z"]) if others else None
    return Endings(plain, found, within, apart)


def last_words(text: str) -> str:
    """The last forty characters of a text in small letters, stops and blanks behind its last word aside."""
    end = len(text)
    if end and not text[-1].isalnum():
        # Most texts end in a stop that can be told at once.
        end = len(text.rstrip(_STOPS))
        while end and not _is_of_word(text[end - 1]):
            end -= 1
    return text[end - 40 if end > 40 else 0 : end].lower()


def _ends_in(said: str, word: str) -> bool:
    """Whether a text ends in a word that is not the end of another one."""
    before = len(said) - len(word) - 1
    return said.endswith(word) and (before < 0 or not _is_of_word(said[before]))


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"
