"""Mutations of a seed: what a cut download, a converter, an editor or an attacker does to a file.

Everything hangs on the `random.Random` given, so that a number names an input for good.

>>> from random import Random
>>> mutated("1A001 Anvils", [], Random(3)) == mutated("1A001 Anvils", [], Random(3))
True
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

NASTY = (
    "\x00", "\x1b[2J", "\ufeff", "\u202e", "\u2066", "\u200b", "\u00ad", "\u0301" * 20, "\ud800", "\udcff", "\ufffe",
    "\U0010ffff", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u00a0" * 9, "²", "⁻¹⁰", "½", "٣", "９", "ǅ", "ß", "İ",
)  # fmt: skip
"""Control characters, right-to-left marks, lone surrogates, foreign digits, letters that fold oddly."""

TOKENS = (
    "1A001", "3B001.f.1.b.2", "ML10.c", "3B501", "a.", "1.", "b.2.", "(i)", "Note:", "Note 2:", "Technical Note:",
    "N.B.", "> 10 kW", "≤ 2,40 nm", "10^6", "1×10⁻⁶ Pa", "between 5 % and 7 %", "exceeding 1.1 or", "7440-61-1",
    '"lasers"', "'local term'", "any of the following:", "and", "or", "specified in 3A001.a.1", "0", "-", "–", "/",
    "9" * 400, "1e999999", "1/0", "(" * 300, ")" * 300, "'" * 99, '"' * 99, "a" * 5000, "a." * 900, " " * 3000, ";",
    ",",
    "{", "}", "[", "]", "null", "1e400", "NaN", "<p>", "</p>", "<table>", "<!--", "]]>", "&amp;", "&#0;", "&x;",
    "<?x?>",
    "|", "\n", "\t", "\n\n\n", "@unknown", "#note.1", "~2", "=", ":", "\\", "\\ud800", "%", "€",
)  # fmt: skip


def _cut(text: str, _: Sequence[str], draw: Random) -> str:
    return text[: draw.randrange(len(text) + 1)]


def _drop(text: str, _: Sequence[str], draw: Random) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + text[at + draw.choice((1, 2, 7, 60)) :]


def _double(text: str, _: Sequence[str], draw: Random) -> str:
    at = draw.randrange(len(text) + 1)
    piece = text[at : at + draw.choice((1, 5, 40, 400))]
    return text[:at] + piece * draw.choice((2, 3, 30)) + text[at:]


def _insert(text: str, _: Sequence[str], draw: Random) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + draw.choice(draw.choice((TOKENS, NASTY))) + text[at:]


def _swap(text: str, _: Sequence[str], draw: Random) -> str:
    a, b, c = sorted(draw.randrange(len(text) + 1) for _ in range(3))
    return text[:a] + text[b:c] + text[a:b] + text[c:]


def _change(text: str, _: Sequence[str], draw: Random) -> str:
    at = draw.randrange(len(text) + 1)
    code = draw.choice((draw.randrange(128), draw.randrange(0x3000), draw.randrange(0x110000)))
    return text[:at] + chr(code) + text[at + 1 :]


def _splice(text: str, others: Sequence[str], draw: Random) -> str:
    other = draw.choice(others) if others else text
    return text[: draw.randrange(len(text) + 1)] + other[draw.randrange(len(other) + 1) :]


def _shuffle_lines(text: str, _: Sequence[str], draw: Random) -> str:
    lines = text.split("\n")
    draw.shuffle(lines)
    return "\n".join(lines)


def _case(text: str, _: Sequence[str], draw: Random) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + text[at : at + 30].swapcase() + text[at + 30 :]


_WAYS: tuple[Callable[[str, Sequence[str], Random], str], ...] = (
    _cut, _drop, _double, _insert, _insert, _insert, _swap, _change, _change, _splice, _shuffle_lines, _case,
)  # fmt: skip
LONGEST = 60_000
"""Longer ones are tested on purpose in tests/hard; here many inputs count."""


def mutated(seed: str, others: Sequence[str], draw: Random) -> str:
    """The seed after one to six changes, at most `LONGEST` characters."""
    text = seed
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        text = draw.choice(_WAYS)(text, others, draw)[:LONGEST]
    return text


def damaged(data: bytes, draw: Random) -> bytes:
    """The same for bytes: cut, flipped, overwritten, for what no text mutation reaches (zip, UTF-8)."""
    kept = bytearray(data)
    for _ in range(draw.choice((1, 2, 5))):
        if not kept:
            break
        at = draw.randrange(len(kept))
        way = draw.randrange(4)
        if way == 0:
            kept[at] ^= 1 << draw.randrange(8)
        elif way == 1:
            del kept[at : at + draw.choice((1, 4, 50))]
        elif way == 2:
            kept[at:at] = bytes(draw.randrange(256) for _ in range(draw.choice((1, 4, 30))))
        else:
            kept[at : at + 4] = draw.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xed\xa0\x80", b"\xc3"))
    return bytes(kept)
