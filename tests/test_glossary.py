"""The glossary's "don't say" column: no public name of the code holds such a word."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "sanctionscreen"

ALLOWED = {
    "sanctionscreen.cli.lists.pools": "the command is `lists pools`",
    "sanctionscreen.cli.lists.pools.pools": "the same",
}
"""Public names that other programs rely on."""


def forbidden() -> set[str]:
    rows = re.findall(r"^\|[^|]*\|[^|]*\|([^|]*)\|$", (ROOT / "docs" / "glossary.md").read_text(), re.M)
    return {word for row in rows for word in re.findall(r"`([a-z]+)`", row)}


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def public_names(path: Path) -> Iterator[str]:
    """The module, and its public classes, functions and methods, with their whole paths."""
    module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    yield module
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield f"{module}.{node.name}"


def test_the_column_is_read() -> None:
    assert {"slip", "pool", "sieve", "told"} <= forbidden()


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_public_name_holds_a_word_that_the_glossary_replaces(path: Path) -> None:
    words = forbidden()
    wrong = [name for name in public_names(path) if words & words_of(name.rpartition(".")[2])]
    assert [name for name in wrong if name not in ALLOWED] == []


def test_every_exception_is_still_there() -> None:
    names = {name for path in SOURCE.rglob("*.py") for name in public_names(path)}
    assert set(ALLOWED) <= names
