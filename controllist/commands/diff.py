"""`controllist diff`: what changed between two editions, and in which direction."""

from __future__ import annotations

import argparse
import json

from attrs import evolve

from controllist import catalogue
from controllist.codes import check_date
from controllist.commands import _editions
from controllist.diffing.changes import only
from controllist.diffing.comparing import Diff, diff
from controllist.diffing.reviews import reviewed
from controllist.lineage import first_published, judgements, said_of
from controllist.model import Edition
from controllist.rendering.changes import diff_html, diff_markdown, diff_result, diff_text

EXAMPLES = (
    "controllist diff nl-semicon@2023-09-01 nl-semicon@2024-09-07",
    "controllist diff eu-dual-use@2021-09-09 eu-dual-use@2025-11-15 --only substantive --code 3B",
    "controllist diff eu-dual-use@2021-09-09=old.pdf.txt eu-dual-use@2025-11-15=new.xhtml --format md",
    "controllist diff eu-dual-use@2025-11-15 eu-dual-use@2025-11-15 --old-known-on 2026-01-31",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the earlier edition: list@date, a file of one, or list@date=FILE")
    parser.add_argument("new", metavar="NEW", help="the later edition, told in the same way")
    parser.add_argument("--only", choices=("substantive",), help="leave out what changes nobody's classification")
    parser.add_argument("--category", action="append", default=[], metavar="C", help="only this category, such as 3")
    parser.add_argument("--code", action="append", default=[], metavar="CODE", help="only below this code: 3B, 3B001.f")
    parser.add_argument("--list", metavar="L", help="the list of a file that does not tell its own")
    parser.add_argument("--old-known-on", metavar="DATE", help="OLD as it was known on a day, before later corrections")
    parser.add_argument("--new-known-on", metavar="DATE", help="NEW as it was known on a day, before later corrections")
    parser.add_argument(
        "--force", action="store_true", help="compare a digest with an official text, or two lists, all the same"
    )
    parser.add_argument("--format", choices=("text", "json", "md", "html"), default="text", help="text is the default")


def run(options: argparse.Namespace) -> int:
    old = _edition(options.old, options.list, options.old_known_on)
    new = _edition(options.new, options.list, options.new_known_on)
    found = _with_corrections(old, new, options)
    found = evolve(found, changes=reviewed(found.changes, judgements(old, new)))
    codes = [_canonical(c) for c in options.code]
    kept = only(found.changes, substantive=options.only is not None, categories=options.category, codes=codes)
    found = evolve(found, changes=kept, cautions=(*_known_on(options), *said_of(old, new), *found.cautions))
    if options.format == "json":
        print(json.dumps(diff_result(found), ensure_ascii=False, indent=2))
    else:
        render = {"text": diff_text, "md": diff_markdown, "html": diff_html}[options.format]
        print(render(found))
    return 1 if kept else 0


def _canonical(code: str) -> str:
    """`3b001f` as 3B001.f; a beginning that is no code yet (`3B0`, `ML`) as it stands, in capitals."""
    from controllist.codes import parse_code
    from controllist.errors import CodeError

    try:
        return parse_code(code, catalogue.shapes())
    except CodeError:
        return code.strip().upper()


def _edition(text: str, list_name: str | None, known_on: str | None) -> Edition:
    if known_on is not None and "=" not in text and "@" in text:
        return catalogue.load(text, known_on=check_date(known_on))
    return _editions.read_edition(text, list_name)


def _with_corrections(old: Edition, new: Edition, options: argparse.Namespace) -> Diff:
    """The diff by way of the text as first published: what a corrigendum did is told apart from the amendment."""
    whole = diff(old, new, force=options.force)
    first = first_published(new) if not options.new_known_on else None
    if first is None:
        return whole
    if old.address == new.address:
        return evolve(whole, changes=tuple(evolve(c, cause="corrigendum") for c in whole.changes))
    amended = diff(old, first, force=options.force)
    correction = diff(first, new, cause="corrigendum")
    return evolve(whole, changes=(*amended.changes, *correction.changes))


def _known_on(options: argparse.Namespace) -> tuple[str, ...]:
    told = ((options.old, options.old_known_on), (options.new, options.new_known_on))
    return tuple(f"{edition} is read as it was known on {day}" for edition, day in told if day is not None)
