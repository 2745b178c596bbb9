"""Files that were fetched, kept in the user's folder with their provenance."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from controllist.codes import EditionAddress
from controllist.errors import DamagedDataError, SourceError, reason_of
from controllist.fetching.fetched import Fetched
from controllist.store import user_folder
from controllist.writing import PATIENCE, locked, write_bytes, write_text

_SUFFIXES = {"application/zip": ".zip", "application/pdf": ".pdf", "application/xml": ".xml", "text/xml": ".xml"}


@frozen
class Cached:
    """A file at hand: of which edition, from where, and its bytes."""

    edition: EditionAddress
    path: Path
    fetched: Fetched
    retrieved: str


def folder(address: EditionAddress) -> Path:
    """Where the file of an edition is kept."""
    return user_folder() / "fetched" / address.list / address.date


def keep_file(address: EditionAddress, fetched: Fetched, converter: str = "") -> Path:
    """Keep a fetched file and what is known of it, both or neither of another process: the two must fit each other.

    Raises `SourceError` where they cannot be written.
    """
    place = folder(address)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(f"expected a folder to keep files in, found {place}: {reason_of(error)}") from None
    path = place / f"text{_SUFFIXES.get(fetched.media_type, '.html' if 'html' in fetched.media_type else '.xml')}"
    provenance = {
        "edition": str(address),
        "file": path.name,
        "identifier": fetched.identifier,
        "requested": fetched.requested,
        "address": fetched.address,
        "retrieved": datetime.now(UTC).isoformat(timespec="seconds"),
        "media_type": fetched.media_type,
        "language": fetched.language,
        "sha256": fetched.sha256,
        "converter": converter,
    }
    with locked(place / "pair", PATIENCE):
        write_bytes(path, fetched.data)
        write_text(place / "provenance.json", json.dumps(provenance, ensure_ascii=False, indent=1) + "\n")
    return path


def cached() -> Iterator[Cached]:
    """All files at hand, by list and date; raises `DamagedDataError` for one that is not what it was."""
    for record in sorted((user_folder() / "fetched").glob("*/*/provenance.json")):
        try:
            facts = json.loads(record.read_text(encoding="utf-8"))
            path = record.parent / str(facts["file"])
            fetched = Fetched(
                facts["identifier"],
                facts["requested"],
                facts["address"],
                facts["media_type"],
                facts["language"],
                path.read_bytes(),
            )
            known = Cached(EditionAddress.parse(facts["edition"]), path, fetched, facts["retrieved"])
            expected = facts["sha256"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedDataError(f"expected a record of a fetched file, found {record} damaged ({error})") from None
        if fetched.sha256 != expected:
            raise DamagedDataError(f"expected {path} as it was fetched, found other bytes; fetch {known.edition} again")
        yield known
