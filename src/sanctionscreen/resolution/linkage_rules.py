"""What ties two listings into one party: a strong identifier, a reference number, or name, birth date and more.

Each rule says what it found in a sentence, and what it found but does not trust: nothing is joined in silence, and
nothing is left apart in silence either.
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
from sanctionscreen.identifiers.types import type_label
from sanctionscreen.model import Listing
from sanctionscreen.names.fold import fold
from sanctionscreen.names.frequency import bits
from sanctionscreen.resolution.conflicts import contradiction, two_numbers

Rule = Literal["identifier", "reference", "name", "number alone"]
"""Why two listings are one party: a strong identifier and names that are alike; a reference number; a rare name, birth
date and more; a strong identifier under unlike names, as after a rename or a typing error."""

RULES: tuple[Rule, ...] = ("identifier", "reference", "name", "number alone")
"""The surest first, in which order they join."""

MOST_HOLDERS = 12
"""An identifier that more listings hold is that of an office, a registry or a typing error: it joins none of them."""

NAME_BITS = 22.0
"""How rare a name must be, beside a birth date and one thing more: about one person in four million has such a name."""

_UN_NUMBER = re.compile(r"[A-Z]{2,3}[ei]\.\d{3}")
_EU_NUMBER = re.compile(r"EU\.\d+\.\d+")
_OFAC_NUMBER = re.compile(r"Treasury Department\s+(\d+)$")
_UN_REMARK = re.compile(
    r"\bUN Ref(?:erence)?\b[^A-Za-z]{0,4}(?:(?:Number|No)\b\W*)?([A-Za-z]{2,3})\s?([ei])\s?\.\s?(\d{1,3})\b",
    re.I,
)
_NOTICE = re.compile(r"interpol\.int/\S*?/un/(\d{5,})", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """Two listings that are one party, or may look it.

    Attributes:
        one, other: their positions, the smaller first.
        rule: what ties them.
        reason: in words: `IMO 8405270 on both`.
        doubt: why it is not believed; empty where it is.
    """

    one: int
    other: int
    rule: Rule
    reason: str
    doubt: str = ""


def all_ties(listings: Sequence[Listing], identifiers: IdentifierIndex) -> list[Link]:
    """Every tie between these listings, the surest rule first, then in the order of the listings."""
    found: dict[tuple[int, int], Link] = {}
    for tie in (*_by_identifier(listings, identifiers), *_by_reference(listings), *_by_name(listings)):
        known = found.get((tie.one, tie.other))
        if known is None or (known.doubt and not tie.doubt):
            found[tie.one, tie.other] = tie
    return sorted(found.values(), key=lambda tie: (RULES.index(tie.rule), tie.one, tie.other))


def _by_identifier(listings: Sequence[Listing], identifiers: IdentifierIndex) -> Iterator[Link]:
    for entries in identifiers.shared():
        sharing: dict[int, NormalisedIdentifier] = {}
        for place, _, number in entries:
            if number.valid is not False:
                sharing.setdefault(place, number)
        if len(sharing) > 1:
            yield from _shared_identifier(listings, sharing)


def _shared_identifier(
    listings: Sequence[Listing], sharing: dict[int, NormalisedIdentifier]
) -> Iterator[Link]:
    if len(sharing) > MOST_HOLDERS:
        return
    pairs = [
        pair for pair in combinations(sharing, 2) if agreement(sharing[pair[0]], sharing[pair[1]]) == "strong"
    ]
    for one, other in pairs:
        number = sharing[one]
        doubt = contradiction(listings[one], listings[other])
        if (
            doubt
            and number.key.startswith("imo:")
            and number.type == sharing[other].type
            and "vessel" in doubt
        ):
            doubt = ""  # the EU files ships as enterprises
        alike = are_alike(listings[one], listings[other])
        if not doubt and not alike:
            if listings[one].list == listings[other].list:
                doubt = "one list has it under unlike names"  # who lists two parties means two
            else:
                doubt = two_numbers(listings[one], listings[other])
        reason = f"{type_label(number.type)} {number.value} on both"
        yield Link(one, other, "identifier" if alike else "number alone", reason, doubt)


def _by_reference(listings: Sequence[Listing]) -> Iterator[Link]:
    holders: dict[str, dict[int, bool]] = defaultdict(dict)
    for place, listing in enumerate(listings):
        for reference, sure in _references(listing):
            holders[reference].setdefault(place, sure)
    for reference, places in holders.items():
        if len(places) > MOST_HOLDERS:
            continue
        for one, other in combinations(places, 2):
            if listings[one].list != listings[other].list:
                doubt = contradiction(listings[one], listings[other])
                if not (
                    doubt or (places[one] and places[other]) or are_alike(listings[one], listings[other])
                ):
                    doubt = (
                        "it stands in a remark, which may be about another party, and the names are unlike"
                    )
                yield Link(one, other, "reference", f"{reference} on both", doubt)


def _references(listing: Listing) -> Iterator[tuple[str, bool]]:
    """The reference numbers of a listing, each with its publisher, and whether it is its own for sure: those in remarks
    may be another party's."""
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


def _by_name(listings: Sequence[Listing]) -> Iterator[Link]:
    """Persons of two lists with a rare name, a full birth date and a country or birth place in common."""
    born: dict[str, list[int]] = defaultdict(list)
    for place, listing in enumerate(listings):
        if listing.kind == "person":
            for day in dict.fromkeys(str(date) for date in listing.birth_dates if _is_a_day(date)):
                born[day].append(place)
    for day, places in born.items():
        if len({listings[place].list for place in places}) > 1:
            yield from _born_on(day, places, listings)


def _is_a_day(date: PartialDate) -> bool:
    """Whether one day is given, and not 1 January, which often stands for an unknown one."""
    return bool(date.day) and not (date.circa or date.year_to) and (date.month, date.day) != (1, 1)


def _born_on(day: str, places: list[int], listings: Sequence[Listing]) -> Iterator[Link]:
    holders: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for name in {
            " ".join(sorted(_folded(item.name).split())) for item in listings[place].names if not item.weak
        }:
            holders[name].append(place)
    for name, named in sorted(holders.items()):
        pairs = [pair for pair in combinations(named, 2) if listings[pair[0]].list != listings[pair[1]].list]
        if not pairs or not _is_rare(name):
            continue
        alone = len({listings[place].list for place in named}) == len(named)
        for one, other in pairs:
            if more := _more(listings[one], listings[other]):
                doubt = contradiction(listings[one], listings[other])
                if not alone:
                    doubt = doubt or "several of one list have this name and birth date"
                yield Link(one, other, "name", f"{name.upper()}, born {day}, {more} on both", doubt)


def _is_rare(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and float(np.sum(bits(words)[0])) >= NAME_BITS


def _more(one: Listing, other: Listing) -> str:
    """One thing more that both say: a country, or a place of birth."""
    ours, theirs = (
        {code for text in (*item.nationalities, *item.countries) if (code := country_code(text))}
        for item in (one, other)
    )
    if shared := ours & theirs:
        return min(shared)
    born, places = (
        {word for text in item.birth_places for word in fold(text).split() if len(word) > 3}
        for item in (one, other)
    )
    return min(born & places, default="")


def are_alike(one: Listing, other: Listing) -> bool:
    """Whether any two names of two listings are the same words, or share two and more than half of the shorter's."""
    theirs = _words(other)
    return any(a == b or len(a & b) > max(1, min(len(a), len(b)) / 2) for a in _words(one) for b in theirs)


def _words(listing: Listing) -> list[frozenset[str]]:
    """The words of each name, without short ones, which are particles, unless it has no others."""
    names = [_folded(item.name).split() for item in listing.names]
    return [frozenset([word for word in words if len(word) > 3] or words) for words in names if words]


@lru_cache(maxsize=65_536)
def _folded(name: str) -> str:
    return fold(name)
