"""An official file of the user's, kept so that it answers before the shipped digest, and taken away again."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve, frozen

from controllist import store
from controllist.codes import EditionAddress
from controllist.model import Basis, Edition

UNCHECKED = "nothing here checks that {name} is the text of the law"


@frozen
class Added:
    """An edition that was kept and where; `digest` is the shipped one it stands before, `shared` counts the entries
    both have."""

    edition: Edition
    path: Path
    digest: Edition | None
    shared: int = 0


def add(edition: Edition, name: str) -> Added:
    """Keep an edition read from a file of this name; raises `SourceError` where it cannot be written.

    Nobody here compared it with the law: every line says whose word it is, and so does every answer from it.
    """
    basis = Basis("secondary", f"{name}, as the user added it")
    nodes = tuple(evolve(n, basis=basis) if n.basis.grade == "checked" else n for n in edition.nodes)
    said = f"{edition.address} was added by the user: {UNCHECKED.format(name=name)}"
    edition = evolve(edition, nodes=nodes, cautions=tuple(dict.fromkeys((*edition.cautions, said))))
    digest = store.shipped(edition.address)
    shared = {e.code for e in digest.entries} & {e.code for e in edition.entries} if digest else ()
    return Added(edition, store.keep(edition), digest, len(shared))


def remove(address: EditionAddress) -> tuple[Path, Edition | None]:
    """Take an added edition away: the file it was, and the digest that answers again; raises `NotFoundError`."""
    return store.forget(address), store.shipped(address)
