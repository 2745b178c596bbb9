"""`controllist fetch`: get the official text of an edition, or ask whether a fetched one has changed."""

from __future__ import annotations

import argparse
import hashlib

from attrs import evolve

from controllist import catalogue, fetching
from controllist.codes import EditionAddress
from controllist.commands._talk import say
from controllist.errors import MisuseError, SourceError
from controllist.ingest import parse_bytes
from controllist.model import Edition
from controllist.normalize import fold
from controllist.rendering.labels import told
from controllist.rendering.tree import problems_told

EXAMPLES = (
    "controllist fetch eu-dual-use@2023-12-16",
    "controllist fetch eu-dual-use@2025-11-15 --id 02021R0821-20251115",
    "controllist fetch nl-semicon@2023-09-01",
    "controllist fetch --check",
)
_BASES = {"eu-dual-use": "32021R0821"}
"""The acts whose consolidated texts carry a list: where a newer one exists, the list may have changed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", metavar="EDITION", nargs="?", help="list@date")
    parser.add_argument("--lang", default="en", help="language of the text (default: en; Dutch publications: nl)")
    parser.add_argument(
        "--id", default="", metavar="NUMBER", help="another publication: CELEX, stcrt-2024-1, BWBR0000001"
    )
    parser.add_argument("--again", action="store_true", help="fetch even if the text is at hand")
    parser.add_argument("--check", action="store_true", help="ask whether fetched texts changed or newer ones exist")


def run(options: argparse.Namespace) -> int:
    if options.check == bool(options.edition):
        raise MisuseError("expected an edition such as eu-dual-use@2023-12-16, or --check")
    transport, at = fetching.Transport(), fetching.hosts()
    return _check(transport, at) if options.check else _fetch(options, transport, at)


def _fetch(options: argparse.Namespace, transport: fetching.Transport, at: fetching.Hosts) -> int:
    address = EditionAddress.parse(options.edition)
    catalogue.info(address.list)
    at_hand = next((c for c in fetching.cached() if c.edition == address), None)
    if at_hand is not None and not options.again:
        print(told(f"{address}: at hand since {at_hand.retrieved} in {at_hand.path} (--again fetches it anew)"))
        return 0
    say(f"{address}: asking {at.cellar if address.list.startswith('eu-') else at.publications}")
    fetched = fetching.fetch_edition(address, transport, at, number=options.id, language=options.lang)
    edition = _parsed(address, fetched)
    kept = fetching.keep_file(address, fetched, edition.source.converter)
    catalogue.keep(edition)
    print(told(f"{address}: {len(edition.entries)} entries, {problems_told(edition)}, from {fetched.address}"))
    print(told(f"{address}: kept in {kept}; it answers from now on, in its official wording"))
    return 0


def _parsed(address: EditionAddress, fetched: fetching.Fetched) -> Edition:
    edition = parse_bytes(
        fetched.data, list=address.list, applies_from=address.date, language=fetched.language, name=fetched.identifier
    )
    known = next((k for k in catalogue.info(address.list).known if k.date == address.date), None)
    return evolve(edition, act=known.act) if known is not None else edition


def _check(transport: fetching.Transport, at: fetching.Hosts) -> int:
    """Ask again for each fetched file: 1 where a text changed under its number, or a newer one exists."""
    changed = False
    texts = list(fetching.cached())
    if not texts:
        print(told("no fetched text is at hand; `controllist fetch EDITION` gets one"))
    for text in texts:
        said, differs = _compared(text, transport, at)
        changed = changed or differs
        print(told(f"{text.edition}: {said}"))
    for name, base in _BASES.items():
        dates = [t.edition.date for t in texts if t.edition.list == name]
        if not dates:
            continue
        for newer in fetching.newer_consolidations(base, max(dates), transport, at.cellar):
            changed = True
            print(told(f"{name}: a newer consolidation exists, {newer.celex} of {newer.date}"))
    return int(changed)


def _compared(text: fetching.Cached, transport: fetching.Transport, at: fetching.Hosts) -> tuple[str, bool]:
    old = text.fetched
    try:
        new = fetching.fetch_edition(text.edition, transport, at, number=old.identifier, language=old.language)
    except SourceError as error:
        return f"not compared, {error.message}", True
    if new.sha256 == old.sha256:
        return f"unchanged since {text.retrieved}", False
    before, after = _parsed(text.edition, old), _parsed(text.edition, new)
    if _fingerprint(before) == _fingerprint(after):
        # Publishers convert old acts anew; the bytes differ and the law does not.
        return "converted anew, the text is the same", False
    was, now = ({n.code: fold(n.text) for n in e.nodes} for e in (before, after))
    codes = [c for c in dict.fromkeys([*was, *now]) if was.get(c) != now.get(c)]
    shown = ", ".join(codes[:5]) + (f" and {len(codes) - 5} more" if len(codes) > 5 else "")
    return (
        f"CHANGED under the same number {old.identifier}: {shown} (`fetch {text.edition} --again`, then `diff`)",
        True,
    )


def _fingerprint(edition: Edition) -> str:
    lines = "\n".join(f"{n.code}\t{n.kind}\t{fold(n.text)}" for n in edition.nodes)
    return hashlib.sha256(lines.encode()).hexdigest()
