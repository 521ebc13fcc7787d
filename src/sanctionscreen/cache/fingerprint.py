"""Fingerprint of code: a hash of modules and tables of this library, and of what they rest on."""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_ENDINGS = frozenset({".py", ".toml", ".tsv", ".json"})


_ROOT = Path(__file__).parents[1]


@lru_cache
def rules_hash(*parts: str) -> str:
    """SHA-256 of parts of this library, as part of the key of all that they make: other code makes it again.

    Args:
        parts: packages and modules of this library, as `names`, `model.py`.
    """
    system = f"{sys.version_info[:2]} {unicodedata.unidata_version} {_romaniser()} {sys.byteorder}"
    return hashlib.sha256(system.encode() + b"".join(map(_part_hash, ("cache", *parts)))).hexdigest()


@lru_cache
def _part_hash(part: str) -> bytes:
    """Hash of the names and contents of a part's files; several keys share the larger parts."""
    digest = hashlib.sha256()
    for file in sorted(_files_of(str(_ROOT / part))):
        with open(file, "rb") as handle:
            content = handle.read()
        digest.update(f"\n{os.path.relpath(file, _ROOT)} {len(content)}\n".encode())
        digest.update(content)
    return digest.digest()


def _files_of(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    for folder, _, names in os.walk(path):
        yield from (os.path.join(folder, name) for name in names if os.path.splitext(name)[1] in _ENDINGS)


def _romaniser() -> str:
    """The installed release of anyascii, for letters without a rule of ours. (Its metadata loads slowly.)"""
    spec = find_spec("anyascii")
    if spec is None or spec.origin is None:
        return ""
    return " ".join(sorted(path.name for path in Path(spec.origin).parents[1].glob("anyascii-*")))
