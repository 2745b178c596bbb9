"""The labels of answers in English or Dutch; codes, keys of JSON and the words of provisions stay as they are.

>>> with speaking("nl"):
...     label("not met"), label("a label without a Dutch word")
('niet voldaan', 'a label without a Dutch word')
>>> label("not met")
'not met'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

DUTCH = {
    # verdicts
    "met": "voldaan",
    "not met": "niet voldaan",
    "unknown": "onbekend",
    "missing:": "ontbreekt:",
    "facts:": "feiten:",
    "all of": "alle van",
    "any of": "één van",
    "each of": "elk van",
    "of these, the text does not tell whether all or any": "hiervan; de tekst zegt niet of alle of één ervan",
    "more": "meer",
    "does not apply": "is niet van toepassing",
    "not specified there": "daar niet vermeld",
    "specified in": "vermeld in",
    "as a whole": "als geheel",
    "in its words": "naar zijn bewoording",
    "answered": "beantwoord",
    "not answered": "niet beantwoord",
    "not known": "niet bekend",
    "named in these words": "in deze woorden genoemd",
    "taken for granted: the goods are those named here": "aangenomen: het gaat om de hier genoemde goederen",
    "by the answers given": "volgens de gegeven antwoorden",
    "a text that decides has not been seen": "een beslissende tekst is niet gezien",
    "not in the list": "niet in de lijst",
    "Edition": "Uitgave",
    "asked as of": "gevraagd naar de stand op",
    "Act": "Rechtshandeling",
    "not told": "niet opgegeven",
    "Basis of the wording": "Grondslag van de bewoording",
    "Page": "Pagina",
    "Caution": "Voorbehoud",
    "fact": "feit",
    "value": "waarde",
    "Reasons": "Redenen",
    "Missing": "Ontbrekend",
    # editions and provisions
    "wording": "bewoording",
    "digest": "eigen samenvatting",
    "official": "officiële tekst",
    "our digest": "eigen samenvatting",
    "official wording of": "officiële tekst van",
    "to": "tot",
    "in": "in",
    "of": "van",
    "for": "voor",
    "remark": "opmerking",
    "not used": "niet gebruikt",
    "checked": "nagekeken",
    "secondary": "uit andere bronnen",
    "inferred": "afgeleid",
    "does not cover": "omvat niet",
    "covers too": "omvat ook",
    "note": "noot",
    "technical note": "technische noot",
    "see also": "zie ook",
    "means": "betekent",
    "between lists": "tussen lijsten",
    "not there": "niet aanwezig",
    "corrected": "gerectificeerd",
    "entries": "posten",
    "provisions": "bepalingen",
    "at hand": "aanwezig",
    "known": "bekend",
    "announced": "aangekondigd",
    "not covered": "niet bestreken",
    "text not shipped": "tekst niet meegeleverd",
    # matches
    "no candidate found for": "geen kandidaat gevonden voor",
    "nearest score": "dichtstbijzijnde score",
    "the word": "het woord",
    "a form of the word": "een vorm van het woord",
    "a trade word": "een vakwoord",
    "an English word that goes with it": "een Engels woord dat erbij hoort",
    "said of other goods too": "ook gezegd van andere goederen",
    "a weak sign": "een zwak teken",
    "in full only for military use": "ten volle alleen bij militair gebruik",
    "a part of the word": "een deel van het woord",
    "a like spelling": "een gelijkende spelling",
    "the CAS number": "het CAS-nummer",
    "the figure": "het getal",
    "figures given meet it": "de gegeven getallen voldoen eraan",
    "figures given do not meet it": "de gegeven getallen voldoen er niet aan",
    "figures missing": "getallen ontbreken",
    "code": "code",
    "edition": "uitgave",
    "score": "score",
    "what it is": "wat het is",
    "rank": "rang",
    "Cautions": "Voorbehouden",
    "none": "geen",
    "No candidate found": "Geen kandidaat gevonden",
    "a figure that speaks against it": "een getal dat ertegen spreekt",
    "as": "als",
    "on the site": "op de site",
    # changes
    "wider": "ruimer",
    "narrower": "nauwer",
    "same reach": "zelfde reikwijdte",
    "direction undecided": "richting onbeslist",
    "neutral": "zelfde reikwijdte",
    "undecided": "onbeslist",
    "net": "per saldo",
    "reach unchanged": "reikwijdte ongewijzigd",
    "direction undecided as a whole": "richting als geheel onbeslist",
    "no change": "geen wijziging",
    "change": "wijziging",
    "changes": "wijzigingen",
    "substantive": "inhoudelijk",
    "editorial": "redactioneel",
    "editorial only": "alleen redactioneel",
    "Corrected with effect from the start": "Gerectificeerd met werking vanaf het begin",
    "Amendments": "Wijzigingen",
    "Side by side": "Naast elkaar",
    "Side by side on the site": "Naast elkaar op de site",
    "Substantive changes by category": "Inhoudelijke wijzigingen per categorie",
    "Substantive changes by direction": "Inhoudelijke wijzigingen naar richting",
    "category": "categorie",
    "definitions": "definities",
    "basis": "grondslag",
    "touches": "raakt",
    "place": "plaats",
    "effect": "gevolg",
    "before": "vóór",
    "added": "toegevoegd",
    "removed": "vervallen",
    "moved": "verplaatst",
    "renumbered": "vernummerd",
    "text": "tekst",
    "threshold": "drempelwaarde",
    "requirement": "samenhang van de voorwaarden",
    "note-added": "noot toegevoegd",
    "note-removed": "noot vervallen",
    "note-changed": "noot gewijzigd",
    "definition": "definitie",
    "status": "status",
    # batch
    "rows": "rijen",
    "with candidates": "met kandidaten",
    "of them no more than hints": "daarvan niet meer dan een aanwijzing",
    "doubtful": "twijfelachtig",
    "most frequent": "meest voorkomend",
    "own classification": "eigen indeling",
    "found": "teruggevonden",
    "not found": "niet teruggevonden",
    "editions": "uitgaven",
    "the column controllist_problem tells each": "de kolom controllist_problem noemt ze alle",
    "original cells begin like a formula (= + - @)": "oorspronkelijke cellen beginnen als een formule (= + - @)",
    "neutralised": "onschadelijk gemaakt",
    "left as they were; --safe-cells neutralises them": "gelaten zoals ze waren; --safe-cells maakt ze onschadelijk",
    "no description": "geen omschrijving",
    "bytes that are no text": "bytes die geen tekst zijn",
    "a null character": "een nulteken",
    # records
    "Record": "Dossier",
    "listed under": "vermeld onder",
    "not listed": "niet vermeld",
    "not decided yet": "nog niet beslist",
    "Decided by": "Beslist door",
    "on": "op",
    "Reason": "Reden",
    "the entry decided on is none of the candidates": "de post van de beslissing is geen van de kandidaten",
    "Goods": "Goederen",
    "Article": "Artikel",
    "Description": "Omschrijving",
    "Editions": "Uitgaven",
    "act not told": "rechtshandeling niet opgegeven",
    "Asked as of": "Gevraagd naar de stand op",
    "in force on that day": "die dag van kracht",
    "not the edition in force on that day": "niet de uitgave die die dag van kracht was",
    "Candidates": "Kandidaten",
    "list": "lijst",
    "words": "woorden",
    "None found in these editions.": "In deze uitgaven is er geen gevonden.",
    "Made with": "Gemaakt met",
    "nothing": "niets",
    # impact
    "Articles by outcome": "Artikelen naar uitkomst",
    "Where the touched articles sit": "Waar de geraakte artikelen staan",
    "newly controlled": "nieuw onder controle",
    "look again": "opnieuw bekijken",
    "number changed": "nummer gewijzigd",
    "no longer controlled": "niet meer onder controle",
    "not touched": "niet geraakt",
    "articles": "artikelen",
    "decided by": "beslist door",
    "row": "rij",
    "article": "artikel",
    "description": "omschrijving",
    "number": "nummer",
    "after": "daarna",
    "why": "waarom",
    "outcome": "uitkomst",
}
SENTENCES = (
    # what every answer says: `{}` stands for what it names
    ("not met here does not mean that no licence is needed: other entries, lists and Articles 4, 5, 9 and 10 "
     "may apply",
     "hier niet voldaan betekent niet dat er geen vergunning nodig is: andere posten, lijsten en de artikelen "
     "4, 5, 9 en 10 (vangnet, catch-all) kunnen gelden"),
    ("goods on no list can still need a licence: Articles 4, 5, 9 and 10 of Regulation (EU) 2021/821 (weapons "
     "of mass destruction, military end use, cyber-surveillance, national lists of member states)",
     "ook voor goederen op geen enkele lijst kan een vergunning nodig zijn: artikelen 4, 5, 9 en 10 van "
     "Verordening (EU) 2021/821 (vangnet of catch-all: massavernietigingswapens, militair eindgebruik, "
     "cybersurveillance, nationale lijsten van lidstaten)"),
    ("not covered: sanctions, embargoes such as Regulation (EU) No 833/2014, further national lists, Annex IV "
     "(transfers inside the EU) and customs codes",
     "niet bestreken: sancties, embargo's zoals Verordening (EU) nr. 833/2014, verdere nationale lijsten, "
     "bijlage IV (overbrengingen binnen de EU) en douanecodes"),
    ("the description speaks of a military use: goods designed or modified for it may fall under the military "
     "list, and Article 4(1)(b) of Regulation (EU) 2021/821 may apply in a country under an arms embargo",
     "de omschrijving noemt militair gebruik: goederen die daarvoor ontworpen of aangepast zijn, kunnen onder "
     "de militaire lijst vallen, en artikel 4, lid 1, onder b), van Verordening (EU) 2021/821 kan gelden voor "
     "een land onder een wapenembargo"),
    ("candidates from {}; whether goods fall under one is for its text and figures to decide",
     "kandidaten uit {}; of goederen eronder vallen, beslissen tekst en getallen van de post"),
    ("no candidate found in {}; that is no statement that no licence is needed",
     "geen kandidaat gevonden in {}; dat zegt niet dat er geen vergunning nodig is"),
    ("the best candidate explains a small part of the description (score {}): take it as a hint",
     "de beste kandidaat verklaart een klein deel van de omschrijving (score {}): niet meer dan een aanwijzing"),
    ("not searched: {}", "niet doorzocht: {}"),
    ("{} answers in its official wording", "{} antwoordt met de officiële tekst"),
    ("{} answers in the official wording of {}", "{} antwoordt met de officiële tekst van {}"),
    ("{}: answered with {}, the newest edition at hand; later editions are known and not at hand: {}",
     "{}: beantwoord met {}, de nieuwste aanwezige uitgave; latere uitgaven zijn bekend en niet aanwezig: {}"),
    ("{}: answered with {}, the newest edition at hand; {}",
     "{}: beantwoord met {}, de nieuwste aanwezige uitgave; {}"),
    ("{}: answered with {}, the newest edition at hand", "{}: beantwoord met {}, de nieuwste aanwezige uitgave"),
    ("an article that is not touched may still be listed or need a licence: only what changed between these two "
     "editions was looked at",
     "een artikel dat niet geraakt is, kan toch op een lijst staan of een vergunning nodig hebben: alleen wat "
     "tussen deze twee uitgaven veranderde, is bekeken"),
    ("the goods are taken for those that the headings name",
     "aangenomen is dat het om de goederen van de opschriften gaat"),
    ("the verdict rests on {} wording: {}", "het oordeel berust op bewoording met grondslag {}: {}"),
    ("not asked for by {}: {}", "niet gevraagd door {}: {}"),
    ("editions of {} known but not at hand: {}", "van {} bekende maar niet aanwezige uitgaven: {}"),
    # why
    # Before the shorter sentence that it would be taken for.
    ("by the facts given {} is not met; other parts of {}, which is new, are open",
     "volgens de gegeven feiten is aan {} niet voldaan; andere delen van {}, dat nieuw is, staan open"),
    ("{} is not {}", "{} is niet {}"),
    ("missing: {}", "ontbreekt: {}"),
    ("nothing changed at {}", "niets gewijzigd bij {}"),
    ("{} got wider; it stays controlled", "{} werd ruimer; het blijft onder controle"),
    ("{} is {} now", "{} is nu {}"),
    ("by the facts given {} is no longer met", "volgens de gegeven feiten is aan {} niet meer voldaan"),
    ("by the facts given {} is met after the change too",
     "volgens de gegeven feiten is ook na de wijziging aan {} voldaan"),
    ("{} is met, before the change too", "aan {} is voldaan, ook al vóór de wijziging"),
    ("nothing that got wider speaks of it", "niets van wat ruimer werd, betreft het"),
    ("the description fits {}, which is wider ({})", "de omschrijving past bij {}, dat ruimer werd ({})"),
    ("the description fits {}, which is new", "de omschrijving past bij {}, dat nieuw is"),
    ("the description fits {}, of which {} is wider ({})", "de omschrijving past bij {}, waarvan {} ruimer werd ({})"),
    ("the description fits {}, of which {} is new", "de omschrijving past bij {}, waarvan {} nieuw is"),
    ("by its description and the facts given {} is met since the change; it is new",
     "volgens de omschrijving en de gegeven feiten is sinds de wijziging aan {} voldaan; dat is nieuw"),
    ("{} got narrower: {}, and {} more", "{} werd enger: {}, en nog {}"),
    ("{} got narrower: {}", "{} werd enger: {}"),
    ("{} changed, same reach: {}, and {} more", "{} is gewijzigd, zelfde bereik: {}, en nog {}"),
    ("{} changed, same reach: {}", "{} is gewijzigd, zelfde bereik: {}"),
    ("{} changed, direction undecided: {}, and {} more", "{} is gewijzigd, richting onbeslist: {}, en nog {}"),
    ("{} changed, direction undecided: {}", "{} is gewijzigd, richting onbeslist: {}"),
    ("the description fits {}, which changed, direction undecided ({})",
     "de omschrijving past bij {}, dat gewijzigd is, richting onbeslist ({})"),
    ("the description fits {}, of which {} changed, direction undecided ({})",
     "de omschrijving past bij {}, waarvan {} gewijzigd is, richting onbeslist ({})"),
    ("{} is gone; whether another number takes it in is to be looked at",
     "{} is vervallen; of een ander nummer het opneemt, moet bekeken worden"),
    ("the row could not be read: {}", "de rij was niet te lezen: {}"),
    ("a description of more than {} characters", "een omschrijving van meer dan {} tekens"),
    ("{} cells under {} column names", "{} cellen onder {} kolomnamen"),
    # labels with a number or a place in them
    ("with {} below it", "met {} eronder"),
    (" and {} more", " en nog {}"),
    ("its words {} stand", "waar de woorden {} staan"),
    ("stands in {}, which takes out", "staat in {}, dat uitsluit"),
    ("  … and {} more; --ask asks the ones that decide, --format json has all",
     "  … en nog {}; --ask vraagt naar de beslissende, --format json heeft ze alle"),
)  # fmt: skip
"""Sentences that answers say, with their Dutch; the words of provisions and remarks of the lists stay as they are."""

_language: ContextVar[str] = ContextVar("output_language", default="en")


def label(words: str) -> str:
    """A label in the language of the output."""
    return DUTCH.get(words, words) if _language.get() == "nl" else words


def in_dutch(words: str) -> str:
    """A label in Dutch, whatever the language of the output."""
    return DUTCH.get(words, words)


def told(sentence: str) -> str:
    """A sentence in the language of the output; as it came where it has no Dutch.

    >>> with speaking("nl"):
    ...     told("1.6 nm is not ≤ 1.50 nm"), told("a remark of a list")
    ('1.6 nm is niet ≤ 1.50 nm', 'a remark of a list')
    """
    if _language.get() != "nl":
        return sentence
    if sentence in DUTCH:
        return DUTCH[sentence]
    for pattern, dutch in _patterns():
        if found := pattern.fullmatch(sentence):
            return dutch.format(*(DUTCH.get(words, words) for words in found.groups()))
    return sentence


@lru_cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.escape(english).replace(r"\{\}", "(.+?)"), re.S), dutch) for english, dutch in SENTENCES
    )


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Labels in this language within the block; other threads keep theirs."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)
