"""Bytes to an edition, and the official texts as far as they are at hand."""

from __future__ import annotations

import csv
import gc
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from controllist.blocks import characters
from controllist.errors import MisuseError, SourceError
from controllist.ingest import parse_bytes
from controllist.model import Edition
from controllist.readers import read
from controllist.rendering.provisions import parse_summary
from controllist.rendering.results import edition_result

PAGE = b"<html><body><table><tr><td><p>9A901</p></td><td><p>Vats.</p></td></tr></table></body></html>"


def test_an_edition_remembers_its_source() -> None:
    edition = parse_bytes(PAGE, list="eu-dual-use", applies_from="2099-01-01", name="vats.html")
    assert [n.code for n in edition.nodes] == ["9A901"]
    assert edition.wording == "official"
    assert (edition.source.name, edition.source.form, len(edition.source.sha256)) == ("vats.html", "oj-xhtml", 64)


def test_a_page_without_entries_is_told_in_one_line() -> None:
    with pytest.raises(SourceError, match=r"a\.html: expected entries of eu-military such as ML10\.c, found none"):
        parse_bytes(PAGE, list="eu-military", applies_from="2099-01-01", name="a.html")


@pytest.mark.parametrize("at_work", [True, False])
@pytest.mark.parametrize("page", [b"<p>1A001 Anvils</p>", b"<html><body><p>no entries</p></body></html>"])
def test_the_collector_of_cycles_is_left_as_it_was(page: bytes, at_work: bool) -> None:
    """It rests while a file is parsed, and a file that is refused must not stop it for good."""
    seen: list[bool] = []
    before = gc.isenabled()
    try:
        (gc.enable if at_work else gc.disable)()
        try:
            parse_bytes(page, list="eu-dual-use", applies_from="2025-11-15")
        except SourceError:
            seen.append(True)
        assert gc.isenabled() is at_work
    finally:
        (gc.enable if before else gc.disable)()
    assert seen == ([True] if b"no entries" in page else [])


@pytest.mark.parametrize(("slug", "day"), [("atlantis", "2099-01-01"), ("eu-dual-use", "2099-13-01")])
def test_misuse(slug: str, day: str) -> None:
    with pytest.raises(MisuseError):
        parse_bytes(PAGE, list=slug, applies_from=day)


def test_300_megabytes_are_refused_without_parsing() -> None:
    with pytest.raises(SourceError, match="at most 100 MB, found 300 MB"):
        read(b" " * 300_000_000, "big.html")


ANNEX_2021 = "eu-annex-i/2021-06-11-as-2021-821/export-control-appendix2.layout.txt"
MILITARY_2020 = "eu-cml/2020-02-17/export-control-appendix1.layout.txt"
REAL = [(ANNEX_2021, "eu-dual-use"), (MILITARY_2020, "eu-military")]


def edition_of(path: Path, slug: str) -> Edition:
    return parse_bytes(path.read_bytes(), list=slug, applies_from="2021-09-09", name=path.name)


@pytest.fixture(scope="module")
def annex_2021(official: Path) -> Edition:
    return edition_of(official / ANNEX_2021, "eu-dual-use")


def test_a_doubtful_reading_is_kept_and_told_apart_from_what_has_no_place() -> None:
    text = b"9A901   Vats for more than 5 x 106 items:\n\n        a.   Round;\n\n        d.   Square.\n"
    edition = parse_bytes(text, list="eu-dual-use", applies_from="2099-01-01", name="vats.txt")
    assert edition["9A901"].text == "Vats for more than 5 x 10^6 items:"
    doubt, odd = edition.problems
    assert (doubt.kind, doubt.code, doubt.location.line) == ("reading", "9A901", 1)
    assert "PDF" in doubt.surer
    assert (odd.kind, odd.code, odd.surer) == ("structure", "9A901.d", "")
    assert (edition.doubts, edition.unplaced) == ((doubt,), (odd,))
    assert [(p["kind"], p["line"]) for p in edition_result(edition)["problems"]] == [("reading", 1), ("structure", 5)]
    told = parse_summary(edition)
    assert "  1 problem\n" in told
    assert "  1 doubtful reading, kept as read; to be sure, look into the PDF" in told


@pytest.mark.official
def test_the_annex_of_2021_has_the_entries_of_an_independent_list(annex_2021: Edition, official: Path) -> None:
    table = official / "eu-annex-i/2024-04-scrape-csv/new_data.csv"
    with table.open(encoding="utf-8") as file:
        found = [c.strip() for row in csv.reader(file) for c in row if re.fullmatch(r"\d[A-E]\d{3}", c.strip())]
    assert {n.code for n in annex_2021.entries} == set(found)
    assert len(annex_2021.entries) == 366


@pytest.mark.official
def test_the_annex_of_2021_is_complete_and_in_order(annex_2021: Edition) -> None:
    kept = [n.code for n in annex_2021.provisions if n.kind in ("entry", "item")]
    assert len(kept) == len(set(kept)) >= 3200
    assert max(c.depth for c in kept) == 7
    entries = [n.code for n in annex_2021.entries]
    # Category 5 comes in two parts, each with its groups A to E.
    halves = [(c[0], c[1:] in ("A002", "A003", "A004", "B002", "D002", "E002") and c[0] == "5", c) for c in entries]
    assert halves == sorted(halves)


@pytest.mark.official
@pytest.mark.parametrize(("path", "slug"), REAL)
def test_real_texts_have_few_problems_and_lose_nothing(official: Path, path: str, slug: str) -> None:
    edition = edition_of(official / path, slug)
    assert len(edition.unplaced) <= 5 * len(edition.nodes) / 1000
    assert len(edition.unplaced) + len(edition.doubts) == len(edition.problems)
    hyphens = sum(characters(read((official / path).read_bytes()).blocks).values()) - sum(v for _, v in edition.counts)
    assert 0 <= hyphens < 300  # hyphens at the ends of lines, and nothing else
    assert not [p for p in edition.problems if "characters" in p.message]


@pytest.mark.official
def test_doubtful_exponents_have_a_place(annex_2021: Edition) -> None:
    assert len(annex_2021.doubts) > 30
    assert all(p.location.page and p.location.line and p.code and p.surer for p in annex_2021.doubts)
    assert all("raised digit" in p.message for p in annex_2021.doubts)
    assert not [n.code for n in annex_2021.nodes if re.search(r"[x×] ?10\d", n.text)]


@pytest.mark.official
def test_the_page_of_one_entry(official: Path) -> None:
    edition = edition_of(official / "eu-annex-i/2021-06-11-as-2021-821/oj-xhtml-excerpt/3E002.html", "eu-dual-use")
    assert [(n.code, n.kind) for n in edition.nodes] == [
        ("3E002", "entry"),
        ("3E002.a", "item"),
        ("3E002.a#technical-note", "technical-note"),
        ("3E002.b", "item"),
        ("3E002.c", "item"),
        ("3E002.c#technical-note", "technical-note"),
        ("3E002.c#technical-note.1", "technical-note"),
        ("3E002.c#technical-note.2", "technical-note"),
        ("3E002#note.1", "note-excludes"),
        ("3E002#note.2", "note-excludes"),
        ("3E002#note.2.a", "note-excludes"),
        ("3E002#note.2.b", "note-excludes"),
        ("3E002#note.3", "note-includes"),  # the page nests it in Note 2.b
    ]


JUDGED = [
    ("eu-annex-i-2025-11-15.oj.xhtml", "eu-dual-use"),
    ("eu-annex-i-2025-11-15.consolidated.html", "eu-dual-use"),
    ("eu-cml-2020-02-17.oj.xhtml", "eu-military"),
]
LIMITS = (
    *("--min-recall=1", "--min-parent=1", "--min-text=0.99", "--min-exponents=0.99", "--min-conservation=0.999"),
    *("--min-note-recall=0.97", "--min-note-precision=0.97", "--min-note-kind=0.99", "--min-note-parent=0.97"),
    *("--max-foreign=0.05", "--max-flips=0"),
)


@pytest.mark.official
@pytest.mark.parametrize(("name", "slug"), JUDGED)
def test_the_judge_beside_the_official_texts_is_content(official: Path, tmp_path: Path, name: str, slug: str) -> None:
    source = official / "reconstructed" / name
    if not source.exists():
        pytest.skip(f"{name} is not at hand")
    edition = edition_of(source, slug)
    nodes = [{"code": n.code, "kind": n.kind, "parent": n.parent, "text": n.text} for n in edition.nodes]
    parsed = tmp_path / "parsed.json"
    parsed.write_text(json.dumps({"list": slug, "problems": [], "nodes": nodes}), encoding="utf-8")
    truth = source.with_name(source.name.rpartition(".")[0] + ".truth.json")
    judge = official.parent / "tools" / "compare_parse.py"
    result = subprocess.run(
        [sys.executable, judge, truth, parsed, *LIMITS], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.official
def test_two_forms_of_one_edition_give_equal_trees(official: Path) -> None:
    folder = official / "reconstructed"
    pair = [folder / f"eu-annex-i-2025-11-15.{form}" for form in ("oj.xhtml", "consolidated.html")]
    if not all(p.exists() for p in pair):
        pytest.skip("the reconstructed files are not at hand")
    one, other = (edition_of(p, "eu-dual-use") for p in pair)

    def provisions(edition: Edition) -> list[tuple[str, str | None]]:
        return [(n.code, n.parent) for n in edition.provisions]

    assert provisions(one) == provisions(other)
