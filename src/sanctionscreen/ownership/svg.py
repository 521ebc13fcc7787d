"""SVG drawing of a small graph: boxes in columns, and arrows between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

Style = Literal["listed", "query", "between"]

_WIDTH, _HEIGHT, _ACROSS, _DOWN, _MARGIN = 200, 48, 130, 28, 20
_LINE, _LINES = 28, 2
_FILL: dict[Style, tuple[str, str]] = {
    "listed": ("#fde8e8", "#b42318"),
    "query": ("#e8f0fe", "#1a56b4"),
    "between": ("#f5f5f5", "#555555"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A party or a piece of evidence in a picture."""

    id: str
    label: str
    style: Style = "between"


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from one box to another, with a label."""

    first: str
    second: str
    label: str = ""


def draw(title: str, boxes: Sequence[Box], arrows: Sequence[Arrow]) -> str:
    """Draw boxes and arrows.

    Args:
        title: shown above, and read by screen readers.
        boxes: of distinct ids.
        arrows: between them; rings are allowed.

    Returns:
        An SVG document; the same input gives the same text.

    >>> picture = draw("A owns B", [Box("a", "A", "listed"), Box("b", "B")], [Arrow("a", "b", "50 %")])
    >>> picture.startswith("<svg"), picture.count("<rect"), "50 %" in picture
    (True, 2, True)
    """
    arrows = _joined(arrows)
    cells = _cells(boxes, arrows)
    columns = max((column for column, _ in cells.values()), default=0) + 1
    rows = max((row for _, row in cells.values()), default=0) + 1
    width = 2 * _MARGIN + columns * _WIDTH + (columns - 1) * _ACROSS
    height = 3 * _MARGIN + rows * _HEIGHT + (rows - 1) * _DOWN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L10 5L0 10z" fill="#555"/></marker></defs>',
        f'<text x="{_MARGIN}" y="{_MARGIN}" font-weight="bold">{escape(title)}</text>',
        *(_arrow(arrow, cells) for arrow in arrows if arrow.first in cells and arrow.second in cells),
        *(_box(box, *cells[box.id]) for box in boxes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _joined(arrows: Sequence[Arrow]) -> list[Arrow]:
    """Arrows between the same two boxes as one, with all labels."""
    labels: dict[tuple[str, str], list[str]] = {}
    for arrow in arrows:
        labels.setdefault((arrow.first, arrow.second), []).append(arrow.label)
    return [
        Arrow(first, second, " + ".join(filter(None, words))) for (first, second), words in labels.items()
    ]


def _cells(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> dict[str, tuple[int, int]]:
    """Column and row of each box: one column right of the last box that points at it."""
    ids = {box.id for box in boxes}
    column = dict.fromkeys(ids, 0)
    edges = [
        (a.first, a.second) for a in arrows if a.first in ids and a.second in ids and a.first != a.second
    ]
    for _ in range(len(ids)):  # a ring would push its boxes right forever; as many steps as boxes are enough
        moved = False
        for first, second in edges:
            if column[second] <= column[first] < len(ids) - 1:
                column[second] = column[first] + 1
                moved = True
        if not moved:
            break
    used = {place: index for index, place in enumerate(sorted(set(column.values())))}
    filled: dict[int, int] = defaultdict(int)
    cells = {}
    for box in boxes:
        at = used[column[box.id]]
        cells[box.id] = at, filled[at]
        filled[at] += 1
    return cells


def _corner(column: int, row: int) -> tuple[int, int]:
    return _MARGIN + column * (_WIDTH + _ACROSS), 2 * _MARGIN + row * (_HEIGHT + _DOWN)


def _box(box: Box, column: int, row: int) -> str:
    x, y = _corner(column, row)
    fill, stroke = _FILL[box.style]
    lines = _wrapped(box.label)
    first = y + _HEIGHT / 2 - 7 * (len(lines) - 1) + 4
    texts = "".join(
        f'<text x="{x + _WIDTH / 2:g}" y="{first + 14 * at:g}" text-anchor="middle">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    return (
        f'<g><title>{escape(box.label)}</title><rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6" '
        f'fill="{fill}" stroke="{stroke}"/>{texts}</g>'
    )


def _arrow(arrow: Arrow, cells: dict[str, tuple[int, int]]) -> str:
    (c1, r1), (c2, r2) = cells[arrow.first], cells[arrow.second]
    (x1, y1), (x2, y2) = _corner(c1, r1), _corner(c2, r2)
    forward = c2 > c1
    x1, x2 = (x1 + _WIDTH, x2) if forward else (x1 + _WIDTH // 2, x2 + _WIDTH // 2)
    y1, y2 = (y1 + _HEIGHT // 2, y2 + _HEIGHT // 2) if forward else (y1 + _HEIGHT, y2 + _HEIGHT)
    middle, label_y = (x1 + x2) / 2, (y1 + y2) / 2 - 5
    label = escape(_cut(arrow.label, 22))
    return (
        f'<path d="M{x1} {y1}L{x2} {y2}" fill="none" stroke="#555" marker-end="url(#tip)"/>'
        f'<text x="{middle:g}" y="{label_y:g}" text-anchor="middle" font-size="11" fill="#333">{label}</text>'
    )


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LINE:
            if len(lines) == _LINES:
                lines[-1] = _cut(f"{lines[-1]} {word}", _LINE)
                return lines
            lines.append("")
        lines[-1] = _cut(f"{lines[-1]} {word}".strip(), _LINE)
    return lines


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
