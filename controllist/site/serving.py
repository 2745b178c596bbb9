"""A site served to this machine alone, straight from memory: there is no file a request could reach.

Only the loopback address listens. A request must name it as its host: a page of another site that points a name of its
own here (DNS rebinding) is refused.
"""

from __future__ import annotations

from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer

from controllist.errors import ControlListError, SourceError, reason_of
from controllist.site.building import Site
from controllist.site.shell import POLICY

LOOPBACK = "127.0.0.1"
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": f"{POLICY.replace(' file:', '')}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False

    def server_bind(self) -> None:
        """Bind and no more: what stands above asks the name server how this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])


def server(site: Site, port: int = 0) -> ThreadingHTTPServer:
    """A server of the site on the loopback address, not yet serving; port 0 takes any that nobody has.

    Raises `SourceError` where the port is taken.
    """
    page = lru_cache(maxsize=64)(site.page)

    class Pages(BaseHTTPRequestHandler):
        server_version = "controllist"
        sys_version = ""
        timeout = 30

        def do_GET(self) -> None:
            self._answer(body=True)

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def _answer(self, *, body: bool) -> None:
            if not allowed(self.headers.get_all("Host", []), serving.server_port):
                self._send(421, b"this server answers to its own address alone\n", "text/plain", body=body)
                return
            path = self.path.partition("?")[0].partition("#")[0].lstrip("/") or "index.html"
            path += "index.html" if path.endswith("/") else ""
            try:
                data = page(path)
            except KeyError:
                self._send(404, b"no such page\n", "text/plain", body=body)
                return
            except ControlListError as error:
                self._send(500, f"{error.message}\n".encode(), "text/plain", body=body)
                return
            self._send(200, data, _TYPES[path.rpartition(".")[2]], body=body)

        def _send(self, status: int, data: bytes, kind: str, *, body: bool) -> None:
            self.send_response(status)
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if body:
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """No talk about requests."""

    try:
        serving = _Server((LOOPBACK, port), Pages)
    except OSError as error:
        raise SourceError(
            "expected a port to listen on, found {place}: {reason}", place=f"{LOOPBACK}:{port}", reason=reason_of(error)
        ) from None
    return serving


def allowed(hosts: list[str], port: int) -> bool:
    """Whether a request names this machine as its host, once.

    >>> allowed(["127.0.0.1:8000"], 8000), allowed(["localhost:8000"], 8000)
    (True, True)
    >>> allowed(["lists.example:8000"], 8000), allowed(["localhost:80"], 8000), allowed([], 8000)
    (False, False, False)
    """
    return len(hosts) == 1 and hosts[0].lower() in (f"{LOOPBACK}:{port}", f"localhost:{port}")
