"""`controllist record`: a classification written down so that it can be replayed, checked and passed on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from controllist.app import questions
from controllist.cli import options, output
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

_FORMS = ("spdx", "cyclonedx", "flat", "declaration-en", "declaration-nl")


def _arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True, dest="action")
    _make_arguments(actions.add_parser("make", help="put a question and write down what was found and decided"))
    show = actions.add_parser("show", help="a record as a page")
    show.add_argument("file", metavar="FILE")
    options.add_format(show, "md", "html", "json")
    again = actions.add_parser("replay", help="the same question again: the same bytes, or what changed since")
    again.add_argument("file", metavar="FILE")
    again.add_argument("--edition", metavar="E", help="the file of an edition it rests on: list@date=FILE")
    checks = actions.add_parser("check", help="which records the editions of a date touch")
    checks.add_argument("files", metavar="FILE", nargs="+")
    checks.add_argument("--as-of", metavar="DATE", help="the editions in force on this date (default: the newest)")
    options.add_format(checks, "text", "json")
    export = actions.add_parser("export", help="records in the forms of others")
    export.add_argument("files", metavar="FILE", nargs="+", help="one record; several for --to flat")
    export.add_argument("--to", required=True, choices=_FORMS, help="what to write")
    export.add_argument("--country", default="NLD", metavar="XXX", help="exporting country for spdx (default NLD)")
    options.add_out(export)


def _make_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="the description of the goods, or - for standard input")
    parser.add_argument("--article", default="", metavar="N", help="the article number")
    options.add_facts(parser)
    parser.add_argument("--look-at", action="append", default=[], metavar="CODE", help="a code to assess besides")
    parser.add_argument("--decide", choices=OUTCOMES, default="open", help="what was decided (default: open)")
    parser.add_argument("--code", default="", metavar="CODE", help="the code the goods are listed under")
    parser.add_argument("--by", default="", metavar="NAME", help="who decided")
    parser.add_argument("--on", default="", metavar="DATE", help="the day of the decision")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why")
    options.add_editions(parser)
    options.add_top(parser, 5)
    options.add_language(parser, "text")
    parser.add_argument("--assume-goods", action="store_true", help="take the goods for those the headings name")
    options.add_out(parser)


def _run(args: argparse.Namespace) -> int:
    actions = {"make": _make, "show": _show, "replay": _replay, "check": _check, "export": _export}
    return actions[args.action](args)


def _make(args: argparse.Namespace) -> int:
    question = Question(
        text=options.description_of(args.text).strip(),
        article=args.article,
        facts=options.facts_of(args),
        codes=tuple(args.look_at),
        top=args.top,
        language=questions.language_of(options.language_of(args)),
        assume_goods=args.assume_goods,
    )
    list_name, _, code = args.code.rpartition(":")
    decision = Decision(args.decide, code, list_name, args.by, args.on, args.reason)
    record = questions.record(question, decision, options.selection_of(args))
    _put(args, canonical(record_result(record)))
    if record.is_candidate is False:
        output.say(NO_CANDIDATE, f"! {record.decision.list}:{record.decision.code}: ")
    return 0


def _put(args: argparse.Namespace, text: str) -> None:
    output.put(text, args.out, Message("written: {file}", file=args.out))


def _read(name: str) -> tuple[dict[str, Any], str]:
    """A record with its text."""
    text = options.read_text(Path(name), Message("a record in {file}", file=name))
    return read_record(text, Path(name).name), text


def _show(args: argparse.Namespace) -> int:
    document, text = _read(args.file)
    if args.format == "json":
        print(text, end="")
    else:
        page = record_markdown(document)
        print(page if args.format == "md" else markdown_page(page))
    return 0


def _replay(args: argparse.Namespace) -> int:
    document, text = _read(args.file)
    given = () if args.edition is None else (options.read_edition(args.edition),)
    replayed = questions.replay(document, text, given)
    if replayed.later:
        result = Message("the same in every key it has; this program writes besides: {keys}", keys=replayed.later)
    elif replayed.differences:
        result = Message("{number} places differ", number=len(replayed.differences))
    else:
        result = Message("the same, byte for byte" if replayed.same else "the same, spelt otherwise")
    output.line("{record}: {result}", record=args.file, result=result)
    if replayed.differences:
        print(differences_text(replayed.differences))
    return 0 if replayed.same else 1


def _check(args: argparse.Namespace) -> int:
    checks = questions.check_records(((name, _read(name)[0]) for name in args.files), args.as_of)
    output.give(
        args.format,
        text=lambda: checks_text(checks.rows, checks.cautions),
        json=lambda: checks_result(checks.rows, checks.as_of, checks.cautions),
    )
    return 0 if checks.unchanged else 1


def _export(args: argparse.Namespace) -> int:
    documents = [_read(name)[0] for name in args.files]
    if args.to != "flat" and len(documents) > 1:
        raise MisuseError("expected one record for --to {form}, found {number}", form=args.to, number=len(documents))
    _put(args, _exported(args, documents))
    return 0


def _exported(args: argparse.Namespace, documents: list[dict[str, Any]]) -> str:
    if args.to == "flat":
        return flat(documents)
    document = documents[0]
    if args.to in ("declaration-en", "declaration-nl"):
        return declaration(document, args.to.removeprefix("declaration-"))
    return output.as_json(spdx(document, args.country) if args.to == "spdx" else cyclonedx(document))


record = options.command(
    _arguments,
    _run,
    'controllist record make "EUV pellicle" --article 4711 -o 4711.record.json',
    'controllist record make "EUV pellicle" --decide listed --code 3B501.m --by "A. Jansen" --on 2026-11-24 '
    '--reason "named in the list" -o 4711.record.json',
    "controllist record replay 4711.record.json",
    "controllist record check *.record.json --as-of 2026-12-01",
    "controllist record export 4711.record.json --to declaration-nl -o 4711.md",
)
