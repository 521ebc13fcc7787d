"""`sanctionscreen lists`: the group of commands on official and house lists, and on the store."""

from __future__ import annotations

import click

from sanctionscreen.cli.lists.diff import diff
from sanctionscreen.cli.lists.export import export
from sanctionscreen.cli.lists.inspect import inspect
from sanctionscreen.cli.lists.pools import pools
from sanctionscreen.cli.lists.show import show
from sanctionscreen.cli.lists.store_commands import gc, history, import_, rollback
from sanctionscreen.cli.lists.update import update


@click.group()
def lists() -> None:
    """Look into official and house lists, and keep every edition of them."""


for _command in (inspect, export, import_, update, show, diff, history, rollback, gc, pools):
    lists.add_command(_command)
