"""Provenance of a run for manifests and JSON answers: editions, mapping, cannot-link pairs, links."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.cli.common.list_choice import ListChoice, cannot_link_file

if TYPE_CHECKING:
    from sanctionscreen.lists.staleness import EditionAge
    from sanctionscreen.screening import Screener


def editions_of(screener: Screener, choice: ListChoice) -> list[dict[str, Any]]:
    """The editions that were screened against, each with its age and staleness."""
    return [asdict(item) | _age(choice.age(item)) for item in screener.editions]


def _age(age: EditionAge) -> dict[str, Any]:
    return {"age_days": age.days, "stale_after": age.limit, "stale": age.stale, "age_unknown": age.unknown}


def mapping_of(choice: ListChoice) -> dict[str, str] | None:
    """The column mapping of lists."""
    if choice.mapping is None:
        return None
    from sanctionscreen.cache.file_hash import hash_of

    return {"path": choice.mapping, "sha256": hash_of(Path(choice.mapping))}


def cannot_link_of(choice: ListChoice) -> dict[str, str] | None:
    """The file of cannot-link pairs."""
    path = cannot_link_file(choice)
    if path is None:
        return None
    from sanctionscreen.cache.file_hash import hash_of

    return {"path": str(path), "sha256": hash_of(path)}


def links_of(screener: Screener) -> dict[str, Any] | None:
    """The links that were followed; None where none were."""
    if screener.ownership is None:
        return None
    from sanctionscreen.screening.ownership_hits import NOT_SHOWN

    linked = screener.ownership
    files = [
        {"path": file.path, "format": file.format, "sha256": file.sha256} for file in linked.network.files
    ]
    return {"files": files, "date": linked.network.date, "policies": linked.policies, "note": NOT_SHOWN}
