"""Editions, provisions and how sure their words are."""

# ruff: noqa: E501

from __future__ import annotations

SENTENCES: tuple[tuple[str, str], ...] = (
    ("{edition}: {number} entries, {said}, kept in {}", "{}: {} posten, {}, bewaard in {}"),
    ("{edition}: {number} entries, {said}, from {}", "{}: {} posten, {}, van {}"),
    ("{number} problem", "{} probleem"),
    ("{number} problems", "{} problemen"),
    ("{number} problem, {said}", "{} probleem, {}"),
    ("{number} problems, {said}", "{} problemen, {}"),
    ("{number} doubtful reading", "{} twijfelachtige lezing"),
    ("{number} doubtful readings", "{} twijfelachtige lezingen"),
    ("it answers as official wording from now on; nothing here checks that {} is the text of the law", "vanaf nu antwoordt het als officiële tekst; niets hier controleert of {} de wettekst is"),
    ("it answers in place of the shipped digest of that date, and has {number} of the digest's {number} entries; `{}` brings the digest back", "het antwoordt in plaats van de meegeleverde samenvatting van die datum en heeft {} van haar {} posten; `{}` brengt de samenvatting terug"),
    ("{edition}: taken away ({}); {said}", "{}: weggenomen ({}); {}"),
    ("{}, as the user added it", "{}, zoals de gebruiker het toevoegde"),
    ("no fetched text is at hand; `{}` gets one", "er is geen opgehaalde tekst aanwezig; `{}` haalt er een"),
    ("{edition}: asking {}", "{}: gevraagd bij {}"),
    ("{edition}: at hand since {} in {} (--again fetches it anew)", "{}: aanwezig sinds {} in {} (--again haalt het opnieuw)"),
    ("{edition}: kept in {}; it answers from now on, in its official wording", "{}: bewaard in {}; vanaf nu antwoordt het met de officiële tekst"),
    ("all {number} files of the lists are as they were shipped", "alle {} bestanden van de lijsten zijn zoals geleverd"),
)  # fmt: skip
