from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import Edition, read_list

GOLDEN = Path(__file__).parents[1] / "golden" / "ofac-xml" / "list.xml"
REAL = [
    ("us-ofac-sdn/xml-2024-05-07/sdn.xml", "us-ofac-sdn", 14_966),
    ("us-ofac-cons/xml-2018-05/consolidated.xml", "us-ofac-cons", 639),
    ("us-ofac-cons/xml-2024-05-06/consolidated.xml", "us-ofac-cons", 443),
]


@pytest.fixture(scope="module", params=REAL, ids=[case[0].split("/")[1] for case in REAL])
def real(request: pytest.FixtureRequest, real_data: Path) -> tuple[ElementTree.Element, Edition, int]:
    name, list_id, count = request.param
    edition = read_list(real_data / "lists" / name)
    assert edition.list_id == list_id
    return without_namespace(real_data / "lists" / name), edition, count


def without_namespace(path: Path) -> ElementTree.Element:
    return ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", path.read_text(encoding="utf-8"), count=1))  # noqa: S314


def test_the_namespace_does_not_matter(tmp_path: Path) -> None:
    old = GOLDEN.read_text(encoding="utf-8").replace(
        "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
        "http://tempuri.org/sdnList.xsd",
    )
    (tmp_path / "list.xml").write_text(old, encoding="utf-8")
    assert read_list(tmp_path / "list.xml").listings == read_list(GOLDEN).listings


def test_fewer_entries_than_the_file_says_are_refused(tmp_path: Path) -> None:
    text = GOLDEN.read_text(encoding="utf-8").replace("<Record_Count>3<", "<Record_Count>14966<")
    (tmp_path / "list.xml").write_text(text, encoding="utf-8")
    with pytest.raises(ListFileError, match="says that it holds 14966 entries, and holds 3"):
        read_list(tmp_path / "list.xml")


@pytest.mark.real
def test_every_entry_is_a_listing_and_nothing_is_rejected(
    real: tuple[ElementTree.Element, Edition, int],
) -> None:
    root, edition, count = real
    uids = [entry.findtext("uid") for entry in root.iter("sdnEntry")]
    assert [listing.entity_id for listing in edition.listings] == uids
    assert (len(uids), edition.rejected, edition.warnings) == (count, [], [])


@pytest.mark.real
def test_every_name_is_counted(real: tuple[ElementTree.Element, Edition, int]) -> None:
    root, edition, _ = real
    names = set()
    for entry in root.iter("sdnEntry"):
        for item in [entry, *entry.iter("aka")]:
            parts = (item.findtext("lastName"), item.findtext("firstName"))
            names.add((entry.findtext("uid"), parts, item.findtext("type"), item.findtext("category")))
    assert edition.names == len(names)


@pytest.mark.real
def test_every_weak_alias_is_weak(real: tuple[ElementTree.Element, Edition, int]) -> None:
    root, edition, _ = real
    weak = {
        (entry.findtext("uid"), item.findtext("lastName"), item.findtext("firstName"), item.findtext("type"))
        for entry in root.iter("sdnEntry")
        for item in entry.iter("aka")
        if item.findtext("category") == "weak"
    }
    assert sum(name.weak for listing in edition.listings for name in listing.names) == len(weak)


@pytest.mark.real
def test_every_id_with_a_number_stands_on_its_listing(real: tuple[ElementTree.Element, Edition, int]) -> None:
    root, edition, _ = real
    said = {
        item.entity_id: " | ".join(
            [*(f"{i.value} {i.detail}" for i in item.identifiers), *item.genders, *item.countries]
        )
        + " | ".join(relation.name for relation in item.relations)
        + item.remarks
        for item in edition.listings
    }
    missing = []
    for entry in root.iter("sdnEntry"):
        for item in entry.iter("id"):
            number = (item.findtext("idNumber") or "").strip().removeprefix("IMO ").strip()
            if number.partition(" (")[0] not in said[entry.findtext("uid") or ""]:
                missing.append((entry.findtext("uid"), item.findtext("idType"), number))
    assert missing == []


@pytest.mark.real
def test_wallets_and_imo_numbers_have_their_types(real: tuple[ElementTree.Element, Edition, int]) -> None:
    root, edition, _ = real
    for type_, kind in (("wallet", "Digital Currency Address"), ("swift_bic", "SWIFT/BIC")):
        expected = {
            (entry.findtext("uid"), item.findtext("idNumber"))
            for entry in root.iter("sdnEntry")
            for item in entry.iter("id")
            if (item.findtext("idType") or "").startswith(kind)
        }
        found = {
            (one.entity_id, i.value) for one in edition.listings for i in one.identifiers if i.type == type_
        }
        assert found == expected
    ships = sum((item.findtext("idNumber") or "").startswith("IMO ") for item in root.iter("id"))
    assert sum(i.type == "imo_number" for listing in edition.listings for i in listing.identifiers) >= ships


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_reading_takes_at_most_six_times_as_long_as_parsing_and_little_memory(real_data: Path) -> None:
    path = real_data / "lists" / REAL[0][0]
    started = time.perf_counter()
    for _ in etree.iterparse(str(path)):
        pass
    parsing = time.perf_counter() - started
    code = (
        "import re, time; from sanctionscreen.lists import read_list; started = time.perf_counter();"
        f"count = len(read_list({str(path)!r}).listings); took = time.perf_counter() - started;"
        "peak = re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1];"
        "print(count, took, peak)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, took, kilobytes = map(float, done.stdout.split())
    assert count == REAL[0][2]
    assert took < 6 * parsing
    assert kilobytes < 250_000
