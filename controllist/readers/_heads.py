"""Heads of the pages of the Official Journal where nothing but their words tells them.

>>> is_page_head("11.6.2021 EN Official Journal of the European Union L 206/45")
True
>>> is_page_head("See the Official Journal of the European Union of 11.6.2021")
False
"""

from __future__ import annotations

import re

_JOURNAL = r"""
    (?: Official\ Journal\ of\ the\ European\ (?: Union | Communities )
      | Publicatieblad\ van\ de\ Europese\ (?: Unie | Gemeenschappen )
      | Amtsblatt\ der\ Europäischen\ (?: Union | Gemeinschaften )
      | Journal\ officiel\ (?: de\ l['’]Union\ européenne | des\ Communautés\ européennes )
      | Úřední\ věstník\ Evropské\ unie )
"""
_BESIDE = r"""
    (?: \s*+ (?: \d{1,2} [./] \d{1,2} [./] \d{4}                 # the day of the issue
      | [A-Z]{2} | \[ [A-Z]{2} \]                               # the language
      | [LC] \s? \d{1,4} (?: \s? [A-Z] )? (?: / \d{1,5} )?      # the issue and the page
      | (?: [LC] , \s? )? \d{4} / \d{1,5} | \d{1,4} / \d{1,4}   # the number of an act by act issue, the page of pages
      ) )*+ \s*+
"""
_HEAD = re.compile(_BESIDE + _JOURNAL + _BESIDE, re.VERBOSE)
_LONGEST = 110


def is_page_head(text: str) -> bool:
    """Whether a text is the head of a page: the name of the journal with date, language, issue and page around it."""
    # This is asked of every paragraph, and a word of one of the names stands in few.
    return (
        len(text) <= _LONGEST
        and ("Journal" in text or "Publicatieblad" in text or "Amtsblatt" in text or "věstník" in text)
        and bool(_HEAD.fullmatch(text))
    )
