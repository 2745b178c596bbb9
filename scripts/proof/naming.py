"""Names that an official text has and our line leaves out: chemicals, organisms, alloys, makers, acronyms.

Three kinds of words count as names: those with a capital letter inside a sentence, Latin ones, and those built as
chemists build theirs (a stem such as *fluor* or *propyl*, an element, an ending such as *virus* or *toxin*). Spelling
is levelled: hyphens, plural, "sulf" and "sulph".

>>> lost_names("The alloy Inconel or phosphoryl chloride, with helium", "Inconel or chloride; helium")
('phosphoryl',)
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

from controllist.normalize import fold

_WORDS = {k: frozenset(v.split()) for k, v in tomllib.loads(Path(__file__).with_name("names.toml").read_text()).items()}
_STEM = re.compile(
    r"""
    fluor | chlor | brom(?:o|i) | iod(?:o|i)(?!n) | phosph | sulph | nitr(?!og) | meth(?:yl|an[eo]l?$) | ethyl
    | propyl | butyl | pentyl | phenyl | benz | amin(?:o|e) | hydraz | hydrox | carbid | carbon(?!at) | oxid | silic
    | borid | azid | azol | cyan | thio | styphn | picr | toluen | glyc | polyim | polyest | polyam | epox | tellurid
    | selenid | arsenid | antimonid | aluminid | carboran | boran | ferroc | fullere | siloxan
    """,
    re.VERBOSE,
)
_ENDING = re.compile(r"(?:virus|viruses|toxin|toxins|cillin|ococcus|bacter|bacterium|ase|ella|monas|myces|itis|ensis)$")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_START = re.compile(r"(?:^|[.;:!?]\s+|[\"'(\[]\s*|\b[a-z0-9]\.\s|^[-–—]\s*)$")


def lost_names(law: str, ours: str) -> tuple[str, ...]:
    """The names of the law's text that ours has not, in their order, each once."""
    here = {level(m[0]) for m in _TOKEN.finditer(_open(ours))}
    packed = re.sub(r"[\W_]+", "", _plain(ours))
    found: dict[str, None] = {}
    text = _open(law.replace("International Standard", " " * 22))
    for match in _TOKEN.finditer(text):
        word = match[0]
        key = level(word)
        if key in here or len(key) < 2 or key in found or key in _WORDS["headings"] | _WORDS["units"]:
            continue
        opens = bool(_SENTENCE_START.search(text[: match.start()]))
        if is_name(word, opens) and key not in packed:
            # "fluorinating" is in "to fluorinate": a chemist's word may have another ending
            if (word.islower() or opens) and any(key.startswith(there[: max(6, len(key) - 4)]) for there in here):
                continue
            found[word] = None
    return tuple(found)


def is_name(word: str, opens_sentence: bool = False) -> bool:
    """Whether a word is a name by its capitals or by its making."""
    lower = _plain(word)
    if re.search(r"[A-Z]", word[1:]) and len(word) > 1:
        return True
    if word[0].isupper() and not opens_sentence:
        return True
    if lower in _WORDS["ordinary"]:
        return False
    return lower in _WORDS["elements"] or bool(_STEM.search(lower)) or (len(lower) > 6 and bool(_ENDING.search(lower)))


def level(word: str) -> str:
    """A word without accents, capitals, plural and the spellings that British and American writing part."""
    plain = _plain(word).replace("sulf", "sulph").replace("aluminum", "aluminium").replace("iz", "is")
    plain = re.sub(r"['’]s?$", "", plain)
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if plain.endswith(("sses", "xes", "ches", "shes")):
        return plain[:-2]
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _open(text: str) -> str:
    """The text with hyphens and slashes opened, so that both parts of `Nickel-Chromium` count; codes are no names."""
    return re.sub(r"[-/]", " ", _CODE.sub(lambda m: " " * len(m[0]), fold(text)))


_CODE = re.compile(r"\bML\s?\d+(?:\.\w{1,2})*")
