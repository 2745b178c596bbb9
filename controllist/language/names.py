"""Names in a text whose digits are no figures: CAS numbers, standards, acts, dates, chemicals, isotopes, notes.

A CAS number carries a check digit: the digits before it, weighted by their place from the right, sum to it modulo 10.

>>> is_cas("107-07-3"), is_cas("107-07-4")
(True, False)
>>> [(n.kind, n.printed) for n in read_names("2-chloroethanol (CAS 107-07-3) by ISO 10110-7:2017")]
[('chemical', '2-chloroethanol'), ('cas', '107-07-3'), ('standard', 'ISO 10110-7:2017')]
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Literal, cast

from attrs import frozen

from controllist.packaged import packaged

NameKind = Literal["cas", "code", "standard", "act", "date", "isotope", "chemical", "numbered", "designation"]
_DIGIT = re.compile(r"\d")


@frozen
class Name:
    """A name with digits: `code` is a control code or a place, `numbered` is `Note 3`, `designation` is `S-20`."""

    kind: NameKind
    printed: str
    span: tuple[int, int]


def is_cas(text: str) -> bool:
    """Whether a text is a CAS number whose check digit is right."""
    if not re.fullmatch(r"\d{2,7}-\d\d-\d", text):
        return False
    digits = text.replace("-", "")
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), 1)) % 10 == int(digits[-1])


def read_names(text: str) -> tuple[Name, ...]:
    """All names with digits, in the order of the text, none overlapping."""
    found: list[Name] = []
    for match in _any_name().finditer(text) if _DIGIT.search(text) else ():
        kind = cast(NameKind, match.lastgroup)
        if kind == "cas" and not is_cas(match[0]):
            kind = "designation"
        found.append(Name(kind, match[0], match.span()))
    return tuple(found)


# A name begins where no word goes on, and most have a digit in the next words: to look for that first spares nine tries
# for each letter. It looks no further than 60 letters into a word, lest the time grow with the square of a long one.
_GATE = r"""
    (?<!\w) (?= [\w.(^\[\]] )
    (?= (?: [^\s\d]{1,60}+ \s ){0,3}+ [^\s\d]{0,60}+ \d
      | ECCN | (?:\S{1,60}+\s){1,2} [IVX]+\b | \.[a-z]\b | [NOSPαβγω][,'’-] )
"""


@cache
def _any_name() -> re.Pattern[str]:
    """The expressions of `names.toml` as one, with a group for each kind."""
    table = tomllib.loads(packaged(__package__, "names.toml"))
    kinds = "|".join(f"(?P<{kind}> {pattern} )" for kind, pattern in table["kinds"].items())
    return re.compile(_GATE + "(?:" + re.sub(r"\{([a-z_]+)\}", lambda m: table["parts"][m[1]], kinds) + ")", re.VERBOSE)
