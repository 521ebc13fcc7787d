"""Answers for programs on standard output."""

from __future__ import annotations

import json

import click


def print_json(value: object) -> None:
    """A JSON value, in lines."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
