"""Batch run over a customer file: results, manifest, rejects and warnings, with `--resume`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sanctionscreen.batch.counted_run import Counts, Run, Screens
from sanctionscreen.batch.input.customers import CustomerFile
from sanctionscreen.batch.manifest import RunReports, identity, manifest_of, now
from sanctionscreen.batch.output.atomic import AtomicFiles, checked_target
from sanctionscreen.batch.output.convert import finisher
from sanctionscreen.batch.output.journal import PartialFile
from sanctionscreen.batch.output.results import WRITERS
from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.errors import CustomerFileError

CHECKPOINT = 10_000
"""Answers between two checkpoints: about a second's work, which is what a kill costs."""


def screen_file(  # noqa: PLR0913  # three of them are for people who watch or record the run
    screener: Screens,
    customers: CustomerFile,
    out: str,
    *,
    format: str,
    about: dict[str, Any],
    notice: str = "",
    resume: bool = False,
    on_progress: Callable[[int], None] | None = None,
    record: Callable[[Run], dict[str, Any]] | None = None,
) -> Run:
    """Screen a file of customers into files: the results, and the reports on the run.

    `OUT.rejects.csv` has a line for every row that could not be screened (none but the header if all could),
    `OUT.warnings.csv` one for everything in screened rows that could not be used (no file if nothing), and
    `OUT.manifest.json` what was screened against, how, and the counts. All appear together at the end, or none. The
    results grow in `.OUT.partial`, whose journal lets a run that was killed go on.

    Args:
        screener: a `Screener`.
        customers: the file, opened.
        out: where the results go.
        format: one of `FORMATS`.
        about: lists and configuration for the manifest. Everything that answers depend on must be in it, by content
            and not only by path: a run goes on only if all of it is the same.
        notice: added to every row or object of the results, if not empty.
        resume: go on where an earlier run to the same place ended, if there was one.
        on_progress: called with the number of rows answered since the last call.
        record: called with the finished run; gives what else the manifest has, and no answer depends on.

    Returns:
        The run, for its counts.

    Raises:
        CustomerFileError: if the file turns out to be unusable while it is read.
        MissingExtraError: if the format needs a library that is not installed.
        OutputError: if a file cannot be written.
        UsageError: if the earlier run to go on with had other input, lists, configuration or version.
    """
    target = checked_target(out)
    finish = finisher(format)
    run_identity = identity(customers, format, about, notice)
    with PartialFile(target, run_identity, resume=resume) as partial, AtomicFiles(alone=True) as files:
        finished = files.open_binary(out) if finish else None
        reports = RunReports(files, out)
        run = Run(customers, on_reject=reports.reject, on_warning=reports.warn)
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
            files.take(partial.path, target)
        written = Path(finished.name) if finished else partial.path
        output = {"path": out, "format": format, "sha256": hash_of(written)}
        facts = about | (record(run) if record else {})
        reports.finish(manifest_of(run, facts, notice, starts, output))
        files.commit()
        partial.discard()
    return run


def _go_on(run: Run, partial: PartialFile) -> list[str]:
    """Have a run begin where an earlier one ended; gives the times at which each of its parts began."""
    state = partial.at.state
    if state:
        run.counts = replace(Counts(**state["counts"]), warnings=0)  # rows are read, and warned about, again
        run.answered = partial.at.answered
    return [*state.get("starts", ()), now()]


def _answer(
    run: Run,
    screener: Screens,
    partial: PartialFile,
    starts: list[str],
    format: str,
    notice: str,
    on_progress: Callable[[int], None] | None,
) -> None:
    """Write the answers, with a checkpoint now and then and at the end."""
    write = WRITERS["csv" if format == "csv" else "jsonl"](partial.out, notice, append=run.answered > 0)
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
