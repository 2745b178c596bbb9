"""Text that says one thing over and over: the work grows with its length, not with the square of it.

What is counted is calls of functions, those of Python itself (searches, matches, slices) among them, and no seconds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from controllist.language.names import read_names
from controllist.language.quantities import read_quantities
from controllist.language.references import read_references
from controllist.language.thresholds import read_thresholds

READERS: dict[str, Callable[[str], object]] = {
    "names": read_names,
    "quantities": read_quantities,
    "thresholds": read_thresholds,
    "references": read_references,
}
REPEATED = [
    "1,",
    "½ ",
    "> 10 kW",
    "> 10 kW ",
    "10 kW or more ",
    "two or more ",
    "between 5 and 9 mm ",
    "5 mm < gap < 9 mm ",
    "( > 5 nm) ",
    "at 25 °C < 3 nm ",
    "958 K (685 °C) ",
    "measured at 5 N, > 3 nm ",
    "length > 100 m or ",
    "> (",
    "> (1 + L ",
    "3B001.a, ",
    "1-",
]


def calls(reader: Callable[[str], object], text: str) -> int:
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        reader(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("name", READERS)
def test_twice_the_text_is_twice_the_work(name: str, piece: str) -> None:
    reader = READERS[name]
    # Names are looked for within 2,000 characters: both sizes lie well above that, else the growth up to there tells.
    short, long = (piece * (size // len(piece)) for size in (4_000, 8_000))
    reader(piece)  # what is set up once is no part of it
    assert calls(reader, long) <= 2.5 * calls(reader, short) + 200
