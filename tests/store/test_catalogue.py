"""Which edition answers for a date, and what is said where it is not the right one."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from controllist import store
from controllist.errors import MisuseError, NotFoundError


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("name", "day", "date", "exact"),
    [
        ("nl-semicon", "2023-09-01", "2023-09-01", True),  # the first day
        ("nl-semicon", "2024-09-06", "2023-09-01", True),  # the last day before the extension
        ("nl-semicon", "2024-09-07", "2024-09-07", True),
        ("nl-semicon", "2025-11-15", "2025-04-01", False),  # what happened to the list then is not known
        ("eu-dual-use", "2025-11-15", "2025-11-15", True),
        ("eu-dual-use", "2026-09-20", "2025-11-15", True),
        ("eu-dual-use", "2026-09-21", "2025-11-15", False),  # a consolidation nobody here has seen
        ("eu-military", "2020-02-17", "2020-02-17", True),
        ("eu-military", "2022-03-01", "2020-02-17", False),  # the list of 2022 is not at hand
    ],
)
def test_a_date_is_answered_with_the_edition_in_force(name: str, day: str, date: str, exact: bool) -> None:
    choice = store.choose(name, day)
    assert (choice.address.date, choice.exact) == (date, exact)
    assert bool(choice.cautions) is not exact


def test_the_gap_is_named_with_the_way_to_fill_it() -> None:
    (caution,) = store.choose("eu-dual-use", "2024-01-01").cautions
    for word in (
        "2023-12-16",
        "2023/2616",
        "not at hand",
        "controllist fetch eu-dual-use@2023-12-16",
        "controllist add",
    ):
        assert word in caution


def test_without_a_date_the_newest_answers_and_later_ones_are_named() -> None:
    choice = store.choose("eu-dual-use")
    assert choice.address.date == "2025-11-15"
    assert any("2026-09-21" in c for c in choice.cautions)
    assert any("C(2026)6323" in c for c in choice.cautions)


def test_before_the_first_edition_there_is_no_answer() -> None:
    with pytest.raises(NotFoundError, match="no edition of nl-semicon is known for 2020-01-01"):
        store.choose("nl-semicon", "2020-01-01")


def test_an_unknown_list_and_date() -> None:
    with pytest.raises(MisuseError, match="expected one of the lists"):
        store.choose("atlantis")
    with pytest.raises(MisuseError, match="expected a date"):
        store.choose("nl-semicon", "2024-13-01")


def test_an_edition_of_the_users_fills_the_gap_and_comes_before_the_digest() -> None:
    shipped = store.load("nl-semicon@2024-09-07")
    own = evolve(shipped, wording="official", applies_from="2024-09-07")
    path = store.keep(own)
    assert store.load("nl-semicon@2024-09-07").wording == "official"
    gap = evolve(store.load("eu-dual-use@2025-11-15"), wording="official", applies_from="2023-12-16")
    store.keep(gap)
    choice = store.choose("eu-dual-use", "2024-01-01")
    assert (choice.address.date, choice.exact) == ("2023-12-16", True)
    assert [p.name for p in path.parent.iterdir()] == ["2024-09-07.json"], "nothing half-written stays"


def test_a_corrigendum_is_taken_back_on_the_second_time_axis() -> None:
    now = store.load("eu-dual-use@2025-11-15")["3B501.f.1.a"]
    then = store.load("eu-dual-use@2025-11-15", known_on="2026-02-08")["3B501.f.1.a"]
    assert now.status == "not used"  # type: ignore[attr-defined]
    assert (then.status, then.text) == ("in force", "light source wavelength < 193 nm")  # type: ignore[attr-defined]
    assert store.load("eu-dual-use@2025-11-15", known_on="2026-02-09")["3B501.f.1.a"] == now


def test_a_list_is_no_edition_and_its_editions_are_named() -> None:
    with pytest.raises(MisuseError, match="an edition of nl-semicon, found the list; at hand: nl-semicon@2023-09-01, "):
        store.load("nl-semicon")


def test_nothing_at_hand_is_said() -> None:
    with pytest.raises(NotFoundError, match="eu-dual-use@2022-01-07 is not at hand; at hand: "):
        store.load("eu-dual-use@2022-01-07")
