"""Names of nobody: what ordinary customers look like to a matcher, without being customers of anyone.

Two sources. `made_persons` and `made_companies` draw from the name lists of the Faker library (given and family names
of many countries, in their own scripts); half of the companies have descriptive words of the project's table, too.
`recombined` puts the given names of one listed person beside the family name of another, so that the words are those of
the lists and the names nobody's; `made_parties` does the same in the way in which lists write names.

"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence

try:
    from faker import Faker
except ImportError:
    sys.exit("the library Faker makes the names that weights are fitted against: make fit installs it")

from sanctionscreen.model import Kind, Listing
from sanctionscreen.names import tables

LOCALES = {
    "en_US": 12, "en_GB": 3, "en_IN": 4, "en_NG": 2, "es_ES": 3, "es_MX": 5, "es_CO": 3, "pt_BR": 4, "fr_FR": 4,
    "de_DE": 5, "it_IT": 4, "nl_NL": 2, "pl_PL": 2, "ro_RO": 1, "tr_TR": 3, "id_ID": 3, "ru_RU": 3, "uk_UA": 2,
    "ar_AA": 4, "ar_SA": 3, "fa_IR": 4, "zh_CN": 5, "zh_TW": 4, "ko_KR": 3, "ja_JP": 3, "hi_IN": 3,
    "he_IL": 1, "th_TH": 1,
}  # fmt: skip
"""Share of each country's names: roughly what an international bank's customers are, every script among them."""

_SECOND_GIVEN = 0.35
_TWO_SURNAMES = 0.5
_HISPANIC = ("es_ES", "es_MX", "es_CO")
_WITH_FORM = 0.8
_FORMS = (
    "Ltd",
    "Limited",
    "LLC",
    "Inc",
    "Corp",
    "GmbH",
    "B.V.",
    "S.A.",
    "S.A.R.L.",
    "S.R.L.",
    "S.p.A.",
    "A/S",
    "AB",
    "PLC",
    "LP",
)
_LATIN_TOO = ("zh_CN", "zh_TW", "ja_JP")  # whose names Faker also gives in Latin letters


def made_persons(count: int, seed: int) -> list[str]:
    """Names of persons, given names first; every third has a second given name, half of the Hispanic two surnames."""
    draw = random.Random(seed)
    makers = {locale: Faker(locale) for locale in LOCALES}
    for number, maker in enumerate(makers.values()):
        maker.seed_instance(seed * 100 + number)
    locales = draw.choices(list(LOCALES), weights=list(LOCALES.values()), k=count)
    return [_person(makers[locale], locale, draw) for locale in locales]


def _person(maker: Faker, locale: str, draw: random.Random) -> str:
    if locale in _LATIN_TOO and draw.random() < 0.3:
        return str(maker.romanized_name())
    if draw.random() < 0.5:
        given, family = (maker.first_name_female, maker.last_name)
    else:
        given, family = (maker.first_name_male, maker.last_name)
    parts = [given(), given()] if draw.random() < _SECOND_GIVEN else [given()]
    parts.append(family())
    if locale in _HISPANIC and draw.random() < _TWO_SURNAMES:
        parts.append(family())
    return " ".join(parts)


def made_companies(count: int, seed: int) -> list[str]:
    """Names of companies: half as Faker makes them, surnames and legal forms; half with descriptive words."""
    draw = random.Random(seed)
    makers = {locale: Faker(locale) for locale in LOCALES}
    for number, maker in enumerate(makers.values()):
        maker.seed_instance(seed * 100 + number)
    locales = draw.choices(list(LOCALES), weights=list(LOCALES.values()), k=count)
    words: dict[int, str] = {}
    for word, group in tables.descriptive().items():
        words.setdefault(group, word)
    told = list(words.values())
    return [
        str(makers[locale].company()) if draw.random() < 0.5 else _described(makers[locale], told, draw)
        for locale in locales
    ]


def _described(maker: Faker, words: Sequence[str], draw: random.Random) -> str:
    """One or two words of its own, one to three that say what it does, and mostly a legal form."""
    own = [
        lambda: str(maker.last_name()),
        lambda: str(maker.first_name()),
        lambda: str(maker.city()),
        lambda: "".join(draw.choices("ABCDEFGHIJKLMNOPRSTUVWXZ", k=draw.choice((2, 3, 3, 4)))),
    ]
    parts = [draw.choices(own, weights=(5, 2, 2, 2))[0]() for _ in range(draw.choice((1, 1, 2)))]
    parts += draw.sample(words, draw.choice((1, 2, 2, 3)))
    if draw.random() < _WITH_FORM:
        parts.append(draw.choice(_FORMS))
    return " ".join(parts).upper()


def recombined(listings: Sequence[Listing], count: int, seed: int) -> Iterator[tuple[str, Kind]]:
    """Yield names and kinds: the first half of one listed party's name, and the second of another's of its kind."""
    draw = random.Random(seed)
    of_kind: dict[Kind, list[str]] = {}
    for listing in listings:
        if listing.kind and listing.names:
            of_kind.setdefault(listing.kind, []).append(listing.names[0].name)
    for kind, names in of_kind.items():
        for _ in range(count * len(names) // len(listings)):
            yield _mixed(draw.choice(names), draw.choice(names), kind), kind


def made_parties(listings: Sequence[Listing], count: int, seed: int) -> Iterator[tuple[str, Kind]]:
    """Yield names as lists write them, and kinds: recombined from the names, aliases too, of two listed parties."""
    draw = random.Random(seed)
    named = [
        (name.name, listing.kind)
        for listing in listings
        if listing.kind
        for name in listing.names
        if not name.weak
    ]
    of_kind: dict[Kind, list[str]] = {}
    for name, kind in named:
        of_kind.setdefault(kind, []).append(name)
    for kind, names in of_kind.items():
        for _ in range(count * len(names) // len(named)):
            first, second = draw.choice(names), draw.choice(names)
            if kind == "person" and "," in first and "," in second:
                yield f"{first.partition(',')[0]}, {second.partition(',')[2].strip()}", kind
            else:
                yield _mixed(first, second, kind), kind


def _mixed(first: str, second: str, kind: Kind) -> str:
    if kind == "person" and "," in first and "," in second:
        return f"{second.partition(',')[2].strip()} {first.partition(',')[0]}"
    one, two = first.split(), second.split()
    return " ".join(one[: (len(one) + 1) // 2] + two[len(two) // 2 :])
