"""`controllist batch`: every row of a table against the lists, the result beside it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from controllist.cli import output
from controllist.cli.options import (
    add_editions,
    add_language,
    add_lexicon,
    add_top,
    check_apart,
    count,
    language_of,
    one_edition,
    out_file,
)
from controllist.cli.output import say
from controllist.errors import ControlListError, MisuseError
from controllist.registers.batch import Request, Summary, journal_path, run_batch
from controllist.registers.classifying import Classifier, Plan
from controllist.registers.sources import SUFFIXES, Form, Table, open_table
from controllist.registers.tables import find_columns
from controllist.rendering.registers import summary_result, summary_text
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
    parser.add_argument(
        "-o",
        "--out",
        metavar="OUT",
        type=out_file,
        help="the file to write (default: standard output, as -); its ending tells the form",
    )
    parser.add_argument("--column", metavar="NAME", help="the column of the description, if not found by its name")
    for meaning in ("article", "classification", "facts"):
        parser.add_argument(f"--{meaning}", metavar="NAME", help=f"the column of the {meaning}, if not found by name")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of an xlsx file (default: the first)")
    parser.add_argument("--in-form", choices=("csv", "jsonl", "xlsx"), help="form of FILE, where its name tells none")
    parser.add_argument("--out-form", choices=("csv", "jsonl", "xlsx"), help="form of OUT, where its name tells none")
    parser.add_argument("--jobs", type=count, default=1, metavar="N", help="processes (default 1)")
    add_top(parser, 3)
    parser.add_argument("--resume", action="store_true", help="go on with the same run after an interruption")
    parser.add_argument(
        "--safe-cells", action="store_true", help="an apostrophe before original cells that would be calculated"
    )
    parser.add_argument("--summary", metavar="FILE", help="write the summary as JSON")
    add_editions(parser)
    add_language(parser, "descriptions")
    add_lexicon(parser)


def run(options: argparse.Namespace) -> int:
    out = Path(options.out) if options.out else None
    source = None if options.file == "-" else Path(options.file)
    if options.resume and (out is None or source is None):
        raise MisuseError("expected a file in and a file out (-o OUT) for --resume")
    check_apart(options.out, options.file)
    plan, cautions = _plan(options)
    told = {"description": options.column} | {m: getattr(options, m) for m in ("article", "classification", "facts")}
    columns = {meaning: name for meaning, name in told.items() if name is not None}
    with open_table(source, options.in_form, columns, options.sheet) as table:
        classifier = Classifier(plan)
        editions = tuple(f"{s.list}@{s.edition} ({s.wording})" for s in classifier.index.segments)
        cautions = tuple(dict.fromkeys((*table.remarks, *cautions, *classifier.cautions)))
        about = (*(("edition", e) for e in editions), *(("caution", c) for c in cautions))
        request = Request(
            table,
            plan,
            columns,
            out,
            _form(options, out, table),
            jobs=options.jobs,
            safe=options.safe_cells,
            resume=options.resume,
            quiet=options.quiet,
            about=about,
        )
        read = find_columns(table.heading, columns)
        summary = _carried_out(request, classifier)
    if options.summary:
        document = {**summary_result(summary, editions, cautions), "columns": read}
        write_text(Path(options.summary), output.document(document) + "\n")
    print(summary_text(summary, editions, cautions, columns=read, safe=options.safe_cells), file=sys.stderr)
    return 0


def _plan(options: argparse.Namespace) -> tuple[Plan, tuple[str, ...]]:
    language, lexicons = language_of(options), tuple(options.lexicon)
    edition = one_edition(options)
    if edition is not None:
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
