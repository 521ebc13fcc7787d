"""Options that several commands share, and what they mean. Imports nothing heavy until a command runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sanctionscreen.errors import ListUnavailableError, UsageError

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.model import WeakPolicy
    from sanctionscreen.screening import Screener

SHIPPED = "shipped"

NOTICE = (
    "No --lists was given: screened against the small DPRK list that ships with sanctionscreen, and nothing else. "
    "Finding nothing means nothing. (--lists shipped asks for this list knowingly.)"
)
"""What every output says where the shipped list stands in for the lists that nobody named."""


@dataclass(frozen=True, slots=True)
class ListChoice:
    """What a command is to screen against, and how, as the options say it.

    Attributes:
        lists: paths, or `shipped`; none for the shipped list by default.
        list_id: what the one of them is, where its content cannot tell.
        edition_dates: `LIST=DATE` for lists whose content gives no date.
        threshold: name score from which a name raises a hit; None for the documented default.
        weak: what a weak alias may do; None for each list's own default.
        exit_zero: whether alerts end with 0.
    """

    lists: tuple[str, ...]
    list_id: str | None
    edition_dates: tuple[str, ...]
    threshold: float | None
    weak: WeakPolicy | None
    exit_zero: bool

    @property
    def by_default(self) -> bool:
        """Whether the shipped list stands in for lists that nobody named."""
        return not self.lists

    @property
    def notice(self) -> str:
        """What every output has to say then; else empty."""
        return NOTICE if self.by_default else ""

    def exit_code(self, *, alerts: bool) -> int:
        """What a command ends with: 1 for alerts, or 0 if asked; 4 for finding nothing on a list nobody named."""
        if alerts:
            return 0 if self.exit_zero else 1
        return ListUnavailableError.exit_code if self.by_default else 0

    def screener(self) -> Screener:
        """Read the lists and compile them; what reading them left out is told on standard error.

        Raises:
            ListUnavailableError: if a list is neither a path nor known.
            ListFileError: if one cannot be used.
            UsageError: if two editions of one list are given, or the threshold is impossible.
        """
        from sanctionscreen.screening import Screener

        screener = Screener(self._editions(), threshold=self.threshold, weak=self.weak)
        screener.uses_shipped_default = self.by_default
        return screener

    def _editions(self) -> list[Edition]:
        from sanctionscreen.lists import read_list, shipped_path

        if self.list_id and len(self.lists) != 1:
            raise UsageError("--as names the list of one --lists; give exactly one")
        dates = dict(map(_list_and_date, self.edition_dates))
        editions = []
        for text in self.lists or (SHIPPED,):
            if text != SHIPPED and not Path(text).exists():
                raise ListUnavailableError(f"{text}: no such file or folder, and no list of that id")
            edition = read_list(shipped_path() if text == SHIPPED else text, list_id=self.list_id)
            edition.edition = edition.edition or dates.pop(edition.list_id, None)
            _tell_reading(edition)
            editions.append(edition)
        if dates:
            raise UsageError(f"--edition: no list {' or '.join(dates)} without a date was given")
        return editions


def list_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command `--lists`, `--as`, `--edition`, `--threshold`, `--weak`, `--exit-zero`, as one `choice`."""

    @wraps(command)
    def with_choice(**options: Any) -> int:
        choice = ListChoice(**{field.name: options.pop(field.name) for field in fields(ListChoice)})
        return command(choice=choice, **options)

    for option in reversed(_LIST_OPTIONS):
        with_choice = option(with_choice)
    return with_choice


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
        "--edition",
        "edition_dates",
        multiple=True,
        metavar="LIST=DATE",
        help="The date of a list whose content gives none, as us-ofac-sdn=2021-07-30. May be repeated.",
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


def editions_of(screener: Screener) -> list[dict[str, Any]]:
    """What was screened against, as manifests and JSON answers have it."""
    return [asdict(item) for item in screener.editions]


def _list_and_date(text: str) -> tuple[str, str]:
    list_id, _, date = text.partition("=")
    if not list_id or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        raise UsageError(f"--edition takes LIST=DATE, such as us-ofac-sdn=2021-07-30; not {text!r}")
    return list_id, date


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
