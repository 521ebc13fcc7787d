"""Text to country codes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen import countries
from sanctionscreen.countries import are_related, countries_in, country_code, country_codes, split_countries

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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Congo (DRC)", "CD"),
        ("Congo (Brazzaville)", "CG"),
        ("Congo (formerly Zaire)", "CD"),
        ("Korea (DPRK)", "KP"),
        ("Korea (Seoul)", "KR"),
        ("Virgin Islands (British)", "VG"),
        ("Guinea (Bissau)", "GW"),
        ("Samoa (American)", "AS"),
        ("China (HK)", "HK"),
        ("Hong Kong (China)", "HK"),
        ("China (Macau)", "MO"),
        ("China (Taiwan)", "TW"),
        ("USA (Puerto Rico)", "PR"),
        ("France (Martinique)", "MQ"),
        ("Russia (USSR)", "RU"),
        ("Germany (Bavaria)", "DE"),
        ("Aleppo (Syria)", "SY"),
    ],
)
def test_what_stands_in_parentheses_tells_countries_apart(text: str, code: str) -> None:
    """Of states of one name the parentheses choose, and a territory goes before its state."""
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text",
    ["Congo (Kolwezi)", "Guinea (West Africa)", "Samoa (Pacific)", "Georgia (USA)", "Democratic Korea"],
)
def test_parentheses_that_leave_a_choice_or_contradict_give_no_country(text: str) -> None:
    """A name of several states is not read without what tells them apart, nor a country against another one."""
    assert country_code(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bahamas, The", "BS"),
        ("Congo, Dem. Rep.", "CD"),
        ("Congo, Rep.", "CG"),
        ("Egypt, Arab Rep.", "EG"),
        ("Hong Kong SAR, China", "HK"),
        ("Iran, Islamic Rep.", "IR"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Korea, Dem. Rep.", "KP"),
        ("Korea, Rep.", "KR"),
        ("Macao SAR, China", "MO"),
        ("Macedonia, FYR", "MK"),
        ("Micronesia, Fed. Sts.", "FM"),
        ("Somalia, Fed. Rep.", "SO"),
        ("St. Kitts and Nevis", "KN"),
        ("St. Martin (French part)", "MF"),
        ("Venezuela, RB", "VE"),
        ("Yemen, Rep.", "YE"),
        ("Yemen, Dem. Rep.", "YD"),
        ("Yugoslavia, Fed. Rep.", "YU"),
        ("Germany, Fed. Rep.", "DE"),
        ("Germany, Dem. Rep.", "DD"),
        ("Solomon Isds", "SB"),
        ("Falkland Isds (Malvinas)", "FK"),
        ("Central African Rep.", "CF"),
        ("United Rep. of Tanzania", "TZ"),
        ("Fmr USSR", "SU"),
    ],
)
def test_names_as_statistical_tables_shorten_them(text: str, code: str) -> None:
    """The World Bank and the UN write "Rep.", "Fed. Sts." and "Isds"."""
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BU", "MM"), ("BUR", "MM"), ("BUMM", "MM"), ("TP", "TL"), ("TMP", "TL"), ("ZR", "CD"), ("ZAR", "CD"),
        ("DD", "DD"), ("DDDE", "DD"), ("HVBF", "BF"), ("suhh", "SU"), ("yucs", "YU"), ("csxx", "CS"),
        ("CSK", "CSHH"), ("FX", "FR"),
    ],
)  # fmt: skip
def test_codes_that_were_withdrawn_are_read(text: str, code: str) -> None:
    """A state that was renamed has its present code, one that is no more the code it had."""
    assert country_code(text) == code


@pytest.mark.parametrize("listed", ["CSHH", "CZ", "SK", "RS", "ME"])
def test_the_code_cs_contradicts_neither_of_the_states_that_had_it(listed: str) -> None:
    """CS was Czechoslovakia's until 1992, and Serbia and Montenegro's from 2003 to 2006."""
    assert are_related("CS", listed)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Possibly Ethiopian", "ET"),
        ("Kuwaiti citizenship withdrawn in 2002", "KW"),
        ("Syrian Arab Republic as of September 2015", "SY"),
        ("In Syria as at June 2013", "SY"),
        ("Sudanese by birth", "SD"),
        ("Indonesian passport", "ID"),
        ("Branch Office 11: Iran", "IR"),
        ("Trinidad and Tobago (from birth until 2013)", "TT"),
        ("Region: Northern Mali", "ML"),
        ("a) South Sudan", "SS"),
    ],
)
def test_notes_about_a_country_are_taken_off(text: str, code: str) -> None:
    """Lists say how sure they are, since when, and by what."""
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("(1) Iraq. (2) Jordan", ("IQ", "JO")),
        ("Iran, Iraq", ("IR", "IQ")),
        ("Russian and Ukrainian", ("RU", "UA")),
        ("Moldovan, Russian and Ukrainian", ("MD", "RU", "UA")),
        ("Trinidad and Tobago and Iran", ("TT", "IR")),
        ("Korea, North, Iran", ("KP", "IR")),
        ("Sudan/South Sudan", ("SD", "SS")),
        ("Guinea; Guinea-Bissau", ("GN", "GW")),
        ("Iran / unknown", ("IR",)),
        ("DRC and Belgian nationalities", ("CD", "BE")),
        ("Iranian national and US national/citizen", ("IR", "US")),
        ("United States. Also believed to hold Syrian nationality", ("US", "SY")),
        ("Cabo Verde.  Previously Cape Verde.", ("CV",)),
        ("possibly Palestinian;arrested 23 Apr 2002", ("PS",)),
        ("Bosnia and Herzegovina", ("BA",)),
        ("Saint Vincent and the Grenadines & Cuba", ("VC", "CU")),
    ],
)
def test_several_countries_in_one_text_are_all_read(text: str, codes: tuple[str, ...]) -> None:
    """Whatever separates them; names with "and" or a comma in them stay whole."""
    assert countries_in(text) == codes


@pytest.mark.parametrize(
    "text", ["Iran, Ruritania", "Medellin", "Congolese and Iranian", "", "unknown", "no, never"]
)
def test_a_text_with_a_part_that_is_no_country_is_left_whole(text: str) -> None:
    """Nothing is read of it, and the text goes to the account as it is."""
    assert (countries_in(text), split_countries(text)) == ((), (text,))


@given(st.text(alphabet="Iran,/ &;.()12aINdq", max_size=30))
def test_splitting_again_changes_nothing(text: str) -> None:
    """Each part of a text is one country, so that a list that is exported and read again is the same."""
    assert [part for piece in split_countries(text) for part in split_countries(piece)] == [
        *split_countries(text)
    ]


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


def test_shared_words_and_withdrawn_codes_lead_to_codes_of_the_table() -> None:
    """A withdrawn code is none that is in use, and each state that shares a word is in the table."""
    assert set(countries._withdrawn().values()) <= set(LINES)
    assert countries._withdrawn().keys().isdisjoint(countries._codes())
    assert frozenset().union(*countries._shared().values()) <= set(LINES)
