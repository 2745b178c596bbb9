"""`controllist record`: a classification written down so that it can be replayed, checked and handed on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from controllist.cli import output
from controllist.cli.options import (
    add_editions,
    add_facts,
    add_language,
    add_out,
    add_top,
    facts_told,
    language_of,
    one_edition,
    read_bytes,
    read_edition,
    standard_input,
)
from controllist.cli.output import say
from controllist.errors import MisuseError, SourceError
from controllist.model import Edition
from controllist.registers.exports import DeclarationLanguage, canonical, cyclonedx, declaration, flat, spdx
from controllist.registers.records import OUTCOMES, Decision, Question, make, read_record
from controllist.rendering.pages import markdown_page
from controllist.rendering.registers import (
    NO_CANDIDATE,
    checks_result,
    checks_text,
    differences_text,
    record_markdown,
    record_result,
)
from controllist.rendering.translation import output_language, translated
from controllist.services.choosing import chosen
from controllist.services.recording import check_records, replay

EXAMPLES = (
    'controllist record make "EUV pellicle" --article 4711 -o 4711.record.json',
    'controllist record make "EUV pellicle" --decide listed --code 3B501.m --by "A. Jansen" --on 2026-11-24 '
    '--reason "named in the list" -o 4711.record.json',
    "controllist record replay 4711.record.json",
    "controllist record check *.record.json --as-of 2026-12-01",
    "controllist record export 4711.record.json --to declaration-nl -o 4711.md",
)
FORMS = ("spdx", "cyclonedx", "flat", "declaration-en", "declaration-nl")


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True, dest="action")
    _make_arguments(actions.add_parser("make", help="put a question and write down what was found and decided"))
    show = actions.add_parser("show", help="a record as a page")
    show.add_argument("file", metavar="FILE")
    show.add_argument("--format", choices=("md", "html", "json"), default="md", help="md is the default")
    again = actions.add_parser("replay", help="the same question again: the same bytes, or what changed since")
    again.add_argument("file", metavar="FILE")
    again.add_argument("--edition", metavar="E", help="the file of an edition it rests on: list@date=FILE")
    checks = actions.add_parser("check", help="which records the editions of a date touch")
    checks.add_argument("files", metavar="FILE", nargs="+")
    checks.add_argument("--as-of", metavar="DATE", help="the editions in force on this date (default: the newest)")
    checks.add_argument("--format", choices=("text", "json"), default="text", help="text is the default")
    export = actions.add_parser("export", help="records in the forms of others")
    export.add_argument("files", metavar="FILE", nargs="+", help="one record; several for --to flat")
    export.add_argument("--to", required=True, choices=FORMS, help="what to write")
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


def run(options: argparse.Namespace) -> int:
    actions = {"make": _make, "show": _show, "replay": _replay, "check": _check, "export": _export}
    return actions[options.action](options)


def _make(options: argparse.Namespace) -> int:
    text = standard_input() if options.text == "-" else options.text
    editions, exact, cautions, given = _asked(options)
    question = Question(
        text=text.strip(),
        article=options.article,
        facts=facts_told(options),
        editions=editions,
        codes=tuple(options.look_at),
        top=options.top,
        language=language_of(options),
        assume_goods=options.assume_goods,
        as_of=options.as_of,
        as_of_exact=exact,
        cautions=cautions,
    )
    list_name, _, bare = options.code.rpartition(":")
    decision = Decision(options.decide, bare, list_name, options.by, options.on, options.reason)
    record = make(question, decision, given)
    _put(options, canonical(record_result(record)))
    if record.is_candidate is False:
        say(NO_CANDIDATE, f"! {record.decision.list}:{record.decision.code}: ")
    return 0


_Asked = tuple[tuple[str, ...], bool, tuple[str, ...], tuple[Edition, ...]]


def _asked(options: argparse.Namespace) -> _Asked:
    """The addresses a question is put to, whether they are exact, what must be said, and an edition from a file."""
    edition = one_edition(options)
    if edition is None:
        found = chosen(options.list, options.as_of)
        return tuple(map(str, found.addresses)), found.exact, found.cautions, ()
    is_at_hand = options.edition == str(edition.address)
    return (str(edition.address),), True, (), () if is_at_hand else (edition,)


def _put(options: argparse.Namespace, text: str) -> None:
    output.put(text, options.out, f"written: {options.out}")


def _read(name: str) -> tuple[dict[str, Any], str]:
    """A record with its text."""
    try:
        text = read_bytes(Path(name)).decode("utf-8")
    except UnicodeDecodeError:
        raise SourceError(f"expected a record in {name}, found no text") from None
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
    found = replay(document, text, given)
    if found.same:
        later = ", ".join(found.later)
        said = f"the same in every key it has; this program writes besides: {later}" if later else ""
        print(translated(f"{options.file}: {said or 'the same, byte for byte'}"))
        return 0
    places = len(found.differences)
    print(translated(f"{options.file}: {f'{places} places differ' if places else 'the same, spelt otherwise'}"))
    if places:
        print(differences_text(found.differences))
    return 1


def _check(options: argparse.Namespace) -> int:
    found = check_records(((name, _read(name)[0]) for name in options.files), options.as_of)
    text = output.made(
        options.format,
        text=lambda: checks_text(found.rows, found.cautions),
        json=lambda: checks_result(found.rows, found.as_of, found.cautions),
    )
    output.put(text)
    return 0 if found.stand else 1


def _export(options: argparse.Namespace) -> int:
    documents = [_read(name)[0] for name in options.files]
    if options.to != "flat" and len(documents) > 1:
        raise MisuseError(f"expected one record for --to {options.to}, found {len(documents)}")
    _put(options, _exported(options, documents))
    return 0


def _exported(options: argparse.Namespace, documents: list[dict[str, Any]]) -> str:
    if options.to == "flat":
        return flat(documents)
    document = documents[0]
    if options.to in ("declaration-en", "declaration-nl"):
        language: DeclarationLanguage = "en" if options.to == "declaration-en" else "nl"
        # Whatever the language of the command: the one who signs reads that of the form.
        with output_language(language):
            return declaration(document, language, translated)
    return output.document(spdx(document, options.country) if options.to == "spdx" else cyclonedx(document))
