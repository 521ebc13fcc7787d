"""Choice of lists and settings to screen with, as the options give it. Imports nothing heavy until a command runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from sanctionscreen.cli.common.messages import print_age, print_link_problems, print_reading_warnings
from sanctionscreen.cli.common.options import LIST_OPTIONS, date_of, with_options
from sanctionscreen.cli.common.stored_lists import edition_from_store, stored_lists
from sanctionscreen.errors import ListUnavailableError, UsageError

if TYPE_CHECKING:
    from sanctionscreen.cache.folder import CacheFolder
    from sanctionscreen.lists import Edition
    from sanctionscreen.lists.staleness import EditionAge
    from sanctionscreen.model import WeakPolicy
    from sanctionscreen.ownership.records import LinkFile
    from sanctionscreen.resolution.cannot_link import CannotLink
    from sanctionscreen.screening import Screener

SHIPPED = "shipped"

INCOMPLETE = 5
"""Exit code of a run that is done, but left out more rows than `--max-rejected` allows."""

LISTS_ALONE = "lists"
"""Value of `--links` for the links that the lists themselves state, without a file."""

POOLS = "pools.csv"
"""The file of cannot-link pairs in the store."""

NOTICE = (
    "No --lists was given: screened against the small DPRK list that ships with sanctionscreen, and nothing else. "
    "Finding nothing means nothing. (--lists shipped asks for this list knowingly.)"
)
"""Notice in every output if no list was named and only the shipped list is screened against."""


class HasAge(Protocol):
    """An `Edition` or its `EditionInfo`."""

    def age(self, today: date | None = None, *, max_age: int | None = None) -> EditionAge:
        """How old it is, and whether it is stale."""


@dataclass(frozen=True, slots=True)
class ListChoice:
    """What a command is to screen against, and how, as the options say it.

    Attributes:
        lists: paths, `shipped`, or what the store has: `LIST`, `LIST@EDITION`. None for all lists in the store; where
            there is no store, for the shipped list by default.
        list_id: which list the only one of them is, if its content cannot tell.
        edition_dates: `LIST=DATE` for lists whose content gives no date.
        mapping: a file that says what the columns of a table among the lists mean.
        threshold: name score from which a name raises a hit; None for the documented default.
        weak: what a weak alias may do; None for each list's own default.
        store: the folder of the store; None for the default one.
        as_of: the day as of which lists in the store are meant; None for today.
        max_age: days after which any list is stale; None for each list's own limit.
        allow_stale: whether finding nothing on a stale list ends with 0.
        exit_zero: whether alerts end with 0.
        cache: folder for lists as read and compiled; None for the default one.
        no_cache: whether to use no cache.
        links: files of owners and other links; `lists` for those that the lists themselves state.
        links_date: the day for which ownership is worked out; empty for that of the lists (`as_of`), or today.
        pools: a file of listings that are two parties; None for `pools.csv` in the store, if it is there.
    """

    lists: tuple[str, ...]
    list_id: str | None
    edition_dates: tuple[str, ...]
    mapping: str | None
    threshold: float | None
    weak: WeakPolicy | None
    store: str | None
    as_of: str | None
    max_age: int | None
    allow_stale: bool
    exit_zero: bool
    cache: str | None
    no_cache: bool
    links: tuple[str, ...] = ()
    links_date: str = ""
    pools: str | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """The lists named, else those in the store, else the shipped one."""
        return self.lists or stored_lists(self.store) or (SHIPPED,)

    @property
    def by_default(self) -> bool:
        """Whether no list was named, so that only the shipped list is screened against."""
        return not self.lists and not stored_lists(self.store)

    @property
    def notice(self) -> str:
        """The notice for every output in that case; else empty."""
        return NOTICE if self.by_default else ""

    def age(self, edition: HasAge) -> EditionAge:
        """The age of an edition on the day that is screened for, with the limit that the options set."""
        return edition.age(date.fromisoformat(self.as_of) if self.as_of else None, max_age=self.max_age)

    def stale(self, editions: Iterable[HasAge]) -> bool:
        """Whether any edition is stale, and the user has not allowed that."""
        return not self.allow_stale and any(self.age(edition).stale for edition in editions)

    def exit_code(self, editions: Iterable[HasAge], *, alerts: bool, incomplete: bool = False) -> int:
        """The exit code: 4 if nothing was found on a list that nobody named, or on a stale one; 5 if too many rows were
        rejected; 1 for alerts, or 0 with `--exit-zero`.

        4 comes before 5: on a stale list, "nothing found" is unsure for every row, and not for the rejected ones alone.
        """
        if not alerts and (self.by_default or self.stale(editions)):
            return ListUnavailableError.exit_code
        if incomplete:
            return INCOMPLETE
        return 1 if alerts and not self.exit_zero else 0

    def screener(self, *, workers: int = 1, cache_names: bool = False) -> Screener:
        """Read the lists and compile them; messages on standard error say what was left out.

        Args:
            workers, cache_names: as for `Screener`.

        Raises:
            ListUnavailableError: if a list is neither a path nor known.
            ListFileError: if one cannot be used.
            UsageError: if two editions of one list are given, or the threshold is impossible.
        """
        links, cannot_link = self.links_and_cannot_link()  # first: a broken file fails before lists are read
        folder = self.folder()
        return self.screener_of(
            self.editions(folder), folder, links, cannot_link, workers=workers, cache_names=cache_names
        )

    def links_and_cannot_link(self) -> tuple[list[LinkFile] | None, tuple[CannotLink, ...]]:
        """Files of links (None for no links), and pairs of listings that are two parties."""
        return self._links(), cannot_link_of(self)

    def screener_of(
        self, editions: list[Edition], folder: CacheFolder | None, links: list[LinkFile] | None,
        cannot_link: tuple[CannotLink, ...], *, workers: int = 1, cache_names: bool = False,
    ) -> Screener:  # fmt: skip
        """Compile editions, with everything else as the options say."""
        from sanctionscreen.screening import Screener

        screener = Screener(
            editions,
            threshold=self.threshold,
            weak=self.weak,
            cache=folder,
            links=links,
            links_date=self.links_date or self.as_of or "",
            cannot_link=cannot_link,
            workers=workers,
            cache_names=cache_names,
        )
        if screener.ownership:
            print_link_problems(screener.ownership.network.report)
        return screener

    def link_files(self) -> list[LinkFile]:
        """The files of links, read; none where none are given."""
        return self._links() or []

    def folder(self) -> CacheFolder | None:
        """The cache folder; None for no cache."""
        from sanctionscreen.cache.folder import CacheFolder, default_cache_folder

        if self.no_cache:
            if self.cache:
                raise UsageError("--cache and --no-cache contradict each other")
            return None
        path = Path(self.cache) if self.cache else default_cache_folder()
        return CacheFolder(path, lambda problem: click.echo(problem, err=True))

    def _links(self) -> list[LinkFile] | None:
        if not self.links:
            if self.links_date:
                raise UsageError("--links-date needs --links: a file of links, or `lists`")
            return None
        from sanctionscreen.ownership import read_links

        if self.links_date:
            date_of(self.links_date, "--links-date takes a day such as 2024-07-03")
        files = [read_links(path) for path in self.links if path != LISTS_ALONE]
        for file in files:
            print_link_problems(file)
        return files

    def editions(self, folder: CacheFolder | None) -> list[Edition]:
        """Read the lists without compiling their names; raises as `screener` does."""
        from sanctionscreen.lists import read_list, shipped_path

        if self.list_id and len(self.lists) != 1:
            raise UsageError("--as names the list of one --lists; give exactly one")
        if self.mapping and not self.lists:
            raise UsageError("--mapping needs a table in --lists")
        if self.as_of:
            date_of(self.as_of, "--as-of takes a date, such as 2021-07-30")
            if any(text == SHIPPED or Path(text).exists() for text in self.wanted):
                raise UsageError("--as-of is about lists in the store, not about files or the shipped list")
        dates = dict(map(_list_and_date, self.edition_dates))
        editions = []
        mapped = False
        for text in self.wanted:
            if text != SHIPPED and not Path(text).exists():
                editions.append(edition_from_store(self.store, text, self.as_of, folder))
                continue
            path = shipped_path() if text == SHIPPED else Path(text)
            mapping = self._mapping_of(path)
            mapped = mapped or mapping is not None
            edition = read_list(path, cache=folder, list_id=self.list_id, mapping=mapping)
            edition.edition = edition.edition or dates.pop(edition.list_id, None)
            print_reading_warnings(edition, "not screened against")
            editions.append(edition)
        for edition in editions:
            print_age(edition, self.age(edition), allowed=self.allow_stale)
        if dates:
            raise UsageError(f"--edition: no list {' or '.join(dates)} without a date was given")
        if self.mapping and not mapped:
            raise UsageError(
                f"--mapping: each of the lists is of a format of its own; {self.mapping} fits none"
            )
        return editions

    def _mapping_of(self, path: Path) -> str | None:
        """The mapping, if it is for this list: the only one, or one of unknown format."""
        if self.mapping is None or len(self.lists) == 1:
            return self.mapping
        from sanctionscreen.lists.formats import format_of

        return self.mapping if path.is_file() and format_of(path) is None else None


def list_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command `--lists` and all that belongs to it, as one `choice` (see `ListChoice`)."""

    @wraps(command)
    def with_choice(**options: Any) -> int:
        choice = ListChoice(**{field.name: options.pop(field.name) for field in fields(ListChoice)})
        return command(choice=choice, **options)

    decorated: Callable[..., int] = with_options(*LIST_OPTIONS)(with_choice)
    return decorated


def cannot_link_file(choice: ListChoice) -> Path | None:
    """The file of cannot-link pairs, if there is one."""
    if choice.pools is not None:
        return Path(choice.pools)
    from sanctionscreen.store.paths import store_at

    store = store_at(choice.store)
    path = store / POOLS if store else None
    return path if path and path.exists() else None


def cannot_link_of(choice: ListChoice) -> tuple[CannotLink, ...]:
    """The cannot-link pairs of the file."""
    path = cannot_link_file(choice)
    if path is None:
        return ()
    from sanctionscreen.resolution.cannot_link import read_cannot_links

    return read_cannot_links(path)


def _list_and_date(text: str) -> tuple[str, str]:
    list_id, _, date = text.partition("=")
    wanted = "--edition takes LIST=DATE, such as us-ofac-sdn=2021-07-30"
    if not list_id:
        raise UsageError(f"{wanted}; not {text!r}")
    return list_id, date_of(date, wanted)
