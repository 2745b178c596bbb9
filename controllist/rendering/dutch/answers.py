"""What every answer says of its editions, of what was searched, and of what these lists do not cover."""

# ruff: noqa: E501

from __future__ import annotations

SENTENCES = (
    ("not covered: {said}", "niet bestreken: {}"),
    (
        "candidates from {}; whether goods fall under one is for its text and figures to decide",
        "kandidaten uit {}; of goederen eronder vallen, beslissen tekst en getallen van de post",
    ),
    (
        "no candidate found in {}; that is no statement that no licence is needed",
        "geen kandidaat gevonden in {}; dat zegt niet dat er geen vergunning nodig is",
    ),
    (
        "the best candidate explains a small part of the description (score {}): take it as a hint",
        "de beste kandidaat verklaart een klein deel van de omschrijving (score {}): niet meer dan een aanwijzing",
    ),
    (
        "the description names {}: a code counts as a word here, and may stand in a provision that leaves it out; `show` tells what it covers",
        "de omschrijving noemt {}: een code telt hier als woord en kan in een post staan die hem uitzondert; `show` zegt wat eronder valt",
    ),
    ("not searched: {}", "niet doorzocht: {}"),
    ("{edition} answers in its official wording", "{} antwoordt met de officiële tekst"),
    ("{edition} answers in the official wording of {}", "{} antwoordt met de officiële tekst van {}"),
    (
        "{edition} was added by the user: nothing here checks that {} is the text of the law",
        "{} is door de gebruiker toegevoegd: niets hier controleert of {} de wettekst is",
    ),
    (
        "{list}: answered with {date}, the newest edition at hand{said}",
        "{}: beantwoord met {}, de nieuwste aanwezige uitgave{}",
    ),
    (
        "; later editions are known and not at hand: {dates}{said}",
        "; latere uitgaven zijn bekend en niet aanwezig: {}{}",
    ),
    ("; {date}: {said}; announced: {act}, {said}", "; {}: {}; aangekondigd: {}, {}"),
    ("; {date}: {said}", "; {}: {}"),
    ("; announced: {act}, {said}", "; aangekondigd: {}, {}"),
    (
        "what {list} said on {date} is not known for certain: {said}; this answer rests on the edition of {date}",
        "wat {} op {} zei, is niet zeker: {}; dit antwoord berust op de uitgave van {}",
    ),
    (
        "on {date} the edition of {date}{opt} of {list} was in force; its text is not at hand, so this answer rests on the edition of {date}; `controllist fetch {edition}` or `controllist add FILE --list {list} --edition {date}` brings the right one",
        "op {} was de uitgave van {}{} van {} van kracht; de tekst daarvan is niet aanwezig, dus berust dit antwoord op de uitgave van {}; `controllist fetch {}` of `controllist add FILE --list {} --edition {}` brengt de juiste",
    ),
    (
        "the text of {list} of {dates} is not at hand; a change is told at the next edition that is",
        "de tekst van {} van {} is niet aanwezig; een wijziging staat bij de volgende uitgave die er is",
    ),
    (
        "{number} editions of {list} lie between these two ({dates}); each change is told once, whichever of them made it",
        "tussen deze twee liggen {} uitgaven van {} ({}); elke wijziging staat er één keer, van welke zij ook komt",
    ),
    ("an edition of {list} is announced: {act}, {said}", "er is een uitgave van {} aangekondigd: {}, {}"),
    ("{edition} is read as it was known on {date}", "{} is gelezen zoals hij op {} bekend was"),
    ("{date}  {place} → {place} ({label}): {said} [{label}]", "{}  {} → {} ({}): {} [{}]"),
    ("{date}  {place} → no other list ({label}): {said} [{label}]", "{}  {} → geen andere lijst ({}): {} [{}]"),
)
