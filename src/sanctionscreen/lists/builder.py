"""Builder of editions: drafts of listings, rejected records, and warnings, as readers collect them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from sanctionscreen.countries import countries_in, is_said_to_be_unknown, split_countries
from sanctionscreen.dates import PartialDate, find_dates, parse_listed_date, split_dates
from sanctionscreen.errors import ListFileError
from sanctionscreen.lists.east_asian_dates import western
from sanctionscreen.lists.edition import Edition, Rejected
from sanctionscreen.model import (
    Address,
    Identifier,
    Kind,
    ListedName,
    Listing,
    NameType,
    Relation,
    Source,
    Status,
)

_T = TypeVar("_T")

_FIRST = re.compile(r"(?:^|[\s(])(?:1|a)\)")
_SECOND = re.compile(r"(?:^|[\s(-])(?:2|b)\)")
_MARK = re.compile(r"(?:^|(?<=[\s,;-]))\(?(?:\d{1,2}|[a-z])\)(?:\s*-\s*\(?\d{1,2}\))?\s*")

IN_TEXT = "in "
"""How the detail of an identifier begins that was found in a sentence: `in remarks`, `in comments`."""

_SHARE_OF_REPEATED_IDS = 0.1
"""Publishers repeat ids in at most 1 % of their records (US CSL 112 of 14,160); two files glued repeat most
of them."""


@dataclass(slots=True)
class ListingDraft:
    """Draft of a listing: the fields of `Listing`, as lists that a reader adds to."""

    entity_id: str
    kind: Kind | None = None
    names: list[ListedName] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    birth_dates: list[PartialDate] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    listed_on: str = ""
    status: Status = "listed"
    relations: list[Relation] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    list_id: str = ""
    source: Source | None = None

    def add_name(
        self,
        text: str,
        type: NameType = "name",
        *,
        weak: bool = False,
        published: str = "",
        source: str = "",
        script: str = "",
        language: str = "",
    ) -> None:
        """Add the names in a field, which may join several by `;`; empty text adds nothing."""
        if ";" in text:
            for part in split_names(text):
                self.names.append(ListedName(part, type, weak, published, script, language, source))
        elif text:
            self.names.append(ListedName(text, type, weak, published, script, language, source))


class EditionBuilder:
    """Collector of one file or folder: its reader adds listings, rejected records and warnings.

    Args:
        path: the file or folder, named in every error.
        list_id: the list that the listings belong to; a reader that finds another id in the file sets it before the
            first listing.
    """

    def __init__(self, path: Path, list_id: str) -> None:
        self.path, self.list_id = path, list_id
        self.edition: str | None = None
        self.listings: list[Listing] = []
        self.rejected: list[Rejected] = []
        self.warnings: list[str] = []
        self.unknown: Counter[str] = Counter()
        self.unused: Counter[str] = Counter()
        self.in_remarks: list[str] = []
        self._seen: Counter[tuple[str, str]] = Counter()
        self._repeated = 0

    def add(self, draft: ListingDraft, *, record: str = "", file: str = "") -> None:
        """Make a listing of the draft; one without a name or an id is rejected. A repeated id gets `#2`,
        `#3`…"""
        if not draft.names or not draft.entity_id:
            self.reject(record or draft.entity_id, "no name" if draft.entity_id else "no id")
            return
        list_id = draft.list_id or self.list_id
        key = (list_id, draft.entity_id)
        self._seen[key] += 1
        entity_id = draft.entity_id
        if (times := self._seen[key]) > 1:
            entity_id = f"{entity_id}#{times}"
            self._repeated += 1
            self.warnings.append(f"the id {draft.entity_id} is repeated at {record}: read as {entity_id}")
        if draft.names[0].type != "name":
            draft.names.sort(key=lambda name: name.type != "name")
        self.listings.append(
            Listing(
                list=list_id,
                entity_id=entity_id,
                kind=draft.kind,
                names=_unique(draft.names),
                genders=_unique(draft.genders),
                birth_dates=_unique(draft.birth_dates),
                birth_places=_unique(draft.birth_places),
                nationalities=_unique(
                    [part for text in draft.nationalities for part in split_countries(text)]
                ),
                countries=_unique([part for text in draft.countries for part in split_countries(text)]),
                addresses=_unique(draft.addresses),
                identifiers=_identifiers(draft.identifiers),
                positions=_unique(draft.positions),
                programmes=_unique(draft.programmes),
                measures=_unique(draft.measures),
                listed_on=draft.listed_on,
                status=draft.status,
                relations=_unique(draft.relations),
                references=_unique(draft.references),
                remarks="\n".join(draft.remarks),
                source=draft.source or Source(file or self.path.name, record),
            )
        )
        self._count_unknown_countries(self.listings[-1])

    def _count_unknown_countries(self, listing: Listing) -> None:
        """Count the texts that should name countries and name none; they stay on the listing as published."""
        in_addresses = (address.country for address in listing.addresses)
        in_numbers = (identifier.country for identifier in listing.identifiers)
        for text in (*listing.nationalities, *listing.countries, *in_addresses, *in_numbers):
            if text and not countries_in(text):
                if is_said_to_be_unknown(text):
                    self.unused["countries said to be unknown"] += 1
                else:
                    self.unknown[f"country {text}"] += 1

    def add_from_remark(self, draft: ListingDraft) -> None:
        """Make a listing of a party in a remark on another one: the publisher has no record of it."""
        if (draft.list_id or self.list_id, draft.entity_id) not in self._seen:
            self.add(draft)
            self.in_remarks.append(draft.entity_id)

    def add_birth_date(self, draft: ListingDraft, text: str, *, record: str) -> None:
        """Add the dates of birth in a field; a text that is no date goes to the remarks, with a warning."""
        for part in split_dates(western(text)):
            try:
                draft.birth_dates.append(parse_listed_date(part))
            except ValueError as error:
                if dates := find_dates(part):
                    draft.birth_dates.extend(dates)
                    draft.remarks.append(f"Date of birth: {part}")
                    continue
                self.warnings.append(f"{record}: date of birth left in the remarks: {error}")
                draft.remarks.append(f"Date of birth: {part}")

    def reject(self, record: str, reason: str) -> None:
        """Add a record, or part of one, that cannot be used."""
        self.rejected.append(Rejected(record, reason))

    def error(self, message: str, record: str | None = None, *, file: str = "") -> ListFileError:
        """Make an error about this file (or, in a folder, about `file` in it), to be raised."""
        return ListFileError(message, path=str(self.path / file if file else self.path), record=record)

    def finish(self, format_id: str, sha256: str) -> Edition:
        """Check what only the whole file can show, and make the edition.

        Args:
            format_id: of the format that was read.
            sha256: see `Edition.sha256`.

        Raises:
            ListFileError: if there is no listing at all, or so many ids are repeated that two files must be
                glued.
        """
        if not self.listings:
            first = f", first: {self.rejected[0].record}: {self.rejected[0].reason}" if self.rejected else ""
            raise self.error(f"holds no listing ({len(self.rejected)} records rejected{first})")
        if self._repeated > max(5, _SHARE_OF_REPEATED_IDS * len(self.listings)):
            share = f"{self._repeated} of {len(self.listings)}"
            raise self.error(f"{share} ids are repeated: two files glued together?")
        return Edition(
            list_id=self.list_id,
            edition=self.edition,
            sha256=sha256,
            format=format_id,
            path=str(self.path),
            listings=self.listings,
            in_remarks=self.in_remarks,
            rejected=self.rejected,
            warnings=self.warnings,
            unknown=dict(self.unknown),
            unused=dict(self.unused),
        )


def split_names(text: str) -> list[str]:
    """Split a field that joins names by `;`.

    A parenthesis that the split tears apart is closed on its left part and removed from its right part.

    >>> split_names("Hasan (Ghul; Hassan Gul; Hasan Gul)")
    ['Hasan (Ghul)', 'Hassan Gul', 'Hasan Gul']
    """
    parts = []
    for part in map(str.strip, text.split(";")):
        open_ones = part.count("(") - part.count(")")
        if open_ones > 0:
            part += ")" * open_ones  # noqa: PLW2901 - the repaired part is the part
        elif open_ones < 0 and part.endswith(")" * -open_ones):
            part = part[:open_ones].rstrip()  # noqa: PLW2901 - the same
        if part:
            parts.append(part)
    return parts


def split_enumerated(text: str) -> list[str]:
    """The parts of a text that enumerates: `(1) Saudi Arabia (2) Qatar`, `a) Mullah b) Haji`; else the text
    itself.

    >>> split_enumerated("(1) K048787 (2) 486298"), split_enumerated("Qatar (since 2009)")
    (['K048787', '486298'], ['Qatar (since 2009)'])
    """
    if not _SECOND.search(text) or not _FIRST.search(text):
        return [text] if text else []
    parts = (part.strip(" ,;") for part in _MARK.split(text))
    return [part for part in parts if part and part != "-"]


def clean(text: str | None) -> str:
    """The text without white space around it, and with line breaks and tabs within it read as spaces."""
    if not text:
        return ""
    text = text.strip()
    return " ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text


def _identifiers(identifiers: list[Identifier]) -> tuple[Identifier, ...]:
    """Without repeats: an identifier found in a sentence is left out where a field of its own has it too.

    `IMO` is taken off IMO numbers: the type says it.
    """
    if any(item.type == "imo_number" and not item.value[:1].isdigit() for item in identifiers):
        identifiers = [_bare_imo(item) if item.type == "imo_number" else item for item in identifiers]
    if any(item.detail.startswith(IN_TEXT) for item in identifiers):
        in_fields = {(item.type, item.value) for item in identifiers if not item.detail.startswith(IN_TEXT)}
        identifiers = [
            item
            for item in identifiers
            if (item.type, item.value) not in in_fields or not item.detail.startswith(IN_TEXT)
        ]
        last_first = {(item.type, item.value, item.country): item for item in reversed(identifiers)}
        identifiers = list(last_first.values())[::-1]
    return _unique(identifiers)


def _bare_imo(item: Identifier) -> Identifier:
    return replace(item, value=item.value.upper().removeprefix("IMO").strip(" .:"))


def _unique(values: list[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values)) if len(values) > 1 else tuple(values)
