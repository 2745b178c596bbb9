"""Tags as they are written: what each says, learned once for all that are written alike.

>>> tags = WrittenTags()
>>> tag = tags['p class="oj-normal" id="d1&amp;2"']
>>> tag.look.classes, tag.attributes, tag is tags['p class="oj-normal" id="d1&amp;2"']
(('normal',), {'id': 'd1&2'}, True)
"""

from __future__ import annotations

import re

from controllist.readers._elements import PARTING, Tag
from controllist.readers._looks import Look

_NAME = r"""[^\s=/>"'<]+"""
_WRITTEN = re.compile(rf"""({_NAME}) ((?: \s+ {_NAME} \s*=\s* (?: "[^"]*" | '[^']*' ) )*) \s* (/?)""", re.VERBOSE)
_ATTRIBUTE = re.compile(rf"""(?<! [^\s=/>"'<]) ({_NAME}+) \s*+=\s*+ (?: "([^"]*+)" | '([^']*+)' )""", re.VERBOSE)
_BLANKS = str.maketrans("\t\n", "  ")
_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_REFERENCE = re.compile(r"&(?:#(?P<decimal>\d+);|#x(?P<hexadecimal>[0-9A-Fa-f]+);|(?P<name>lt|gt|amp|quot|apos);)?")
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class OddPageError(Exception):
    """The page holds something that is read from lxml's tree."""


class WrittenTags(dict[str, Tag]):
    """By what stands between the brackets of a tag; empty for a comment. Missing ones are learned.

    Raises `OddPageError` for what is no plain tag.
    """

    def __init__(self) -> None:
        super().__init__()
        self.looks: dict[tuple[str, str, str], Look] = {}

    def __missing__(self, written: str) -> Tag:
        found = _WRITTEN.fullmatch(written or "comment/")
        if found is None:
            raise OddPageError
        name, said, slash = found.groups()
        if name != name.lower() or not name[0].isalpha() or ":" in name:
            raise OddPageError
        attributes = _attributes(said)
        look = self.look(name if written else "", attributes.pop("class", ""), attributes.pop("style", ""))
        parts = name in PARTING
        may_be_power = not (parts or look.is_told or look.is_block)
        is_plain = name not in ("col", "table", "img") and not may_be_power
        made = Tag(look.tag, look, attributes or None, bool(slash), parts, may_be_power, is_plain)
        self[written] = made
        return made

    def look(self, name: str, classes: str, style: str) -> Look:
        """The one look of a tag, classes and a style."""
        key = (name, classes, style)
        if key not in self.looks:
            self.looks[key] = Look(*key)
        return self.looks[key]


def _attributes(said: str) -> dict[str, str]:
    """Attributes as lxml names them; raises `OddPageError` for those of other namespaces."""
    found: dict[str, str] = {}
    for name, value, other in _ATTRIBUTE.findall(said):
        value = value or other
        if "&" in value or "\n" in value or "\t" in value:
            value = _value(value)
        if name == "xml:lang":
            found[_XML + "lang"] = value
        elif ":" not in name and name != "xmlns":
            found[name] = value
        elif name != "xmlns" or value != _XHTML:
            raise OddPageError
    return found


def _value(written: str) -> str:
    """The value of an attribute, as a parser of XML gives it."""
    return read_references(written.translate(_BLANKS))


def read_references(text: str) -> str:
    """The characters that references stand for; raises `OddPageError` for an entity that XML does not know of itself.

    >>> read_references("R&amp;D of &#181;m")
    'R&D of µm'
    """
    return _REFERENCE.sub(_referred, text)


def _referred(found: re.Match[str]) -> str:
    if found["name"]:
        return _PREDEFINED[found["name"]]
    if found["decimal"] or found["hexadecimal"]:
        return chr(int(found["decimal"] or found["hexadecimal"], 10 if found["decimal"] else 16))
    raise OddPageError
