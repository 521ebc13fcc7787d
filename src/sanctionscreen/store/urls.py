"""Where lists are published. Reach for `addresses`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Address:
    """Where a list is published.

    Attributes:
        url: of the file.
        file: the name to keep it under.
        wait: seconds to wait for an answer; None for as long as usual.
        note: what a user should know before fetching it.
    """

    url: str
    file: str
    wait: float | None = None
    note: str = ""


@cache
def addresses() -> dict[str, Address]:
    """Every list with a known address, by id.

    >>> addresses()["un-sc"].file
    'consolidated.xml'
    """
    text = files("sanctionscreen.store").joinpath("data/addresses.toml").read_text(encoding="utf-8")
    return {list_id: Address(**table) for list_id, table in tomllib.loads(text).items()}
