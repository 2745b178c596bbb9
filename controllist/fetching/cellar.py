"""CELLAR, the store of the Publications Office: an address for each CELEX number, the form chosen by `Accept`.

The answers have meanings of their own: a redirect leads to the item, 300 lists the files of a Formex text in several
parts, 202 or an empty body say that it is still being produced, 404 and 406 that this form or language does not exist.
Where the best form is still being produced, the next best may be there.
The portal eur-lex.europa.eu cannot be used from a program (it asks a browser for a computation), so it is only named
as a link.
"""

from __future__ import annotations

import io
import json
import re
import urllib.parse
import zipfile

from attrs import frozen

from controllist.errors import SourceError
from controllist.fetching.transport import Answer, Fetched, Transport

FORMEX = ("application/zip;mtype=fmx4", "application/xml;type=fmx4")
FORMS = (*FORMEX, "application/xhtml+xml", "text/html", "application/zip", "application/pdf")
"""The forms asked for, best first: Formex keeps most, XHTML is there for almost every act."""
LANGUAGES = {"en": "eng", "nl": "nld", "de": "deu", "fr": "fra", "cs": "ces"}
PATIENCE = 5
"""How often a text that is still being produced is asked for again."""
MAX_PARTS = 200
_LINK = re.compile(rb"""<a\b[^>]*\bhref\s*=\s*["']([^"']+)["']|^(https?://\S+)\s*$""", re.IGNORECASE | re.MULTILINE)
JOURNAL_NUMBER = re.compile(r"([CL])/(20\d\d)/(\d{1,5})")
JOURNAL_ID = re.compile(r"JO[CL]_\d{4}_\d{1,4}_[A-Z]_\d{4}|[CL]_20\d{7}")
"""How the store names what the Official Journal printed: by issue until October 2023, act by act since."""
ELI = re.compile(r"(?:https?://data\.europa\.eu/)?(eli/[\w/.-]+)")
_CONSOLIDATED = re.compile(r"(0\d{4}[A-Z]\d{4})-(\d{4})(\d\d)(\d\d)")


@frozen
class Consolidation:
    """A consolidated text that exists: its CELEX number and its date."""

    celex: str
    date: str


def resource(host: str, number: str) -> str:
    """The address of an act by CELEX number, by its number or name in the Official Journal, or by ELI.

    Parentheses of a corrigendum's number are escaped. That of the C series is inferred from the L series.

    >>> resource("https://publications.europa.eu", "32099R0001R(01)")
    'https://publications.europa.eu/resource/celex/32099R0001R%2801%29'
    >>> resource("https://publications.europa.eu", "L/2099/7")
    'https://publications.europa.eu/resource/oj/L_209900007'
    >>> resource("https://data.europa.eu", "eli/reg/2099/7/oj")
    'https://data.europa.eu/eli/reg/2099/7/oj'
    """
    journal, eli = JOURNAL_NUMBER.fullmatch(number), ELI.fullmatch(number)
    if journal:
        number = f"{journal[1]}_{journal[2]}{int(journal[3]):05d}"
    if eli:
        return f"{host}/{eli[1]}"
    kind = "oj" if JOURNAL_ID.fullmatch(number) else "celex"
    return f"{host}/resource/{kind}/{urllib.parse.quote(number, safe='')}"


def _addresses(address: str, form: str, language: str) -> list[str]:
    """Where a form of a text is; the store has the Formex of the Official Journal under a name of its own as well."""
    if form in FORMEX and "/resource/oj/" in address:
        return [f"{address}.{language.upper()}.fmx4", address]
    return [address]


def portal(celex: str, language: str) -> str:
    """The page a person can open and save by hand."""
    quoted = urllib.parse.quote(celex, safe="")
    return f"https://eur-lex.europa.eu/legal-content/{language.upper()}/TXT/HTML/?uri=CELEX:{quoted}"


def fetch_celex(celex: str, transport: Transport, host: str, language: str = "en") -> Fetched:
    """An act or a consolidated text in the best form there is; raises `SourceError` where there is none."""
    address = resource(host, celex)
    spoken = LANGUAGES.get(language, language)
    waiting: SourceError | None = None
    for form in FORMS:
        headers = {"Accept": form, "Accept-Language": spoken}
        for place in _addresses(address, form, spoken):
            try:
                answer = _produced(place, headers, transport)
            except StillProducedError as error:
                waiting = waiting or error
                continue
            if answer is None:
                continue
            if answer.status == 300:
                answer = _parts(answer, transport, headers)
            return Fetched(celex, place, answer.address, answer.media_type, language, answer.body)
    raise waiting or SourceError(
        f"{celex}: expected a text in {language}, found none at {address}; where the portal has it, save "
        f"{portal(celex, language)} and use `controllist add`",
        celex=celex,
    )


class StillProducedError(SourceError):
    """A text that will be there later."""


def _produced(address: str, headers: dict[str, str], transport: Transport) -> Answer | None:
    """The answer with the text; None where this form or language does not exist."""
    for attempt in range(PATIENCE):
        answer = transport.get(address, headers)
        if answer.headers.get("x-amzn-waf-action"):
            raise SourceError(f"{address}: expected a text, found a check for browsers; save the page by hand instead")
        if answer.status in (404, 406, 410):
            return None
        if answer.status == 202 or (answer.status == 200 and not answer.body.strip()):
            asked = answer.headers.get("retry-after", "")
            transport.wait(min(float(asked), 30.0) if asked.isdigit() else transport.pause * 2**attempt)
            continue
        if answer.status in (200, 300):
            return answer
        raise SourceError(f"{address}: expected a text, found status {answer.status}", status=answer.status)
    raise StillProducedError(f"{address}: expected a text, found one that is still being produced; try again later")


def _parts(listing: Answer, transport: Transport, headers: dict[str, str]) -> Answer:
    """The files a 300 lists, as one zip package."""
    links = [
        urllib.parse.urljoin(listing.address, (m[1] or m[2]).decode("ascii", "replace"))
        for m in _LINK.finditer(listing.body)
    ]
    host = urllib.parse.urlsplit(listing.address).netloc
    chosen = list(dict.fromkeys(x for x in links if urllib.parse.urlsplit(x).netloc == host))[:MAX_PARTS]
    if not chosen:
        raise SourceError(f"{listing.address}: expected a list of files, found none")
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for number, link in enumerate(chosen, 1):
            part = _produced(link, headers, transport)
            if part is None or part.status != 200:
                raise SourceError(f"{link}: expected a part of {listing.address}, found none")
            name = urllib.parse.urlsplit(part.address).path.strip("/").replace("/", "_")
            # A fixed time, so that the same parts give the same bytes and a change can be told.
            package.writestr(zipfile.ZipInfo(f"{number:03d}_{name[-80:]}"), part.body)
    return Answer(200, {"content-type": "application/zip"}, kept.getvalue(), listing.address)


def newer_consolidations(base: str, after: str, transport: Transport, host: str) -> tuple[Consolidation, ...]:
    """The consolidated texts of an act (`32021R0821`) dated after a day, oldest first.

    They are asked of the store's query service and never guessed; raises `SourceError` where it does not answer.
    """
    query = (
        "PREFIX cdm: <http://publications.europa.eu/ontology/cdm#> SELECT DISTINCT ?celex WHERE { "
        "?text cdm:act_consolidated_consolidates_resource_legal ?act . ?act cdm:resource_legal_id_celex ?base . "
        f'?text cdm:resource_legal_id_celex ?celex . FILTER(STR(?base) = "{base}") }}'
    )
    asked = urllib.parse.urlencode({"query": query, "format": "application/sparql-results+json"})
    answer = transport.get(f"{host}/webapi/rdf/sparql?{asked}", {"Accept": "application/sparql-results+json"})
    if answer.status != 200:
        raise SourceError(f"{host}: expected the list of consolidations of {base}, found status {answer.status}")
    try:
        rows = json.loads(answer.body)["results"]["bindings"]
        numbers = {str(row["celex"]["value"]) for row in rows}
    except (ValueError, KeyError, TypeError):
        raise SourceError(f"{host}: expected the list of consolidations of {base}, found another answer") from None
    dated = [(m, f"{m[2]}-{m[3]}-{m[4]}") for n in numbers if (m := _CONSOLIDATED.fullmatch(n))]
    found = [Consolidation(m[0], day) for m, day in dated if day > after]
    return tuple(sorted(found, key=lambda c: c.date))
