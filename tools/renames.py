"""Recall for parties that changed their name, apart from those whose name is only spelt otherwise.

No string measure finds a ship by a name that has nothing to do with the old one, so each way of finding is measured by
itself: the name alone, the history of names, an identifier, a link.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from sanctionscreen.errors import DataError
from sanctionscreen.lists import Edition
from sanctionscreen.model import KINDS, Hit, Identifier, Kind, ListedName, Listing, Query
from sanctionscreen.names.fold import fold
from sanctionscreen.screening import Screener

ALIKE = 0.85
"""Names that reach this on the better of Jaro-Winkler and token_sort_ratio are written otherwise, not changed: a
measure that is not this library's own, so that the split doesn't depend on what is measured."""

WAYS = ("name", "history", "identifier", "link")
"""How a party may be found: by the new name against the old one alone; where a list or its history has both; by its
identifier under the new name; by the address it gives, or who owns it."""

_BY_NAME = {"name", "former-name", "pooled-name"}


@dataclass(frozen=True, slots=True)
class Rename:
    """A former and a current name of one party.

    Attributes:
        former, current: the names.
        kind: what the party is, or None.
        identifier: a number that outlived the change, or None.
        source: where it is from.
        line: of the file.
    """

    former: str
    current: str
    kind: Kind | None = None
    identifier: Identifier | None = None
    source: str = ""
    line: int = 0

    @property
    def is_respelt(self) -> bool:
        """Whether the two names are one, written otherwise."""
        one, other = fold(self.former), fold(self.current)
        return max(JaroWinkler.similarity(one, other), token_sort_ratio(one, other) / 100) >= ALIKE


@dataclass(slots=True)
class Recall:
    """How many cases could be asked in each way, and how many of them were found."""

    cases: int = 0
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))
    by_any: int = 0


@dataclass(frozen=True, slots=True)
class RenamesReport:
    """What `evaluate_renames` measured.

    Attributes:
        threshold: name score from which a name counts as found.
        lists: whether lists were given; without, each case is a list of its own.
        not_listed: cases of which the lists have no listing, by either name or by identifier.
        renamed, respelt: recall for names that changed and for names that are written otherwise.
        by_kind: the same for renamed parties, by kind.
        answers: each case with how it was found, in the order of the file.
    """

    threshold: float
    lists: bool
    not_listed: int
    renamed: Recall
    respelt: Recall
    by_kind: dict[str, Recall]
    answers: tuple[tuple[Rename, dict[str, bool]], ...]


def read_renames(path: str | Path) -> list[Rename]:
    """Read a CSV in UTF-8 with the columns `former_name` and `current_name`, and if wanted `kind`, `identifier_type`,
    `identifier` and `source`.

    Raises:
        DataError: if the file cannot be read, or any row of it not be used.
    """
    shown = str(path)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            if missing := {"former_name", "current_name"} - set(rows.fieldnames or ()):
                raise DataError(f"has no column {', '.join(sorted(missing))}", path=shown)
            found = [_rename(row, shown, rows.line_num) for row in rows]
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=shown) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"is no CSV in UTF-8: {error}", path=shown) from None
    if not found:
        raise DataError("holds no rows", path=shown)
    return found


def _rename(row: dict[str, str | None], path: str, line: int) -> Rename:
    text = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    for name in ("former_name", "current_name"):
        if not text[name]:
            raise DataError("is empty", path=path, record=f"line {line}", field=name)
    kind = next((known for known in KINDS if known == text.get("kind")), None)
    if text.get("kind") and kind is None:
        raise DataError(f"is no kind: {text['kind']}", path=path, record=f"line {line}", field="kind")
    number = text.get("identifier", "")
    identifier = Identifier(text.get("identifier_type") or "id_number", number) if number else None
    return Rename(text["former_name"], text["current_name"], kind, identifier, text.get("source", ""), line)


def evaluate_renames(
    renames: Sequence[Rename],
    listings: Sequence[Listing] = (),
    screener: Screener | None = None,
    *,
    threshold: float | None = None,
) -> RenamesReport:
    """Ask for every party by the name it has today, in each way by itself.

    - `name`: against a list that knows the former name alone;
    - `history`: against the lists as they are, with the former names, pools and history they have; without lists,
      against one that has both names, as a store of editions has;
    - `identifier`: by today's name and the number, against a list that has the former name and the number;
    - `link`: by today's name and the addresses that the lists give for the party, against the lists; without lists it
      cannot be asked.

    Args:
        renames: the cases.
        listings, screener: the lists, and what screens against them; neither, or both.
        threshold: name score from which a name raises a hit; None for the screener's or the documented default.

    Returns:
        Recall in each way, for changed names apart from respelt ones.
    """
    own = _OwnLists(renames, threshold)
    party = _Parties(listings) if screener else None
    groups = {True: Recall(), False: Recall()}
    by_kind: dict[str, Recall] = defaultdict(Recall)
    answers: list[tuple[Rename, dict[str, bool]]] = []
    not_listed = 0
    for place, rename in enumerate(renames):
        found = own.found(place, rename)
        if screener and party:
            at = party.of(rename)
            not_listed += not at
            found = {way: found[way] for way in ("name", "identifier") if way in found}
            if at:
                found |= _against_lists(rename, at, screener, listings)
        answers.append((rename, found))
        counted = [groups[rename.is_respelt]]
        if not rename.is_respelt:
            counted.append(by_kind[rename.kind or "not said"])
        for recall in counted:
            _count(recall, found)
    level = screener.threshold if screener else own.threshold
    return RenamesReport(
        level, screener is not None, not_listed, groups[False], groups[True], dict(by_kind), tuple(answers)
    )


def _count(recall: Recall, found: dict[str, bool]) -> None:
    recall.cases += 1
    recall.by_any += any(found.values())
    for way, was_found in found.items():
        recall.asked[way] += 1
        recall.found[way] += was_found


class _OwnLists:
    """Each case as a listing of its own: under the former name, and under both."""

    def __init__(self, renames: Sequence[Rename], threshold: float | None) -> None:
        former = [
            self._listing(place, rename, ListedName(rename.former)) for place, rename in enumerate(renames)
        ]
        both = [
            self._listing(
                place, rename, ListedName(rename.former), ListedName(rename.current, "previous_name")
            )
            for place, rename in enumerate(renames)
        ]
        self._former, self._both = (
            Screener([Edition("renames", None, "", "", "", listings)], threshold=threshold)
            for listings in (former, both)
        )
        self.threshold = self._former.threshold

    @staticmethod
    def _listing(place: int, rename: Rename, *names: ListedName) -> Listing:
        numbers = (rename.identifier,) if rename.identifier else ()
        return Listing(
            list="renames", entity_id=str(place), kind=rename.kind, names=names, identifiers=numbers
        )

    def found(self, place: int, rename: Rename) -> dict[str, bool]:
        """How the case is found."""
        plain = Query(name=rename.current, kind=rename.kind)
        wanted = str(place)
        answers = {
            "name": _hit(self._former, plain, wanted, {"name"}),
            "history": _hit(self._both, plain, wanted, _BY_NAME),
        }
        if rename.identifier:
            numbered = plain.model_copy(update={"identifiers": (rename.identifier,)})
            answers["identifier"] = _hit(self._former, numbered, wanted, {"identifier"})
        return answers


def _hit(screener: Screener, query: Query, wanted: str, bases: set[str]) -> bool:
    return any(hit.entity_id == wanted and bases & set(hit.basis) for hit in screener.screen(query).hits)


class _Parties:
    """Listings by name and by identifier."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        from sanctionscreen.identifiers.index import IdentifierIndex

        self._listings = listings
        self._numbers = IdentifierIndex(listings)
        self._names: dict[str, list[int]] = defaultdict(list)
        for place, listing in enumerate(listings):
            for name in {fold(item.name) for item in listing.names}:
                self._names[name].append(place)

    def of(self, rename: Rename) -> list[int]:
        """The listings of a case: those with its number; else those with both names, or with either."""
        if rename.identifier:
            found = self._numbers.lookup([rename.identifier])
            if places := [match.listing for match in found if match.strength == "strong"]:
                return places
        former, current = (
            {place for place in self._names.get(fold(name), ()) if self._is_kind(place, rename)}
            for name in (rename.former, rename.current)
        )
        return sorted(former & current or former | current)

    def _is_kind(self, place: int, rename: Rename) -> bool:
        kind = self._listings[place].kind
        return kind is None or rename.kind is None or kind == rename.kind


def _against_lists(
    rename: Rename, places: Iterable[int], screener: Screener, listings: Sequence[Listing]
) -> dict[str, bool]:
    keys = {(listings[place].list, listings[place].entity_id) for place in places}

    def reached(query: Query, bases: set[str]) -> bool:
        def counts(hit: Hit) -> bool:
            return (hit.list, hit.entity_id) in keys and bool(bases & set(hit.basis))

        return any(map(counts, screener.screen(query).hits))

    plain = Query(name=rename.current, kind=rename.kind)
    answers = {"history": reached(plain, _BY_NAME)}
    addresses = tuple(dict.fromkeys(address for place in places for address in listings[place].addresses))
    if addresses:
        answers["link"] = reached(plain.model_copy(update={"addresses": addresses}), {"link", "ownership"})
    return answers
