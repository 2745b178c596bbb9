"""Downloads against a server in the test. What it serves is invented; how it answers is known of the publishers."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from controllist import cli, store
from controllist.codes import EditionAddress
from controllist.errors import DamagedDataError, MisuseError, SourceError
from controllist.fetching import (
    Hosts,
    Transport,
    cached,
    fetch_bwb,
    fetch_celex,
    fetch_edition,
    fetch_publication,
    host_of,
    keep_file,
    newer_consolidations,
)
from tests.fetching.publisher import Asked, Publisher, Reply, publishing

ROW = b"<tr><td><p>2B001</p></td><td><p>Vats of %s</p></td></tr>"
PAGE = b"<html><body><p>ANNEX I</p><table>" + ROW + b"</table></body></html>"
ANNEX = b"<ANNEX><CONTENTS><NP><NO.P>2B001</NO.P><TXT>Vats of tin</TXT></NP></CONTENTS></ANNEX>"
CELEX = "/resource/celex/32023R2616"
ITEM = "/resource/cellar/abc.0006.02/DOC_1"
ADDRESS = EditionAddress("eu-dual-use", "2023-12-16")


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publishing(Publisher()) as found:
        yield found


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def transport(waits: list[float]) -> Transport:
    return Transport(tries=3, pause=1.0, timeout=5.0, wait=waits.append)


def only(accept: str, reply: Reply) -> object:
    """Answer for one form, 406 for the others."""
    return lambda asked: reply if asked.headers.get("accept") == accept else Reply(406)


# -- transport


def test_a_redirect_is_followed_with_the_same_question(server: Publisher, transport: Transport) -> None:
    server.replies = {CELEX: [Reply(303, headers={"Location": ITEM})], ITEM: [Reply(body=b"text")]}
    answer = transport.get(server.address + CELEX, {"Accept": "text/html"})
    assert (answer.status, answer.body, answer.address) == (200, b"text", server.address + ITEM)
    assert [a.headers["accept"] for a in server.asked] == ["text/html", "text/html"]


def test_redirects_in_a_circle_end(server: Publisher, transport: Transport) -> None:
    server.replies = {"/a": [Reply(302, headers={"Location": "/a"})]}
    with pytest.raises(SourceError, match="redirects"):
        transport.get(server.address + "/a")


def test_a_redirect_to_a_file_is_refused(server: Publisher, transport: Transport) -> None:
    server.replies = {"/a": [Reply(302, headers={"Location": "file:///etc/hostname"})]}
    with pytest.raises(SourceError, match="web address"):
        transport.get(server.address + "/a")


def test_a_server_in_trouble_is_asked_again(server: Publisher, transport: Transport, waits: list[float]) -> None:
    server.replies = {"/a": [Reply(503), Reply(429), Reply(body=b"text")]}
    assert transport.get(server.address + "/a").body == b"text"
    assert waits == [1.0, 2.0]


def test_a_server_that_stays_in_trouble_is_told_in_one_line(server: Publisher, transport: Transport) -> None:
    server.replies = {"/a": [Reply(500)]}
    with pytest.raises(SourceError, match="status 500 after 3 tries"):
        transport.get(server.address + "/a")


def test_a_server_that_is_not_there(transport: Transport, server: Publisher) -> None:
    with pytest.raises(SourceError, match="after 3 tries"):
        transport.get("http://127.0.0.1:9/a")


def test_a_download_that_breaks_off_is_resumed(server: Publisher, transport: Transport) -> None:
    whole = bytes(range(256)) * 40

    def reply(asked: Asked) -> Reply:
        start = asked.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-")
        if start == "0":
            return Reply(200, whole, {"ETag": '"1"', "Content-Length": str(len(whole))}, cut=6_000)
        assert asked.headers["if-range"] == '"1"'
        return Reply(206, whole[int(start) :], {"ETag": '"1"'})

    server.replies = {"/a": reply}
    answer = transport.get(server.address + "/a")
    assert (answer.status, answer.body) == (200, whole)
    assert len(server.asked) == 2


def test_a_changed_file_is_not_stitched_to_the_old_half(server: Publisher, transport: Transport) -> None:
    old = Reply(200, b"old" * 9_000, {"ETag": '"1"'}, cut=5_000)
    server.replies = {"/a": [old, Reply(200, b"new" * 9_000, {"ETag": '"2"'})]}
    assert transport.get(server.address + "/a").body == b"new" * 9_000


def test_the_proxy_of_the_environment_is_used(server: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.address)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    server.replies = {"http://official.example/a": [Reply(body=b"by proxy")]}
    assert Transport(tries=1).get("http://official.example/a").body == b"by proxy"


# -- CELLAR


def test_the_best_form_there_is_is_taken(server: Publisher, transport: Transport) -> None:
    server.replies = {CELEX: only("application/xhtml+xml", Reply(body=PAGE, headers={"Content-Type": "text/html"}))}  # type: ignore[dict-item]
    fetched = fetch_celex("32023R2616", transport, server.address, "nl")
    assert (fetched.media_type, fetched.data) == ("text/html", PAGE)
    assert [a.headers["accept"] for a in server.asked] == [
        "application/zip;mtype=fmx4",
        "application/xml;type=fmx4",
        "application/xhtml+xml",
    ]
    assert {a.headers["accept-language"] for a in server.asked} == {"nld"}


def test_a_list_of_parts_becomes_a_package(server: Publisher, transport: Transport) -> None:
    parts = b'<html><a href="/part/DOC_2">2</a> <a href="/part/DOC_1">1</a> <a href="https://elsewhere.example/x">x</a></html>'
    server.replies = {
        CELEX: [Reply(300, parts)],
        "/part/DOC_1": [Reply(body=ANNEX)],
        "/part/DOC_2": [Reply(body=b"<ACT><P>act</P></ACT>")],
    }
    fetched = fetch_celex("32023R2616", transport, server.address)
    with zipfile.ZipFile(io.BytesIO(fetched.data)) as package:
        assert [package.read(n) for n in package.namelist()] == [b"<ACT><P>act</P></ACT>", ANNEX]
    again = fetch_celex("32023R2616", transport, server.address)
    assert again.sha256 == fetched.sha256


def test_a_text_in_the_making_is_waited_for(server: Publisher, transport: Transport, waits: list[float]) -> None:
    server.replies = {CELEX: [Reply(202, headers={"Retry-After": "7"}), Reply(200, b""), Reply(body=ANNEX)]}
    assert fetch_celex("32023R2616", transport, server.address).data == ANNEX
    assert waits == [7.0, 2.0]


def test_a_form_that_stays_in_the_making_gives_way_to_the_next(server: Publisher, transport: Transport) -> None:
    page = Reply(body=PAGE, headers={"Content-Type": "application/xhtml+xml"})
    server.replies = {CELEX: lambda asked: page if "html" in asked.headers["accept"] else Reply(202)}
    assert fetch_celex("32023R2616", transport, server.address).media_type == "application/xhtml+xml"


def test_an_act_that_is_there_as_pdf_alone_is_taken_as_such(server: Publisher, transport: Transport) -> None:
    server.replies = {CELEX: only("application/pdf", Reply(body=b"%PDF", headers={"Content-Type": "application/pdf"}))}  # type: ignore[dict-item]
    assert fetch_celex("32023R2616", transport, server.address).data == b"%PDF"
    assert server.asked[-1].headers["accept"] == "application/pdf"


@pytest.mark.parametrize(
    ("number", "path"),
    [
        ("C/2024/1945", "/resource/oj/C_202401945.ENG.fmx4"),  # the Formex of an issue has a name of its own
        ("JOL_2021_206_R_0001", "/resource/oj/JOL_2021_206_R_0001.ENG.fmx4"),
        ("L_202502003", "/resource/oj/L_202502003"),  # and may be asked for by its form alone
        ("eli/reg_del/2025/2003/oj", "/eli/reg_del/2025/2003/oj"),
        ("https://data.europa.eu/eli/reg/2021/821/2025-11-15", "/eli/reg/2021/821/2025-11-15"),
        ("32025R2003R(03)", "/resource/celex/32025R2003R%2803%29"),
    ],
)
def test_other_names_of_an_act(server: Publisher, transport: Transport, number: str, path: str) -> None:
    server.replies = {path: [Reply(body=ANNEX)]}
    at = Hosts(*[server.address] * 4)
    fetched = fetch_edition(ADDRESS, transport, at, number=number)
    assert (fetched.data, fetched.requested) == (ANNEX, server.address + path)


def test_a_text_that_stays_in_the_making_is_told(server: Publisher, transport: Transport) -> None:
    server.replies = {CELEX: [Reply(202)]}
    with pytest.raises(SourceError, match="try again later"):
        fetch_celex("32023R2616", transport, server.address)


def test_a_language_that_does_not_exist_names_the_portal(server: Publisher, transport: Transport) -> None:
    server.replies = {CELEX: [Reply(404)]}
    with pytest.raises(SourceError, match=r"eur-lex\.europa\.eu/legal-content/NL/TXT/HTML/\?uri=CELEX:32023R2616"):
        fetch_celex("32023R2616", transport, server.address, "nl")


def test_a_check_for_browsers_is_told(server: Publisher, transport: Transport) -> None:
    server.replies = {CELEX: [Reply(202, b"<script>", {"x-amzn-waf-action": "challenge"})]}
    with pytest.raises(SourceError, match="by hand"):
        fetch_celex("32023R2616", transport, server.address)


def test_newer_consolidations_are_asked_for_and_not_guessed(server: Publisher, transport: Transport) -> None:
    numbers = ["02021R0821-20260921", "02021R0821-20251115", "02021R0821-20270101", "32021R0821"]
    rows = {"results": {"bindings": [{"celex": {"value": n}} for n in numbers]}}
    server.replies = {"/webapi/rdf/sparql": [Reply(body=json.dumps(rows).encode())]}
    found = newer_consolidations("32021R0821", "2025-11-15", transport, server.address)
    assert [(c.celex, c.date) for c in found] == [
        ("02021R0821-20260921", "2026-09-21"),
        ("02021R0821-20270101", "2027-01-01"),
    ]


# -- the Dutch publishers


STATE = """<expression label="{0}_{1}"><metadata><datum_inwerkingtreding>{0}</datum_inwerkingtreding>{2}</metadata>
<manifestation label="xml"><item label="B_{0}_{1}.xml"/></manifestation></expression>"""


def test_the_state_in_force_is_found_by_the_manifest(server: Publisher, transport: Transport) -> None:
    states = STATE.format("2023-09-01", 0, "<einddatum>2024-09-06</einddatum>")
    states += STATE.format("2024-09-07", 0, "<zichtdatum_start>2024-09-07</zichtdatum_start>")
    states += STATE.format(
        "2024-09-07", 1, "<zichtdatum_start>2024-10-01</zichtdatum_start>"
    )  # corrects the state before
    server.replies = {
        "/bwb/BWBR0000001/manifest.xml": [Reply(body=f"<work>{states}</work>".encode())],
        "/bwb/BWBR0000001/2024-09-07_1/xml/B_2024-09-07_1.xml": [Reply(body=b"<toestand/>")],
    }
    assert fetch_bwb("BWBR0000001", "2024-12-01", transport, server.address).data == b"<toestand/>"
    with pytest.raises(SourceError, match="in force on 2020-01-01, found none"):
        fetch_bwb("BWBR0000001", "2020-01-01", transport, server.address)


def test_a_publication_has_its_number_as_address(server: Publisher, transport: Transport) -> None:
    server.replies = {"/stcrt-2099-7.xml": [Reply(body=b"<officiele-publicatie/>")]}
    assert fetch_publication("stcrt-2099-7", transport, server.address).identifier == "stcrt-2099-7"


def test_the_table_of_the_list_tells_the_number(server: Publisher, transport: Transport) -> None:
    server.replies = {CELEX: [Reply(body=ANNEX)], "/stcrt-2023-18212.xml": [Reply(body=b"<a/>")]}
    at = Hosts(server.address, server.address, server.address)
    assert fetch_edition(ADDRESS, transport, at).identifier == "32023R2616"
    dutch = EditionAddress("nl-semicon", "2023-09-01")
    assert fetch_edition(dutch, transport, at).identifier == "stcrt-2023-18212"
    with pytest.raises(MisuseError, match="--id"):
        fetch_edition(EditionAddress("nl-semicon", "2025-04-01"), transport, at)
    with pytest.raises(MisuseError, match="number"):
        fetch_edition(ADDRESS, transport, at, number="something")


# -- the cache and the command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Publisher) -> Path:
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path))
    for name in ("CONTROLLIST_CELLAR", "CONTROLLIST_BWB", "CONTROLLIST_STCRT"):
        monkeypatch.setenv(name, server.address)
    return tmp_path


def test_a_fetched_edition_fills_the_gap_of_a_date(
    home: Path, server: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    server.replies = {CELEX: [Reply(body=PAGE % b"tin", headers={"Content-Type": "text/html"})]}
    assert not store.choose("eu-dual-use", "2024-01-01").exact
    assert cli.main(["fetch", "eu-dual-use@2023-12-16"]) == 0
    choice = store.choose("eu-dual-use", "2024-01-01")
    assert (str(choice.address), choice.exact) == ("eu-dual-use@2023-12-16", True)
    edition = store.load(choice.address)
    assert (edition.wording, edition["2B001"].text, edition.act.celex) == ("official", "Vats of tin", "32023R2616")
    facts = json.loads((home / "fetched/eu-dual-use/2023-12-16/provenance.json").read_text())
    assert (facts["identifier"], facts["media_type"]) == ("32023R2616", "text/html")
    capsys.readouterr()
    assert cli.main(["show", "2B001", "--as-of", "2024-01-01"]) == 0
    assert "official wording of 32023R2616" in " ".join(capsys.readouterr().out.split())


def test_a_text_at_hand_is_not_fetched_again(home: Path, server: Publisher) -> None:
    server.replies = {CELEX: [Reply(body=PAGE % b"tin")]}
    assert cli.main(["fetch", "eu-dual-use@2023-12-16"]) == 0
    asked = len(server.asked)
    assert cli.main(["fetch", "eu-dual-use@2023-12-16"]) == 0
    assert len(server.asked) == asked
    assert cli.main(["fetch", "eu-dual-use@2023-12-16", "--again"]) == 0
    assert len(server.asked) > asked


@pytest.mark.parametrize(
    ("edition", "number", "host"),
    [
        ("eu-dual-use@2025-11-15", "", "cellar"),
        ("eu-dual-use@2025-11-15", "eli/reg_del/2025/2003/oj", "eli"),
        ("nl-semicon@2023-09-01", "", "publications"),
        ("nl-semicon@2024-09-07", "BWBR0000001", "bwb"),  # whatever the list: the number tells who has it
    ],
)
def test_the_number_tells_which_host_is_asked(edition: str, number: str, host: str) -> None:
    assert host_of(EditionAddress.parse(edition), Hosts(), number) == getattr(Hosts(), host)


def no_newer() -> list[Reply]:
    return [Reply(body=b'{"results": {"bindings": []}}')]


@pytest.mark.parametrize(
    ("now", "status", "told"),
    [
        (PAGE % b"tin", 0, "unchanged"),
        (b"<!-- CONVEX -->" + PAGE % b"tin ", 0, "the text is the same"),  # converted anew
        (PAGE % b"lead", 1, "CHANGED under the same number 32023R2616: 2B001"),  # a silent corrigendum
    ],
)
def test_the_check_tells_a_silent_corrigendum_from_a_new_conversion(
    home: Path, server: Publisher, capsys: pytest.CaptureFixture[str], now: bytes, status: int, told: str
) -> None:
    server.replies = {CELEX: [Reply(body=PAGE % b"tin")], "/webapi/rdf/sparql": no_newer()}
    assert cli.main(["fetch", "eu-dual-use@2023-12-16"]) == 0
    server.replies[CELEX] = [Reply(body=now)]
    capsys.readouterr()
    assert cli.main(["fetch", "--check"]) == status
    assert told in capsys.readouterr().out


def test_the_check_tells_a_newer_consolidation(
    home: Path, server: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = b'{"results": {"bindings": [{"celex": {"value": "02021R0821-20260921"}}]}}'
    server.replies = {CELEX: [Reply(body=PAGE % b"tin")], "/webapi/rdf/sparql": [Reply(body=rows)]}
    assert cli.main(["fetch", "eu-dual-use@2023-12-16"]) == 0
    assert cli.main(["fetch", "--check"]) == 1
    assert "02021R0821-20260921 of 2026-09-21" in capsys.readouterr().out


def test_the_check_tells_a_newer_state_of_a_regulation(
    home: Path, server: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    state = (
        b"<toestand><wetgeving><regeling><bijlage><lijst><li><li.nr>3B901</li.nr><al>Ketels.</al></li></lijst></bijlage>"
        b"</regeling></wetgeving></toestand>"
    )
    one = STATE.format("2024-09-07", 0, "")
    server.replies = {
        "/bwb/BWBR0000001/manifest.xml": [Reply(body=f"<work>{one}</work>".encode())],
        "/bwb/BWBR0000001/2024-09-07_0/xml/B_2024-09-07_0.xml": [Reply(body=state)],
    }
    assert cli.main(["fetch", "nl-semicon@2024-09-07", "--id", "BWBR0000001"]) == 0
    assert cli.main(["fetch", "--check"]) == 0
    both = one + STATE.format("2025-04-01", 0, "")
    server.replies["/bwb/BWBR0000001/manifest.xml"] = [Reply(body=f"<work>{both}</work>".encode())]
    capsys.readouterr()
    assert cli.main(["fetch", "--check"]) == 1
    assert "a newer state exists, BWBR0000001 of 2025-04-01" in capsys.readouterr().out


def test_nothing_is_kept_of_a_text_that_holds_no_entry(home: Path, server: Publisher) -> None:
    server.replies = {CELEX: [Reply(body=b"<html><p>Not a list</p></html>")]}
    assert cli.main(["fetch", "eu-dual-use@2023-12-16"]) == 3
    assert not (home / "fetched").exists()
    assert not (home / "editions").exists()


@pytest.mark.parametrize(
    "arguments", [["fetch"], ["fetch", "eu-dual-use@2023-12-16", "--check"], ["fetch", "x@2023-12-16"]]
)
def test_wrong_use_is_status_2(home: Path, arguments: list[str]) -> None:
    assert cli.main(arguments) == 2


def test_a_cached_file_that_changed_on_disk_is_told(home: Path, server: Publisher, transport: Transport) -> None:
    server.replies = {CELEX: [Reply(body=ANNEX)]}
    path = keep_file(ADDRESS, fetch_celex("32023R2616", transport, server.address))
    assert [c.edition for c in cached()] == [ADDRESS]
    path.write_bytes(b"else")
    with pytest.raises(DamagedDataError, match="other bytes"):
        list(cached())


def test_without_httpx_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, transport: Transport) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MisuseError, match=r"pip install 'controllist\[fetch\]'"):
        transport.get("http://127.0.0.1:9/")
