"""Script detection, as ISO 15924 codes.

`script_of` serves to choose a romanisation, and to count names by script. Blocks follow the Unicode Character
Database (`Scripts.txt`), reduced to the scripts in which names of parties are published.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import Final

_BLOCKS: Final = (  # first code point, last code point, script; sorted
    (0x0041, 0x005A, "Latn"),
    (0x0061, 0x007A, "Latn"),
    (0x00AA, 0x00AA, "Latn"),
    (0x00BA, 0x00BA, "Latn"),
    (0x00C0, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0591, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0700, 0x074F, "Syrc"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x0860, 0x086F, "Syrc"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x13A0, 0x13FF, "Cher"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1D00, 0x1D25, "Latn"),
    (0x1D26, 0x1D2A, "Grek"),
    (0x1D2B, 0x1D2B, "Cyrl"),
    (0x1D2C, 0x1D5C, "Latn"),
    (0x1D62, 0x1D65, "Latn"),
    (0x1D6B, 0x1DBF, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x3005, 0x3007, "Hani"),
    (0x3021, 0x3029, "Hani"),
    (0x3041, 0x309F, "Hira"),
    (0x30A1, 0x30FF, "Kana"),
    (0x3105, 0x312F, "Bopo"),
    (0x3131, 0x318E, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA720, 0xA7FF, "Latn"),
    (0xA960, 0xA97F, "Hang"),
    (0xAB30, 0xAB6F, "Latn"),
    (0xAB70, 0xABBF, "Cher"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB00, 0xFB06, "Latn"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
    (0xFF21, 0xFF3A, "Latn"),
    (0xFF41, 0xFF5A, "Latn"),
    (0xFF66, 0xFF9F, "Kana"),
    (0xFFA0, 0xFFDC, "Hang"),
    (0x1D400, 0x1D6A5, "Latn"),
    (0x1D6A8, 0x1D7CB, "Grek"),
    (0x1EE00, 0x1EEFF, "Arab"),
    (0x1F130, 0x1F189, "Latn"),
    (0x20000, 0x323AF, "Hani"),
)
_STARTS: Final = tuple(block[0] for block in _BLOCKS)


@lru_cache(maxsize=4096)
def script_of_char(char: str) -> str:
    """Give the ISO 15924 code of one character's script, `Zyyy` for digits, signs and what no name is
    written in.
    """
    code = ord(char)
    place = bisect_right(_STARTS, code) - 1
    if place >= 0 and code <= _BLOCKS[place][1]:
        return _BLOCKS[place][2]
    return "Zyyy"


def script_of(text: str) -> str:
    """Tell the script that most letters of a text belong to.

    Args:
        text: any string.

    Returns:
        An ISO 15924 code (`Latn`, `Cyrl`, `Arab`, `Hani`, `Hang`…); `Jpan` where kana stands anywhere beside
        or instead of Chinese characters; `Zyyy` for a text without letters.

    >>> [script_of(text) for text in ("Smith", "Иван", "محمد", "習近平", "김정은", "高橋あすか", "12")]
    ['Latn', 'Cyrl', 'Arab', 'Hani', 'Hang', 'Jpan', 'Zyyy']
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    counts = Counter(map(script_of_char, text))
    counts.pop("Zyyy", None)
    if not counts:
        return "Zyyy"
    if "Hira" in counts or "Kana" in counts:
        counts["Jpan"] = counts.pop("Hira", 0) + counts.pop("Kana", 0) + counts.pop("Hani", 0)
    return max(counts, key=counts.__getitem__)
