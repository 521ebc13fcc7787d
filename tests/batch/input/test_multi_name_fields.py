"""One name field that names several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.batch.input.multi_name_fields import further_names
from sanctionscreen.model import Kind


@pytest.mark.parametrize(
    "marker",
    "t/a|T/A|t/a:|trading as|d/b/a|dba|doing business as|c/o|a/k/a|aka|also known as|f/k/a|formerly|n/k/a".split(
        "|"
    ),
)
@pytest.mark.parametrize("kind", ["organization", "person", None])
def test_both_sides_of_a_marker_are_names(marker: str, kind: Kind | None) -> None:
    assert further_names(f"Blue Sky Ltd {marker} Red Moon", kind) == ("Blue Sky Ltd", "Red Moon")


def test_a_bracketed_former_name_is_a_name_without_its_brackets() -> None:
    assert further_names("Blue Sky Ltd (formerly Red Moon Ltd)", "organization") == (
        "Blue Sky Ltd",
        "Red Moon Ltd",
    )


@pytest.mark.parametrize(
    ("name", "holders"),
    [
        ("John and Mary Smith", ("John Smith", "Mary Smith")),
        ("A & B Smith", ("A Smith", "B Smith")),
        ("Smith, John / Doe, Jane", ("Smith, John", "Doe, Jane")),
        ("Smith, John and Mary", ("Smith, John", "Smith, Mary")),
        ("Smith, John and Mary Ann", ("Smith, John", "Mary Ann", "Smith, Mary Ann")),
        ("Smith, John & Doe, Jane", ("Smith, John", "Doe, Jane")),
        ("John Brown and Mary Smith", ("John Brown", "Mary Smith")),
        ("John Smith/Mary Brown", ("John Smith", "Mary Brown")),
        ("Hans und Eva Meier", ("Hans Meier", "Eva Meier")),
        ("JOHN SMITH AND/OR MARY SMITH", ("JOHN SMITH", "MARY SMITH")),
        ("John Smith; Mary Brown", ("John Smith", "Mary Brown")),
        ("Tom, Dick and Harry Jones", ("Tom, Dick", "Harry Jones", "Tom, Harry Jones")),
    ],
)
def test_joint_holders_become_names_of_their_own(name: str, holders: tuple[str, ...]) -> None:
    assert further_names(name, "person") == holders


def test_holders_in_two_scripts_are_told_apart_at_a_slash() -> None:
    assert further_names("Kim Jong Un / 김정은", "person") == ("Kim Jong Un", "김정은")


def test_a_title_alone_is_no_holder() -> None:
    assert further_names("Mr and Mrs John Smith", "person") == ("Mrs John Smith",)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Johnson & Johnson", None),
        ("Marks and Spencer", None),
        ("Bank of Trade and Development", None),
        ("Smith & Sons Ltd", None),
        ("Trade and Development Bank", "organization"),
        ("José Ortega y Gasset", "person"),
        ("Dampskibsselskabet A/S", "organization"),
        ("Or Cohen", "person"),
        ("Alexander Anderson", "person"),
        ("Akash Takahashi", "person"),
        ("Formerly Ltd", "organization"),
        ("Fund 2019/20", "organization"),
        ("Ali", None),
        ("", None),
    ],
)
def test_one_name_stays_one(name: str, kind: Kind | None) -> None:
    assert further_names(name, kind) == ()


@given(
    st.text(alphabet="ab A/;,&()+. tdbо김", max_size=40), st.sampled_from(["person", "organization", None])
)
def test_no_text_fails_and_no_name_found_is_empty_or_the_field_itself(name: str, kind: Kind | None) -> None:
    found = further_names(name, kind)
    assert all(part.strip() for part in found)
    assert name.strip() not in found
