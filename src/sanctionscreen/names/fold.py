"""Folding: any text to lower-case ASCII letters, digits and single spaces.

`fold` is used wherever two names are compared or indexed; nothing else in the library lower-cases or strips a name.
It removes what writing systems, keyboards and disguise add to a name, and keeps what distinguishes names. A script
that has several romanisations has one folded form for each: `fold` gives the commonest, `variants` the others.

Sources: Unicode Standard Annex 15 (NFKC), Unicode Technical Standard 39 (confusable letters), ICAO Doc 9303
part 3 section 6 (transliteration of Latin national letters); the readings of each script name theirs.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPACE_OUT = bytes(
    byte + 32 if 65 <= byte <= 90 else byte if 97 <= byte <= 122 or 48 <= byte <= 57 else 32
    for byte in range(256)
)
_JOINING = b"'`"
_LEET_HINT = re.compile(r"[0-9@$!]")  # quick; most names have none
_LEET = re.compile(r"[@$!]|[A-Za-z]['`]*[0-9]|[0-9]['`]*[A-Za-z]")


@lru_cache(maxsize=256)  # a name is folded for its tokens, its variants and its first letters
def fold(text: str) -> str:
    """Fold any text to `a` to `z`, `0` to `9` and single spaces.

    Apostrophes are removed without splitting a word (`Ch'o'ngsong`), other punctuation becomes a space, `&` becomes
    `and`, letters lose their marks (`ü` is `u`, `ß` is `ss`), other scripts are romanised, and letters put in
    the place of others are read as what they look like: compatibility forms, Cyrillic or Greek letters inside
    a Latin word, digits inside a word that is mostly letters.

    Args:
        text: any string; lone surrogates and control characters are allowed.

    Returns:
        The folded text; empty only where `text` holds neither letter nor digit. Folding it again changes
        nothing.

    >>> fold("Ch'o'ngsong Müller-Straße & Co."), fold("Владимир"), fold("M0hammed"), fold("K9 No. 5")
    ('chongsong muller strasse and co', 'vladimir', 'mohammed', 'k9 no 5')
    """
    if not text.isascii():
        from sanctionscreen.names import unicode_fold  # late: most names are plain ASCII

        text = unicode_fold.to_ascii(text)
    if "&" in text:
        text = text.replace("&", " and ")
    if not (_LEET_HINT.search(text) and _LEET.search(text)):
        return b" ".join(text.encode("ascii").translate(_SPACE_OUT, _JOINING).split()).decode("ascii")
    from sanctionscreen.names import leet  # late, as above

    plain = leet.undo_signs(text)
    words = plain.encode("ascii").translate(_SPACE_OUT, _JOINING).decode("ascii").split()
    return " ".join(leet.undo_digits(words, evident=plain != text))


def variants(text: str) -> tuple[str, ...]:
    """Give the other folded forms under which the same whole name must be looked for.

    Args:
        text: the name as `fold` gets it.

    Returns:
        At most four folded forms, likeliest first, none equal to `fold(text)`; empty for plain ASCII.

    >>> variants("Müller"), variants("Müller & Söhne"), variants("Smith")
    (('mueller',), ('mueller and soehne',), ())
    """
    if text.isascii():
        return ()
    from sanctionscreen.names import unicode_fold  # late: most names are plain ASCII

    others = unicode_fold.other_readings(text)
    if not others:
        return ()
    first = fold(text)
    forms = dict.fromkeys(map(fold, others))
    return tuple(form for form in forms if form and form != first)[:4]
