"""Reader for JSON lines of customers: one object per line, with the columns of a CSV as keys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sanctionscreen.batch.input.cells import Cell
from sanctionscreen.batch.input.rows import RejectedRow, shortened
from sanctionscreen.errors import CustomerFileError


def objects(lines: Iterable[str], path: str) -> Iterator[tuple[int, dict[str, Cell]] | RejectedRow]:
    """Yield (line, object) of every line that is not blank; values as text, or arrays of text.

    Raises:
        CustomerFileError: if the last line breaks off within its object.
    """
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            if not text.endswith(("\n", "\r")):
                raise CustomerFileError(
                    "breaks off within a JSON object: is the file cut off?", path=path, record=f"line {line}"
                ) from None
            yield RejectedRow(line, "", f"not JSON: {error}", "", shortened(text.strip()))
            continue
        if "\\u" in text and not _encodable(found):
            yield RejectedRow(
                line, "", "half of a surrogate pair, which is no character", "", shortened(text.strip())
            )
            continue
        yield _row(line, found)


def _encodable(found: object) -> bool:
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _row(line: int, found: object) -> tuple[int, dict[str, Cell]] | RejectedRow:
    if not isinstance(found, dict):
        return RejectedRow(
            line, "", "not a JSON object", "", shortened(json.dumps(found, ensure_ascii=False))
        )
    row: dict[str, Cell] = {}
    for key, value in found.items():
        cell = _cell(value)
        if cell is None:
            return RejectedRow(
                line,
                "",
                f"the value of {key!r} is neither text, a number nor an array of them",
                key,
                shortened(json.dumps(value, ensure_ascii=False)),
            )
        row[key] = cell
    return line, row


def _cell(value: Any) -> Cell | None:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list):
        parts = [_cell(part) for part in value]
        texts = [part for part in parts if isinstance(part, str)]
        return texts if len(texts) == len(parts) else None
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return None
