"""Perturbation classes: what people, machines and evaders do to names.

With a seeded generator, the same name, class and seed always give the same variant. `CLASSES` says for every class what
it does, how strongly, and its source.

Sources: Wolfsberg Group, Sanctions Screening Guidance (2019), on the variations that fuzzy matching is for; UK
Financial Conduct Authority, Sanctions systems and controls (2023), on testing with manipulated names; F. J. Damerau, "A
Technique for Computer Detection and Correction of Spelling Errors", CACM 7 (1964), on single errors; tables of letters
in `data/perturb.toml`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final, NamedTuple

from sanctionscreen.errors import UsageError
from sanctionscreen.evaluation.perturb import disguise, letters, romanisation, structure
from sanctionscreen.model import Kind

Change = Callable[[str, "Kind | None", random.Random], "str | None"]
"""Function of a class: name, kind and random generator to the variant, None if the class cannot apply."""


class Perturbation(NamedTuple):
    """A class: its function, whose docstring says how strong it is, and its source."""

    change: Change
    source: str

    @property
    def strength(self) -> str:
        """What the class does and how strongly, in one sentence."""
        return (self.change.__doc__ or "").split("\n", 1)[0]


_WOLFSBERG: Final = "Wolfsberg Group, Sanctions Screening Guidance (2019)"
_FCA: Final = "FCA, Sanctions systems and controls (2023)"
_DAMERAU: Final = "Damerau (1964)"
_UNICODE: Final = "Unicode Technical Standard 39"

CLASSES: Final[dict[str, Perturbation]] = {
    "romanisation": Perturbation(romanisation.romanisation, _WOLFSBERG),
    "diacritics": Perturbation(romanisation.diacritics, "ICAO Doc 9303 part 3 section 6"),
    "order": Perturbation(structure.order, _WOLFSBERG),
    "token-dropped": Perturbation(structure.token_dropped, _WOLFSBERG),
    "particle": Perturbation(structure.particle, "IFLA, Names of Persons"),
    "initials": Perturbation(structure.initials, _WOLFSBERG),
    "title": Perturbation(structure.title, _WOLFSBERG),
    "punctuation": Perturbation(structure.punctuation, _WOLFSBERG),
    "case": Perturbation(structure.case, _WOLFSBERG),
    "joined": Perturbation(structure.joined, _WOLFSBERG),
    "split": Perturbation(structure.split, _WOLFSBERG),
    "homoglyphs": Perturbation(disguise.homoglyphs, _UNICODE),
    "invisible": Perturbation(disguise.invisible, _UNICODE),
    "leet": Perturbation(disguise.leet, "Wikipedia, Leet"),
    "vowels-dropped": Perturbation(letters.vowels_dropped, _FCA),
    "doubled": Perturbation(letters.doubled, _DAMERAU),
    "phonetic": Perturbation(letters.phonetic, "Philips, Double Metaphone (2000)"),
    "punctuation-inserted": Perturbation(disguise.punctuation_inserted, _FCA),
    "scanner": Perturbation(letters.scanner, "Kukich (1992)"),
    "keyboard": Perturbation(letters.keyboard, "ISO/IEC 9995; " + _DAMERAU),
    "transposition": Perturbation(letters.transposition, _DAMERAU),
    "truncated": Perturbation(structure.truncated, _FCA),
}
"""Every class by its name, in the order of reports."""


def perturb(name: str, kind: Kind | None, class_name: str, rng: random.Random) -> str | None:
    """Make one variant of a name.

    Args:
        name: a name as a list publishes it.
        kind: what the party is; some classes apply to some kinds only.
        class_name: a key of `CLASSES`.
        rng: the only source of chance.

    Returns:
        The variant, never equal to `name`; None if the class cannot change this name.

    Raises:
        UsageError: if there is no such class.

    >>> import random
    >>> perturb("Adriana Castellanos", "person", "vowels-dropped", random.Random(1))
    'Adrna Castellanos'
    """
    perturbation = CLASSES.get(class_name)
    if perturbation is None:
        raise UsageError(f"no perturbation class {class_name!r}; there are {', '.join(CLASSES)}")
    variant = perturbation.change(name, kind, rng) if name.strip() else None
    return variant if variant and variant != name else None
