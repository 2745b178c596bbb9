"""`controllist add`: keep a parsed official file at hand, so that it answers before the shipped digest."""

from __future__ import annotations

import argparse
from pathlib import Path

from attrs import evolve

from controllist import catalogue
from controllist.codes import EditionAddress
from controllist.commands import _editions
from controllist.errors import MisuseError, SourceError
from controllist.model import Basis, Edition
from controllist.rendering.labels import told
from controllist.rendering.tree import problems_told

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
    catalogue.info(address.list)
    edition = _as_added(_edition(file, address), file.name)
    path = catalogue.keep(edition)
    print(told(f"{address}: {len(edition.entries)} entries, {problems_told(edition)}, kept in {path}"))
    print("! " + told(f"it answers as official wording from now on; {_UNCHECKED.format(name=file.name)}"))
    digest = catalogue.shipped(address)
    if digest is not None:
        shared = {e.code for e in digest.entries} & {e.code for e in edition.entries}
        said = (
            f"it answers in place of the shipped digest of that date, and has {len(shared)} of the digest's "
            f"{len(digest.entries)} entries; `controllist add --remove {address}` brings the digest back"
        )
        print(f"! {told(said)}")
    return 0


_UNCHECKED = "nothing here checks that {name} is the text of the law"


def _as_added(edition: Edition, name: str) -> Edition:
    """The edition with every line as the word of the file that was added: nobody here compared it with the law."""
    basis = Basis("secondary", f"{name}, as the user added it")
    nodes = tuple(evolve(n, basis=basis) if n.basis.grade == "checked" else n for n in edition.nodes)
    said = f"{edition.address} was added by the user: {_UNCHECKED.format(name=name)}"
    return evolve(edition, nodes=nodes, cautions=tuple(dict.fromkeys((*edition.cautions, said))))


def _edition(file: Path, address: EditionAddress) -> Edition:
    """The edition in a file, as `parse` wrote it or parsed here."""
    written = _editions.read_written(file)
    if written is None:
        return _editions.read_edition(f"{address}={file}")
    if written.address != address:
        raise MisuseError(f"expected {address} in {file.name}, found {written.address}")
    if written.wording == "digest":
        raise SourceError(
            f"{file.name}: expected an official text, found a digest, which is not the wording of the law"
        )
    return written


def _remove(address: EditionAddress) -> int:
    path = catalogue.forget(address)
    answers = (
        "the shipped digest of that date answers again"
        if catalogue.shipped(address)
        else "no text of this edition is at hand now"
    )
    print(told(f"{address}: taken away ({path}); {answers}"))
    return 0
