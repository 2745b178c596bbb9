"""Candidates for a description and the evidence for them."""

from __future__ import annotations

SENTENCES = (
    ("its words {} stand", "waar de woorden {} staan"),
    ("stands in {}, which takes out", "staat in {}, dat uitsluit"),
)
