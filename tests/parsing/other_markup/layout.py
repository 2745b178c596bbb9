"""Layout text as other programs and other settings write it: text to text.

>>> narrower(0.5)("1A901   Vats:\\n        a.   Round\\n")
'1A901   Vats:\\n    a.   Round\\n'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

Rewriter = Callable[[str], str]

_RAISED = re.compile(r"\s*[-–]?\d{1,3}(?:\s+[-–]?\d{1,3})*\s*")
_NUMBER = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*|\s*page\s*\d{1,4}.*", re.IGNORECASE)


def _lines(text: str) -> list[list[str]]:
    return [page.split("\n") for page in text.split("\f")]


def _joined(pages: list[list[str]]) -> str:
    return "\f".join("\n".join(lines) for lines in pages)


def narrower(factor: float) -> Rewriter:
    """Other columns: each indent by this factor, the gaps within a line as they were, raised digits above their ten."""

    def page(lines: list[str]) -> list[str]:
        found, shift = [], 0
        for raw in reversed(lines):
            indent = len(raw) - len(raw.lstrip(" "))
            if not _RAISED.fullmatch(raw) or indent < 4:
                shift = round(indent * factor) - indent
            found.append(" " * max(0, indent + shift) + raw[indent:])
        return found[::-1]

    def rewrite(text: str) -> str:
        return _joined([page(lines) for lines in _lines(text)])

    return rewrite


def shifted(text: str) -> str:
    """Pages with margins of their own, as a scanner or odd and even pages have them."""
    return _joined(
        [[(" " * (n * 5 % 9) + raw if raw.strip() else raw) for raw in lines] for n, lines in enumerate(_lines(text))]
    )


def windows(text: str) -> str:
    """Line ends of Windows, with a mark of byte order at the start."""
    return "\ufeff" + text.replace("\n", "\r\n")


def no_form_feeds(text: str) -> str:
    """One long page."""
    return text.replace("\f", "\n")


def feeds_on_lines(text: str) -> str:
    """Form feeds on lines of their own, before and behind blank lines."""
    return text.replace("\f", "\n\f\n\n")


def tabs(text: str) -> str:
    """Tabs for every eight blanks of an indent."""
    return re.sub(r"^ +", lambda m: "\t" * (len(m[0]) // 8) + " " * (len(m[0]) % 8), text, flags=re.MULTILINE)


def numbers_at(place: str, shape: str = "{}") -> Rewriter:
    """The page numbers at the `top` or `foot`, or at the `outer` edge by turns, in this shape."""

    def rewrite(text: str) -> str:
        pages = _lines(text)
        for n, lines in enumerate(pages, 1):
            filled = [i for i, raw in enumerate(lines) if raw.strip()]
            for i in (filled[:1] + filled[-1:]) if len(filled) > 1 else []:
                if _NUMBER.fullmatch(lines[i]):
                    lines[i] = ""
            number = shape.format(n)
            if place == "top":
                lines.insert(0, " " * 60 + number)
            elif place == "foot":
                lines.append(" " * 30 + number)
            elif place == "outer":
                lines.append(number if n % 2 else " " * 70 + number)
        return _joined(pages)

    return rewrite


def no_furniture(text: str) -> str:
    """Nothing on the pages but the text: what ten pages and more have alike, but for a number, is gone."""
    shapes = Counter(
        re.sub(r"\d+", "#", " ".join(raw.split())) for raw in re.split("[\n\f]", text) if len(raw.strip()) > 12
    )
    often = {shape for shape, times in shapes.items() if times >= 10 and shape.endswith("#")}
    return _joined(
        [[raw for raw in lines if re.sub(r"\d+", "#", " ".join(raw.split())) not in often] for lines in _lines(text)]
    )


def journal_heads(text: str) -> str:
    """A head of the Official Journal on each page, left and right pages by turns."""
    pages = _lines(text)
    for n, lines in enumerate(pages, 1):
        cells = (f"C 85/{n}", "EN", "Official Journal of the European Union", "13.3.2020")
        lines.insert(0, (" " * 15).join(cells if n % 2 else reversed(cells)))
        lines.insert(1, "")
    return _joined(pages)


def closer(text: str) -> str:
    """No empty lines."""
    return _joined([[raw for raw in lines if raw.strip()] for lines in _lines(text)])


def wider_gaps(text: str) -> str:
    """Two blanks more behind each label."""
    return re.sub(r"^( *(?:[a-z]{1,2}|\d{1,2})\.)(?= +\S)", r"\1   ", text, flags=re.MULTILINE)


def one_gap(text: str) -> str:
    """One blank behind each label, code and note, raised digits above their ten."""
    label = re.compile(r"( *(?:[a-z]{1,2}\.|\d{1,2}\.|ML\d+|\d[A-E]\d{3}))  +(?=\S)")
    pages = _lines(text)
    for lines in pages:
        shift = 0
        for at in range(len(lines) - 1, -1, -1):
            if _RAISED.fullmatch(lines[at]):
                lines[at] = lines[at][max(0, min(shift, len(lines[at]) - len(lines[at].lstrip()))) :]
                continue
            written = label.sub(r"\1 ", lines[at], count=1) if label.match(lines[at]) else lines[at]
            shift = len(lines[at]) - len(written)
            lines[at] = written
    return _joined(pages)


LAYOUTS: dict[str, Rewriter] = {
    "narrow indents": narrower(0.7),
    "wide indents": narrower(1.8),
    "shifted pages": shifted,
    "lines of windows": windows,
    "no form feeds": no_form_feeds,
    "feeds on lines": feeds_on_lines,
    "tabs": tabs,
    "numbers at the top": numbers_at("top"),
    "numbers between dashes": numbers_at("foot", "- {} -"),
    "numbers in words": numbers_at("foot", "Page {} of 253"),
    "numbers outside": numbers_at("outer"),
    "no furniture": no_furniture,
    "heads of a journal": journal_heads,
    "no empty lines": closer,
    "wider gaps": wider_gaps,
    "one blank": one_gap,
}
