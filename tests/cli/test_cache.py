"""`--cache` and `--no-cache`: lists kept between runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

ASKED = ("check", "Tongbang Bank", "--lists", "shipped")


def test_answers_are_the_same_with_lists_kept_found_and_not_kept(run: Run, tmp_path: Path) -> None:
    kept = [run(*ASKED, "--cache", tmp_path / "kept") for _ in range(2)]
    kinds = {path.name.partition("-")[0] for path in (tmp_path / "kept").glob("*.arrays")}
    assert kinds == {"list", "names", "set", "clusters", "identifiers"}
    assert {(result.exit_code, result.output) for result in kept} == {
        (1, run(*ASKED, "--no-cache").output),
    }


def test_the_usual_folder_is_used_and_no_cache_keeps_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANCTIONSCREEN_CACHE", str(tmp_path / "usual"))
    run(*ASKED, "--no-cache")
    assert not (tmp_path / "usual").exists()
    run(*ASKED)
    assert (tmp_path / "usual").exists()


def test_a_folder_that_cannot_be_written_to_is_told_and_the_answer_stands(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    result = run(*ASKED, "--cache", tmp_path / "file")
    assert result.exit_code == 1
    assert result.stderr.count("compiled lists cannot be kept") == 1
    assert result.stdout == run(*ASKED, "--no-cache").stdout


def test_both_options_together_make_no_sense(run: Run, tmp_path: Path) -> None:
    assert run(*ASKED, "--cache", tmp_path, "--no-cache").exit_code == 2
