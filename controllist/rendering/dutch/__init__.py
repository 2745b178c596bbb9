"""Sentences whose Dutch is found by their finished English: what is not a `Message` yet.

A sentence has holes, such as `{}` or `{date}`, which say what may stand there (`rendering.translation.HOLES`).
"""

from __future__ import annotations

from controllist.rendering.dutch import (
    answers,
    errors,
    matches,
    provisions,
    records,
    registers,
    talk,
    verdicts,
)  # fmt: skip

SENTENCES: tuple[tuple[str, str], ...] = (
    *verdicts.SENTENCES, *provisions.SENTENCES, *matches.SENTENCES, *registers.SENTENCES,
    *records.SENTENCES, *answers.SENTENCES, *errors.SENTENCES, *talk.SENTENCES,
)  # fmt: skip
