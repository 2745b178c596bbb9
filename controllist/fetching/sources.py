"""Under which number a list's edition is published, and who publishes it."""

from __future__ import annotations

import os
import re
from typing import Literal

from attrs import frozen

from controllist.codes import EditionAddress
from controllist.errors import MisuseError
from controllist.fetching.cellar import ELI, JOURNAL_ID, JOURNAL_NUMBER, fetch_celex
from controllist.fetching.dutch import fetch_bwb, fetch_publication, publication_number
from controllist.fetching.fetched import Fetched
from controllist.fetching.transport import Transport
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
            f"no number of an official publication is known for {address} (known for {dates}); give one with --id, "
            "such as a CELEX number, stcrt-2024-1 or a BWB number"
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
    raise MisuseError(f"expected a CELEX, Official Journal, ELI, Staatscourant or BWB number, found {number!r}")
