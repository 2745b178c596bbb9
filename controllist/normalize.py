"""Spellings that mean the same: blanks, quotation marks, dashes, exponents.

Each equivalence is written down with its reason, so that a comparison of two texts can say what it overlooked.
`fold` is for comparing and searching; the texts in a tree keep their own spelling.
"""

from __future__ import annotations

import re

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", "0123456789-+n")
TO_SUPERSCRIPT = str.maketrans("0123456789-+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ")
_SUPERSCRIPT_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ]+")
_CARET = re.compile(r"\^(?:\{([^}]+)\}|\(([-+]?\d+)\)|([-+−–]?\d+))")

_EQUAL = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "′": "'",  # quotation marks and primes: converters mix them
        "“": '"', "”": '"', "„": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",  # dashes and minus
        "\u00ad": None, "\u200b": None, "\ufeff": None,  # soft hyphen, zero width
        "\u03bc": "µ", "\u2126": "Ω",  # two characters for micro and for ohm
    }
)  # fmt: skip
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, joiners and marks of no width: print does not show them, and a word is the same without."""
_DIGIT_GROUP = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_BLANK_BEFORE = re.compile(r" (?=[;,.:)\]])|(?<=[(\[]) ")


def blanks(text: str) -> str:
    """One blank for any run of blanks, none at the ends; soft hyphens and characters without a width are gone.

    >>> blanks("  45\\u00a0 nm "), blanks("3B\\u200b001 equip\\u00adment")
    ('45 nm', '3B001 equipment')
    """
    text = text.strip()
    if text.isprintable() and "  " not in text:
        # Of all blanks and unseen characters only the space counts as printable.
        return text
    levelled = " ".join(text.split())
    if levelled.isascii() or levelled.isprintable():
        # No unseen character is printable.
        return levelled
    return " ".join(_UNSEEN.sub("", text).split())


def visible(text: str) -> int:
    """How many characters are no blanks.

    >>> visible(" 45\\u00a0nm ")
    4
    """
    return len(text) - text.count(" ") if text.isprintable() else len("".join(text.split()))


def caret_exponents(text: str) -> str:
    """Raised digits as `^n`, the one spelling for exponents inside the program.

    >>> caret_exponents("5 × 10⁻⁶ m²"), caret_exponents("10^{6} and ^{}")
    ('5 × 10^-6 m^2', '10^6 and ^{}')
    """
    if not text.isascii():
        text = _SUPERSCRIPT_RUN.sub(lambda m: "^" + m[0].translate(SUPERSCRIPTS), text)
    if "^" not in text:
        return text
    return _CARET.sub(lambda m: "^" + (m[1] or m[2] or m[3]).replace("−", "-").replace("–", "-"), text)


def has_exponent(text: str) -> bool:
    """Whether anything in a text is raised, by glyph or by sign.

    >>> has_exponent("10⁶"), has_exponent("10^6"), has_exponent("106")
    (True, True, False)
    """
    return "^" in text or (not text.isascii() and bool(_SUPERSCRIPT_RUN.search(text)))


def raised_exponents(text: str) -> str:
    """`10^-6` as `10⁻⁶`, for people.

    >>> raised_exponents("10^-6")
    '10⁻⁶'
    """
    return _CARET.sub(lambda m: (m[1] or m[2] or m[3]).replace("−", "-").translate(TO_SUPERSCRIPT), text)


def fold(text: str) -> str:
    """The text with everything levelled that typography or a converter may change without changing the law.

    >>> fold("‘MRF’ of 45\\u00a0nm ; 10⁶")
    "'MRF' of 45 nm; 10^6"
    """
    text = caret_exponents(text)
    if not text.isascii():
        text = text.translate(_EQUAL)
    text = _DIGIT_GROUP.sub("", blanks(text))
    return _BLANK_BEFORE.sub("", text)
