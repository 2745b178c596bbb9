"""Who publishes an edition and under which number, and whether a fetched text is still what the publisher gives."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import evolve, frozen

from controllist.codes import EditionAddress
from controllist.errors import MisuseError, SourceError
from controllist.fetching.cellar import ELI, JOURNAL_ID, JOURNAL_NUMBER, fetch_celex, newer_consolidations
from controllist.fetching.dutch import fetch_bwb, fetch_publication, newer_states, publication_number
from controllist.fetching.transport import Cached, Fetched, Transport
from controllist.ingest import parse_bytes
from controllist.messages import Message
from controllist.model import Edition
from controllist.normalize import fold
from controllist.store import KnownEdition, info, known_edition

_CELEX = re.compile(r"[0-9CE]\d{4}[A-Z]{1,2}\d{4}(?:\(\d\d\)|R\(\d\d\)|-\d{8})?")

Publisher = Literal["cellar", "bwb", "publications", "eli"]
"""Who publishes: the names of `Hosts`."""


@frozen
class Hosts:
    """The publishers' hosts; each can be moved by an environment variable, for a mirror or a test."""

    cellar: str = "https://publications.europa.eu"
    bwb: str = "https://repository.officiele-overheidspublicaties.nl"
    publications: str = "https://zoek.officielebekendmakingen.nl"
    eli: str = "https://data.europa.eu"


def hosts() -> Hosts:
    """The hosts, as `CONTROLLIST_CELLAR`, `..._BWB`, `..._STCRT` and `..._ELI` in the environment may move them."""
    usual = Hosts()
    return Hosts(
        os.environ.get("CONTROLLIST_CELLAR", usual.cellar).rstrip("/"),
        os.environ.get("CONTROLLIST_BWB", usual.bwb).rstrip("/"),
        os.environ.get("CONTROLLIST_STCRT", usual.publications).rstrip("/"),
        os.environ.get("CONTROLLIST_ELI", usual.eli).rstrip("/"),
    )


def number_of(address: EditionAddress) -> str:
    """The number an edition is published under, by the table of its list; raises `MisuseError` where none is known."""
    known = known_edition(address)
    number = _number(known) if known is not None else ""
    if not number:
        dates = ", ".join(k.date for k in info(address.list).known if _number(k)) or "none"
        raise MisuseError(
            "no number of an official publication is known for {address} (known for {dates}); give "
            "one with --id, such as a CELEX number, stcrt-2024-1 or a BWB number",
            address=address,
            dates=dates,
        )
    return number


def _number(known: KnownEdition) -> str:
    act = known.act
    return act.celex or publication_number(act.published_in) or publication_number(act.address)


def fetch_edition(
    address: EditionAddress,
    transport: Transport,
    at: Hosts,
    *,
    number: str = "",
    language: str = "en",
) -> Fetched:
    """The official file of an edition.

    `number` says which publication, where the table of the list does not know it or another one is wanted (a
    consolidated text instead of the act). Raises `MisuseError` for a number of no known shape, `SourceError` where
    the publisher has no such text.
    """
    wanted = number or number_of(address)
    publisher, host = publisher_of(wanted), host_of(address, at, wanted)
    if publisher == "bwb":
        return fetch_bwb(wanted, address.date, transport, host)
    if publisher == "publications":
        return fetch_publication(wanted, transport, host)
    return fetch_celex(wanted, transport, host, language)


def host_of(address: EditionAddress, at: Hosts, number: str = "") -> str:
    """The host that is asked for an edition, or for the publication of that number; raises as `fetch_edition`."""
    host: str = getattr(at, publisher_of(number or number_of(address)))
    return host


def publisher_of(number: str) -> Publisher:
    """Who publishes under a number of that shape; raises `MisuseError` where none does.

    >>> publisher_of("32099R0007"), publisher_of("stcrt-2099-7"), publisher_of("eli/reg/2099/7/oj")
    ('cellar', 'publications', 'eli')
    """
    if re.fullmatch(r"BWBR\d{7}", number):
        return "bwb"
    if publication_number(number) == number:
        return "publications"
    if ELI.fullmatch(number):
        return "eli"
    if any(shape.fullmatch(number) for shape in (_CELEX, JOURNAL_NUMBER, JOURNAL_ID)):
        return "cellar"
    raise MisuseError(
        "expected a CELEX, Official Journal, ELI, Staatscourant or BWB number, found {number!r}", number=number
    )


MOST_NAMED = 5


@frozen
class Finding:
    """What the publisher has now of an edition or a list, as a message; `changed` where somebody should look."""

    message: Message
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
        yield _compared(text, transport, at)
    for name in sorted({t.edition.list for t in texts}):
        act, date = info(name).consolidated_act, max(t.edition.date for t in texts if t.edition.list == name)
        for newer in newer_consolidations(act, date, transport, at.cellar) if act else ():
            template = "{list}: a newer consolidation exists, {celex} of {date}"
            yield Finding(Message(template, list=name, celex=newer.celex, date=newer.date), changed=True)
    newest = {t.fetched.identifier: t for t in sorted(texts, key=lambda t: t.edition.date)}
    for identifier, text in newest.items():
        if identifier.startswith("BWBR"):
            for day in newer_states(identifier, text.edition.date, transport, at.bwb):
                template = "{list}: a newer state exists, {identifier} of {day}"
                yield Finding(Message(template, list=text.edition.list, identifier=identifier, day=day), changed=True)


def _compared(text: Cached, transport: Transport, at: Hosts) -> Finding:
    old = text.fetched
    edition = str(text.edition)
    try:
        new = fetch_edition(text.edition, transport, at, number=old.identifier, language=old.language)
    except SourceError as error:
        return Finding(Message("{edition}: not compared, {error}", edition=edition, error=error.message), changed=True)
    if new.sha256 == old.sha256:
        return Finding(Message("{edition}: unchanged since {day}", edition=edition, day=text.retrieved), changed=False)
    before, after = parsed(text.edition, old), parsed(text.edition, new)
    if _fingerprint(before) == _fingerprint(after):
        # Publishers convert old acts anew; the bytes differ and the law does not.
        return Finding(Message("{edition}: converted anew, the text is the same", edition=edition), changed=False)
    was, now = ({n.code: fold(n.text) for n in e.nodes} for e in (before, after))
    codes = [c for c in dict.fromkeys([*was, *now]) if was.get(c) != now.get(c)]
    more = len(codes) - MOST_NAMED
    message = Message(
        "{edition}: CHANGED under the same number {identifier}: {codes}{more} (`fetch {edition} --again`, then `diff`)",
        edition=edition,
        identifier=old.identifier,
        codes=tuple(codes[:MOST_NAMED]),
        more=Message(" and {number} more", number=more) if more > 0 else "",
    )
    return Finding(message, changed=True)


def _fingerprint(edition: Edition) -> str:
    lines = "\n".join(f"{n.code}\t{n.kind}\t{fold(n.text)}" for n in edition.nodes)
    return hashlib.sha256(lines.encode()).hexdigest()
