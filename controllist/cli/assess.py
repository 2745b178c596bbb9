"""`controllist assess`: met, not met or unknown: facts against a provision."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve

from controllist.app import questions
from controllist.assessing.facts import Facts
from controllist.assessing.questions import Interview
from controllist.assessing.verdict import Assessment
from controllist.cli import options, output
from controllist.errors import MisuseError
from controllist.messages import Message
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
from controllist.writing import write_text

_WHY = ("why", "waarom", "warum", "pourquoi")
"""What a person types who wants to know why a question is asked."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", nargs="?", help="a provision such as 3B501.f.1.b")
    options.add_facts(parser)
    parser.add_argument("--ask", action="store_true", help="ask for what is missing, the deciding fact first")
    parser.add_argument("--all", metavar="TEXT", help="instead of CODE: the top candidates for a description")
    options.add_top(parser, 5, "with --all")
    parser.add_argument("--over-time", action="store_true", help="the same facts against every edition at hand")
    parser.add_argument("--assume-goods", action="store_true", help="take the goods for those the headings name")
    parser.add_argument("--save", metavar="FILE", help="write the answer as JSON beside printing it")
    parser.add_argument("--record", metavar="FILE", help="keep the answer as a record that `record replay` can repeat")
    parser.add_argument("--goods", metavar="TEXT", default="", help="what the goods are, for the record")
    options.add_editions(parser)
    options.add_format(parser, "text", "json", "md", "html")


def _run(args: argparse.Namespace) -> int:
    if (args.code is None) == (args.all is None):
        raise MisuseError("expected either CODE or --all TEXT")
    facts = Facts.of(options.facts_of(args))
    if args.all is not None:
        return _candidates(args, facts)
    return _over_time(args, facts) if args.over_time else _provision(args, facts)


def _provision(args: argparse.Namespace, facts: Facts) -> int:
    answer = questions.assess(args.code, facts, options.selection_of(args), assume_goods=args.assume_goods)
    for problem in answer.refused:
        output.say("passed over in one list: {problem}", "controllist: ", problem=problem)
    if args.ask:
        answer = evolve(answer, assessments=tuple(map(_ask, answer.assessments)))
    if args.record:
        _keep_record(args, answer)
    return _print(args, answer, assess_result(answer.assessments, answer.as_of, answer.exact, answer.cautions))


def _candidates(args: argparse.Namespace, facts: Facts) -> int:
    answer = questions.assess_candidates(args.all, facts, options.selection_of(args), top=args.top)
    document = candidates_result(args.all, answer.assessments, answer.as_of, answer.exact, answer.cautions)
    return _print(args, answer, document)


def _print(args: argparse.Namespace, answer: questions.Assessed, document: dict[str, Any]) -> int:
    return _give(
        args,
        document,
        text=lambda: assessments_text(answer.assessments, answer.cautions),
        memo=lambda: assessments_markdown(answer.assessments, answer.as_of, answer.cautions),
    )


def _over_time(args: argparse.Namespace, facts: Facts) -> int:
    if args.as_of or args.edition:
        raise MisuseError("expected --over-time without --as-of and --edition: it takes every edition at hand")
    answer = questions.assess_over_time(args.code, facts, args.list, assume_goods=args.assume_goods)
    return _give(
        args,
        timeline_result(answer.code, facts, answer.moments, answer.cautions),
        text=lambda: timeline_text(answer.moments, answer.cautions),
        memo=lambda: timeline_text(answer.moments, answer.cautions, markdown=True),
    )


def _give(
    args: argparse.Namespace, document: dict[str, Any], *, text: Callable[[], str], memo: Callable[[], str]
) -> int:
    if args.save:
        write_text(Path(args.save), output.as_json(document) + "\n")
        output.say("saved in {file}", file=args.save)
    output.give(
        args.format, kind="verdict", text=text, json=lambda: document, md=memo, html=lambda: markdown_page(memo())
    )
    return 0


def _keep_record(args: argparse.Namespace, answer: questions.Assessed) -> None:
    # Only here: a record has candidates too, which needs the index.
    from controllist.registers.records import canonical
    from controllist.rendering.registers import record_result

    record = questions.record_of(answer, args.goods, assume_goods=args.assume_goods)
    message = Message("recorded in {file}", file=args.record)
    output.put(canonical(record_result(record)), args.record, message)


def _ask(assessment: Assessment) -> Assessment:
    """Walk through the questions in the terminal, on stderr, so that stdout is the answer alone."""
    interview = Interview.begin(assessment)
    output.say("answer with a value, yes, no, don't know, back or why; an empty line ends")
    while (question := interview.question) is not None:
        print(f"\n{translated(question.question)}\n> ", end="", file=sys.stderr, flush=True)
        reply = sys.stdin.readline().strip()
        if not reply:
            break
        if reply.casefold().rstrip("?") in _WHY:
            print(background(assessment.edition, question), file=sys.stderr)
            continue
        try:
            interview = interview.reply(reply)
        except MisuseError as error:
            output.say("{problem}", "  ", problem=error.message)
    return interview.assessment


assess = options.command(
    _arguments,
    _run,
    'controllist assess 3B501.f.1.b --set "wavelength=193 nm"',
    'controllist assess 3B501.f.1.b --set wavelength=193nm --set NA=1.35 --set overlay=1,4nm --set "is it=yes"',
    "controllist assess 3B001.f.4 --list nl-semicon --facts scanner.toml --over-time",
    'controllist assess 2B350.g --ask --record valve.json --goods "ball valve DN50"',
    'controllist assess --all "immersion scanner, 193 nm, overlay 1.6 nm" --as-of 2024-10-01',
)
