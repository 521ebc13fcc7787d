"""The store: what goes in comes out, in every edition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.errors import ListUnavailableError, RefusedEditionError, StoreError
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.model import ListedName, Query
from sanctionscreen.screening import Screener
from sanctionscreen.store import Accepted, Store
from sanctionscreen.store.source_files import files_folder

Make = Callable[..., Edition]
REAL = (("us-ofac-sdn/csv-2019-01", "2019-01-09"), ("us-ofac-sdn/csv-2021-07", "2021-07-30"))


def by_id(edition: Edition) -> dict[str, object]:
    return {item.entity_id: item.model_copy(update={"source": None}) for item in edition.listings}


def test_each_edition_comes_out_as_it_went_in(store: Store, make: Make) -> None:
    one, two = (
        make("2020-01-01", a="Ann Ltd", b="Bo Bank"),
        make("2021-01-01", a=("Anna Ltd", "Ann Ltd"), c="Cy Co"),
    )
    for edition in (one, two):
        store.add(edition)
    kept = store.editions("ours")
    assert [by_id(store.read(item, former=False)) for item in kept] == [by_id(one), by_id(two)]
    assert [str(item) for item in kept] == ["ours@2020-01-01", "ours@2021-01-01"]
    assert store.problems() == []


def test_an_edition_that_is_there_already_is_nothing_new(store: Store, make: Make) -> None:
    edition = make("2020-01-01", a="Ann Ltd")
    assert store.add(edition).is_new
    assert not store.add(edition).is_new
    assert len(store.editions()) == 1


def test_an_edition_stored_without_a_date_takes_one_and_its_place(store: Store, make: Make) -> None:
    forgotten = make(None, a="Blue Bank")
    store.add(forgotten)
    store.add(make(None, a="Green Bank"))
    forgotten.edition = "2019-01-09"
    added = store.add(forgotten)
    assert (added.is_new, added.is_current, added.edition.label) == (False, False, "2019-01-09")
    assert "2019-01-09" in added.notes[0]
    (listing,) = store.read(store.find("ours")).listings
    assert [(name.name, name.until) for name in listing.names] == [
        ("Green Bank", ""),
        ("Blue Bank", "2019-01-09"),
    ]
    assert store.problems() == []


def test_a_dropped_name_stays_with_the_editions_that_had_it(store: Store, make: Make) -> None:
    store.add(make("2019", a=("Blue Bank", "Azure Bank")))
    store.add(make("2020", a=("Green Bank", "Azure Bank")))
    store.add(make("2021", a="Green Bank"))
    store.add(make("2022", a=("Green Bank", "Verde")))
    (listing,) = store.read(store.find("ours")).listings
    assert {(name.name, name.since, name.until, name.dropped) for name in listing.names} == {
        ("Green Bank", "2020", "", ""),
        ("Verde", "2022", "", ""),
        ("Azure Bank", "", "2020", "2021"),
        ("Blue Bank", "", "2019", "2020"),
    }
    assert listing.name == "Green Bank"
    assert {name.name for name in listing.names_on("2020-06")} == {"Green Bank", "Azure Bank"}
    assert {name.name for name in listing.names_on("2019-06")} == {"Blue Bank", "Azure Bank"}


def test_a_name_that_comes_back_is_no_former_one(store: Store, make: Make) -> None:
    for date, name in (("2019", "Blue Bank"), ("2020", "Green Bank"), ("2021", "Blue Bank")):
        store.add(make(date, a=name))
    (listing,) = store.read(store.find("ours")).listings
    assert [(name.name, name.since, name.until) for name in listing.names] == [
        ("Blue Bank", "2021", ""),
        ("Green Bank", "2020", "2020"),
    ]


def test_an_edition_knows_no_name_of_later_ones(store: Store, make: Make) -> None:
    for date, name in (("2019", "Blue Bank"), ("2020", "Green Bank"), ("2021", "Red Bank")):
        store.add(make(date, a=name))
    (listing,) = store.read(store.find("ours", "2020")).listings
    assert [name.name for name in listing.names] == ["Green Bank", "Blue Bank"]


def test_editions_are_found_by_date_by_hash_and_by_day(store: Store, make: Make) -> None:
    store.add(make("2020-01-01", a="Ann Ltd"))
    store.add(make("2021-01-01", a="Anna Ltd"))
    old, new = store.editions("ours")
    assert store.find("ours") == new
    assert store.find("ours", "2020-01-01") == store.find("ours", old.sha256[:8]) == old
    assert store.as_of("ours", "2020-12-31") == old
    with pytest.raises(ListUnavailableError, match="2019-01-01"):
        store.as_of("ours", "2019-01-01")
    with pytest.raises(ListUnavailableError, match="2020-01-01, 2021-01-01"):
        store.find("ours", "1999-01-01")
    with pytest.raises(ListUnavailableError, match="theirs"):
        store.find("theirs")


def test_an_older_edition_goes_into_the_history_if_accepted(store: Store, make: Make) -> None:
    newest, oldest, middle = (
        make("2022", a="Red Ltd"),
        make("2020", a="Blue Ltd"),
        make("2021", a="Green Ltd"),
    )
    store.add(newest)
    with pytest.raises(RefusedEditionError, match="--accept-older"):
        store.add(oldest)
    for edition in (oldest, middle):
        assert not store.add(edition, accepted=Accepted(older=True)).is_current
    assert [by_id(store.read(item, former=False)) for item in store.editions()] == list(
        map(by_id, (oldest, middle, newest))
    )
    (listing,) = store.read(store.find("ours")).listings
    assert [(name.name, name.until) for name in listing.names] == [
        ("Red Ltd", ""),
        ("Blue Ltd", "2020"),
        ("Green Ltd", "2021"),
    ]


def test_a_withdrawn_edition_leaves_no_trace_until_it_is_imported_again(store: Store, make: Make) -> None:
    good, bad = make("2020", a="Blue Ltd", b="Bo"), make("2021", a="Wrong Ltd", b="Bo")
    store.add(good)
    store.add(bad)
    withdrawn, newest = store.rollback("ours")
    assert (withdrawn.label, newest.label, store.find("ours")) == ("2021", "2020", newest)
    assert by_id(store.read(newest)) == by_id(good)
    with pytest.raises(RefusedEditionError, match="rolled back"):
        store.add(bad, reinstate=False)
    assert store.add(bad).is_current
    store.rollback("ours")
    with pytest.raises(ListUnavailableError, match="one edition"):
        store.rollback("ours")
    assert store.problems() == []


def test_clearing_up_removes_what_nothing_needs_and_keeps_the_history(store: Store, make: Make) -> None:
    for date, name in (("2019", "Blue Bank"), ("2020", "Green Bank"), ("2021", "Wrong")):
        store.add(make(date, a=name))
    store.rollback("ours")
    left = files_folder(store.folder) / "00" / f"{'0' * 64}.999999999.part"
    left.parent.mkdir(exist_ok=True)
    left.write_text("half")
    assert store.clear(keep_files=1)[:2] == (
        1,
        3,
    )  # the withdrawn edition's file, that of 2019, what was left over
    assert not left.exists()
    assert [name.name for name in store.read(store.find("ours")).listings[0].names] == [
        "Green Bank",
        "Blue Bank",
    ]
    assert store.problems() == []


def test_a_damaged_file_is_found(store: Store, make: Make) -> None:
    store.add(make("2020", a="Blue"))
    (path,) = files_folder(store.folder).glob("*/*")
    path.write_text("other")
    assert "other bytes" in store.problems()[0]


def test_history_says_when_each_thing_was_said(store: Store, make: Make) -> None:
    for date, names in (("2019", ("Blue", "B")), ("2020", ("Green", "B")), ("2021", ("Green", "B"))):
        store.add(make(date, a=names))
    spans = [
        (span.value, span.first, span.last, span.gone)
        for span in store.history("ours", "a")
        if span.field == "name"
    ]
    assert spans == [
        ("Blue (primary)", "2019", "2019", "2020"),
        ("B (alias)", "2019", "2021", ""),
        ("Green (primary)", "2020", "2021", ""),
    ]
    with pytest.raises(ListUnavailableError, match="nobody"):
        store.history("ours", "nobody")


def test_reading_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        Store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_store_of_a_newer_version_and_a_file_that_is_none_are_refused(store: Store, tmp_path: Path) -> None:
    import sqlite3

    link = sqlite3.connect(store.folder / "store.sqlite")
    link.execute("PRAGMA user_version = 99")
    link.close()
    with pytest.raises(StoreError, match="newer"):
        Store(store.folder)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "store.sqlite").write_text("this is no database at all, but long enough to be one")
    for write in (False, True):
        with pytest.raises(StoreError, match="not a database"):
            Store(tmp_path / "bad", write=write)


def test_an_edition_is_kept_as_it_is_screened_against(store: Store, make: Make, tmp_path: Path) -> None:
    """Until the history before it is another one."""
    folder = CacheFolder(tmp_path / "kept")
    store.add(make("2020", a=("Green Bank", "Verde")))
    for _ in range(2):
        edition = store.read(store.find("ours"), cache=folder)
        assert [name.name for name in edition.listings[0].names] == ["Green Bank", "Verde"]
    store.add(make("2019", a=("Blue Bank", "Verde")), accepted=Accepted(older=True))
    edition = store.read(store.find("ours"), cache=folder)
    assert [name.name for name in edition.listings[0].names] == ["Green Bank", "Verde", "Blue Bank"]
    assert edition.names == 2  # as published


def test_a_screener_by_default_takes_the_store_else_the_list_that_ships(store: Store, make: Make) -> None:
    assert Screener.default(store=store.folder).uses_shipped_default  # nothing in it yet
    store.add(make("2019", a="Blue Harbour Bank"))
    store.add(make("2020", a="Azure Coast Bank"))
    screener = Screener.default(store=store.folder)
    assert not screener.uses_shipped_default
    assert [item.edition for item in screener.editions] == ["2020"]
    assert screener.screen(Query(name="Blue Harbour Bank")).hits[0].basis == ("former-name",)


PARTY = st.sampled_from(["Blue Bank", "Green Bank", "Red Bank", "Bank"])


@given(
    st.lists(st.dictionaries(st.sampled_from("abcd"), PARTY, min_size=1), min_size=1, max_size=5),
    st.randoms(),
)
def test_whatever_the_order_of_import_each_edition_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, contents: list[dict[str, str]], random: object
) -> None:
    folder = tmp_path_factory.mktemp("any")
    editions = []
    for place, parties in enumerate(contents):
        path = folder / f"{place}.csv"
        rows = [f"{key},{name},{place}" for key, name in parties.items()]
        path.write_text("\n".join(["entity_id,name,note", *rows]) + "\n")
        editions.append(read_list(path, list_id="ours", edition=f"20{place:02d}"))
    shuffled = list(editions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    everything = Accepted(shrink=True, older=True, reused=True)
    with Store(folder / "store", write=True) as store:
        stored = []
        for edition in shuffled:
            try:
                store.add(edition, accepted=everything)
                stored.append(edition)
            except RefusedEditionError as error:
                assert "another list" in str(error)  # noqa: PT017  # too little in common is refused in any case
        kept = store.editions()
        expected = sorted(stored, key=lambda item: item.edition or "")
        assert [by_id(store.read(item, former=False)) for item in kept] == list(map(by_id, expected))
        for item, edition in zip(kept, expected, strict=True):
            names = {
                key: {
                    name
                    for other in stored
                    for listing in other.listings
                    if listing.entity_id == key and (other.edition or "") <= (edition.edition or "")
                    for name in [listing.name]
                }
                for key in by_id(edition)
            }
            found = {
                listing.entity_id: {name.name for name in listing.names}
                for listing in store.read(item).listings
            }
            assert found == names


@pytest.mark.real
def test_an_official_list_comes_out_as_it_went_in_with_former_names(tmp_path: Path, real_data: Path) -> None:
    """Of OFAC's 20 former primary names, each that vanished is a name with `until`."""
    one, two = (read_list(real_data / "lists" / path, edition=date) for path, date in REAL)
    with Store(tmp_path / "store", write=True) as store:
        for edition in (one, two):
            store.add(edition)
        old, new = store.editions()
        assert by_id(store.read(old)) == by_id(one)
        assert by_id(store.read(new, former=False)) == by_id(two)
        found = store.difference(old, new)
        assert (len(found.added), len(found.removed), len(found.renamed)) == (1_858, 261, 20)
        names = {listing.entity_id: listing.names for listing in store.read(new).listings}
        for item in found.renamed:
            (name,) = [name for name in names[item.entity_id] if name.name == item.before]
            assert isinstance(name, ListedName)
            assert name.until in ("", "2019-01-09")
