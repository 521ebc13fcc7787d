from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list

GOLDEN = Path(__file__).parents[1] / "golden" / "ofac-enhanced" / "list.xml"


def write(path: Path, *replacements: tuple[str, str]) -> Path:
    """The golden file with some texts replaced, each of which must be there."""
    text = GOLDEN.read_text()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    return path


def test_the_list_is_told_by_what_the_file_was_filtered_by(tmp_path: Path) -> None:
    path = write(
        tmp_path / "list.xml",
        (
            ">SDN List</sanctionsList></sanctionsLists></filters>",
            ">Consolidated List</sanctionsList></sanctionsLists></filters>",
        ),
    )
    edition = read_list(path)
    assert edition.list_id == "us-ofac-cons"
    assert edition.edition == "2026-09-03"


def test_a_file_of_both_lists_is_refused_unless_somebody_says_which_it_is(tmp_path: Path) -> None:
    both = "<sanctionsList>SDN List</sanctionsList><sanctionsList>Consolidated List</sanctionsList>"
    path = write(tmp_path / "list.xml", ('<sanctionsList refId="1550">SDN List</sanctionsList>', both))
    with pytest.raises(ListFileError, match="--as"):
        read_list(path)
    assert read_list(path, list_id="us-ofac-sdn").list_id == "us-ofac-sdn"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = tmp_path / "sdn_enhanced.xml"
    text = GOLDEN.read_text()
    path.write_text(text[: int(len(text) * share)])
    with pytest.raises(ListFileError, match="broken XML"):
        read_list(path)


def test_a_file_without_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    text = GOLDEN.read_text()
    path.write_text(text[: text.index("<entities>")] + "</sanctionsData>")
    with pytest.raises(ListFileError, match="no listing"):
        read_list(path)


def test_a_birth_date_is_as_precise_as_its_value_says() -> None:
    """`valueDate` fills up to the first of January what `value` leaves open."""
    first = read_list(GOLDEN).listings[0]
    assert [str(date) for date in first.birth_dates[:3]] == ["1951", "circa 1953", "1955/1957"]


@pytest.mark.real
def test_the_real_file_is_counted_right(real_data: Path) -> None:
    """Counts of the elements themselves, made without the reader."""
    path = real_data / "lists" / "us-ofac-cons" / "enhanced-2026-03" / "cons_enhanced.xml"
    entities = etree.parse(path).getroot().findall("{*}entities/{*}entity")
    edition = read_list(path)
    assert edition.list_id == "us-ofac-cons"
    assert edition.edition == "2026-01-08"
    assert edition.unknown == {}
    assert [listing.entity_id for listing in edition.listings] == [entity.get("id") for entity in entities]
    for entity, listing in zip(entities, edition.listings, strict=True):
        writings = {item.text for item in entity.iterfind("{*}names//{*}formattedFullName")}
        assert {name.name for name in listing.names} == writings
        low = [
            item for item in entity.iterfind("{*}names/{*}name") if item.findtext("{*}isLowQuality") == "true"
        ]
        assert sum(name.weak for name in listing.names) >= len(low)
        numbers = {item.text for item in entity.iterfind("{*}identityDocuments//{*}documentNumber")}
        text = " ".join(item.value for item in listing.identifiers) + listing.remarks
        assert all(number.partition(" (")[0] in text for number in numbers if number)
        related = {item.get("entityId") for item in entity.iterfind("{*}relationships//{*}relatedEntity")}
        assert related <= {relation.entity_id for relation in listing.relations}
