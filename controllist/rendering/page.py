"""The one page all reports share: one file, no script, nothing from elsewhere; prints well, light and dark.

Colours keep a contrast of at least 4.5 to 1 in both schemes (`tests/rendering/test_page.py` computes it), tables have
headings that screen readers tell, and the reader's own settings for motion and colour scheme are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from controllist.rendering.labels import label, told

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


def page(title: str, body: str) -> str:
    """A whole HTML document; `body` is markup, `title` is text."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>"
    )


def cautions_html(cautions: Iterable[str]) -> str:
    """Cautions as paragraphs that stand out by more than colour."""
    return "\n".join(f'<p class="caution"><strong>{label("Caution")}:</strong> {escape(told(c))}</p>' for c in cautions)


TABLE_END = "</tbody></table></div>"


def table_begin(labels: Sequence[str]) -> str:
    """A table up to its first row, `TABLE_END` ends it; one that is too wide scrolls, with the keyboard too.

    >>> table_begin(["code"]).partition("<thead>")[2]
    '<tr><th scope="col">code</th></tr></thead><tbody>'
    """
    heads = "".join(f'<th scope="col">{label(name)}</th>' for name in labels)
    return f'<div class="table" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>'


def bars(title: str, rows: Sequence[tuple[str, int]]) -> str:
    """A bar chart with its numbers written out, or nothing where there is nothing to show.

    >>> bars("Changes", [])
    ''
    """
    if not rows:
        return ""
    most = max(count for _, count in rows) or 1
    spoken = "; ".join(f"{name}: {count}" for name, count in rows)
    # Shares of the width, not a picture that is scaled: on a phone the words keep their size.
    parts = [f'<svg role="img" height="{24 * len(rows) + 4}" aria-label="{escape(f"{title}. {spoken}")}">']
    for at, (name, count) in enumerate(rows):
        y = 24 * at
        share = 44 * count / most
        parts.append(f'<text x="43%" y="{y + 17}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect x="44.5%" y="{y + 5}" width="{max(share, 0.2):.1f}%" height="16"/>')
        parts.append(f'<text x="{46 + share:.1f}%" y="{y + 17}">{count}</text>')
    return f"<figure><figcaption>{escape(title)}</figcaption>{''.join(parts)}</svg></figure>"
