"""Reader for the Beneficial Ownership Data Standard, version 0.4.

Source: https://standard.openownership.org/en/0.4.0/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sanctionscreen.model import Identifier
from sanctionscreen.ownership.formats.csv_table import dates
from sanctionscreen.ownership.graph import Holding
from sanctionscreen.ownership.parse import Share, party_key, role_of
from sanctionscreen.ownership.records import Link, LinkFile, Party
from sanctionscreen.ownership.validation import add_holding, add_link

_OWNERSHIP = frozenset(
    {
        "shareholding",
        "rightsToProfitOrIncome",
        "rightsToSurplusAssetsOnDissolution",
        "beneficiaryOfLegalArrangement",
    }
)
"""Interests that are a share of the company. Only `shareholding` is added up; see `_holding`."""

_CONTROL = frozenset(
    {"appointmentOfBoard", "controlViaCompanyRulesOrArticles", "controlByLegalFramework", "otherInfluenceOrControl",
     "seniorManagingOfficial"}
)  # fmt: skip

_SCHEMES = {"XI-LEI": "lei_code", "LEI": "lei_code", "RU-INN": "inn_code", "RU-OGRN": "ogrn_code"}

_JUST_OVER = 1e-6


def is_bods(statement: Any) -> bool:
    """Whether an object is a BODS statement, of this version or an older one."""
    return isinstance(statement, dict) and (
        {"statementId", "recordType", "recordDetails"} <= statement.keys() or "statementID" in statement
    )


def is_old(statement: dict[str, Any]) -> bool:
    """Whether it is of version 0.3 or before."""
    return "statementID" in statement or "statementType" in statement


def read(statements: Iterable[tuple[str, Any]], file: LinkFile) -> None:
    """Read (location, statement) pairs; of several statements on one record the last one counts."""
    last: dict[str, tuple[str, dict[str, Any]]] = {}
    for location, statement in statements:
        file.records += 1
        if not is_bods(statement):
            file.add_problem(location, "no BODS statement", "not used")
            continue
        key = str(statement.get("recordId") or statement["statementId"])
        known = last.get(key)
        if known and str(known[1].get("statementDate", "")) > str(statement.get("statementDate", "")):
            file.unused["statement that a later one replaces"] += 1
            continue
        if known:
            file.unused["statement that a later one replaces"] += 1
        last[key] = location, statement
    relationships = []
    for key, (location, statement) in last.items():
        kind = str(statement["recordType"])
        if statement.get("recordStatus") == "closed":
            file.unused[f"{kind} that is closed"] += 1
        elif kind == "relationship":
            relationships.append((location, statement))
        elif kind in {"entity", "person"}:
            file.add_party(_party(key, kind, _object(statement["recordDetails"])))
        else:
            file.add_problem(location, "a record of unknown type", "not used", kind)
    records = set(last)
    for location, statement in relationships:
        _relationship(location, _object(statement["recordDetails"]), records, file)


def _party(key: str, record_type: str, details: dict[str, Any]) -> Party:
    names = [details.get("name"), *_list(details.get("alternateNames"))]
    names += [
        item.get("fullName") or f"{item.get('givenName', '')} {item.get('familyName', '')}"
        for item in map(_object, _list(details.get("names")))
    ]
    identifiers = []
    for item in map(_object, _list(details.get("identifiers"))):
        if number := str(item.get("id") or ""):
            scheme = str(item.get("scheme") or "")
            country = scheme[:2] if scheme[2:3] == "-" and scheme[:2] != "XI" else ""
            identifiers.append(
                Identifier(_SCHEMES.get(scheme, "registration_number"), number, country, scheme)
            )
    clean = tuple(
        dict.fromkeys(" ".join(name.split()) for name in names if isinstance(name, str) and name.strip())
    )
    kind = "person" if record_type == "person" else "organization"
    return Party(party_key(key), clean, kind, tuple(identifiers))  # type: ignore[arg-type]  # one of two literals


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _relationship(location: str, details: dict[str, Any], records: set[str], file: LinkFile) -> None:
    ends = []
    for side in ("interestedParty", "subject"):
        value = details.get(side)
        if not isinstance(value, str) or not value:
            reason = value.get("reason", "no reason given") if isinstance(value, dict) else "not given"
            words = "interested party" if side == "interestedParty" else "subject"
            file.add_problem(location, f"the {words} is not known", "not used", str(reason))
            return
        if value not in records:
            file.add_problem(
                location, "a link to a party that the file doesn't hold", "kept under its id", value
            )
        ends.append(file.add_party(Party(party_key(value))))
    for interest in map(_object, _list(details.get("interests")) or [{}]):
        if details.get("componentRecords") and interest.get("directOrIndirect") == "indirect":
            file.unused["indirect interest of which the steps stand there too"] += 1
        else:
            _interest(location, ends[0], ends[1], interest, file)


def _interest(location: str, owner: str, owned: str, interest: dict[str, Any], file: LinkFile) -> None:
    kind = str(interest.get("type") or "unknownInterest")
    since, until = dates(
        str(interest.get("startDate") or ""), str(interest.get("endDate") or ""), location, file
    )
    share = _share(_object(interest.get("share")), location, file)
    if kind in _CONTROL or (kind == "votingRights" and share.least > 50):
        add_holding(file, Holding(owner, owned, "control", since=since, until=until, location=location))
    elif kind == "shareholding":
        add_holding(
            file, Holding(owner, owned, "ownership", share.least, share.most, "", since, until, location)
        )
    elif kind in {"unknownInterest", "unpublishedInterest"}:  # it may be a share: unknown, and not none
        add_holding(file, Holding(owner, owned, since=since, until=until, location=location))
    else:
        add_link(file, Link(owner, owned, role_of(kind), since, until, location))


def _share(share: dict[str, Any], location: str, file: LinkFile) -> Share:
    def number(name: str) -> float | None:
        value = share.get(name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    exact = number("exact")
    least = exact if exact is not None else number("minimum")
    most = exact if exact is not None else number("maximum")
    if exact is None and least is None and (over := number("exclusiveMinimum")) is not None:
        least = over + _JUST_OVER
    if exact is None and most is None and (under := number("exclusiveMaximum")) is not None:
        most = under - _JUST_OVER
    low, high = least if least is not None else 0.0, most if most is not None else 100.0
    if 0 <= low <= high <= 100:
        return Share(low, high)
    if low < 0 or high < 0:
        reason = "the percentage is negative"
    elif low > 100 or high > 100:
        reason = "the percentage is over 100"
    else:
        reason = "the range of percentages ends before it begins"
    file.add_problem(location, reason, "kept with an unknown share", f"{low:g} to {high:g}")
    return Share()
