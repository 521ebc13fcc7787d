from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.lists import read_list
from sanctionscreen.lists.formats import FORMATS
from sanctionscreen.lists.metadata import default_weak_policy, downloads, known_lists, list_info
from sanctionscreen.model import ListedName, Listing, Source, WeakPolicy
from sanctionscreen.ownership.policies import all_policies

TEMPLATES = Path(__file__).parents[2] / "docs" / "templates"


def test_every_list_with_a_reader_is_known() -> None:
    several = {"us-ofac-sdn", "us-ofac-cons", "shipped-dprk"}  # in formats that serve several lists
    read = {item.list_id for item in FORMATS if item.list_id} | several
    assert read == set(known_lists()), "each list that has a format has an entry in lists/data/lists.toml"


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


@pytest.mark.parametrize(
    ("list_id", "references", "policy"),
    [
        ("us-ofac-sdn", (), "confirm"),
        ("us-ofac-cons", (), "confirm"),
        ("shipped-dprk", (), "confirm"),
        ("us-csl", ("Specially Designated Nationals (SDN) - Treasury Department",), "confirm"),
        ("us-csl", ("Entity List (EL) - Bureau of Industry and Security",), "full"),
        ("un-sc", (), "full"),
        ("eu-fsf", (), "full"),
        ("my-list", (), "full"),
    ],
)
def test_weak_aliases_confirm_where_the_publisher_says_so(
    list_id: str, references: tuple[str, ...], policy: WeakPolicy
) -> None:
    """Only OFAC's own lists, its rows elsewhere, and the shipped list that borrows its marks."""
    listing = Listing(
        list=list_id, entity_id="1", names=(ListedName("x"),), references=references, source=Source("f")
    )
    assert default_weak_policy(listing) == policy


def test_every_download_has_an_address_and_a_file_name() -> None:
    for item in downloads().values():
        assert item.url.startswith("https://")
        assert item.file
    without = {
        "gb-ofsi",
        "us-bis-dpl",
        "shipped-dprk",
    }  # withdrawn; no stable address; comes with the program
    assert set(known_lists()) - set(downloads()) == without, (
        "no `download` in lists.toml: add it, or the list to `without`"
    )


def test_every_regime_of_a_list_has_an_ownership_policy() -> None:
    regimes = {info.ownership_regime for info in known_lists().values() if info.ownership_regime}
    assert regimes == {policy.id for policy in all_policies()}
