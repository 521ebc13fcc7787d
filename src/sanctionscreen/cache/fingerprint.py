"""A hash of the rules that something was made by: code and tables of this library, and what they rest on."""

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
    """SHA-256 of parts of this library: whatever was made by other code or tables is made anew.

    Args:
        parts: packages and modules beside this one, as `names`, `model.py`.
    """
    root = Path(__file__).parents[1]
    found = hashlib.sha256(
        f"{sys.version_info[:2]} {unicodedata.unidata_version} {_romaniser()} {sys.byteorder}".encode()
    )
    for part in ("cache", *parts):
        place = root / part
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.suffix in _ENDINGS:
                content = file.read_bytes()
                found.update(f"\n{file.relative_to(root).as_posix()} {len(content)}\n".encode())
                found.update(content)
    return found.hexdigest()


def _romaniser() -> str:
    """The installed release of anyascii, which reads letters that we have no rule for. (Its metadata loads slowly.)"""
    spec = find_spec("anyascii")
    if spec is None or spec.origin is None:
        return ""
    return " ".join(sorted(path.name for path in Path(spec.origin).parents[1].glob("anyascii-*")))
