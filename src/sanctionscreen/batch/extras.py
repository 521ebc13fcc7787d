"""Optional libraries, each of an extra of the installation."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from sanctionscreen.errors import MissingExtraError


def library(name: str, what: str, extra: str) -> ModuleType:
    """Import a library of an extra.

    Raises:
        MissingExtraError: if it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(what, extra) from None
