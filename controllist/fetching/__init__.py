"""Downloads of official texts: the only room with a network, asked for by name and never behind anyone's back.

`sources` tells under which address a list's edition is published, `transport` gets bytes over HTTP, `cellar` and
`dutch` know how the two publishers answer, `cache` keeps what came with its provenance, `checking` asks what changed
since. The requests are made by httpx, which the extra `controllist[fetch]` brings.
"""

from controllist.fetching.cellar import fetch_celex, newer_consolidations
from controllist.fetching.dutch import fetch_bwb, fetch_publication
from controllist.fetching.sources import Finding, Hosts, check, fetch_edition, host_of, hosts, parsed
from controllist.fetching.transport import Cached, Fetched, Transport, cached, keep_file

__all__ = [
    "Cached",
    "Fetched",
    "Finding",
    "Hosts",
    "Transport",
    "cached",
    "check",
    "fetch_bwb",
    "fetch_celex",
    "fetch_edition",
    "fetch_publication",
    "host_of",
    "hosts",
    "keep_file",
    "newer_consolidations",
    "parsed",
]
