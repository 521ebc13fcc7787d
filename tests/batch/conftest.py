"""What the tests of files share: small files, and a screener that knows one name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from sanctionscreen.model import Evidence, Hit, Query, Screening

Write = Callable[[str | bytes], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write text or bytes into a file, and give its path."""

    def write(content: str | bytes, name: str = "customers.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


class FakeScreener:
    """Finds every query whose name begins with "Bad", mutes "Bad muted" and calls "Bad gone" de-listed."""

    def screen_many(self, queries: Iterable[Query], /) -> Iterator[Screening]:
        for query in queries:
            name = query.all_names()[0]
            hits = (a_hit(name),) if name.startswith("Bad") else ()
            yield Screening(query_id=query.query_id, name=name, hits=hits)


def a_hit(name: str) -> Hit:
    return Hit(
        hit_id="h1",
        list="list",
        edition=None,
        entity_id="1",
        kind="organization",
        listed_name="BAD, Inc",
        matched_name=name,
        score=0.9,
        band="review",
        basis=("name", "identifier"),
        flags=("muted",) if "muted" in name else ("delisted",) if "gone" in name else (),
        programmes=("P1", "P2"),
        evidence=(Evidence(feature="name", value=0.9, detail="much alike"),),
    )


@pytest.fixture
def fake_screener() -> FakeScreener:
    return FakeScreener()
