"""`controllist batch`, `controllist impact`: the rows of a table against the lists, and against a change of one."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from controllist.app import questions
from controllist.cli import output
from controllist.cli.options import (
    Command,
    add_editions,
    add_format,
    add_language,
    add_lexicon,
    add_out,
    add_top,
    check_apart,
    count,
    language_of,
    one_edition,
    read_edition,
)
from controllist.cli.output import say
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
    add_out(parser, "; its ending gives the form")
    parser.add_argument("--column", metavar="NAME", help="the column of the description, if not known by its name")
    for meaning in ("article", "classification", "facts"):
        parser.add_argument(f"--{meaning}", metavar="NAME", help=f"the column of the {meaning}, if not known by name")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of an xlsx file (default: the first)")
    for option, file in (("--in-form", "FILE"), ("--out-form", "OUT")):
        note = f"form of {file}, where its name does not give it"
        parser.add_argument(option, choices=("csv", "jsonl", "xlsx"), help=note)
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


def _batch(options: argparse.Namespace) -> int:
    out = Path(options.out) if options.out else None
    source = None if options.file == "-" else Path(options.file)
    if options.resume and (out is None or source is None):
        raise MisuseError("expected a file in and a file out (-o OUT) for --resume")
    check_apart(options.out, options.file)
    edition = one_edition(options)
    columns = _columns(description=options.column, **{m: getattr(options, m) for m in NAMES if m != "description"})
    with open_table(source, options.in_form, columns, options.sheet) as table:
        classification = questions.classify(
            options.list,
            options.as_of,
            edition,
            top=options.top,
            language=language_of(options),
            lexicons=options.lexicon,
        )
        editions = tuple(f"{s.list}@{s.edition} ({s.wording})" for s in classification.classifier.index.segments)
        cautions = tuple(dict.fromkeys((*table.remarks, *classification.cautions)))
        request = Request(
            table,
            classification.plan,
            columns,
            out,
            _form(options.out_form, out, table),
            jobs=options.jobs,
            safe=options.safe_cells,
            resume=options.resume,
            quiet=options.quiet,
            about=(*(("edition", e) for e in editions), *(("caution", c) for c in cautions)),
        )
        read = find_columns(table.heading, columns)
        try:
            summary = run_batch(request, classification.classifier)
        except (KeyboardInterrupt, ControlListError):
            if out is not None and journal_path(out).exists():
                journal = Message("{file} is kept; --resume goes on from there", file=journal_path(out))
                say(journal, "controllist: ")
            raise
    if options.summary:
        document = {**summary_result(summary, editions, cautions), "columns": read}
        write_text(Path(options.summary), output.as_json(document) + "\n")
    print(summary_text(summary, editions, cautions, columns=read, safe=options.safe_cells), file=sys.stderr)
    return 0


def _columns(**names: str | None) -> dict[str, str]:
    """The columns that options name, by meaning."""
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


batch = Command(
    _batch_arguments,
    _batch,
    (
        "controllist batch articles.csv -o classified.csv",
        "controllist batch articles.xlsx -o classified.xlsx --column Omschrijving --jobs 2",
        "controllist batch articles.csv -o classified.csv --resume",
        "controllist batch - --out-form jsonl < articles.csv > classified.jsonl",
    ),
)


def _impact_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="REGISTER", help="a csv, xlsx or jsonl file; it is only read")
    parser.add_argument("--from", dest="old", required=True, metavar="EDITION", help="the edition the register follows")
    parser.add_argument("--to", dest="new", required=True, metavar="EDITION", help="the edition that is coming")
    for meaning in NAMES:
        parser.add_argument(f"--{meaning}", metavar="COLUMN", help=f"the column of the {meaning}, if not known by name")
    parser.add_argument("--all", action="store_true", help="with the articles that are not touched")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: one for each processor)")
    add_format(parser, "text", "json", "md", "html")
    add_out(parser)


def _impact(options: argparse.Namespace) -> int:
    if options.jobs < 0:
        raise MisuseError("expected a number of processes of at least 1, found {found}", found=options.jobs)
    check_apart(options.out, options.register)
    old, new = read_edition(options.old), read_edition(options.new)
    columns = _columns(**{meaning: getattr(options, meaning) for meaning in NAMES})
    with open_table(Path(options.register), columns=columns) as table:
        read = find_columns(table.heading, columns)
        goods = tuple(goods_in(table, columns))

    def progress(message: Message) -> None:
        print(columns_text(read), file=sys.stderr)
        say(message)

    answer = questions.impact(goods, old, new, jobs=options.jobs or os.cpu_count() or 1, progress=progress)
    touched = sum(row.outcome != "not touched" for row in answer.touched)
    found = (old, new, answer.touched, answer.cautions)
    message = Message(
        "{file}: {number} of {articles} articles touched", file=options.out, number=touched, articles=len(goods)
    )
    output.give(
        options.format,
        kind="impact",
        out=options.out,
        message=message,
        text=lambda: impact_text(*found, everything=options.all),
        json=lambda: impact_result(*found, everything=options.all),
        md=lambda: impact_markdown(*found, everything=options.all),
        html=lambda: impact_html(*found, everything=options.all),
    )
    return 1 if touched else 0


impact = Command(
    _impact_arguments,
    _impact,
    (
        "controllist impact register.csv --from nl-semicon@2023-09-01 --to nl-semicon@2024-09-07",
        "controllist impact register.xlsx --from eu-dual-use@2021-09-09 --to eu-dual-use@2025-11-15 --format html "
        "-o impact.html",
        "controllist impact licences.csv --from nl-semicon@2025-04-01 --to eu-dual-use@2025-11-15",
    ),
)
