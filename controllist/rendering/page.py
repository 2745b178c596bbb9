"""The one page all reports share: one file, no script, nothing from elsewhere; prints well, light and dark.

Colours keep a contrast of at least 4.5 to 1 in both schemes (`tests/rendering/test_page.py` computes it), tables have
headings that screen readers tell, and the reader's own settings for motion and colour scheme are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
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
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found.filters |= {"translated": translated, "raised": raised_exponents}
    found.globals["style"] = Markup(STYLE)
    return found


def rendered(template: str, **fields: object) -> str:
    """A template of `rendering/templates` with its fields; what is no markup is escaped."""
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
