"""Assessments for a person who must file them, and for programs: text, Markdown, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from controllist.addresses import link, linked
from controllist.assessing.facts import Facts
from controllist.assessing.questions import Moment, missing_facts, next_question
from controllist.assessing.verdict import Assessment, Missing, Step
from controllist.codes import ControlCode
from controllist.messages import Message
from controllist.model import Edition, Note, Provision
from controllist.normalize import raised_exponents
from controllist.rendering.lines import Say, cautions_markdown, cautions_text, cell, table_head, wrapped
from controllist.rendering.provisions import heading
from controllist.rendering.translation import translated

MARKS = {"met": "+", "not-met": "-", "unknown": "?"}
WORDS = {"met": "met", "not-met": "not met", "unknown": "unknown"}
HOW = {
    "all": "all of",
    "any": "any of",
    "list": "each of",
    "cautious": "of these, the text does not tell whether all or any",
}
_MOST_SHOWN = 12


def assess_result(
    assessments: Sequence[Assessment], as_of: str | None, exact: bool, cautions: Sequence[str]
) -> dict[str, Any]:
    """The JSON keys of `assess`: the first list's answer, and those of others beside it.

    `next` is the fact to ask for now, the one that settles most; None where nothing is left to ask.
    """
    results = []
    for one in assessments:
        question = next_question(one)
        asked = None if question is None else missing_result(question)
        results.append({**assessment_result(one, as_of, exact, cautions), "next": asked})
    return {**results[0], **({"others": results[1:]} if len(results) > 1 else {})}


def candidates_result(
    query: str, assessments: Iterable[Assessment], as_of: str | None, exact: bool, cautions: Sequence[str]
) -> dict[str, Any]:
    """The JSON keys of `assess --all`: the provisions a description may fall under, the best match first."""
    results = [assessment_result(a, as_of, exact, cautions) for a in assessments]
    return {"query": query, "as_of": as_of, "as_of_exact": exact, "results": results}


def assessment_result(
    assessment: Assessment, as_of: str | None, exact: bool, cautions: Iterable[str]
) -> dict[str, Any]:
    """The fixed keys of `assess`, and beside them the facts and the basis."""
    edition = assessment.edition
    return {
        "list": edition.list,
        "edition": edition.applies_from,
        "wording": edition.wording,
        "as_of": as_of,
        "as_of_exact": exact,
        "cautions": [*cautions, *said_of(assessment)],
        "code": assessment.code,
        **linked(edition.list, edition.applies_from, assessment.code),
        "verdict": assessment.verdict,
        "basis": assessment.basis,
        "facts": [{"name": f.name, "value": f.printed} for f in assessment.facts],
        "tree": [step_result(step) for step in _top(assessment.root)],
        "missing": [missing_result(m) for m in missing_facts(assessment)],
    }


def step_result(step: Step) -> dict[str, Any]:
    """One step with those below it."""
    return {
        "code": step.code,
        "kind": step.kind,
        "verdict": step.verdict,
        "words": step.words,
        "why": step.why,
        "facts": list(step.facts),
        "basis": step.basis,
        "requirement": step.requirement or None,
        "negated": step.negated,
        "steps": [step_result(inner) for inner in step.steps],
    }


def step_from(data: Mapping[str, Any]) -> Step:
    """A step as `step_result` wrote it."""
    return Step(
        ControlCode(data["code"]),
        data["kind"],
        data["verdict"],
        data["words"],
        data["why"],
        tuple(data["facts"]),
        data["basis"],
        data["requirement"] or "",
        data["negated"],
        tuple(step_from(inner) for inner in data["steps"]),
    )


def steps_markdown(steps: Iterable[Mapping[str, Any]]) -> list[str]:
    """The reasons of a kept assessment, told as those of a fresh one: how parts combine, what a note takes out."""
    return [line for step in steps for line in _step_markdown(step_from(step), 0)]


def missing_result(missing: Missing) -> dict[str, Any]:
    return {
        "property": missing.property,
        "unit": missing.unit,
        "question": missing.question,
        "answer": missing.answer,
        "codes": list(missing.codes),
        "computed_from": list(missing.computed_from),
    }


def said_of(assessment: Assessment, say: Say = str) -> list[str]:
    """What a reader must know of this verdict: how sure its words are, what was taken for granted or not used."""
    said = [*map(say, assessment.cautions), *_rests_on(assessment, say)]
    if assessment.assume_goods:
        said.append(say("the goods are taken for those that the headings name"))
    if assessment.unused:
        said.append(
            say(Message("not asked for by {code}: {properties}", code=assessment.code, properties=assessment.unused))
        )
    if assessment.verdict == "not-met":
        said.append(
            say(
                "not met here does not mean that no licence is needed: other entries, lists and "
                "Articles 4, 5, 9 and 10 may apply"
            )
        )
    return said


def _rests_on(assessment: Assessment, say: Say) -> list[str]:
    """The words the verdict rests on, where they are less than checked: each place with where they come from."""
    if assessment.basis not in ("inferred", "secondary"):
        return []
    found: dict[str, str] = {}
    for step in assessment.root.deciding():
        node = assessment.edition.by_code.get(step.code)
        if node is not None and node.basis.grade in ("inferred", "secondary"):
            reasoning = f", {say(node.basis.reasoning)}" if node.basis.reasoning else ""
            source = f"{say(node.basis.grade)}: {say(node.basis.source)}"
            found.setdefault(node.code, f"{node.code} ({source}{reasoning})")
    grounds = "; ".join(found.values()) or say("how the conditions combine has not been seen")
    return [f"{say(Message('the verdict rests on {basis} wording', basis=Message(assessment.basis)))}: {grounds}"]


def assessments_text(assessments: Sequence[Assessment], cautions: Iterable[str]) -> str:
    """Assessments as text for the terminal, the cautions first."""
    lines = cautions_text(cautions)
    for assessment in assessments:
        if lines:
            lines.append("")
        lines += _one_text(assessment)
    return "\n".join(lines)


def _one_text(assessment: Assessment) -> list[str]:
    verdict, basis = translated(WORDS[assessment.verdict]), translated(assessment.basis)
    lines = [heading(assessment.edition), f"{assessment.code}: {verdict} ({translated('wording')}: {basis})"]
    if there := link(assessment.edition.list, assessment.edition.applies_from, assessment.code):
        lines.append(f"  {there}")
    if len(assessment.facts):
        lines.append(wrapped(translated("facts:") + " " + "; ".join(map(str, assessment.facts)), "  ", "    "))
    lines += cautions_text(said_of(assessment, translated), "  ", say=str)
    for step in _top(assessment.root):
        lines += _step_text(step, 1)
    lines += _missing_text(missing_facts(assessment))
    return lines


def _missing_text(missing: Sequence[Missing]) -> list[str]:
    if not missing:
        return []
    lines = [translated("missing:")]
    for number, one in enumerate(missing[:_MOST_SHOWN], 1):
        lines.append(wrapped(f'{number}. {translated(one.question)}  [--set "{one.property}=…"]', "  ", "     "))
    if len(missing) > _MOST_SHOWN:
        lines.append(
            translated(
                Message(
                    "  … and {number} more; --ask asks the ones that decide, --format json has all",
                    number=len(missing) - _MOST_SHOWN,
                )
            )
        )
    return lines


def _top(root: Step) -> tuple[Step, ...]:
    return root.steps if root.kind == "assessment" else (root,)


def _step_text(step: Step, depth: int, above: str = "", within: Step | None = None) -> list[str]:
    """A step and what is worth reading below it; words that stand in the line above are not printed again."""
    if not step.steps:
        line = f"{MARKS[step.verdict]} {_words(step, above)}"
        return [wrapped(line, "  " * depth, "  " * depth + "    ")]
    if _is_bare(step, above, within):
        return [line for inner in step.steps for line in _step_text(inner, depth, above, within)]
    lead = f"{MARKS[step.verdict]} {_group_words(step)}"
    lines = [wrapped(lead, "  " * depth, "  " * depth + "    ")]
    shown, rest = _worth_reading(step)
    for inner in shown:
        lines += _step_text(inner, depth + 1, step.words or above, step)
    if rest:
        lines.append(f"{'  ' * (depth + 1)}… {rest}")
    return lines


def _worth_reading(step: Step) -> tuple[list[Step], str]:
    """The steps to show: all of a short group; of a long one those that decide or that facts were held against."""
    if len(step.steps) <= _MOST_SHOWN:
        return list(step.steps), ""
    settled = step.verdict != "unknown" and step.requirement != "any"
    deciding = [s for s in step.steps if settled and s.verdict == step.wanted]
    held = [s for s in step.steps if any(leaf.facts for leaf in s.leaves())]
    shown = [s for s in step.steps if s in held or s in deciding][:_MOST_SHOWN] or list(step.steps[:_MOST_SHOWN])
    counts: dict[str, int] = {}
    for other in step.steps:
        if other not in shown:
            counts[WORDS[other.verdict]] = counts.get(WORDS[other.verdict], 0) + 1
    return shown, ", ".join(f"{n} {translated('more')} {translated(word)}" for word, n in counts.items())


def _group_words(step: Step) -> str:
    how = f"({translated(HOW[step.requirement])})" if step.requirement and len(step.steps) > 1 else ""
    if step.kind == "exclusion":
        return f"{step.code} {translated('does not apply')}: {_plain(step.words)}".rstrip(": ")
    if step.kind == "not specified":
        return f"{step.code} {translated('not specified there')}"
    if step.kind == "whole":
        return f"{step.code} {translated('as a whole')}"
    return " ".join(x for x in (str(step.code), _plain(step.words), how) if x)


def _words(step: Step, above: str) -> str:
    facts = f" [{'; '.join(step.facts)}]" if step.facts and step.kind != "figure" else ""
    grade = f" ({translated(step.basis)})" if step.basis != "checked" else ""
    why = f" — {translated(step.why)}" if step.why else ""
    if step.kind == "reference":
        return f"{step.code} {translated('specified in')} {step.words}{why}{facts}"
    words = translated("in its words") if step.words == above and step.kind in ("words", "lead") else _plain(step.words)
    return f"{step.code} {words}{grade}{why}{facts}"


def _plain(text: str) -> str:
    return raised_exponents(text)


def assessments_markdown(assessments: Sequence[Assessment], as_of: str | None, cautions: Iterable[str]) -> str:
    """Assessments as a memo: edition, wording, facts, verdict, tree, what is missing."""
    lines = cautions_markdown(cautions)
    for assessment in assessments:
        if lines:
            lines.append("")
        lines += _one_markdown(assessment, as_of)
    return "\n".join(lines)


def _one_markdown(assessment: Assessment, as_of: str | None) -> list[str]:
    edition = assessment.edition
    lines = [
        f"## {assessment.code}: {translated(WORDS[assessment.verdict])}",
        "",
        f"- {translated('Edition')}: {heading(edition)}" + (f", {translated('asked as of')} {as_of}" if as_of else ""),
        f"- {translated('Act')}: {edition.act.number or edition.act.title or translated('not told')}"
        + (f", <{edition.act.address}>" if edition.act.address else ""),
        f"- {translated('Basis of the wording')}: {translated(assessment.basis)}",
    ]
    if there := link(edition.list, edition.applies_from, assessment.code):
        lines.append(f"- {translated('Page')}: <{there}>")
    lines += [f"- {translated('Caution')}: {c}" for c in said_of(assessment, translated)]
    if len(assessment.facts):
        lines += ["", *table_head(("fact", "value"))]
        lines += [f"| {cell(f.name)} | {cell(f.printed)} |" for f in assessment.facts]
    lines += ["", f"### {translated('Reasons')}", ""]
    for step in _top(assessment.root):
        lines += _step_markdown(step, 0)
    missing = missing_facts(assessment)
    if missing:
        lines += [
            "",
            f"### {translated('Missing')}",
            "",
            *(f"{n}. {translated(m.question)}" for n, m in enumerate(missing, 1)),
        ]
    return lines


def _is_bare(step: Step, above: str, within: Step | None) -> bool:
    """Whether a group adds nothing to the line above: one step in it, or the figures beside the words of one text."""
    if step.kind == "figures" and step.requirement == "all":
        return within is not None and within.code == step.code and within.requirement == "all"
    return len(step.steps) == 1 and step.kind in ("provision", "items", "note") and step.words in ("", above)


def _step_markdown(step: Step, depth: int, above: str = "", within: Step | None = None) -> list[str]:
    mark = f"**{translated(WORDS[step.verdict])}**"
    if not step.steps:
        return [f"{'  ' * depth}- {mark} {_words(step, above)}"]
    if _is_bare(step, above, within):
        return [line for inner in step.steps for line in _step_markdown(inner, depth, above, within)]
    lines = [f"{'  ' * depth}- {mark} {_group_words(step)}"]
    shown, rest = _worth_reading(step)
    for inner in shown:
        lines += _step_markdown(inner, depth + 1, step.words or above, step)
    return [*lines, f"{'  ' * (depth + 1)}- {rest}"] if rest else lines


# --- over time ---


def timeline_result(code: str, facts: Facts, moments: Iterable[Moment], cautions: Sequence[str]) -> dict[str, Any]:
    """The JSON keys of `assess --over-time`: one row an edition."""
    return {
        "code": code,
        "facts": [{"name": f.name, "value": f.printed} for f in facts],
        "cautions": list(cautions),
        "editions": [moment_result(m) for m in moments],
    }


def moment_result(moment: Moment) -> dict[str, Any]:
    assessment = moment.assessment
    return {
        "list": moment.edition.list,
        "edition": moment.edition.applies_from,
        "applies_until": moment.edition.applies_until or None,
        "wording": moment.edition.wording,
        "code": moment.code,
        **linked(moment.edition.list, moment.edition.applies_from, moment.code),
        "verdict": moment.verdict,
        "basis": assessment.basis if assessment else None,
        "why": moment.why,
        "cautions": [*moment.edition.cautions, *(said_of(assessment) if assessment else ())],
        "missing": [missing_result(m) for m in missing_facts(assessment)] if assessment else [],
    }


def timeline_text(moments: Sequence[Moment], cautions: Iterable[str], *, markdown: bool = False) -> str:
    """One line an edition: its date, the verdict and why."""
    lines = cautions_markdown(cautions) if markdown else cautions_text(cautions)
    for moment in moments:
        until = f" {translated('to')} {moment.edition.applies_until}" if moment.edition.applies_until else ""
        verdict = translated(WORDS.get(moment.verdict, moment.verdict))
        basis = f", {translated(moment.assessment.basis)}" if moment.assessment else ""
        text = f"{moment.edition.address}{until}  {moment.code}: {verdict}{basis}. {translated(moment.why)}"
        lines.append(f"- {text}" if markdown else wrapped(text, "", "    "))
        unsure = _rests_on(moment.assessment, translated) if moment.assessment else []
        lines += [f"  - {c}" for c in unsure] if markdown else cautions_text(unsure, "    ", say=str)
    return "\n".join(lines)


def background(edition: Edition, missing: Missing) -> str:
    """Why a question is asked: the provision on its path, its technical notes and what notes include."""
    lines: list[str] = []
    for code in missing.codes[:3]:
        for node in edition.path(code):
            if isinstance(node, Provision) and node.kind not in ("category", "group"):
                lines.append(wrapped(f"{node.code} {_plain(node.text)}", "    ", "      "))
            for note in edition.notes_on(node.code):
                if isinstance(note, Note) and note.kind in ("technical-note", "note-includes"):
                    lines.append(wrapped(f"{note.code} {_plain(note.text)}", "      ", "        "))
    return "\n".join(dict.fromkeys(lines))
