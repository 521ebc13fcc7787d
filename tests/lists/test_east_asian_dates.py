"""Dates in East Asian writing, as lists of the region have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft
from sanctionscreen.lists.east_asian_dates import western


def dates_of(text: str) -> list[str]:
    draft = ListingDraft("1")
    builder = EditionBuilder(Path("list.csv"), "house")
    builder.add_birth_date(draft, text, record="line 2")
    return [*map(str, draft.birth_dates), *builder.warnings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1941/8/20", ["1941-08-20"]),
        ("1941.8.20", ["1941-08-20"]),
        ("1941. 8. 20.", ["1941-08-20"]),
        ("1970年", ["1970"]),
        ("1970年3月", ["1970-03"]),
        ("1970年3月2日生", ["1970-03-02"]),
        ("１９７０年３月２日", ["1970-03-02"]),
        ("一九七〇年十一月二十三日", ["1970-11-23"]),
        ("1963年頃; 1972/1/30", ["circa 1963", "1972-01-30"]),
        ("約1963年", ["circa 1963"]),
        ("1955年から1958年の間", ["1955/1958"]),
        ("1955年至1958年", ["1955/1958"]),
        ("1955年または1958年", ["1955", "1958"]),
        ("1955年、1958年5月1日", ["1955", "1958-05-01"]),
        ("昭和16年8月20日", ["1941-08-20"]),
        ("平成元年1月8日", ["1989-01-08"]),
        ("民國59年3月2日", ["1970-03-02"]),
        ("1970년 3월 2일", ["1970-03-02"]),
        ("1970년경", ["circa 1970"]),
        ("1970年3月2日(本人による)", ["1970-03-02"]),
    ],
)
def test_day_and_month_are_kept(text: str, expected: list[str]) -> None:
    assert dates_of(text) == expected


@pytest.mark.parametrize("text", ["不明", "1941/13/45年"])
def test_what_is_no_date_is_told(text: str) -> None:
    assert any("left in the remarks" in item or item == "1941" for item in dates_of(text))


@given(st.text(alphabet="0123456789 /-;circaFeb", max_size=20).filter(lambda text: "/" not in text))
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert western(text) == text


@given(st.text(alphabet="0129年月日年頃約から;元昭和十/. ", max_size=20))
def test_any_text_is_rewritten_without_failing(text: str) -> None:
    assert isinstance(western(text), str)
