"""Export of listings to a file or stream: FollowTheMoney JSON lines, the house format, one row per listing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, TextIO, get_args

from sanctionscreen.errors import OutputError, UsageError
from sanctionscreen.lists.export.ftm import ftm_lines
from sanctionscreen.lists.export.house import house_lines, row_lines
from sanctionscreen.model import Listing

ExportFormat = Literal["ftm", "house", "csv"]

EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)

LOSSES: dict[ExportFormat, str] = {
    "house": "nothing: reading it gives the same listings",
    "csv": (
        "of names: the publisher's word, script, language and source, the order of those of different types, that a "
        "weak name is a former one, and that there is no primary one"
    ),
    "ftm": (
        "of names: the publisher's word, script, language and source, and that a former name is weak; of dates: circa "
        "and ranges (both ends are given); countries that are no country code; positions of organisations and ships; "
        "the publisher's spelling of genders; the position of a listing in its file; the date of the edition"
    ),
}
"""What each format cannot hold."""


def export_lines(
    listings: Iterable[Listing],
    format: ExportFormat,
    *,
    edition: str | Mapping[str, str] | None = None,
    country_code: Callable[[str], str | None] | None = None,
) -> Iterator[str]:
    """The lines of an export, each with its line break; `LOSSES` says what they cannot hold.

    Args:
        listings: of one list or of several.
        format: `ftm`, `house` (one row per name) or `csv` (one row per listing; also read as a house list).
        edition: the date of the edition, or of each list's by its id, for the house formats.
        country_code: turns a country as published into an ISO 3166-1 alpha-2 code, which FollowTheMoney asks for;
            without it, countries that aren't codes already are left out there.

    Raises:
        UsageError: if there is no such format.
    """
    if format == "ftm":
        return ftm_lines(listings, country_code=country_code)
    if format == "house":
        return house_lines(listings, edition=edition)
    if format == "csv":
        return row_lines(listings, edition=edition)
    raise UsageError(f"unknown export format {format!r}; known: {', '.join(EXPORT_FORMATS)}")


def export_listings(
    listings: Iterable[Listing],
    target: str | Path | TextIO,
    format: ExportFormat,
    *,
    edition: str | Mapping[str, str] | None = None,
    country_code: Callable[[str], str | None] | None = None,
) -> int:
    """Write an export to a file, or to an open text file; returns how many lines it has.

    A file is written under a temporary name and renamed when it is complete, so that no partial file is left.

    Raises:
        OutputError: if the file cannot be written.
        UsageError: if there is no such format.
    """
    lines = export_lines(listings, format, edition=edition, country_code=country_code)
    if not isinstance(target, str | Path):
        return _write(lines, target)
    path = Path(target)
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", path=str(path)) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as handle:
            count = _write(lines, handle)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise OutputError(f"cannot be written: {error.strerror}", path=str(path)) from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


def _write(lines: Iterable[str], handle: TextIO) -> int:
    count = 0
    for line in lines:
        handle.write(line)
        count += 1
    return count
