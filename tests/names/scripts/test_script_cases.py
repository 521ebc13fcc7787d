"""How near the folded native spelling of a name comes to its Latin spelling, on hand-written pairs in nine scripts."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanctionscreen.names.fold import fold, variants
from sanctionscreen.names.phonetic import bare_skeleton, skeleton, sound

_CASES = Path(__file__).parents[2] / "data" / "script_cases.csv"
_ARTICLES = frozenset(("al", "el", "ul"))
_ABD = dict.fromkeys(("abdul", "abdel", "abdol"), "abd")

_FLOORS = {  # share of true pairs with equal consonant skeletons, as measured, less one case
    "Cyrl": 0.93,
    "Grek": 0.95,
    "Hani": 0.93,
    "Hang": 0.92,
    "Jpan": 0.95,
    "Hebr": 0.77,
    "Pers": 0.93,
    "Urdu": 0.92,
    "Arab": 0.79,
}


def _cases(same: str) -> Iterator[tuple[str, str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["same"] == same:
                yield row["script"], row["native"], row["latin"]


def _skeleton(folded: str) -> str:
    """The consonants of a name, without articles and whatever the spaces."""
    words = (_ABD.get(word, word) for word in folded.split() if word not in _ARTICLES)
    letters = "".join(bare_skeleton(skeleton(sound(word))) for word in words)
    letters = letters.replace("np", "mp")  # as inside a word, where n before b sounds like m
    return "".join(letter for place, letter in enumerate(letters) if letter != letters[place - 1 : place])


def _agree(native: str, latin: str) -> bool:
    wanted = _skeleton(fold(latin))
    return wanted in {_skeleton(form) for form in (fold(native), *variants(native))}


@pytest.mark.parametrize("script", _FLOORS)
def test_native_and_latin_spelling_share_their_consonants_at_least_as_often_as_measured(script: str) -> None:
    pairs = [(native, latin) for found, native, latin in _cases("true") if found == script]
    share = sum(_agree(native, latin) for native, latin in pairs) / len(pairs)
    print(f"{script}: {share:.2f} of {len(pairs)} pairs")  # shown with pytest -rP
    assert share >= _FLOORS[script]


def test_different_names_do_not_share_their_consonants() -> None:
    found = [(native, latin) for _, native, latin in _cases("false") if _agree(native, latin)]
    assert len(found) <= 1  # Ghalib and Gulab


def test_each_script_has_fifty_pairs_and_about_a_fifth_of_them_different() -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, same in enumerate(("true", "false")):
        for script, _, _ in _cases(same):
            counts[script][place] += 1
    for script in _FLOORS:
        true, false = counts[script]
        assert true + false >= 50
        assert 0.15 <= false / (true + false) <= 0.25
