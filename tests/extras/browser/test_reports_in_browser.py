"""The HTML reports as a person meets them: contrast, a phone's width, print."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

import pytest

from controllist.cli import main

from .conftest import PHONE, Browser

REPORTS: dict[str, Sequence[str]] = {
    "match": ("match", "EUV pellicle for a scanner", "--list", "nl-semicon"),
    "assess": ("assess", "3B501.f.1.b", "--set", "overlay=1.6 nm"),
    "diff": ("diff", "nl-semicon@2023-09-01", "nl-semicon@2024-09-07"),
    "impact": ("impact", "goods.csv", "--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07"),
}


@pytest.fixture(params=sorted(REPORTS))
def report(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    monkeypatch.chdir(tmp_path)
    Path("goods.csv").write_text("article;description\n7;DUV immersion scanner, overlay 1.8 nm\n", encoding="utf-8")
    main([*REPORTS[request.param], "--format", "html"])
    Path("report.html").write_text(capsys.readouterr().out, encoding="utf-8")
    return (tmp_path / "report.html").as_uri()


def test_a_report_is_read_everywhere(browser: Browser, report: str, contrasts: str) -> None:
    for dark in (False, True):
        browser.open(report, dark=dark)
        told = browser.run(contrasts)
        assert told["looked_at"] > 5
        assert not told["faint"], told["faint"][:5]
    browser.open(report, PHONE)
    width, whole = browser.run("const e = document.documentElement; return [e.clientWidth, e.scrollWidth]")
    assert whole <= width
    browser.open(report)
    printed = base64.b64decode(browser.cdp("Page.printToPDF", printBackground=True)["data"])
    assert printed.startswith(b"%PDF")
