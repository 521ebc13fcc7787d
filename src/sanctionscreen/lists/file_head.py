"""First bytes of a file: what a format is recognised by, and the checks that every list file has to pass."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import ListFileError
from sanctionscreen.parsing.delimited import delimiter_of, header_name
from sanctionscreen.parsing.xlsx import first_texts

_HEAD = 65_536
"""How many bytes of a file are looked at."""

_XML_START = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)([^>]*)",
    re.S,
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class FileHead:
    """The beginning of a file, read as text as far as that goes.

    Attributes:
        text: the first 65,536 bytes as UTF-8, undecodable bytes replaced.
        root: local name of the outermost XML element, else empty.
        attributes: that element's attributes and namespaces, unparsed.
        header: the fields of the first row of a delimited file, in lower case.
        headers: the same of each of the first three rows: a row with the date may come before the header.
        keys: the keys of the first JSON object, where the first line holds one.
        is_archive: whether it is a ZIP archive, as XLSX files are.
        is_utf16: whether it has the mark of UTF-16, which no list comes in.
        workbook: the beginning of the texts of a workbook, in lower case; empty where this is none.
    """

    text: str
    root: str
    attributes: str
    header: frozenset[str]
    headers: tuple[frozenset[str], ...]
    keys: frozenset[str]
    is_archive: bool
    is_utf16: bool
    workbook: str

    @property
    def is_html(self) -> bool:
        """Whether this is a web page, as a failed download often is."""
        return _HTML.match(self.text) is not None

    def refuse_no_list(self, path: Path) -> None:
        """Refuse a file that is a list of no format.

        Raises:
            ListFileError: if the file is empty, or a web page.
        """
        if not self.text.strip():
            raise ListFileError("is empty", path=str(path))
        if self.is_html:
            raise ListFileError("is a web page, not a list: a failed download?", path=str(path))


def read_head(path: Path) -> FileHead:
    """Look at the beginning of a file.

    Raises:
        ListFileError: if it cannot be read.
    """
    try:
        with path.open("rb") as handle:
            data = handle.read(_HEAD)
    except OSError as error:
        raise ListFileError(f"cannot be read: {error.strerror}", path=str(path)) from None
    return look(data, path)


def look(data: bytes, path: Path | None = None) -> FileHead:
    """Look at the first bytes of a file, and into it where it is a workbook and its path is given."""
    text = data[:_HEAD].decode("utf-8-sig", errors="replace")
    match = _XML_START.match(text) if text.lstrip().startswith("<") else None
    lines = text.lstrip().splitlines()
    first = lines[0] if lines else ""
    is_archive = data.startswith(b"PK\x03\x04")
    return FileHead(
        text=text,
        root=match[1] if match else "",
        attributes=match[2] if match else "",
        header=_header(first) if not match else frozenset(),
        headers=tuple(map(_header, lines[:3])) if not match else (),
        keys=_keys(first),
        is_archive=is_archive,
        is_utf16=data[:2] in {b"\xff\xfe", b"\xfe\xff"},
        workbook=first_texts(path) if is_archive and path else "",
    )


def _header(line: str) -> frozenset[str]:
    try:
        row = next(csv.reader(io.StringIO(line), delimiter=delimiter_of(line)), [])
    except csv.Error:
        return frozenset()
    return frozenset(map(header_name, row))


def _keys(line: str) -> frozenset[str]:
    if not line.startswith("{"):
        return frozenset()
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(map(header_name, record)) if isinstance(record, dict) else frozenset()
