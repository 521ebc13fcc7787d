"""Validation of an edition against the last one: size, date, shared ids, reused ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sanctionscreen.errors import RefusedEditionError
from sanctionscreen.lists import Edition
from sanctionscreen.model import Listing
from sanctionscreen.store.editions import StoredEdition

LARGEST_SHRINK = 0.1
"""An edition that is smaller than the last by more than this share is refused."""

FEWEST_SHARED = 0.5
"""Share of the smaller edition's ids that the other one must have too: else it is another list."""

MOST_REUSED = 0.01
"""Share of the ids in common that may name another party than before (and five are allowed on any list)."""

_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class Accepted:
    """Findings that the user accepts in an edition that would be refused for them.

    Attributes:
        shrink: that it is smaller than the last one by more than a tenth.
        older: that it is older than the last one: it goes into the history, and the last one stays the newest.
        reused: that ids name other parties than before.
    """

    shrink: bool = False
    older: bool = False
    reused: bool = False


def refuse_if_doubtful(
    edition: Edition, last: StoredEdition, old_ids: Iterable[str], new_ids: Iterable[str], accepted: Accepted
) -> None:
    """Refuse an edition that is unlikely to be the successor of the last one.

    Args:
        edition: the new one.
        last: the newest edition of the list.
        old_ids, new_ids: of their listings.
        accepted: findings that the user accepts.

    Raises:
        RefusedEditionError: with the reason, and the option by which it is accepted.
    """
    what = f"{edition.path}: refused as the next edition of {edition.list_id} after {last.label}"
    if edition.edition and edition.edition < last.valid_from and not accepted.older:
        raise RefusedEditionError(
            f"{what}: it is of {edition.edition}, which is older; --accept-older puts it into the history"
        )
    old, new = set(old_ids), set(new_ids)
    shared = len(old & new)
    if shared < FEWEST_SHARED * min(len(old), len(new)):
        raise RefusedEditionError(
            f"{what}: only {shared:,} of its {len(new):,} ids are on that one: is it another list? "
            "--as LIST stores it under another id"
        )
    older = bool(edition.edition and edition.edition < last.valid_from)
    if len(new) < (1 - LARGEST_SHRINK) * len(old) and not (accepted.shrink or older):
        share = 100 * (1 - len(new) / len(old))
        raise RefusedEditionError(
            f"{what}: {len(new):,} listings instead of {len(old):,}, {share:.0f} % fewer; "
            "--accept-shrink takes it if that is so"
        )


def refuse_reused_ids(
    edition: Edition, last: StoredEdition, reused: list[str], shared: int, accepted: Accepted
) -> None:
    """Refuse an edition in which many ids name other parties than before.

    Raises:
        RefusedEditionError: with the first of the ids.
    """
    if len(reused) > max(5, MOST_REUSED * shared) and not accepted.reused:
        raise RefusedEditionError(
            f"{edition.path}: refused as the next edition of {edition.list_id} after {last.label}: {len(reused):,} ids "
            f"name other parties than before, as {', '.join(sorted(reused)[:3])}; --accept-reused-ids takes it"
        )


def is_another_party(old: Listing, new: Listing) -> bool:
    """Whether an id was given to another party: no field that identifies a party has a value in common.

    A renamed party retains aliases, identifiers, dates of birth, addresses or relations; a reused id has none of them.
    """
    if _words(old) & _words(new):
        return False
    for field in (
        "identifiers",
        "birth_dates",
        "addresses",
        "relations",
        "references",
        "remarks",
        "birth_places",
    ):
        before, after = getattr(old, field), getattr(new, field)
        if field == "remarks":
            if before and before == after:
                return False
        elif set(before) & set(after):
            return False
    return not (old.kind == new.kind and old.listed_on and old.listed_on == new.listed_on)


def _words(listing: Listing) -> set[str]:
    return {word for name in listing.names for word in _WORD.findall(name.name.casefold())}
