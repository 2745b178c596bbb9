"""Tables of articles: what a batch counts and says of rows."""

from __future__ import annotations

SENTENCES = (
    ("a description of more than {number} characters", "een omschrijving van meer dan {} tekens"),
    ("{number} cells under {number} column names", "{} cellen onder {} kolomnamen"),
    ("only the sheet {} is read, not {}", "alleen het blad {} is gelezen, niet {}"),
    (
        "the program failed on this row ({}: {}); please report it",
        "het programma faalde op deze rij ({}: {}); meld dit alstublieft",
    ),
    ("{} is kept; --resume goes on from there", "{} is bewaard; --resume gaat daar verder"),
)
