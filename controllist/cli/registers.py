"""`controllist batch`, `controllist impact`: the rows of a table against the lists, and against a change of one."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from controllist.app import questions
from controllist.cli import options, output
from controllist.errors import ControlListError, MisuseError
from controllist.messages import Message
from controllist.registers.batch import Request, journal_path, run_batch
from controllist.registers.sources import SUFFIXES, Form, Table, goods_in, open_table
from controllist.registers.tables import NAMES, find_columns
from controllist.rendering.registers import (
    columns_text,
    impact_html,
    impact_markdown,
    impact_result,
    impact_text,
    summary_result,
    summary_text,
)
from controllist.writing import write_text


def _batch_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a csv, xlsx or jsonl file, or - for standard input")
    options.add_out(parser, "; its ending gives the form")
    parser.add_argument("--column", metavar="NAME", help="the column of the description, if not known by its name")
    for meaning in ("article", "classification", "facts"):
        parser.add_argument(f"--{meaning}", metavar="NAME", help=f"the column of the {meaning}, if not known by name")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of an xlsx file (default: the first)")
    for option, file in (("--in-form", "FILE"), ("--out-form", "OUT")):
        note = f"form of {file}, where its name does not give it"
        parser.add_argument(option, choices=("csv", "jsonl", "xlsx"), help=note)
    parser.add_argument("--jobs", type=options.count, default=1, metavar="N", help="processes (default 1)")
    options.add_top(parser, 3)
    parser.add_argument("--resume", action="store_true", help="go on with the same run after an interruption")
    parser.add_argument(
        "--safe-cells", action="store_true", help="an apostrophe before original cells that would be calculated"
    )
    parser.add_argument("--summary", metavar="FILE", help="write the summary as JSON")
    options.add_editions(parser)
    options.add_language(parser, "descriptions")
    options.add_lexicon(parser)


def _batch(args: argparse.Namespace) -> int:
    out = Path(args.out) if args.out else None
    source = None if args.file == "-" else Path(args.file)
    if args.resume and (out is None or source is None):
        raise MisuseError("expected a file in and a file out (-o OUT) for --resume")
    options.check_apart(args.out, args.file)
    selection = options.selection_of(args)
    columns = _columns(description=args.column, **{m: getattr(args, m) for m in NAMES if m != "description"})
    with open_table(source, args.in_form, columns, args.sheet) as table:
        classification = questions.classify(
            selection, top=args.top, language=options.language_of(args), lexicons=args.lexicon
        )
        editions = tuple(f"{s.list}@{s.edition} ({s.wording})" for s in classification.classifier.index.segments)
        cautions = tuple(dict.fromkeys((*table.remarks, *classification.cautions)))
        request = Request(
            table,
            classification.plan,
            columns,
            out,
            _form(args.out_form, out, table),
            jobs=args.jobs,
            safe=args.safe_cells,
            resume=args.resume,
            quiet=args.quiet,
            about=(*(("edition", e) for e in editions), *(("caution", c) for c in cautions)),
        )
        read = find_columns(table.heading, columns)
        try:
            summary = run_batch(request, classification.classifier)
        except (KeyboardInterrupt, ControlListError):
            if out is not None and journal_path(out).exists():
                output.say("{file} is kept; --resume goes on from there", "controllist: ", file=journal_path(out))
            raise
    if args.summary:
        document = {**summary_result(summary, editions, cautions), "columns": read}
        write_text(Path(args.summary), output.as_json(document) + "\n")
    print(summary_text(summary, editions, cautions, columns=read, safe=args.safe_cells), file=sys.stderr)
    return 0


def _columns(**names: str | None) -> dict[str, str]:
    """The columns that args name, by meaning."""
    return {meaning: name for meaning, name in names.items() if name is not None}


def _form(asked: Form | None, out: Path | None, table: Table) -> Form:
    """The form to write: the one asked for, that of the file's name, else that of the input."""
    if asked is not None:
        form = asked
    elif out is not None:
        form = SUFFIXES.get(out.suffix.casefold(), table.form)
    else:
        form = "csv" if table.form == "xlsx" else table.form
    if form == "xlsx" and out is None:
        raise MisuseError("expected a file to write xlsx to (-o OUT.xlsx), found none")
    return form


batch = options.command(
    _batch_arguments,
    _batch,
    "controllist batch articles.csv -o classified.csv",
    "controllist batch articles.xlsx -o classified.xlsx --column Omschrijving --jobs 2",
    "controllist batch articles.csv -o classified.csv --resume",
    "controllist batch - --out-form jsonl < articles.csv > classified.jsonl",
)


def _impact_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="REGISTER", help="a csv, xlsx or jsonl file; it is only read")
    parser.add_argument("--from", dest="old", required=True, metavar="EDITION", help="the edition the register follows")
    parser.add_argument("--to", dest="new", required=True, metavar="EDITION", help="the edition that is coming")
    for meaning in NAMES:
        parser.add_argument(f"--{meaning}", metavar="COLUMN", help=f"the column of the {meaning}, if not known by name")
    parser.add_argument("--all", action="store_true", help="with the articles that are not touched")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: one for each processor)")
    options.add_format(parser, "text", "json", "md", "html")
    options.add_out(parser)


def _impact(args: argparse.Namespace) -> int:
    if args.jobs < 0:
        raise MisuseError("expected a number of processes of at least 1, found {found}", found=args.jobs)
    options.check_apart(args.out, args.register)
    old, new = options.read_edition(args.old), options.read_edition(args.new)
    columns = _columns(**{meaning: getattr(args, meaning) for meaning in NAMES})
    with open_table(Path(args.register), columns=columns) as table:
        read = find_columns(table.heading, columns)
        goods = tuple(goods_in(table, columns))

    def progress(changes: int) -> None:
        print(columns_text(read), file=sys.stderr)
        output.say("{articles} articles, {changes} substantive changes", articles=len(goods), changes=changes)

    answer = questions.impact(goods, old, new, jobs=args.jobs or os.cpu_count() or 1, progress=progress)
    touched = sum(row.outcome != "not touched" for row in answer.touched)
    found = (old, new, answer.touched, answer.cautions)
    message = Message(
        "{file}: {number} of {articles} articles touched", file=args.out, number=touched, articles=len(goods)
    )
    output.give(
        args.format,
        kind="impact",
        out=args.out,
        message=message,
        text=lambda: impact_text(*found, everything=args.all),
        json=lambda: impact_result(*found, everything=args.all),
        md=lambda: impact_markdown(*found, everything=args.all),
        html=lambda: impact_html(*found, everything=args.all),
    )
    return 1 if touched else 0


impact = options.command(
    _impact_arguments,
    _impact,
    "controllist impact register.csv --from nl-semicon@2023-09-01 --to nl-semicon@2024-09-07",
    "controllist impact register.xlsx --from eu-dual-use@2021-09-09 --to eu-dual-use@2025-11-15 --format html "
    "-o impact.html",
    "controllist impact licences.csv --from nl-semicon@2025-04-01 --to eu-dual-use@2025-11-15",
)
