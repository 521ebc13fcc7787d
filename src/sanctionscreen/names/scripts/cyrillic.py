"""Cyrillic: Russian unless the letters show another language.

Sources: ICAO Doc 9303 part 3 and BGN/PCGN 1947 (Russian), Ukrainian Cabinet resolution 55 of 2010, BGN/PCGN
1979 (Belarusian), the Bulgarian Transliteration Act of 2009, Serbian and Macedonian Latin orthography without
marks, BGN/PCGN for Kazakh, Kyrgyz, Tajik, Uzbek and Mongolian.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final


def _table(pairs: str) -> dict[str, str]:
    return {pair[0]: pair[2:] for pair in pairs.split()}


_BASE: Final = _table(
    """
    а-a б-b в-v г-g д-d е-e ё-e ж-zh з-z и-i й-y к-k л-l м-m н-n о-o п-p р-r с-s т-t у-u ф-f х-kh ц-ts ч-ch ш-sh
    щ-shch ъ- ы-y ь- э-e ю-yu я-ya і-i ї-i є-ye ґ-g ў-u ђ-dj ј-j љ-lj њ-nj ћ-c џ-dz ѓ-gj ќ-kj ѕ-dz ѐ-e ѝ-i ѣ-e ѳ-f
    ѵ-i ѫ-a ә-a ғ-gh қ-k ң-ng ө-o ұ-u ү-u һ-h ҳ-h ҷ-j ӣ-i ӯ-u ҝ-g ҹ-j ҙ-z ҡ-k ҫ-s ҥ-ng ҕ-gh ӡ-dz ӑ-a ӓ-a ӗ-e ҽ-ch
    ҟ-k ҭ-t ҧ-p ҩ-o ҵ-ts җ-j ӂ-zh ԥ-p ӏ- Ӏ- ӷ-gh ӊ-n ӄ-k ӈ-n ӧ-o ӱ-u ӟ-dz ӝ-j ӥ-i ӵ-ch ӹ-y ӛ-a ӫ-o ӳ-u ҏ-r ӆ-l
    ӎ-m ӌ-ch ҋ-y
    """
)
_CHANGES: Final = {
    "ru": {},
    "uk": _table("г-h и-y є-ye"),
    "be": _table("г-h ё-yo"),
    "bg": _table("ъ-a щ-sht х-h ь-y"),
    "sr": _table("ж-z х-h ц-c ч-c ш-s щ-st"),
    "mk": _table("х-h ц-c џ-dzh"),
    "uz": _table("ў-o х-kh ж-j қ-q"),
    "kk": _table(""),
}
_TABLES: Final = {
    language: str.maketrans({**_BASE, **changes, "\u0301": None, "\u0300": None})
    for language, changes in _CHANGES.items()
}
_SIGNS: Final = (  # the first that is found decides
    ("mk", re.compile("[ѓќѕ]")),
    ("sr", re.compile("[ђјљњћџ]")),
    ("uz", re.compile("ў.*[қғҳ]|[қғҳ].*ў")),
    ("kk", re.compile("[әғқңөұүһҳҷӣӯ]")),
    ("be", re.compile("ў|і.*[ыэё]|[ыэё].*і")),
    ("uk", re.compile("[іїєґ]|ськ|цьк|зьк|йо")),
    ("bg", re.compile("ъ(?![еёюяи])")),
)
_INITIAL_YI: Final = re.compile(r"\bї")
_SOFT_BREAK: Final = re.compile("[ъь](?=[еёо])")
_BGN_YE: Final = re.compile("(?:^|(?<=[ аеёиоуыэюяйъь]))[её]")


def language_of(text: str) -> str:
    """Tell the language from letters that only it has: `ru` where nothing speaks against it.

    >>> language_of("володимир"), language_of("олександр і син"), language_of("ђорђе")
    ('ru', 'uk', 'sr')
    """
    for language, sign in _SIGNS:
        if sign.search(text):
            return language
    return "ru"


def read(text: str, whole: str = "", language: str | None = None) -> str:
    """Romanise a run of Cyrillic words.

    Args:
        text: the words, in any case.
        whole: the whole name, which may show the language where the run does not.
        language: `ru`, `uk`, `be`, `bg`, `sr`, `mk`, `uz`, `kk`; by default what the letters show.

    Returns:
        Lower-case Latin letters.

    >>> read("Дмитрий"), read("Грищенко Сергій"), read("Ђорђевић"), read("Лукашэнка")
    ('dmitriy', 'hryshchenko serhiy', 'djordjevic', 'lukashenka')
    """
    text = unicodedata.normalize("NFC", text.lower())
    language = language or language_of((whole or text).lower())
    if language == "uk":
        text = _INITIAL_YI.sub("йі", text)
    if language != "be":
        text = _SOFT_BREAK.sub("й", text)
    return text.translate(_TABLES[language])


def alternatives(text: str, whole: str = "") -> list[str]:
    """Give the other readings of the same words: BGN/PCGN's `ye`, Ukrainian, Russian, Bulgarian, English
    spelling.

    >>> alternatives("Евгений Гриценко")
    ['yevgeniy gritsenko', 'evhenyy hrytsenko']
    """
    text = unicodedata.normalize("NFC", text.lower())
    language = language_of((whole or text).lower())
    forms: list[str] = []
    if language == "ru":
        forms.append(read(_BGN_YE.sub("йе", text), language="ru"))
        if not re.search("[ыэёъ]", text):
            forms.append(read(text, language="uk"))
        if "щ" in text:
            forms.append(read(text, language="bg"))
    elif language in ("uk", "be"):
        forms.append(read(text, language="ru"))
    elif language in ("sr", "mk"):
        forms.append(read(text, language="ru").replace("j", "y"))
    elif language == "bg":
        forms.append(read(text.replace("ъ", "у"), language="bg"))
    return forms
