"""What reading a file left out, said on standard error: the first few, and where the rest can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.ownership.records import LinkFile

SHOWN = 5
"""So many of a kind are told one by one."""


def tell_problems(file: LinkFile) -> None:
    """Say on standard error what a file of links holds that was not used, or not as it stands."""
    for problem in file.problems[:SHOWN]:
        click.echo(str(problem), err=True)
    if more := sum(file.reasons.values()) - len(file.problems[:SHOWN]):
        where = f"; see `sanctionscreen links inspect {file.path}`" if file.sha256 else ""
        click.echo(f"{file.path}: {more:,} more such links{where}", err=True)


def tell_reading(edition: Edition, fate: str) -> None:
    """Say on standard error what reading a list left out.

    Args:
        edition: as read.
        fate: what that means for a rejected record, as `not screened against`.
    """
    for warning in edition.warnings[:SHOWN]:
        click.echo(f"{edition.path}: {warning}", err=True)
    for item in edition.rejected[:SHOWN]:
        click.echo(f"{edition.path}, {item.record}: {fate}: {item.reason}", err=True)
    more = max(0, len(edition.warnings) - SHOWN) + max(0, len(edition.rejected) - SHOWN)
    if more:
        click.echo(
            f"{edition.path}: {more} more; see `sanctionscreen lists inspect {edition.path}`", err=True
        )
