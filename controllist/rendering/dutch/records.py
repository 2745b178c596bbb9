"""Classification records."""

from __future__ import annotations

SENTENCES = (
    ("written: {}", "geschreven: {}"),
    ("recorded in {}", "vastgelegd in {}"),
    ("saved in {}", "bewaard in {}"),
    ("{}: the same, byte for byte", "{}: hetzelfde, byte voor byte"),
    (
        "{}: the same in every key it has; this program writes besides: {}",
        "{}: hetzelfde in elke sleutel die het heeft; dit programma schrijft daarnaast: {}",
    ),
    ("{}: {number} places differ", "{}: {} plaatsen verschillen"),
    ("{}: the same, spelt otherwise", "{}: hetzelfde, anders gespeld"),
    ("{}: {edition}: stands", "{}: {}: staat nog"),
    (
        "{}: {edition}: open, since the text in force on that day is not at hand",
        "{}: {}: open, want de tekst die die dag van kracht is, is niet aanwezig",
    ),
    (
        "{}: {edition}: the text of this edition is not the one the record was made on",
        "{}: {}: de tekst van deze uitgave is niet die waarop het dossier berust",
    ),
    ("{}: {edition} → {edition}: {label}: {said}; decided by {}; {said}", "{}: {} → {}: {}: {}; beslist door {}; {}"),
    ("{}: {edition} → {edition}: {label}: {said}; decided by {}", "{}: {} → {}: {}: {}; beslist door {}"),
    ("{}: {edition} → {edition}: {label}: {said}", "{}: {} → {}: {}: {}"),
)
