"""Candidates for a description and the evidence for them."""

from __future__ import annotations

LABELS = {
    "no candidate found for": "geen kandidaat gevonden voor",
    "nearest score": "dichtstbijzijnde score",
    "in the vocabulary as ordinary goods": "in de woordenlijst als gewone goederen",
    "known neither to these lists nor to the vocabulary": "onbekend in deze lijsten en in de woordenlijst",
    "its words are known, but too few of them lead to one entry": "bekende woorden, maar te weinig voor één post",
    "the word": "het woord",
    "a form of the word": "een vorm van het woord",
    "goods of this entry are called so": "goederen van deze post heten zo",
    "a trade word": "een vakwoord",
    "an English word that goes with it": "een Engels woord dat erbij hoort",
    "a part of a trade word": "een deel van een vakwoord",
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
}

SENTENCES = (
    ("its words {} stand", "waar de woorden {} staan"),
    ("stands in {}, which takes out", "staat in {}, dat uitsluit"),
)  # fmt: skip
