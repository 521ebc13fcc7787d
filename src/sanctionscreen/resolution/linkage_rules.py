"""Linkage rules: a strong identifier, a reference number, or a rare name with birth date and one thing more.

Each rule gives its reason in a sentence, and says which of its links are in conflict with something: nothing is joined
in silence, and nothing is left apart in silence either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal

import numpy as np

from sanctionscreen.countries import country_code
from sanctionscreen.dates import PartialDate
from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.identifiers.normalize import NormalisedIdentifier
from sanctionscreen.identifiers.registry import identifier_type
from sanctionscreen.model import Listing
from sanctionscreen.names.fold import fold
from sanctionscreen.names.frequency import bits
from sanctionscreen.resolution.conflicts import identifier_conflict, kind_conflict, kind_or_date_conflict

Rule = Literal["identifier", "reference", "name", "number alone"]
"""Why two listings are one party: a strong identifier and names that are alike; a reference number; a rare name, birth
date and more; a strong identifier under unlike names, as after a rename or a typing error."""

RULES: tuple[Rule, ...] = ("identifier", "reference", "name", "number alone")
"""The rules in the order in which their links are applied, the surest first."""

MOST_HOLDERS = 12
"""An identifier that more listings hold belongs to an office or a registry, or is a typing error: it links none."""

NAME_BITS = 22.0
"""How rare a name must be for a link by name and birth date: about one person in four million has such a name."""

_UN_NUMBER = re.compile(r"[A-Z]{2,3}[ei]\.\d{3}")
_EU_NUMBER = re.compile(r"EU\.\d+\.\d+")
_OFAC_NUMBER = re.compile(r"Treasury Department\s+(\d+)$")
_UN_REMARK = re.compile(
    r"\bUN Ref(?:erence)?\b[^A-Za-z]{0,4}(?:(?:Number|No)\b\W*)?([A-Za-z]{2,3})\s?([ei])\s?\.\s?(\d{1,3})\b",
    re.I,
)
_NOTICE = re.compile(r"interpol\.int/\S*?/un/(\d{5,})", re.I)


@dataclass(frozen=True, slots=True)
class ClusterLink:
    """Two listings that are one party, or may look it.

    Attributes:
        left, right: their positions, the smaller first.
        rule: what links them.
        reason: in words: `IMO 8405270 on both`.
        conflict: why the link is rejected; empty if it holds.
    """

    left: int
    right: int
    rule: Rule
    reason: str
    conflict: str = ""


def find_links(listings: Sequence[Listing], identifiers: IdentifierIndex) -> list[ClusterLink]:
    """Every link between these listings, the surest rule first, then in the order of the listings."""
    links: dict[tuple[int, int], ClusterLink] = {}
    for link in (*_by_identifier(listings, identifiers), *_by_reference(listings), *_by_name(listings)):
        earlier = links.get((link.left, link.right))
        if earlier is None or (earlier.conflict and not link.conflict):
            links[link.left, link.right] = link
    return sorted(links.values(), key=lambda link: (RULES.index(link.rule), link.left, link.right))


def _by_identifier(listings: Sequence[Listing], identifiers: IdentifierIndex) -> Iterator[ClusterLink]:
    for holders in identifiers.shared():
        numbers: dict[int, NormalisedIdentifier] = {}
        for position, _, number in holders:
            if number.valid is not False:
                numbers.setdefault(position, number)
        if 1 < len(numbers) <= MOST_HOLDERS:
            for left, right in combinations(numbers, 2):
                if agreement(numbers[left], numbers[right]) == "strong":
                    yield _identifier_link(listings, left, right, numbers[left], numbers[right])


def _identifier_link(
    listings: Sequence[Listing],
    left: int,
    right: int,
    number: NormalisedIdentifier,
    right_number: NormalisedIdentifier,
) -> ClusterLink:
    first, second = listings[left], listings[right]
    conflict = kind_or_date_conflict(first, second)
    if (
        number.key.startswith("imo:")
        and number.type == right_number.type
        and "vessel" in (first.kind, second.kind)
        and kind_conflict(first, second)
    ):
        conflict = ""  # the EU files ships as enterprises
    similar = have_similar_names(first, second)
    if not conflict and not similar:
        if first.list == second.list:
            conflict = "one list has it under unlike names"  # one list with two parties means two
        else:
            conflict = identifier_conflict(first, second)
    reason = f"{identifier_type(number.type).label} {number.value} on both"
    return ClusterLink(left, right, "identifier" if similar else "number alone", reason, conflict)


def _by_reference(listings: Sequence[Listing]) -> Iterator[ClusterLink]:
    holders: dict[str, dict[int, bool]] = defaultdict(dict)
    for position, listing in enumerate(listings):
        for reference, is_own in _references(listing):
            holders[reference].setdefault(position, is_own)
    for reference, is_own_at in holders.items():
        if len(is_own_at) > MOST_HOLDERS:
            continue
        for left, right in combinations(is_own_at, 2):
            first, second = listings[left], listings[right]
            if first.list != second.list:
                conflict = kind_or_date_conflict(first, second)
                is_sure = is_own_at[left] and is_own_at[right]
                if not (conflict or is_sure or have_similar_names(first, second)):
                    conflict = (
                        "it stands in a remark, which may be about another party, and the names are unlike"
                    )
                yield ClusterLink(left, right, "reference", f"{reference} on both", conflict)


def _references(listing: Listing) -> Iterator[tuple[str, bool]]:
    """The reference numbers of a listing with their publisher, and whether it is surely its own.

    One that a remark cites may be another party's.
    """
    for text in (listing.entity_id, *listing.references, listing.source.record):
        if number := _UN_NUMBER.fullmatch(text):
            yield f"UN reference {number[0]}", True
        elif number := _EU_NUMBER.fullmatch(text):
            yield f"EU reference {number[0]}", True
        elif number := _OFAC_NUMBER.search(text):
            yield f"OFAC number {number[1]}", True
    if listing.list in {"us-ofac-sdn", "us-ofac-cons"}:
        yield f"OFAC number {listing.entity_id}", True
    if "UN Ref" in listing.remarks:
        cited = _UN_REMARK.findall(listing.remarks)
        numbers = {f"{code.upper()}{kind.lower()}.{int(digits):03}" for code, kind, digits in cited}
        if len(numbers) == 1:
            yield f"UN reference {numbers.pop()}", False
    if "interpol.int" in listing.remarks:
        notices = set(_NOTICE.findall(listing.remarks))
        if len(notices) == 1:
            yield f"Interpol notice {notices.pop()}", False


def _by_name(listings: Sequence[Listing]) -> Iterator[ClusterLink]:
    """Persons of two lists with a rare name, a full birth date and a country or birth place in common."""
    born: dict[str, list[int]] = defaultdict(list)
    for position, listing in enumerate(listings):
        if listing.kind == "person":
            for day in dict.fromkeys(str(date) for date in listing.birth_dates if _is_known_day(date)):
                born[day].append(position)
    for day, positions in born.items():
        if len({listings[position].list for position in positions}) > 1:
            yield from _born_on(day, positions, listings)


def _is_known_day(date: PartialDate) -> bool:
    """Whether one day is given, and not 1 January, which often stands for an unknown one."""
    return bool(date.day) and not (date.circa or date.year_to) and (date.month, date.day) != (1, 1)


def _born_on(day: str, positions: list[int], listings: Sequence[Listing]) -> Iterator[ClusterLink]:
    holders: dict[str, list[int]] = defaultdict(list)
    for position in positions:
        names = listings[position].names
        for words in {" ".join(sorted(_folded(item.name).split())) for item in names if not item.weak}:
            holders[words].append(position)
    for name, named in sorted(holders.items()):
        pairs = [pair for pair in combinations(named, 2) if listings[pair[0]].list != listings[pair[1]].list]
        if not pairs or not _is_rare(name):
            continue
        is_unique = len({listings[position].list for position in named}) == len(named)
        for left, right in pairs:
            if shared := _shared_place(listings[left], listings[right]):
                conflict = kind_or_date_conflict(listings[left], listings[right])
                if not is_unique:
                    conflict = conflict or "several of one list have this name and birth date"
                reason = f"{name.upper()}, born {day}, {shared} on both"
                yield ClusterLink(left, right, "name", reason, conflict)


def _is_rare(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and float(np.sum(bits(words)[0])) >= NAME_BITS


def _shared_place(left: Listing, right: Listing) -> str:
    """A country, or else a word of a birth place, that both listings give; empty if there is none."""
    if shared := _countries(left) & _countries(right):
        return min(shared)
    return min(_birth_place_words(left) & _birth_place_words(right), default="")


def _countries(listing: Listing) -> set[str]:
    texts = (*listing.nationalities, *listing.countries)
    return {code for text in texts if (code := country_code(text))}


def _birth_place_words(listing: Listing) -> set[str]:
    return {word for text in listing.birth_places for word in fold(text).split() if len(word) > 3}


def have_similar_names(left: Listing, right: Listing) -> bool:
    """Whether two names of the listings are the same words, or share two and more than half of the shorter's."""
    right_names = _name_words(right)
    return any(
        a == b or len(a & b) > max(1, min(len(a), len(b)) / 2) for a in _name_words(left) for b in right_names
    )


def _name_words(listing: Listing) -> list[frozenset[str]]:
    """The words of each name, without short ones, which are particles, unless it has no others."""
    names = [_folded(item.name).split() for item in listing.names]
    return [frozenset([word for word in words if len(word) > 3] or words) for words in names if words]


@lru_cache(maxsize=65_536)
def _folded(name: str) -> str:
    return fold(name)
