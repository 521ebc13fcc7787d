from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sanctionscreen.lists import Edition, read_list

N = "{http://eu.europa.ec/fpi/fsd/export}"


@pytest.fixture(scope="module")
def path(real_data: Path) -> Path:
    return real_data / "lists/eu-fsf/2024-05-13/20240513-FULL-1_1.xml"


@pytest.fixture(scope="module")
def entities(path: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(path).getroot().iter(f"{N}sanctionEntity"))  # noqa: S314


@pytest.fixture(scope="module")
def edition(path: Path) -> Edition:
    return read_list(path)


def words(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.real
def test_every_entity_is_a_listing_and_repeated_ids_are_numbered(
    entities: list[ElementTree.Element], edition: Edition
) -> None:
    assert len(edition.records) == len(entities) == 4_811
    assert [listing.entity_id.partition("#")[0] for listing in edition.records] == [
        entity.get("logicalId") for entity in entities
    ]
    assert sorted(item.entity_id for item in edition.records if "#" in item.entity_id) == [
        "120128#2",
        "547#2",
        "593#2",
    ]
    assert (edition.rejected, edition.unknown, edition.edition) == ([], {}, "2024-05-13")


@pytest.mark.real
def test_every_name_is_counted(entities: list[ElementTree.Element], edition: Edition) -> None:
    names = {
        (at, part.strip(), alias.get("strong"))
        for at, entity in enumerate(entities)
        for alias in entity.iter(f"{N}nameAlias")
        for part in (alias.get("wholeName") or "").split(";")
        if part.strip()
    }
    assert edition.names == len(names)


@pytest.mark.real
def test_every_identification_stands_on_its_listing_with_its_type(
    entities: list[ElementTree.Element], edition: Edition
) -> None:
    types = {
        "imo": "imo_number",
        "swiftbic": "swift_bic",
        "passport": "passport_number",
        "fiscalcode": "tax_number",
        "regnumber": "registration_number",
        "id": "national_id",
    }
    seen = dict.fromkeys(types, 0)
    for entity, listing in zip(entities, edition.records, strict=True):
        values = {(item.type, item.value) for item in listing.identifiers}
        for item in entity.iter(f"{N}identification"):
            code, number = item.get("identificationTypeCode") or "", (item.get("number") or "").strip()
            if code in types:
                seen[code] += 1
                assert (types[code], number) in values
            else:
                assert number in {value for _, value in values}
    assert min(seen.values()) > 5


@pytest.mark.real
def test_low_quality_aliases_are_weak(entities: list[ElementTree.Element], edition: Edition) -> None:
    weak = sum(
        "low quality a" in words(alias.findtext(f"{N}remark")).lower()
        for entity in entities
        for alias in entity.iter(f"{N}nameAlias")
    )
    found = sum(name.weak for listing in edition.records for name in listing.names)
    assert 0 <= found - weak <= 10  # misspelt marks, and names that one field joins


@pytest.mark.real
def test_the_22_ships_in_a_remark_are_listings_of_their_own(edition: Edition) -> None:
    ships = edition.listings[-22:]
    assert len(edition.in_remarks) == 22
    assert {ship.kind for ship in ships} == {"vessel"}
    assert {ship.source.record for ship in ships} == {"remark on EU.4196.56"}
    by_imo = {ship.identifiers[0].value: [name.name for name in ship.names] for ship in ships}
    assert by_imo["8909575"] == ["Chong Bong", "Greenlight", "Blue Nouvelle"]
    assert by_imo["8661575"] == ["Tong Hung 1"]


@pytest.mark.real
def test_the_csv_of_the_same_list_gives_the_same_listings(
    entities: list[ElementTree.Element], edition: Edition, tmp_path: Path
) -> None:
    """The CSV is made of the XML here, row by row, as the publisher lays it out."""
    sections = ("NameAlias", "Address", "BirthDate", "Identification", "Citizenship")
    rows: list[dict[str, str]] = []
    for entity in entities[:800]:
        subject, regulation = entity.find(f"{N}subjectType"), entity.find(f"{N}regulation")
        assert subject is not None
        assert regulation is not None
        base = {
            "fileGenerationDate": "13/05/2024",
            "Entity_LogicalId": entity.get("logicalId", ""),
            "Entity_EU_ReferenceNumber": entity.get("euReferenceNumber", ""),
            "Entity_UnitedNationId": entity.get("unitedNationId", ""),
            "Entity_DesignationDate": entity.get("designationDate", ""),
            "Entity_DesignationDetails": entity.get("designationDetails", ""),
            "Entity_Remark": entity.findtext(f"{N}remark", ""),
            "Entity_SubjectType": subject.get("code", ""),
            "Entity_SubjectType_ClassificationCode": subject.get("classificationCode", ""),
            "Entity_Regulation_Programme": regulation.get("programme", ""),
        }
        for section in sections:
            tag = section[0].lower() + section[1:]
            for item in entity.iter(f"{N}{'birthdate' if tag == 'birthDate' else tag}"):
                rows.append(base | {f"{section}_{column(k)}": v for k, v in item.attrib.items()})
                rows[-1][f"{section}_Remark"] = item.findtext(f"{N}remark", "")
    header = list(dict.fromkeys(name for row in rows for name in row))
    with (tmp_path / "eu.csv").open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, header, restval="", delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    found = read_list(tmp_path / "eu.csv")
    assert (found.edition, found.unknown, found.rejected) == ("2024-05-13", {}, [])
    originals = {listing.entity_id: listing for listing in edition.records}
    repeated = {"547", "593"}  # the CSV has no mark between two entities with one id
    assert len(found.records) > 750
    for ours in found.records:
        theirs = originals[ours.entity_id]
        if ours.entity_id in repeated:
            continue
        assert ours.names == theirs.names
        assert ours.birth_dates == theirs.birth_dates
        assert ours.addresses == theirs.addresses
        assert ours.nationalities == theirs.nationalities
        contacts = {"phone", "fax", "email", "website"}
        said = {(item.type, item.value) for item in theirs.identifiers if item.type not in contacts}
        assert said <= {(item.type, item.value) for item in ours.identifiers}


def column(attribute: str) -> str:
    renamed = {
        "dayOfMonth": "Day",
        "monthOfYear": "Month",
        "birthdate": "BirthDate",
        "identificationTypeCode": "TypeCode",
        "identificationTypeDescription": "TypeDescription",
    }
    return renamed.get(attribute, attribute[0].upper() + attribute[1:])
