"""Phrases that are looked for in any case: in a text of plain letters, quickly.

A pattern that ignores case is tried at every character, one that does not only where one of its first letters stands.
So the phrases are looked for in small letters, where that is the same: in a text of ASCII, and in any other without
letters that are the same as one of ASCII, if the phrases themselves are ASCII.

>>> found = phrases(["all of the following", "each of"])
>>> [bool(found.search(text)) for text in ("ALL of the following", "for each", "µ, Each of", "all of the followıng")]
[True, False, True, True]
>>> [match.end() for match in found.finditer("each of, Each of")]
[7, 16]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

_ESCAPE = re.compile(r"\\.")
_LIKE_ASCII = re.compile("[ıſİK]")
"""Letters that are the same as one of ASCII where case is ignored."""


@frozen(eq=False)
class Phrases:
    """One pattern of several phrases; `small` is the same for small letters alone, None where it must ignore case."""

    pattern: re.Pattern[str]
    small: re.Pattern[str] | None
    is_ascii: bool
    """Whether no other letters are in the pattern."""

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first place where one of the phrases stands; the text of the match may be in small letters."""
        if self.small is None or not self._is_plain(text):
            return self.pattern.search(text, start)
        return self.small.search(text.lower(), start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places, in order, that do not overlap."""
        if self.small is None or not self._is_plain(text):
            return self.pattern.finditer(text)
        return self.small.finditer(text.lower())

    def _is_plain(self, text: str) -> bool:
        """Whether a text fits in small letters where it fits at all, and only there."""
        return text.isascii() or (self.is_ascii and not _LIKE_ASCII.search(text))


def phrases(alternatives: Iterable[str]) -> Phrases:
    """These phrases, each a pattern; without any, what is never found."""
    written = "|".join(alternatives)
    whole = f"(?:{written})" if written else "(?!)"
    plain = _ESCAPE.sub("", whole)
    is_small = plain == plain.lower() and not _LIKE_ASCII.search(plain)
    return Phrases(re.compile(whole, re.IGNORECASE), re.compile(whole) if is_small else None, plain.isascii())
