"""A whole file through a screener, with an account of every row. Reach for `screen_file`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from sanctionscreen.batch.input.customers import CustomerFile
from sanctionscreen.batch.input.rows import RejectedRow, RowWarning
from sanctionscreen.batch.manifest import RunReports, identity, manifest_of, now
from sanctionscreen.batch.output.atomic import AtomicFiles, checked_place
from sanctionscreen.batch.output.convert import finisher
from sanctionscreen.batch.output.journal import Partial
from sanctionscreen.batch.output.results import WRITERS
from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.errors import CustomerFileError
from sanctionscreen.model import Query, Screening

CHECKPOINT = 10_000
"""Answers between two checkpoints: about a second's work, which is what a kill costs."""


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


def screen_file(
    screener: Screens,
    customers: CustomerFile,
    out: str,
    *,
    format: str,
    about: dict[str, Any],
    notice: str = "",
    resume: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> Run:
    """Screen a file of customers into files: the results, and beside them an account of the run.

    `OUT.rejects.csv` has a line for every row that could not be screened (none but the header if all could),
    `OUT.warnings.csv` one for everything in screened rows that could not be used (no file if nothing), and
    `OUT.manifest.json` what was screened against, how, and the counts. All appear together at the end, or none. The
    results grow in `.OUT.partial`, whose journal lets a run that was killed go on.

    Args:
        screener: a `Screener`.
        customers: the file, opened.
        out: where the results go.
        format: one of `FORMATS`.
        about: what the manifest says of lists and configuration. Whatever answers depend on must be in it, by content
            and not by path alone, for a run only goes on if all of it is the same.
        notice: stands in every row or object of the results, if not empty.
        resume: go on where an earlier run to the same place ended, if there was one.
        on_progress: called with the number of rows answered since the last call.

    Returns:
        The run, for its counts.

    Raises:
        CustomerFileError: if the file turns out to be unusable on the way.
        MissingExtraError: if the format needs a library that is not installed.
        OutputError: if a file cannot be written.
        UsageError: if an earlier run is to go on that had other input, lists, configuration or program.
    """
    place = checked_place(out)
    finish = finisher(format)
    made_of = identity(customers, format, about, notice)
    with Partial(place, made_of, resume=resume) as partial, AtomicFiles(alone=True) as files:
        finished = files.open_binary(out) if finish else None
        account = RunReports(files, out)
        run = Run(customers, on_reject=account.reject, on_warning=account.warn)
        starts = _go_on(run, partial)
        try:
            _answer(run, screener, partial, starts, format, "" if finish else notice, on_progress)
        except CustomerFileError:
            partial.discard()  # the file itself is at fault: there is nothing to go on with
            raise
        if finish and finished:
            finish(partial.path, finished, notice)
            finished.flush()
        else:
            files.take(partial.path, place)
        written = Path(finished.name) if finished else partial.path
        output = {"path": out, "format": format, "sha256": hash_of(written)}
        account.finish(manifest_of(run, about, notice, starts, output))
        files.commit()
        partial.discard()
    return run


def _go_on(run: Run, partial: Partial) -> list[str]:
    """Have a run begin where an earlier one ended; gives the times at which each of its parts began."""
    state = partial.at.state
    if state:
        run.counts = replace(Counts(**state["counts"]), warnings=0)  # rows are read, and warned about, again
        run.answered = partial.at.answered
    return [*state.get("starts", ()), now()]


def _answer(
    run: Run,
    screener: Screens,
    partial: Partial,
    starts: list[str],
    format: str,
    notice: str,
    on_progress: Callable[[int], None] | None,
) -> None:
    """Write the answers, with a checkpoint now and then and at the end."""
    write = WRITERS["csv" if format == "csv" else "jsonl"](partial.out, notice, begun=run.answered > 0)
    answered = run.answered
    if on_progress and answered:
        on_progress(answered)
    for screening in run.screenings(screener):
        write(screening)
        answered += 1
        if answered % CHECKPOINT == 0:
            partial.checkpoint(answered, {"counts": asdict(run.counts), "starts": starts})
        if on_progress:
            on_progress(1)
    partial.checkpoint(answered, {"counts": asdict(run.counts), "starts": starts})
