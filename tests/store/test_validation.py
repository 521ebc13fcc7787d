"""Which editions are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sanctionscreen.errors import RefusedEditionError
from sanctionscreen.lists import Edition
from sanctionscreen.store import Accepted, Store

Make = Callable[..., Edition]
MANY = {f"p{number}": f"Party {number} Trading" for number in range(100)}


def test_an_edition_that_shrank_by_more_than_a_tenth_is_refused_unless_accepted(
    store: Store, make: Make
) -> None:
    store.add(make("2020", **MANY))
    fewer = make("2021", **dict(list(MANY.items())[:89]))
    with pytest.raises(RefusedEditionError, match="89 listings instead of 100, 11 % fewer; --accept-shrink"):
        store.add(fewer)
    assert [item.label for item in store.editions()] == ["2020"]
    assert store.add(fewer, accepted=Accepted(shrink=True)).is_current
    store.add(make("2022", **dict(list(MANY.items())[:81])))  # a tenth, less one


def test_another_list_is_refused(store: Store, make: Make) -> None:
    store.add(make("2020", **MANY))
    other = make("2021", **{f"q{number}": "Other" for number in range(100)})
    with pytest.raises(RefusedEditionError, match="another list"):
        store.add(other, accepted=Accepted(True, True, True))


def test_many_ids_given_to_other_parties_are_refused_and_few_are_told(store: Store, make: Make) -> None:
    store.add(make("2020", **MANY))
    few = MANY | {"p1": "Quite Another"}
    assert store.add(make("2021", **few)).reused == ("p1",)
    many = MANY | {f"p{number}": f"Someone Else{number}" for number in range(10, 20)}
    with pytest.raises(RefusedEditionError, match="name other parties than before"):
        store.add(make("2022", **many))
    store.add(make("2022", **many), accepted=Accepted(reused=True))
    listing = next(item for item in store.read(store.find("ours")).listings if item.entity_id == "p10")
    assert [name.name for name in listing.names] == [
        "Someone Else10"
    ]  # the former party's name is not this one's


def test_without_a_date_editions_follow_each_other_as_they_are_stored(store: Store, make: Make) -> None:
    one = store.add(make(None, a="Blue Ltd"))
    two = store.add(make(None, a="Blues Ltd"))
    assert two.is_current
    assert one.edition.valid_from == two.edition.valid_from
    assert "no date" in two.notes[0]


def test_a_clock_moved_back_is_told_and_moves_no_edition(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(make(None, a="Blue Ltd"))
    monkeypatch.setattr("sanctionscreen.store.importing.now_text", lambda: "1999-01-01T00:00:00+00:00")
    added = store.add(make(None, a="Blues Ltd"))
    assert added.is_current
    assert "is the clock right?" in added.notes[0]
    assert added.edition.valid_from > "2020"
