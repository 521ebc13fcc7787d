"""Encoding detection for customer files: by byte order mark, UTF-8 by proof, else cp1252 or an error."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO

from sanctionscreen.errors import CustomerFileError, UsageError

_CHUNK = 1 << 20

# UTF-32's little-endian mark begins with UTF-16's, so it comes first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_DECODED = re.compile(r"[^\x00-\x7f\udc80-\udcff]")
_UNDECODED = re.compile(r"[\udc80-\udcff]")
_NOT_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True, slots=True)
class FileBytes:
    """Encoding, hash and counts of a file, from one pass over its bytes.

    Attributes:
        encoding: the codec that reads all of it, such as `utf-8`, `utf-16` or `cp1252`.
        note: for the user: why this encoding, if it was concluded; else empty.
        sha256: of the bytes.
        size: in bytes.
        lines: line feeds, for the length of a progress bar; records may span several.
        has_nul: whether there is a zero byte that isn't part of a wider character.
        ends_in_line_feed: whether the last line is ended.
    """

    encoding: str
    note: str
    sha256: str
    size: int
    lines: int
    has_nul: bool
    ends_in_line_feed: bool


def examine(handle: BinaryIO, path: str, *, encoding: str | None = None) -> FileBytes:
    """Read a binary file once from its beginning, and find its encoding.

    UTF-8 is proved, not assumed. What is not UTF-8 is taken as cp1252 (Windows, Western European) only where it looks
    like Western text; Cyrillic, Arabic or Chinese code pages would decode too, into names that match nothing.

    Args:
        handle: a seekable file; left at its beginning.
        path: how errors name it.
        encoding: what the user says it is; tried instead of guessing.

    Raises:
        UsageError: if Python knows no such encoding.
        CustomerFileError: if the bytes are not in that encoding, or no encoding is certain, with the line.
    """
    if encoding is not None:
        _known_codec(encoding)
    head = handle.read(4)
    marked = next((codec for mark, codec in _MARKS if head.startswith(mark)), None)
    handle.seek(0)
    wide = None if encoding or marked else _unmarked_utf16(handle)
    codec = encoding or marked or wide or "utf-8"
    scan = _Scan(handle, codec)
    note = f"read as {codec.upper()}, which its zero bytes suggest" if wide else ""
    if scan.bad_line:
        if codec not in {"utf-8", "utf-8-sig"} or encoding:
            raise CustomerFileError(f"is not in {codec}", path=path, record=f"line {scan.bad_line}")
        _refuse_unless_western(handle, path, scan.bad_line)
        codec, note = (
            "cp1252",
            "not UTF-8; read as cp1252 (Windows Western). If it is another, name it with --encoding",
        )
    handle.seek(0)
    if codec.lower().replace("_", "-") in {"utf-8", "utf8"} and marked == "utf-8-sig":
        codec = "utf-8-sig"  # the user said UTF-8, and the file carries the mark
    return FileBytes(
        encoding=codec,
        note=note,
        sha256=scan.digest.hexdigest(),
        size=scan.size,
        lines=scan.lines,
        has_nul=scan.nul and not codec.lower().startswith(("utf-16", "utf_16", "utf-32", "utf_32")),
        ends_in_line_feed=scan.tail.rstrip(b"\0").endswith((b"\n", b"\r")),
    )


def hash_and_size(handle: BinaryIO) -> tuple[str, int]:
    """SHA-256 and number of bytes of a seekable file."""
    digest, size = hashlib.sha256(), 0
    handle.seek(0)
    while chunk := handle.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    handle.seek(0)
    return digest.hexdigest(), size


def _known_codec(encoding: str) -> None:
    try:
        is_text = codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        is_text = False
    if not is_text:
        raise UsageError(f"no such encoding: {encoding}")


class _Scan:
    """One pass over all bytes: what is counted, and the line of the first byte that doesn't decode (0 if all do)."""

    def __init__(self, handle: BinaryIO, codec: str) -> None:
        self.digest = hashlib.sha256()
        self.size = self.lines = self.bad_line = 0
        self.nul = False
        self.tail = b""
        decoder = codecs.getincrementaldecoder(codec)()
        while chunk := handle.read(_CHUNK):
            self.digest.update(chunk)
            self.size += len(chunk)
            self.nul = self.nul or b"\0" in chunk
            self.bad_line = self.bad_line or _bad_line(decoder, chunk, self.lines)
            self.lines += chunk.count(b"\n")
            self.tail = chunk[-4:]
        if not self.bad_line:
            self.bad_line = _bad_line(decoder, b"", self.lines, final=True)


def _bad_line(decoder: codecs.IncrementalDecoder, chunk: bytes, lines: int, *, final: bool = False) -> int:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        # the error's offset counts from what the decoder had left of the last chunk; at most three bytes, no line feed
        return lines + error.object.count(b"\n", 0, error.start) + 1
    except UnicodeError:  # UTF-16 without the mark that it needs
        return lines + 1
    return 0


def _unmarked_utf16(handle: BinaryIO) -> str | None:
    """UTF-16 without a mark shows as a zero in most even or most odd places, at least where the header is."""
    head = handle.read(200)
    handle.seek(0)
    half = len(head) // 2
    if half >= 4 and head[1::2].count(0) > 0.8 * half and head[0::2].count(0) == 0:
        return "utf-16-le"
    if half >= 4 and head[0::2].count(0) > 0.8 * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _refuse_unless_western(handle: BinaryIO, path: str, bad_line: int) -> None:
    """Raise unless the bytes look like Western text in a one-byte code page.

    In it, letters beyond ASCII occur one or two at a time; in other scripts whole words consist of them.
    """
    high = in_runs = undefined = valid = invalid = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    handle.seek(0)
    while chunk := handle.read(_CHUNK):
        for run in _HIGH.findall(chunk):
            high += len(run)
            in_runs += len(run) if len(run) > 2 else 0
        undefined += len(_NOT_IN_CP1252.findall(chunk))
        text = decoder.decode(chunk)
        valid += len(_DECODED.findall(text))
        invalid += len(_UNDECODED.findall(text))
    place = f"line {bad_line}"
    if valid > invalid:
        raise CustomerFileError(
            "is UTF-8 for the most part, but not here: damaged, or cut off? Repair it, or name another with --encoding",
            path=path,
            record=place,
        )
    if undefined or in_runs > high / 2:
        raise CustomerFileError(
            "is not UTF-8 and does not look like Western text; name its encoding with --encoding",
            path=path,
            record=place,
        )
