"""Options that several commands share, and what they mean. Imports nothing heavy until a command runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sanctionscreen.errors import ListUnavailableError, UsageError

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.model import WeakPolicy
    from sanctionscreen.screening import Screener

F = TypeVar("F", bound=Callable[..., Any])

SHIPPED = "shipped"

NOTICE = (
    "No --lists was given: screened against the small DPRK list that ships with sanctionscreen, and nothing else. "
    "Finding nothing means nothing. (--lists shipped asks for this list knowingly.)"
)
"""What every output says where the shipped list stands in for the lists that nobody named."""


def list_options(command: F) -> F:
    """Give a command `--lists`, `--as`, `--threshold`, `--weak` and `--exit-zero`."""
    for option in reversed(_LIST_OPTIONS):
        command = option(command)
    return command


_LIST_OPTIONS = (
    click.option(
        "--lists",
        multiple=True,
        metavar="PATH_OR_ID",
        help="An official or house list, file or folder as published; `shipped` is the DPRK list that ships. "
        "May be repeated.",
    ),
    click.option(
        "--as",
        "list_id",
        metavar="LIST",
        help="Which list the one in --lists is, where its content cannot tell: us-ofac-sdn, us-ofac-cons.",
    ),
    click.option(
        "--threshold",
        type=float,
        metavar="T",
        help="Name score from which a name raises a hit, above 0 and at most 1.  [default: alerts on 0.5 % of ordinary "
        "persons]",
    ),
    click.option(
        "--weak",
        type=click.Choice(["off", "confirm", "full"]),
        help="What a weak alias may do: nothing, confirm, or raise a hit like any name.  [default: each list's own]",
    ),
    click.option("--exit-zero", is_flag=True, help="End with 0 instead of 1 where there are alerts."),
)


def load_screener(
    lists: tuple[str, ...], list_id: str | None, threshold: float | None, weak: WeakPolicy | None
) -> Screener:
    """Read the lists and compile them; what reading them left out is told on standard error.

    Raises:
        ListUnavailableError: if a list is neither a path nor known.
        ListFileError: if one cannot be used.
        UsageError: if two editions of one list are given, or the threshold is impossible.
    """
    if list_id and len(lists) != 1:
        raise UsageError("--as names the list of one --lists; give exactly one")
    from sanctionscreen.lists import read_list, shipped_path
    from sanctionscreen.screening import Screener

    editions = []
    for text in lists or (SHIPPED,):
        if text != SHIPPED and not Path(text).exists():
            raise ListUnavailableError(f"{text}: no such file or folder, and no list of that id")
        edition = read_list(shipped_path() if text == SHIPPED else text, list_id=list_id)
        _tell_reading(edition)
        editions.append(edition)
    screener = Screener(editions, threshold=threshold, weak=weak)
    screener.uses_shipped_default = not lists
    return screener


def editions_of(screener: Screener) -> list[dict[str, Any]]:
    """What was screened against, as manifests and JSON answers have it."""
    return [asdict(item) for item in screener.editions]


def _tell_reading(edition: Edition) -> None:
    for warning in edition.warnings[:5]:
        click.echo(f"{edition.path}: {warning}", err=True)
    for item in edition.rejected[:5]:
        click.echo(f"{edition.path}, {item.record}: not screened against: {item.reason}", err=True)
    more = max(0, len(edition.warnings) - 5) + max(0, len(edition.rejected) - 5)
    if more:
        click.echo(
            f"{edition.path}: {more} more; see `sanctionscreen lists inspect {edition.path}`", err=True
        )


def exit_code(*, alerts: bool, exit_zero: bool, by_default: bool) -> int:
    """What a command ends with: 1 for alerts (0 if asked), 4 where nothing was found on a list that nobody named."""
    if alerts:
        return 0 if exit_zero else 1
    return ListUnavailableError.exit_code if by_default else 0
