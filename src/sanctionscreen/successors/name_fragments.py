"""Name fragments: rare words in common with a listed name, and names in the remarks of a listing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sanctionscreen.model import Listing
from sanctionscreen.names.fold import fold
from sanctionscreen.names.frequency import bits
from sanctionscreen.names.roles import LEGAL_FORM, NUMBER
from sanctionscreen.names.tokens import normalise
from sanctionscreen.successors.weights import TrackWeights

_OTHER = 1  # row of `bits` for names that are no person's
_SHORTEST = 3


class NameFragments:
    """Index of the words of listed names, and of the words of remarks."""

    def __init__(self, listings: Sequence[Listing], weights: TrackWeights) -> None:
        self._weights = weights
        self._bits: dict[str, float] = {}
        self._names: list[tuple[int, str, frozenset[str]]] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._texts: dict[int, str] = {}
        self._text_postings: dict[str, list[int]] = defaultdict(list)
        for position, listing in enumerate(listings):
            if listing.kind == "person":
                continue
            for name in listing.names:
                words = frozenset(self._words(name.name))
                for word in words:
                    self._postings[word].append(len(self._names))
                self._names.append((position, name.name, words))
        for position, listing in enumerate(listings):
            if listing.remarks:
                self._texts[position] = f" {fold(listing.remarks)} "
                for word in set(self._texts[position].split()):
                    if len(word) >= _SHORTEST:
                        self._text_postings[word].append(position)

    def shared(self, name: str) -> Iterator[tuple[int, float, str, tuple[str, ...]]]:
        """Listings with rare words of a name: position, weight from 0 to 1, listed name, the words.

        The weight is the share of the party's words (by bits) that the listed name has, less if they have few bits
        in all.
        """
        words = self._words(name)
        total = sum(words.values())
        candidates: set[int] = set()
        for word, weight in words.items():
            postings = self._postings.get(word, ())
            if weight >= self._weights.rare_bits and len(postings) <= self._weights.common:
                candidates.update(postings)
        best: dict[int, tuple[float, str, tuple[str, ...]]] = {}
        for candidate in sorted(candidates):
            listing, listed_name, listed_words = self._names[candidate]
            shared = tuple(word for word in words if word in listed_words)
            weight = sum(words[word] for word in shared)
            chance = weight / total * min(1.0, weight / self._weights.sure_bits)
            if listing not in best or chance > best[listing][0]:
                best[listing] = chance, listed_name, shared
        yield from ((listing, *value) for listing, value in best.items())

    def narrated(self, names: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Listings whose remarks hold one of these names, word for word."""
        for name in names:
            folded = fold(name)
            words = [word for word in folded.split() if len(word) >= _SHORTEST]
            if (
                len(words) < 2 or sum(self._words(name).values()) < self._weights.sure_bits
            ):  # one word is no name
                continue
            rarest = min(words, key=lambda word: len(self._text_postings.get(word, ())))
            for position in self._text_postings.get(rarest, ()):
                if f" {folded} " in self._texts[position]:
                    yield position, name

    def _words(self, name: str) -> dict[str, float]:
        """The words of a name that carry information, with their bits."""
        normal = normalise(name)
        words = [
            token
            for token, role in zip(normal.tokens, normal.roles, strict=True)
            if not role & (LEGAL_FORM | NUMBER) and len(token) >= _SHORTEST
        ]
        new = [word for word in words if word not in self._bits]
        if new:
            self._bits.update(zip(new, bits(new)[_OTHER].tolist(), strict=True))
        return {word: self._bits[word] for word in words}
