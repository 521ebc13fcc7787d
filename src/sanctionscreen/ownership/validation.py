"""Validation of links: self-links, duplicates and contradictory shares, each reported with its location."""

from __future__ import annotations

from dataclasses import replace

from sanctionscreen.ownership.graph import Holding
from sanctionscreen.ownership.records import Link, LinkFile


def add_holding(file: LinkFile, holding: Holding) -> None:
    """Add a holding, unless a party would own or control itself."""
    if holding.owner == holding.owned:
        file.add_problem(holding.location, "a party that owns itself", "not used", holding.owner)
    else:
        file.holdings.append(holding)


def add_link(file: LinkFile, link: Link) -> None:
    """Add another link, unless it is of a party with itself."""
    if link.first == link.second:
        file.add_problem(link.location, "a party that is linked to itself", "not used", link.first)
    else:
        file.links.append(link)


def merge_duplicates(file: LinkFile) -> None:
    """Merge holdings of one kind between the same two parties over the same days, and links that are the same.

    The same share twice is one holding. Shares that differ may be two statements of one holding, or two holdings (of
    two classes of shares): so the least is the smaller, and the most is the sum; the answer is `unknown` wherever that
    matters, and the problem is reported.
    """
    merged: dict[tuple[str, ...], Holding] = {}
    for holding in file.holdings:
        key = (holding.owner, holding.owned, holding.kind, holding.since, holding.until, holding.joint)
        other = merged.get(key)
        if other is None:
            merged[key] = holding
        elif (other.least, other.most) == (holding.least, holding.most):
            file.add_problem(
                holding.location, "the same holding stands there twice", "counted once", _pair(holding)
            )
        else:
            least, most = min(other.least, holding.least), min(other.most + holding.most, 100.0)
            merged[key] = replace(other, least=least, most=most)
            value = f"{_pair(holding)}: {other.share} at {other.location}, {holding.share} here"
            fate = "kept as a range from the smaller to the sum"
            file.add_problem(holding.location, "two holdings that disagree", fate, value)
    file.holdings = list(merged.values())
    file.links = _without_repeats(file)
    _report_overfull(file)


def _without_repeats(file: LinkFile) -> list[Link]:
    links: dict[tuple[str, ...], Link] = {}
    for link in file.links:
        key = (link.first, link.second, link.role, link.since, link.until)
        if key in links:
            file.add_problem(
                link.location,
                "the same link stands there twice",
                "counted once",
                f"{link.first} → {link.second}",
            )
        links.setdefault(key, link)
    return list(links.values())


def _report_overfull(file: LinkFile) -> None:
    """Report companies with known shares of more than 100 % on one day."""
    totals: dict[str, float] = {}
    for holding in file.holdings:
        if holding.kind == "ownership" and not holding.until:
            totals[holding.owned] = totals.get(holding.owned, 0.0) + holding.least
    for owned, total in totals.items():
        if total > 100.5:  # rounded shares may add up to a little more
            value = f"{owned}: {total:g} %"
            file.add_problem(
                file.path, "shares in one company of over 100 per cent together", "kept as they are", value
            )


def _pair(holding: Holding) -> str:
    return f"{holding.owner} → {holding.owned}"


def cycles(file: LinkFile) -> list[list[str]]:
    """Cycles of ownership: strongly connected groups of parties, the largest first."""
    import rustworkx  # late: only `links inspect` needs it

    from sanctionscreen.ownership.graph import HoldingGraph

    graph = HoldingGraph(holding for holding in file.holdings if holding.kind == "ownership")
    groups = rustworkx.strongly_connected_components(graph.graph)
    rings = [[graph.graph[node] for node in group] for group in groups if len(group) > 1]
    return sorted(rings, key=len, reverse=True)
