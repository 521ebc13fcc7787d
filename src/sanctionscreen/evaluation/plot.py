"""SVG plot of the two curves of a report.

Written without a plotting library: it is two polylines with axes, and a text file shows its changes in a diff.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from sanctionscreen.evaluation.pairs import PairsReport
from sanctionscreen.evaluation.recovery import RecoveryReport
from sanctionscreen.evaluation.text import thinned

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 360, 300, 60, 50, 100
_FIFTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)

Place = Callable[[float], float]
"""From a value on the horizontal axis to 0 (left) … 1 (right)."""


def as_svg(report: PairsReport | RecoveryReport, title: str = "") -> str:
    """Draw precision against recall, and recall against the share of negatives that alert.

    Args:
        report: on pairs or on queries.
        title: a line above the curves.

    Returns:
        A complete SVG document in UTF-8.
    """
    if isinstance(report, RecoveryReport):
        rates = [(point.false_alerts, point.recall) for point in report.rate_curve]
        marks = [(at.point.rate, at.point.recall) for at in report.at]
        of = "customers that alert"
    else:
        rates = [(point.rate, point.recall) for point in report.rates]
        marks, of = rates, "different pairs that alert"
    curve = [(point.recall, point.precision) for point in thinned(report.curve)]
    least = min([rate for rate, _ in rates if rate > 0], default=0.001)
    lowest = 10 ** math.floor(math.log10(least))
    powers = [10.0**power for power in range(round(math.log10(lowest)), 1)]

    def logarithmic(value: float) -> float:
        return math.log(max(value, lowest) / lowest) / math.log(1 / lowest) if lowest < 1 else value

    panels = [
        _panel(0, "recall", f"share of {of} (logarithmic)", rates, marks, logarithmic, powers),
        _panel(1, "precision", "recall", curve, [], lambda value: value, _FIFTHS),
    ]
    width, height = 2 * (_LEFT + _WIDTH) + _GAP, _TOP + _HEIGHT + 60
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            ' font-family="sans-serif" font-size="12">',
            f'<rect width="{width}" height="{height}" fill="white"/>',
            f'<text x="{_LEFT}" y="24" font-size="15">{escape(title)}</text>',
            *panels,
            "</svg>\n",
        ]
    )


def _panel(
    number: int, upward: str, across: str, points: Sequence[tuple[float, float]], marks: Sequence[tuple[float, float]],
    place: Place, ticks: Sequence[float],
) -> str:  # fmt: skip
    left = _LEFT + number * (_WIDTH + _GAP)

    def x(value: float) -> float:
        return round(left + place(value) * _WIDTH, 1)

    def y(value: float) -> float:
        return round(_TOP + (1 - value) * _HEIGHT, 1)

    bottom, right = _TOP + _HEIGHT, left + _WIDTH
    lines = [f'<rect x="{left}" y="{_TOP}" width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#888"/>']
    for tick in _FIFTHS:
        lines.append(f'<path d="M{left} {y(tick)}H{right}" stroke="#ddd"/>')
        lines.append(f'<text x="{left - 8}" y="{y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    for tick in ticks:
        lines.append(f'<path d="M{x(tick)} {_TOP}V{bottom}" stroke="#ddd"/>')
        lines.append(f'<text x="{x(tick)}" y="{bottom + 18}" text-anchor="middle">{tick:g}</text>')
    lines.append(
        f'<text x="{left + _WIDTH / 2}" y="{bottom + 40}" text-anchor="middle">{escape(across)}</text>'
    )
    lines.append(
        f'<text transform="translate({left - 42} {_TOP + _HEIGHT / 2}) rotate(-90)" text-anchor="middle">'
        f"{upward}</text>"
    )
    path = " ".join(f"{x(value)},{y(height)}" for value, height in points)
    lines.append(f'<polyline points="{path}" fill="none" stroke="#1f5fa8" stroke-width="2"/>')
    for value, height in marks:
        lines.append(f'<circle cx="{x(value)}" cy="{y(height)}" r="4" fill="#b3261e"/>')
        lines.append(f'<text x="{x(value) + 6}" y="{y(height) + 14}">{height:.2f}</text>')
    return "\n".join(lines)
