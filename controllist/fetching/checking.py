"""Whether a text that was fetched is still what its publisher gives, and whether a newer one exists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from controllist.codes import EditionAddress
from controllist.errors import SourceError
from controllist.fetching.cache import Cached
from controllist.fetching.cellar import newer_consolidations
from controllist.fetching.dutch import newer_states
from controllist.fetching.fetched import Fetched
from controllist.fetching.sources import Hosts, fetch_edition
from controllist.fetching.transport import Transport
from controllist.ingest import parse_bytes
from controllist.model import Edition
from controllist.normalize import fold
from controllist.store import info, known_edition

MOST_NAMED = 5


@frozen
class Finding:
    """What was found for an edition or a list, in words; `changed` where somebody should look."""

    subject: str
    words: str
    changed: bool


def parsed(address: EditionAddress, fetched: Fetched) -> Edition:
    """The edition a fetched file holds, with the act that the table of its list names.

    Raises `SourceError` where the file holds no entry of the list.
    """
    edition = parse_bytes(
        fetched.data, list=address.list, applies_from=address.date, language=fetched.language, name=fetched.identifier
    )
    known = known_edition(address)
    return evolve(edition, act=known.act) if known is not None else edition


def check(texts: Iterable[Cached], transport: Transport, at: Hosts) -> Iterator[Finding]:
    """Each fetched text compared with what its publisher gives now, then the newer texts that exist."""
    texts = list(texts)
    for text in texts:
        words, changed = _compared(text, transport, at)
        yield Finding(str(text.edition), words, changed)
    for name in sorted({t.edition.list for t in texts}):
        act, date = info(name).consolidated_act, max(t.edition.date for t in texts if t.edition.list == name)
        for newer in newer_consolidations(act, date, transport, at.cellar) if act else ():
            yield Finding(name, f"a newer consolidation exists, {newer.celex} of {newer.date}", True)
    newest = {t.fetched.identifier: t for t in sorted(texts, key=lambda t: t.edition.date)}
    for identifier, text in newest.items():
        if identifier.startswith("BWBR"):
            for day in newer_states(identifier, text.edition.date, transport, at.bwb):
                yield Finding(text.edition.list, f"a newer state exists, {identifier} of {day}", True)


def _compared(text: Cached, transport: Transport, at: Hosts) -> tuple[str, bool]:
    old = text.fetched
    try:
        new = fetch_edition(text.edition, transport, at, number=old.identifier, language=old.language)
    except SourceError as error:
        return f"not compared, {error.message}", True
    if new.sha256 == old.sha256:
        return f"unchanged since {text.retrieved}", False
    before, after = parsed(text.edition, old), parsed(text.edition, new)
    if _fingerprint(before) == _fingerprint(after):
        # Publishers convert old acts anew; the bytes differ and the law does not.
        return "converted anew, the text is the same", False
    was, now = ({n.code: fold(n.text) for n in e.nodes} for e in (before, after))
    codes = [c for c in dict.fromkeys([*was, *now]) if was.get(c) != now.get(c)]
    more = f" and {len(codes) - MOST_NAMED} more" if len(codes) > MOST_NAMED else ""
    shown = ", ".join(codes[:MOST_NAMED]) + more
    again = f"`fetch {text.edition} --again`, then `diff`"
    return f"CHANGED under the same number {old.identifier}: {shown} ({again})", True


def _fingerprint(edition: Edition) -> str:
    lines = "\n".join(f"{n.code}\t{n.kind}\t{fold(n.text)}" for n in edition.nodes)
    return hashlib.sha256(lines.encode()).hexdigest()
