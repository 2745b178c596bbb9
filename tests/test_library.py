"""The public names of the library: few, complete, sorted, typed, cheap to import."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import controllist
from controllist import api
from controllist.app import documents


def test_the_names_are_the_same_inside_and_out() -> None:
    assert controllist.__all__ == api.__all__ == sorted(api.__all__)
    assert set(controllist.__all__) <= set(dir(controllist))


@pytest.mark.parametrize("name", controllist.__all__)
def test_every_name_has_a_docstring(name: str) -> None:
    assert getattr(controllist, name).__doc__


def test_no_other_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'matsch'"):
        controllist.matsch  # noqa: B018


def test_a_bare_import_loads_the_version_alone() -> None:
    code = "import sys, controllist; print([m for m in sys.modules if m.startswith(('controllist.', 'lxml', 'rapid'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['controllist.version']"


def test_values_pickle() -> None:
    for value in (
        controllist.open("nl-semicon", "2024-10-01"),
        controllist.match("EUV pellicle", top=1),
        controllist.diff("nl-semicon@2023-09-01", "nl-semicon@2024-09-07"),
        controllist.parse_code("3b001f1"),
    ):
        assert pickle.loads(pickle.dumps(value)) == value


def test_impact_is_a_function_whatever_was_imported_before() -> None:
    ask = (
        "import controllist; goods = [controllist.Goods(2, '7', 'DUV immersion scanner 193 nm')];"
        "print(controllist.impact(goods, 'nl-semicon@2023-09-01', 'nl-semicon@2024-09-07')[0].outcome)"
    )
    for before in ("", "import controllist.registers.impact;", "import controllist.cli.registers;"):
        done = subprocess.run([sys.executable, "-c", before + ask], capture_output=True, text=True, check=True)
        assert done.stdout == "look again\n"


def test_a_register_is_classified_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text("article;omschrijving\n1;EUV pellicle\n2;\n", encoding="utf-8")
    found = list(controllist.classify(controllist.read_register(path)))
    assert [(c.line, c.verdict) for c in found] == [(2, "candidates"), (3, "doubtful")]
    assert pickle.loads(pickle.dumps(found)) == found


def test_threads_share_the_index_and_get_the_same_answer() -> None:
    texts = ["EUV pellicle", "kogelkranen", "thermal imaging camera"] * 4
    alone = [controllist.match(t) for t in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(controllist.match, texts)) == alone


def test_assess_asks_which_list_is_meant() -> None:
    with pytest.raises(controllist.ControlListError, match="expected which list is meant"):
        controllist.assess("3B001.f.4")
    assert controllist.assess("3B001.f.4", list="nl-semicon", as_of="2024-10-01").verdict == "unknown"


def test_a_caution_comes_with_an_edition_that_stands_in() -> None:
    edition = controllist.open("eu-dual-use", "2024-01-01")
    assert "2023-12-16" in edition.cautions[0]


def test_the_door_says_what_the_commands_say() -> None:
    """The gap in the editions first, and the judgements of people on what no rule decides."""
    told = controllist.match("EUV pellicle", as_of="2024-01-01", top=1)
    assert any("its text is not at hand" in caution for caution in told.cautions)
    assert list(told.cautions) == documents.match("EUV pellicle", as_of="2024-01-01", top=1)["cautions"]
    pair = "eu-military@2020-02-17", "eu-military@2024-02-19"
    changes = controllist.diff(*pair).changes
    assert "review" in {change.decided_by for change in changes}
    assert [c.effect for c in changes] == [c["effect"] for c in documents.diff(*pair)["changes"]]
