from __future__ import annotations

from pathlib import Path

from sanctionscreen.lists import read_list
from sanctionscreen.lists.formats import FORMATS
from sanctionscreen.lists.metadata import known_lists, list_info

TEMPLATES = Path(__file__).parents[2] / "docs" / "templates"


def test_every_list_with_a_reader_is_known() -> None:
    assert {found.list_id for found in FORMATS if found.list_id} | {"us-ofac-sdn", "us-ofac-cons"} == set(
        known_lists()
    )


def test_every_list_has_gaps_with_a_source() -> None:
    for info in known_lists().values():
        assert info.gaps
        assert all(gap.what and gap.source.startswith("https://") for gap in info.gaps)


def test_the_gaps_that_matter_most_are_said() -> None:
    said = {list_id: " ".join(gap.what for gap in info.gaps) for list_id, info in known_lists().items()}
    assert "travel bans" in said["eu-fsf"]
    assert "vessels that the 1718" in said["un-sc"]
    assert "investment bans" in said["gb-uksl"]


def test_a_house_list_has_no_known_gaps() -> None:
    assert list_info("my-list") is None


def test_every_template_exists_and_is_a_house_list_once_it_is_filled_in(tmp_path: Path) -> None:
    templates = {gap.template for info in known_lists().values() for gap in info.gaps if gap.template}
    assert templates == {path.name for path in TEMPLATES.glob("*.csv")}
    for name in templates:
        header = (TEMPLATES / name).read_text(encoding="utf-8").strip()
        row = {"list": "x", "entity_id": "1", "name": "Example Star", "kind": "vessel"}
        cells = ",".join(row.get(column, "") for column in header.split(","))
        (tmp_path / name).write_text(f"{header}\n{cells}\n", encoding="utf-8")
        edition = read_list(tmp_path / name)
        assert (len(edition.listings), edition.unknown) == (1, {})
