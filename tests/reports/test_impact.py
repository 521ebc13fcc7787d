"""The report on what an update does."""

from __future__ import annotations

from lxml import etree

from sanctionscreen.lists import Edition
from sanctionscreen.model import ListedName, Listing, Query
from sanctionscreen.reports.impact import as_text, measure
from sanctionscreen.reports.impact_page import as_html
from sanctionscreen.screening import Screener
from sanctionscreen.store.diff import difference


def party(key: str, name: str) -> Listing:
    return Listing(list="ours", entity_id=key, kind="organization", names=(ListedName(name),))


OLD = {"1": party("1", "Blue Harbour Bank"), "2": party("2", "Grey <Wolf> & Arms")}
NEW = {"1": party("1", "Azure Harbour Banking"), "3": party("3", "Red Sky Air")}
QUERIES = [Query(name=item.name, query_id=item.entity_id) for item in (*OLD.values(), *NEW.values())]


def test_counts_add_up_and_the_cost_is_told() -> None:
    old, new = (Screener([Edition("ours", None, "", "", "", list(side.values()))]) for side in (OLD, NEW))
    impact = measure(old, new, QUERIES)
    told = impact.as_json()
    assert told["customers"] == len(QUERIES)
    for how in ("added", "removed", "changed"):
        assert told[how]["alerts"] == sum(told[how][band] for band in ("match", "review", "low"))
        assert told[how]["alerts"] == sum(change.how == how for change in impact.changes)
    assert told["removed"]["alerts"] >= 1
    assert set(told["seconds"]) == {"compare", "rescreen"}
    text = "\n".join(as_text(impact, 1))
    assert "… and" in text
    assert "It took: compare" in text


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    old, new = (Screener([Edition("ours", None, "", "", "", list(side.values()))]) for side in (OLD, NEW))
    page = as_html(measure(old, new, QUERIES), difference(OLD, NEW), "old", "new <b>", "customers.csv")
    tree = etree.fromstring(page.replace("<!DOCTYPE html>", "").replace('<meta charset="utf-8">', ""))
    assert len(list(tree.iter("{http://www.w3.org/2000/svg}svg"))) == 2
    assert "Grey &lt;Wolf&gt; &amp; Arms" in page
    assert "new &lt;b&gt;" in page
    assert not any(word in page for word in ("<script", "src=", "href=", "@import"))
