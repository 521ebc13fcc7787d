"""Limit on rejected rows: `--max-rejected`, and whether a run counts as complete."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import click

from sanctionscreen.errors import UsageError

_FORM = re.compile(r"(\d+(?:\.\d+)?) ?%|\d+", re.ASCII)


class RowCounts(Protocol):
    """Counts of a file's rows, as `CustomerFile` and `Counts` have them."""

    rows: int
    rejected: int


@dataclass(frozen=True, slots=True)
class RejectedLimit:
    """Number or share of rejected rows up to which a run counts as complete.

    Attributes:
        text: as the user wrote it.
        number: of rows; None for a share.
        share: of all rows of a file, from 0 to 1.
    """

    text: str
    number: int | None
    share: Fraction = Fraction(0)

    def __str__(self) -> str:
        return self.text

    def exceeded_by(self, counts: RowCounts) -> bool:
        """Whether more rows of a file were rejected than the limit allows.

        >>> from sanctionscreen.batch import Counts
        >>> limit_of("1%").exceeded_by(Counts(rows=1_000, rejected=10))
        False
        """
        allowed = self.number if self.number is not None else counts.rows * self.share
        return counts.rejected > allowed

    def incomplete(self, files: Iterable[tuple[str, RowCounts]]) -> bool:
        """Whether any file has too many rejected rows; a message on standard error names each.

        Args:
            files: how messages name a file, and its counts.
        """
        exceeded = [(shown, counts) for shown, counts in files if self.exceeded_by(counts)]
        for shown, counts in exceeded:
            click.echo(
                f"{shown}: {counts.rejected:,} of {counts.rows:,} rows were not screened; --max-rejected allows "
                f"{self.text}",
                err=True,
            )
        return bool(exceeded)


def limit_of(text: str) -> RejectedLimit:
    """The limit in words of the command line: `10`, `0.5%`.

    Raises:
        UsageError: if it is neither a number of rows nor a percentage up to 100.
    """
    match = _FORM.fullmatch(text.strip())
    share = Fraction(match[1]) / 100 if match and match[1] else Fraction(0)
    if match is None or share > 1:
        raise UsageError(f"--max-rejected takes a number of rows, or a percentage such as 0.5%; not {text!r}")
    return RejectedLimit(text.strip(), None if match[1] else int(match[0]), share)


max_rejected_option = click.option(
    "--max-rejected",
    "limit",
    metavar="N|P%",
    default="0",
    show_default=True,
    callback=lambda _context, _option, text: limit_of(text),
    help="Rejected rows, or percentage of all rows, up to which the run counts as complete; more end it with 5.",
)
