"""History of a list: its listings at an edition, former names, and the editions in which each value appeared."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sanctionscreen.lists import Edition
from sanctionscreen.model import ListedName, Listing
from sanctionscreen.store.editions import StoredEdition, editions
from sanctionscreen.store.listing_content import listing_key, listings_of
from sanctionscreen.store.validation import is_another_party
from sanctionscreen.store.validity import VERSIONS_OF_EDITION, edition_parameters


@dataclass(frozen=True, slots=True)
class Span:
    """A value on a listing, and the editions in which it appeared without a gap.

    Attributes:
        field: `name`, `address`, `identifier`, or another field of a listing.
        value: in words.
        first, last: labels of the first and last of these editions.
        gone: label of the first edition after them; empty if there is none.
    """

    field: str
    value: str
    first: str
    last: str
    gone: str


@dataclass(frozen=True, slots=True)
class _Version:
    listing: Listing
    key: str
    first: int
    last: int | None


def listings_at(
    connection: sqlite3.Connection, edition: StoredEdition, *, former: bool
) -> tuple[list[Listing], list[str]]:
    """The listings of an edition.

    Args:
        connection: to the store.
        edition: which one.
        former: whether names that were dropped before it are among the names, with `until`.

    Returns:
        The listings, and the ids of those found in remarks, which come last.
    """
    rows = connection.execute(
        f"SELECT v.entity_id, v.content, v.source, v.in_remark, s.first {VERSIONS_OF_EDITION} "  # a constant
        "ORDER BY v.in_remark, v.id",
        edition_parameters(edition),
    ).fetchall()
    listings = listings_of((content, source) for _, content, source, _, _ in rows)
    in_remarks = [listing.entity_id for listing, row in zip(listings, rows, strict=True) if row[3]]
    if former:
        row_by_key = {row[0]: position for position, row in enumerate(rows)}
        firsts = [row[4] for row in rows]
        _add_former(connection, edition, listings, row_by_key, firsts)
    return listings, in_remarks


def _add_former(
    connection: sqlite3.Connection,
    edition: StoredEdition,
    listings: list[Listing],
    row_by_key: dict[str, int],
    firsts: list[int],
) -> None:
    order = [
        item
        for item in editions(connection, edition.list)
        if (item.valid_from, item.id) <= (edition.valid_from, edition.id)
    ]
    position_of = {item.id: position for position, item in enumerate(order)}
    labels = [item.label for item in order]
    earlier: dict[str, list[_Version]] = defaultdict(list)
    for version in _superseded(connection, edition):
        if version.key in row_by_key:
            earlier[version.key].append(version)
    changed = set(earlier) | {key for key, row in row_by_key.items() if firsts[row] != order[0].id}
    for key in changed:
        row = row_by_key[key]
        listing = listings[row]
        spans = _name_spans(earlier[key], listing, firsts[row], position_of)
        listings[row] = listing.model_copy(update={"names": tuple(_dated(spans, listing, labels))})


def _superseded(connection: sqlite3.Connection, edition: StoredEdition) -> list[_Version]:
    """Versions of editions before a given one that it no longer has, in the order in which they ended."""
    rows = connection.execute(
        "SELECT v.entity_id, v.content, v.source, s.first, s.last FROM edition l JOIN stood s ON s.last = l.id "
        "JOIN version v ON v.id = s.version WHERE l.list = :list AND (l.valid_from, l.id) < (:valid_from, :id) "
        "ORDER BY l.valid_from, l.id",
        edition_parameters(edition),
    ).fetchall()
    listings = listings_of((row[1], row[2]) for row in rows)
    return [_Version(listing, row[0], row[3], row[4]) for listing, row in zip(listings, rows, strict=True)]


_Spans = dict[str, tuple[ListedName, int, int | None]]


def _name_spans(
    earlier: Iterable[_Version], listing: Listing, first: int, position_of: dict[int, int]
) -> _Spans:
    """For each name as a text: the name, and the positions of its first and last edition (None where it is current)."""
    spans: _Spans = {}
    for version in earlier:
        if is_another_party(version.listing, listing):
            spans.clear()  # the id was given to another party: what it meant before is not this one's history
            continue
        begin, end = position_of[version.first], position_of[version.last or 0]
        _extend(spans, version.listing.names, begin, end)
    _extend(spans, listing.names, position_of[first], None)
    return spans


def _extend(spans: _Spans, names: Iterable[ListedName], begin: int, end: int | None) -> None:
    for name in names:
        known = spans.get(name.name)
        since = known[1] if known and known[2] is not None and known[2] + 1 >= begin else begin
        spans[name.name] = (name, since, end)


def _dated(spans: _Spans, listing: Listing, labels: list[str]) -> Iterable[ListedName]:
    for name in listing.names:
        since = spans[name.name][1]
        yield replace(name, since=labels[since]) if since else name
    for name, since, last in spans.values():
        if last is not None:
            until, dropped = labels[last], labels[last + 1]
            yield replace(name, since=labels[since] if since else "", until=until, dropped=dropped)


def with_former_names(old: Edition, new: Edition) -> Edition:
    """An edition with the names that it drops from an earlier one: as the store gives it once both are stored.

    Args:
        old: the earlier edition, with its own former names.
        new: the edition as published.
    """
    before = {listing_key(listing, old.list_id): listing for listing in old.listings}
    listings = []
    for listing in new.listings:
        known = before.get(listing_key(listing, new.list_id))
        if known is not None and known.names != listing.names and not is_another_party(known, listing):
            labels = old.edition or old.sha256[:12], new.edition or new.sha256[:12]
            listings.append(listing.model_copy(update={"names": _carried_names(known, listing, *labels)}))
        else:
            listings.append(listing)
    return replace(new, listings=listings)


def _carried_names(known: Listing, listing: Listing, last: str, first: str) -> tuple[ListedName, ...]:
    had = {name.name: name for name in known.names}
    names = []
    for name in listing.names:
        before = had.pop(name.name, None)
        since = before.since if before and not before.until else first
        names.append(replace(name, since=since) if since else name)
    former = (name if name.until else replace(name, until=last, dropped=first) for name in had.values())
    return (*names, *former)


def history(connection: sqlite3.Connection, list_id: str, key: str) -> list[Span]:
    """Every value that a list had on a party, with the editions in which it appeared; the earliest first."""
    order = editions(connection, list_id)
    position_of = {item.id: position for position, item in enumerate(order)}
    rows = connection.execute(
        "SELECT v.content, v.source, s.first, s.last FROM version v JOIN stood s ON s.version = v.id "
        "WHERE v.list = ? AND v.entity_id = ?",
        (list_id, key),
    ).fetchall()
    listings = listings_of((content, source) for content, source, _, _ in rows)
    positions_of: dict[tuple[str, str], set[int]] = defaultdict(set)
    for listing, (_, _, first, last) in zip(listings, rows, strict=True):
        positions = range(position_of[first], (position_of[last] if last is not None else len(order) - 1) + 1)
        for item in _values(listing):
            positions_of[item].update(positions)
    spans = [_span(item, run, order) for item, positions in positions_of.items() for run in _runs(positions)]
    return [span for _, span in sorted(spans, key=lambda item: item[0])]


def _runs(positions: set[int]) -> Iterable[tuple[int, int]]:
    """Runs of consecutive numbers: {0, 1, 3} is 0 to 1 and 3 to 3."""
    for first in sorted(position for position in positions if position - 1 not in positions):
        last = first
        while last + 1 in positions:
            last += 1
        yield first, last


def _span(
    item: tuple[str, str], run: tuple[int, int], order: list[StoredEdition]
) -> tuple[tuple[int, int], Span]:
    first, last = run
    gone = order[last + 1].label if last + 1 < len(order) else ""
    return (first, list(SPAN_FIELDS).index(item[0])), Span(*item, order[first].label, order[last].label, gone)


def _values(listing: Listing) -> Iterable[tuple[str, str]]:
    for field, values in SPAN_FIELDS.items():
        for value in values(listing):
            if value:
                yield field, value


def _texts(field: str) -> Callable[[Listing], list[str]]:
    def texts(listing: Listing) -> list[str]:
        value: Any = getattr(listing, field)
        return [str(item) for item in value] if isinstance(value, tuple) else [str(value or "")]

    return texts


def _names(listing: Listing) -> list[str]:
    words = {"name": "primary", "alias": "alias", "previous_name": "former"}
    return [f"{name.name} ({'weak ' if name.weak else ''}{words[name.type]})" for name in listing.names]


SPAN_FIELDS: dict[str, Callable[[Listing], list[str]]] = {
    "name": _names,
    "kind": _texts("kind"),
    "identifier": lambda listing: [
        " ".join(filter(None, (item.type, item.value, item.country and f"({item.country})")))
        for item in listing.identifiers
    ],
    "address": _texts("addresses"),
    "birth date": _texts("birth_dates"),
    "birth position": _texts("birth_places"),
    "nationality": _texts("nationalities"),
    "country": _texts("countries"),
    "programme": _texts("programmes"),
    "measure": _texts("measures"),
    "status": _texts("status"),
}
"""The fields that `history` follows, and their values in words."""
