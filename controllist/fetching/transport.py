"""Downloads of official texts over HTTP, and the files kept of them with where they came from.

Redirects are bounded, failures tried again, downloads resumed, the proxy of the environment used. `Transport.get`
returns whatever final answer the server gives, since at these publishers 202, 300, 404 and 406 have a meaning of their
own; it raises `SourceError` only where there is no answer. The requests are made by httpx, which the extra
`controllist[fetch]` brings.
"""

from __future__ import annotations

import hashlib
import json
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from attrs import frozen

from controllist.codes import EditionAddress
from controllist.errors import DamagedDataError, MisuseError, SourceError, reason_of
from controllist.store import user_folder
from controllist.version import __version__
from controllist.writing import PATIENCE, locked, write_bytes, write_text

MAX_BYTES = 100_000_000
_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (429, 500, 502, 503, 504)
"""Answers that say nothing of the document, only of the moment."""


@frozen
class Answer:
    """The final answer of a server; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@frozen
class Transport:
    """How to ask: `tries` for each address, `pause` seconds before the second, twice as long before each further one.

    `wait` is what sleeps; a test puts nothing there.
    """

    tries: int = 4
    pause: float = 1.0
    timeout: float = 60.0
    redirects: int = 6
    wait: Callable[[float], None] = time.sleep

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET; raises `SourceError` in one line where no server answers."""
        asked = address
        for _ in range(self.redirects + 1):
            answer = self._answer(asked, dict(headers or {}))
            where = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not where:
                return answer
            asked = urllib.parse.urljoin(asked, where)
            if urllib.parse.urlsplit(asked).scheme not in ("http", "https"):
                raise SourceError(f"{address}: expected a redirect to a web address, found {asked}")
        raise SourceError(f"{address}: expected at most {self.redirects} redirects, found more")

    def _answer(self, address: str, headers: dict[str, str]) -> Answer:
        """One address, with retries; a download that breaks off goes on where it stopped."""
        httpx = _httpx()
        got = b""
        tag = ""
        trouble = ""
        for attempt in range(self.tries):
            if attempt:
                self.wait(self.pause * 2 ** (attempt - 1))
            extra = {"Range": f"bytes={len(got)}-", "If-Range": tag} if got and tag else {}
            try:
                answer, complete = self._once(httpx, address, {**headers, **extra})
            except httpx.InvalidURL as error:
                raise SourceError(f"{address}: expected a web address, found {error}", address=address) from None
            except httpx.TransportError as error:
                trouble = str(error) or type(error).__name__
                continue
            if answer.status == 206 and got:
                answer = Answer(200, answer.headers, got + answer.body, answer.address)
            if answer.status in _PASSING:
                trouble = f"status {answer.status}"
                continue
            if complete:
                return answer
            got, tag = answer.body, answer.headers.get("etag", "")
            trouble = f"{len(got)} bytes and no end"
        raise SourceError(f"{address}: expected an answer, found {trouble} after {self.tries} tries", address=address)

    def _once(self, httpx: ModuleType, address: str, headers: dict[str, str]) -> tuple[Answer, bool]:
        """One request: the answer, and whether its body is whole.

        The body is asked for as it is, since a part of a compressed one could not be gone on with.
        """
        sent = {"User-Agent": f"controllist/{__version__}", "Accept-Encoding": "identity", **headers}
        pieces: list[bytes] = []
        size = 0
        with httpx.stream("GET", address, headers=sent, timeout=self.timeout, follow_redirects=False) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            complete = True
            try:
                for piece in response.iter_raw():
                    pieces.append(piece)
                    size += len(piece)
                    if size > MAX_BYTES:
                        raise SourceError(f"{address}: expected at most {MAX_BYTES // 1_000_000} MB, found more")
            except httpx.TransportError:
                complete = False
            return Answer(int(response.status_code), found, b"".join(pieces), address), complete


def _httpx() -> ModuleType:
    try:
        import httpx
    except ImportError:
        raise MisuseError("fetching needs httpx, found none: pip install 'controllist[fetch]'") from None
    return httpx


@frozen
class Fetched:
    """A file as the publisher gave it.

    `identifier` is the number asked for (CELEX, Staatscourant or BWB), `requested` the address asked, `address` the
    one that answered after all redirects.
    """

    identifier: str
    requested: str
    address: str
    media_type: str
    language: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


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
