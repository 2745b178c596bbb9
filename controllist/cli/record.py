"""`controllist record`: a classification written down so that it can be replayed, checked and passed on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from controllist.app import questions
from controllist.cli import output
from controllist.cli.options import (
    Command,
    add_editions,
    add_facts,
    add_format,
    add_language,
    add_out,
    add_top,
    description_of,
    facts_of,
    language_of,
    one_edition,
    read_edition,
    read_text,
)
from controllist.cli.output import say
from controllist.errors import MisuseError
from controllist.messages import Message
from controllist.registers.records import OUTCOMES, Decision, Question, canonical, cyclonedx, flat, read_record, spdx
from controllist.rendering.pages import markdown_page
from controllist.rendering.registers import (
    NO_CANDIDATE,
    checks_result,
    checks_text,
    declaration,
    differences_text,
    record_markdown,
    record_result,
)
from controllist.rendering.translation import translated

_FORMS = ("spdx", "cyclonedx", "flat", "declaration-en", "declaration-nl")


def _arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True, dest="action")
    _make_arguments(actions.add_parser("make", help="put a question and write down what was found and decided"))
    show = actions.add_parser("show", help="a record as a page")
    show.add_argument("file", metavar="FILE")
    add_format(show, "md", "html", "json")
    again = actions.add_parser("replay", help="the same question again: the same bytes, or what changed since")
    again.add_argument("file", metavar="FILE")
    again.add_argument("--edition", metavar="E", help="the file of an edition it rests on: list@date=FILE")
    checks = actions.add_parser("check", help="which records the editions of a date touch")
    checks.add_argument("files", metavar="FILE", nargs="+")
    checks.add_argument("--as-of", metavar="DATE", help="the editions in force on this date (default: the newest)")
    add_format(checks, "text", "json")
    export = actions.add_parser("export", help="records in the forms of others")
    export.add_argument("files", metavar="FILE", nargs="+", help="one record; several for --to flat")
    export.add_argument("--to", required=True, choices=_FORMS, help="what to write")
    export.add_argument("--country", default="NLD", metavar="XXX", help="exporting country for spdx (default NLD)")
    add_out(export)


def _make_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="the description of the goods, or - for standard input")
    parser.add_argument("--article", default="", metavar="N", help="the article number")
    add_facts(parser)
    parser.add_argument("--look-at", action="append", default=[], metavar="CODE", help="a code to assess besides")
    parser.add_argument("--decide", choices=OUTCOMES, default="open", help="what was decided (default: open)")
    parser.add_argument("--code", default="", metavar="CODE", help="the code the goods are listed under")
    parser.add_argument("--by", default="", metavar="NAME", help="who decided")
    parser.add_argument("--on", default="", metavar="DATE", help="the day of the decision")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why")
    add_editions(parser)
    add_top(parser, 5)
    add_language(parser, "text")
    parser.add_argument("--assume-goods", action="store_true", help="take the goods for those the headings name")
    add_out(parser)


def _run(options: argparse.Namespace) -> int:
    actions = {"make": _make, "show": _show, "replay": _replay, "check": _check, "export": _export}
    return actions[options.action](options)


def _make(options: argparse.Namespace) -> int:
    question = Question(
        text=description_of(options.text).strip(),
        article=options.article,
        facts=facts_of(options),
        codes=tuple(options.look_at),
        top=options.top,
        language=questions.language_of(language_of(options)),
        assume_goods=options.assume_goods,
    )
    list_name, _, code = options.code.rpartition(":")
    decision = Decision(options.decide, code, list_name, options.by, options.on, options.reason)
    record = questions.record(question, decision, options.list, options.as_of, one_edition(options))
    _put(options, canonical(record_result(record)))
    if record.is_candidate is False:
        say(NO_CANDIDATE, f"! {record.decision.list}:{record.decision.code}: ")
    return 0


def _put(options: argparse.Namespace, text: str) -> None:
    output.put(text, options.out, Message("written: {file}", file=options.out))


def _read(name: str) -> tuple[dict[str, Any], str]:
    """A record with its text."""
    text = read_text(Path(name), Message("a record in {file}", file=name))
    return read_record(text, Path(name).name), text


def _show(options: argparse.Namespace) -> int:
    document, text = _read(options.file)
    if options.format == "json":
        print(text, end="")
    else:
        page = record_markdown(document)
        print(page if options.format == "md" else markdown_page(page))
    return 0


def _replay(options: argparse.Namespace) -> int:
    document, text = _read(options.file)
    given = () if options.edition is None else (read_edition(options.edition),)
    replayed = questions.replay(document, text, given)
    if replayed.later:
        result = Message("the same in every key it has; this program writes besides: {keys}", keys=replayed.later)
    elif replayed.same:
        result = Message("the same, byte for byte")
    elif replayed.differences:
        result = Message("{number} places differ", number=len(replayed.differences))
    else:
        result = Message("the same, spelt otherwise")
    print(translated(Message("{record}: {result}", record=options.file, result=result)))
    if replayed.differences:
        print(differences_text(replayed.differences))
    return 0 if replayed.same else 1


def _check(options: argparse.Namespace) -> int:
    checks = questions.check_records(((name, _read(name)[0]) for name in options.files), options.as_of)
    output.give(
        options.format,
        text=lambda: checks_text(checks.rows, checks.cautions),
        json=lambda: checks_result(checks.rows, checks.as_of, checks.cautions),
    )
    return 0 if checks.unchanged else 1


def _export(options: argparse.Namespace) -> int:
    documents = [_read(name)[0] for name in options.files]
    if options.to != "flat" and len(documents) > 1:
        raise MisuseError("expected one record for --to {form}, found {number}", form=options.to, number=len(documents))
    _put(options, _exported(options, documents))
    return 0


def _exported(options: argparse.Namespace, documents: list[dict[str, Any]]) -> str:
    if options.to == "flat":
        return flat(documents)
    document = documents[0]
    if options.to in ("declaration-en", "declaration-nl"):
        return declaration(document, options.to.removeprefix("declaration-"))
    return output.as_json(spdx(document, options.country) if options.to == "spdx" else cyclonedx(document))


record = Command(
    _arguments,
    _run,
    (
        'controllist record make "EUV pellicle" --article 4711 -o 4711.record.json',
        'controllist record make "EUV pellicle" --decide listed --code 3B501.m --by "A. Jansen" --on 2026-11-24 '
        '--reason "named in the list" -o 4711.record.json',
        "controllist record replay 4711.record.json",
        "controllist record check *.record.json --as-of 2026-12-01",
        "controllist record export 4711.record.json --to declaration-nl -o 4711.md",
    ),
)
