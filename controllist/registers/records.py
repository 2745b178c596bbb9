"""A classification record: one question put to named editions, with the decision a person took on it; kept as JSON.

The record holds no clock and no machine: the same question, editions and program give the same bytes.

>>> question = Question("EUV pellicle", editions=("nl-semicon@2024-09-07",), top=1)
>>> record = make(question, Decision("listed", "3B001.l", "nl-semicon", "A. Jansen", "2024-10-01", "named in the list"))
>>> record.match.candidates[0].code, record.assessments[0].verdict
('3B001.l', 'unknown')

A kept record is compared with what the program gives today, place by place, and with a new edition. Keys may be added
to a document and are never renamed; a key that a kept document does not have is not compared.

Records are written in the forms of others: SPDX 3.1, CycloneDX 1.6, a flat file for business software. SPDX has
`ExportControlClassificationAssessment` in its Operations profile, which is in development as of 2026. The names of
classes and properties are those of its model as its repository had them on 28 November 2026 (assessor, assessedElement,
assessmentResult, assessmentTime, at commit 865f904; and of the result exportingCountry, exportControlSpecification,
exportClassification, weight, comment, at 2994f38), and agree with the draft of its JSON schema; the candidate 3.1-RC1
called the time assessmentTimestamp. The address of the context is that of its specification. `tests/extras` compare
CycloneDX with its schema, and the Core part with that of SPDX 3.0.1.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from attrs import evolve, field, fields, frozen

from controllist import store
from controllist.assessing.descriptions import with_described
from controllist.assessing.facts import Facts
from controllist.assessing.verdict import Assessment, assess
from controllist.codes import ControlCode, EditionAddress, check_date, parse_code
from controllist.errors import MisuseError, NotFoundError, SourceError
from controllist.index import open_index
from controllist.index.languages import Language
from controllist.locations import Location
from controllist.matching import Match, match
from controllist.matching.cautions import with_cautions
from controllist.model import Basis, Edition, Provision
from controllist.registers.impact import Impact, Touched
from controllist.registers.tables import Goods, harmless
from controllist.serialize import to_json

Outcome = Literal["listed", "not-listed", "open"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@frozen
class Question:
    """What was asked: the goods, and which editions by address. `codes` are looked at besides the candidates."""

    text: str
    article: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    editions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    top: int = 5
    language: Language | None = None
    assume_goods: bool = False
    as_of: str | None = None
    as_of_exact: bool = True
    cautions: tuple[str, ...] = ()
    """What was said of the choice of editions when the record was made."""


@frozen
class Decision:
    """What a person decided: the program only writes it down. `on` is a date they give."""

    outcome: Outcome = "open"
    code: str = ""
    list: str = ""
    by: str = ""
    on: str = ""
    reason: str = ""


@frozen
class EditionUsed:
    """An edition an answer rests on, with the SHA-256 of its text as this program keeps it."""

    list: str
    edition: str
    wording: str
    checksum: str
    act: str
    address: str


@frozen
class Record:
    """A question, what was found, and the decision."""

    question: Question
    decision: Decision
    editions: tuple[EditionUsed, ...]
    match: Match
    assessments: tuple[Assessment, ...] = field(repr=False)

    @property
    def is_candidate(self) -> bool | None:
        """Whether the entry that was decided on is among the candidates of its list; None for a decision without one.

        >>> decision = Decision("listed", "3B001.m", "", "A. Jansen", "2024-10-01", "named in the list")
        >>> make(Question("EUV pellicle", editions=("nl-semicon@2024-09-07",), top=1), decision).is_candidate
        True
        """
        decided = self.decision
        if not decided.code:
            return None
        entry = ControlCode(decided.code).entry
        return any((c.list, c.entry) == (decided.list, entry) for c in self.match.candidates)


def check_decision(decision: Decision) -> Decision:
    """The decision with its code in the one spelling; raises `MisuseError` for one that is incomplete."""
    if decision.outcome not in OUTCOMES:
        raise MisuseError(
            "expected one of {expected}, found {found!r}", expected=", ".join(OUTCOMES), found=decision.outcome
        )
    if decision.outcome == "open":
        return decision
    for name, value in (("who decided (--by)", decision.by), ("why (--reason)", decision.reason)):
        if not value.strip():
            raise MisuseError("expected {expected} for a decision, found nothing", expected=name)
    check_date(decision.on)
    if decision.outcome == "not-listed":
        if decision.code:
            raise MisuseError(
                "expected no code for a decision that goods are not listed, found {found}", found=decision.code
            )
        return decision
    if not decision.code:
        raise MisuseError("expected the code the goods are listed under, found none")
    return evolve(decision, code=str(parse_code(decision.code, store.shapes())))


def make(question: Question, decision: Decision, given: Sequence[Edition] = ()) -> Record:
    """Put a question to its editions; raises `NotFoundError` where one, or a code named, is not at hand.

    Of `given` are taken the editions that the question names by their address, the others from those at hand.
    """
    decision = check_decision(decision)
    addresses = [EditionAddress.parse(text) for text in question.editions]
    held = {e.address: e for e in given if e.address in addresses}
    editions = {a.list: held[a] if a in held else store.load(a) for a in addresses}
    index = open_index([a for a in addresses if a not in held], tuple(held.values()))
    found = match(question.text, index, top=question.top, language=question.language)
    found = with_cautions(found, index, question.cautions)
    facts = with_described(Facts.of(question.facts), question.text)
    named = (*((decision.code,) if decision.code else ()), *question.codes)
    places = [_place(code, decision.list if code == decision.code else "", editions) for code in named]
    places += [(c.list, str(c.code)) for c in found.candidates]
    assessments = tuple(
        assess(editions[name], code, facts, assume_goods=question.assume_goods, strict=False)
        for name, code in dict.fromkeys(places)
    )
    if decision.code:
        decision = evolve(decision, list=places[0][0])
    return Record(question, decision, tuple(map(used, editions.values())), found, assessments)


def _place(text: str, name: str, editions: Mapping[str, Edition]) -> tuple[str, str]:
    """The list and code of `3B001.l` or `nl-semicon:3B001.l`; a code that two lists have must tell which."""
    own_list, _, bare = text.rpartition(":")
    name = own_list or name
    code = parse_code(bare, store.shapes())
    having = [n for n, e in editions.items() if isinstance(e.by_code.get(code), Provision) and name in ("", n)]
    if not having:
        where = f"{name} among " if name else ""
        where += ", ".join(str(e.address) for e in editions.values())
        raise NotFoundError("{code} is not in {edition}", code=code, edition=where)
    if len(having) > 1:
        raise MisuseError(
            "expected which list is meant (such as {example}), since {code} is in {lists}",
            example=f"{having[0]}:{code}", code=code, lists=tuple(having),
        )  # fmt: skip
    return having[0], str(code)


def used(edition: Edition) -> EditionUsed:
    """What a record says of an edition.

    The checksum is that of what the list says: a caution, a remark or another source for a line changes no verdict, and
    must not make a record look as if its law had changed.
    """
    nodes = tuple(evolve(n, basis=Basis("checked"), remark="", mark="", location=Location()) for n in edition.nodes)
    bare = Edition(edition.list, edition.applies_from, edition.language, edition.wording, nodes)
    checksum = hashlib.sha256(to_json(bare).encode()).hexdigest()
    act = edition.act
    return EditionUsed(
        edition.list, edition.applies_from, edition.wording, checksum, act.number or act.title, act.address
    )


FORMAT = "controllist-record/1"


def read_record(text: str, name: str) -> dict[str, Any]:
    """The document of a record; raises `SourceError` for anything else."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            "expected a record in {file}, found no JSON ({reason})", file=name, reason=str(error)
        ) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SourceError("expected a record ({format}) in {file}, found something else", format=FORMAT, file=name)
    for key, kind in (("asked", dict), ("decision", dict), ("editions", list), ("match", dict), ("assessments", list)):
        if not isinstance(document.get(key), kind):
            raise SourceError(
                "expected {key!r} in the record {file}, found {found}",
                key=key,
                file=name,
                found=type(document.get(key)).__name__,
            )
    if document["decision"].get("outcome") not in OUTCOMES:
        raise SourceError(
            "expected an outcome in the record {file}, found {found!r}",
            file=name,
            found=document["decision"].get("outcome"),
        )
    return document


def question_of(document: dict[str, Any]) -> Question:
    """The question a record holds, with its editions pinned; raises `SourceError` where it is not whole."""
    asked = document["asked"]
    _check(asked, "question", _ASKED)
    for key in ("editions", "codes", "cautions"):
        _check(dict(enumerate(asked[key])), key, dict.fromkeys(range(len(asked[key])), (str,)))
    for fact in asked["facts"]:
        _check(fact if isinstance(fact, dict) else {}, "fact", {"name": (str,), "value": (str,)})
    lists: dict[str, Any] = {key: tuple(asked[key]) for key in ("editions", "codes", "cautions")}
    facts = tuple((fact["name"], fact["value"]) for fact in asked["facts"])
    others = {key: asked[key] for key in _ASKED if key not in lists and key != "facts"}
    return Question(facts=facts, **lists, **others)


def decision_of(document: dict[str, Any]) -> Decision:
    """The decision a record holds; raises `SourceError` where it is not whole."""
    decision = document["decision"]
    keys = [attribute.name for attribute in fields(Decision)]
    _check(decision, "decision", dict.fromkeys(keys, (str,)))
    return Decision(**{key: decision[key] for key in keys})


_ASKED: dict[Any, tuple[type, ...]] = {
    "text": (str,),
    "article": (str,),
    "facts": (list,),
    "editions": (list,),
    "codes": (list,),
    "top": (int,),
    "language": (str, type(None)),
    "assume_goods": (bool,),
    "as_of": (str, type(None)),
    "as_of_exact": (bool,),
    "cautions": (list,),
}


def _check(found: dict[Any, Any], what: str, kinds: dict[Any, tuple[type, ...]]) -> None:
    """Raise `SourceError` where a value is missing or of another type than it was written with."""
    for key, kind in kinds.items():
        if key not in found:
            raise SourceError("expected a whole {part} in a record, found it without {key!r}", part=what, key=key)
        if not isinstance(found[key], kind) or (kind == (int,) and isinstance(found[key], bool)):
            raise SourceError(
                "expected {key!r} of the {part} in a record as it was written, found {found!r:.60}",
                key=key,
                part=what,
                found=found[key],
            )


@frozen
class Difference:
    """One place (`match.candidates[0].score`) with what stood there and what stands there now."""

    place: str
    before: Any
    after: Any


ABSENT = None


def differences(before: Any, after: Any, place: str = "") -> Iterator[Difference]:
    """The places where two JSON documents differ.

    >>> [d.place for d in differences({"a": [1, 2], "b": 1}, {"a": [1, 3], "c": 1})]
    ['a[1]', 'b', 'c']
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            inner = f"{place}.{key}" if place else str(key)
            yield from differences(before.get(key, ABSENT), after.get(key, ABSENT), inner)
    elif isinstance(before, list) and isinstance(after, list):
        for at in range(max(len(before), len(after))):
            left = before[at] if at < len(before) else ABSENT
            right = after[at] if at < len(after) else ABSENT
            yield from differences(left, right, f"{place}[{at}]")
    elif before != after:
        yield Difference(place, before, after)


def as_kept(kept: Any, now: Any) -> Any:
    """What the program gives now, without the keys that the kept document does not have.

    >>> as_kept({"a": [{"b": 1}]}, {"a": [{"b": 2, "later": 3}, {"b": 4}], "later": 5})
    {'a': [{'b': 2}, {'b': 4}]}
    """
    if isinstance(kept, dict) and isinstance(now, dict):
        return {key: as_kept(kept[key], value) for key, value in now.items() if key in kept}
    if isinstance(kept, list) and isinstance(now, list):
        # What is new in a list has no partner; the ones before it tell which keys were kept.
        return [as_kept(kept[min(at, len(kept) - 1)], value) if kept else value for at, value in enumerate(now)]
    return now


def added_keys(kept: Any, now: Any, place: str = "") -> Iterator[str]:
    """The places of the keys that `as_kept` leaves out, one for all items of a list.

    >>> list(dict.fromkeys(added_keys({"a": [{}, {}]}, {"a": [{"b": 1}, {"b": 2}], "c": 3})))
    ['a[].b', 'c']
    """
    if isinstance(kept, dict) and isinstance(now, dict):
        for key, value in now.items():
            inner = f"{place}.{key}" if place else str(key)
            if key in kept:
                yield from added_keys(kept[key], value, inner)
            else:
                yield inner
    elif isinstance(kept, list) and isinstance(now, list):
        for before, after in zip(kept, now, strict=False):
            yield from added_keys(before, after, f"{place}[]")


@frozen
class Checked:
    """What became of one edition a record rests on.

    `now` is the edition that answers now, `exact` whether it is the one in force on the date asked for. `touched` is
    None where it is the same edition; then `same` says whether its text is still what the record was made on.
    """

    was: EditionUsed
    now: EditionAddress
    same: bool
    touched: Touched | None = None
    exact: bool = True

    @property
    def stands(self) -> bool:
        """Whether nothing needs to be looked at again; where the text in force has not been seen, nobody can tell."""
        unchanged = self.same if self.touched is None else self.touched.outcome == "not touched"
        return unchanged and self.exact


def check(
    question: Question,
    decision: Decision,
    was: EditionUsed,
    now: EditionAddress,
    checksum: str,
    impact: Callable[[EditionAddress, EditionAddress], Impact],
    *,
    exact: bool = True,
) -> Checked:
    """Hold a record against the edition that answers now; `impact` gives the changes between two editions."""
    old = EditionAddress(was.list, was.edition)
    if old == now:
        return Checked(was, now, was.checksum == checksum, exact=exact)
    classification = decision.code if decision.list == was.list else ""
    goods = Goods(1, question.article, question.text, classification, question.facts)
    return Checked(was, now, False, impact(old, now).judge(goods), exact)


def editions_used(document: Mapping[str, object]) -> tuple[EditionUsed, ...]:
    """The editions a record's document names."""
    rows = document["editions"]
    assert isinstance(rows, list)
    return tuple(EditionUsed(**row) for row in rows)


# In the forms of others

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
    creation, moment = "_:creation", f"{decision['on']}T00:00:00Z"
    asked, program = document["asked"], document["program"]

    def element(kind: str, place: str, /, **fields: Any) -> dict[str, Any]:
        return {"type": kind, "spdxId": f"{base}{place}", "creationInfo": creation, **fields}

    graph: list[dict[str, Any]] = [
        {
            "type": "CreationInfo", "@id": creation, "specVersion": "3.1.0", "created": moment,
            "createdBy": [f"{base}assessor"], "createdUsing": [f"{base}tool"],
        },
        element("Person", "assessor", name=decision["by"]),
        element("Tool", "tool", name=f"{program['name']} {program['version']}"),
        element("Organization", "maker", name="not told"),
        element(
            "hardware_PhysicalHardware", "goods", hardware_productAgent=f"{base}maker",
            hardware_partNumber=asked["article"] or "not told", name=asked["article"] or asked["text"][:80],
            description=asked["text"],
        ),
    ]  # fmt: skip
    results = []
    for number, edition in enumerate(_specifications(document), 1):
        address = f"{edition['list']}@{edition['edition']}"
        # A specification has one at least in the model; there is no kind of identifier for acts.
        identifier = {"type": "ExternalIdentifier", "externalIdentifierType": "other"}
        graph.append(
            element(
                "Specification",
                f"specification-{number}",
                name=f"{address} ({edition['act']})" if edition["act"] else address,
                externalIdentifier=[{**identifier, "identifier": edition["act"] or address}],
                comment=f"wording: {edition['wording']}; sha256 of the text used: {edition['checksum']}",
            )
        )
        results.append(f"_:result-{number}")
        graph.append(
            {
                "type": "operations_ExportControlClassification",
                "@id": results[-1],
                "operations_exportingCountry": country,
                "operations_exportControlSpecification": f"{base}specification-{number}",
                "operations_exportClassification": decision["code"] or NOT_LISTED,
                "comment": decision["reason"],
            }
        )
    graph.append(
        element(
            "operations_ExportControlClassificationAssessment",
            "assessment",
            name=f"export control classification of {asked['article'] or 'the goods described'}",
            operations_assessor=f"{base}assessor",
            operations_assessedElement=f"{base}goods",
            operations_assessmentResult=results,
            operations_assessmentTime=moment,
            comment="; ".join(document["cautions"]),
        )
    )
    elements = [str(e["spdxId"]) for e in graph if "spdxId" in e]
    profiles = ["core", "hardware", "operations"]
    root = [f"{base}assessment"]
    graph.append(element("SpdxDocument", "document", profileConformance=profiles, rootElement=root, element=elements))
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
