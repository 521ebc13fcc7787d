"""What each list holds, and what it is known not to hold. Reach for `list_info` before relying on a list's silence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a list is known not to hold.

    Attributes:
        what: in words.
        source: where that is said, or where the missing parties are published.
        template: the house list under `docs/templates` to fill in from that source; empty where there is none.
    """

    what: str
    source: str
    template: str = ""


@dataclass(frozen=True, slots=True)
class ListInfo:
    """One published list.

    Attributes:
        id: the list's id, such as `eu-fsf`.
        title: the publisher's own name for it.
        publisher: who publishes it.
        url: where.
        holds: what it holds, in a few words.
        stale_after: days after which a copy may well miss a change, by how often the publisher makes one; None where
            that is not known, or where the list is published no more.
        gaps: what it is known not to hold.
    """

    id: str
    title: str
    publisher: str
    url: str
    holds: str
    stale_after: int | None
    gaps: tuple[Gap, ...]


def list_info(list_id: str) -> ListInfo | None:
    """What is known of a list, or None for a house list or one that we don't know.

    >>> list_info("eu-fsf").holds
    'asset freezes'
    """
    return known_lists().get(list_id)


@cache
def known_lists() -> Mapping[str, ListInfo]:
    """Every published list that there is a reader for, by id."""
    data = tomllib.loads(
        files("sanctionscreen.lists").joinpath("data/lists.toml").read_text(encoding="utf-8")
    )
    return {
        list_id: ListInfo(
            id=list_id,
            title=table["title"],
            publisher=table["publisher"],
            url=table["url"],
            holds=table["holds"],
            stale_after=table.get("stale_after"),
            gaps=tuple(Gap(**gap) for gap in table.get("gaps", ())),
        )
        for list_id, table in data.items()
    }
