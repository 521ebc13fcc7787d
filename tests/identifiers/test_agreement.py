"""What it is worth that two identifiers are equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.identifiers.types import Strength

Written = tuple[str, str, str]


@pytest.mark.parametrize(
    ("query", "listed", "strength"),
    [
        (("lei", "213800WAVVOPS85N2205", ""), ("id_number", "213800WAVVOPS85N2205", ""), "strong"),
        (
            ("lei", "00EHHQ2ZHDCFXJCPCL46", ""),
            ("registration_number", "00EHHQ2ZHDCFXJCPCL46", "US"),
            "strong",
        ),
        (("bic", "BOELKPPYABC", ""), ("bic", "BOELKPPYXXX", ""), "strong"),
        (("bic", "BOELKPPYABC", ""), ("bic", "BOELKPPYDEF", ""), "fair"),
        (("imo", "1790183", ""), ("imo_company_number", "1790183", ""), "strong"),
        (("inn", "7707083893", ""), ("tax_number", "7707083893", "Mexico"), None),
        (("passport", "1084010", "EG"), ("passport", "1084010", "EG"), "strong"),
        (("passport", "1084010", ""), ("passport", "1084010", "EG"), "weak"),
        (("registration_number", "503586", "IR"), ("registration_number", "503586", "IR"), "fair"),
        (("registration_number", "4321", "IR"), ("registration_number", "4321", "IR"), "fair"),
        (("registration_number", "4321", "IR"), ("passport", "4321", "IR"), None),
        (("registration_number", "4321", ""), ("passport", "4321", ""), None),
        (("tax_number", "A12345678", "ES"), ("vat_code", "A12345678", "ES"), "fair"),
        (("passport", "A12345678", "SU"), ("passport", "A12345678", "RU"), "strong"),
        (("email", "someone@example.com", ""), ("email", "someone@example.com", ""), "fair"),
        (("wallet", "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B", ""),) * 2 + ("strong",),
        (("un_locode", "IRBND", ""), ("un_locode", "IRBND", ""), None),
        (("phone", "+98 21 8852 6300", ""), ("phone", "021-88526300", ""), "weak"),
        (("phone", "+98 21 8852 6300", ""), ("phone", "+44 21 8852 6300", ""), None),
        (("id_number", "HMYR7", ""), ("call_sign", "HMYR7", ""), None),
        (("wallet", "0xaB5801a7D398351b8bE11C439e05C5B3259aeC9B", ""),) * 2 + ("fair",),
        (("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNA", ""),) * 2 + ("weak",),
        (("duns", "542957624", ""), ("duns", "54-295-7624", ""), "fair"),
        (("website", "example.com", ""), ("website", "https://www.example.com/x", ""), "fair"),
        (("serial_number", "8401", ""), ("serial_number", "8401", ""), "weak"),
        (("mmsi", "572469210", ""), ("mmsi", "572 469 210", ""), "fair"),
    ],
)
def test_what_equal_values_are_worth(query: Written, listed: Written, strength: Strength | None) -> None:
    """Strong where one party has the number, weaker where type, country, length or check leave doubt."""
    assert agreement(normalise_identifier(*query), normalise_identifier(*listed)) == strength


TYPES = st.sampled_from(
    [
        "imo_number",
        "swift_bic",
        "lei_code",
        "inn_code",
        "passport_number",
        "id_number",
        "tax_number",
        "phone",
        "mmsi",
    ]
)
VALUES = st.sampled_from(
    ["8405270", "1790183", "BOELKPPY", "BOELKPPYABC", "7707083893", "A1084010", "572469210", "4321"]
)
COUNTRIES = st.sampled_from(["", "EG", "RU", "IR"])
WRITTEN = st.tuples(TYPES, VALUES, COUNTRIES)


@given(WRITTEN, WRITTEN)
def test_agreement_is_symmetric(query: Written, listed: Written) -> None:
    """It says the same whichever side asks."""
    one, other = normalise_identifier(*query), normalise_identifier(*listed)
    assert agreement(one, other) == agreement(other, one)
