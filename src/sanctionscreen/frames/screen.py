"""The function `screen_frame`, and its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.batch.counted_run import Counts
from sanctionscreen.batch.extras import library
from sanctionscreen.errors import UsageError
from sanctionscreen.lists import Edition
from sanctionscreen.screening import Screener

if TYPE_CHECKING:
    import pyarrow as pa

    from sanctionscreen.frames.kinds import Frame
    from sanctionscreen.frames.run import FrameRun


class ScreenedFrame:
    """A data frame that was screened, or a stream that is being screened.

    Attributes:
        hits: of the kind of the frame that came in; for a record-batch reader, and for what only has the Arrow C
            stream interface, a `pyarrow.RecordBatchReader` that screens as it is read, once.
        columns: field → names of the columns that it is read from.
        unused: columns that mean nothing here.
    """

    def __init__(
        self, run: FrameRun, frame: Frame, answers: Iterator[pa.RecordBatch], keep: Sequence[str]
    ) -> None:
        self._run, self._frame = run, frame
        self.columns, self.unused = run.columns_by_field, run.unused
        self.hits: Any = frame.result(run.schema, answers, keep)

    def __repr__(self) -> str:
        counts = self.counts
        state = "" if self._run.finished else ", not read to its end"
        return (
            f"ScreenedFrame(rows={counts.rows}, screened={counts.screened}, rejected={counts.rejected}, "
            f"hits={counts.hits}, alerts={counts.alerts}{state})"
        )

    @property
    def counts(self) -> Counts:
        """Rows, hits and alerts, so far if `hits` is a stream. `rows` is always `screened` + `rejected`."""
        return self._run.counts

    @property
    def rejects(self) -> Any:
        """The rows that could not be screened: `row` (from 0), `query_id`, `reason`, the `column` and its `value`.

        Raises:
            UsageError: if `hits` is a stream that was not read to its end.
        """
        return self._report(self._run.rejects.table)

    @property
    def warnings(self) -> Any:
        """What of screened rows could not be used: `row`, `query_id`, `reason` and `value`.

        Raises:
            UsageError: if `hits` is a stream that was not read to its end.
        """
        return self._report(self._run.warnings.table)

    def _report(self, table: Callable[[], pa.Table]) -> Any:
        if not self._run.finished:
            raise UsageError("`hits` is a stream; read it to its end before its rejects and warnings")
        return self._frame.small(table())


def screen_frame(  # noqa: PLR0913  # its settings, all by keyword
    frame: Any,
    *,
    screener: Screener | None = None,
    lists: str | Path | Edition | Iterable[str | Path | Edition] = (),
    threshold: float | None = None,
    columns: Sequence[tuple[str, str]] = (),
    keep: Sequence[str] = (),
    nested: bool = False,
    workers: int | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> ScreenedFrame:
    """Screen every row of a data frame; the answers are those that the same rows in a file get.

    Columns are known by name as those of a customer file are (docs/cli.md). A float without a fraction, such as
    12345.0, is the number as people write it.

    Args:
        frame: a pandas or Polars DataFrame, a Polars LazyFrame, a PyArrow Table, RecordBatch or RecordBatchReader, a
            DuckDB relation, or any object with `__arrow_c_stream__`.
        screener: what to screen with; or give `lists`.
        lists: official or house lists, as paths, `"shipped"`, or editions that were read before. They are indexed for
            this one call; make a `Screener` for several.
        threshold: name score from which a name raises a hit; None for the screener's, or the documented default.
        columns: (field, column name) pairs for columns that aren't recognised by name.
        keep: columns of the frame that are repeated beside the answers, with their types.
        nested: one row for every row of the frame, with a list of hits, the reason if it was rejected, and warnings,
            as on Spark; instead of one row for every hit.
        workers: number of processes, if the system can fork; None for the screener's number.
        on_progress: called with the number of rows that were answered since the last call.

    Returns:
        The hits, the rejected rows and the warnings as frames of the same kind, and counts. `row` is a row's
        position, from 0. pandas frames have the index of the customers.

    Raises:
        CustomerFileError: if the frame has no column for the name or no rows, if a column in use holds no text, or if
            no row can be screened. Of a stream some are raised while `hits` is read.
        ListFileError: if a list cannot be read.
        MissingExtraError: without pyarrow.
        UsageError: if it is no frame, if both or none of `screener` and `lists` are given, or for a column that isn't
            there.

    >>> import pyarrow as pa
    >>> customers = pa.table({"id": [7, 8], "name": ["Tongbang Bank", None]})
    >>> screened = screen_frame(customers, lists="shipped")
    >>> screened.hits.select(["row", "query_id", "entity_id"]).to_pylist()
    [{'row': 0, 'query_id': '7', 'entity_id': 'KPe.013'}]
    >>> screened.rejects.to_pylist()
    [{'row': 1, 'query_id': '8', 'reason': 'no name', 'column': 'name', 'value': ''}]
    """
    library("pyarrow", "Screening data frames", "frames")
    from sanctionscreen.frames.kinds import frame_of  # late: pyarrow takes 200 ms, and is an extra
    from sanctionscreen.frames.run import FrameRun

    given = [lists] if isinstance(lists, str | Path | Edition) else list(lists)
    if bool(given) == (screener is not None):
        raise UsageError("give either a screener, or lists: paths, editions or 'shipped'")
    source = frame_of(frame)
    run = FrameRun(source, columns=columns, keep=keep, nested=nested, on_progress=on_progress)
    screener = screener or Screener.from_lists(*given)
    return ScreenedFrame(run, source, run.answers(screener, threshold=threshold, workers=workers), keep)
