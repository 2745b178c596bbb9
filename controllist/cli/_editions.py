"""The editions that were told: by `--list`, `--as-of` and `--edition`, by address, or by a file of one."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from controllist import store
from controllist.codes import EditionAddress
from controllist.errors import MisuseError, SourceError, reason_of
from controllist.model import Edition
from controllist.services import choosing


def one_edition(options: argparse.Namespace) -> Edition | None:
    """The edition that answers alone, where `--edition` tells one; raises `MisuseError` for an unknown `--list`."""
    if options.edition is None:
        return None
    names = choosing.list_names(options.list)
    return read_edition(options.edition, names[0] if options.list else None)


def read_edition(text: str, list_name: str | None = None) -> Edition:
    """The edition at an address (`list@date`), in a file, or in a file with its address (`list@date=FILE`).

    A file is one that `parse` wrote, or an official one; for an official one the address, or at least the list,
    must be told.
    """
    address, mark, name = text.partition("=")
    if mark and re.fullmatch(r"[a-z0-9-]+@\d{4}-\d\d-\d\d", address):
        return _read_official(Path(name), EditionAddress.parse(address))
    path = Path(text)
    if path.is_file():
        written = read_written(path)
        if written is not None:
            return written
        if list_name is None:
            raise MisuseError(f"expected the list and date of {path.name} as list@date={text}, found the file alone")
        day = re.search(r"\d{4}-\d\d-\d\d", str(path))
        return _read_official(path, EditionAddress(list_name, day[0] if day else "undated"))
    if "@" not in text and ("/" in text or "." in text):
        raise SourceError(f"expected a file of an edition, found no file {text!r}")
    return store.load(text)


def _read_official(path: Path, address: EditionAddress) -> Edition:
    from controllist.ingest import parse_bytes

    store.info(address.list)
    return parse_bytes(read_bytes(path), list=address.list, applies_from=address.date, name=path.name)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `SourceError` in one line where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"expected a file that can be read, found {path}: {reason_of(error)}") from None


def read_written(path: Path) -> Edition | None:
    """An edition kept as JSON, either form of it; None where the file is something else."""
    data = read_bytes(path)
    if data.lstrip()[:1] != b"{":
        return None
    from controllist.serialize import FORMAT, from_json, from_result  # for files only

    try:
        text = data.decode("utf-8")
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if found.get("format") == FORMAT:
        return from_json(text)
    if {"list", "edition", "nodes"} <= found.keys():
        return from_result(found)
    return None
