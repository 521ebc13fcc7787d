from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanctionscreen.dates import PartialDate
from sanctionscreen.errors import OutputError, UsageError
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.lists.export.write import (
    EXPORT_FORMATS,
    LOSSES,
    ExportFormat,
    export_lines,
    export_listings,
)
from sanctionscreen.lists.readers.house.columns import NAME_TYPES
from sanctionscreen.model import Address, Identifier, ListedName, Listing, Relation, Source

GOLDEN = Path(__file__).parents[1] / "readers" / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(' ;|\\:,"'), min_size=1
)
WORDS = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
DATES = st.builds(PartialDate, st.integers(1900, 2020), st.none() | st.integers(1, 12))
NAMES = st.builds(
    lambda name, meaning, language: ListedName(name, meaning[0], meaning[1], language=language),
    WORDS,
    st.sampled_from(list(NAME_TYPES.values())),
    st.sampled_from(["", "ru"]),
)
LISTINGS = st.builds(
    Listing,
    list=st.just("my-list"),
    entity_id=st.just("1"),
    kind=st.sampled_from([None, "person", "vessel"]),
    names=st.lists(NAMES, min_size=1, unique=True).map(
        lambda names: tuple(sorted(names, key=lambda n: n.type != "name"))
    ),
    birth_dates=st.lists(DATES, max_size=2, unique=True).map(tuple),
    nationalities=st.lists(WORDS, max_size=2, unique=True).map(tuple),
    addresses=st.lists(st.builds(Address, street=WORDS, country=WORDS), max_size=2, unique=True).map(tuple),
    identifiers=st.lists(
        st.builds(Identifier, st.just("passport_number"), WORDS, WORDS, WORDS), max_size=2, unique=True
    ).map(tuple),
    relations=st.lists(st.builds(Relation, st.just("owned_by"), WORDS), max_size=2, unique=True).map(tuple),
    remarks=WORDS,
    source=st.just(Source("a file", "a record")),
)


def golden(case: str) -> Edition:
    files = [path for path in (GOLDEN / case).iterdir() if path.name != "expected.json"]
    return read_list(files[0])


def read_back(
    listings: list[Listing], folder: Path, format: ExportFormat, edition: str | None = None
) -> Edition:
    path = folder / "export"
    export_listings(listings, path, format, edition=edition)
    return read_list(path)


@pytest.mark.parametrize("case", CASES)
def test_the_house_format_gives_back_what_was_read(tmp_path: Path, case: str) -> None:
    before = golden(case)
    after = read_back(before.listings, tmp_path, "house", before.edition)
    assert after.listings == before.listings
    unknown = {what: times for what, times in before.unknown.items() if what.startswith("country ")}
    assert (after.edition, after.rejected, after.unknown) == (before.edition, [], unknown)


@given(LISTINGS)
@settings(max_examples=200)
def test_the_house_format_gives_back_any_listing(listing: Listing) -> None:
    text = "".join(export_lines([listing], "house"))
    assert parsed(text) == [listing]


def parsed(text: str) -> list[Listing]:
    from sanctionscreen.lists.builder import EditionBuilder
    from sanctionscreen.lists.readers.house import house_list

    class InMemory(type(Path())):  # type: ignore[misc]
        """A path whose bytes are the text, so that a hundred examples need no hundred files."""

        def read_bytes(self) -> bytes:
            return text.encode()

    builder = EditionBuilder(InMemory("my-list.csv"), "my-list")
    house_list.read(builder.path, builder)
    assert builder.rejected == []
    return builder.listings


@pytest.mark.parametrize("case", CASES)
def test_one_row_per_listing_loses_only_what_is_said(tmp_path: Path, case: str) -> None:
    before = golden(case)
    after = read_back(before.listings, tmp_path, "csv", before.edition)
    for ours, theirs in zip(after.listings, before.listings, strict=True):
        assert ours.model_dump(exclude={"names"}) == theirs.model_dump(exclude={"names"})
        said = {(name.name, name.type) for name in theirs.names} | {(theirs.name, "name")}
        said |= {(name.name, "alias") for name in theirs.names if name.weak}
        assert {(name.name, name.type) for name in ours.names} <= said
        assert {name.name for name in ours.names} == {name.name for name in theirs.names}


@pytest.mark.parametrize("case", CASES)
def test_follow_the_money_loses_only_what_is_said(tmp_path: Path, case: str) -> None:
    before = golden(case)
    after = read_back(before.listings, tmp_path, "ftm")
    assert (after.rejected, after.unknown) == ([], {})
    for ours, theirs in zip(after.listings, before.listings, strict=True):
        same = (
            "list",
            "entity_id",
            "kind",
            "programmes",
            "measures",
            "listed_on",
            "status",
            "references",
            "remarks",
        )
        for field in same:
            assert getattr(ours, field) == getattr(theirs, field), field
        assert {name.name for name in ours.names} == {name.name for name in theirs.names}
        assert {(i.type, i.value) for i in ours.identifiers} == {
            (i.type, i.value) for i in theirs.identifiers
        }
        assert {(r.type, r.entity_id) for r in ours.relations} == {
            (r.type, r.entity_id) for r in theirs.relations
        }
        if theirs.kind == "person":
            years = {date.year for date in theirs.birth_dates} | {
                date.year_to for date in theirs.birth_dates
            } - {None}
            assert {date.year for date in ours.birth_dates} == years


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["us-ofac-sdn/csv-2021-07", "un-sc/2026-02-27", "uk-ofsi-conlist/2018-04-13"]
)
def test_official_lists_survive_the_house_format(real_data: Path, tmp_path: Path, name: str) -> None:
    before = read_list(real_data / "lists" / name)
    after = read_back(before.listings, tmp_path, "house", before.edition)
    assert after.listings == before.listings
    assert after.names == before.names


@pytest.mark.real
def test_the_followthemoney_library_knows_every_entity_and_property(real_data: Path) -> None:
    followthemoney = pytest.importorskip(
        "followthemoney", reason="followthemoney is in the extra ftm: pip install -e .[ftm]"
    )
    checked = {"country", "gender", "topic", "date"}
    editions = [golden(case) for case in CASES] + [read_list(real_data / "lists/us-ofac-sdn/csv-2021-07")]
    schemata = set()
    for edition in editions:
        for line in export_lines(edition.listings, "ftm", country_code=two_letters):
            data = json.loads(line)
            proxy = followthemoney.model.get_proxy(data)
            schemata.add(proxy.schema.name)
            for name, values in data["properties"].items():
                prop = proxy.schema.get(name)
                assert prop is not None, (data["schema"], name)
                for value in values:
                    assert prop.type.name not in checked or prop.type.validate(value), (name, value)
    assert {"Person", "Organization", "Vessel", "Sanction", "Identification", "Address"} <= schemata


def two_letters(text: str) -> str | None:
    return {"North Korea": "KP", "Iran": "IR", "Russia": "RU", "Cuba": "CU"}.get(
        text, text if len(text) == 2 else None
    )


def test_every_format_says_what_it_loses() -> None:
    assert LOSSES.keys() == set(EXPORT_FORMATS)


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="unknown export format 'xml'; known: ftm, house, csv"):
        export_listings([], io.StringIO(), "xml")  # type: ignore[arg-type]


def test_an_open_file_is_written_to() -> None:
    handle = io.StringIO()
    assert export_listings(golden("un-xml").listings, handle, "csv") == 3
    assert handle.getvalue().startswith("list,entity_id,name,alias,weak_alias,previous_name,kind,")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"no-such-folder.*cannot be written"):
        export_listings([], tmp_path / "no-such-folder" / "x.csv", "house")


def test_nothing_half_written_is_left_when_an_export_breaks(tmp_path: Path) -> None:
    def listings() -> list[Listing]:
        raise RuntimeError("broken")

    (tmp_path / "x.csv").write_text("before")
    with pytest.raises(RuntimeError):
        export_listings((item for _ in range(1) for item in listings()), tmp_path / "x.csv", "house")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("x.csv", "before")]
