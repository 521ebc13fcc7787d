"""Armenian by BGN/PCGN 1981 without marks (Eastern pronunciation)."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = str.maketrans(
    dict(
        zip(
            "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
            "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split(),
            strict=True,
        )
    )
    | {"ﬓ": "mn", "ﬔ": "me", "ﬕ": "mi", "ﬖ": "vn", "ﬗ": "mkh"}
)


def read(text: str) -> str:
    """Romanise an Armenian word.

    >>> read("Հարությունյան"), read("Երևան"), read("Ոսկան")
    ('harutyunyan', 'yerevan', 'voskan')
    """
    text = text.lower()
    if text.startswith("ե"):
        text = "յ" + text
    elif text.startswith("ո") and not text.startswith(("ով", "ու")):
        text = "վ" + text
    return text.replace("ու", "u").translate(_LETTERS)
