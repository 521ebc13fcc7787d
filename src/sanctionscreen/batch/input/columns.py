"""Which column of a customer file says what: known by its name, or by the user's word. Reach for `map_columns`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanctionscreen.errors import UsageError

_SYNONYMS: dict[str, str] = {
    "query_id": "query_id customer_id id",
    "name": "name full_name customer_name party_name legal_name company_name entity_name",
    "given_name": "given_name given_names first_name first_names forename forenames",
    "family_name": "family_name last_name surname",
    "alias": (
        "alias aliases aka former_name former_names previous_name previous_names native_name native_names "
        "other_name other_names trading_name trading_names trade_name maiden_name name_native name_former"
    ),
    "kind": "kind type party_type customer_type entity_type",
    "gender": "gender sex",
    "birth_date": "birth_date date_of_birth dob birthdate",
    "country": "country countries nationality nationalities citizenship country_code flag residence jurisdiction",
    "address": "address addresses",
    "imo_number": "imo imo_number imo_no",
    "mmsi": "mmsi",
    "call_sign": "call_sign callsign",
    "lei_code": "lei lei_code",
    "swift_bic": "bic swift_bic swift bic_code swift_code",
    "passport_number": "passport passport_number passport_no",
    "national_id": "national_id national_id_number id_card",
    "tax_number": "tax_number tax_id tin vat_number",
    "registration_number": "registration_number company_number registration_no",
    "inn_code": "inn inn_code",
    "ogrn_code": "ogrn ogrn_code",
    "duns_code": "duns duns_code duns_number",
    "wallet": "wallet wallets crypto_wallet",
    "phone": "phone phones telephone mobile",
    "email": "email emails e_mail",
    "website": "website websites url",
    "identifier": "identifier identifiers",
}
"""Field → the column names that mean it. What a customer file calls otherwise needs `--column field=Name`."""

FIELDS: tuple[str, ...] = tuple(_SYNONYMS)
"""Every field a column can be."""

IDENTIFIER_FIELDS: tuple[str, ...] = FIELDS[FIELDS.index("imo_number") : -1]
"""Those that hold an identifier's value and are called like its `Identifier.type`; `identifier` holds `type:value`."""

_FIELD_OF = {name: field for field, names in _SYNONYMS.items() for name in names.split()}
_SINGLE = frozenset({"query_id", "kind", "gender", "given_name", "family_name"})
_NAMING = ("name", "given_name", "family_name", "alias")
_NOT_WORD = re.compile(r"[\s_\-./]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands.

    Attributes:
        places: field → indices of its columns, in their order; only fields that the file has.
        unused: headers that mean nothing here, or a second column for a field that takes one, in their order.
    """

    places: dict[str, tuple[int, ...]]
    unused: tuple[str, ...]

    @property
    def has_name(self) -> bool:
        """Whether any column can give a row a name."""
        return any(field in self.places for field in _NAMING)


def field_of(header: str) -> str | None:
    """The field that a column of this name means, or None; case, spaces, hyphens and dots don't matter.

    >>> field_of("Date of Birth"), field_of("customer-ID"), field_of("balance")
    ('birth_date', 'query_id', None)
    """
    return _FIELD_OF.get(_NOT_WORD.sub("_", header.strip().casefold()).strip("_"))


def map_columns(header: Sequence[str], assigned: Iterable[tuple[str, str]] = ()) -> Columns:
    """Tell which columns mean what.

    A further column for a name gives further names; of several for a field that takes one value (`query_id`, `kind`,
    `gender`, given and family name) the first best stands: by the order of the names above, then of the columns.

    Args:
        header: the column names.
        assigned: (field, column name) pairs that overrule recognition; a column assigned is not recognised as anything
            else.

    Raises:
        UsageError: if an assignment names an unknown field, or a column that isn't there.
    """
    taken: dict[int, str] = {}
    for given, name in assigned:
        field = field_of(given) or given
        if field not in _SYNONYMS:
            raise UsageError(f"--column {field}={name}: no such field; the fields are {', '.join(FIELDS)}")
        found = [index for index, column in enumerate(header) if column.strip() == name.strip()]
        if not found:
            raise UsageError(f"--column {field}={name}: no such column; the columns are {', '.join(header)}")
        taken.update(dict.fromkeys(found, field))
    places: dict[str, list[int]] = {}
    for index, field in taken.items():
        places.setdefault(field, []).append(index)
    overruled = set(places) & (_SINGLE | {"name"})
    for index, column in enumerate(header):
        found_field = None if index in taken else field_of(column)
        if found_field and found_field not in overruled:
            places.setdefault(found_field, []).append(index)
    for field in _SINGLE & places.keys():
        places[field] = sorted(places[field], key=lambda index: _rank(header[index]))[:1]
    _further_names(places)
    used = {index for indices in places.values() for index in indices}
    unused = tuple(column for index, column in enumerate(header) if index not in used)
    return Columns({field: tuple(indices) for field, indices in places.items()}, unused)


def _rank(column: str) -> int:
    """Where a column's name stands among those that mean the same: `query_id` before `customer_id` before `id`."""
    key = _NOT_WORD.sub("_", column.strip().casefold()).strip("_")
    field = _FIELD_OF.get(key)
    return _SYNONYMS[field].split().index(key) if field else -1


def _further_names(places: dict[str, list[int]]) -> None:
    """The first column for the name is the name; any other is one more name, which must not be lost."""
    names = places.get("name", [])
    if len(names) > 1:
        places["name"] = names[:1]
        places["alias"] = names[1:] + places.get("alias", [])
