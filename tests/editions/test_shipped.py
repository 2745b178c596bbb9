"""Every shipped edition: it loads, it is sound, and where the official text is at hand it says what the law says.

The whole proof is `make lists`; here stand the parts that run in seconds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from controllist import store
from controllist.model import Edition
from scripts import check_lists
from scripts.proof import coherence, comparison, faults, sources, translation

EDITIONS = [str(a) for name in store.shipped_lists() for a in store.editions(name)]

ENTRIES = {
    # counted in the official text, but for the Dutch list, of which public summaries tell
    "eu-dual-use@2021-09-09": 366,
    "eu-dual-use@2025-11-15": 384,
    "eu-military@2020-02-17": 22,
    "eu-military@2024-02-19": 22,
}


@pytest.mark.parametrize("address", EDITIONS)
def test_it_loads_and_rests_on_something(address: str) -> None:
    edition = store.load(address)
    assert coherence.groundless(edition) == []
    assert max(Counter(str(n.code) for n in edition.nodes).values()) == 1
    for node in edition.nodes:
        assert node.parent is None or node.parent in edition, node.code


@pytest.mark.parametrize(("address", "count"), ENTRIES.items())
def test_entries(address: str, count: int) -> None:
    assert len(store.load(address).entries) == count


@pytest.mark.parametrize("name", store.shipped_lists())
def test_files_are_sound_and_judgements_agree(name: str) -> None:
    assert coherence.unsound_files(name) == []
    assert coherence.review_conflicts(name)[1] == []


@pytest.mark.parametrize("path", sorted(check_lists.FAULTS.glob("*-????-??-??.jsonl")), ids=lambda p: p.name)
def test_known_faults_can_be_read(path: Path) -> None:
    assert 0 < len(faults.load(path)) <= faults.MOST


def known(edition: Edition) -> faults.Faults:
    return faults.load(check_lists.FAULTS / f"{edition.list}-{edition.applies_from}.jsonl")


NEWEST = "eu-dual-use@2025-11-15"


@pytest.fixture(scope="module")
def law(official: Path) -> Edition:
    """The official text of the newest edition, read once."""
    return sources.SOURCES[NEWEST].read()


@pytest.mark.official
def test_it_says_what_the_law_says(law: Edition) -> None:
    ours = store.load(NEWEST)
    result = comparison.hold_against(law, ours, known(ours))
    assert [str(d) for d in result.unexplained] == []
    assert list(result.idle) == []
    assert result.close <= comparison.MOST_CLOSE
    assert result.numbers > 2500


@pytest.mark.official
def test_a_digest_of_the_military_list_against_the_czech_one(official: Path) -> None:
    ours = store.load("eu-military@2024-02-19")
    provisions, figures, left, idle = translation.hold_against(
        sources.SOURCES["eu-military@2024-02-19"].read(), ours, known(ours)
    )
    assert (left, idle) == ([], [])
    assert provisions > 450
    assert figures > 40


# --- is the proof any good? edits on purpose, in every line ---

_FLIPPED = {"<": "≤", "≤": "<", ">": "≥", "≥": ">"}


def edits(text: str) -> Iterator[tuple[str, str]]:
    """Each text with one fact changed, and which fact."""
    for m in re.finditer(r"[<>≤≥]", text):
        yield "comparator", text[: m.start()] + _FLIPPED[m[0]] + text[m.end() :]
    for m in re.finditer(r"(?<![\w.,#-])\d+(?:\.\d+)?(?![\w.#-])", text):
        yield "number", f"{text[: m.start()]}{float(m[0]) * 3 + 1:g}{text[m.end() :]}"
    for m in re.finditer(r"(?<!\w)\d[A-E]\d{3}(?:\.\w{1,2})*", text):
        yield "reference", f"{text[: m.start()]}9A999{text[m.end() :]}"
    for m in re.finditer(r'"([^"]+)"', text):
        yield "term", text[: m.start()] + m[1] + text[m.end() :]
    for m in re.finditer(r"(?<=CAS )(?:RN )?[\d-]+", text):
        yield "CAS", text[: m.start()] + text[m.end() :]
    for word in ("specially ", "designed", "capable"):
        if word in text:
            yield "legal test", text.replace(word, "")


FLOORS = {"comparator": 0.97, "number": 0.95, "reference": 0.99, "term": 0.99, "CAS": 1.0, "legal test": 0.97}
"""Shares of edits that must be seen. What is left are mostly formulas, and figures that stand in the line twice."""


@pytest.mark.official
def test_edits_on_purpose_are_seen(law: Edition) -> None:
    ours = store.load(NEWEST)
    made: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for one in comparison.paired(law, ours, known(ours)).pairs[::7]:
        if one.official.kind in ("category", "group"):
            continue
        official_text, line = comparison.texts_of([one.official], law), comparison.texts_of([one.digest], ours)
        as_it_is = {str(d) for d in comparison.said_apart(official_text, line)}
        for kind, edited in edits(line.text):
            made[kind] += 1
            seen[kind] += {str(d) for d in comparison.said_apart(official_text, evolve(line, text=edited))} != as_it_is
    shares = {kind: seen[kind] / made[kind] for kind in made}
    assert {kind: share for kind, share in shares.items() if share < FLOORS[kind]} == {}
    assert set(made) == set(FLOORS)


def test_without_official_texts_nothing_is_called_sound_that_was_not_compared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sources, "OFFICIAL", tmp_path / "none")
    monkeypatch.setattr(sources, "ORIGINALITY", tmp_path / "none.py")
    monkeypatch.setattr("sys.argv", ["check_lists.py"])
    assert check_lists.main() == 0
    told = capsys.readouterr().out
    assert "nothing compared" in told
    assert "the same words for the same law: not checked" in told
