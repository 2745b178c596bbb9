"""What can go wrong, told in one line: what was expected, what was found, where.

Every error of the program is a `ControlListError` and carries its facts as attributes, so that a caller need not read
the message. The exit status of the command line hangs on the class: `MisuseError` is 2, `SourceError` and
`DamagedDataError` are 3, `NotFoundError` is 1.
"""

from __future__ import annotations

from controllist.messages import Message


class ControlListError(Exception):
    """Base of all errors of this library; `exit_status` is what the command line returns for it."""

    exit_status = 2

    def __init__(self, template: str, /, **facts: object) -> None:
        """`template` is that of a `Message` with the facts as its fields, or a message that is made already."""
        message = template if isinstance(template, Message) else _message(template, facts)
        super().__init__(message)
        self.message = message
        self.facts = {**message.fields, **facts}

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.facts))


class MisuseError(ControlListError):
    """A call that cannot mean anything: an unknown list, a date that does not exist, a wrong dimension."""

    exit_status = 2


class CodeError(MisuseError, ValueError):
    """A text that is no control code of any list known here."""


class NotFoundError(ControlListError, LookupError):
    """A well-formed question with nothing to answer it: a code that is not in the list."""

    exit_status = 1


class SourceError(ControlListError):
    """A file that is missing, cannot be read, or holds no entry of the list."""

    exit_status = 3


class DamagedDataError(ControlListError):
    """Shipped or cached data that does not equal its checksum."""

    exit_status = 3


def reason_of(error: OSError) -> str:
    """Why the operating system refused a file, in its own words."""
    return str(error.strerror or error)


def _message(template: str, facts: dict[str, object]) -> Message:
    try:
        return Message(template, **facts)
    except (KeyError, IndexError, ValueError):  # a finished text that holds braces
        return Message(template)


def _rebuild(kind: type[ControlListError], message: Message, facts: dict[str, object]) -> ControlListError:
    return kind(message, **facts)
