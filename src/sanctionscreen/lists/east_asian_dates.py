"""Dates in East Asian writing, as lists of the region have them: `1963年頃`, `昭和16年8月20日`, `1941/8/20`."""

from __future__ import annotations

import re
import unicodedata

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "民國": 1911}
"""The year before the first of each era: Japan's since 1868, and the Republic of China's."""

_ABOUT = re.compile(r"\s*(?:頃|ごろ|左右|前後|前后|경)")
_ABOUT_BEFORE = re.compile(r"(?:約|约|およそ|대략|약)\s*")
_BETWEEN = re.compile(r"\s*(?:から|至|到|부터|～|〜|~|―|—)\s*(?=[〇一二三四五六七八九\d明大昭平令民])")
_END_OF_RANGE = re.compile(r"(?:まで|까지|の間|之間|之间|間|间|사이)")
_OR = re.compile(r"\s*(?:または|又は|或は|或者|或|もしくは|若しくは|또는|、|，)\s*")
_BORN = re.compile(r"\s*(?:生まれ|生れ|出生|출생|生|생)(?![\w])")
_ERA = re.compile(rf"({'|'.join(ERAS)})\s*(元|\d{{1,3}})\s*年")
_DATE = re.compile(r"(?<!\d)(\d{4})\s*[年년](?:\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?)?")
_NUMERIC = re.compile(r"(?<![\d/.])(\d{4})\s*([/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?![\d/])\.?")
_NUMERALS = re.compile(r"[〇零一二三四五六七八九十]+(?=\s*[年月日])")
_DIGITS = {**{char: str(at) for at, char in enumerate("〇一二三四五六七八九")}, "零": "0"}
_MARKS = re.compile(r"[年月日년월일]|\d{4}\s*[/.]\s*\d")


def western(text: str) -> str:
    """The text with its dates as lists in English write them; a text without such dates as it is.

    >>> western("1963年頃; 1972/1/30"), western("昭和16年8月20日"), western("1955年から1958年の間")
    ('circa 1963; 1972-01-30', '1941-08-20', '1955 to 1958')
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if not _MARKS.search(plain):
        return text
    plain = _NUMERALS.sub(lambda match: _number(match[0]), plain)
    plain = _ERA.sub(lambda match: f"{ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年", plain)
    plain = _OR.sub("; ", _BORN.sub("", _END_OF_RANGE.sub("", plain)))
    plain = _BETWEEN.sub(" to ", plain)
    plain = _NUMERIC.sub(lambda match: _iso(match[1], match[3], match[4]), plain)
    plain = _DATE.sub(lambda match: _iso(*match.groups()), plain)
    parts = [part.strip() for part in plain.split(";")]
    return "; ".join(_circa(part) for part in parts if part)


def _circa(part: str) -> str:
    bare = _ABOUT_BEFORE.sub("", _ABOUT.sub("", part))
    return f"circa {bare}" if bare != part else part


def _iso(year: str, month: str | None, day: str | None) -> str:
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _number(numerals: str) -> str:
    """Digits of a number in Chinese numerals: 一九七〇 is 1970, 二十三 is 23."""
    if "十" not in numerals:
        return "".join(_DIGITS[char] for char in numerals)
    tens, _, ones = numerals.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return numerals
    return (_DIGITS[tens] if tens else "1") + (_DIGITS[ones] if ones else "0")
