"""Records in the forms of others: SPDX 3.1, CycloneDX 1.6, a flat file for business software, a declaration to sign.

SPDX: `ExportControlClassificationAssessment` of the Operations profile, which is in development as of 2026. The names
of classes and properties are those of its model as its repository had them on 28 November 2026 (assessor,
assessedElement, assessmentResult, assessmentTime, at commit 865f904; and of the result exportingCountry,
exportControlSpecification, exportClassification, weight, comment, at 2994f38), and agree with the draft of its JSON
schema; the candidate 3.1-RC1 called the time assessmentTimestamp. The address of the context is that of its
specification. `tests/extras` compare CycloneDX with its schema, and the Core part with that of SPDX 3.0.1.

A declaration (Dutch or English) says what was looked at and on which editions. It never says that no licence is needed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from controllist.errors import MisuseError
from controllist.registers.tables import harmless

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


DeclarationLanguage = Literal["en", "nl"]

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "listed": "Declaration that goods are listed",
        "not-listed": "Declaration that goods are not listed",
        "company": "Company",
        "address": "Address",
        "eori": "EORI number",
        "customer": "Customer or consignee",
        "article": "Article number",
        "goods": "Description of the goods",
        "facts": "Properties taken into account",
        "says listed": "According to our classification the goods named above fall under {code} of {list}.",
        "says not-listed": "According to our classification the goods named above are in none of the lists below.",
        "verdicts": "What the program says of it with these properties",
        "met": "met",
        "not-met": "not met",
        "unknown": "unknown",
        "missing": "missing",
        "is it": "what the goods are",
        "basis": "basis of the wording",
        "checked": "checked",
        "secondary": "other sources",
        "inferred": "inferred",
        "editions": "Lists and editions looked at",
        "reason": "Reason",
        "limits": "This declaration speaks of these editions only. It does not say that no licence is needed:",
        "record": "Record",
        "decided": "Classified by",
        "on": "on",
        "place": "Place and date",
        "name": "Name and function",
        "signature": "Signature",
        "digest": "own summary of the list",
        "official": "official wording",
        "cautions": "Remarks of the program",
    },
    "nl": {
        "listed": "Verklaring dat goederen op een lijst staan",
        "not-listed": "Verklaring dat goederen niet op een lijst staan",
        "company": "Bedrijf",
        "address": "Adres",
        "eori": "EORI-nummer",
        "customer": "Afnemer of ontvanger",
        "article": "Artikelnummer",
        "goods": "Omschrijving van de goederen",
        "facts": "Eigenschappen die zijn meegewogen",
        "says listed": "Volgens onze indeling vallen de genoemde goederen onder {code} van {list}.",
        "says not-listed": "Volgens onze indeling staan de genoemde goederen op geen van de onderstaande lijsten.",
        "verdicts": "Wat het programma er met deze eigenschappen van zegt",
        "met": "voldaan",
        "not-met": "niet voldaan",
        "unknown": "onbekend",
        "missing": "ontbreekt",
        "is it": "wat de goederen zijn",
        "basis": "grondslag van de tekst",
        "checked": "nagekeken",
        "secondary": "andere bronnen",
        "inferred": "afgeleid",
        "editions": "Lijsten en uitgaven waarin is gekeken",
        "reason": "Reden",
        "limits": "Deze verklaring gaat alleen over deze uitgaven. Zij zegt niet dat geen vergunning nodig is:",
        "record": "Dossier",
        "decided": "Ingedeeld door",
        "on": "op",
        "place": "Plaats en datum",
        "name": "Naam en functie",
        "signature": "Handtekening",
        "digest": "eigen samenvatting van de lijst",
        "official": "officiële tekst",
        "cautions": "Opmerkingen van het programma",
    },
}
_LIMITS = {
    "en": (
        "end use and end user (Articles 4, 5, 9 and 10 of Regulation (EU) 2021/821)",
        "sanctions and embargoes, further national lists, Annex IV (transfers inside the EU), customs codes",
        "later changes of the lists or of the goods",
    ),
    "nl": (
        "eindgebruik en eindgebruiker (artikelen 4, 5, 9 en 10 van Verordening (EU) 2021/821)",
        "sancties en embargo's, andere nationale lijsten, bijlage IV (overbrenging binnen de EU), douanecodes",
        "latere wijzigingen van de lijsten of van de goederen",
    ),
}
_LINE = "______________________________"


def declaration(document: dict[str, Any], language: DeclarationLanguage, say: Callable[[str], str] = str) -> str:
    """The declaration for a record as Markdown, with lines to fill in; `say` tells a caution in its language.

    Raises `MisuseError` for a record without a decision.
    """
    decision = document["decision"]
    if decision["outcome"] == "open":
        raise MisuseError("expected a record with a decision to declare, found one that is open")
    words = _WORDS[language]
    asked = document["asked"]
    lines = [f"# {words[decision['outcome']]}", ""]
    lines += [f"{words[key]}: {_LINE}  " for key in ("company", "address", "eori", "customer")]
    lines += ["", f"**{words['article']}:** {asked['article'] or _LINE}  ", f"**{words['goods']}:** {asked['text']}"]
    if asked["facts"]:
        told = "; ".join(f"{f['name']} = {f['value']}" for f in asked["facts"])
        lines += ["", f"**{words['facts']}:** {told}"]
    edition = next((e for e in document["editions"] if e["list"] == decision["list"]), None)
    name = f"{edition['list']}@{edition['edition']}" if edition else ""
    if edition and edition["act"]:
        name += f" ({edition['act']})"
    lines += ["", words[f"says {decision['outcome']}"].format(code=decision["code"], list=name)]
    if verdicts := list(_verdicts(document, words)):
        lines += ["", f"**{words['verdicts']}:**", "", *verdicts]
    lines += ["", f"**{words['editions']}:**", ""]
    for one in document["editions"]:
        act = f", {one['act']}" if one["act"] else ""
        lines.append(f"- {one['list']}@{one['edition']}{act} ({words[one['wording']]})")
    lines += ["", f"**{words['reason']}:** {decision['reason']}", "", words["limits"], ""]
    lines += [f"- {limit}" for limit in _LIMITS[language]]
    lines += ["", f"**{words['cautions']}:**", "", *(f"- {say(c)}" for c in document["cautions"])]
    lines += ["", f"{words['decided']} {decision['by']} {words['on']} {decision['on']}. "]
    lines[-1] += f"{words['record']}: {record_number(document)}"
    lines += ["", *(f"{words[key]}: {_LINE}  " for key in ("place", "name", "signature"))]
    return "\n".join(lines) + "\n"


def _verdicts(document: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    """The verdict on the place decided on, with what its wording rests on; on all places looked at where none was."""
    decided = document["decision"]
    for one in document["assessments"]:
        if decided["code"] and (one["list"], one["code"]) != (decided["list"], decided["code"]):
            continue
        missing = ", ".join(words["is it"] if m["property"] == "is it" else m["property"] for m in one["missing"])
        yield (
            f"- {one['list']}@{one['edition']} {one['code']}: {words[one['verdict']]}"
            + (f" ({words['missing']}: {missing})" if missing and one["verdict"] == "unknown" else "")
            + f"; {words['basis']}: {words.get(one['basis'], one['basis'])}"
        )
