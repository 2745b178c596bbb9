"""`controllist impact`: which articles of a register a change of the list touches."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from controllist import catalogue
from controllist.commands import _editions
from controllist.diffing.comparing import diff
from controllist.errors import MisuseError
from controllist.impact.judging import Impact, Move
from controllist.impact.parallel import judged
from controllist.index import build_index, open_index
from controllist.lineage import passed
from controllist.model import Edition
from controllist.register.tables import NAMES, read_register
from controllist.rendering.impacts import impact_html, impact_markdown, impact_result, impact_text

EXAMPLES = (
    "controllist impact register.csv --from nl-semicon@2023-09-01 --to nl-semicon@2024-09-07",
    "controllist impact register.xlsx --from eu-dual-use@2021-09-09 --to eu-dual-use@2025-11-15 --format html",
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


def run(options: argparse.Namespace) -> int:
    if options.jobs < 0:
        raise MisuseError(f"expected a number of processes of at least 1, found {options.jobs}")
    columns = {m: getattr(options, m) for m in NAMES if getattr(options, m) is not None}
    goods = read_register(Path(options.register), columns)
    old, new = _editions.read_edition(options.old), _editions.read_edition(options.new)
    impact = _impact(old, new, at_hand="=" not in options.new and "@" in options.new)
    print(f"{len(goods)} articles, {len(impact.substantive)} substantive changes", file=sys.stderr)
    touched = sorted(judged(impact, goods, options.jobs or os.cpu_count() or 1), key=lambda t: t.urgency)
    cautions = _cautions(old, new)
    if options.format == "json":
        print(
            json.dumps(impact_result(old, new, touched, cautions, everything=options.all), ensure_ascii=False, indent=2)
        )
    else:
        render = {"text": impact_text, "md": impact_markdown, "html": impact_html}[options.format]
        print(render(old, new, touched, cautions, everything=options.all))
    return 1 if any(t.outcome != "not touched" for t in touched) else 0


def _impact(old: Edition, new: Edition, *, at_hand: bool) -> Impact:
    """`at_hand` where the new edition is one of the catalogue, whose index may be kept."""
    if old.list != new.list:
        return Impact(old, new, (), None, _moves(old.list, new.list), catalogue.shapes())
    index = open_index([new.address]) if at_hand else build_index([new])
    return Impact(old, new, diff(old, new).changes, index, (), catalogue.shapes())


def _moves(old: str, new: str) -> tuple[Move, ...]:
    """Where the controls of one list went in another, as recorded in lists/lineage.json."""
    rows = [m for m in passed() if m.old_list == old and m.new_list in (new, "")]
    found = [Move(m.old, m.new, m.extent, f"{m.remark} [{m.grade}]") for m in rows]
    if not any(m.new is not None for m in rows):
        raise MisuseError(
            f"expected two editions of one list, found {old} and {new}, between which no move is recorded"
        )
    return tuple(found)


def _cautions(old: Edition, new: Edition) -> Sequence[str]:
    told = [*old.cautions, *(c for c in new.cautions if c not in old.cautions)]
    told.append(
        "an article that is not touched is not thereby free: only what changed between these two editions was looked at"
    )
    told += [
        f"an edition of {new.list} is announced: {known.act.number}, {known.remark}"
        for known in (catalogue.info(new.list).announced if new.list in catalogue.LISTS else ())
    ]
    return tuple(told)
