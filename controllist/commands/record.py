"""`controllist record`: a classification written down so that it can be replayed, checked and handed on."""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from controllist import catalogue
from controllist.assessing.facts import read_facts_file, read_setting
from controllist.codes import EditionAddress, check_date
from controllist.commands._editions import read_bytes, read_edition
from controllist.commands._input import standard_input
from controllist.commands._talk import say
from controllist.commands.match import count
from controllist.diffing.comparing import diff
from controllist.errors import MisuseError, NotFoundError, SourceError
from controllist.impact.judging import Impact
from controllist.impact.recorded import Checked, check, editions_used
from controllist.index import open_index
from controllist.index.languages import LANGUAGES
from controllist.model import Edition
from controllist.records.comparing import added_keys, as_kept, differences
from controllist.records.declarations import declaration
from controllist.records.exports import canonical, cyclonedx, flat, spdx
from controllist.records.making import OUTCOMES, Decision, Question, make, used
from controllist.records.reading import decision_of, question_of, read_record
from controllist.rendering.labels import told
from controllist.rendering.records import NO_CANDIDATE, differences_text, record_markdown, record_result
from controllist.rendering.reports import markdown_page
from controllist.services.choosing import chosen
from controllist.writing import write_text

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
    replay = actions.add_parser("replay", help="the same question again: the same bytes, or what changed since")
    replay.add_argument("file", metavar="FILE")
    replay.add_argument("--edition", metavar="E", help="the file of an edition it rests on: list@date=FILE")
    checks = actions.add_parser("check", help="which records the editions of a date touch")
    checks.add_argument("files", metavar="FILE", nargs="+")
    checks.add_argument("--as-of", metavar="DATE", help="the editions in force on this date (default: the newest)")
    checks.add_argument("--format", choices=("text", "json"), default="text", help="text is the default")
    export = actions.add_parser("export", help="records in the forms of others")
    export.add_argument("files", metavar="FILE", nargs="+", help="one record; several for --to flat")
    export.add_argument("--to", required=True, choices=FORMS, help="what to write")
    export.add_argument("--country", default="NLD", metavar="XXX", help="exporting country for spdx (default NLD)")
    export.add_argument("-o", "--out", metavar="OUT", help="the file to write (default: standard output)")


def _make_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="the description of the goods, or - for standard input")
    parser.add_argument("--article", default="", metavar="N", help="the article number")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a fact; may be given often")
    parser.add_argument("--facts", metavar="FILE", help="facts from a TOML or JSON file")
    parser.add_argument("--look-at", action="append", default=[], metavar="CODE", help="a code to assess besides")
    parser.add_argument("--decide", choices=OUTCOMES, default="open", help="what was decided (default: open)")
    parser.add_argument("--code", default="", metavar="CODE", help="the code the goods are listed under")
    parser.add_argument("--by", default="", metavar="NAME", help="who decided")
    parser.add_argument("--on", default="", metavar="DATE", help="the day of the decision")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why")
    parser.add_argument("--list", action="append", metavar="L", help="only this list (may be given more than once)")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--as-of", metavar="DATE", help="the editions in force on this date")
    when.add_argument("--edition", metavar="E", help="this edition: list@date, or a file of one")
    parser.add_argument("--top", type=count, default=5, metavar="N", help="how many candidates at most (default 5)")
    parser.add_argument("--lang", choices=("auto", *LANGUAGES), default="auto", help="language of the text")
    parser.add_argument("--assume-goods", action="store_true", help="take the goods for those the headings name")
    parser.add_argument("-o", "--out", metavar="OUT", help="the file to write (default: standard output)")


def run(options: argparse.Namespace) -> int:
    actions = {"make": _make, "show": _show, "replay": _replay, "check": _check, "export": _export}
    return actions[options.action](options)


def _output(text: str, out: str | None) -> None:
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    write_text(Path(out), text)
    say(f"written: {out}")


# making


def _make(options: argparse.Namespace) -> int:
    text = standard_input() if options.text == "-" else options.text
    editions, exact, cautions, given = _asked(options)
    question = Question(
        text=text.strip(),
        article=options.article,
        facts=tuple(_facts(options)),
        editions=editions,
        codes=tuple(options.look_at),
        top=options.top,
        language=None if options.lang == "auto" else options.lang,
        assume_goods=options.assume_goods,
        as_of=options.as_of,
        as_of_exact=exact,
        cautions=cautions,
    )
    told, _, bare = options.code.rpartition(":")
    decision = Decision(options.decide, bare, told, options.by, options.on, options.reason)
    record = make(question, decision, given)
    _output(canonical(record_result(record)), options.out)
    if record.is_candidate is False:
        say(NO_CANDIDATE, f"! {record.decision.list}:{record.decision.code}: ")
    return 0


_Asked = tuple[tuple[str, ...], bool, tuple[str, ...], tuple[Edition, ...]]


def _asked(options: argparse.Namespace) -> _Asked:
    """The addresses a question is put to, whether they are exact, what must be said, and an edition from a file."""
    if options.edition is None:
        found = chosen(options.list, options.as_of)
        return tuple(map(str, found.addresses)), found.exact, found.cautions, ()
    edition = read_edition(options.edition, options.list[0] if options.list else None)
    is_at_hand = options.edition == str(edition.address)
    return (str(edition.address),), True, (), () if is_at_hand else (edition,)


def _facts(options: argparse.Namespace) -> Iterable[tuple[str, str]]:
    if options.facts:
        path = Path(options.facts)
        for fact in read_facts_file(read_bytes(path).decode("utf-8", "replace"), path.name):
            yield fact.name, fact.printed
    for text in options.set:
        yield read_setting(text)


# showing and replaying


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
    try:
        again = record_result(make(question_of(document), decision_of(document), given))
    except NotFoundError as error:
        raise MisuseError(
            f"expected the editions of the record at hand to replay it: {error.message} (--edition list@date=FILE)"
        ) from None
    if canonical(again) == text:
        print(told(f"{options.file}: the same, byte for byte"))
        return 0
    # Through JSON, as the record went: tuples are lists there.
    now = json.loads(canonical(again))
    compared = as_kept(document, now)
    if canonical(compared) == text:
        later = ", ".join(dict.fromkeys(added_keys(document, now)))
        print(told(f"{options.file}: the same in every key it has; this program writes besides: {later}"))
        return 0
    found = tuple(differences(document, compared))
    print(
        told(f"{options.file}: {len(found)} places differ" if found else f"{options.file}: the same, spelt otherwise")
    )
    if found:
        print(differences_text(found))
    return 1


# checking


def _check(options: argparse.Namespace) -> int:
    if options.as_of is not None:
        check_date(options.as_of)
    rows: list[tuple[str, Checked]] = []
    cautions: list[str] = []
    for name in options.files:
        document, _ = _read(name)
        question, decision = question_of(document), decision_of(document)
        for was in editions_used(document):
            choice = catalogue.choose(was.list, options.as_of)
            cautions += choice.cautions
            rows.append((name, check(question, decision, was, choice.address, _checksum(choice.address), _impact)))
    said = tuple(dict.fromkeys(cautions))
    if options.format == "json":
        document = {
            "as_of": options.as_of,
            "cautions": list(said),
            "records": [_checked_result(name, c) for name, c in rows],
        }
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        print("\n".join([*(f"! {told(c)}" for c in said), *(told(f"{name}: {_checked_text(c)}") for name, c in rows)]))
    return 0 if all(c.stands for _, c in rows) else 1


@functools.lru_cache
def _checksum(address: EditionAddress) -> str:
    return used(catalogue.load(address)).checksum


@functools.lru_cache
def _impact(old: EditionAddress, new: EditionAddress) -> Impact:
    before, after = catalogue.load(old), catalogue.load(new)
    return Impact(before, after, diff(before, after).changes, open_index([new]), (), catalogue.shapes())


def _checked_text(checked: Checked) -> str:
    was = f"{checked.was.list}@{checked.was.edition}"
    if checked.touched is None:
        words = "stands" if checked.same else "the text of this edition is not the one the record was made on"
        return f"{was}: {words}"
    touched = checked.touched
    asked = f"; decided by {', '.join(touched.deciding)}" if touched.deciding else ""
    return f"{was} → {checked.now}: {touched.outcome}: {touched.reason}{asked}"


def _checked_result(name: str, checked: Checked) -> dict[str, Any]:
    touched = checked.touched
    return {
        "record": name,
        "was": f"{checked.was.list}@{checked.was.edition}",
        "now": str(checked.now),
        "stands": checked.stands,
        "outcome": touched.outcome if touched else ("not touched" if checked.same else "look again"),
        "reason": touched.reason if touched else ("" if checked.same else "the text of the edition changed"),
        "codes": list(touched.codes) if touched else [],
        "deciding": list(touched.deciding) if touched else [],
    }


# exporting


def _export(options: argparse.Namespace) -> int:
    documents: Sequence[dict[str, Any]] = [_read(name)[0] for name in options.files]
    if options.to == "flat":
        _output(flat(documents), options.out)
        return 0
    if len(documents) > 1:
        raise MisuseError(f"expected one record for --to {options.to}, found {len(documents)}")
    document = documents[0]
    if options.to == "declaration-en":
        text = declaration(document, "en")
    elif options.to == "declaration-nl":
        text = declaration(document, "nl")
    else:
        found = spdx(document, options.country) if options.to == "spdx" else cyclonedx(document)
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    _output(text, options.out)
    return 0
