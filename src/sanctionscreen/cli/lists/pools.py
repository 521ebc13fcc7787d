"""`sanctionscreen lists pools`: clusters of listings that are taken for one party, and the rules that link them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sanctionscreen.cli.common.list_choice import POOLS, SHIPPED
from sanctionscreen.cli.common.messages import print_reading_warnings
from sanctionscreen.cli.common.options import store_option
from sanctionscreen.cli.common.output import print_json
from sanctionscreen.cli.common.stored_lists import edition_from_store, stored_lists
from sanctionscreen.errors import UsageError
from sanctionscreen.store.paths import store_at

if TYPE_CHECKING:
    from sanctionscreen.model import Listing
    from sanctionscreen.resolution.clusters import PartyClusters
    from sanctionscreen.resolution.linkage_rules import ClusterLink

_INDENT = " " * 4


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@store_option
@click.option(
    "--pools",
    "cannot_link",
    metavar="FILE",
    help="A CSV of pairs that are two parties: list, entity_id, other_list, other_id, reason.  "
    "[default: pools.csv in the store]",
)
@click.option(
    "--name", metavar="TEXT", help="Only clusters and rejected links in which a name holds this text."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def pools(
    paths: tuple[str, ...], cannot_link: str | None, name: str | None, store: str | None, *, as_json: bool
) -> int:
    """Show which listings of the lists in PATH... are taken for one party, and which rules link them.

    PATH may also be a list in the store: LIST, or LIST@EDITION; without PATH, all lists in the store.

    The names of one are names of all, so a false cluster raises false alerts: the least certain links come first, then
    links that were rejected for a conflict. A pair that is two parties goes into the file of --pools, here and when
    screening.

    \b
      sanctionscreen lists pools sdn.xml eu.xml un.xml --name "hui chon"
    """
    from sanctionscreen.resolution.cannot_link import read_cannot_links, unmatched
    from sanctionscreen.resolution.clusters import PartyClusters

    if cannot_link is None and (place := store_at(store)) and (place / POOLS).exists():
        cannot_link = str(place / POOLS)
    pairs = read_cannot_links(cannot_link) if cannot_link else ()
    listings = _listings(paths or stored_lists(store), store)
    for pair in unmatched(pairs, listings):
        click.echo(
            f"{cannot_link}: no such listing: {' '.join(pair.left)} or {' '.join(pair.right)}", err=True
        )
    clusters = PartyClusters(listings, pairs)
    if as_json:
        print_json(_as_json(clusters, listings, name), indent=1)
    else:
        _print(clusters, listings, name)
    return 0


def _listings(paths: Sequence[str], store: str | None) -> list[Listing]:
    from sanctionscreen.lists import read_list, shipped_path

    if not paths:
        raise UsageError("no list given, and none in a store")
    listings: list[Listing] = []
    seen: set[str] = set()
    for path in paths:
        if path == SHIPPED or Path(path).exists():
            edition = read_list(shipped_path() if path == SHIPPED else path)
            print_reading_warnings(edition, "in no cluster")
        else:
            edition = edition_from_store(store, path, None)
        if edition.list_id in seen:
            raise UsageError(f"two editions of {edition.list_id}; give one of each list")
        seen.add(edition.list_id)
        listings.extend(edition.listings)
    return listings


def _print(found: PartyClusters, listings: Sequence[Listing], name: str | None) -> None:
    from sanctionscreen.cli.common.render import count, labelled
    from sanctionscreen.cli.common.terminal import padded, printable

    shown = 0
    for members, links in _least_sure_first(found):
        if _wanted(listings, members, name):
            shown += 1
            click.secho(
                printable("; ".join(dict.fromkeys(listings[place].name for place in members))), bold=True
            )
            for place in members:
                click.echo(printable(f"{_INDENT}{_shown(listings[place])}"))
            for rule, reason in dict.fromkeys((link.rule, link.reason) for link in links):
                click.echo("\n".join(labelled(padded(rule, 14), reason)))
    rejected = [link for link in found.rejected if _wanted(listings, (link.left, link.right), name)]
    if rejected:
        click.secho("\nLinks rejected for a conflict:", bold=True)
    for link in rejected:
        click.echo(printable(f"{_shown(listings[link.left])} and {_shown(listings[link.right])}"))
        click.echo("\n".join(labelled(padded(link.rule, 14), f"{link.reason}: {link.conflict}")))
    clusters = count(shown, "cluster")
    click.echo(f"{len(listings):,} listings: {clusters}, {count(len(rejected), 'link')} rejected", err=True)


def _least_sure_first(found: PartyClusters) -> Iterator[tuple[list[int], list[ClusterLink]]]:
    """Every cluster with its links, those with the least certain links first."""
    from sanctionscreen.resolution.linkage_rules import RULES

    links: dict[int, list[ClusterLink]] = defaultdict(list)
    for link in found.links:
        links[found.members(link.left)[0]].append(link)
    for members in sorted(
        found.all(), key=lambda pool: (-max(RULES.index(link.rule) for link in links[pool[0]]), pool)
    ):
        yield members, links[members[0]]


def _wanted(listings: Sequence[Listing], places: Iterable[int], name: str | None) -> bool:
    if name is None:
        return True
    text = name.casefold()
    return any(text in item.name.casefold() for place in places for item in listings[place].names)


def _shown(listing: Listing) -> str:
    kind = f", {listing.kind}" if listing.kind else ""
    return f"{listing.list} {listing.entity_id}: {listing.name}{kind}"


def _as_json(found: PartyClusters, listings: Sequence[Listing], name: str | None) -> dict[str, Any]:
    return {
        "listings": len(listings),
        "pools": [
            {
                "listings": [_key(listings[place]) | {"name": listings[place].name} for place in members],
                "ties": [_tie(link, listings) for link in links],
            }
            for members, links in _least_sure_first(found)
            if _wanted(listings, members, name)
        ],
        "doubted": [
            _tie(link, listings) | {"doubt": link.conflict}
            for link in found.rejected
            if _wanted(listings, (link.left, link.right), name)
        ],
    }


def _tie(link: ClusterLink, listings: Sequence[Listing]) -> dict[str, Any]:
    ends = [_key(listings[link.left]), _key(listings[link.right])]
    return {"between": ends, "rule": link.rule, "reason": link.reason}


def _key(listing: Listing) -> dict[str, str]:
    return {"list": listing.list, "entity_id": listing.entity_id}
