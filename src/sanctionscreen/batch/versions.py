"""Versions that answers depend on: program, rules, Python, its Unicode tables, and libraries."""

from __future__ import annotations

import platform
import unicodedata
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sanctionscreen._version import __version__
from sanctionscreen.cache.fingerprint import rules_hash

RULES = (
    "batch",
    "lists",
    "names",
    "matching",
    "identifiers",
    "addresses",
    "resolution",
    "ownership",
    "screening",
    "countries.py",
    "data",
    "dates.py",
    "model.py",
)
"""The parts of this library that decide an answer."""

_LIBRARIES = (
    "anyascii",
    "lxml",
    "numpy",
    "phonenumberslite",
    "pyarrow",
    "pydantic",
    "python-calamine",
    "rapidfuzz",
    "rustworkx",
)
"""The libraries that read files, fold letters, compare tokens, or follow links."""


def versions() -> dict[str, Any]:
    """The versions, as a manifest has them; a library that is not installed is null.

    >>> sorted(versions())
    ['libraries', 'program', 'python', 'rules', 'unicode']
    """
    return {
        "program": __version__,
        "rules": rules_hash(*RULES),
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        "libraries": {name: _version_of(name) for name in _LIBRARIES},
    }


def _version_of(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
