"""HTML pages of answers: one file, no script, nothing from elsewhere; they print well, in light and dark colours.

Pages are jinja2 templates (`rendered`), or a Markdown report of ours as a page (`markdown_page`), which knows only the
forms that our reports write. Colours keep a contrast of at least 4.5 to 1 in both schemes
(`tests/rendering/test_page.py` computes it), and tables have headings for screen readers.

>>> markdown_page("# A *b*").count("<h1>A *b*</h1>")
1
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from controllist.normalize import raised_exponents
from controllist.rendering.translation import translated

if TYPE_CHECKING:
    from jinja2 import Environment

LIGHT = {
    "paper": "#ffffff", "ink": "#1b1b1b", "quiet": "#55585c", "line": "#9a9da1", "band": "#f1f3f5",
    "link": "#0b57a4", "gone": "#8c1d18", "come": "#11632a", "caution": "#7a4f00", "bar": "#2f6db3",
}  # fmt: skip
DARK = {
    "paper": "#15171a", "ink": "#e8e8e6", "quiet": "#a9adb3", "line": "#6d7278", "band": "#22262b",
    "link": "#8bbcf0", "gone": "#ff9d94", "come": "#7fd897", "caution": "#f0c063", "bar": "#6ea8e6",
}  # fmt: skip


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in colours.items())


STYLE = f"""
:root {{ color-scheme: light dark; {_variables(LIGHT)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}
* {{ box-sizing: border-box; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 68rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }}
h1 {{ font-size: 1.5rem; line-height: 1.25; }}
h2 {{ font-size: 1.2rem; margin: 2rem 0 .4rem; }}
h3 {{ font-size: 1.05rem; margin: 1.4rem 0 .3rem; }}
a {{ color: var(--link); }}
:focus-visible {{ outline: 3px solid var(--link); outline-offset: 2px; }}
.table {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; margin: .4rem 0 1rem; }}
caption {{ text-align: left; color: var(--quiet); padding: .2rem 0; }}
th, td {{ border: 1px solid var(--line); padding: .3rem .5rem; vertical-align: top; text-align: left; }}
th {{ background: var(--band); }}
.whole {{ white-space: nowrap; }}
td ul {{ margin: .2rem 0 0; padding-left: 1.1rem; }}
del {{ color: var(--gone); text-decoration: line-through; }}
ins {{ color: var(--come); text-decoration: underline; }}
.caution, blockquote {{ border-left: .3rem solid var(--caution); margin: .4rem 0; padding: .1rem .7rem; }}
.editorial, .quiet {{ color: var(--quiet); }}
figure {{ margin: 1rem 0; }}
figcaption {{ color: var(--quiet); }}
blockquote p {{ margin: .2rem 0; }}
svg {{ display: block; width: 100%; max-width: 40rem; }}
svg text {{ fill: var(--ink); font: .8em system-ui, sans-serif; }}
svg rect {{ fill: var(--bar); }}
@media print {{
  :root {{ color-scheme: light; {_variables(LIGHT)} }}
  body {{ max-width: none; padding: 0; font-size: 9.5pt; }}
  h1, h2, h3 {{ break-after: avoid; }}
  tr, figure {{ break-inside: avoid; }}
  thead {{ display: table-header-group; }}
  .table {{ overflow: visible; }}
}}
"""


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # answers that are no pages do without it
    from markupsafe import Markup

    found = Environment(
        loader=PackageLoader("controllist.rendering"),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found.filters |= {"translated": translated, "raised": raised_exponents}
    found.globals["style"] = Markup(STYLE)
    return found


def rendered(template: str, **fields: object) -> str:
    """A template of `rendering/templates` with its fields; in HTML what is no markup is escaped."""
    return _environment().get_template(template).render(fields)


def page(title: str, body: str) -> str:
    """A whole HTML document; `body` is markup, `title` is text."""
    from markupsafe import Markup

    return rendered("page.html", title=title, body=Markup(body))


def bars(title: str, rows: Sequence[tuple[str, int]]) -> str:
    """A bar chart with its numbers written out, or nothing where there is nothing to show.

    >>> bars("Changes", [])
    ''
    """
    return rendered("bars.html", title=title, rows=rows).strip()


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
