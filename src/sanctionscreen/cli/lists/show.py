"""`sanctionscreen lists show`: editions in the store, content of published lists, and their known gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sanctionscreen.cli.common.options import store_option
from sanctionscreen.cli.common.output import print_json
from sanctionscreen.cli.common.stored_lists import open_store, stored_lists
from sanctionscreen.errors import ListUnavailableError

if TYPE_CHECKING:
    from sanctionscreen.lists.metadata import ListInfo
    from sanctionscreen.store import StoredEdition

_LABEL = 11
_INDENT = " " * 4
_SHOWN = 8

_Stored = dict[str, Any]
"""Of a list in the store: `stale` (why, or empty) and `editions`, the newest first."""


@click.command()
@click.argument("list_ids", metavar="[LIST_ID]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each list.")
@store_option
def show(list_ids: tuple[str, ...], store: str | None, *, as_json: bool) -> int:
    """Say which editions of lists the store has, how old they are, and what the lists are known not to hold.

    Every gap comes with the source that says so and, where there is one, the house list to fill in. Without LIST_ID
    the lists in the store are shown; where there is no store, every list that there is a reader for. Ends with 4 for a
    list that is not known, and if an edition shown is stale by the list's own rhythm.

    \b
      sanctionscreen lists show eu-fsf un-sc
    """
    from sanctionscreen.lists.metadata import known_lists

    known, stored = known_lists(), _stored(store)
    if strange := [list_id for list_id in list_ids if list_id not in known and list_id not in stored]:
        raise ListUnavailableError(f"no list is known as {', '.join(strange)}; known: {', '.join(known)}")
    chosen = list_ids or tuple(stored) or tuple(known)
    if as_json:
        print_json([_as_json(list_id, known.get(list_id), stored.get(list_id)) for list_id in chosen])
    else:
        click.echo("\n\n".join(_for_people(item, known.get(item), stored.get(item)) for item in chosen))
        others = [list_id for list_id in known if list_id not in chosen]
        if not list_ids and others:
            click.echo(
                f"\nNot in the store: {', '.join(others)}. `sanctionscreen lists show LIST_ID` says what they hold."
            )
    return (
        ListUnavailableError.exit_code
        if any(stored[item]["stale"] for item in chosen if item in stored)
        else 0
    )


def _stored(store: str | None) -> dict[str, _Stored]:
    if not stored_lists(store):
        return {}
    with open_store(store) as found:
        return {
            list_id: {
                "stale": found.staleness(found.find(list_id)),
                "editions": [
                    _stored_edition(item) for item in reversed(found.editions(list_id, withdrawn=True))
                ],
            }
            for list_id in found.lists()
        }


def _stored_edition(edition: StoredEdition) -> dict[str, object]:
    """An edition in the store as `lists show --json` has it."""
    from sanctionscreen.lists.staleness import age_in_days

    return {
        "edition": edition.label,
        "date": edition.date,
        "sha256": edition.sha256,
        "format": edition.format,
        "origin": edition.origin,
        "stored_at": edition.stored_at,
        "state": edition.state,
        "age_days": age_in_days(edition.valid_from),
        "listings": edition.listings,
        "names": edition.names,
        "rejected": len(edition.account["rejected"]),
        "self_test": edition.self_test,
    }


def _as_json(list_id: str, info: ListInfo | None, stored: _Stored | None) -> dict[str, Any]:
    from dataclasses import asdict

    about = asdict(info) if info else {}
    about.pop("id", None)
    if info and info.withdrawn:
        about["withdrawn"] = str(info.withdrawn)
    return {"list": list_id} | about | (stored or {"stale": "", "editions": []})


def _for_people(list_id: str, info: ListInfo | None, stored: _Stored | None) -> str:
    from sanctionscreen.cli.common.render import labelled

    lines = [click.style(f"{list_id}: {info.title}" if info else f"{list_id}: a list of your own", bold=True)]
    if stored:
        if stored["stale"]:
            lines += labelled(_label("STALE"), stored["stale"])
        editions = stored["editions"]
        for place, edition in enumerate(editions[:_SHOWN]):
            lines += labelled(_label("" if place else "editions"), _edition(edition))
        if len(editions) > _SHOWN:
            lines += labelled(_label(""), f"and {len(editions) - _SHOWN} earlier ones (--json shows all)")
    if info is None:
        return "\n".join(lines)
    lines += labelled(_label("publisher"), info.publisher)
    lines += [f"{_INDENT}{_label('address')}{info.url}"]  # addresses stay whole, to be copied
    if info.withdrawn:
        lines += labelled(_label("withdrawn"), f"by its publisher, on {info.withdrawn}")
    lines += labelled(_label("holds"), info.holds)
    for gap in info.gaps:
        lines += labelled(_label("lacks"), gap.what)
        lines.append(f"{_INDENT}{_label('')}source: {gap.source}")
        if gap.template:
            lines.append(f"{_INDENT}{_label('')}house list to fill in: docs/templates/{gap.template}")
    return "\n".join(lines)


def _edition(edition: dict[str, Any]) -> str:
    days = edition["age_days"]
    age = f", {days:,} days old" if edition["date"] and days is not None else ""
    parts = [
        f"{edition['edition']}{age}: {edition['listings']:,} listings, {edition['names']:,} names",
        f"stored {edition['stored_at'][:10]}",
    ]
    if test := edition["self_test"]:
        failed = len(test["failed"])
        parts.append(f"self-test {test['tested'] - failed:,} of {test['tested']:,}")
    if edition["rejected"]:
        parts.append(f"{edition['rejected']:,} records rejected")
    if edition["state"] != "live":
        parts.append("withdrawn")
    return "; ".join(parts)


def _label(text: str) -> str:
    return f"{text:<{_LABEL}}"
