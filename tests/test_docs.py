"""The documentation names everything: each command with its options, each public name, each page in the contents."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

import controllist
from controllist.api import Assessment, Classified, Diff, Edition, Match, Touched
from controllist.cli.program import COMMANDS
from controllist.diffing.changes import Change
from controllist.matching import Candidate
from controllist.matching.results import Evidence

DOCS = Path(__file__).parent.parent / "docs"
WRITTEN = "\n".join(
    page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md")) if "_build" not in page.parts
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_its_options_in_the_reference(command: str) -> None:
    reference = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"$ controllist {command} --help\nusage: " in reference  # `make docs` holds what follows


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_used_in_a_guide(command: str) -> None:
    guides = "\n".join(page.read_text(encoding="utf-8") for page in (DOCS / "guide").glob("*.md"))
    assert f"controllist {command}" in guides


@pytest.mark.parametrize("name", controllist.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert re.search(rf"\b{name}\b", WRITTEN)


VALUES = (Match, Candidate, Evidence, Assessment, Diff, Change, Classified, Touched, Edition)


def _documented(name: str) -> set[str]:
    """The attributes in the first column of a value's table on the page of the library."""
    page = (DOCS / "reference" / "library.md").read_text(encoding="utf-8")
    section = page.partition(f"\n### {name}\n")[2].partition("\n#")[0]
    first = "".join(re.findall(r"^\|([^|]*)\|", section, re.M))
    return set(re.findall(r"`(\w+)(?:\(code\))?`", first))


@pytest.mark.parametrize("value", VALUES, ids=lambda v: v.__name__)
def test_the_reference_has_every_attribute_of_a_value_and_no_other(value: type) -> None:
    fields = {a.name for a in attrs.fields(value) if not a.name.startswith("_")}
    assert _documented(value.__name__) == fields | {n for n in dir(value) if not n.startswith("_")}


def test_every_page_is_in_the_contents() -> None:
    contents = (DOCS / "index.md").read_text(encoding="utf-8")
    pages = {
        page.relative_to(DOCS).with_suffix("").as_posix() for page in DOCS.rglob("*.md") if "_build" not in page.parts
    }
    listed = {line for line in contents.splitlines() if line in pages}
    assert pages - listed - {"index"} == {page for page in pages if page.startswith("guide/")}  # listed by a pattern


def test_every_package_is_in_the_reference() -> None:
    named = set(
        re.findall(r"^   controllist\.(\w+)$", (DOCS / "reference" / "packages.md").read_text(encoding="utf-8"), re.M)
    )
    package = Path(controllist.__file__).parent
    packages = {p.stem for p in package.glob("*.py")} | {p.parent.name for p in package.glob("*/__init__.py")}
    assert packages - named == {"__init__", "__main__", "api", "schema"}  # the library has a page of its own
