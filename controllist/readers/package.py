"""Zip packages: the members of one publication, put together in the order its manifest gives.

The Publications Office packs an act as one Formex file for the act, one for each annex, and a manifest (`DOC`) that
names them; other packages hold a single page. A package is a stranger's file: the number and size of its members are
bounded while they are unpacked, and a package inside a package is refused.

>>> import io, zipfile
>>> from controllist.readers.formex import read_formex
>>> kept = io.BytesIO()
>>> with zipfile.ZipFile(kept, "w") as made:
...     made.writestr("L_1EN.000201.fmx.xml", "<ANNEX><TITLE><TI><P>ANNEX</P></TI></TITLE></ANNEX>")
...     made.writestr("L_1EN.000101.fmx.xml", "<ACT><TITLE><TI><P>Act</P></TI></TITLE></ACT>")
>>> [b.text for b in read_package(kept.getvalue(), "act.zip", lambda data, name: read_formex(data, name)).blocks]
['Act', 'ANNEX']
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from attrs import evolve

from controllist.blocks import Document
from controllist.errors import SourceError
from controllist.limits import amount, beyond, limits
from controllist.readers._xml import parse_xml, root_name
from controllist.readers.formex import MANIFESTS, members

Reader = Callable[[bytes, str], Document]

_BEST_FIRST = ("formex", "op-xml", "bwb-xml", "oj-xhtml", "consolidated-xhtml", "markdown", "layout-text", "pdf")


def read_package(data: bytes, name: str, read_member: Reader) -> Document:
    """The blocks of all members of the best form, in order; raises `SourceError` where none can be read.

    `read_member` reads one file and raises `SourceError` for what it does not know; pictures and other companions of
    the text are passed over that way.
    """
    files = _unpack(data, name)
    documents = []
    for member in _in_order(files, name):
        try:
            documents.append(read_member(files[member], f"{name}/{member}" if name else member))
        except SourceError as error:
            if "bound" in error.facts or root_name(files[member]).isupper():
                raise  # beyond a limit; or a damaged Formex file, a part of the text that would be missing
    form = next((f for f in _BEST_FIRST if any(d.form == f for d in documents)), None)
    if form is None:
        raise SourceError(
            f"{name or 'input'}: expected a package with the text of a control list, found "
            f"{len(files)} files of other kinds",
            name=name,
        )
    chosen = [d for d in documents if d.form == form]
    first = chosen[0]
    return evolve(
        first,
        blocks=tuple(b for d in chosen for b in d.blocks),
        identifier=next((d.identifier for d in chosen if d.identifier), ""),
    )


def _unpack(data: bytes, name: str) -> dict[str, bytes]:
    """All members by name; raises `SourceError` in one line for a cut, encrypted, nested or oversized package."""
    where = name or "input"
    found: dict[str, bytes] = {}
    bound = limits()
    left = bound.unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = [i for i in package.infolist() if not i.is_dir()]
            if len(infos) > bound.members:
                raise beyond(name, "members", f"at most {bound.members} files", str(len(infos)))
            for info in infos:
                with package.open(info) as member:
                    # The header may lie about the size, so what is read counts.
                    content = member.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise beyond(name, "unpacked", f"at most {amount(bound.unpacked)} unpacked")
                if content.startswith(b"PK\x03\x04"):
                    raise SourceError(
                        f"{where}: expected the files of one publication, found the package {info.filename} in it",
                        name=name,
                    )
                found[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, LookupError, EOFError, OSError, RuntimeError, ValueError) as error:
        # LookupError: zipfile takes a cut field of a header for whole. RuntimeError: locked, or an unknown method.
        raise SourceError(
            f"{where}: expected a complete zip package, found a damaged one ({error})", name=name
        ) from None
    if not found:
        raise SourceError(f"{where}: expected a package with files, found an empty one", name=name)
    return found


def _in_order(files: dict[str, bytes], name: str) -> list[str]:
    """The members without the manifests: as a manifest lists them, then the others by name."""
    plain = sorted(m for m in files if root_name(files[m]) not in MANIFESTS)
    listed: list[str] = []
    for member in sorted(set(files) - set(plain)):
        named = members(parse_xml(files[member], f"{name}/{member}"))
        # A manifest names files without the folder they lie in.
        listed += [m for n in named for m in plain if m.rpartition("/")[2] == n]
    return list(dict.fromkeys([*listed, *plain]))
