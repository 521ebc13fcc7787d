"""What holds for the whole project: one door, one direction of imports, small modules, every command documented."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from importlinter.cli import lint_imports

import sanctionscreen
from sanctionscreen.cli import cli

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "sanctionscreen"
MODULES = sorted(SOURCE.rglob("*.py"))

LONGEST_MODULE = 330  # 300 is large; the few beyond it are tables of codes and the model
LONGEST_FUNCTION = 50


def test_imports_flow_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == 0


def test_the_door_is_sorted_and_everything_behind_it_is_there() -> None:
    assert list(sanctionscreen.__all__) == sorted(sanctionscreen.__all__)
    assert all(getattr(sanctionscreen, name) is not None for name in sanctionscreen.__all__)
    assert dir(sanctionscreen) == sanctionscreen.__all__


def test_the_door_holds_what_type_checkers_see_and_nothing_else() -> None:
    tree = ast.parse((SOURCE / "__init__.py").read_text())
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.name for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen | {"__version__"} == set(sanctionscreen.__all__)


def test_the_door_knows_no_other_name() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        getattr(sanctionscreen, "nonsense")  # noqa: B009  # mypy would object to the plain form


@pytest.mark.parametrize(
    "package",
    [
        "batch",
        "frames",
        "lists",
        "lists.export",
        "matching",
        "ownership",
        "resolution",
        "screening",
        "store",
        "successors",
        "evaluation",
    ],
)
def test_a_package_with_a_door_keeps_it_sorted(package: str) -> None:
    module = importlib.import_module(f"sanctionscreen.{package}")
    order = sorted(
        module.__all__, key=lambda name: (not name.isupper(), name.islower(), name)
    )  # as ruff has it
    assert list(module.__all__) == order


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_modules_and_functions_are_small(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = len((ast.get_docstring(node) or "").splitlines())
            length = (node.end_lineno or 0) - node.lineno + 1 - told
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines beside its docstring"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


WHOLE_PROGRAM = {"real", "quality"}
"""Folders of tests of the whole: figures on official data, cases of recognition."""


def test_every_test_stands_where_its_source_stands() -> None:
    for path in (ROOT / "tests").rglob("test_*.py"):
        place = path.parent.relative_to(ROOT / "tests")
        assert (SOURCE / place).is_dir() or place.name in WHOLE_PROGRAM, f"{path} mirrors nothing in src"


def commands(group: click.Group, name: str = "sanctionscreen") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


@pytest.mark.parametrize(("name", "command"), list(commands(cli)), ids=str)
def test_every_command_and_option_has_help_and_stands_in_the_docs(name: str, command: click.Command) -> None:
    text = (ROOT / "docs" / "cli.md").read_text()
    assert command.help
    assert f"`{name}" in text, f"docs/cli.md does not name `{name}`"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert all(f"`{option}" in text for option in parameter.opts if option.startswith("--")), (
                parameter.opts
            )


def test_every_link_in_the_docs_leads_to_a_file() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "lists").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_the_pins_name_no_host_and_carry_hashes() -> None:
    text = (ROOT / "requirements-dev.txt").read_text()
    assert not any("://" in path.read_text() for path in ROOT.glob("requirements-*.txt"))
    pins = re.findall(r"^([a-z0-9-]+)==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
    assert len(pins) == len(re.findall(r"^[a-z0-9-]+==", text, re.M)) > 30
