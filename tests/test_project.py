"""What holds for the files around the code: the changelog, the version, the forms on the hosting site, the hooks."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from sanctionscreen._version import __version__

ROOT = Path(__file__).parents[1]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
RELEASES = re.findall(r"^## \[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})(?: \[YANKED\])?$", CHANGELOG, re.M)
GROUPS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
LONGEST_ENTRY = 20  # words


def entries() -> list[str]:
    return [line for line in CHANGELOG.splitlines() if line.startswith("- ")]


def test_the_changelog_begins_with_unreleased_and_knows_no_other_heading_than_releases() -> None:
    headings = re.findall(r"^## .*$", CHANGELOG, re.M)
    assert headings[0] == "## [Unreleased]"
    assert len(headings) == len(RELEASES) + 1


def test_releases_stand_newest_first() -> None:
    versions = [tuple(map(int, release[:3])) for release in RELEASES]
    dates = [date.fromisoformat(release[3]) for release in RELEASES]
    assert versions == sorted(set(versions), reverse=True)
    assert all(newer >= older for newer, older in pairwise(dates))


def test_the_newest_release_is_the_version_of_the_package() -> None:
    assert ".".join(RELEASES[0][:3]) == __version__


def test_the_citation_names_the_newest_release() -> None:
    text = (ROOT / "CITATION.cff").read_text()
    assert f"\nversion: {__version__}\n" in text
    assert f"\ndate-released: {RELEASES[0][3]}\n" in text


def test_changes_stand_under_the_groups_of_keep_a_changelog_in_their_order() -> None:
    for section in re.split(r"^## ", CHANGELOG, flags=re.M)[1:]:
        groups = re.findall(r"^### (.*)$", section, re.M)
        assert groups == [group for group in GROUPS if group in groups], section.partition("\n")[0]
        assert "\n- " not in section.partition("\n### ")[0]


@pytest.mark.parametrize("entry", entries())
def test_an_entry_is_one_sentence_of_at_most_20_words_on_one_line(entry: str) -> None:
    assert entry.endswith(".")
    assert len(entry.removeprefix("- ").split()) <= LONGEST_ENTRY
    assert not re.search(r"[a-z)`%0-9]\. [A-Z]", re.sub(r"`[^`]*`", "`", entry)), "two sentences"


def test_every_line_of_the_changelog_belongs_to_an_entry_of_its_own() -> None:
    body = CHANGELOG.partition("## [Unreleased]")[2].splitlines()
    assert [line for line in body if line and not line.startswith(("#", "- "))] == []


def test_every_issue_form_warns_of_customer_data() -> None:
    forms = [path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml"]
    assert {path.stem for path in forms} == {"bug", "list-format", "missed-match", "question", "wrong-match"}
    assert all("**Paste no customer data.**" in path.read_text() for path in forms)


def test_ci_runs_on_every_python_that_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    (matrix,) = re.findall(r"python: \[(.*)\]", (ROOT / ".github/workflows/ci.yml").read_text())
    assert re.findall(r"[\d.]+", matrix) == named
    assert project["requires-python"] == f">={named[0]}"


def test_hooks_run_the_programs_of_make_lint() -> None:
    hooks = re.findall(r"entry: \.venv/bin/(.*)", (ROOT / ".pre-commit-config.yaml").read_text())
    linted = re.search(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.M)
    assert linted
    programs = re.findall(r"\$\(BIN\)/(ruff \w+|\S+)", linted[1])
    assert [re.sub(" --.*", "", hook) for hook in hooks] == programs


def test_every_target_of_the_makefile_has_a_line_of_help() -> None:
    text = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, re.M)
    told = re.findall(r'^\t@echo "make (\S+)', text, re.M)
    assert sorted(phony.split()) == sorted({"help", *told})


def test_what_runs_without_coverage_exists() -> None:
    text = (ROOT / "Makefile").read_text()
    (named,) = re.findall(r"^WITHOUT_COVERAGE := ((?:.*\\\n)*.*)$", text, re.M)
    for place in named.replace("\\\n", " ").split():
        file, _, test = place.partition("::")
        assert f"def {test}(" in (ROOT / file).read_text() if test else (ROOT / file).is_file(), place
