"""The page of XHTML from its tags as they are written, without a tree of lxml: the way for pages that hold nothing odd.

A page of the Official Journal is some thousand items, each a table of one row, and most of its elements only say
"label" and "text". lxml checks that the page is well-formed; then one pattern takes the tags in order, all that open
an item as one and all that close it as one (`Item`). A page that holds anything this way does not know, such as CDATA,
prefixes or an entity that is not predefined, is read from lxml's tree (`_page.build`). The tests hold the two equal.

>>> from controllist.reading._elements import plain
>>> table = "<table><tr><td><p>%s</p></td><td><p>Vats &amp; lids</p></td></tr></table>"
>>> page = page_of_tags(f"<body>{table % '-'}{table % 'a.'}{table % 'b.'}</body>".encode())
>>> [(item.label, item.paragraph.text, plain(item)) for item in page.root.children[1:]]
[('a.', 'Vats & lids', 'a.Vats & lids'), ('b.', 'Vats & lids', 'b.Vats & lids')]
>>> page_of_tags(b"<p><![CDATA[Vats]]></p>") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrs import define

from controllist.limits import limits
from controllist.reading._elements import (
    LONGEST_POWER,
    PARTING,
    Item,
    ItemTags,
    Lines,
    Page,
    PageElement,
    TaggedLines,
    is_blank,
    walk,
)
from controllist.reading._looks import Look
from controllist.reading._written import OddPageError, Tag, WrittenTags, read_references
from controllist.reading._xml import is_well_formed, lines_of_nodes

_LARGEST = 8_000_000
"""Bytes beyond which lxml may refuse a text for its length."""
_MOST_LINES = 65_000
"""Lines beyond which lxml has its own way to count them, which is not to be told from the tags."""
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
          (?P<spans> (?: </?+span [^>]*+ > [^<]*+ )*+ )
          </p> \s*+ </td> \s*+ </tr> \s*+ (?: </tbody> \s*+ )?+ </table> (?P<beyond> [^<]*+ )
        | (?P<content> [^<]*+ ) )
    | (?P<end> /td> \s*+ </tr> \s*+ (?: </tbody> \s*+ )?+ </table> ) (?P<rest> [^<]*+ )
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
_PARAGRAPH, _TEXT, _SPANS, _BEYOND = map(_TAGS.groupindex.__getitem__, ("paragraph", "words", "spans", "beyond"))
_WHOLE, _INSIDE, _NEXT = map(_TAGS.groupindex.__getitem__, ("whole", "inside", "next"))
"""Groups by their numbers, for what is asked of each tag."""


def page_of_tags(data: bytes) -> Page | None:
    """The page of well-formed XHTML that holds nothing odd, None for any other."""
    prolog = _PROLOG.match(data)
    if prolog is None or len(data) > _LARGEST or b"\r" in data:
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
    return builder.page(Lines(source) if lines is None else TaggedLines(source, len(prolog), lines))


@define(eq=False)
class _Frame(ItemTags):
    """What items have in common whose tags are written alike."""

    cell: Tag
    """That of the cell with the text."""


class _Builder:
    """Takes the tags in order; `run` may be called for a part of the source within another run."""

    def __init__(self, source: str, most: int, beside: _Builder | None = None) -> None:
        self.source = source
        self.most = most
        """How deep elements may be nested."""
        self.counts = 0 if beside else 1
        """How often what is made counts for its look."""
        self.tags: WrittenTags = beside.tags if beside else WrittenTags()
        self.frames: dict[tuple[str, str], _Frame | None] = {}
        """By the tags around a label."""
        self.once: set[tuple[str, str]] = set()
        """The tags around a label that were met and not learned."""
        self.powers: list[tuple[Look, str, str]] = []
        self.comments: list[str] = []
        self.inside: list[list[PageElement]] = [[]]
        """What the elements that are open hold so far, the outermost first."""
        around = PageElement("", Look("", "", ""), "", "", self.inside[0], False, False, False, 0, None)
        self.open = [around]
        """The elements that are open; of an item only the cell with its text."""
        self.begun: list[Item] = []
        """The items that are open."""

    def run(self, tags: re.Pattern[str], begin: int, end: int) -> None:
        """Take the tags of a part of the source."""
        for found in tags.finditer(self.source, begin, end):
            _TAKERS[found.lastindex or 0](self, found)

    def page(self, line: Callable[[int], int]) -> Page:
        """What was made. The builder, which unfolds items, lets go of it, or both would wait for a collector."""
        for frame in filter(None, self.frames.values()):
            for look in frame.looks:
                look.times += frame.times
        (root,) = self.inside[0]
        self.inside, self.open = [], []
        return Page(root, self.powers, list(self.tags.looks.values()), self.comments, line)

    # -- single tags

    def leaf(self, found: re.Match[str]) -> None:
        """An element that holds nothing but text."""
        written, text, tail = found.group(_WHOLE, _INSIDE, _NEXT)
        self.whole(self.tags[written], found.start(_INSIDE), text, tail)

    def tag(self, found: re.Match[str]) -> None:
        """A tag that opens an element, or is all of it."""
        written, text = found.group("tag", "text")
        tag = self.tags[written]
        if tag.is_closed:
            self.whole(tag, found.start("text"), "", text)
        else:
            tag.look.times += self.counts
            self.begin(tag, found.start("text"), text)

    def end(self, found: re.Match[str]) -> None:
        """A tag that closes an element."""
        if self.begun and self.begun[-1].content is self.open[-1]:
            self.unfold_open()
        tail = found["after"]
        made, inside = self.open.pop(), self.inside.pop()
        made.tail = read_references(tail) if "&" in tail else tail
        around, before = self.open[-1], self.inside[-1]
        if made.holds_blocks or made.tag in PARTING:
            around.holds_blocks = True
            around.has_table = around.has_table or made.has_table
        elif not inside and not made.look.is_told and made.is_short:
            self.short(made.look, made.text)
        around.has_image = around.has_image or made.has_image
        before.append(made)

    def comment(self, found: re.Match[str]) -> None:
        """A comment; it has a place in the page, and no text."""
        said, tail = found.group("comment", "behind")
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
        if tag.parts:
            self.open[-1].holds_blocks = True
        elif tag.may_be_power and text and len(text) <= LONGEST_POWER:
            self.short(look, text)
        is_table, is_image = name == "table", name == "img"
        if is_table or is_image:
            self.open[-1].has_table = self.open[-1].has_table or is_table
            self.open[-1].has_image = self.open[-1].has_image or is_image
        self.inside[-1].append(
            PageElement(name, look, text, tail, (), False, is_table, is_image, place, tag.attributes)
        )

    def begin(self, tag: Tag, place: int, text: str) -> PageElement:
        """Open an element."""
        # Items have up to four levels more than what is open here.
        if len(self.open) + 3 * len(self.begun) >= self.most - 4:
            raise OddPageError
        if "&" in text:
            text = read_references(text)
        inside: list[PageElement] = []
        name = tag.name
        made = PageElement(
            name, tag.look, text, "", inside, False, name == "table", name == "img", place, tag.attributes
        )
        self.open.append(made)
        self.inside.append(inside)
        return made

    def short(self, look: Look, text: str) -> None:
        """Note the next element as one that may be a power."""
        look.powers += self.counts
        before = self.inside[-1]
        self.powers.append((look, text, before[-1].tail if before else self.open[-1].text))

    def pass_over(self, tail: str) -> None:
        """Leave out an element, and not the blanks behind it."""
        if self.inside[-1]:
            self.inside[-1][-1].tail += tail
        else:
            self.open[-1].text += tail

    # -- items

    def item(self, found: re.Match[str]) -> None:
        """All tags from that of a table to that of the cell with its text."""
        begin, label, between, text = found.group(_BEGIN, _LABEL, _BETWEEN, _CONTENT)
        key = (begin, between)
        frame = self.frames[key] if key in self.frames else self.learn_frame(*key)
        start, end = found.span()
        if frame is None:
            self.run(_SINGLE_TAGS, start, end)
            return
        content = self.begin(frame.cell, end - len(text), text)
        item = self.made(frame, label, (start, end - len(text)))
        item.content = content
        self.begun.append(item)

    def end_of_item(self, found: re.Match[str]) -> None:
        """All tags that close a cell, its row and its table."""
        if not self.begun or self.begun[-1].content is not self.open[-1]:
            self.run(_SINGLE_TAGS, *found.span())
            return
        end, tail = found.group("end", "rest")
        item, content = self.begun.pop(), self.open.pop()
        self.inside.pop()
        start = found.start()
        item.places += (start, start + len(end) + 1)
        item.has_image = content.has_image
        self.take(item, tail)

    def whole_item(self, found: re.Match[str]) -> None:
        """An item whose text is one paragraph, with nothing but spans in it."""
        begin, label, between, written, text, spans, tail = found.group(
            _BEGIN, _LABEL, _BETWEEN, _PARAGRAPH, _TEXT, _SPANS, _BEYOND
        )
        key = (begin, between)
        frame = self.frames[key] if key in self.frames else self.learn_frame(*key)
        start = found.start()
        if frame is None:
            self.run(_SINGLE_TAGS, start, found.end())
            return
        tag = self.tags[written]
        tag.look.times += self.counts
        if "&" in text:
            text = read_references(text)
        inside: list[PageElement] = []
        place, attributes = found.start(_TEXT), tag.attributes
        paragraph = PageElement("p", tag.look, text, "", inside, False, False, False, place, attributes)
        item = self.made(frame, label, (start, found.end() - len(tail)))
        item.paragraph = paragraph
        if spans:
            self.begun.append(item)
            self.open.append(paragraph)
            self.inside.append(inside)
            self.run(_SINGLE_TAGS, *found.span(_SPANS))
            self.begun.pop()
            self.open.pop()
            self.inside.pop()
        self.take(item, tail)

    def made(self, frame: _Frame, label: str, places: tuple[int, ...]) -> Item:
        """An item without its text."""
        table = frame.table
        if "&" in label:
            label = read_references(label)
        return Item(
            "table", table.look, table.text, "", True, True, False, places[0] + table.place, table.attributes,
            frame, label, places, self.unfolded,
        )  # fmt: skip

    def take(self, item: Item, tail: str) -> None:
        """Put an item that is complete into the element around it."""
        frame, around = item.tags, self.open[-1]
        frame.times += 1
        if frame.may_be_power and len(item.label) <= LONGEST_POWER:
            frame.label.powers += 1
        if tail:
            item.tail = read_references(tail) if "&" in tail else tail
        around.holds_blocks = around.has_table = True
        if item.has_image:
            around.has_image = True
        self.inside[-1].append(item)

    def unfolded(self, item: Item) -> Sequence[PageElement]:
        """What the table of an item holds."""
        beside = _Builder(self.source, _ANY_DEPTH, self)
        beside.run(_SINGLE_TAGS, *item.places[:2])
        if item.content is not None:
            beside.open[-1] = item.content
            beside.run(_SINGLE_TAGS, *item.places[2:])
        (table,) = beside.inside[0]
        return table.children

    def unfold_open(self) -> None:
        """Open all elements of an item that turns out to be something else: its row or table holds more."""
        item = self.begun.pop()
        content, inside = self.open.pop(), self.inside.pop()
        self.run(_SINGLE_TAGS, *item.places)
        self.open[-1], self.inside[-1] = content, inside

    # -- what is written alike

    def learn_frame(self, begin: str, between: str) -> _Frame | None:
        """What the tags around a label say, None where they are not those of an item."""
        key = (begin, between)
        if key not in self.once:
            # Tags that are written so a single time are taken one by one sooner than learned.
            self.once.add(key)
            return None
        source = f"<{begin}{_ANY_LABEL}{between}"
        beside = _Builder(source, _ANY_DEPTH, self)
        beside.run(_SINGLE_TAGS, 0, len(source))
        cell = self.tags[source[source.rindex("<") + 1 : -1]]
        frame = self.frames[key] = _frame(beside.open[1:], cell)
        return frame


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


def _frame(opened: Sequence[PageElement], cell: Tag) -> _Frame | None:
    """The frame of an item whose open elements are these, the last of them the cell for its text."""
    if [e.tag for e in opened] not in (["table", "tbody", "tr", "td"], ["table", "tr", "td"]):
        return None
    table, cells = opened[0], opened[-2].children
    if len(cells) not in (1, 2) or any(e.children for e in (*opened[:-2], *cells[:-1])):
        return None
    below = list(walk(cells[-1]))
    if [e.tag for e in (*cells, *below[1:])] != ["td"] * len(cells) + ["p"] + ["span"] * (len(below) - 2):
        return None
    parts = [*opened, *cells[:-1], *below]
    if any(e.look.role not in ("text", "italic") for e in parts):
        return None
    if not all(is_blank(e.tail) for e in parts) or not all(is_blank(e.text) for e in parts[:-1]):
        # Something stands beside the label, or the label beside its last span.
        return None
    look = below[-1].look
    may_be_power = not look.is_told and not look.is_block
    looks = [e.look for e in parts]
    return _Frame(table, cells[-1].place - table.place, look, may_be_power, len(cells) + 1, looks, 0, cell)
