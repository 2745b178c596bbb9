"""The Dutch publishers: the Staatscourant as XML under its number, states of a regulation by the BWB's manifest."""

from __future__ import annotations

import re

from controllist.errors import SourceError
from controllist.fetching.transport import Fetched, Transport
from controllist.readers.dutch_xml import State, read_manifest

_PUBLICATION = re.compile(r"(?:stcrt|stb)-\d{4}-\d+")
_PRINTED = re.compile(r"(?P<paper>Stcrt|Stb)\.?\s*(?P<year>\d{4})\s*,?\s*(?:nr\.?\s*)?(?P<number>\d+)", re.IGNORECASE)


def publication_number(text: str) -> str:
    """The number of a publication as its address has it, empty where the text names none.

    >>> publication_number("Stcrt. 2099, 18212"), publication_number("stcrt-2099-7.html"), publication_number("none")
    ('stcrt-2099-18212', 'stcrt-2099-7', '')
    """
    found = _PUBLICATION.search(text.lower())
    if found:
        return found[0]
    printed = _PRINTED.search(text)
    return f"{printed['paper'].lower()}-{printed['year']}-{printed['number']}" if printed else ""


def fetch_publication(number: str, transport: Transport, host: str) -> Fetched:
    """A publication of the Staatscourant or Staatsblad as XML; raises `SourceError` where there is none."""
    address = f"{host}/{number}.xml"
    answer = transport.get(address, {"Accept": "application/xml"})
    if answer.status != 200 or not answer.body.strip():
        raise SourceError(f"{address}: expected the publication {number}, found status {answer.status}")
    return Fetched(number, address, answer.address, answer.media_type, "nl", answer.body)


def fetch_bwb(identifier: str, day: str, transport: Transport, host: str) -> Fetched:
    """The state of a regulation in force on a day; raises `SourceError` where the manifest has none."""
    state = state_on(_states(identifier, transport, host), day)
    if state is None:
        raise SourceError(f"{host}/bwb/{identifier}: expected a state in force on {day}, found none")
    address = f"{host}/bwb/{identifier}/{state.label}/xml/{state.file}"
    answer = transport.get(address, {"Accept": "application/xml"})
    if answer.status != 200 or not answer.body.strip():
        raise SourceError(f"{address}: expected a state of {identifier}, found status {answer.status}")
    return Fetched(identifier, address, answer.address, answer.media_type, "nl", answer.body)


def newer_states(identifier: str, after: str, transport: Transport, host: str) -> tuple[str, ...]:
    """The days after one from which other states of a regulation are in force, as the manifest lists them."""
    return tuple(sorted({s.in_force for s in _states(identifier, transport, host) if s.in_force > after}))


def _states(identifier: str, transport: Transport, host: str) -> tuple[State, ...]:
    manifest = f"{host}/bwb/{identifier}/manifest.xml"
    answer = transport.get(manifest, {"Accept": "application/xml"})
    if answer.status != 200:
        raise SourceError(f"{manifest}: expected the manifest of {identifier}, found status {answer.status}")
    return read_manifest(answer.body, manifest)


def state_on(states: tuple[State, ...], day: str) -> State | None:
    """The state in force on a day; of several, the one that could be seen last, as it corrects the others.

    >>> old = State("2098-01-01_0", "2098-01-01", "2098-12-31", "a.xml")
    >>> state_on((old, State("2099-01-01_0", "2099-01-01", "", "b.xml")), "2098-06-01").file
    'a.xml'
    """
    fitting = [s for s in states if s.in_force <= day and (not s.ends or s.ends >= day)]
    return max(fitting, key=lambda s: (s.in_force, s.seen_from, s.label), default=None)
