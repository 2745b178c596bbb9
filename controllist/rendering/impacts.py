"""The impact of a change on a register: text, Markdown, HTML, JSON."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from typing import Any

from controllist.impact.results import OUTCOMES, Touched, summary
from controllist.model import Edition
from controllist.rendering.tree import width


def impact_result(
    old: Edition, new: Edition, touched: Sequence[Touched], cautions: Sequence[str], *, everything: bool = False
) -> dict[str, Any]:
    """The JSON keys of `impact`, articles by urgency."""
    return {
        "from": str(old.address),
        "to": str(new.address),
        "cautions": list(cautions),
        "summary": dict(summary(touched)),
        "articles": [_article(t) for t in touched if everything or t.outcome != "not touched"],
    }


def _article(touched: Touched) -> dict[str, Any]:
    return {
        "line": touched.goods.line,
        "article": touched.goods.article,
        "description": touched.goods.description,
        "classification": touched.goods.classification,
        "outcome": touched.outcome,
        "direction": touched.direction or None,
        "codes": list(touched.codes),
        "changes": list(touched.changes),
        "reason": touched.reason,
        "deciding": list(touched.deciding),
        "score": round(touched.score, 3),
    }


def impact_text(
    old: Edition, new: Edition, touched: Sequence[Touched], cautions: Sequence[str], *, everything: bool = False
) -> str:
    """The articles by urgency for the terminal."""
    columns = width()
    lines = [textwrap.fill(f"! {c}", columns, subsequent_indent="  ") for c in cautions]
    lines.append(f"{old.address} → {new.address}: {len(touched)} articles")
    counts = summary(touched)
    lines += [f"{counts[o]:>8}  {o}" for o in OUTCOMES]
    for outcome in OUTCOMES:
        rows = [t for t in touched if t.outcome == outcome]
        if not rows or (outcome == "not touched" and not everything):
            continue
        lines += ["", outcome]
        for row in rows:
            lines.append("  " + textwrap.shorten(f"row {row.goods.line}: {_goods(row)}", columns - 2, placeholder=" …"))
            words = row.reason + (f"; decided by {', '.join(row.deciding)}" if row.deciding else "")
            lines.append(textwrap.fill(words, columns, initial_indent="      ", subsequent_indent="      "))
    return "\n".join(lines)


def _goods(row: Touched) -> str:
    number = f" [{row.goods.classification}]" if row.goods.classification else ""
    article = f"{row.goods.article}, " if row.goods.article else ""
    return f"{article}{row.goods.description}{number}".strip()


_HEADING = ("row", "article", "description", "number", "after", "why", "decided by")


def _cells(row: Touched) -> tuple[str, ...]:
    goods = row.goods
    after = ", ".join(row.codes)
    return (
        str(goods.line),
        goods.article,
        goods.description,
        goods.classification,
        after,
        row.reason,
        ", ".join(row.deciding),
    )


def impact_markdown(
    old: Edition, new: Edition, touched: Sequence[Touched], cautions: Sequence[str], *, everything: bool = False
) -> str:
    """The same as a memo."""
    counts = summary(touched)
    lines = [f"# {old.address} → {new.address}", "", *(f"> {c}\n" for c in cautions)]
    lines += ["| outcome | articles |", "|---|---|", *(f"| {o} | {counts[o]} |" for o in OUTCOMES)]
    for outcome in OUTCOMES:
        rows = [t for t in touched if t.outcome == outcome]
        if rows and (everything or outcome != "not touched"):
            lines += ["", f"## {outcome.capitalize()}", "", f"| {' | '.join(_HEADING)} |", "|---" * len(_HEADING) + "|"]
            lines += [f"| {' | '.join(c.replace('|', chr(92) + '|') for c in _cells(r))} |" for r in rows]
    return "\n".join(lines)


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 11pt/1.45 Georgia, serif; color: #111; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.4rem; }}
h2 {{ font-size: 1.15rem; margin: 2rem 0 .3rem; break-after: avoid; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #999; padding: .25rem .4rem; vertical-align: top; text-align: left; }}
tr {{ break-inside: avoid; }}
.caution {{ border-left: 4px solid #b58900; padding-left: .6rem; }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 9pt; }} thead {{ display: table-header-group; }} }}
</style></head><body>
{body}
</body></html>"""


def impact_html(
    old: Edition, new: Edition, touched: Sequence[Touched], cautions: Sequence[str], *, everything: bool = False
) -> str:
    """The same as one page without scripts or outside resources."""
    title = html.escape(f"{old.address} → {new.address}")
    counts = summary(touched)
    body = [f"<h1>{title}</h1>", *(f'<p class="caution">{html.escape(c)}</p>' for c in cautions)]
    body.append("<table><thead><tr><th>outcome</th><th>articles</th></tr></thead>")
    body += [f"<tr><td>{o}</td><td>{counts[o]}</td></tr>" for o in OUTCOMES]
    body.append("</table>")
    for outcome in OUTCOMES:
        rows = [t for t in touched if t.outcome == outcome]
        if rows and (everything or outcome != "not touched"):
            body.append(f"<h2>{outcome.capitalize()}</h2><table><thead><tr>")
            body += [f"<th>{h}</th>" for h in _HEADING]
            body.append("</tr></thead>")
            body += ["<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in _cells(r)) + "</tr>" for r in rows]
            body.append("</table>")
    return _PAGE.format(title=title, body="\n".join(body))
