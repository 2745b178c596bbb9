"""What commands say beside their results, on standard error."""

from __future__ import annotations

SENTENCES = (
    ("waiting for an assistant on standard input; Ctrl-D ends",
     "wacht op een assistent via de standaardinvoer; Ctrl-D beëindigt"),
    ("this machine alone can see it; Ctrl-C stops it", "alleen deze machine kan het zien; Ctrl-C stopt het"),
    ("stopped", "gestopt"),
    ("bytes of the input that are no text, and were passed over: {number}",
     "bytes van de invoer die geen tekst zijn en zijn overgeslagen: {}"),
)  # fmt: skip
