"""Serialiser for records: a dataclass of arrays, texts and plain values as one cache file.

Fields may hold

- an array of numbers or truth values,
- `Texts`, or an array of objects that are text (which comes back as `Texts`),
- another such dataclass, or a dictionary of any of these, whose keys are texts or integers,
- anything that JSON holds, and lists or tuples of small dataclasses of such values.

Arrays come back read-only and mapped into memory. A file whose fields differ from those of the class is not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from functools import lru_cache
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import numpy as np

from sanctionscreen.cache.array_file import Array, BrokenFileError, Contents
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.cache.strings import Texts, pack

T = TypeVar("T")

_LAYOUT = ""
"""Entry of the metadata with the hash of the fields; no field has this name."""


def save(folder: CacheFolder, kind: str, key: str, record: object) -> None:
    """Write a record to a cache folder; one with a text that UTF-8 cannot hold is not cached."""
    try:
        contents = to_contents(record)
    except UnicodeEncodeError:
        return
    folder.put(kind, key, contents.meta, contents.arrays)


def load(folder: CacheFolder, kind: str, key: str, record_type: type[T]) -> T | None:
    """Read a record that `save` wrote; None if there is none, or one of other fields."""
    contents = folder.get(kind, key)
    if contents is None:
        return None
    try:
        return from_contents(record_type, contents)
    except BrokenFileError:
        return None


def to_contents(record: object) -> Contents:
    """A record as metadata and arrays.

    Raises:
        UnicodeEncodeError: if a text holds a lone surrogate.
        TypeError: if a field holds something that can't be written.
    """
    contents = Contents({_LAYOUT: layout(cast("Any", type(record)))}, {})
    _add_fields(contents, "", record)
    return contents


def from_contents(record_type: type[T], contents: Contents) -> T:
    """The record of metadata and arrays.

    Raises:
        BrokenFileError: if they are of another class, or of one whose fields were other ones.
    """
    if contents.meta.get(_LAYOUT) != layout(cast("Any", record_type)):
        raise BrokenFileError("of other fields")
    try:
        return _record(contents, "", record_type)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise BrokenFileError(f"not a {record_type.__name__}: {error}") from None


@lru_cache
def _hints(record_type: type) -> dict[str, Any]:
    """Types of the fields of a record."""
    return get_type_hints(record_type)


@lru_cache
def layout(record_type: type) -> str:
    """Hash of the names and types of all fields, those of nested records included."""
    return hashlib.sha256(_description(record_type).encode()).hexdigest()[:16]


def _description(hint: Any) -> str:
    if is_dataclass(hint):
        hints = _hints(cast("type", hint))
        parts = (f"{field.name}: {_description(hints[field.name])}" for field in fields(hint))
        return f"{hint.__name__}({', '.join(parts)})"  # type: ignore[union-attr]
    return f"{hint}[{', '.join(map(_description, get_args(hint)))}]" if get_args(hint) else str(hint)


def _add_fields(contents: Contents, prefix: str, record: object) -> None:
    if not is_dataclass(record):
        raise TypeError(f"{type(record).__name__} is no dataclass")
    for field in fields(record):
        _add(contents, f"{prefix}{field.name}", getattr(record, field.name))


def _add(contents: Contents, name: str, value: Any) -> None:
    if isinstance(value, np.ndarray) and value.dtype != object:
        contents.arrays[name] = value
    elif isinstance(value, Texts):
        contents.arrays.update({f"{name}.text": value.text, f"{name}.ends": value.ends})
    elif isinstance(value, np.ndarray):
        contents.arrays.update({f"{name}.{part}": array for part, array in pack(value.tolist()).items()})
    elif is_dataclass(value):
        _add_fields(contents, f"{name}.", value)
    elif isinstance(value, Mapping) and any(_has_arrays(item) for item in value.values()):
        contents.meta[f"{name}."] = list(value)
        for number, item in enumerate(value.values()):
            _add(contents, f"{name}.{number}", item)
    else:
        contents.meta[name] = _plain(value)


def _has_arrays(value: object) -> bool:
    return isinstance(value, np.ndarray | Texts | Mapping) or is_dataclass(value)


def _plain(value: Any) -> Any:
    """A value for JSON, with small dataclasses in a list as dictionaries."""
    if isinstance(value, list | tuple) and value and is_dataclass(value[0]):
        return [asdict(item) for item in value]
    return value


def _record(contents: Contents, prefix: str, record_type: type[T]) -> T:
    hints = _hints(cast("Any", record_type))
    values = {
        field.name: _value(contents, f"{prefix}{field.name}", hints[field.name])
        for field in fields(cast("Any", record_type))
    }
    return record_type(**values)


def _value(contents: Contents, name: str, hint: Any) -> Any:
    arrays: dict[str, Array] = contents.arrays
    if name in arrays:
        return arrays[name]
    if f"{name}.ends" in arrays:
        return Texts(arrays[f"{name}.text"], arrays[f"{name}.ends"])
    if name in contents.meta:
        return _from_plain(contents.meta[name], hint)
    hint = _without_none(hint)
    if f"{name}." in contents.meta:
        item_hint = get_args(hint)[1]
        keys = contents.meta[f"{name}."]
        return {key: _value(contents, f"{name}.{number}", item_hint) for number, key in enumerate(keys)}
    return _record(contents, f"{name}.", hint)


def _from_plain(value: Any, hint: Any) -> Any:
    hint = _without_none(hint)
    container = get_origin(hint) or hint
    if container in (list, tuple) and isinstance(value, list):
        item_hint = next(iter(get_args(hint)), None)
        if isinstance(item_hint, type) and is_dataclass(item_hint):
            value = [item_hint(**item) for item in value]
        return container(value)
    return value


def _without_none(hint: Any) -> Any:
    """The type `X` of a hint `X | None`."""
    options = [option for option in get_args(hint) if option is not NoneType]
    return (
        options[0] if len(options) == 1 and len(get_args(hint)) == 2 and NoneType in get_args(hint) else hint
    )
