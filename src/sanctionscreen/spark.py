"""Screening on Spark: the same answers as on one machine.

The lists travel once to every executor, as one file with their listings and compiled names; every Python worker makes
its screener of it once. Needs the extra `spark` on the driver, and sanctionscreen and pyarrow on the executors.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.batch import RejectedRow, RowWarning
from sanctionscreen.batch.extras import library
from sanctionscreen.batch.input.columns import Columns, map_frame_columns
from sanctionscreen.batch.input.rows import RowBuilder
from sanctionscreen.errors import UsageError
from sanctionscreen.lists import Edition, read_list, shipped_path
from sanctionscreen.model import Listing, Query, Screening, WeakPolicy
from sanctionscreen.screening import Screener
from sanctionscreen.screening.batching import BATCH
from sanctionscreen.screening.screener import SHIPPED

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_EDITION_FIELDS = ("list_id", "edition", "sha256", "format", "path", "in_remarks")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same lists make the same file


@dataclass(frozen=True, slots=True)
class _Settings:
    """Settings of a Python worker: small, and pickled by Spark.

    Attributes:
        archive: name of the file with the lists.
        threshold, weak: as in `Screener`.
        header, assigned: columns of the data, and what they mean where their names don't say.
    """

    archive: str
    threshold: float | None
    weak: WeakPolicy | None
    header: tuple[str, ...]
    assigned: tuple[tuple[str, str], ...]


def screen(
    df: DataFrame,
    *,
    lists: Iterable[str | Path | Edition],
    threshold: float | None = None,
    weak: WeakPolicy | None = None,
    columns: Sequence[tuple[str, str]] = (),
) -> DataFrame:
    """Screen every row of a Spark DataFrame.

    Args:
        df: customers; its columns are known by name as those of a customer file are (docs/cli.md), and may hold text,
            numbers, dates or arrays of text.
        lists: official or house lists on the driver, as paths, `"shipped"`, or editions that were read before.
        threshold: name score from which a name raises a hit; None for the documented default.
        weak: what a weak alias may do; None for each list's own default.
        columns: (field, column name) pairs for columns that aren't recognised by name.

    Returns:
        One row for every row of `df`: `query_id`, `name` and `hits` as in JSON lines; `rejected`, the reason why a row
        could not be screened, else null; and `warnings`, what of it could not be used. Lazy, as every DataFrame.

    Raises:
        UsageError: if no list is given, two editions of one list are, or the session has no executors to send files to
            (Spark Connect).
        CustomerFileError: if no column holds the name.
        ListFileError: if a list cannot be read.
        MissingExtraError: without pyarrow.
    """
    library("pyarrow", "Spark", "spark")
    editions = [_edition(item) for item in lists]
    if not editions:
        raise UsageError("no list given; `lists` takes paths, editions or 'shipped'")
    _mapped(df.columns, tuple(columns))
    try:
        context = df.sparkSession.sparkContext
    except Exception:
        raise UsageError(
            "this session cannot send files to its executors (Spark Connect); use a classic one"
        ) from None
    archive = pack(editions, threshold=threshold, weak=weak)
    if archive.name not in {Path(path).name for path in context.listFiles}:  # Spark warns of a second time
        context.addFile(str(archive))
    settings = _Settings(archive.name, threshold, weak, tuple(df.columns), tuple(columns))
    return df.mapInArrow(partial(_on_executor, settings), _ddl(result_schema()))


def result_schema() -> pa.Schema:
    """Columns of the result, as Arrow has them; the same as of `screen_frame` with `nested`."""
    from sanctionscreen.batch.output.arrow import (
        customer_schema,
    )  # late: it may not be known yet that pyarrow is there

    return customer_schema()


def _ddl(schema: pa.Schema) -> str:
    return ", ".join(f"`{field.name}` {_spark_type(field.type)}" for field in schema)


def _spark_type(type_: pa.DataType) -> str:
    import pyarrow as pa  # late, as above

    if pa.types.is_list(type_):
        return f"array<{_spark_type(type_.value_type)}>"
    if pa.types.is_struct(type_):
        return f"struct<{', '.join(f'`{field.name}`: {_spark_type(field.type)}' for field in type_)}>"
    return "double" if pa.types.is_floating(type_) else "string"


def _mapped(header: Sequence[str], assigned: tuple[tuple[str, str], ...]) -> Columns:
    return map_frame_columns(header, assigned, "the DataFrame")


# Lists to a file, on the driver.


def _edition(item: str | Path | Edition) -> Edition:
    if isinstance(item, Edition):
        return item
    return read_list(shipped_path() if str(item) == SHIPPED else item)


def pack(editions: Sequence[Edition], *, threshold: float | None, weak: WeakPolicy | None) -> Path:
    """Compile lists, and put them into one file whose name is the hash of what it holds.

    Raises:
        UsageError: for two editions of one list, or an impossible threshold.
    """
    compiled = _workshop() / "compiled"
    shutil.rmtree(compiled, ignore_errors=True)
    Screener(editions, threshold=threshold, weak=weak, cache=compiled)
    written = _workshop() / "lists.zip"
    with zipfile.ZipFile(written, "w") as archive:
        for number, edition in enumerate(editions):
            _put(archive, f"editions/{number}.jsonl", _as_lines(edition))
        for file in sorted(compiled.glob("*.arrays")):
            _put(archive, f"compiled/{file.name}", file.read_bytes())
    with written.open("rb") as content:
        name = f"sanctionscreen-{hashlib.file_digest(content, 'sha256').hexdigest()[:16]}.zip"
    return written.rename(_workshop() / name)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED, compresslevel=1)


@cache
def _workshop() -> Path:
    """A folder of this process; Spark copies from it for as long as the application runs."""
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="sanctionscreen-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _as_lines(edition: Edition) -> bytes:
    about = json.dumps({name: getattr(edition, name) for name in _EDITION_FIELDS}, ensure_ascii=False)
    return "\n".join([about, *(listing.model_dump_json() for listing in edition.listings)]).encode()


# A file to lists, and rows to answers, on an executor.


def _on_executor(settings: _Settings, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    from pyspark import SparkFiles

    archive = SparkFiles.get(settings.archive)
    yield from answered(_screener(archive, settings.threshold, settings.weak), settings, batches)


@lru_cache(maxsize=2)
def _screener(archive: str, threshold: float | None, weak: WeakPolicy | None) -> Screener:
    """Made once in every Python worker, which Spark reuses between tasks."""
    folder = unpacked(Path(archive))
    files = sorted((folder / "editions").iterdir(), key=lambda path: int(path.stem))
    return Screener(map(_from_lines, files), threshold=threshold, weak=weak, cache=folder / "compiled")


def unpacked(archive: Path) -> Path:
    """The folder with the content of an archive; the first worker of an executor makes it for all."""
    folder = archive.with_suffix(".unpacked")
    if not folder.exists():
        own = Path(tempfile.mkdtemp(prefix=f"{archive.stem}.", dir=archive.parent))
        with zipfile.ZipFile(archive) as content:
            content.extractall(own)
        try:
            os.replace(own, folder)
        except OSError:  # another worker was faster
            shutil.rmtree(own)
    return folder


def _from_lines(path: Path) -> Edition:
    with path.open(encoding="utf-8", newline="\n") as lines:
        about = json.loads(next(lines))
        return Edition(**about, listings=[Listing.model_validate_json(line) for line in lines])


def answered(
    screener: Screener, settings: _Settings, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """The answers to batches of rows, in order; one for every row."""
    import pyarrow as pa  # late, as above

    from sanctionscreen.batch.input.arrow import cells

    warnings: list[RowWarning] = []
    columns = _mapped(settings.header, settings.assigned)
    build = RowBuilder(columns, delimiter="", warn=warnings.append, header=settings.header).build
    schema = result_schema()
    for batch in _larger(batches):
        rows: list[tuple[Query | RejectedRow, list[str]]] = []
        for line, row in enumerate(cells(batch, columns.used), start=1):
            built = build(line, row)
            rows.append((built, [f"{warning.reason}: {warning.value}" for warning in warnings]))
            warnings.clear()
        queries = [built for built, _ in rows if isinstance(built, Query)]
        answers = screener.screen_many(queries, workers=1)
        yield pa.RecordBatch.from_pylist(
            [_row(built, texts, answers) for built, texts in rows], schema=schema
        )


def _larger(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches put together, for names share the work on their tokens."""
    import pyarrow as pa  # late, as above

    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= BATCH:
            yield pa.concat_batches(held)
            held, rows = [], 0
    if rows:
        yield pa.concat_batches(held)


def _row(built: Query | RejectedRow, warnings: list[str], answers: Iterator[Screening]) -> dict[str, Any]:
    from sanctionscreen.batch.output.arrow import customer_row  # late, as above

    if isinstance(built, RejectedRow):
        return customer_row(Screening(query_id=built.query_id, name=""), warnings, built.reason)
    return customer_row(next(answers), warnings)
