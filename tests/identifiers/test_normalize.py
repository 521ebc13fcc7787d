"""One form for each identifier, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.identifiers.registry import IDENTIFIER_TYPES


@pytest.mark.parametrize(
    "value",
    [
        "9339337",
        "IMO 9339337",
        "IMO9339337",
        "imo-9339337",
        "I.M.O. 9339337",
        "IMO No. 9,339,337",
        "IMO number: 933 9337",
        "No. 9339337",
        "９３３９３３７",
        "٩٣٣٩٣٣٧",
        " 9339337 ",
        "IMO 9339337 (ex NS Lotus)",
    ],
)
def test_an_imo_number_as_people_write_it(value: str) -> None:
    """Words before, commas, spaces, full-width and Arabic-Indic digits lead to one key, and it is valid."""
    number = normalise_identifier("imo", value)
    assert (number.type, number.key, number.value, number.valid) == (
        "imo_number",
        "imo:9339337",
        "9339337",
        True,
    )


def test_an_imo_number_under_another_type() -> None:
    """A value that calls itself an IMO number is one, whatever column it stands in."""
    assert normalise_identifier("registration_number", "IMO 8405270").type == "imo_number"


@pytest.mark.parametrize(
    ("type_", "value", "valid"),
    [
        ("imo_number", "8405270", True),
        ("imo_number", "15411", False),
        ("imo_number", "1790183", True),
        ("imo_company_number", "1790183", True),
        ("imo_company_number", "8405270", False),
        ("mmsi", "572469210", True),
        ("mmsi", "172469210", False),
        ("lei", "213800WAVVOPS85N2205", True),
        ("lei", "851683897", False),
        ("bic", "BOELKPPY", True),
        ("bic", "BOELQQPY", False),
        ("bic", "BOELKPP", False),
        ("inn", "7707083893", True),
        ("inn", "7707083894", False),
        ("ogrn", "1027700132195", True),
        ("duns", "52-024-2307", True),
        ("email", "someone@example.com", True),
        ("email", "someone at example", False),
        ("website", "https://www.example.com/about", True),
        ("phone", "+98 21 8852 6300", True),
        ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", True),
        ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNA", False),
        ("wallet", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", True),
        ("wallet", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", False),
        ("wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", True),
        ("wallet", "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B", True),
        ("wallet", "0xaB5801a7D398351b8bE11C439e05C5B3259aeC9B", False),
        ("wallet", "0xab5801a7d398351b8be11c439e05c5b3259aec9b", None),
        ("duns", "52-024-230", False),
        ("phone", "+98 21 88", False),
        ("serial_number", "8401", None),
        ("passport", "A1084010", None),
        ("call sign", "HMYR7", None),
    ],
)
def test_each_type_is_checked_by_its_own_rule(type_: str, value: str, valid: bool | None) -> None:
    """A rule that holds is True, one that is broken False, and a type without a rule says None."""
    assert normalise_identifier(type_, value).valid is valid


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("passport", "A 1084010", "a1084010"),
        ("registration_number", "00123456", "123456"),
        ("inn", "0276012345", "276012345"),
        ("bic", "BOELKPPY", "boel kp py xxx"),
        (
            "wallet",
            "0xAB5801A7D398351B8BE11C439E05C5B3259AEC9B",
            "0xab5801a7d398351b8be11c439e05c5b3259aec9b",
        ),
        ("website", "http://www.Example.com/index.html", "example.com"),
        ("website", "https://facebook.com/SomeParty/", "www.facebook.com/someparty"),
        ("email", "Someone@Example.COM", "mailto:someone@example.com"),
        ("phone", "+98 21 8852 6300", "0098-21-88526300"),
        ("phone", "(021) 8852 6300", "+98 21 8852 6300 ext. 12"),
        ("phone", "+44 (0)20 7946 0018", "0044 20 7946 0018"),
        ("phone", "+44 020 7946 0018", "+44 20 7946 0018"),
        ("fax", "850 2 381 4431/4432", "+850-2-381-4431"),
        (
            "wallet",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        ),
        ("duns", "54-295-7624", "542957624"),
        ("serial_number", "No. 8401", "8401"),
        ("passport", "Passport No. A1084010", "A1084010"),
        ("passport", "75 №2987491", "752987491"),
        ("passport", "No. NR 75 2987491", "752987491"),
        ("id", "ID No.: 1084010", "1084010"),
        ("lei", "LEI: 213800WAVVOPS85N2205", "213800WAVVOPS85N2205"),
        ("bic", "SWIFT BOELKPPY", "BOELKPPY"),
        ("inn", "ИНН 7707083893", "7707083893"),
        ("registration_number", "Company Reg. No. 12345678", "12345678"),
        ("tax_number", "30-68074603-2", "30680746032"),
    ],
)
def test_two_writings_of_one_identifier_share_a_key(type_: str, one: str, other: str) -> None:
    """Case, separators, leading zeros, prefixes and head offices don't tell keys apart."""
    assert normalise_identifier(type_, one).key == normalise_identifier(type_, other).key


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1a1zp1ep5qgefi2dmptftl5slmv7divfna"),
        ("website", "facebook.com/one", "facebook.com/two"),
        ("passport", "A1084010", "B1084010"),
        ("imo", "8405270", "8405282"),
    ],
)
def test_what_tells_parties_apart_tells_keys_apart(type_: str, one: str, other: str) -> None:
    """Case in base 58, the path on a shared host, a letter and a digit make another key."""
    assert normalise_identifier(type_, one).key != normalise_identifier(type_, other).key


@pytest.mark.parametrize(
    "value",
    [
        "000000000",
        "unknown",
        "N/A",
        "n.a.",
        "123456",
        "123456789",
        "987654321",
        "-",
        "",
        "  ",
        "XXXXXX",
        "None",
        "TBC",
        "0",
        "no id",
    ],
)
@pytest.mark.parametrize(
    "type_", ["passport_number", "registration_number", "imo_number", "phone", "id_number", "website"]
)
def test_placeholders_are_known_as_such(type_: str, value: str) -> None:
    """What people write when they have no number is marked, whatever the type."""
    assert normalise_identifier(type_, value).placeholder


@pytest.mark.parametrize(
    "value", ["passport", "Passport No.", "registration", " tax ", "LEI:", "№", "company"]
)
@pytest.mark.parametrize("type_", ["passport_number", "registration_number", "lei"])
def test_words_for_a_number_are_none(type_: str, value: str) -> None:
    """A label that nothing follows."""
    assert normalise_identifier(type_, value).placeholder


@pytest.mark.parametrize("value", ["8405270", "A1084010", "1177053", "12345678901", "PS381420397"])
def test_real_numbers_are_no_placeholders(value: str) -> None:
    """Ordinary numbers are not mistaken for placeholders."""
    assert not normalise_identifier("passport_number", value).placeholder


@pytest.mark.parametrize(
    ("value", "country", "e164"),
    [
        ("03889402", "Lebanon", "+9613889402"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("00961 3 679153", "", "+9613679153"),
        ("+961 3 679153", "Iran", "+9613679153"),
        ("97082881184", "", "+97082881184"),
        ("8852 6300", "", "88526300"),
    ],
)
def test_telephone_numbers_become_e164_where_the_country_is_known(
    value: str, country: str, e164: str
) -> None:
    """By the code before it, else by the country; a local number alone stays what it is."""
    assert normalise_identifier("phone", value, country).value == e164


def test_a_shared_host_alone_is_nobodys_website() -> None:
    """`facebook.com` without a path links nobody."""
    assert normalise_identifier("website", "https://www.facebook.com/").placeholder


def test_the_country_is_read_and_unknown_countries_count_as_not_said() -> None:
    """A country in words becomes its code; text that is none becomes empty."""
    assert normalise_identifier("passport", "A1084010", "Egypt").country == "EG"
    assert normalise_identifier("passport", "A1084010", "Medellin").country == ""


@given(
    st.sampled_from([*(item.name for item in IDENTIFIER_TYPES), "House Number", ""]),
    st.text(max_size=40),
    st.text(max_size=10),
)
def test_normalising_never_fails_and_changes_nothing_twice(type_: str, value: str, country: str) -> None:
    """Any type and value has a normal form, and the normal form of its value has the same key."""
    first = normalise_identifier(type_, value, country)
    again = normalise_identifier(first.type, first.value, first.country)
    assert again.key == first.key
    assert again.placeholder == first.placeholder
