"""The summary of a batch, for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from controllist.addresses import as_key, link
from controllist.registers.batch import MOST_DOUBTS, Summary
from controllist.rendering.lines import cautions_text, wrapped
from controllist.rendering.translation import translated


def summary_result(summary: Summary, editions: Iterable[str], cautions: Iterable[str]) -> dict[str, Any]:
    """The JSON keys of a batch's summary."""
    editions = list(editions)
    return {
        "rows": summary.rows,
        "candidates": summary.candidates,
        "none": summary.none,
        "doubtful": summary.doubtful,
        "hints": summary.hints,
        "formula_cells": summary.formulas,
        "entries": [
            {
                "list": name,
                "entry": entry,
                "rows": rows,
                **as_key(_page(name, entry, editions)),
            }
            for name, entry, rows in summary.entries
        ],
        "own": dict(summary.own),
        "doubtful_rows": [{"line": line, "problem": problem} for line, problem in summary.doubts],
        "editions": editions,
        "cautions": list(cautions),
    }


def _page(name: str, entry: str, editions: Iterable[str]) -> str:
    """The page of an entry in the edition that answered; empty where answers link to no site."""
    days = (e.partition("@")[2].partition(" ")[0] for e in editions if e.startswith(f"{name}@"))
    return link(name, next(days, ""), entry)


def columns_text(chosen: Mapping[str, str]) -> str:
    """Which columns of a table were read as what, and for what none was found: a name that is not known is missed.

    >>> columns_text({"description": "Text", "article": "Part"})
    "columns: article 'Part', description 'Text'; no column for classification"
    """
    read = ", ".join(f"{translated(m)} {chosen[m]!r}" for m in _MEANINGS if m in chosen)
    without = ", ".join(translated(m) for m in _MEANINGS[:-1] if m not in chosen)
    return f"{translated('columns')}: {read}" + (f"; {translated('no column for')} {without}" if without else "")


_MEANINGS = ("article", "description", "classification", "facts")


def summary_text(
    summary: Summary,
    editions: Iterable[str],
    cautions: Iterable[str],
    *,
    columns: Mapping[str, str] | None = None,
    safe: bool = False,
) -> str:
    """The summary for the terminal: counts, the most frequent entries, the rows that could not be matched."""
    lines = [columns_text(columns)] if columns else []
    lines += [
        f"{summary.rows:,} {translated('row' if summary.rows == 1 else 'rows')}: "
        f"{summary.candidates:,} {translated('with candidates')} "
        f"({summary.hints:,} {translated('of them no more than hints')}), "
        f"{summary.none:,} {translated('without candidate')}, "
        f"{summary.doubtful:,} {translated('doubtful')}"
    ]
    if summary.entries:
        lines.append(
            f"{translated('most frequent')}: "
            + ", ".join(f"{name}:{entry} {rows:,}" for name, entry, rows in summary.entries)
        )
    editions = list(editions)
    pages = [(entry, _page(name, entry, editions)) for name, entry, _ in summary.entries]
    lines += [f"  {entry}: {there}" for entry, there in pages if there]
    if summary.own:
        counts = ", ".join(f"{rows:,} {translated(what)}" for what, rows in summary.own)
        lines.append(f"{translated('own classification')}: {counts}")
    lines += [f"  {translated('row')} {line}: {translated(problem)}" for line, problem in summary.doubts]
    if summary.doubtful > MOST_DOUBTS:
        each = translated("the column controllist_problem tells each")
        lines.append(f"  … {summary.doubtful - MOST_DOUBTS:,} {translated('more')}; {each}")
    if summary.formulas:
        done = "neutralised" if safe else "left as they were; --safe-cells neutralises them"
        cells = translated("original cells begin like a formula (= + - @)")
        lines.append(f"! {summary.formulas:,} {cells}: {translated(done)}")
    lines.append(f"{translated('editions')}: " + ", ".join(editions))
    return "\n".join([*(wrapped(line, "", "  ") for line in lines), *cautions_text(cautions)])
