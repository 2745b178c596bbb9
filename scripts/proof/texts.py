"""What is compared: the words of a provision with their surroundings, and the value that says what differs."""

from __future__ import annotations

import re

from attrs import frozen

from controllist.codes import ControlCode
from controllist.normalize import caret_exponents, raised_exponents

PURPOSE = re.compile(
    r"""
    ^\s* For \s the \s purposes? \s of \b [^,:]* [,:]
  | ^\s* In \s [0-9A-Z][\w.]* ,? (?= \s ')
  | (?<= ' ) \s in \s (?:[0-9][A-E]\d|ML) [^,:;]*? (?= \s (?:means|includes?|refers|is|are) \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The words that open a note by saying what it is about: no reference or figure of its own."""


@frozen
class Texts:
    """A provision's words, those of its parents, and its place."""

    text: str
    above: tuple[str, ...] = ()
    code: ControlCode | None = None
    about: tuple[ControlCode, ...] = ()
    labels: frozenset[str] = frozenset()
    """Labels of the items below and of the place itself, which our words may name ("items 1 to 3")."""
    terms: frozenset[str] = frozenset()
    """What a definition defines; the law repeats it in its sentence, a digest need not."""


@frozen
class Disagreement:
    """A fact that one side has and the other has not; an empty value means: does not say it."""

    code: str
    field: str
    official: str
    digest: str
    where: str = ""
    """Place in the digest, where its code is another one."""

    def __str__(self) -> str:
        place = f"{self.code} ({self.where} here)" if self.where and self.where != self.code else self.code
        return (
            f"{place}: {self.field}: the law {self.official or 'has none'!r}, the digest {self.digest or 'has none'!r}"
        )


def tidy(text: str) -> str:
    """The text with spellings levelled that converters and printers vary and the grammar does not take.

    >>> tidy("level 1 024, 17,0 - 23,0 %, 20log10F and \u2033software\u2033")
    'level 1024, 17,0 to 23,0 %, 20 log₁₀F and "software"'
    """
    text = raised_exponents(caret_exponents(text.translate(_ALIKE)))
    text = re.sub(r"(?<=\d)\s?oC\b", " °C", text)
    text = re.sub(r"(?<=\d) x (?=[\d(])", " × ", text)
    text = re.sub(r"(?<=\d)±(?=\d)", " ± ", text)
    text = re.sub(r"\b(\d{2,7}-)( ?)(\d\d-) ?(?=\d\b)", r"\1\3", text)
    text = re.sub(r"\b(Notes?)(?=\d)", r"\1 ", text)
    text = re.sub(r"(?<![\d.,])(\d{1,3})((?:[ \u00a0\u2009\u202f]\d{3})+)(?!\d)", _without_blanks, text)
    text = re.sub(r"(?<=\d) [-–] (?=\d)", " to ", text)
    return re.sub(r"\s?log(10|2)(?!\d)", lambda m: " log" + m[1].translate(_LOWERED), text)


_ALIKE = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789") | str.maketrans({"\u2033": '"', "ﬁ": "fi", "º": "°", "*": " × "})
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _without_blanks(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\D", "", match[2])
