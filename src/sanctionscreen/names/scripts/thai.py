"""Thai by the Royal Thai General System, syllable by syllable as far as spelling alone tells.

Source: Royal Institute of Thailand, Principles of Romanization for Thai Script by Transcription Method (1999).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final


def _letters(groups: str) -> dict[str, str]:
    return {
        letter: sound
        for group in groups.split()
        for sound, letters in [group.split(":")]
        for letter in letters
    }


_INITIALS: Final = _letters(
    "k:ก kh:ขฃคฅฆ ng:ง ch:จฉชฌ s:ซศษส y:ญย d:ฎด t:ฏต th:ฐฑฒถทธ n:ณน b:บ p:ป ph:ผพภ f:ฝฟ m:ม r:ร l:ลฬ w:ว h:หฮ :อ"
)
_FINALS: Final = _letters("k:กขคฆ t:จชซฌฎฏฐฑฒดตถทธศษส p:บปพฟภ ng:ง n:ญณนรลฬ m:ม i:ย o:ว")
_SILENT: Final = re.compile("[ก-ฮ][ิุ]?์|[็-๎]")  # letters under a cancellation mark; tone marks
_ONSET: Final = "(?:ห(?=[งญนมยรลว])|อ(?=ย))?(?:[กขคตปผพท][รลว]|[ก-ฮ])"
_END: Final = "(?:([ก-ฮ])(?![ะาำิีึืุูั]|รร))?"
_VOWELS: Final = tuple(
    (re.compile(before + f"({_ONSET})" + after + (_END if closed else "()")), sound)
    for before, after, sound, closed in (
        ("เ", "ียะ?", "ia", True),
        ("เ", "ือะ?", "uea", True),
        ("", "ัวะ?", "ua", False),
        ("เ", "าะ", "o", False),
        ("เ", "า", "ao", False),
        ("เ", "อ", "oe", True),
        ("เ", "ิ", "oe", True),
        ("เ", "ย", "oei", False),
        ("เ", "ะ?", "e", True),
        ("แ", "ะ?", "ae", True),
        ("โ", "ะ?", "o", True),
        ("[ใไ]", "ย?", "ai", False),
        ("", "ำ", "am", False),
        ("", "ั", "a", True),
        ("", "ะ", "a", False),
        ("", "า", "a", True),
        ("", "[ิี]", "i", True),
        ("", "[ึื]อ?", "ue", True),
        ("", "[ุู]", "u", True),
        ("", "รร", "a", True),
        ("", "ว(?=[ก-ฮ])", "ua", True),
        ("", "อ(?![ะาำิีึืุูั])", "o", True),
    )
)
_BARE: Final = re.compile("([ก-ฮ])([ก-ฮ])(?![ะาำิีึืุูั]|รร)")


def read(text: str, whole: str = "") -> str:
    """Romanise Thai words.

    >>> read("สมชาย"), read("ทองแท้"), read("เชิดชัย"), read("ประเทศไทย")
    ('somchai', 'thongthae', 'choetchai', 'prathetthai')
    """
    return " ".join(_word(_SILENT.sub("", word).replace("ํา", "ำ")) for word in text.split())


@lru_cache(maxsize=65536)
def _word(word: str) -> str:
    read, place = "", 0
    while place < len(word):
        for pattern, sound in _VOWELS:
            match = pattern.match(word, place)
            if match:
                read += _initial(match[1]) + sound + (_FINALS.get(match[2], "") if match[2] else "")
                if sound == "a" and match[0].endswith("รร"):
                    read += "n"
                break
        else:
            match = _BARE.match(word, place)
            if match:
                read += _initial(match[1]) + "o" + _FINALS.get(match[2], "")
            else:
                read += {"ฤ": "rue", "ฦ": "lue", "ๆ": "", "ฯ": ""}.get(word[place], _alone(word[place]))
                place += 1
                continue
        place = match.end()
    return read


def _alone(letter: str) -> str:
    return _INITIALS[letter] + "a" if letter in _INITIALS else ""


def _initial(onset: str) -> str:
    if len(onset) > 1 and onset[0] in "หอ" and onset[1] in "งญนมยรลว":
        onset = onset[1:]
    return "".join(_INITIALS.get(letter, "") for letter in onset)
