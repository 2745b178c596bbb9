"""`controllist assess`: met, not met or unknown: facts against a provision."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from controllist.assessing.facts import Facts
from controllist.assessing.questions import Interview
from controllist.assessing.verdict import Assessment
from controllist.cli import output
from controllist.cli.options import add_editions, add_facts, count, facts_told, one_edition
from controllist.cli.output import say
from controllist.errors import MisuseError
from controllist.rendering.pages import markdown_page
from controllist.rendering.translation import translated
from controllist.rendering.verdicts import (
    assess_result,
    assessments_markdown,
    assessments_text,
    background,
    candidates_result,
    timeline_result,
    timeline_text,
)
from controllist.services.choosing import Answering
from controllist.services.finding import code_of
from controllist.services.verdicts import assess_candidates, assess_code, assess_over_time
from controllist.writing import write_text

EXAMPLES = (
    'controllist assess 3B501.f.1.b --set "wavelength=193 nm"',
    'controllist assess 3B501.f.1.b --set wavelength=193nm --set NA=1.35 --set overlay=1,4nm --set "is it=yes"',
    "controllist assess 3B001.f.4 --list nl-semicon --facts scanner.toml --over-time",
    'controllist assess 2B350.g --ask --record valve.json --goods "ball valve DN50"',
    'controllist assess --all "immersion scanner, 193 nm, overlay 1.6 nm" --as-of 2024-10-01',
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", nargs="?", help="a provision such as 3B501.f.1.b")
    add_facts(parser)
    parser.add_argument("--ask", action="store_true", help="ask for what is missing, the deciding fact first")
    parser.add_argument("--all", metavar="TEXT", help="instead of CODE: the top candidates for a description")
    parser.add_argument("--top", type=count, default=5, metavar="N", help="how many candidates with --all (default 5)")
    parser.add_argument("--over-time", action="store_true", help="the same facts against every edition at hand")
    parser.add_argument("--assume-goods", action="store_true", help="take the goods for those the headings name")
    parser.add_argument("--save", metavar="FILE", help="write the answer as JSON beside printing it")
    parser.add_argument("--record", metavar="FILE", help="keep the answer as a record that `record replay` can repeat")
    parser.add_argument("--goods", metavar="TEXT", default="", help="what the goods are, for the record")
    add_editions(parser)
    parser.add_argument("--format", choices=("text", "json", "md", "html"), default="text", help="text is the default")


def run(options: argparse.Namespace) -> int:
    if (options.code is None) == (options.all is None):
        raise MisuseError("expected either CODE or --all TEXT")
    facts = Facts.of(facts_told(options))
    if options.all is not None:
        return _candidates(options, facts)
    return _over_time(options, facts) if options.over_time else _provision(options, facts)


def _provision(options: argparse.Namespace, facts: Facts) -> int:
    code, edition = code_of(options.code), one_edition(options)
    found = assess_code(code, facts, options.list, options.as_of, edition, assume_goods=options.assume_goods)
    for refusal in found.refused:
        say(f"passed over in one list: {refusal}", "controllist: ")
    answer, assessments = found.answer, found.assessments
    if options.ask:
        assessments = tuple(map(_ask, assessments))
    if options.record:
        _keep_record(options, answer, assessments)
    document = assess_result(assessments, answer.as_of, answer.exact, answer.cautions)
    return _print(options, answer, assessments, document)


def _candidates(options: argparse.Namespace, facts: Facts) -> int:
    edition = one_edition(options)
    found = assess_candidates(options.all, facts, options.list, options.as_of, edition, top=options.top)
    answer = found.answer
    document = candidates_result(options.all, found.assessments, answer.as_of, answer.exact, answer.cautions)
    return _print(options, answer, found.assessments, document)


def _print(
    options: argparse.Namespace, answer: Answering, assessments: Sequence[Assessment], document: dict[str, Any]
) -> int:
    return _give(
        options,
        document,
        text=lambda: assessments_text(assessments, answer.cautions),
        memo=lambda: assessments_markdown(assessments, answer.as_of, answer.cautions),
    )


def _over_time(options: argparse.Namespace, facts: Facts) -> int:
    if options.as_of or options.edition:
        raise MisuseError("expected --over-time without --as-of and --edition: it takes every edition at hand")
    code = code_of(options.code)
    found = assess_over_time(code, facts, options.list, assume_goods=options.assume_goods)
    return _give(
        options,
        timeline_result(code, facts, found.moments, found.cautions),
        text=lambda: timeline_text(found.moments, found.cautions),
        memo=lambda: timeline_text(found.moments, found.cautions, markdown=True),
    )


def _give(
    options: argparse.Namespace, document: dict[str, Any], *, text: Callable[[], str], memo: Callable[[], str]
) -> int:
    if options.save:
        write_text(Path(options.save), output.document(document) + "\n")
        say(f"saved in {options.save}")
    output.answer(
        options.format, "verdict", text=text, json=lambda: document, md=memo, html=lambda: markdown_page(memo())
    )
    return 0


def _keep_record(options: argparse.Namespace, answer: Answering, assessments: Sequence[Assessment]) -> None:
    # Only here: a record looks at candidates too, which needs the index.
    from controllist.registers.exports import canonical
    from controllist.rendering.registers import record_result
    from controllist.services.recording import record_of

    record = record_of(assessments, answer, options.goods, assume_goods=options.assume_goods)
    output.put(canonical(record_result(record)), options.record, f"recorded in {options.record}")


def _ask(assessment: Assessment) -> Assessment:
    """Walk through the questions in the terminal; talk goes to stderr, so that stdout is the answer alone."""
    interview = Interview.begin(assessment)
    say("answer with a value, yes, no, don't know, back or why; an empty line ends")
    while (question := interview.question) is not None:
        print(f"\n{translated(question.question)}\n> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        reply = line.strip()
        if not reply:
            break
        if reply.casefold().rstrip("?") in ("why", "waarom", "warum", "pourquoi"):
            print(background(assessment.edition, question), file=sys.stderr)
            continue
        try:
            interview = interview.reply(reply)
        except MisuseError as error:
            say(error.message, "  ")
    return interview.assessment
