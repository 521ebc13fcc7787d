"""Vowels for a word of Arabic script that no table knows, by the commonest pattern of its letters.

Arabic script writes consonants and long vowels. The short ones follow patterns of the root: after a long a the last
consonant takes an i (`fadil`), a first m before a long u takes an a (`mansur`), a first alif before consonants takes
an a (`akram`), and two consonants at the start never stand together. Source: W. Wright, A Grammar of the Arabic
Language, on the forms of nouns; frequencies from common names.
"""

from __future__ import annotations

from typing import Final, NamedTuple

_CONSONANTS: Final = {
    **{
        "ب": "b",
        "ت": "t",
        "ث": "th",
        "ج": "j",
        "ح": "h",
        "خ": "kh",
        "د": "d",
        "ذ": "dh",
        "ر": "r",
        "ز": "z",
        "س": "s",
    },
    **{
        "ش": "sh",
        "ص": "s",
        "ض": "d",
        "ط": "t",
        "ظ": "z",
        "ع": "'",
        "غ": "gh",
        "ف": "f",
        "ق": "q",
        "ك": "k",
        "ل": "l",
    },
    **{
        "م": "m",
        "ن": "n",
        "ه": "h",
        "پ": "p",
        "چ": "ch",
        "ژ": "zh",
        "گ": "g",
        "ڤ": "v",
        "ڨ": "g",
        "ڭ": "ng",
        "ڥ": "v",
    },
    **{
        "ٹ": "t",
        "ڈ": "d",
        "ڑ": "r",
        "ں": "n",
        "ټ": "t",
        "ډ": "d",
        "ړ": "r",
        "ږ": "zh",
        "ښ": "sh",
        "ڼ": "n",
        "ځ": "dz",
    },
    **{
        "څ": "ts",
        "ڕ": "r",
        "ڵ": "l",
        "ڬ": "g",
        "ڠ": "ng",
        "ڽ": "ny",
        "ۏ": "v",
        "ټ": "t",
        "ڃ": "ny",
        "ڢ": "f",
        "ڧ": "q",
    },
}
_PERSIAN: Final = {"ث": "s", "ذ": "z", "ض": "z"}


class _Unit(NamedTuple):
    sound: str
    vowel: bool


def vowelled(word: str, *, persian: bool = False) -> str:
    """Romanise one word, adding the vowels that its pattern calls for.

    Args:
        word: letters as `arabic.normal` leaves them.
        persian: whether w is v and th, dh, d are s, z, z.

    Returns:
        Lower-case Latin letters; other characters stay as they are.

    >>> vowelled("فاضل"), vowelled("منصور"), vowelled("كريم"), vowelled("جعفر")
    ('fadil', 'mansur', 'karim', 'jafar')
    """
    ending = ""
    if word.endswith("اة"):
        word = word[:-1] + "ت"  # qanat, hayat, salat
    elif word.endswith("ة"):
        word, ending = word[:-1], "eh" if persian else "a"
    elif persian and word.endswith("ه") and len(word) > 2 and word[-2] not in "اوي":
        word, ending = word[:-1], "eh"
    units = _units(word, persian)
    if word.startswith("مت") and len(units) == 5 and not any(unit.vowel for unit in units):
        return _doubling(units, persian) + ending
    if ending:
        units.append(_Unit(ending, True))
    return "".join(_fill(units, word, persian)).replace("'", "")


def _doubling(units: list[_Unit], persian: bool) -> str:
    """The participle in mut- that doubles its middle consonant: mutawakkil, mutaqaddim."""
    first, second, third = (unit.sound.replace("'", "") for unit in units[2:])
    middle = second * 2 if len(second) == 1 else second
    return f"m{'o' if persian else 'u'}ta{first}a{middle}{'e' if persian else 'i'}{third}"


def _units(word: str, persian: bool) -> list[_Unit]:
    units: list[_Unit] = []
    last = len(word) - 1
    for place, letter in enumerate(word):
        after = word[place + 1] if place < last else ""
        if letter == "ا":
            # Before ya or waw a first alif only carries their vowel: Iran, Iyad, Uzbek.
            carried = (
                {"ي": "i", "و": "u"}.get(after, "a") if place == 0 and word[2:3] not in ("ي", "و") else "a"
            )
            units.append(_Unit(carried, True))
        elif place == 1 and word[0] == "ا" and letter in "يو" and word[2:3] not in ("ا", "ي", "و", "ة", ""):
            continue  # the vowel that the alif carries
        elif letter == "و":
            glide = place == 0 or after in ("ا", "ة", "ي", "و") or (units and units[-1].vowel)
            units.append(
                _Unit(("v" if persian else "w") if glide else _diphthong(word, place) + "u", not glide)
            )
        elif letter == "ي":
            glide = place == 0 or after in ("ا", "و", "ة") or (units and units[-1].vowel and place < last)
            units.append(_Unit("y" if glide else _diphthong(word, place) + "i", not glide))
        else:
            sound = (_PERSIAN.get(letter) if persian else None) or _CONSONANTS.get(letter, letter)
            units.append(_Unit(sound, False))
    return units


def _diphthong(word: str, place: int) -> str:
    """An a where a word of four consonants has w or y second: Kawthar, Haydar."""
    return (
        "a"
        if place == 1 and len(word) == 4 and not set(word) & set("اة") and word[2:].strip("وي") == word[2:]
        else ""
    )


def _fill(units: list[_Unit], word: str, persian: bool) -> list[str]:
    filled: list[str] = []
    consonants = 0  # consonants since the last vowel
    opening = _opening(units, word, persian)
    for place, unit in enumerate(units):
        filled.append(unit.sound)
        consonants = 0 if unit.vowel else consonants + 1
        rest = units[place + 1 :]
        if unit.vowel or not rest or rest[0].vowel:
            continue
        vowel = opening if place == 0 else _between(place, consonants, rest, units, persian)
        if vowel:
            filled.append(vowel)
            consonants = 0
    return filled


def _opening(units: list[_Unit], word: str, persian: bool) -> str:
    """The vowel after a first consonant: a participle in m takes an u (`muslim`, `muhajir`; not `mansur`, `mahdi`)."""
    if not word.startswith("م") or len(units) < 4 or units[1].vowel:
        return "a"
    bare = not any(unit.vowel for unit in units)
    doing = len(units) >= 5 and units[2].sound == "a"
    return ("o" if persian else "u") if bare or doing else "a"


def _between(place: int, consonants: int, rest: list[_Unit], units: list[_Unit], persian: bool) -> str:
    """The vowel between the consonant at `place`, not the first, and the next consonant, if there is one."""
    if len(rest) == 1:
        if len(units) == 3 and not units[0].vowel:
            return ""  # three consonants: harb, shams, nasr
        active = place > 0 and units[place - 1].vowel and units[place - 1].sound == "a" and place > 1
        return ("e" if persian else "i") if active else "a"
    if consonants == 1:
        return ""  # closes a syllable: man-sur
    return "a"
