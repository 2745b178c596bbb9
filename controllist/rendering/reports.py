"""Markdown of our own reports as one self-contained page: headings, lists, tables, quotations, bold, struck words.

Not a Markdown reader for strangers' texts: everything is escaped first, and only the forms our reports write are known.

>>> markdown_page("# A *b*").count("<h1>A *b*</h1>")
1
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from controllist.rendering.page import page

_HEADING = re.compile(r"(#{1,6}) (.*)")
_ITEM = re.compile(r"( *)(?:- |(\d+)\. )(.*)")
_CELL = re.compile(r"(?<!\\)\|")


def markdown_page(text: str) -> str:
    """A report as an HTML document; the first heading is its title."""
    lines = text.split("\n")
    top = min((len(m[1]) for line in lines if (m := _HEADING.match(line))), default=1)
    # A page begins with a heading of the first level, whatever its memo is part of.
    lines = [line[top - 1 :] if _HEADING.match(line) else line for line in lines]
    lines = _title_first(lines)
    title = next((line.lstrip("# ") for line in lines if line.startswith("#")), "controllist")
    return page(_unescaped(title), "\n".join(_blocks(lines)))


def _title_first(lines: Sequence[str]) -> list[str]:
    """The lines with the first heading before whatever is said ahead of it: a page begins with its title.

    >>> _title_first(["> mind", "", "# A", "text"])
    ['# A', '> mind', '', 'text']
    """
    at = next((i for i, line in enumerate(lines) if _HEADING.match(line)), 0)
    return [*lines[at : at + 1], *lines[:at], *lines[at + 1 :]]


def _blocks(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        heading = _HEADING.match(line)
        if heading:
            level = len(heading[1])
            found.append(f"<h{level}>{_inline(heading[2])}</h{level}>")
        elif line.startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            found.append(_table(lines[at:end]))
        elif line.startswith("> "):
            found.append(f"<blockquote><p>{_inline(line[2:])}</p></blockquote>")
        elif _ITEM.fullmatch(line):
            while end < len(lines) and _ITEM.fullmatch(lines[end]):
                end += 1
            found.append(_list(lines[at:end]))
        elif line.strip():
            found.append(f"<p>{_inline(line)}</p>")
        at = end
    return found


def _table(lines: Sequence[str]) -> str:
    rows = [[_inline(c.strip()) for c in _CELL.split(line.strip())[1:-1]] for line in lines]
    head = "".join(f'<th scope="col">{c}</th>' for c in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows[2:])
    return f'<div class="table" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _list(lines: Sequence[str]) -> str:
    """Nested lists by their indent."""
    out: list[str] = []
    open_tags: list[tuple[int, str]] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        assert item is not None
        depth, tag = len(item[1]), "ol" if item[2] else "ul"
        while open_tags and open_tags[-1][0] > depth:
            out.append(f"</li></{open_tags.pop()[1]}>")
        if open_tags and open_tags[-1][0] == depth:
            out.append("</li>")
        else:
            out.append(f"<{tag}>")
            open_tags.append((depth, tag))
        out.append(f"<li>{_inline(item[3])}")
    while open_tags:
        out.append(f"</li></{open_tags.pop()[1]}>")
    return "".join(out)


def _inline(text: str) -> str:
    """Bold and struck words, addresses in angle brackets; every other sign is only a sign."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1])
        return f"\0{len(held) - 1}\0"

    safe = escape(re.sub(r"\\([|*_~<>`\\])", hold, text.replace("\0", "")))
    safe = re.sub(r"&lt;((?:https?|file)://[^\s&]+)&gt;", r'<a href="\1">\1</a>', safe)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
    safe = re.sub(r"~~(.+?)~~", r"<del>\1</del>", safe)
    return re.sub(r"\0(\d+)\0", lambda m: escape(held[int(m[1])]), safe)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([|*_~<>`\\])", r"\1", text)
