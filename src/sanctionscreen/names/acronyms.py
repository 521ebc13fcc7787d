"""What a text in parentheses is to the name before it: its letters, or something else."""

from __future__ import annotations

from sanctionscreen.names import tables
from sanctionscreen.names.fold import fold

LEAST_ACRONYM, LONGEST_ACRONYM = 3, 8
"""Letters of an acronym: two are anybody's."""


def is_short_for(short: str, name: str) -> bool:
    """Whether capitals in parentheses are letters of the name before them, in their order, and no word that says what.

    Args:
        short: what stands in the parentheses.
        name: what stands before them.

    >>> is_short_for("DCB", "Daedong Credit Bank"), is_short_for("IRAN", "Industrial Raw Materials and Nuts")
    (True, False)
    """
    if not (short.isalpha() and short.isupper() and LEAST_ACRONYM <= len(short) <= LONGEST_ACRONYM):
        return False
    folded, told = fold(short), fold(name).replace(" ", "")
    letters = iter(told)
    begins = told[:1] == folded[:1]
    return begins and folded not in tables.descriptive() and all(letter in letters for letter in folded)
