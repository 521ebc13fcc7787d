"""Age and staleness of an edition, by the publishing interval of its list and the day of its withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sanctionscreen.lists.metadata import list_info

_DAYS_AHEAD = 1
"""Days that a publisher's date may be ahead of ours, by the time zones."""


@dataclass(frozen=True, slots=True)
class EditionAge:
    """How old an edition is on a day, and what follows from it.

    Attributes:
        days: since the edition was last known to be the newest; None where no date says so.
        limit: days after which it is stale; None for no limit.
        stale: why it may miss what was published since, in words; empty if it does not.
        unknown: why its age is not known, in words; empty if it is.
    """

    days: int | None
    limit: int | None
    stale: str
    unknown: str


def current_day() -> date:
    """Today, in UTC."""
    return datetime.now(UTC).date()


def age_in_days(day: str, today: date | None = None) -> int | None:
    """Days from a date to today; None for text that begins with no date.

    >>> age_in_days("2026-02-27", date(2026, 3, 2)), age_in_days("second edition")
    (3, None)
    """
    try:
        return ((today or current_day()) - date.fromisoformat(day[:10])).days
    except ValueError:
        return None


def edition_age(
    list_id: str,
    edition: str | None,
    current_on: str | None = None,
    *,
    today: date | None = None,
    max_age: int | None = None,
) -> EditionAge:
    """The age of an edition, and whether it is stale.

    A list that its publisher withdrew is stale from that day on. Where a limit is known and the age is not, the edition
    is stale: nobody can say that it is fresh. Lists of your own and the shipped list have no limit but `max_age`.

    Args:
        list_id: the list's id.
        edition: its date.
        current_on: a later day on which its publisher had nothing newer.
        today: another day than today.
        max_age: the limit in days, instead of that of the list.

    >>> edition_age("un-sc", "2020-11-24", today=date(2026, 12, 1)).stale
    'it is 2,198 days old, and the list changes within 30 days'
    """
    today = today or current_day()
    info = list_info(list_id)
    limit = max_age if max_age is not None else info.stale_after if info else None
    last = max(edition or "", current_on or "")
    days = age_in_days(last, today)
    unknown = ""
    if days is None:
        unknown = "it has no date"
    elif days < -_DAYS_AHEAD:
        unknown = f"its date {last} is later than today, {today}"
    rule = (
        f"at most {limit} days are allowed"
        if max_age is not None
        else f"the list changes within {limit} days"
    )
    stale = ""
    if info and info.withdrawn and info.withdrawn <= today:
        stale = f"its publisher withdrew the list on {info.withdrawn}"
    elif unknown and limit is not None:
        stale = f"{unknown}, and {rule}"
    elif days is not None and limit is not None and days > limit:
        looked_for = current_on is not None and current_on > (edition or "")
        reason = f"it was last looked for {days:,} days ago" if looked_for else f"it is {days:,} days old"
        stale = f"{reason}, and {rule}"
    return EditionAge(days, limit, stale, unknown)
