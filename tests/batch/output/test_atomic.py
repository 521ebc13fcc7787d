"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sanctionscreen.batch.output.atomic import AtomicFiles
from sanctionscreen.errors import OutputError


def test_files_take_their_places_together_at_commit(tmp_path: Path) -> None:
    with AtomicFiles() as files:
        for name in ("a", "b"):
            files.open(str(tmp_path / name)).write(name)
        assert not (tmp_path / "a").exists()
        files.commit()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "b").read_text() == "b"


def test_without_commit_everything_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before")
    with AtomicFiles() as files:
        files.open(str(tmp_path / "a")).write("half")
        files.open(str(tmp_path / "b")).write("half")
        files.remove(str(tmp_path / "a"))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "before")]


def test_a_file_of_an_earlier_run_goes_only_at_commit(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("before")
    with AtomicFiles() as files:
        files.remove(str(tmp_path / "old"))
        files.remove(str(tmp_path / "never there"))
        assert (tmp_path / "old").exists()
        files.commit()
    assert not (tmp_path / "old").exists()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with AtomicFiles() as files:
        files.open(str(tmp_path / "link")).write("after")
        files.commit()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"


def test_a_place_in_no_folder_is_refused_with_its_name(tmp_path: Path) -> None:
    with AtomicFiles() as files, pytest.raises(OutputError, match=r"none.a: cannot be written: No such file"):
        files.open(str(tmp_path / "none" / "a"))


@pytest.mark.parametrize("place", [".", os.devnull])
def test_what_is_no_ordinary_file_is_left_alone(tmp_path: Path, place: str) -> None:
    with AtomicFiles() as files, pytest.raises(OutputError, match="not an ordinary file"):
        files.open(str(tmp_path / place))
    assert Path(os.devnull).is_char_device() or os.name == "nt"


def test_a_failing_rename_is_an_output_error_and_leaves_no_part(tmp_path: Path) -> None:
    with AtomicFiles() as files:
        files.open(str(tmp_path / "a")).write("a")
        (tmp_path / "a").mkdir()  # a folder came in the way after the check
        with pytest.raises(OutputError, match="cannot be written"):
            files.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
