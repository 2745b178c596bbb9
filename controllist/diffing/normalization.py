"""Which differences of spelling are none: written equivalences for comparing the wording of a list.

Two printings of one law differ in typography, in what a converter made of it, and in what editors freshen without
anybody meaning a change. `normalize.fold` levels blanks, quotation marks, dashes and exponents; `equivalences.toml` has
the rest, each with the reason why it cannot touch what is controlled.

`key` levels what is never a change; `words` gives the words that remain, for telling what changed.

>>> key("Equipment optimized for ‘MRF’ of 1,5 nm; and") == key("equipment optimised for 'MRF' of 1.5 nm.")
True
>>> key("less than 10^6 Gy") == key("less than 10^5 Gy")
False
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from sys import intern

from attrs import frozen

from controllist.normalize import fold, has_exponent
from controllist.packaged import packaged


@frozen
class Equivalence:
    """What is levelled, why, and how; a text that it alters holds one of `signs`, where there are any."""

    name: str
    reason: str
    pattern: re.Pattern[str]
    replacement: str
    signs: tuple[str, ...] = ()

    def apply(self, text: str) -> str:
        if self.signs and not any(sign in text for sign in self.signs):
            return text
        return self.pattern.sub(self.replacement, text)


@lru_cache
def equivalences() -> tuple[Equivalence, ...]:
    """The table of `equivalences.toml`, in the order in which they apply."""
    table = tomllib.loads(packaged(__package__, "equivalences.toml"))
    parts = table["parts"]

    def compiled(pattern: str) -> str:
        pattern = re.sub(r"\n\s*", "", pattern)
        return re.sub(r"<([a-z_]{4,})>", lambda part: compiled(parts[part[1]]), pattern)

    return tuple(
        Equivalence(
            row["name"],
            row["reason"],
            re.compile(compiled(row["pattern"])),
            row["replacement"],
            tuple(row.get("signs", ())),
        )
        for row in table["equivalences"]
    )


# Characters of the Symbol font, which a PDF gives by their place in that font.
_SYMBOL_FONT = str.maketrans("\uf0b0\uf0b4\uf0a3\uf0b3\uf0b1\uf063\uf06d\uf073\uf0f2", "°×≤≥±χµσ∫")
_HYPHEN = re.compile(r"-(?!\d)")
_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")
_WITHOUT_WEIGHT = str.maketrans("", "", " ,;:'\"()[]")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_FLATTENED = re.compile(r"(?<![\d.])10(?:\^-?\d+| ?- ?\d*|-?\d{1,2})?(?![\d.])")
_BETTER = re.compile(r"\b(?:better than|or better)\b|\([a-z]+ is better\)", re.IGNORECASE)
_TOKEN = re.compile(
    r"""
      ml\d+(?:\.[a-z0-9]+)*              # a place of the military list
    | [^\W\d_]+(?:[-'][^\W\d_]+)*\d*     # a word, with an inner hyphen or apostrophe, or a formula such as uf6
    | ⟦\d+⟧                              # a bound, taken out of the text by `wording`
    | \d[a-e]\d{3}(?:\.[a-z0-9]+)*       # a code: 3a001.b.2
    | (?<![\w.)])-?\d+(?:\.\d+)?(?:\^-?\d+)?   # a number, with its minus
    | \d+(?:\.\d+)?(?:\^-?\d+)?          # or behind a dash that is none
    | \S                                 # any other sign
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=40_000)
def levelled(text: str) -> str:
    """The text in lower case after all equivalences.

    >>> levelled("Note: In 3A001.b.10., F is the offset;")
    'f is the offset'
    """
    text = fold(text.translate(_SYMBOL_FONT)).casefold()
    for equivalence in equivalences():
        text = equivalence.apply(text)
    return text


@lru_cache(maxsize=40_000)
def key(text: str) -> str:
    """What two wordings must share to be one: letters, figures and the signs that carry meaning.

    Blanks, hyphens, commas, quotation marks and brackets are dropped, so that a word broken at a line's end is the
    word, and a lost blank ("havingall") none; a doubled consonant counts once (labelled, labeled; focussed, focused).
    A minus or hyphen counts only between or before figures: 10^-6, -80 dB.

    >>> key("photo- sensitive, having all") == key("photosensitive havingall")
    True
    """
    text = _DOUBLED.sub(r"\1", _HYPHEN.sub("", levelled(text)))
    return _STOP.sub("", text).translate(_WITHOUT_WEIGHT)


@lru_cache(maxsize=20_000)
def same(before: str, after: str) -> bool:
    """Whether two wordings say the same, after all equivalences.

    Where one of them has lost its exponents (`1012` for 10¹²), the powers of ten are left out of the comparison: what a
    converter lost is no change of the law.

    >>> same("fluence above 10¹² n/cm²", "fluence above 1012 n/cm2")
    True
    >>> same("fluence above 10¹² n/cm²", "fluence above 10¹³ n/cm²")
    False
    """
    if before == after or key(before) == key(after) or _without_blanks(before) == _without_blanks(after):
        return True
    if any(_BETTER.search(text) for text in (before, after)):
        return key(_by_side(before)) == key(_by_side(after))
    return has_exponent(before) != has_exponent(after) and _without_powers(before) == _without_powers(after)


def _without_blanks(text: str) -> str:
    """The text without blanks and quotation marks: `- 40` is -40, and `Al - X - Mg` is Al-X-Mg."""
    return re.sub(r"[\s'\"]", "", fold(text)).rstrip(".;")


def _by_side(text: str) -> str:
    """The text with every comparison as strict or inclusive alone: `better than` leaves the side to the property.

    >>> _by_side("purity better than 5 %") == _by_side("purity > 5 % (greater is better)")
    True
    >>> _by_side("0.1 % of the value or better") == _by_side("≤ 0.1 % of the value (smaller is better)")
    True
    """
    text = re.sub(r"\s*\([a-z]+ is better\)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(\d[\d.,]*(?:(?!\d)[^;:])*?) or better\b", r"≶= \1", text)
    text = re.sub(r"\b(?:equal to or )better than|[≤≥]", "≶=", text)
    return re.sub(r"\bbetter than\b|[<>]", "≶", text)


def _without_powers(text: str) -> str:
    """The key without powers of ten and raised figures."""
    plain = _FLATTENED.sub("10", levelled(text))
    plain = re.sub(r"(?<=[a-zµω])\^?-?\d\b", "", plain)
    return re.sub(r"-(?!\d)|[\s,;:.'\"()\[\]^]", "", plain)


@lru_cache(maxsize=40_000)
def words(text: str) -> tuple[str, ...]:
    """The words, figures and signs of a text after all equivalences, quotation marks left out.

    >>> words('"Laser" diodes, 5 W or more')
    ('laser', 'diodes', ',', '5', 'w', 'or', 'more')
    """
    return tokens(levelled(text))


def tokens(level: str) -> tuple[str, ...]:
    """The words, figures and signs of a levelled text, quotation marks left out; one string for each word there is."""
    return tuple([intern(w) for w in _TOKEN.findall(level) if w not in "\"'"])
