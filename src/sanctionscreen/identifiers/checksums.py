"""Check digits: one function per rule, from the compact number to whether the rule holds.

The rules are few lines each and are needed for every listing that is loaded; the test-suite holds them
against python-stdnum, which takes 30 ms to import.
"""

from __future__ import annotations

import hashlib

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12_FIRST = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12_SECOND = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_LETTERS_AS_NUMBERS = {
    ord(char): str(int(char, 36)) for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
}
_IMO_COMPANY = (8, 6, 4, 2, 9, 7)


def is_imo_ship(number: str) -> bool:
    """Whether a ship's IMO number is right: the weighted sum of six digits ends in the seventh (IMO
    A.1117(30)).

    >>> is_imo_ship("8405270"), is_imo_ship("15411")
    (True, False)
    """
    if not _is_digits(number, 7):
        return False
    return sum(int(digit) * (7 - position) for position, digit in enumerate(number[:6])) % 10 == int(
        number[6]
    )


def is_imo_company(number: str) -> bool:
    """Whether a shipping company's or registered owner's IMO number is right (modulo 11, IMO circular letter
    2554).

    >>> is_imo_company("1790183")
    True
    """
    if not _is_digits(number, 7):
        return False
    return (11 - _weighted(number, _IMO_COMPANY) % 11) % 10 == int(number[6])


def is_lei(code: str) -> bool:
    """Whether a legal entity identifier is right: 18 letters or digits, two check digits (ISO 17442)."""
    if len(code) != 20 or not code.isascii() or not code.isalnum() or not code[18:].isdigit():
        return False
    return int(code.translate(_LETTERS_AS_NUMBERS)) % 97 == 1


def is_inn(number: str) -> bool:
    """Whether a Russian taxpayer's number is right: 10 digits for companies, 12 for people."""
    if _is_digits(number, 10):
        return _weighted(number, _INN_10) % 11 % 10 == int(number[9])
    if _is_digits(number, 12):
        first = _weighted(number, _INN_12_FIRST) % 11 % 10 == int(number[10])
        return first and _weighted(number, _INN_12_SECOND) % 11 % 10 == int(number[11])
    return False


def is_ogrn(number: str) -> bool:
    """Whether a Russian state registration number is right: 13 digits for companies, 15 for sole traders."""
    if _is_digits(number, 13):
        return int(number[:-1]) % 11 % 10 == int(number[-1])
    return _is_digits(number, 15) and int(number[:-1]) % 13 % 10 == int(number[-1])


def is_base58_wallet(address: str) -> bool:
    """Whether a wallet address in base 58 (Bitcoin, Litecoin, Dash, Tron…) ends in its own checksum."""
    value = 0
    for char in address:
        digit = _BASE58.find(char)
        if digit < 0:
            return False
        value = value * 58 + digit
    zeros = len(address) - len(address.lstrip("1"))
    payload = b"\0" * zeros + value.to_bytes((value.bit_length() + 7) // 8, "big")
    if len(payload) < 25:
        return False
    digest = hashlib.sha256(hashlib.sha256(payload[:-4]).digest()).digest()
    return digest[:4] == payload[-4:]


def is_bech32(address: str) -> bool:
    """Whether an address in bech32 or bech32m (bc1…, ltc1…) ends in its own checksum (BIP 173, BIP 350).

    >>> is_bech32("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"), is_bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")
    (True, False)
    """
    prefix, separator, data = address.casefold().rpartition("1")
    values = [_BECH32.find(char) for char in data]
    if (
        not separator
        or not prefix
        or len(values) < 6
        or min(values) < 0
        or address not in (address.lower(), address.upper())
    ):
        return False
    check = 1
    for value in (*(ord(char) >> 5 for char in prefix), 0, *(ord(char) & 31 for char in prefix), *values):
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_BECH32_GENERATORS):
            if top >> bit & 1:
                check ^= generator
    return check in (1, 0x2BC830A3)


def is_eip55(address: str) -> bool | None:
    """Whether the letters of an Ethereum address (`0x` and 40 hexadecimal digits) have the case that EIP-55 gives them.

    Returns:
        None if all letters have one case; then the address carries no checksum.

    >>> is_eip55("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), is_eip55("0x5aAeb6053f3E94C9b9A09f33669435E7Ef1BeAed")
    (True, False)
    """
    digits = address[2:]
    if digits in (digits.lower(), digits.upper()):
        return None
    digest = keccak256(digits.lower().encode()).hex()
    return all(
        digit == (digit.upper() if int(nibble, 16) >= 8 else digit.lower())
        for digit, nibble in zip(digits, digest, strict=False)
    )


def keccak256(data: bytes) -> bytes:
    """Keccak-256 as Ethereum uses it: SHA-3 but for the padding, which `hashlib` doesn't have.

    Source: The Keccak reference, version 3.0, 2011. The libraries that have it bring sixteen megabytes, or a compiler.
    """
    lanes = [0] * 25
    padded = bytearray(data) + b"\x01" + b"\0" * (-(len(data) + 1) % _RATE)
    padded[-1] |= 0x80
    for start in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            at = start + 8 * lane
            lanes[lane] ^= int.from_bytes(padded[at : at + 8], "little")
        _permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permute(lanes: list[int]) -> None:
    """Keccak-f[1600], in place."""
    register = 1
    for _ in range(24):
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        for place in range(25):
            x = place % 5
            lanes[place] ^= columns[(x - 1) % 5] ^ _rotated(columns[(x + 1) % 5], 1)
        x, y, moving = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            place = x + 5 * y
            moving, lanes[place] = lanes[place], _rotated(moving, (step + 1) * (step + 2) // 2 % 64)
        for row in range(0, 25, 5):
            old = lanes[row : row + 5]
            for x in range(5):
                lanes[row + x] = old[x] ^ (~old[(x + 1) % 5] & old[(x + 2) % 5])
        for bit in range(7):
            if register & 1:
                lanes[0] ^= 1 << ((1 << bit) - 1)
            register = register << 1 ^ (0x171 if register & 0x80 else 0)


def _rotated(lane: int, by: int) -> int:
    return (lane << by | lane >> (64 - by)) & _LANE


_RATE = 136
_LANE = (1 << 64) - 1
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def _weighted(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
