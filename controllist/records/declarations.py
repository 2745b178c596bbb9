"""A declaration that goods are, or are not, listed: to be filled in and signed by who decided; Dutch and English.

It says what was looked at and on which editions. It never says that no licence is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from controllist.errors import MisuseError
from controllist.records.exports import record_number

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
