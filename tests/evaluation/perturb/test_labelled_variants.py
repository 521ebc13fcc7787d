"""Variants of a list's names: seeded, labelled, as many as asked, and readable by `evaluate`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sanctionscreen.errors import UsageError
from sanctionscreen.evaluation.labelled import LabelledQuery, read_labelled
from sanctionscreen.evaluation.perturb.classes import CLASSES
from sanctionscreen.evaluation.perturb.labelled_variants import COLUMNS, Original, make_variants, originals_of
from sanctionscreen.model import ListedName, Listing

NAMES = [
    Original("Adriana Castellanos", "person", "1", "l"),
    Original("ADRIANA CASTELLANOS", "person", "2", "l"),
    Original("Chidi Okonkwo", "person", "3", "l"),
    Original("Blue Harbour Trading Company", "organization", "4", "l"),
]


def test_the_same_seed_makes_the_same_variants() -> None:
    """Whatever order the names come in, and whichever other classes are made."""
    first = [variant.row() for variant in make_variants(NAMES, seed=3)]
    assert first == [variant.row() for variant in make_variants(NAMES[::-1], seed=3)]
    alone = [variant.row() for variant in make_variants(NAMES, ["keyboard"], seed=3)]
    assert alone == [row for row in first if row["class"] == "keyboard"]
    assert first != [variant.row() for variant in make_variants(NAMES, seed=4)]


def test_every_variant_differs_from_its_original_and_knows_its_listing() -> None:
    """The listing that publishes the very same name is a twin."""
    for variant in make_variants(NAMES):
        assert variant.name != variant.original.name
        assert variant.original in NAMES
        assert variant.twin_ids == {"1": ("2",), "2": ("1",)}.get(variant.original.expect_id, ())


def test_no_more_than_asked_and_what_is_missing_is_counted() -> None:
    variants = make_variants(NAMES, ["order", "initials"], count=3)
    made = [variant.class_name for variant in variants]
    assert variants.made == {"order": made.count("order"), "initials": made.count("initials")}
    assert variants.made["order"] == 3
    assert variants.made["initials"] <= 3


def test_every_class_is_made_by_default() -> None:
    variants = make_variants(NAMES, count=1)
    list(variants)
    assert list(variants.made) == list(CLASSES)


def test_weak_aliases_are_left_out() -> None:
    names = (ListedName("Full Name"), ListedName("FN", type="alias", weak=True))
    listing = Listing(list="l", entity_id="1", kind="person", names=names)
    assert list(originals_of([listing])) == [Original("Full Name", "person", "1", "l")]


def test_rows_are_labelled_queries(tmp_path: Path) -> None:
    path = tmp_path / "variants.csv"
    variants = list(make_variants(NAMES, ["keyboard"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(variant.row() for variant in variants)
    for row, variant in zip(read_labelled(str(path)), variants, strict=True):
        assert isinstance(row, LabelledQuery)
        assert (row.name, row.expect_id, row.list) == (variant.name, variant.original.expect_id, "l")
        assert row.labels["class"] == "keyboard"


def test_an_unknown_class_or_no_names_is_refused() -> None:
    with pytest.raises(UsageError, match="no perturbation class 'nonsense'"):
        make_variants(NAMES, ["nonsense"])
    with pytest.raises(UsageError, match="no names"):
        make_variants([])
