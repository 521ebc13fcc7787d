"""How strong a hit is in all, what it rests on, and what a reader must know about it.

The meanings are frozen (docs/matching.md, "Bands, basis, flags"): a change is a change of the docs and the
tests too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sanctionscreen.matching.weights import load_weights
from sanctionscreen.model import Band, Evidence, Hit, Listing, WeakPolicy
from sanctionscreen.screening.evidence import AGREES, NEAR, NEUTRAL, SAME_MONTH
from sanctionscreen.screening.identifier_index import STRENGTHS, Strength
from sanctionscreen.screening.identifier_types import LABELS

BANDS: tuple[Band, ...] = ("low", "review", "match")

BAND_TABLE: dict[str, tuple[Band, Band, Band, Band]] = {
    #        strongly against, against, open, in favour
    "full": ("low", "review", "match", "match"),
    "good": ("low", "low", "review", "match"),
    "faint": ("low", "low", "low", "review"),
}
"""The band by name score (rows) and by what `support` counts (columns)."""

IDENTIFIER_BANDS: dict[Strength, Band] = {"strong": "match", "fair": "review", "weak": "low"}
"""The band that an agreeing identifier gives by itself, whatever the names are."""

CONFLICT_FEATURES = frozenset({"birth_date", "country", "kind"})
"""Disagreement of these, or of an identifier, flags `conflict`; that of gender only lowers the band."""

_BIOGRAPHIC = CONFLICT_FEATURES | {"gender"}
_OFAC_LISTS = frozenset({"us-ofac-sdn", "us-ofac-cons"})
_CONFIRM_LISTS = _OFAC_LISTS | {"shipped-dprk"}
_LINKED = frozenset({"link", "ownership"})
"""Bases on which a hit says that the query is not the listing, so that names can't tell who it is."""
_DECIDES = 2
"""So many points decide between two listings: an agreeing birth date, not a country alone."""


def default_weak_policy(listing: Listing) -> WeakPolicy:
    """What a weak alias may do where the caller doesn't say: as the list's publisher has it.

    Only OFAC tells its readers that weak aliases need not be screened (FAQ 122 to 124): `confirm` for its
    lists, for the rows of the US Consolidated Screening List that come from it, and for the list shipped with
    this library, whose weak marks are OFAC's. `full` for all others.
    """
    if listing.list in _CONFIRM_LISTS:
        return "confirm"
    if listing.list == "us-csl" and any(
        "Treasury" in text for text in (listing.source.record, *listing.references)
    ):
        return "confirm"
    return "full"


def support(evidence: Iterable[Evidence]) -> int:
    """Add up what is known beside the name, in points; the name's own evidence and agreeing identifiers don't
    count.

    | evidence | agrees | near | contradicts |
    | --- | --- | --- | --- |
    | birth date | +2 (day or month) | +1 (near, or the year alone) | -2 |
    | country | +1 | 0 | -1 |
    | gender | 0 | | -1 |
    | identifier | (band by itself) | +1 | -2 |

    A kind that disagrees costs nothing here: the score has paid for it already.
    """
    points = 0
    for item in evidence:
        value = item.value
        if item.feature == "birth_date":
            points += 2 if value >= SAME_MONTH else 1 if value >= NEAR else -2 if value < NEUTRAL else 0
        elif item.feature == "country":
            points += 1 if value >= AGREES else -1 if value < NEUTRAL else 0
        elif item.feature == "gender":
            points -= value < NEUTRAL
        elif item.feature != "kind":
            points += 1 if value == NEAR else -2 if value < NEUTRAL else 0
    return points


def band(score: float, points: int, identifiers: Sequence[Strength] = (), *, named: bool = True) -> Band:
    """The band of a hit.

    Args:
        score: of the best name.
        points: what `support` counts.
        identifiers: the strengths of the identifiers that agree.
        named: whether the name reached the threshold; if not, the identifiers alone decide.

    Returns:
        The better of the table's band and the identifiers' own; the latter is one lower where the rest speaks
        clearly against (two points or more): a reused number, or a number typed into the wrong record.

    >>> band(1.0, 0), band(1.0, -1), band(0.6, 3), band(0.2, 0, ["strong"], named=False)
    ('match', 'review', 'review', 'match')
    """
    level = 0
    if named:
        levels = load_weights()
        row = "full" if score >= levels.full else "good" if score >= levels.good else "faint"
        column = 3 if points >= 2 else 2 if points >= 0 else 1 if points >= -2 else 0
        level = BANDS.index(BAND_TABLE[row][column])
    if identifiers:
        best = max(identifiers, key=STRENGTHS.index)
        level = max(level, BANDS.index(IDENTIFIER_BANDS[best]) - (points <= -_DECIDES), 0)
    return BANDS[level]


def lowered(found: Band) -> Band:
    """One band lower: a hit that rests on nothing but a weak alias."""
    return BANDS[max(BANDS.index(found) - 1, 0)]


def is_conflict(evidence: Iterable[Evidence]) -> bool:
    """Whether anything beside the name contradicts it, as the flag `conflict` means it.

    Args:
        evidence: what was compared beside the names, and nothing else.
    """
    return any(item.value < NEUTRAL and item.feature != "gender" for item in evidence)


def mark_ambiguous(hits: Sequence[Hit], parties: Mapping[str, int] | None = None) -> list[Hit]:
    """Flag the hits of one query of which the name can't tell which one is meant.

    Listings of one list that have the query's best score on that list under the same name are ambiguous,
    unless birth date or identifier decides between them. (The same party on two lists is not ambiguous.)

    Args:
        hits: all hits of one query.
        parties: id of a hit to what stands for its listing's party; those of one party are not ambiguous.

    Returns:
        The hits in their order, the ambiguous ones flagged and with evidence that names the others.
    """
    if len(hits) < 2:
        return list(hits)
    by_list: dict[str, list[int]] = defaultdict(list)
    for place, hit in enumerate(hits):
        if "renamed" not in hit.flags and not _LINKED.issuperset(hit.basis):
            by_list[hit.list].append(place)
    marked = list(hits)
    for places in by_list.values():
        tied = _tied([hits[place] for place in places])
        for place in places:
            if (hit := hits[place]).hit_id in tied and (others := _others(hit, tied, parties or {})):
                marked[place] = _flagged(hit, others)
    return marked


def _others(hit: Hit, tied: dict[str, Hit], parties: Mapping[str, int]) -> list[Hit]:
    """The tied hits on other parties than this hit's."""
    own = parties.get(hit.hit_id)
    return [
        other for key, other in tied.items() if key != hit.hit_id and (own is None or parties.get(key) != own)
    ]


def _tied(hits: list[Hit]) -> dict[str, Hit]:
    if len(hits) < 2:
        return {}
    top = max(hit.score for hit in hits)
    best = [hit for hit in hits if hit.score >= top - 1e-9]
    names = defaultdict(list)
    for hit in best:
        names["".join(filter(str.isalnum, hit.matched_name.casefold()))].append(hit)
    tied: dict[str, Hit] = {}
    for same in names.values():
        points = {hit.hit_id: _decisive_points(hit) for hit in same}
        undecided = [hit for hit in same if points[hit.hit_id] > max(points.values()) - _DECIDES]
        if len(undecided) > 1:
            tied.update((hit.hit_id, hit) for hit in undecided)
    return tied


def _decisive_points(hit: Hit) -> int:
    beside = [item for item in hit.evidence if item.feature == "birth_date" or item.feature in _BIOGRAPHIC]
    return (
        support(beside)
        + (2 * _DECIDES if "identifier" in hit.basis else 0)
        - (_number_differs(hit) * _DECIDES)
    )


def _number_differs(hit: Hit) -> bool:
    return any(item.feature in LABELS and item.value < NEUTRAL for item in hit.evidence)


def _flagged(hit: Hit, others: list[Hit]) -> Hit:
    wanted = {"vessel": "an IMO number", "person": "a date of birth"}.get(hit.kind or "", "an identifier")
    shown = ", ".join(f"{other.listed_name} ({other.entity_id}{_told_by(other)})" for other in others[:5])
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    evidence = Evidence(
        feature="ambiguous",
        value=NEUTRAL,
        detail=f"the name is as much that of {shown}{more}; {wanted} would decide{_told_by(hit, ': this one has ')}",
    )
    return hit.model_copy(update={"flags": (*hit.flags, "ambiguous"), "evidence": (*hit.evidence, evidence)})


def _told_by(hit: Hit, before: str = ", ") -> str:
    """What tells this party from others of its name: its numbers, and for persons first its dates of birth."""
    dates = tuple(f"born {date}" for date in hit.birth_dates) if hit.kind == "person" else ()
    told = (*dates, *sorted(hit.identifiers, key=lambda text: not text.startswith("IMO")))[:2]
    return before + ", ".join(told) if told else ""
