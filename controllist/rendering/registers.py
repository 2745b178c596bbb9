"""What concerns a register of articles: the summary of a batch, the impact of a change, classification records."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict

from controllist.addresses import as_key, comparison_link, link, linking
from controllist.errors import MisuseError
from controllist.messages import Message, joined
from controllist.model import Edition
from controllist.registers.batch import MOST_DOUBTS, Summary
from controllist.registers.impact import OUTCOMES, Touched, summary
from controllist.registers.records import FORMAT, Checked, Difference, Record, record_number
from controllist.rendering.lines import cautions_text, cell, table_head, width, wrapped
from controllist.rendering.matches import match_result
from controllist.rendering.pages import rendered
from controllist.rendering.provisions import whose_words_of
from controllist.rendering.results import wording_result
from controllist.rendering.translation import output_language, translated
from controllist.rendering.verdicts import WORDS, assessment_result, steps_markdown
from controllist.version import __version__


def summary_result(summary: Summary, editions: Iterable[str], cautions: Iterable[str]) -> dict[str, Any]:
    """The JSON keys of a batch's summary."""
    editions = list(editions)
    return {
        "rows": summary.rows,
        "candidates": summary.verdicts["candidates"],
        "none": summary.verdicts["none"],
        "doubtful": summary.verdicts["doubtful"],
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
        "own": dict(sorted(summary.own.items())),
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
        f"{summary.verdicts['candidates']:,} {translated('with candidates')} "
        f"({summary.hints:,} {translated('of them no more than hints')}), "
        f"{summary.verdicts['none']:,} {translated('without candidate')}, "
        f"{summary.verdicts['doubtful']:,} {translated('doubtful')}"
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
        counts = ", ".join(f"{rows:,} {translated(what)}" for what, rows in sorted(summary.own.items()))
        lines.append(f"{translated('own classification')}: {counts}")
    lines += [f"  {translated('row')} {line}: {translated(problem)}" for line, problem in summary.doubts]
    if summary.verdicts["doubtful"] > MOST_DOUBTS:
        each = translated("the column controllist_problem tells each")
        lines.append(f"  … {summary.verdicts['doubtful'] - MOST_DOUBTS:,} {translated('more')}; {each}")
    if summary.formulas:
        done = "neutralised" if safe else "left as they were; --safe-cells neutralises them"
        cells = translated("original cells begin like a formula (= + - @)")
        lines.append(f"! {summary.formulas:,} {cells}: {translated(done)}")
    lines.append(f"{translated('editions')}: " + ", ".join(editions))
    return "\n".join([*(wrapped(line, "", "  ") for line in lines), *cautions_text(cautions)])


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


NO_CANDIDATE = "the entry decided on is none of the candidates"
_RECORD_HEADING = ("code", "list", "score", "what it is", "words")
_MOST_DIFFERENCES = 40
_UNSEEN = Message("open, since the text in force on that day is not at hand")


def record_result(record: Record) -> dict[str, Any]:
    """The JSON document of a record."""
    # What is kept must not hang on where somebody's pages stand.
    with linking(""):
        return _record_result(record)


def _record_result(record: Record) -> dict[str, Any]:
    question = record.question
    found = match_result(record.match, question.as_of, question.as_of_exact)
    said = found.pop("cautions")
    return {
        "format": FORMAT,
        "program": {"name": "controllist", "version": __version__},
        "asked": {
            "text": question.text,
            "article": question.article,
            "facts": [{"name": name, "value": value} for name, value in question.facts],
            "editions": list(question.editions),
            "codes": list(question.codes),
            "top": question.top,
            "language": question.language,
            "assume_goods": question.assume_goods,
            "as_of": question.as_of,
            "as_of_exact": question.as_of_exact,
            "cautions": list(question.cautions),
        },
        "editions": [asdict(e) for e in record.editions],
        "match": found,
        "assessments": [
            {
                **assessment_result(a, question.as_of, question.as_of_exact, ()),
                "regime": a.edition.regime(a.code) or None,
            }
            for a in record.assessments
        ],
        "decision": {**asdict(record.decision), "candidate": record.is_candidate},
        "cautions": said,
    }


def record_markdown(document: dict[str, Any]) -> str:
    """A record as a page: the decision first, then what it rests on."""
    asked, decision = document["asked"], document["decision"]
    outcome = {
        "listed": f"{translated('listed under')} {decision['code']}",
        "not-listed": translated("not listed"),
        "open": translated("not decided yet"),
    }
    lines = [f"# {translated('Record')} {record_number(document)}", "", f"**{outcome[decision['outcome']]}**"]
    if decision["by"]:
        lines += [
            "",
            f"- {translated('Decided by')} {decision['by']} {translated('on')} {decision['on']}",
            f"- {translated('Reason')}: {decision['reason']}",
        ]
    if decision.get("candidate") is False:  # records made before this key say nothing of it
        lines += ["", f"! {translated(NO_CANDIDATE)}"]
    lines += [
        "",
        f"## {translated('Goods')}",
        "",
        f"- {translated('Article')}: {asked['article'] or translated('not told')}",
        f"- {translated('Description')}: {asked['text']}",
    ]
    lines += [f"- {f['name']}: {f['value']}" for f in asked["facts"]]
    lines += ["", f"## {translated('Editions')}", ""]
    for edition in document["editions"]:
        there = link(edition["list"], edition["edition"])
        lines.append(
            f"- {edition['list']}@{edition['edition']}, {translated(edition['wording'])}, "
            f"{edition['act'] or translated('act not told')}, "
            f"sha256 {edition['checksum'][:16]}…{f', <{there}>' if there else ''}"
        )
    if asked["as_of"]:
        exact = translated("in force on that day" if asked["as_of_exact"] else "not the edition in force on that day")
        lines.append(f"- {translated('Asked as of')} {asked['as_of']}: {exact}")
    lines += ["", f"## {translated('Candidates')}", ""]
    candidates = document["match"]["candidates"]
    if candidates:
        lines += table_head(_RECORD_HEADING, numbered=True)
    for c in candidates:
        words = ", ".join(e["query_text"] for e in c["evidence"])
        cells = (c["rank"], c["code"], c["list"], f"{c['score']:.2f}", c["heading"], words)
        lines.append(f"| {' | '.join(cell(str(x)) for x in cells)} |")
    if not candidates:
        lines.append(translated("None found in these editions."))
    for assessment in document["assessments"]:
        lines += ["", f"## {assessment['code']} ({assessment['list']}): {translated(WORDS[assessment['verdict']])}", ""]
        lines += steps_markdown(assessment["tree"])
        lines += [f"- {translated('missing:')} {translated(m['question'])}" for m in assessment["missing"]]
    program = document["program"]
    lines += ["", f"## {translated('Cautions')}", "", *(f"- {translated(c)}" for c in document["cautions"])]
    lines += ["", f"{translated('Made with')} {program['name']} {program['version']}."]
    return "\n".join(lines)


def declaration(document: dict[str, Any], language: str) -> str:
    """The declaration for a record as Markdown, in English or Dutch, with lines to fill in.

    It says what was looked at and on which editions, and never that no licence is needed. Raises `MisuseError` for a
    record without a decision.
    """
    decision = document["decision"]
    if decision["outcome"] == "open":
        raise MisuseError("expected a record with a decision to declare, found one that is open")
    edition = next((e for e in document["editions"] if e["list"] == decision["list"]), None)
    act = f" ({edition['act']})" if edition and edition["act"] else ""
    # On all places looked at where none was decided on.
    verdicts = [
        a
        for a in document["assessments"]
        if not decision["code"] or (a["list"], a["code"]) == (decision["list"], decision["code"])
    ]
    with output_language(language):  # whatever the language of the command: the one who signs reads that of the form
        return rendered(
            f"declaration-{language}.md",
            **document,
            listed_in=f"{edition['list']}@{edition['edition']}{act}" if edition else "",
            verdicts=verdicts,
            number=record_number(document),
        )


def differences_text(found: Iterable[Difference]) -> str:
    """What changed since a record was made, a line a place."""
    every = list(found)
    lines = [f"{d.place}: {_short(d.before)} → {_short(d.after)}" for d in every[:_MOST_DIFFERENCES]]
    if len(every) > _MOST_DIFFERENCES:
        lines.append(f"… {len(every) - _MOST_DIFFERENCES} {translated('more')}")
    return "\n".join(lines)


def _short(value: Any) -> str:
    text = translated("nothing") if value is None else str(value)
    return text if len(text) <= 100 else text[:100] + " …"


Named = tuple[str, Checked]
"""What became of an edition a record rests on, with the name of the record."""


def checks_text(rows: Iterable[Named], cautions: Iterable[str]) -> str:
    """A line a record and edition: that it stands, or what touches it now."""
    said = [f"! {translated(caution)}" for caution in cautions]
    for name, checked in rows:
        said.append(translated(Message("{record}: {result}", record=name, result=_check_message(checked))))
    return "\n".join(said)


def _check_message(checked: Checked) -> Message:
    was = f"{checked.was.list}@{checked.was.edition}"
    touched = checked.touched
    if touched is None:
        state = Message("stands") if checked.exact else _UNSEEN
        if not checked.same:
            state = Message("the text of this edition is not the one the record was made on")
        return Message("{edition}: {state}", edition=was, state=state)
    parts: list[str] = [touched.reason]
    if touched.deciding:
        parts.append(Message("decided by {properties}", properties=touched.deciding))
    if not checked.exact:
        parts.append(_UNSEEN)
    return Message(
        "{old} → {new}: {outcome}: {reasons}",
        old=was,
        new=checked.now,
        outcome=Message(touched.outcome),
        reasons=joined("; ", parts),
    )


def checks_result(rows: Iterable[Named], as_of: str | None, cautions: Sequence[str]) -> dict[str, Any]:
    """The JSON keys of `record check`."""
    return {
        "as_of": as_of,
        "cautions": list(cautions),
        "records": [_check_row(name, checked) for name, checked in rows],
    }


def _check_row(name: str, checked: Checked) -> dict[str, Any]:
    touched = checked.touched
    return {
        "record": name,
        "was": f"{checked.was.list}@{checked.was.edition}",
        "now": str(checked.now),
        "stands": checked.stands,
        "exact": checked.exact,
        "outcome": touched.outcome if touched else ("not touched" if checked.same and checked.exact else "look again"),
        "reason": touched.reason if touched else _reason(checked),
        "codes": list(touched.codes) if touched else [],
        "deciding": list(touched.deciding) if touched else [],
    }


def _reason(checked: Checked) -> str:
    """Why a record on an edition that still answers is to be looked at; empty where it is not."""
    return ("" if checked.exact else _UNSEEN) if checked.same else "the text of the edition changed"
