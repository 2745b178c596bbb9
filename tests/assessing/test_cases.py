"""The table of real cases: what the law says of a product, written by reading before the program was run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from controllist import store
from controllist.assessing.facts import Facts
from controllist.assessing.verdict import assess, quick_verdict
from controllist.errors import MisuseError

TABLE = Path(__file__).parent.parent / "cases" / "assess.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['edition']}:{c['code']}-{c['verdict']}")
def test_case(case: dict[str, Any]) -> None:
    edition = store.load(case["edition"])
    facts = Facts.of(case["facts"])
    if case["verdict"] == "error":
        with pytest.raises(MisuseError):
            assess(edition, case["code"], facts)
        return
    found = assess(edition, case["code"], facts)
    reasons = "\n".join(f"  {s.verdict} {s.code} {s.words}: {s.why}" for s in found.root.deciding())
    assert found.verdict == case["verdict"], f"{case['reason']}\n{reasons}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['edition']}:{c['code']}-{c['verdict']}")
def test_the_quick_verdict_says_the_same_where_it_assumes_nothing(case: dict[str, Any]) -> None:
    """Taking the goods for granted can close an open verdict, never turn a settled one."""
    quick, _ = quick_verdict(store.load(case["edition"]), case["code"], case["facts"])
    if case["verdict"] in ("met", "not-met") and quick not in ("not-assessed",):
        assert quick == case["verdict"]


def test_the_table_is_wide_enough() -> None:
    """At least 150 cases, all categories and the military list, every verdict, and each with its reason."""
    assert len(CASES) >= 150
    assert {c["code"][0] for c in CASES if c["edition"].startswith("eu-dual-use")} == set("0123456789")
    assert sum(c["edition"].startswith("eu-military") for c in CASES) >= 10
    assert {c["verdict"] for c in CASES} >= {"met", "not-met", "unknown"}
    assert all(len(c["reason"]) > 7 for c in CASES)
