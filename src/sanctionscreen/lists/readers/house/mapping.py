"""Column mappings: the meaning of the columns of a table that wasn't written as a house list."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sanctionscreen.errors import UsageError
from sanctionscreen.lists.readers.house.columns import COLUMNS, NAME_COLUMNS
from sanctionscreen.parsing.delimited import header_name

_KEYS = frozenset({"list", "delimiter", "encoding", "columns", "values", "defaults"})


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a mapping file says.

    Attributes:
        columns: column of the house format to the columns of the table; several are joined by a space for `name`, and
            are several values otherwise.
        values: column of the house format to what its values mean, compared without regard to case.
        defaults: column of the house format to the value of rows that have none.
        list_id: the list's id, empty where the mapping doesn't say.
        delimiter: of the table, empty to find out.
        encoding: of the table, `utf-8` unless the mapping says otherwise.
    """

    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    list_id: str = ""
    delimiter: str = ""
    encoding: str = "utf-8"

    def apply(self, row: Mapping[str, str]) -> dict[str, str]:
        """A row of the table, keyed by `header_name` of its columns, as a row of the house format."""
        result: dict[str, str] = {}
        for column, sources in self.columns.items():
            texts = [text.strip() for source in sources if (text := row.get(source, "")).strip()]
            meanings = self.values.get(column, {})
            texts = [meanings.get(text.lower(), text) for text in texts]
            result[column] = (" " if column == "name" else ";").join(texts) or self.defaults.get(column, "")
        for column, text in self.defaults.items():
            result.setdefault(column, text)
        return result

    @property
    def sources(self) -> frozenset[str]:
        """The columns of the table that mean something."""
        return frozenset(source for sources in self.columns.values() for source in sources)


def load_mapping(path: str | Path) -> ColumnMapping:
    """Read a mapping file (TOML; docs/house-list.md shows one).

    Raises:
        UsageError: if it can't be read, names columns that the house format lacks, or leaves out `entity_id` or `name`.
    """
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: the column mapping cannot be read: {error}") from None
    if unknown := sorted(data.keys() - _KEYS):
        raise UsageError(f"{path}: the column mapping has unknown keys: {', '.join(unknown)}")
    columns = _columns(data, path)
    house_columns = {*COLUMNS, *NAME_COLUMNS}
    strange = sorted({*columns, *data.get("values", {}), *data.get("defaults", {})} - house_columns)
    if strange:
        raise UsageError(f"{path}: not columns of the house format: {', '.join(strange)}")
    if missing := [column for column in ("entity_id", "name") if column not in columns]:
        raise UsageError(f"{path}: the column mapping doesn't say which column is {' and '.join(missing)}")
    values = {
        column: {str(k).lower(): str(v) for k, v in table.items()}
        for column, table in data.get("values", {}).items()
    }
    return ColumnMapping(
        columns=columns,
        values=values,
        defaults={column: str(text) for column, text in data.get("defaults", {}).items()},
        list_id=str(data.get("list", "")),
        delimiter=str(data.get("delimiter", "")),
        encoding=str(data.get("encoding", "utf-8")),
    )


def _columns(data: dict[str, Any], path: str | Path) -> dict[str, tuple[str, ...]]:
    table = data.get("columns")
    if not isinstance(table, dict):
        raise UsageError(f"{path}: the column mapping has no [columns]")
    result: dict[str, tuple[str, ...]] = {}
    for column, sources in table.items():
        names = sources if isinstance(sources, list) else [sources]
        result[column] = tuple(header_name(str(name)) for name in names)
    return result
