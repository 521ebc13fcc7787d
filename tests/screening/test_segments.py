"""Index segments: cached, extended, and never different from a full compile."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanctionscreen import Edition, Listing, Query, Screener, Screening, read_list
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.lists import shipped_path
from sanctionscreen.model import Identifier, Kind, ListedName
from sanctionscreen.screening import segments as module
from sanctionscreen.screening.segments import compile_segment

WORDS = st.sampled_from("abd rahman abdulrahman mohammed mohamad bank banco lee li l 5 co ltd".split())
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
KINDS: st.SearchStrategy[Kind | None] = st.sampled_from(["person", "organization", None])
PARTIES = st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=3), KINDS), min_size=1, max_size=8)


def edition(parties: list[tuple[list[str], Kind | None]]) -> Edition:
    """An edition of made-up parties, each with an identifier."""
    listings = [
        Listing(
            list="made-up",
            entity_id=str(place),
            kind=kind,
            names=tuple(ListedName(name) for name in names),
            identifiers=(Identifier("passport", f"AB{place}12345"),),
        )
        for place, (names, kind) in enumerate(parties)
    ]
    return Edition("made-up", None, "", "made-up", "made-up", listings)


def answers(screener: Screener, asked: list[str]) -> list[Screening]:
    """Each name as each kind, with an identifier that somebody may have."""
    queries = [
        Query(name=name, kind=kind, identifiers=(Identifier("passport", f"AB{place}12345"),))
        for kind in ("person", None)
        for place, name in enumerate(asked)
    ]
    return list(screener.screen_many(queries, threshold=0.3))


@settings(max_examples=25)
@given(PARTIES, PARTIES, st.data())
def test_an_updated_screener_answers_as_one_compiled_anew(
    before: list[tuple[list[str], Kind | None]],
    added: list[tuple[list[str], Kind | None]],
    data: st.DataObject,
) -> None:
    """Whatever was removed, added or put elsewhere: hits, scores, evidence and their order are the same."""
    remaining = data.draw(st.lists(st.sampled_from(before), max_size=8))
    after = data.draw(st.permutations(remaining + added))
    asked = [names[0] for names, _ in before + added]
    old = Screener([edition(before)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_ADDED", 100.0)  # always worth it
        updated = old.updated([edition(after)])
    assert answers(updated, asked) == answers(Screener([edition(after)]), asked)
    assert answers(old, asked) == answers(Screener([edition(before)]), asked)


@pytest.fixture
def shipped() -> Edition:
    """The list that ships."""
    return read_list(shipped_path())


def changed(edition: Edition) -> Edition:
    """The same, with one party less and one of another name."""
    _, second, *rest = edition.listings
    other = second.model_copy(update={"names": (ListedName("Somebody New"),)})
    return Edition(edition.list_id, None, "", edition.format, edition.path, [*rest, other])


def test_a_small_change_compiles_what_changed_and_no_more(
    shipped: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Screener([shipped])
    sizes = compiled_sizes(monkeypatch)
    updated = old.updated([changed(shipped)])
    assert sizes == [1]
    assert updated.screen(Query(name="Somebody New")).hits[0].score == 1
    assert updated.screen(Query(name=shipped.listings[0].name)).hits == ()
    assert old.screen(Query(name=shipped.listings[0].name)).hits != ()
    updated.updated([shipped])
    assert sizes == [1]


def compiled_sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of listings that are compiled from now on, filled as they are."""
    sizes: list[int] = []

    def counted(listings: list[Listing], digests: object) -> object:
        sizes.append(len(listings))
        return compile_segment(listings, digests)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "compile_segment", counted)
    return sizes


def test_names_are_compiled_once_and_then_found(
    shipped: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = compiled_sizes(monkeypatch)
    asked = [listing.name for listing in shipped.listings]
    first = answers(Screener([shipped], cache=tmp_path), asked)
    assert answers(Screener([shipped], cache=tmp_path), asked) == first
    assert sizes == [len(shipped.listings)]
    small = Screener([changed(shipped)], cache=tmp_path)
    again = Screener([changed(shipped)], cache=tmp_path)
    assert sizes == [len(shipped.listings), 1]
    assert answers(small, asked) == answers(again, asked) == answers(Screener([changed(shipped)]), asked)


@pytest.mark.parametrize("kind", ["names", "set", "list"])
@pytest.mark.parametrize("damage", ["cut", "changed", "foreign"])
def test_a_damaged_file_is_made_anew(kind: str, damage: str, tmp_path: Path) -> None:
    query = Query(name="Tongbang Bank")
    wanted = Screener.from_lists("shipped", cache=tmp_path).screen(query)
    (path,) = tmp_path.glob(f"{kind}-*.arrays")
    good = path.read_bytes()
    path.write_bytes(
        {"cut": good[:-9], "changed": good[:-9] + b"12345678" + good[-1:], "foreign": b"x" * 999}[damage]
    )
    assert Screener.from_lists("shipped", cache=tmp_path).screen(query) == wanted
    assert path.read_bytes() == good


def test_other_rules_find_nothing_in_the_cache(
    shipped: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Screener([shipped], cache=tmp_path)
    sizes = compiled_sizes(monkeypatch)
    monkeypatch.setattr(module, "rules_hash", lambda *_: "other rules")
    Screener([shipped], cache=tmp_path)
    assert sizes == [len(shipped.listings)]


def test_a_name_that_cannot_be_written_is_compiled_each_time(tmp_path: Path) -> None:
    strange = edition([(["Ann \ud800 Lee"], "person")])
    assert Screener([strange], cache=tmp_path).screen(Query(name="Ann Lee")).hits
    assert CacheFolder(tmp_path).keys("names") == []
