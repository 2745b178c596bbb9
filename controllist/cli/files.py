"""`controllist parse`, `add`, `fetch`: official files read into a tree, kept at hand, brought from afar."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from controllist import fetching, store
from controllist.app import questions
from controllist.cli import options, output
from controllist.codes import EditionAddress, check_date
from controllist.errors import MisuseError, SourceError
from controllist.messages import Message
from controllist.model import Edition
from controllist.rendering.provisions import parse_summary, problems_told, show_text
from controllist.rendering.results import edition_result
from controllist.rendering.translation import translated


def _parse_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an official file: XHTML, Formex, Dutch XML, PDF text, Markdown")
    parser.add_argument("--list", required=True, metavar="L", help="the list it holds")
    parser.add_argument("--edition", required=True, metavar="DATE", help="the date its text applies from")
    parser.add_argument("--lang", default=None, help="language of the text (default: that of the list)")
    options.add_format(parser, "json", "text", "summary")
    options.add_out(parser)


def _parse(args: argparse.Namespace) -> int:
    store.info(args.list)
    address = EditionAddress(args.list, check_date(args.edition))
    edition = options.read_official(Path(args.file), address, args.lang)
    if args.format == "json":
        text = json.dumps(edition_result(edition), ensure_ascii=False, indent=1)
    elif args.format == "text":
        text = show_text([(edition, edition.nodes)], ())
    else:
        text = parse_summary(edition)
    message = "{file}: {number} nodes, {problems}"
    counts = {"number": len(edition.nodes), "problems": problems_told(edition)}
    output.put(text, args.out, Message(message, file=args.out, **counts))
    return 0


parse = options.command(
    _parse_arguments,
    _parse,
    "controllist parse L_202502003EN.html --list eu-dual-use --edition 2025-11-15 --format summary",
    "controllist parse annex.layout.txt --list eu-dual-use --edition 2021-09-09 -o annex.json",
)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="an official file, or one that `parse` wrote")
    parser.add_argument("--list", metavar="L", help="the list it holds")
    parser.add_argument("--edition", metavar="DATE", help="the date its text applies from")
    parser.add_argument("--remove", metavar="LIST@DATE", help="take an added edition away again")


def _add(args: argparse.Namespace) -> int:
    given = [args.file, args.list, args.edition]
    if args.remove is not None:
        if any(given):
            raise MisuseError("expected --remove LIST@DATE alone, found FILE, --list or --edition with it")
        return _remove(EditionAddress.parse(args.remove))
    if not all(given):
        raise MisuseError("expected FILE, --list and --edition, or --remove LIST@DATE (see `controllist add --help`)")
    file, address = Path(args.file), EditionAddress.parse(f"{args.list}@{args.edition}")
    store.info(address.list)
    added = questions.add(_official(file, address), file.name)
    output.line(
        "{edition}: {entries} entries, {problems}, kept in {path}",
        edition=address, entries=len(added.edition.entries), problems=problems_told(added.edition), path=added.path,
    )  # fmt: skip
    unchecked = questions.unchecked(file.name)
    output.line("it answers as official wording from now on; {unchecked}", "! ", unchecked=unchecked)
    if added.digest is not None:
        output.line(
            "it answers in place of the shipped digest of that date, and has {shared} of the digest's {entries} "
            "entries; `controllist add --remove {edition}` brings the digest back",
            "! ", shared=added.shared, entries=len(added.digest.entries), edition=address,
        )  # fmt: skip
    return 0


def _official(file: Path, address: EditionAddress) -> Edition:
    """The edition in a file, as `parse` wrote it or parsed here."""
    written = options.read_written(file)
    if written is None:
        return options.read_official(file, address)
    if written.address != address:
        raise MisuseError(
            "expected {edition} in {file}, found {found}", edition=address, file=file.name, found=written.address
        )
    if written.wording == "digest":
        raise SourceError(
            "{file}: expected an official text, found a digest, which is not the wording of the law", file=file.name
        )
    return written


def _remove(address: EditionAddress) -> int:
    path = store.forget(address)
    answers = Message("no text of this edition is at hand now")
    if store.shipped(address):
        answers = Message("the shipped digest of that date answers again")
    output.line("{edition}: taken away ({path}); {answers}", edition=address, path=path, answers=answers)
    return 0


add = options.command(
    _add_arguments,
    _add,
    "controllist add L_202302616EN.html --list eu-dual-use --edition 2023-12-16",
    "controllist add --remove eu-dual-use@2023-12-16",
)


def _fetch_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", metavar="EDITION", nargs="?", help="list@date")
    parser.add_argument("--lang", default="en", help="language of the text (default: en; Dutch publications: nl)")
    parser.add_argument(
        "--id", default="", metavar="NUMBER", help="another publication: CELEX, stcrt-2024-1, BWBR0000001"
    )
    parser.add_argument("--again", action="store_true", help="fetch even if the text is at hand")
    parser.add_argument("--check", action="store_true", help="ask whether fetched texts changed or newer ones exist")


def _fetch(args: argparse.Namespace) -> int:
    if args.check == bool(args.edition):
        raise MisuseError("expected an edition such as {example}, or --check", example="eu-dual-use@2023-12-16")
    transport, hosts = fetching.Transport(), fetching.hosts()
    if args.check:
        return _check(transport, hosts)
    address = EditionAddress.parse(args.edition)
    store.info(address.list)
    at_hand = next((c for c in fetching.cached() if c.edition == address), None)
    if at_hand is not None and not args.again:
        output.line(
            "{edition}: at hand since {date} in {path} (--again fetches it anew)",
            edition=address, date=at_hand.retrieved, path=at_hand.path,
        )  # fmt: skip
        return 0
    output.say("{edition}: asking {host}", edition=address, host=fetching.host_of(address, hosts, args.id))
    fetched = fetching.fetch_edition(address, transport, hosts, number=args.id, language=args.lang)
    edition = fetching.parsed(address, fetched)
    kept = fetching.keep_file(address, fetched, edition.source.converter)
    store.keep(edition)
    output.line(
        "{edition}: {entries} entries, {problems}, from {address}",
        edition=address, entries=len(edition.entries), problems=problems_told(edition), address=fetched.address,
    )  # fmt: skip
    output.line(
        "{edition}: kept in {path}; it answers from now on, in its official wording", edition=address, path=kept
    )
    return 0


def _check(transport: fetching.Transport, hosts: fetching.Hosts) -> int:
    """Ask again for each fetched file: 1 where a text changed under its number, or a newer one exists."""
    texts = list(fetching.cached())
    if not texts:
        output.line("no fetched text is at hand; `controllist fetch EDITION` gets one")
    changed = False
    for finding in fetching.check(texts, transport, hosts):
        changed = changed or finding.changed
        print(translated(finding.message))
    return int(changed)


fetch = options.command(
    _fetch_arguments,
    _fetch,
    "controllist fetch eu-dual-use@2023-12-16",
    "controllist fetch eu-dual-use@2025-11-15 --id 02021R0821-20251115",
    "controllist fetch nl-semicon@2023-09-01",
    "controllist fetch --check",
)
