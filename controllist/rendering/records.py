"""Classification records as JSON that is kept, and as a page for a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import asdict

from controllist import __version__
from controllist.addresses import link, linking
from controllist.records.comparing import Difference
from controllist.records.exports import record_number
from controllist.records.making import Record
from controllist.records.reading import FORMAT
from controllist.rendering.matches import match_result
from controllist.rendering.verdicts import assessment_result


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
        "decision": asdict(record.decision),
        "cautions": said,
    }


def record_markdown(document: dict[str, Any]) -> str:
    """A record as a page: the decision first, then what it rests on."""
    asked, decision = document["asked"], document["decision"]
    outcome = {"listed": f"listed under {decision['code']}", "not-listed": "not listed", "open": "not decided yet"}
    lines = [f"# Record {record_number(document)}", "", f"**{outcome[decision['outcome']]}**"]
    if decision["by"]:
        lines += ["", f"- Decided by {decision['by']} on {decision['on']}", f"- Reason: {decision['reason']}"]
    lines += ["", "## Goods", "", f"- Article: {asked['article'] or 'not told'}", f"- Description: {asked['text']}"]
    lines += [f"- {f['name']}: {f['value']}" for f in asked["facts"]]
    lines += ["", "## Editions", ""]
    for edition in document["editions"]:
        there = link(edition["list"], edition["edition"])
        lines.append(
            f"- {edition['list']}@{edition['edition']}, {edition['wording']}, {edition['act'] or 'act not told'}, "
            f"sha256 {edition['checksum'][:16]}…{f', <{there}>' if there else ''}"
        )
    if asked["as_of"]:
        exact = "in force on that day" if asked["as_of_exact"] else "not the edition in force on that day"
        lines.append(f"- Asked as of {asked['as_of']}: {exact}")
    lines += ["", "## Candidates", ""]
    candidates = document["match"]["candidates"]
    if candidates:
        lines += ["| | code | list | score | what it is | words |", "|---|---|---|---|---|---|"]
    for c in candidates:
        words = ", ".join(e["query_text"] for e in c["evidence"])
        cells = (c["rank"], c["code"], c["list"], f"{c['score']:.2f}", c["heading"], words)
        lines.append(f"| {' | '.join(_cell(str(x)) for x in cells)} |")
    if not candidates:
        lines.append("None found in these editions.")
    for assessment in document["assessments"]:
        lines += ["", f"## {assessment['code']} ({assessment['list']}): {assessment['verdict']}", ""]
        for step in assessment["tree"]:
            lines += _step(step, 0)
        lines += [f"- missing: {m['question']}" for m in assessment["missing"]]
    program = document["program"]
    lines += ["", "## Cautions", "", *(f"- {c}" for c in document["cautions"])]
    lines += ["", f"Made with {program['name']} {program['version']}."]
    return "\n".join(lines)


def _step(step: dict[str, Any], depth: int) -> list[str]:
    why = f" — {step['why']}" if step["why"] else ""
    line = f"{'  ' * depth}- {step['verdict']}: {step['code']} {step['words']}{why}"
    return [line, *(inner for below in step["steps"] for inner in _step(below, depth + 1))]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def differences_text(found: Iterable[Difference], most: int = 40) -> str:
    """What changed since a record was made, a line a place."""
    told = list(found)
    lines = [f"{d.place}: {_short(d.before)} → {_short(d.after)}" for d in told[:most]]
    if len(told) > most:
        lines.append(f"… and {len(told) - most} more")
    return "\n".join(lines)


def _short(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 100 else text[:100] + " …"
