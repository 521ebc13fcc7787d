"""Age and staleness of an edition on a day."""

from __future__ import annotations

from datetime import date

import pytest

from sanctionscreen.lists import read_list, shipped_path, staleness
from sanctionscreen.lists.metadata import known_lists
from sanctionscreen.lists.staleness import edition_age

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("list_id", "edition", "current_on", "max_age", "stale"),
    [
        ("un-sc", "2026-11-01", None, None, ""),
        ("un-sc", "2026-10-31", None, None, "it is 31 days old, and the list changes within 30 days"),
        ("un-sc", "2020-11-24", "2026-11-30", None, ""),
        (
            "un-sc",
            "2020-11-24",
            "2026-10-01",
            None,
            "it was last looked for 61 days ago, and the list changes within 30 days",
        ),
        ("un-sc", "2026-11-01", None, 29, "it is 30 days old, and at most 29 days are allowed"),
        ("un-sc", "2020-11-24", None, 3_000, ""),
        ("un-sc", "2026-12-02", None, None, ""),  # it is tomorrow already where the list is published
        (
            "un-sc",
            "2026-12-03",
            None,
            None,
            "its date 2026-12-03 is later than today, 2026-12-01, and the list changes within 30 days",
        ),
        ("us-bis-dpl", None, None, None, "it has no date, and the list changes within 60 days"),
        ("us-bis-dpl", "second edition", None, None, "it has no date, and the list changes within 60 days"),
        ("ours", None, None, None, ""),
        ("ours", "1999-01-01", None, None, ""),
        ("ours", "1999-01-01", None, 365, "it is 10,196 days old, and at most 365 days are allowed"),
        ("ours", None, None, 365, "it has no date, and at most 365 days are allowed"),
        ("gb-ofsi", "2026-11-30", "2026-11-30", 10_000, "its publisher withdrew the list on 2026-01-28"),
        ("gb-ofsi", None, None, None, "its publisher withdrew the list on 2026-01-28"),
    ],
)
def test_an_edition_is_stale_past_its_limit_or_where_nobody_can_tell(
    list_id: str, edition: str | None, current_on: str | None, max_age: int | None, stale: str
) -> None:
    assert edition_age(list_id, edition, current_on, today=TODAY, max_age=max_age).stale == stale


def test_a_withdrawn_list_is_judged_by_the_day_that_is_meant() -> None:
    assert edition_age("gb-ofsi", "2026-01-20", today=date(2026, 1, 27)).stale == ""
    assert edition_age("gb-ofsi", "2026-01-20", today=date(2026, 1, 28)).stale != ""


def test_an_unknown_age_is_told_also_where_there_is_no_limit() -> None:
    age = edition_age("ours", None, today=TODAY)
    assert (age.days, age.limit, age.unknown) == (None, None, "it has no date")


def test_the_shipped_list_has_an_age_and_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staleness, "current_day", lambda: date(2030, 2, 27))
    edition = read_list(shipped_path())
    assert (edition.age().days, edition.age().limit, edition.age().stale) == (1_461, None, "")
    assert edition.age(date(2026, 2, 28)).days == 1


def test_every_published_list_has_a_limit_or_was_withdrawn() -> None:
    without = {info.id for info in known_lists().values() if info.stale_after is None and not info.withdrawn}
    assert without == {"shipped-dprk"}
