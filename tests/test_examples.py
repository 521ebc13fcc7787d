"""The programs in examples/, run as a user would run them."""

from __future__ import annotations

import csv
import json
import os
import runpy
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
import urllib3

EXAMPLES = Path(__file__).parents[1] / "examples"
ENVIRONMENT = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def nightly(customers: Path, folder: Path, *lists: str) -> subprocess.CompletedProcess[str]:
    command = [str(EXAMPLES / "nightly.sh"), str(customers), str(folder), *lists]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def test_the_nightly_run_ends_with_the_code_of_the_screening(tmp_path: Path) -> None:
    done = nightly(EXAMPLES / "customers.csv", tmp_path, "shipped")
    assert done.returncode == 1, done.stderr
    assert "alerts in" in done.stdout
    assert len((tmp_path / "hits.jsonl").read_text().splitlines()) == 32


def test_the_nightly_run_says_when_it_is_not_complete(tmp_path: Path) -> None:
    done = nightly(tmp_path / "missing.csv", tmp_path, "shipped")
    assert done.returncode == 3
    assert "not complete" in done.stderr


def test_the_service_answers_and_refuses_empty_questions() -> None:
    example = runpy.run_path(str(EXAMPLES / "service.py"))
    server = example["serve"](example["Screening"](["shipped"]), 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        answer = urllib3.request(
            "GET", f"{base}/check?name={quote('Tongbang Bank')}&kind=organization"
        ).json()
        assert answer["alert"]
        assert answer["hits"][0]["entity_id"] == "KPe.013"
        assert urllib3.request("GET", f"{base}/health").json()["editions"][0]["list"] == "shipped-dprk"
        for path in ("/check?name=%20", "/check?name=Ann&birth_date=soon", "/check?name=Ann&kind=robot"):
            assert urllib3.request("GET", base + path).status == 400
        assert urllib3.request("GET", f"{base}/other").status == 404
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_notebook_runs_from_its_first_cell_to_its_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(EXAMPLES / "customers.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((EXAMPLES / "review.ipynb").read_text())
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        assert cell.get("outputs", []) == []  # outputs would hold customers
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    with (tmp_path / "decisions.csv").open() as lines:
        assert [row["outcome"] for row in csv.DictReader(lines)] == ["true match"]
