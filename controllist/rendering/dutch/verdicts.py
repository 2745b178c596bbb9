"""Verdicts and the facts they rest on."""

from __future__ import annotations

SENTENCES = (("editions of {list} known but not at hand: {}", "van {} bekende maar niet aanwezige uitgaven: {}"),)
