"""Armenian by BGN/PCGN 1981 (Eastern pronunciation) and Georgian by the national system of 2002, without marks."""

from __future__ import annotations

from typing import Final

_ARMENIAN: Final = (
    "աa բb գg դd եe զz էe ըy թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts ւv փp"
    " քk օo ֆf ևev ﬓmn ﬔme ﬕmi ﬖvn ﬗmkh"
)
_GEORGIAN: Final = (
    "აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh"
    " ჱe ჲy ჳv ჴq ჵo ჶf"
)
_LETTERS: Final = str.maketrans({pair[0]: pair[1:] for pair in f"{_ARMENIAN} {_GEORGIAN}".split()})
_OLD_GEORGIAN: Final = {
    code: code + 0x10D0 - start for start in (0x10A0, 0x1C90, 0x2D00) for code in range(start, start + 38)
}


def read(text: str, whole: str = "") -> str:
    """Romanise an Armenian or Georgian word.

    >>> read("Հարությունյան"), read("Երևան"), read("Ոսկան"), read("სააკაშვილი")
    ('harutyunyan', 'yerevan', 'voskan', 'saakashvili')
    """
    text = text.translate(_OLD_GEORGIAN).lower()
    if text.startswith("ե"):
        text = "յ" + text
    elif text.startswith("ո") and not text.startswith(("ով", "ու")):
        text = "վ" + text
    return text.replace("ու", "u").translate(_LETTERS)
