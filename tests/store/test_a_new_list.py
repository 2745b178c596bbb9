"""A digest of a list that is new: its folder among the shipped lists is all that makes it answer."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from controllist import store
from controllist.app.selection import select
from controllist.cli import main
from controllist.index import build_index
from controllist.matching import match
from controllist.matching.cautions import with_cautions
from controllist.store.texts import NEEDED

ROOT = Path(__file__).parents[2]
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
    for one in store.shipped_folder().iterdir():
        (lists / one.name).symlink_to(one)
    vats = lists / "be-vats" / "2099-01-01"
    vats.mkdir(parents=True)
    (vats / "edition.json").write_text(json.dumps(EDITION), encoding="utf-8")
    (vats / "list.en.txt").write_text(DIGEST, encoding="utf-8")
    monkeypatch.setattr(store.lists, "shipped_folder", lambda: lists)
    monkeypatch.setenv(store.HOME_VARIABLE, str(tmp_path / "home"))
    store.texts.shipped.cache_clear()
    store.info.cache_clear()
    yield
    store.texts.shipped.cache_clear()
    store.info.cache_clear()


def run(capsys: Capture, *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_its_folder_makes_it_one_of_the_lists() -> None:
    assert "be-vats" in store.shipped_lists()
    # A folder without an edition or a history is no list: it may hold judgements of a comparison, or words.
    assert {"cz-military", "lexicon"} & set(store.list_names()) == set()


def test_show_and_assess_find_its_code_without_its_name(capsys: Capture) -> None:
    assert "be-vats@2099-01-01 · our digest" in run(capsys, "show", "2B901.a")
    assessed = json.loads(run(capsys, "assess", "2B901.a", "--set", "volume=50 l", "--format", "json"))
    assert (assessed["list"], assessed["code"]) == ("be-vats", "2B901.a")


def test_its_numbers_are_its_own_whatever_they_mean_elsewhere(capsys: Capture) -> None:
    """2B990 looks like a number of the United States, and 2B206 like one of the Nuclear Suppliers Group."""
    shown = json.loads(run(capsys, "show", "2B990", "--format", "json"))
    assert [(r["list"], r["nodes"][0]["regime"]) for r in shown["results"]] == [("be-vats", "national")]
    both = json.loads(run(capsys, "show", "2B206", "--format", "json"))
    regimes = [(r["list"], r["nodes"][0]["regime"]) for r in both["results"]]
    assert {("be-vats", "national"), ("eu-dual-use", "NSG")} <= set(regimes)
    assert main(["show", "2B991"]) == 1
    assert "2B991 is a number of another country's list" in capsys.readouterr().err


def test_a_list_that_does_not_tell_its_origin_gets_no_regime(capsys: Capture) -> None:
    file = store.lists.shipped_folder() / "be-vats" / "2099-01-01" / "edition.json"
    file.write_text(json.dumps({**EDITION, "origin": ""}), encoding="utf-8")
    shown = json.loads(run(capsys, "show", "2B206", "--list", "be-vats", "--format", "json"))
    assert shown["results"][0]["nodes"][0]["regime"] is None


def test_a_plain_match_asks_it_like_the_others() -> None:
    assert "be-vats" in [a.list for a in select().addresses]
    found = match("pewter brewing vat", build_index([store.load("be-vats@2099-01-01")], []))
    assert [(c.list, c.code) for c in found.candidates][:1] == [("be-vats", "2B901")]


def test_an_answer_that_leaves_it_out_says_so() -> None:
    index = build_index([store.load("nl-semicon@2024-09-07")], [])
    (said,) = [c for c in with_cautions(match("EUV pellicle", index), index).cautions if c.startswith("not searched: ")]
    assert {"be-vats", "eu-dual-use"} <= set(said.removeprefix("not searched: ").split(", "))


def _broken(name: str, data: object) -> None:
    (store.lists.shipped_folder() / "be-vats" / name).write_text(json.dumps(data), encoding="utf-8")
    store.texts.shipped.cache_clear()
    store.info.cache_clear()


@pytest.mark.parametrize("key", sorted(NEEDED))
def test_a_key_that_an_edition_lacks_is_named_in_one_line(capsys: Capture, key: str) -> None:
    for data in ({k: v for k, v in EDITION.items() if k != key}, {**EDITION, key: 7}):
        _broken("2099-01-01/edition.json", data)
        assert main(["show", "2B901.a", "--list", "be-vats"]) == 3
        said = capsys.readouterr().err.strip()
        assert "\n" not in said
        assert f"{key!r} in be-vats/2099-01-01/edition.json, found" in said


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("2099-01-01/edition.json", {**EDITION, "basis": {"sauce": "x"}}, "a basis with grade, source, reasoning"),
        ("2099-01-01/edition.json", {**EDITION, "basis": {}}, "found no key"),
        ("2099-01-01/edition.json", {**EDITION, "origin": 3}, "'origin' in be-vats/2099-01-01/edition.json, found int"),
        ("list.json", {}, "expected text as 'title' in be-vats/list.json, found none"),
        ("list.json", {"title": "Vats", "known": {}}, "a list as 'known' in be-vats/list.json, found an object"),
        ("list.json", {"title": "Vats", "known": ["x"]}, "expected a known edition"),
        ("list.json", {"title": "Vats", "known": [{"date": "2099-01-01", "act": {"nr": "1"}}]}, "found nr"),
        ("list.json", {"title": "Vats", "announced": [{"basis": {"source": "x"}}]}, "expected a basis with grade"),
    ],
)  # fmt: skip
def test_what_is_odd_in_the_files_is_named_in_one_line(capsys: Capture, name: str, data: object, said: str) -> None:
    _broken(name, data)
    assert main(["show", "2B901.a", "--list", "be-vats"]) == 3
    err = capsys.readouterr().err.strip()
    assert said in err
    assert "\n" not in err


def test_a_history_of_a_title_alone_is_one(capsys: Capture) -> None:
    _broken("list.json", {"title": "List of vats"})
    assert run(capsys, "lists", "--list", "be-vats").startswith("be-vats: List of vats")


def test_the_guide_has_every_key_that_is_asked_for() -> None:
    page = (ROOT / "docs" / "guide" / "add-a-list.md").read_text(encoding="utf-8")
    proof = runpy.run_path(str(ROOT / "scripts" / "proof" / "coherence.py"))
    table = [row for row in page.splitlines() if row.startswith("|")]
    assert [
        k for k in (*proof["_EDITION_KEYS"], *proof["_LIST_KEYS"]) if not any(f"`{k}`" in row for row in table)
    ] == []
