"""`controllist impact`: which articles of a register a change of the list touches."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from controllist.cli import output
from controllist.cli.options import add_out, check_apart, read_edition
from controllist.cli.output import say
from controllist.errors import MisuseError
from controllist.registers.impact import change_between
from controllist.registers.sources import goods_in, open_table
from controllist.registers.tables import NAMES, find_columns
from controllist.rendering.registers import columns_text, impact_html, impact_markdown, impact_result, impact_text

EXAMPLES = (
    "controllist impact register.csv --from nl-semicon@2023-09-01 --to nl-semicon@2024-09-07",
    "controllist impact register.xlsx --from eu-dual-use@2021-09-09 --to eu-dual-use@2025-11-15 --format html "
    "-o impact.html",
    "controllist impact licences.csv --from nl-semicon@2025-04-01 --to eu-dual-use@2025-11-15",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="REGISTER", help="a csv, xlsx or jsonl file; it is only read")
    parser.add_argument("--from", dest="old", required=True, metavar="EDITION", help="the edition the register follows")
    parser.add_argument("--to", dest="new", required=True, metavar="EDITION", help="the edition that is coming")
    for meaning in NAMES:
        parser.add_argument(f"--{meaning}", metavar="COLUMN", help=f"the column of the {meaning}, if not found by name")
    parser.add_argument("--all", action="store_true", help="with the articles that are not touched")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: one for each processor)")
    parser.add_argument("--format", choices=("text", "json", "md", "html"), default="text", help="text is the default")
    add_out(parser)


def run(options: argparse.Namespace) -> int:
    if options.jobs < 0:
        raise MisuseError(f"expected a number of processes of at least 1, found {options.jobs}")
    check_apart(options.out, options.register)
    old, new = read_edition(options.old), read_edition(options.new)
    change = change_between(old, new, at_hand="=" not in options.new and "@" in options.new)
    columns = {m: getattr(options, m) for m in NAMES if getattr(options, m) is not None}
    with open_table(Path(options.register), columns=columns) as table:
        print(columns_text(find_columns(table.heading, columns)), file=sys.stderr)
        goods = tuple(goods_in(table, columns))
    say(f"{len(goods)} articles, {len(change.impact.substantive)} substantive changes")
    rows = change.touched(goods, options.jobs or os.cpu_count() or 1)
    touched = sum(row.outcome != "not touched" for row in rows)
    found = (old, new, rows, change.cautions)
    output.answer(
        options.format,
        "impact",
        options.out,
        f"{options.out}: {touched} of {len(rows)} articles touched",
        text=lambda: impact_text(*found, everything=options.all),
        json=lambda: impact_result(*found, everything=options.all),
        md=lambda: impact_markdown(*found, everything=options.all),
        html=lambda: impact_html(*found, everything=options.all),
    )
    return 1 if touched else 0
