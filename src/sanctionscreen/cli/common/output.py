"""Results of commands: JSON, and text on standard output or in a file that appears whole or not at all."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click


def print_json(value: object, *, indent: int = 2) -> None:
    """Print a JSON value, in lines."""
    import json  # late: most answers are for people

    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))


@contextmanager
def open_output(out: str | None) -> Iterator[TextIO]:
    """A text file in UTF-8 with line feeds: OUT, complete or absent; standard output where OUT is None.

    Raises:
        OutputError: if OUT cannot be written.
    """
    if out is None:
        if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may be set to another encoding
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        return
    from sanctionscreen.batch.output.atomic import AtomicFiles

    with AtomicFiles() as files:
        yield files.open(out)
        files.commit()
