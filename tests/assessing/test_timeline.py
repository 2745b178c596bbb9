"""Over time: since when a product is controlled, for the scanner of the Dutch extension."""

from __future__ import annotations

import pytest

from controllist import store
from controllist.assessing.facts import Facts
from controllist.assessing.questions import over_time
from controllist.errors import MisuseError

SCANNER = {"wavelength": "193 nm", "numerical aperture": "1.35", "overlay": "1.6 nm", "is it": "yes"}


def moments(name: str, code: str, facts: dict[str, str]) -> list[tuple[str, str]]:
    editions = [store.load(a) for a in store.editions(name)]
    return [(m.edition.applies_from, m.verdict) for m in over_time(editions, code, Facts.of(facts))]


def test_the_scanner_became_controlled_with_the_dutch_extension() -> None:
    found = dict(moments("nl-semicon", "3B001.f.4", SCANNER))
    assert found["2023-09-01"] == "not-met"
    assert found["2024-09-07"] == "met"


def test_the_european_list_took_over_the_narrower_bound() -> None:
    found = dict(moments("eu-dual-use", "3B501.f.1.b", SCANNER))
    assert found["2025-11-15"] == "not-met"


def test_the_reason_and_the_basis_are_told() -> None:
    editions = [store.load("nl-semicon@2024-09-07")]
    (moment,) = over_time(editions, "3B001.f.4", Facts.of(SCANNER))
    assert moment.assessment is not None
    assert moment.assessment.basis == "inferred"
    assert "K = 0.25" in moment.why
    assert "2.40 nm" in moment.why


def test_an_edition_without_the_provision_says_so() -> None:
    editions = [store.load("eu-dual-use@2025-11-15")]
    (moment,) = over_time(editions, "3B001.z", Facts.of(SCANNER))
    assert moment.verdict == "not in the list"
    assert moment.assessment is None


def test_a_name_no_edition_knows_is_refused() -> None:
    with pytest.raises(MisuseError):
        moments("nl-semicon", "3B001.f.4", {"weather": "3 bar"})


def test_a_wrong_dimension_is_refused() -> None:
    with pytest.raises(MisuseError, match="length"):
        moments("nl-semicon", "3B001.f.4", {"wavelength": "193 kg"})
