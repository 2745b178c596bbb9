"""The house keeps its shape: rooms import one way, shipped lists are inside the package, public names are typed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "controllist"

# A room may import the rooms of lower floors, and itself. Two rooms on one floor do not know each other.
FLOORS: list[set[str]] = [
    {"messages"},
    {"errors", "packaged"},
    {"locations", "codes", "normalize", "schema", "writing", "limits"},
    {"language"},
    {"blocks", "model"},
    {"profiles"},
    {"links", "addresses", "readers", "parsing", "notation", "serialize"},
    {"ingest", "store"},
    {"index", "lexicon", "assessing", "diffing", "integrity"},
    {"matching", "lineage"},
    {"registers", "records"},
    {"impact", "fetching"},
    {"rendering"},
    {"site"},
    {"services"},
    {"api"},
    {"cli"},
    {"__init__", "__main__"},
]
# Doors inside a floor, each with its reason.
ALLOWED_ON_THE_FLOOR = {
    ("ingest", "readers"),
    ("model", "blocks"),
    ("lexicon", "index"),
    ("index", "lexicon"),
    ("records", "registers"),  # a flat file of records keeps its cells harmless as a register does
}
# Only these rooms touch files; the network belongs to fetching alone.
FILES = {
    "store",
    "registers",
    "records",
    "fetching",
    "site",
    "cli",
    "writing",
    "profiles",
    "index",
    "lexicon",
    "lineage",
    "impact",
    "services",
}
NETWORK = {"fetching"}
SERVING = {Path("site/serving.py"): {"http.server"}}
"""What listens, on the loopback address alone; it asks nobody anything."""
NETWORK_MODULES = {"socket", "http", "urllib", "httpx", "requests", "ssl"}
MARKUP = {"readers"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def floor_of(room: str) -> int:
    for number, rooms in enumerate(FLOORS):
        if room in rooms:
            return number
    raise AssertionError(f"room {room!r} stands on no floor of tests/test_house.py")


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            if node.module == "controllist":
                found |= {f"controllist.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
        elif isinstance(node, ast.ImportFrom):
            raise AssertionError(f"{path} imports relatively; write the full name")
    return found


def rooms_imported(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports_of(path) if name.startswith("controllist.")}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    room = room_of(path)
    for other in rooms_imported(path) - {room}:
        if other.startswith("__"):
            continue
        down = floor_of(other) < floor_of(room)
        assert down or (room, other) in ALLOWED_ON_THE_FLOOR, f"{room} must not import {other}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_its_room_has_markup_and_network(path: Path) -> None:
    room = room_of(path)
    served = SERVING.get(path.relative_to(PACKAGE), set())
    tops = {name.split(".")[0] for name in imports_of(path) - served}
    assert "lxml" not in tops or room in MARKUP, f"{room} must not know markup"
    assert not tops & NETWORK_MODULES or room in NETWORK, f"{room} must not know the network"


def test_texts_are_laid_side_by_side_in_one_way() -> None:
    """`diffing/opcodes` does it for all rooms; the test of that module holds it equal to difflib."""
    assert [str(path) for path in modules() if "difflib" in imports_of(path)] == []


def test_a_wrong_import_would_be_seen() -> None:
    """The rule bites: a lower room that imports a higher one is on no lower floor."""
    assert floor_of("model") < floor_of("matching")
    assert floor_of("diffing") == floor_of("assessing")
    assert ("assessing", "diffing") not in ALLOWED_ON_THE_FLOOR


def test_every_room_says_what_it_is_for() -> None:
    for path in modules():
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert len(text) > 20, f"{path.relative_to(ROOT)} has no docstring that tells its subject"
