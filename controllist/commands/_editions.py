"""Options that tell which editions answer: `--list`, `--as-of`, `--edition`; shared by the commands."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from controllist import catalogue
from controllist.codes import ControlCode, EditionAddress, check_date
from controllist.errors import MisuseError, NotFoundError, SourceError
from controllist.model import Edition
from controllist.serialize import FORMAT, from_json, from_result


@frozen
class Answer:
    """An edition that answers, whether it was in force on the date asked for, and what must be said of it first."""

    edition: Edition
    exact: bool
    cautions: tuple[str, ...]


@frozen
class Answering:
    """The editions that answer; `missing` are the lists that have none, with the reason."""

    answers: tuple[Answer, ...]
    as_of: str | None
    missing: tuple[str, ...] = ()

    @property
    def editions(self) -> tuple[Edition, ...]:
        return tuple(a.edition for a in self.answers)

    @property
    def exact(self) -> bool:
        return all(a.exact for a in self.answers)

    @property
    def cautions(self) -> tuple[str, ...]:
        return (*(c for a in self.answers for c in a.cautions), *self.missing)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    parser.add_argument("--list", action="append", metavar="L", help="only this list (may be given more than once)")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--as-of", metavar="DATE", help="the editions in force on this date, such as 2024-09-07")
    when.add_argument("--edition", metavar="E", help="this edition: list@date, or a file of one")


def answering(options: argparse.Namespace, around: ControlCode | None = None) -> Answering:
    """The editions for the options given; raises `NotFoundError` where no list has one.

    With `around`, shipped editions need not hold more than the files with the entry of that code.
    """
    if options.as_of is not None:
        check_date(options.as_of)
    names = _names(options.list)
    if options.edition is not None:
        edition = read_edition(options.edition, names[0] if options.list else None)
        return Answering((Answer(edition, True, _told(edition)),), None)
    answers: list[Answer] = []
    missing: list[str] = []
    for name in names:
        try:
            choice = catalogue.choose(name, options.as_of)
        except NotFoundError as error:
            missing.append(error.message)
            continue
        entries = (around.entry, *(c.entry for c in _national(around))) if around is not None else ()
        edition = catalogue.load_around(choice.address, *entries) if entries else catalogue.load(choice.address)
        answers.append(Answer(edition, choice.exact, (*choice.cautions, *_told(edition))))
    if not answers:
        raise NotFoundError("; ".join(missing))
    return Answering(tuple(answers), options.as_of, tuple(missing))


def _names(given: list[str] | None) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(given or catalogue.list_names()))
    for name in names:
        catalogue.info(name)
    return names


def _told(edition: Edition) -> tuple[str, ...]:
    whose = (
        ()
        if edition.wording == "digest"
        else (f"{edition.address} answers in the official wording of {edition.source.name}",)
    )
    return (*edition.cautions, *whose)


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
        written = _read_written(path)
        if written is not None:
            return written
        if list_name is None:
            raise MisuseError(f"expected the list and date of {path.name} as list@date={text}, found the file alone")
        day = re.search(r"\d{4}-\d\d-\d\d", str(path))
        return _read_official(path, EditionAddress(list_name, day[0] if day else "undated"))
    if "@" not in text and ("/" in text or "." in text):
        raise SourceError(f"expected a file of an edition, found no file {text!r}")
    return catalogue.load(text)


def _read_official(path: Path, address: EditionAddress) -> Edition:
    from controllist.ingest import parse_bytes

    catalogue.info(address.list)
    return parse_bytes(read_bytes(path), list=address.list, applies_from=address.date, name=path.name)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `SourceError` in one line where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"expected a file that can be read, found {path}: {error.strerror or error}") from None


def _read_written(path: Path) -> Edition | None:
    """An edition kept as JSON, either form of it; None where the file is something else."""
    data = read_bytes(path)
    if data.lstrip()[:1] != b"{":
        return None
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


def found_code(edition: Edition, code: ControlCode) -> ControlCode | None:
    """The code as the edition has it: itself, or for a national recoding (3B1001) the national number."""
    if code in edition:
        return code
    plain = next((c for c in _national(code) if c in edition), None)
    return plain if not edition.list.startswith("eu-") else None


def _national(code: ControlCode) -> tuple[ControlCode, ...]:
    """The national number that a recoding such as 3B1001 stands for; none for any other code."""
    national = re.fullmatch(r"(\d[A-E])1(\d{3})(.*)", code)
    return (ControlCode("".join(national.groups())),) if national else ()


def near(code: ControlCode, editions: Iterable[Edition]) -> str:
    """What stands nearest to a code that is not there, as a clause for the error."""
    from rapidfuzz import process

    above = code.parent
    while above is not None:
        for edition in editions:
            if above in edition:
                below = ", ".join(c.code for c in edition.children(above)[:8])
                return f"; {above} is{f', with {below}' if below else ', without items'}"
        above = above.parent
    entries = [e.code for edition in editions for e in edition.entries]
    close = process.extractOne(code, entries, score_cutoff=75)
    return f"; the nearest number is {close[0]}" if close else ""
