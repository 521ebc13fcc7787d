"""Impact of an update as an HTML page without scripts or network access.

The two plots are written as SVG: a few bars need no plotting library.
"""

from __future__ import annotations

from html import escape

from sanctionscreen._version import __version__
from sanctionscreen.reports.impact import BANDS, HOWS, Impact
from sanctionscreen.store.diff import Difference

_COLOURS = {"match": "#b3261e", "review": "#d98200", "low": "#4a7fb5"}
_WIDTH, _BAR, _GAP, _LEFT = 640, 26, 12, 90
_BINS = 10
_SHOWN = 1_000

_STYLE = """body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{border-bottom:1px solid #ddd;padding:.2rem .7rem;
text-align:left;vertical-align:top}td.n{text-align:right}svg{max-width:100%}small{color:#666}"""


def as_html(impact: Impact, difference: Difference, old: str, new: str, customers: str) -> str:
    """Write the page.

    Args:
        impact: on the customers.
        difference: between the two editions.
        old, new: what they are called.
        customers: what their file is called.
    """
    title = f"What {new} changes against {old}"
    counts = [
        ("new parties", len(difference.added)), ("gone", len(difference.removed)),
        ("with another primary name", len(difference.renamed)), ("changed", len(difference.changed)),
    ]  # fmt: skip
    parts = [
        f"<h1>{escape(title)}</h1><p>{impact.customers:,} customers of {escape(customers)}, of whom "
        f"{len(impact.rescreened):,} have other alerts.</p>",
        "<h2>The list</h2>", _table(["", "parties"], [[name, f"{count:,}"] for name, count in counts]),
        "<h2>The alerts</h2>", _bars(impact), _table(
            ["", "alerts", *BANDS],
            [[how, *(f"{number:,}" for number in row.values())] for how, row in impact.table().items()],
        ),
        "<h2>Scores of the alerts that are added</h2>", _scores(impact),
        "<h2>Another name</h2>", _table(
            ["id", "from", "to", "how"],
            [[item.entity_id, item.before, item.after, item.how] for item in difference.renamed[:_SHOWN]],
        ),
        "<h2>Customers</h2>", _customers(impact),
        "<h2>What it cost</h2>", _table(["step", "seconds"], [[k, f"{v:.2f}"] for k, v in impact.seconds.items()]),
        f"<p><small>sanctionscreen {__version__}; {impact.changed_listings:,} listings differ, or are one party with "
        f"one that does; {impact.affected:,} customers were screened in full.</small></p>",
    ]  # fmt: skip
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>\n'
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return "<p>None.</p>"
    cells = "".join(f"<th>{escape(text)}</th>" for text in head)
    body = "\n".join(
        "<tr>"
        + "".join(f"<td{_CLASS if _is_number(text) else ''}>{escape(text)}</td>" for text in row)
        + "</tr>"
        for row in rows
    )
    return f"<table><tr>{cells}</tr>\n{body}</table>"


_CLASS = ' class="n"'


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").isdigit()


def _customers(impact: Impact) -> str:
    rows = []
    for item in impact.rescreened:
        for change in item.changes:
            hit, was = change.hit, change.before
            before = f"{was.band} {was.score:.2f}" if was and change.after else ""
            listing = f"{hit.listed_name} ({hit.list} {hit.entity_id})"
            rows.append(
                [change.how, item.query_id, item.name, listing, before, f"{hit.band} {hit.score:.2f}"]
            )
    more = f"<p>… and {len(rows) - _SHOWN:,} more.</p>" if len(rows) > _SHOWN else ""
    return _table(["", "id", "customer", "listing", "was", "is"], rows[:_SHOWN]) + more


def _bars(impact: Impact) -> str:
    """A bar for each of added, removed and changed, in the colours of the bands."""
    table = impact.table()
    most = max((row["alerts"] for row in table.values()), default=0) or 1
    scale = (_WIDTH - _LEFT - 70) / most
    drawn = []
    for place, how in enumerate(HOWS):
        y, x = place * (_BAR + _GAP), float(_LEFT)
        drawn.append(_text(0, y, how))
        for band in BANDS:
            wide = table[how][band] * scale
            drawn.append(_rect(x, y, wide, _BAR, _COLOURS[band], f"{how}, {band}: {table[how][band]:,}"))
            x += wide
        drawn.append(_text(x + 6, y, f"{table[how]['alerts']:,}"))
    y = len(HOWS) * (_BAR + _GAP)
    for place, band in enumerate(BANDS):
        drawn += [
            _rect(_LEFT + place * 100, y + 6, 14, 14, _COLOURS[band], band),
            _text(_LEFT + 20 + place * 100, y, band),
        ]
    return _svg(y + _BAR, drawn, "Alerts that are added, removed and changed, by band")


def _scores(impact: Impact) -> str:
    """How many of the alerts that are added have which score."""
    scores = [change.hit.score for change in impact.changes if change.how == "added"]
    if not scores:
        return "<p>None.</p>"
    counts = [0] * _BINS
    for score in scores:
        counts[min(int(score * _BINS), _BINS - 1)] += 1
    tall, wide = 120, (_WIDTH - 20) / _BINS
    drawn = []
    for place, count in enumerate(counts):
        high = tall * count / max(counts)
        tooltip = f"{place / _BINS:.1f} to {(place + 1) / _BINS:.1f}: {count:,}"
        drawn.append(_rect(place * wide, 20 + tall - high, wide - 3, high, "#4a7fb5", tooltip))
        drawn.append(_text(place * wide, tall + 18, f"{place / _BINS:.1f}"))
        if count:
            drawn.append(_text(place * wide, tall - high - 3, f"{count:,}"))
    return _svg(tall + 50, drawn, "Alerts that are added, by score")


def _svg(height: float, drawn: list[str], title: str) -> str:
    about = f'role="img" aria-label="{escape(title)}" width="{_WIDTH}" height="{height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" {about}>{"".join(drawn)}</svg>'


def _rect(x: float, y: float, wide: float, high: float, colour: str, tooltip: str) -> str:
    position = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    return f'<rect {position} fill="{colour}"><title>{escape(tooltip)}</title></rect>'


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y + 18:.1f}" font-size="13" font-family="sans-serif">{escape(text)}</text>'
