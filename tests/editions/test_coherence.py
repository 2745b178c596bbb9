"""What must hold between lines and files, on invented lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from controllist import store
from controllist.codes import ControlCode
from controllist.model import Basis, Edition, Node, Note, Provision
from scripts.proof import coherence, exponents
from scripts.proof.pairing import Pair


def item(code: str, text: str, basis: Basis = Basis("checked", "a copy")) -> Provision:  # noqa: B008
    return Provision(ControlCode(code), "item", text=text, basis=basis)


def both(code: str, law: str, line: str) -> tuple[str, Pair]:
    return "eu-dual-use@2020-01-01", Pair(item(code, law), item(code, line))


def test_equal_law_wants_equal_lines() -> None:
    pairs = [both("1A001", "Seals of zinc;", "zinc seals"), both("1B001", "seals of zinc; or", "seals, zinc")]
    assert [d.field for d in coherence.unlike_lines(pairs)] == ["same line"]
    assert coherence.unlike_lines([pairs[0], both("1B001", "Seals of lead", "seals, lead")]) == []


def test_bare_lead_ins_and_unlike_kinds_are_left_out() -> None:
    lead = [
        both("1A001.a", "Having all of the following:", "size"),
        both("1A001.b", "Having all of the following:", "mass"),
    ]
    assert coherence.unlike_lines(lead) == []
    note: Node = Note(ControlCode("1A001#note"), "note-excludes", text="lids")
    kinds = [both("1A001", "Lids", "covers"), ("eu-dual-use@2020-01-01", Pair(item("1A001", "Lids"), note))]
    assert coherence.unlike_lines(kinds) == []


def test_by_place_compares_a_place_with_itself() -> None:
    first, second = both("1A001", "Těsnění", "seals"), both("1A001", "Těsnění", "gaskets")
    assert len(coherence.unlike_lines([first, second], by_place=True)) == 1
    assert coherence.unlike_lines([first, both("1A002", "Těsnění", "gaskets")], by_place=True) == []


def test_every_line_says_what_it_rests_on() -> None:
    def faults(basis: Basis, text: str = "seals") -> int:
        return len(
            coherence.groundless(Edition("nl-semicon", "2020-01-01", "en", "digest", (item("3B001", text, basis),)))
        )

    assert faults(Basis("checked", "a copy")) == 0
    assert faults(Basis("secondary", "")) == 1
    assert faults(Basis("inferred", "a rule")) == 1
    assert faults(Basis("inferred", "a rule", "it follows")) == 0
    assert faults(Basis("secondary", "from memory")) == 1
    assert faults(Basis("unknown", "from memory")) == 0


def test_powers_of_ten_need_a_ground() -> None:
    law = Edition(
        "eu-dual-use", "2025-01-01", "en", "official", (item("1A001", "5 × 10^6 m"), item("1A002", "10^-3 m"))
    )
    printed = Edition("eu-dual-use", "2021-01-01", "en", "official", (item("1A001", "5 x 10^6 m"),))
    assert [d.code for d in exponents.groundless(law, printed, {})] == ["1A002"]
    told = {"1A002": {"powers": ["10^-3"]}, "1A003": {"powers": ["10^2"]}}
    assert [d.code for d in exponents.groundless(law, printed, told)] == ["1A003"]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A list with one edition, sound; tests break it."""
    folder = tmp_path / "eu-dual-use" / "2020-01-01"
    folder.mkdir(parents=True)
    known = [{"date": "2020-01-01", "basis": {"grade": "checked", "source": "a copy"}}]
    about = dict.fromkeys(("title", "title_nl", "authority", "scope", "date_means", "address", "not_covered"), "x")
    (tmp_path / "eu-dual-use" / "list.json").write_text(
        json.dumps({"list": "eu-dual-use", **about, "known": known, "announced": []})
    )
    (folder / "edition.json").write_text(
        json.dumps(
            {
                "list": "eu-dual-use",
                "applies_from": "2020-01-01",
                "applies_until": "",
                "language": "en",
                "wording": "digest",
                "profile": "eu-dual-use",
                "title": "invented",
                "parts": ["1"],
                "basis": {"grade": "checked", "source": "a copy"},
                "cautions": [],
                "corrigenda": [],
            }
        )
    )
    (folder / "1.en.txt").write_text("1A | heading | seals\n1A001 | list | seals\n.a | | of zinc\n.b | | of lead\n")
    monkeypatch.setattr(store.lists, "shipped_folder", lambda: tmp_path)
    store.info.cache_clear()
    store.texts.shipped.cache_clear()
    yield folder
    store.info.cache_clear()
    store.texts.shipped.cache_clear()


def test_sound_files_are_sound(shipped: Path) -> None:
    assert coherence.unsound_files("eu-dual-use") == []


def test_a_part_that_is_missing(shipped: Path) -> None:
    (shipped / "1.en.txt").rename(shipped / "2.en.txt")
    told = coherence.unsound_files("eu-dual-use")
    assert any("2.en.txt: not told" in line for line in told)
    assert any("1.en.txt: told in edition.json, not there" in line for line in told)


def test_a_line_out_of_order(shipped: Path) -> None:
    (shipped / "1.en.txt").write_text("1A001 | list | seals\n.b | | of lead\n.a | | of zinc\n")
    assert coherence.unsound_files("eu-dual-use") == ["eu-dual-use/2020-01-01: 1A001.a stands behind 1A001.b"]


def test_a_key_of_the_wrong_type(shipped: Path) -> None:
    data = json.loads((shipped / "edition.json").read_text())
    (shipped / "edition.json").write_text(json.dumps({**data, "cautions": "none"}))
    assert coherence.unsound_files("eu-dual-use") == [
        "eu-dual-use/2020-01-01/edition.json: cautions missing or no list"
    ]


def test_an_edition_the_list_does_not_know(shipped: Path) -> None:
    path = shipped.parent / "list.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "known": []}))
    assert "eu-dual-use/list.json: 2020-01-01 is shipped, not known" in coherence.unsound_files("eu-dual-use")


def test_no_json_at_all(shipped: Path) -> None:
    (shipped.parent / "list.json").write_text("{")
    assert len(coherence.unsound_files("eu-dual-use")) >= 1
