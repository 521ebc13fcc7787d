"""Runs of kana and Chinese characters: Japanese where something shows it, else Mandarin.

Kana is read by Hepburn without long vowels, as passports spell it. Chinese characters are Japanese beside kana, where a
character exists in Japan alone, or where the run is a known Japanese surname with a given name; the tables hold the
commonest names, and single characters have one reading for the rest.

Source: Japanese passport rules (modified Hepburn, long vowels not marked), ISO 3602.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sanctionscreen.names.scripts import han

_ROWS: Final = """
ア-a イ-i ウ-u エ-e オ-o カ-ka キ-ki ク-ku ケ-ke コ-ko サ-sa シ-shi ス-su セ-se ソ-so タ-ta チ-chi ツ-tsu テ-te ト-to
ナ-na ニ-ni ヌ-nu ネ-ne ノ-no ハ-ha ヒ-hi フ-fu ヘ-he ホ-ho マ-ma ミ-mi ム-mu メ-me モ-mo ヤ-ya ユ-yu ヨ-yo
ラ-ra リ-ri ル-ru レ-re ロ-ro ワ-wa ヰ-i ヱ-e ヲ-o ン-n ガ-ga ギ-gi グ-gu ゲ-ge ゴ-go ザ-za ジ-ji ズ-zu ゼ-ze ゾ-zo
ダ-da ヂ-ji ヅ-zu デ-de ド-do バ-ba ビ-bi ブ-bu ベ-be ボ-bo パ-pa ピ-pi プ-pu ペ-pe ポ-po ヴ-vu
ァ-a ィ-i ゥ-u ェ-e ォ-o ヵ-ka ヶ-ga ヮ-wa
"""
_SYLLABLES: Final = {pair[0]: pair[2:] for pair in _ROWS.split()}
_SMALL_Y: Final = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}
_SMALL_VOWELS: Final = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_LONG: Final = re.compile("ou|oo|uu")
_BEFORE_LABIAL: Final = re.compile("n(?=[bmp])")
_KANA_RUN: Final = re.compile("[\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff]+")
_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


def kana(text: str) -> str:
    """Romanise a run of kana.

    >>> kana("さとう"), kana("シャチョウ"), kana("はっとり"), kana("ヴァン"), kana("しんぺい")
    ('sato', 'shacho', 'hattori', 'van', 'shimpei')
    """
    text = "".join(chr(ord(char) + 0x60) if "\u3041" <= char <= "\u3096" else char for char in text)
    read, doubled = "", False
    for char in text:
        if char == "ッ":
            doubled = True
            continue
        if char in _SMALL_Y and read.endswith("i"):
            sibilant = read.endswith(("shi", "chi", "ji"))
            read = read[:-1] + (_SMALL_Y[char][1:] if sibilant else _SMALL_Y[char])
            continue
        if char in _SMALL_VOWELS and read.endswith(("u", "e", "o", "i")):
            read = (
                read[:-1] + _SMALL_VOWELS[char]
                if read.endswith(("fu", "vu", "te", "de"))
                else read + _SMALL_VOWELS[char]
            )
            continue
        syllable = _SYLLABLES.get(char) or _SMALL_Y.get(char, "" if char in "ーゝヽ゛゜" else char)
        read += (("t" if syllable.startswith("ch") else syllable[:1]) if doubled else "") + syllable
        doubled = False
    return _BEFORE_LABIAL.sub("m", _LONG.sub(lambda match: match[0][0], read))


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    """Characters that show Japanese; surnames, given names, words and letters with their readings."""
    data = han.data()["japanese"]
    parts = (han.by_word(data[name]) for name in ("surnames", "given", "words", "letters"))
    surnames, given, words, letters = parts
    return frozenset(data["only"]) - {"\n"}, surnames, given, words, letters


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    """Words that only names of Japanese organisations have."""
    return re.compile("|".join(han.data()["japanese"]["signs"].split()))


@lru_cache(maxsize=1024)
def is_japanese(text: str) -> bool:
    """Whether kana, a character of Japan alone, or a surname with a given name shows that a run is Japanese.

    >>> is_japanese("高橋あすか"), is_japanese("佐々木"), is_japanese("安倍晋三"), is_japanese("習近平")
    (True, True, True, False)
    """
    only, surnames, given, words, _ = _tables()
    if _KANA.search(text) or not only.isdisjoint(text):
        return True
    parts = text.split()
    if _signs().search(text):
        return True
    if len(parts) > 1:
        return any(len(part) > 1 and part in surnames for part in parts)
    return any(
        text[:size] in surnames
        and (text[size:] in given or (len(text) >= 4 and size >= 2 and text[size:] not in words))
        for size in (3, 2, 1)
        if len(text) > size
    )


def read(text: str, whole: str = "") -> str:
    """Romanise a run of kana and Chinese characters.

    >>> read("田中太郎"), read("高橋あすか"), read("习近平"), read("中国银行")
    ('tanaka taro', 'takahashi asuka', 'xi jin ping', 'zhong guo yin hang')
    """
    return japanese(text) if is_japanese(whole or text) else han.read(text)


def japanese(text: str) -> str:
    """Read every word of a run as Japanese: words, surnames and given names, then letter by letter.

    >>> japanese("田中商事株式会社"), japanese("裕太 佐々木")
    ('tanaka shoji kabushiki kaisha', 'yuta sasaki')
    """
    return " ".join(_word(word) for word in text.split())


@lru_cache(maxsize=65536)
def _word(word: str) -> str:
    _, surnames, given, words, letters = _tables()
    if word in given and word not in surnames:
        return given[word]
    read: list[str] = []
    place, size = 0, len(word)
    while place < size:
        kana_run = _KANA_RUN.match(word, place)
        if kana_run and not read:
            read.append(kana(kana_run[0]))
            place = kana_run.end()
            continue
        for table in (words, surnames if not read else given, given):
            length = next(
                (n for n in range(min(5, size - place), 0, -1) if word[place : place + n] in table), 0
            )
            if length > (0 if table is not given else 1) or (length and place + length == size):
                read.append(table[word[place : place + length]])
                place += length
                break
        else:
            place = _letterwise(word, place, read, letters)
    return " ".join(read)


def _letterwise(word: str, place: int, read: list[str], letters: dict[str, str]) -> int:
    """Read what no table has as one name, up to a known word or the end."""
    words = _tables()[3]
    name = ""
    while place < len(word):
        if name and any(word[place : place + size] in words for size in (5, 4, 3, 2)):
            break
        size = 2 if word[place : place + 2] in letters else 1
        piece = word[place : place + size]
        name += letters.get(piece) or (kana(piece) if _KANA_RUN.match(piece) else han.read(piece).strip())
        place += size
    read.append(name)
    return place


def alternatives(text: str, whole: str = "") -> list[str]:
    """Give the other readings: Mandarin, Cantonese, Korean, Wade-Giles, Japanese, as far as tables go.

    >>> alternatives("金正恩"), alternatives("田中太郎")
    (['kam ching yan', 'kim jeong eun', 'chin cheng en'], ['tian zhong tai lang'])
    """
    if is_japanese(whole or text):
        return [] if _KANA.search(text) else [han.read(text)]
    forms = [reading for reading in (han.cantonese(text), han.korean(text)) if reading]
    if text[:2] in _tables()[1] and len(text) <= 4:
        forms.insert(0, japanese(text))
    return [*forms[:3], han.wade_giles(han.read(text))]
