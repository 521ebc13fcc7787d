"""Manifest, rejects and warnings of a run; its identity for `--resume`."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sanctionscreen._version import __version__
from sanctionscreen.batch.counted_run import Run
from sanctionscreen.batch.input.customers import CustomerFile
from sanctionscreen.batch.input.rows import RejectedRow, RowWarning
from sanctionscreen.batch.output.atomic import AtomicFiles
from sanctionscreen.batch.versions import RULES, versions
from sanctionscreen.cache.fingerprint import rules_hash

_NOT_CONTENT = frozenset(("path", "current_on", "age_days", "stale_after", "stale", "age_unknown"))
"""What is said of an edition that no answer depends on: where it was read, and how old it is on the day of the run."""


def identity(customers: CustomerFile, format: str, about: dict[str, Any], notice: str) -> dict[str, Any]:
    """What must be the same for a run to go on, keyed by the label in the error message."""
    editions = [
        {key: value for key, value in edition.items() if key not in _NOT_CONTENT}
        if isinstance(edition, dict)
        else edition
        for edition in about.get("editions", ())
    ]
    return {
        "program version": [__version__, rules_hash(*RULES)],
        "input": [customers.sha256, customers.format],
        "reading": [customers.encoding, customers.delimiter, list(customers.assigned)],
        "lists": editions,
        "configuration": {key: value for key, value in about.items() if key != "editions"},
        "format": [format, notice],
    }


def manifest_of(
    run: Run, about: dict[str, Any], notice: str, starts: list[str], output: dict[str, Any]
) -> dict[str, Any]:
    """The manifest of a finished run; `starts` are the times at which its parts began."""
    return {
        "program": "sanctionscreen",
        "version": __version__,
        "versions": versions(),
        "time_zone": time_zone(),
        "started": starts[0],
        **({"resumed": starts[1:]} if len(starts) > 1 else {}),
        "finished": now(),
        **({"notice": notice} if notice else {}),
        **about,
        "input": _input(run.customers),
        "output": output,
        "counts": asdict(run.counts),
        "warnings": dict(run.reasons),
    }


class RunReports:
    """The files next to the results: manifest, rejects, and warnings.

    The file of warnings is made with the first warning; without one, that of an earlier run is removed.
    """

    def __init__(self, files: AtomicFiles, out: str) -> None:
        self._files, self._path = files, f"{out}.warnings.csv"
        self._manifest = files.open(f"{out}.manifest.json")
        self._rejects = csv.writer(files.open(f"{out}.rejects.csv"), lineterminator="\n")
        self._rejects.writerow(("line", "query_id", "column", "value", "reason"))
        self._warnings: Any = None

    def reject(self, row: RejectedRow) -> None:
        """Write a row that could not be screened."""
        self._rejects.writerow((row.line, row.query_id, row.column, row.value, row.reason))

    def warn(self, warning: RowWarning) -> None:
        """Write what could not be used in a screened row."""
        if self._warnings is None:
            self._warnings = csv.writer(self._files.open(self._path), lineterminator="\n")
            self._warnings.writerow(("line", "query_id", "reason", "value"))
        self._warnings.writerow((warning.line, warning.query_id, warning.reason, warning.value))

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, after everything else."""
        json.dump(manifest, self._manifest, ensure_ascii=False, indent=2)
        self._manifest.write("\n")
        if self._warnings is None:
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


def now() -> str:
    """The time, as manifests have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def time_zone() -> str:
    """The time zone of this machine, as its distance from UTC and its name: `+01:00 CET`."""
    local = datetime.now().astimezone()
    return f"{local.isoformat()[-6:]} {local.tzname()}"
