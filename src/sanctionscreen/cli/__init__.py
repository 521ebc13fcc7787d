"""Command line: the entry point `main`, and the table of commands with their modules.

Each module is imported when its command is called. Importing this one costs click and nothing else, so that a single
check starts fast.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from sanctionscreen._version import __version__
from sanctionscreen.errors import OutputError, SanctionscreenError

COMMANDS = {
    "check": "sanctionscreen.cli.check",
    "screen": "sanctionscreen.cli.screen",
    "rescreen": "sanctionscreen.cli.rescreen",
    "lists": "sanctionscreen.cli.lists.group",
    "evaluate": "sanctionscreen.cli.evaluate",
    "perturb": "sanctionscreen.cli.perturb",
    "track": "sanctionscreen.cli.track",
    "links": "sanctionscreen.cli.links",
}
"""Command → the module that holds it, in a variable of the command's name."""

_INTERNAL_ERROR = 70
_INTERRUPTED = 130


class _ReaderGoneError(Exception):
    """The reader of standard output closed it, as `head` does."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. If standard output is closed, click itself would end with 1, which means alerts."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            with suppress(OSError):  # what is still buffered must not raise once more while Python ends
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise _ReaderGoneError from None
        return code

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run a command and end the process with its exit code; every error is one message on standard error."""
        extra["standalone_mode"] = False
        sys.exit(_run(self, args, extra))


def _run(group: click.Group, args: Sequence[str] | None, extra: dict[str, Any]) -> int:
    try:
        code = click.Group.main(group, args, **extra)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SanctionscreenError as error:
        click.echo(f"sanctionscreen: {error}", err=True)
        return error.exit_code
    except _ReaderGoneError:
        return SanctionscreenError.exit_code
    except OSError as error:
        click.echo(f"sanctionscreen: {error}", err=True)
        return OutputError.exit_code
    except click.Abort:
        click.echo("sanctionscreen: interrupted; no result was written", err=True)
        return _INTERRUPTED
    except Exception:
        import traceback

        traceback.print_exc()
        click.echo(
            "sanctionscreen: this is a bug, not an answer; please report it with the lines above", err=True
        )
        return _INTERNAL_ERROR


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sanctionscreen")
def cli() -> None:
    """Screen parties against sanctions lists, and show the evidence.

    \b
    Exit codes: 0 nothing found, 1 alerts, 2 invalid arguments,
    3 a file cannot be used, 4 a list is missing, stale or refused
    (also: nothing found, but only the shipped list was screened against),
    5 done, but not every row was screened.
    """


def main() -> NoReturn:
    """Run the `sanctionscreen` program, and end the process at once.

    Everything is flushed first. An ordinary exit would free half a million objects one by one, which takes a tenth of a
    second or more.
    """
    try:
        cli.main(prog_name="sanctionscreen")
    except SystemExit as end:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else _INTERNAL_ERROR)
