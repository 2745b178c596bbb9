"""The Dutch of labels and sentences, by subject. English is the key, so that what has no Dutch is said in English.

A sentence has holes, such as `{}` or `{date}`, which tell what may stand there (`rendering.labels.HOLES`).
"""

from __future__ import annotations

from controllist.rendering.dutch import (
    answers,
    changes,
    errors,
    impacts,
    matches,
    provisions,
    records,
    registers,
    talk,
    verdicts,
)

LABELS: dict[str, str] = {
    **verdicts.LABELS,
    **provisions.LABELS,
    **matches.LABELS,
    **changes.LABELS,
    **registers.LABELS,
    **records.LABELS,
    **impacts.LABELS,
}
SENTENCES: tuple[tuple[str, str], ...] = (
    *verdicts.SENTENCES,
    *provisions.SENTENCES,
    *matches.SENTENCES,
    *changes.SENTENCES,
    *registers.SENTENCES,
    *records.SENTENCES,
    *impacts.SENTENCES,
    *answers.SENTENCES,
    *errors.SENTENCES,
    *talk.SENTENCES,
)
