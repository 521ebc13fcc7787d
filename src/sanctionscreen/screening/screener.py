"""The `Screener`: queries in, screenings out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.errors import UsageError
from sanctionscreen.lists import Edition, read_list, shipped_path
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.match_cache import TokenMatchCache
from sanctionscreen.model import Listing, Query, Screening, WeakPolicy
from sanctionscreen.resolution.clusters import CannotLink
from sanctionscreen.screening import query_cache
from sanctionscreen.screening.batch import Batch
from sanctionscreen.screening.batching import MANY, batch_size, in_batches, warming
from sanctionscreen.screening.list_index import EditionInfo, ListIndex
from sanctionscreen.workers import in_order, usable_workers

if TYPE_CHECKING:
    from sanctionscreen.ownership.records import LinkFile
    from sanctionscreen.screening.ownership_hits import Linked

Cache = str | Path | CompiledFolder | None
"""A folder that keeps compiled lists, or none."""

SHIPPED = "shipped"
"""What `from_lists` takes in the place of a path for the list that ships with the library."""


class Screener:
    """Screens parties against lists. Compile it once, use it for any number of queries.

    Make one with `from_lists` or `default`.

    Attributes:
        threshold: name score from which a name raises a hit.
        uses_shipped_default: whether nobody named a list, and the one that ships stands in.
        workers: number of processes that `screen_many` uses where it isn't told another.
        keep_names: whether `screen_many` keeps the names of what it screens in the cache, as `Rescreener` looks for
            them. Its batches are then of one size, for any number of processes.

    >>> screener = Screener.from_lists("shipped")
    >>> screener.screen(Query(name="Tongbang Bank", kind="organization")).hits[0].listed_name
    'Bank of East Land'
    """

    def __init__(
        self,
        editions: Iterable[Edition],
        *,
        threshold: float | None = None,
        weak: WeakPolicy | None = None,
        cache: Cache = None,
        links: Sequence[LinkFile] | None = None,
        links_date: str = "",
        splits: Sequence[CannotLink] = (),
    ) -> None:
        """Compile editions.

        Args:
            editions: what `read_list` gave; at most one of each list.
            threshold: name score from which a name raises a hit, above 0 and at most 1; None for the
                documented default, which alerts on 0.5 % of ordinary persons.
            weak: what a weak alias may do; None for each list's own default.
            cache: folder in which compiled names are kept, and found again; None to compile them now.
            links: what `read_links` gave; then ownership by listed parties and other links raise hits too, those that
                the lists themselves state among them (an empty sequence for these alone). None for no links.
            links_date: the day for which ownership is worked out, as `2026-11-24`; empty for today.
            splits: listings that are not one party, whatever identifiers or names say; see `read_cannot_links`.

        Raises:
            UsageError: for two editions of one list, or an impossible threshold.
        """
        self.threshold = load_weights().threshold if threshold is None else _checked(threshold)
        self._cache, self._weak, self._splits = _folder(cache), weak, tuple(splits)
        self._listed = ListIndex(list(editions), weak, self._cache, splits=self._splits)
        self.uses_shipped_default = False
        self.workers = 1
        self.keep_names = False
        self._links, self._links_date = links, links_date
        self.linked = self._link()

    def _link(self) -> Linked | None:
        if self._links is None:
            return None
        from sanctionscreen.ownership.network import LinkNetwork  # late: most screening is without links
        from sanctionscreen.screening.ownership_hits import Linked

        def screen(queries: list[Query], level: float) -> Iterator[Screening]:
            found = dict(Batch(self._listed, queries, level, None).with_hits())
            return (found.get(place) or _nothing(query) for place, query in enumerate(queries))

        date = self._links_date or datetime.date.today().isoformat()
        return Linked(LinkNetwork(self._links, self._listed.listings, screen, date))

    @classmethod
    def from_lists(
        cls,
        *paths: str | Path,
        threshold: float | None = None,
        weak: WeakPolicy | None = None,
        cache: Cache = None,
        links: Sequence[LinkFile] | None = None,
        splits: Sequence[CannotLink] = (),
    ) -> Screener:
        """Read official or house lists, files or folders as published, and compile them.

        Args:
            paths: files or folders; `"shipped"` stands for the list that ships with the library.
            threshold, weak, links, splits: as in the constructor.
            cache: folder in which lists are kept as read and compiled, found again by the bytes of their files.

        Raises:
            ListFileError: if one cannot be read.
            UsageError: if none is given, or two editions of one list.
        """
        if not paths:
            raise UsageError("no list given; `Screener.default()` screens against the list that ships")
        folder = _folder(cache)
        return cls(
            [read_list(shipped_path() if str(path) == SHIPPED else path, cache=folder) for path in paths],
            threshold=threshold,
            weak=weak,
            cache=folder,
            links=links,
            splits=splits,
        )

    def updated(self, editions: Iterable[Edition]) -> Screener:
        """A screener of other editions, at a cost in proportion to the names that differ from this one's.

        Args:
            editions: all of them, those that stay included.

        Returns:
            One that answers as `Screener(editions)` with the same settings. This one stays as it is.

        Raises:
            UsageError: for two editions of one list.
        """
        other = Screener.__new__(Screener)
        other.threshold, other.workers, other.uses_shipped_default = self.threshold, self.workers, False
        other.keep_names = self.keep_names
        other._cache, other._weak, other._splits = self._cache, self._weak, self._splits
        other._listed = ListIndex(list(editions), self._weak, self._cache, self._listed, self._splits)
        other._links, other._links_date = self._links, self._links_date
        other.linked = other._link()
        return other

    @classmethod
    def default(
        cls,
        *,
        threshold: float | None = None,
        weak: WeakPolicy | None = None,
        store: str | Path | None = None,
        splits: Sequence[CannotLink] = (),
    ) -> Screener:
        """Screen against all lists in the store, as they are now; where there is none, against the list that ships.

        That list has DPRK designations of the UN, and nothing else. `uses_shipped_default` says so, for finding
        nothing on it must never be taken for an all-clear.

        Args:
            threshold, weak, splits: as in the constructor.
            store: its folder; None for the user's own.

        Raises:
            StoreError: if the store can't be read.
        """
        from sanctionscreen.store import Store, store_at  # late: many screeners have lists of their own

        if (folder := store_at(store)) is not None:
            with Store(folder) as kept:
                if editions := [kept.read(kept.find(list_id)) for list_id in kept.lists()]:
                    return cls(editions, threshold=threshold, weak=weak, splits=splits)
        screener = cls.from_lists(SHIPPED, threshold=threshold, weak=weak, splits=splits)
        screener.uses_shipped_default = True
        return screener

    @property
    def editions(self) -> tuple[EditionInfo, ...]:
        """The editions screened against."""
        return self._listed.editions

    @property
    def listings(self) -> Sequence[Listing]:
        """The listings screened against, one edition after the other."""
        return self._listed.listings

    @property
    def listed(self) -> ListIndex:
        """The lists, compiled: for the parts of this package."""
        return self._listed

    def screen(self, query: Query, *, threshold: float | None = None) -> Screening:
        """Screen one party; see `screen_many`."""
        return next(self.screen_many([query], threshold=threshold))

    def screen_many(
        self, queries: Iterable[Query], *, threshold: float | None = None, workers: int | None = None,
        keep_names: bool | None = None,
    ) -> Iterator[Screening]:  # fmt: skip
        """Screen many parties, in their order, a batch at a time.

        Args:
            queries: any number; they are read as the answers are taken.
            threshold: instead of the screener's own.
            workers: number of processes, where the system can fork, instead of the screener's own number; the answers
                are the same with any number.
            keep_names: whether to keep the names in the cache, if there is one, instead of as the screener has it.

        Yields:
            One screening for each query: all its hits, best first, without a limit.
        """
        level = self.threshold if threshold is None else _checked(threshold)
        processes = usable_workers(workers or self.workers)
        folder = self._cache if (self.keep_names if keep_names is None else keep_names) else None
        batches = in_batches(queries, batch_size(level), 1 if folder else processes)
        compiled = self._listed.compiled

        def work(
            queries: list[Query], *, keep: CompiledFolder | None = folder
        ) -> tuple[dict[int, Screening], list[TokenMatchCache]]:
            known = compiled.remembered()
            batch = Batch(self._listed, queries, level, self.linked, for_any_list=keep is not None)
            if keep:
                query_cache.keep_names(queries, batch.distinct, keep)
            return dict(batch.with_hits()), compiled.learned(known)

        def warmed_up() -> Iterator[list[Query]]:
            for first in islice(batches, 1):
                self._listed.pools.members(0)
                if len(first) >= MANY:
                    compiled.prepare()
                if any(query.identifiers for query in first):
                    self._listed.identifiers.prepare()
                if some := warming(first):
                    work(some, keep=None)
                yield first
            yield from batches

        stream_of_batches = warmed_up() if processes > 1 else batches
        for batch, (found, _) in in_order(
            stream_of_batches, work, processes, learn=lambda result: compiled.learn(result[1])
        ):
            for place, query in enumerate(batch):
                yield found.get(place) or _nothing(query)


def _folder(cache: Cache) -> CompiledFolder | None:
    return CompiledFolder(Path(cache)) if isinstance(cache, str | Path) else cache


def _nothing(query: Query) -> Screening:
    return Screening(query_id=query.query_id, name=next(iter(query.all_names()), ""))


def _checked(threshold: float) -> float:
    if not 0 < threshold <= 1:
        raise UsageError(f"a threshold is above 0 and at most 1, not {threshold}")
    return threshold
