"""Laws of the registry: what holds for every registered type of identifier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.batch.input.columns import field_of
from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.identifiers.prefilter import IdentifierPrefilter
from sanctionscreen.identifiers.registry import IDENTIFIER_TYPES, identifier_type
from sanctionscreen.identifiers.types import NUMBER_SPACE, STRENGTHS, WORLD, IdentifierType
from sanctionscreen.identifiers.typos import near_keys, typos
from sanctionscreen.model import Identifier, ListedName, Listing, Query
from sanctionscreen.screening.identifier_evidence import agreement_evidence, compare_identifiers
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

EXAMPLES = {
    "imo_number": "8405270",
    "imo_company_number": "1790183",
    "mmsi": "572469210",
    "call_sign": "HMYR7",
    "lei_code": "213800WAVVOPS85N2205",
    "swift_bic": "BOELKPPYABC",
    "passport_number": "A1084010",
    "national_id": "0084575948",
    "social_security_number": "078-05-1120",
    "tax_number": "36-2179012",
    "vat_code": "DE 136695976",
    "registration_number": "00503586",
    "inn_code": "7707083893",
    "ogrn_code": "1027700132195",
    "duns_code": "54-295-7624",
    "license_number": "ABC-7731-K",
    "wallet": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "phone": "+98 21 8852 6300",
    "fax": "+98 21 8852 6301",
    "email": "someone@example.com",
    "website": "https://www.example.com/x",
    "serial_number": "29-6481",
    "aircraft_tail_number": "EP-GOM",
    "chinese_commercial_code": "2894 4850 4565",
    "ticker": "SBER.MM",
    "birth_certificate_number": "27082171",
    "un_locode": "IRBND",
    "id_number": "K-5562091",
}
"""Type → a value as lists write it. Numbers of no party where a type has no check digits."""

TYPES = [pytest.param(item, id=item.name) for item in IDENTIFIER_TYPES]
WITH_CHECK_DIGITS = [item for item in IDENTIFIER_TYPES if item.typo_alphabet]
NAMES = {item.name for item in IDENTIFIER_TYPES}


def holding(id_type: IdentifierType, value: str, country: str = "") -> Listing:
    """A listing with one identifier."""
    identifiers = (Identifier(id_type.name, value, country),)
    return Listing(list="l", entity_id="1", names=(ListedName("Party"),), identifiers=identifiers)


def test_no_two_types_share_a_name_an_alias_or_a_column() -> None:
    """Else one of them would never be reached."""
    for words in (
        [word for item in IDENTIFIER_TYPES for word in (item.name, *item.aliases.split())],
        [word for item in IDENTIFIER_TYPES for word in item.columns.split()],
    ):
        assert len(words) == len(set(words))


def test_every_type_has_an_example() -> None:
    """The other tests hold for all types only if each has one."""
    assert set(EXAMPLES) == NAMES, "every type has one example in EXAMPLES, in this file"


@pytest.mark.parametrize("id_type", TYPES)
def test_names_and_labels_lead_to_the_type(id_type: IdentifierType) -> None:
    """A type is found by its name, its aliases and its label's words; its columns are those of customer files."""
    for word in (id_type.name, id_type.name.upper().replace("_", " "), *id_type.aliases.split()):
        assert identifier_type(word) is id_type
    assert id_type.label.strip()
    assert all(field_of(word) == id_type.name for word in id_type.columns.split())


@pytest.mark.parametrize("id_type", TYPES)
def test_facts_that_exclude_each_other_do_not_stand_together(id_type: IdentifierType) -> None:
    """Only check digits show typos and tell two parties apart; only numbers of the common space have an issuer."""
    assert id_type.misfiled_under <= NAMES
    if id_type.typo_alphabet or id_type.per_party != "several":
        assert id_type.checks
    if id_type.unique_in or id_type.countrywide:
        assert id_type.space == NUMBER_SPACE
    assert id_type.unique_in == WORLD or all(len(code) == 2 and code.isupper() for code in id_type.unique_in)


def test_types_of_one_space_make_keys_by_one_rule() -> None:
    """Else one number would have two keys, and would not be found under a confused type."""
    rules = {(item.space, item.key) for item in IDENTIFIER_TYPES}
    assert len(rules) == len({space for space, _ in rules})


def test_a_type_that_is_not_registered_is_compared_by_the_defaults() -> None:
    """Its words are its name."""
    assert identifier_type("House Number").label == "house number"
    assert normalise_identifier("House Number", "00-77 12").key == "number:7712"
    assert identifier_type("").name == "id_number"


@pytest.mark.parametrize("id_type", TYPES)
def test_an_example_is_right_and_agrees_with_itself(id_type: IdentifierType) -> None:
    """Normal form, agreement, prefilter and index take one value of a type for the same, and no rule is broken."""
    value = EXAMPLES[id_type.name]
    country = id_type.unique_in[0] if id_type.unique_in not in ((), WORLD) else "IR"
    number = normalise_identifier(id_type.name, value, country)
    assert number.type == id_type.name
    assert number.valid is (True if id_type.checks else None)
    strength = agreement(number, number)
    assert (strength is None) == (id_type.strength is None)
    if strength and id_type.strength:
        assert STRENGTHS.index(strength) <= STRENGTHS.index(id_type.strength)
    if id_type.space != NUMBER_SPACE or id_type.unique_in:
        assert strength == id_type.strength
    matches = IdentifierIndex([holding(id_type, value, country)]).lookup(
        [Identifier(id_type.name, value, country)]
    )
    assert [match.strength for match in matches] == ([strength] if strength else [])


@given(st.sampled_from(IDENTIFIER_TYPES), st.data())
def test_what_has_a_listed_normal_form_passes_the_prefilter(
    id_type: IdentifierType, data: st.DataObject
) -> None:
    """Under each way of writing it."""
    value = data.draw(st.one_of(st.just(EXAMPLES[id_type.name]), st.text(max_size=24)))
    written = data.draw(st.sampled_from(["{}", " {} ", "No. {}", "{} "])).format(value)
    key = normalise_identifier(id_type.name, written).key
    assert IdentifierPrefilter([key]).passes(Identifier(id_type.name, written), near=False)


@given(st.sampled_from(WITH_CHECK_DIGITS), st.data())
def test_a_check_digit_that_fails_is_seen_by_all(id_type: IdentifierType, data: st.DataObject) -> None:
    """The form is invalid, equality is not certain, the listed number is near and said to be, and it passes the
    prefilter."""
    value = normalise_identifier(id_type.name, EXAMPLES[id_type.name]).value
    broken = data.draw(st.sampled_from(list(typos(value, id_type.typo_alphabet))))
    right, wrong = (normalise_identifier(id_type.name, item) for item in (value, broken))
    if wrong.valid is not False or wrong.placeholder:
        return  # a check digit does not see all typos
    assert id_type.is_valid(wrong.value) is False
    assert agreement(wrong, wrong) in ("weak", "fair")
    assert right.key in set(near_keys(wrong))
    assert not list(near_keys(right))
    asked = Identifier(id_type.name, broken)
    assert IdentifierPrefilter([right.key]).passes(asked, near=True)
    (match,) = IdentifierIndex([holding(id_type, value)]).lookup([asked], near=True)
    assert (match.near, match.strength) == (True, "weak")
    query, listed = (
        QueryProfile(Query(name="X", identifiers=(asked,))),
        ListingProfile(holding(id_type, value)),
    )
    (evidence,) = agreement_evidence([match], query, listed, renamed=True)
    assert evidence.feature == id_type.name
    assert "breaks the rule of its type" in evidence.detail
    assert id_type.label in evidence.detail


@pytest.mark.parametrize("id_type", TYPES)
def test_two_right_numbers_contradict_if_a_party_has_one(id_type: IdentifierType) -> None:
    """Of a type without check digits no two numbers contradict."""
    value = normalise_identifier(id_type.name, EXAMPLES[id_type.name]).value
    others = (
        double
        for typo in typos(value, id_type.typo_alphabet or "0123456789")
        for double in typos(typo, id_type.typo_alphabet or "0123456789")
        if sum(map(str.__ne__, value, double)) > 1 and id_type.is_valid(double) and id_type.checks[0](double)
    )
    if id_type.per_party == "several":
        return
    query = QueryProfile(Query(name="X", identifiers=(Identifier(id_type.name, next(others)),)))
    (comparison,) = compare_identifiers(query, ListingProfile(holding(id_type, value)), [])
    assert comparison.level.value == 0
