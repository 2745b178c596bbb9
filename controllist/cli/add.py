"""`controllist add`: keep a parsed official file at hand, so that it answers before the shipped digest."""

from __future__ import annotations

import argparse
from pathlib import Path

from controllist import store
from controllist.cli.options import read_edition, read_written
from controllist.codes import EditionAddress
from controllist.errors import MisuseError, SourceError
from controllist.model import Edition
from controllist.rendering.provisions import problems_told
from controllist.rendering.translation import translated
from controllist.services.adding import UNCHECKED, add, remove

EXAMPLES = (
    "controllist add L_202302616EN.html --list eu-dual-use --edition 2023-12-16",
    "controllist add --remove eu-dual-use@2023-12-16",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="an official file, or one that `parse` wrote")
    parser.add_argument("--list", metavar="L", help="the list it holds")
    parser.add_argument("--edition", metavar="DATE", help="the date its text applies from")
    parser.add_argument("--remove", metavar="LIST@DATE", help="take an added edition away again")


def run(options: argparse.Namespace) -> int:
    given = [options.file, options.list, options.edition]
    if options.remove is not None:
        if any(given):
            raise MisuseError("expected --remove LIST@DATE alone, found FILE, --list or --edition with it")
        return _remove(EditionAddress.parse(options.remove))
    if not all(given):
        raise MisuseError("expected FILE, --list and --edition, or --remove LIST@DATE (see `controllist add --help`)")
    return _add(Path(options.file), EditionAddress.parse(f"{options.list}@{options.edition}"))


def _add(file: Path, address: EditionAddress) -> int:
    store.info(address.list)
    added = add(_edition(file, address), file.name)
    entries = len(added.edition.entries)
    print(translated(f"{address}: {entries} entries, {problems_told(added.edition)}, kept in {added.path}"))
    print("! " + translated(f"it answers as official wording from now on; {UNCHECKED.format(name=file.name)}"))
    if added.digest is not None:
        said = (
            f"it answers in place of the shipped digest of that date, and has {added.shared} of the digest's "
            f"{len(added.digest.entries)} entries; `controllist add --remove {address}` brings the digest back"
        )
        print(f"! {translated(said)}")
    return 0


def _edition(file: Path, address: EditionAddress) -> Edition:
    """The edition in a file, as `parse` wrote it or parsed here."""
    written = read_written(file)
    if written is None:
        return read_edition(f"{address}={file}")
    if written.address != address:
        raise MisuseError(f"expected {address} in {file.name}, found {written.address}")
    if written.wording == "digest":
        raise SourceError(
            f"{file.name}: expected an official text, found a digest, which is not the wording of the law"
        )
    return written


def _remove(address: EditionAddress) -> int:
    path, digest = remove(address)
    answers = "the shipped digest of that date answers again" if digest else "no text of this edition is at hand now"
    print(translated(f"{address}: taken away ({path}); {answers}"))
    return 0
