"""Rescreening: what changes, and nothing else, as two full screenings say."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.dates import PartialDate
from sanctionscreen.errors import UsageError
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.model import Address, Identifier, ListedName, Listing, Query
from sanctionscreen.rescreening.rescreen import Rescreener, Rescreening
from sanctionscreen.screening import Screener


def edition(list_id: str, *listings: Listing) -> Edition:
    return Edition(list_id, None, "", "", list_id, list(listings))


def party(key: str, *names: str, on: str = "ours", **fields: object) -> Listing:
    made = tuple(ListedName(name, "alias" if place else "name") for place, name in enumerate(names))
    return Listing(list=on, entity_id=key, names=made, **{"kind": "organization", **fields})  # type: ignore[arg-type]


def in_full(old: Screener, new: Screener, queries: Sequence[Query]) -> dict[str, set[tuple[str, str, str]]]:
    """The same by screening everyone against both."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for one, other in zip(old.screen_many(queries), new.screen_many(queries), strict=True):
        before = {(hit.list, hit.entity_id): hit.model_copy(update={"edition": ""}) for hit in one.alerts}
        after = {(hit.list, hit.entity_id): hit.model_copy(update={"edition": ""}) for hit in other.alerts}
        changes = {("removed", *key) for key in before.keys() - after.keys()}
        changes |= {("added", *key) for key in after.keys() - before.keys()}
        changes |= {("changed", *key) for key in before.keys() & after.keys() if before[key] != after[key]}
        if changes:
            found[one.query_id] = changes
    return found


def summary(found: Sequence[Rescreening]) -> dict[str, set[tuple[str, str, str]]]:
    return {
        item.query_id: {(change.how, change.hit.list, change.hit.entity_id) for change in item.changes}
        for item in found
    }


STAYS = party("9", "Yellow River Timber")


def test_new_gone_and_different_alerts_are_reported_and_no_others() -> None:
    old = Screener([edition("ours", STAYS, party("1", "Blue Harbour Bank"), party("2", "Grey Wolf Arms"))])
    new = old.updated(
        [
            edition(
                "ours", STAYS, party("1", "Blue Harbour Bank", programmes=("X",)), party("3", "Red Sky Air")
            )
        ]
    )
    names = ("Blue Harbour Bank", "Grey Wolf Arms", "Red Sky Air", "Yellow River Timber", "Somebody Else")
    queries = [Query(name=name, query_id=name) for name in names]
    rescreener = Rescreener(old, new)
    found = list(rescreener.rescreen(queries))
    assert summary(found) == {
        "Blue Harbour Bank": {("changed", "ours", "1")},
        "Grey Wolf Arms": {("removed", "ours", "2")},
        "Red Sky Air": {("added", "ours", "3")},
    }
    assert summary(found) == in_full(old, new, queries)
    assert (rescreener.changed, rescreener.screened) == (3, 3)
    changed = found[0].changes[0]
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before.programmes, changed.after.programmes) == ((), ("X",))


def test_an_edition_that_only_has_another_date_changes_nothing() -> None:
    one = edition("ours", STAYS)
    two = Edition("ours", "2027-01-01", "", "", "", [STAYS.model_copy(update={"remarks": "See also there."})])
    old = Screener([one])
    rescreener = Rescreener(old, old.updated([two]))
    assert list(rescreener.rescreen([Query(name="Yellow River Timber")])) == []
    assert (rescreener.changed, rescreener.screened) == (0, 0)


def test_a_number_that_a_listing_gains_is_found_under_any_name() -> None:
    number = Identifier("imo_number", "9314650")
    old = Screener([edition("ours", STAYS, party("1", "Blue Star", kind="vessel"))])
    new = old.updated([edition("ours", STAYS, party("1", "Blue Star", kind="vessel", identifiers=(number,)))])
    queries = [Query(name="Quite Different", identifiers=(number,), query_id="q", kind="vessel")]
    found = list(Rescreener(old, new).rescreen(queries))
    assert summary(found) == in_full(old, new, queries) == {"q": {("added", "ours", "1")}}


def test_a_listing_that_becomes_ambiguous_through_a_new_one_changes() -> None:
    old = Screener([edition("ours", party("1", "Blue Harbour Bank"), STAYS)])
    new = old.updated(
        [edition("ours", party("1", "Blue Harbour Bank"), party("2", "Blue Harbour Bank"), STAYS)]
    )
    queries = [Query(name="Blue Harbour Bank", query_id="q")]
    found = summary(list(Rescreener(old, new).rescreen(queries)))
    assert found == in_full(old, new, queries) == {"q": {("changed", "ours", "1"), ("added", "ours", "2")}}


def test_names_that_a_party_has_from_another_list_change_with_what_ties_the_two() -> None:
    """The listing of the other list stays as it is, and so does its name; only the number that ties them is new."""
    lei = Identifier("lei_code", "5493001KJTIIGC8Y1R12")
    theirs = party("7", "Golden Gate Shipping Line", "Blue Harbour Trading", on="theirs", identifiers=(lei,))
    plain, tied = (party("1", "Blue Harbour Trading", identifiers=ids) for ids in ((), (lei,)))
    old = Screener([edition("ours", plain, STAYS), edition("theirs", theirs)])
    new = old.updated([edition("ours", tied, STAYS), edition("theirs", theirs)])
    queries = [
        Query(name="Golden Gate Shipping Line", query_id="q"),
        Query(name="Yellow River Timber", query_id="r"),
    ]
    found = summary(list(Rescreener(old, new).rescreen(queries)))
    assert found == in_full(old, new, queries)
    assert ("added", "ours", "1") in found["q"]


def test_screeners_of_different_thresholds_are_not_compared() -> None:
    with pytest.raises(UsageError):
        Rescreener(
            Screener([edition("ours", STAYS)], threshold=0.8),
            Screener([edition("ours", STAYS)], threshold=0.9),
        )


WORDS = st.sampled_from(["Blue", "Harbour", "Bank", "Grey", "Wolf"])
NUMBER = st.sampled_from(
    [(), (Identifier("registration_number", "12345678"),), (Identifier("tax_number", "99887766"),)]
)
BORN = st.sampled_from([(), (PartialDate(1970, 5, 3),)])
PLACE = st.sampled_from([(), (Address(street="12 Harbour Road", city="Limassol", country="Cyprus"),)])
PARTY = st.builds(
    lambda key, words, number, born, on, place: party(
        key, " ".join(words), on=on, kind="person", identifiers=number, birth_dates=born, addresses=place
    ),
    st.sampled_from("12345"), st.lists(WORDS, min_size=1, max_size=3), NUMBER, BORN,
    st.sampled_from(["ours", "theirs"]), PLACE,
)  # fmt: skip
SIDE = st.lists(PARTY, min_size=1, max_size=6, unique_by=lambda item: (item.list, item.entity_id))


ASKED = st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=3), NUMBER, PLACE), min_size=1, max_size=4)


@given(SIDE, SIDE, ASKED)
def test_rescreening_says_what_two_full_screenings_say(
    before: list[Listing],
    after: list[Listing],
    asked: list[tuple[list[str], tuple[Identifier, ...], tuple[Address, ...]]],
) -> None:
    old, new = (
        Screener(
            [edition(on, *(item for item in side if item.list == on)) for on in ("ours", "theirs")],
            threshold=0.6,
        )
        for side in (before, after)
    )
    queries = [
        Query(
            name=" ".join(words), identifiers=number, addresses=addresses, kind="person", query_id=str(place)
        )
        for place, (words, number, addresses) in enumerate(asked)
    ]
    wanted = in_full(old, new, queries)
    assert summary(list(Rescreener(old, new).rescreen(queries))) == wanted
    with TemporaryDirectory() as folder:  # names encoded and cached, then from the cache
        for _ in range(2):
            rescreener = Rescreener(old, new, cache=CacheFolder(Path(folder)))
            assert summary(list(rescreener.rescreen(queries))) == wanted


@pytest.mark.real
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("us-ofac-sdn/csv-2019-01", "us-ofac-sdn/csv-2021-07", marks=pytest.mark.slow),
        ("un-sc/2020-11/consolidated.xml", "un-sc/2024-05-15/consolidated.xml"),
    ],
)
def test_a_real_update_says_what_two_full_screenings_say(
    real_data: Path, tmp_path: Path, old: str, new: str
) -> None:
    """Customers, and parties of the lists under their own and former names; with and without cached names."""
    one, two = (read_list(real_data / "lists" / path) for path in (old, new))
    with (real_data / "eval/customers/persons_global.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)][:2_000]
    listed = [listing for side in (one, two) for listing in side.listings]
    some = random.Random(1).sample(listed, 400)
    queries = [Query(name=name, query_id=str(place)) for place, name in enumerate(names)]
    queries += [
        Query(name=item.name, kind=item.kind, identifiers=item.identifiers[:1], query_id=f"l{place}")
        for place, item in enumerate(some)
    ]
    before = Screener([one])
    after = before.updated([two])
    wanted = in_full(before, after, queries)
    folder = CacheFolder(tmp_path / "cached")
    for _ in range(2):
        assert summary(list(Rescreener(before, after, cache=folder).rescreen(queries))) == wanted
    assert len(wanted) > 50
