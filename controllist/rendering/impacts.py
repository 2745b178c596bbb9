"""The impact of a change on a register: text, Markdown, HTML, JSON."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

from controllist.addresses import as_key, comparison_link, link
from controllist.messages import Message
from controllist.model import Edition
from controllist.registers.judging import OUTCOMES, Touched, summary
from controllist.rendering.lines import cell, table_head, width
from controllist.rendering.page import rendered
from controllist.rendering.results import wording_result
from controllist.rendering.translation import translated
from controllist.rendering.tree import whose_words_of


def impact_result(
    old: Edition, new: Edition, touched: Sequence[Touched], cautions: Sequence[str], *, everything: bool = False
) -> dict[str, Any]:
    """The JSON keys of `impact`, articles by urgency."""
    return {
        "from": str(old.address),
        "to": str(new.address),
        "wordings": [wording_result(e) for e in (old, new)],
        "cautions": list(cautions),
        "summary": dict(summary(touched)),
        **as_key(comparison_link(str(old.address), str(new.address))),
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


def _counted(articles: int) -> str:
    return f"{articles} {translated('article' if articles == 1 else 'articles')}"


def impact_text(
    old: Edition, new: Edition, touched: Sequence[Touched], cautions: Sequence[str], *, everything: bool = False
) -> str:
    """The articles by urgency for the terminal."""
    columns = width()
    lines = [textwrap.fill(f"! {translated(c)}", columns, subsequent_indent="  ") for c in cautions]
    lines.append(f"{old.address} → {new.address}: {_counted(len(touched))}")
    lines.append(f"  {whose_words_of(old, new)}")
    lines += [f"  {there}"] if (there := comparison_link(str(old.address), str(new.address))) else []
    counts = summary(touched)
    lines += [f"{counts[o]:>8}  {translated(o)}" for o in OUTCOMES]
    for outcome in OUTCOMES:
        rows = [t for t in touched if t.outcome == outcome]
        if not rows or (outcome == "not touched" and not everything):
            continue
        lines += ["", translated(outcome)]
        for row in rows:
            article = f"{translated('row')} {row.goods.line}: {_goods(row)}"
            lines.append("  " + textwrap.shorten(article, columns - 2, placeholder=" …"))
            words = translated(row.reason) + (f"; {translated('decided by')} {_deciding(row)}" if row.deciding else "")
            lines.append(textwrap.fill(words, columns, initial_indent="      ", subsequent_indent="      "))
    return "\n".join(lines)


def _goods(row: Touched) -> str:
    number = f" [{row.goods.classification}]" if row.goods.classification else ""
    article = f"{row.goods.article}, " if row.goods.article else ""
    return f"{article}{row.goods.description}{number}".strip()


_MOST_DECIDING = 8


def _deciding(row: Touched) -> str:
    """The facts that decide; of a list of many controls the first, the others counted."""
    more = len(row.deciding) - _MOST_DECIDING
    named = ", ".join(row.deciding[:_MOST_DECIDING])
    return named + (translated(Message(" and {number} more", number=more)) if more > 0 else "")


_MOST_BARS = 20
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
        translated(row.reason),
        _deciding(row),
    )


def impact_markdown(
    old: Edition, new: Edition, touched: Sequence[Touched], cautions: Sequence[str], *, everything: bool = False
) -> str:
    """The same as a memo."""
    counts = summary(touched)
    lines = [f"# {old.address} → {new.address}", "", *(f"> {translated(c)}\n" for c in cautions)]
    lines += [f"{translated('wording')}: {whose_words_of(old, new)}", ""]
    lines += (
        [f"{translated('Side by side')}: <{there}>\n"]
        if (there := comparison_link(str(old.address), str(new.address)))
        else []
    )
    lines += [*table_head(("outcome", "articles")), *(f"| {translated(o)} | {counts[o]} |" for o in OUTCOMES)]
    for outcome in OUTCOMES:
        rows = [t for t in touched if t.outcome == outcome]
        if rows and (everything or outcome != "not touched"):
            lines += ["", f"## {translated(outcome).capitalize()}", "", *table_head(_HEADING)]
            lines += [f"| {' | '.join(map(cell, _cells(r)))} |" for r in rows]
    return "\n".join(lines)


def impact_html(
    old: Edition, new: Edition, touched: Sequence[Touched], cautions: Sequence[str], *, everything: bool = False
) -> str:
    """The same as one page without scripts or outside resources, with charts of outcomes and entries."""
    counts = summary(touched)
    entries = Counter(c.entry for t in touched if t.outcome != "not touched" for c in t.codes[:1])
    groups = []
    for outcome in OUTCOMES:
        rows = [t for t in touched if t.outcome == outcome]
        if rows and (everything or outcome != "not touched"):
            groups.append((outcome, [(_cells(row), _links(row, new)) for row in rows]))
    return rendered(
        "impact.html",
        title=f"{old.address} → {new.address}",
        counted=_counted(len(touched)),
        wordings=whose_words_of(old, new),
        cautions=cautions,
        comparison=comparison_link(str(old.address), str(new.address)),
        outcomes=[(translated(o), counts[o]) for o in OUTCOMES],
        entries=entries.most_common(_MOST_BARS),
        heading=_HEADING,
        groups=groups,
    )


def _links(row: Touched, new: Edition) -> list[tuple[str, str]]:
    """The codes that the article has now with the addresses of their pages; none where one has no page."""
    links = [(str(code), link(new.list, new.applies_from, code)) for code in row.codes]
    return links if all(there for _, there in links) else []
