"""Screenings as text for people: one answer in full, or a table of many."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from shutil import get_terminal_size
from unicodedata import combining, east_asian_width

import click

from sanctionscreen.model import Hit, Screening
from sanctionscreen.screening import EditionInfo

# What could move the cursor, recolour or reverse the line: names come from files that others wrote.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_COLOURS = {"match": "red", "review": "yellow", "low": "cyan"}


def printable(text: str) -> str:
    """The text with control and direction characters shown as escapes, so that a name cannot disguise the output.

    >>> printable("A\\x1b[2JB")
    'A\\\\x1b[2JB'
    """
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def answer(screening: Screening, editions: Iterable[EditionInfo]) -> str:
    """One answer in full: every hit with what it rests on, then what was screened against."""
    alerts = len(screening.alerts)
    others = len(screening.hits) - alerts
    head = (
        f"{screening.name}: {count(alerts, 'alert')}"
        if screening.hits
        else f"{screening.name}: nothing found"
    )
    if others:
        head += f", {count(others, 'hit')} that {'is' if others == 1 else 'are'} no alert"
    blocks = [click.style(printable(head), bold=True), *map(_hit, screening.hits)]
    return "\n\n".join([*blocks, printable("\n".join(map(edition_line, editions)))])


def edition_line(edition: EditionInfo) -> str:
    """What was screened against, in a line."""
    date = f"edition {edition.edition}" if edition.edition else "no date"
    return f"Screened against {edition.list}, {date}: {edition.listings:,} listings, {edition.names:,} names"


def _hit(hit: Hit) -> str:
    score = click.style(f"{hit.band} {hit.score:.2f}", fg=colour_of(hit), bold=True)
    flags = f"  [{', '.join(hit.flags)}]" if hit.flags else ""
    lines = [f"  {score}  {printable(hit.listed_name)}{flags}"]
    listed = ", ".join(filter(None, (hit.kind, f"listed {hit.listed_on}" if hit.listed_on else "")))
    facts = {
        "listing": f"{hit.list} {hit.entity_id}" + (f" ({listed})" if listed else ""),
        "matched": hit.matched_name,
        "basis": ", ".join(hit.basis),
        "programmes": "; ".join(hit.programmes),
        "measures": ", ".join(hit.measures),
        "born": ", ".join(hit.birth_dates),
        "countries": ", ".join(hit.countries),
        "identifiers": ", ".join(hit.identifiers),
    }
    lines.extend(_wrapped(f"{label:<12}", text) for label, text in facts.items() if text)
    lines.extend(_wrapped("- ", item.detail) for item in hit.evidence)
    return "\n".join(lines)


def colour_of(hit: Hit) -> str | None:
    """Of a hit's score and band: none where it is no alert."""
    return _COLOURS[hit.band] if hit.is_alert else None


def _wrapped(label: str, text: str) -> str:
    width = max(60, min(get_terminal_size().columns, 120))
    return textwrap.fill(
        printable(text),
        width,
        initial_indent=f"      {label}",
        subsequent_indent=" " * (6 + len(label)),
        break_on_hyphens=False,
    )


def count(number: int, noun: str) -> str:
    """`1 alert`, `2,000 alerts`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def clipped(text: str, width: int) -> str:
    """The text in exactly `width` columns of a terminal: cut with an ellipsis, or filled with spaces.

    >>> clipped("金正恩", 5), clipped("Kim", 5)
    ('金正…', 'Kim  ')
    """
    room, shown = width, ""
    for char in text:
        columns = _columns(char)
        if columns > room:
            break
        shown, room = shown + char, room - columns
    if len(shown) < len(text):
        while shown and room < 1:
            room += _columns(shown[-1])
            shown = shown[:-1]
        shown, room = shown + "…", room - 1
    return shown + " " * room


def _columns(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
