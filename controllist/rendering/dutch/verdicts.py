"""Verdicts and the facts they rest on."""

from __future__ import annotations

LABELS = {
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
}

SENTENCES = (
    # why a figure or words are met or not
    # what must be said of a verdict
    ("editions of {list} known but not at hand: {}", "van {} bekende maar niet aanwezige uitgaven: {}"),
    # the walk through the questions
    ("answer with a value, yes, no, don't know, back or why; an empty line ends",
     "antwoord met een waarde, ja, nee, weet niet, terug of waarom; een lege regel beëindigt de vragen"),
)  # fmt: skip
