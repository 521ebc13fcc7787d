"""What `screen` wrote, read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen import CustomerFile, Screener, screen_file
from sanctionscreen.batch.previous.read_results import UNKNOWN, Answer, read_answers
from sanctionscreen.errors import DataError
from sanctionscreen.model import Hit

LIST = """list,entity_id,name,name_type,kind,imo,country
house,1,"Quillback; Trading",primary,vessel,8405270,KP
house,1,QBT Group,alias,vessel,,
house,2,Quillback Trader,primary,organization,,IR
"""
CUSTOMERS = """customer_id,name,imo
1,"Quillback; Trading",
2,Nobody Such,
3,Ashgrove,8405270
,Quillback Trader,
"""
FORMATS = ("jsonl", "csv", "parquet", "xlsx")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One run, written in every format."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    screener = Screener.from_lists(folder / "list.csv")
    paths = {format_: folder / f"out.{format_}" for format_ in FORMATS}
    for format_, path in paths.items():
        with CustomerFile(str(folder / "customers.csv")) as customers:
            screen_file(screener, customers, str(path), format=format_, about={})
    return paths


def seen(answers: list[Answer]) -> list[object]:
    """What an answer says, without the values of its evidence, which tables don't hold."""
    return [
        (answer.query_id, answer.name, [hit.model_dump(exclude={"evidence"}) for hit in hits_of(answer)])
        for answer in answers
    ]


def hits_of(answer: Answer) -> list[Hit]:
    return [Hit.model_validate(hit) for hit in answer.hits]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_gives_back_the_same_answers(written: dict[str, Path], format_: str) -> None:
    """Customers with and without hits, with and without an id, in their order."""
    lines = list(read_answers(str(written["jsonl"])))
    assert [answer.query_id for answer in lines] == ["1", "2", "3", ""]
    assert sum(len(answer.hits) for answer in lines) >= 3
    found = list(read_answers(str(written[format_])))
    assert seen(found) == seen(lines)
    for one, other in zip(found, lines, strict=True):
        for hit, known in zip(hits_of(one), hits_of(other), strict=True):
            assert [item.feature for item in hit.evidence] == [item.feature for item in known.evidence]
            if format_ in ("csv", "xlsx"):
                assert {item.value for item in hit.evidence} == {UNKNOWN}
                assert [item.detail for item in hit.evidence] == [item.detail for item in known.evidence]
            else:
                assert hit == known


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "columns"),
        (b"customer_id,name\n1,Acme\n", "columns"),
        (b'{"query_id": "1", "name": "Acme", "hits": []}\n{"name": 1}\n', "line 2: no answer"),
        (b"{broken\n", "line 1"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"PAR1 and nothing else", "cannot be read"),
        (b"PK\x03\x04 and nothing else", "screen"),
    ],
)
def test_what_screen_did_not_write_is_refused_with_its_place(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """An earlier run that is only half read would lose hits in silence."""
    path = tmp_path / "earlier"
    path.write_bytes(content)
    with pytest.raises(DataError, match=said):
        list(read_answers(str(path)))


def test_a_csv_that_is_cut_off_is_refused(written: dict[str, Path], tmp_path: Path) -> None:
    """The last row is shorter than the header."""
    content = written["csv"].read_bytes().splitlines()
    (tmp_path / "cut.csv").write_bytes(b"\n".join([*content[:2], b"9,Acme"]))
    with pytest.raises(DataError, match="line 3"):
        list(read_answers(str(tmp_path / "cut.csv")))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """With its path."""
    with pytest.raises(DataError, match=r"none\.jsonl"):
        list(read_answers(str(tmp_path / "none.jsonl")))
