"""A server in the test that answers as the publishers are known to: redirects, lists of parts, texts in the making."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from attrs import Factory, define


@define
class Reply:
    """One answer; `cut` sends only that many bytes of the body and then closes the line."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = Factory(dict)
    cut: int = -1


@define
class Asked:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]


Answering = Callable[[Asked], Reply]


@define
class Publisher:
    """`replies` are by path: a fixed list (the last one stays) or a function of the request."""

    replies: dict[str, list[Reply] | Answering] = Factory(dict)
    asked: list[Asked] = Factory(list)
    address: str = ""

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        found = self.replies.get(asked.path.partition("?")[0])
        if found is None:
            return Reply(404)
        if callable(found):
            return found(asked)
        return found.pop(0) if len(found) > 1 else found[0]


@contextmanager
def publishing(publisher: Publisher) -> Iterator[Publisher]:
    """Serve on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = publisher.answer(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body if reply.cut < 0 else reply.body[: reply.cut])
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    publisher.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
