"""Array file: named arrays and a JSON header in one file that is mapped into memory.

Layout: magic and version; length of the header, of the whole file, and SHA-256 of header and of body; the header
(`kind`, `key`, `meta`, and type, shape and place of each array); the arrays, each at a multiple of 64 bytes. Nothing in
it is executed or unpickled, and a file that does not check is an error.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_MAGIC = b"sanctionscreen arrays 1\n"
_FIXED = struct.Struct("<24sQQ32s32s")
_ALIGN = 64
_TYPES = frozenset({"|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f4", "<f8"})


class BrokenFileError(Exception):
    """A file that is none of this format, or not complete; its content has to be made again."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What one file holds: a small dictionary of JSON, and arrays that cannot be written to."""

    meta: dict[str, Any]
    arrays: dict[str, Array]


def write(path: Path, kind: str, key: str, meta: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write a file that either appears whole or not at all.

    Args:
        path: the file; its folder must be there.
        kind, key: what it holds, and of what; `load` wants them to be the same.
        meta: anything that JSON can hold.
        arrays: numbers and truth values only.

    Raises:
        OSError: if it cannot be written.
    """
    plain = {name: _little_endian(array) for name, array in arrays.items()}
    places: dict[str, tuple[str, tuple[int, ...], int]] = {}
    size = 0
    for name, array in plain.items():
        size += -size % _ALIGN
        places[name] = array.dtype.str, array.shape, size
        size += array.nbytes
    body = hashlib.sha256()
    for chunk in _chunks(plain):
        body.update(chunk)
    header = json.dumps({"kind": kind, "key": key, "meta": meta, "arrays": places}).encode()
    header += b" " * (
        -(_FIXED.size + len(header)) % _ALIGN
    )  # so that every byte is under one of the two hashes
    first = _FIXED.size + len(header)
    fixed = _FIXED.pack(_MAGIC, len(header), first + size, hashlib.sha256(header).digest(), body.digest())
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as out:
            out.write(fixed + header)
            for chunk in _chunks(plain):
                out.write(chunk)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def load(path: Path, kind: str, key: str, *, whole: bool) -> Contents:
    """Map a file that `write` wrote.

    Args:
        path: the file.
        kind, key: what it has to hold.
        whole: whether to check every byte of it, not only its header and size.

    Raises:
        BrokenFileError: if it holds anything else, or its header, size or (if `whole`) body is not as it was written.
        OSError: if it cannot be read.
    """
    with path.open("rb") as handle:
        fixed = handle.read(_FIXED.size)
        if len(fixed) < _FIXED.size or not fixed.startswith(_MAGIC):
            raise BrokenFileError("not a file of arrays")
        _, length, size, header_hash, body_hash = _FIXED.unpack(fixed)
        if size != os.fstat(handle.fileno()).st_size or length > size:
            raise BrokenFileError("not of the length that it says")
        header_bytes = handle.read(length)
        if hashlib.sha256(header_bytes).digest() != header_hash:
            raise BrokenFileError("its header is damaged")
        if whole and hashlib.file_digest(handle, "sha256").digest() != body_hash:
            raise BrokenFileError("its arrays are damaged")
        mapped = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    header = json.loads(header_bytes)
    if (header["kind"], header["key"]) != (kind, key):
        raise BrokenFileError("of other content")
    return Contents(header["meta"], _arrays(mapped, header["arrays"], _FIXED.size + length))


def _arrays(mapped: mmap.mmap, places: Mapping[str, Any], first: int) -> dict[str, Array]:
    arrays = {}
    for name, (kind, shape, offset) in places.items():
        if kind not in _TYPES:
            raise BrokenFileError(f"an array of type {kind}")
        count = int(np.prod(shape, dtype=np.int64))
        if count:
            arrays[name] = np.frombuffer(mapped, kind, count, first + offset).reshape(shape)
        else:
            arrays[name] = np.zeros(shape, kind)
    return arrays


def _little_endian(array: Array) -> Array:
    plain = np.ascontiguousarray(array).reshape(array.shape)
    plain = plain.astype(plain.dtype.newbyteorder("<"), copy=False)
    if plain.dtype.str not in _TYPES:
        raise TypeError(f"arrays of {plain.dtype} can't be written")
    return plain


def _chunks(arrays: Mapping[str, Array]) -> Iterator[memoryview | bytes]:
    at = 0
    for array in arrays.values():
        if gap := -at % _ALIGN:
            yield bytes(gap)
        if array.size:
            yield array.reshape(-1).view(np.uint8).data
        at += gap + array.nbytes
