"""Make `src/sanctionscreen/names/data/frequency.tsv`: how many parties have each token in a name.

usage: build_frequency.py LISTS_FOLDER [CENSUS_FOLDER] > src/sanctionscreen/names/data/frequency.tsv

LISTS_FOLDER holds official lists as published, at any depth; what cannot be read is told on standard error. A party
that stands on several lists counts on each. CENSUS_FOLDER holds the US Census Bureau's frequency files of 1990 (public
domain: dist.all.last, dist.female.first, dist.male.first), for the names that sanctions lists rarely hold; their shares
count as parties of a population as large as the lists'. Tokens of fewer than three parties are left out, so that the
table names nobody. Evaluation data must not be among the lists.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.names.tokens import normalise

LEAST = 3


def main(lists: str, census: str | None = None) -> None:
    """Count, and print the table."""
    counts, parties = (Counter[str](), Counter[str]()), [0, 0]
    for edition in editions(Path(lists)):
        for listing in edition.listings:
            group = 0 if listing.kind == "person" else 1
            parties[group] += 1
            counts[group].update({token for name in listing.names for token in normalise(name.name).tokens})
    if census:
        for token, share in census_shares(Path(census)):
            counts[0][token] += round(share * parties[0])
    print("# Parties that have a token in a name: token, persons, others. Made by tools/build_frequency.py.")
    print("*", *parties, sep="\t")
    for token in sorted(set(counts[0]) | set(counts[1])):
        if max(counts[0][token], counts[1][token]) >= LEAST and token.isascii():
            print(token, counts[0][token], counts[1][token], sep="\t")


def editions(folder: Path) -> list[Edition]:
    """Every list that can be read at or below a folder: the folder as a whole where it is one, else its files."""
    try:
        return [read_list(folder)]
    except SanctionscreenError as error:
        if folder.is_file():
            print(f"{folder}: not counted: {error}", file=sys.stderr)
            return []
    return [edition for child in sorted(folder.iterdir()) for edition in editions(child)]


def census_shares(folder: Path) -> list[tuple[str, float]]:
    """Tokens with the share of people who have them; a file's second column is a percentage."""
    shares: list[tuple[str, float]] = []
    for name, part in (("dist.all.last", 1.0), ("dist.female.first", 0.5), ("dist.male.first", 0.5)):
        for line in (folder / name).read_text("ascii").splitlines():
            token, percent, *_ = line.split()
            shares.append((token.lower(), float(percent) / 100 * part))
    return shares


if __name__ == "__main__":
    main(*sys.argv[1:])
