"""Mutations of a seed: what a cut download, a converter, an editor or an attacker does to a file.

Everything hangs on the `random.Random` given, so that a number names an input for good.

>>> from random import Random
>>> mutated("1A001 Anvils", [], Random(3)) == mutated("1A001 Anvils", [], Random(3))
True
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

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


# Most mutations of markup, JSON or a package only make it unreadable, and what lies behind the first reader is never
# tried. Those below keep the outer form sound and change what it holds.

_TAGS = re.compile(r"(<[^<>]*>)")
_NOT_IN_XML = re.compile("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def mutated_markup(text: str, draw: Random) -> str:
    """Markup that stays well-formed where the seed was: its texts are changed, its elements doubled, moved, wrapped."""
    pieces = _TAGS.split(text)
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        at = 2 * draw.randrange(len(pieces) // 2 + 1)
        way = draw.randrange(6)
        if way < 3:
            changed = _NOT_IN_XML.sub("", mutated(pieces[at], [], draw))
            pieces[at] = changed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            continue
        begin, end = _element(pieces, draw)
        if way == 3:
            pieces[end:end] = pieces[begin:end] * draw.choice((1, 2, 9))
        elif way == 4:
            taken = pieces[begin:end]
            del pieces[begin:end]
            to = 2 * draw.randrange(len(pieces) // 2 + 1)
            pieces[to:to] = taken if draw.random() < 0.7 else []
        else:
            name = draw.choice(("P", "p", "td", "table", "NP", "TXT", "li", "al", "span", "x:y", "HT", "NOTE", "ul"))
            depth = draw.choice((1, 2, 40, 300))
            pieces[begin] = f"{pieces[begin]}{f'<{name}>' * depth}"
            pieces[end - 1] = f"{pieces[end - 1]}{f'</{name}>' * depth}"
    return "".join(pieces)[:LONGEST]


def _element(pieces: list[str], draw: Random) -> tuple[int, int]:
    """Where an element begins and ends among pieces of markup, from text to text; nothing where none is whole."""
    begin = 2 * draw.randrange(len(pieces) // 2 + 1)
    depth = 0
    for at in range(begin + 1, len(pieces), 2):
        tag = pieces[at]
        depth += 0 if tag.endswith("/>") or tag[1:2] in "?!" else -1 if tag.startswith("</") else 1
        if depth <= 0:
            return (begin, at + 1) if depth == 0 else (begin, begin)
    return begin, begin


def mutated_json(text: str, draw: Random) -> str:
    """JSON that stays JSON: values replaced, keys renamed, lists doubled or emptied."""
    whole = json.loads(text)
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        place, key = _place(whole, draw)
        if place is None:
            break
        old, way = place[key], draw.randrange(5)
        if way == 0:  # made anew each time: a later turn may change what is in it
            place[key] = draw.choice(
                (None, True, 0, -1, 10**30, 1.5, "", [], {}, [[]], {"": None}, "2099-13-01", "\ud800")
            )
        elif way == 1 and isinstance(place, dict):
            place[draw.choice((f"{key}s", "text", "code", ""))] = place.pop(key)
        elif way == 2 and isinstance(place, list):
            place[key:key] = [old] * draw.choice((1, 2, 30))
        elif way == 3:
            del place[key]
        else:
            place[key] = mutated(str(old), [], draw)
    return json.dumps(whole, ensure_ascii=draw.random() < 0.5)[:LONGEST]


def _place(whole: Any, draw: Random) -> tuple[Any, Any]:
    """A container somewhere in a JSON value and a key or number in it."""
    at, key = None, None
    here = whole
    while isinstance(here, dict | list) and here and (at is None or draw.random() < 0.8):
        at, key = here, draw.choice(list(here)) if isinstance(here, dict) else draw.randrange(len(here))
        here = here[key]
    return at, key


def mutated_lines_of_json(text: str, draw: Random) -> str:
    """The same for a file of one JSON value a line: half of the lines are changed."""
    return "\n".join(mutated_json(row, draw) if row and draw.random() < 0.5 else row for row in text.split("\n"))


def mutated_package(data: bytes, draw: Random) -> bytes:
    """A zip that unpacks: its members are changed as markup and now and then carry another name."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sound, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sound.namelist():
            # A name ends at its first NUL, and none can be empty.
            told = mutated(name, [], draw)[:200].partition("\0")[0] if draw.random() < 0.1 else name
            content = mutated_markup(sound.read(name).decode(), draw)
            made.writestr(told.encode("utf-8", "replace").decode() or "x", content.encode("utf-8", "replace"))
    return kept.getvalue()


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
