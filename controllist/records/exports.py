"""Records in the forms of others: SPDX 3.1, CycloneDX 1.6, a flat file for the item master of business software.

SPDX: `ExportControlClassificationAssessment` of the Operations profile, which is in development as of 2026. The names
of classes and properties are those of its model as its repository had them on 28 November 2026 (assessor,
assessedElement, assessmentResult, assessmentTime, at commit 865f904; and of the result exportingCountry,
exportControlSpecification, exportClassification, weight, comment, at 2994f38), and agree with the draft of its JSON
schema; the candidate 3.1-RC1 called the time assessmentTimestamp. The address of the context is the one its
specification tells. `tests/extras` hold CycloneDX against its schema, and the Core part against that of SPDX 3.0.1.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from controllist.errors import MisuseError
from controllist.registers.cells import harmless

SPDX_CONTEXT = "https://spdx.org/rdf/3.1/spdx-context.jsonld"
SPDX_NAMESPACE = "https://spdx.org/spdxdocs/controllist/"
NOT_LISTED = "not listed"
FLAT_COLUMNS = (
    "article", "description", "outcome", "list", "code", "edition", "regime", "decided_by", "decided_on", "record",
)  # fmt: skip


def record_number(document: dict[str, Any]) -> str:
    """A short name for a record: the beginning of the SHA-256 of its canonical bytes."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()[:16]


def canonical(document: dict[str, Any]) -> str:
    """The bytes of a record as they are kept."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _decided(document: dict[str, Any]) -> dict[str, Any]:
    decision: dict[str, Any] = document["decision"]
    if decision["outcome"] == "open":
        raise MisuseError("expected a record with a decision to export, found one that is open")
    return decision


def _specifications(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The editions a decision speaks of: the one of its list, or all where the goods are listed in none."""
    decision = document["decision"]
    return [e for e in document["editions"] if decision["outcome"] == "not-listed" or e["list"] == decision["list"]]


def spdx(document: dict[str, Any], country: str) -> dict[str, Any]:
    """The record as a JSON-LD graph of SPDX 3.1; `country` is the exporting country, ISO 3166-1 alpha-3.

    Raises `MisuseError` for another country code, and for a record without a decision.
    """
    decision = _decided(document)
    if not re.fullmatch(r"[A-Z]{3}", country):
        raise MisuseError("expected a country code of three capitals such as NLD, found {found!r}", found=country)
    base = f"{SPDX_NAMESPACE}{record_number(document)}#"
    creation = "_:creation"
    common = {"creationInfo": creation}
    graph: list[dict[str, Any]] = [
        {
            "type": "CreationInfo",
            "@id": creation,
            "specVersion": "3.1.0",
            "created": f"{decision['on']}T00:00:00Z",
            "createdBy": [f"{base}assessor"],
            "createdUsing": [f"{base}tool"],
        },
        {"type": "Person", "spdxId": f"{base}assessor", **common, "name": decision["by"]},
        {
            "type": "Tool",
            "spdxId": f"{base}tool",
            **common,
            "name": f"{document['program']['name']} {document['program']['version']}",
        },
        {"type": "Organization", "spdxId": f"{base}maker", **common, "name": "not told"},
        {
            "type": "hardware_PhysicalHardware",
            "spdxId": f"{base}goods",
            **common,
            "hardware_productAgent": f"{base}maker",
            "hardware_partNumber": document["asked"]["article"] or "not told",
            "name": document["asked"]["article"] or document["asked"]["text"][:80],
            "description": document["asked"]["text"],
        },
    ]
    results = []
    for number, edition in enumerate(_specifications(document), 1):
        address = f"{edition['list']}@{edition['edition']}"
        specification = f"{base}specification-{number}"
        graph.append(
            {
                "type": "Specification",
                "spdxId": specification,
                **common,
                "name": f"{address} ({edition['act']})" if edition["act"] else address,
                # A specification has one at least in the model; there is no kind of identifier for acts.
                "externalIdentifier": [
                    {
                        "type": "ExternalIdentifier",
                        "externalIdentifierType": "other",
                        "identifier": edition["act"] or address,
                    }
                ],
                "comment": f"wording: {edition['wording']}; sha256 of the text used: {edition['checksum']}",
            }
        )
        result = f"_:result-{number}"
        results.append(result)
        graph.append(
            {
                "type": "operations_ExportControlClassification",
                "@id": result,
                "operations_exportingCountry": country,
                "operations_exportControlSpecification": specification,
                "operations_exportClassification": decision["code"] or NOT_LISTED,
                "comment": decision["reason"],
            }
        )
    assessment = f"{base}assessment"
    graph.append(
        {
            "type": "operations_ExportControlClassificationAssessment",
            "spdxId": assessment,
            **common,
            "name": f"export control classification of {document['asked']['article'] or 'the goods described'}",
            "operations_assessor": f"{base}assessor",
            "operations_assessedElement": f"{base}goods",
            "operations_assessmentResult": results,
            "operations_assessmentTime": f"{decision['on']}T00:00:00Z",
            "comment": "; ".join(document["cautions"]),
        }
    )
    elements = [str(e["spdxId"]) for e in graph if "spdxId" in e]
    graph.append(
        {
            "type": "SpdxDocument",
            "spdxId": f"{base}document",
            **common,
            "profileConformance": ["core", "hardware", "operations"],
            "rootElement": [assessment],
            "element": elements,
        }
    )
    return {"@context": SPDX_CONTEXT, "@graph": graph}


def cyclonedx(document: dict[str, Any]) -> dict[str, Any]:
    """The record as properties of a component in a CycloneDX 1.6 document."""
    decision = _decided(document)
    asked = document["asked"]
    properties = [
        ("controllist:outcome", decision["outcome"]),
        ("controllist:code", decision["code"]),
        *(("controllist:edition", f"{e['list']}@{e['edition']}") for e in _specifications(document)),
        ("controllist:decided-by", decision["by"]),
        ("controllist:decided-on", decision["on"]),
        ("controllist:reason", decision["reason"]),
        ("controllist:record", record_number(document)),
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": [
            {
                "type": "device",
                "bom-ref": record_number(document),
                "name": asked["article"] or asked["text"][:80],
                "description": asked["text"],
                "properties": [{"name": name, "value": value} for name, value in properties if value],
            }
        ],
    }


def flat(documents: Iterable[dict[str, Any]]) -> str:
    """Records as csv with semicolons, a line each; cells that a spreadsheet would calculate get an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(FLAT_COLUMNS)
    for document in documents:
        asked, decision = document["asked"], document["decision"]
        listed: dict[str, Any] = next((a for a in document["assessments"] if a["code"] == decision["code"]), {})
        editions = ", ".join(f"{e['list']}@{e['edition']}" for e in _specifications(document))
        row = (
            asked["article"],
            " ".join(asked["text"].split()),
            decision["outcome"],
            decision["list"],
            decision["code"],
            editions,
            listed.get("regime") or "",
            decision["by"],
            decision["on"],
            record_number(document),
        )
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()
