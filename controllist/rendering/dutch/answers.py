"""What every answer says of its editions, of what was searched, and of what these lists do not cover."""

from __future__ import annotations

SENTENCES = (
    ("goods on no list can still need a licence: Articles 4, 5, 9 and 10 of Regulation (EU) 2021/821 (weapons "
     "of mass destruction, military end use, cyber-surveillance, national lists of member states)",
     "ook voor goederen op geen enkele lijst kan een vergunning nodig zijn: artikelen 4, 5, 9 en 10 van "
     "Verordening (EU) 2021/821 (vangnet of catch-all: massavernietigingswapens, militair eindgebruik, "
     "cybersurveillance, nationale lijsten van lidstaten)"),
    ("not covered: sanctions, embargoes such as Regulation (EU) No 833/2014, further national lists, Annex IV "
     "(transfers inside the EU) and customs codes",
     "niet bestreken: sancties, embargo's zoals Verordening (EU) nr. 833/2014, verdere nationale lijsten, "
     "bijlage IV (overbrengingen binnen de EU) en douanecodes"),
    ("not covered: {said}", "niet bestreken: {}"),
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
    ("what speaks for the best candidate are words that other goods go by as well: tell more of the goods "
     "(material, size, use)",
     "voor de beste kandidaat spreken alleen woorden die ook van andere goederen gezegd worden: vertel meer over de "
     "goederen (materiaal, maat, gebruik)"),
    ("the description names {}: a code counts as a word here, and may stand in a provision that leaves it out; `show` "
     "tells what it covers",
     "de omschrijving noemt {}: een code telt hier als woord en kan in een post staan die hem uitzondert; `show` zegt "
     "wat eronder valt"),
    ("not searched: {}", "niet doorzocht: {}"),
    ("{edition} answers in its official wording", "{} antwoordt met de officiële tekst"),
    ("{edition} answers in the official wording of {}", "{} antwoordt met de officiële tekst van {}"),
    ("{edition} was added by the user: nothing here checks that {} is the text of the law",
     "{} is door de gebruiker toegevoegd: niets hier controleert of {} de wettekst is"),
    # the edition that answers: one line a list, its parts in this order
    ("{list}: answered with {date}, the newest edition at hand{said}",
     "{}: beantwoord met {}, de nieuwste aanwezige uitgave{}"),
    ("; later editions are known and not at hand: {dates}{said}",
     "; latere uitgaven zijn bekend en niet aanwezig: {}{}"),
    ("; {date}: {said}; announced: {act}, {said}", "; {}: {}; aangekondigd: {}, {}"),
    ("; {date}: {said}", "; {}: {}"),
    ("; announced: {act}, {said}", "; aangekondigd: {}, {}"),
    ("what {list} said on {date} is not known for certain: {said}; this answer rests on the edition of {date}",
     "wat {} op {} zei, is niet zeker: {}; dit antwoord berust op de uitgave van {}"),
    ("on {date} the edition of {date}{opt} of {list} was in force; its text is not at hand, so this answer rests on "
     "the edition of {date}; `controllist fetch {edition}` or `controllist add FILE --list {list} --edition {date}` "
     "brings the right one",
     "op {} was de uitgave van {}{} van {} van kracht; de tekst daarvan is niet aanwezig, dus berust dit antwoord op "
     "de uitgave van {}; `controllist fetch {}` of `controllist add FILE --list {} --edition {}` brengt de juiste"),
    # between editions
    ("the text of {list} of {dates} is not at hand; a change is told at the next edition that is",
     "de tekst van {} van {} is niet aanwezig; een wijziging staat bij de volgende uitgave die er is"),
    ("{number} editions of {list} lie between these two ({dates}); each change is told once, whichever of them "
     "made it",
     "tussen deze twee liggen {} uitgaven van {} ({}); elke wijziging staat er één keer, van welke zij ook komt"),
    ("an edition of {list} is announced: {act}, {said}", "er is een uitgave van {} aangekondigd: {}, {}"),
    ("{edition} is read as it was known on {date}", "{} is gelezen zoals hij op {} bekend was"),
    ("{date}  {place} → {place} ({label}): {said} [{label}]", "{}  {} → {} ({}): {} [{}]"),
    ("{date}  {place} → no other list ({label}): {said} [{label}]", "{}  {} → geen andere lijst ({}): {} [{}]"),
)  # fmt: skip
"""Words in braces tell what may stand there (`labels.HOLES`)."""
