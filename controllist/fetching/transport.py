"""HTTP for official texts: redirects that are bounded, retries, resumed downloads, the proxy of the environment.

`Transport.get` returns whatever final answer the server gives, since at these publishers 202, 300, 404 and 406 have a
meaning of their own; it raises `SourceError` only where there is no answer. The requests themselves are made by httpx,
which the extra `controllist[fetch]` brings.
"""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable, Mapping
from types import ModuleType

from attrs import frozen

from controllist.errors import MisuseError, SourceError
from controllist.version import __version__

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
