"""What changed between two editions."""

from __future__ import annotations

SENTENCES = (
    ("with {number} below it", "met {} eronder"),
    ("{} {bound}, now {bound}", "{} {}, nu {}"),
    ("entries named: {}, now {}", "genoemde posten: {}, nu {}"),
    (" and {number} more", " en nog {}"),
    ("gone from {edition} on", "vervallen met ingang van {}"),
)
