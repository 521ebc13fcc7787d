"""Rows of customer files, as text, to queries or rejected rows.

A row is rejected only if there is nothing to screen. Anything else that cannot be used is left out of the query with a
warning, and the row is still screened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sanctionscreen.batch.input.cells import Cell, all_of, dates_of, kind_of, several, text_of
from sanctionscreen.batch.input.columns import Columns, Use
from sanctionscreen.batch.input.multi_name_fields import further_names
from sanctionscreen.countries import countries_in
from sanctionscreen.dates import PartialDate
from sanctionscreen.model import Address, Identifier, Kind, Query

LONGEST_NAME = 1_000
"""In characters. The longest name on the lists of OFAC, UN, EU and UK together has under 400."""

VALUE_LENGTH = 80
"""Characters of a value that `rejects.csv` has."""

MOST_NAMES = 100
"""Names in one row, joint holders counted one by one."""

_LETTER = re.compile(r"[^\W_]")
_LINE_BREAK = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")
_NO_NAMES = frozenset("n/a #n/a null (null) #name? #ref! #value! #null! undefined".split())


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be screened.

    Attributes:
        line: where the row begins, counted from 1 with the header.
        query_id: its key, where one could be read.
        reason: why, in words.
        column: the column at fault, where it is one.
        value: what the file has there, or of the whole row where no column is at fault; cut by `shortened`.
    """

    line: int
    query_id: str
    reason: str
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class RowWarning:
    """Something in a row that could not be used, though the row is screened.

    Attributes:
        line: where the row begins.
        query_id: its key.
        reason: what was not used and why, in words; without the value, so that equal reasons can be counted.
        value: what the file has there, at most 100 characters of it.
    """

    line: int
    query_id: str
    reason: str
    value: str = ""


class _UnusableNamesError(Exception):
    """No name of the row can be screened.

    Args:
        reason: why, in words.
        at: index of the column at fault, where it is one.
        value: what that column holds.
    """

    def __init__(self, reason: str, at: int | None = None, value: str = "") -> None:
        super().__init__(reason)
        self.at, self.value = at, value


def shortened(value: str) -> str:
    """A value as `rejects.csv` has it: its first 80 characters, with NUL bytes made visible.

    >>> len(shortened("x" * 1_000)), shortened("A" + chr(0))
    (80, 'A\\u2400')
    """
    return value[:VALUE_LENGTH].replace("\0", "\N{SYMBOL FOR NULL}")


_DEFAULTS = {name: field.default for name, field in Query.model_fields.items()}


def trusted_query(content: dict[str, Any]) -> Query:
    """A query of values that are known to have the right types; equal to `Query(**content)` at a quarter of its time.

    Two thirds of the time to read a file went into having pydantic check what this module had just made.
    """
    query = Query.__new__(Query)
    object.__setattr__(query, "__dict__", {**_DEFAULTS, **content})
    object.__setattr__(query, "__pydantic_fields_set__", set(content))
    object.__setattr__(query, "__pydantic_extra__", None)
    object.__setattr__(query, "__pydantic_private__", None)
    return query


class RowBuilder:
    """Makes queries of the rows of one file.

    Args:
        columns: the columns by what they mean.
        delimiter: between the columns; a name with it and a line break is two rows that a stray quote joined. Empty
            for other formats than CSV.
        warn: called with what could not be used.
        header: the names of the columns, for rejected rows.
    """

    def __init__(
        self,
        columns: Columns,
        *,
        delimiter: str,
        warn: Callable[[RowWarning], None],
        header: Sequence[str] = (),
    ) -> None:
        self._header = header
        self._delimiter = delimiter
        self._warn = warn

        def single(use: Use) -> int | None:
            return next((index for _, index in columns.of_use(use)), None)

        def indices(use: Use) -> tuple[int, ...]:
            return tuple(index for _, index in columns.of_use(use))

        self._id, self._kind = single("query_id"), single("kind")
        self._texts = columns.of_use("text")
        self._names = columns.of_use("name") + columns.of_use("name_part")
        self._aliases, self._dates = indices("alias"), indices("dates")
        self._countries, self._addresses = indices("countries"), indices("addresses")
        self._identifiers = columns.of_use("identifier")
        self._typed_identifiers = indices("typed_identifiers")
        self._kinds: dict[str, Kind | None] = {"": None}

    def build(self, line: int, row: Sequence[Cell]) -> Query | RejectedRow:
        """Make the query of one row.

        Args:
            line: where the row begins.
            row: as many values as there are columns.
        """
        query_id = text_of(row[self._id]) if self._id is not None else ""
        content: dict[str, Any] = {"query_id": query_id}
        kind = None
        if self._kind is not None:
            word = text_of(row[self._kind])
            kind = self._kinds[word] if word in self._kinds else self._new_kind(word)
            if kind:
                content["kind"] = kind
            elif word:
                self._warn(RowWarning(line, query_id, "unknown kind, screened as any kind", word[:100]))
        try:
            self._put_names(content, row, kind, line)
            for name, index in self._texts:
                if text := text_of(row[index]):
                    content[name] = text
            if self._dates and (dates := self._read_dates(row, line, query_id)):
                content["birth_dates"] = dates
            if self._countries and (countries := all_of(row, self._countries)):
                content["countries"] = countries
                for text in countries:
                    if not countries_in(text):
                        self._warn(RowWarning(line, query_id, "unknown country, not compared", text[:100]))
            if self._addresses:
                texts = (text_of(row[index]) for index in self._addresses)
                content["addresses"] = tuple(Address(full=text) for text in texts if text)
            if self._identifiers or self._typed_identifiers:
                content["identifiers"] = self._read_identifiers(row, line, query_id)
        except _UnusableNamesError as error:
            column = self._header[error.at] if error.at is not None and self._header else ""
            return RejectedRow(line, query_id, str(error), column, shortened(error.value))
        return trusted_query(content)

    def _new_kind(self, word: str) -> Kind | None:
        kind = kind_of(word)
        if len(self._kinds) < 1_000:
            self._kinds[word] = kind
        return kind

    def _put_names(self, content: dict[str, Any], row: Sequence[Cell], kind: Kind | None, line: int) -> None:
        """Put the names of the row into the query's content.

        Raises:
            _UnusableNamesError: if there is no usable name, or a name too long, or too many of them.
        """
        further: list[str] = []
        problem: _UnusableNamesError | None = None
        for field, index in self._names:
            text = text_of(row[index])
            name = self._checked(text, index)
            if name is None:
                problem = problem or _unusable(text, index)
            elif name:
                content[field] = name
        further.extend(further_names(content.get("name", ""), kind))
        if "given_name" in content and "family_name" in content:  # "John & Mary" and "Smith" are two persons
            further.extend(further_names(f"{content['given_name']} {content['family_name']}", kind))
        for index in self._aliases:
            for text in several(row[index]) if row[index] else ():
                if alias := self._checked(text, index):
                    further.extend((alias, *further_names(alias, kind)))
                else:
                    problem = problem or _unusable(text, index)
        if not content.keys() & {"name", "given_name", "family_name"} and not further:
            raise problem or _UnusableNamesError("no name", self._names[0][1] if self._names else None)
        if problem:
            self._warn(RowWarning(line, content["query_id"], f"a name not used: {problem}"))
        if further:
            content["names"] = tuple(dict.fromkeys(further))
            if len(content["names"]) > MOST_NAMES:
                raise _UnusableNamesError(
                    f"{len(content['names'])} names; at most {MOST_NAMES} can be screened in one row"
                )

    def _checked(self, text: str, index: int) -> str | None:
        """The name in one line; empty if there is none; None if it cannot be screened.

        Raises:
            _UnusableNamesError: if the row as a whole may be broken.
        """
        if not text:
            return ""
        if "\0" in text:
            raise _UnusableNamesError("a NUL byte in the name", index, text)
        if len(text) > LONGEST_NAME:
            raise _UnusableNamesError(
                f"a name of {len(text):,} characters; at most {LONGEST_NAME:,} can be screened", index, text
            )
        if not text.isprintable():  # rare; every line break counts as not printable
            folded = _LINE_BREAK.sub(" ", text)
            if folded != text and self._delimiter and self._delimiter in text:
                raise _UnusableNamesError(
                    "a line break in the name, and a delimiter: did a stray quote join two rows?", index, text
                )
            text = folded.strip()
        if not (text[:1].isalnum() or _LETTER.search(text)) or text.casefold() in _NO_NAMES:
            return None
        return text

    def _read_dates(self, row: Sequence[Cell], line: int, query_id: str) -> tuple[PartialDate, ...]:
        birth_dates: tuple[PartialDate, ...] = ()
        for index in self._dates:
            dates, wrong = dates_of(text_of(row[index]))
            birth_dates += dates
            for text in wrong:
                self._warn(RowWarning(line, query_id, "no possible date, not compared", text[:100]))
        return birth_dates

    def _read_identifiers(self, row: Sequence[Cell], line: int, query_id: str) -> tuple[Identifier, ...]:
        identifiers = [
            Identifier(type_, value)
            for type_, index in self._identifiers
            if (cell := row[index])
            for value in several(cell)
        ]
        for text in all_of(row, self._typed_identifiers):
            type_, _, value = (part.strip() for part in text.partition(":"))
            if type_ and value:
                identifiers.append(Identifier(type_, value))
            else:
                self._warn(RowWarning(line, query_id, "no TYPE:VALUE, identifier not compared", text[:100]))
        return tuple(identifiers)


def _unusable(text: str, index: int) -> _UnusableNamesError:
    reason = "only a placeholder" if _LETTER.search(text) else "no letter or digit in it"
    return _UnusableNamesError(reason, index, text)
