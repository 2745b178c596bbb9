"""Which edition of a list answers for a date, and what must be said where the right one is not at hand."""

from __future__ import annotations

from attrs import frozen

from controllist.codes import EditionAddress, check_date
from controllist.errors import NotFoundError
from controllist.store.history import KnownEdition, ListInfo, editions, info


@frozen
class Choice:
    """The edition that answers for a date, whether it is the one in force, and what must be said about it."""

    address: EditionAddress
    exact: bool
    cautions: tuple[str, ...] = ()


def choose(name: str, as_of: str | None = None) -> Choice:
    """The edition of a list that answers for a date (None: the newest at hand).

    Raises `NotFoundError` where the list has nothing at hand, or did not exist on that date.
    """
    at_hand = editions(name)
    if not at_hand:
        raise NotFoundError(f"no edition of {name} is at hand", list=name)
    listing = info(name)
    if as_of is None:
        newest = at_hand[-1]
        return Choice(newest, True, _newest_cautions(newest, listing))
    day = check_date(as_of)
    law = [k for k in listing.known if k.date <= day]
    before = [a for a in at_hand if a.date <= day]
    if not law and not before:
        first = listing.known[0].date if listing.known else at_hand[0].date
        raise NotFoundError(f"no edition of {name} is known for {day}; the first known one is of {first}", list=name)
    used = before[-1] if before else at_hand[0]
    in_force = law[-1] if law else KnownEdition(used.date)
    if used.date >= in_force.date and used.date <= day:
        return Choice(used, True)
    return Choice(used, False, (_instead(name, day, in_force, used),))


def _instead(name: str, day: str, in_force: KnownEdition, used: EditionAddress) -> str:
    if in_force.status == "unknown":
        return (
            f"what {name} said on {day} is not known for certain: {in_force.remark}; "
            f"this answer rests on the edition of {used.date}"
        )
    act = f" ({in_force.act.number})" if in_force.act.number else ""
    return (
        f"on {day} the edition of {in_force.date}{act} of {name} was in force; its text is not at hand, so this "
        f"answer rests on the edition of {used.date}; `controllist fetch {name}@{in_force.date}` or "
        f"`controllist add FILE --list {name} --edition {in_force.date}` brings the right one"
    )


def _newest_cautions(newest: EditionAddress, listing: ListInfo) -> tuple[str, ...]:
    """One line a list: the edition that answers, every later one known, every announced one."""
    said = f"{newest.list}: answered with {newest.date}, the newest edition at hand"
    later = [k for k in listing.known if k.date > newest.date]
    unseen = [k.date for k in later if k.status == "in force"]
    if unseen:
        said += f"; later editions are known and not at hand: {', '.join(unseen)}"
    said += "".join(f"; {k.date}: {k.remark}" for k in later if k.status == "unknown")
    said += "".join(f"; announced: {k.act.number}, {k.remark}" for k in listing.announced)
    return (said,)
