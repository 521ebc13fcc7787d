"""Digits and signs that stand for letters inside a word (`M0hammed`, `B@nk`, `$addam`).

Reach for these through `fold`. Only a word that is mostly letters is touched, and only where the sign stands
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

    A digit at the end of a word is left alone (`fund7`), unless digits inside other words show what is going on.

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
