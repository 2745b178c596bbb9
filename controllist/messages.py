"""Sentences for people: an English template, which is the identifier of the message, and the values of its fields.

A message is a `str` (its English text), so that it prints, compares and goes into JSON as one. The edge that prints it
looks its template up in the catalogue of a language (`rendering/locale/nl.toml`) and fills in the same fields; a field
that is a message itself, or a tuple of messages, is translated with it. No code decides anything by the text.

>>> message = Message("expected a date such as {example}, found {found!r}", example="2024-09-07", found="soon")
>>> message
"expected a date such as 2024-09-07, found 'soon'"
>>> message.template, message.fields["found"]
('expected a date such as {example}, found {found!r}', 'soon')
>>> in_language(message, {message.template: "verwacht: een datum zoals {example}; gevonden: {found!r}"})
"verwacht: een datum zoals 2024-09-07; gevonden: 'soon'"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Message(str):
    """The English text of a message, with its `template` and `fields`; a template without fields is a label.

    >>> Message("not met").fields
    {}
    >>> Message("expected {expected}", expected=(Message("a figure"), Message("a date")))
    'expected a figure, a date'
    """

    template: str
    fields: Mapping[str, object]

    def __new__(cls, template: str, /, **fields: object) -> Message:
        text = template.format_map({name: _joined(value) for name, value in fields.items()}) if fields else template
        message = super().__new__(cls, text)
        message.template = template
        message.fields = fields
        return message

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.template, dict(self.fields)))


def joined(separator: str, parts: Iterable[str]) -> Message:
    """Messages one behind the other as one message, which is translated part by part.

    >>> joined("; ", ["1.6 nm is not ≤ 1.50 nm", Message("answered")])
    '1.6 nm is not ≤ 1.50 nm; answered'
    """
    fields = {f"part{number}": part for number, part in enumerate(parts)}
    return Message(separator.join(f"{{{name}}}" for name in fields), **fields)


def in_language(text: str, catalogue: Mapping[str, str]) -> str:
    """The text of a message by a catalogue of templates; what the catalogue lacks, and plain text, stays as it is.

    >>> catalogue = {"not met": "niet voldaan", "{code} is {verdict}": "{code}: {verdict}"}
    >>> in_language(Message("{code} is {verdict}", code="3B001", verdict=Message("not met")), catalogue)
    '3B001: niet voldaan'
    """
    if not isinstance(text, Message):
        return catalogue.get(text, text)
    template = catalogue.get(text.template)
    fields = {name: _translated(value, catalogue) for name, value in text.fields.items()}
    if template is None:
        template = text.template
    return template.format_map(fields) if fields else template


def _translated(value: object, catalogue: Mapping[str, str]) -> object:
    if isinstance(value, Message):
        return in_language(value, catalogue)
    if isinstance(value, tuple):
        return ", ".join(str(_translated(one, catalogue)) for one in value)
    return value


def _joined(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _rebuild(template: str, fields: dict[str, object]) -> Message:
    return Message(template, **fields)
