"""What all tests share: the official texts beside the checkout, and the switch that writes goldens anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("deep", max_examples=1_000, deadline=None)
if os.environ.get("HYPOTHESIS_PROFILE"):
    settings.load_profile(os.environ["HYPOTHESIS_PROFILE"])

OFFICIAL = Path(__file__).resolve().parents[2] / "shared" / "official"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write tests/goldens anew from what the parser gives, then read the diff",
    )


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes make no name: a zip holds the minute it was packed, and all workers must collect the same names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder of official texts; they are not ours to ship, so tests that need them skip where it is missing."""
    if not OFFICIAL.is_dir():
        pytest.skip(f"the official texts are not at hand ({OFFICIAL})")
    return OFFICIAL


@pytest.fixture(autouse=True)
def one_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output is wrapped to the terminal; a test must not hang on the one it runs in, or on there being none."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def updates_goldens(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))
