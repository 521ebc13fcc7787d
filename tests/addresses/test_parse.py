"""Addresses: taken apart, compared, and found by what they share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.addresses.compare import compare_addresses
from sanctionscreen.addresses.index import COMMON, AddressIndex
from sanctionscreen.addresses.parse import is_mass_address, parse_address
from sanctionscreen.model import Address, ListedName, Listing


def whole(text: str) -> Address:
    return Address(full=text)


def listing(*addresses: Address, entity_id: str = "1") -> Listing:
    return Listing(list="house", entity_id=entity_id, names=(ListedName("Acme"),), addresses=addresses)


def precision(one: Address | str, other: Address | str) -> str | None:
    sides = [parse_address(side if isinstance(side, Address) else whole(side)) for side in (one, other)]
    found, mirrored = compare_addresses(*sides), compare_addresses(*reversed(sides))
    assert found == mirrored
    return found.precision if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ul. Fadeyeva D. 7, Moscow, 125047, Russia", "7 Fadeyeva street, Moscow, RU"),
        ("15A Ulitsa Novozarinskaya, Kumertau, RU", "Ul. Novozarinskoe D. 15 A, Kumertau, Russia"),
        ("Vereiskaya Str., 29, p. 141, Moscow, RU", "Ul. Vereiskaya D. 29, Str. 141, Moscow, Russia"),
        ("80 Leningradsky prospect, building 16, Moscow, RU", "Leningradsky ave., 80 k 16, Moscow, RU"),
        (
            "16k34 3 Mytishchinskaya Str., Moscow, RU",
            "ul. 3-ya Mytishchinskaya, d. 16, p. 34, floor 2, Moscow, RU",
        ),
        ("Verkhneportovaya St. 27-a, Vladivostok, RU", "27, Verkhneportovaya Street, Vladivostok, RU"),
        ("1, Lenin Street, Kaspiysk, RU", "Lenina 1, Kaspiysk, Republic of Dagestan, RU"),
        ("2 Kirov Street, Votkinsk, RU", "Kirova St., Building 2, Votkinsk, Udmurt Republic, RU"),
        (
            "10 Matrosskaya Tishina, B-14, POB-471, Moscow, RU",
            "10, Matrosskaya Tishina, B-14, p/ya-471, Moscow, RU",
        ),
        (
            "15B, 15/F, Cheuk Nang Plaza, 250 Hennessy Road, Hong Kong",
            "250 Hennessy Rd, Cheuk Nang Plaza, Hong Kong",
        ),
        ("Carrera 7 No. 23-77, Cali, CO", "Cra. 7 No. 23-77, Cali, Colombia"),
        ("Ul. Fadeyeva D. 7, Moscow, Russia", "Fadeeva street 7, Moskva, RU"),
        ("улица Фадеева 7, Москва, Россия", "Fadeeva st. 7, Moscow, Russia"),
        ("P.O. Box 31512, Tehran, Iran", "PO Box 31512, No. 4 Vozara Street, Tehran, Iran"),
        ("12 Hauptstrasse, 80331 München, Germany", "Hauptstraße 12, Munich, DE"),
        ("１２ Orchard Road, Singapore, SG", "12 Orchard Rd, Singapore, Singapore"),
    ],
)
def test_writings_of_one_address_agree_precisely(one: str, other: str) -> None:
    """Order, abbreviations, scripts and romanisations don't part an address from itself."""
    assert precision(one, other) == "precise"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7 Fadeyeva Street, Moscow, RU", "9 Fadeyeva Street, Moscow, RU"),
        ("7 Fadeyeva Street, Moscow, RU", "7 Fadeyeva Street, Tomsk, RU"),
        ("7 Park Street, Hamilton, Canada", "7 Park Street, Hamilton, Bermuda"),
        ("80 Vozara Street, Tehran, IR", "80 Valiasr Avenue, Tehran, IR"),
        ("P.O. Box 12, Tehran, Iran", "P.O. Box 12, Shiraz, Iran"),
        ("P.O. Box 19395/4639, Tehran, IR", "P.O. Box 19395/1371, Tehran, IR"),
        ("3rd Parkovaya Street 7, Moscow, RU", "5th Parkovaya Street 7, Moscow, RU"),
        ("40 Bolshaya Semenovskaya, Moscow, RU", "40 Bolshaya Yakimanka Street, Moscow, RU"),
        (
            "No. 27 Zhichun Road, Haidian District, Beijing, CN",
            "27, Wanshou Road, Haidian District, Beijing, CN",
        ),
        ("Moscow, Russia", "Moscow, Russia"),
        ("", "unknown"),
    ],
)
def test_different_addresses_do_not_agree(one: str, other: str) -> None:
    """Another number, city, country or street is another address; a city alone is none."""
    assert precision(one, other) is None


def test_less_than_a_house_is_vague() -> None:
    """A street without number, or no city to compare, says less."""
    assert precision("Shari Tunis, Sana'a, Yemen", "Shari Tunis, Sanaa, YE") == "vague"
    assert precision(Address(street="7 Fadeyeva Street"), "Fadeyeva 7, Moscow, RU") == "vague"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saemul 1-Dong, Pyongyang, KP", "Saemul 1-dong, Pyongyang, KP"),
        (
            "Ryukkyo 1-dong, Central District, Pyongyang, KP",
            "Central District, Ryukkyo 1-dong, Pyongyang, KP",
        ),
        ("Khairkhana Section Number 3, Kabul, AF", "Khairkhana Section Number 3, Kabul, AF"),
        ("Al Quoz, Block 4, Dubai, AE", "Al Quoz, Block 4, Dubai, AE"),
        ("Metropolis Tower, 5th floor, Doha, QA", "Metropolis Tower, Floor 5, Doha, QA"),
        ("Shop No. 2, Gargash Center, Dubai, AE", "Gargash Center, Office 2, Dubai, AE"),
    ],
)
def test_numbers_of_wards_floors_and_rooms_are_no_house(one: str, other: str) -> None:
    """They stand with a word that says what they count; ten thousand people live in a ward."""
    assert precision(one, other) == "vague"


def test_another_ward_is_another_place() -> None:
    """The number is part of the ward's name."""
    assert precision("Saemul 1-dong, Pyongyang, KP", "Saemul 2-dong, Pyongyang, KP") is None
    parsed = parse_address(whole("Saemul 1-Dong, Pyongchon-guyok, Pyongyang, KP"))
    assert (parsed.numbers, parsed.houses) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Sochang-dong, Chung-guyok, Pyongyang, KP", "Sochang-dong, Chung-guyok, Pyongyang, DPRK", "quarter"),
        (
            "Jamal street, Al-Dahima alley, Hudaydah, YE",
            "Al-Dahima alley, Jamal street, Hudaydah, Yemen",
            "quarter",
        ),
        (
            "Suite 401, Potonggang Hotel, Ansan-dong, Pyongchon District, Pyongyang, KP",
            "Ansan-dong, Botonggang Hotel, Pongchon, Pyongyang, KP",
            "quarter",
        ),
        ("Wazir Akbar Khan, Kabul, AF", "Street 13, Wazir Akbar Khan, Kabul, AF", "vague"),
        ("213 Wai Yip St., Kwun Tong, Hong Kong", "Wai Yip Street, Kwun Tong, Hong Kong", "vague"),
    ],
)
def test_a_quarter_named_alike_is_told_apart_from_a_house(one: str, other: str, found: str) -> None:
    """Two parts or more, all their words, and neither side says more."""
    assert precision(one, other) == found


def test_provinces_and_districts_are_not_the_city() -> None:
    """Lists put all of them into one field."""
    parsed = parse_address(Address(street="Kachray Road", city="Pashtunabad, Quetta, Baluchistan Province"))
    assert parsed.city == parse_address(Address(city="Quetta")).city
    parsed = parse_address(Address(street="Kumsong 3-dong, Mangyongdae-guyok", region="Pyongyang"))
    assert parsed.city == parse_address(Address(city="Pyongyang")).city


def test_the_parts_of_an_address_in_fields_and_in_one_text_are_the_same() -> None:
    """Lists give fields, customers a line."""
    fields = Address(street="Wiesenstrasse 24", city="Neu Isenburg", postal_code="63263", country="Germany")
    assert precision(fields, "Wiesenstr. 24, 63263 Neu Isenburg, Germany") == "precise"


def test_a_registration_agents_address_links_nobody() -> None:
    """Thousands of companies give it."""
    agent = whole("c/o Agent, Trust Company Complex, Ajeltake Road, Majuro, MH96960, Marshall Islands")
    assert is_mass_address(parse_address(agent))
    assert not is_mass_address(parse_address(whole("Ajeltake Road 7, Majuro, MH")))
    assert AddressIndex([listing(agent)]).lookup([agent]) == []


def test_an_address_shared_by_many_links_nobody() -> None:
    """One address of more than COMMON listings finds none of them; of a few, all."""
    shared = whole("7 Fadeyeva Street, Moscow, RU")
    few = [listing(shared, entity_id=str(number)) for number in range(3)]
    assert [match.listing for match in AddressIndex(few).lookup([shared])] == [0, 1, 2]
    many = [listing(shared, entity_id=str(number)) for number in range(COMMON + 1)]
    assert AddressIndex(many).lookup([shared]) == []


def test_the_lookup_says_what_agrees() -> None:
    """The best agreement of each listing, with both addresses."""
    index = AddressIndex([listing(whole("9 Lenin St, Omsk, RU"), whole("Lenin St, Omsk, RU"))])
    (match,) = index.lookup([whole("Lenin Street 9, Omsk, Russia")])
    assert (match.precision, match.listed, match.sharers) == ("precise", "9 Lenin St, Omsk, RU", 1)
    assert "number 9" in match.reason


_PARTS = st.sampled_from(
    "Lenin Fadeyeva Street 7 9 15a Moscow Omsk RU , PO Box 12 Tower Hotel unknown".split()
)


@given(
    st.lists(st.lists(_PARTS, max_size=9).map(" ".join), min_size=1, max_size=6),
    st.lists(_PARTS, max_size=9).map(" ".join),
)
def test_the_index_finds_what_comparing_all_finds(listed: list[str], asked: str) -> None:
    """The lookup loses nothing that `compare_addresses` accepts."""
    listings = [listing(whole(text), entity_id=str(place)) for place, text in enumerate(listed)]
    query = parse_address(whole(asked))
    expected = [
        place for place, text in enumerate(listed) if compare_addresses(query, parse_address(whole(text)))
    ]
    assert [match.listing for match in AddressIndex(listings).lookup([whole(asked)])] == expected


@given(st.text(max_size=60))
def test_any_text_can_be_parsed(text: str) -> None:
    """Nothing that stands in an address column fails."""
    parse_address(Address(full=text, city=text[:5], country=text[5:9]))


@pytest.mark.real
def test_one_partys_addresses_on_two_lists_find_each_other(real_data: Path) -> None:
    """UN and EU listings of one party, known by an identifier, by address alone: 60 % of those that give streets."""
    from sanctionscreen.identifiers.index import IdentifierIndex
    from sanctionscreen.lists import read_list

    un = read_list(real_data / "lists/un-sc/2024-05-15/consolidated.xml").listings
    eu = read_list(next((real_data / "lists/eu-fsf/2024-05-13").glob("*.xml"))).listings
    numbers, index = IdentifierIndex(eu), AddressIndex(eu)
    asked = found = 0
    for party in un:
        twins = {match.listing for match in numbers.lookup(party.identifiers) if match.strength == "strong"}
        twins = {place for place in twins if any(address.street for address in eu[place].addresses)}
        if twins and any(address.street for address in party.addresses):
            asked += 1
            found += bool(
                twins & {m.listing for m in index.lookup(party.addresses) if m.precision != "vague"}
            )
    assert asked > 25
    assert found / asked >= 0.6
