"""`controllist parse`: read an official file into a tree, and say what could not be placed."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from controllist import store
from controllist.cli import output
from controllist.cli.options import add_out, read_bytes
from controllist.codes import check_date
from controllist.ingest import parse_bytes
from controllist.rendering.provisions import parse_summary, problems_told, show_text
from controllist.rendering.results import edition_result

EXAMPLES = (
    "controllist parse L_202502003EN.html --list eu-dual-use --edition 2025-11-15 --format summary",
    "controllist parse annex.layout.txt --list eu-dual-use --edition 2021-09-09 -o annex.json",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an official file: XHTML, Formex, Dutch XML, PDF text, Markdown")
    parser.add_argument("--list", required=True, metavar="L", help="the list it holds")
    parser.add_argument("--edition", required=True, metavar="DATE", help="the date its text applies from")
    parser.add_argument("--lang", default=None, help="language of the text (default: that of the list)")
    parser.add_argument("--format", choices=("json", "text", "summary"), default="json", help="json is the default")
    add_out(parser)


def run(options: argparse.Namespace) -> int:
    store.info(options.list)
    day = check_date(options.edition)
    path = Path(options.file)
    data = read_bytes(path)
    edition = parse_bytes(data, list=options.list, applies_from=day, language=options.lang, name=path.name)
    if options.format == "json":
        text = json.dumps(edition_result(edition), ensure_ascii=False, indent=1)
    elif options.format == "text":
        text = show_text([(edition, edition.nodes)], ())
    else:
        text = parse_summary(edition)
    output.put(text, options.out, f"{options.out}: {len(edition.nodes)} nodes, {problems_told(edition)}")
    return 0
