"""Labelled variants of a list's own names, by perturbation class."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sanctionscreen.errors import UsageError
from sanctionscreen.evaluation.perturb.classes import CLASSES, perturb
from sanctionscreen.model import Kind, Listing

COLUMNS = ("query_id", "name", "kind", "expect_id", "list", "twin_ids", "class", "original")
"""The columns of a file of variants, as `evaluate` reads it."""


@dataclass(frozen=True, slots=True)
class Original:
    """A name to make variants of.

    Attributes:
        name, kind: of the party.
        expect_id, list: of its listing; `list` is empty where the name is on none.
    """

    name: str
    kind: Kind | None
    expect_id: str
    list: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A changed name, and the party that bears it.

    Attributes:
        query_id: class and number.
        name: what the class made of the name.
        original: the name it was made of.
        class_name: a key of `evaluation.perturb.classes.CLASSES`.
        twin_ids: other parties with the very same name, which are equally right.
    """

    query_id: str
    name: str
    original: Original
    class_name: str
    twin_ids: tuple[str, ...] = ()

    def row(self) -> dict[str, str]:
        """The columns of `COLUMNS`."""
        of = self.original
        values = (
            self.query_id, self.name, of.kind or "", of.expect_id, of.list, ";".join(self.twin_ids), self.class_name,
            of.name,
        )  # fmt: skip
        return dict(zip(COLUMNS, values, strict=True))


@dataclass(slots=True)
class Variants:
    """Variants class by class; iterate over it.

    Attributes:
        made: after iteration, class → number of variants; fewer than `count` if no more names can be changed.
    """

    originals: Sequence[Original]
    class_names: Sequence[str]
    count: int
    seed: int
    made: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Variant]:
        twins = _ids_by_name(self.originals)
        order = sorted(self.originals, key=lambda item: (item.list, item.expect_id, item.name))
        random.Random(self.seed).shuffle(order)  # noqa: S311  # a sample, not a secret
        for class_name in self.class_names:
            self.made[class_name] = 0
            for original in order:
                if self.made[class_name] == self.count:
                    break
                chance = random.Random(f"{self.seed} {class_name} {original.name}")  # noqa: S311  # the same
                name = perturb(original.name, original.kind, class_name, chance)
                if name is None:
                    continue
                self.made[class_name] += 1
                others = tuple(sorted(twins[original.name.casefold()] - {original.expect_id}))
                yield Variant(f"{class_name}-{self.made[class_name]}", name, original, class_name, others)


def make_variants(
    originals: Iterable[Original], class_names: Sequence[str] = (), *, count: int = 500, seed: int = 0
) -> Variants:
    """Make variants of names, the same ones for the same names and seed.

    The names are taken in one random order, so that the classes change the same names as far as they can.

    Args:
        originals: the names to choose from.
        class_names: keys of `evaluation.perturb.classes.CLASSES`; none for all.
        count: names that each class changes, at least 1.
        seed: of the choice and of the changes.

    Raises:
        UsageError: for an unknown class, or nothing to choose from.
    """
    unknown = [name for name in class_names if name not in CLASSES]
    if unknown:
        raise UsageError(f"no perturbation class {unknown[0]!r}; there are {', '.join(CLASSES)}")
    chosen = tuple(dict.fromkeys(originals))
    if not chosen:
        raise UsageError("there are no names to make variants of")
    return Variants(chosen, tuple(class_names) or tuple(CLASSES), count, seed)


def originals_of(listings: Iterable[Listing]) -> Iterator[Original]:
    """Every name of listings but the weak ones, which need not be found by themselves."""
    for listing in listings:
        for name in listing.names:
            if not name.weak:
                yield Original(name.name, listing.kind, listing.entity_id, listing.list)


def _ids_by_name(originals: Iterable[Original]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = defaultdict(set)
    for original in originals:
        ids[original.name.casefold()].add(original.expect_id)
    return ids
