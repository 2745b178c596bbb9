"""Builds the model of `match` from text files: `make model`.

    python scripts/build_model.py            write lists/model/model.bin and its checksum
    python scripts/build_model.py --check    tell whether the committed one is what these files give

Learned from: the terms of lists/lexicon, the digests of all editions in lists/, the own goods cases and the early
licence lines beside the checkout (../shared/eval), without the rows of tests/cases/untouched.json. Where the licence
lines are absent the committed model cannot be built again, and that is told. `model.sha256` is the checksum of the
model before it is compressed, so that another zlib does not matter.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from draw_untouched import LICENCES, OWN, ROOT, SHARED, UNTOUCHED, checksum, rows_of

from controllist import lexicon, store
from controllist.index.learning import Taught, class_name, learned, of_concepts, of_edition
from controllist.index.model import squeezed, to_bytes
from controllist.model import Provision

FOLDER = ROOT / "lists" / "model"
LATER = 0.95


def entries() -> frozenset[str]:
    """The classes: the entries of the newest edition of each list."""
    newest = [store.load(store.choose(name).address) for name in store.shipped_lists() if store.editions(name)]
    return frozenset(
        class_name(edition.list, node.code)
        for edition in newest
        for node in edition.nodes
        if isinstance(node, Provision) and node.kind == "entry" and node.status != "not used"
    )


def texts() -> Iterator[Taught]:
    """All texts to learn from."""
    yield from of_concepts(lexicon.read_files(lexicon.shipped_files()))
    for name in store.shipped_lists():
        for address in store.editions(name):
            yield from of_edition(store.load(address))
    untouched = json.loads(UNTOUCHED.read_text(encoding="utf-8"))
    yield from own_cases(frozenset(untouched["own"]))
    yield from licence_lines(frozenset(untouched["licences"]) | frozenset(untouched["licences, alike"]))


def own_cases(left_out: frozenset[str]) -> Iterator[Taught]:
    """The own cases on a list but for those left out (by id).

    Unlisted ones are mostly listed goods with a figure beyond a bound: their words say nothing of ordinary goods.
    """
    for name in OWN:
        for row in rows_of(ROOT / "tests" / "cases" / f"{name}.jsonl"):
            if row["id"] in left_out or row["level"] == "none":
                continue
            classes: dict[str, float] = {}
            for rank, code in enumerate(row["expected"]):
                classes.setdefault(class_name(_list_of(row["list"], code), code), LATER**rank)
            yield Taught(row["text"], classes)


def _list_of(name: str, code: str) -> str:
    if name == "nl-semicon":
        return name
    return "eu-military" if code.startswith("ML") else "eu-dual-use"


def licence_lines(left_out: frozenset[str]) -> Iterator[Taught]:
    """The early licence lines but for those left out (by checksum); each counts once over all its entries."""
    for row in rows_of(SHARED / f"{LICENCES}.jsonl"):
        if checksum(row["text"]) in left_out:
            continue
        classes: dict[str, float] = {}
        for code, times in row["counts"].items():
            name = class_name(row["list"], code)
            classes[name] = classes.get(name, 0.0) + times / sum(row["counts"].values())
        yield Taught(row["text"], classes)


def built(more: Iterable[Taught] = ()) -> bytes:
    """The bytes of the model."""
    return to_bytes(learned([*texts(), *more], entries()))


def main() -> int:
    """Write the model, or check it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit status 1 where it differs")
    options = parser.parse_args()
    if not (SHARED / f"{LICENCES}.jsonl").is_file():
        print(f"absent: {SHARED / LICENCES}.jsonl; the model cannot be built again here", file=sys.stderr)
        return 0
    data = built()
    found, sums = hashlib.sha256(data).hexdigest(), FOLDER / "model.sha256"
    if options.check:
        same = sums.is_file() and sums.read_text(encoding="ascii").strip() == found
        print("the committed model is what these files give" if same else "the committed model differs: make model")
        return 0 if same else 1
    FOLDER.mkdir(exist_ok=True)
    Path(FOLDER / "model.bin").write_bytes(squeezed(data))
    sums.write_text(found + "\n", encoding="ascii")
    print(f"{len(data):,} bytes, {Path(FOLDER / 'model.bin').stat().st_size:,} compressed, {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
