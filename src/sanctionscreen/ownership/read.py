"""Reader for files of links, of any format: recognised by content, read, checked."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sanctionscreen._gc import collector_paused
from sanctionscreen.errors import LinkFileError
from sanctionscreen.ownership.formats import bods, csv_table, ftm, gleif
from sanctionscreen.ownership.records import LinkFile
from sanctionscreen.ownership.validation import merge_duplicates

_WANTED = (
    "links are a CSV with the columns owner and owned (percentage, role, from, to), BODS 0.4 JSON, GLEIF level 2 "
    "relationship CSV, or FollowTheMoney JSON lines"
)
_OTHERS = (
    (b"PK\x03\x04", "an Excel workbook or another ZIP file"),
    (b"PAR1", "a Parquet file"),
    (b"<", "XML or HTML"),
)


def read_links(path: str | Path) -> LinkFile:
    """Read one file of links.

    Args:
        path: a CSV of owner, owned, percentage, role, from, to; BODS 0.4; GLEIF level 2; or FollowTheMoney. The
            format is recognised by the content.

    Returns:
        Parties, holdings and other links, and a report of what was not used.

    Raises:
        LinkFileError: if it is missing, unreadable, cut off, not in UTF-8, or of none of these formats.
    """
    shown = str(path)
    data = _bytes(Path(path), shown)
    file = LinkFile(shown, "", hashlib.sha256(data).hexdigest())
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not in UTF-8 (byte 0x{data[error.start]:02x})"
        raise LinkFileError(message, path=shown, record=f"line {line}") from None
    with collector_paused():  # a million rows become millions of objects, and none of them is garbage
        if text.lstrip()[:1] in {"{", "["}:
            _read_json(text, file)
        else:
            _read_table(text, file)
        merge_duplicates(file)
    if not file.records:
        raise LinkFileError("holds a header and no links", path=shown)
    return file


def _bytes(path: Path, shown: str) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise LinkFileError("no such file", path=shown) from None
    except IsADirectoryError:
        raise LinkFileError("is a folder, not a file", path=shown) from None
    except OSError as error:
        raise LinkFileError(f"cannot be read: {error.strerror or error}", path=shown) from None
    if not data.strip():
        raise LinkFileError("is empty", path=shown)
    for mark, what in _OTHERS:
        if data.lstrip().startswith(mark):
            raise LinkFileError(f"is {what}; {_WANTED}", path=shown)
    if b"\0" in data[:4096]:
        raise LinkFileError(f"holds NUL bytes, so it is no text in UTF-8; {_WANTED}", path=shown)
    return data


def _read_table(text: str, file: LinkFile) -> None:
    head = text.partition("\n")[0]
    read: Callable[[Any, LinkFile], None]
    if gleif.is_gleif(head):
        file.format, read = "gleif", gleif.read
    elif csv_table.is_csv(head):
        file.format, read = "csv", csv_table.read
    else:
        raise LinkFileError(f"of no known format: {_WANTED}. It begins: {head[:80]!r}", path=file.path)
    read(io.StringIO(text, newline=""), file)


def _read_json(text: str, file: LinkFile) -> None:
    first: Any = None
    records = _json_records(text, file.path)
    pair = next(records, None)
    if pair is None:
        raise LinkFileError("is an empty JSON array", path=file.path)
    first = pair[1]
    read: Callable[[Iterable[tuple[str, Any]], LinkFile], None]
    if bods.is_bods(first):
        if bods.is_old(first):
            message = "is BODS of version 0.3 or before; version 0.4 is read (statementId, recordType, recordDetails)"
            raise LinkFileError(message, path=file.path, record=pair[0].removeprefix(f"{file.path}, "))
        file.format, read = "bods", bods.read
    elif ftm.is_ftm(first):
        file.format, read = "ftm", ftm.read
    else:
        raise LinkFileError(f"JSON of no known format: {_WANTED}", path=file.path)
    read(_chained(pair, records), file)


def _chained(first: tuple[str, Any], rest: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    yield first
    yield from rest


def _json_records(text: str, path: str) -> Iterator[tuple[str, Any]]:
    """(location, record) of a JSON array, or of JSON lines."""
    if text.lstrip().startswith("["):
        try:
            array = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LinkFileError(f"broken JSON, or cut off: {error}", path=path) from None
        yield from ((f"{path}, statement {number}", item) for number, item in enumerate(array, 1))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise LinkFileError(
                f"broken JSON, or cut off: {error}", path=path, record=f"line {number}"
            ) from None
        yield f"{path}, line {number}", record
