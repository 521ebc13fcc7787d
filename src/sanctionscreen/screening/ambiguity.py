"""Ambiguity: hits on several parties of one name, between which the query's data do not decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sanctionscreen.model import Evidence, Hit
from sanctionscreen.screening.bands import DECIDES, NEUTRAL
from sanctionscreen.screening.hits import AssessedHit

_LINKED = frozenset({"link", "ownership"})


def mark_ambiguous(
    hits: Sequence[AssessedHit],
    cluster_of: Mapping[str, int] | None = None,
    in_conflict: Callable[[Hit, Hit], bool] | None = None,
) -> list[Hit]:
    """Flag the hits of one query whose name doesn't tell which of several parties is meant.

    Listings of one list that have the query's best score on that list under the same name are ambiguous, unless birth
    date or identifier decides between them. One party on two lists is not ambiguous; the best hits of two lists are, if
    their listings are known to be two parties.

    Args:
        hits: all hits of one query.
        cluster_of: hit id to a number of the listing's cluster; hits of one cluster are not ambiguous.
        in_conflict: whether the listings of two hits on two lists are in conflict, so that they are two parties; None
            if that is not known.

    Returns:
        The hits in their order, the ambiguous ones flagged and with evidence that names the others.
    """
    if len(hits) < 2:
        return [assessed.hit for assessed in hits]
    by_list: dict[str, list[AssessedHit]] = defaultdict(list)
    for assessed in hits:
        if "renamed" not in assessed.hit.flags and not _LINKED.issuperset(assessed.hit.basis):
            by_list[assessed.hit.list].append(assessed)
    others: dict[str, list[Hit]] = defaultdict(list)
    for on_list in by_list.values():
        tied = _tied(on_list)
        for hit_id in tied:
            others[hit_id] += _of_other_clusters(hit_id, tied, cluster_of or {})
    if in_conflict is not None and len(by_list) > 1:
        tied = _tied([assessed for on_list in by_list.values() for assessed in _best(on_list)])
        for hit_id, hit in tied.items():
            others[hit_id] += [
                other for other in tied.values() if other.list != hit.list and in_conflict(hit, other)
            ]
    return [
        _flagged(assessed.hit, others[assessed.hit.hit_id])
        if others.get(assessed.hit.hit_id)
        else assessed.hit
        for assessed in hits
    ]


def _best(hits: list[AssessedHit]) -> list[AssessedHit]:
    top = max(assessed.hit.score for assessed in hits)
    return [assessed for assessed in hits if assessed.hit.score >= top - 1e-9]


def _of_other_clusters(hit_id: str, tied: dict[str, Hit], cluster_of: Mapping[str, int]) -> list[Hit]:
    own = cluster_of.get(hit_id)
    return [
        other
        for other_id, other in tied.items()
        if other_id != hit_id and (own is None or cluster_of.get(other_id) != own)
    ]


def _tied(hits: list[AssessedHit]) -> dict[str, Hit]:
    """The hits of best score and same name between which nothing decides, by id."""
    if len(hits) < 2:
        return {}
    by_name = defaultdict(list)
    for assessed in _best(hits):
        by_name["".join(filter(str.isalnum, assessed.hit.matched_name.casefold()))].append(assessed)
    tied: dict[str, Hit] = {}
    for same_name in by_name.values():
        most = max(map(_decisive_points, same_name))
        undecided = [assessed.hit for assessed in same_name if _decisive_points(assessed) > most - DECIDES]
        if len(undecided) > 1:
            tied.update((hit.hit_id, hit) for hit in undecided)
    return tied


def _decisive_points(assessed: AssessedHit) -> int:
    by_identifier = 2 * DECIDES if "identifier" in assessed.hit.basis else 0
    return assessed.biographic_points + by_identifier - assessed.has_identifier_conflict * DECIDES


def _flagged(hit: Hit, others: list[Hit]) -> Hit:
    wanted = {"vessel": "an IMO number", "person": "a date of birth"}.get(hit.kind or "", "an identifier")
    shown = ", ".join(
        f"{other.listed_name} ({_id(other, hit)}{_distinguished_by(other)})" for other in others[:5]
    )
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    own = _distinguished_by(hit, ": this one has ")
    detail = f"the name fits {shown}{more} as well; {wanted} would decide{own}"
    evidence = Evidence(feature="ambiguous", value=NEUTRAL, detail=detail)
    return hit.model_copy(update={"flags": (*hit.flags, "ambiguous"), "evidence": (*hit.evidence, evidence)})


def _id(other: Hit, hit: Hit) -> str:
    return other.entity_id if other.list == hit.list else f"{other.list} {other.entity_id}"


def _distinguished_by(hit: Hit, before: str = ", ") -> str:
    """What distinguishes a party from others of its name: its numbers, and first a person's dates of birth."""
    dates = tuple(f"born {date}" for date in hit.birth_dates) if hit.kind == "person" else ()
    data = (*dates, *sorted(hit.identifiers, key=lambda text: not text.startswith("IMO")))[:2]
    return before + ", ".join(data) if data else ""
