"""A customer file through a screener, with the counts of its rows, hits and alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from sanctionscreen.batch.input.customers import CustomerFile
from sanctionscreen.batch.input.rows import RejectedRow, RowWarning
from sanctionscreen.model import Query, Screening


class Screens(Protocol):
    """The part of a `Screener` that a run uses."""

    def screen_many(self, queries: Iterable[Query], /) -> Iterator[Screening]:
        """Answer every query, in order."""


@dataclass(slots=True)
class Counts:
    """Counts of a run. `rows` is always `screened` + `rejected`.

    Attributes:
        rows, screened, rejected: rows of the customer file.
        warnings: things in screened rows that could not be used.
        hits: all hits; each is an alert, or muted, or de-listed, or both of the last.
        alerts: hits that somebody has to look at.
        muted, delisted: hits that carry the flag.
        customers_with_hits, customers_with_alerts: screened rows that have at least one.
        bands: alerts by band.
    """

    rows: int = 0
    screened: int = 0
    rejected: int = 0
    warnings: int = 0
    hits: int = 0
    alerts: int = 0
    muted: int = 0
    delisted: int = 0
    customers_with_hits: int = 0
    customers_with_alerts: int = 0
    bands: dict[str, int] = field(default_factory=dict)

    def add(self, screening: Screening) -> None:
        """Count one answer."""
        if not screening.hits:
            return
        alerts = 0
        for hit in screening.hits:
            self.muted += "muted" in hit.flags
            self.delisted += "delisted" in hit.flags
            if hit.is_alert:
                alerts += 1
                self.bands[hit.band] = self.bands.get(hit.band, 0) + 1
        self.hits += len(screening.hits)
        self.alerts += alerts
        self.customers_with_hits += 1
        self.customers_with_alerts += alerts > 0


@dataclass(slots=True)
class Run:
    """One file going through a screener.

    Attributes:
        customers: the file.
        counts: so far.
        reasons: warnings by their reason.
        on_reject, on_warning: called for every rejected row and every warning.
        answered: queries answered in an earlier part of this run, whose answers are counted in `counts` already; they
            are read again, for their rejects and warnings, and not screened again.
    """

    customers: CustomerFile
    on_reject: Callable[[RejectedRow], None]
    on_warning: Callable[[RowWarning], None]
    counts: Counts = field(default_factory=Counts)
    reasons: Counter[str] = field(default_factory=Counter)
    answered: int = 0

    def screenings(self, screener: Screens) -> Iterator[Screening]:
        """Yield the answer to every row that can be screened, and is not answered yet, in order."""
        self.customers.on_warning = self._warned
        for screening in screener.screen_many(self._queries()):
            self.counts.add(screening)
            yield screening
        customers = self.customers
        self.counts.rows, self.counts.screened, self.counts.rejected = (
            customers.rows,
            customers.screened,
            customers.rejected,
        )

    def _queries(self) -> Iterator[Query]:
        left = self.answered
        for row in self.customers:
            if isinstance(row, Query):
                left -= 1
                if left < 0:
                    yield row
            else:
                self.on_reject(row)

    def _warned(self, warning: RowWarning) -> None:
        self.counts.warnings += 1
        self.reasons[warning.reason] += 1
        self.on_warning(warning)
