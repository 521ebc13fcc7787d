"""Customers who had another name in an earlier run."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.batch.previous.earlier_hits import EarlierRun
from sanctionscreen.batch.previous.previous_names import FEATURE, Previous
from sanctionscreen.errors import DataError
from sanctionscreen.lists import Edition
from sanctionscreen.model import ListedName, Listing, Query, Screening
from sanctionscreen.screening import Screener

QUILLBACK = Listing(
    list="house",
    entity_id="1",
    kind="organization",
    names=(ListedName("Quillback Trading"), ListedName("QBT Group")),
)
OLD = Query(query_id="4711", name="Quillback Trading", kind="organization")
NEW = Query(query_id="4711", name="Ashgrove Holdings", kind="organization")


def screener(*listings: Listing) -> Screener:
    return Screener([Edition("house", None, "", "test", "", list(listings))])


def results(path: Path, *screenings: Screening) -> Path:
    path.write_text("".join(item.model_dump_json() + "\n" for item in screenings), encoding="utf-8")
    return path


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The results of a run in which 4711 was called Quillback Trading."""
    return results(tmp_path / "earlier.jsonl", screener(QUILLBACK).screen(OLD))


def test_an_earlier_hit_is_carried_over_and_the_rename_reported(earlier: Path) -> None:
    """The new name finds nothing; the hit of the old one stands, flagged, and says why."""
    previous = Previous(screener(QUILLBACK), earlier)
    (answer,) = previous.screen_many([NEW])
    (hit,) = answer.hits
    assert answer.name == "Ashgrove Holdings"
    assert (hit.flags, hit.score, hit.is_alert) == (("renamed",), 1.0, True)
    assert "4711 was screened as Quillback Trading before" in hit.evidence[0].detail
    assert "Ashgrove Holdings now" in hit.evidence[0].detail
    assert (previous.renamed, previous.carried, previous.gone) == (1, 1, 0)
    assert previous.renames == [("4711", "Quillback Trading", "Ashgrove Holdings")]


def test_the_next_run_carries_it_again(earlier: Path, tmp_path: Path) -> None:
    """The name is the same as in the run before, the hit must not be lost; its id stays."""
    (second,) = Previous(screener(QUILLBACK), earlier).screen_many([NEW])
    path = results(tmp_path / "second.jsonl", second)
    (third,) = Previous(screener(QUILLBACK), path).screen_many([NEW])
    assert third.hits == second.hits


def test_customers_of_the_same_name_and_new_ones_are_screened_as_ever(earlier: Path) -> None:
    """Another order or case is no rename; nor is a name that is given beside the new one."""
    queries = [
        OLD.model_copy(update={"name": "TRADING Quillback"}),
        NEW.model_copy(update={"query_id": "4712"}),
        NEW.model_copy(update={"names": ("Quillback Trading",)}),
    ]
    plain = list(screener(QUILLBACK).screen_many(queries))
    previous = Previous(screener(QUILLBACK), earlier)
    assert list(previous.screen_many(queries)) == plain
    assert previous.renamed == 0


def test_a_hit_that_the_new_name_finds_too_only_tells_of_the_rename(earlier: Path) -> None:
    """One hit for each listing."""
    (answer,) = Previous(screener(QUILLBACK), earlier).screen_many(
        [NEW.model_copy(update={"name": "QBT Group"})]
    )
    (hit,) = answer.hits
    assert hit.flags == ()
    assert hit.evidence[-1].feature == FEATURE


def test_hits_on_listings_that_are_gone_are_not_carried(earlier: Path) -> None:
    """The list has taken the party off; that is counted."""
    other = QUILLBACK.model_copy(update={"entity_id": "2", "names": (ListedName("Zarya Works"),)})
    previous = Previous(screener(other), earlier)
    (answer,) = previous.screen_many([NEW])
    assert answer.hits == ()
    assert previous.gone == 1


@pytest.mark.parametrize(
    "text", ["", "query_id,name\n4711,Acme\n", '{"name": "x"}\n', '{"query_id":"1","name":"x","hits":[{}]}']
)
def test_what_is_no_earlier_result_is_refused(tmp_path: Path, text: str) -> None:
    """With path and line, before anything is screened."""
    path = tmp_path / "bad.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.jsonl"):
        Previous(screener(QUILLBACK), path)


def test_memory_of_the_earlier_run_is_a_database_that_goes_with_it(tmp_path: Path) -> None:
    """A customer that stands twice has both names, whatever stands between; answers without an id are counted."""
    lines = [
        Screening(query_id="1", name="Acme"), Screening(query_id="", name="Nobody"),
        Screening(query_id="2", name="Quillback"), Screening(query_id="1", name="Acme Two"),
        Screening(query_id="1", name="Acme"),
    ]  # fmt: skip
    run = EarlierRun(str(results(tmp_path / "earlier.jsonl", *lines)))
    assert (run.customers, run.without_id) == (2, 1)
    found = run.find("1")
    assert found is not None
    assert (found.names, found.hits) == (["Acme", "Acme Two"], [])
    assert run.find("") is run.find("3") is None
