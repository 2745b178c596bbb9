"""Exports of records held against the schemas of others, as far as packages bring one.

CycloneDX: the JSON schema of 1.6, in its strict form. SPDX: no package has the classes of 3.1 yet; what the export
takes from the Core of 3.0.1 is read by the bindings of that version, which check classes, properties, types and counts.
The classes of 3.1 (Operations, Hardware, Specification) are held against a table of its model in `tests/records`.
"""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from controllist.registers.records import Decision, Question, cyclonedx, make, spdx
from controllist.rendering.registers import record_result

EDITION = "nl-semicon@2024-09-07"
DECISIONS = {
    "listed": Decision("listed", "3B001.l", "nl-semicon", "A. Jansen", "2024-10-01", "the list names it"),
    "not listed": Decision("not-listed", "", "", "A. Jansen", "2024-10-01", 'no entry names a "lid"; é ≤ 5 µm'),
}
CORE = ("CreationInfo", "Person", "Tool", "Organization", "SpdxDocument")


@pytest.fixture(scope="module", params=sorted(DECISIONS))
def record(request: pytest.FixtureRequest) -> dict[str, Any]:
    question = Question(text="EUV pellicle", article="4711", editions=(EDITION,))
    return json.loads(json.dumps(record_result(make(question, DECISIONS[request.param]))))  # type: ignore[no-any-return]


def test_cyclonedx_holds_under_its_schema(record: dict[str, Any]) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json")
    schema = pytest.importorskip("cyclonedx.schema")
    validator = validation.JsonStrictValidator(schema.SchemaVersion.V1_6)
    document = cyclonedx(record)
    assert validator.validate_str(json.dumps(document)) is None
    document["components"][0]["colour"] = "red"
    assert validator.validate_str(json.dumps(document)) is not None


def core_of(graph: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The elements of Core, as a document of 3.0.1 of their own."""
    found = [dict(e) for e in graph if e["type"] in CORE]
    names = [e["spdxId"] for e in found if "spdxId" in e and e["type"] != "SpdxDocument"]
    for element in found:
        if element["type"] == "SpdxDocument":
            element |= {"element": names, "rootElement": names[:1], "profileConformance": ["core"]}
        if element["type"] == "CreationInfo":
            element["specVersion"] = "3.0.1"
    return found


def read_as_spdx(graph: list[dict[str, Any]]) -> int:
    """How many objects the bindings of 3.0.1 read; they raise for what its model does not have."""
    bindings = pytest.importorskip("spdx_python_model").v3_0_1
    document = {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}
    objects = bindings.SHACLObjectSet()
    bindings.JSONLDDeserializer().read(io.BytesIO(json.dumps(document).encode()), objects)
    return len(list(objects.foreach()))


def test_the_core_of_spdx_holds_under_the_bindings_of_3_0_1(record: dict[str, Any]) -> None:
    graph = core_of(spdx(record, "NLD")["@graph"])
    assert [e["type"] for e in graph] == ["CreationInfo", "Person", "Tool", "Organization", "SpdxDocument"]
    assert read_as_spdx(graph) == 5
    person = next(e for e in graph if e["type"] == "Person")
    with pytest.raises(Exception, match="colour"):
        read_as_spdx([*graph, {**person, "spdxId": person["spdxId"] + "-2", "colour": "red"}])
