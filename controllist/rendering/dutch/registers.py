"""Tables of articles: what a batch counts and says of rows."""

from __future__ import annotations

LABELS = {
    "without candidate": "zonder kandidaat",
    "rows": "rijen",
    "with candidates": "met kandidaten",
    "of them no more than hints": "daarvan niet meer dan een aanwijzing",
    "doubtful": "twijfelachtig",
    "most frequent": "meest voorkomend",
    "own classification": "eigen indeling",
    "found": "teruggevonden",
    "same entry, other item": "dezelfde post, ander onderdeel",
    "not found": "niet teruggevonden",
    "columns": "kolommen",
    "no column for": "geen kolom voor",
    "classification": "indeling",
    "no number of these lists": "geen nummer van deze lijsten",
    "editions": "uitgaven",
    "the column controllist_problem tells each": "de kolom controllist_problem noemt ze alle",
    "original cells begin like a formula (= + - @)": "oorspronkelijke cellen beginnen als een formule (= + - @)",
    "neutralised": "onschadelijk gemaakt",
    "left as they were; --safe-cells neutralises them": "gelaten zoals ze waren; --safe-cells maakt ze onschadelijk",
    "no description": "geen omschrijving",
    "bytes that are no text": "bytes die geen tekst zijn",
    "a null character": "een nulteken",
}

SENTENCES = (
    ("a description of more than {number} characters", "een omschrijving van meer dan {} tekens"),
    ("no candidate found in these editions; that is no statement that no licence is needed",
     "geen kandidaat gevonden in deze uitgaven; dat zegt niet dat er geen vergunning nodig is"),
    ("the best candidate explains a small part of the description: take it as a hint",
     "de beste kandidaat verklaart een klein deel van de omschrijving: niet meer dan een aanwijzing"),
    ("its own number is not among the candidates: look at both",
     "het eigen nummer is geen van de kandidaten: bekijk beide"),
    ("{number} cells under {number} column names", "{} cellen onder {} kolomnamen"),
    ("a quotation mark is not closed", "een aanhalingsteken is niet gesloten"),
    ("no JSON object", "geen JSON-object"),
    ("only the sheet {} is read, not {}", "alleen het blad {} is gelezen, niet {}"),
    ("the program failed on this row ({}: {}); please report it",
     "het programma faalde op deze rij ({}: {}); meld dit alstublieft"),
    ("{} is kept; --resume goes on from there", "{} is bewaard; --resume gaat daar verder"),
)  # fmt: skip
