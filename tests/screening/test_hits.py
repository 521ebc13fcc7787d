"""From a query, a listing and what matched to one hit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.dates import PartialDate
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.model import Evidence, Hit, Identifier, ListedName, Listing, Query, WeakPolicy
from sanctionscreen.screening.hits import NameMatch, assess, hit_id
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

PRIMARY = ListedName("Korea Mining Development Trading Corporation")
WEAK = ListedName("KOMID", type="alias", weak=True)
FORMER = ListedName("External Technology General Corporation", type="previous_name")
KOMID = Listing(
    list="us-ofac-sdn",
    entity_id="9345",
    kind="organization",
    names=(PRIMARY, WEAK, FORMER),
    countries=("Korea, North",),
    identifiers=(Identifier("swift_bic", "KOMIKPPY"),),
    programmes=("DPRK2",),
    measures=("asset freeze",),
    listed_on="2005-06-28",
)
NAME_EVIDENCE = (Evidence(feature="token", value=1.0, detail="all words agree"),)
ACRONYM = (Evidence(feature="acronym", value=1.0, detail="KOMID is made of its initials"),)


def match(listed: ListedName, score: float, evidence: tuple[Evidence, ...] = NAME_EVIDENCE) -> NameMatch:
    return NameMatch("asked", listed, score, evidence)


def judge(
    *matches: NameMatch,
    query: Query | None = None,
    listing: Listing = KOMID,
    weak: WeakPolicy = "confirm",
    threshold: float = 0.7,
) -> Hit | None:
    query = query or Query(name="asked")
    found = IdentifierIndex([listing]).lookup(query.identifiers)
    assessed = assess(
        QueryProfile(query),
        ListingProfile(listing),
        "2021-07-30",
        matches,
        found,
        weak=weak,
        threshold=threshold,
    )
    return assessed.hit if assessed else None


def hit_of(*matches: NameMatch, **options: object) -> Hit:
    found = judge(*matches, **options)  # type: ignore[arg-type]
    assert found is not None
    return found


def details(hit: Hit, feature: str) -> list[str]:
    return [item.detail for item in hit.evidence if item.feature == feature]


def test_a_hit_repeats_what_the_list_publishes() -> None:
    """List, edition, ids, names, programmes, measures, date of listing, countries and identifiers."""
    hit = hit_of(match(PRIMARY, 0.98))
    assert (hit.list, hit.edition, hit.entity_id, hit.kind) == (
        "us-ofac-sdn",
        "2021-07-30",
        "9345",
        "organization",
    )
    assert (hit.listed_name, hit.matched_name, hit.score) == (PRIMARY.name, PRIMARY.name, 0.98)
    assert (hit.programmes, hit.measures, hit.listed_on) == (("DPRK2",), ("asset freeze",), "2005-06-28")
    assert (hit.countries, hit.identifiers, hit.status) == (("KP",), ("BIC KOMIKPPY",), "listed")
    assert (hit.band, hit.basis, hit.flags) == ("match", ("name",), ())
    assert hit.is_alert


def test_nothing_that_agrees_is_no_hit() -> None:
    """Without a name at the threshold and without an identifier there is nothing to report."""
    assert judge() is None
    assert judge(match(PRIMARY, 0.69)) is None


def test_a_name_exactly_at_the_threshold_is_a_hit() -> None:
    """The threshold itself is reached."""
    assert judge(match(PRIMARY, 0.7)) is not None


def test_a_former_name_is_its_own_basis() -> None:
    """A hit on a previous name says so; a current name of the same score is preferred."""
    assert hit_of(match(FORMER, 0.9)).basis == ("former-name",)
    both = hit_of(match(FORMER, 0.9), match(PRIMARY, 0.9))
    assert (both.basis, both.matched_name) == (("name",), PRIMARY.name)


def test_an_identifier_under_another_name_is_a_renamed_hit_of_its_own() -> None:
    """No name comes near, and yet it is a match; the name that came nearest is shown with its score."""
    query = Query(name="Hui Chon Shipping", identifiers=(Identifier("bic", "komikppyxxx"),))
    hit = hit_of(match(PRIMARY, 0.1), query=query)
    assert (hit.flags, hit.basis, hit.band, hit.score) == (("renamed",), ("identifier",), "match", 0.1)
    assert details(hit, "swift_bic") == [
        f"BIC KOMIKPPY is {PRIMARY.name} on us-ofac-sdn; asked as Hui Chon Shipping"
    ]
    assert hit.is_alert


def test_an_identifier_beside_an_agreeing_name_is_no_rename() -> None:
    """Name and number agree: both are the basis, and nothing is flagged."""
    query = Query(name="KOMID Corporation", identifiers=(Identifier("bic", "KOMIKPPY"),))
    hit = hit_of(match(PRIMARY, 0.8), query=query)
    assert (hit.flags, hit.basis, hit.band) == ((), ("name", "identifier"), "match")


@pytest.mark.parametrize(
    ("query", "listing", "band"),
    [
        (Query(name="x", countries=("FR",)), KOMID, "review"),
        (Query(name="x", kind="person"), KOMID, "match"),
        (
            Query(name="x", birth_dates=(PartialDate(1950),)),
            KOMID.model_copy(update={"birth_dates": (PartialDate(1990),)}),
            "review",
        ),
        (
            Query(name="x", identifiers=(Identifier("imo", "9339337"),)),
            KOMID.model_copy(update={"identifiers": (Identifier("imo_number", "8405270"),)}),
            "review",
        ),
        (
            Query(name="x", countries=("FR",), identifiers=(Identifier("imo", "9339337"),)),
            KOMID.model_copy(update={"identifiers": (Identifier("imo_number", "8405270"),)}),
            "low",
        ),
    ],
)
def test_a_conflict_is_flagged_and_never_drops_the_hit(query: Query, listing: Listing, band: str) -> None:
    """Another country, kind, birth date or IMO number under the same name: an alert still, but flagged."""
    hit = hit_of(match(PRIMARY, 1.0), query=query, listing=listing)
    assert hit.flags == ("conflict",)
    assert hit.score == 1.0
    assert hit.band == band
    assert hit.is_alert


def test_a_weak_alias_alone_is_muted_under_confirm() -> None:
    """It is shown, one band lower, says why, and is no alert."""
    hit = hit_of(match(WEAK, 1.0))
    assert (hit.flags, hit.matched_name, hit.score, hit.band) == (("muted",), "KOMID", 1.0, "review")
    assert "raises no alert by itself" in details(hit, "weak_alias")[0]
    assert not hit.is_alert


def test_a_weak_alias_supports_what_another_name_raises() -> None:
    """The score is that of the name that isn't weak, and the weak alias is evidence beside it."""
    hit = hit_of(match(WEAK, 1.0), match(PRIMARY, 0.8))
    assert (hit.flags, hit.matched_name, hit.score) == ((), PRIMARY.name, 0.8)
    assert details(hit, "weak_alias") == ["the weak alias KOMID on us-ofac-sdn agrees too"]


def test_an_acronym_ranks_no_higher_than_the_weak_alias_it_equals() -> None:
    """A full name reached by its initials only doesn't lift the weak alias that publishes them."""
    hit = hit_of(match(WEAK, 1.0), match(PRIMARY, 0.9, ACRONYM))
    assert (hit.flags, hit.matched_name, hit.score) == (("muted",), "KOMID", 1.0)


def test_an_acronym_without_a_weak_alias_is_a_name_like_any_other() -> None:
    """Where the list publishes no weak alias that agrees, the initials may raise a hit."""
    assert hit_of(match(PRIMARY, 0.9, ACRONYM)).flags == ()


def test_a_weak_alias_with_an_identifier_is_an_alert() -> None:
    """The identifier raises the hit, so it is not muted, and the name is known, so it is not renamed."""
    query = Query(name="KOMID", identifiers=(Identifier("bic", "KOMIKPPY"),))
    hit = hit_of(match(WEAK, 1.0), query=query)
    assert (hit.flags, hit.basis, hit.band) == ((), ("name", "identifier"), "match")


def test_under_full_a_weak_alias_is_a_name_like_any_other() -> None:
    """`--weak full`: an alert with the alias's score."""
    hit = hit_of(match(WEAK, 1.0), match(PRIMARY, 0.8), weak="full")
    assert (hit.flags, hit.matched_name, hit.score, hit.band) == ((), "KOMID", 1.0, "match")
    assert details(hit, "weak_alias") == []


def test_under_off_a_weak_alias_does_nothing() -> None:
    """`--weak off`: no hit by it, no evidence from it, and other names count as ever."""
    assert judge(match(WEAK, 1.0), weak="off") is None
    hit = hit_of(match(WEAK, 1.0), match(PRIMARY, 0.8), weak="off")
    assert (hit.matched_name, hit.score, details(hit, "weak_alias")) == (PRIMARY.name, 0.8, [])


def test_under_off_a_published_weak_alias_is_still_no_new_name() -> None:
    """A party that comes under its weak alias with its own number has not renamed itself."""
    query = Query(name="KOMID", identifiers=(Identifier("bic", "KOMIKPPY"),))
    hit = hit_of(match(WEAK, 1.0), match(PRIMARY, 0.2), query=query, weak="off")
    assert (hit.flags, hit.basis) == ((), ("identifier",))


def test_a_delisted_party_is_flagged_and_raises_no_alert() -> None:
    """SECO keeps de-listed parties in its file: they are found and counted apart."""
    hit = hit_of(match(PRIMARY, 1.0), listing=KOMID.model_copy(update={"status": "delisted"}))
    assert (hit.flags, hit.status, hit.is_alert) == (("delisted",), "delisted", False)


def test_birth_date_and_country_lift_a_middling_name() -> None:
    """A good name with the day of birth in common is a match."""
    listing = KOMID.model_copy(update={"birth_dates": (PartialDate(1967, 8, 22),)})
    alone = hit_of(match(PRIMARY, 0.75), listing=listing)
    together = hit_of(
        match(PRIMARY, 0.75), listing=listing, query=Query(name="x", birth_dates=(PartialDate(1967, 8, 22),))
    )
    assert (alone.band, together.band) == ("review", "match")
    assert alone.score == together.score


def test_evidence_of_the_name_comes_first() -> None:
    """The analyst reads why the name agrees before what stands beside it."""
    hit = hit_of(match(PRIMARY, 1.0), query=Query(name="x", countries=("KP",)))
    assert [item.feature for item in hit.evidence] == ["token", "country"]


def test_evidence_of_a_renamed_hit_begins_with_the_number() -> None:
    """There the identifier is the news, and the name that came nearest follows."""
    query = Query(name="x", countries=("KP",), identifiers=(Identifier("bic", "KOMIKPPY"),))
    hit = hit_of(match(PRIMARY, 0.1), query=query)
    assert [item.feature for item in hit.evidence] == ["swift_bic", "token", "country"]


def test_hit_ids_are_stable_and_tell_hits_apart() -> None:
    """Frozen: a changed recipe would orphan every disposition that was filed under an id."""
    query, listing = QueryProfile(Query(name="KOMID", query_id="1")), ListingProfile(KOMID)
    again = QueryProfile(Query(name=" komid ", query_id="2"))
    renamed = ListingProfile(KOMID.model_copy(update={"names": (PRIMARY, WEAK)}))
    assert hit_id(query, listing) == hit_id(again, listing) == "816a5d9c0d50248a"
    assert hit_id(query, listing) != hit_id(query, renamed)
    assert hit_id(query, listing) != hit_id(QueryProfile(Query(name="KOMID", kind="vessel")), listing)
    assert hit_id(query, listing) != hit_id(
        query, ListingProfile(KOMID.model_copy(update={"list": "us-ofac-cons"}))
    )


SCORES = st.floats(0, 1).map(lambda score: round(score, 3))
MATCHES = st.lists(st.builds(match, st.sampled_from(KOMID.names), SCORES), max_size=4)


@given(MATCHES, st.floats(0.1, 1))
def test_policies_only_take_away(matches: list[NameMatch], threshold: float) -> None:
    """What raises a hit under `off` does under `confirm`, and what does under `confirm` does under `full`."""
    off, confirm, full = (
        judge(*matches, weak=policy, threshold=threshold) is not None for policy in ("off", "confirm", "full")
    )
    assert off <= confirm <= full


@given(MATCHES, SCORES.filter(bool))
def test_a_hit_shows_the_score_of_a_name_that_was_given(matches: list[NameMatch], threshold: float) -> None:
    """Matched name and score belong together, and reach the threshold."""
    hit = judge(*matches, threshold=threshold)
    if hit is not None:
        assert (hit.matched_name, hit.score) in {(item.listed_name.name, item.score) for item in matches}
        assert hit.score >= threshold


DROPPED = ListedName("Changgwang Sinyong Corporation", until="2019-01-09")


def listing_with(*names: ListedName) -> Listing:
    return KOMID.model_copy(update={"names": names})


def test_a_name_that_the_list_has_dropped_is_a_former_name_for_review_at_most() -> None:
    hit = hit_of(match(DROPPED, 1.0), listing=listing_with(PRIMARY, DROPPED))
    assert (hit.basis, hit.band, hit.score, hit.listed_name) == (
        ("former-name",),
        "review",
        1.0,
        PRIMARY.name,
    )
    assert details(hit, "former_name") == ["name until 2019-01-09: us-ofac-sdn has dropped it since"]


def test_a_dropped_name_does_not_lower_what_a_standing_name_or_an_identifier_makes() -> None:
    both = hit_of(match(DROPPED, 1.0), match(PRIMARY, 0.97), listing=listing_with(PRIMARY, DROPPED))
    assert (both.matched_name, both.band) == (DROPPED.name, "match")
    numbered = Query(name="asked", identifiers=(Identifier("swift_bic", "KOMIKPPY"),))
    hit = hit_of(match(DROPPED, 1.0), query=numbered, listing=listing_with(PRIMARY, DROPPED))
    assert (hit.basis, hit.band) == (("former-name", "identifier"), "match")


def test_of_two_equal_names_the_one_that_still_stands_there_is_shown() -> None:
    hit = hit_of(match(DROPPED, 0.9), match(FORMER, 0.9), listing=listing_with(PRIMARY, DROPPED, FORMER))
    assert hit.matched_name == FORMER.name
    assert not details(hit, "former_name")


def test_a_hit_id_says_that_a_name_was_dropped_but_not_in_which_edition() -> None:
    query = QueryProfile(Query(name="asked"))

    def of(*names: ListedName) -> str:
        return hit_id(query, ListingProfile(listing_with(*names)))

    standing, dropped = ListedName("A", since="2019"), ListedName("A", until="2019")
    assert of(PRIMARY, standing) == of(PRIMARY, ListedName("A"))
    assert of(PRIMARY, dropped) == of(PRIMARY, ListedName("A", until="2020")) != of(PRIMARY, standing)
