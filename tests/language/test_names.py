"""Names with digits, and the regime a number tells."""

from __future__ import annotations

import pytest

from controllist.codes import Origin
from controllist.language.names import is_cas, read_names
from controllist.language.references import goods, regime


@pytest.mark.parametrize("number", ["107-07-3", "75-44-5", "676-99-3", "65039-10-3", "7440-41-7"])
def test_check_digits(number: str) -> None:
    assert is_cas(number)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not is_cas(wrong)


STANDARDS = [
    ("by ISO 230-2:2014 or national equivalents", ("ISO 230-2:2014",)),
    ("ISO/IEC 7498-1", ("ISO/IEC 7498-1",)),
    ("ASTM D 3418, ANSI/ABMA Std 20", ("ASTM D 3418", "ANSI/ABMA Std 20")),
    ("IEEE 802.11 radio", ("IEEE 802.11",)),
    ("to ISO 492 Tolerance Class 4", ("ISO 492 Tolerance Class 4",)),
    ("isolated at 300 K", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STANDARDS)
def test_standards(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(n.printed for n in read_names(text) if n.kind == "standard") == expected


KINDS = [
    ("75-44-5", "cas"), ("75-44-6", "designation"),
    ("plutonium-239", "isotope"), ("2,2-dinitropropanol", "chemical"), ("UF6", "chemical"), ("14 September 2026",
      "date"),
    ("Note 3", "numbered"), ("JP-10", "designation"), ("Regulation (EU) 2021/821", "act"), ("3B001.f.1", "code"),
      ("Risk group 3", "numbered"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds(text: str, kind: str) -> None:
    assert [name.kind for name in read_names(text)] == [kind]


REGIMES = [
    ("by number", "3A001.b", "WA"), ("by number", "0A001", "NSG"), ("by number", "9A106", "MTCR"),
      ("by number", "2B206", "NSG"),
    ("by number", "1C351.a", "AG"), ("by number", "1C450", "CWC"), ("by number", "3B501.f#note", "500-series"),
    ("by number", "3B1001.l", "national"), ("national", "3B001.f.4", "national"), ("WA", "ML8.a", "WA"),
    ("by number", "3B", None), ("by number", "general#note.1", None), ("by number", '"laser"#definition', None),
    # The number of a list that does not tell where its controls come from says nothing: 2B9 is no sign of its own.
    ("", "2B901", None), ("national", "2B201", "national"),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "code", "expected"), REGIMES)
def test_regimes(origin: Origin, code: str, expected: str | None) -> None:
    assert regime(origin, code) == expected


def test_goods() -> None:
    assert [goods(c) for c in ("3A001", "3B", "3C001", "3D001", "5E2", "ML21.a", "general")] == [
        "equipment", "test and production equipment", "material", "software", "technology", "software", None,
    ]  # fmt: skip
