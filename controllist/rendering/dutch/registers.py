"""Tables of articles: what a batch counts and says of rows."""

from __future__ import annotations

LABELS = {
    "rows": "rijen",
    "with candidates": "met kandidaten",
    "of them no more than hints": "daarvan niet meer dan een aanwijzing",
    "doubtful": "twijfelachtig",
    "most frequent": "meest voorkomend",
    "own classification": "eigen indeling",
    "found": "teruggevonden",
    "same entry, other item": "dezelfde post, ander onderdeel",
    "not found": "niet teruggevonden",
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
    ("{number} cells under {number} column names", "{} cellen onder {} kolomnamen"),
    ("a quotation mark is not closed", "een aanhalingsteken is niet gesloten"),
    ("no JSON object", "geen JSON-object"),
    ("only the sheet {} is read, not {}", "alleen het blad {} is gelezen, niet {}"),
    ("the program failed on this row ({}: {}); please report it",
     "het programma faalde op deze rij ({}: {}); meld dit alstublieft"),
    ("{} is kept; --resume goes on from there", "{} is bewaard; --resume gaat daar verder"),
)  # fmt: skip
