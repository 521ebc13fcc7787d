"""Rows with unescaped quotes: `1,"a.k.a. "KOMID""`, read where there is only one way to read them."""

from __future__ import annotations

_MOST_STEPS = 5_000
"""Attempts after which a row counts as having several readings."""


def only_reading(line: str, delimiter: str, width: int | None = None) -> list[str] | None:
    """The fields of a line whose quotes are not escaped, or None if it can be read in several ways or in none.

    A quote opens a field only at the field's beginning, and closes it only before a delimiter or the line's end; the
    others belong to the text.

    Args:
        line: without its line break.
        delimiter: of the table.
        width: how many fields the other rows have, where that is known.

    >>> only_reading('1,"a.k.a. "KOMID"; b","c"', ",", 3)
    ['1', 'a.k.a. "KOMID"; b', 'c']
    """
    readings: list[list[str]] = []
    stack: list[tuple[int, list[str]]] = [(0, [])]
    for _ in range(_MOST_STEPS):
        if not stack:
            return readings[0] if len(readings) == 1 else None
        at, fields = stack.pop()
        if at > len(line):
            if width is None or len(fields) == width:
                readings.append(fields)
        elif width is None or len(fields) < width:
            stack.extend((end + 1, [*fields, field]) for end, field in _fields_at(line, at, delimiter))
    return None


def _fields_at(line: str, at: int, delimiter: str) -> list[tuple[int, str]]:
    """Each field that may begin here, with where it ends."""
    if line[at : at + 1] != '"':
        end = line.find(delimiter, at)
        end = len(line) if end < 0 else end
        return [(end, line[at:end])]
    fields = []
    quote = line.find('"', at + 1)
    while quote >= 0:
        run = quote  # the quotes that follow one another: pairs of them are escaped quotes
        while line[run : run + 1] == '"':
            run += 1
        closes = run == len(line) or line[run] == delimiter
        inner = line[at + 1 : run - 1]
        if closes:
            fields.append((run, inner.replace('""', '"')))
        quote = line.find('"', run)
    return fields
