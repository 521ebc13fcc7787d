"""What a link has to be before it is used; what it isn't is reported with its place."""

from __future__ import annotations

from dataclasses import replace

from sanctionscreen.ownership.graph import Holding
from sanctionscreen.ownership.records import Link, LinkFile


def add_holding(found: LinkFile, holding: Holding) -> None:
    """Take in a holding, unless a party would own or control itself."""
    if holding.owner == holding.owned:
        found.problem(holding.place, "a party that owns itself", "not used", holding.owner)
    else:
        found.holdings.append(holding)


def add_tie(found: LinkFile, tie: Link) -> None:
    """Take in another link, unless it is of a party with itself."""
    if tie.first == tie.second:
        found.problem(tie.place, "a party that is linked to itself", "not used", tie.first)
    else:
        found.ties.append(tie)


def settle(found: LinkFile) -> None:
    """Bring together what stands twice: holdings of one kind, between the same two parties, over the same days.

    The same share twice is one holding. Shares that differ may be two readings of one holding, or two holdings (of two
    classes of shares): so the least is the smaller, and the most is both together; the answer is `unknown` wherever
    that matters, and the user is told.
    """
    kept: dict[tuple[str, ...], Holding] = {}
    for holding in found.holdings:
        key = (holding.owner, holding.owned, holding.kind, holding.since, holding.until, holding.joint)
        other = kept.get(key)
        if other is None:
            kept[key] = holding
        elif (other.least, other.most) == (holding.least, holding.most):
            found.problem(
                holding.place, "the same holding stands there twice", "counted once", _pair(holding)
            )
        else:
            least, most = min(other.least, holding.least), min(other.most + holding.most, 100.0)
            kept[key] = replace(other, least=least, most=most)
            value = f"{_pair(holding)}: {other.share} at {other.place}, {holding.share} here"
            fate = "kept as a range from the smaller to the sum"
            found.problem(holding.place, "two holdings that disagree", fate, value)
    found.holdings = list(kept.values())
    found.ties = _without_repeats(found)
    _report_overfull(found)


def _without_repeats(found: LinkFile) -> list[Link]:
    kept: dict[tuple[str, ...], Link] = {}
    for tie in found.ties:
        key = (tie.first, tie.second, tie.role, tie.since, tie.until)
        if key in kept:
            found.problem(
                tie.place, "the same link stands there twice", "counted once", f"{tie.first} → {tie.second}"
            )
        kept.setdefault(key, tie)
    return list(kept.values())


def _report_overfull(found: LinkFile) -> None:
    """Say which companies have known shares of more than 100 % on one day."""
    totals: dict[str, float] = {}
    for holding in found.holdings:
        if holding.kind == "ownership" and not holding.until:
            totals[holding.owned] = totals.get(holding.owned, 0.0) + holding.least
    for owned, total in totals.items():
        if total > 100.5:  # rounded shares may add up to a little more
            value = f"{owned}: {total:g} %"
            found.problem(
                found.path, "shares in one company of over 100 per cent together", "kept as they are", value
            )


def _pair(holding: Holding) -> str:
    return f"{holding.owner} → {holding.owned}"


def cycles(found: LinkFile) -> list[list[str]]:
    """Groups of parties that own each other in a ring, each party with all of its group, the largest group first."""
    import rustworkx  # late: only who asks for an account of a file needs it

    from sanctionscreen.ownership.graph import HoldingGraph

    graph = HoldingGraph(holding for holding in found.holdings if holding.kind == "ownership")
    groups = rustworkx.strongly_connected_components(graph.graph)
    rings = [[graph.graph[node] for node in group] for group in groups if len(group) > 1]
    return sorted(rings, key=len, reverse=True)
