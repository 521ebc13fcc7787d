"""Add to the table of rarity what lists of sanctioned parties tell too little of: the table in, the wider one out.

usage: widen_frequency.py TABLE COMPANIES > src/sanctionscreen/names/data/frequency.tsv

TABLE is what tools/build_frequency.py made. Two more counts are put beside its own, and the larger stands:

- persons: Korean, Chinese and Spanish names, as the library Faker (MIT licence) draws them: family names by their
  frequency, given names from its lists, in every reading that `normalise_all` knows. A share among them counts as the
  same share of all parties. For words of one tradition come together: who is called Kim is Korean, and then Yong says
  little, however few parties on a list have it.
- others: COMPANIES, the file company_tickers_exchange.json that the US Securities and Exchange Commission publishes of
  listed companies (public domain). Doubled, for it holds few of the small firms whose names are words of their trade.

Tokens of fewer than `LEAST` in a thousand persons, or of fewer than three companies, are left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

try:
    from faker import Faker
except ImportError:
    sys.exit("the library Faker tells how common names are: pip install -r requirements-fit.txt")

from sanctionscreen.names.tokens import normalise, normalise_all

TRADITIONS = (("ko_KR",), ("zh_CN", "zh_TW"), ("es_ES", "es_MX", "es_CO", "es_AR", "es_CL"))
FAMILY_FIRST = frozenset({"ko_KR", "zh_CN", "zh_TW"})
DRAWN = 12_000
LEAST = 1
COMPANIES_SHARE = 2.0


def main(table: str, companies: str) -> None:
    """Widen the table, and print it."""
    lines = Path(table).read_text("ascii").splitlines()
    total = [int(count) for count in lines[1].split("\t")[1:]]
    rows = {token: [int(p), int(o)] for token, p, o in (line.split("\t") for line in lines[2:])}
    for tradition in TRADITIONS:
        shares = _shares(
            {t for name in normalise_all(text) for t in name.tokens} for text in persons(tradition)
        )
        _widen(rows, 0, {t: s * total[0] for t, s in shares.items() if s * 1000 >= LEAST})
    shares = _shares(set(normalise(name).tokens) for name in registered(Path(companies)))
    few = 3 / len(registered(Path(companies)))
    _widen(rows, 1, {t: s * total[1] * COMPANIES_SHARE for t, s in shares.items() if s >= few})
    print(lines[0].removesuffix(".") + ", tools/widen_frequency.py.")
    print(lines[1])
    for token in sorted(rows):
        print(token, *rows[token], sep="\t")


def _widen(rows: dict[str, list[int]], group: int, counts: dict[str, float]) -> None:
    for token, count in counts.items():
        if token.isascii():
            row = rows.setdefault(token, [0, 0])
            row[group] = max(row[group], round(count))


def _shares(names: Iterable[set[str]]) -> dict[str, float]:
    counts, size = Counter[str](), 0
    for tokens in names:
        counts.update(tokens)
        size += 1
    return {token: count / size for token, count in counts.items()}


def persons(locales: tuple[str, ...]) -> Iterator[str]:
    """Draw names of nobody, women's and men's in turn, in the order of their country."""
    for number, locale in enumerate(locales):
        maker = Faker(locale)
        maker.seed_instance(number + 1)
        for place in range(DRAWN // len(locales)):
            given = maker.first_name_female() if place % 2 else maker.first_name_male()
            family = maker.last_name()
            yield family + given if locale in FAMILY_FIRST else f"{given} {family}"


def registered(path: Path) -> list[str]:
    """Names of companies, each once."""
    file = json.loads(path.read_text("utf-8"))
    column = file["fields"].index("name")
    return sorted({row[column] for row in file["data"] if row[column]})


if __name__ == "__main__":
    main(*sys.argv[1:])
