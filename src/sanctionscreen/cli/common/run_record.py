"""Record of a command: exit code, options as given and as resolved. No name of a customer is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from sanctionscreen.cli.common.list_choice import ListChoice

if TYPE_CHECKING:
    from sanctionscreen.screening import Screener

_PARTY = frozenset(("name", "kind", "birth_dates", "countries", "ids", "aliases", "addresses"))
"""Parameters of `check` that say who the party is."""


def run_record(choice: ListChoice, screener: Screener, *, exit_code: int, **resolved: Any) -> dict[str, Any]:
    """What a manifest has of the command that made it.

    Args:
        choice: the lists and settings.
        screener: made of them.
        exit_code: that the command ends with.
        resolved: further options as they were resolved, by their names.
    """
    return {
        "exit_code": exit_code,
        "options": {"given": options_given(), "resolved": _resolved(choice, screener) | resolved},
    }


def options_given() -> dict[str, Any]:
    """The options and arguments that the user gave to the command that runs, without those that name the party."""
    context = click.get_current_context()
    return {
        _shown(parameter): _plain(context.params[parameter.name])
        for parameter in context.command.params
        if parameter.name in context.params
        and parameter.name not in _PARTY
        and context.get_parameter_source(parameter.name) == ParameterSource.COMMANDLINE
    }


def _shown(parameter: click.Parameter) -> str:
    return (
        max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name
    )


def _plain(value: Any) -> Any:
    """The value as JSON has it; an object of ours as the text that it was made of."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _resolved(choice: ListChoice, screener: Screener) -> dict[str, Any]:
    from sanctionscreen.cli.common.stored_lists import folder_of

    folder = choice.folder()
    return {
        "lists": list(choice.wanted),
        "store": str(folder_of(choice.store)),
        "as_of": choice.as_of,
        "threshold": screener.threshold,
        "weak": choice.weak or "each list's own",
        "links": list(choice.links),
        "links_date": screener.ownership.network.date if screener.ownership else None,
        "max_age": choice.max_age,
        "allow_stale": choice.allow_stale,
        "exit_zero": choice.exit_zero,
        "cache": str(folder.path) if folder else None,
    }
