"""The account of one list file as text for people: what it is, what was read, and what could not be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sanctionscreen.cli.common.render import count
from sanctionscreen.cli.common.terminal import printable
from sanctionscreen.lists import Edition

_SHOWN = 20
_INDENT = " " * 13


def account(edition: Edition) -> str:
    """The account in lines: facts first, then what there may be thousands of, at most twenty of each."""
    from sanctionscreen.lists.formats import FORMATS

    title = next((found.title for found in FORMATS if found.id == edition.format), "")
    lines = [
        _line("list", edition.list_id),
        _line("edition", edition.edition or "no date in the file (--edition gives one)"),
        _line("path", edition.path),
        _line("format", f"{edition.format}: {title}"),
        _line("sha256", edition.sha256),
        _line("listings", f"{len(edition.records):,}"),
        _line("names", f"{edition.names:,} (distinct listing, name and type of name)"),
        *_kinds(edition),
        *_in_remarks(edition),
    ]
    if edition.delisted:
        lines.append(_line("de-listed", f"{edition.delisted:,} of the listings: they raise no alert"))
    rejected = [f"{item.record}: {item.reason}" for item in edition.rejected]
    lines += _several(
        "rejected", count(len(rejected), "record or part of one", "records or parts of one"), rejected
    )
    lines += _several("warnings", f"{len(edition.warnings):,}", edition.warnings)
    lines += _counted(
        "unknown", edition.unknown, "not understood, and not guessed: kept in words or left out"
    )
    lines += _counted("unused", edition.unused, "understood, without a place on a listing")
    return printable("\n".join(lines))


def _line(label: str, text: str) -> str:
    return f"{label:<{len(_INDENT)}}{text}"


def _kinds(edition: Edition) -> list[str]:
    counts: dict[str, int] = {}
    for listing in edition.records:
        kind = listing.kind or "not said"
        counts[kind] = counts.get(kind, 0) + 1
    found = sorted(counts.items(), key=lambda item: -item[1])
    return [_line("kinds", ", ".join(f"{kind} {number:,}" for kind, number in found))]


def _in_remarks(edition: Edition) -> list[str]:
    """Listings beside the records: who reads a count wants to know where they come from."""
    if not edition.in_remarks:
        return []
    further = count(len(edition.in_remarks), "further listing")
    lines = [_line("in remarks", f"{further}, which the list names only in a remark on another one")]
    found = edition.listings[len(edition.records) :]
    return lines + [f"{_INDENT}{listing.entity_id}: {listing.name}" for listing in found]


def _several(label: str, head: str, items: list[str]) -> list[str]:
    if not items:
        return [_line(label, "none")]
    return [_line(label, head), *(f"{_INDENT}{item}" for item in items[:_SHOWN]), *_more(len(items))]


def _counted(label: str, counts: Mapping[str, int], meaning: str) -> list[str]:
    """A table of counts, the most frequent first."""
    if not counts:
        return [_line(label, "none")]
    items = sorted(counts.items(), key=lambda item: -item[1])
    width = len(f"{items[0][1]:,}")
    shown: Iterable[str] = (f"{_INDENT}{number:>{width},}  {name}" for name, number in items[:_SHOWN])
    return [_line(label, f"{sum(counts.values()):,} {meaning}"), *shown, *_more(len(items))]


def _more(number: int) -> list[str]:
    return [f"{_INDENT}… and {number - _SHOWN:,} more (--json shows all)"] if number > _SHOWN else []
