"""Lists in ZIP archives, as OFAC offers its XML."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list

GOLDEN = Path(__file__).parent / "readers" / "golden"
ENHANCED = next((GOLDEN / "ofac-enhanced").glob("*.xml"))


def packed(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_xml", ".xml").replace("__", "/"), data)
    return path


@pytest.mark.parametrize("name", ["SDN_ENHANCED_xml", "t__data__SDN_ENHANCED_xml"])
def test_a_packed_list_is_read_as_the_file_in_it(tmp_path: Path, name: str) -> None:
    plain = read_list(ENHANCED)
    path = packed(tmp_path / "SDN_ENHANCED.ZIP", **{name: ENHANCED.read_bytes()})
    edition = read_list(path)
    assert [item.model_copy(update={"source": None}) for item in edition.listings] == [
        item.model_copy(update={"source": None}) for item in plain.listings
    ]
    assert (edition.list_id, edition.edition, edition.format) == (plain.list_id, plain.edition, plain.format)
    assert (edition.path, edition.sha256 != plain.sha256) == (str(path), True)


@pytest.mark.parametrize("format", ["ofac-xml", "un-xml", "csl-csv"])
def test_other_lists_may_be_packed_too(tmp_path: Path, format: str) -> None:
    plain = next(path for path in (GOLDEN / format).iterdir() if path.name != "expected.json")
    edition = read_list(packed(tmp_path / "list.zip", list_xml=plain.read_bytes()))
    assert len(edition.listings) == len(read_list(plain).listings)


def test_what_macos_adds_to_archives_does_not_count(tmp_path: Path) -> None:
    path = packed(tmp_path / "l.zip", a_xml=ENHANCED.read_bytes(), __MACOSX__a_xml=b"x")
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        archive.writestr("a.xml", ENHANCED.read_bytes())
        archive.writestr("__MACOSX/._a.xml", b"x")
    assert path.exists()
    assert read_list(tmp_path / "m.zip").listings


def test_several_files_in_one_archive_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ListFileError, match="name the file or folder that is packed in it"):
        read_list(packed(tmp_path / "l.zip", a_xml=ENHANCED.read_bytes(), b_xml=ENHANCED.read_bytes()))


def test_an_archive_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "l.zip", a_xml=ENHANCED.read_bytes())
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ListFileError):
        read_list(path)


def test_an_error_in_the_packed_file_names_archive_and_file(tmp_path: Path) -> None:
    path = packed(tmp_path / "l.zip", a_xml=ENHANCED.read_bytes()[:-200])
    with pytest.raises(ListFileError, match=r"packed in l\.zip"):
        read_list(path)
