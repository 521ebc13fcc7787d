"""Many screenings as a table for people: customer, listing, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from shutil import get_terminal_size

import click

from sanctionscreen.cli.common.render import colour_of, reasons, rests_on_name
from sanctionscreen.cli.common.terminal import padded, printable, wrapped
from sanctionscreen.model import Hit, Screening

_NARROWEST, _WIDEST, _UNKNOWN = 90, 150, 120
_VERDICT = 12
_GAP = "  "
_NAMES_SHOWN = 50


def table(screenings: Iterable[Screening], editions: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the table: the hits, then the customers with nothing found, then what was screened against."""
    room = max(_NARROWEST, min(get_terminal_size((_UNKNOWN, 24)).columns, _WIDEST)) - _VERDICT - 3 * len(_GAP)
    who, listing = room * 27 // 100, room * 31 // 100
    widths = (who, _VERDICT, listing, room - who - listing)
    head = _GAP.join(map(padded, ("CUSTOMER", "SCORE BAND", "LISTING", "WHY"), widths)).rstrip()
    clear: list[str] = []
    number = hits = 0
    for screening in screenings:
        number += not screening.hits
        if not screening.hits and len(clear) < _NAMES_SHOWN:
            clear.append(_who(screening))
        if screening.hits and not hits:
            yield click.style(head, bold=True)
        hits += len(screening.hits)
        for place, hit in enumerate(screening.hits):
            yield from _lines("" if place else _who(screening), hit, widths)
    if number:
        rest = f"; and {number - len(clear):,} more" if number > len(clear) else ""
        if hits:
            yield ""
        yield from wrapped(
            f"Nothing found for {number:,}: {'; '.join(clear)}{rest}", sum(widths) + 3 * len(_GAP)
        )
    yield ""
    yield from map(printable, editions)


def _who(screening: Screening) -> str:
    return f"{screening.query_id} {screening.name}".strip()


def _lines(who: str, hit: Hit, widths: tuple[int, int, int, int]) -> Iterator[str]:
    cells = (
        who,
        f"{hit.score:.2f} {hit.band}",
        f"{hit.listed_name} ({hit.list} {hit.entity_id})",
        _why(hit),
    )
    for line in zip_longest(*map(wrapped, cells, widths), fillvalue=""):
        shown = list(map(padded, line, widths))
        shown[1] = click.style(shown[1], fg=colour_of(hit))
        yield _GAP.join(shown).rstrip()


def _why(hit: Hit) -> str:
    """The flags, the name that matched, and the evidence that isn't plain from seeing both names side by side."""
    parts = [flag.upper() for flag in hit.flags]
    if rests_on_name(hit):
        parts.append(f"{'same as' if hit.score == 1 else 'like'} “{hit.matched_name}”")
        parts += reasons(hit.evidence, brief=True)
    else:  # the hit rests on an identifier: words that the names don't share are no reason
        items = (item for item in hit.evidence if not item.feature.startswith(("omission", "missing")))
        parts += reasons(items, brief=True)
    return "; ".join(part.rstrip(".") for part in parts)
