"""What holds for whole lists: nothing numerical is overlooked, everything is understood in time, growth is linear."""

from __future__ import annotations

import json
import re
import runpy
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from controllist.codes import ControlCode
from controllist.language import quantities, references, terms, thresholds
from controllist.language.references import read_references
from controllist.language.terms import defined_terms, read_terms
from controllist.language.thresholds import read_thresholds

ROOT = Path(__file__).parents[2]
SCRIPT: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "leftovers.py"))
TRUTH = ("eu-annex-i-2025-11-15.oj.truth.json", "eu-cml-2020-02-17.oj.truth.json")
DIGESTS = sorted((ROOT / "lists").glob("*/*/*.en.txt"))

# Comparing words beside a figure that compare nothing, or nothing a threshold could hold.
NOT_COMPARING = re.compile(
    r"over (?:a |the |10 degrees|300 mm|2 m|360)|averaged over|lesser of|equals|down to (?:gasoline|0,01 Pa)|"
    r"limited to 0,1|is better\)|more is worse"
)


def truth(official: Path) -> list[Path]:
    return [official / "reconstructed" / name for name in TRUTH]


def left_share(nodes: list[tuple[str, str]]) -> float:
    runs = sum(len(re.findall(r"\d+", text)) for _, text in nodes)
    left = sum(
        not SCRIPT["is_formula"](text, run) for code, text in nodes for run in SCRIPT["leftover_digits"](code, text)
    )
    return left / runs


@pytest.mark.official
def test_under_one_digit_run_in_a_hundred_is_left_in_the_official_texts(official: Path) -> None:
    assert left_share(SCRIPT["texts"](truth(official), [])) < 0.01


def test_under_one_digit_run_in_a_hundred_is_left_in_the_digests() -> None:
    assert left_share(SCRIPT["texts"]([], DIGESTS)) < 0.01


@pytest.mark.official
def test_every_comparing_word_beside_a_figure_is_in_the_grammar(official: Path) -> None:
    found = [w for _, text in SCRIPT["texts"](truth(official), []) for w in SCRIPT["unknown_comparers"](text)]
    assert [w for w in found if not NOT_COMPARING.search(w)] == []


def understand(nodes: list[tuple[str, tuple[str, ...], str]]) -> None:
    for code, above, text in nodes:
        read_thresholds(text, above)
        read_references(text, ControlCode(code))
        read_terms(text)
        defined_terms(text)


def clear() -> None:
    for cached in (thresholds._read, quantities.read_quantities, references._read, terms.read_terms):
        cached.cache_clear()


@pytest.mark.official
def test_annex_i_is_understood_in_time(official: Path) -> None:
    """Two seconds on a core of its own; the bound here leaves room for a machine that is shared."""
    nodes = json.loads(truth(official)[0].read_text(encoding="utf-8"))
    texts = {n["code"]: (n["text"], n["parent"]) for n in nodes if n["code"]}

    def above(code: str) -> tuple[str, ...]:
        found: list[str] = []
        while (code := texts[code][1]) in texts:
            found.insert(0, texts[code][0])
        return tuple(found)

    rows = [(code, above(code), text) for code, (text, _) in texts.items()]
    understand(rows[:50])  # the tables of words and units are read once
    clear()
    started = time.process_time()
    understand(rows)
    assert time.process_time() - started < 4


HARD = [
    "10^" * 40,
    "1 " * 120,
    "(" * 120 + "1 nm" + ")" * 120,
    "5 nm or " * 40,
    "less (better) than " * 30,
    "3B001.a, " * 40,
    "'a " * 100,
    '"' * 200,
    "1,2-" * 60 + "bis",
    "ISO 1-" * 50,
    "x" * 400,
    "≥ ≤ < > " * 60,
    "a.1.b.2." * 40,
    "of the " * 80 + "5 m",
]


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_grow_no_faster_than_their_square(text: str) -> None:
    """Four times the text takes less than twenty times the time: no pattern backtracks without bound."""

    def seconds(sample: str) -> float:
        clear()
        started = time.process_time()
        understand([("3B001", (), sample)])
        return time.process_time() - started

    seconds(text)
    # The least of several: a machine that stands still for a moment accuses no pattern.
    short, long = (min(seconds(sample) for _ in range(5)) for sample in (text, text * 4))
    assert long < max(short, 0.002) * 20


IN_WORDS = {"≥": "no less than", "≤": "less than or equal to", ">": "in excess of", "<": "lower than"}
SIGN = re.compile(r"(?<![A-Z] )[<>≥≤](?= \d)")  # "10 Hz ≤ F ≤ 10 kHz" is a formula


@pytest.mark.parametrize("path", DIGESTS, ids=lambda p: "-".join(p.parts[-3:-1]))
def test_the_digests_say_the_same_in_words_as_in_signs(path: Path) -> None:
    lines = {line for line in path.read_text(encoding="utf-8").splitlines() if SIGN.search(line)}

    def sides(text: str) -> list[tuple[str, Fraction, str]]:
        return [(t.comparison, t.quantity.value, t.quantity.unit) for t in read_thresholds(text)]

    changed = [t for t in lines if sides(SIGN.sub(lambda m: IN_WORDS[m[0]], t)) != sides(t)]
    assert changed == []
