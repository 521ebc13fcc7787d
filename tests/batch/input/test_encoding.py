"""Encodings: what is said, what is proved, what is refused."""

from __future__ import annotations

import hashlib
import io

import pytest

from sanctionscreen.batch.input import encoding
from sanctionscreen.batch.input.encoding import FileBytes, examine
from sanctionscreen.errors import CustomerFileError, UsageError

TEXT = "id,name\n1,José Núñez\n2,Zoë Müller\n"


def look(data: bytes, *, said: str | None = None) -> FileBytes:
    return examine(io.BytesIO(data), "file", encoding=said)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_in_a_recognised_encoding_decodes_to_itself(codec: str) -> None:
    data = TEXT.encode(codec)
    assert data.decode(look(data).encoding) == TEXT


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_is_read_without_the_mark(mark: str) -> None:
    data = "\ufeff".encode(mark) + TEXT.encode(mark)
    assert data.decode(look(data).encoding) == TEXT


def test_only_a_concluded_encoding_is_noted() -> None:
    assert look(TEXT.encode()).note == ""
    assert look(TEXT.encode("utf-16")).note == ""
    assert "cp1252" in look(TEXT.encode("cp1252")).note
    assert "UTF-16-LE" in look(TEXT.encode("utf-16-le")).note


def test_what_the_user_says_overrules_recognition() -> None:
    assert look(TEXT.encode("latin-1"), said="latin-1").encoding == "latin-1"


def test_a_mark_is_left_out_when_the_user_says_utf8() -> None:
    assert look(TEXT.encode("utf-8-sig"), said="UTF-8").encoding == "utf-8-sig"


def test_an_encoding_that_does_not_fit_is_refused_with_the_line() -> None:
    with pytest.raises(CustomerFileError, match=r"^file, line 2: is not in ascii$"):
        look(TEXT.encode(), said="ascii")


@pytest.mark.parametrize("said", ["klingon", "base64", "rot13"])
def test_an_unknown_encoding_is_a_usage_error(said: str) -> None:
    with pytest.raises(UsageError, match=said):
        look(b"", said=said)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp1251", "Иван Петров"),
        ("cp1256", "محمد أحمد"),
        ("gbk", "王秀英"),
        ("euc-kr", "김정은"),
        ("cp1253", "Ιωάννης"),
    ],
)
def test_a_code_page_of_another_script_is_refused_and_not_taken_for_western(codec: str, name: str) -> None:
    with pytest.raises(CustomerFileError, match=r"line 2: .*--encoding"):
        look(f"id,name\n1,{name}\n".encode(codec))


def test_utf8_with_one_bad_byte_is_refused_with_its_line_and_not_read_as_cp1252() -> None:
    data = ("id,name\n" + "1,Müller\n" * 5).encode() + b"2,M\xfcller\n"
    with pytest.raises(CustomerFileError, match=r"line 7: is UTF-8 for the most part"):
        look(data)


def test_utf8_cut_within_a_character_is_refused() -> None:
    with pytest.raises(CustomerFileError, match="line 4"):
        look((TEXT + "3,Müllé").encode()[:-1])


def test_size_hash_lines_and_end_are_those_of_the_bytes() -> None:
    found = look(TEXT.encode())
    assert (found.size, found.lines, found.ends_in_line_feed) == (len(TEXT.encode()), 3, True)
    assert found.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert not look(TEXT.encode()[:-1]).ends_in_line_feed
    assert look(TEXT.encode("utf-16-le")).ends_in_line_feed


def test_a_zero_byte_is_seen_unless_the_encoding_is_made_of_them() -> None:
    assert look(b"name\nA\0B\n").has_nul
    assert not look(TEXT.encode("utf-16")).has_nul


def test_a_character_across_two_chunks_is_read_and_a_bad_byte_later_has_the_right_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", 3)
    assert look(TEXT.encode()).encoding == "utf-8"
    with pytest.raises(CustomerFileError, match="line 3"):
        look("name\nÄÖÜ\n".encode() + b"\xff\n")
