"""One answer as text for people, and its parts that tables use too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from shutil import get_terminal_size

import click

from sanctionscreen.cli.common.terminal import padded, printable, wrapped
from sanctionscreen.lists.staleness import EditionAge
from sanctionscreen.model import NAME_BASES, Evidence, Hit, Screening
from sanctionscreen.screening import EditionInfo

_COLOURS = {"match": "red", "review": "yellow", "low": "cyan"}
SHIPPED_ID = "shipped-dprk"

_LABEL = 13
_INDENT = " " * 4
_LONG = frozenset({"name", "ownership_policy"})
"""What a table leaves out: the names are seen side by side, and rules are the same on every row."""


def answer(screening: Screening, editions: Iterable[str]) -> str:
    """One answer in full: every hit with its evidence, then the lines on the editions screened against."""
    others = len(screening.hits) - len(screening.alerts)
    counts = [count(len(screening.alerts), "alert")] if screening.alerts else []
    if others:
        counts.append(f"{count(others, 'hit')} that {'is' if others == 1 else 'are'} no alert")
    head = click.style(printable(f"{screening.name}: {' and '.join(counts) or 'nothing found'}"), bold=True)
    foot = printable("\n".join(editions))
    return "\n\n".join([head, *map(_hit, screening.hits), foot])


def edition_lines(editions: Iterable[EditionInfo], age_of: Callable[[EditionInfo], EditionAge]) -> list[str]:
    """What was screened against, in a line for each edition.

    Args:
        editions: that were screened against.
        age_of: gives the age of one. That of the shipped list is left out: it is for trial, and gets no editions.
    """
    return [
        f"Screened against {edition.list}, {_dated(edition, age_of(edition))}: {edition.listings:,} listings, "
        f"{edition.names:,} names."
        for edition in editions
    ]


def _dated(edition: EditionInfo, age: EditionAge) -> str:
    if not edition.edition:
        return "edition without a date"
    told = edition.list != SHIPPED_ID and age.days is not None and age.days >= 0
    return f"edition {edition.edition}" + (f", {count(age.days or 0, 'day')} old" if told else "")


def rests_on_name(hit: Hit) -> bool:
    """Whether a name is among what the hit rests on; otherwise `matched_name` is no reason for it."""
    return not NAME_BASES.isdisjoint(hit.basis)


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 alert`, `2,000 alerts`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or f'{noun}s'}"


def colour_of(hit: Hit) -> str | None:
    """Of a hit's score and band: none where it is no alert."""
    return _COLOURS[hit.band] if hit.is_alert else None


def reasons(evidence: Iterable[Evidence], *, brief: bool = False) -> list[str]:
    """The evidence in statements; those on single words, which are many and short, in one.

    Args:
        evidence: of a hit.
        brief: leave out what merely agrees word by word, and what the two names, seen side by side, say themselves.
    """
    statements: list[str] = []
    words = -1
    for item in evidence:
        if brief and (item.feature in _LONG or (item.feature == "token" and item.value == 1)):
            continue
        if item.feature != "token":
            statements.append(item.detail)
        elif words < 0:
            words = len(statements)
            statements.append(item.detail)
        else:
            statements[words] += f"; {item.detail}"
    return statements


def _hit(hit: Hit) -> str:
    verdict = click.style(f"{hit.band} {hit.score:.2f}", fg=colour_of(hit), bold=True)
    flags = f"  [{', '.join(hit.flags)}]" if hit.flags else ""
    about = ", ".join(filter(None, (hit.kind, hit.listed_on and f"listed {hit.listed_on}")))
    facts = {
        "listing": f"{hit.list} {hit.entity_id}" + (f": {about}" if about else ""),
        "matched": hit.matched_name if rests_on_name(hit) else "",
        "basis": ", ".join(hit.basis),
        "programmes": "; ".join(hit.programmes),
        "measures": ", ".join(hit.measures),
        "born": ", ".join(hit.birth_dates),
        "countries": ", ".join(hit.countries),
        "identifiers": ", ".join(hit.identifiers),
    }
    lines = [f"  {verdict}  {printable(hit.listed_name)}{flags}"]
    for label, text in facts.items():
        if text:
            lines.extend(labelled(padded(label, _LABEL), text))
    for place, text in enumerate(reasons(hit.evidence)):
        lines.extend(labelled(padded("" if place else "evidence", _LABEL), text))
    return "\n".join(lines)


def labelled(label: str, text: str) -> list[str]:
    """A label and its text, wrapped to the width of the terminal."""
    width = max(60, min(get_terminal_size((100, 24)).columns, 120)) - len(_INDENT) - len(label)
    first, *more = wrapped(text, width)
    return [f"{_INDENT}{label}{first}", *(f"{_INDENT}{' ' * len(label)}{line}" for line in more)]
