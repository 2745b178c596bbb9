"""A digest of a list that is new: its folder among the shipped lists is all that makes it answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from controllist import catalogue
from controllist.cli import main
from controllist.index import build_index
from controllist.matching import match
from controllist.matching.cautions import cautions
from controllist.services.choosing import chosen

Capture = pytest.CaptureFixture[str]

EDITION = {
    "language": "en",
    "title": "List of vats",
    "profile": "be-vats",
    "parts": ["list"],
    "cautions": [],
    "origin": "national",
    "basis": {"grade": "inferred", "source": "made up for a test"},
}
DIGEST = """2B206 | | rules for measuring vats
2B901 | list | brewing vats of pewter
.a | | with a volume > 40 l
2B990 | | lids for brewing vats
"""


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The shipped lists, and beside them a folder `be-vats/2099-01-01` with two files."""
    lists = tmp_path / "lists"
    lists.mkdir()
    for one in catalogue.shipped_folder().iterdir():
        (lists / one.name).symlink_to(one)
    vats = lists / "be-vats" / "2099-01-01"
    vats.mkdir(parents=True)
    (vats / "edition.json").write_text(json.dumps(EDITION), encoding="utf-8")
    (vats / "list.en.txt").write_text(DIGEST, encoding="utf-8")
    monkeypatch.setattr(catalogue.folders, "shipped_folder", lambda: lists)
    monkeypatch.setenv(catalogue.HOME_VARIABLE, str(tmp_path / "home"))
    catalogue.texts._load_shipped.cache_clear()
    yield
    catalogue.texts._load_shipped.cache_clear()


def run(capsys: Capture, *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_its_folder_makes_it_one_of_the_lists() -> None:
    assert catalogue.shipped_lists() == ("be-vats", "eu-dual-use", "eu-military", "nl-semicon")
    # A folder without an edition or a history is no list: it may hold judgements of a comparison, or words.
    assert {"cz-military", "lexicon"} & set(catalogue.list_names()) == set()


def test_show_and_assess_find_its_code_without_its_name(capsys: Capture) -> None:
    assert "be-vats@2099-01-01 · our digest" in run(capsys, "show", "2B901.a")
    assessed = json.loads(run(capsys, "assess", "2B901.a", "--set", "volume=50 l", "--format", "json"))
    assert (assessed["list"], assessed["code"]) == ("be-vats", "2B901.a")


def test_its_numbers_are_its_own_whatever_they_mean_elsewhere(capsys: Capture) -> None:
    """2B990 looks like a number of the United States, and 2B206 like one of the Nuclear Suppliers Group."""
    shown = json.loads(run(capsys, "show", "2B990", "--format", "json"))
    assert [(r["list"], r["nodes"][0]["regime"]) for r in shown["results"]] == [("be-vats", "national")]
    both = json.loads(run(capsys, "show", "2B206", "--format", "json"))
    assert [(r["list"], r["nodes"][0]["regime"]) for r in both["results"]] == [
        ("be-vats", "national"),
        ("eu-dual-use", "NSG"),
    ]
    assert main(["show", "2B991"]) == 1
    assert "2B991 is a number of another country's list" in capsys.readouterr().err


def test_a_list_that_does_not_tell_its_origin_gets_no_regime(capsys: Capture) -> None:
    file = catalogue.folders.shipped_folder() / "be-vats" / "2099-01-01" / "edition.json"
    file.write_text(json.dumps({**EDITION, "origin": ""}), encoding="utf-8")
    shown = json.loads(run(capsys, "show", "2B206", "--list", "be-vats", "--format", "json"))
    assert shown["results"][0]["nodes"][0]["regime"] is None


def test_a_plain_match_asks_it_like_the_others() -> None:
    assert [a.list for a in chosen().addresses] == ["be-vats", "eu-dual-use", "eu-military", "nl-semicon"]
    found = match("pewter brewing vat", build_index([catalogue.load("be-vats@2099-01-01")], []))
    assert [(c.list, c.code) for c in found.candidates][:1] == [("be-vats", "2B901")]


def test_an_answer_that_leaves_it_out_says_so() -> None:
    index = build_index([catalogue.load("nl-semicon@2024-09-07")], [])
    assert "not searched: be-vats, eu-dual-use, eu-military" in cautions(match("EUV pellicle", index), index)
