"""A whole file through a screener, with an account of every row. Reach for `screen_file`."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, TextIO

from sanctionscreen._version import __version__
from sanctionscreen.files.atomic import AtomicFiles
from sanctionscreen.files.customers import CustomerFile
from sanctionscreen.files.results import WRITERS
from sanctionscreen.files.rows import RejectedRow, RowWarning
from sanctionscreen.model import Query, Screening

_BLOCK = 1 << 20


class Screens(Protocol):
    """What a run needs of a `Screener`."""

    def screen_many(self, queries: Iterable[Query], /) -> Iterator[Screening]:
        """Answer every query, in order."""


@dataclass(slots=True)
class Counts:
    """What a run did. `rows` is always `screened` + `rejected`.

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
    """

    customers: CustomerFile
    on_reject: Callable[[RejectedRow], None]
    on_warning: Callable[[RowWarning], None]
    counts: Counts = field(default_factory=Counts)
    reasons: Counter[str] = field(default_factory=Counter)

    def screenings(self, screener: Screens) -> Iterator[Screening]:
        """Yield the answer to every row that can be screened, in order."""
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
        for row in self.customers:
            if isinstance(row, Query):
                yield row
            else:
                self.on_reject(row)

    def _warned(self, warning: RowWarning) -> None:
        self.counts.warnings += 1
        self.reasons[warning.reason] += 1
        self.on_warning(warning)


def screen_file(
    screener: Screens,
    customers: CustomerFile,
    out: str,
    *,
    format: str,
    about: dict[str, Any],
    notice: str = "",
    on_progress: Callable[[int], None] | None = None,
) -> Run:
    """Screen a file of customers into files: the results, and beside them an account of the run.

    `OUT.rejects.csv` has a line for every row that could not be screened (none but the header if all could),
    `OUT.warnings.csv` one for everything in screened rows that could not be used (no file if nothing), and
    `OUT.manifest.json` what was screened against, how, and the counts. All appear together at the end, or none.

    Args:
        screener: a `Screener`.
        customers: the file, opened.
        out: where the results go.
        format: `csv` or `jsonl`.
        about: what the manifest says of lists and configuration.
        notice: stands in every row or object of the results, if not empty.
        on_progress: called with the number of rows answered since the last call.

    Returns:
        The run, for its counts.

    Raises:
        CustomerFileError: if the file turns out to be unusable on the way.
        OutputError: if a file cannot be written.
    """
    started = _now()
    with AtomicFiles() as files:
        results = files.open(out)
        manifest = files.open(f"{out}.manifest.json")
        rejects = csv.writer(files.open(f"{out}.rejects.csv"), lineterminator="\n")
        rejects.writerow(("line", "query_id", "reason"))
        warnings = _Warnings(files, f"{out}.warnings.csv")
        run = Run(
            customers,
            on_reject=lambda row: rejects.writerow((row.line, row.query_id, row.reason)),
            on_warning=warnings.write,
        )
        write = WRITERS[format](results, notice)
        for screening in run.screenings(screener):
            write(screening)
            if on_progress:
                on_progress(1)
        warnings.finish()
        results.flush()
        json.dump(
            {
                "program": "sanctionscreen",
                "version": __version__,
                "started": started,
                "finished": _now(),
                **({"notice": notice} if notice else {}),
                **about,
                "input": _input(customers),
                "output": {"path": out, "format": format, "sha256": _hash(results)},
                "counts": asdict(run.counts),
                "warnings": dict(run.reasons),
            },
            manifest,
            ensure_ascii=False,
            indent=2,
        )
        manifest.write("\n")
        files.commit()
    return run


class _Warnings:
    """A file of warnings that comes into being with the first; one of an earlier run goes where there is none."""

    def __init__(self, files: AtomicFiles, path: str) -> None:
        self._files, self._path = files, path
        self._rows: Any = None

    def write(self, warning: RowWarning) -> None:
        if self._rows is None:
            self._rows = csv.writer(self._files.open(self._path), lineterminator="\n")
            self._rows.writerow(("line", "query_id", "reason", "value"))
        self._rows.writerow((warning.line, warning.query_id, warning.reason, warning.value))

    def finish(self) -> None:
        if self._rows is None:
            self._files.remove(self._path)


def _input(customers: CustomerFile) -> dict[str, Any]:
    return {
        "path": customers.path,
        "sha256": customers.sha256,
        "bytes": customers.size,
        "format": customers.format,
        "encoding": customers.encoding,
        "delimiter": customers.delimiter,
        "columns": customers.columns,
        "unused_columns": customers.unused,
        "notes": customers.notes,
    }


def _hash(handle: TextIO) -> str:
    digest = hashlib.sha256()
    with open(handle.name, "rb") as written:
        while block := written.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
