"""Finds out what was published at a path, and has the right reader read it. Reach for `reading.read_list`."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

from sanctionscreen._gc import collector_paused
from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.errors import ListFileError, UsageError
from sanctionscreen.lists.builder import EditionBuilder
from sanctionscreen.lists.edition import Edition
from sanctionscreen.lists.formats import FORMATS, HEAD, Format, Head, look, recognise


def read(place: Path, list_id: str | None = None, mapping: str | Path | None = None) -> Edition:
    """As `reading.read_list`."""
    if not place.exists():
        raise ListFileError("no such file or folder", path=str(place))
    if mapping and place.is_dir():
        raise UsageError(f"{place}: a column mapping is for a table, and this is a folder")
    with collector_paused():
        if place.is_dir():
            return _read_folder(place, list_id)
        with _readable(place).open("rb") as handle:
            head = handle.read(HEAD)
        return _read_mapped(place, head, list_id, mapping) if mapping else _read_file(place, head, list_id)


def _read_file(path: Path, head: bytes, list_id: str | None) -> Edition:
    found = _recognised(path, head)
    intake = EditionBuilder(path, list_id or found.list_id or ("" if found.is_ofac else path.stem))
    import_module(f"sanctionscreen.lists.readers.{found.module}").read(path, intake)
    return _edition(intake, found, hash_of(path))


def _read_mapped(path: Path, head: bytes, list_id: str | None, mapping: str | Path) -> Edition:
    from sanctionscreen.lists.readers.house import house_list  # late: few lists come with a mapping
    from sanctionscreen.lists.readers.house.mapping import load_mapping

    columns = load_mapping(mapping)
    _looked_at(path, head)
    intake = EditionBuilder(path, list_id or columns.list_id or path.stem)
    house_list.read(path, intake, columns)
    format_id = "house-jsonl" if head.lstrip().startswith(b"{") else "house-csv"
    return _edition(intake, next(found for found in FORMATS if found.id == format_id), hash_of(path))


def _read_folder(folder: Path, list_id: str | None) -> Edition:
    """A folder holds one list: the tables of a family, or a single file beside files that are no lists."""
    lists: dict[Path, Format] = {}
    others: list[str] = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            if found := format_of(path):
                lists[path] = found
            else:
                others.append(path.name)
    formats = set(lists.values())
    if len(formats) != 1 or (len(lists) > 1 and not next(iter(formats)).is_family):
        what = f"{len(lists)} lists: {', '.join(path.name for path in lists)}" if lists else "no list"
        raise ListFileError(f"the folder holds {what}; a folder stands for one list", path=str(folder))
    found = next(iter(formats))
    if found.is_family:
        intake = EditionBuilder(folder, list_id or found.list_id)
        import_module(f"sanctionscreen.lists.readers.{found.module}").read_family(list(lists), intake)
        result = _edition(intake, found, _joined([hash_of(path) for path in lists]))
    else:
        path = next(iter(lists))
        result = read(path, list_id)
        result.path, result.sha256 = str(folder), _joined([result.sha256])
    result.warnings.extend(f"{name} is no list and was not read" for name in others)
    return result


def _looked_at(path: Path, data: bytes) -> Head:
    """The beginning of a file that may be a list."""
    if not data.strip():
        raise ListFileError("is empty", path=str(path))
    head = look(data)
    if head.is_html:
        raise ListFileError("is a web page, not a list: a failed download?", path=str(path))
    return head


def _recognised(path: Path, data: bytes) -> Format:
    found = recognise(_looked_at(path, data))
    if found is None:
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise ListFileError("is in UTF-16; save it as UTF-8", path=str(path))
        known = "; ".join(item.title for item in FORMATS)
        raise ListFileError(
            f"is of no format that is known here ({known}); a table of your own takes a column mapping",
            path=str(path),
        )
    return found


def format_of(path: Path) -> Format | None:
    """The format of a file by its content, or None if it is none of those we read."""
    with _readable(path).open("rb") as handle:
        return recognise(look(handle.read(HEAD)))


def _readable(path: Path) -> Path:
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise ListFileError(f"cannot be read: {error.strerror}", path=str(path)) from None


def _joined(hashes: list[str]) -> str:
    return hashlib.sha256("".join(f"{item}\n" for item in sorted(hashes)).encode()).hexdigest()


def _edition(intake: EditionBuilder, found: Format, sha256: str) -> Edition:
    intake.finish()
    return Edition(
        list_id=intake.list_id,
        edition=intake.edition,
        sha256=sha256,
        format=found.id,
        path=str(intake.path),
        listings=intake.listings,
        in_remarks=intake.in_remarks,
        rejected=intake.rejected,
        warnings=intake.warnings,
        unknown=dict(intake.unknown),
        unused=dict(intake.unused),
    )
