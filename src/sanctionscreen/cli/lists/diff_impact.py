"""What `sanctionscreen lists diff --against` measures."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.store_options import found_edition, opened
from sanctionscreen.errors import UsageError

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.reports.impact import Impact
    from sanctionscreen.store.diff import Difference


def impact_on(old: str, new: str, list_id: str | None, store: str | None, customers: str) -> Impact:
    """What an update does to the alerts on a file of customers, before it is taken.

    Args:
        old, new: as of `lists diff`; a NEW that is a file is taken as if it followed OLD in the store, so names that it
            drops are former names.
        list_id: which list both are, where their content cannot tell.
        store: the folder of the store.
        customers: the file.
    """
    from sanctionscreen.batch import CustomerFile
    from sanctionscreen.cache.folder import CompiledFolder, default_cache_folder
    from sanctionscreen.cli.rescreen import queries_of
    from sanctionscreen.reports.impact import measure
    from sanctionscreen.screening import Screener

    begun = time.perf_counter()
    before = _with_former(old, list_id, store)
    after = _with_former(new, list_id, store)
    if Path(new).exists() or Path(old).exists():
        from sanctionscreen.store.history import with_former_names

        after = with_former_names(before, after)
    if before.list_id != after.list_id:
        raise UsageError(f"OLD is of {before.list_id} and NEW of {after.list_id}")
    read = time.perf_counter()
    folder = CompiledFolder(default_cache_folder(), lambda problem: click.echo(problem, err=True))
    one = Screener([before], cache=folder)
    compiled = time.perf_counter()
    other = one.updated([after])
    updated = time.perf_counter()
    with CustomerFile(customers) as file:
        impact = measure(one, other, queries_of(file), cache=folder)
    steps = {
        "read": read - begun,
        "index of the old edition": compiled - read,
        "index update": updated - compiled,
    }
    impact.seconds = steps | impact.seconds
    return impact


def _with_former(text: str, list_id: str | None, store: str | None) -> Edition:
    if Path(text).exists():
        from sanctionscreen.lists import read_list

        return read_list(text, list_id=list_id)
    with opened(store) as found:
        return found.read(found_edition(found, text, None))


def write_page(out: str, impact: Impact, difference: Difference, old: str, new: str, customers: str) -> None:
    """Write the report as a page, whole or not at all."""
    from sanctionscreen.batch.output.atomic import AtomicFiles
    from sanctionscreen.reports.impact_page import as_html

    with AtomicFiles() as files:
        files.open(out).write(as_html(impact, difference, old, new, customers))
        files.commit()
