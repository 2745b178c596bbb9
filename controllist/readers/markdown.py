"""Markdown of public law repositories: laws converted from official pages, each repository in its own way.

Seen are consolidated lists with nested bullets (`- a. text`, three blanks a level), lists with labels and no
indentation at all (Czech), hard-wrapped lists indented by four (German), and acts as enacted with a whole entry in
one row of a table, whose items are found again by `reading.inline_lists`. Emphasis is typography: italics are told to
the parser, stars are not text.

>>> document = read_markdown(b'''---
... title: Toy
... ---
... ## ANNEX
...
... 2B999
...
... - a. Above 10<sup>3</sup> Pa;
...    *Note*: *made of steel.*
... ''')
>>> [(b.label, b.text, b.style) for b in document.blocks if not b.discard]
[('', 'ANNEX', 'heading'), ('2B999', '', ''), ('a.', 'Above 10^3 Pa;', ''), ('', 'Note: made of steel.', 'italic')]
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from controllist.blocks import Block, Document, Style
from controllist.locations import Location
from controllist.normalize import blanks, caret_exponents
from controllist.readers.inline import FORMULA, NOTE_HEADING, Run, split_items
from controllist.readers.plaintext import decode

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(?P<facts>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FACT = re.compile(r"^(?P<key>\w+):[ \t]*[\"']?(?P<value>.*?)[\"']?[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"(?P<signs>#{1,6})(?:\s+(?P<text>.*)|#*)")
_BULLETS = re.compile(r"(?P<bullets>(?:[*+-]\s+)*[*+-](?:\s+|\Z))")
_LABEL = re.compile(
    r"""
    (?P<open> \*{0,3} )
    (?P<label> \(? (?: [a-z]{1,3} | \d{1,3} ) [.)]+ )     # a.  12)  (b)  aa)
    (?P<close> \*{0,3} )
    (?: \s+ | \Z )
    """,
    re.VERBOSE,
)
_ALONE = re.compile(r"[^\W\d_]{0,6} ?\d{1,4}[A-Z]?\d{0,4}")
"""A code or number that is a paragraph of its own, the label of what follows: `SVMe 1`, `0001`, `3A001`."""
_OPENS_ENTRY = re.compile(r"(?:[A-Z]{1,6} ?\d{1,4}|\d{1,2}[A-Z]\d{2,4})(?!\d)")
"""A code at the start of a bullet that stands in no other: `ML2 Vats`, `9A901Vats` with its blank lost."""
_CELL_LABEL = re.compile(r"\(?(?:[a-z]{1,3}|\d{1,3})[.)]+|(?=\S*\d)(?=\S*[^\W\d])\S{3,20}")
"""A label or a code (letters and digits) in the first cell of a row."""
_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*+\|?(?:\s*+:?-{3,}+:?\s*+\|)++(?:\s*+:?-{3,}+:?\s*+)?|\s*+(?:-{3,}+|\*{3,}+|_{3,}+)\s*+")
_NEW_VOICE = re.compile(r"\s*\*{1,3}(?=[A-ZÀ-Ž])")
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]]+)\]:\s*|\^(?P<number>\d{1,3})\)\s+")
_CALL = re.compile(r"\s?\(?\[\^[^\]]+\]\)?|\s?\(<sup>\d{1,3}</sup>\)|(?<=\w)\^\d{1,3}\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[Image omitted[^\]]*\](?:\([^)]*\))?", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]^][^\]]*)\]\([^)\s]*\)")
_RAISED = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:sub|sup|br|span|div|p|b|i|em|strong|u|small)\b[^>]*/?>", re.IGNORECASE)
_STARS = re.compile(r"\\(?P<kept>[\\*_#\[\]()|.+-])|(?P<stars>\*{1,3})(?!\)|\s*\Z(?<=\s\Z))")
_SIGNS = re.compile(
    r"^#{1,6}\s+\S|^[^\S\n]*\|\s*-{3,}\s*\||^- (?:\*|\w{1,3}[.)] )|^[^\S\n]*\*{1,3}[^*\s][^*]*\*{1,3}:?\s*$|^-{3}\s*$",
    re.MULTILINE,
)


def is_markdown(head: bytes) -> bool:
    """Whether the beginning of a text has the signs of Markdown and none of a printed page or of markup.

    >>> is_markdown(b"## ANNEX\\n"), is_markdown(b"1A001   Anvils\\n\\f  7"), is_markdown(b"<html>")
    (True, False, False)
    """
    if b"\f" in head or b"\x00" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    text = head.decode("utf-8", "replace").replace("\r\n", "\n")
    return bool(_FRONT.match(text + "\n---\n") and _FACT.search(text)) or len(_SIGNS.findall(text)) > 0


def read_markdown(data: bytes, name: str = "") -> Document:
    """The blocks of one Markdown file; raises `SourceError` for bytes that are no text."""
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    facts = {m["key"].lower(): m["value"] for m in _FACT.finditer(front["facts"])} if front else {}
    blocks: list[Block] = []
    if front:
        where = Location(name, line=1, block=1)
        blocks.append(Block(blanks(front["facts"]), location=where, discard="front or back matter"))
    skipped = text[: front.end()].count("\n") if front else 0
    paragraphs = list(_paragraphs(text[front.end() if front else 0 :].split("\n"), skipped))
    unit = _unit(paragraphs)
    for paragraph in paragraphs:
        blocks.extend(_blocks(paragraph, unit, name))
    return Document(
        blocks=tuple(_number(_label_next(blocks))),
        form="markdown",
        language=facts.get("country", facts.get("language", ""))[:2].replace("cz", "cs"),
        title=facts.get("title", ""),
        identifier=facts.get("identifier", ""),
        converter=facts.get("source", ""),
    )


@frozen
class _Paragraph:
    kind: str
    """`text`, `heading`, `row` (of a table) or `head` (its first row)."""
    text: str
    indent: int
    line: int
    level: int = 0
    is_bullet: bool = False


# -- lines to paragraphs


def _paragraphs(lines: Sequence[str], skipped: int) -> Iterator[_Paragraph]:
    """Lines that belong together; a bullet, a label, a heading, a table row and a new voice begin a new one."""
    held: _Paragraph | None = None
    for number, line in enumerate(lines, skipped + 1):
        stripped = line.strip()
        heading = _HEADING.fullmatch(stripped) if stripped.startswith("#") else None
        if not stripped or heading or _ROW.fullmatch(line) or _RULE.fullmatch(line):
            if held is not None:
                yield held
            held = None
        if not stripped or (_RULE.fullmatch(line) and not heading):
            continue
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if heading:
            text = (heading["text"] or "").rstrip("#").rstrip()
            if _BULLETS.match(text):
                # A converter took an item for a heading ("###### - *b.* text").
                held = _Paragraph("text", _BULLETS.sub("", text, count=1), indent, number, is_bullet=True)
            elif text:
                yield _Paragraph("heading", text, indent, number, len(heading["signs"]) - 1)
            continue
        if _ROW.fullmatch(line):
            following = lines[number - skipped] if number - skipped < len(lines) else ""
            yield _Paragraph("head" if _RULE.fullmatch(following) else "row", stripped, indent, number)
            continue
        bullets = _BULLETS.match(stripped)
        begins = bullets or _LABEL.match(stripped) or _NEW_VOICE.match(stripped) or _FOOTNOTE.match(stripped)
        if held is not None and not begins:
            held = evolve(held, text=f"{held.text}\n{stripped}")
            continue
        if held is not None:
            yield held
        text = stripped[bullets.end() :] if bullets else stripped
        held = _Paragraph("text", text, indent, number, is_bullet=bool(bullets))
    if held is not None:
        yield held


def _unit(paragraphs: Sequence[_Paragraph]) -> int:
    """How many blanks make a level: the smallest indentation of a labelled line; 0 where the source indents nothing."""
    labelled = [p.indent for p in paragraphs if p.kind == "text" and (p.is_bullet or _LABEL.match(p.text))]
    return min((i for i in labelled if i > 1), default=0)


# -- paragraphs to blocks


def _blocks(paragraph: _Paragraph, unit: int, name: str) -> Iterator[Block]:
    where = Location(name, line=paragraph.line)
    depth = round(paragraph.indent / unit) if unit else None
    if paragraph.kind == "heading":
        text, _ = _plain(paragraph.text)
        if text:
            yield Block(text, depth=paragraph.level, style="heading", location=where)
        return
    if paragraph.kind in ("row", "head"):
        yield from _row(paragraph, depth, where)
        return
    footnote = _FOOTNOTE.match(paragraph.text)
    if footnote:
        text, _ = _plain(paragraph.text[footnote.end() :])
        yield Block(text, footnote["number"] or "", style="footnote", location=where)
        return
    label, rest = _label(paragraph)
    text, style = _plain(rest)
    is_heading = not label and not paragraph.is_bullet and _is_bold(paragraph.text) and len(text) < 200
    if text or label:
        yield Block(text, label, 3 if is_heading else depth, style="heading" if is_heading else style, location=where)


def _label(paragraph: _Paragraph) -> tuple[str, str]:
    """A label at the start, and what follows; a bullet counts as a dash only where no label, code or heading follows.

    >>> _label(_Paragraph("text", "*b.* *or less*", 0, 1))
    ('b.', '*or less*')
    """
    found = _LABEL.match(paragraph.text)
    if found:
        rest = paragraph.text[found.end() :]
        # "*b. text*": the star belongs to the text behind the label as well.
        return found["label"], (found["open"] if not found["close"] else "") + rest
    is_entry = not paragraph.indent and _OPENS_ENTRY.match(paragraph.text)
    if paragraph.is_bullet and not is_entry and not re.match(r"\*|.{1,12}\s\*\*", _CALL.sub("", paragraph.text)):
        return "—", paragraph.text
    return "", paragraph.text


def _row(paragraph: _Paragraph, depth: int | None, where: Location) -> Iterator[Block]:
    """A row of a table: a code with its whole entry, a label with its text, or data."""
    cells = [c.strip() for c in re.split(r"(?<!\\)\|", paragraph.text.strip())[1:-1]]
    filled = [c for c in cells if c]
    if not filled:
        return
    first, _ = _plain(filled[0])
    if len(filled) == 2 and paragraph.kind == "row" and _CELL_LABEL.fullmatch(first):
        head, *items = split_items(segments(filled[1]))
        yield Block(head.text, first, None, style="italic" if head.is_italic else "", location=where)
        for item in items:
            yield Block(item.text, item.label, style="italic" if item.is_italic else "", location=where)
        return
    text, _ = _plain(" ".join(filled))
    yield Block(text, depth=depth, style="table", location=where)


def _label_next(blocks: Sequence[Block]) -> Iterator[Block]:
    """What stands alone in its paragraph and announces the next one is its label: a code, or an italic "Note 1"."""
    waiting: Block | None = None
    for block in blocks:
        alone = {"": _ALONE, "italic": NOTE_HEADING}.get(block.style)
        is_alone = alone is not None and not block.label and not block.discard and bool(alone.fullmatch(block.text))
        if waiting is not None:
            if not is_alone and not block.label and block.style in ("", "italic") and not block.discard:
                yield evolve(block, label=waiting.text, location=waiting.location, depth=waiting.depth)
                waiting = None
                continue
            yield evolve(waiting, label=waiting.text, text="")
            waiting = None
        if is_alone:
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield evolve(waiting, label=waiting.text, text="")


def _number(blocks: Iterator[Block]) -> Iterator[Block]:
    for at, block in enumerate(blocks, 1):
        yield evolve(block, location=evolve(block.location, block=at))


# -- inline


def segments(text: str) -> list[tuple[str, bool]]:
    """The text without its signs, cut where italics begin and end; each piece with whether it is italic.

    >>> segments("of *Note:* **all** 10<sup>-3</sup>")
    [('of ', False), ('Note:', True), (' all 10^-3', False)]
    """
    text = _PICTURE.sub(f" {FORMULA} ", text)
    text = _CALL.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _RAISED.sub(lambda m: _raised(m[1]), text)
    text = _TAG.sub("", text)
    found: list[tuple[str, bool]] = []
    italic, at = False, 0
    piece = ""
    for sign in _STARS.finditer(text):
        piece += text[at : sign.start()]
        at = sign.end()
        if sign["kept"]:
            piece += sign["kept"]
            continue
        before, after = text[sign.start() - 1 : sign.start()], text[at : at + 1]
        if (not before or before.isspace()) and (not after or after.isspace()):
            piece += sign["stars"]  # a star between blanks is a star
        elif len(sign["stars"]) != 2:
            if piece:
                found.append((piece, italic))
            piece, italic = "", not italic
    piece += text[at:]
    if piece:
        found.append((piece, italic))
    return [(caret_exponents(html.unescape(t)), i) for t, i in found]


def _raised(text: str) -> str:
    run = Run()
    run.add_raised(text)
    return run.text()


def _plain(text: str) -> tuple[str, Style]:
    run = Run()
    for piece, italic in segments(text):
        run.add(piece, italic)
    return run.text(), "italic" if run.is_italic() else ""


def _is_bold(text: str) -> bool:
    """Whether all of a paragraph is bold and none of it italic: a heading without a heading's sign."""
    pieces = re.split(r"\*\*", text.strip())
    outside = "".join(pieces[::2])
    return len(pieces) > 2 and not outside.strip(" \n\t:.") and "*" not in "".join(pieces)
