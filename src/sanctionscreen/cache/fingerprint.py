"""Fingerprint of code: a hash of modules and tables of this library, and of what they rest on."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_ENDINGS = frozenset({".py", ".toml", ".tsv", ".json"})


@lru_cache
def rules_hash(*parts: str) -> str:
    """SHA-256 of parts of this library, as part of the key of all that they make: other code makes it again.

    Args:
        parts: packages and modules of this library, as `names`, `model.py`.
    """
    root = Path(__file__).parents[1]
    digest = hashlib.sha256(
        f"{sys.version_info[:2]} {unicodedata.unidata_version} {_romaniser()} {sys.byteorder}".encode()
    )
    for part in ("cache", *parts):
        path = root / part
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in _ENDINGS:
                content = file.read_bytes()
                digest.update(f"\n{file.relative_to(root).as_posix()} {len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()


def _romaniser() -> str:
    """The installed release of anyascii, for letters without a rule of ours. (Its metadata loads slowly.)"""
    spec = find_spec("anyascii")
    if spec is None or spec.origin is None:
        return ""
    return " ".join(sorted(path.name for path in Path(spec.origin).parents[1].glob("anyascii-*")))
