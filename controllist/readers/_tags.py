"""The page of XHTML from its tags as they are written, without a tree of lxml: the way for pages that hold nothing odd.

A page of the Official Journal is some thousand items, each a table of one row, and most of its elements only say
"label" and "text". lxml checks that the page is well-formed; then one pattern takes the tags in order, all that open
an item as one and all that close it as one (`Item`). A page that holds anything this way does not know, such as CDATA,
prefixes or an entity that is not predefined, is read from lxml's tree (`_page.build`). The tests hold the two equal.

>>> from controllist.readers._elements import plain
>>> table = "<table><tr><td><p>%s</p></td><td><p>Vats &amp; lids</p></td></tr></table>"
>>> page = page_of_tags(f"<body>{table % '-'}{table % 'a.'}{table % 'b.'}</body>".encode())
>>> [(item.label, item.words, plain(item)) for item in page.root.children[1:]]
[('a.', 'Vats & lids', 'a.Vats & lids'), ('b.', 'Vats & lids', 'b.Vats & lids')]
>>> page_of_tags(b"<p><![CDATA[Vats]]></p>") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from controllist.limits import limits
from controllist.readers._elements import (
    LONGEST_POWER,
    PARTING,
    Item,
    Lines,
    Page,
    PageElement,
    Tag,
    TaggedLines,
    is_blank,
)
from controllist.readers._frames import Frame, frame_of
from controllist.readers._inline import shows_arrows
from controllist.readers._looks import Look
from controllist.readers._written import OddPageError, WrittenTags, read_references
from controllist.readers._xml import ENTITY, is_well_formed, lines_of_nodes

_LARGEST = 8_000_000
"""Bytes beyond which lxml may refuse a text for its length."""
_MOST_LINES = 65_000
"""Lines beyond which lxml has its own way to count them, which is not to be told from the tags."""
_ENTITY = ENTITY.decode()
"""Declares none where the page is well-formed and the prolog has none, but such a page is refused all the same."""
_ANY_DEPTH = 1_000
_ANY_LABEL = "a."
_PROLOG = re.compile(
    rb"""
    (?:\xef\xbb\xbf)?+ (?: <\?xml \s [^>?]*+ \?> )?+
    (?: \s++ | <!--.*?--> | <!DOCTYPE \s [^>\[]*+ > )*+ (?= < [^!?] )
    """,
    re.VERBOSE | re.DOTALL,
)
_OTHER_ENCODING = re.compile(r"""\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)

# A tag is cut at the first ">". Where that stands in an attribute, what is cut off does not fit `_WRITTEN`.
_ITEM = r"""
      (?P<begin> table [^>]*+ > \s*+ (?: <col [^>]*+ > \s*+ )*+ (?: <tbody [^>]*+ > \s*+ )?+ <tr [^>]*+ > \s*+
         (?: <td [^>]*+ > \s*+ (?: </td> \s*+ )?+ (?= <td ) )?+           # an empty cell
         <td [^>]*+ > \s*+ <p [^>]*+ > (?: \s*+ <span [^>]*+ > )*+ )
      (?P<label> [^<]{1,80}+ )
      (?P<between> (?: </span> \s*+ )*+ </p> \s*+ </td> \s*+ <td [^>]*+ > )
      (?: \s*+ < (?P<paragraph> p [^>]*+ ) (?<!/) > (?P<words> [^<]*+ )
          (?: < (?P<span> span [^>]*+ ) (?<!/) > (?P<within> [^<]*+ ) </span> (?P<past> [^<]*+ ) )?
          (?P<spans> (?: </?+span [^>]*+ > [^<]*+ )*+ )
          </p> \s*+ </td> \s*+ </tr> \s*+ (?: </tbody> \s*+ )?+ </table> (?P<beyond> [^<]*+ )
        | (?P<content> [^<]*+ ) )
    | /td> \s*+ </tr> \s*+ (?: </tbody> \s*+ )?+ </table> (?P<rest> [^<]*+ )
"""
_SINGLE = r"""
      (?P<whole> (?P<name> [^\s/>!?]++ ) [^>]*+ ) (?<!/) > (?P<inside> [^<]*+ ) </ (?P=name) > (?P<next> [^<]*+ )
    | / [^>]*+ > (?P<after> [^<]*+ )
    | !-- (?P<comment> .*? ) --> (?P<behind> [^<]*+ )
    | (?P<tag> [^>]*+ ) > (?P<text> [^<]*+ )
"""
_TAGS = re.compile(rf"< (?: {_ITEM} | {_SINGLE} )", re.VERBOSE | re.DOTALL)
_SINGLE_TAGS = re.compile(rf"< (?: (?!) (?: {_ITEM} ) | {_SINGLE} )", re.VERBOSE | re.DOTALL)
"""The same groups, and no item."""
_BEGIN, _LABEL, _BETWEEN, _CONTENT = map(_TAGS.groupindex.__getitem__, ("begin", "label", "between", "content"))
_PARAGRAPH, _WORDS, _SPANS, _BEYOND = map(_TAGS.groupindex.__getitem__, ("paragraph", "words", "spans", "beyond"))
_SPAN, _WITHIN, _PAST = map(_TAGS.groupindex.__getitem__, ("span", "within", "past"))
_REST, _WHOLE, _INSIDE, _NEXT = map(_TAGS.groupindex.__getitem__, ("rest", "whole", "inside", "next"))
_AFTER, _TAG, _BEHIND = map(_TAGS.groupindex.__getitem__, ("after", "tag", "text"))
"""Groups by their numbers, for what is asked of each tag."""


def page_of_tags(data: bytes) -> Page | None:
    """The page of well-formed XHTML that holds nothing odd, None for any other."""
    prolog = _PROLOG.match(data)
    if prolog is None or ENTITY in prolog[0] or len(data) > _LARGEST or b"\r" in data:
        return None
    lines = lines_of_nodes(data) if data.count(b"\n") > _MOST_LINES else None
    if lines is None and not is_well_formed(data):
        return None
    try:
        return _page(data.decode("utf-8"), prolog[0].decode("utf-8"), lines)
    except (UnicodeDecodeError, OddPageError):
        return None


def _page(source: str, prolog: str, lines: Sequence[int] | None) -> Page:
    declaration, said, _ = prolog.partition("?>")
    if said and _OTHER_ENCODING.search(declaration):
        raise OddPageError
    builder = _Builder(source, limits().depth)
    builder.run(_TAGS, len(prolog), len(source))
    if lines is not None and any("<" in said for said in builder.comments):
        raise OddPageError
    builder.comments[:0] = _COMMENT.findall(prolog)
    if not shows_arrows(source):
        for look in builder.tags.looks.values():
            look.may_be_mark = False
    told = Lines(source) if lines is None else TaggedLines(source, len(prolog), lines)
    return builder.page(told.at)


class _Builder:
    """Takes the tags in order; `run` may be called for a part of the source within another run."""

    def __init__(self, source: str, most: int, beside: WrittenTags | None = None) -> None:
        self.source = source
        self.most = most
        """How deep elements may be nested."""
        self.counts = 1 if beside is None else 0
        """How often what is made counts for its look."""
        self.tags = WrittenTags() if beside is None else beside
        self.frames: dict[tuple[str, str], Frame | None] = {}
        """By the tags around a label."""
        self.once: set[tuple[str, str]] = set()
        """The tags around a label that were met and not learned."""
        self.powers: list[tuple[Look, str, str]] = []
        self.comments: list[str] = []
        inside: list[PageElement] = []
        self.open = [(PageElement("", Look("", "", ""), "", "", 0, None, inside), inside)]
        """The elements that are open, with what each holds so far, the outermost first; of an item only the cell with
        its text."""
        self.begun: list[Item] = []
        """The items that are open."""

    def run(self, tags: re.Pattern[str], begin: int, end: int) -> None:
        """Take the tags of a part of the source."""
        for found in tags.finditer(self.source, begin, end):
            _TAKERS[found.lastindex or 0](self, found)

    def page(self, line: Callable[[int], int]) -> Page:
        """What was made."""
        for frame in filter(None, self.frames.values()):
            for look in frame.looks:
                look.times += frame.times
        (root,) = self.open[0][1]
        return Page(root, self.powers, list(self.tags.looks.values()), self.comments, line)

    # -- single tags

    def leaf(self, found: re.Match[str]) -> None:
        """An element that holds nothing but text."""
        written, text, tail = found.group(_WHOLE, _INSIDE, _NEXT)
        self.whole(self.tags[written], found.start(_INSIDE), text, tail)

    def tag(self, found: re.Match[str]) -> None:
        """A tag that opens an element, or is all of it."""
        written, text = found.group(_TAG, _BEHIND)
        tag = self.tags[written]
        if tag.is_closed:
            self.whole(tag, found.start(_BEHIND), "", text)
        else:
            tag.look.times += self.counts
            self.begin(tag, found.start(_BEHIND), text)

    def end(self, found: re.Match[str]) -> None:
        """A tag that closes an element."""
        if self.begun and self.begun[-1].held is self.open[-1][0]:
            self.unfold_open()
        tail = found[_AFTER]
        made, inside = self.open.pop()
        if tail:
            made.tail = read_references(tail) if "&" in tail else tail
        around, before = self.open[-1]
        if made.holds_blocks or made.tag in PARTING:
            around.holds_blocks = True
            if made.has_table:
                around.has_table = True
        elif not inside and not made.look.is_told and made.is_short:
            self.short(made.look, made.text)
        if made.has_image:
            around.has_image = True
        before.append(made)

    def comment(self, found: re.Match[str]) -> None:
        """A comment; it has a place in the page, and no text."""
        said, tail = found.group("comment", "behind")
        if _ENTITY in said:
            raise OddPageError
        self.comments.append(said)
        if len(self.open) > 1:
            self.whole(self.tags[""], found.start("behind"), "", tail)

    def whole(self, tag: Tag, place: int, text: str, tail: str) -> None:
        """An element without others in it, and what stands behind it."""
        name, look = tag.name, tag.look
        if name == "col" and is_blank(text) and is_blank(tail):
            # It tells a width and nothing else.
            self.pass_over(tail)
            return
        look.times += self.counts
        if "&" in text:
            text = read_references(text)
        if "&" in tail:
            tail = read_references(tail)
        around, before = self.open[-1]
        if tag.parts:
            around.holds_blocks = True
        elif tag.may_be_power and text and len(text) <= LONGEST_POWER:
            self.short(look, text)
        made = PageElement(name, look, text, tail, place, tag.attributes)
        if name == "table":
            made.has_table = around.has_table = True
        elif name == "img":
            made.has_image = around.has_image = True
        before.append(made)

    def begin(self, tag: Tag, place: int, text: str) -> PageElement:
        """Open an element."""
        opened = len(self.open)
        # Items, of which one thing each is open here, have up to four levels more.
        if 4 * opened >= self.most - 4 and opened + 3 * len(self.begun) >= self.most - 4:
            raise OddPageError
        if "&" in text:
            text = read_references(text)
        inside: list[PageElement] = []
        made = PageElement(tag.name, tag.look, text, "", place, tag.attributes, inside)
        if not tag.is_plain:
            made.has_table, made.has_image = tag.name == "table", tag.name == "img"
        self.open.append((made, inside))
        return made

    def short(self, look: Look, text: str) -> None:
        """Note the next element as one that may be a power."""
        look.powers += self.counts
        around, before = self.open[-1]
        self.powers.append((look, text, before[-1].tail if before else around.text))

    def pass_over(self, tail: str) -> None:
        """Leave out an element, and not the blanks behind it."""
        around, before = self.open[-1]
        if before:
            before[-1].tail += tail
        else:
            around.text += tail

    # -- items

    def item(self, found: re.Match[str]) -> None:
        """All tags from that of a table to that of the cell with its text."""
        begin, label, between, text = found.group(_BEGIN, _LABEL, _BETWEEN, _CONTENT)
        frame = self.frames.get((begin, between)) or self.learn_frame(begin, between)
        start, end = found.span()
        if frame is None:
            self.run(_SINGLE_TAGS, start, end)
            return
        content = self.begin(frame.cell, end - len(text), text)
        table = frame.table
        if "&" in label:
            label = read_references(label)
        self.begun.append(Item(table.look, "", start + table.place, frame, label, content))

    def end_of_item(self, found: re.Match[str]) -> None:
        """All tags that close a cell, its row and its table."""
        if not self.begun or self.begun[-1].held is not self.open[-1][0]:
            self.run(_SINGLE_TAGS, *found.span())
            return
        item, content = self.begun.pop(), self.open.pop()[0]
        item.closing, item.tail = found.start(), found[_REST]
        if content.has_image:
            item.has_image = self.open[-1][0].has_image = True
        self.take(item)

    def whole_item(self, found: re.Match[str]) -> None:
        """An item whose text is one paragraph, with nothing but spans in it."""
        begin, label, between, written, words, span, spans, tail = found.group(
            _BEGIN, _LABEL, _BETWEEN, _PARAGRAPH, _WORDS, _SPAN, _SPANS, _BEYOND
        )
        frame = self.frames.get((begin, between)) or self.learn_frame(begin, between)
        if frame is None:
            self.run(_SINGLE_TAGS, *found.span())
            return
        tag, table = self.tags[written], frame.table
        tag.look.times += self.counts
        if "&" in words:
            words = read_references(words)
        if "&" in label:
            label = read_references(label)
        place, words_place = found.start() + table.place, found.start(_WORDS)
        if not (span or spans):
            self.take(Item(table.look, tail, place, frame, label, None, tag, words, words_place))
            return
        inside: list[PageElement] = []
        paragraph = PageElement("p", tag.look, words, "", words_place, tag.attributes, inside)
        item = Item(table.look, tail, place, frame, label, paragraph)
        self.begun.append(item)
        self.open.append((paragraph, inside))
        if span:
            within, past = found.group(_WITHIN, _PAST)
            self.whole(self.tags[span], found.start(_WITHIN), within, past)
        if spans:
            self.run(_SINGLE_TAGS, *found.span(_SPANS))
        self.begun.pop()
        self.open.pop()
        self.take(item)

    def take(self, item: Item) -> None:
        """Put an item that is complete into the element around it."""
        frame = item.tags
        frame.times += 1
        if frame.may_be_power and len(item.label) <= LONGEST_POWER:
            frame.label.powers += 1
        if "&" in item.tail:
            item.tail = read_references(item.tail)
        around, before = self.open[-1]
        around.holds_blocks = around.has_table = True
        before.append(item)

    def unfold_open(self) -> None:
        """Open all elements of an item that turns out to be something else: its row or table holds more."""
        item, held = self.begun.pop(), self.open.pop()
        self.run(_SINGLE_TAGS, *_opened(self.source, item))
        self.open[-1] = held

    # -- what is written alike

    def learn_frame(self, begin: str, between: str) -> Frame | None:
        """What the tags around a label say, None where they are not those of an item."""
        key = (begin, between)
        if key in self.frames:
            return None
        if key not in self.once:
            # Tags that are written so a single time are taken one by one sooner than learned.
            self.once.add(key)
            return None
        source = f"<{begin}{_ANY_LABEL}{between}"
        beside = _Builder(source, _ANY_DEPTH, self.tags)
        beside.run(_SINGLE_TAGS, 0, len(source))
        cell = self.tags[source[source.rindex("<") + 1 : -1]]
        unfold = partial(_unfolded, self.source, self.tags)
        frame = self.frames[key] = frame_of([element for element, _ in beside.open[1:]], cell, unfold)
        return frame


def _opened(source: str, item: Item) -> tuple[int, int]:
    """Where the tags that open an item begin and end in the source; all of them where it is one paragraph."""
    found = _TAGS.match(source, item.place - item.tags.table.place)
    assert found is not None
    return found.span()


def _unfolded(source: str, tags: WrittenTags, item: Item) -> Sequence[PageElement]:
    """What the table of an item holds. Nothing of the builder is kept for this, or both would wait for a collector."""
    beside = _Builder(source, _ANY_DEPTH, tags)
    beside.run(_SINGLE_TAGS, *_opened(source, item))
    closing = _TAGS.match(source, item.closing) if item.closing else None
    if closing is not None:
        beside.open[-1] = (item.shown, beside.open[-1][1])
        beside.run(_SINGLE_TAGS, *closing.span())
    (table,) = beside.open[0][1]
    return table.children


_BY_GROUP = {
    "content": _Builder.item,
    "beyond": _Builder.whole_item,
    "rest": _Builder.end_of_item,
    "next": _Builder.leaf,
    "after": _Builder.end,
    "behind": _Builder.comment,
}
_TAKERS = [_BY_GROUP.get(name, _Builder.tag) for name in ("", *_TAGS.groupindex)]
"""What takes a tag, by the last group of the pattern that was found."""
