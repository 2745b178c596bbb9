"""Civil goods in military use, and the entry of the military list that they lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from controllist import store
from controllist.errors import DamagedDataError
from controllist.index import Index, build_index
from controllist.lexicon import read_line
from controllist.matching import match
from controllist.matching.counterparts import counterpart
from controllist.model import Edition
from controllist.notation import read
from controllist.store import lists
from controllist.store.lists import counterparts


@pytest.fixture(scope="module")
def index() -> Index:
    civil = Edition("eu-dual-use", "2024-01-01", "en", "digest", read("6A003 | | cameras\n3A001 | | circuits\n"))
    arms = read("ML15 | list | imaging\n.d | | thermal imaging\nML11 | | electronics\n")
    concepts = [
        read_line("camera\t6A003\theat camera\twarmtecamera\t\t\t"),
        read_line("chip\t3A001\tchip\tchip\t\t\t"),
    ]
    return build_index([civil, Edition("eu-military", "2024-01-01", "en", "digest", arms)], concepts)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("warmtecamera's", ["6A003"]),
        ("warmtecamera's voor militair gebruik", ["ML15.d", "6A003"]),
        ("heat cameras for the army", ["ML15.d", "6A003"]),
        ("chips for the army", ["3A001"]),  # a chip stays a chip
    ],
)
def test_a_military_use_leads_to_the_counterpart(index: Index, text: str, codes: list[str]) -> None:
    assert [c.code for c in match(text, index).candidates] == codes


def test_both_sides_of_the_table_are_in_the_lists() -> None:
    civil, arms = (store.load(store.choose(name).address).by_code for name in ("eu-dual-use", "eu-military"))
    codes = counterparts()
    assert [code for code in codes.values() if code not in arms] == []
    assert [code for code in codes if not any(known.startswith(code) for known in civil)] == []


def test_no_line_says_what_the_line_above_it_says() -> None:
    """A code that leads where the one above it leads needs no line."""
    codes = counterparts()
    assert [code for code, arms in codes.items() if "." in code and counterpart(code.rpartition(".")[0]) == arms] == []


@pytest.mark.parametrize("line", ["6A003", "6A003\tML15.d", "6A003\t\tcameras", "6A003\tML15.d\tcameras\tall", ""])
def test_a_line_that_has_not_three_columns_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    (tmp_path / "counterparts.tsv").write_text(f"# codes\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(lists, "shipped_folder", lambda: tmp_path)
    with pytest.raises(DamagedDataError, match=r"expected 3 columns .* in counterparts\.tsv line 2"):
        counterparts()


def test_a_file_that_is_missing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "shipped_folder", lambda: tmp_path)
    with pytest.raises(DamagedDataError, match=r"expected the list file counterparts\.tsv"):
        counterparts()
