"""Segments of names by script and naming tradition, so that an average cannot hide who bears the alerts.

A segment is a script, or within Latin letters one of five naming traditions or "other". It is derived from the words of
the name alone, with a small table (`data/segments.toml`) and a few rules: right often enough for statistics, wrong for
many a single person, and never to be used for a decision.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

from anyascii import anyascii

from sanctionscreen.names.scripts.detect import script_of

ARABIC_PERSIAN: Final = "Latin: Arabic or Persian"
SLAVIC: Final = "Latin: Slavic"
CHINESE: Final = "Latin: Chinese"
KOREAN: Final = "Latin: Korean"
HISPANIC: Final = "Latin: Hispanic"
OTHER: Final = "Latin: other"

_SCRIPTS: Final = {
    "Arab": "Arabic script", "Armn": "Armenian script", "Cyrl": "Cyrillic", "Deva": "Devanagari", "Ethi": "Ethiopic",
    "Geor": "Georgian script", "Grek": "Greek", "Hang": "Hangul", "Hani": "Chinese characters", "Hebr": "Hebrew script",
    "Jpan": "Japanese", "Khmr": "Khmer script", "Mymr": "Burmese script", "Thai": "Thai script", "Zyyy": "no letters",
}  # fmt: skip
"""The label of each ISO 15924 code; a code that isn't here is its own label."""

_WORD = re.compile(r"[a-z]+")
_NEEDED: Final = 2
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhrzcsyw])?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo"
    r"|uai|ui|uan|un|uang|ue)|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)|er|hs[iu]\w{0,3}|ts[aeou]\w{0,3})"
)
_KOREAN = re.compile(
    r"(?:(?:kk|tt|pp|ss|jj|ch|sh|[kgndtlmbpsjh])?"
    r"(?:yeo|yae|wae|eui|yoo|yu|ya|yo|ye|wa|wo|we|wi|eo|eu|ae|oe|ui|oo|ee|a|e|i|o|u)|r(?:yeo|yu|ya|yo|ye|ae|a|i|o))"
    r"(?:ng|k|n|l|m|p|t|b|h)?"
)
_FOUR_PARTS: Final = 4


def segment_of(name: str) -> str:
    """The segment of a name: its script, or for Latin letters the naming tradition that its words suggest.

    Args:
        name: of a person as a rule; organisations and ships are segmented by the same words.

    Returns:
        One of the constants of this module, the name of a script, or `no letters`.

    >>> [segment_of(name) for name in ("Kim Yong Chol", "Ali Hassan", "Olga Petrova", "Li Xiaoming")]
    ['Latin: Korean', 'Latin: Arabic or Persian', 'Latin: Slavic', 'Latin: Chinese']
    >>> [segment_of(name) for name in ("Luis Ortega", "Tom Hill")]
    ['Latin: Hispanic', 'Latin: other']
    >>> segment_of("محمد")
    'Arabic script'
    """
    script = script_of(name)
    if script != "Latn":
        return _SCRIPTS.get(script, script)
    return _tradition(tuple(_WORD.findall(anyascii(name).casefold().replace("'", "").replace("`", ""))))


def pair_segment(query: str, listed: str) -> str:
    """The segment of a pair of names: of the query, or of the listed name if only that isn't in Latin letters."""
    return segment_of(listed if script_of(query) == "Latn" and script_of(listed) != "Latn" else query)


def _tradition(words: tuple[str, ...]) -> str:
    votes = {
        segment: sum(_vote(word, segment) for word in words) for segment in (ARABIC_PERSIAN, SLAVIC, HISPANIC)
    }
    best = max(votes, key=votes.__getitem__)  # of equal ones the first
    if votes[best] >= _NEEDED and not _all_syllables(words):
        return best
    return _east_asian(words) or (best if votes[best] >= _NEEDED else OTHER)


def _vote(word: str, segment: str) -> int:
    telling, shared, endings, starts = _tables()[segment]
    if word in telling:
        return 2
    if word in shared:
        return 1
    return 2 if len(word) >= 5 and (word.endswith(endings) or (starts and word.startswith(starts))) else 0


def _all_syllables(words: tuple[str, ...]) -> bool:
    """Whether a name can be Chinese or Korean: two to four short words, at least one of them a family name there."""
    return (
        2 <= len(words) <= _FOUR_PARTS and all(len(word) <= 7 for word in words) and bool(_east_asian(words))
    )


def _east_asian(words: tuple[str, ...]) -> str:
    """`CHINESE`, `KOREAN` or empty."""
    if not 2 <= len(words) <= _FOUR_PARTS:
        return ""
    tables = _family_names()
    ends = {words[0], words[-1]}
    korean = bool(ends & tables["korean"]) and all(_syllables(word, _KOREAN) for word in words)
    chinese = bool(ends & tables["chinese"]) and all(_syllables(word, _PINYIN) for word in words)
    if korean and chinese:
        return KOREAN if ends & tables["korean telling"] else CHINESE
    if korean or chinese:
        return KOREAN if korean else CHINESE
    return ""


@lru_cache(maxsize=65_536)
def _syllables(word: str, syllable: re.Pattern[str]) -> bool:
    """Whether a word is one or two syllables of a language."""
    return any(
        syllable.fullmatch(word[:cut]) and (cut == len(word) or syllable.fullmatch(word[cut:]))
        for cut in range(1, len(word) + 1)
    )


@lru_cache(maxsize=1)
def _raw() -> dict[str, dict[str, str]]:
    raw: dict[str, dict[str, str]] = tomllib.loads(
        files("sanctionscreen.evaluation").joinpath("data/segments.toml").read_text("utf-8")
    )
    return raw


@lru_cache(maxsize=1)
def _tables() -> dict[str, tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...]]]:
    keys = {ARABIC_PERSIAN: "arabic_persian", SLAVIC: "slavic", HISPANIC: "hispanic"}
    return {
        segment: (
            frozenset(_raw()[key]["telling"].split()),
            frozenset(_raw()[key]["shared"].split()),
            tuple(_raw()[key]["endings"].split()),
            tuple(_raw()[key]["starts"].split()),
        )
        for segment, key in keys.items()
    }


@lru_cache(maxsize=1)
def _family_names() -> dict[str, frozenset[str]]:
    raw = _raw()
    return {
        "chinese": frozenset(raw["chinese"]["family"].split()),
        "korean": frozenset(raw["korean"]["family"].split()),
        "korean telling": frozenset(raw["korean"]["telling"].split()),
    }
