"""Parser for JSON lines: one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sanctionscreen.errors import DataError


def json_lines(
    lines: Iterable[str], error: Callable[[str, str], DataError]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and object of every line that is not blank.

    Args:
        lines: as text.
        error: makes an error of a message and a line, to be raised.

    Raises:
        DataError: as `error` makes it, if a line is no JSON object.
    """
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as problem:
            raise error(f"broken JSON, or cut off: {problem}", f"line {line}") from None
        if not isinstance(value, dict):
            raise error("not a JSON object", f"line {line}")
        yield line, value
