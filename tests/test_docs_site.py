"""What the documentation site must hold; checked in the sources, without the packages that build it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import sanctionscreen

DOCS = Path(__file__).parents[1] / "docs"
LISTS = re.findall(r"^```\{toctree\}\n(.*?)^```", (DOCS / "index.md").read_text(), re.M | re.S)
LISTED = [
    line for text in LISTS for line in text.splitlines() if line and not line.startswith((":", "Home <"))
]
PAGES = {str(path.relative_to(DOCS).with_suffix("")) for path in DOCS.rglob("*.md")} - {"index"}
DOCUMENTED = [
    name
    for path in sorted((DOCS / "api").glob("*.md"))
    for name in re.findall(r"^\.\. (?:auto|py:)\w+:: (\S+)", path.read_text(), re.M)
]
PACKAGES = [
    "sanctionscreen",
    "sanctionscreen.frames",
    "sanctionscreen.evaluation",
    "sanctionscreen.ownership",
    "sanctionscreen.store",
]


def test_every_page_stands_once_in_the_navigation() -> None:
    assert sorted(LISTED) == sorted(PAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_stands_in_the_api_reference(package: str) -> None:
    held = {name.rpartition(".")[2] for name in DOCUMENTED}
    assert set(import_module(package).__all__) <= held


def test_a_name_of_the_package_stands_under_the_name_that_users_import() -> None:
    assert {f"sanctionscreen.{name}" for name in sanctionscreen.__all__} <= set(DOCUMENTED)


def test_no_name_stands_twice_in_the_api_reference() -> None:
    assert len(DOCUMENTED) == len(set(DOCUMENTED))


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_documented_name_exists(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert hasattr(import_module(module), attribute)


def test_errors_stand_in_the_row_of_their_exit_code() -> None:
    rows = re.findall(r"^\| (\d) \| (.*) \|$", (DOCS / "api" / "errors.md").read_text(), re.M)
    told = {name: int(code) for code, names in rows for name in re.findall(r"`(\w+)`", names)}
    errors = import_module("sanctionscreen.errors")
    found = {
        name: kind.exit_code  # type: ignore[attr-defined]
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.SanctionscreenError)
    }
    del found["SanctionscreenError"]
    assert told == found
