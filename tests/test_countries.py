"""Text to country codes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen import countries
from sanctionscreen.countries import are_related, country_code, country_codes

TABLE = Path(countries.__file__).parent / "data" / "countries.toml"
LINES: dict[str, str] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["countries"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KP", "KP"),
        ("prk", "KP"),
        ("Korea, North", "KP"),
        ("DPRK", "KP"),
        ("D.P.R.K.", "KP"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "KP"),
        ("북한", "KP"),
        ("Republic of Korea", "KR"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Iranian", "IR"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("Bahamas, The", "BS"),
        ("The Gambia", "GM"),
        ("Virgin Islands, British", "VG"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo", "CG"),
        ("Cote d Ivoire", "CI"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Türkiye", "TR"),
        ("Burma", "MM"),
        ("Region: Gaza", "PS"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Dominican Republic", "DO"),
        ("Dominica", "DM"),
        ("Soviet Union", "SU"),
        ("Czechoslovakia", "CSHH"),
        ("Россия", "RU"),
        ("  france ", "FR"),
    ],
)
def test_names_as_lists_and_customers_write_them(text: str, code: str) -> None:
    """Names, adjectives, native names and codes are found whatever their order, case and accents."""
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "   ", "Ruritania", "unknown", "Korean", "Congolese", "undetermined", "-0-", "00"]
)
def test_unknown_and_ambiguous_text_is_no_country(text: str) -> None:
    """A text that is no country, or that several countries share, yields None and not a guess."""
    assert country_code(text) is None


def test_no_text_stands_for_two_countries() -> None:
    """The table gives every name to one country only."""
    seen: dict[str, str] = {}
    for code, line in LINES.items():
        for variant in line.split(" | ")[1:]:
            key = countries._key(variant)
            assert key, f"{code}: {variant!r} has no letters"
            assert seen.setdefault(key, code) == code, f"{variant!r} stands for {seen[key]} and {code}"


def test_a_name_that_looks_like_a_code_is_not_taken_for_another_country() -> None:
    """No name of the table is read as the two- or three-letter code of another country."""
    for code, line in LINES.items():
        for variant in line.split(" | "):
            assert country_code(variant) == code


def test_codes_are_read_from_the_text_as_from_the_parsed_table() -> None:
    """The short way to the codes finds every code of the table, and no other."""
    parsed = {code: code for code in LINES} | {line.split(" | ")[0]: code for code, line in LINES.items()}
    assert countries._codes() == parsed


def test_codes_are_well_formed() -> None:
    """All ISO 3166-1 countries are there, each with an alpha-3 code of its own."""
    alpha3 = [line.split(" | ")[0] for line in LINES.values()]
    assert len([code for code in LINES if len(code) == 2]) >= 250
    assert len(alpha3) == len(set(alpha3))
    assert all(len(code) == 3 and code.isupper() for code in alpha3)


@given(st.text(max_size=60))
def test_any_text_is_read_without_failing(text: str) -> None:
    """Whatever the text, the answer is a code of the table or None."""
    assert country_code(text) in {None, *LINES}


def test_several_countries_and_what_is_not_one() -> None:
    """The codes are collected, unknown texts are handed back for the caller to report, empty ones are not."""
    assert country_codes(["UK", "Iranian", "GBR", "", "Atlantis"]) == (frozenset({"GB", "IR"}), ("Atlantis",))


def test_former_states_and_territories_are_related_both_ways() -> None:
    """A successor and its former state, a territory and its state are related; neighbours are not."""
    assert are_related("SU", "UA")
    assert are_related("UA", "SU")
    assert are_related("HK", "CN")
    assert not are_related("RU", "UA")


def test_related_codes_are_codes_of_the_table() -> None:
    """The table of related countries names known codes only."""
    for code, others in countries._related().items():
        assert {code, *others} <= set(LINES)
