"""Reports as pages: self-contained, readable in both colour schemes, told to screen readers, nothing from strangers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from controllist.cli import main
from controllist.rendering.pages import DARK, LIGHT, bars, markdown_page, page

COMMANDS: dict[str, Sequence[str]] = {
    "match": ("match", "<script>alert(1)</script> EUV pellicle"),
    "assess": ("assess", "3B501.f.1.b", "--set", "overlay=1.6 nm"),
    "diff": ("diff", "nl-semicon@2023-09-01", "nl-semicon@2024-09-07"),
    "impact": ("impact", "goods.csv", "--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07"),
}


@pytest.fixture(params=sorted(COMMANDS))
def report(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> html.HtmlElement:
    monkeypatch.chdir(tmp_path)
    Path("goods.csv").write_text("description\nDUV immersion scanner <193 nm>\n", encoding="utf-8")
    main([*COMMANDS[request.param], "--format", "html"])
    return html.document_fromstring(capsys.readouterr().out)


def test_nothing_runs_and_nothing_comes_from_elsewhere(report: html.HtmlElement) -> None:
    assert not report.xpath("//script | //link | //img | //iframe | //object")
    assert not report.xpath("//@*[starts-with(name(), 'on')]")
    assert not report.xpath("//@src")
    style = "".join(report.xpath("//style/text()"))
    assert "url(" not in style
    assert "@import" not in style


def test_a_screen_reader_finds_its_way(report: html.HtmlElement) -> None:
    assert report.get("lang") == "en"
    assert report.findtext(".//title")
    levels = [int(h.tag[1]) for h in report.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert report.xpath("//main")
    for table in report.iter("table"):
        assert table.xpath("./thead/tr/th[@scope='col']")
    for picture in report.iter("svg"):
        assert picture.get("role") == "img"
        assert picture.get("aria-label")
    # What scrolls sideways on a phone can be reached with the keyboard.
    assert all(box.get("tabindex") == "0" for box in report.xpath("//div[@class='table']"))


def test_a_page_begins_with_its_title(report: html.HtmlElement) -> None:
    assert report.xpath("//main/*")[0].tag == "h1"


def test_a_change_tells_its_property_and_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    main([*COMMANDS["diff"], "--format", "html"])
    row = html.document_fromstring(capsys.readouterr().out).xpath("//tbody/tr")[0].text_content()
    assert "maximum dedicated chuck overlay ≤ 1.50 nm, now ≤ 2.40 nm" in row
    assert "inferred, US 3B001.f.1.b.2.b" in row


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_have_contrast_in_both_schemes(scheme: dict[str, str]) -> None:
    for name in ("ink", "quiet", "link", "gone", "come", "caution"):
        assert contrast(scheme[name], scheme["paper"]) >= 4.5, name
    assert contrast(scheme["ink"], scheme["band"]) >= 4.5
    assert contrast(scheme["bar"], scheme["paper"]) >= 3
    assert contrast(scheme["line"], scheme["paper"]) >= 1.5


def test_both_schemes_and_print_are_there() -> None:
    text = page("t", "")
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert re.search(r"thead \{ display: table-header-group; \}", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A & B", "<h1>A &amp; B</h1>"),
        ("a **b** ~~c~~", "<p>a <strong>b</strong> <del>c</del></p>"),
        (r"| a \| b | c |" + "\n|---|---|\n| 1 | 2 |", '<th scope="col">a | b</th><th scope="col">c</th>'),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("> mind", "<blockquote><p>mind</p></blockquote>"),
        ("<https://example.org/a>", '<a href="https://example.org/a">'),
        ("<script>", "&lt;script&gt;"),
        (r"\*\*not bold\*\*", "<p>**not bold**</p>"),
        (r"\<script\>", "&lt;script&gt;"),
    ],
)
def test_markdown_of_reports(text: str, expected: str) -> None:
    assert expected in markdown_page(text)


def test_a_chart_writes_its_numbers_out() -> None:
    chart = html.fragment_fromstring(bars("Changes", [("category 3", 4), ("<b>", 2)]))
    assert "category 3: 4" in chart.find("svg").get("aria-label")
    assert [t.text for t in chart.iter("text")] == ["category 3", "4", "<b>", "2"]
