"""What commands say beside their results, on standard error."""

from __future__ import annotations

SENTENCES = (
    (
        "bytes of the input that are no text, and were passed over: {number}",
        "bytes van de invoer die geen tekst zijn en zijn overgeslagen: {}",
    ),
)
