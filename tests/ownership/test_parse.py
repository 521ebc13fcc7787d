"""Laws of what cells of link files become."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.dates import day_bound
from sanctionscreen.errors import LinkFileError
from sanctionscreen.ownership import read_links
from sanctionscreen.ownership.parse import (
    ShareError,
    control_in_words,
    natures_of_control,
    party_key,
    share_of,
)

_CELL = st.text(max_size=12)
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(_CELL | st.from_regex(r"[<>]?=? ?\d{1,4}([.,]\d)? ?(%|- ?\d{1,3})?", fullmatch=True))
def test_a_share_is_a_range_within_0_and_100_or_an_error(text: str) -> None:
    try:
        share = share_of(text)
    except ShareError:
        return
    assert 0 <= share.least <= share.most <= 100


@pytest.mark.parametrize("text", ["", " ", "?", "unknown", "N/A", "-"])
def test_a_share_that_is_not_known_is_never_none(text: str) -> None:
    assert (share_of(text).least, share_of(text).most) == (0, 100)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("More than 25% but not more than 50%", 25.000001, 50),
        ("more than 50% but less than 75%", 50.000001, 74.999999),
        ("75% or more", 75, 100),
        ("Ownership of shares – 75% or more", 75, 100),
        ("Ownership of shares (more than 25% but not more than 50%)", 25.000001, 50),
        ("The person holds, directly or indirectly, 75% or more of the shares in the company", 75, 100),
        ("not less than 25 per cent and up to 50 per cent", 25, 50),
        ("ownership-of-shares-25-to-50-percent", 25.000001, 50),
        ("ownership-of-shares-50-to-75-percent-as-trust", 50.000001, 74.999999),
        ("ownership-of-shares-75-to-100-percent-as-firm", 75, 100),
        ("ownership-of-shares-more-than-25-percent-registered-overseas-entity", 25.000001, 100),
        ("right-to-share-surplus-assets-75-to-100-percent-limited-liability-partnership", 75, 100),
        ("75-to-100-percent", 75, 100),
        ("50% or less", 0, 50),
    ],
)
def test_a_share_in_the_words_of_the_uk_register_is_a_range(text: str, least: float, most: float) -> None:
    assert [share_of(text).least, share_of(text).most] == pytest.approx([least, most])


@pytest.mark.parametrize(
    "text",
    ["voting-rights-75-to-100-percent", "Class A more than 50%", "more than 75% but not more than 50%"],
)
def test_words_that_say_something_else_than_a_share_are_no_share(text: str) -> None:
    with pytest.raises(ShareError):
        share_of(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("significant-influence-or-control", "control"),
        ("Has significant influence or control as a trustee of a trust", "control"),
        ("right-to-appoint-and-remove-directors-as-firm", "majority_of_board"),
        ("voting-rights-75-to-100-percent", "voting_rights"),
        ("Ownership of voting rights - more than 50% but less than 75%", "voting_rights"),
        ("voting-rights-25-to-50-percent", ""),
        ("ownership-of-shares-75-to-100-percent", ""),
    ],
)
def test_natures_of_control_that_are_no_share_are_roles(text: str, role: str) -> None:
    assert control_in_words(text) == role


@pytest.mark.parametrize(
    ("percentage", "role", "expected"),
    [
        ("ownership-of-shares-75-to-100-percent", "", [("ownership", 75)]),
        ("", "ownership-of-shares-75-to-100-percent", [("ownership", 75)]),
        ("significant-influence-or-control", "", [("control", 0)]),
        (
            "voting-rights-75-to-100-percent|ownership-of-shares-75-to-100-percent",
            "",
            [("control", 0), ("ownership", 75)],
        ),
        (
            "['ownership-of-shares-25-to-50-percent', 'voting-rights-25-to-50-percent']",
            "",
            [("ownership", 25)],
        ),
        ("voting-rights-25-to-50-percent", "", [("ownership", 0)]),  # a share that isn't known
        ("51", "control", [("control", 0), ("ownership", 51)]),
    ],
)
def test_natures_of_control_in_a_table_make_holdings(
    tmp_path: Path, percentage: str, role: str, expected: list[tuple[str, float]]
) -> None:
    path = tmp_path / "links.csv"
    path.write_text(f'owner,owned,percentage,role\nA,B,"{percentage}",{role}\n')
    holdings = read_links(path).holdings
    assert [(item.kind, round(item.least)) for item in holdings] == expected


def test_natures_of_control_are_told_apart_from_sentences_with_commas() -> None:
    sentence = "holds, directly or indirectly, more than 25%"
    assert natures_of_control(sentence) == [sentence]


def test_more_than_a_share_is_more_and_less_than_one_is_less() -> None:
    assert share_of(">50").least > 50
    assert share_of("under 50 %").most < 50
    assert (share_of("at least 25").least, share_of("up to 25").most) == (25, 25)


@given(st.text())
def test_a_key_of_a_key_is_the_key(text: str) -> None:
    assert party_key(party_key(text)) == party_key(text)


def test_days_bound_what_a_date_leaves_open() -> None:
    assert (day_bound("2024-02"), day_bound("2024-02", last=True)) == ("2024-02-01", "2024-02-31")
    assert "2024-02-29" < day_bound("2024-02", last=True) < "2024-03-01"


@given(st.lists(st.lists(_CELL, min_size=6, max_size=6), min_size=1, max_size=5))
def test_whatever_stands_in_a_table_is_read_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = _path(tmp_path_factory)
    lines = [";".join(cell.replace("\n", " ") for cell in row) for row in rows]
    path.write_text(
        "owner;owned;percentage;role;from;to\n" + "\n".join(lines), encoding="utf-8", errors="replace"
    )
    _read(path)


@given(st.sampled_from(["entity", "person", "relationship", "x"]), _JSON, _JSON, _JSON)
def test_whatever_stands_in_a_statement_is_read_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, kind: str, one: object, other: object, third: object
) -> None:
    path = _path(tmp_path_factory)
    details = {
        "names": one,
        "identifiers": other,
        "name": third,
        "interests": one,
        "subject": "r",
        "interestedParty": other,
    }
    bods: list[dict[str, object]] = [
        {"statementId": "s", "recordId": "r", "recordType": kind, "recordDetails": details}
    ]
    bods.append({**bods[0], "recordDetails": third, "recordId": "q"})
    path.write_text(json.dumps(bods), encoding="utf-8", errors="replace")
    _read(path)
    schema = {"entity": "Company", "person": "Person", "relationship": "Ownership"}.get(kind, kind)
    properties = {"owner": one, "asset": other, "percentage": third, "name": one, "startDate": other}
    path.write_text(json.dumps({"id": "x", "schema": schema, "properties": properties}), encoding="utf-8")
    _read(path)


def _path(factory: pytest.TempPathFactory) -> Path:
    return factory.getbasetemp() / "any-links"


def _read(path: Path) -> None:
    try:
        found = read_links(path)
    except LinkFileError:
        return
    assert all(0 <= holding.least <= holding.most <= 100 for holding in found.holdings)
    assert all(problem.location and problem.reason and problem.fate for problem in found.problems)
