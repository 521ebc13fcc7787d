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
FRAMES = "is in the extra frames-test; `make frames` installs it"


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


def test_the_function_for_duckdb_finds_the_alerts_of_the_customers(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason=f"DuckDB {FRAMES}")
    run = runpy.run_path(str(EXAMPLES / "duckdb_udf.py"))["run"]
    alerts = run(str(EXAMPLES / "customers.csv"), ["shipped"])
    assert ("C001", "Tongbang Bank", "Bank of East Land", 1.0) in alerts
    assert len(alerts) == 16
    unusable = tmp_path / "unusable.csv"
    unusable.write_text("customer_id,name,kind,birth_date,imo\n1,---,,,\n")
    with pytest.raises(RuntimeError, match="1 rows were not screened"):
        run(str(unusable), ["shipped"])


def test_the_job_for_polars_writes_the_alerts_beside_the_customers(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason=f"Polars {FRAMES}")
    run = runpy.run_path(str(EXAMPLES / "polars_job.py"))["run"]
    counts = run(str(EXAMPLES / "customers.csv"), str(tmp_path / "alerts.parquet"), ["shipped"])
    assert counts["len"].sum() == 17
    written = polars.read_parquet(tmp_path / "alerts.parquet")
    assert {"customer_id", "gender", "entity_id", "score", "evidence"} <= set(written.columns)
    assert ("C001", "KPe.013") in written.select("customer_id", "entity_id").rows()


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
