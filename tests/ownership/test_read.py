"""Files of links: formats are known by content, and what cannot be used is told with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sanctionscreen.errors import LinkFileError
from sanctionscreen.ownership import LinkFile, read_links

_GLEIF_HEADER = (
    "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,"
    "Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,"
    "Relationship.Period.1.startDate,Relationship.Period.1.endDate,Relationship.Period.1.periodType"
)


def _read(tmp_path: Path, text: str) -> LinkFile:
    path = tmp_path / "links"
    path.write_text(text, encoding="utf-8")
    return read_links(path)


def _reasons(found: LinkFile) -> list[str]:
    return [f"{problem.location.rpartition(', ')[2]}: {problem.reason}" for problem in found.problems]


def test_a_table_of_owners_becomes_holdings_and_ties(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "owner;owned;percentage;role;from;to;owner_name\n"
        "o1;c1;50,5 %;;2019;2020-06;Owner One\nc1;c2;25-50;;;;\no1;c3;;director;;;\no1;c4;;control;;;\no1;c5;?;;;;\n",
    )
    assert found.format == "csv"
    assert [(h.owner, h.owned, h.kind, h.least, h.most) for h in found.holdings] == [
        ("o1", "c1", "ownership", 50.5, 50.5),
        ("c1", "c2", "ownership", 25, 50),
        ("o1", "c4", "control", 0, 100),
        ("o1", "c5", "ownership", 0, 100),
    ]
    assert (found.holdings[0].since, found.holdings[0].until) == ("2019-01-01", "2020-06-31")
    assert [(link.first, link.role, link.second) for link in found.links] == [("o1", "director", "c3")]
    assert found.parties["o1"].name == "Owner One"
    assert not found.problems


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,b,120,,,", "the percentage is over 100"),
        ("a,b,-5,,,", "the percentage is negative"),
        ("a,b,half,,,", "the percentage is no number"),
        ("a,b,60-40,,,", "the range of percentages ends before it begins"),
        ("a,b,50,,2020,2019", "the link ends before it begins"),
        ("a,b,50,,soon,", "no possible date"),
    ],
)
def test_a_share_or_date_that_cannot_be_is_told_and_the_link_kept(
    tmp_path: Path, row: str, reason: str
) -> None:
    found = _read(tmp_path, f"owner,owned,percentage,role,from,to\n{row}\n")
    assert _reasons(found) == [f"line 2: {reason}"]
    (holding,) = found.holdings
    assert (holding.since, holding.until) == ("", "")
    if "percentage" in reason:
        assert (holding.least, holding.most) == (0, 100)


def test_what_is_no_link_is_told_and_not_used(tmp_path: Path) -> None:
    found = _read(tmp_path, "owner,owned,percentage\na,A ,50\n,b,50\na,,50\n")
    assert _reasons(found) == [
        "line 2: a party that owns itself",
        "line 3: no owner is named",
        "line 4: no owned is named",
    ]
    assert not found.holdings


def test_two_holdings_that_disagree_become_a_range_and_equal_ones_count_once(tmp_path: Path) -> None:
    found = _read(tmp_path, "owner,owned,percentage\na,b,30\na,b,25\na,c,10\na,c,10\n")
    assert [(h.owned, h.least, h.most) for h in found.holdings] == [("b", 25, 55), ("c", 10, 10)]
    assert _reasons(found) == [
        "line 3: two holdings that disagree",
        "line 5: the same holding stands there twice",
    ]


def test_shares_of_more_than_a_whole_company_are_told(tmp_path: Path) -> None:
    found = _read(tmp_path, "owner,owned,percentage\na,b,60\nc,b,60\n")
    assert [problem.reason for problem in found.problems] == [
        "shares in one company of over 100 per cent together"
    ]


def test_fractions_are_told_and_read_as_per_cent(tmp_path: Path) -> None:
    found = _read(tmp_path, "owner,owned,percentage\na,b,0.6\nc,b,0.4\n")
    assert [problem.reason for problem in found.problems] == [
        "every percentage is at most 1: are they fractions?"
    ]


def test_bods_statements_become_parties_and_holdings(tmp_path: Path) -> None:
    def statement(number: int, kind: str, details: object, **more: object) -> dict[str, object]:
        return {
            "statementId": f"s{number}",
            "recordId": f"r{number}",
            "recordType": kind,
            "recordDetails": details,
            **more,
        }

    person = statement(1, "person", {"names": [{"fullName": "Pak  Owner"}]})
    company = statement(2, "entity", {"name": "Star Ltd", "identifiers": [{"id": "123", "scheme": "GB-COH"}]})
    held = {
        "subject": "r2",
        "interestedParty": "r1",
        "interests": [
            {
                "type": "shareholding",
                "share": {"minimum": 25, "exclusiveMaximum": 50},
                "startDate": "2020-01-01",
            },
            {"type": "appointmentOfBoard"},
            {"type": "boardMember"},
        ],
    }
    unknown = {"subject": "r2", "interestedParty": {"reason": "noBeneficialOwners"}, "interests": []}
    statements = [statement(3, "relationship", held), person, company, statement(4, "relationship", unknown)]
    statements.append(statement(5, "relationship", held, recordStatus="closed"))
    found = _read(tmp_path, json.dumps(statements))
    assert found.format == "bods"
    assert found.parties["r1"].names == ("Pak Owner",)
    assert [(i.value, i.country) for i in found.parties["r2"].identifiers] == [("123", "GB")]
    share, control = found.holdings
    assert (share.owner, share.owned, share.least, share.since) == ("r1", "r2", 25, "2020-01-01")
    assert 49.9 < share.most < 50
    assert control.kind == "control"
    assert [link.role for link in found.links] == ["boardmember"]
    assert [problem.reason for problem in found.problems] == ["the interested party is not known"]
    assert found.unused == {"relationship that is closed": 1}


def test_old_bods_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(LinkFileError, match=r"version 0\.3 or before"):
        _read(tmp_path, json.dumps([{"statementID": "x", "statementType": "entityStatement"}]))


def test_gleif_level_2_is_control_and_a_share_that_is_not_known(tmp_path: Path) -> None:
    rows = [
        "CHILD,LEI,PARENT,LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2019-01-01T00:00:00Z,,RELATIONSHIP_PERIOD",
        "BRANCH,LEI,CHILD,LEI,IS_INTERNATIONAL_BRANCH_OF,ACTIVE,,,",
        "FUND,LEI,HOUSE,LEI,IS_FUND-MANAGED_BY,ACTIVE,,,",
        "OLD,LEI,PARENT,LEI,IS_DIRECTLY_CONSOLIDATED_BY,INACTIVE,,,",
    ]
    found = _read(tmp_path, "\n".join([_GLEIF_HEADER, *rows]) + "\n")
    assert found.format == "gleif"
    assert [(h.owner, h.owned, h.kind, h.least, h.most) for h in found.holdings] == [
        ("parent", "child", "control", 0, 100),
        ("parent", "child", "ownership", 0, 100),
        ("child", "branch", "ownership", 100, 100),
    ]
    assert found.holdings[0].since == "2019-01-01"
    assert [(link.first, link.role) for link in found.links] == [("house", "fund_manager")]
    assert found.unused == {"relationship of status INACTIVE": 1}


def test_followthemoney_entities_become_holdings_and_ties(tmp_path: Path) -> None:
    entities = [
        {
            "id": "o",
            "schema": "Ownership",
            "properties": {"owner": ["p"], "asset": ["c"], "percentage": ["51"]},
        },
        {"id": "d", "schema": "Directorship", "properties": {"director": ["p"], "organization": ["x"]}},
        {"id": "p", "caption": "Pak", "schema": "Person", "properties": {"name": ["Pak"]}},
        {
            "id": "c",
            "caption": "Star",
            "schema": "Company",
            "properties": {"name": ["Star"], "leiCode": ["L1"]},
        },
    ]
    found = _read(tmp_path, "\n".join(map(json.dumps, entities)))
    assert found.format == "ftm"
    assert [(h.owner, h.owned, h.least) for h in found.holdings] == [("p", "c", 51)]
    assert [(link.first, link.role, link.second) for link in found.links] == [("p", "director", "x")]
    assert [problem.value for problem in found.problems] == ["x"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("name,kind\nA,person\n", "of no known format"),
        ("owner,owned\n", "a header and no links"),
        ("owner,owned\na\n", "a row of 1 fields where the header has 2"),
        ('owner,owned\na,"b\n', "broken row"),
        ("[{", "broken JSON"),
        ("[]", "an empty JSON array"),
        ('{"a": 1}', "JSON of no known format"),
        ("<html></html>", "is XML or HTML"),
        ("PK\x03\x04", "an Excel workbook"),
    ],
)
def test_a_file_of_no_links_is_refused_with_the_reason(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LinkFileError, match=message):
        _read(tmp_path, text)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LinkFileError, match="no such file"):
        read_links(tmp_path / "none.csv")
