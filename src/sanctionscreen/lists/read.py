"""List reading: from the path of a published file or folder to an `Edition`."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from sanctionscreen._gc import collector_paused
from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.errors import ListFileError, UsageError
from sanctionscreen.lists.edition import Edition

if TYPE_CHECKING:
    from sanctionscreen.cache.folder import CacheFolder
    from sanctionscreen.lists.file_head import FileHead
    from sanctionscreen.lists.formats import Format


def read_list(
    path: str | Path,
    *,
    list_id: str | None = None,
    edition: str | None = None,
    mapping: str | Path | None = None,
    cache: CacheFolder | None = None,
) -> Edition:
    """Read an official or house list: a file, or a folder as published (OFAC's CSV files make one list).

    The format is recognised by content, not by the file's name.

    Args:
        path: the file or folder.
        list_id: which list it is, where the content cannot tell (both OFAC lists come in the same files), or
            to give a house list a name.
        edition: its date, where the content gives none.
        mapping: a column mapping (docs/house-list.md), to read a table as a house list that wasn't written as one.
        cache: folder where lists are cached as read. A cached list is found by the bytes of its files, the other
            arguments and the code of the readers; its listings are decoded on access.

    Returns:
        The edition, with its listings and an account of what is not on them.

    Raises:
        UsageError: if the column mapping can't be used, or is given for a folder.
        ListFileError: if it is missing, unreadable, empty, cut off, broken, of no known format, or holds no
            listing.

    >>> read_list(shipped_path()).rejected
    []
    """
    source = Path(path)
    result = _read_cached(source, list_id, mapping, cache) if cache else _read(source, list_id, mapping)
    result.edition = result.edition or edition
    return result


def shipped_path() -> Path:
    """Path of the list that ships with sanctionscreen: DPRK designations in the house format."""
    installed = Path(__file__).parent / "shipped"
    folder = installed if installed.is_dir() else Path(__file__).parents[3] / "lists"
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not files:
        raise ListFileError("the list that ships with sanctionscreen is missing", path=str(folder))
    return files[0]


def _read_cached(
    source: Path, list_id: str | None, mapping: str | Path | None, cache: CacheFolder
) -> Edition:
    from sanctionscreen.lists import edition_cache  # late: it needs NumPy

    key = edition_cache.key_of_source(source, list_id, mapping)
    if key is None:
        return _read(source, list_id, mapping)
    cached = edition_cache.load_edition(cache, key, str(source))
    if cached is not None:
        return cached
    result = _read(source, list_id, mapping)
    if edition_cache.key_of_source(source, list_id, mapping) == key:  # nobody wrote to it meanwhile
        edition_cache.save_edition(result, cache, key)
    return result


def _read(source: Path, list_id: str | None, mapping: str | Path | None = None) -> Edition:
    if not source.exists():
        raise ListFileError("no such file or folder", path=str(source))
    if mapping and source.is_dir():
        raise UsageError(f"{source}: a column mapping is for a table, and this is a folder")
    with collector_paused():
        return _read_folder(source, list_id) if source.is_dir() else _read_file(source, list_id, mapping)


def _read_file(path: Path, list_id: str | None, mapping: str | Path | None = None) -> Edition:
    from sanctionscreen.lists.file_head import read_head

    head = read_head(path)
    if not head.is_archive or head.workbook:
        return _read_plain_file(path, head, list_id, mapping)
    from sanctionscreen.lists.formats import format_of
    from sanctionscreen.lists.packed import unpacked

    with unpacked(path) as file:
        if file is None or not (mapping or format_of(file)):
            return _read_plain_file(path, head, list_id, mapping)
        try:
            result = _read_plain_file(file, read_head(file), list_id, mapping)
        except ListFileError as error:
            raise ListFileError(
                f"{error.message} (packed in {path.name})", path=f"{path}/{file.name}", record=error.record
            ) from None
    result.path, result.sha256 = str(path), hash_of(path)
    return result


def _read_plain_file(path: Path, head: FileHead, list_id: str | None, mapping: str | Path | None) -> Edition:
    from sanctionscreen.lists.builder import EditionBuilder  # late, as are formats: most lists are cached
    from sanctionscreen.lists.formats import format_named, identify

    if mapping:
        from sanctionscreen.lists.readers.house import house_list
        from sanctionscreen.lists.readers.house.mapping import load_mapping

        columns = load_mapping(mapping)
        head.refuse_no_list(path)
        list_format = format_named("house-jsonl" if head.text.lstrip().startswith("{") else "house-csv")
        builder = EditionBuilder(path, list_id or columns.list_id or path.stem)
        house_list.read(path, builder, columns)
    else:
        head.refuse_no_list(path)
        list_format = identify(path, head)
        builder = EditionBuilder(path, list_id or list_format.list_id or list_format.list_id_of(path))
        _reader(list_format).read(path, builder)
    return builder.finish(list_format.id, hash_of(path))


def _read_folder(folder: Path, list_id: str | None) -> Edition:
    """A folder holds one list: the tables of a family, or a single file next to files that are no lists."""
    from sanctionscreen.lists.builder import EditionBuilder
    from sanctionscreen.lists.formats import format_of

    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
    format_by_file = {path: format_of(path) for path in files}
    lists = [path for path, list_format in format_by_file.items() if list_format]
    formats = {list_format for list_format in format_by_file.values() if list_format}
    list_format = formats.pop() if len(formats) == 1 else None
    if list_format is None or (len(lists) > 1 and not list_format.is_family):
        what = f"{len(lists)} lists: {', '.join(path.name for path in lists)}" if lists else "no list"
        raise ListFileError(f"the folder holds {what}; a folder is one list", path=str(folder))
    if list_format.is_family:
        builder = EditionBuilder(folder, list_id or list_format.list_id)
        _reader(list_format).read_family(lists, builder)
        result = builder.finish(list_format.id, _joined([hash_of(path) for path in lists]))
    else:
        result = _read_file(lists[0], list_id)
        result.path, result.sha256 = str(folder), _joined([result.sha256])
    not_read = (path.name for path in files if path not in lists)
    result.warnings.extend(f"{name} is no list and was not read" for name in not_read)
    return result


def _reader(list_format: Format) -> ModuleType:
    return import_module(f"sanctionscreen.lists.readers.{list_format.module}")


def _joined(hashes: list[str]) -> str:
    return hashlib.sha256("".join(f"{item}\n" for item in sorted(hashes)).encode()).hexdigest()
