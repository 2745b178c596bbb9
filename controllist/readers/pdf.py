"""PDF by the position of its glyphs: what text extraction loses is seen here, above all that a glyph is raised.

A page is a set of glyphs with a baseline and a size. Glyphs on one baseline make a line; smaller ones that stand above
it are exponents (`^6`), below it subscripts, which stay inline. Lines are laid out on a grid of characters, so that
furniture, contents and columns of labels are found as in `reading.plaintext`, and pages in two columns are read one
column after the other. Needs the optional package pdfminer.six (`pip install "controllist[pdf]"`).

>>> ten = [Glyph(0, 5, 100, 10, "1"), Glyph(5, 10, 100, 10, "0")]
>>> page_text([*ten, Glyph(10, 13, 104, 6, "6"), Glyph(16, 24, 100, 10, "m")])
'10^6 m'
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from attrs import define, evolve, frozen

from controllist.blocks import Block, Document
from controllist.errors import SourceError
from controllist.readers.plaintext import layout_blocks

MAX_PAGES = 3_000
SMALL = 0.82
"""A glyph below this share of the size of its line is an exponent, a subscript or a footnote number."""
LEAST_LIFT, MOST_LIFT = 0.12, 0.8
"""How far above the baseline an exponent stands, in sizes of the line."""
WORD_GAP = 0.18
AFTER_RAISED = 0.12
"""Gaps that part two words, in sizes of the line; behind an exponent the blank is as small as it is."""
COLUMN_GAP = 1.0
GRID = 0.5
"""Width of a column of the grid in sizes of the text: about that of a letter in the Times the lists are set in."""


_TAKES_POWER = re.compile(r"(?:(?<![\d.,])10|\b(?:[kcmdµμ]?m|s|K|V|A|N|g)|[)\]/×x*]|^)\s*\Z")
"""What an exponent may stand on, so that a raised digit there calls no footnote."""
_FOOTNOTE_INDENT = " " * 8
_SYMBOLS = dict(zip(range(0xF041, 0xF05B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOLS |= dict(zip(range(0xF061, 0xF07B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOLS |= {0xF0B4: "×", 0xF0B1: "±", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B0: "°", 0xF0D7: "⋅", 0xF02D: "−", 0xF0B7: "•"}
"""The Symbol font as Word writes it, in the private area of Unicode."""


@frozen
class Glyph:
    """One glyph: its left and right edge, its baseline (counted from the foot of the page), its size, its text."""

    left: float
    right: float
    base: float
    size: float
    text: str


@define
class _Line:
    base: float
    size: float
    glyphs: list[tuple[Glyph, str]]
    """Each glyph with what it is to its line: empty, `raised`, `lowered`, or the `call` of a footnote."""
    footnote: str = ""
    """The number of the footnote that begins here; its glyphs are told by it and not written again."""


def is_pdf(head: bytes) -> bool:
    """Whether a file is a PDF; some have a few bytes of something else before their mark."""
    return b"%PDF-" in head[:1024]


def read_pdf(data: bytes, name: str = "") -> Document:
    """The blocks of a PDF, one for each printed line.

    Raises `SourceError` for a file that is cut, locked or made of pictures, and where pdfminer.six is not installed.
    """
    where = name or "input"
    if b"%%EOF" not in data[-2048:]:
        raise SourceError(f"{where}: expected a complete PDF, found one without its end", name=name)
    footnotes: set[str] = set()
    pages = [page_text(glyphs, footnotes) for glyphs in _pages(data, name)]
    if not any(page.strip() for page in pages):
        raise SourceError(f"{where}: expected a PDF with text, found {len(pages)} pages of pictures", name=name)
    blocks = layout_blocks("\f".join(pages), name, is_exact=True)
    return Document(tuple(_doubtful(b) for b in blocks), form="pdf", surer="the page of the PDF as it is shown")


def _doubtful(block: Block) -> Block:
    """A glyph whose font does not tell its character is told as a doubt, not dropped."""
    if "\ufffd" not in block.text:
        return block
    return evolve(block, doubts=(*block.doubts, "a glyph has no character in its font, written as \ufffd"))


# -- pdfminer's glyphs


def _pages(data: bytes, name: str) -> Iterator[list[Glyph]]:
    try:
        # Heavy, optional, and only for this form.
        from pdfminer.converter import PDFPageAggregator
        from pdfminer.layout import LTChar
        from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
        from pdfminer.pdfpage import PDFPage
    except ImportError:
        raise SourceError(
            f'{name or "input"}: reading a PDF needs pdfminer.six, `pip install "controllist[pdf]"`; '
            "the text of `pdftotext -layout` is read without it",
            name=name,
        ) from None
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    try:
        for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data), check_extractable=False)):
            if number >= MAX_PAGES:
                raise SourceError(f"{name or 'input'}: expected at most {MAX_PAGES} pages, found more", name=name)
            interpreter.process_page(page)
            yield _glyphs(list(_characters(device.get_result(), LTChar)))
    except SourceError:
        raise
    except Exception as error:
        # pdfminer has no one class for what a damaged file may make it raise (KeyError and struct.error among them).
        message = f"{name or 'input'}: expected a PDF that can be read, found a damaged or locked one"
        raise SourceError(f"{message} ({type(error).__name__})", name=name) from None


def _characters(item: Any, kind: type, depth: int = 0) -> Iterator[Any]:
    for child in item:
        if isinstance(child, kind):
            yield child
        elif hasattr(child, "__iter__") and depth < 20:
            yield from _characters(child, kind, depth + 1)


def _glyphs(characters: Sequence[Any]) -> list[Glyph]:
    """Glyphs with their true baseline: a font's descent is known from most of its glyphs, a rise is what differs."""
    descents: dict[str, list[float]] = {}
    upright = [c for c in characters if c.matrix[1] == 0 == c.matrix[2] and c.size > 0]
    for c in upright:
        descents.setdefault(c.fontname, []).append((c.y0 - c.matrix[5]) / c.size)
    usual = {font: median(values) for font, values in descents.items()}
    return [
        Glyph(c.x0, c.x1, c.y0 - usual[c.fontname] * c.size, c.size, _text(c.get_text(), c.fontname))
        for c in upright
        if c.get_text()
    ]


def _text(text: str, font: str) -> str:
    text = re.sub(r"\(cid:\d+\)", "\ufffd", text).replace("\u00a0", " ")
    return text.translate(_SYMBOLS) if "symbol" in font.lower() else text


# -- glyphs to lines


def page_text(glyphs: Sequence[Glyph], footnotes: set[str] | None = None) -> str:
    """A page as lines of text on a grid of characters, exponents as `^n`, two columns one after the other.

    `footnotes` are the numbers of the footnotes of earlier pages; those of this page are added. A raised number that
    calls one is left out, as it is no exponent.
    """
    known = footnotes if footnotes is not None else set()
    visible = [g for g in glyphs if g.text.strip()]
    if not visible:
        return ""
    size = Counter(round(g.size, 1) for g in visible).most_common(1)[0][0]
    lines = _lines(glyphs, size)
    _leave_out_calls(lines, known)
    left = min(g.left for g in visible)
    pieces = []
    for column in _columns(lines, size):
        pieces += _laid_out(column, size, left)
    return "\n".join(pieces)


def _lines(glyphs: Sequence[Glyph], size: float) -> list[_Line]:
    """Lines from the top of the page down; small glyphs join the line they stand above or below."""
    lines: list[_Line] = []
    small = [g for g in glyphs if g.size < SMALL * size and g.text.strip()]
    for glyph in sorted((g for g in glyphs if g.size >= SMALL * size), key=lambda g: -g.base):
        line = lines[-1] if lines else None
        if line is not None and abs(line.base - glyph.base) <= 0.25 * size:
            line.glyphs.append((glyph, ""))
            line.size = max(line.size, glyph.size)
        else:
            lines.append(_Line(glyph.base, glyph.size, [(glyph, "")]))
    lines = [x for x in lines if any(g.text.strip() for g, _ in x.glyphs)]
    own: list[_Line] = []
    for glyph in sorted(small, key=lambda g: (-g.base, g.left)):
        home = _home(glyph, lines)
        if home is not None:
            line, role = home
            line.glyphs.append((glyph, role))
            continue
        line = own[-1] if own else None
        if line is not None and abs(line.base - glyph.base) <= 0.3 * glyph.size:
            line.glyphs.append((glyph, ""))
        else:
            own.append(_Line(glyph.base, glyph.size, [(glyph, "")]))
    return sorted([*lines, *own], key=lambda x: -x.base)


def _home(glyph: Glyph, lines: Sequence[_Line]) -> tuple[_Line, str] | None:
    """The line a small glyph belongs to, and how it stands there: one of its glyphs must be close by."""
    found: list[tuple[float, _Line, str]] = []
    for line in lines:
        lift = (glyph.base - line.base) / line.size
        if not (-0.5 <= lift <= MOST_LIFT):
            continue
        near = min((max(g.left - glyph.right, glyph.left - g.right, 0.0) for g, _ in line.glyphs), default=1e9)
        if near > 0.6 * line.size:
            continue
        role = "raised" if lift >= LEAST_LIFT else "lowered" if lift <= -0.05 else ""
        found.append((near + abs(lift) * line.size, line, role))
    if not found:
        return None
    _, line, role = min(found, key=lambda f: f[0])
    return line, role


def _columns(lines: Sequence[_Line], size: float) -> list[list[_Line]]:
    """The page as one column, or as two where a gutter parts the lines and both sides hold running text."""
    gutter = _gutter(lines, size)
    if gutter is None:
        return [list(lines)]
    sides: tuple[list[_Line], list[_Line]] = ([], [])
    for line in lines:
        for side, keep in zip(sides, (True, False), strict=True):
            kept = [(g, r) for g, r in line.glyphs if (g.left < gutter) is keep]
            if any(g.text.strip() for g, _ in kept):
                side.append(_Line(line.base, line.size, kept))
    return list(sides)


def _gutter(lines: Sequence[_Line], size: float) -> float | None:
    """The middle of an upright stripe near the middle of the page that no line crosses, with much text on both sides.

    The gap between labels and their text is no gutter: there is little text on its left.
    """
    spans = [(min(g.left for g, _ in x.glyphs), max(g.right for g, _ in x.glyphs)) for x in lines]
    if len(lines) < 8:
        return None
    left, right = min(a for a, _ in spans), max(b for _, b in spans)
    steps = [left + (right - left) * k / 40 for k in range(14, 27)]
    for at in sorted(steps, key=lambda x: abs(x - (left + right) / 2)):
        crossing = sum(
            any(g.left < at + 0.5 * size and g.right > at - 0.5 * size and g.text.strip() for g, _ in x.glyphs)
            for x in lines
        )
        if crossing:
            continue
        shares = [
            sum(len(g.text) for x in lines for g, _ in x.glyphs if (g.right < at) is side) for side in (True, False)
        ]
        if min(shares) > 0.3 * sum(shares):
            return at
    return None


def _footnote_number(line: _Line, half: float) -> str:
    """The raised number a line in the lower half of the page begins with; empty for any other line."""
    ordered = [(g, r) for g, r in sorted(line.glyphs, key=lambda pair: pair[0].left) if g.text.strip()]
    number = "".join(g.text for g, _ in itertools.takewhile(lambda pair: pair[1] == "raised", ordered))
    return number if line.base < half and number.isdecimal() and len(number) < len(ordered) else ""


def _leave_out_calls(lines: Sequence[_Line], known: set[str]) -> None:
    """Take raised numbers that call a footnote out of their lines; the footnotes begin with the same numbers."""
    half = (lines[0].base + lines[-1].base) / 2
    for line in lines:
        number = _footnote_number(line, half)
        # Footnotes count on; a number out of turn is an exponent cut off at the end of the line above.
        if number and int(number) in (1, max(map(int, known), default=0) + 1):
            known.add(number)
            line.footnote = number
    for line in lines:
        if line.footnote:
            continue
        ordered = sorted(line.glyphs, key=lambda pair: pair[0].left)
        kept: list[tuple[Glyph, str]] = []
        for role, run in itertools.groupby(ordered, key=lambda pair: pair[1]):
            glyphs = list(run)
            number = "".join(g.text for g, _ in glyphs).strip()
            before = "".join(g.text for g, _ in kept)
            if role == "raised" and number in known and not _TAKES_POWER.search(before):
                glyphs = [(g, "call") for g, _ in glyphs]
            kept += glyphs
        line.glyphs[:] = kept


def _laid_out(lines: Sequence[_Line], size: float, left: float) -> list[str]:
    """Each line with blanks that put its words where they stand, and an empty line where the page leaves space.

    A footnote is laid out as print extraction does: its number on a line of its own, its text to the right of it.
    """
    found: list[str] = []
    above: float | None = None
    in_footnotes = False
    for line in lines:
        if above is not None and above - line.base > 1.9 * size:
            found.append("")
            in_footnotes = in_footnotes and above - line.base < 2.6 * size
        above = line.base
        if line.footnote:
            in_footnotes = True
            found.append(line.footnote)
        text = _line_text(line, size, left)
        if found and found[-1].endswith("^-") and text.lstrip().startswith("^"):
            text = text.replace("^", "", 1)  # an exponent cut at the end of the line, behind its minus
        found.append(_FOOTNOTE_INDENT + text.lstrip() if in_footnotes else text)
    return found


def _line_text(line: _Line, size: float, left: float) -> str:
    text = ""
    end: float | None = None
    pending, role_before = False, ""
    left_out = len(line.footnote)
    for glyph, role in sorted(line.glyphs, key=lambda pair: pair[0].left):
        if glyph.text.strip() and (role == "call" or left_out):
            left_out = max(0, left_out - len(glyph.text))
            end = glyph.right if text else None
            continue
        if not glyph.text.strip():
            pending = True
            continue
        gap = glyph.left - end if end is not None else None
        column = round((glyph.left - left) / (GRID * size))
        if gap is None or gap > COLUMN_GAP * size:
            text = text.rstrip().ljust(column) if gap is None or column > len(text) else text + "  "
            role_before = ""
        elif (pending and gap > -0.3 * size) or gap > (AFTER_RAISED if role_before else WORD_GAP) * line.size:
            text += " "
            role_before = ""
        text += _shown(glyph.text, role, role_before)
        end = glyph.right if end is None else max(end, glyph.right)
        pending, role_before = False, role
    return text.rstrip()


def _shown(text: str, role: str, before: str) -> str:
    """A glyph as text: the first of a raised run with `^`; a raised o is a degree sign, a raised star a mark.

    >>> [_shown("–", "raised", ""), _shown("6", "raised", "raised"), _shown("o", "raised", "")]
    ['^-', '6', '°']
    """
    if role != "raised":
        return text
    if text in ("o", "º", "°"):
        return "°"
    if not before and not (text[0].isalnum() or text[0] in "-–−+("):
        return text
    return ("" if before == "raised" else "^") + text.replace("–", "-").replace("−", "-")
