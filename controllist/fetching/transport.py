"""HTTP for official texts: redirects that are bounded, retries, resumed downloads, the proxy of the environment.

`Transport.get` returns whatever final answer the server gives, since at these publishers 202, 300, 404 and 406 have a
meaning of their own; it raises `SourceError` only where there is no answer.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from controllist import __version__
from controllist.errors import SourceError

MAX_BYTES = 100_000_000
_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (429, 500, 502, 503, 504)
"""Answers that say nothing of the document, only of the moment."""
_PIECE = 1 << 16


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


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Redirects are followed by `Transport`, which bounds and checks them."""

    def redirect_request(self, *_: Any) -> None:
        return None


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
    _opener: urllib.request.OpenerDirector = field(
        factory=lambda: urllib.request.build_opener(_NoRedirects()), alias="opener", eq=False
    )

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
        got = b""
        tag = ""
        trouble = ""
        for attempt in range(self.tries):
            if attempt:
                self.wait(self.pause * 2 ** (attempt - 1))
            extra = {"Range": f"bytes={len(got)}-", "If-Range": tag} if got and tag else {}
            try:
                answer, complete = self._once(address, {**headers, **extra})
            except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
                trouble = str(getattr(error, "reason", "") or error or type(error).__name__)
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

    def _once(self, address: str, headers: dict[str, str]) -> tuple[Answer, bool]:
        """One request: the answer, and whether its body is whole."""
        request = urllib.request.Request(address, headers={"User-Agent": f"controllist/{__version__}", **headers})
        try:
            response = self._opener.open(request, timeout=self.timeout)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            body, complete = _read(response, address)
            found = {name.lower(): value for name, value in response.headers.items()}
            return Answer(int(response.status), found, body, address), complete


def _read(response: Any, address: str) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := response.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BYTES:
                raise SourceError(f"{address}: expected at most {MAX_BYTES // 1_000_000} MB, found more")
    except http.client.IncompleteRead as error:
        return b"".join(pieces) + error.partial, False
    except (ConnectionError, TimeoutError):
        return b"".join(pieces), False
    announced = response.headers.get("Content-Length", "")
    return b"".join(pieces), not announced.isdigit() or size >= int(announced)
