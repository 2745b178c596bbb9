"""`controllist site`, `controllist browse`, and the links of other answers to a site."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from controllist.cli import main
from controllist.index.cache import cache_folder
from controllist.registers.sources import open_table

Capture = pytest.CaptureFixture[str]
DUTCH = ("--list", "nl-semicon")
STEP = ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No editions of the user's, and the indexes that other tests have built: the vocabulary takes its time."""
    home, kept = tmp_path_factory.mktemp("home"), cache_folder()
    with contextlib.suppress(OSError):
        kept.mkdir(parents=True, exist_ok=True)
        (home / "cache").symlink_to(kept, target_is_directory=True)
    return home


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTROLLIST_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "site"
    assert main(["site", "-o", str(folder), *DUTCH]) == 0
    return folder


def test_site_says_what_it_wrote(capsys: Capture) -> None:
    assert main(["site", "-o", "out", *DUTCH]) == 0
    out = capsys.readouterr().out
    files = [p for p in Path("out").rglob("*") if p.is_file() and p.name != ".controllist-site"]
    assert out.startswith(f"{Path('out', 'index.html')}: {len(files)} files, ")


def test_site_leaves_a_folder_of_others_alone(capsys: Capture) -> None:
    Path("out").mkdir()
    Path("out/mine.txt").write_text("mine", encoding="utf-8")
    assert main(["site", "-o", "out", *DUTCH]) == 2
    err = capsys.readouterr().err
    assert "mine.txt" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["site"], 2),
        (["site", "-o", "out", "--list", "xx"], 2),
        (["site", "-o", "out", "--edition", "gone.xhtml"], 3),
        (["site", "-o", "out", "--lexicon", "gone.tsv"], 3),
        (["browse", "--port", "70000"], 2),
        (["browse", "9Z999"], 1),
        (["browse", "3B001.zz", *DUTCH], 1),
    ],
)
def test_wrong_use_is_told_in_a_line(capsys: Capture, arguments: list[str], status: int) -> None:
    assert main(arguments) == status
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert not Path("out").exists()


def test_an_edition_in_a_file_gets_pages(capsys: Capture) -> None:
    main(["show", "nl-semicon@2023-09-01", "--format", "json"])
    document = json.loads(capsys.readouterr().out)["results"][0] | {"edition": "2030-01-01"}
    Path("own.json").write_text(json.dumps(document), encoding="utf-8")
    assert main(["site", "-o", "out", *DUTCH, "--edition", "own.json"]) == 0
    assert Path("out/nl-semicon/2030-01-01/3B001.html").is_file()


@pytest.fixture
def browsing() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "controllist", "browse", "3B001.f.4", *DUTCH, "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        yield running
        running.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_browse_serves_and_stops(browsing: subprocess.Popen[str]) -> None:
    assert browsing.stdout is not None
    address = browsing.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith("/nl-semicon/2025-04-01/3B001.html#3B001.f.4")
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert b"lithography" in answer.read()
    browsing.send_signal(signal.SIGINT)
    _, err = browsing.communicate(timeout=60)
    assert browsing.returncode == 0
    assert err.splitlines()[-1] == "stopped"
    assert "Traceback" not in err


def links_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "link":
                yield inner
            else:
                yield from links_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from links_in(inner)


def leads_somewhere(link: str, pages: Path) -> None:
    """The page is there, and the place on it."""
    address, _, fragment = link.partition("#")
    start = pages.as_uri() + "/"
    assert address.startswith(start)
    page = html.parse(pages / unquote(address.removeprefix(start)))
    assert not fragment or page.xpath("//*[@id=$name]", name=unquote(fragment))


ANSWERS = {
    "lists": ("lists", *DUTCH),
    "show": ("show", "3B001.f.4", *DUTCH),
    "history": ("show", "3B001.f.4", *DUTCH, "--history"),
    "match": ("match", "EUV pellicle", *DUTCH),
    "assess": ("assess", "3B001.f.4", *DUTCH, "--set", "overlay=2 nm"),
    "diff": ("diff", *STEP),
    "impact": ("impact", "goods.csv", "--from", STEP[0], "--to", STEP[1]),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_link_to_the_site(capsys: Capture, pages: Path, name: str) -> None:
    Path("goods.csv").write_text("description\nDUV immersion scanner\n", encoding="utf-8")
    main([*ANSWERS[name], "--format", "json", "--site", str(pages)])
    found = list(links_in(json.loads(capsys.readouterr().out)))
    assert found
    for link in found:
        leads_somewhere(link, pages)
    main([*ANSWERS[name], "--site", str(pages)])
    assert pages.as_uri() in capsys.readouterr().out
    main([*ANSWERS[name], "--format", "json"])
    assert not list(links_in(json.loads(capsys.readouterr().out)))


@pytest.mark.parametrize("name", ["match", "assess", "diff", "impact"])
@pytest.mark.parametrize("form", ["md", "html"])
def test_reports_link_to_the_site(capsys: Capture, pages: Path, name: str, form: str) -> None:
    Path("goods.csv").write_text("description\nDUV immersion scanner\n", encoding="utf-8")
    main([*ANSWERS[name], "--format", form, "--site", str(pages)])
    out = capsys.readouterr().out
    assert pages.as_uri() in out
    if form == "html":
        links = [a for a in html.document_fromstring(out).xpath("//a/@href") if not a.startswith("#")]
        assert links
        for link in links:
            leads_somewhere(link, pages)


def test_a_batch_links_its_most_frequent_entries(capsys: Capture, pages: Path) -> None:
    Path("goods.csv").write_text("description\nEUV pellicle\n", encoding="utf-8")
    main(["batch", "goods.csv", "-o", "out.csv", *DUTCH, "--summary", "sum.json", "--site", str(pages)])
    found = list(links_in(json.loads(Path("sum.json").read_text(encoding="utf-8"))))
    assert found
    for link in found:
        leads_somewhere(link, pages)
    assert found[0] in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_a_row_of_a_batch_links_its_candidate(capsys: Capture, pages: Path, form: str) -> None:
    Path("goods.csv").write_text("description\nEUV pellicle\nzitbank\n", encoding="utf-8")
    assert main(["batch", "goods.csv", "-o", f"out.{form}", *DUTCH, "--site", str(pages)]) == 0
    if form == "jsonl":
        first, second = (json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines())
        links, beside = [c["link"] for c in first["controllist"]["candidates"]], second["controllist"]["candidates"]
    else:
        with open_table(Path(f"out.{form}")) as table:
            at = table.heading.index("controllist_link")
            links, beside = [r.cells[at] for r in table.rows()][:1], [r.cells[at] for r in table.rows()][1:]
    assert links
    for link in links:
        leads_somewhere(link, pages)
    assert not any(beside)
    main(["batch", "goods.csv", "-o", "plain.csv", *DUTCH])
    assert "controllist_link" not in Path("plain.csv").read_text(encoding="utf-8")


def test_the_site_may_stand_in_the_settings(capsys: Capture, in_a_folder: Path) -> None:
    (in_a_folder / "controllist.toml").write_text('site = "pages"\n', encoding="utf-8")
    (in_a_folder / "below").mkdir()
    main(["show", "3B001.l", *DUTCH])
    assert f"{(in_a_folder / 'pages').as_uri()}/nl-semicon/2025-04-01/3B001.html#3B001.l" in capsys.readouterr().out


@pytest.mark.parametrize("site", ["ftp://lists.example/", "javascript://x", " "])
def test_a_site_that_is_none_is_told(capsys: Capture, site: str) -> None:
    assert main(["show", "3B001.l", *DUTCH, "--site", site]) == 2
    assert "for the site" in capsys.readouterr().err


def test_a_record_does_not_hang_on_where_pages_stand(capsys: Capture, pages: Path) -> None:
    for name, more in (("a.json", ()), ("b.json", ("--site", str(pages)))):
        assert main(["record", *more, "make", "EUV pellicle", *DUTCH, "-o", name]) == 0
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
