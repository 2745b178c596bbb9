"""`controllist fetch`: get the official text of an edition, or ask whether a fetched one has changed."""

from __future__ import annotations

import argparse

from controllist import fetching, store
from controllist.cli.output import say
from controllist.codes import EditionAddress
from controllist.errors import MisuseError
from controllist.rendering.provisions import problems_told
from controllist.rendering.translation import translated

EXAMPLES = (
    "controllist fetch eu-dual-use@2023-12-16",
    "controllist fetch eu-dual-use@2025-11-15 --id 02021R0821-20251115",
    "controllist fetch nl-semicon@2023-09-01",
    "controllist fetch --check",
)


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
    store.info(address.list)
    at_hand = next((c for c in fetching.cached() if c.edition == address), None)
    if at_hand is not None and not options.again:
        print(translated(f"{address}: at hand since {at_hand.retrieved} in {at_hand.path} (--again fetches it anew)"))
        return 0
    say(f"{address}: asking {fetching.host_of(address, at, options.id)}")
    fetched = fetching.fetch_edition(address, transport, at, number=options.id, language=options.lang)
    edition = fetching.parsed(address, fetched)
    kept = fetching.keep_file(address, fetched, edition.source.converter)
    store.keep(edition)
    print(translated(f"{address}: {len(edition.entries)} entries, {problems_told(edition)}, from {fetched.address}"))
    print(translated(f"{address}: kept in {kept}; it answers from now on, in its official wording"))
    return 0


def _check(transport: fetching.Transport, at: fetching.Hosts) -> int:
    """Ask again for each fetched file: 1 where a text changed under its number, or a newer one exists."""
    texts = list(fetching.cached())
    if not texts:
        print(translated("no fetched text is at hand; `controllist fetch EDITION` gets one"))
    changed = False
    for finding in fetching.check(texts, transport, at):
        changed = changed or finding.changed
        print(translated(finding.message))
    return int(changed)
