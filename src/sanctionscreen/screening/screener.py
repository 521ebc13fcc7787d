"""The `Screener`: queries in, screenings out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.errors import UsageError
from sanctionscreen.lists import Edition, read_list, shipped_path
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.match_cache import TokenMatchCache
from sanctionscreen.model import Listing, Query, Screening, WeakPolicy
from sanctionscreen.resolution.cannot_link import CannotLink
from sanctionscreen.screening import query_cache
from sanctionscreen.screening.batch import Batch
from sanctionscreen.screening.batching import MANY, batch_size, in_batches, warm_up_queries
from sanctionscreen.screening.list_index import EditionInfo, ListIndex
from sanctionscreen.workers import in_order, usable_workers

if TYPE_CHECKING:
    from sanctionscreen.ownership.records import LinkFile
    from sanctionscreen.screening.ownership_hits import OwnershipSearch

Cache = str | Path | CacheFolder | None
"""A folder that caches compiled lists, or none."""

SHIPPED = "shipped"
"""What `from_lists` takes instead of a path for the list that ships with the library."""


class ScreenerSettings(TypedDict, total=False):
    """The settings of a `Screener`, which every way to make one takes; see `Screener.__init__`."""

    threshold: float | None
    weak: WeakPolicy | None
    cache: Cache
    links: Sequence[LinkFile] | None
    links_date: str
    cannot_link: Sequence[CannotLink]
    workers: int
    cache_names: bool


class Screener:
    """Screens parties against lists. Compile it once, use it for any number of queries.

    Make one with `from_lists` or `default`.

    Attributes:
        threshold: name score from which a name raises a hit.
        uses_shipped_default: whether no list was named, so that only the one that ships is screened against.
        workers: number of processes that `screen_many` uses by default.
        cache_names: whether `screen_many` caches the names of its queries by default, for a later `Rescreener`. Its
            batches are then of one size, for any number of processes.

    >>> screener = Screener.from_lists("shipped")
    >>> screener.screen(Query(name="Tongbang Bank", kind="organization")).hits[0].listed_name
    'Bank of East Land'
    """

    def __init__(  # noqa: PLR0913  # its settings, all by keyword
        self,
        editions: Iterable[Edition],
        *,
        threshold: float | None = None,
        weak: WeakPolicy | None = None,
        cache: Cache = None,
        links: Sequence[LinkFile] | None = None,
        links_date: str = "",
        cannot_link: Sequence[CannotLink] = (),
        workers: int = 1,
        cache_names: bool = False,
    ) -> None:
        """Compile editions.

        Args:
            editions: what `read_list` gave; at most one of each list.
            threshold: name score from which a name raises a hit, above 0 and at most 1; None for the
                documented default, which alerts on 0.5 % of ordinary persons.
            weak: what a weak alias may do; None for each list's own default.
            cache: folder in which compiled names are cached; None for no cache.
            links: what `read_links` gave; then ownership by listed parties and other links raise hits too, those that
                the lists themselves state among them (an empty sequence for these alone). None for no links.
            links_date: the day for which ownership is worked out, as `2026-11-24`; empty for today.
            cannot_link: pairs of listings that are two parties, whatever identifiers or names say; see
                `read_cannot_links`.
            workers: number of processes for `screen_many`.
            cache_names: whether `screen_many` caches the names of its queries.

        Raises:
            UsageError: for two editions of one list, or an impossible threshold.
        """
        self.threshold = load_weights().threshold if threshold is None else _checked(threshold)
        self.uses_shipped_default = False
        self.workers, self.cache_names = workers, cache_names
        self._cache, self._weak, self._cannot_link = _folder(cache), weak, tuple(cannot_link)
        self._links, self._links_date = links, links_date
        self._compile(editions, None)

    def _compile(self, editions: Iterable[Edition], previous: ListIndex | None) -> None:
        self._index = ListIndex(list(editions), self._weak, self._cache, previous, self._cannot_link)
        self.ownership = self._ownership_search()

    def _ownership_search(self) -> OwnershipSearch | None:
        if self._links is None:
            return None
        from sanctionscreen.ownership.network import LinkNetwork  # late: most screening is without links
        from sanctionscreen.screening.ownership_hits import OwnershipSearch

        def screen(queries: list[Query], threshold: float) -> Iterator[Screening]:
            answers = dict(Batch(self._index, queries, threshold, None).with_hits())
            return (answers.get(number) or _without_hits(query) for number, query in enumerate(queries))

        date = self._links_date or datetime.date.today().isoformat()
        return OwnershipSearch(LinkNetwork(self._links, self._index.listings, screen, date))

    @classmethod
    def from_lists(cls, *paths: str | Path | Edition, **settings: Unpack[ScreenerSettings]) -> Screener:
        """Read official or house lists, files or folders as published, and compile them.

        Args:
            paths: files or folders, or editions that were read before; `"shipped"` stands for the list that ships with
                the library.
            settings: as in the constructor; `cache` is for the lists as read, too.

        Raises:
            ListFileError: if one cannot be read.
            UsageError: if none is given, or two editions of one list.
        """
        if not paths:
            raise UsageError("no list given; `Screener.default()` screens against the list that ships")
        settings["cache"] = folder = _folder(settings.get("cache"))
        editions = [
            path
            if isinstance(path, Edition)
            else read_list(shipped_path() if str(path) == SHIPPED else path, cache=folder)
            for path in paths
        ]
        return cls(editions, **settings)

    @classmethod
    def default(cls, *, store: str | Path | None = None, **settings: Unpack[ScreenerSettings]) -> Screener:
        """Screen against all lists in the store, as they are now; without a store, against the list that ships.

        That list has DPRK designations of the UN, and nothing else. `uses_shipped_default` says so: no hit on it must
        never be taken for an all-clear.

        Args:
            store: its folder; None for the user's own.
            settings: as in the constructor.

        Raises:
            StoreError: if the store can't be read.
        """
        from sanctionscreen.store import Store, store_at  # late: many screeners have lists of their own

        if (folder := store_at(store)) is not None:
            with Store(folder) as opened:
                if editions := [opened.read(opened.find(list_id)) for list_id in opened.lists()]:
                    return cls(editions, **settings)
        screener = cls.from_lists(SHIPPED, **settings)
        screener.uses_shipped_default = True
        return screener

    def updated(self, editions: Iterable[Edition]) -> Screener:
        """A screener of other editions, at a cost in proportion to the names that differ from this one's.

        Args:
            editions: all of them, those that stay included.

        Returns:
            One that answers as `Screener(editions)` with the same settings. This one stays as it is.

        Raises:
            UsageError: for two editions of one list.
        """
        screener = copy(self)
        screener.uses_shipped_default = False
        screener._compile(editions, self._index)
        return screener

    @property
    def editions(self) -> tuple[EditionInfo, ...]:
        """The editions screened against."""
        return self._index.edition_infos

    @property
    def listings(self) -> Sequence[Listing]:
        """The listings screened against, one edition after the other."""
        return self._index.listings

    @property
    def index(self) -> ListIndex:
        """The lists, compiled: for the parts of this package."""
        return self._index

    def screen(self, query: Query, *, threshold: float | None = None) -> Screening:
        """Screen one party; see `screen_many`."""
        return next(self.screen_many([query], threshold=threshold))

    def screen_many(
        self, queries: Iterable[Query], *, threshold: float | None = None, workers: int | None = None,
        cache_names: bool | None = None,
    ) -> Iterator[Screening]:  # fmt: skip
        """Screen many parties, in their order, a batch at a time.

        Args:
            queries: any number; they are read as the answers are taken.
            threshold: instead of the screener's own.
            workers: number of processes, if the system can fork, instead of the screener's own number; the answers
                are the same with any number.
            cache_names: whether to cache the names, if there is a cache, instead of the screener's own setting.

        Yields:
            One screening for each query: all its hits, best first, without a limit.
        """
        level = self.threshold if threshold is None else _checked(threshold)
        processes = usable_workers(workers or self.workers)
        folder = self._cache if (self.cache_names if cache_names is None else cache_names) else None
        batches = in_batches(queries, batch_size(level), 1 if folder else processes)
        matcher = self._index.matcher

        def work(
            queries: list[Query], *, folder: CacheFolder | None = folder
        ) -> tuple[dict[int, Screening], list[TokenMatchCache]]:
            known_tokens = matcher.tokens_cached()
            batch = Batch(self._index, queries, level, self.ownership, for_any_list=folder is not None)
            if folder:
                query_cache.cache_names(queries, batch.names, folder)
            return dict(batch.with_hits()), matcher.learned(known_tokens)

        def warmed_up() -> Iterator[list[Query]]:
            for first in islice(batches, 1):
                self._index.clusters.members(0)
                if len(first) >= MANY:
                    matcher.prepare()
                if any(query.identifiers for query in first):
                    self._index.identifiers.prepare()
                if some := warm_up_queries(first):
                    work(some, folder=None)
                yield first
            yield from batches

        stream_of_batches = warmed_up() if processes > 1 else batches
        for batch, (answers, _) in in_order(
            stream_of_batches, work, processes, learn=lambda result: matcher.learn(result[1])
        ):
            for number, query in enumerate(batch):
                yield answers.get(number) or _without_hits(query)


def _folder(cache: Cache) -> CacheFolder | None:
    return CacheFolder(Path(cache)) if isinstance(cache, str | Path) else cache


def _without_hits(query: Query) -> Screening:
    return Screening(query_id=query.query_id, name=next(iter(query.all_names()), ""))


def _checked(threshold: float) -> float:
    if not 0 < threshold <= 1:
        raise UsageError(f"a threshold is above 0 and at most 1, not {threshold}")
    return threshold
