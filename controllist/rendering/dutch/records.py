"""Classification records."""

from __future__ import annotations

LABELS = {
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
}

SENTENCES = (
    ("written: {}", "geschreven: {}"),
    ("recorded in {}", "vastgelegd in {}"),
    ("saved in {}", "bewaard in {}"),
    ("{}: the same, byte for byte", "{}: hetzelfde, byte voor byte"),
    ("{}: the same in every key it has; this program writes besides: {}",
     "{}: hetzelfde in elke sleutel die het heeft; dit programma schrijft daarnaast: {}"),
    ("{}: {number} places differ", "{}: {} plaatsen verschillen"),
    ("{}: the same, spelt otherwise", "{}: hetzelfde, anders gespeld"),
    ("{}: {edition}: stands", "{}: {}: staat nog"),
    ("{}: {edition}: open, since the text in force on that day is not at hand",
     "{}: {}: open, want de tekst die die dag van kracht is, is niet aanwezig"),
    ("open, since the text in force on that day is not at hand",
     "open, want de tekst die die dag van kracht is, is niet aanwezig"),
    ("{}: {edition}: the text of this edition is not the one the record was made on",
     "{}: {}: de tekst van deze uitgave is niet die waarop het dossier berust"),
    ("{}: {edition} → {edition}: {label}: {said}; decided by {}; {said}", "{}: {} → {}: {}: {}; beslist door {}; {}"),
    ("{}: {edition} → {edition}: {label}: {said}; decided by {}", "{}: {} → {}: {}: {}; beslist door {}"),
    ("{}: {edition} → {edition}: {label}: {said}", "{}: {} → {}: {}: {}"),
)  # fmt: skip
