"""What is installed is whole, and needs nothing but what it says."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from sanctionscreen._version import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the wheel, in a folder."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize(
    "path",
    [
        "sanctionscreen/py.typed",
        "sanctionscreen/matching/scoring/weights.toml",
        "sanctionscreen/names/data/frequency.tsv",
        "sanctionscreen/lists/shipped/dprk-1718.csv",
        f"sanctionscreen-{__version__}.dist-info/licenses/LICENSE",
    ],
)
def test_the_wheel_holds_tables_list_and_licence(installed: Path, path: str) -> None:
    assert (installed / path).stat().st_size > 0 or path.endswith("py.typed")


def test_the_wheel_answers_with_its_own_dependencies_alone(installed: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    modules = {
        "python_stdnum": "stdnum",
        "pytest_benchmark": "pytest_benchmark",
        "import_linter": "importlinter",
    }
    names = (line.split(">=")[0].replace("-", "_") for line in project["optional-dependencies"]["dev"])
    blocked = [modules.get(name, name) for name in names]
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); sys.modules.update(dict.fromkeys({blocked!r}))\n"
        "from sanctionscreen import cli, lists\n"
        f"assert all(str(path).startswith({str(installed)!r}) for path in (cli.__file__, lists.shipped_path()))\n"
        "sys.argv[1:] = ['check', 'Tongbang Bank', '--lists', 'shipped']\n"
        "cli.main()"
    )
    found = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == 1, found.stderr
    assert "KPe.013" in found.stdout
