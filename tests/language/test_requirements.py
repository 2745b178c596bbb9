"""Requirements: lead-ins, connectors, their disagreements, in the languages of the lists."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from controllist import notation
from controllist.ingest import parse_bytes
from controllist.language.thresholds import connector, read_requirement

LISTS = Path(__file__).parents[2] / "lists"
DRAWN = Path(__file__).parent / "data" / "drawn_requirements.txt"
TEXTS = {
    "2025": ("reconstructed/eu-annex-i-2025-11-15.oj.xhtml", "eu-dual-use", "2025-11-15"),
    "2021": ("eu-annex-i/2021-06-11-as-2021-821/export-control-appendix2.layout.txt", "eu-dual-use", "2021-09-09"),
    "military": ("reconstructed/eu-cml-2020-02-17.oj.xhtml", "eu-military", "2020-02-17"),
}

READ = [
    ("en", "Pumps having all of the following:", ["a; and", "b."], "all"),
    ("en", "Pumps having any of the following:", ["a; or", "b."], "any"),
    ("en", "having either of the following:", ["a; or", "b"], "any"),
    ("en", "having both of the following characteristics:", ["a; and", "b"], "all"),
    ("en", "Pumps as follows:", ["a; and", "b."], "list"),
    ("en", "Pumps, as follows, having any of the following:", ["a;", "b"], "any"),
    ("en", "any of the following combinations:", ["a; or", "b"], "any"),
    ("en", "with the following characteristics:", ["a; and", "b"], "all"),
    ("en", "all of the following, and specially designed parts therefor:", ["a; and", "b"], "all"),
    ("en", "Constructed of:", ["a; or", "b; and"], "any"),  # the last word joins the whole to what follows
    ("en", "Pumps", ["a;", "b"], "list"),
    ("nl", "die aan alle volgende kenmerken voldoet:", ["a; en", "b"], "all"),
    ("nl", "met een van de volgende kenmerken:", ["a; of", "b"], "any"),
    ("nl", "pompen, als volgt:", ["a;", "b"], "list"),
    ("de", "mit allen folgenden Eigenschaften:", ["a; und", "b"], "all"),
    ("de", "mit einer der folgenden Eigenschaften:", ["a; oder", "b"], "any"),
    ("cs", "mající všechny následující vlastnosti:", ["a; a", "b"], "all"),
    ("cs", "mající některou z následujících vlastností:", ["a; nebo", "b"], "any"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "lead", "ends", "expected"), READ)
def test_requirement(language: str, lead: str, ends: list[str], expected: str) -> None:
    assert read_requirement(lead, ends, language) == (expected, None)


DISAGREE = [
    ("having all of the following:", ["a; or", "b"], "all", "item 1 ends with 'or'"),
    ("having any of the following:", ["a; and", "b"], "any", "item 1 ends with 'and'"),
    ("capable of the following:", ["a; and", "b; or", "c"], "any", "as well as"),
    ("two or more of the following:", ["a;", "b;", "c"], "any", "a number of items"),
]


@pytest.mark.parametrize(("lead", "ends", "expected", "message"), DISAGREE)
def test_disagreement_is_told(lead: str, ends: list[str], expected: str, message: str) -> None:
    requirement, disagreement = read_requirement(lead, ends)
    assert requirement == expected
    assert disagreement is not None
    assert message in disagreement


@pytest.mark.parametrize(
    ("text", "expected"), [("a; and", "and"), ("a, or", "or"), ("black and white", None), ("sand", None), ("", None)]
)
def test_connectors(text: str, expected: str | None) -> None:
    assert connector(text) == expected


# Where the reader of the law, who wrote the digest, decided otherwise, with the reason.
EXPLAINED = {
    "1C236": "“in the following forms”: any and list come to the same",
    "1C351.a.4.b": "any and list come to the same",
    "2B350.k": "any and list come to the same",
    "2B351": "any and list come to the same",
    "5A002.b": "its lead-in stands in the technical note; any and list come to the same",
    "5A004.b.2": "items of a note, which the source hangs on the provision",
    "9A004.f.2": "items of a note",
    "9A106.c": "items of a note",
    "9A106.d": "items of a note",
    "9A108.c": "items of a note",
    "9B106.b": "“and” as well as “or” in one list, told as a disagreement",
}


@pytest.mark.official
def test_annex_i_and_the_military_list_agree_with_the_digest(official: Path) -> None:
    """The digest's requirements were written by people who read the law; the program reads lead-ins and connectors."""
    digest: dict[str, Any] = {}
    for path in sorted(LISTS.glob("eu-*/*/*.en.txt")):
        digest |= {str(n.code): n for n in notation.read(path.read_text(encoding="utf-8"))}
    items: dict[str, list[str]] = defaultdict(list)
    nodes: list[dict[str, Any]] = []
    for name in ("eu-annex-i-2025-11-15.oj.truth.json", "eu-cml-2020-02-17.oj.truth.json"):
        nodes += json.loads((official / "reconstructed" / name).read_text(encoding="utf-8"))
    for node in nodes:
        if node["kind"] == "item" and node["parent"]:
            items[node["parent"]].append(node["text"])
    compared, different, disagreements = 0, [], []
    for node in nodes:
        if node["kind"] not in ("entry", "item") or not items[node["code"]] or node["code"] not in digest:
            continue
        compared += 1
        requirement, disagreement = read_requirement(node["text"], items[node["code"]])
        if requirement != getattr(digest[node["code"]], "requirement", None):
            different.append(node["code"])
        if disagreement:
            disagreements.append(node["code"])
    assert compared > 800
    assert [c for c in different if c not in EXPLAINED] == []
    assert set(disagreements) <= {"9B106.b", "7E004.c.1"}  # "at least two of the following"


@pytest.mark.official
@pytest.mark.parametrize("name", TEXTS)
def test_drawn_requirements_of_official_texts(official: Path, name: str) -> None:
    """In the tree of the parsed file, and by lead-in and items alone."""
    path, slug, day = TEXTS[name]
    edition = parse_bytes((official / path).read_bytes(), list=slug, applies_from=day, name=name)
    rows = [line.split() for line in DRAWN.read_text(encoding="utf-8").splitlines() if line.startswith(name + " ")]
    assert len(rows) == {"2025": 45, "2021": 30, "military": 25}[name]
    told = {code: getattr(edition[code], "requirement", None) for _, code, _ in rows}
    assert told == {code: requirement for _, code, requirement in rows}
    read = {c: read_requirement(edition[c].text, [n.text for n in edition.children(c)])[0] for _, c, _ in rows}
    assert read == told
    assert [
        n.code
        for n in edition.provisions
        if edition.children(n.code) and n.requirement is None and n.kind in ("entry", "item")
    ] == []
