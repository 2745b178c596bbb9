"""Text of a PDF as `pdftotext -layout` gives it: form feeds, columns made of blanks, and everything a page has.

Each printed line becomes a block with its indentation. Page numbers, running heads and tables of contents are set
apart. A digit that was raised stands on a line of its own above the text, or behind its ten as if it were another
digit, or nowhere: it is put back where it stood, and a power of ten that has lost its raised digits without a trace is
written with `^` and given as a doubt, so that no reader takes it for sure.

>>> document = read_plaintext(b"1A001   Pumps above 5 x 103 Pa;\\n        a.   Steel\\n\\f                 7\\n")
>>> [(b.text, b.indent, b.discard) for b in document.blocks]
[('1A001 Pumps above 5 x 10^3 Pa;', 0, None), ('a. Steel', 8, None), ('7', 17, 'page number')]
>>> document.blocks[0].doubts
('a raised digit is lost in print: "x 103", read as 10^3',)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import define, frozen

from controllist.blocks import Block, Discard, Document, Style
from controllist.errors import SourceError
from controllist.locations import Location
from controllist.normalize import blanks

_JOURNAL = r"""
    (?: Official\ Journal\ of\ the\ European\ (?: Union | Communities )
      | Publicatieblad\ van\ de\ Europese\ (?: Unie | Gemeenschappen )
      | Amtsblatt\ der\ Europäischen\ (?: Union | Gemeinschaften )
      | Journal\ officiel\ (?: de\ l['’]Union\ européenne | des\ Communautés\ européennes )
      | Úřední\ věstník\ Evropské\ unie )
"""
_BESIDE = r"""
    (?: \s*+ (?: \d{1,2} [./] \d{1,2} [./] \d{4}                 # the day of the issue
      | [A-Z]{2} | \[ [A-Z]{2} \]                               # the language
      | [LC] \s? \d{1,4} (?: \s? [A-Z] )? (?: / \d{1,5} )?      # the issue and the page
      | (?: [LC] , \s? )? \d{4} / \d{1,5} | \d{1,4} / \d{1,4}   # the number of an act by act issue, the page of pages
      ) )*+ \s*+
"""
_HEAD = re.compile(_BESIDE + _JOURNAL + _BESIDE, re.VERBOSE)
_LONGEST = 110


def is_page_head(text: str) -> bool:
    """Whether a text is the head of a page: the name of the journal with date, language, issue and page around it."""
    # This is asked of every paragraph, and a word of one of the names stands in few.
    return (
        len(text) <= _LONGEST
        and ("Journal" in text or "Publicatieblad" in text or "Amtsblatt" in text or "věstník" in text)
        and bool(_HEAD.fullmatch(text))
    )


_RAISED_LINE = re.compile(r"\s*[-–−+]?\d{1,3}(?:\s+[-–−+]?\d{1,3})*\s*")
_RAISED = re.compile(r"[-–−+]?\d{1,3}")
_SLOT = re.compile(
    r"""
    (?P<ten> (?: (?<=\d\ [x×]\ ) | (?<=\d[x×]\ ) | (?<=\d\ [x×]) ) 10 ) (?= \s | [/;,.)] | \Z )   # must have one
    | (?<![\d,.]) 10 (?= \s | [/;,.)] | \Z )                       # a ten that may have an exponent
    | (?: \b | (?<=/) ) (?: [kcmµμd]?m | s ) (?= \s | [;,.)/] | \Z )   # a unit that may be squared or cubed
    """,
    re.VERBOSE,
)
_NEAR, _NEAR_SIGNED = 9, 16
"""Columns by which a raised digit may be off, one with a sign further: pdftotext lays out each line by its own."""

_TEN = re.compile(r"(?P<sign>[x×]\s?)10\s?(?P<power>[-–−]\s?\d{1,2}|\d{1,2})(?![\d,.]*\d)(?!\s?[x×])")
_LONE = re.compile(
    r"(?<![\d,.\-–/x×] )(?<![A-Z]{2} )(?<![\w,.\-–/])10(?P<power>[1-9]\d?)"
    r"(?= [^\W\d_]{3,})(?! (?:nm|kPa|MPa|GHz|MHz|kHz))"
)
_UNIT = re.compile(r"(?P<before>\d\s?|/|\bper )(?P<unit>(?:[kcmµμd]?m|s))(?P<power>[23])(?![\w.])")


def join_raised(lines: Sequence[str], usable: Sequence[bool]) -> list[str | None]:
    """The lines with raised digits joined to the line they belong to; None for the lines that held only these."""
    found: list[str | None] = list(lines)
    for i, line in enumerate(lines):
        if not usable[i] or not line.strip() or not _RAISED_LINE.fullmatch(line):
            continue
        marks = [(m.start(), m[0]) for m in _RAISED.finditer(line)]
        before = found[i - 1] if i else None
        if before is not None and re.search(r"\b10 ?[-–−]\Z", before.rstrip()) and len(marks) == 1:
            # "10 -" at the end of a line and its digits below: the minus was not raised with them.
            found[i - 1] = re.sub(r"\b10 ?[-–−]\Z", f"10^-{marks[0][1]}", before.rstrip())
            found[i] = None
            continue
        below = found[i + 1] if i + 1 < len(lines) and usable[i + 1] else None
        joined = _join(marks, below) if below else None
        if joined is not None:
            found[i], found[i + 1] = None, joined
    return found


def _join(marks: Sequence[tuple[int, str]], below: str) -> str | None:
    """The line with each raised digit at a place that can take one, in order; None where one has no place.

    A ten behind a multiplication sign must have its exponent, so it goes before the unit behind it; else the nearest.

    >>> _join([(13, "6"), (16, "2")], "more than 7 x 10 N/m ;"), _join([(16, "6")], "more than 7 x 10 m;")
    ('more than 7 x 10^6 N/m^2 ;', 'more than 7 x 10^6 m;')
    """
    slots = [(m.end(), bool(m["ten"])) for m in _SLOT.finditer(below)]
    # By the slot taken last: the price of the digits so far, and their slots, the last one first.
    best: dict[int, tuple[float, _Chosen]] = {-1: (0.0, None)}
    for column, mark in marks:
        then: dict[int, tuple[float, _Chosen]] = {}
        for at, (end, is_ten) in enumerate(slots):
            if abs(end - column) > (_NEAR if mark.isdecimal() else _NEAR_SIGNED):
                continue
            before = min(((price, path) for last, (price, path) in best.items() if last < at), default=None, key=_price)
            if before is not None:
                then[at] = (before[0] + abs(end - column) - (_NEAR_SIGNED * 2 if is_ten else 0), (end, before[1]))
        best = then
    if not best:
        return None
    _, path = min(best.values(), key=_price)
    for _, mark in reversed(marks):
        assert path is not None
        position, path = path
        power = mark.replace("–", "-").replace("−", "-")
        below = f"{below[:position]}^{power}{below[position:]}"
    return below


_Chosen = tuple[int, "_Chosen"] | None


def _price(reading: tuple[float, _Chosen]) -> float:
    return reading[0]


def restore_exponents(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with the exponents print shows as plain digits, and a doubt for each that rests on a guess.

    Squares and cubes of units are sure; a power of ten behind a multiplication sign is read as one and told, and so is
    a lone 1012, for a plain number of that size prints its thousands apart; a lone 109 is left and told.

    >>> restore_exponents("in units of 1012 operations, of 109 particles")[0]
    'in units of 10^12 operations, of 109 particles'
    """
    doubts: list[str] = []

    def power(found: re.Match[str]) -> str:
        value = found["power"].replace(" ", "").replace("–", "-").replace("−", "-")
        doubts.append(f'a raised digit is lost in print: "{found[0]}", read as 10^{value}')
        return f"{found['sign']}10^{value}"

    def lone(found: re.Match[str]) -> str:
        told = f'"{found[0]}" may be 10^{found["power"]} with its raised digit lost in print'
        if len(found["power"]) < 2:
            doubts.append(told)
            return found[0]
        # A plain number of four digits has a blank behind its thousands.
        doubts.append(f"{told}, read so")
        return f"10^{found['power']}"

    text = _TEN.sub(power, text)
    text = _UNIT.sub(r"\g<before>\g<unit>^\g<power>", text)
    text = _LONE.sub(lone, text)
    return text, tuple(doubts)


_LEADERS = re.compile(r"\.{3,}\s*\d{1,4}\s*\Z|(?:\s\.){4,}\s*\d{1,4}\s*\Z")
_NUMBER = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*|\s*(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*", re.IGNORECASE)
_LONGEST_ENTRY_OF_CONTENTS = 5
"""Lines that one line of a table of contents may be wrapped into."""
_TWO_LABELS = re.compile(
    r"""
    (?P<first> \w{1,6}\.? ) \s{2,} (?P<second> (?: [a-z]{1,2} | \d{1,3} ) \. ) \s
    # Without a gap, only the first label of a list, right behind a code or a label of the other kind.
    | (?P<outer> (?= \w*\d ) (?= \w*[A-Z] ) \w{3,6} | [a-z]\. (?= \s1 ) | \d{1,3}\. (?= \sa ) )
      \s (?P<inner> [a1] \. ) \s+ (?= [A-Z"'“‘] )
    """,
    re.VERBOSE,
)
_BARE = re.compile(r"(?P<label>[a-z]|\d{1,3})\s{4,}(?=\S)")
_OFTEN = 3
"""How many pages must repeat a line for it to be a running head."""
_OFTEN_ALONE = 8
"""The same for a bare number, which a text may have on a line of its own."""
_TEXT_LINE = re.compile(r"\A\(?\w{1,3}[.)]\s|[;:,.]\Z")
"""A label or the end of a sentence: such a line is text, however often the edges of pages repeat it."""
_FOOTNOTE = re.compile(r"\s*(\d{1,2})\s*")
_NONE: tuple[str, ...] = ()
SURER = "the PDF this text was made from, or the XHTML or Formex of the act"
"""Layout text has no raised digits; these have."""
_RIVALS = 4
"""How many lines with one number are weighed against each other."""
_INSET = 10
"""Columns by which a line in the middle of the page stands to the right of the others."""
_EDGE = 2
"""How many lines at the top and at the foot of a page may be its furniture."""


@define
class _Line:
    raw: str
    page: int
    number: int
    discard: Discard | None = None
    is_centred: bool = False
    footnote: str | None = None
    """The number of the footnote that begins here, empty inside one, None outside."""

    @property
    def indent(self) -> int:
        return len(self.raw) - len(self.raw.lstrip())

    @property
    def is_blank(self) -> bool:
        return not self.raw.strip()


def read_plaintext(data: bytes, name: str = "") -> Document:
    """The blocks of a text, one for each printed line; raises `SourceError` for bytes that are no text."""
    return Document(layout_blocks(decode(data, name), name), form="layout-text", surer=SURER)


def layout_blocks(text: str, name: str, is_exact: bool = False) -> tuple[Block, ...]:
    """The blocks of pages laid out with blanks; `is_exact` where the text has its exponents as `^n` already."""
    lines = _lines(text)
    if "\f" not in text.strip("\f\n "):
        _turn_pages(lines)
    _mark_furniture(lines)
    _mark_contents(lines)
    _mark_footnotes(lines)
    _mark_centred(lines)
    blocks: list[Block] = []
    for line, raw in _with_exponents(lines, is_exact):
        is_body = line.discard is None and line.footnote is None
        for indent, label, piece in _columns(raw) if is_body else [(line.indent, line.footnote or "", raw)]:
            blocks.append(_block(line, indent, label, piece, name, len(blocks) + 1, is_exact))
    return tuple(blocks)


def decode(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":
                return data[: error.start].decode(encoding)
    if b"\x00" in data:
        raise SourceError(f"{name or 'input'}: expected text, found binary data", name=name)
    return data.decode("windows-1252", errors="replace")


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    number = 0
    for page, content in enumerate(text.split("\f"), 1):
        lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if page > 1 and lines and found:
            number -= 1  # a form feed stands inside a line
        for raw in lines:
            number += 1
            found.append(_Line(raw.expandtabs(8).rstrip(), page, number))
    return found


def _pages(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    page: list[_Line] = []
    for line in lines:
        if page and line.page != page[-1].page:
            yield page
            page = []
        if not line.is_blank:
            page.append(line)
    if page:
        yield page


def _mark_furniture(lines: Sequence[_Line]) -> None:
    """Page numbers, and what the same edge of neighbouring pages repeats but for its number."""
    pages = list(_pages(lines))
    for page in pages:
        for line in {id(x): x for x in (page[0], page[-1])}.values():
            if len(pages) > 1 and _NUMBER.fullmatch(line.raw):
                line.discard = "page number"
            elif is_page_head(blanks(line.raw)):
                line.discard = "running head"
    for step in (1, -1):
        edges = [next((x for x in page[::step][:_EDGE] if x.discard is None), None) for page in pages]
        shapes = [_shape(x) if x is not None else "" for x in edges]
        often = Counter(shapes)
        for at, (edge, shape) in enumerate(zip(edges, shapes, strict=True)):
            near = [*shapes[max(0, at - 2) : at], *shapes[at + 1 : at + 3]]
            is_text = not shape or bool(_TEXT_LINE.search(shape)) or len(pages[at]) < 2
            if edge is not None and not is_text and often[shape] >= _OFTEN and shape in near:
                edge.discard = "running head"


def _shape(line: _Line) -> str:
    text = blanks(line.raw)
    # Left and right pages of a journal have the number at one end or the other, and the date is the same on all.
    return re.sub(r"\d+", "#", text) if is_page_head(text) else re.sub(r"\d+(?=\s*\Z)", "#", text)


def _turn_pages(lines: Sequence[_Line]) -> None:
    """Where a text has lost its form feeds, what counts its pages tells where each of them ends."""
    feet = _counting_lines(lines)
    page = 1
    for line in lines:
        line.page = page
        if id(line) in feet:
            line.discard = "running head" if any(c.isalpha() for c in line.raw) else "page number"
            page += 1


def _counting_lines(lines: Sequence[_Line]) -> set[int]:
    """Lines alike but for a number at their end that goes up by one, too often for an accident, through the text."""
    alike: dict[str, list[tuple[int, _Line]]] = {}
    for line in lines:
        text = blanks(line.raw)
        number = re.search(r"(\d{1,4})[-–—\s]*\Z", text)
        is_alone = bool(_NUMBER.fullmatch(text))
        if number is not None and (is_alone or len(text) > number.end(1) - number.start(1) + 8):
            alike.setdefault("" if is_alone else text[: number.start(1)], []).append((int(number[1]), line))
    found: set[int] = set()
    for shape, counted in alike.items():
        chosen = _going_up(counted)
        often = _OFTEN if shape else _OFTEN_ALONE
        are_pages = len(chosen) >= often and chosen[-1].number - chosen[0].number >= len(lines) / 2
        if are_pages and not _TEXT_LINE.search(shape):
            found.update(id(line) for line in chosen)
    return found


def _going_up(counted: Sequence[tuple[int, _Line]]) -> list[_Line]:
    """The longest run of lines that count on by one each; of two, the one of more even steps, as pages are."""
    found = _counted_on(counted, 0.0)
    return _counted_on(counted, (found[-1].number - found[0].number) / len(found)) if found else []


def _counted_on(counted: Sequence[tuple[int, _Line]], page: float) -> list[_Line]:
    best: _Counted | None = None
    ending: dict[int, list[_Counted]] = {}
    for number, line in counted:
        run = _Counted(1, 0.0, line, None)
        for before in ending.get(number - 1, ()):
            step = line.number - before.line.number
            run = max(run, _Counted(before.length + 1, before.uneven + abs(step - page), line, before), key=_goodness)
        # The same number may stand on a page more than once; which of them counts pages the next ones tell.
        ending[number] = [*ending.get(number, ())[-_RIVALS:], run]
        best = run if best is None else max(best, run, key=_goodness)
    found: list[_Line] = []
    while best is not None:
        found.append(best.line)
        best = best.before
    return found[::-1]


@frozen
class _Counted:
    """A run of lines, the last one first; `uneven` is how far its steps are from a page, in lines."""

    length: int
    uneven: float
    line: _Line
    before: _Counted | None


def _goodness(run: _Counted) -> tuple[int, float]:
    return run.length, -run.uneven


def _mark_contents(lines: Sequence[_Line]) -> None:
    """Lines with dot leaders, and the lines above each that its entry is wrapped into."""
    since: list[_Line] = []
    in_contents = False
    for line in lines:
        if line.is_blank or line.discard:
            since = since if line.discard else []
            continue
        since.append(line)
        if _LEADERS.search(line.raw):
            wrapped = since[-_LONGEST_ENTRY_OF_CONTENTS:] if in_contents or len(since) > 1 else since
            for one in wrapped:
                one.discard = "contents"
            since, in_contents = [], True


def _mark_footnotes(lines: Sequence[_Line]) -> None:
    """At the foot of a page a small number on a line of its own, and its text to the right of it below."""
    for page in _pages(lines):
        body = [x for x in page if x.discard is None]
        left = min((x.indent for x in body), default=0)
        starts = [
            i
            for i, x in enumerate(body[:-1])
            if _FOOTNOTE.fullmatch(x.raw) and x.indent <= left + 1 and body[i + 1].indent > x.indent + 2
        ]
        run = [i for i in starts if all(x.indent > left + 2 for k, x in enumerate(body) if k >= i and k not in starts)]
        for i in range(run[0], len(body)) if run else ():
            found = _FOOTNOTE.fullmatch(body[i].raw) if i in run else None
            body[i].footnote = found[1] if found else ""


def _mark_centred(lines: Sequence[_Line]) -> None:
    """Short lines in capitals in the middle of the page, which print sets as headings.

    Where the columns are not those of the page, the middle is told by the lines around, which begin far to the left.
    """
    for page in _pages(lines):
        body = [x for x in page if x.discard is None]
        if len(body) < 4:
            continue
        left = min(x.indent for x in body)
        right = sorted(len(x.raw) for x in body)[int(len(body) * 0.9)]
        for at, line in enumerate(body):
            text = line.raw.strip()
            letters = [c for c in text if c.isalpha()]
            is_capital = len(letters) > 6 and sum(c.isupper() for c in letters) > 0.9 * len(letters)
            if not is_capital or line.indent < left + _INSET or len(text) >= 0.8 * (right - left):
                continue
            off = abs((line.indent + len(line.raw)) / 2 - (left + right) / 2)
            around = (*body[max(0, at - 1) : at], *body[at + 1 : at + 2])
            is_inset = " " in text and all(line.indent >= x.indent + _INSET or x.is_centred for x in around)
            line.is_centred = not _TEXT_LINE.search(text) and (off <= 6 or is_inset)


def _with_exponents(lines: Sequence[_Line], is_exact: bool) -> Iterator[tuple[_Line, str]]:
    """Each line that is not blank, as printed, with the raised digits that stood above it."""
    merged: list[str | None] = [x.raw for x in lines]
    if not is_exact:
        merged = join_raised([x.raw for x in lines], [x.discard is None and x.footnote is None for x in lines])
    for line, raw in zip(lines, merged, strict=True):
        if raw is not None and raw.strip():
            yield line, raw


def _columns(raw: str) -> list[tuple[int, str, str]]:
    """The pieces of a line: more than one where a label stands right behind another, each with its column.

    A label without a stop is told from a word by the gap behind it.

    >>> _columns("4E001     a.    Tools")
    [(0, '', '4E001'), (10, '', 'a.    Tools')]
    >>> _columns("4E001 a. Tools"), _columns("see a. Tools")
    ([(0, '', '4E001'), (6, '', 'a. Tools')], [(0, '', 'see a. Tools')])
    >>> _columns("   12     Vaccines")
    [(3, '12', 'Vaccines')]
    """
    found: list[tuple[int, str, str]] = []
    at = len(raw) - len(raw.lstrip())
    while (pair := _TWO_LABELS.match(raw, at)) is not None:
        found.append((at, "", pair["first"] or pair["outer"]))
        at = pair.start("second" if pair["first"] else "inner")
    bare = _BARE.match(raw, at)
    found.append((at, bare["label"], raw[bare.end() :]) if bare else (at, "", raw[at:]))
    return found


def _block(line: _Line, indent: int, label: str, raw: str, name: str, number: int, is_exact: bool) -> Block:
    style: Style = "heading" if line.is_centred else "" if line.footnote is None else "footnote"
    where = Location(name, page=line.page, line=line.number, block=number)
    text, doubts = blanks(raw) if not line.footnote else "", _NONE
    if line.discard is None and not is_exact:
        text, doubts = restore_exponents(text)
    return Block(text, label, indent=indent, style=style, location=where, doubts=doubts, discard=line.discard)
