"""`controllist lists`: the lists and editions at hand, and those known besides."""

from __future__ import annotations

import argparse
import json
from typing import Any

from controllist import catalogue
from controllist.addresses import link, linked
from controllist.integrity import verify
from controllist.model import Edition
from controllist.serialize import act_result

EXAMPLES = (
    "controllist lists",
    "controllist lists --format json",
    "controllist lists --list nl-semicon",
    "controllist lists --verify",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="append", metavar="L", help="only this list")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")
    parser.add_argument("--verify", action="store_true", help="compare the shipped files with their checksums")


def run(options: argparse.Namespace) -> int:
    if options.verify:
        print(f"all {verify()} files of the lists are as they were shipped")
        return 0
    names = options.list or catalogue.list_names()
    if options.format == "json":
        rows = [_row(catalogue.load(a)) for name in names for a in catalogue.editions(name)]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_text(name) for name in names))
    return 0


def _row(edition: Edition) -> dict[str, Any]:
    return {
        "list": edition.list,
        "edition": edition.applies_from,
        "title": edition.title,
        "applies_from": edition.applies_from,
        **linked(edition.list, edition.applies_from),
        "applies_until": edition.applies_until or None,
        "wording": edition.wording,
        "languages": [edition.language],
        "provisions": len(edition.provisions),
        "entries": len(edition.entries),
        "act": act_result(edition.act),
    }


def _text(name: str) -> str:
    listing = catalogue.info(name)
    at_hand = {a.date for a in catalogue.editions(name)}
    lines = [f"{name}: {listing.title}"]
    dates = sorted(at_hand | {k.date for k in listing.known})
    acts = {k.date: k for k in listing.known}
    for day in dates:
        known = acts.get(day)
        act = known.act.number if known else ""
        if day in at_hand:
            edition = catalogue.load(f"{name}@{day}")
            what = f"{edition.wording}, {len(edition.entries)} entries, {len(edition.provisions)} provisions"
        elif known is not None and known.status == "unknown":
            what = known.remark
        else:
            what = f"text not shipped; controllist fetch {name}@{day}"
        there = link(name, day) if day in at_hand else ""
        lines.append(f"  {day}  {'at hand' if day in at_hand else 'known  '}  {what}{f' [{act}]' if act else ''}")
        lines += [f"                       {there}"] if there else []
    lines += [f"  announced            {known.act.number}: {known.remark}" for known in listing.announced]
    if listing.not_covered:
        lines.append(f"  not covered: {listing.not_covered}")
    return "\n".join(lines)
