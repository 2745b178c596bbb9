"""`controllist assess`: met, not met or unknown: facts against a provision."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from controllist import catalogue
from controllist.assessing.descriptions import facts_in
from controllist.assessing.facts import Facts, read_facts_file, read_setting
from controllist.assessing.interview import Interview
from controllist.assessing.results import Assessment
from controllist.assessing.timeline import Moment, over_time
from controllist.assessing.verdict import assess
from controllist.codes import ControlCode
from controllist.commands import _editions
from controllist.commands._talk import say
from controllist.errors import MisuseError, NotFoundError, SourceError
from controllist.model import Edition, Provision
from controllist.rendering.labels import told
from controllist.rendering.reports import markdown_page
from controllist.rendering.verdicts import (
    assessment_result,
    assessments_markdown,
    assessments_text,
    background,
    moment_result,
    timeline_text,
)
from controllist.services.choosing import Answering, code_of
from controllist.services.verdicts import assess_code, assess_result
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
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a fact; may be given often")
    parser.add_argument("--facts", metavar="FILE", help="facts from a TOML or JSON file, names and values")
    parser.add_argument("--ask", action="store_true", help="ask for what is missing, the deciding fact first")
    parser.add_argument("--all", metavar="TEXT", help="instead of CODE: the top candidates for a description")
    parser.add_argument("--top", type=int, default=5, metavar="N", help="how many candidates with --all (default 5)")
    parser.add_argument("--over-time", action="store_true", help="the same facts against every edition at hand")
    parser.add_argument("--assume-goods", action="store_true", help="take the goods for those the headings name")
    parser.add_argument("--save", metavar="FILE", help="write the answer as JSON beside printing it")
    parser.add_argument("--record", metavar="FILE", help="keep the answer as a record that `record replay` can repeat")
    parser.add_argument("--goods", metavar="TEXT", default="", help="what the goods are, for the record")
    _editions.arguments(parser)
    parser.add_argument("--format", choices=("text", "json", "md", "html"), default="text", help="text is the default")


def run(options: argparse.Namespace) -> int:
    if (options.code is None) == (options.all is None):
        raise MisuseError("expected either CODE or --all TEXT")
    facts = _facts(options)
    if options.all is not None:
        return _run_all(options, facts)
    code = code_of(options.code)
    if options.over_time:
        return _run_over_time(options, code, facts)
    edition = _editions.one_edition(options)
    found = assess_code(code, facts, options.list, options.as_of, edition, assume_goods=options.assume_goods)
    for refusal in found.refused:
        say(f"passed over in one list: {refusal}", "controllist: ")
    answer, assessments = found.answer, list(found.assessments)
    if options.ask:
        assessments = [_ask(a) for a in assessments]
    if options.record:
        _keep_record(options, answer, assessments)
    return _print(options, answer, assessments, None)


def _keep_record(options: argparse.Namespace, answer: Answering, assessments: list[Assessment]) -> None:
    """The answer as a classification record, nothing decided yet."""
    # Only here: a record looks at candidates too, which needs the index.
    from controllist.records.exports import canonical
    from controllist.records.making import Decision, Question, make
    from controllist.rendering.records import record_result

    first = assessments[0]
    question = Question(
        text=options.goods or str(first.code),
        facts=tuple((fact.name, fact.printed) for fact in first.facts),
        editions=tuple(str(a.edition.address) for a in assessments),
        codes=tuple(f"{a.edition.list}:{a.code}" for a in assessments),
        assume_goods=options.assume_goods,
        as_of=answer.as_of,
        as_of_exact=answer.exact,
        cautions=answer.cautions,
    )
    write_text(Path(options.record), canonical(record_result(make(question, Decision("open")))))
    say(f"recorded in {options.record}")


def _facts(options: argparse.Namespace) -> Facts:
    pairs = [read_setting(text) for text in options.set]
    facts = Facts.of(pairs)
    if options.facts:
        path = Path(options.facts)
        try:
            text = _editions.read_bytes(path).decode("utf-8")
        except UnicodeDecodeError:
            raise SourceError(f"expected facts as TOML or JSON in {path.name}, found no text") from None
        facts = Facts.gathered([*read_facts_file(text, path.name), *facts])
    return facts


def _run_over_time(options: argparse.Namespace, code: ControlCode, facts: Facts) -> int:
    if options.as_of or options.edition:
        raise MisuseError("expected --over-time without --as-of and --edition: it takes every edition at hand")
    names = options.list or [n for n in catalogue.list_names() if catalogue.editions(n)]
    moments: list[Moment] = []
    cautions: list[str] = []
    for name in names:
        editions = [catalogue.load(a) for a in catalogue.editions(name)]
        having = [e for e in editions if isinstance(e.by_code.get(code), Provision)]
        if not having:
            continue
        moments += over_time(editions, code, facts, assume_goods=options.assume_goods)
        at_hand = {e.applies_from for e in editions}
        absent = [k.date for k in catalogue.info(name).known if k.date not in at_hand]
        if absent:
            cautions.append(f"editions of {name} known but not at hand: {', '.join(absent)}")
    if not moments:
        raise NotFoundError(f"{code} is in no edition at hand of {', '.join(names)}", code=code)
    document = {
        "code": code,
        "facts": [{"name": f.name, "value": f.printed} for f in facts],
        "cautions": cautions,
        "editions": [moment_result(m) for m in moments],
    }
    return _output(options, document, lambda md: timeline_text(moments, cautions, markdown=md))


def _run_all(options: argparse.Namespace, facts: Facts) -> int:
    """The top candidates for a description, each held against the facts told and those in the description."""
    # Only here: an index is heavy, and `assess CODE` needs none.
    from controllist.index import open_index
    from controllist.matching import match

    answer = _editions.answering(options)
    told = Facts.gathered([*facts, *(f for f in facts_in(options.all) if facts.get(f.key) is None)])
    own = answer.editions if options.edition is not None else ()
    index = open_index([] if own else [e.address for e in answer.editions], own)
    found = match(options.all, index, top=options.top)
    editions: dict[tuple[str, str], Edition] = {(e.list, e.applies_from): e for e in answer.editions}
    assessments = [
        assess(editions[c.list, c.edition], c.code, told, assume_goods=True, strict=False) for c in found.candidates
    ]
    if not assessments:
        raise NotFoundError(f"none found in these editions for {options.all!r}")
    return _print(options, answer, assessments, options.all)


def _print(options: argparse.Namespace, answer: Answering, assessments: list[Assessment], query: str | None) -> int:
    if query is None:
        document = assess_result(assessments, answer)
    else:
        results = [assessment_result(a, answer.as_of, answer.exact, answer.cautions) for a in assessments]
        document = {"query": query, "as_of": answer.as_of, "as_of_exact": answer.exact, "results": results}

    def render(markdown: bool) -> str:
        if markdown:
            return assessments_markdown(assessments, answer.as_of, answer.cautions)
        return assessments_text(assessments, answer.cautions)

    return _output(options, document, render)


def _output(options: argparse.Namespace, document: dict[str, Any], render: Callable[[bool], str]) -> int:
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if options.save:
        write_text(Path(options.save), text + "\n")
        say(f"saved in {options.save}")
    if options.format == "html":
        print(markdown_page(render(True)))
    else:
        print(text if options.format == "json" else render(options.format == "md"))
    return 0


def _ask(assessment: Assessment) -> Assessment:
    """Walk through the questions in the terminal; talk goes to stderr, so that stdout is the answer alone."""
    interview = Interview.begin(assessment)
    say("answer with a value, yes, no, don't know, back or why; an empty line ends")
    while (question := interview.question) is not None:
        print(f"\n{told(question.question)}\n> ", end="", file=sys.stderr, flush=True)
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
