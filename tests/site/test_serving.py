"""The server of `browse`: this machine alone, this site alone."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator

import pytest

from controllist.errors import SourceError
from controllist.site import Site
from controllist.site.serving import LOOPBACK, server

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def port(dutch: Site) -> Iterator[int]:
    with server(dutch) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        assert serving.server_address[0] == LOOPBACK
        yield serving.server_port
        serving.shutdown()
        thread.join()


def ask(port: int, path: str, host: str | None = None, method: str = "GET", more: tuple[str, ...] = ()) -> Answer:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
    connection.putrequest(method, path, skip_host=True)
    for name in (host if host is not None else f"{LOOPBACK}:{port}", *more):
        connection.putheader("Host", name)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/index.html?q=scanner", "text/html"),
        ("/nl-semicon/2024-09-07/", "text/html"),
        ("/site.css", "text/css"),
        ("/site.js", "text/javascript"),
        ("/data/rules.js", "text/javascript"),
    ],
)
def test_pages_come_with_a_policy(port: int, path: str, kind: str) -> None:
    status, headers, body = ask(port, path)
    assert (status, headers["content-type"]) == (200, f"{kind}; charset=utf-8")
    assert len(body) == int(headers["content-length"]) > 0
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "file:" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_the_other_name_of_this_machine_will_do(port: int) -> None:
    assert ask(port, "/", f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("host", ["lists.example", "127.0.0.1", "127.0.0.1:1", "localhost.lists.example", ""])
def test_a_strange_host_is_refused(port: int, host: str) -> None:
    status, _, body = ask(port, "/", host)
    assert status in (400, 421)
    assert b"Export control" not in body


def test_two_hosts_are_refused(port: int) -> None:
    assert ask(port, "/", more=("lists.example",))[0] == 421


@pytest.mark.parametrize(
    "path", ["/nowhere.html", "/../pyproject.toml", "/..%2fpyproject.toml", "//lists.example/", "/site", "/%00"]
)
def test_only_pages_of_the_site_are_there(port: int, path: str) -> None:
    status, headers, _ = ask(port, path)
    assert status == 404
    assert headers["content-type"].startswith("text/plain")


def test_a_head_has_no_body(port: int) -> None:
    status, headers, body = ask(port, "/index.html", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(port: int, method: str) -> None:
    assert ask(port, "/index.html", method=method)[0] == 501


def test_a_port_that_is_taken_is_told(port: int, dutch: Site) -> None:
    with pytest.raises(SourceError, match=str(port)):
        server(dutch, port)
