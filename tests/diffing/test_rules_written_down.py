"""Every rule that gives an effect stands in docs/direction.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from controllist import store
from controllist.diffing.comparison import diff
from controllist.diffing.rules import Rule
from tests.diffing import mutations

PAGE = Path(__file__).resolve().parents[2] / "docs" / "direction.md"


def written() -> set[str]:
    rows = re.findall(r"^\| ([^|]+?) \|", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return {name.strip() for row in rows for name in re.split(r"[/,]", row)} - {"rule", "---"}


@pytest.mark.parametrize("seed", range(4))
def test_every_rule_that_speaks_is_written_down(seed):
    edition = store.load("eu-dual-use@2025-11-15")
    edits = mutations.round_of_edits(edition, mutations.random.Random(seed), 60)
    other = mutations.applied(edition, edits)
    changes = (*diff(edition, other).changes, *diff(other, edition).changes)
    spoken = {rule for c in changes for rule in c.rule.split("; ")}
    assert len(spoken) > 8
    assert spoken - written() == set()


def test_every_rule_is_written_down():
    assert {name for rule in Rule for name in rule.value[:2]} - written() == set()
