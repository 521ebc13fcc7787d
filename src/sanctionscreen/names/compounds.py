"""Compound names, written as one word or as two or three: Abd al-Rahman, Abdulrahman, Abdur Rahman.

Arabic and Persian compound names are brought to one form before tokens are compared: servant names (`abd` with an
article) to `abd` and the second word, names in -ullah and -uddin to one word. A joined article (`alhakim`) is split off
where the rest is a known name and the whole is not as well known. The patterns follow the spellings that the
transliteration standards (ALA-LC, BGN/PCGN, DIN 31635) and French and English usage give the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sanctionscreen.names import tables
from sanctionscreen.names.frequency import parties

_SERVANT_OF = re.compile(r"^abd(?:[aeou]|ou|oo)(?:l(?!l)|(?=([rsdntz])\1)[rsdntz]|)(?P<rest>[a-z]{4,})$")
_GOD = re.compile(r"^(?:[aeou]?l)?l[ao]h$")
_PERHAPS = re.compile(r"\b(?:abd|ebd|al|el)|l[ao]h\b|\bd?d(?:in|een|ine)\b")  # what every pattern below holds


def join_compounds(tokens: Sequence[str]) -> list[str]:
    """Bring compound names to one form.

    Args:
        tokens: folded words of a name, in order.

    >>> join_compounds(["abdulrahman"]), join_compounds(["abd", "al", "rahman"]), join_compounds(["nur", "al", "din"])
    (['abd', 'rahman'], ['abd', 'rahman'], ['nuruddin'])
    >>> join_compounds(["abd", "allah"]), join_compounds(["hamd", "ullah"]), join_compounds(["li", "na"])
    (['abdullah'], ['hamdullah'], ['li', 'na'])
    """
    if not _PERHAPS.search(" ".join(tokens)):
        return list(tokens)
    servant, articles = tables.structure_words("servant"), tables.structure_words("article")
    religion = tables.structure_words("religion")
    joined: list[str] = []
    position, count = 0, len(tokens)
    while position < count:
        token = tokens[position]
        following = tokens[position + 1] if position + 1 < count else ""
        after = tokens[position + 2] if position + 2 < count else ""
        if following in articles and after in religion and len(token) > 1:
            joined.append(_stem(token) + "uddin")
            position += 3
        elif following in articles and after and _GOD.match(after) and len(token) > 1:
            joined.append(_stem(token) + "ullah")
            position += 3
        elif following and _GOD.match(following) and len(token) > 1 and token not in articles:
            joined.append(("abd" if token in servant else _stem(token)) + "ullah")
            position += 2
        elif token in servant and following:
            joined.append("abd")
            position += 2 if following in articles and after else 1
        else:
            joined += _split(token)
            position += 1
    return joined


def may_be_compound(word: str) -> bool:
    """Whether a word may be joined with its neighbours, or cut; most are told by their first or last letters.

    >>> may_be_compound("abdulrahman"), may_be_compound("smith")
    (True, False)
    """
    return bool(_PERHAPS.search(word))


@lru_cache(maxsize=1)
def servant_typos() -> frozenset[str]:
    """Typos of the word for "servant of": `abdl`, `adbul`, `zbdul`; no word that is a name by itself."""
    found: set[str] = set()
    servant = tables.structure_words("servant")
    for word in (word for word in servant if len(word) > len("abdu")):
        for place in range(len(word)):
            before, letter, after = word[:place], word[place], word[place + 1 :]
            found.update(f"{before}{confused}{after}" for confused in _confusable().get(letter, ()))
            found.add(f"{before}{after[:1]}{letter}{after[1:]}")
            if letter in "aeou" and place:
                found.add(before + after)
    return frozenset(word for word in found if word not in servant and parties(word) < _NAME)


@lru_cache(maxsize=1)
def _confusable() -> dict[str, set[str]]:
    pairs: dict[str, set[str]] = {}
    for first, second in (*tables.confused_letters(), *tables.touching_keys()):
        pairs.setdefault(first, set()).add(second)
        pairs.setdefault(second, set()).add(first)
    return pairs


def _stem(token: str) -> str:
    return token.rstrip("aeou") or token


def _split(token: str) -> Sequence[str]:
    if token.startswith("abd") and (found := _SERVANT_OF.match(token)):
        rest = found["rest"]
        if _GOD.match(rest) or parties(rest) > parties(token):
            return ("abdullah",) if _GOD.match(rest) else ("abd", rest)
    if len(token) >= 6 and token[:2] in ("al", "el") and parties(token[2:]) > max(_KNOWN, 2 * parties(token)):
        return (token[:2], token[2:])
    return (token,)


_KNOWN = 4  # parties that make a word a known name
_NAME = 40  # parties that make a word a name and no typo: lists have typos too
