"""One name, several parties: which hits say the same of a query. Reach for `mark_ambiguous`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sanctionscreen.identifiers.types import LABELS
from sanctionscreen.model import Evidence, Hit
from sanctionscreen.screening.bands import BIOGRAPHIC, DECIDES, support
from sanctionscreen.screening.biographic_evidence import NEUTRAL

_LINKED = frozenset({"link", "ownership"})


def mark_ambiguous(
    hits: Sequence[Hit],
    parties: Mapping[str, int] | None = None,
    apart: Callable[[Hit, Hit], bool] | None = None,
) -> list[Hit]:
    """Flag the hits of one query of which the name can't tell which one is meant.

    Listings of one list that have the query's best score on that list under the same name are ambiguous,
    unless birth date or identifier decides between them. One party on two lists is not ambiguous; two lists' best hits
    are where their listings are known to be two parties.

    Args:
        hits: all hits of one query.
        parties: id of a hit to what stands for its listing's party; those of one party are not ambiguous.
        apart: whether the listings of two hits on two lists contradict each other, so that they are two parties; None
            where nothing is known of it.

    Returns:
        The hits in their order, the ambiguous ones flagged and with evidence that names the others.
    """
    if len(hits) < 2:
        return list(hits)
    by_list: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if "renamed" not in hit.flags and not _LINKED.issuperset(hit.basis):
            by_list[hit.list].append(hit)
    others: dict[str, list[Hit]] = defaultdict(list)
    for found in by_list.values():
        tied = _tied(found)
        for key, hit in tied.items():
            others[key] += _others(hit, tied, parties or {})
    if apart is not None and len(by_list) > 1:
        best = _tied([hit for found in by_list.values() for hit in _best(found)])
        for key, hit in best.items():
            others[key] += [other for other in best.values() if other.list != hit.list and apart(hit, other)]
    return [_flagged(hit, others[hit.hit_id]) if others.get(hit.hit_id) else hit for hit in hits]


def _best(hits: list[Hit]) -> list[Hit]:
    top = max(hit.score for hit in hits)
    return [hit for hit in hits if hit.score >= top - 1e-9]


def _others(hit: Hit, tied: dict[str, Hit], parties: Mapping[str, int]) -> list[Hit]:
    """The tied hits on other parties than this hit's."""
    own = parties.get(hit.hit_id)
    return [
        other for key, other in tied.items() if key != hit.hit_id and (own is None or parties.get(key) != own)
    ]


def _tied(hits: list[Hit]) -> dict[str, Hit]:
    if len(hits) < 2:
        return {}
    names = defaultdict(list)
    for hit in _best(hits):
        names["".join(filter(str.isalnum, hit.matched_name.casefold()))].append(hit)
    tied: dict[str, Hit] = {}
    for same in names.values():
        points = {hit.hit_id: _decisive_points(hit) for hit in same}
        undecided = [hit for hit in same if points[hit.hit_id] > max(points.values()) - DECIDES]
        if len(undecided) > 1:
            tied.update((hit.hit_id, hit) for hit in undecided)
    return tied


def _decisive_points(hit: Hit) -> int:
    beside = [item for item in hit.evidence if item.feature == "birth_date" or item.feature in BIOGRAPHIC]
    return (
        support(beside) + (2 * DECIDES if "identifier" in hit.basis else 0) - (_number_differs(hit) * DECIDES)
    )


def _number_differs(hit: Hit) -> bool:
    return any(item.feature in LABELS and item.value < NEUTRAL for item in hit.evidence)


def _flagged(hit: Hit, others: list[Hit]) -> Hit:
    wanted = {"vessel": "an IMO number", "person": "a date of birth"}.get(hit.kind or "", "an identifier")
    shown = ", ".join(f"{other.listed_name} ({_place(other, hit)}{_told_by(other)})" for other in others[:5])
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    evidence = Evidence(
        feature="ambiguous",
        value=NEUTRAL,
        detail=f"the name is as much that of {shown}{more}; {wanted} would decide{_told_by(hit, ': this one has ')}",
    )
    return hit.model_copy(update={"flags": (*hit.flags, "ambiguous"), "evidence": (*hit.evidence, evidence)})


def _place(other: Hit, hit: Hit) -> str:
    return other.entity_id if other.list == hit.list else f"{other.list} {other.entity_id}"


def _told_by(hit: Hit, before: str = ", ") -> str:
    """What tells this party from others of its name: its numbers, and for persons first its dates of birth."""
    dates = tuple(f"born {date}" for date in hit.birth_dates) if hit.kind == "person" else ()
    told = (*dates, *sorted(hit.identifiers, key=lambda text: not text.startswith("IMO")))[:2]
    return before + ", ".join(told) if told else ""
