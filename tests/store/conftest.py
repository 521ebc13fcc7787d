"""Editions to be stored, written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sanctionscreen.lists import Edition, read_list
from sanctionscreen.store import Store

Make = Callable[..., Edition]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a house list of parties, each `id: names` with the primary one first, and read it."""

    def make(date: str | None, list_id: str = "ours", **parties: str | tuple[str, ...]) -> Edition:
        rows = ["entity_id,name,name_type,kind,as_of"]
        for key, names in parties.items():
            for place, name in enumerate((names,) if isinstance(names, str) else names):
                rows.append(f"{key},{name},{'alias' if place else 'primary'},organization,{date}")
        folder = tmp_path / f"{list_id}-{date}-{abs(hash(tuple(rows)))}"
        folder.mkdir(exist_ok=True)
        path = folder / "list.csv"
        path.write_text("\n".join(rows) + "\n")
        return read_list(path, list_id=list_id, edition=date)

    return make


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(tmp_path / "store", write=True) as opened:
        yield opened
