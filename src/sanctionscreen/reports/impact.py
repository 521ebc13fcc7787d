"""Impact of an update of lists on the alerts on customers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.model import Query
from sanctionscreen.rescreening.rescreen import AlertChange, Rescreener, Rescreening
from sanctionscreen.screening import Screener

HOWS = ("added", "removed", "changed")
BANDS = ("match", "review", "low")


@dataclass(slots=True)
class Impact:
    """What an update does to the alerts.

    Attributes:
        customers: how many there are.
        affected: how many of them match a listing that differs, and were screened in full.
        names_cached: of how many the names came from the cache.
        changed_listings: listings that differ, or are one party with one that does.
        rescreened: customers whose alerts differ, with each change.
        seconds: what each step took.
    """

    customers: int = 0
    affected: int = 0
    names_cached: int = 0
    changed_listings: int = 0
    rescreened: list[Rescreening] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def changes(self) -> list[AlertChange]:
        """All alerts that are added, removed or changed."""
        return [change for item in self.rescreened for change in item.changes]

    def table(self) -> dict[str, dict[str, int]]:
        """How many alerts are added, removed and changed, in all and by band (of what they are, or were)."""
        counts: Counter[tuple[str, str]] = Counter((change.how, change.hit.band) for change in self.changes)
        return {
            how: {"alerts": sum(counts[how, band] for band in BANDS)}
            | {band: counts[how, band] for band in BANDS}
            for how in HOWS
        }

    def as_json(self) -> dict[str, Any]:
        """What `lists diff --against --json` adds under `impact`."""
        return {
            "customers": self.customers,
            "concerned": self.affected,
            "names_kept": self.names_cached,
            "listings_touched": self.changed_listings,
            **self.table(),
            "seconds": {step: round(spent, 3) for step, spent in self.seconds.items()},
            "rescreened": [as_record(item) for item in self.rescreened],
        }


def as_record(item: Rescreening) -> dict[str, Any]:
    """One customer's changes as a JSON object."""
    return {
        "query_id": item.query_id,
        "name": item.name,
        "changes": [
            {
                "how": change.how,
                "before": change.before.model_dump() if change.before else None,
                "after": change.after.model_dump() if change.after else None,
            }
            for change in item.changes
        ],
    }


def measure(
    old: Screener, new: Screener, customers: Iterable[Query], *, cache: CacheFolder | None = None
) -> Impact:
    """Compare what two screeners answer about customers; see `Rescreener`."""
    start = time.perf_counter()
    rescreener = Rescreener(old, new, cache=cache)
    compared = time.perf_counter()
    impact = Impact(changed_listings=rescreener.changed)
    impact.rescreened = list(rescreener.rescreen(_counted(customers, impact)))
    impact.affected, impact.names_cached = rescreener.screened, rescreener.names_cached
    impact.seconds = {"compare": compared - start, "rescreen": time.perf_counter() - compared}
    return impact


def _counted(customers: Iterable[Query], impact: Impact) -> Iterable[Query]:
    for query in customers:
        impact.customers += 1
        yield query


def as_text(impact: Impact, limit: int | None = 20) -> list[str]:
    """The impact as lines of text: counts, then the customers whose alerts differ."""
    lines = [
        f"{impact.customers:,} customers: {len(impact.rescreened):,} have other alerts; "
        f"{impact.changed_listings:,} listings differ, or are one party with one that does"
    ]
    for how, counts in impact.table().items():
        bands = ", ".join(f"{counts[band]:,} {band}" for band in BANDS if counts[band])
        lines.append(f"  {how:<8} {counts['alerts']:>6,} alerts{f'  ({bands})' if bands else ''}")
    shown = [line for item in impact.rescreened for line in change_lines(item)]
    lines += shown[:limit]
    if limit is not None and len(shown) > limit:
        lines.append(f"  … and {len(shown) - limit:,} more (--all shows them)")
    spent = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in impact.seconds.items())
    lines.append(
        f"It took: {spent}; {impact.affected:,} customers were screened in full, "
        f"the names of {impact.names_cached:,} came from the cache."
    )
    return lines


def change_lines(item: Rescreening) -> list[str]:
    """One line for each alert that changes."""
    return [
        f"  {_SIGNS[change.how]} {item.query_id or '-'}  {item.name}: {_said(change)}"
        for change in item.changes
    ]


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _said(change: AlertChange) -> str:
    hit = change.hit
    listing = f"{hit.listed_name} ({hit.list} {hit.entity_id})"
    if change.before and change.after and (change.before.score, change.before.band) != (hit.score, hit.band):
        was = f"{change.before.band} {change.before.score:.2f}"
        return f"{was} -> {hit.band} {hit.score:.2f}  {listing}, {', '.join(hit.basis)}"
    return f"{hit.band} {hit.score:.2f}  {listing}, {', '.join(hit.basis)}"
