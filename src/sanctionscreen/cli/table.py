"""Many screenings as a table to read: who, which listing, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size

import click

from sanctionscreen.cli.show import clipped, colour_of, edition_line, printable
from sanctionscreen.model import Hit, Screening
from sanctionscreen.screening import EditionInfo

_NARROWEST, _WIDEST = 100, 160
_NAMES_SHOWN = 40


def table(screenings: Iterable[Screening], editions: Iterable[EditionInfo]) -> Iterator[str]:
    """Yield the lines of the table: a line for every hit, then the customers with nothing found."""
    width = max(_NARROWEST, min(get_terminal_size((120, 24)).columns, _WIDEST))
    name = (width - 20) * 3 // 10
    listing = (width - 20) * 3 // 10
    why = width - 20 - name - listing
    yield click.style(
        _line(("CUSTOMER", name), ("SCORE BAND", 14), ("LISTING", listing), ("WHY", why)), bold=True
    )
    clear: list[str] = []
    number = 0
    for screening in screenings:
        number += not screening.hits
        if not screening.hits and len(clear) < _NAMES_SHOWN:
            clear.append(printable(_who(screening)))
        for place, hit in enumerate(screening.hits):
            who = _who(screening) if place == 0 else ""
            verdict = click.style(clipped(f"{hit.score:.2f}  {hit.band}", 14), fg=colour_of(hit))
            first, *more = _reasons(hit)
            listed = f"{hit.listed_name} ({hit.entity_id})"
            yield f"{clipped(printable(who), name)}  {verdict}  {_line((listed, listing), (first, why))}"
            for reason in more:
                yield _line(("", name), ("", 14), ("", listing), (reason, why))
    if number:
        rest = f" … and {number - len(clear):,} more" if number > len(clear) else ""
        yield ""
        yield f"Nothing found for {number:,}: {'; '.join(clear)}{rest}"
    yield ""
    yield from map(edition_line, editions)


def _who(screening: Screening) -> str:
    return f"{screening.query_id} {screening.name}".strip()


def _line(*cells: tuple[str, int]) -> str:
    return "  ".join(clipped(printable(text), width) for text, width in cells).rstrip()


def _reasons(hit: Hit) -> list[str]:
    """What a reader must know first: the flags, then the evidence, the strongest statement of each kind once."""
    reasons = [f"{', '.join(hit.flags)}:"] if hit.flags else []
    return reasons + [item.detail for item in hit.evidence] or ["no evidence given"]
