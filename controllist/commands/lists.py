"""`controllist lists`: the lists and editions at hand, and those known besides."""

from __future__ import annotations

import argparse
import json

from controllist import catalogue
from controllist.addresses import link
from controllist.integrity import verify
from controllist.rendering.labels import label, told
from controllist.services.choosing import list_names
from controllist.services.listing import lists_result

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
        print(told(f"all {verify()} files of the lists are as they were shipped"))
        return 0
    if options.format == "json":
        print(json.dumps(lists_result(options.list), ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_text(name) for name in list_names(options.list)))
    return 0


def _text(name: str) -> str:
    listing = catalogue.info(name)
    at_hand = {a.date for a in catalogue.editions(name)}
    lines = [f"{name}: {listing.title}"]
    wide = max(len(label(words)) for words in ("at hand", "known"))
    dates = sorted(at_hand | {k.date for k in listing.known})
    acts = {k.date: k for k in listing.known}
    for day in dates:
        known = acts.get(day)
        act = known.act.number if known else ""
        if day in at_hand:
            edition = catalogue.load(f"{name}@{day}")
            what = f"{label(edition.wording)}, {len(edition.entries)} {label('entries')}, "
            what += f"{len(edition.provisions)} {label('provisions')}"
        elif known is not None and known.status == "unknown":
            what = told(known.remark)
        else:
            what = f"{label('text not shipped')}; controllist fetch {name}@{day}"
        there = link(name, day) if day in at_hand else ""
        lines.append(
            f"  {day}  {label('at hand' if day in at_hand else 'known'):<{wide}}  {what}{f' [{act}]' if act else ''}"
        )
        lines += [f"                       {there}"] if there else []
    lines += [
        f"  {label('announced'):<{wide + 14}}{known.act.number}: {told(known.remark)}" for known in listing.announced
    ]
    if listing.not_covered:
        lines.append(f"  {label('not covered')}: {told(listing.not_covered)}")
    return "\n".join(lines)
