"""Leetspeak: digits and signs in place of letters inside a word (`M0hammed`, `B@nk`, `$addam`).

`fold` calls these functions. They change only words that are mostly letters, and only where the sign stands
between letters or before at least four of them: `No. 5`, `K9`, `3M`, `2nd`, `A380`, `G20` and `Fund7` keep
their numbers.

Source: the common "leet" alphabet (Wikipedia, "Leet", table of common characters); digits with several
readings (2, 6) are left alone.
"""

from __future__ import annotations

import re

_DIGITS = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"}
_SIGNS = {"@": "a", "$": "s", "!": "i"}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[A-Za-z]")
_SIGN = re.compile(
    r"(?<=[A-Za-z]{3})[@$!](?=[0-9]\b)|(?<=[A-Za-z0-9])[@$!]{1,2}(?=['`]?[0-9]?[A-Za-z])|(?<![A-Za-z0-9@$!'`])[@$](?=[A-Za-z]{3})"
)
_INNER = re.compile(r"(?<=[a-z])[01345789]{1,2}(?=[a-z])")
_FIRST = re.compile(r"^[013457](?=[a-z]{4})")
_SHORT = re.compile(r"^[b-df-hj-np-tv-z][013][b-df-hj-np-tv-z]$")
_LAST = re.compile(r"(?<=[a-z]{3})[013457]$")
_VOWELS = frozenset("aeiou")


def undo_signs(text: str) -> str:
    """Replace `@`, `$` and `!` by the letters they stand for inside a word.

    Args:
        text: ASCII text; one that holds an e-mail address stays as it is.

    Returns:
        The text with such words respelt.

    >>> undo_signs("B@nk of $addam, US$ Fund, Yahoo! Inc")
    'Bank of saddam, US$ Fund, Yahoo! Inc'
    """
    if "@" in text and _EMAIL.search(text):
        return text
    return _SIGN.sub(lambda match: "".join(map(_SIGNS.__getitem__, match[0])), text)


def undo_digits(words: list[str], *, evident: bool = False) -> list[str]:
    """Replace the digits that stand for letters in the folded words of one name.

    A digit at the end of a word is left alone (`fund7`), unless digits inside other words replace letters, too.

    Args:
        words: lower-case letters and digits.
        evident: whether signs have shown already that letters were replaced.

    Returns:
        The words respelt, or as they were; doing it again changes nothing.

    >>> undo_digits(["m0hammed", "sa1eh", "5addam", "k1m", "osam4"])
    ['mohammed', 'saleh', 'saddam', 'kim', 'osama']
    >>> undo_digits(["h1n1", "k9", "fund7", "g20", "7th"])
    ['h1n1', 'k9', 'fund7', 'g20', '7th']
    """
    undone = [_word(word) for word in words]
    if undone == words and not evident:
        return words
    ends = (
        _LAST.sub(lambda match: _letters(match[0], match.string[match.start() - 1]), word) for word in undone
    )
    return [_word(word) for word in ends]


_MIXED = re.compile(
    r"(?<![^\W_])(?=[0-9@$!]*[A-Za-z])(?=[A-Za-z]*[0-9@$!])[A-Za-z0-9@$!]+[A-Za-z0-9@$](?![^\W_])"
)
_DOTTED = re.compile(r"(?<![^\W_])(?=[0-9.]*[A-Za-z])(?=[A-Za-z.]*[0-9])(?:[A-Za-z0-9]\.){2,}")
_NUMBERED = re.compile(r"[0-9]+[a-z]?|[0-9]{2,}[a-z]+|[a-z]{1,4}[0-9]+|[0-9]+(?:st|nd|rd|th)", re.I)
_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)?|[0-9]{2,}.*", re.I)
_EVERY = str.maketrans("0123456789@$!", "olzeasgtbgasi")


def guesses(text: str) -> list[str]:
    """Other readings of a text with words that mix letters with digits or signs: all of them read as letters.

    Words that only begin or end with a number (`K9`, `Fund7`, `2nd`) stay as they are, unless other words of the
    text mix letters and digits, too.

    Args:
        text: as given.

    Returns:
        No reading, or one with each stroke (`1`, `!`) as `i`, and one with it as `l` where there is any.

    >>> guesses("KUAJ!EN, Na!8"), guesses("5AEDI 7RUS7 5.A."), guesses("Fund7 K9 A380")
    (['KUAJiEN, Naib', 'KUAJlEN, Nalb'], ['sAEDI tRUSt s.A.'], [])
    """
    words = [match[0] for pattern in (_MIXED, _DOTTED) for match in pattern.finditer(text)]
    if _EMAIL.search(text) or all(map(_NUMBERED.fullmatch, words)):
        return []

    def read(match: re.Match[str], stroke: str) -> str:
        word = match[0]
        if _ORDINAL.fullmatch(word):
            return word
        return word.replace("1", stroke).replace("!", stroke).translate(_EVERY)

    found = []
    for stroke in "il":
        guess = _MIXED.sub(lambda match: read(match, stroke), text)  # noqa: B023  # used at once
        found.append(_DOTTED.sub(lambda match: read(match, stroke), guess))  # noqa: B023  # the same
    return [reading for reading in dict.fromkeys(found) if reading != text]


def _word(word: str) -> str:
    digits = sum(map(str.isdigit, word))
    letters = len(word) - digits
    if not digits or ((letters < 3 or letters < 2 * digits) and not _SHORT.match(word)):
        return word
    word = _INNER.sub(lambda match: _letters(match[0], word[match.start() - 1]), word)
    return _FIRST.sub(lambda match: _letters(match[0], ""), word)


def _letters(digits: str, before: str) -> str:
    read = ""
    for digit in digits:
        # After a vowel a stroke is an l (sa1eh), else an i (m1khail).
        read += _DIGITS.get(digit) or ("l" if (read[-1:] or before) in _VOWELS else "i")
    return read
