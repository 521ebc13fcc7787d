"""The options of every command that screens against lists; `options.ListChoice` says what they mean."""

from __future__ import annotations

import click

from sanctionscreen.cli.common.store_options import STORE_HELP

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
        help="Name score from which a name raises a hit, above 0 and at most 1.  [default: alerts on 0.5 % of ordinary "
        "persons]",
    ),
    click.option(
        "--weak",
        type=click.Choice(["off", "confirm", "full"]),
        help="What a weak alias may do: nothing, confirm, or raise a hit like any name.  [default: each list's own]",
    ),
    click.option("--store", metavar="DIR", help=STORE_HELP),
    click.option(
        "--as-of", metavar="DATE", help="Screen against the lists in the store as they stood on this day."
    ),
    click.option("--exit-zero", is_flag=True, help="End with 0 instead of 1 where there are alerts."),
    click.option(
        "--cache",
        metavar="DIR",
        help="Where lists are kept as read and compiled, so that the next run starts at once.  [default: "
        "$SANCTIONSCREEN_CACHE, else the user's cache folder]",
    ),
    click.option("--no-cache", is_flag=True, help="Read and compile the lists now, and keep nothing."),
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
        help="Listings that are two parties though they look one: a CSV of list, entity_id, other_list, other_id and "
        "reason; see `lists pools`.  [default: pools.csv in the store]",
    ),
    click.option(
        "--links-date",
        default="",
        metavar="DATE",
        help="The day for which ownership is worked out.  [default: today]",
    ),
)
