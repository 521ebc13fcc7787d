"""Options that several commands share; `list_choice.ListChoice` gives the meaning of those on lists."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import click

from sanctionscreen.errors import UsageError

STORE_HELP = "The folder of the store.  [default: in your data folder, see docs/updates.md]"
MAPPING_HELP = "Read a table of your own with this column mapping (docs/house-list.md)."

LIST_OPTIONS = (
    click.option(
        "--lists",
        multiple=True,
        metavar="PATH_OR_ID",
        help="An official or house list, file or folder as published; or a list in the store, as us-ofac-sdn or "
        "un-sc@2024-05-15; `shipped` is the DPRK list that ships. May be repeated.  [default: all lists in the store]",
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
        "--mapping", metavar="FILE", help=f"{MAPPING_HELP} Of several --lists, for those of no known format."
    ),
    click.option(
        "--threshold",
        type=float,
        metavar="T",
        help="Least name score of a hit, above 0 and at most 1.  [default: alerts on 0.5 % of ordinary "
        "persons]",
    ),
    click.option(
        "--weak",
        type=click.Choice(["off", "confirm", "full"]),
        help="What a weak alias may do: nothing, confirm, or raise a hit like any name.  [default: each list's own]",
    ),
    click.option("--store", metavar="DIR", help=STORE_HELP),
    click.option(
        "--as-of", metavar="DATE", help="Screen against the lists in the store as they were on this day."
    ),
    click.option(
        "--max-age",
        type=click.IntRange(min=0),
        metavar="DAYS",
        help="Age from which on any list is stale.  [default: each list's own, by how often it changes]",
    ),
    click.option(
        "--allow-stale", is_flag=True, help="End with 0 instead of 4 where nothing is found on a stale list."
    ),
    click.option("--exit-zero", is_flag=True, help="End with 0 instead of 1 where there are alerts."),
    click.option(
        "--cache",
        metavar="DIR",
        help="Folder for lists as read and compiled, so that the next run starts at once.  [default: "
        "$SANCTIONSCREEN_CACHE, else the user's cache folder]",
    ),
    click.option("--no-cache", is_flag=True, help="Read and compile the lists now, without a cache."),
    click.option(
        "--links",
        multiple=True,
        metavar="FILE",
        help="Follow ownership and other links: a CSV of owner, owned, percentage, role, from, to; BODS 0.4; GLEIF "
        "level 2; FollowTheMoney. `lists`: those that the lists themselves state, and no file. May be repeated.",
    ),
    click.option(
        "--pools",
        metavar="FILE",
        help="Pairs of listings that look like one party but are two: a CSV of list, entity_id, other_list, other_id "
        "and reason; see `lists pools`.  [default: pools.csv in the store]",
    ),
    click.option(
        "--links-date",
        default="",
        metavar="DATE",
        help="The day for which ownership is worked out.  [default: today]",
    ),
)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def with_options(*options: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Callable[..., Any]:
    """Several options as one decorator, in this order."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


store_option = click.option("--store", metavar="DIR", help=STORE_HELP)

column_options = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Meaning of a column of FILE that isn't recognised by its name, as name=CustomerName; may be repeated.",
)
customer_options = with_options(
    click.option(
        "--delimiter", metavar="CHAR", help="Between the columns of FILE.  [default: recognised: , ; tab |]"
    ),
    click.option("--encoding", metavar="NAME", help="Of FILE.  [default: recognised: UTF-8, UTF-16, cp1252]"),
    column_options,
)


def assigned_columns(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Field and column of each `--column FIELD=COLUMN`.

    Raises:
        UsageError: if a text is not of that form.
    """
    pairs = []
    for text in texts:
        field, _, column = text.partition("=")
        if not column:
            raise UsageError(f"--column takes FIELD=COLUMN, such as name=CustomerName; not {text!r}")
        pairs.append((field, column))
    return pairs


def date_of(text: str, wanted: str) -> str:
    """The text, if it is a date of the calendar as `2021-07-30`.

    Raises:
        UsageError: if it is none; the message begins with `wanted`.
    """
    try:
        return str(datetime.date.fromisoformat(text if _DATE.fullmatch(text) else ""))
    except ValueError:
        raise UsageError(f"{wanted}; not {text!r}") from None
