"""Where the figures of a shipped text stand: as read from the text, looked up for what is shipped."""

from __future__ import annotations

from itertools import islice

import pytest
from attrs import evolve

from controllist import store
from controllist.codes import ControlCode
from controllist.model import Edition, Provision
from controllist.store import spans

ADDRESSES = [str(a) for name in store.shipped_lists() for a in store.editions(name)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_looked_up_is_what_the_text_says(address: str) -> None:
    """Every ninth node; `make lists` holds all of them."""
    edition = store.load(address)
    for code in islice(edition.by_code, 0, None, 9):
        assert store.threshold_spans(edition, code) == spans.read_spans(edition, code), code


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("output power > 20 kW, pulse duration ≤ 1 ps", ["20 kW", "1 ps"]),
        ("with 3 axes", []),  # a figure that bounds nothing
        ("", []),
    ],
)
def test_a_text_of_ones_own_is_read(text: str, figures: list[str]) -> None:
    code = ControlCode("6A005.a")
    edition = Edition("eu-dual-use", "2025-11-15", "en", "official", (Provision(code, "item", text=text),))
    assert [text[start:end] for start, end in store.threshold_spans(edition, code)] == figures


def test_a_text_that_was_changed_is_read_anew() -> None:
    """The text known before a corrigendum stands under the same code; what is looked up must not mark it."""
    edition = store.load("eu-dual-use@2025-11-15")
    first = edition["3B501.f.1.a"]
    changed = evolve(first, text="source of light, at least so many: wavelength < 248 nm")
    other = evolve(edition, nodes=tuple(changed if n is first else n for n in edition.nodes))
    (start, end), *more = store.threshold_spans(other, "3B501.f.1.a")
    assert (changed.text[start:end], more) == ("248 nm", [])
    assert store.threshold_spans(edition, "3B501.f.1.a") != ((start, end),)


def test_a_list_without_the_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = store.load("nl-semicon@2024-09-07")
    monkeypatch.setattr(spans, "SPANS", "no-such-file.txt")
    spans._written.cache_clear()
    try:
        found = {c: store.threshold_spans(edition, c) for c in edition.by_code}
    finally:
        spans._written.cache_clear()
    assert found == {c: spans.read_spans(edition, c) for c in edition.by_code}
    assert any(found.values())
