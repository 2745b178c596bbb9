"""`controllist batch`: every row of a table against the lists, the result beside it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from controllist.commands import _editions
from controllist.commands._talk import say
from controllist.commands.match import count
from controllist.errors import ControlListError, MisuseError
from controllist.index.languages import LANGUAGES
from controllist.matching.cautions import scope
from controllist.register.batch import Request, Summary, journal_path, run_batch
from controllist.register.classifying import Classifier, Plan
from controllist.register.columns import find_columns
from controllist.register.sources import SUFFIXES, Form, Table, open_table
from controllist.rendering.batch import summary_result, summary_text
from controllist.services.choosing import chosen
from controllist.writing import write_text

EXAMPLES = (
    "controllist batch articles.csv -o classified.csv",
    "controllist batch articles.xlsx -o classified.xlsx --column Omschrijving --jobs 2",
    "controllist batch articles.csv -o classified.csv --resume",
    "controllist batch - --out-form jsonl < articles.csv > classified.jsonl",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a csv, xlsx or jsonl file, or - for standard input")
    parser.add_argument("-o", "--out", metavar="OUT", help="the file to write; its ending tells the form")
    parser.add_argument("--column", metavar="NAME", help="the column of the description, if not found by its name")
    for meaning in ("article", "classification", "facts"):
        parser.add_argument(f"--{meaning}", metavar="NAME", help=f"the column of the {meaning}, if not found by name")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of an xlsx file (default: the first)")
    parser.add_argument("--in-form", choices=("csv", "jsonl", "xlsx"), help="form of FILE, where its name tells none")
    parser.add_argument("--out-form", choices=("csv", "jsonl", "xlsx"), help="form of OUT, where its name tells none")
    parser.add_argument("--jobs", type=count, default=1, metavar="N", help="processes (default 1)")
    parser.add_argument("--top", type=count, default=3, metavar="N", help="how many candidates at most (default 3)")
    parser.add_argument("--resume", action="store_true", help="go on with the same run after an interruption")
    parser.add_argument(
        "--safe-cells", action="store_true", help="an apostrophe before original cells that would be calculated"
    )
    parser.add_argument("--summary", metavar="FILE", help="write the summary as JSON")
    _editions.arguments(parser)
    parser.add_argument("--lang", choices=("auto", *LANGUAGES), default="auto", help="language of the descriptions")
    parser.add_argument("--lexicon", action="append", default=[], metavar="FILE", help="a vocabulary file of your own")


def run(options: argparse.Namespace) -> int:
    out = Path(options.out) if options.out else None
    source = None if options.file == "-" else Path(options.file)
    _check(options, source, out)
    plan, cautions = _plan(options)
    told = {"description": options.column} | {m: getattr(options, m) for m in ("article", "classification", "facts")}
    columns = {meaning: name for meaning, name in told.items() if name is not None}
    quiet = getattr(options, "quiet", False)
    with open_table(source, options.in_form, columns, options.sheet) as table:
        classifier = Classifier(plan)
        editions = tuple(f"{s.list}@{s.edition} ({s.wording})" for s in classifier.index.segments)
        cautions = (*table.remarks, *cautions, *scope(classifier.index))
        about = (*(("edition", e) for e in editions), *(("caution", c) for c in cautions))
        request = Request(
            table,
            plan,
            columns,
            out,
            _form(options, out, table),
            options.jobs,
            options.safe_cells,
            options.resume,
            quiet,
            about,
        )
        read = find_columns(table.heading, columns)
        summary = _carried_out(request, classifier)
    if options.summary:
        document = {**summary_result(summary, editions, cautions), "columns": read}
        write_text(Path(options.summary), json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    if not quiet:
        print(summary_text(summary, editions, cautions, columns=read, safe=options.safe_cells), file=sys.stderr)
    return 0


def _check(options: argparse.Namespace, source: Path | None, out: Path | None) -> None:
    if options.resume and (out is None or source is None):
        raise MisuseError("expected a file in and a file out (-o OUT) for --resume")
    if out is None or source is None or not out.exists() or not source.exists():
        return
    if out.samefile(source):
        raise MisuseError(f"expected another file to write to than the one that is read, found {out}")


def _plan(options: argparse.Namespace) -> tuple[Plan, tuple[str, ...]]:
    language = None if options.lang == "auto" else options.lang
    lexicons = tuple(options.lexicon)
    if options.edition is not None:
        edition = _editions.read_edition(options.edition, options.list[0] if options.list else None)
        return Plan((), (edition,), lexicons, options.top, language), edition.cautions
    found = chosen(options.list, options.as_of)
    return Plan(found.addresses, (), lexicons, options.top, language), found.cautions


def _form(options: argparse.Namespace, out: Path | None, table: Table) -> Form:
    if options.out_form:
        form: Form = options.out_form
    elif out is not None:
        form = SUFFIXES.get(out.suffix.casefold(), table.form)
    else:
        form = "csv" if table.form == "xlsx" else table.form
    if form == "xlsx" and out is None:
        raise MisuseError("expected a file to write xlsx to (-o OUT.xlsx), found none")
    return form


def _carried_out(request: Request, classifier: Classifier) -> Summary:
    try:
        return run_batch(request, classifier)
    except (KeyboardInterrupt, ControlListError):
        if request.out is not None and journal_path(request.out).exists():
            say(f"{journal_path(request.out)} is kept; --resume goes on from there", "controllist: ")
        raise
