"""`sanctionscreen lists`: what list files hold."""

from __future__ import annotations

from typing import Any

import click


@click.group()
def lists() -> None:
    """Look into official and house lists."""


@lists.command()
@click.argument("path")
@click.option("--as", "list_id", metavar="LIST", help="Which list it is, where its content cannot tell.")
@click.option("--edition", metavar="DATE", help="Its date, where its content gives none.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object with all of it.")
def inspect(path: str, list_id: str | None, edition: str | None, *, as_json: bool) -> int:
    """Say what the file or folder PATH holds, and what in it could not be used.

    Ends with 3 if it is no list that can be read.
    """
    from sanctionscreen.lists import read_list

    summary = read_list(path, list_id=list_id, edition=edition).summary()
    if as_json:
        import json

        click.echo(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        click.echo(_for_people(summary))
    return 0


def _for_people(summary: dict[str, Any]) -> str:
    """The account in lines: facts first, then whatever is a list or a table, at most ten of each."""
    from sanctionscreen.cli.width import printable

    lines = []
    for key, value in summary.items():
        if isinstance(value, list | dict):
            lines.append(f"{key:<10} {sum(value.values()) if isinstance(value, dict) else len(value):,}")
            items = [_item(item) for item in (value.items() if isinstance(value, dict) else value)]
            lines.extend(f"           {item}" for item in items[:10])
            if len(items) > 10:
                lines.append(f"           … and {len(items) - 10} more (--json shows all)")
        else:
            lines.append(
                f"{key:<10} {value:,}" if isinstance(value, int) else f"{key:<10} {value or 'not said'}"
            )
    return printable("\n".join(lines))


def _item(item: object) -> str:
    if isinstance(item, dict):
        return ": ".join(map(str, item.values()))
    return f"{item[0]} ({item[1]:,})" if isinstance(item, tuple) else str(item)
