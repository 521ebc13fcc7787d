"""Columns of customer files: the table of fields with their header names, and the mapping of a header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sanctionscreen.errors import CustomerFileError, UsageError
from sanctionscreen.identifiers.registry import IDENTIFIER_TYPES
from sanctionscreen.parsing.delimited import header_name

Use = Literal[
    "query_id", "text", "name", "name_part", "alias", "kind", "dates", "countries", "addresses", "identifier",
    "typed_identifiers",
]  # fmt: skip
"""What `RowBuilder` makes of a column: `text` is taken as it is, `name_part` is joined to the name, `identifier` holds
values of one type, `typed_identifiers` holds TYPE:VALUE."""

_ONE_COLUMN: frozenset[Use] = frozenset({"query_id", "text", "name_part", "kind"})
_NAMING: frozenset[Use] = frozenset({"name", "name_part", "alias"})


@dataclass(frozen=True, slots=True)
class Field:
    """What a column can hold.

    Attributes:
        name: the field; also the attribute of `Query` that a `text` or `name_part` sets, and the type of an
            `identifier`.
        use: what is made of its cells.
        headers: normalised column names that mean the field, the best one first.
    """

    name: str
    use: Use
    headers: tuple[str, ...]


def _field(name: str, use: Use, headers: str) -> Field:
    return Field(name, use, tuple(headers.split()))


FIELDS: tuple[Field, ...] = (
    _field("query_id", "query_id", "query_id customer_id id"),
    _field("name", "name", "name full_name customer_name party_name legal_name company_name entity_name"),
    _field("given_name", "name_part", "given_name given_names first_name first_names forename forenames"),
    _field("family_name", "name_part", "family_name last_name surname"),
    _field(
        "alias",
        "alias",
        "alias aliases aka former_name former_names previous_name previous_names native_name native_names "
        "other_name other_names trading_name trading_names trade_name maiden_name name_native name_former",
    ),
    _field("kind", "kind", "kind type party_type customer_type entity_type"),
    _field("gender", "text", "gender sex"),
    _field("birth_date", "dates", "birth_date date_of_birth dob birthdate"),
    _field(
        "country",
        "countries",
        "country countries nationality nationalities citizenship country_code flag residence jurisdiction",
    ),
    _field("address", "addresses", "address addresses"),
    *(_field(item.name, "identifier", item.columns) for item in IDENTIFIER_TYPES if item.columns),
    _field("identifier", "typed_identifiers", "identifier identifiers"),
)
"""Every field a column can be, in any order. A column with another name needs `--column FIELD=NAME`."""

_BY_NAME = {field.name: field for field in FIELDS}
_BY_HEADER = {header: field for field in FIELDS for header in field.headers}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file, by what they mean.

    Attributes:
        places: field → indices of its columns, in their order; only fields that the file has.
        unused: headers that mean nothing here, or a second column for a field that takes one, in their order.
    """

    places: dict[str, tuple[int, ...]]
    unused: tuple[str, ...]

    @property
    def has_name(self) -> bool:
        """Whether any column can give a row a name."""
        return any(_BY_NAME[name].use in _NAMING for name in self.places)

    @property
    def used(self) -> frozenset[int]:
        """Indices of all columns that mean something."""
        return frozenset(index for indices in self.places.values() for index in indices)

    def of_use(self, use: Use) -> tuple[tuple[str, int], ...]:
        """Field and index of each column of a use: by the order of `FIELDS`, then of the columns."""
        return tuple(
            (field.name, index)
            for field in FIELDS
            if field.use == use
            for index in self.places.get(field.name, ())
        )


def field_of(header: str) -> str | None:
    """The field that a column of this name means, or None.

    >>> field_of("Date of Birth"), field_of("customer-ID"), field_of("balance")
    ('birth_date', 'query_id', None)
    """
    field = _BY_HEADER.get(header_name(header, punctuated=True))
    return field.name if field else None


def map_columns(header: Sequence[str], assigned: Iterable[tuple[str, str]] = ()) -> Columns:
    """Recognise the columns of a header.

    A further column for a name gives further names. Of several columns for a field that takes one value (`query_id`,
    `kind`, `gender`, given and family name) one is used: by the order of the field's headers, then of the columns.

    Args:
        header: the column names.
        assigned: (field, column name) pairs that overrule recognition; a column assigned is not recognised as anything
            else.

    Raises:
        UsageError: if an assignment names an unknown field, or a column that isn't there.
    """
    field_at = _assigned_fields(header, assigned)
    places: dict[str, list[int]] = {}
    for index, name in field_at.items():
        places.setdefault(name, []).append(index)
    overruled = {name for name in places if name == "name" or _BY_NAME[name].use in _ONE_COLUMN}
    for index, column in enumerate(header):
        recognised = None if index in field_at else field_of(column)
        if recognised and recognised not in overruled:
            places.setdefault(recognised, []).append(index)
    for name, indices in places.items():
        if _BY_NAME[name].use in _ONE_COLUMN:
            places[name] = sorted(indices, key=lambda index: _rank(header[index]))[:1]
    _further_names(places)
    columns = Columns({name: tuple(indices) for name, indices in places.items()}, ())
    used = columns.used
    return replace(columns, unused=tuple(column for index, column in enumerate(header) if index not in used))


def map_frame_columns(header: Sequence[str], assigned: Iterable[tuple[str, str]], shown: str) -> Columns:
    """Recognise the columns of a data frame; see `map_columns`.

    Args:
        header, assigned: as of `map_columns`.
        shown: how errors name the frame.

    Raises:
        CustomerFileError: if no column holds the name.
        UsageError: if an assignment names an unknown field, or a column that isn't there.
    """
    columns = map_columns(header, assigned)
    if not columns.has_name:
        message = f"no column for the name; name it with columns=[('name', …)]. The columns are: {', '.join(header)}"
        raise CustomerFileError(message, path=shown)
    return columns


def _assigned_fields(header: Sequence[str], assigned: Iterable[tuple[str, str]]) -> dict[int, str]:
    """The field of each column that the user assigned."""
    field_at: dict[int, str] = {}
    for given, column in assigned:
        name = field_of(given) or given
        if name not in _BY_NAME:
            raise UsageError(f"--column {name}={column}: no such field; the fields are {', '.join(_BY_NAME)}")
        indices = [index for index, text in enumerate(header) if text.strip() == column.strip()]
        if not indices:
            raise UsageError(f"--column {name}={column}: no such column; the columns are {', '.join(header)}")
        field_at.update(dict.fromkeys(indices, name))
    return field_at


def _rank(column: str) -> int:
    """Position of a column's name among the headers of its field: `query_id` before `customer_id` before `id`."""
    header = header_name(column, punctuated=True)
    field = _BY_HEADER.get(header)
    return field.headers.index(header) if field else -1


def _further_names(places: dict[str, list[int]]) -> None:
    """The first column for the name is the name; any other is one more name, which must not be lost."""
    names = places.get("name", [])
    if len(names) > 1:
        places["name"] = names[:1]
        places["alias"] = names[1:] + places.get("alias", [])
