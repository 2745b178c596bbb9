"""Classification records as JSON that is kept, and as a page for a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import asdict

from controllist.addresses import link, linking
from controllist.messages import Message, joined
from controllist.registers.exports import record_number
from controllist.registers.records import FORMAT, Checked, Difference, Record
from controllist.rendering.lines import cell, table_head
from controllist.rendering.matches import match_result
from controllist.rendering.translation import translated
from controllist.rendering.verdicts import WORDS, assessment_result, steps_markdown
from controllist.version import __version__

NO_CANDIDATE = "the entry decided on is none of the candidates"
_HEADING = ("code", "list", "score", "what it is", "words")
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
        lines += table_head(_HEADING, numbered=True)
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
