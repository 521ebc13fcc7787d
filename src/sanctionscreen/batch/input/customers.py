"""Customer files: CSV, JSON lines, Parquet or XLSX to queries and rejected rows."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import BinaryIO, Self

from sanctionscreen.batch.input import delimited, jsonl
from sanctionscreen.batch.input.columns import Columns, map_columns
from sanctionscreen.batch.input.encoding import examine, hash_and_size
from sanctionscreen.batch.input.rows import RejectedRow, RowBuilder, RowWarning, shortened
from sanctionscreen.batch.input.tables import Table, open_table
from sanctionscreen.errors import CustomerFileError, UsageError
from sanctionscreen.model import Query

_IN_MEMORY = 64 << 20

_OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"%PDF", "a PDF"),
    (b"<", "XML or a web page"),
)


class CustomerFile:
    """A file of customers, opened and examined; iterate over it for its rows, in order.

    Every row comes out as one `Query` or one `RejectedRow`, so rows in = rows screened + rows rejected. Blank lines are
    no rows.

    Args:
        path: the file; `-` for standard input.
        delimiter: of a CSV; None to recognise `,` `;` tab and `|` by the header.
        encoding: None to recognise it: by its mark, as UTF-8, else as cp1252, which is noted.
        columns: (field, column name) pairs for columns that aren't recognised by name.
        on_warning: called (and may be set later) for what could not be used in a row that is screened.

    Attributes:
        path, shown: as given, and as messages name it.
        format: `csv`, `jsonl`, `parquet` or `xlsx`.
        sha256, size, lines: of the file's bytes; `lines` are line feeds, rows may span several. In Parquet and XLSX
            they are rows.
        encoding, delimiter: as found or given; `delimiter` is empty for JSON lines, both for Parquet and XLSX.
        assigned: the `columns` given.
        columns: field → names of the columns that it is read from. For JSON lines complete after iteration.
        unused: columns not used, with the number of rows that have them (in a CSV all). The same holds.
        notes: what a user should know about how the file was read.
        rows, screened, rejected: counts so far.

    Raises:
        CustomerFileError: if the file is missing, unreadable, empty, cut off, of another format, wrongly encoded or
            without a column for the name, now or while iterating.
        UsageError: for an unknown encoding or field, or a column that isn't there.
        MissingExtraError: for Parquet without the library that reads it.
    """

    def __init__(
        self,
        path: str,
        *,
        delimiter: str | None = None,
        encoding: str | None = None,
        columns: Sequence[tuple[str, str]] = (),
        on_warning: Callable[[RowWarning], None] | None = None,
    ) -> None:
        self.path = path
        self.shown = "standard input" if path == "-" else path
        self.assigned = tuple(columns)
        self.on_warning = on_warning
        self.rows = self.screened = self.rejected = 0
        self.columns: dict[str, tuple[str, ...]] = {}
        self.unused: dict[str, int] = {}
        handle = _opened(path, self.shown)
        try:
            _refuse_other_formats(handle, self.shown)
            self._table = open_table(handle, self.shown)
            if self._table:
                self._prepare_table(handle, self._table, delimiter or encoding)
            else:
                self._prepare_text(handle, encoding)
                self._prepare(delimiter)
        except BaseException:
            handle.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __iter__(self) -> Iterator[Query | RejectedRow]:
        self.rows = self.screened = self.rejected = 0
        first_rejected: RejectedRow | None = None
        for item in self._items():
            self.rows += 1
            if isinstance(item, Query):
                self.screened += 1
            else:
                self.rejected += 1
                first_rejected = first_rejected or item
            yield item
        if not self.rows:
            raise CustomerFileError("holds no rows", path=self.shown)
        if first_rejected and not self.screened:
            message = f"none of its {self.rows} rows can be screened; of the first: {first_rejected.reason}"
            raise CustomerFileError(message, path=self.shown, record=f"line {first_rejected.line}")

    def _items(self) -> Iterator[Query | RejectedRow]:
        if self._table:
            return self._table_rows(self._table)
        return self._csv_rows() if self.format == "csv" else self._json_rows()

    def _warned(self, warning: RowWarning) -> None:
        if self.on_warning:
            self.on_warning(warning)

    def _prepare_text(self, handle: BinaryIO, encoding: str | None) -> None:
        self._bytes = found = examine(handle, self.shown, encoding=encoding)
        self.sha256, self.size, self.lines, self.encoding = (
            found.sha256,
            found.size,
            found.lines,
            found.encoding,
        )
        self.notes = [found.note] if found.note else []
        self._text = io.TextIOWrapper(handle, encoding=found.encoding, newline="")
        self._close = self._text.close

    def _prepare_table(self, handle: BinaryIO, table: Table, for_text: str | None) -> None:
        if for_text:
            raise UsageError(
                f"{self.shown} is {table.format.upper()}; it has no delimiter and no encoding to name"
            )
        self.sha256, self.size = hash_and_size(handle)
        self.format, self.delimiter, self.encoding = table.format, "", ""
        self.lines, self.notes = table.lines, table.notes
        self._close = handle.close
        self._take_header(table.header, "its first row" if table.format == "xlsx" else "its schema")

    def _prepare(self, delimiter: str | None) -> None:
        """Find the format, and for a CSV its delimiter and columns."""
        skipped, first = 0, ""
        for text in self._text:
            skipped += 1
            if first := text.strip():
                break
        if not first:
            raise CustomerFileError("is empty", path=self.shown)
        self.format, self.delimiter = "csv", ""
        if first.startswith("{") and delimiter is None:
            self.format = "jsonl"
            return
        if first.startswith("[") and delimiter is None:
            raise CustomerFileError("is a JSON array; JSON lines have one object per line", path=self.shown)
        if (
            first.casefold().startswith("sep=") and len(first) == 5
        ):  # how Excel notes the delimiter, on a line before the header
            delimiter = delimiter or first[4]
            skipped += 1
            first = self._text.readline()
        self.delimiter = (
            delimited.delimiter_of(delimiter) if delimiter else delimited.sniff(first, self.assigned)
        )
        self._before_header = skipped - 1
        header = next(self._records(), None)
        if not isinstance(header, tuple):
            raise CustomerFileError("the header cannot be read", path=self.shown, record=f"line {skipped}")
        self._take_header(header[1], f"line {header[0]}")

    def _take_header(self, header: Sequence[str], record: str) -> None:
        self._header = [cell.strip() for cell in header]
        self._columns = self._mapped(self._header, record)
        self.columns = {
            field: tuple(self._header[place] for place in places)
            for field, places in self._columns.places.items()
        }

    def _mapped(self, header: Sequence[str], record: str) -> Columns:
        columns = map_columns(header, self.assigned)
        if not columns.has_name:
            shown = ", ".join(header[:20]) + (", …" if len(header) > 20 else "")
            raise CustomerFileError(
                f"no column for the name; name it with --column name=COLUMN. The columns are: {shown[:500]}",
                path=self.shown,
                record=record,
            )
        return columns

    def _records(self) -> Iterator[tuple[int, list[str]] | RejectedRow]:
        self._text.seek(0)
        for _ in range(self._before_header):
            self._text.readline()
        return delimited.rows(self._text, self.shown, self.delimiter, self._before_header + 1)

    def _csv_rows(self) -> Iterator[Query | RejectedRow]:
        build = RowBuilder(
            self._columns, delimiter=self.delimiter, warn=self._warned, header=self._header
        ).build
        width = len(self._header)
        records = self._records()
        next(records)
        short = last_short = line = 0
        for record in records:
            if isinstance(record, RejectedRow):
                line = record.line
                yield record
                continue
            line, row = record
            if len(row) < width:
                short, last_short = short + 1, line
                self._warned(RowWarning(line, "", "fewer fields than the header", f"{len(row)} of {width}"))
                row += [""] * (width - len(row))
            elif any(map(str.strip, row[width:])):
                reason = f"{len(row)} fields where the header has {width}: is a delimiter not quoted?"
                yield RejectedRow(line, "", reason, "", shortened(self.delimiter.join(row)))
                continue
            if self._bytes.has_nul and any("\0" in cell for cell in row):
                at = next(index for index, cell in enumerate(row) if "\0" in cell)
                column = self._header[at] if at < width else ""
                yield RejectedRow(line, "", "a NUL byte in the row", column, shortened(row[at]))
                continue
            yield build(line, row)
        if short == 1 and last_short == line and not self._bytes.ends_in_line_feed:
            # files with short rows throughout exist; one that is short just where the file ends is cut off
            raise CustomerFileError(
                "the file ends within this row: is it cut off?", path=self.shown, record=f"line {line}"
            )
        self.unused = dict.fromkeys(self._columns.unused, self.rows)

    def _table_rows(self, table: Table) -> Iterator[Query | RejectedRow]:
        build = RowBuilder(self._columns, delimiter="", warn=self._warned, header=self._header).build
        for line, row in table.rows(self._columns.used, self._warned):
            yield build(line, row)
        self.unused = dict.fromkeys(self._columns.unused, self.rows)

    def _json_rows(self) -> Iterator[Query | RejectedRow]:
        known: dict[tuple[str, ...], tuple[Columns, RowBuilder]] = {}
        unused: Counter[str] = Counter()
        places: dict[str, dict[str, None]] = {}
        self._text.seek(0)
        for record in jsonl.objects(self._text, self.shown):
            if isinstance(record, RejectedRow):
                yield record
                continue
            line, row = record
            keys = tuple(row)
            if keys not in known:
                columns = map_columns(keys, [pair for pair in self.assigned if pair[1] in row])
                known[keys] = columns, RowBuilder(columns, delimiter="", warn=self._warned, header=keys)
                for field, indices in columns.places.items():
                    places.setdefault(field, {}).update(dict.fromkeys(keys[index] for index in indices))
                self.columns = {field: tuple(names) for field, names in places.items()}
            columns, builder = known[keys]
            unused.update(columns.unused)
            yield builder.build(line, tuple(row.values()))
        self.unused = dict(unused)


def _opened(path: str, shown: str) -> BinaryIO:
    """A seekable file; what cannot seek (standard input, a pipe) is spooled, on disk beyond 64 MB."""
    if path == "-":
        return _spooled(sys.stdin.buffer)
    try:
        handle = open(path, "rb")  # noqa: SIM115  # the CustomerFile closes it
    except FileNotFoundError:
        raise CustomerFileError("no such file", path=shown) from None
    except IsADirectoryError:
        raise CustomerFileError("is a folder, not a file", path=shown) from None
    except (OSError, ValueError) as error:
        raise CustomerFileError(f"cannot be read: {getattr(error, 'strerror', error)}", path=shown) from None
    if handle.seekable():
        return handle
    with handle:
        return _spooled(handle)


def _spooled(source: BinaryIO) -> BinaryIO:
    spool = tempfile.SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)  # the CustomerFile closes it
    shutil.copyfileobj(source, spool)
    spool.seek(0)
    return spool  # type: ignore[return-value]  # it has every method of BinaryIO that is used here


def _refuse_other_formats(handle: BinaryIO, shown: str) -> None:
    head = handle.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    handle.seek(0)
    for mark, what in _OTHER_FORMATS:
        if head.startswith(mark):
            raise CustomerFileError(f"is {what}; CSV, JSON lines, Parquet and XLSX are read", path=shown)
