"""Check digits, held against python-stdnum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import bitcoin, imo, lei
from stdnum.ru import inn, ogrn

from sanctionscreen.identifiers.checksums import (
    is_base58_wallet,
    is_bech32,
    is_eip55,
    is_imo_company,
    is_imo_ship,
    is_inn,
    is_lei,
    is_ogrn,
    keccak256,
)


def digits(*lengths: int) -> st.SearchStrategy[str]:
    return st.one_of([st.text("0123456789", min_size=size, max_size=size) for size in lengths])


@given(digits(6, 7, 7, 7, 8))
def test_imo_numbers_as_stdnum_checks_them(number: str) -> None:
    """A ship's number passes here exactly where it passes there."""
    assert is_imo_ship(number) == imo.is_valid(number)


@given(st.text("0123456789", min_size=6, max_size=6))
def test_one_last_digit_is_right(head: str) -> None:
    """Of the ten ways to end an IMO number of either sort exactly one is right."""
    for check in (is_imo_ship, is_imo_company):
        assert sum(check(f"{head}{last}") for last in range(10)) == 1


@given(digits(9, 10, 10, 12, 12, 13))
def test_inn_as_stdnum_checks_it(number: str) -> None:
    """A Russian taxpayer's number passes here exactly where it passes there."""
    assert is_inn(number) == inn.is_valid(number)


@given(digits(12, 13, 13, 15, 15))
def test_ogrn_as_arithmetic_has_it(number: str) -> None:
    """A Russian registration number ends in the remainder of what stands before, modulo 11 or 13."""
    divisor = {13: 11, 15: 13}.get(len(number))
    expected = divisor is not None and int(number[:-1]) % divisor % 10 == int(number[-1])
    assert is_ogrn(number) == expected


@pytest.mark.parametrize("number", ["1027700132195", "1037739709138", "1087746669845", "304500116000157"])
def test_ogrn_of_real_registers_passes(number: str) -> None:
    """Numbers from public registers pass here and in python-stdnum."""
    assert is_ogrn(number)
    assert ogrn.is_valid(number)


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=18, max_size=18), st.integers(0, 96))
def test_lei_as_stdnum_checks_it(head: str, last: int) -> None:
    """A legal entity identifier passes here exactly where it passes there."""
    code = f"{head}{last:02}"
    assert is_lei(code) == lei.is_valid(code)


@pytest.mark.parametrize("code", ["213800WAVVOPS85N2205", "5493000IBP32UQZ0KL24"])
def test_lei_of_real_companies_passes(code: str) -> None:
    """Two codes from the public register pass; with two letters exchanged they don't."""
    assert is_lei(code)
    assert not is_lei(code[:4] + code[5] + code[4] + code[6:]) or code[4] == code[5]


def test_company_numbers_of_shipping_companies_pass() -> None:
    """Ocean Maritime Management's number passes, and with two digits exchanged doesn't."""
    assert is_imo_company("1790183")
    assert not is_imo_company("1790138")


def test_wallet_checksum() -> None:
    """The first Bitcoin address ever used passes, and fails with one letter in the other case."""
    assert is_base58_wallet("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
    assert not is_base58_wallet("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNA")


@given(st.text(max_size=40))
def test_any_text_is_judged_without_failing(text: str) -> None:
    """Every check answers True or False for any text, and only ASCII passes."""
    for check in (is_imo_ship, is_imo_company, is_inn, is_ogrn, is_lei, is_base58_wallet):
        assert not check(text) or text.isascii()


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", True),  # BIP 173
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", True),  # BIP 350
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", False),
        ("bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", False),
        ("bc1", False),
        ("", False),
    ],
)
def test_bech32(address: str, right: bool) -> None:
    """The examples of the standards pass; a wrong letter, or mixed case, does not."""
    assert is_bech32(address) is right
    if address.startswith(("bc1q", "BC1Q")) and address in (
        address.lower(),
        address.upper(),
    ):  # all that stdnum checks
        assert bitcoin.is_valid(address) is right


@pytest.mark.parametrize(
    "address",
    [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_eip55(address: str) -> None:
    """The examples of the standard pass; with one letter in the other case they don't, and one case checks nothing."""
    assert is_eip55(address) is True
    assert is_eip55("0x" + address[2:].swapcase()) is False
    assert is_eip55(address.lower()) is None


def test_keccak_as_published() -> None:
    """The digests of nothing and of "abc", and of as many bytes as one block has, and one more."""
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    assert len({keccak256(b"a" * size) for size in (135, 136, 137)}) == 3
